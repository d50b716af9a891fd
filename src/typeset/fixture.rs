//! A report as tests typeset it: prose, the statutory tables of form 2021 with their real spans, notes, a list, a picture.

use crate::document::{
    Alignment, Block, Cell, Content, Date, Document, Figure, Grid, HeaderScope, Heading, Inline, Link, List, ListItem,
    Marks, MediaType, Medium, Note, NoteKind, Paragraph, ParagraphRole, Properties, Size, Text,
};

pub(crate) const TITLE: &str = "株洲市生态环境局渌口分局2021年政府信息公开工作年度报告";

pub(crate) fn heading(level: u8, text: &str) -> Block {
    Block::Heading(Heading { level, content: Content::plain(text), origin: Default::default() })
}

pub(crate) fn role(role: ParagraphRole, text: &str) -> Block {
    Block::Paragraph(Paragraph { role, content: Content::plain(text), ..Paragraph::default() })
}

fn centred(text: &str) -> Vec<Block> {
    vec![Block::Paragraph(Paragraph {
        align: Alignment::Center,
        content: Content::plain(text),
        ..Paragraph::default()
    })]
}

pub(crate) fn head(row: u32, column: u32, rows: u32, columns: u32, text: &str) -> Cell {
    let mut cell = Cell::new(row, column, vec![Block::text(text)]).spanning(rows, columns);
    cell.header = if row < 3 || columns > 3 { HeaderScope::Column } else { HeaderScope::Row };
    cell
}

/// Table 2 of form 2021.
pub(crate) fn disclosure() -> Grid {
    let mut cells = Vec::new();
    let mut row = 0;
    let mut part = |title: &str, heads: &[&str], items: &[(&str, &[&str])]| {
        cells.push(head(row, 0, 1, 4, title));
        let span = if heads.len() == 4 { 1 } else { 3 };
        for (column, text) in heads.iter().enumerate() {
            let mut cell = head(row + 1, column as u32, 1, if column == 0 { 1 } else { span }, text);
            cell.header = HeaderScope::Column;
            cells.push(cell);
        }
        for (i, (label, values)) in items.iter().enumerate() {
            let row = row + 2 + i as u32;
            let mut cell = head(row, 0, 1, 1, label);
            cell.header = HeaderScope::Row;
            cells.push(cell);
            for (column, value) in values.iter().enumerate() {
                cells.push(Cell::new(row, column as u32 + 1, centred(value)).spanning(1, span));
            }
        }
        row += 2 + items.len() as u32;
    };
    let four = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"];
    part("第二十条第（一）项", &four, &[("规章", &["0", "0", "0"]), ("行政规范性文件", &["2", "1", "14"])]);
    part("第二十条第（五）项", &["信息内容", "本年处理决定数量"], &[("行政许可", &["11398889"])]);
    part("第二十条第（六）项", &["信息内容", "本年处理决定数量"], &[("行政处罚", &["12"]), ("行政强制", &["2"])]);
    part("第二十条第（八）项", &["信息内容", "本年收费金额（单位：万元）"], &[("行政事业性收费", &["59237.2449"])]);
    let mut grid = Grid::new(row, 4, cells).unwrap();
    grid.widths = vec![4, 3, 3, 3];
    grid
}

