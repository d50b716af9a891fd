//! What a single line of a paper says, by its words.

use crate::document::numeral::{arabic_digit, is_chinese_numeral};
use crate::document::{Block, Color, Content, Inline, ParagraphRole, label_length, vocabulary};
use crate::recognize::sign_off::date_of;
use crate::recognize::tidy::{is_space, split_content, trim, trim_content};
use crate::recognize::words::words;

/// The role of a block, if it is a paragraph.
pub(super) fn role(block: &Block) -> Option<ParagraphRole> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.role),
        _ => None,
    }
}

/// Whether a character is a blank of any kind.
pub(super) fn is_blank(c: char) -> bool {
    is_space(c)
}

/// A text without blanks.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).collect()
}

/// 000001: six digits (7.2.1).
pub(super) fn is_copy_number(text: &str) -> bool {
    let text = compact(text);
    text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit())
}

/// 机密, 机密★1年 (7.2.2).
pub(super) fn is_secrecy(text: &str) -> bool {
    let text = compact(text);
    let rest = words().paper.secrecy.iter().find_map(|word| text.strip_prefix(word.as_str()));
    rest.is_some_and(|rest| rest.is_empty() || (rest.starts_with(['★', '☆']) && rest.chars().count() <= 8))
}

/// 特急 (7.2.3).
pub(super) fn is_urgency(text: &str) -> bool {
    words().paper.urgency.contains(&compact(text))
}

/// A digit, or what stands where one is to be written yet.
fn is_digit(c: char) -> bool {
    arabic_digit(c).is_some() || matches!(c, 'X' | 'x' | 'Ｘ' | '×' | '*' | '＊' | '_' | '＿')
}

const OPEN: [char; 4] = ['〔', '[', '［', '（'];
const CLOSE: [char; 4] = ['〕', ']', '］', '）'];

/// 清政〔2024〕12号, 〔2024〕5号; the number may be blank yet. A sentence that speaks of one has more than that.
pub(super) fn is_document_number(text: &str) -> bool {
    const LONGEST_CODE: usize = 20;
    let text = compact(text);
    let parts = || {
        let (code, rest) = text.split_once(OPEN)?;
        let (year, number) = rest.split_once(CLOSE)?;
        let number = number.strip_suffix('号')?;
        Some((code, year, number.strip_prefix('第').unwrap_or(number)))
    };
    let Some((code, year, number)) = parts() else { return false };
    let is_year = year.chars().count() == 4
        && year.chars().all(is_digit)
        && !year.starts_with(|c| arabic_digit(c).is_some_and(|digit| !(1..=2).contains(&digit)));
    code.chars().count() <= LONGEST_CODE
        && code.chars().all(char::is_alphanumeric)
        && is_year
        && number.chars().count() <= 5
        && number.chars().all(is_digit)
}

/// 第35号, 2024年第3号, 第十二期, （第5次）: the number of an order or of minutes.
pub(super) fn is_serial_number(text: &str) -> bool {
    let text = compact(text);
    let text = text.trim_start_matches(['（', '(']).trim_end_matches(['）', ')']);
    let Some((year, rest)) = text.split_once('第') else { return false };
    let year = year.strip_suffix('年').unwrap_or(year);
    let Some(number) = rest.strip_suffix(['号', '期', '次']) else { return false };
    (year.is_empty() || (year.chars().count() == 4 && year.chars().all(is_digit)))
        && (1..=6).contains(&number.chars().count())
        && number.chars().all(|c| is_digit(c) || is_chinese_numeral(c))
}

/// 签发人：张三.
pub(super) fn is_signer(text: &str) -> bool {
    let text = trim(text);
    text.chars().count() <= 40 && label_length(text, &vocabulary().paper.signer).is_some()
}

/// Names of persons: a few characters each, blanks between.
pub(super) fn is_names(text: &str) -> bool {
    const LONGEST: usize = 30;
    let is_name = |c: char| is_space(c) || matches!(c, '、' | '·') || ('\u{4E00}'..='\u{9FFF}').contains(&c);
    !text.is_empty() && text.chars().count() <= LONGEST && text.chars().all(is_name)
}

