//! The title of an article that stands outside of it, and what the page says of its publication.

use super::super::dom::{Dom, NodeId};
use super::lines::{Line, text_of};
use super::measure::is_hidden;
use crate::document::{Date, Folded, Publication};
use crate::read::chrome::{is_running, words};
use std::collections::BTreeSet;

/// The fewest and the most characters of a title.
const LENGTHS: std::ops::RangeInclusive<usize> = 6..=120;
/// So many lines of an article may be its title.
const HEAD: usize = 8;
/// What share of a title's pairs of characters the first lines have where they say the same in other words, percent.
const ALIKE: usize = 60;

/// What a page says of its article in `<meta>` and `<title>`.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) publication: Publication,
    /// What the page calls its article.
    title: Option<String>,
    /// What it calls itself, without the site's name.
    page: Option<String>,
}

impl Head {
    /// What the head of a page says.
    pub(super) fn of(dom: &Dom) -> Self {
        let mut head = Head::default();
        let (mut site, mut page) = (None, None);
        for id in dom.descendants(dom.root()) {
            let Some(element) = dom.element(id) else { continue };
            if element.name() == "title" && !is_of_drawing(dom, id) && page.is_none() {
                page = Some(dom.children(id).iter().filter_map(|child| dom.text(*child)).collect::<String>());
            }
            if element.name() != "meta" {
                continue;
            }
            let said = element.attribute("name").zip(element.attribute("content"));
            let Some((name, content)) = said else { continue };
            let content = content.trim();
            let is = |names: &[String]| names.iter().any(|own| own.eq_ignore_ascii_case(name)) && !content.is_empty();
            let meta = &words().meta;
            if is(&meta.title) {
                head.title = head.title.or(Some(content.to_owned()));
            } else if is(&meta.published) {
                head.publication.date = head.publication.date.or(date_of(content));
            } else if is(&meta.source) {
                head.publication.source = head.publication.source.or(Some(content.to_owned()));
            } else if is(&meta.site) {
                site = site.or(Some(content.to_owned()));
            }
        }
        head.page = page.map(|page| without_site(page.trim(), site.as_deref()));
        head
    }

    /// The article's title by what is written above it in elements for titles, and by what the head says.
    pub(super) fn title(&self, headings: &[String]) -> Option<String> {
        let said = [self.title.as_deref(), self.page.as_deref()];
        let agrees = |heading: &&String| {
            said.iter()
                .flatten()
                .any(|said| compact(said).contains(&compact(heading)) || compact(heading).contains(&compact(said)))
        };
        let agreed = headings.iter().filter(agrees).max_by_key(|heading| heading.chars().count());
        agreed
            .cloned()
            .or_else(|| self.title.clone())
            .or_else(|| headings.first().cloned())
            .or_else(|| self.page.clone())
    }
}

/// Whether an element is a drawing's own.
fn is_of_drawing(dom: &Dom, id: NodeId) -> bool {
    dom.parent(id)
        .and_then(|parent| dom.element(parent))
        .is_some_and(|parent| !matches!(parent.name(), "head" | "body"))
}

/// The day at the beginning of a text: 2022-02-15 10:44:08.
fn date_of(text: &str) -> Option<Date> {
    crate::document::whole_date(text.split(|c: char| c.is_whitespace() || c == 'T').next()?)
}

/// What a page calls itself, without the site's name before or behind it: of its parts the longest that is not the site's name.
fn without_site(page: &str, site: Option<&str>) -> String {
    let joints = &words().meta.joints;
    let parts = page.split(|c| joints.contains(c)).map(str::trim).filter(|part| Some(*part) != site);
    parts.rev().max_by_key(|part| part.chars().count()).unwrap_or_default().to_owned()
}

fn compact(text: &str) -> String {
    let folded = Folded::of(text);
    folded.text(0..folded.len())
}

/// The texts of elements for titles outside of `inside`, as they are written.
pub(super) fn headings(
    dom: &Dom,
    body: NodeId,
    inside: &BTreeSet<NodeId>,
    length: impl Fn(NodeId) -> usize,
) -> Vec<(NodeId, String)> {
    let mut found = Vec::new();
    let mut open = vec![body];
    while let Some(id) = open.pop() {
        if inside.contains(&id) || is_hidden(dom, id) {
            continue;
        }
        if length(id) <= *LENGTHS.end() && is_title(dom, id) {
            let text = text_of(dom, id);
            if is_as_long(&text) && !text.contains('。') {
                found.push((id, text));
                continue;
            }
        }
        open.extend(dom.children(id).iter().rev());
    }
    found
}

/// Whether a text is as long as titles are.
pub(super) fn is_as_long(text: &str) -> bool {
    LENGTHS.contains(&text.chars().count())
}

fn is_title(dom: &Dom, id: NodeId) -> bool {
    let Some(element) = dom.element(id) else { return false };
    let names = element.attribute("class").into_iter().chain(element.attribute("id"));
    let mut names = names.flat_map(str::split_ascii_whitespace);
    matches!(element.name(), "h1" | "h2" | "h3")
        || names.any(|name| words().article.title.iter().any(|own| own.eq_ignore_ascii_case(name)))
}

/// How a title stands to the first lines of an article.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// They say it.
    Said,
    /// They don't; a line of them that is only its end is to go.
    Missing(Option<usize>),
}

/// Whether an article says a title in its first lines.
pub(super) fn standing(title: &str, is_of_page: bool, lines: &[&Line]) -> Standing {
    let first = || lines.iter().take(HEAD).take_while(|line| !is_running(&line.text) && !line.is_in_table);
    let said: String = first().map(|line| compact(&line.text)).collect();
    let title = compact(title);
    if said.contains(&title) || lines.iter().take(HEAD).any(|line| compact(&line.text).contains(&title)) {
        return Standing::Said;
    }
    let end =
        first().position(|line| line.text.chars().count() >= *LENGTHS.start() && title.ends_with(&compact(&line.text)));
    if end.is_some() {
        return Standing::Missing(end);
    }
    // What a page calls itself is no more than a hint: an article that begins with a line of its own has its own title.
    let has_own =
        is_of_page && first().next().is_some_and(|line| crate::document::numeral::heading_level(&line.text).is_none());
    if has_own || are_alike(&title, &said) {
        return Standing::Said;
    }
    Standing::Missing(None)
}

/// Whether most of a title's pairs of characters stand in a text.
fn are_alike(title: &str, text: &str) -> bool {
    let pairs = |text: &str| {
        let characters: Vec<char> = text.chars().collect();
        characters.windows(2).map(<[char]>::to_vec).collect::<BTreeSet<_>>()
    };
    let (title, text) = (pairs(title), pairs(text));
    !title.is_empty() && title.intersection(&text).count() * 100 >= title.len() * ALIKE
}

impl Head {
    /// Whether a title is only what the page calls itself.
    pub(super) fn only_page_says(&self, title: &str, headings: &[String]) -> bool {
        self.title.as_deref() != Some(title) && !headings.iter().any(|heading| heading == title)
    }
}
