//! Title, organ, year and period.

use super::table::Piece;
use super::tidy::{name_what_text_lacks, trim, without_text};
use super::words::words;
use crate::document::{Alignment, Block, Date, Heading, Paragraph, ParagraphRole};
use crate::finding::{Finding, catalogue};
use crate::report::Period;
use unicode_normalization::UnicodeNormalization;

/// How far into a document its title may stand, in blocks.
const SEARCHED: usize = 12;

/// Over how many paragraphs a title may be spread.
const MOST_LINES: usize = 4;

/// A title and what it says.
pub(super) struct Title {
    pub(super) text: String,
    pub(super) organ: Option<String>,
    pub(super) year: Option<u16>,
    /// Whether it is the title of a disclosure report.
    pub(super) is_report: bool,
}

/// Takes the title out of the pieces.
pub(super) fn take_title(mut pieces: Vec<Piece>, findings: &mut Vec<Finding>) -> (Option<Title>, Vec<Piece>) {
    let Some((start, lines)) = find_title(&pieces) else { return (None, pieces) };
    let taken: Vec<Piece> = pieces.drain(start..start + lines).collect();
    let texts: Vec<String> = taken.iter().filter_map(piece_text).collect();
    let text: String = texts.concat().split(['\n', '\t']).map(trim).collect();
    let origin =
        taken.iter().find_map(|piece| if let Piece::Block(block) = piece { Some(block.origin()) } else { None });
    // Two are how titles are set (GB/T 9704 7.3.1): that is no news.
    if lines > 2 {
        findings.push(catalogue::recognize::title_joined(lines, &text).at_origin(&origin.unwrap_or_default()));
    }
    let start = take_repeats(&mut pieces, start, &text, findings);
    for piece in pieces.iter().take(start) {
        if let Piece::Block(block) = piece
            && !matches!(block, Block::Break(_))
        {
            findings
                .push(catalogue::recognize::text_before_title(excerpt(&block.plain_text())).at_origin(&block.origin()));
        }
    }
    let is_report = is_report_title(&text);
    let years = if is_report { years_in(&text) } else { Vec::new() };
    let year = match years.as_slice() {
        [year] => Some(*year),
        [] => None,
        _ => {
            findings.push(catalogue::recognize::year_unclear(&text));
            None
        }
    };
    for piece in &taken {
        if let Piece::Block(
            Block::Paragraph(Paragraph { content, origin, .. }) | Block::Heading(Heading { content, origin, .. }),
        ) = piece
        {
            name_what_text_lacks(content, origin, findings);
        }
    }
    // Pictures and notes in the lines of the title stay, after it.
    let beside: Vec<Piece> = taken.iter().filter_map(beside_text).collect();
    pieces.splice(start..start, beside);
    let organ = if is_report { organ_in(&text) } else { None };
    (Some(Title { text, organ, year, is_report }), pieces)
}

/// Takes out what says no more than the title, near it: on a cover, say; and page breaks that nothing stands before any more. The
/// place of what stood after the title.
fn take_repeats(pieces: &mut Vec<Piece>, start: usize, title: &str, findings: &mut Vec<Finding>) -> usize {
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let title = compact(title);
    let mut after = start;
    let mut index = 0;
    while index < pieces.len().min(SEARCHED) {
        let Some(piece) = pieces.get(index) else { break };
        let repeats = beside_text(piece).is_none() && piece_text(piece).is_some_and(|text| compact(&text) == title);
        if repeats {
            let origin = if let Piece::Block(block) = piece { block.origin() } else { Default::default() };
            findings.push(catalogue::recognize::title_repeated(&title).at_origin(&origin));
        }
        let leads_nowhere = index == 0 && matches!(piece, Piece::Block(Block::Break(_)));
        if repeats || leads_nowhere {
            pieces.remove(index);
            after -= usize::from(index < after);
            // What is first now may be a break.
            index = 0;
            continue;
        }
        index += 1;
    }
    after
}

/// The beginning of a text, for messages.
pub(super) fn excerpt(text: &str) -> String {
    let line: String = text.split('\n').map(trim).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or(&line)),
        None => line,
    }
}

fn beside_text(piece: &Piece) -> Option<Piece> {
    match piece {
        Piece::Block(Block::Paragraph(Paragraph { content, .. }) | Block::Heading(Heading { content, .. })) => {
            without_text(content).map(|rest| Piece::Block(Block::runs(rest)))
        }
        _ => None,
    }
}

