//! The article of a page among what stands round it.
//!
//! In: the tree of a page. Out: an [`Article`]: the elements that hold it, what in them is none of it, its title where only the page says
//! that, when and by whom it was published, and what is to be said of all that was left out. Nothing here knows what a report says: the
//! article is found by where the text is, by how much of it is links, and by the names that pages give their parts
//! (`templates/page-chrome.toml`).
//!
//! 1. What we marked as ours is the article, and nothing in it is looked at.
//! 2. Else the narrowest element with the name of an article that has most of the page's text; else the body.
//! 3. Of what stands outside, sentences and tables stay unless the page itself says that they are something else; lines right below the
//!    article stay (they may be its sign-off). All else goes: lost text is worse than a button too many.
//! 4. Of what stands inside, only what is surely furniture goes.

pub(super) mod elsewhere;
mod lines;
mod measure;
mod title;

use super::dom::{Dom, NodeId};
use crate::document::Publication;
use crate::finding::{Finding, catalogue};
use crate::read::chrome::{self, Furniture, words};
use elsewhere::said_elsewhere;
use lines::{Line, is_inline, lines_of, say_more_than, text_of};
use measure::{Measure, Measures, is_data_table, is_hidden, is_silent, measures};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use title::{Head, Standing};

/// Names that pages give to their article, and to what is none of it.
static ARTICLE: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words().article.names.iter().map(String::as_str).collect());
static CHROME: LazyLock<BTreeSet<&str>> = LazyLock::new(|| words().article.chrome.iter().map(String::as_str).collect());

/// So many stretches of text that were left out are quoted.
const MOST_QUOTED: usize = 60;
/// So many characters of each.
const MOST_CHARACTERS: usize = 60;
/// So many sentences outside the article are said one by one.
const MOST_SAID: usize = 20;
/// Of a page's text a copy of the article has at least so many percent.
const LEAST_COPY: usize = 20;
/// So many classes of an element are looked at.
const MOST_NAMES: usize = 16;
/// Less text than this is no article.
const LEAST_TEXT: usize = 20;

/// The article of a page.
#[derive(Debug, Default)]
pub(crate) struct Article {
    /// What holds it, in the order of the page; cells of tables that lay the page out, too.
    pub(crate) roots: Vec<NodeId>,
    /// What within those is none of it, elements and texts: the flow passes them over. The findings quote what they say.
    pub(crate) left_out: BTreeSet<NodeId>,
    /// Its title, where it does not say that itself: to be put before it.
    pub(crate) heading: Option<String>,
    /// Its title.
    pub(crate) title: Option<String>,
    /// When it was published, and by whom.
    pub(crate) publication: Publication,
    /// What was left out or guessed.
    pub(crate) findings: Vec<Finding>,
}

impl Article {
    /// A page that is nothing else.
    pub(crate) fn whole(dom: &Dom, own: Option<NodeId>) -> Self {
        Article { roots: vec![own.unwrap_or_else(|| body_of(dom))], ..Article::default() }
    }
}

/// The article of a page; `own` is the element of our own that holds a report, in a page of ours or one it was put into.
pub(crate) fn article(dom: &Dom, own: Option<NodeId>) -> Article {
    let body = body_of(dom);
    let head = Head::of(dom);
    if let Some(own) = own {
        return of_own(dom, body, own, head);
    }
    let mut search = Search::new(dom, body, None);
    search.walk(body, false);
    search.drop_furniture();
    let (title, heading) = search.take_title(&head);
    let elsewhere = said_elsewhere(dom, search.is_empty());
    search.findings.extend(elsewhere);
    let publication = Publication {
        date: head.publication.date.or(search.publication.date),
        source: head.publication.source.or(search.publication.source.take()),
    };
    let findings = search.said(heading.as_deref());
    Article { roots: search.roots, left_out: search.left_out, heading, title, publication, findings }
}

