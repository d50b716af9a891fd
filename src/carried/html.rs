//! The digest that ties a web page's text to the data in it.
//!
//! It is stated in the `data-digest` attribute of the script element: `sha256:` and 64 hexadecimal digits, the SHA-256 sum of what the
//! page's main element shows, in the order of the page, and then of the data:
//!
//! | what is met | what is said |
//! |---|---|
//! | characters | in UTF-8, runs of white space (WHATWG Infra: ASCII whitespace) as one space, none beside what parts texts; other C0 controls as U+FFFD |
//! | the beginning or end of an element that parts texts: blocks, rows, cells, items, line breaks | U+001F, once for several |
//! | an attribute that is shown, or says where a cell stands or a link leads | U+001E, its name, `=`, its value in UTF-8, U+001E |
//! | the end | U+001D and the text of the script element, as a parser of HTML gives it |
//!
//! So a copy of the page keeps the tie that a program indented, saved from a browser, or put into another page with navigation round
//! it; a word, a figure, a span or a picture that was changed, added or taken away breaks it. Style sheets and scripts, which could show
//! anything else, are not looked at.

use sha2::{Digest as _, Sha256};

/// What is met in a page's main element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown<'t> {
    /// Characters.
    Text(&'t str),
    /// What parts the texts on both sides of it.
    Parting,
    /// An attribute that is shown or says where something stands.
    Attribute(&'t str, &'t str),
}

/// The digest of a page while it is gone through.
#[derive(Debug)]
pub(crate) struct PageTie {
    hash: Sha256,
    /// What stands between the last that was said and what comes.
    between: Between,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Nothing,
    Space,
    Parting,
}

impl PageTie {
    pub(crate) fn new() -> Self {
        PageTie { hash: Sha256::new(), between: Between::Parting }
    }

    /// The next of what is shown.
    pub(crate) fn see(&mut self, shown: Shown<'_>) {
        match shown {
            Shown::Text(text) => self.text(text),
            Shown::Parting => self.between = Between::Parting,
            Shown::Attribute(name, value) => {
                self.hash.update(format!("\u{1E}{name}={value}\u{1E}"));
            }
        }
    }

    fn text(&mut self, text: &str) {
        for (index, word) in text.split([' ', '\t', '\n', '\r', '\u{C}']).enumerate() {
            if index > 0 && self.between == Between::Nothing {
                self.between = Between::Space;
            }
            if word.is_empty() {
                continue;
            }
            match self.between {
                Between::Nothing => {}
                Between::Space => self.hash.update(" "),
                Between::Parting => self.hash.update("\u{1F}"),
            }
            self.between = Between::Nothing;
            match word.contains(|c: char| c < ' ') {
                true => self.hash.update(word.replace(|c: char| c < ' ', "\u{FFFD}")),
                false => self.hash.update(word),
            }
        }
    }

    /// The digest of what was seen, and of the data.
    pub(crate) fn digest(mut self, data: &str) -> String {
        self.hash.update("\u{1D}");
        self.hash.update(data);
        super::stated(self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(shown: &[Shown<'_>], data: &str) -> String {
        let mut tie = PageTie::new();
        shown.iter().for_each(|shown| tie.see(*shown));
        tie.digest(data)
    }

    #[test]
    fn white_space_and_further_partings_change_nothing() {
        use Shown::{Parting, Text};
        let plain = digest(&[Text("甲 乙"), Parting, Text("1")], "{}");
        assert!(plain.starts_with("sha256:") && plain.len() == 71, "{plain}");
        for same in [
            &[Text("\n  甲"), Text("\t"), Text("\n乙\n"), Parting, Parting, Text(" 1 ")] as &[_],
            &[Parting, Text("甲 "), Text(" 乙"), Parting, Text(" "), Parting, Text("1"), Parting],
        ] {
            assert_eq!(digest(same, "{}"), plain, "{same:?}");
        }
    }

    #[test]
    fn what_is_shown_and_the_data_change_it() {
        use Shown::{Attribute, Parting, Text};
        let all = [
            digest(&[Text("12"), Parting, Text("3")], "{}"),
            digest(&[Text("1"), Parting, Text("23")], "{}"),
            digest(&[Text("12 3")], "{}"),
            digest(&[Text("123")], "{}"),
            digest(&[Text("12\u{A0}3")], "{}"),
            digest(&[Text("12\u{1F}3")], "{}"),
            digest(&[Text("123")], "{ }"),
            digest(&[Attribute("src", "a"), Text("123")], "{}"),
            digest(&[Attribute("src", "b"), Text("123")], "{}"),
        ];
        for (index, one) in all.iter().enumerate() {
            assert!(!all[..index].contains(one), "{index}");
        }
    }
}
