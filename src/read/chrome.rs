//! What stands round the text of a published page, line by line: when it was published, how often it was read, buttons, the way to
//! the page, the record of the document, the foot of the site.
//!
//! In: the text of a line, or of the cells of a table. Out: whether it is such furniture, and what it says of the text. The words are in
//! `templates/page-chrome.toml`. A line is furniture only if all of it is understood; what is furniture only at the ends of a page
//! ([`Certainty::AtEnds`]) is taken for such there alone ([`of_lines`]). Nothing here knows what a report has to say.

// What only readers of pages use.
#![cfg_attr(not(feature = "html"), allow(dead_code))]

use crate::document::{Date, Folded, whole_date};
use crate::template;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// What the file of words says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    lines: LineWords,
    labels: LabelWords,
    record: RecordWords,
    buttons: ButtonWords,
    way: WayWords,
    columns: ColumnWords,
    foot: FootWords,
    pub(super) article: ArticleWords,
    pub(super) meta: MetaWords,
    pub(super) paging: PagingWords,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LineWords {
    longest: usize,
    head: usize,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LabelWords {
    date: Vec<String>,
    count: Vec<String>,
    size: Vec<String>,
    source: Vec<String>,
    editor: Vec<String>,
    person: Vec<String>,
    record: Vec<String>,
    title: Vec<String>,
    share: Vec<String>,
    way: Vec<String>,
    neighbour: Vec<String>,
    download: Vec<String>,
    foot: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordWords {
    sure: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ButtonWords {
    words: Vec<String>,
    begins: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WayWords {
    home: Vec<String>,
    marks: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnWords {
    names: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FootWords {
    numbered: Vec<String>,
    owned: Vec<String>,
}

/// Where pages have their article, by ids and classes, in lower case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArticleWords {
    pub(super) names: Vec<String>,
    pub(super) chrome: Vec<String>,
    pub(super) title: Vec<String>,
    /// Of a page's text the element with such a name has at least so many percent.
    pub(super) share: usize,
}

/// Names of `<meta>` elements, by what they say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MetaWords {
    pub(super) title: Vec<String>,
    pub(super) published: Vec<String>,
    pub(super) source: Vec<String>,
    pub(super) site: Vec<String>,
    /// What stands between title and site in `<title>`.
    pub(super) joints: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PagingWords {
    pub(super) next: Vec<String>,
    pub(super) scripts: Vec<String>,
}

/// The words.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> =
        LazyLock::new(|| template::load("page-chrome.toml", include_str!("../../templates/page-chrome.toml")));
    &WORDS
}

/// What a line or a table of furniture says of the text it stands beside.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Furniture {
    /// The day it was published on.
    pub(super) published: Option<Date>,
    /// The body it is from.
    pub(super) source: Option<String>,
    /// Its title.
    pub(super) title: Option<String>,
    certainty: Certainty,
}

/// Where a line is furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Certainty {
    /// Above the text, where other furniture stands.
    #[default]
    AboveWithOthers,
    /// Above the text.
    Above,
    /// Above the text; below it where other furniture stands.
    AtEnds,
    /// Anywhere.
    Anywhere,
}

/// What stands behind a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Date,
    Count,
    Size,
    Source,
    Editor,
    Person,
    Record,
    Title,
    Share,
    Way,
    Neighbour,
    Download,
    Foot,
}

impl LabelWords {
    /// The labels and what stands behind each.
    fn all(&self) -> impl Iterator<Item = (&str, Kind)> {
        let kinds = [
            (&self.date, Kind::Date),
            (&self.count, Kind::Count),
            (&self.size, Kind::Size),
            (&self.source, Kind::Source),
            (&self.editor, Kind::Editor),
            (&self.person, Kind::Person),
            (&self.record, Kind::Record),
            (&self.title, Kind::Title),
            (&self.share, Kind::Share),
            (&self.way, Kind::Way),
            (&self.neighbour, Kind::Neighbour),
            (&self.download, Kind::Download),
            (&self.foot, Kind::Foot),
        ];
        kinds.into_iter().flat_map(|(labels, kind)| labels.iter().map(move |label| (label.as_str(), kind)))
    }
}

/// What stands at an index of a line.
enum Anchor {
    /// A label up to its colon, which ends there.
    Label(Kind, usize),
    /// A button, which ends there.
    Button(usize),
}

/// Brackets and strokes between the parts of a line.
fn is_separator(c: char) -> bool {
    "[]【】〔〕()|·•‖┃│,;、-—".contains(c)
}

/// What a line says if all of it is furniture.
pub(super) fn of_line(text: &str) -> Option<Furniture> {
    let longest = words().lines.longest;
    if text.chars().filter(|c| !c.is_whitespace()).nth(longest).is_some() {
        return None;
    }
    let line = Folded::of(text);
    if line.is_empty() {
        return None;
    }
    let is_sentence = line.characters().contains(&'。');
    let known = of_whole(&line, text, is_sentence);
    known.or_else(|| if is_sentence { None } else { of_parts(&line, text) })
}

/// A line that is known by its beginning or end: the foot of a site, the way to the page, a note on a picture to be scanned.
fn of_whole(line: &Folded, text: &str, is_sentence: bool) -> Option<Furniture> {
    const LONGEST_NOTE: usize = 30;
    let words = words();
    let compact = line.text(0..line.len());
    let begins = |word: &String| compact.starts_with(word.as_str());
    let sure = || Some(Furniture { certainty: Certainty::Anywhere, ..Furniture::default() });
    if words.columns.names.contains(&compact) {
        return Some(Furniture::default());
    }
    if is_sentence {
        return None;
    }
    if line.len() <= LONGEST_NOTE && words.buttons.begins.iter().any(begins) {
        return sure();
    }
    if is_foot(line, &compact) {
        return sure();
    }
    if is_way(&compact) {
        return sure();
    }
    // 2022-02-15 10:44
    let (date, has_time) = date_and_time(text)?;
    has_time.then(|| Furniture { published: Some(date), certainty: Certainty::Anywhere, ..Furniture::default() })
}

/// Whether a line is one of the foot of a site: 某市人民政府 版权所有, 湘ICP备12345678号.
fn is_foot(line: &Folded, compact: &str) -> bool {
    let words = &words().foot;
    if line.characters().contains(&',') {
        return false;
    }
    let numbered = words.numbered.iter().any(|word| {
        compact.match_indices(word.as_str()).any(|(at, _)| {
            let rest = compact.get(at + word.len()..).unwrap_or_default();
            rest.starts_with(|c: char| c == ':' || c.is_ascii_alphanumeric())
        })
    });
    let owned = words.owned.iter().any(|word| {
        compact.ends_with(word.as_str())
            || compact.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(['的', '人', '者']))
    });
    numbered || owned
}

