//! The rules of paragraphs, checked on positions.

use super::fixture::marked;
use super::*;
use crate::document::{
    Block, Content, Document, Heading, Inline, Leader, Link, Marks, Paragraph, TabAlignment, TabStop,
};

/// The left edge of the text area, its width, and the pitch of body characters; pt.
const LEFT: f32 = 28.0 * PT_PER_MM;
const WIDTH: f32 = 156.0 * PT_PER_MM;
const PITCH: f32 = WIDTH / 28.0;

fn compose_with(blocks: Vec<Block>, style: &Style) -> Pages {
    document_to_pages(&Document { blocks, ..Document::default() }, style, &Faces::embedded(style)).value
}

fn compose(blocks: Vec<Block>) -> Pages {
    compose_with(blocks, &Style::gongwen().unwrap())
}

/// A character and where it stands.
type Placed = (String, f32);

/// The lines of the flow: the characters and where each stands, from the left edge of the text area in characters.
fn lines(pages: &Pages) -> Vec<Vec<Placed>> {
    let mut lines: Vec<(usize, f32, Vec<Placed>)> = Vec::new();
    for (number, page) in pages.pages.iter().enumerate() {
        for item in &page.items {
            let Item::Text(run) = item else { continue };
            if run.content.is_none() {
                continue;
            }
            if lines.last().is_none_or(|(page, y, _)| *page != number || (y - run.y_pt).abs() > 8.0) {
                lines.push((number, run.y_pt, Vec::new()));
            }
            let line = &mut lines.last_mut().unwrap().2;
            for glyph in &run.glyphs {
                let text = &run.text[glyph.text_start as usize..glyph.text_end as usize];
                line.push((text.to_owned(), (run.x_pt + glyph.x_pt - LEFT) / PITCH));
            }
        }
    }
    lines.into_iter().map(|(_, _, line)| line).collect()
}

fn texts(pages: &Pages) -> Vec<String> {
    lines(pages).iter().map(|line| line.iter().map(|(text, _)| text.as_str()).collect()).collect()
}

fn text(text: &str) -> Vec<String> {
    texts(&compose(vec![Block::text(text)]))
}

fn han(count: usize) -> String {
    "按照区政府办政府信息公开基本目录和技术标准全面优化政府信息公开质量提升水平".chars().cycle().take(count).collect()
}

fn inlines(inlines: Vec<Inline>) -> Block {
    Block::Paragraph(Paragraph { content: Content::new(inlines), ..Paragraph::default() })
}

#[test]
fn full_lines_stand_on_the_grid_to_the_last_character() {
    // In 仿宋 the marks fill their squares too; the widths are those of the grid, not of the type.
    let pages = compose(vec![Block::text(han(26 + 28 * 20))]);
    let lines = lines(&pages);
    assert_eq!(lines.len(), 21);
    for (i, line) in lines.iter().enumerate() {
        let indent = if i == 0 { 2.0 } else { 0.0 };
        for (j, (_, x)) in line.iter().enumerate() {
            assert!((x - indent - j as f32).abs() < 0.05, "character {j} of line {i} at {x}");
        }
        let end = (line.last().unwrap().1 + 1.0) * PITCH;
        assert!((end - WIDTH).abs() < 0.5 * PT_PER_MM, "line {i} ends at {end} of {WIDTH}");
    }
}

#[test]
fn a_line_that_ends_with_a_mark_on_the_grid_stays_on_it() {
    let lines = lines(&compose(vec![Block::text(format!("{}，{}", han(25), han(28)))]));
    assert_eq!((lines[0].len(), lines[1].len()), (26, 28));
    assert!((lines[0][24].1 - 26.0).abs() < 0.05, "{:?}", lines[0]);
}

/// Two blank characters, then the square of the mark, as Word and WPS set it (GB/T 9704-2012 7.3.3).
#[test]
fn an_opening_mark_a_paragraph_begins_with_keeps_its_square() {
    for (opening, closing) in [("（", "）"), ("《", "》"), ("“", "”"), ("【", "】")] {
        let line = lines(&compose(vec![Block::text(format!("{opening}公开{closing}信息"))])).remove(0);
        assert!((line[0].1 - 2.0).abs() < 0.05 && (line[1].1 - 3.0).abs() < 0.05, "{line:?}");
    }
    let heading = Heading { level: 2, content: Content::plain("（一）公开"), origin: Default::default() };
    let line = lines(&compose(vec![Block::Heading(heading)])).remove(0);
    assert!((line[0].1 - 2.0).abs() < 0.05 && (line[1].1 - 3.0).abs() < 0.05, "{line:?}");
}

