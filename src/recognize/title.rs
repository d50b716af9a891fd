//! Title, organ, year and period.

mod wording;

use super::sign_off;
use super::table::Piece;
use super::tidy::{blocks_without_text, name_what_text_lacks, trim, without_text};
use super::whose::{self, Whose};
use super::words::{PeriodWords, words};
use crate::document::numeral::is_arabic_digit;
use crate::document::{
    Alignment, Block, Break, Date, Folded, Heading, Paragraph, ParagraphRole, PeriodMention, YearMention, date_at,
    is_invisible, parts_of_years_in, period_in_year, periods_in, whole_date, year_at, years_in,
};
use crate::finding::{Finding, Origin, catalogue};
use crate::report::{Period, ends_as_place};
use std::ops::Range;

/// How far into a document its title may stand, in blocks.
const SEARCHED: usize = 12;

/// How far a title may stand behind a cover and a table of contents, in blocks.
const SEARCHED_BEHIND_COVER: usize = 60;

/// How many filled cells a table may have that only frames a title.
const MOST_CELLS: usize = 2;

/// Over how many paragraphs a title may be spread.
const MOST_LINES: usize = 6;

/// A title and what it says.
pub(super) struct Title {
    pub(super) text: String,
    /// Where it stands, if that is one paragraph.
    pub(super) origin: Origin,
    pub(super) organ: Option<String>,
    pub(super) year: Option<u16>,
    /// Whether it is the title of a disclosure report.
    pub(super) is_report: bool,
}

/// Takes the title out of the pieces.
pub(super) fn take_title(mut pieces: Vec<Piece>, findings: &mut Vec<Finding>) -> (Option<Title>, Vec<Piece>) {
    let Some((start, lines)) = find_title(&pieces) else { return (None, pieces) };
    let (start, lines) = fuller_title(&pieces, start, lines).map_or((start, lines), |fuller| (fuller, 1));
    let taken: Vec<Piece> = pieces.drain(start..start + lines).collect();
    let texts: Vec<String> = taken.iter().filter_map(title_text).collect();
    let text: String = texts.concat().split(['\n', '\t']).map(trim).collect();
    let origin =
        taken.iter().find_map(|piece| if let Piece::Block(block) = piece { Some(block.origin()) } else { None });
    let origin = origin.unwrap_or_default();
    // Two are how titles are set (GB/T 9704 7.3.1): that is no news.
    if lines > 2 {
        findings.push(catalogue::recognize::title_joined(lines, &text).at_origin(&origin));
    }
    let start = take_repeats(&mut pieces, start, &text, findings);
    let start = take_cover(&mut pieces, start, &text, findings);
    let before = pieces.iter().take(start).filter_map(|piece| match piece {
        Piece::Block(Block::Break(_)) | Piece::Table(_) => None,
        Piece::Block(block) => Some(block),
    });
    if let Some(origin) = before.clone().map(Block::origin).next() {
        let lines: Vec<String> = before.map(|block| block.plain_text().replace('\n', " ")).collect();
        findings.push(catalogue::recognize::text_before_title(excerpt(&lines.join("；"))).at_origin(&origin));
    }
    let said = wording::of_title(&text);
    let is_report = said.is_some();
    let said = without_way(completed(said.unwrap_or_default(), &text, findings));
    say_what_is_unclear(&said, &text, findings);
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
    let Whose { organ, years, .. } = said;
    let year = if years.len() == 1 { years.first().copied() } else { None };
    let origin = if lines == 1 { origin } else { Origin::default() };
    (Some(Title { text, origin, organ, year, is_report }), pieces)
}

/// What a title says, with the body and year that it names in other words than titles have.
fn completed(mut said: Whose, text: &str, findings: &mut Vec<Finding>) -> Whose {
    if said.organ.is_some() && !said.years.is_empty() {
        return said;
    }
    let Some(loose) = wording::loosely(text) else { return said };
    let organ = loose.organ.filter(|_| said.organ.is_none());
    let year = loose.years.first().copied().filter(|_| said.years.is_empty());
    if organ.is_none() && year.is_none() {
        return said;
    }
    let read = [organ.clone(), year.map(|year| year.to_string())].into_iter().flatten().collect::<Vec<_>>().join(" ");
    findings.push(catalogue::recognize::title_unusual(text, read));
    if let Some(organ) = organ {
        said.organ = Some(organ);
        said.unclear = None;
    }
    said.years.extend(year);
    said
}

