//! The head and the imprint of official papers: where the standard places them.

use super::*;
use crate::document::Color;
use crate::style::ImprintPage;
use ParagraphRole::{
    Addressee, Attendance, CopiedTo, CopyNumber, DocumentNumber, OrganMark, PrintedBy, Secrecy, Title, Urgency,
};

const RED: Color = Color([0xFF, 0, 0]);
const MM: f32 = PT_PER_MM;
const BOTTOM: f32 = (297.0 - 35.0) * MM;

fn notice(lines: usize) -> Vec<Block> {
    let mut blocks = vec![
        role(CopyNumber, "000001"),
        role(Secrecy, "机密★1年"),
        role(Urgency, "特急"),
        role(OrganMark, "某某市人民政府文件"),
        role(DocumentNumber, "某政〔2024〕12号"),
        role(Title, "关于做好工作的通知"),
        role(Addressee, "各县人民政府："),
    ];
    blocks.extend(filler(lines));
    blocks.push(role(CopiedTo, &format!("抄送：{}。", "市委办公室，".repeat(8))));
    blocks.push(role(PrintedBy, "某某市人民政府办公室\t2024年3月5日印发"));
    blocks
}

fn runs<'p>(page: &'p Page, text: &str) -> Vec<&'p GlyphRun> {
    page.runs().filter(|run| run.text.contains(text)).collect()
}

/// The ink of a run: its upper edge.
fn ink_top(run: &GlyphRun) -> f32 {
    // The square of the face reaches this far up at most; the ink of a character is a little below it.
    run.y_pt - 0.88 * run.size_pt
}

fn right_of(run: &GlyphRun) -> f32 {
    run.x_pt + run.glyphs.last().map_or(0.0, |glyph| glyph.x_pt + run.size_pt)
}

#[test]
fn the_mark_is_red_in_the_middle_and_35_mm_below_the_edge_whatever_stands_above() {
    let tops: Vec<f32> = [0, 1, 3]
        .map(|above| {
            let blocks = notice(3).split_off(3 - above);
            let pages = compose(blocks);
            let mark = runs(&pages.pages[0], "某某市人民政府文件")[0];
            assert_eq!(mark.color, RED);
            assert!((mark.x_pt + right_of(mark) - LEFT - RIGHT).abs() < 1.0, "in the middle");
            assert!((ink_top(mark) - TOP - 35.0 * MM).abs() < 0.08 * mark.size_pt, "{} lines above", above);
            mark.y_pt
        })
        .into();
    assert!(tops.iter().all(|top| (top - tops[0]).abs() < 0.1), "{tops:?}");
}

#[test]
fn the_number_stands_two_lines_below_and_the_rule_4_mm_below_it() {
    let pages = compose(notice(3));
    let page = &pages.pages[0];
    let (mark, number) = (runs(page, "文件")[0], runs(page, "〔")[0]);
    // The mark's line is a quarter higher than its type.
    let ends = mark.y_pt + 0.12 * mark.size_pt + 0.125 * mark.size_pt;
    let begins = number.y_pt - 0.88 * 16.0 - (LINE - 16.0) / 2.0;
    assert!((begins - ends - 2.0 * LINE).abs() < 0.5, "{}", begins - ends);
    let red: Vec<Rule> = rules(page).into_iter().filter(|rule| rule.color == RED).collect();
    let [rule] = red.as_slice() else { panic!("{red:?}") };
    assert!((rule.from_pt.0 - LEFT).abs() < 0.1 && (rule.to_pt.0 - RIGHT).abs() < 0.1, "as wide as the text area");
    let below = number.y_pt + 0.12 * 16.0;
    assert!((rule.from_pt.1 - rule.width_pt / 2.0 - below - 4.0 * MM).abs() < 0.5, "{}", rule.from_pt.1 - below);
    let title = runs(page, "工作")[0];
    let begins = title.y_pt - 0.88 * 22.0 - (34.0 - 22.0) / 2.0;
    assert!((begins - rule.from_pt.1 - rule.width_pt / 2.0 - 2.0 * LINE).abs() < 0.5);
    assert_no_rule_through_text(&pages);
    assert_everything_is_inside(&pages);
}

