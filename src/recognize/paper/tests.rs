use super::*;
use crate::document::{Cell, Color, Content, Document, Grid, Inline, Marks, Text};
use crate::finding::Warned;
use crate::form::Forms;
use crate::recognize::document_to_report;
use crate::report::{Item, Report};

fn red(text: &str) -> Block {
    let marks = Marks { color: Some(Color([0xFF, 0, 0])), ..Marks::default() };
    let content = Content::new(vec![Inline::Text(Text { text: text.into(), marks, font: None })]);
    Block::Paragraph(Paragraph { align: Alignment::Center, content, ..Paragraph::default() })
}

fn aligned(align: Alignment, text: &str) -> Block {
    Block::Paragraph(Paragraph { align, ..Paragraph::plain(text) })
}

fn centred(text: &str) -> Block {
    aligned(Alignment::Center, text)
}

fn right(text: &str) -> Block {
    aligned(Alignment::End, text)
}

fn read(blocks: Vec<Block>) -> Warned<Report> {
    document_to_report(Document { blocks, ..Document::default() }, &Forms::built_in().unwrap())
}

/// The role and the text of a line.
type Said = (ParagraphRole, String);

/// Roles and texts of the head, and of what stands below the title.
fn parts(report: &Report) -> (Vec<Said>, Vec<Said>) {
    let said = |block: &Block| (role(block).unwrap_or_default(), block.plain_text());
    let below = report.sections.iter().flat_map(|section| &section.content).filter_map(|item| match item {
        Item::Block(block) => Some(said(block)),
        Item::Statistics(_) => None,
    });
    (report.letterhead.iter().map(said).collect(), below.collect())
}

fn codes(read: &Warned<Report>) -> Vec<&str> {
    read.findings.iter().map(Finding::code).collect()
}

const TEXT: &str = "现将有关事项通知如下。";

#[test]
fn the_parts_of_a_notice_are_told() {
    use ParagraphRole::*;
    let read = read(vec![
        Block::text("000001"),
        Block::text("机密★1年"),
        Block::text("特急"),
        red("清河市人民政府文件"),
        Block::text("清政〔2024〕12号　　　　签发人：张三"),
        centred("清河市人民政府"),
        centred("关于做好有关工作的通知"),
        Block::text("各县（市、区）人民政府，市政府各部门："),
        Block::text(TEXT),
        Block::text("附件：1.任务分解表"),
        right("清河市人民政府"),
        right("2024年3月5日"),
        Block::text("（此件公开发布）"),
        Block::text("附件1"),
        centred("任务分解表"),
        Block::text("抄送：市委办公室。"),
        Block::text("清河市人民政府办公室　　　2024年3月5日印发"),
    ]);
    let (head, below) = parts(&read.value);
    let said = |list: &[(ParagraphRole, &str)]| -> Vec<(ParagraphRole, String)> {
        list.iter().map(|(role, text)| (*role, (*text).to_owned())).collect()
    };
    assert_eq!(
        head,
        said(&[
            (CopyNumber, "000001"),
            (Secrecy, "机密★1年"),
            (Urgency, "特急"),
            (OrganMark, "清河市人民政府文件"),
            (DocumentNumber, "清政〔2024〕12号\t签发人：张三"),
        ])
    );
    assert_eq!(read.value.title.as_deref(), Some("清河市人民政府关于做好有关工作的通知"));
    assert_eq!(
        below,
        said(&[
            (Addressee, "各县（市、区）人民政府，市政府各部门："),
            (Body, TEXT),
            (Body, "附件：1.任务分解表"),
            (Signature, "清河市人民政府"),
            (Date, "2024年3月5日"),
            (SupplementaryNote, "（此件公开发布）"),
            (Body, ""),
            (AttachmentLabel, "附件1"),
            (Body, "任务分解表"),
            (CopiedTo, "抄送：市委办公室。"),
            (PrintedBy, "清河市人民政府办公室\t2024年3月5日印发"),
        ])
    );
    assert_eq!(codes(&read), ["paper-parts-by-looks"]);
}

#[test]
fn tables_that_lay_out_head_and_imprint_are_opened() {
    use ParagraphRole::*;
    let cell = |row, column, block: Block| Cell::new(row, column, vec![block]);
    let head = vec![
        cell(0, 0, red("清河市财政局")),
        cell(0, 1, red("文件")).spanning(2, 1),
        cell(1, 0, red("清河市民政局")),
        cell(2, 0, Block::text("清财〔2024〕1号")),
        cell(2, 1, Block::text("签发人：张三")),
    ];
    let imprint = vec![
        cell(0, 0, Block::text("抄送：市政府办公室。")).spanning(1, 2),
        cell(1, 0, Block::text("清河市财政局办公室")),
        cell(1, 1, Block::text("2024年3月5日印发")),
    ];
    let table = |rows, cells| Block::Table(Grid::new(rows, 2, cells).unwrap());
    let read = read(vec![
        table(3, head),
        centred("关于下达资金的请示"),
        Block::text("市人民政府："),
        Block::text(TEXT),
        right("2024年3月5日"),
        table(2, imprint),
    ]);
    let (head, below) = parts(&read.value);
    let roles = |parts: &[(ParagraphRole, String)]| parts.iter().map(|(role, _)| *role).collect::<Vec<_>>();
    assert_eq!(roles(&head), [OrganMark, OrganMark, OrganMark, DocumentNumber]);
    assert_eq!((head[2].1.as_str(), head[3].1.as_str()), ("文件", "清财〔2024〕1号\t签发人：张三"));
    assert_eq!(roles(&below), [Addressee, Body, Date, CopiedTo, PrintedBy]);
    assert_eq!(below[4].1, "清河市财政局办公室\t2024年3月5日印发");
    assert_eq!(codes(&read), ["frame-opened", "frame-opened", "paper-parts-by-looks"]);
}