/// What a title says, where the way to a page (首页 > 政务公开 > 清河市民政局 >) is no body's name.
fn without_way(said: Whose) -> Whose {
    let is_way = |organ: &String| organ.contains(['>', '＞', '»', '›', '|', '｜', '/', '／', '\\', '→']);
    match said {
        Whose { organ: Some(way), unclear: None, .. } if is_way(&way) => {
            Whose { organ: None, unclear: Some(way), ..said }
        }
        said => said,
    }
}

/// Says what of a title was guessed or could not be told.
fn say_what_is_unclear(said: &Whose, text: &str, findings: &mut Vec<Finding>) {
    if said.years.len() > 1 {
        findings.push(catalogue::recognize::year_unclear(text));
    }
    if let (Some(year), true) = (said.year(), said.is_short_year) {
        findings.push(catalogue::recognize::year_short(text, year));
    }
    if let Some(left) = &said.unclear {
        findings.push(catalogue::recognize::organ_unclear(left, text));
    }
}

/// Takes out what says no more than the title, near it: on a cover, say; and page breaks that nothing stands before any more. The
/// place of what stood after the title.
fn take_repeats(pieces: &mut Vec<Piece>, start: usize, title: &str, findings: &mut Vec<Finding>) -> usize {
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect::<String>();
    let title = compact(title);
    let mut after = start;
    let mut index = 0;
    while index < pieces.len().min(SEARCHED_BEHIND_COVER) {
        let Some(piece) = pieces.get(index) else { break };
        // On a cover before the title a part of it may stand: 2023年政府信息公开工作年度报告.
        let says_no_more = |text: &str| {
            compact(text) == title || (index < after && title.ends_with(&compact(text)) && is_report_title(text))
        };
        let repeats = beside_text(piece).is_none() && title_text(piece).is_some_and(|text| says_no_more(&text));
        if repeats {
            let origin = if let Piece::Block(block) = piece { block.origin() } else { Default::default() };
            findings.push(catalogue::recognize::title_repeated(&title).at_origin(&origin));
        }
        let leads_nowhere = index == 0 && matches!(piece, Piece::Block(Block::Break(_)));
        if repeats || leads_nowhere {
            if matches!(pieces.remove(index), Piece::Block(Block::Break(Break::Turned))) {
                findings.push(catalogue::recognize::page_turn_left_out());
            }
            after -= usize::from(index < after);
            // What is first now may be a break.
            index = 0;
            continue;
        }
        index += 1;
    }
    after
}

/// Takes out what a cover before the title says besides it: the body, the year, the day. That it was a cover a repeated title shows.
/// Where the title stands then.
fn take_cover(pieces: &mut Vec<Piece>, title: usize, text: &str, findings: &mut Vec<Finding>) -> usize {
    if !findings.iter().any(|finding| finding.is(catalogue::recognize::TITLE_REPEATED)) {
        return title;
    }
    let organ = whose::of_title(text).and_then(|said| said.organ).unwrap_or_default();
    let compact = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).collect::<String>();
    let is_of_cover = |piece: &Piece| match piece {
        Piece::Block(Block::Break(_)) => true,
        _ => piece_text(piece).is_some_and(|line| {
            beside_text(piece).is_none()
                && (compact(&line) == organ || is_year_line(&line) || sign_off::date_of(&line).is_some())
        }),
    };
    // Nothing else stands on it.
    if !pieces.iter().take(title).all(is_of_cover) {
        return title;
    }
    let lines: Vec<String> = pieces.iter().take(title).filter_map(piece_text).collect();
    let origin =
        pieces.iter().find_map(|piece| if let Piece::Block(block) = piece { Some(block.origin()) } else { None });
    if !lines.is_empty() {
        findings.push(catalogue::recognize::cover_left_out(lines.join(" ")).at_origin(&origin.unwrap_or_default()));
    }
    pieces.drain(..title);
    0
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
        Piece::Block(Block::Table(grid)) => {
            let cells = grid.cells().iter().flat_map(|cell| blocks_without_text(&cell.content)).next();
            cells.map(Piece::Block)
        }
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

/// The text of a line that may be of a title; of a small table, too, that rules a frame round it.
fn title_text(piece: &Piece) -> Option<String> {
    let Piece::Block(Block::Table(grid)) = piece else { return piece_text(piece) };
    let texts: Vec<String> =
        grid.cells().iter().map(|cell| trim(&cell.plain_text()).to_owned()).filter(|t| !t.is_empty()).collect();
    let text = texts.concat();
    (texts.len() <= MOST_CELLS && is_report_title(&text)).then_some(text)
}

