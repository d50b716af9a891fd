//! Laws, tried on reports made up at random: what is saved loads the same, what is written reads the same.

use crate::support::{compact, options, prose};
use nianbao::convert::{Publication, bytes_to_report, bytes_to_statistics, reports_to_revised_docx};
use nianbao::document::{
    Alignment, Block, Cell, Content, Date, Grid, HeaderScope, Heading, Inline, Leader, Link, List, ListItem, Marks,
    Note, NoteKind, Paragraph, TabAlignment, TabStop, Text, VerticalPosition,
};
use nianbao::finding::{Severity, Warned};
use nianbao::form::{Form, NumberKind};
use nianbao::format::{Format, TrackedChanges};
use nianbao::report::{
    Attachment, Count, DateText, Item, Period, Report, Scope, Section, Signature, Statistics, TableFigures, load, save,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Text as it stands inside a paragraph: no space at its ends, no number at its start, not short enough for a heading to be
/// seen in it; no year, which would say of a table below whose it is.
fn sentence() -> impl Strategy<Value = String> {
    let characters = "政府信息公开工作制度报告主动申请办理结果，、《》“”；：—…·％0123456789abcXYZ&<>\"' ";
    let characters: Vec<char> = characters.chars().collect();
    vec(proptest::sample::select(characters), 0..60).prop_map(|middle| {
        let middle: String = middle.into_iter().collect();
        format!("文{}。", middle.split_whitespace().collect::<Vec<_>>().join(" "))
    })
}

fn marks() -> impl Strategy<Value = Marks> {
    let position = option::of(prop_oneof![Just(VerticalPosition::Superscript), Just(VerticalPosition::Subscript)]);
    (any::<[bool; 4]>(), position).prop_map(|([bold, italic, underline, strike], position)| Marks {
        bold,
        italic,
        underline,
        strike,
        position,
        ..Marks::default()
    })
}

fn content() -> impl Strategy<Value = Content> {
    let run = prop_oneof![
        4 => sentence().prop_map(Inline::text),
        2 => (sentence(), marks()).prop_map(|(text, marks)| Inline::Text(Text::new(text, marks))),
        1 => sentence().prop_map(|text| Inline::Link(Link { target: "https://www.example.gov.cn/?a=1&b=2".into(), content: Content::plain(text) })),
        1 => (sentence(), any::<bool>()).prop_map(|(text, foot)| {
            let kind = if foot { NoteKind::Footnote } else { NoteKind::Endnote };
            Inline::Note(Note { kind, content: vec![Block::text(text)] })
        }),
        1 => sentence().prop_map(|text| Inline::text(format!("{text}\n续"))),
        1 => sentence().prop_map(|text| Inline::text(format!("{text}\t后"))),
    ];
    vec(run, 1..4).prop_map(|mut runs| {
        runs.insert(0, Inline::text("文"));
        Content::new(runs)
    })
}

fn paragraph() -> impl Strategy<Value = Block> {
    let align = prop_oneof![4 => Just(Alignment::Start), 1 => Just(Alignment::Center), 1 => Just(Alignment::End)];
    (content(), align)
        .prop_map(|(content, align)| Block::Paragraph(Paragraph { align, content, ..Paragraph::default() }))
}

/// An item's paragraphs after the first, and a list inside it.
fn item_rest() -> impl Strategy<Value = Vec<Block>> {
    let inner = vec(content(), 1..3).prop_map(|contents| {
        let items = contents.into_iter().zip(["a)", "b)"]).map(|(content, label)| ListItem {
            label: label.into(),
            content: vec![Block::Paragraph(Paragraph { content, ..Paragraph::default() })],
        });
        Block::List(List { ordered: true, items: items.collect(), origin: Default::default() })
    });
    prop_oneof![4 => Just(Vec::new()), 1 => vec(prop_oneof![2 => paragraph(), 1 => inner], 1..4)]
}

fn list() -> impl Strategy<Value = Block> {
    let labels = prop_oneof![
        Just((true, vec!["1.", "2.", "3."])),
        Just((true, vec!["（1）", "（2）", "（3）"])),
        Just((true, vec!["①", "②", "③"])),
        Just((true, vec!["3)", "4)", "5)"])),
        Just((true, vec!["a.", "c.", "b."])),
        Just((true, vec!["1.", "2.", "1."])),
        Just((false, vec!["•", "•", "•"])),
        Just((false, vec!["■", "■", "■"])),
    ];
    (labels, vec((content(), item_rest()), 3)).prop_map(|((ordered, labels), contents)| {
        let items = labels.into_iter().zip(contents).map(|(label, (content, rest))| {
            let first = Block::Paragraph(Paragraph { content, ..Paragraph::default() });
            ListItem { label: label.into(), content: std::iter::once(first).chain(rest).collect() }
        });
        Block::List(List { ordered, items: items.collect(), origin: Default::default() })
    })
}

/// A table with one merged cell somewhere.
fn table() -> impl Strategy<Value = Block> {
    (3u32..5, 3u32..5, 0u32..2, vec(sentence(), 25)).prop_map(|(rows, columns, header_rows, texts)| {
        let mut texts = texts.into_iter();
        let mut cells = Vec::new();
        for row in 0..rows {
            for column in 0..columns {
                let content = vec![Block::text(texts.next().unwrap_or_default())];
                let merged = row >= rows - 2 && column >= columns - 2;
                if !merged {
                    let header = match (row, column) {
                        (0, _) => HeaderScope::Column,
                        (_, 0) => HeaderScope::Row,
                        _ => HeaderScope::None,
                    };
                    cells.push(Cell { header, ..Cell::new(row, column, content) });
                } else if (row, column) == (rows - 2, columns - 2) {
                    cells.push(Cell::new(row, column, content).spanning(2, 2));
                }
            }
        }
        let mut grid = Grid::new(rows, columns, cells).unwrap();
        grid.header_rows = header_rows.min(rows.saturating_sub(2));
        // A table in Word always has widths.
        grid.widths = Grid::relative_widths(&(1..=columns).collect::<Vec<_>>());
        Block::Table(grid)
    })
}

fn heading() -> impl Strategy<Value = Block> {
    (2u8..=5, sentence()).prop_map(|(level, text)| {
        let content = Content::plain(format!(
            "（{}）{}",
            "一二三四五".chars().nth(usize::from(level) - 1).unwrap(),
            // What ends as a body's name does says whose the table below is.
            text.trim_end_matches(['。', '办', '府', ' '])
        ));
        Block::Heading(Heading { level, content, origin: Default::default() })
    })
}

/// A paragraph with tab stops, if it has tabs.
fn tabbed_paragraph() -> impl Strategy<Value = Block> {
    let align = prop::sample::select(vec![
        TabAlignment::Left,
        TabAlignment::Center,
        TabAlignment::Right,
        TabAlignment::Decimal,
    ]);
    let leader =
        prop::sample::select(vec![Leader::None, Leader::Dots, Leader::MiddleDots, Leader::Hyphens, Leader::Line]);
    let stops = prop::collection::btree_map(1_u16..=1000, (align, leader), 0..4);
    (paragraph(), stops).prop_map(|(block, stops)| {
        let Block::Paragraph(mut paragraph) = block else { return block };
        if paragraph.content.plain_text().contains('\t') {
            paragraph.tabs = stops.into_iter().map(|(at, (align, leader))| TabStop { at, align, leader }).collect();
        }
        Block::Paragraph(paragraph)
    })
}

/// Blocks with a paragraph between any two others but lists: two tables with nothing between them are one on paper.
fn blocks() -> impl Strategy<Value = Vec<Block>> {
    let others = prop_oneof![
        2 => vec(list(), 1..4),
        1 => table().prop_map(|table| vec![table]),
        1 => heading().prop_map(|heading| vec![heading]),
        1 => Just(Vec::new()),
    ];
    vec((tabbed_paragraph(), others), 1..4).prop_map(|pairs| {
        pairs.into_iter().flat_map(|(paragraph, others)| std::iter::once(paragraph).chain(others)).collect()
    })
}

fn count(kind: NumberKind) -> BoxedStrategy<Count> {
    let number = |text: String| Count { value: Some(text.parse().unwrap()), raw: text, ..Count::default() };
    let odd =
        |raw: &str, value: Option<i64>| Count { raw: raw.to_owned(), value: value.map(Into::into), ..Count::default() };
    let none = prop_oneof![Just(odd("", None)), Just(odd("/", None)), Just(odd("—", None)), Just(odd("约10", None))];
    match kind {
        NumberKind::Count => prop_oneof![
            8 => (0i64..=1_000_000_000).prop_map(Count::of),
            1 => none,
            1 => Just(odd("１２", Some(12))),
            1 => (1u32..1000, 1u32..20, any::<bool>()).prop_map(|(number, beside, struck)| set_apart(number, beside, struck)),
        ]
        .boxed(),
        NumberKind::Change => {
            prop_oneof![8 => (-100_000i64..100_000).prop_map(Count::of), 1 => Just(odd("+12", Some(12))), 1 => none]
                .boxed()
        }
        NumberKind::Money => prop_oneof![
            4 => (0u32..1_000_000, 0u32..10_000).prop_map(move |(whole, part)| number(format!("{whole}.{part:04}"))),
            2 => (0u32..1_000_000).prop_map(move |whole| number(whole.to_string())),
            1 => none,
        ]
        .boxed(),
    }
}

/// A figure of which a part is struck, or with the raised number of a note.
fn set_apart(number: u32, beside: u32, struck: bool) -> Count {
    let marks = match struck {
        true => Marks { strike: true, ..Marks::default() },
        false => Marks { position: Some(VerticalPosition::Superscript), ..Marks::default() },
    };
    let apart = Inline::Text(Text::new(beside.to_string(), marks));
    let plain = Inline::text(number.to_string());
    let raised: String =
        beside.to_string().chars().filter_map(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit.to_digit(10)? as usize)).collect();
    match struck {
        true => Count {
            raw: format!("~~{beside}~~{number}"),
            content: Some(Content::new(vec![apart, plain])),
            ..Count::default()
        },
        false => Count {
            raw: format!("{number}{raised}"),
            value: Some(number.into()),
            content: Some(Content::new(vec![plain, apart])),
            ..Count::default()
        },
    }
}

