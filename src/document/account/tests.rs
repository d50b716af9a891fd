//! Accounts held against each other.

use super::*;

fn account(passages: &[&[&str]]) -> Account {
    let mut account = Account::default();
    for (index, pieces) in passages.iter().enumerate() {
        let passage = account.passage(Some(Place::Paragraph(index as u32 + 1)), false);
        for piece in *pieces {
            account.piece(passage, piece);
        }
    }
    account
}

fn missing(seen: &[&[&str]], placed: &[&[&str]]) -> Vec<(&'static str, String)> {
    let findings = account(seen).missing_from(account(placed), &[]);
    findings.iter().map(|f| (f.code(), f.value("text").unwrap().to_owned())).collect()
}

#[test]
fn what_is_placed_however_divided_is_not_missing() {
    assert_eq!(missing(&[&["一、总体", "情况"], &["甲 乙"]], &[&["一、总体情况"], &["甲\u{200B}乙"]]), []);
    // Numbers counted by the reader, paragraphs joined and parted, other order.
    assert_eq!(
        missing(&[&["甲"], &["乙丙"], &["丁"]], &[&["丁"], &["1. 甲"], &["乙"], &["丙"]]),
        [("text-unaccounted", "乙丙".to_owned())]
    );
    assert_eq!(missing(&[&["甲"], &["乙", "丙"], &["丁"]], &[&["丁"], &["1. 甲"], &["乙"], &["丙"]]), []);
    assert_eq!(missing(&[&["第"], &["一段文字"]], &[&["第一段文字"]]), []);
    assert_eq!(missing(&[&["甲乙丙丁"], &["戊己"]], &[&["甲乙丙丁戊己"]]), []);
    // What is said of a part of it, in the middle: a deletion.
    assert_eq!(missing(&[&["旧", "甲乙", "丙丁"]], &[&["甲乙丙丁"]]), [("text-unaccounted", "旧".to_owned())]);
}

#[test]
fn each_placed_text_accounts_for_one_seen() {
    assert_eq!(missing(&[&["0"], &["0"], &["0"]], &[&["0"], &["0"]]), [("figures-unaccounted", "0".to_owned())]);
    // A figure is no part of another, nor of a number before a heading.
    assert_eq!(missing(&[&["12"], &["甲"]], &[&["112"], &["甲"]]), [("figures-unaccounted", "12".to_owned())]);
    assert_eq!(missing(&[&["甲的标题"], &["1"]], &[&["1.甲的标题"]]), [("figures-unaccounted", "1".to_owned())]);
}

#[test]
fn a_title_on_some_lines_is_one_passage() {
    let said = || account(&[&["封面"], &["清河市民政局20"], &["23年", "报告"]]);
    let placed = || account(&[&["清河市民政局2023年报告"], &["封面"]]);
    assert_eq!(said().missing_from(placed(), &[]).len(), 1);
    let mut joined = said();
    joined.join_passages("清河市民政局 2023年报告");
    assert_eq!(joined.missing_from(placed(), &[]), []);
    // Lines that do not follow each other, or say more, are none.
    let mut apart = account(&[&["清河市民政局20"], &["1264"], &["23年报告"]]);
    apart.join_passages("清河市民政局2023年报告");
    assert_eq!(apart.missing_from(account(&[&["清河市民政局2023年报告"]]), &[]).len(), 1);
}

#[test]
fn what_a_finding_quotes_is_not_missing() {
    let seen = account(&[&["可见", "隐藏的话"]]);
    let placed = || account(&[&["可见"]]);
    let quoted = crate::finding::catalogue::docx::hidden_text_dropped("前面 隐藏 的话");
    assert!(seen.missing_from(placed(), std::slice::from_ref(&quoted)).is_empty());
    let found = seen.missing_from(placed(), &[]);
    assert_eq!(found[0].value("text"), Some("隐藏的话"));
    assert_eq!(found[0].location().place, Some(Place::Paragraph(1)));
}

#[test]
fn losses_in_a_row_are_one_and_there_are_so_many() {
    assert_eq!(missing(&[&["甲"], &["乙"], &["丙"]], &[&["丙"]]), [("text-unaccounted", "甲 乙".to_owned())]);
    let lost: Vec<Vec<&str>> = (0..200).map(|n| if n % 2 == 0 { vec!["甲"] } else { vec!["乙"] }).collect();
    let lost: Vec<&[&str]> = lost.iter().map(Vec::as_slice).collect();
    let placed: Vec<&[&str]> = vec![&["乙"]; 100];
    let found = missing(&lost, &placed);
    assert_eq!(found.len(), MOST_NAMED);
    assert_eq!(found.iter().flat_map(|(_, text)| text.chars()).filter(|c| *c == '甲').count(), 100);
}

#[test]
fn a_copy_is_placed_once() {
    let mut seen = account(&[&["甲"], &["甲"], &["乙"]]);
    seen.is_copy(PassageId(1));
    seen.is_copy(PassageId(2));
    let found = seen.missing_from(account(&[&["甲"]]), &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value("text"), Some("乙"));
}

#[test]
fn ten_thousand_paragraphs_that_differ_take_no_time() {
    let texts: Vec<String> = (0..20_000).map(|n| format!("第{n}段文字，各不相同")).collect();
    let numbered: Vec<String> = texts.iter().enumerate().map(|(n, text)| format!("{n}.{text}")).collect();
    let of = |texts: &[String]| {
        let mut account = Account::default();
        for text in texts {
            let passage = account.passage(None, false);
            account.piece(passage, text);
        }
        account
    };
    let start = std::time::Instant::now();
    assert_eq!(of(&texts).missing_from(of(&numbered), &[]), []);
    let nothing = of(&texts).missing_from(Account::default(), &[]);
    assert_eq!(nothing.len(), 1);
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
}

#[test]
fn a_look_that_would_take_too_long_is_given_up_and_said() {
    let lost: Vec<String> = (0..80).map(|n| format!("缺{n}")).collect();
    let pieces: Vec<Vec<&str>> = lost.iter().map(|text| vec![text.as_str()]).collect();
    let seen: Vec<&[&str]> = pieces.iter().map(Vec::as_slice).collect();
    let long = "甲".repeat((1 << 20) / 3);
    let findings = account(&seen).missing_from(account(&[&[long.as_str()]]), &[]);
    assert_eq!(findings.iter().map(Finding::code).collect::<Vec<_>>(), ["text-not-counted"]);
    assert_eq!(findings[0].location().place, None, "it is said of the whole file");
}

#[test]
fn short_texts_take_no_stretch_of_a_longer_one_that_is_in_pieces() {
    // Paragraphs with tracked changes: what was deleted is quoted, among it short paragraphs of their own.
    let seen = account(&[&["本年收到申请", "旧", "一百二十件"], &["收"], &["百二"]]);
    let placed = || account(&[&["本年收到申请一百二十件"]]);
    let quoted = [crate::finding::catalogue::docx::deletions_dropped(3, "旧；收；百二")];
    assert_eq!(seen.missing_from(placed(), &quoted), []);
    // What no finding quotes is missing all the same.
    let quoted = [crate::finding::catalogue::docx::deletions_dropped(1, "旧；收")];
    assert_eq!(seen.missing_from(placed(), &quoted).len(), 1);
}