/// Where the whole title stands, behind a cover that leaves out the body or the year.
fn fuller_title(pieces: &[Piece], start: usize, lines: usize) -> Option<usize> {
    let texts: Vec<String> = pieces.get(start..start + lines)?.iter().filter_map(title_text).collect();
    let cover = whose::of_title(&texts.concat())?;
    if cover.organ.is_some() && !cover.years.is_empty() {
        return None;
    }
    let behind = || pieces.iter().enumerate().skip(start + lines).take(SEARCHED_BEHIND_COVER);
    let said_by = |piece: &Piece| title_text(piece).and_then(|text| whose::of_title(&text));
    // 首页 / 清河市民政局 / 政府信息公开年报 right above the title is the way to the page, or the name of the site.
    let is_line = |piece: &Piece| piece_text(piece).is_some_and(|text| text.chars().count() <= words().title.longest);
    let right_below = behind().take(MOST_LINES).take_while(|(_, piece)| is_line(piece));
    let mut whole = right_below.filter(|_| cover.years.is_empty());
    let whole = whole.find(|(_, piece)| {
        said_by(piece).is_some_and(|said| said.organ.is_some() && !said.years.is_empty() && said.unclear.is_none())
    });
    if let Some((index, _)) = whole {
        return Some(index);
    }
    let fuller = behind().find(|(_, piece)| {
        said_by(piece).is_some_and(|said| {
            let agrees = (cover.organ.is_none() || cover.organ == said.organ)
                && (cover.years.is_empty() || cover.years == said.years);
            agrees && said.organ.is_some() && !said.years.is_empty()
        })
    });
    fuller.map(|(index, _)| index)
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
    let usual = find_title_so(pieces, searched, is_report_title);
    if let Some(found) = usual.or_else(|| find_title_so(pieces, searched, |text| wording::of_title(text).is_some())) {
        return Some(found);
    }
    // A document that is no report: its first line, where it is centred and short.
    let first = pieces.first()?;
    let short =
        piece_text(first).is_some_and(|text| text.chars().count() <= words().title.longest && !text.ends_with('。'));
    (centred(first) && short).then_some((0, 1))
}

/// Where lines stand that together are a title.
fn find_title_so(pieces: &[Piece], searched: usize, is_title: impl Fn(&str) -> bool) -> Option<(usize, usize)> {
    let centred = |piece: &Piece| paragraph_of(piece).is_some_and(|p| p.align == Alignment::Center);
    for start in 0..searched {
        // The shortest run of centred lines that together read as a title; a single line need not be centred.
        for lines in 1..=MOST_LINES {
            let Some(run) = pieces.get(start..start + lines) else { continue };
            if lines > 1 && !run.iter().all(centred) {
                continue;
            }
            let texts: Option<Vec<String>> = run.iter().map(title_text).collect();
            let Some(texts) = texts else { continue };
            let foreign =
                texts.iter().any(|text| is_masthead(text)) || texts.iter().skip(1).any(|t| year_and_section(t));
            if is_title(&texts.concat()) && (lines == 1 || !(foreign || ends_in_whole_title(&texts))) {
                // A year on a line of its own belongs to a title that has none.
                let subtitle = pieces.get(start + lines).filter(|piece| centred(piece)).and_then(piece_text);
                let adds_year = whose::of_title(&texts.concat()).is_some_and(|said| said.years.is_empty())
                    && subtitle.is_some_and(|t| is_year_line(&t));
                return Some((start, lines + usize::from(adds_year)));
            }
        }
        // A title further on than running text is no title.
        if pieces.get(start).and_then(piece_text).is_some_and(|text| text.chars().count() > words().title.longest) {
            break;
        }
    }
    None
}

/// Whether a line says a year and nothing else, in brackets or not: （2023年度）, 二〇二三年.
fn is_year_line(line: &str) -> bool {
    if line.chars().count() > 24 {
        return false;
    }
    let folded = Folded::of(line);
    let years = years_in(&folded);
    let is_bracketed = line.starts_with(['（', '(', '—', '-']) && folded.len() <= 12;
    // 2023 alone, too.
    let is_whole = year_at(&folded, 0).is_some_and(|year| year.range.end == folded.len());
    is_whole || (is_bracketed && years.len() == 1)
}