/// What we marked as ours, in a page of ours or in another, whose text outside of it is the site's.
fn of_own(dom: &Dom, body: NodeId, own: NodeId, head: Head) -> Article {
    let mut findings = Vec::new();
    if dom.element(own).is_some_and(|element| element.name() != "main") {
        let mut search = Search::new(dom, body, Some(own));
        search.walk(body, false);
        let beside: Vec<NodeId> = search.roots.iter().copied().filter(|root| *root != own).collect();
        findings = search.said(None);
        findings.extend(beside.into_iter().filter_map(|root| left_out_text(&text_of(dom, root))));
    } else {
        findings.extend(left_out_text(&text_beside(dom, body, own)));
    }
    let title = head.title(&[]);
    Article {
        roots: vec![own],
        left_out: BTreeSet::new(),
        heading: None,
        title,
        publication: head.publication,
        findings,
    }
}

fn left_out_text(text: &str) -> Option<Finding> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| catalogue::page::page_text_left_out(text))
}

/// What a page of ours says beside its report: nothing but what leads to it, unless somebody added it.
fn text_beside(dom: &Dom, body: NodeId, own: NodeId) -> String {
    let is_ours = |id: NodeId| {
        let element = dom.element(id);
        let is_skip = |element: &super::dom::Element| element.attribute("class") == Some("skip");
        id == own || element.is_some_and(|e| matches!(e.name(), "nav" | "aside") || is_silent(e.name()) || is_skip(e))
    };
    let mut text = String::new();
    let mut open = vec![body];
    while let Some(id) = open.pop() {
        if is_ours(id) {
            continue;
        }
        if let Some(part) = dom.text(id) {
            text.push_str(part);
            text.push(' ');
        }
        open.extend(dom.children(id).iter().rev());
    }
    text
}

fn body_of(dom: &Dom) -> NodeId {
    let is_body = |id: &NodeId| dom.element(*id).is_some_and(|element| element.name() == "body");
    dom.descendants(dom.root()).find(is_body).unwrap_or(dom.root())
}

fn ancestors_of(dom: &Dom, ids: &[NodeId]) -> BTreeSet<NodeId> {
    let above = ids.iter().flat_map(|id| std::iter::successors(dom.parent(*id), |id| dom.parent(*id)));
    above.collect()
}

/// The search for what belongs to an article.
struct Search<'d> {
    dom: &'d Dom,
    body: NodeId,
    measures: Measures,
    /// The elements that hold the article, and all those they stand in.
    core: BTreeSet<NodeId>,
    around: BTreeSet<NodeId>,
    /// The elements that say just what another does, which has much of the page's text.
    copies: BTreeSet<NodeId>,
    /// Whether the page names where its article is.
    is_named: bool,
    roots: Vec<NodeId>,
    left_out: BTreeSet<NodeId>,
    /// What was left out, as it is quoted; with the elements it stands in.
    quoted: Vec<(NodeId, String)>,
    /// The same of sentences.
    sentences: Vec<String>,
    /// Titles that records of the document state.
    titles: Vec<String>,
    publication: Publication,
    findings: Vec<Finding>,
}

impl<'d> Search<'d> {
    /// The search in a page, whose article is known to stand in some elements or is to be found.
    fn new(dom: &'d Dom, body: NodeId, known: Option<NodeId>) -> Self {
        let mut search = Search {
            dom,
            body,
            measures: measures(dom, body, |_| false),
            core: known.into_iter().collect(),
            around: BTreeSet::new(),
            copies: BTreeSet::new(),
            is_named: true,
            roots: Vec::new(),
            left_out: BTreeSet::new(),
            quoted: Vec::new(),
            sentences: Vec::new(),
            titles: Vec::new(),
            publication: Publication::default(),
            findings: Vec::new(),
        };
        if known.is_none() {
            search.copies = search.find_copies();
            let content = measures(dom, body, |id| search.is_called_chrome(id) || search.copies.contains(&id));
            let named = search.named_core(&content);
            search.is_named = named.is_some();
            search.core.insert(named.unwrap_or_else(|| search.densest(&content)));
        }
        let core: Vec<NodeId> = search.core.iter().copied().collect();
        search.around = ancestors_of(dom, &core);
        search
    }