/// Whether a line is the way to a page: 首页 > 政务公开 > 年报.
fn is_way(compact: &str) -> bool {
    let words = &words().way;
    let home = words.home.iter().filter_map(|home| compact.strip_prefix(home.as_str()));
    home.into_iter().any(|rest| rest.starts_with(|c| words.marks.contains(c)))
}

/// A line all of whose parts are labels with what belongs behind them, and buttons.
fn of_parts(line: &Folded, text: &str) -> Option<Furniture> {
    let mut found = Furniture { certainty: Certainty::AtEnds, ..Furniture::default() };
    let mut kinds: Vec<Kind> = Vec::new();
    let (mut index, mut is_only_above, mut is_sure, mut buttons) = (0, false, false, 0);
    while index < line.len() {
        if line.get(index).is_some_and(is_separator) {
            index += 1;
            continue;
        }
        match anchor_at(line, index)? {
            Anchor::Button(end) => {
                buttons += 1;
                index = end;
            }
            Anchor::Label(kind, start) => {
                let end = end_of_value(line, start);
                let value = text.get(line.place(start..end)).unwrap_or_default();
                let certainty =
                    found.take(kind, value.trim_matches(|c: char| c.is_whitespace() || "【】[]|".contains(c)))?;
                is_sure |= certainty == Certainty::Anywhere;
                is_only_above |= certainty == Certainty::Above;
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
                index = end;
            }
        }
    }
    if kinds.is_empty() && buttons == 0 {
        return None;
    }
    found.certainty = match () {
        () if is_sure || buttons > 0 || kinds.len() > 1 => Certainty::Anywhere,
        () if is_only_above => Certainty::Above,
        () => Certainty::AtEnds,
    };
    Some(found)
}