/// Whether the last of these lines is a whole title with a body's full name, so that those before it (送审稿, 内部资料) are none of
/// it: a name may be broken behind its place only (清河市 / 东山镇人民政府).
fn ends_in_whole_title(texts: &[String]) -> bool {
    let Some((last, before)) = texts.split_last() else { return false };
    let organ = whose::of_title(last).filter(|said| !said.years.is_empty()).and_then(|said| said.organ);
    let is_full = organ.is_some_and(|organ| {
        organ.char_indices().any(|(at, c)| ends_as_place(organ.get(..at + c.len_utf8()).unwrap_or_default()))
    });
    is_full && !ends_as_place(trim(&before.concat()))
}

/// Whether a line belongs to the head of an official paper rather than to its title: 某市人民政府文件, 〔2024〕3号, a date.
fn is_masthead(text: &str) -> bool {
    text.ends_with("文件") || text.ends_with('号') || text.contains(['〔', '［', '[']) || whole_date(text).is_some()
}

/// Whether a line is a section's heading rather than a part of a title.
fn year_and_section(text: &str) -> bool {
    text.starts_with(['一', '二']) && text.contains('、')
}

pub(super) fn is_report_title(text: &str) -> bool {
    whose::of_title(text).is_some()
}

/// The period the figures cover as the running text states it, tables left aside: the first that is called so (统计期限自…), else the
/// first that is a whole year. One called so may be a part of a year (2023年上半年) or a year by itself (统计期限：2023年度).
pub(super) fn period(pieces: &[Piece], findings: &mut Vec<Finding>) -> Option<Period> {
    let mut whole_year = None;
    for text in pieces.iter().filter_map(piece_text) {
        if !text.contains(|c: char| c == '年' || is_arabic_digit(c)) {
            continue;
        }
        let folded = Folded::of(&text);
        let mut mentions = periods_in(&folded);
        // Periods stand one after the other: only the last that begins before the end of a range can reach into it.
        let is_within = |range: &Range<usize>, mentions: &[PeriodMention]| {
            let before = mentions.partition_point(|mention| mention.range.start < range.end);
            before.checked_sub(1).and_then(|last| mentions.get(last)).is_some_and(|last| range.start < last.range.end)
        };
        let parts = parts_of_years_in(&folded).into_iter().chain(years_alone_in(&folded));
        let cued = parts.filter(|part| is_cued(&folded, part.range.start) && !is_within(&part.range, &mentions));
        let cued: Vec<PeriodMention> = cued.collect();
        mentions.extend(cued);
        mentions.sort_by_key(|mention| mention.range.start);
        for mention in &mentions {
            let PeriodMention { from, to, range } = mention.clone();
            let is_called_so = is_cued(&folded, range.start);
            if from < to && is_called_so {
                return Some(Period { from, to });
            }
            if is_called_so {
                let quoted = text.get(folded.place(range)).unwrap_or_default();
                findings.push(catalogue::recognize::period_reversed(quoted));
                return None;
            }
            let is_year = !is_of_other(&folded, range.start)
                && (from.month(), from.day(), to.month(), to.day()) == (1, 1, 12, 31)
                && from.year() == to.year();
            whole_year = whole_year.or(is_year.then_some(Period { from, to }));
        }
        if let Some(range) = half_a_period(&folded).filter(|range| !is_within(range, &mentions)) {
            let quoted = text.get(folded.place(range)).unwrap_or_default();
            findings.push(catalogue::recognize::period_unclear(quoted));
        }
    }
    whole_year
}

/// The period that a text states without its year: that of the report, 统计期限：1月1日至12月31日. Of 上年度1月1日至12月31日 nobody can
/// tell whether the year before the report's or that of its sign-off is meant.
pub(super) fn period_without_year(pieces: &[Piece], year: Option<u16>, findings: &mut Vec<Finding>) -> Option<Period> {
    for text in pieces.iter().filter_map(piece_text).filter(|text| text.contains('月')) {
        let folded = Folded::of(&text);
        for index in 0..folded.len() {
            // Any year will do where none is known, to see that it is a period.
            let Some(mention) = period_in_year(&folded, index, year.unwrap_or(2023)) else { continue };
            let length = |words: &mut dyn Iterator<Item = &str>| {
                words.filter(|word| folded.has_before(index, word)).map(|word| word.chars().count()).max()
            };
            let relative = length(&mut words().owner.relative.iter().map(String::as_str));
            let called =
                relative.or_else(|| length(&mut words().period.this_year.iter().map(String::as_str))).unwrap_or(0);
            if !is_called_period(&folded, index - called) {
                continue;
            }
            if let (Some(_), None) = (year, relative) {
                let PeriodMention { from, to, .. } = mention;
                return (from < to).then_some(Period { from, to });
            }
            let quoted = text.get(folded.place(index - called..mention.range.end)).unwrap_or_default();
            findings.push(catalogue::recognize::period_unclear(quoted));
            return None;
        }
    }
    None
}