/// Table 3 of form 2021, three header rows.
pub(crate) fn applications() -> Grid {
    let mut cells = vec![
        head(0, 0, 3, 3, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"),
        head(0, 3, 1, 7, "申请人情况"),
        head(1, 3, 2, 1, "自然人"),
        head(1, 4, 1, 5, "法人或其他组织"),
        head(1, 9, 2, 1, "总计"),
    ];
    for (i, text) in ["商业\n企业", "科研\n机构", "社会公益组织", "法律服务机构", "其他"].into_iter().enumerate()
    {
        cells.push(head(2, 4 + i as u32, 1, 1, text));
    }
    let groups: [(&str, &[&str]); 5] = [
        ("", &["（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"]),
        (
            "（三）不予公开",
            &[
                "1.属于国家秘密",
                "2.其他法律行政法规禁止公开",
                "3.危及“三安全一稳定”",
                "4.保护第三方合法权益",
                "5.属于三类内部事务信息",
                "6.属于四类过程性信息",
                "7.属于行政执法案卷",
                "8.属于行政查询事项",
            ],
        ),
        ("（四）无法提供", &["1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"]),
        (
            "（五）不予处理",
            &[
                "1.信访举报投诉类申请",
                "2.重复申请",
                "3.要求提供公开出版物",
                "4.无正当理由大量反复申请",
                "5.要求行政机关确认或重新出具已获取信息",
            ],
        ),
        (
            "（六）其他处理",
            &[
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                "3.其他",
            ],
        ),
    ];
    cells.push(head(3, 0, 1, 3, "一、本年新收政府信息公开申请数量"));
    cells.push(head(4, 0, 1, 3, "二、上年结转政府信息公开申请数量"));
    cells.push(head(5, 0, 22, 1, "三、本年度办理结果"));
    let mut row = 5;
    for (group, items) in groups {
        if !group.is_empty() {
            cells.push(head(row, 1, items.len() as u32, 1, group));
        }
        for item in items {
            let (column, span) = if group.is_empty() { (1, 2) } else { (2, 1) };
            cells.push(head(row, column, 1, span, item));
            row += 1;
        }
    }
    cells.push(head(row, 1, 1, 2, "（七）总计"));
    cells.push(head(row + 1, 0, 1, 3, "四、结转下年度继续办理"));
    for row in 3..28 {
        for column in 3..10 {
            let value = if matches!((row, column), (3 | 26, 9)) { "122" } else { "0" };
            cells.push(Cell::new(row, column, centred(value)));
        }
    }
    let mut grid = Grid::new(28, 10, cells).unwrap();
    grid.header_rows = 3;
    grid.widths = vec![7, 9, 28, 8, 8, 8, 8, 8, 8, 8];
    grid
}

/// Table 4 of either form, three header rows.
pub(crate) fn disputes() -> Grid {
    let mut cells = vec![head(0, 0, 1, 5, "行政复议"), head(0, 5, 1, 10, "行政诉讼")];
    let results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
    for (i, text) in results.iter().enumerate() {
        cells.push(head(1, i as u32, 2, 1, text));
    }
    cells.push(head(1, 5, 1, 5, "未经复议直接起诉"));
    cells.push(head(1, 10, 1, 5, "复议后起诉"));
    for column in 5..15 {
        cells.push(head(2, column, 1, 1, results[(column % 5) as usize]));
    }
    for column in 0..15 {
        cells.push(Cell::new(3, column, centred(if column == 4 { "12345678" } else { "0" })));
    }
    let mut grid = Grid::new(4, 15, cells).unwrap();
    grid.header_rows = 3;
    grid
}

/// A picture of one colour, `width` × `height` pixels.
pub(crate) fn picture(width: u32, height: u32) -> Medium {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 128])
    });
    image.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    Medium { media_type: MediaType::Png, bytes: bytes.into_inner().into() }
}

pub(crate) fn note(kind: NoteKind, text: &str) -> Inline {
    Inline::Note(Note { kind, content: vec![Block::text(text)] })
}

pub(crate) fn marked(text: &str, marks: Marks) -> Inline {
    Inline::Text(Text::new(text, marks))
}