#[test]
fn a_rule_typed_of_strokes_gives_way_and_is_named() {
    let read = read(vec![
        red("清河市财政局文件"),
        centred("清财〔2024〕3号"),
        Block::text("────────────"),
        centred("关于开展检查的通知"),
        Block::text(TEXT),
    ]);
    assert_eq!(read.value.letterhead.len(), 2);
    assert!(codes(&read).contains(&"typed-rule-replaced"), "{:?}", codes(&read));
    assert_eq!(parts(&read.value).1.len(), 1);
}

#[test]
fn orders_minutes_and_letters_are_told_by_their_marks() {
    use ParagraphRole::*;
    let order = read(vec![
        red("清河市人民政府令"),
        centred("第35号"),
        Block::text("《办法》已经审议通过，现予公布。"),
        right("市长　赵六"),
        right("2024年3月1日"),
    ]);
    let (head, below) = parts(&order.value);
    assert_eq!(head.iter().map(|(role, _)| *role).collect::<Vec<_>>(), [OrganMark, DocumentNumber]);
    assert_eq!(below.iter().map(|(role, _)| *role).collect::<Vec<_>>(), [Body, Signature, Date]);
    assert_eq!(order.value.title, None);
    let minutes = read(vec![
        red("清河市人民政府常务会议纪要"),
        centred("第12期"),
        Block::text("清河市人民政府办公室　　　2024年3月8日"),
        centred("市政府第十二次常务会议纪要"),
        Block::text(TEXT),
        Block::text("出席：赵六　钱七"),
        Block::text("列席：吴一"),
    ]);
    let (head, below) = parts(&minutes.value);
    assert_eq!(head[2], (DocumentNumber, "清河市人民政府办公室\t2024年3月8日".to_owned()));
    assert_eq!(below.iter().map(|(role, _)| *role).collect::<Vec<_>>(), [Body, Attendance, Attendance]);
    let letter = read(vec![
        red("清河市民政局"),
        right("清民函〔2024〕7号"),
        centred("关于协助核查的函"),
        Block::text("市公安局："),
        Block::text(TEXT),
    ]);
    assert_eq!(parts(&letter.value).0.len(), 2);
    assert_eq!(parts(&letter.value).1[0].0, Addressee);
}

#[test]
fn what_only_resembles_a_part_stays_as_it_was() {
    // A body's name in the middle, black, above a number: it may be the first line of a title.
    let blocks = vec![
        centred("清河市教育局办公室"),
        centred("关于报送材料的通知"),
        centred("清教办函〔2024〕18号"),
        Block::text("现将有关事项通知如下："),
        Block::text("抄送：不在末尾。"),
        Block::text("正文接着说。"),
        Block::text("自2024年3月5日起施行"),
    ];
    let found = read(blocks);
    assert!(found.value.letterhead.is_empty(), "{:?}", found.value.letterhead);
    let (_, below) = parts(&found.value);
    assert!(below.iter().all(|(role, _)| *role == ParagraphRole::Body), "{below:?}");
    // No kind of paper in its title: no paper, whatever stands at its end.
    let found =
        read(vec![centred("二〇二四年的春天"), Block::text("我们去了河边。"), right("张三"), right("2024年3月5日")]);
    assert!(parts(&found.value).1.iter().all(|(role, _)| *role == ParagraphRole::Body));
    // A table with figures at the end is none of an imprint.
    let cells = vec![Cell::new(0, 0, vec![Block::text("抄送：甲。")]), Cell::new(0, 1, vec![Block::text("12")])];
    let found = read(vec![
        centred("关于报送数据的通知"),
        Block::text("各单位："),
        Block::text(TEXT),
        Block::Table(Grid::new(1, 2, cells).unwrap()),
    ]);
    assert!(found.value.sections[0].content.iter().any(|item| matches!(item, Item::Block(Block::Table(_)))));
}