fn statistics(form: Form) -> BoxedStrategy<Statistics> {
    let tables: Vec<BoxedStrategy<(String, TableFigures)>> = form
        .tables
        .iter()
        .map(|table| {
            let ids: Vec<String> = table.data_cells().map(|cell| cell.id.clone()).collect();
            let counts: Vec<BoxedStrategy<Count>> = table.data_cells().map(|cell| count(cell.kind)).collect();
            let (id, form) = (table.id.clone(), form.id.clone());
            counts
                .prop_map(move |counts| {
                    (id.clone(), TableFigures { form: form.clone(), cells: ids.iter().cloned().zip(counts).collect() })
                })
                .boxed()
        })
        .collect();
    tables.prop_map(|tables| tables.into_iter().collect()).boxed()
}

/// A whole report: its title names organ and year, its tables stand in their sections.
fn report(year: u16) -> BoxedStrategy<Report> {
    let form = options().forms.for_year(year).unwrap().clone();
    let date = Date::new(year + 1, 1, 25).unwrap();
    (statistics(form.clone()), blocks(), vec(blocks(), form.sections.len()), any::<bool>(), option::of(blocks()))
        .prop_map(move |(statistics, preamble, contents, signed, attached)| {
            let organ = "某市某局".to_owned();
            let sections = form.sections.iter().zip(contents).map(|(section, blocks)| {
                let mut content: Vec<Item> = blocks.into_iter().map(Item::Block).collect();
                content.extend(section.table.clone().map(Item::Statistics));
                content.push(Item::Block(Block::text("表后的话。")));
                Section {
                    role: Some(section.role.clone()),
                    heading: Some(Content::plain(section.heading.clone())),
                    content,
                }
            });
            let signature =
                Signature { organ: Some(organ.clone()), date: Some(DateText::of(date)), ..Signature::default() };
            let attachment = attached.filter(|_| signed).map(|content| Attachment {
                label: Some("附件1".into()),
                title: Some("办理情况汇总".into()),
                content,
            });
            Report {
                form: Some(form.id.clone()),
                title: Some(format!("{organ}{year}{}", form.title_suffix)),
                organ: Some(organ),
                year: Some(year),
                published: signed.then_some(date),
                preamble,
                sections: sections.collect(),
                statistics,
                signature: signed.then_some(signature),
                attachments: attachment.into_iter().collect(),
                ..Report::default()
            }
        })
        .boxed()
}