#[test]
fn an_opening_mark_at_the_start_of_other_lines_keeps_its_square() {
    let lines = lines(&compose(vec![Block::text(format!("{}“{}", han(26), han(40)))]));
    let x = lines[1][0].1;
    assert!(lines[1][0].0 == "“" && (-0.02..0.6).contains(&x), "{x}");
    assert!((lines[1][1].1 - 1.0).abs() < 0.05, "{:?}", lines[1]);
}

#[test]
fn points_hang_in_the_margin_only_where_the_style_says_so() {
    let mut hanging = Style::gongwen().unwrap();
    hanging.page.hanging_punctuation = true;
    for mark in ["。", "，", "、"] {
        let block = || vec![Block::text(format!("{}{mark}{}", han(26 + 28), han(20)))];
        let off = compose(block());
        let on = compose_with(block(), &hanging);
        assert!(texts(&on)[1].ends_with(mark) && texts(&on)[1].chars().count() == 29, "{:?}", texts(&on));
        let last = |pages: &Pages| lines(pages)[1].last().unwrap().1;
        assert!((last(&on) - 28.0).abs() < 0.05, "outside: {}", last(&on));
        assert!(lines(&off).iter().flatten().all(|(_, x)| *x < 27.6), "inside: {:?}", texts(&off));
    }
    // Other marks never hang.
    let pages = compose_with(vec![Block::text(format!("{}；{}", han(26 + 28), han(20)))], &hanging);
    assert!(lines(&pages).iter().flatten().all(|(_, x)| *x < 27.6));
}

#[test]
fn no_line_begins_with_a_mark_sign_or_kana_that_belongs_to_what_is_before_it() {
    for mark in "，。、；：？！．）》〉」』】〕〗〙］｝”’·・‧～〜–‐-／/％‰℃°′″々〻ゝヽーぁっゃァッャㇰ—".chars()
    {
        for before in 22..30 {
            let lines = text(&format!("{}{mark}{}", han(before), han(30)));
            assert!(lines.iter().all(|line| !line.starts_with(mark)), "{mark} after {before}: {lines:?}");
        }
    }
}

#[test]
fn no_line_ends_with_an_opening_mark_or_a_sign_of_currency() {
    for mark in "（《〈「『【〔〖〘［｛“‘￥＄￡№＃／".chars() {
        for before in 22..30 {
            let lines = text(&format!("{}{mark}{}", han(before), han(30)));
            assert!(lines.iter().all(|line| !line.ends_with(mark)), "{mark} after {before}: {lines:?}");
        }
    }
}

#[test]
fn a_double_dash_may_begin_a_line_and_is_never_divided() {
    let begins = (20..32).filter(|before| {
        let lines = text(&format!("{}——{}", han(*before), han(30)));
        assert!(lines.iter().all(|line| line.matches('—').count() % 2 == 0), "{lines:?}");
        lines.iter().any(|line| line.starts_with("——"))
    });
    assert!(begins.count() >= 1);
}

#[test]
fn quantities_stay_whole_wherever_they_fall() {
    for quantity in [
        "1.5万元",
        "12件",
        "3.2%",
        "2021年",
        "第12条",
        "10:30",
        "25℃",
        "120㎡",
        "251000 元",
        "1.2万余人次",
        "第（一）项",
        "3个工作日",
    ] {
        for before in 18..30 {
            let lines = text(&format!("{}{quantity}{}", han(before), han(9)));
            assert!(lines.iter().any(|line| line.contains(quantity)), "{quantity} after {before}: {lines:?}");
        }
    }
}

#[test]
fn a_date_is_divided_behind_its_year_or_month_at_most() {
    let mut whole = 0;
    for before in 14..30 {
        let lines = text(&format!("{}2022年12月15日{}", han(before), han(12)));
        let parts: Vec<&String> = lines.iter().filter(|line| line.contains(|c: char| c.is_ascii_digit())).collect();
        whole += usize::from(parts.len() == 1);
        if let [first, rest] = parts.as_slice() {
            let cut = (first.ends_with("2022年"), first.ends_with("12月"));
            assert!(cut.0 || cut.1, "{first} {rest}");
        }
    }
    assert!(whole >= 10, "{whole} of 16 are whole");
}