/// The whole report.
pub(crate) fn report() -> Document {
    let mut blocks = vec![
        role(ParagraphRole::Title, TITLE),
        Block::text(
            "根据《中华人民共和国政府信息公开条例》（国务院令第711号）和《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）要求，编制本报告。本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。",
        ),
        heading(1, "一、总体情况"),
        heading(2, "（一）严格落实责任，依法履行公开义务"),
        Block::text(
            "局党组十分重视政务公开工作，切实加强领导，细化局机关各部门责任考核目标，做到常议常抓。指定责任心强、综合素质优秀的政务信息员专门负责政务信息整合、网络信息管理等有关工作。明确局办公室作为政务信息公开的职能部门，全面协调处理日常事务。建立了“主要行政领导统管、部门负责人督办、具体责任人执行、信息复核反馈”和“信息发布审查、保密条例复核、政务信息员发布、过错责任追究”的“双四级”工作机制。",
        ),
        heading(2, "（二）规范目录编制，方便群众获取信息"),
        Block::Paragraph(Paragraph {
            content: Content::new(vec![
                Inline::text(
                    "按照区政府办政府信息公开基本目录和技术标准，全面优化政府信息公开质量，提升规范化水平，完善搜索功能",
                ),
                note(
                    NoteKind::Footnote,
                    "搜索功能于2021年6月上线，覆盖率98.6%，详见《政府网站检查指标》——第3章第2节。",
                ),
                Inline::text("。实现政府门户网站和政府信息公开网数据交换，网址："),
                Inline::Link(Link {
                    target: "https://www.lukou.gov.cn/c14528/index.html?from=report".into(),
                    content: Content::plain("https://www.lukou.gov.cn/c14528/index.html?from=report"),
                }),
                Inline::text("。"),
                marked("围绕权力运行流程", Marks { bold: true, ..Marks::default() }),
                Inline::text("、部门预决算、"),
                marked("专项资金的使用2021年度", Marks { underline: true, ..Marks::default() }),
                Inline::text("等重点工作，及时发布区生态环境局权力清单和责任清单等内容……"),
                marked("规范信息公开目录", Marks { italic: true, ..Marks::default() }),
                Inline::text("和指南编制。"),
            ]),
            ..Paragraph::default()
        }),
        heading(3, "1.积极发布公开信息"),
        Block::text(
            "2021年发布局网站政务公开信息“工作动态”50条，“通知公告”122条，对各类政府信息，依照公众关注情况，梳理、整合成相关专题，在区生态环境局网站和区政府信息公开网采取专题栏目展现，使政府信息传播可视、可读、可感，力求“公得开、看得懂、用得上”。全年受理申请12,345件，同比增长8.6%，其中通过E-mail、Web等渠道提出的占PM2.5类申请的3/4。",
        ),
        Block::List(List {
            ordered: true,
            items: [
                "切实强化政务公开工作制度建设，采取有效措施，不断规范工作程序，创新工作方式",
                "建立培训工作机制",
                "提高信息员的政策把握、解疑释惑和回应引导能力，努力提升信息员的综合信息处置能力",
            ]
            .iter()
            .enumerate()
            .map(|(i, text)| ListItem { label: format!("{}.", i + 1), content: vec![Block::text(*text)] })
            .collect(),
            origin: Default::default(),
        }),
        Block::Figure(Figure {
            media: "image1.png".into(),
            alt: "近三年申请量".into(),
            decorative: false,
            size: Some(Size { width_um: 120_000, height_um: 60_000 }),
            crop: None,
            origin: Default::default(),
        }),
        role(ParagraphRole::Caption, "图1　近三年申请量"),
        heading(1, "二、主动公开政府信息情况"),
        Block::Table(disclosure()),
        heading(1, "三、收到和处理政府信息公开申请情况"),
        Block::Table(applications()),
        heading(1, "四、政府信息公开行政复议、行政诉讼情况"),
        Block::Table(disputes()),
        heading(1, "五、存在的主要问题及改进情况"),
    ];
    for _ in 0..4 {
        blocks.push(Block::text("在政务公开的全面性、有效性和特色性方面，区生态环境局仍存在许多不足，一是要继续切实强化政务公开工作制度建设，采取有效措施，不断规范工作程序，创新工作方式，使政务公开工作在制度化、规范化方面有新的突破。二是建立培训工作机制，组织信息公开工作人员积极参加区政府政务公开和网站管理办组织的专业培训，提高信息员的政策把握、解疑释惑和回应引导能力。"));
    }
    blocks.extend([
        heading(1, "六、其他需要报告的事项"),
        Block::Paragraph(Paragraph {
            content: Content::new(vec![
                Inline::text("2021年未向申请人收取信息处理费"),
                note(NoteKind::Endnote, "依据《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）。"),
                Inline::text("。"),
            ]),
            ..Paragraph::default()
        }),
        role(ParagraphRole::Signature, "株洲市生态环境局渌口分局"),
        role(ParagraphRole::Date, "2022年2月15日"),
    ]);
    Document {
        blocks,
        media: [("image1.png".to_owned(), picture(300, 150))].into(),
        properties: Properties {
            title: Some(TITLE.into()),
            author: Some("株洲市生态环境局渌口分局".into()),
            date: Date::new(2022, 2, 15),
            ..Properties::default()
        },
    }
}
