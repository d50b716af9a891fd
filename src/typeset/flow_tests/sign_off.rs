//! Organ and date at the end, and attachments.

use super::*;

#[test]
fn without_a_seal_the_date_begins_two_characters_right_of_the_organ() {
    let pages = after(1, signature("某某市人民政府办公室", "2022年2月15日"));
    let (organ, date) = (edges(&pages, "某某市"), edges(&pages, "2022"));
    assert!((organ.1 - (RIGHT - 2.0 * PITCH)).abs() < 0.5, "{organ:?}");
    assert!((date.0 - organ.0 - 2.0 * PITCH).abs() < 0.5, "{organ:?} {date:?}");
    // A date longer than the organ decides, and the organ gives way.
    let pages = after(1, signature("某局", "2022年2月15日"));
    let (organ, date) = (edges(&pages, "某局"), edges(&pages, "2022"));
    assert!((date.1 - (RIGHT - 2.0 * PITCH)).abs() < 0.5, "{date:?}");
    assert!((date.0 - organ.0 - 2.0 * PITCH).abs() < 0.5, "{organ:?} {date:?}");
}

#[test]
fn with_a_seal_the_date_stands_four_characters_in_and_the_organ_is_centred_above_it() {
    for organ in ["某局", "某某市人民政府办公室"] {
        let mut blocks = filler(1);
        blocks.extend(signature(organ, "2022年2月15日"));
        let pages = with_seal(blocks);
        let (organ, date) = (edges(&pages, organ), edges(&pages, "2022"));
        assert!((date.1 - (RIGHT - 4.0 * PITCH)).abs() < 0.5, "{date:?}");
        assert!((organ.0 + organ.1 - date.0 - date.1).abs() < 1.0, "{organ:?} {date:?}");
    }
    // One too long for that stands at the edge, the date below its middle.
    let long = "某某市某某区住房和城乡建设管理委员会办公室";
    let pages = with_seal(signature(long, "2022年2月15日").into());
    let (organ, date) = (edges(&pages, long), edges(&pages, "2022"));
    assert!((organ.1 - RIGHT).abs() < 0.5, "{organ:?}");
    assert!((organ.0 + organ.1 - date.0 - date.1).abs() < 1.0, "{organ:?} {date:?}");
}

#[test]
fn the_blank_line_before_the_sign_off_gives_way_on_a_full_page_but_not_to_a_seal() {
    let y = |pages: &Pages, text: &str| find(&lines(pages), text).y;
    let blank = |pages: &Pages| ((y(pages, "某局") - y(pages, "末行")) / LINE).round() as i32;
    let blocks = |count: usize| {
        let mut blocks = filler(count);
        blocks.push(Block::text("末行"));
        blocks.extend(signature("某局", "2022年2月15日"));
        blocks
    };
    // 18 lines, the last, a blank one, organ and date are 22.
    for (count, lines, pages) in [(18, 2, 1), (19, 1, 1), (20, 2, 2)] {
        let composed = compose(blocks(count));
        assert_eq!((blank(&composed), composed.pages.len()), (lines, pages), "after {count} lines");
    }
    assert_eq!(with_seal(blocks(19)).pages.len(), 2);
}

/// The blocks a sign-off may follow.
fn before_sign_off(kind: u8) -> Vec<Block> {
    match kind {
        0 => vec![Block::text(han(26 + 28 * 3 + 5))],
        1 => vec![Block::text("一行")],
        2 => vec![Block::Table(table(7, 3, |row, column| format!("{row}行{column}")))],
        3 => vec![Block::Table(applications())],
        4 => vec![heading(1, "六、其他需要报告的事项"), Block::text("无。")],
        _ => vec![Block::text(han(200)), Block::Table(disputes()), Block::text("注：含下级。")],
    }
}

