//! Headers, footers and page numbers: told from the text, and taken out of it.

use super::lines::Line;
use crate::finding::{Finding, Place, catalogue};
use std::collections::{BTreeMap, BTreeSet};

/// How far from the page's upper and lower edge running text may stand: so far on A4, however the paper is turned.
fn band(height: f64) -> f64 {
    (0.12 * height).max(100.0).min(0.25 * height)
}

/// How far running text may move from page to page.
const SAME_HEIGHT: f64 = 4.0;

/// A page as running text is looked for.
pub(super) struct Page<'l> {
    pub height: f64,
    pub lines: &'l mut Vec<Line>,
}

/// A text without what changes from page to page.
fn pattern(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).map(|c| if c.is_ascii_digit() { '#' } else { c }).collect()
}

/// The number a text states and nothing else: — 1 —, 第 1 页 共 3 页, 1/3, Page 1 of 3.
fn page_number(text: &str) -> Option<u32> {
    let text = text.replace("Page", "").replace("page", "").replace("of", "/");
    let ornament = |c: char| c.is_whitespace() || "-‐‑–—―－─·.・/／第页頁共|,，~".contains(c);
    if !text.chars().all(|c| c.is_ascii_digit() || ornament(c)) {
        return None;
    }
    let digits: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    match digits.as_slice() {
        [one] | [one, _] if one.len() <= 4 => one.parse().ok(),
        _ => None,
    }
}

/// Takes running text out of pages. Plain page numbers go in silence; anything else is quoted once.
pub(super) fn take_running(pages: &mut [Page<'_>], findings: &mut Vec<Finding>) {
    let in_band = |line: &Line, height: f64| line.area.bottom < band(height) || line.area.top > height - band(height);
    // How far a page's number is from its place among the pages; running numbers keep that distance.
    let mut distances: BTreeMap<i64, usize> = BTreeMap::new();
    let mut patterns: BTreeMap<(String, i64), BTreeSet<usize>> = BTreeMap::new();
    let bucket = |line: &Line| (line.baseline / SAME_HEIGHT).round() as i64;
    for (index, page) in pages.iter().enumerate() {
        for line in page.lines.iter().filter(|line| in_band(line, page.height)) {
            let text = line.text();
            if let Some(number) = page_number(&text) {
                *distances.entry(i64::from(number) - index as i64).or_default() += 1;
            }
            patterns.entry((pattern(&text), bucket(line))).or_default().insert(index);
        }
    }
    let usual = distances.iter().max_by_key(|(distance, count)| (**count, -(**distance - 1).abs())).map(|(d, _)| *d);
    let count = pages.len();
    let repeats = |line: &Line| {
        let text = pattern(&line.text());
        let at: BTreeSet<usize> =
            (-1..=1).filter_map(|step| patterns.get(&(text.clone(), bucket(line) + step))).flatten().copied().collect();
        let even = at.iter().filter(|page| *page % 2 == 0).count();
        // On most pages, or on most of the left or right ones.
        let most = |n: usize, of: usize| n >= 2 && n * 2 >= of;
        most(at.len(), count) || (count >= 4 && (most(even, count.div_ceil(2)) || most(at.len() - even, count / 2)))
    };
    let mut quoted = BTreeSet::new();
    for (index, page) in pages.iter_mut().enumerate() {
        let height = page.height;
        page.lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        let judge = |line: &Line| -> Option<bool> {
            if !in_band(line, height) {
                return None;
            }
            let text = line.text();
            let number = page_number(&text);
            if number.is_some_and(|number| Some(i64::from(number) - index as i64) == usual)
                && (count > 1 || number == Some(1) || line.artifact)
            {
                return Some(false);
            }
            (line.artifact || (count > 1 && repeats(line))).then_some(true)
        };
        // From the outermost line inwards, as far as lines are running text.
        let above = page.lines.iter().map_while(judge).count();
        let below = page.lines.iter().skip(above).rev().map_while(judge).count();
        let lines = std::mem::take(page.lines);
        let last = lines.len() - below;
        for (at, line) in lines.into_iter().enumerate() {
            if at >= above && at < last {
                page.lines.push(line);
                continue;
            }
            let text = line.text();
            if judge(&line) == Some(true) && quoted.insert(pattern(&text)) {
                let finding = catalogue::docx::running_text_left_out(text.trim());
                findings.push(finding.at(Place::Page(index as u32 + 1)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::{glyphs, lines_of};
    use super::*;

    fn page(lines: &[(&str, f64)]) -> Vec<Line> {
        lines.iter().flat_map(|(text, y)| lines_of(&glyphs(text, 100.0, *y, 10.0))).collect()
    }

    fn left(mut pages: Vec<Vec<Line>>) -> (Vec<Vec<String>>, Vec<String>) {
        let mut findings = Vec::new();
        let mut views: Vec<Page<'_>> = pages.iter_mut().map(|lines| Page { height: 842.0, lines }).collect();
        take_running(&mut views, &mut findings);
        let texts = pages.iter().map(|lines| lines.iter().map(Line::text).collect()).collect();
        (texts, findings.iter().filter_map(|f| f.value("text").map(str::to_owned)).collect())
    }

    #[test]
    fn page_numbers_go_in_silence_and_running_text_is_quoted() {
        let pages =
            (1..=3).map(|n| page(&[("年度报告", 50.0), ("正文在此", 300.0), (&format!("— {n} —"), 800.0)])).collect();
        let (texts, quoted) = left(pages);
        assert!(texts.iter().all(|lines| *lines == ["正文在此"]));
        assert_eq!(quoted, ["年度报告"]);
    }

    #[test]
    fn a_number_that_is_no_page_number_stays() {
        let (texts, quoted) = left(vec![page(&[("正文在此", 300.0), ("2023", 800.0)])]);
        assert_eq!((texts[0].len(), quoted.len()), (2, 0));
        let (texts, _) = left(vec![page(&[("正文在此", 300.0), ("— 1 —", 800.0)])]);
        assert_eq!(texts[0], ["正文在此"]);
    }

    #[test]
    fn what_stands_on_one_page_only_stays() {
        let pages = vec![page(&[("抄送各县区", 780.0), ("1", 800.0)]), page(&[("正文", 300.0), ("2", 800.0)])];
        let (texts, _) = left(pages);
        assert_eq!(texts, [vec!["抄送各县区"], vec!["正文"]]);
    }

    #[test]
    fn page_numbers_as_they_are_written() {
        for (text, number) in [
            ("- 3 -", Some(3)),
            ("第 2 页 共 9 页", Some(2)),
            ("Page 4 of 8", Some(4)),
            ("1,234,567", None),
            ("3 件", None),
        ] {
            assert_eq!(page_number(text), number, "{text}");
        }
    }
}