    fn measure(&self, id: NodeId) -> Measure {
        self.measures.of(id)
    }

    fn name(&self, id: NodeId) -> &'d str {
        self.dom.element(id).map(|element| element.name()).unwrap_or_default()
    }

    /// Whether an element has one of these names as id or class; where it may be the beginning of one, behind it a hyphen stands.
    fn is_called(&self, id: NodeId, names: &BTreeSet<&str>, may_go_on: bool) -> bool {
        let Some(element) = self.dom.element(id) else { return false };
        let own = element.attribute("id").into_iter().chain(element.attribute("class"));
        own.flat_map(str::split_ascii_whitespace).take(MOST_NAMES).map(in_lower_case).any(|own| {
            let mut beginnings = own.match_indices(['-', '_']).map(|(at, _)| own.get(..at).unwrap_or_default());
            names.contains(&*own) || may_go_on && beginnings.any(|beginning| names.contains(beginning))
        })
    }

    fn is_called_article(&self, id: NodeId) -> bool {
        let by_itself = self.dom.element(id).is_some_and(|element| {
            matches!(element.name(), "article" | "main")
                || element.attribute("role") == Some("main")
                || element.attribute("itemprop") == Some("articleBody")
        });
        by_itself || self.is_called(id, &ARTICLE, false)
    }

    /// Whether the page itself says that an element is something else than its article; one that has most of the text is not.
    fn is_called_chrome(&self, id: NodeId) -> bool {
        let by_itself = matches!(self.name(id), "nav" | "footer" | "header" | "aside" | "form" | "dialog");
        let is_called = by_itself || self.is_called(id, &CHROME, true);
        let is_most = self.measure(id).mass() * 2 > self.measure(self.body).mass();
        is_called && !is_most && !self.is_called_article(id) && !self.holds_title(id)
    }

    fn holds_title(&self, id: NodeId) -> bool {
        self.name(id) == "header" && self.dom.descendants(id).any(|inner| self.name(inner) == "h1")
    }

    /// The narrowest of the elements with the name of an article that have most of the page's text and say all that the widest says.
    fn named_core(&self, content: &Measures) -> Option<NodeId> {
        let measure = |id: NodeId| content.of(id);
        let all = measure(self.body).mass();
        let has_most = |id: &NodeId| {
            let held = measure(*id);
            let has_all = held.says_something() && held.says_all_of(measure(self.body));
            held.mass() >= LEAST_TEXT && (has_all || held.mass() * 100 >= all * words().article.share)
        };
        let named = self.dom.descendants(self.body).filter(|id| has_most(id) && self.is_called_article(*id));
        named.reduce(|widest, inner| if measure(inner).says_all_of(measure(widest)) { inner } else { widest })
    }

    /// The narrowest element outside of which nothing is said.
    fn densest(&self, content: &Measures) -> NodeId {
        const CONTAINERS: [&str; 10] =
            ["div", "section", "article", "main", "center", "form", "table", "tbody", "tr", "td"];
        let measure = |id: NodeId| content.of(id);
        let (mut at, mut core) = (self.body, self.body);
        while measure(at).says_something() {
            let held = measure(at);
            let is_all = |id: &&NodeId| {
                let inner = measure(**id);
                inner.says_all_of(held) && inner.mass() * 10 >= held.mass() * 8
            };
            let is_container = |id: &&NodeId| CONTAINERS.contains(&self.name(**id)) && !is_data_table(self.dom, **id);
            let Some(inner) = self.dom.children(at).iter().filter(is_container).find(is_all) else { break };
            at = *inner;
            // Parts of a table are none without it.
            if !matches!(self.name(at), "table" | "tbody" | "tr") {
                core = at;
            }
        }
        core
    }

    /// Looks at an element that is around the core, or outside of it; `is_below`: it stands beside the core, below it.
    fn walk(&mut self, id: NodeId, is_below: bool) {
        if self.core.contains(&id) {
            self.roots.push(id);
            self.prune(id);
        } else if self.around.contains(&id) {
            let mut is_behind = false;
            for child in self.dom.children(id).to_vec() {
                self.walk(child, is_behind);
                is_behind |= self.core.contains(&child) || self.around.contains(&child) && self.adds_nothing(child);
            }
        } else {
            self.outside(id, is_below);
        }
    }

    /// Whether an element around the core says nothing besides.
    fn adds_nothing(&self, id: NodeId) -> bool {
        let core: usize = self.core.iter().map(|core| self.measure(*core).text).sum();
        self.measure(id).text == core
    }

    /// Keeps or leaves out an element that stands outside of the core.
    fn outside(&mut self, id: NodeId, is_below: bool) {
        let held = self.measure(id);
        if held.text == 0 && !(held.pictures > 0 && is_below && !self.is_called_chrome(id)) {
            self.leave_out_silent(id);
        } else if self.copies.contains(&id) {
            self.leave_out_copy(id);
        } else if is_hidden(self.dom, id) || self.is_called_chrome(id) {
            self.leave_out(id);
        } else if let Some(said) = self.record(id) {
            self.take(said);
            self.leave_out(id);
        } else if held.says_something() {
            if self.dom.element(id).is_some() && !is_inline(self.name(id)) && self.splits(id) {
                self.dom.children(id).to_vec().into_iter().for_each(|child| self.outside(child, is_below));
            } else {
                self.roots.push(id);
                self.prune(id);
            }
        } else if is_below && !held.is_links() && held.links == 0 && !self.is_furniture(id) {
            self.roots.push(id);
        } else {
            self.leave_out(id);
        }
    }

    /// Whether the parts of an element are to be looked at one by one: it holds blocks.
    fn splits(&self, id: NodeId) -> bool {
        let is_block = |child: &NodeId| self.dom.element(*child).is_some_and(|element| !is_inline(element.name()));
        matches!(self.name(id), "div" | "section" | "center" | "form") && self.dom.children(id).iter().any(is_block)
    }

    /// Whether all lines of an element are furniture.
    fn is_furniture(&self, id: NodeId) -> bool {
        let lines = lines_of(self.dom, &[id], &BTreeSet::new());
        !lines.is_empty() && lines.iter().all(|line| chrome::of_line(&line.text).is_some())
    }

    fn take(&mut self, said: Furniture) {
        self.publication.date = self.publication.date.or(said.published);
        self.publication.source = self.publication.source.take().or(said.source);
        self.titles.extend(said.title);
    }

    /// What a table says if it is the record of a document.
    fn record(&self, id: NodeId) -> Option<Furniture> {
        if self.name(id) != "table" {
            return None;
        }
        let is_cell = |id: &NodeId| matches!(self.name(*id), "td" | "th");
        let cells: Vec<NodeId> = self.dom.descendants(id).filter(is_cell).take(MOST_QUOTED + 1).collect();
        if cells.len() > MOST_QUOTED {
            return None;
        }
        let texts: Vec<String> = cells.iter().map(|cell| text_of(self.dom, *cell)).collect();
        chrome::of_record(texts.iter().map(String::as_str))
    }

    /// The elements that say just what an earlier one does: pages hold an article for screens and another for telephones.
    fn find_copies(&self) -> BTreeSet<NodeId> {
        let all = self.measure(self.body).text;
        let is_large = |id: &NodeId| {
            let held = self.measure(*id);
            held.text >= LEAST_TEXT && held.text * 100 >= all * LEAST_COPY && self.dom.element(*id).is_some()
        };
        let compact = |id: NodeId| {
            let texts = self.dom.descendants(id).filter_map(|id| self.dom.text(id));
            texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect::<String>()
        };
        let (mut seen, mut copies): (Vec<NodeId>, BTreeSet<NodeId>) = (Vec::new(), BTreeSet::new());
        for id in self.dom.descendants(self.body).filter(is_large) {
            let above = ancestors_of(self.dom, &[id]);
            if above.iter().any(|id| copies.contains(id)) {
                continue;
            }
            let is_as_long = |other: &&NodeId| self.measure(**other).text == self.measure(id).text;
            match seen.iter().rfind(is_as_long) {
                // Of elements that say the same, one in the other, the outer one is enough.
                Some(known) if above.contains(known) => {}
                Some(known) if compact(*known) == compact(id) => {
                    copies.insert(id);
                }
                _ => seen.push(id),
            }
        }
        copies
    }

    /// Leaves out an element that says what another does.
    fn leave_out_copy(&mut self, id: NodeId) {
        self.left_out.insert(id);
        let text = text_of(self.dom, id);
        self.findings.push(catalogue::page::page_copy_left_out(excerpt(&text)));
    }

    /// Leaves out what in an element of the article is surely none of it.
    fn prune(&mut self, root: NodeId) {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            let name = self.name(id);
            if is_silent(name) {
                // What draws something, or is chosen, is for the flow to read or name.
                if matches!(name, "iframe" | "textarea" | "button") {
                    self.leave_out_silent(id);
                }
                continue;
            }
            if self.copies.contains(&id) {
                self.leave_out_copy(id);
                continue;
            }
            let is_record = name == "table" && id != root;
            if let Some(said) = is_record.then(|| self.record(id)).flatten() {
                self.take(said);
                self.leave_out(id);
                continue;
            }
            let held = self.measure(id);
            // Whatever it is called, a paragraph or much text of the article is its own.
            let may_be_other = !matches!(name, "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
                && (held.is_links() || held.text <= MOST_CHARACTERS);
            let is_other = may_be_other && self.is_called_chrome(id) && held.cells == 0 && id != root;
            // A list of files belongs to the article.
            let is_menu = !self.is_named && held.is_links() && held.links >= 4 && !self.links_to_files(id);
            if is_other && held.text > 0 || is_menu && matches!(name, "ul" | "ol" | "div" | "dl" | "p") {
                self.leave_out(id);
                continue;
            }
            if name == "table" && is_data_table(self.dom, id) {
                continue;
            }
            open.extend(self.dom.children(id).iter().rev());
        }
    }

    /// Whether links in an element lead to documents.
    fn links_to_files(&self, id: NodeId) -> bool {
        const ENDINGS: [&str; 9] = [".doc", ".docx", ".pdf", ".xls", ".xlsx", ".wps", ".et", ".zip", ".rar"];
        self.dom.descendants(id).filter_map(|id| self.dom.element(id)?.attribute("href")).any(|target| {
            let target = target.split(['?', '#']).next().unwrap_or_default().to_ascii_lowercase();
            ENDINGS.iter().any(|ending| target.ends_with(ending))
        })
    }

    /// Leaves out an element, and quotes it; what its lines say of the article is taken.
    fn leave_out(&mut self, id: NodeId) {
        self.left_out.insert(id);
        let lines = lines_of(self.dom, &[id], &BTreeSet::new());
        let is_shown = !is_hidden(self.dom, id);
        let mut said = Vec::new();
        for line in lines {
            match chrome::of_line(&line.text) {
                Some(furniture) => self.take(furniture),
                None if line.text.contains('。') && is_shown => {
                    self.sentences.push(line.text);
                    continue;
                }
                None => {}
            }
            said.push(line.text);
        }
        if !said.is_empty() {
            self.quoted.push((id, excerpt(&said.join(" "))));
        }
    }

    /// Leaves out an element that shows nothing of the page; a text to be typed over, a button's is named.
    fn leave_out_silent(&mut self, id: NodeId) {
        self.left_out.insert(id);
        let dom = self.dom;
        let is_field = |id: &NodeId| {
            dom.element(*id).is_some_and(|element| matches!(element.name(), "textarea" | "button" | "select"))
        };
        for field in dom.descendants(id).filter(is_field) {
            let text: String = dom.descendants(field).filter_map(|id| dom.text(id)).collect();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            match text.contains('。') {
                _ if text.is_empty() => {}
                true => self.sentences.push(text),
                false => self.quoted.push((field, excerpt(&text))),
            }
        }
    }

    /// Leaves out the lines of the article that are furniture.
    fn drop_furniture(&mut self) {
        let lines = lines_of(self.dom, &self.roots, &self.left_out);
        let texts: Vec<&str> =
            lines.iter().map(|line| if line.is_in_table { "" } else { line.text.as_str() }).collect();
        for (line, known) in lines.iter().zip(chrome::of_lines(&texts)) {
            let Some(said) = known else { continue };
            self.take(said);
            self.left_out.extend(line.nodes.iter().copied());
            if let Some(first) = line.nodes.first() {
                self.quoted.push((*first, line.text.clone()));
            }
        }
    }

    /// The title of the article, and that once more where the article does not say it itself.
    fn take_title(&mut self, head: &Head) -> (Option<String>, Option<String>) {
        let inside: BTreeSet<NodeId> = self.roots.iter().copied().collect();
        let found = title::headings(self.dom, self.body, &inside, |id| self.measure(id).text);
        let headings: Vec<String> = found.iter().map(|(_, text)| text).chain(&self.titles).cloned().collect();
        let headings: Vec<String> = headings.into_iter().filter(|text| title::is_as_long(text)).collect();
        let Some(title) = head.title(&headings).filter(|title| title::is_as_long(title)) else {
            return (None, None);
        };
        if self.is_empty() {
            return (Some(title), None);
        }
        let lines = lines_of(self.dom, &self.roots, &self.left_out);
        let lines: Vec<&Line> = lines.iter().collect();
        let is_of_page = head.only_page_says(&title, &headings);
        let Standing::Missing(end) = title::standing(&title, is_of_page, &lines) else { return (Some(title), None) };
        if let Some(end) = end.and_then(|end| lines.get(end)) {
            self.left_out.extend(end.nodes.iter().copied());
            self.quoted.extend(end.nodes.first().map(|first| (*first, end.text.clone())));
        }
        self.findings.push(catalogue::page::page_title_used(&title));
        (Some(title.clone()), Some(title))
    }

    /// Whether nothing was found.
    fn is_empty(&self) -> bool {
        !say_more_than(self.dom, &self.roots, &self.left_out, LEAST_TEXT - 1)
            && self.roots.iter().all(|root| self.measure(*root).pictures == 0)
    }

    /// What was left out and guessed.
    fn said(&mut self, heading: Option<&str>) -> Vec<Finding> {
        let mut findings = std::mem::take(&mut self.findings);
        // What became the heading is not left out.
        let quoted: Vec<&str> =
            self.quoted.iter().map(|(_, text)| text.as_str()).filter(|text| heading != Some(*text)).collect();
        let more = quoted.len().saturating_sub(MOST_QUOTED);
        let mut quoted = quoted.into_iter().take(MOST_QUOTED).collect::<Vec<_>>().join(" | ");
        if more > 0 {
            quoted.push_str(&format!(" | …（{more}）"));
        }
        if !quoted.is_empty() {
            findings.push(catalogue::page::page_chrome_left_out(quoted));
        }
        let mut sentences = std::mem::take(&mut self.sentences);
        if sentences.len() > MOST_SAID {
            let rest = sentences.split_off(MOST_SAID - 1).join(" ");
            sentences.push(rest);
        }
        findings.extend(sentences.into_iter().map(catalogue::page::page_text_left_out));
        findings
    }
}

/// A name in lower case, as most are.
pub(super) fn in_lower_case(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(name.to_ascii_lowercase()),
        false => Cow::Borrowed(name),
    }
}

/// The beginning of a text.
fn excerpt(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests;