#[test]
fn the_sign_off_is_never_alone_on_a_page_whatever_it_follows() {
    for kind in 0..6 {
        for count in 0..24 {
            for seal in [false, true] {
                let mut blocks = filler(count);
                blocks.extend(before_sign_off(kind));
                blocks.extend(signature("某某市人民政府办公室", "2022年2月15日"));
                let pages = if seal { with_seal(blocks) } else { compose(blocks) };
                let lines = lines(&pages);
                let (organ, date) = (find(&lines, "人民政府办公室"), find(&lines, "2022年"));
                assert_eq!(organ.page, date.page, "kind {kind} after {count} lines");
                let ys: BTreeSet<i32> =
                    lines.iter().filter(|l| l.page == organ.page && l.y < organ.y).map(|l| l.y as i32).collect();
                let enough = 2.min(count + 1);
                assert!(ys.len() >= enough, "kind {kind} after {count} lines: {} lines before it", ys.len());
                assert_everything_is_inside(&pages);
            }
        }
    }
}

#[test]
fn a_page_break_before_the_sign_off_does_not_leave_it_alone_and_a_date_alone_stands_a_line_below() {
    let mut blocks = vec![Block::text("正文"), Block::Break(Break::Page)];
    blocks.extend(signature("某局", "2022年2月15日"));
    assert_eq!(compose(blocks).pages.len(), 1);
    let pages = compose(vec![Block::text("正文"), role(ParagraphRole::Date, "2022年2月15日")]);
    let all = lines(&pages);
    assert!((find(&all, "2022").y - find(&all, "正文").y - 2.0 * LINE).abs() < 0.5);
    assert!((edges(&pages, "2022").1 - (RIGHT - 2.0 * PITCH)).abs() < 0.5);
}

#[test]
fn the_sign_off_stays_with_a_picture_before_it() {
    for count in 0..24 {
        let mut document = Document {
            blocks: filler(count),
            media: [("图.png".to_owned(), picture(800, 400))].into(),
            ..Document::default()
        };
        let figure = Figure {
            media: "图.png".into(),
            alt: "图".into(),
            decorative: false,
            size: None,
            crop: None,
            origin: Default::default(),
        };
        document.blocks.push(Block::Figure(figure));
        document.blocks.extend(signature("某局", "2022年2月15日"));
        let pages = document_to_pages(&document, &Style::gongwen().unwrap(), &Faces::default()).value;
        let with_picture = pages.pages.iter().position(|p| p.items.iter().any(|i| matches!(i, Item::Image(_))));
        assert_eq!(with_picture, Some(find(&lines(&pages), "某局").page), "after {count} lines");
    }
}

#[test]
fn an_attachment_begins_a_page_its_title_on_the_third_line() {
    let pages = compose(vec![
        Block::text("甲"),
        Block::Break(Break::Page),
        role(ParagraphRole::AttachmentLabel, "附件1"),
        role(ParagraphRole::Title, "分单位办理情况"),
        Block::text("乙"),
    ]);
    let lines = lines(&pages);
    let (label, title) = (find(&lines, "附件1"), find(&lines, "分单位"));
    assert_eq!((label.page, title.page), (1, 1));
    assert!((label.x - LEFT).abs() < 0.5 && label.y < TOP + LINE);
    assert!(title.y > TOP + 2.0 * LINE && title.y < TOP + 3.5 * LINE, "{}", title.y);
}

#[test]
fn the_list_of_attachments_stands_a_blank_line_below_and_hangs_under_the_first_name() {
    let names = format!("附件：1.{}", han(40));
    let mut blocks = vec![Block::text("正文"), Block::text(names.clone())];
    blocks.extend(signature("某局", "2022年2月15日"));
    let pages = compose(blocks);
    let all = lines(&pages);
    let list: Vec<&PrintedLine> = all.iter().filter(|l| l.text.len() > 3 && names.contains(&l.text)).collect();
    assert_eq!(list.len(), 2);
    let text = find(&all, "正文").y;
    assert!((list[0].y - text - 2.0 * LINE).abs() < 0.5);
    assert!((list[0].x - LEFT - 2.0 * PITCH).abs() < 0.5);
    // 附件：1. is three characters and two narrow ones.
    assert!(list[1].x > LEFT + 5.5 * PITCH && list[1].x < LEFT + 6.2 * PITCH, "{}", (list[1].x - LEFT) / PITCH);
    // The same words elsewhere in the text are no such list.
    let pages = compose(vec![Block::text("正文"), Block::text(names), Block::text("另文")]);
    assert!((lines(&pages)[1].y - lines(&pages)[0].y - LINE).abs() < 0.5);
}