#[test]
fn the_gap_between_chinese_and_latin_does_not_depend_on_marks_or_links() {
    let bold = Marks { underline: true, ..Marks::default() };
    let link = || Inline::Link(Link { target: "https://example.gov.cn".into(), content: Content::plain("2021") });
    let plain = compose(vec![Block::text("共2021件")]);
    let underlined = compose(vec![inlines(vec![Inline::text("共"), marked("2021", bold), Inline::text("件")])]);
    let linked = compose(vec![inlines(vec![Inline::text("共"), link(), Inline::text("件")])]);
    let at = |pages: &Pages| lines(pages)[0].iter().map(|(_, x)| (x * 100.0).round()).collect::<Vec<_>>();
    assert_eq!((at(&underlined), at(&linked)), (at(&plain), at(&plain)));
    let xs = at(&plain);
    assert!((xs[1] - xs[0] - 125.0).abs() < 3.0, "a quarter of a character: {xs:?}");
    // The gap is no text.
    assert_eq!([&plain, &underlined, &linked].map(|pages| texts(pages).concat()), ["共2021件", "共2021件", "共2021件"]);
}

#[test]
fn text_behind_a_tab_stands_at_a_stop_and_the_tab_is_text() {
    let pages = compose(vec![Block::text("联系人：\t张三"), Block::text("电话：\t0731")]);
    assert_eq!(texts(&pages), ["联系人：\t张三", "电话：\t0731"]);
    let lines = lines(&pages);
    let behind = |line: &[Placed]| line.iter().skip_while(|(c, _)| c != "\t").nth(1).unwrap().1;
    assert!((behind(&lines[0]) - 8.0).abs() < 0.05 && (behind(&lines[1]) - 6.0).abs() < 0.1, "{lines:?}");
}

#[test]
fn a_web_address_is_divided_at_its_marks_wherever_it_falls() {
    let address = "http://www.zhuzhou.gov.cn/c17245/20220125/i1834567.html?from=list&page=2";
    for before in 0..28 {
        let lines = text(&format!("{}{address}。", han(before)));
        assert_eq!(lines.concat(), format!("{}{address}。", han(before)));
        for pair in lines.windows(2) {
            let (end, start) = (pair[0].chars().next_back().unwrap(), pair[1].chars().next().unwrap());
            let inside = end.is_ascii() && start.is_ascii();
            let well = end == '/' || ".?&=_#".contains(start);
            assert!(!inside || well, "{before}: {lines:?}");
        }
    }
}

#[test]
fn a_long_word_is_divided_only_where_it_is_longer_than_a_line() {
    for before in 16..30 {
        let lines = text(&format!("{}Pneumonoultramicroscopic{}", han(before), han(9)));
        assert!(lines.iter().any(|line| line.contains("Pneumonoultramicroscopic")), "{lines:?}");
    }
    let long = "a".repeat(150);
    assert_eq!(text(&format!("公{long}开")).concat(), format!("公{long}开"));
}

#[test]
fn a_loose_line_is_not_set_where_the_lines_around_it_can_take_its_slack() {
    // The number fills the rest of no line: each line before it gives a little instead of one giving all.
    let pages = compose(vec![Block::text(format!("{}1234567890123456{}", han(26 + 28 + 22), han(28)))]);
    for line in lines(&pages).iter().take(3) {
        for pair in line.windows(2) {
            let han = |text: &str| text.chars().all(|c| !c.is_ascii());
            if han(&pair[0].0) && han(&pair[1].0) {
                assert!(pair[1].1 - pair[0].1 < 1.2, "{:?}", pair);
            }
        }
    }
}

#[test]
fn a_heading_is_broken_between_words_with_its_right_edge_open() {
    let text = "三、因政府信息公开咨询投诉、申请行政复议、提起行政诉讼的情况";
    let heading =
        |text: &str| Block::Heading(Heading { level: 1, content: Content::plain(text), origin: Default::default() });
    let found = compose(vec![heading(text)]);
    assert_eq!(texts(&found).concat(), text);
    assert!(texts(&found)[0].ends_with("提起"), "{:?}", texts(&found));
    for (at, (_, x)) in lines(&found)[0].iter().enumerate() {
        assert!(x - 2.0 - at as f32 <= 0.05, "character {at} is at {x}: nothing is spread");
    }
}

#[test]
fn squares_and_stars_are_of_one_size() {
    let line = lines(&compose(vec![Block::text("一■二▲三◆四★五●六")])).remove(0);
    for (at, (_, x)) in line.iter().enumerate() {
        assert!((x - 2.0 - at as f32).abs() < 0.05, "{line:?}");
    }
}