/// Reports in canonical form: as they load, lists numbered 1. or （1） being paragraphs.
fn any_report() -> impl Strategy<Value = Report> {
    let forms = options().forms;
    prop_oneof![report(2023), report(2020)].prop_map(move |report| load(&save(&report, &forms), &forms).unwrap())
}

/// The first line in which two reports differ, in their canonical JSON.
fn difference(found: &Report, expected: &Report) -> String {
    let forms = options().forms;
    let (found, expected) = (save(found, &forms), save(expected, &forms));
    let differs = found.lines().zip(expected.lines()).enumerate().find(|(_, (a, b))| a != b);
    match differs {
        Some((n, (found, expected))) => format!("line {}: found {found}, expected {expected}", n + 1),
        None => "one is longer".to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_saved_loads_the_same(mut report in any_report(), area in any::<Option<bool>>()) {
        let forms = options().forms;
        report.scope = area.map(|area| if area { Scope::Area } else { Scope::Organ });
        report.period = Some(Period { from: Date::new(2023, 1, 1).unwrap(), to: Date::new(2023, 12, 31).unwrap() });
        let text = save(&report, &forms);
        let loaded = load(&text, &forms).unwrap();
        prop_assert!(loaded == report, "{}", difference(&loaded, &report));
        prop_assert_eq!(save(&loaded, &forms), text);
    }

    #[test]
    fn what_is_written_to_word_reads_the_same(report in any_report()) {
        let options = options();
        let bytes = Publication::compose(&report, &options).value.to_bytes(Format::Docx).unwrap().value;
        let Warned { value: read, findings } = bytes_to_report(&bytes, Format::Docx, &options).unwrap();
        let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
        let errors: Vec<String> = errors.map(|finding| finding.code().to_owned()).collect();
        prop_assert!(read == report, "{}; {errors:?}", difference(&read, &report));
    }

    #[test]
    fn what_is_written_to_a_web_page_reads_the_same(report in any_report()) {
        // By the data a page carries, by what it shows, and as a fragment, which carries none.
        for (visible_only, fragment) in [(false, false), (true, false), (false, true)] {
            let mut options = options();
            options.read.visible_only = visible_only;
            options.write.html.fragment = fragment;
            let bytes = Publication::compose(&report, &options).value.to_bytes(Format::Html).unwrap().value;
            let Warned { value: read, findings } = bytes_to_report(&bytes, Format::Html, &options).unwrap();
            let errors = findings.iter().filter(|finding| finding.severity() == Severity::Error);
            let errors: Vec<String> = errors.map(|finding| finding.code().to_owned()).collect();
            prop_assert!(read == report, "{visible_only} {fragment} {}; {errors:?}", difference(&read, &report));
        }
    }

    #[test]
    fn changes_written_to_word_are_the_one_report_rejected_and_the_other_accepted(before in any_report(), after in any_report()) {
        let mut options = options();
        let written = reports_to_revised_docx(&before, &after, &options).unwrap().value;
        for (changes, expected) in [(TrackedChanges::Reject, &before), (TrackedChanges::Accept, &after)] {
            options.read.docx.tracked_changes = changes;
            let read = bytes_to_report(&written, Format::Docx, &options).unwrap().value;
            prop_assert_eq!(compact(&prose(&read)), compact(&prose(expected)), "{:?}", changes);
            prop_assert!(read.statistics == expected.statistics, "{changes:?}: {}", difference(&read, expected));
        }
    }

    #[test]
    fn figures_written_to_a_workbook_read_the_same(report in any_report()) {
        let options = options();
        let bytes = Publication::compose(&report, &options).value.to_bytes(Format::Xlsx).unwrap().value;
        let read = bytes_to_statistics(&bytes, Format::Xlsx, &options).unwrap().value;
        prop_assert!(read.statistics == report.statistics, "{}", difference(&Report { statistics: read.statistics, ..report.clone() }, &report));
    }

    #[test]
    fn a_publication_never_panics_on_any_text(text in "\\PC{0,200}") {
        let report = Report { sections: vec![Section { content: vec![Item::Block(Block::text(text))], ..Section::default() }], ..Report::default() };
        let options = options();
        let publication = Publication::compose(&report, &options).value;
        for entry in nianbao::format::FORMATS.iter().filter(|entry| entry.is_published()) {
            prop_assert!(publication.to_bytes(entry.format).is_ok());
        }
    }
}
