//! Headers, footers and page numbers: told from the text, and taken out of it before anything else is made of the page: no
//! table may draw them into its cells.

use super::lines::Line;
use crate::finding::{Finding, Place, catalogue};
use crate::whole::{Whole, counted};
use std::collections::{BTreeMap, BTreeSet};

/// How far from the page's upper and lower edge running text may stand: so far on A4, however the paper is turned.
pub(super) fn band(height: f64) -> f64 {
    (0.12 * height).max(100.0).min(0.25 * height)
}

/// How far running text may move from page to page.
const SAME_HEIGHT: f64 = 4.0;

/// On so many pages in a row the same line is running text of a part of the document.
const FEWEST_IN_ROW: usize = 3;

/// A gap this wide, in sizes of the type, parts columns; a line with so many of them stands in columns.
const COLUMN_GAP: f64 = 1.2;
const FEWEST_COLUMN_GAPS: usize = 3;

/// A page as running text is looked for.
pub(super) struct Page {
    pub height: f64,
    /// What stands near its upper and lower edge, in no table.
    pub lines: Vec<Line>,
    /// The upper and lower edges of what else is on it: nothing runs beyond.
    pub top: f64,
    pub bottom: f64,
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

/// Whether a text that states a number says itself that it is a page's: — 1 —, 第 1 页, Page 1.
fn is_ornamented(text: &str) -> bool {
    let text = text.trim();
    let dash = |c: char| "-‐‑–—―－─~".contains(c);
    (text.starts_with(dash) && text.ends_with(dash) && text.chars().count() > 2)
        || (text.starts_with('第') && text.contains(['页', '頁']))
        || text.to_ascii_lowercase().starts_with("page")
}

/// Whether a line stands in columns: more of them than a header has at its sides and in its middle.
fn has_columns(line: &Line) -> bool {
    let gaps = line
        .places
        .windows(2)
        .filter(|pair| matches!(pair, [(_, _, right), (_, left, _)] if left - right > COLUMN_GAP * line.size));
    gaps.count() >= FEWEST_COLUMN_GAPS
}

/// What is known of all pages, by which a line of one is judged.
struct Pages {
    count: usize,
    /// How far a page's number is from its place among the pages, and on which; running numbers keep that distance.
    distances: BTreeMap<i64, BTreeSet<usize>>,
    usual: Option<i64>,
    /// Pages with the same line, digits aside, at about the same height.
    patterns: BTreeMap<(String, i64), BTreeSet<usize>>,
    /// The same, digits and all.
    texts: BTreeMap<(String, i64), BTreeSet<usize>>,
}

fn bucket(line: &Line) -> i64 {
    i64::whole((line.baseline / SAME_HEIGHT).round())
}

fn is_in_band(line: &Line, page: &Page) -> bool {
    let above = line.area.bottom < band(page.height) && line.area.bottom <= page.top + 1.0;
    let below = line.area.top > page.height - band(page.height) && line.area.top >= page.bottom - 1.0;
    above || below
}

impl Pages {
    fn of(pages: &[Page]) -> Self {
        let mut known = Pages {
            count: pages.len(),
            distances: BTreeMap::new(),
            usual: None,
            patterns: BTreeMap::new(),
            texts: BTreeMap::new(),
        };
        for (index, page) in pages.iter().enumerate() {
            for line in page.lines.iter().filter(|line| is_in_band(line, page)) {
                let text = line.text();
                if let Some(number) = page_number(&text) {
                    known.distances.entry(i64::from(number) - index as i64).or_default().insert(index);
                }
                known.patterns.entry((pattern(&text), bucket(line))).or_default().insert(index);
                known.texts.entry((text.trim().to_owned(), bucket(line))).or_default().insert(index);
            }
        }
        let most = known.distances.iter().max_by_key(|(distance, pages)| (pages.len(), -(**distance - 1).abs()));
        known.usual = most.map(|(distance, _)| *distance);
        known
    }

    fn pages_of(places: &BTreeMap<(String, i64), BTreeSet<usize>>, text: &str, line: &Line) -> BTreeSet<usize> {
        let at = |step: i64| places.get(&(text.to_owned(), bucket(line) + step));
        (-1..=1).filter_map(at).flatten().copied().collect()
    }

    /// Whether a line runs through the document, or a part of it.
    fn repeats(&self, line: &Line, index: usize) -> bool {
        let text = line.text();
        let at = Self::pages_of(&self.patterns, &pattern(&text), line);
        let even = at.iter().filter(|page| *page % 2 == 0).count();
        // On most pages, or on most of the left or right ones.
        let most = |n: usize, of: usize| n >= 2 && n * 2 >= of;
        if most(at.len(), self.count)
            || (self.count >= 4 && (most(even, self.count.div_ceil(2)) || most(at.len() - even, self.count / 2)))
        {
            return true;
        }
        // On pages that follow each other, or on their left or right ones.
        let at = Self::pages_of(&self.texts, text.trim(), line);
        let in_row = |step: usize| {
            let before = (1..).map_while(|n| index.checked_sub(n * step)).take_while(|page| at.contains(page)).count();
            let after = (1..).map(|n| index + n * step).take_while(|page| at.contains(page)).count();
            before + 1 + after
        };
        in_row(1).max(in_row(2)) >= FEWEST_IN_ROW
    }