fn piece_text(piece: &Piece) -> Option<String> {
    match piece {
        Piece::Block(Block::Paragraph(p)) => Some(trim(&p.content.plain_text()).to_owned()),
        Piece::Block(Block::Heading(h)) => Some(trim(&h.content.plain_text()).to_owned()),
        _ => None,
    }
}

fn paragraph_of(piece: &Piece) -> Option<&Paragraph> {
    match piece {
        Piece::Block(Block::Paragraph(paragraph)) => Some(paragraph),
        _ => None,
    }
}

/// Where the title begins and over how many pieces it runs.
fn find_title(pieces: &[Piece]) -> Option<(usize, usize)> {
    let has_role = |piece: &Piece| paragraph_of(piece).is_some_and(|p| p.role == ParagraphRole::Title);
    let searched = pieces.len().min(SEARCHED);
    if let Some(start) = pieces.iter().take(searched).position(has_role) {
        let lines = pieces.iter().skip(start).take(MOST_LINES).take_while(|piece| has_role(piece)).count();
        return Some((start, lines));
    }
    let centred = |piece: &Piece| paragraph_of(piece).is_some_and(|p| p.align == Alignment::Center);
    for start in 0..searched {
        // The shortest run of centred lines that together read as a title; a single line need not be centred.
        for lines in 1..=MOST_LINES {
            let Some(run) = pieces.get(start..start + lines) else { continue };
            if lines > 1 && !run.iter().all(centred) {
                continue;
            }
            let texts: Option<Vec<String>> = run.iter().map(piece_text).collect();
            let Some(texts) = texts else { continue };
            let foreign =
                texts.iter().any(|text| is_masthead(text)) || texts.iter().skip(1).any(|t| year_and_section(t));
            if is_report_title(&texts.concat()) && (lines == 1 || !foreign) {
                // A year in brackets on a line of its own belongs to a title that has none.
                let subtitle = pieces.get(start + lines).filter(|piece| centred(piece)).and_then(piece_text);
                let adds_year = years_in(&texts.concat()).is_empty()
                    && subtitle.is_some_and(|t| {
                        t.starts_with(['（', '(']) && t.chars().count() <= 10 && year_in(&t).is_some()
                    });
                return Some((start, lines + usize::from(adds_year)));
            }
        }
        // A title further on than running text is no title.
        if pieces.get(start).and_then(piece_text).is_some_and(|text| text.chars().count() > words().title.longest) {
            break;
        }
    }
    // A document that is no report: its first line, where it is centred and short.
    let first = pieces.first()?;
    let short =
        piece_text(first).is_some_and(|text| text.chars().count() <= words().title.longest && !text.ends_with('。'));
    (centred(first) && short).then_some((0, 1))
}

/// Whether a line belongs to the head of an official paper rather than to its title: 某市人民政府文件, 〔2024〕3号, a date.
fn is_masthead(text: &str) -> bool {
    text.ends_with("文件") || text.ends_with('号') || text.contains(['〔', '［', '[']) || whole_date(text).is_some()
}

/// Whether a line is a section's heading rather than a part of a title.
fn year_and_section(text: &str) -> bool {
    text.starts_with(['一', '二']) && text.contains('、')
}

fn is_report_title(text: &str) -> bool {
    let words = &words().title;
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    compact.chars().count() <= words.longest
        && !compact.contains(['。', '；', '：', ':', '，'])
        && words.all.iter().all(|word| compact.contains(word.as_str()))
        && words.any.iter().any(|word| compact.contains(word.as_str()))
        && words.ends.iter().any(|word| without_brackets(&compact).ends_with(word.as_str()))
        && !words.not.iter().any(|word| compact.contains(word.as_str()))
}

/// A text without what it may have in brackets at its end: 年度报告（2023年）.
fn without_brackets(text: &str) -> &str {
    match text.strip_suffix(['）', ')']) {
        Some(rest) => rest.rfind(['（', '(']).and_then(|open| rest.get(..open)).unwrap_or(text),
        None => text,
    }
}

