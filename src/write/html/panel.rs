//! What stands beside the text on a wide screen: the list of contents, some figures, the files to download.

use super::beside::{Beside, relative_address};
use super::escape::escaped;
use super::flow::Outline;
use super::published::Published;
use crate::style::{Style, WebStyle};

/// How deep headings are listed.
const LISTED: u8 = 2;

/// Fewer headings need no list.
const FEWEST: usize = 3;

/// The list of contents; nothing where there is little to list.
pub(super) fn contents(headings: &[Outline], style: &Style) -> String {
    let listed: Vec<&Outline> =
        headings.iter().filter(|heading| heading.level <= LISTED && !heading.text.trim().is_empty()).collect();
    if !style.web.contents || listed.len() < FEWEST {
        return String::new();
    }
    let title = escaped(&style.contents.title);
    let mut out =
        format!("<nav class=\"contents\" aria-label=\"{title}\">\n<p class=\"panel-title\">{title}</p>\n<ul>\n");
    for heading in listed {
        let class = if heading.level > 1 { " class=\"deeper\"" } else { "" };
        let text = heading.text.split_whitespace().collect::<Vec<_>>().join(" ");
        out.push_str(&format!("<li{class}><a href=\"#{}\">{}</a></li>\n", heading.id, escaped(&text)));
    }
    out.push_str("</ul>\n</nav>\n");
    out
}

/// What concerns the report as a whole: some of its figures, and its other files.
pub(super) fn of_report(published: Option<Published<'_>>, web: &WebStyle, beside: &[Beside<'_>]) -> String {
    let panels = key_figures(published, web) + &downloads(beside);
    match panels.is_empty() {
        true => panels,
        false => format!("<aside aria-label=\"数据与下载\">\n{panels}</aside>\n"),
    }
}

/// The figures a style wants to see first, as the report has them printed.
fn key_figures(published: Option<Published<'_>>, web: &WebStyle) -> String {
    let Some(published) = published else { return String::new() };
    let mut items = String::new();
    for wanted in &web.key_figures {
        let Some(figure) = published.figure(&wanted.cell).filter(|figure| !figure.count.raw.trim().is_empty()) else {
            continue;
        };
        items.push_str(&format!(
            "<div><dt>{}</dt><dd><b>{}</b> {}</dd></div>\n",
            escaped(&wanted.label),
            escaped(&figure.count.raw),
            escaped(&figure.cell.unit)
        ));
    }
    if items.is_empty() {
        return String::new();
    }
    let year = published.report.year.map(|year| format!("{year}年")).unwrap_or_default();
    format!("<div class=\"key-figures\">\n<p class=\"panel-title\">{year}主要数据</p>\n<dl>\n{items}</dl>\n</div>\n")
}

/// The same report in other files.
fn downloads(beside: &[Beside<'_>]) -> String {
    if beside.is_empty() {
        return String::new();
    }
    let mut out = String::from("<div class=\"downloads\">\n<p class=\"panel-title\">下载</p>\n<ul>\n");
    for file in beside {
        out.push_str(&format!(
            "<li><a href=\"{}\">{}</a> <span class=\"size\">{}</span></li>\n",
            escaped(&relative_address(file.name)),
            escaped(&file.format.to_uppercase()),
            size(file.bytes)
        ));
    }
    out.push_str("</ul>\n</div>\n");
    out
}

/// The length of a file in words.
fn size(bytes: usize) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", (bytes + 512) / 1_024),
        _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_round_units() {
        let said: Vec<String> = [0, 1_023, 1_024, 1_536, 1_048_575, 1_048_576, 1_626_000].map(size).to_vec();
        assert_eq!(said, ["0 B", "1023 B", "1 KB", "2 KB", "1024 KB", "1.0 MB", "1.5 MB"]);
    }
}