/// A rule typed of strokes: ─────, ———★———.
pub(super) fn is_typed_rule(text: &str) -> bool {
    const SHORTEST: usize = 6;
    let text = compact(text);
    let is_stroke = |c: char| "─━—–―-－_＿=＝﹍﹎﹏…".contains(c);
    let strokes = text.chars().filter(|c| is_stroke(*c)).count();
    strokes >= SHORTEST && text.chars().all(|c| is_stroke(c) || matches!(c, '★' | '☆' | '*' | '＊' | '●'))
}

/// Whether a text ends with the kind of paper it is, a bracket behind it aside: …的通知（试行）.
pub(super) fn names_kind(text: &str) -> bool {
    let text = trim(text);
    let bare = text.strip_suffix(['）', ')']).and_then(|rest| rest.get(..rest.rfind(['（', '('])?)).unwrap_or(text);
    words().paper.kinds.iter().any(|kind| bare.ends_with(kind.as_str()))
}

/// Whether a text says what a paper is about, as titles do: 关于.
pub(super) fn names_subject(text: &str) -> bool {
    text.contains(vocabulary().title.about.as_str())
}

/// A number with who signs on the same line.
pub(super) fn holds_number(text: &str) -> bool {
    text.char_indices().filter(|(_, c)| is_space(*c)).any(|(at, _)| {
        let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
        is_document_number(before) && is_signer(after)
    })
}

/// The two ends of a line with a gap of blanks between, where what is on each side is as asked: content on both sides of one tab.
pub(super) fn spread(content: &Content, is: impl Fn(&str, &str) -> bool) -> Option<Content> {
    let text = content.plain_text();
    if text != content.running_text() || text.contains('\n') {
        return None;
    }
    let mut gap = None;
    for (at, c) in text.char_indices() {
        let starts = is_space(c) && text.get(..at).is_some_and(|before| !before.ends_with(is_space));
        if !starts {
            continue;
        }
        let (before, after) = text.split_at_checked(at)?;
        if is(trim(before), trim(after)) {
            gap = Some(at);
            break;
        }
    }
    join_at(content, gap?)
}

/// Content cut at a byte of its text, a tab between its parts.
pub(super) fn join_at(content: &Content, at: usize) -> Option<Content> {
    let (before, after) = split_content(content, at)?;
    Some(tabbed(before, after))
}

/// Two contents on both sides of a tab.
pub(super) fn tabbed(before: Content, after: Content) -> Content {
    let before = trim_content(before).into_inlines();
    let after = trim_content(after).into_inlines();
    Content::new(before.into_iter().chain([Inline::text("\t")]).chain(after).collect())
}

/// Whether all text of some content is red.
pub(super) fn is_red(content: &Content) -> bool {
    let is_red = |Color([red, green, blue]): Color| red >= 0xB0 && green <= 0x60 && blue <= 0x60;
    let mut texts = content.inlines().iter().filter_map(|inline| match inline {
        Inline::Text(text) if !trim(&text.text).is_empty() => Some(text.marks.color.is_some_and(is_red)),
        _ => None,
    });
    texts.next() == Some(true) && texts.all(|red| red)
}

/// 抄送：市政府办公室。
pub(super) fn is_copied_to(text: &str) -> bool {
    label_length(trim(text), &vocabulary().paper.copied_to).is_some()
}

/// Whether a text ends as the line of who printed a paper does, and is no longer.
pub(super) fn may_be_printed(text: &str) -> bool {
    const LONGEST: usize = 80;
    let text = trim(text).trim_end_matches('。');
    words().paper.printed.iter().any(|word| text.ends_with(word.as_str())) && text.chars().nth(LONGEST).is_none()
}

