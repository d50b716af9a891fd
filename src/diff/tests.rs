use super::*;
use crate::document::{Block, Content, Grid, Heading, List, ListItem, Paragraph, ParagraphRole};
use crate::document::{Cell, Date, Inline, Marks, Revision, Text};
use crate::report::{Attachment, Count, DateText, Item, Period, Section, Signature, TableFigures};
use indexmap::IndexMap;
use proptest::collection::vec;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn forms() -> Forms {
    Forms::built_in().unwrap()
}

fn count(raw: &str) -> Count {
    Count { raw: raw.into(), value: raw.replace(',', "").parse::<Decimal>().ok(), ..Count::default() }
}

/// A report with these figures of table 2.
fn with_figures(form: &str, figures: &[(&str, &str)]) -> Report {
    let cells: IndexMap<String, Count> = figures.iter().map(|(id, raw)| ((*id).to_owned(), count(raw))).collect();
    let mut report = Report { form: Some(form.into()), ..Report::default() };
    report.statistics.insert("disclosure".into(), TableFigures { form: form.into(), cells });
    report
}

fn with_text(year: u16, paragraphs: &[&str]) -> Report {
    let content = paragraphs.iter().map(|text| Item::Block(Block::text(*text))).collect();
    let heading = Some(Content::plain("一、总体情况"));
    let section = Section { role: Some("overview".into()), heading, content };
    Report { year: Some(year), sections: vec![section], ..Report::default() }
}

fn changes(before: &Report, after: &Report) -> Vec<(String, Change)> {
    let difference = reports_to_difference(before, after, &forms());
    let figures = difference.tables.into_iter().flat_map(|table| table.figures);
    figures.map(|figure| (figure.after.or(figure.before).unwrap().cell, figure.change)).collect()
}

#[test]
fn blank_zero_dash_and_absence_are_four_different_things() {
    let states = [None, Some(""), Some("0"), Some("-")];
    for (b, before) in states.iter().enumerate() {
        for (a, after) in states.iter().enumerate() {
            let with = |raw: Option<&str>| {
                let figures: Vec<_> =
                    raw.map(|raw| ("licences", raw)).into_iter().chain([("penalties", "1")]).collect();
                with_figures("2021", &figures)
            };
            let difference = reports_to_difference(&with(*before), &with(*after), &forms());
            assert_eq!(difference.is_none(), b == a, "{before:?} {after:?}");
        }
    }
}

#[test]
fn the_same_value_written_otherwise_is_a_class_of_its_own() {
    let (before, after) = (
        with_figures("2021", &[("licences", "1264"), ("penalties", "/")]),
        with_figures("2021", &[("licences", "1,264"), ("penalties", "-")]),
    );
    assert_eq!(
        changes(&before, &after),
        [("licences".to_owned(), Change::Written), ("penalties".to_owned(), Change::Changed)]
    );
    let difference = reports_to_difference(&before, &after, &forms());
    assert_eq!((difference.counts().written, difference.counts().figures, difference.is_none()), (1, 1, false));
}

#[test]
fn a_figure_says_by_how_much_it_changed() {
    let difference = reports_to_difference(
        &with_figures("2021", &[("licences", "64"), ("fees", "0.50")]),
        &with_figures("2021", &[("licences", "46"), ("fees", "1")]),
        &forms(),
    );
    let figures = &difference.tables[0].figures;
    assert_eq!(figures[0].delta.as_deref(), Some("-18"));
    assert_eq!(figures[1].delta.as_deref(), Some("0.5"));
    assert_eq!((figures[0].row.as_deref(), figures[0].column.as_deref()), (Some("行政许可"), Some("本年处理决定数量")));
}

#[test]
fn two_forms_are_compared_where_they_ask_for_the_same() {
    let old =
        with_figures("2019", &[("licences.decisions", "5"), ("licences.previous", "9"), ("regulations.made", "1")]);
    let new = with_figures("2021", &[("licences", "5"), ("regulations.issued", "2"), ("regulations.in_force", "7")]);
    let expected = |pairs: &[(&str, Change)]| -> Vec<(String, Change)> {
        pairs.iter().map(|(id, change)| ((*id).to_owned(), *change)).collect()
    };
    assert_eq!(
        changes(&old, &new),
        expected(&[
            ("regulations.issued", Change::Changed),
            ("regulations.in_force", Change::OnlyAfter),
            ("licences", Change::Same),
            ("licences.previous", Change::OnlyBefore),
        ])
    );
    assert_eq!(
        changes(&new, &old),
        expected(&[
            ("regulations.made", Change::Changed),
            ("licences.previous", Change::OnlyAfter),
            ("licences.decisions", Change::Same),
            ("regulations.in_force", Change::OnlyBefore),
        ])
    );
}

