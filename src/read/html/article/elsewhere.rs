//! What of an article is not in its page: on other pages, in frames, or put there by a script.

use super::super::dom::{Dom, NodeId};
use super::super::flow::shown_text;
use crate::finding::{Finding, catalogue};
use crate::read::chrome::words;

/// So many frames are named.
const MOST: usize = 10;

/// What of an article stands elsewhere; `is_empty`: nothing of it is in the page.
pub(super) fn said_elsewhere(dom: &Dom, is_empty: bool) -> Vec<Finding> {
    let mut findings: Vec<Finding> = frames(dom).into_iter().map(catalogue::web::frame_left_out).collect();
    findings.extend(paging(dom).map(catalogue::page::page_one_of_several));
    if is_empty && findings.is_empty() && has_script(dom) {
        findings.push(catalogue::page::page_filled_by_script());
    }
    findings
}

fn is_named(dom: &Dom, id: NodeId, names: &[&str]) -> bool {
    dom.element(id).is_some_and(|element| names.contains(&element.name()))
}

/// Whether a script of the page may do so much as fill it.
fn has_script(dom: &Dom) -> bool {
    const LEAST: usize = 40;
    let scripts = dom.descendants(dom.root()).filter(|id| is_named(dom, *id, &["script"]));
    scripts.into_iter().any(|id| {
        let is_elsewhere = dom.element(id).is_some_and(|element| element.attribute("src").is_some());
        is_elsewhere || dom.children(id).iter().filter_map(|id| dom.text(*id)).map(str::len).sum::<usize>() >= LEAST
    })
}

/// Pages that stand within the page as text (`srcdoc`): what they say is named.
pub(in super::super) fn inner_pages(dom: &Dom) -> Vec<Finding> {
    let text = |id: NodeId| {
        let element = dom.element(id).filter(|element| element.name() == "iframe")?;
        let inner = Dom::parse(element.attribute("srcdoc")?).ok()?;
        let text = shown_text(&inner, inner.root());
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    };
    let texts = dom.descendants(dom.root()).filter_map(text).take(MOST);
    texts.map(|text| catalogue::web::object_left_out("iframe", text)).collect()
}

/// Where the pages and files are that a page shows within it.
fn frames(dom: &Dom) -> Vec<String> {
    let target = |id: NodeId| {
        let element = dom.element(id)?;
        let name = match element.name() {
            "iframe" | "frame" | "embed" => "src",
            "object" => "data",
            _ => return None,
        };
        let target = element.attribute(name)?.trim();
        let is_shown = !target.is_empty() && target != "about:blank" && element.attribute("width") != Some("0");
        is_shown.then(|| target.chars().take(200).collect())
    };
    dom.descendants(dom.root()).filter_map(target).take(MOST).collect()
}

/// What shows that the article has more pages than this: a link to the next, a script that is told how many there are.
fn paging(dom: &Dom) -> Option<String> {
    let paging = &words().paging;
    let link = |id: NodeId| {
        let element = dom.element(id).filter(|element| element.name() == "a")?;
        let target = element.attribute("href").unwrap_or_default().trim();
        let leads = !target.is_empty() && !target.starts_with('#') && !target.starts_with("javascript:void");
        let text: String = dom.descendants(id).filter_map(|id| dom.text(id)).take(4).collect();
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        (leads && paging.next.contains(&text)).then_some(text)
    };
    let script = |id: NodeId| {
        let text = dom.text(id).filter(|_| dom.parent(id).is_some_and(|parent| is_named(dom, parent, &["script"])))?;
        paging.scripts.iter().find_map(|lead| {
            let (_, rest) = text.split_once(lead.as_str())?;
            let number: String = rest.trim_start().chars().take_while(char::is_ascii_digit).take(6).collect();
            number.parse::<u32>().is_ok_and(|pages| pages > 1).then(|| format!("{lead}{number}"))
        })
    };
    dom.descendants(dom.root()).find_map(|id| link(id).or_else(|| script(id)))
}