    /// Whether a line is running text: `false` for a page's number, `true` for anything else.
    fn judge(&self, line: &Line, page: &Page, index: usize) -> Option<bool> {
        if !is_in_band(line, page) {
            return None;
        }
        let text = line.text();
        if let Some(number) = page_number(&text) {
            let distance = i64::from(number) - index as i64;
            let is_usual = Some(distance) == self.usual && (self.count > 1 || number == 1 || line.artifact);
            let is_shared = self.distances.get(&distance).is_some_and(|pages| pages.len() > 1);
            if is_usual || is_shared || is_ornamented(&text) {
                return Some(false);
            }
        }
        (line.artifact || (self.count > 1 && !has_columns(line) && self.repeats(line, index))).then_some(true)
    }
}

/// The running text of each page. Plain page numbers go in silence; anything else is quoted once.
pub(super) fn find_running(mut pages: Vec<Page>, findings: &mut Vec<Finding>) -> Vec<Vec<Line>> {
    pages.iter_mut().for_each(|page| page.lines.sort_by(|a, b| a.baseline.total_cmp(&b.baseline)));
    let known = Pages::of(&pages);
    let mut quoted = BTreeSet::new();
    let mut running = Vec::with_capacity(pages.len());
    for (index, mut page) in pages.into_iter().enumerate() {
        let judge = |line: &Line| known.judge(line, &page, index);
        // From the outermost line inwards, as far as lines are running text.
        let mut above = page.lines.iter().map_while(judge).count();
        let mut below = page.lines.iter().skip(above).rev().map_while(judge).count();
        // The heads of columns, in several lines close to each other, are a table's.
        let is_head_of = |line: Option<&Line>, next: Option<&Line>| {
            line.zip(next).is_some_and(|(line, next)| {
                let apart = (next.area.top - line.area.bottom).max(line.area.top - next.area.bottom);
                !line.artifact && has_columns(next) && apart < next.size
            })
        };
        let at = |index: usize| page.lines.get(index);
        while above > 0 && is_head_of(at(above - 1), at(above)) {
            above -= 1;
        }
        let count = page.lines.len();
        while below > 0 && is_head_of(at(count - below), (count - below).checked_sub(1).and_then(at)) {
            below -= 1;
        }
        let last = count - below;
        for (at, line) in page.lines.iter().enumerate().filter(|(at, _)| *at < above || *at >= last) {
            let _ = at;
            let text = line.text();
            if judge(line) == Some(true) && quoted.insert(pattern(&text)) {
                let finding = catalogue::docx::running_text_left_out(text.trim());
                findings.push(finding.at(Place::Page(counted(index + 1))));
            }
        }
        page.lines.drain(above..last);
        running.push(page.lines);
    }
    running
}

#[cfg(test)]
mod tests {
    use super::super::lines::tests::{glyphs, lines_of};
    use super::*;

    fn page(lines: &[(&str, f64)]) -> Vec<Line> {
        lines.iter().flat_map(|(text, y)| lines_of(&glyphs(text, 100.0, *y, 10.0))).collect()
    }

    fn left(pages: Vec<Vec<Line>>) -> (Vec<Vec<String>>, Vec<String>) {
        let mut findings = Vec::new();
        let views = pages.iter().map(|lines| Page { height: 842.0, lines: lines.clone(), top: 842.0, bottom: 0.0 });
        let running = find_running(views.collect(), &mut findings);
        let texts = pages.iter().zip(running).map(|(lines, running)| {
            let stays = |line: &&Line| !running.iter().any(|other| (other.baseline - line.baseline).abs() < 1e-6);
            lines.iter().filter(stays).map(Line::text).collect()
        });
        let texts = texts.collect();
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
        for number in ["— 1 —", "- 7 -", "第7页"] {
            let (texts, _) = left(vec![page(&[("正文在此", 300.0), (number, 800.0)])]);
            assert_eq!(texts[0], ["正文在此"]);
        }
    }

    #[test]
    fn running_text_of_a_part_of_the_document_is_running_text() {
        let pages = (1..=12).map(|n| {
            let mut lines = vec![(["甲", "乙", "丙"][n % 3], 300.0)];
            if (6..=8).contains(&n) {
                lines.push(("资料汇编", 50.0));
            }
            page(&lines)
        });
        let (texts, quoted) = left(pages.collect());
        assert!(texts.iter().all(|lines| lines.len() == 1));
        assert_eq!(quoted, ["资料汇编"]);
    }

    #[test]
    fn parts_are_numbered_each_for_itself() {
        let pages = [1, 2, 3, 1, 2].map(|n: u32| page(&[("正文", 300.0), (&n.to_string(), 800.0)]));
        let (texts, _) = left(pages.to_vec());
        assert!(texts.iter().all(|lines| *lines == ["正文"]), "{texts:?}");
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