/// Years that a text calls the period of its figures and says nothing else of: 统计期限为2023年度。
fn years_alone_in(text: &Folded) -> Vec<PeriodMention> {
    let is_alone = |range: &Range<usize>| {
        let ends = text.get(range.end).is_none_or(|c| "。;,)".contains(c));
        let before = text.text(range.start.saturating_sub(CUE_REACH)..range.start);
        let before = before.trim_end_matches(['为', '是', '指', '系', '即', ':', '(']);
        ends && words().period.cues.iter().any(|cue| before.ends_with(cue.as_str()))
    };
    let years = years_in(text).into_iter().filter(|mention| is_alone(&mention.range));
    let whole = |mention: YearMention| {
        let (from, to) = (Date::new(mention.year, 1, 1)?, Date::new(mention.year, 12, 31)?);
        Some(PeriodMention { from, to, range: mention.range })
    };
    years.filter_map(whole).collect()
}

/// A day or year that is said to begin or end the period of the figures, or to be it, where that is not the whole of a year: 所列数据截至
/// 2023年9月30日, 统计期限：2023年1月1日至今. What is called the period and was not understood is such a one, too.
fn half_a_period(text: &Folded) -> Option<Range<usize>> {
    let PeriodWords { up_to, from, year_end, .. } = &words().period;
    let mut index = 0;
    while index < text.len() {
        let Some(year) = year_at(text, index) else {
            index += 1;
            continue;
        };
        let (date, end) = date_at(text, index).map_or((None, year.range.end), |(date, end)| (Some(date), end));
        let is_last = up_to.iter().any(|word| text.has_before(index, word));
        let is_first = from.iter().any(|word| text.has_at(end, word));
        let is_day = |month, day| date.is_some_and(|date| (date.month(), date.day()) == (month, day));
        let ends_year = year_end
            .iter()
            .any(|word| text.has_at(year.range.end, word) || text.has_at(year.range.end.saturating_sub(1), word));
        let is_usual = (is_last && (is_day(12, 31) || ends_year)) || (is_first && is_day(1, 1));
        let is_meant =
            (is_last || (is_first && date.is_some())) && is_cued(text, index) || is_called_period(text, index);
        if is_meant && !is_usual {
            let words = up_to.iter().filter(|word| text.has_before(index, word)).map(|word| word.chars().count());
            return Some(index - words.max().unwrap_or(0)..end);
        }
        index = end.max(index + 1);
    }
    None
}

/// Whether what stands at an index is called the period itself: 统计期限为….
fn is_called_period(text: &Folded, index: usize) -> bool {
    const REACH: usize = 16;
    let before = text.text(index.saturating_sub(REACH)..index);
    let cue = before.trim_end_matches(['为', '是', '指', '系', '即', ':', '(', '自', '从', '由']);
    let is_joined = cue.len() < before.len();
    if is_of_other(text, index) {
        return false;
    }
    // 活动期间2023年… is no statement.
    let cues = words().period.cues.iter().filter(|word| word.contains(['期', '时', '起']));
    cues.into_iter().any(|word| cue.ends_with(word.as_str()) && (is_joined || word.contains("统计")))
}

/// The one year that the text before the sections says is reported on: 现公布某局2023年政府信息公开工作年度报告.
pub(super) fn year_in_text(pieces: &[Piece]) -> Option<(u16, String)> {
    let texts = pieces.iter().take(SEARCHED).filter_map(piece_text);
    let found: Vec<(u16, String)> = texts.flat_map(|text| whose::years_reported_on(&text)).collect();
    let (year, _) = found.first()?;
    if found.iter().all(|(other, _)| other == year) { found.into_iter().next() } else { None }
}

/// So many characters before a period may call it that of the figures.
const CUE_REACH: usize = 30;

/// Whether the words before a period, in its sentence, call it that of the figures.
fn is_cued(text: &Folded, start: usize) -> bool {
    let before = text.text(start.saturating_sub(CUE_REACH)..start);
    let sentence = before.rsplit(['。', ';']).next().unwrap_or_default();
    words().period.cues.iter().any(|cue| sentence.contains(cue.as_str())) && !is_of_other(text, start)
}