#[test]
fn number_and_signer_share_a_line_one_character_in_at_both_ends() {
    let blocks = vec![
        role(OrganMark, "某某市民政局文件"),
        role(DocumentNumber, "某民〔2024〕1号\t签发人：张三"),
        role(Title, "关于某事的请示"),
    ];
    let pages = compose(blocks);
    let page = &pages.pages[0];
    let (number, name) = (runs(page, "某民")[0], runs(page, "张三")[0]);
    let line: Vec<&GlyphRun> = page.runs().filter(|run| (run.y_pt - number.y_pt).abs() < 0.1).collect();
    assert!((number.x_pt - LEFT - PITCH).abs() < 0.5, "{}", number.x_pt - LEFT);
    let right = line.iter().map(|run| right_of(run)).fold(0.0_f32, f32::max);
    assert!((right - RIGHT + PITCH).abs() < 0.8, "{}", RIGHT - right);
    assert!(runs(page, "签发人").iter().all(|label| label.face != name.face), "the name is in another face");
}

#[test]
fn the_imprint_stands_at_the_foot_of_the_last_page_between_thick_rules() {
    for (lines, count) in [(3, 1), (8, 2), (12, 2)] {
        let pages = compose(notice(lines));
        assert_eq!(pages.pages.len(), count, "after {lines} lines");
        let page = pages.pages.last().unwrap();
        let black: Vec<Rule> = rules(page).into_iter().filter(|rule| rule.color == Color::BLACK).collect();
        let widths: Vec<f32> = black.iter().map(|rule| (rule.width_pt / MM * 100.0).round() / 100.0).collect();
        assert_eq!(widths, [0.35, 0.25, 0.35], "after {lines} lines");
        let last = black.last().unwrap();
        assert!((last.from_pt.1 + last.width_pt / 2.0 - BOTTOM).abs() < 0.1, "with the edge of the text area");
        // Further lines stand behind the label.
        let copied = runs(page, "市委办公室");
        let further = copied.iter().find(|run| run.y_pt > copied[0].y_pt + 1.0).unwrap();
        assert!((further.x_pt - LEFT - 14.0 * 4.0).abs() < 0.5, "{}", further.x_pt - LEFT);
        assert_no_rule_through_text(&pages);
        assert_everything_is_inside(&pages);
    }
}

#[test]
fn an_imprint_on_an_even_page_has_no_number_behind_a_blank_one() {
    let mut style = Style::gongwen().unwrap();
    style.paper.imprint_page = ImprintPage::Even;
    let set = |lines: usize| {
        let document = Document { blocks: notice(lines), ..Document::default() };
        document_to_pages(&document, &style, &Faces::embedded(&style)).value
    };
    let numbers = |pages: &Pages| -> Vec<bool> {
        pages.pages.iter().map(|page| page.runs().any(|run| run.text.contains('—'))).collect()
    };
    // It would fit the first page.
    assert_eq!(numbers(&set(3)), [true, true]);
    assert_eq!(numbers(&set(12)), [true, true]);
    // The second page is full: a blank one and its own bear no number.
    let full = (20..40).map(set).find(|pages| pages.pages.len() == 4).unwrap();
    assert_eq!(numbers(&full), [true, true, false, false]);
    assert!(full.pages[2].items.is_empty());
}

#[test]
fn a_letter_has_double_rules_its_number_at_the_right_and_no_page_number_first() {
    let mut blocks = vec![
        role(OrganMark, "某某市民政局"),
        role(DocumentNumber, "某民函〔2024〕7号"),
        role(Title, "关于协助核查的函"),
    ];
    blocks.extend(filler(24));
    let pages = compose(blocks);
    let first = &pages.pages[0];
    let mark = runs(first, "民政局")[0];
    assert!((ink_top(mark) - 30.0 * MM).abs() < 0.08 * mark.size_pt, "from the paper's edge");
    let red: Vec<Rule> = rules(first).into_iter().filter(|rule| rule.color == RED).collect();
    let widths: Vec<f32> = red.iter().map(|rule| (rule.width_pt / MM * 100.0).round() / 100.0).collect();
    assert_eq!(widths, [0.9, 0.35, 0.35, 0.9], "thick above thin, then thin above thick");
    assert!(red.iter().all(|rule| (rule.to_pt.0 - rule.from_pt.0 - 170.0 * MM).abs() < 0.1));
    assert!((red[2].from_pt.1 - red[2].width_pt / 2.0 - 277.0 * MM).abs() < 0.1, "20 mm above the paper's edge");
    let number = runs(first, "某民函")[0];
    let line = first.runs().filter(|run| (run.y_pt - number.y_pt).abs() < 0.1);
    assert!((line.map(right_of).fold(0.0_f32, f32::max) - RIGHT).abs() < 0.8);
    let numbers: Vec<bool> = pages.pages.iter().map(|page| page.runs().any(|run| run.text.contains('—'))).collect();
    assert_eq!(numbers, [false, true]);
}