/// Labels and buttons by the character they begin with: a line is asked for them at each of its own.
#[derive(Default)]
struct Beginnings {
    labels: FxHashMap<char, Vec<(&'static str, Kind)>>,
    buttons: FxHashMap<char, Vec<&'static str>>,
}

impl Beginnings {
    fn of_words() -> &'static Self {
        static BEGINNINGS: LazyLock<Beginnings> = LazyLock::new(|| {
            let mut found = Beginnings::default();
            for (label, kind) in words().labels.all() {
                found.labels.entry(label.chars().next().unwrap_or_default()).or_default().push((label, kind));
            }
            for word in &words().buttons.words {
                found.buttons.entry(word.chars().next().unwrap_or_default()).or_default().push(word);
            }
            found
        });
        &BEGINNINGS
    }

    /// The labels that stand at an index of a line.
    fn labels_at(&self, line: &Folded, index: usize) -> impl Iterator<Item = (&'static str, Kind)> {
        let begun = line.get(index).and_then(|c| self.labels.get(&c));
        begun.into_iter().flatten().copied().filter(move |(label, _)| line.has_at(index, label))
    }

    /// The buttons that stand at an index of a line.
    fn buttons_at(&self, line: &Folded, index: usize) -> impl Iterator<Item = &'static str> {
        let begun = line.get(index).and_then(|c| self.buttons.get(&c));
        begun.into_iter().flatten().copied().filter(move |word| line.has_at(index, word))
    }
}

/// The label or button at an index, the longest of those that fit.
fn anchor_at(line: &Folded, index: usize) -> Option<Anchor> {
    let words = Beginnings::of_words();
    let labels = words.labels_at(line, index).map(|(label, kind)| (index + label.chars().count(), kind));
    let label = labels.filter(|(end, _)| line.get(*end) == Some(':')).max_by_key(|(end, _)| *end);
    if let Some((end, kind)) = label {
        return Some(Anchor::Label(kind, end + 1));
    }
    let ends = words.buttons_at(line, index).map(|word| index + word.chars().count());
    ends.filter(|end| ends_part(line, *end)).max().map(Anchor::Button)
}

/// Whether a part of a line may end before an index: a space, a bracket, the end or another button is there.
fn ends_part(line: &Folded, index: usize) -> bool {
    line.get(index).is_none_or(is_separator)
        || line.has_gap_before(index)
        || Beginnings::of_words().buttons_at(line, index).next().is_some()
}

/// Where what stands behind a label ends: before the next label, or before a button that is set apart.
fn end_of_value(line: &Folded, start: usize) -> usize {
    let is_apart = |at: usize| {
        line.has_gap_before(at) || at.checked_sub(1).and_then(|before| line.get(before)).is_some_and(is_separator)
    };
    let begins_next = |at: &usize| match anchor_at(line, *at) {
        Some(Anchor::Label(..)) => true,
        Some(Anchor::Button(_)) => is_apart(*at),
        None => false,
    };
    (start..line.len()).find(begins_next).unwrap_or(line.len())
}