#[test]
fn a_report_keeps_what_it_is_wrapped_in() {
    let heading = |text: &str| Block::text(text);
    let wrapped = |head: bool| {
        let mut blocks = Vec::new();
        if head {
            blocks.extend([red("某县财政局文件"), centred("某财〔2024〕3号")]);
        }
        blocks.push(centred("某县财政局2023年政府信息公开工作年度报告"));
        blocks.extend(
            ["一、总体情况", "甲。", "五、存在的主要问题及改进情况", "乙。", "六、其他需要报告的事项", "丙。"]
                .map(heading),
        );
        read(blocks).value
    };
    let (plain, wrapped) = (wrapped(false), wrapped(true));
    assert_eq!((wrapped.organ, wrapped.year, wrapped.title), (plain.organ, plain.year, plain.title));
    assert!(wrapped.letterhead.is_empty());
}

#[test]
fn a_black_mark_is_one_above_a_number_and_a_title() {
    let letter = |title: &str| {
        let lines = [
            centred("清河市民政局"),
            right("清民函〔2024〕7号"),
            centred(title),
            Block::text("市公安局："),
            Block::text(TEXT),
        ];
        read(lines.to_vec()).value.letterhead.len()
    };
    assert_eq!((letter("关于协助核查的函"), letter("工作简报")), (2, 0));
    // A PDF says of the larger line that it is the title.
    let title =
        Block::Paragraph(Paragraph { role: ParagraphRole::Title, ..Paragraph::plain("关于协助核查的函") });
    let found = read(vec![centred("清河市民政局"), right("清民函〔2024〕7号"), title, Block::text(TEXT)]);
    assert_eq!((found.value.letterhead.len(), found.value.title.as_deref()), (2, Some("关于协助核查的函")));
}

#[test]
fn several_signers_stand_above_each_other_the_last_beside_the_number() {
    use ParagraphRole::*;
    let read = read(vec![
        red("清河市民政局文件"),
        Block::text("签发人：张三　李四"),
        Block::text("清民〔2024〕7号　　　　　王五"),
        centred("关于某事的请示"),
        Block::text(TEXT),
    ]);
    let (head, _) = parts(&read.value);
    assert_eq!(head.iter().map(|(role, _)| *role).collect::<Vec<_>>(), [OrganMark, Signer, DocumentNumber]);
    assert_eq!(head[2].1, "清民〔2024〕7号\t王五");
}

#[test]
fn a_sign_off_stands_above_a_form_or_what_is_published_too() {
    use ParagraphRole::*;
    for (sign_off, below) in [
        ([right("清河市民政局"), right("2024年4月8日")], centred("报名回执表")),
        ([right("市长　赵六"), right("2024年3月1日")], Block::text("第一条　为了规范。")),
        ([Block::text("清河市民政局"), Block::text("2024年4月8日")], Block::text("填表说明。")),
    ] {
        let [body, day] = sign_off;
        let blocks = vec![centred("关于报名的通知"), Block::text("各单位："), Block::text(TEXT), body, day, below];
        let (_, below) = parts(&read(blocks).value);
        assert_eq!(below.iter().map(|(role, _)| *role).collect::<Vec<_>>(), [Addressee, Body, Signature, Date, Body]);
    }
    // A day among the text is none.
    let blocks = vec![
        centred("关于开会的通知"),
        Block::text("各单位："),
        Block::text(TEXT),
        Block::text("时间"),
        Block::text("2024年4月8日"),
        Block::text("地点另行通知。"),
    ];
    assert!(parts(&read(blocks).value).1.iter().all(|(role, _)| matches!(role, Addressee | Body)));
}

#[test]
fn an_imprint_is_at_the_end_and_who_printed_it_may_stand_above_the_day() {
    use ParagraphRole::*;
    let found = read(vec![
        centred("关于公布目录的通知"),
        Block::text("各单位："),
        Block::text(TEXT),
        Block::text("清河市财政局　2023年4月5日印发"),
        Block::text("以上文件继续有效。"),
        right("清河市民政局"),
        right("2024年4月8日"),
        Block::text("主送：各区。"),
        Block::text("抄送：市委。"),
        Block::text("清河市民政局办公室"),
        Block::text("2024年4月8日印发"),
        Block::text("（共印50份）"),
    ]);
    let (_, below) = parts(&found.value);
    let roles: Vec<ParagraphRole> = below.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, [Addressee, Body, Body, Body, Signature, Date, CopiedTo, CopiedTo, PrintedBy, PrintedBy]);
    assert_eq!(below[8].1, "清河市民政局办公室\t2024年4月8日印发");
}

#[test]
fn whom_a_paper_is_sent_to_is_no_sentence() {
    for (text, is) in [
        ("省人民政府：", true),
        ("各区、县（市）人民政府，市政府各部门、各直属机构:", true),
        ("局机关各科室（中心）、局属各单位：", true),
        ("现将有关事项通知如下：", false),
        ("会议由市长主持，出席单位：", false),
        ("地点：", false),
        ("市人民政府", false),
    ] {
        let is_one = is_addressee(&Paragraph::plain(text));
        assert_eq!(is_one, is, "{text}");
    }
}