/// Whether the words before a period, since the last comma, call it that of something else: 公开指南有效期自….
fn is_of_other(text: &Folded, start: usize) -> bool {
    let before = text.text(start.saturating_sub(CUE_REACH)..start);
    let clause = before.rsplit(['。', ';', ',']).next().unwrap_or_default();
    words().period.other.iter().any(|word| clause.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_without_year_is_of_the_reports_year() {
        let of = |text: &str, year| {
            let mut findings = Vec::new();
            let period = period_without_year(&[Piece::Block(Block::text(text))], year, &mut findings);
            (period.map(|period| format!("{}..{}", period.from, period.to)), findings.len())
        };
        let year = Some("2021-01-01..2021-12-31".to_owned());
        for text in
            ["统计期限为1月1日至12月31日。", "统计期限：本年度一月一日至十二月三十一日", "时限为元月1日至12月底"]
        {
            assert_eq!(of(text, Some(2021)), (year.clone(), 0), "{text}");
        }
        assert_eq!(of("统计期限：上年度1月1日至12月31日", Some(2021)), (None, 1));
        assert_eq!(of("统计期限：1月1日至12月31日", None), (None, 1));
        assert_eq!(of("3月1日至5月31日开展培训。", Some(2021)), (None, 0));
    }

    #[test]
    fn the_period_is_two_joined_dates() {
        let piece = |text: &str| vec![Piece::Block(Block::text(text))];
        let of = |text: &str| {
            let mut findings = Vec::new();
            let period = period(&piece(text), &mut findings);
            let codes: Vec<_> = findings.iter().map(Finding::code).collect();
            (period.map(|period| format!("{}..{}", period.from, period.to)), codes)
        };
        let year = Some("2021-01-01..2021-12-31".to_owned());
        for text in [
            "所列数据的统计期限自2021年1月1日起至2021年12月31日止。",
            "本报告所列数据统计期限为2021年1月1日至12月31日。",
            "2021年3月1日至5月31日开展了培训。统计期限：2021 年1—12月",
            "数据的统计期限为二〇二一年一月一日至十二月三十一日",
            "2021年1月1日至12月31日，我局主动公开信息12条。",
        ] {
            assert_eq!(of(text), (year.clone(), vec![]), "{text}");
        }
        for text in [
            "公开指南有效期自2021年1月1日至2021年12月31日。",
            "本届任期为2021年1月1日至2021年12月31日",
            "专项整治期限为2021年1月1日至12月31日，已完成。",
        ] {
            assert_eq!(of(text), (None, vec![]), "{text}");
        }
        for text in ["2021年1月1日印发，2021年12月31日废止", "2021年3月1日至5月31日开展了培训。"]
        {
            assert_eq!(of(text), (None, vec![]), "{text}");
        }
        for text in [
            "统计期限为2021年度（1月1日—12月31日）。",
            "时限为2021年元月1日至12月底。",
            "统计期限为2021年度。",
            "统计期限：2021年",
            "统计期限是2021年全年",
            "统计期限：20210101—20211231",
        ] {
            assert_eq!(of(text), (year.clone(), vec![]), "{text}");
        }
        for (text, period) in [
            ("统计期限为2021年上半年。", "2021-01-01..2021-06-30"),
            ("所列数据的统计期限：2021年第一季度", "2021-01-01..2021-03-31"),
            ("统计期限：2021年1月至6月", "2021-01-01..2021-06-30"),
        ] {
            assert_eq!(of(text).0.as_deref(), Some(period), "{text}");
        }
        for text in ["所列数据截至2021年9月30日。", "统计期限截止到2021年9月30日", "统计期限自2021年3月1日起"]
        {
            assert_eq!(of(text), (None, vec!["period-unclear"]), "{text}");
        }
        for text in [
            "统计期限截止2021年12月31日",
            "统计期限自2021年1月1日起",
            "统计数据截至2021年底",
            "统计数据：2021年共公开3条",
            "2021年上半年，我局公开3条。",
            "截至2021年9月30日，共公开3条。",
        ] {
            assert_eq!(of(text), (None, vec![]), "{text}");
        }
        assert_eq!(of("统计期限：2021年12月31日至2021年1月1日"), (None, vec!["period-reversed"]));
        assert_eq!(of("统计期限自2021年4月1日起至2021年12月31日止。").0.as_deref(), Some("2021-04-01..2021-12-31"));
    }
}