#[test]
fn attachments_are_numbered_below_each_other() {
    let mut blocks = vec![Block::text("正文"), Block::text("附件：1.甲表"), Block::text(format!("2.{}", han(30)))];
    blocks.extend(signature("某局", "2022年2月15日"));
    let pages = compose(blocks);
    let all = lines(&pages);
    let text: Vec<&str> = all.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(text[1], "附件：1.甲表");
    // 2. begins where 1. does: two characters of indent and 附件： before it; the name goes on below its first character.
    assert!((all[2].x - LEFT - 5.0 * PITCH).abs() < 0.5, "{}", (all[2].x - LEFT) / PITCH);
    assert!(all[3].x > all[2].x + 0.5 * PITCH && all[3].x < all[2].x + 1.2 * PITCH, "{text:?}");
    assert!((all[2].y - all[1].y - LINE).abs() < 0.5);
}

/// The picture of a seal, 42 mm wide.
fn seal() -> Inline {
    let size = Some(Size { width_um: 42_000, height_um: 42_000 });
    Inline::Image(InlineImage { media: "a.png".into(), size, seal: true, ..InlineImage::default() })
}

fn sealed(organ: &str, seals: usize) -> Pages {
    let [organ, Block::Paragraph(mut date)] = signature(organ, "2022年2月15日") else { panic!("organ and date") };
    let mut inlines = date.content.into_inlines();
    inlines.extend((0..seals).map(|_| seal()));
    date.content = Content::new(inlines);
    let mut blocks = filler(3);
    blocks.extend([organ, Block::Paragraph(date)]);
    let media = [("a.png".to_owned(), picture(10, 10))].into();
    let style = Style::gongwen().unwrap();
    document_to_pages(&Document { blocks, media, ..Document::default() }, &style, &Faces::embedded(&style)).value
}

#[test]
fn a_seal_lies_behind_organ_and_date_and_takes_no_room() {
    let images = |pages: &Pages| -> Vec<PlacedImage> {
        let items = pages.pages.iter().flat_map(|page| &page.items);
        items.filter_map(|item| if let Item::Image(image) = item { Some(image.clone()) } else { None }).collect()
    };
    let pages = sealed("某某市人民政府办公室", 1);
    let [seal] = images(&pages).try_into().unwrap();
    let (organ, date) = (edges(&pages, "某某市"), edges(&pages, "2022"));
    let middle = seal.x_pt + seal.width_pt / 2.0;
    // As where a seal will be put: the date four characters in, the organ in the middle above it.
    assert!((date.1 - (RIGHT - 4.0 * PITCH)).abs() < 0.5, "{date:?}");
    assert!((middle - (date.0 + date.1) / 2.0).abs() < 1.0 && (middle - (organ.0 + organ.1) / 2.0).abs() < 1.5);
    assert!(seal.behind && (seal.width_pt - 42.0 * PT_PER_MM).abs() < 0.1);
    // Organ and date a little below its middle, its upper edge within a line of the text.
    let lines = lines(&pages);
    let (organ, date) = (find(&lines, "某某市").y, find(&lines, "2022").y);
    let centre = seal.y_pt + seal.height_pt / 2.0;
    assert!((date - organ - LINE).abs() < 0.5, "no line is parted: {organ} {date}");
    assert!(centre < organ + 0.2 * LINE && seal.y_pt + seal.height_pt > date, "{seal:?} {organ} {date}");
    let text = lines.iter().filter(|line| line.text.contains("公开")).map(|line| line.y).fold(0.0, f32::max);
    assert!(seal.y_pt > text && seal.y_pt < text + LINE, "{seal:?} {text}");
    // Two stand beside each other.
    let [first, second] = images(&sealed("某局", 2)).try_into().unwrap();
    assert!((second.x_pt - first.x_pt - first.width_pt).abs() < 0.1);
    assert!((second.y_pt - first.y_pt).abs() < 0.1);
    assert!(second.x_pt + second.width_pt <= RIGHT + 0.1);
}
