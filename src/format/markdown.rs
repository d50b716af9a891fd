//! Markdown, fitted to the table: it is read as the web page it stands for.

use super::{Content, ReadOptions};
use crate::document::{Date, Properties};
use crate::finding::{Error, Warned, catalogue};
use crate::form::Forms;
use crate::read::encoding::bytes_to_text;
use crate::read::html::html_to_document;
use crate::read::markdown::{MarkdownPage, markdown_to_page};

pub(super) fn markdown_to_content(bytes: &[u8], _: &ReadOptions, _: &Forms) -> Result<Warned<Content>, Error> {
    let mut findings = Vec::new();
    let text = bytes_to_text(bytes, None, &mut findings);
    if text.trim().is_empty() {
        return Err(catalogue::package::empty_file().into());
    }
    let MarkdownPage { html, front_matter } = markdown_to_page(&text);
    let mut document = html_to_document(html.as_bytes())?.unpack(&mut findings);
    let rest = take_front_matter(&front_matter, &mut document.properties);
    if !rest.is_empty() {
        findings.push(catalogue::page::page_chrome_left_out(rest.join("；")));
    }
    Ok(Warned { value: Content::Document(document), findings })
}

/// Takes what the lines before a text say of it; those that say something else.
fn take_front_matter<'t>(lines: &'t str, properties: &mut Properties) -> Vec<&'t str> {
    let mut rest = Vec::new();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let (key, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.trim().trim_matches(['"', '\'']);
        match key.trim() {
            "title" if !value.is_empty() => properties.title = Some(value.to_owned()),
            "author" if !value.is_empty() => properties.author = Some(value.to_owned()),
            "date" if Date::from_iso(value).is_some() => properties.publication.date = Date::from_iso(value),
            _ => rest.push(line),
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_text_says_things_about_it_or_is_named() {
        let source = "---\ntitle: 年报\ndate: 2024-01-15\ntags: [公开]\n---\n\n甲";
        let forms = Forms::built_in().unwrap();
        let read = markdown_to_content(source.as_bytes(), &ReadOptions::default(), &forms).unwrap();
        let Content::Document(document) = read.value else { panic!("a document expected") };
        assert_eq!(document.properties.title.as_deref(), Some("年报"));
        assert_eq!(document.properties.publication.date, Date::from_iso("2024-01-15"));
        let [finding] = read.findings.as_slice() else { panic!("{:?}", read.findings) };
        assert_eq!((finding.code(), finding.value("text")), ("page-chrome-left-out", Some("tags: [公开]")));
        let error = markdown_to_content(b" \n", &ReadOptions::default(), &forms).unwrap_err();
        assert_eq!(error.code(), "empty-file");
    }
}