#[test]
fn what_one_form_divides_is_compared_as_a_sum() {
    let table = |form: &str, figures: &[(&str, &str)]| {
        let mut report = with_figures(form, &[]);
        let cells = figures.iter().map(|(id, raw)| ((*id).to_owned(), count(raw))).collect();
        report.statistics.insert("applications".into(), TableFigures { form: form.into(), cells });
        report
    };
    let old = table("2019", &[("results.other.total", "3")]);
    let parts =
        ["not_corrected_in_time", "fee_unpaid_in_time", "others"].map(|part| format!("results.other.{part}.total"));
    for (raws, change) in
        [(["1", "0", "2"], Change::Same), (["1", "1", "2"], Change::Changed), (["1", "", "2"], Change::Changed)]
    {
        let figures: Vec<(&str, &str)> = parts.iter().map(String::as_str).zip(raws).collect();
        let difference = reports_to_difference(&old, &table("2021", &figures), &forms());
        let figure = difference.tables.iter().flat_map(|table| &table.figures).next().unwrap();
        assert_eq!(figure.change, change, "{raws:?}");
        assert_eq!(figure.after.as_ref().unwrap().parts.len(), 3);
        assert_eq!(figure.row.as_deref(), Some("（六）其他处理"));
    }
}

/// What the forms say of each other is there: a form's own file proves only its own side.
#[test]
fn comparable_cells_are_in_both_forms() {
    let forms = forms();
    for form in forms.iter() {
        for table in &form.tables {
            for comparable in &table.comparable {
                let other = forms.get(&comparable.form).unwrap();
                let other = other.tables.iter().find(|other| other.id == table.id).unwrap();
                for id in &comparable.theirs {
                    assert!(other.data_cell(id).is_some(), "{id}");
                    assert!(table.data_cell(id).is_none(), "{id} is comparable as it is");
                }
            }
        }
    }
}

#[test]
fn the_year_alone_is_no_difference_but_another_day_is() {
    let mut before = with_text(2022, &["2022年，收到申请3件。", "与2021年相比没有变化。"]);
    let mut after = with_text(2023, &["2023年，收到申请3件。", "与2022年相比没有变化。"]);
    let dress = |report: &mut Report, year: u16, day: u8| {
        report.title = Some(format!("清河市民政局{year}年政府信息公开工作年度报告"));
        report.period = Date::new(year, 1, 1).zip(Date::new(year, 12, 31)).map(|(from, to)| Period { from, to });
        let date = Date::new(year + 1, 1, day).map(DateText::of);
        report.signature = Some(Signature { organ: Some("清河市民政局".into()), date, ..Signature::default() });
    };
    dress(&mut before, 2022, 15);
    dress(&mut after, 2023, 15);
    let difference = reports_to_difference(&before, &after, &forms());
    assert!(difference.is_none() && difference.is_across_years(), "{difference:#?}");
    assert_eq!(difference.counts().years, 6);
    dress(&mut after, 2023, 16);
    let difference = reports_to_difference(&before, &after, &forms());
    assert_eq!(difference.counts().particulars, 1);
    // In reports on the same year a year is a word as any other.
    before.year = Some(2023);
    assert!(!reports_to_difference(&before, &after, &forms()).is_none());
}

#[test]
fn lists_rows_captions_and_attachments_are_passages() {
    let cell = |row, column, text: &str| Cell::new(row, column, vec![Block::text(text)]);
    let grid = Grid::new(1, 2, vec![cell(0, 0, "甲"), cell(0, 1, "3")]).unwrap();
    let item = ListItem { label: "1.".into(), content: vec![Block::text("公开")] };
    let caption = Paragraph { role: ParagraphRole::Caption, ..Paragraph::plain("表1") };
    let blocks = vec![
        Block::Heading(Heading { level: 2, content: Content::plain("（一）公开"), origin: Default::default() }),
        Block::List(List { ordered: true, items: vec![item], origin: Default::default() }),
        Block::Paragraph(caption),
        Block::Table(grid),
    ];
    let attachment =
        Attachment { label: Some("附件1".into()), title: Some("清单".into()), content: blocks.clone() };
    let report = Report { preamble: blocks, attachments: vec![attachment], ..Report::default() };
    let difference = reports_to_difference(&Report::default(), &report, &forms());
    let found: Vec<(PassageKind, &str)> =
        difference.passages.iter().map(|p| (p.kind, p.after.as_ref().unwrap().text.as_str())).collect();
    use PassageKind::{Caption, Item as Entry, Row};
    assert_eq!(
        found,
        [
            (PassageKind::Heading, "（一）公开"),
            (Entry, "1. 公开"),
            (Caption, "表1"),
            (Row, "甲 | 3"),
            (PassageKind::Heading, "附件1"),
            (PassageKind::Heading, "清单"),
            (PassageKind::Heading, "（一）公开"),
            (Entry, "1. 公开"),
            (Caption, "表1"),
            (Row, "甲 | 3"),
        ]
    );
}