/// The different years a title names: one, if it is clear. 2022—2023年 names two.
fn years_in(text: &str) -> Vec<u16> {
    let mut years = Vec::new();
    let mut from = 0;
    while let Some((offset, year)) = text.get(from..).and_then(year_in) {
        let start = from + offset;
        let before: String = text.get(..start).unwrap_or("").chars().filter(|c| !c.is_whitespace()).collect();
        if let Some(rest) = before.strip_suffix(['-', '—', '－', '–', '~', '～', '至', '、', '和']) {
            let earlier: String = rest.trim_end_matches(['—', '-', '年']).chars().rev().take(4).collect();
            let earlier: Option<u32> = earlier.chars().rev().try_fold(0, |n, c| Some(n * 10 + digit(c)?));
            years.extend(earlier.and_then(|year| u16::try_from(year).ok()).filter(|year| (1990..=2100).contains(year)));
        }
        years.push(year);
        from = start + "2023".len();
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// The first year in a text, with the byte offset where it stands.
pub(super) fn year_in(text: &str) -> Option<(usize, u16)> {
    let characters: Vec<(usize, char)> = text.char_indices().collect();
    for (i, window) in characters.windows(5).enumerate() {
        let digits: Option<Vec<u32>> = window.iter().take(4).map(|(_, c)| digit(*c)).collect();
        let before = i.checked_sub(1).and_then(|i| characters.get(i)).is_some_and(|(_, c)| digit(*c).is_some());
        let (Some(digits), false) = (digits, before) else { continue };
        let year = digits.iter().fold(0, |year, d| year * 10 + d);
        let followed = matches!(window.get(4), Some((_, '年' | '\u{2F02}')));
        if followed && (1990..=2100).contains(&year) {
            return Some((window.first().map_or(0, |(offset, _)| *offset), year as u16));
        }
    }
    None
}

fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '○' | '零' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// The body a report's title names: what stands before the year or the words for disclosure, whichever comes first.
fn organ_in(text: &str) -> Option<String> {
    let words = &words().title;
    let mut rest = trim(text);
    for word in &words.before_organ {
        rest = rest.strip_prefix(word.as_str()).unwrap_or(rest);
    }
    // A title may begin with the year: 2023年某局政府信息公开…
    if let Some((0, _)) = year_in(rest)
        && let Some(at) = rest.find('年')
    {
        rest = rest.get(at + '年'.len_utf8()..)?;
        rest = rest.strip_prefix('度').unwrap_or(rest);
    }
    let year = year_in(rest).map(|(offset, _)| offset);
    let disclosure = words.after_organ.iter().filter_map(|word| rest.find(word.as_str()));
    let end = disclosure.chain(year).min()?;
    let mut organ = trim(rest.get(..end)?);
    for word in &words.before_organ {
        organ = trim(organ.strip_suffix(word.as_str()).unwrap_or(organ));
    }
    (!organ.is_empty()).then(|| organ.to_owned())
}

/// The first period (自…年…月…日至…年…月…日) the running text states, tables left aside.
pub(super) fn period(pieces: &[Piece]) -> Option<Period> {
    pieces.iter().filter_map(piece_text).find_map(|text| {
        let dates = dates_in(&text);
        dates.windows(2).find_map(|pair| {
            let [(_, from_end, from), (to_start, _, to)] = pair else { return None };
            let between = text.get(*from_end..*to_start)?;
            let joins = ["至", "到", "起至", "—", "－", "-", "~", "～", "——", "开始至"];
            (joins.contains(&trim(between)) && from < to).then_some(Period { from: *from, to: *to })
        })
    })
}

/// Every date written with 年月日 in a text: byte range and day.
fn dates_in(text: &str) -> Vec<(usize, usize, Date)> {
    let mut dates = Vec::new();
    let mut from = 0;
    while let Some((offset, _)) = text.get(from..).and_then(year_in) {
        let start = from + offset;
        let rest = text.get(start..).unwrap_or("");
        match date_prefix(rest) {
            Some((length, date)) => {
                dates.push((start, start + length, date));
                from = start + length;
            }
            None => from = start + rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    dates
}

/// The date a text begins with, written with 年月日, and its length in bytes.
fn date_prefix(text: &str) -> Option<(usize, Date)> {
    let mut rest = text;
    let mut parts = [0u32; 3];
    for (part, unit) in parts.iter_mut().zip(['年', '月', '日']) {
        let end = rest.find(unit)?;
        *part = number(rest.get(..end)?)?;
        rest = rest.get(end + unit.len_utf8()..)?;
    }
    let [year, month, day] = parts;
    let date = Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    Some((text.len() - rest.len(), date))
}

/// A number of at most four digits, Arabic or Chinese (2022, 二〇二二, 十二, 二十五), spaces aside.
fn number(text: &str) -> Option<u32> {
    let characters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    if characters.is_empty() || characters.len() > 4 {
        return None;
    }
    if let Some(ten) = characters.iter().position(|c| *c == '十') {
        let tens = characters.get(..ten)?;
        let ones = characters.get(ten + 1..)?;
        let digit_of = |part: &[char], none: u32| match part {
            [] => Some(none),
            [c] => digit(*c),
            _ => None,
        };
        return Some(digit_of(tens, 1)? * 10 + digit_of(ones, 0)?);
    }
    characters.iter().try_fold(0, |n, c| Some(n * 10 + digit(*c)?))
}

/// The date a whole text states: with 年月日, or as 2022-02-15, 2022/2/15, 2022.2.15. `None`: it is no date, or not clearly one.
pub(super) fn whole_date(text: &str) -> Option<Date> {
    let folded: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    if let Some((length, date)) = date_prefix(&folded) {
        return (length == folded.len()).then_some(date);
    }
    let parts: Vec<&str> = folded.split(['-', '/', '.']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organ_and_year_from_titles_as_published() {
        let cases = [
            ("株洲市生态环境局渌口分局政府信息公开工作2021年度报告", Some("株洲市生态环境局渌口分局"), Some(2021)),
            ("清河市人民政府办公室2023年政府信息公开工作年度报告", Some("清河市人民政府办公室"), Some(2023)),
            ("2022年某县财政局政府信息公开工作年度报告", Some("某县财政局"), Some(2022)),
            ("某县财政局二〇二〇年政府信息公开年报", Some("某县财政局"), Some(2020)),
            ("政府信息公开工作年度报告", None, None),
            ("关于2023年度政府信息公开工作情况的报告", None, Some(2023)),
            ("某县第101中学关于2023年度政府信息公开工作情况的报告", Some("某县第101中学"), Some(2023)),
            ("某县财政局政府信息公开年度报告（2022年）", Some("某县财政局"), Some(2022)),
        ];
        for (text, organ, year) in cases {
            assert!(is_report_title(text), "{text}");
            assert_eq!(organ_in(text).as_deref(), organ, "{text}");
            assert_eq!(year_in(text).map(|(_, y)| y), year, "{text}");
        }
        let others = [
            "按照《条例》要求，现公布2021年政府信息公开工作年度报告。",
            "关于做好2023年政府信息公开工作年度报告编制工作的通知",
            "某市发布2023年政府信息公开工作年度报告",
            "2023年政府信息公开工作年度报告解读",
            "政府信息公开指南",
        ];
        for text in others {
            assert!(!is_report_title(text), "{text}");
        }
        for text in ["2022—2023年政府信息公开工作年度报告", "2022年、2023年政府信息公开工作年度报告"]
        {
            assert_eq!(years_in(text), [2022, 2023], "{text}");
        }
        assert_eq!(years_in("2023年政府信息公开工作年度报告（2023年度）"), [2023]);
    }

    #[test]
    fn dates_in_the_ways_they_are_written() {
        let day = Date::new(2022, 2, 15);
        for text in [
            "2022年2月15日",
            "2022 年 02 月 15 日",
            "二〇二二年二月十五日",
            "2022-02-15",
            "2022.2.15",
            "２０２２年２月１５日",
        ] {
            assert_eq!(whole_date(text), day, "{text}");
        }
        for text in ["2022215", "2022年2月", "2022年2月30日", "2022年2月15日印发", "12-2-15"] {
            assert_eq!(whole_date(text), None, "{text}");
        }
    }

    #[test]
    fn the_period_is_two_joined_dates() {
        let piece = |text: &str| vec![Piece::Block(Block::text(text))];
        let period = period(&piece("所列数据的统计期限自2021年1月1日起至2021年12月31日止。")).unwrap();
        assert_eq!((period.from.to_string().as_str(), period.to.to_string().as_str()), ("2021-01-01", "2021-12-31"));
        assert!(super::period(&piece("2021年1月1日印发，2021年12月31日废止")).is_none());
    }
}
