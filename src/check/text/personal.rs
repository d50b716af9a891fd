//! Data on persons that should not be published: numbers of identity cards, of bank cards, and of mobile phones outside the lines
//! on how to get in touch.

use super::passage::Passage;
use super::words::words;
use crate::document::{Date, Folded};
use crate::finding::{Finding, Term, catalogue, terms};

/// So many numbers of a passage are named.
const MOST_SAID: usize = 20;

/// What looks like a number of a person's, each once a passage.
pub(super) fn check_personal_data(passages: &[Passage<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for passage in passages {
        let is_contact = words().personal.contact.iter().any(|word| passage.text.contains(word.as_str()));
        let mut said: Vec<String> = Vec::new();
        for number in numbers_in(&passage.text) {
            let Some(kind) = kind_of(&number, is_contact) else { continue };
            if said.len() < MOST_SAID && !said.contains(&number) {
                findings.push(catalogue::text::personal_data(kind, masked(&number)).at_origin(&passage.origin));
                said.push(number);
            }
        }
    }
    findings
}

/// Runs of digits, X at the end of one taken for a digit; parted by spaces or hyphens into groups they are one too.
fn numbers_in(text: &str) -> Vec<String> {
    /// The most digits of a group of a number that is written in groups.
    const GROUP: usize = 8;
    let folded = Folded::of(text);
    let mut runs: Vec<(String, bool)> = Vec::new();
    let mut index = 0;
    while index < folded.len() {
        let start = index;
        let is_digit = |index: usize| folded.get(index).is_some_and(|c| c.is_ascii_digit());
        while is_digit(index) && (index == start || !folded.has_gap_before(index)) {
            index += 1;
        }
        if index == start {
            index += 1;
            continue;
        }
        let mut run = folded.text(start..index);
        if folded.get(index).is_some_and(|c| matches!(c, 'X' | 'x')) {
            run.push('X');
            index += 1;
        }
        let is_letter = |index: usize| folded.get(index).is_some_and(|c| c.is_ascii_alphanumeric());
        let is_joined =
            start > 0 && (folded.has_gap_before(start) && is_digit(start - 1) || folded.get(start - 1) == Some('-'));
        let is_code = start.checked_sub(1).is_some_and(|before| !folded.has_gap_before(start) && is_letter(before))
            || (is_letter(index) || folded.get(index) == Some('@')) && !folded.has_gap_before(index);
        if !is_code {
            runs.push((run, is_joined));
        }
    }
    let mut numbers: Vec<String> = Vec::new();
    let mut group = String::new();
    let mut groups = 0;
    for (run, is_joined) in &runs {
        let goes_on = *is_joined && run.len() <= GROUP && groups > 0;
        if !goes_on {
            numbers.extend((groups > 1).then(|| std::mem::take(&mut group)));
            group.clear();
            groups = 0;
        }
        numbers.push(run.clone());
        if run.len() <= GROUP {
            group.push_str(run);
            groups += 1;
        }
    }
    numbers.extend((groups > 1).then_some(group));
    numbers
}

fn kind_of(number: &str, is_contact: bool) -> Option<&'static Term> {
    if is_identity_number(number) {
        Some(terms::IDENTITY_NUMBER)
    } else if is_card_number(number) {
        Some(terms::BANK_CARD_NUMBER)
    } else if is_mobile_number(number) && !is_contact {
        Some(terms::MOBILE_NUMBER)
    } else {
        None
    }
}

fn digits_of(number: &str) -> Vec<u32> {
    number.chars().map(|c| c.to_digit(10).unwrap_or(10)).collect()
}