/// 2024年3月5日印发.
pub(super) fn is_print_day(text: &str) -> bool {
    let text = trim(text).trim_end_matches('。');
    let day = words().paper.printed.iter().find_map(|word| trim(text).strip_suffix(word.as_str()));
    day.is_some_and(|day| date_of(trim(day)).is_some())
}

/// （共印50份）
pub(super) fn is_print_run(text: &str) -> bool {
    let text = compact(text);
    let text = text.trim_start_matches(['（', '(']).trim_end_matches(['。', '）', ')']);
    let number = text.strip_prefix("共印").and_then(|rest| rest.strip_suffix('份'));
    number.is_some_and(|number| !number.is_empty() && number.chars().all(is_digit))
}

/// （联系人：张三，联系电话：…）: a line in brackets from end to end.
pub(super) fn is_bracketed(text: &str) -> bool {
    const LONGEST: usize = 200;
    let text = trim(text);
    let inner = text.strip_prefix(['（', '(']).and_then(|rest| rest.strip_suffix(['）', ')']));
    let Some(inner) = inner else { return false };
    let mut depth = 0_i32;
    let is_one = inner.chars().all(|c| {
        depth += match c {
            '（' | '(' => 1,
            '）' | ')' => -1,
            _ => 0,
        };
        depth >= 0
    });
    is_one && text.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_papers_and_no_sentences() {
        for (text, is) in [
            ("清政〔2024〕12号", true),
            ("清政办发[2024]12号", true),
            ("清政 〔2024〕 12 号", true),
            ("清政〔2024〕　号", true),
            ("清政〔2024〕XX号", true),
            ("〔2024〕5号", true),
            ("根据清政〔2024〕12号文件", false),
            ("清政（一）12号", false),
            ("关于印发《办法》的通知〔2024〕12号", false),
            ("清政〔2024〕12号、13号", false),
        ] {
            assert_eq!(is_document_number(text), is, "{text}");
        }
        for (text, is) in [
            ("第35号", true),
            ("第 十二 期", true),
            ("（第5期）", true),
            ("2024年第3号", true),
            ("第35号令", false),
            ("第号", false),
        ] {
            assert_eq!(is_serial_number(text), is, "{text}");
        }
    }

    #[test]
    fn what_stands_at_the_corner() {
        assert!(is_copy_number("000001") && !is_copy_number("00001") && !is_copy_number("2024001"));
        assert!(
            is_secrecy("机密★1年") && is_secrecy("秘 密") && !is_secrecy("秘密工作的几点意见") && !is_secrecy("机密1")
        );
        assert!(is_urgency("特 急") && !is_urgency("特急件办理"));
    }

    #[test]
    fn two_ends_of_a_line() {
        let spread = |text: &str| {
            let is = |before: &str, after: &str| is_document_number(before) && is_signer(after);
            spread(&Content::plain(text), is).map(|content| content.plain_text())
        };
        let expected = Some("清政〔2024〕12号\t签发人：张三　李四".to_owned());
        assert_eq!(spread("清政〔2024〕12号　　　签发人：张三　李四"), expected);
        assert_eq!(spread("清政 〔2024〕 12号 签发人：张三"), Some("清政 〔2024〕 12号\t签发人：张三".to_owned()));
        assert_eq!(spread("清政〔2024〕12号签发人：张三"), None);
    }

    #[test]
    fn rules_typed_of_strokes() {
        assert!(
            is_typed_rule("────────")
                && is_typed_rule("————★————")
                && !is_typed_rule("——")
                && !is_typed_rule("★★★★★★★")
        );
    }

    #[test]
    fn days_of_printing_and_notes() {
        assert!(is_print_day("2024年3月5日印发") && is_print_day("2024年3月5日 印发。") && !is_print_day("现予印发"));
        assert!(
            is_bracketed("（此件公开发布）")
                && is_bracketed("（联系人：张三（办公室））")
                && !is_bracketed("（一）甲（乙）")
        );
        assert!(!is_bracketed("（甲）与（乙）"));
    }
}
