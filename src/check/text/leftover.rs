//! What was left in the text of a draft: XX局, 20××年, （此处填写…）, «机关», 待补充.

use super::passage::Passage;
use super::words::words;
use crate::finding::{Finding, Origin, catalogue};

/// A leftover has at most so many characters: sentences in such brackets are none.
const LONGEST: usize = 40;

/// So many are quoted.
const QUOTED: usize = 5;

/// What should have been filled in or struck out: one finding, at the first.
pub(super) fn check_leftovers(passages: &[Passage<'_>]) -> Option<Finding> {
    let mut found: Vec<(String, &Origin)> = Vec::new();
    for passage in passages {
        found.extend(leftovers(&passage.text).into_iter().map(|text| (text, &passage.origin)));
    }
    let (_, first) = *found.first().as_ref()?;
    let mut quoted: Vec<&str> = Vec::new();
    for (text, _) in &found {
        if quoted.len() < QUOTED && !quoted.contains(&text.as_str()) {
            quoted.push(text);
        }
    }
    Some(catalogue::text::leftover_text(found.len(), quoted.join("、")).at_origin(first))
}

/// The leftovers of a text.
fn leftovers(text: &str) -> Vec<String> {
    let words = &words().leftovers;
    let characters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut index = 0;
    while index < characters.len() {
        let rest = characters.get(index..).unwrap_or_default();
        let before = index.checked_sub(1).and_then(|before| characters.get(before)).copied();
        match leftover_at(rest, before, words) {
            Some(length) => {
                found.push(rest.iter().take(length).collect());
                index += length;
            }
            None => index += 1,
        }
    }
    found
}

/// How long the leftover is that some characters begin with.
fn leftover_at(rest: &[char], before: Option<char>, words: &super::words::LeftoverWords) -> Option<usize> {
    let first = *rest.first()?;
    let run = |signs: &str| rest.iter().take_while(|c| signs.contains(**c)).count();
    if words.signs.contains(first) {
        if before.is_some_and(|c| words.signs.contains(c)) {
            return None;
        }
        let signs = run(&words.signs);
        // An address (xxgk.gov.cn), a word or a size (XXL) is none.
        let is_part = |c: char| c.is_ascii_alphabetic() || matches!(c, '.' | '/' | '-' | '_' | '@' | ':');
        let is_apart =
            !before.is_some_and(is_part) && !rest.get(signs).is_some_and(|c| is_part(*c) || c.is_ascii_digit());
        let is_hidden_name = before.is_some_and(|c| words.surnames.contains(c));
        let is_on_purpose = rest.get(signs).is_some_and(|c| words.not_before.contains(*c));
        return (signs > 1 && is_apart && !is_hidden_name && !is_on_purpose)
            .then(|| signs + usize::from(rest.get(signs).is_some_and(|c| c.is_alphabetic())));
    }
    let blanks = run(&words.blanks);
    if blanks > 2 {
        return Some(blanks);
    }
    if words.opening.contains(first) {
        let inner = rest.get(1..)?;
        let length = length_to(rest, |c| ")）]】〕>＞".contains(c))?;
        let text: String = rest.iter().take(length).collect();
        let is_instruction = words.instructions.iter().any(|word| begins(inner, word));
        let is_to_readers = words.to_readers.iter().any(|word| text.contains(word.as_str()));
        return (is_instruction && !is_to_readers).then_some(length);
    }
    for [opening, closing] in &words.brackets {
        if begins(rest, opening) {
            let end = closing.chars().next()?;
            return length_to(rest, |c| c == end).map(|length| length + closing.chars().count() - 1);
        }
    }
    let word = words.words.iter().find(|word| begins(rest, word))?;
    let is_usual = before.is_some_and(|c| words.not_after.contains(c));
    (!is_usual).then(|| word.chars().count())
}

/// Whether some characters begin with a word; capitals and small letters are the same.
fn begins(characters: &[char], word: &str) -> bool {
    let mut characters = characters.iter();
    word.chars().all(|c| characters.next().is_some_and(|met| met.eq_ignore_ascii_case(&c)))
}

/// How many characters there are up to the first of some sort, that included, where it is near.
fn length_to(characters: &[char], is_end: impl Fn(char) -> bool) -> Option<usize> {
    characters.iter().take(LONGEST).position(|c| is_end(*c)).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::super::passage::passages;
    use super::*;
    use crate::document::Block;
    use crate::finding::Language;
    use crate::report::Report;

    #[test]
    fn what_was_not_filled_in_is_found() {
        for (text, left) in [
            ("XX局2023年", "XX局"),
            ("20××年工作", "××年"),
            ("共____件", "____"),
            ("（此处填写数字）件", "（此处填写数字）"),
            ("由【填写机关名称】编制", "【填写机关名称】"),
            ("«机关名称»编制", "«机关名称»"),
            ("主动公开情况待补充。", "待补充"),
            ("Lorem ipsum dolor", "Lorem ipsum"),
        ] {
            assert_eq!(leftovers(text), [left], "{text}");
        }
    }

    #[test]
    fn what_only_looks_so_is_not() {
        for text in [
            "网址为http://xxgk.qinghe.gov.cn/",
            "XXL码",
            "内容有待补充，制度尚待补充",
            "3×4",
            "（请见附件）",
            "《条例》",
            "X光机",
            "申请人张××、李××的个人信息已作去标识化处理",
            "开展“XX进社区”活动",
            "（请填写申请表后提交）",
            "（输液管理）",
            "a__b",
        ] {
            assert_eq!(leftovers(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn all_are_one_finding() {
        let report = Report {
            preamble: vec![Block::text("XX局20××年报告"), Block::text("XX局待补充")],
            ..Report::default()
        };
        let finding = check_leftovers(&passages(&report)).unwrap();
        assert_eq!((finding.code(), finding.value("count")), ("leftover-text", Some("4")));
        assert_eq!(finding.message(Language::Chinese), "文中有 4 处没有填好或删去的字样：XX局、××年、待补充");
        let message = finding.message(Language::English);
        assert_eq!(message, "the text has 4 places that were not filled in or struck out: XX局、××年、待补充");
        assert_eq!(check_leftovers(&passages(&Report::default())), None);
    }
}