#[test]
fn the_json_is_valid_by_its_schema() {
    let old = with_figures("2019", &[("licences.decisions", "5"), ("licences.previous", "-")]);
    let mut new = with_figures("2021", &[("licences", "5"), ("regulations.in_force", "")]);
    new.sections = with_text(2021, &["一段话"]).sections;
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for (before, after) in [
        (&old, &new),
        (&new, &old),
        (&new, &new),
        (&with_text(2022, &["2022年甲乙丙丁3件"]), &with_text(2023, &["2023年甲乙丙丁4件"])),
    ] {
        let json: serde_json::Value =
            serde_json::from_str(&save(&reports_to_difference(before, after, &forms()))).unwrap();
        let faults: Vec<String> = validator.iter_errors(&json).map(|e| e.to_string()).collect();
        assert!(faults.is_empty(), "{faults:?}\n{json:#}");
    }
}

#[test]
fn what_is_struck_through_is_another_text() {
    let struck = |strike: bool| {
        let marks = Marks { strike, ..Marks::default() };
        let content = Content::new(vec![
            Inline::text("全年共收到申请"),
            Inline::Text(Text::new("64", marks)),
            Inline::text("件，均已答复"),
        ]);
        crate::document::Document { blocks: vec![Block::runs(content)], ..Default::default() }
    };
    let report = |strike| Report { preamble: struck(strike).blocks, ..Report::default() };
    let difference = reports_to_difference(&report(false), &report(true), &forms());
    assert_eq!(difference.passages[0].after.as_ref().unwrap().text, "全年共收到申请~~64~~件，均已答复");
    assert!(!difference.is_none());
    let Some(Block::Paragraph(paragraph)) = revised(&struck(false), &struck(true), "甲").blocks.pop() else {
        panic!()
    };
    assert_eq!(paragraph.content.inlines().len(), 4, "{paragraph:?}");
}

#[test]
fn pictures_of_one_name_are_both_kept() {
    use crate::document::{Figure, MediaType, Medium};
    let document = |byte: u8| {
        let figure = Figure {
            media: "image1.png".into(),
            alt: "甲".into(),
            decorative: false,
            size: None,
            crop: None,
            origin: Default::default(),
        };
        let medium = Medium { media_type: MediaType::Png, bytes: vec![byte].into() };
        crate::document::Document {
            blocks: vec![Block::Figure(figure)],
            media: [("image1.png".to_owned(), medium)].into(),
            ..Default::default()
        }
    };
    let both = revised(&document(1), &document(2), "甲");
    assert_eq!(both.media.keys().collect::<Vec<_>>(), ["before-image1.png", "image1.png"]);
    assert_eq!(both.blocks.len(), 2, "deleted, and inserted");
    let same = revised(&document(1), &document(1), "甲");
    assert_eq!((same.media.len(), same.blocks), (1, document(1).blocks));
}

/// A text of the kind reports have, with repeats, years and figures.
fn sentence() -> impl Strategy<Value = String> {
    vec(proptest::sample::select(vec!["公开", "信息", "2022年", "2023年", "64件", "46件", "，", "平台", "培训"]), 0..8)
        .prop_map(|words| words.concat())
}

fn report() -> impl Strategy<Value = Report> {
    let form = proptest::sample::select(vec!["2019", "2021"]);
    let year = proptest::option::of(2022u16..2024);
    let raw = proptest::sample::select(vec!["", "0", "-", "3", "3 ", "1,264", "1264"]);
    (form, year, vec(sentence(), 0..8), vec((any::<proptest::sample::Index>(), raw), 0..30)).prop_map(
        |(form, year, texts, figures)| {
            let mut report = with_text(2022, &texts.iter().map(String::as_str).collect::<Vec<_>>());
            (report.year, report.form) = (year, Some(form.to_owned()));
            for table in &forms().get(form).unwrap().tables {
                let ids: Vec<&str> = table.data_cells().map(|cell| cell.id.as_str()).collect();
                let cells: IndexMap<String, Count> =
                    figures.iter().map(|(at, raw)| (ids[at.index(ids.len())].to_owned(), count(raw))).collect();
                if cells.len() % 3 != 1 {
                    report.statistics.insert(table.id.clone(), TableFigures { form: form.to_owned(), cells });
                }
            }
            report
        },
    )
}