impl Furniture {
    /// Takes what stands behind a label; `None` where that is nothing a label of the kind has.
    fn take(&mut self, kind: Kind, value: &str) -> Option<Certainty> {
        let is_at_most = |longest: usize| value.chars().nth(longest).is_none();
        let is_name = |longest: usize| is_at_most(longest) && !value.contains(['，', ',', '；', ';', '？', '！']);
        match kind {
            Kind::Date if value.is_empty() => Some(Certainty::Above),
            Kind::Date => {
                let (date, has_time) = date_and_time(value)?;
                self.published = self.published.or(Some(date));
                Some(if has_time { Certainty::Anywhere } else { Certainty::Above })
            }
            Kind::Count => is_count(value).then_some(Certainty::AtEnds),
            Kind::Size => value.chars().all(is_size).then_some(Certainty::Anywhere),
            Kind::Source => {
                let source = Some(value).filter(|value| !value.is_empty()).map(str::to_owned);
                self.source = self.source.take().or(source);
                is_name(40).then_some(Certainty::AtEnds)
            }
            Kind::Editor => is_name(20).then_some(Certainty::Anywhere),
            Kind::Person => is_name(20).then_some(Certainty::AtEnds),
            Kind::Record => is_at_most(80).then_some(Certainty::Above),
            Kind::Title => {
                self.title = self.title.take().or(Some(value).filter(|v| !v.is_empty()).map(str::to_owned));
                is_at_most(120).then_some(Certainty::AboveWithOthers)
            }
            Kind::Share => is_name(40).then_some(Certainty::Anywhere),
            Kind::Way | Kind::Neighbour => is_at_most(160).then_some(Certainty::Anywhere),
            Kind::Download => is_at_most(120).then_some(Certainty::AtEnds),
            Kind::Foot => is_at_most(100).then_some(Certainty::AtEnds),
        }
    }
}

/// The day a text states, and whether the time of day stands with it.
fn date_and_time(text: &str) -> Option<(Date, bool)> {
    let text = text.trim().trim_matches(['[', ']', '【', '】', '(', ')', '（', '）']).trim();
    if let Some(date) = whole_date(text) {
        return Some((date, false));
    }
    // 2022-02-15 10:44:08, 2022-02-15T10:44:08+08:00
    let (day, time) = text.split_once(|c: char| c.is_whitespace() || c == 'T')?;
    let time = time.trim();
    let is_time = time.contains([':', '：', '时'])
        && time.chars().all(|c| c.is_ascii_digit() || ":：时分秒.+Z ".contains(c))
        && time.starts_with(|c: char| c.is_ascii_digit());
    whole_date(day.trim()).filter(|_| is_time).map(|date| (date, true))
}

/// Whether a text says how often something was read, or nothing, as where a script fills it in.
fn is_count(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ",，.+次人万[]【】()（）-".contains(c))
}

/// Whether a character is of sizes to choose from: [ 大 中 小 ].
fn is_size(c: char) -> bool {
    c.is_whitespace() || "大中小特超号标准默认较A+-T[]【】()（）|/、｜·".contains(c)
}

/// Which of some lines are furniture, and what they say: what may be text, too, is furniture only above the text or below it.
pub(super) fn of_lines(lines: &[&str]) -> Vec<Option<Furniture>> {
    /// So many lines at each end of a text are looked at.
    const MOST: usize = 2_000;
    let is_looked_at = |at: usize| at < MOST || at + MOST >= lines.len();
    let known: Vec<Option<Furniture>> =
        lines.iter().enumerate().map(|(at, line)| if is_looked_at(at) { of_line(line) } else { None }).collect();
    let mut taken: Vec<bool> =
        known.iter().map(|known| known.as_ref().is_some_and(|known| known.certainty == Certainty::Anywhere)).collect();
    take_above(lines, &known, &mut taken);
    take_below(lines, &known, &mut taken);
    known.into_iter().zip(taken).map(|(known, taken)| known.filter(|_| taken)).collect()
}

/// Takes furniture above the text.
fn take_above(lines: &[&str], known: &[Option<Furniture>], taken: &mut [bool]) {
    let mut others = 0;
    let mut end = 0;
    for (line, known) in lines.iter().zip(known) {
        others += usize::from(known.is_none() && !line.trim().is_empty());
        if others > words().lines.head || (known.is_none() && is_running(line)) {
            break;
        }
        end += 1;
    }
    let has_sure = taken.iter().take(end).any(|taken| *taken);
    for (known, taken) in known.iter().zip(taken).take(end) {
        let least = if has_sure { Certainty::AboveWithOthers } else { Certainty::Above };
        *taken |= known.as_ref().is_some_and(|known| known.certainty >= least);
    }
}