#[test]
fn bodies_that_issue_together_have_the_word_for_a_paper_beside_them() {
    let blocks = vec![
        role(OrganMark, "某某市财政局"),
        role(OrganMark, "某某市住房和城乡建设局"),
        role(OrganMark, "文件"),
        role(DocumentNumber, "某财〔2024〕1号"),
    ];
    let pages = compose(blocks);
    let page = &pages.pages[0];
    let (short, long, word) = (runs(page, "财政局")[0], runs(page, "建设局")[0], runs(page, "文件")[0]);
    assert!((short.x_pt - long.x_pt).abs() < 0.1 && (right_of(short) - right_of(long)).abs() < 0.5, "as wide");
    assert!((word.y_pt - (short.y_pt + long.y_pt) / 2.0).abs() < 0.5, "in the middle of their height");
    assert!(word.x_pt > right_of(long) && right_of(word) < RIGHT + 0.5);
    assert!(long.size_pt < 48.0 && long.size_pt >= 22.0);
    assert_eq!(logical_text(&pages).matches("文件").count(), 1);
}

#[test]
fn orders_have_no_rule_and_minutes_name_who_was_there() {
    let pages =
        compose(vec![role(OrganMark, "某某市人民政府令"), role(DocumentNumber, "第35号"), Block::text("公布。")]);
    let mark = runs(&pages.pages[0], "令")[0];
    assert!((ink_top(mark) - TOP - 20.0 * MM).abs() < 0.08 * mark.size_pt);
    assert!(rules(&pages.pages[0]).is_empty());
    let long = format!("出席：{}", "赵六　".repeat(20));
    let pages = compose(vec![
        role(OrganMark, "某某市人民政府常务会议纪要"),
        role(DocumentNumber, "第12期"),
        Block::text("甲"),
        role(Attendance, &long),
        role(Attendance, "列席：吴一"),
    ]);
    let page = &pages.pages[0];
    let (label, name) = (runs(page, "出席")[0], runs(page, "赵六")[0]);
    assert!(label.face != name.face);
    let further = runs(page, "赵六").into_iter().find(|run| run.y_pt > name.y_pt + 1.0).unwrap();
    assert!((further.x_pt - LEFT - 5.0 * PITCH).abs() < 0.5, "{}", (further.x_pt - LEFT) / PITCH);
    assert!((runs(page, "列席")[0].y_pt - runs(page, "赵六").last().unwrap().y_pt - LINE).abs() < 0.1);
}

#[test]
fn a_mark_too_long_for_a_line_and_an_imprint_too_high_for_a_page_are_set_all_the_same() {
    let mut blocks = vec![role(OrganMark, &format!("{}文件", "某某市人民政府".repeat(8)))];
    blocks.push(role(DocumentNumber, "某政〔2024〕1号"));
    blocks.extend((0..60).map(|_| role(CopiedTo, "抄送：市委办公室。")));
    let pages = compose(blocks);
    assert_eq!(logical_text(&pages).matches("抄送").count(), 60);
    assert_eq!(logical_text(&pages).matches("某某市").count(), 8);
    assert_everything_is_inside(&pages);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Parts in any order and anywhere: every character is printed once, in reading order, and no rule runs through one.
    #[test]
    fn parts_in_any_order_are_printed_once(picks in prop::collection::vec((0..17_usize, 0..7_usize), 1..30)) {
        let texts = ["某局", "某局文件", "文件", "某局令", "某〔2024〕1号\t签发人：张三", "抄送：某局，某局，某局，某局，某局，某局，某局，某局，某局。", "某室\t2024年印发"];
        let blocks: Vec<Block> = picks.iter().map(|(is, text)| role(ParagraphRole::ALL[*is], texts[*text])).collect();
        let said: String = blocks.iter().map(|block| block.plain_text()).collect();
        let pages = compose(blocks);
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(squeezed(&logical_text(&pages)), squeezed(&said));
        assert_no_rule_through_text(&pages);
    }
}