type Figures = std::collections::BTreeMap<(String, String), (String, Option<String>)>;

fn figures_of(report: &Report) -> Figures {
    let mut all = Figures::new();
    for (table, figures) in &report.statistics {
        for (id, count) in &figures.cells {
            let value = count.value.map(|value| value.to_string());
            all.insert((table.clone(), id.clone()), (count.raw.clone(), value));
        }
    }
    all
}

/// The figures of one side of a difference.
fn figures_in(difference: &Difference, side: impl Fn(&Figure) -> Option<&Stated>) -> Figures {
    let mut all = Figures::new();
    for table in &difference.tables {
        for stated in table.figures.iter().filter_map(&side) {
            let parts = if stated.parts.is_empty() { std::slice::from_ref(stated) } else { &stated.parts };
            for part in parts.iter().filter(|part| part.state != State::Absent) {
                all.insert((table.id.clone(), part.cell.clone()), (part.raw.clone(), part.value.clone()));
            }
        }
    }
    all
}

fn texts_of(report: &Report) -> Vec<String> {
    passage::passages_of(report).into_iter().map(|found| found.text.text).collect()
}

fn texts_in(difference: &Difference, side: impl Fn(&Passage) -> Option<&PassageText>) -> Vec<String> {
    let mut texts: Vec<&PassageText> = difference.passages.iter().filter_map(side).collect();
    texts.sort_by_key(|text| text.number);
    texts.into_iter().map(|text| text.text.clone()).collect()
}

fn document(texts: &[String]) -> crate::document::Document {
    let blocks = texts.iter().filter(|text| !text.is_empty()).map(|text| Block::text(text.as_str())).collect();
    crate::document::Document { blocks, ..Default::default() }
}

/// What a document says once its revisions are rejected or accepted; paragraphs nothing is left of are none.
fn said(document: &crate::document::Document, wanted: crate::document::Change) -> Vec<String> {
    let text = |content: &Content| -> String {
        let part = |inline: &Inline| match inline {
            Inline::Revision(Revision { change, content, .. }) if *change == wanted => content.plain_text(),
            Inline::Revision(_) => String::new(),
            other => Content::new(vec![other.clone()]).plain_text(),
        };
        content.inlines().iter().map(part).collect()
    };
    let texts = document.blocks.iter().map(|block| match block {
        Block::Paragraph(paragraph) => text(&paragraph.content),
        other => other.plain_text(),
    });
    texts.filter(|text| !text.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_report_does_not_differ_from_itself(report in report()) {
        let difference = reports_to_difference(&report, &report, &forms());
        prop_assert!(difference.is_none());
        let same = difference.passages.iter().all(|p| p.change == Change::Same);
        prop_assert!(same);
    }

    #[test]
    fn both_reports_can_be_had_back(before in report(), after in report()) {
        let difference = reports_to_difference(&before, &after, &forms());
        prop_assert_eq!(figures_in(&difference, |f| f.before.as_ref()), figures_of(&before));
        prop_assert_eq!(figures_in(&difference, |f| f.after.as_ref()), figures_of(&after));
        prop_assert_eq!(texts_in(&difference, |p| p.before.as_ref()), texts_of(&before));
        prop_assert_eq!(texts_in(&difference, |p| p.after.as_ref()), texts_of(&after));
        let order: Vec<usize> = difference.passages.iter().filter_map(|p| p.after.as_ref()).map(|t| t.number).collect();
        prop_assert!(order.windows(2).all(|pair| pair[0] < pair[1]), "in the order of the report after");
    }

    #[test]
    fn the_other_way_round_it_is_the_opposite(before in report(), after in report()) {
        let forth = reports_to_difference(&before, &after, &forms());
        let back = reports_to_difference(&after, &before, &forms());
        prop_assert_eq!(forth.is_none(), back.is_none());
        let count = |d: &Difference| (d.counts().figures, d.counts().written, d.counts().of_one_form);
        prop_assert_eq!(count(&forth), count(&back));
    }

    #[test]
    fn rejected_it_is_the_document_before_accepted_the_one_after(before in vec(sentence(), 0..8), after in vec(sentence(), 0..8)) {
        let (before, after) = (document(&before), document(&after));
        let revised = revised(&before, &after, "甲");
        let texts = |document: &crate::document::Document| document.blocks.iter().map(Block::plain_text).collect::<Vec<_>>();
        prop_assert_eq!(said(&revised, crate::document::Change::Deleted), texts(&before));
        prop_assert_eq!(said(&revised, crate::document::Change::Inserted), texts(&after));
    }
}