/// A paragraph with these tab stops that begins with a tab, so that its first line's indent is nothing to it.
fn tabbed(stops: &[(u16, TabAlignment, Leader)], text: &str) -> Pages {
    let tabs = stops.iter().map(|(at, align, leader)| TabStop { at: *at, align: *align, leader: *leader }).collect();
    compose(vec![Block::Paragraph(Paragraph { tabs, ..Paragraph::plain(text) })])
}

/// Where a text begins and ends in the first line that holds it, in characters from the left edge of the text area.
fn span_of(pages: &Pages, text: &str) -> (f32, f32) {
    let lines = lines(pages);
    let whole = |line: &Vec<Placed>| line.iter().map(|(text, _)| text.as_str()).collect::<String>().contains(text);
    let line = lines.iter().find(|line| whole(line)).unwrap();
    let joined: String = line.iter().map(|(text, _)| text.as_str()).collect();
    let begins = joined[..joined.find(text).unwrap()].chars().count();
    let ends = begins + text.chars().count() - 1;
    (line[begins].1, line[ends].1 + 1.0)
}

#[test]
fn what_follows_a_tab_stands_at_its_stop() {
    use TabAlignment::{Center, Decimal, Left, Right};
    let near = |found: f32, expected: f32| assert!((found - expected).abs() < 0.05, "{found} {expected}");
    let pages = tabbed(&[(500, Left, Leader::None)], "联系人\t电话号码");
    near(span_of(&pages, "电话号码").0, 14.0);
    let pages = tabbed(&[(500, Center, Leader::None)], "\t北屿县水务局");
    near(span_of(&pages, "北屿县水务局").0, 14.0 - 3.0);
    near(span_of(&pages, "北屿县水务局").1, 14.0 + 3.0);
    let pages = tabbed(&[(1000, Right, Leader::None)], "总体情况\t第二页");
    near(span_of(&pages, "第二页").1, 28.0);
    // Of two stops the one behind what is there already.
    let pages = tabbed(&[(100, Left, Leader::None), (750, Right, Leader::None)], "超过第一个制表位\t乙");
    near(span_of(&pages, "乙").1, 21.0);
    // Where there is no stop any more one every two characters.
    let pages = tabbed(&[(100, Left, Leader::None)], "四个字长\t乙");
    near(span_of(&pages, "乙").0, 8.0);
    // Decimal points stand below each other, and the end of what has none with them.
    let point = |text: &str| span_of(&tabbed(&[(500, Decimal, Leader::None)], text), ".").0;
    near(point("甲\t1234.5"), point("甲\t2.75"));
    near(point("甲\t1234.5"), 14.0);
}

#[test]
fn a_text_too_long_for_its_stop_follows_what_is_before_it() {
    let long = han(40);
    let pages = tabbed(&[(1000, TabAlignment::Right, Leader::Dots)], &format!("题\t{long}"));
    let all: String = texts(&pages).concat();
    assert_eq!(all.replace('\t', ""), format!("题{long}"));
    assert!(lines(&pages).iter().flatten().all(|(_, x)| (-0.1..28.1).contains(x)));
}

#[test]
fn what_leads_to_a_stop_fills_the_blank_before_it() {
    let rules = |leader: Leader| -> Vec<Rule> {
        let pages = tabbed(&[(1000, TabAlignment::Right, leader)], "一、总体情况\t12");
        let (from, to) = (span_of(&pages, "一、总体情况").1 * PITCH + LEFT, span_of(&pages, "12").0 * PITCH + LEFT);
        let rules = pages.pages[0].items.iter().filter_map(|item| match item {
            Item::Rule(rule) => Some(*rule),
            _ => None,
        });
        let rules: Vec<Rule> = rules.collect();
        assert!(rules.iter().all(|rule| rule.from_pt.0 >= from - 0.5 && rule.to_pt.0 <= to + 0.5), "{rules:?}");
        rules
    };
    assert!(rules(Leader::None).is_empty());
    let dots = rules(Leader::Dots);
    assert!(dots.len() > 40, "{}", dots.len());
    let steps: Vec<f32> = dots.windows(2).map(|pair| pair[1].from_pt.0 - pair[0].from_pt.0).collect();
    assert!(steps.iter().all(|step| (step - steps[0]).abs() < 0.01), "{steps:?}");
    assert!(rules(Leader::MiddleDots)[0].from_pt.1 < dots[0].from_pt.1);
    assert_eq!((rules(Leader::Line).len(), rules(Leader::Hyphens).len()), (1, dots.len()));
}