/// Whether a number is one of an identity card: 18 characters with the check of GB 11643-1999 (ISO 7064 MOD 11-2), or the older 15.
fn is_identity_number(number: &str) -> bool {
    let digits = digits_of(number);
    let number_at =
        |at: usize, count: usize| digits.get(at..at + count).map(|part| part.iter().fold(0, |n, d| n * 10 + d));
    let is_day =
        |year: u32, at: usize| {
            let (Some(month), Some(day)) = (number_at(at, 2), number_at(at + 2, 2)) else { return false };
            let small = |n: u32| u8::try_from(n).ok();
            u16::try_from(year).ok().zip(small(month)).zip(small(day)).is_some_and(|((year, month), day)| {
                (1900..=2100).contains(&year) && Date::new(year, month, day).is_some()
            })
        };
    let is_region = digits.first().is_some_and(|first| (1..=8).contains(first));
    let is_number = digits.iter().rev().skip(1).all(|digit| *digit < 10);
    match digits.len() {
        18 => {
            // From the right the weights are powers of 2; the whole is 1 modulo 11.
            let sum =
                digits.iter().rev().fold((0, 1), |(sum, weight), digit| (sum + digit * weight, weight * 2 % 11)).0;
            is_region && is_number && sum % 11 == 1 && number_at(6, 4).is_some_and(|year| is_day(year, 10))
        }
        15 => is_region && !number.ends_with('X') && number_at(6, 2).is_some_and(|year| is_day(1900 + year, 8)),
        _ => false,
    }
}

/// Whether a number is one of a bank card: 16 to 19 digits, a known beginning, and the check of ISO/IEC 7812-1 (Luhn).
fn is_card_number(number: &str) -> bool {
    let digits = digits_of(number);
    let is_known = words().personal.card_prefixes.iter().any(|prefix| number.starts_with(prefix.as_str()));
    let luhn = digits.iter().rev().enumerate().map(|(at, digit)| match at % 2 {
        0 => *digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    (16..=19).contains(&digits.len()) && is_known && !number.ends_with('X') && luhn.sum::<u32>() % 10 == 0
}

fn is_mobile_number(number: &str) -> bool {
    let second = number.chars().nth(1);
    number.len() == 11
        && number.starts_with('1')
        && !number.ends_with('X')
        && second.is_some_and(|c| ('3'..='9').contains(&c))
}

/// A number with all but its beginning and end hidden.
fn masked(number: &str) -> String {
    let length = number.len();
    let shown = |at: usize, c: char| if at < 3 || at + 2 >= length { c } else { '*' };
    number.chars().enumerate().map(|(at, c)| shown(at, c)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::passage::passages;
    use super::*;
    use crate::document::Block;
    use crate::finding::Language;
    use crate::report::Report;

    fn said(text: &str) -> Vec<String> {
        let report = Report { preamble: vec![Block::text(text)], ..Report::default() };
        let findings = check_personal_data(&passages(&report));
        findings.iter().map(|finding| format!("{} {}", finding.code(), finding.message(Language::Chinese))).collect()
    }

    #[test]
    fn numbers_of_persons_are_found_and_hidden() {
        let identity = "personal-data 文中像是有居民身份证号码（110*************2X），请核对是否应当公开";
        assert_eq!(said("申请人身份证号11010519491231002X。"), [identity]);
        assert_eq!(said("申请人身份证号１１０１０５１９４９１２３１００２ｘ。"), [identity]);
        assert_eq!(said("证号110105491231002，").len(), 1);
        assert_eq!(said("申请人13800138000来电").len(), 1);
        assert_eq!(said("申请人138 0013 8000来电").len(), 1);
        assert_eq!(said("账号6222021234567890128。").len(), 1);
        assert_eq!(said("账号4111 1111 1111 1111").len(), 1);
    }

    #[test]
    fn numbers_that_are_no_persons_are_not() {
        for text in [
            "身份证号110105194912310021。",
            "身份证号110105194913310025。",
            "联系电话：13800138000",
            "12800138000",
            "信箱：13800138000@163.com",
            "QQ群：13800138000",
            "账号4111111111111112",
            "索引号430000202301010012345",
            "全年发布信息13800138条",
            "编号A11010519491231002X",
            "电话：0000-5550123",
        ] {
            assert_eq!(said(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn it_is_said_in_english_too() {
        let report = Report { preamble: vec![Block::text("申请人13800138000来电")], ..Report::default() };
        let findings = check_personal_data(&passages(&report));
        let message = findings.first().map(|finding| finding.message(Language::English));
        assert_eq!(
            message.as_deref(),
            Some("the text seems to have a mobile number (138******00); check whether it may be published")
        );
    }
}