/// Takes furniture below the text, where some of it is surely such.
fn take_below(lines: &[&str], known: &[Option<Furniture>], taken: &mut [bool]) {
    let is_of_foot =
        |known: &Option<Furniture>| known.as_ref().is_some_and(|known| known.certainty >= Certainty::AtEnds);
    let below = lines.iter().zip(known).rev().take_while(|(line, known)| line.trim().is_empty() || is_of_foot(known));
    let start = lines.len() - below.count();
    let has_sure = taken.iter().skip(start).any(|taken| *taken);
    if has_sure {
        for (known, taken) in known.iter().zip(taken).skip(start) {
            *taken |= is_of_foot(known);
        }
    }
}

/// Whether a line is running text: a sentence, or too long for anything else.
pub(super) fn is_running(line: &str) -> bool {
    const LONGEST: usize = 60;
    line.contains('。') || line.chars().filter(|c| !c.is_whitespace()).nth(LONGEST).is_some()
}

/// What a table says if it is the record of a document: each of its cells is a label of such, or stands behind one.
pub(super) fn of_record<'t>(cells: impl IntoIterator<Item = &'t str>) -> Option<Furniture> {
    const LEAST: usize = 2;
    let words = words();
    let mut found = Furniture { certainty: Certainty::Anywhere, ..Furniture::default() };
    let (mut labels, mut is_sure, mut behind) = (0, false, None);
    for cell in cells {
        let folded = Folded::of(cell);
        let compact = folded.text(0..folded.len());
        let bare = compact.trim_matches(|c| "[]【】:".contains(c));
        let label = words.labels.all().find(|(label, _)| *label == bare);
        if let (Some((_, kind)), None) = (label, behind) {
            labels += 1;
            is_sure |= words.record.sure.iter().any(|sure| sure == bare);
            behind = Some(kind);
            continue;
        }
        match behind.take() {
            Some(kind) => drop(found.take(kind, cell.trim())?),
            None if compact.is_empty() => {}
            // 索引号：000014349/2022-00012
            None => {
                let said = of_parts(&folded, cell)?;
                labels += 1;
                is_sure |= words.record.sure.iter().any(|sure| compact.starts_with(&format!("{sure}:")));
                found.published = found.published.or(said.published);
                found.source = found.source.or(said.source);
                found.title = found.title.or(said.title);
            }
        }
    }
    (labels >= LEAST && is_sure).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<Date> {
        Date::from_iso(text)
    }

    #[test]
    fn the_words_load() {
        let article = &words().article;
        assert!(article.share <= 100 && words().lines.head > 0);
        let names = article.names.iter().chain(&article.chrome).chain(&article.title);
        names.for_each(|name| assert_eq!(*name, name.to_lowercase()));
        // As lines are compared.
        for (label, _) in words().labels.all() {
            let folded = Folded::of(label);
            assert_eq!(folded.text(0..folded.len()), label);
        }
    }

    #[test]
    fn furniture_is_known_by_all_of_a_line() {
        for text in [
            "发布时间:2022-02-15 10:44浏览次数:字体:[ ]",
            "发布时间：2022年2月15日 10:44　浏览次数：1,234 次　字体：[大 中 小]",
            "【字体：大 中 小】 【打印】 【关闭】",
            "打印本页 关闭窗口",
            "[打印][关闭]",
            "分享到：微信 微博",
            "来源：清河市民政局 作者：办公室 日期：2022-02-15",
            "当前位置：首页 > 政务公开 > 政府信息公开年报",
            "首页 > 政务公开 > 政府信息公开年报 > 正文",
            "上一篇：清河市民政局2020年政府信息公开工作年度报告",
            "下一篇：没有了",
            "责任编辑：张三",
            "责 任 编 辑 : 张三　审核：李四",
            "2022-02-15 10:44:08",
            "湘ICP备12345678号-1 湘公网安备 43010002000123号 网站标识码：4301000001",
            "清河市人民政府办公室 版权所有",
            "Copyright © 2021 清河市人民政府",
            "扫一扫在手机打开当前页",
            "语音播报",
            "我要纠错",
            "无障碍浏览",
        ] {
            let found = of_line(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.certainty, Certainty::Anywhere, "{text}");
        }
    }

    #[test]
    fn what_a_report_says_is_no_furniture() {
        for text in [
            "",
            "清河市民政局2021年政府信息公开工作年度报告",
            "一、总体情况",
            "（二）主动公开情况",
            "2022年2月15日",
            "清河市民政局 2022年2月15日",
            "落实发布时间、责任编辑等制度，审核：三审三校。",
            "来源于基层的意见",
            "浏览次数：全年共 12 万次，比上年增加",
            "网站访问量12万次",
            "附件：2021年统计表",
            "附件1",
            "注：来源：清河市统计局，口径同上年",
            "总计",
            "其他",
            "0",
            "打印件 12 份",
            "版权所有者的意见",
            "网站标识码管理",
            "联系电话：0731-12345678",
            "单位：件",
            "分享经验做法",
            "下载量",
        ] {
            assert_eq!(of_line(text), None, "{text}");
        }
    }

    #[test]
    fn what_may_be_text_is_furniture_at_the_ends_only() {
        let taken = |lines: &[&str]| of_lines(lines).iter().map(Option::is_some).collect::<Vec<_>>();
        let title = "清河市民政局2021年政府信息公开工作年度报告";
        let sentence = "本年度，清河市民政局认真做好政府信息公开工作。";
        assert_eq!(taken(&[title, "日期：2022-02-15", sentence]), [false, true, false]);
        assert_eq!(taken(&["政府信息公开", title, sentence]), [false; 3], "nothing else is furniture");
        assert_eq!(taken(&["政府信息公开", title, "【打印】", sentence]), [true, false, true, false]);
        // A sign-off, the source of a table.
        assert_eq!(taken(&[title, sentence, "清河市民政局", "发布日期：2022-02-15"]), [false; 4]);
        assert_eq!(taken(&[title, sentence, "来源：清河市统计局", sentence]), [false; 4]);
        assert_eq!(taken(&[title, sentence, "来源：清河市统计局"]), [false; 3]);
        assert_eq!(
            taken(&[title, sentence, "来源：清河市民政局", "", "责任编辑：张三"]),
            [false, false, true, false, true]
        );
        assert_eq!(
            taken(&[title, sentence, "发布日期：2022-02-15", "责任编辑：张三"]),
            [false, false, false, true],
            "a date below the text may be that of the sign-off"
        );
    }

    #[test]
    fn furniture_says_when_and_by_whom_a_page_was_published() {
        let found = of_line("来源:清河市民政局发布时间:2022-02-15 10:44浏览次数:").unwrap();
        assert_eq!((found.published, found.source.as_deref()), (day("2022-02-15"), Some("清河市民政局")));
        let found = of_line("信息来源： 清河市 民政局　【打印】").unwrap();
        assert_eq!((found.published, found.source.as_deref()), (None, Some("清河市 民政局")));
        assert_eq!(of_line("发布时间：2022-02-30 10:44"), None, "no day");
    }

    #[test]
    fn a_record_is_a_table_of_labels() {
        let cells =
            ["索引号：", "000014349/2022-00012", "发文机构", "清河市民政局", "发文日期", "2022-02-15", "名称", "年报"];
        let found = of_record(cells).unwrap();
        assert_eq!((found.published, found.source.as_deref()), (day("2022-02-15"), Some("清河市民政局")));
        assert_eq!(found.title.as_deref(), Some("年报"));
        let pairs = ["索引号：0001/2022", "发布机构：清河市民政局", "文号：", ""];
        assert_eq!(of_record(pairs).unwrap().source.as_deref(), Some("清河市民政局"));
        assert_eq!(
            of_record(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数", "规章", "0", "0", "0"]),
            None
        );
        assert_eq!(of_record(["日期", "2022-02-15", "名称", "年报"]), None, "none that only records have");
        assert_eq!(of_record(["索引号", "1", "总计", "12"]), None);
    }
}
