//! What is written of reports is read back as it was.

use super::*;
use crate::finding::{Origin, catalogue};
use crate::form::Forms;
use crate::report::{Count, Statistics};

/// A report whose figures are of every kind there is.
fn entry(forms: &Forms, form: &str, organ: Option<&str>, year: Option<u16>) -> Entry {
    let form = forms.get(form).unwrap();
    let mut report = Report::blank(form, organ.unwrap_or_default(), 2023);
    (report.organ, report.year) = (organ.map(str::to_owned), year);
    let texts = ["0", "", "/", "12", "007", "12件", "约3", "１２", "+5", "-3", "=1", "缺", "？12"];
    for (id, figures) in &mut report.statistics {
        for (cell, text) in form.table(id).unwrap().data_cells().zip(texts.iter().cycle()) {
            figures.cells.insert(cell.id.clone(), Count::read(text, cell).0);
        }
    }
    // An amount in an unclear unit is no number, and a cell may be absent.
    let disclosure = &mut report.statistics["disclosure"].cells;
    if let Some(fees) = disclosure.get_mut("fees") {
        *fees = Count { raw: "26.55".into(), ..Count::default() };
    }
    disclosure.shift_remove("licences");
    report.statistics.shift_remove("disputes");
    Entry { report, source: "甲/a,\"b\".docx".into(), said: Said::default() }
}

fn rows(forms: &Forms, shape: Shape, entries: &[Entry]) -> Vec<Vec<Field>> {
    let mut rows = Rows::new(forms, shape);
    let mut found = rows.head();
    for entry in entries {
        found.extend(rows.add(entry));
    }
    found.extend(rows.finish());
    found
}

fn read(forms: &Forms, rows: &[Vec<Field>]) -> (Vec<Report>, Vec<Finding>) {
    let text = |row: &Vec<Field>| row.iter().map(|field| field.text.clone()).collect::<Vec<_>>();
    let mut reading = Reading::of_head(&text(&rows[0]), forms).unwrap();
    for (row, fields) in (2..).zip(&rows[1..]) {
        reading.row(text(fields), |column| Place::Cell { table: 1, row, column });
    }
    let read = reading.finish();
    (read.value, read.findings)
}

/// By full id the text and the value of each figure.
fn figures(report: &Report) -> Vec<(String, String, Option<String>)> {
    let of_table = |(id, figures): (&String, &crate::report::TableFigures)| {
        let figure = |(cell, count): (&String, &Count)| {
            (format!("{}:{id}.{cell}", figures.form), count.raw.clone(), count.value.map(|value| value.to_string()))
        };
        figures.cells.iter().map(figure).collect::<Vec<_>>()
    };
    report.statistics.iter().flat_map(of_table).collect()
}

#[test]
fn both_shapes_read_back_as_they_were() {
    let forms = Forms::built_in().unwrap();
    let nothing = Report { organ: Some("东山镇".into()), year: Some(2023), ..Report::default() };
    let mixed = {
        let mut mixed = entry(&forms, "2021", Some("甲局"), Some(2023));
        let old = entry(&forms, "2019", Some("甲局"), Some(2023));
        mixed.report.statistics["applications"] = old.report.statistics["applications"].clone();
        mixed
    };
    let entries = [
        entry(&forms, "2021", Some("清河市\n民政局,\"甲\""), Some(2023)),
        entry(&forms, "2021", Some("清河市\n民政局,\"甲\""), Some(2023)),
        entry(&forms, "2019", Some("=乙局"), Some(2020)),
        entry(&forms, "2021", None, None),
        mixed,
        Entry { report: nothing, source: "b".into(), said: Said::default() },
    ];
    for shape in [Shape::Long, Shape::Wide] {
        let rows = rows(&forms, shape, &entries);
        let (reports, findings) = read(&forms, &rows);
        assert!(!findings.iter().any(|finding| finding.code() == "list-row-not-read"), "{findings:?}");
        assert_eq!(reports.len(), entries.len(), "{shape:?}");
        if shape == Shape::Long {
            let mut sorted = rows.clone();
            sorted[1..].sort_by_key(|row| row[5].text.clone());
            let (sorted, _) = read(&forms, &sorted);
            assert_eq!(sorted.len(), entries.len(), "rows may have been sorted");
            let counts = |reports: &[Report]| {
                let mut counts: Vec<usize> = reports.iter().map(|report| figures(report).len()).collect();
                counts.sort_unstable();
                counts
            };
            assert_eq!(counts(&sorted), counts(&reports));
        }
        for (report, entry) in reports.iter().zip(&entries) {
            assert_eq!((&report.organ, report.year), (&entry.report.organ, entry.report.year));
            assert_eq!(figures(report), figures(&entry.report), "{shape:?}");
        }
    }
}

#[test]
fn a_row_that_is_not_as_it_was_written_is_named_and_gives_nothing() {
    let forms = Forms::built_in().unwrap();
    let entries = [entry(&forms, "2021", Some("甲局"), Some(2023))];
    let said = |shape: Shape, change: fn(&mut Vec<Vec<Field>>)| {
        let mut rows = rows(&forms, shape, &entries);
        change(&mut rows);
        let (reports, findings) = read(&forms, &rows);
        let unread = findings.iter().filter(|finding| finding.code() == "list-row-not-read");
        let places: Vec<_> = unread.map(|finding| finding.location().place.clone()).collect();
        (reports.iter().map(|report| figures(report).len()).sum::<usize>(), places)
    };
    let at = |row: u32, column: u32| vec![Some(Place::Cell { table: 1, row, column })];
    let whole = figures(&entries[0].report).len();
    assert_eq!(said(Shape::Long, |_| ()), (whole, vec![]));
    for (shape, change, place) in [
        (Shape::Long, (|rows| rows[1][7].text = "8".into()) as fn(&mut Vec<Vec<Field>>), at(2, 8)),
        (Shape::Long, |rows| rows[1][5].text = "disclosure.nothing".into(), at(2, 6)),
        (Shape::Long, |rows| rows[1][3].text = "2008".into(), at(2, 4)),
        (Shape::Long, |rows| rows[1][2].text = "二〇二三".into(), at(2, 3)),
        (Shape::Long, |rows| rows[2] = rows[1].clone(), at(3, 6)),
        (Shape::Long, |rows| rows[1].push(Field { text: "1".into(), number: None }), at(2, 12)),
    ] {
        assert_eq!(said(shape, change), (whole - 1, place));
    }
    for (change, place) in [
        ((|rows| rows[1][3].text = "2008".into()) as fn(&mut Vec<Vec<Field>>), at(2, 4)),
        (|rows| rows[1].push(Field { text: "1".into(), number: None }), at(2, rows_wide() + 1)),
    ] {
        assert_eq!(said(Shape::Wide, change), (0, place));
    }
}

/// How many columns a wide list of the form of 2021 has.
fn rows_wide() -> u32 {
    let forms = Forms::built_in().unwrap();
    8 + u32::try_from(forms.get("2021").unwrap().tables.iter().flat_map(|table| table.data_cells()).count()).unwrap()
}

#[test]
fn other_heads_are_none_of_ours() {
    let forms = Forms::built_in().unwrap();
    let rows = rows(&forms, Shape::Wide, &[entry(&forms, "2021", Some("甲局"), Some(2023))]);
    let head: Vec<String> = rows[0].iter().map(|field| field.text.clone()).collect();
    assert!(Reading::of_head(&head, &forms).is_some());
    let mut padded = head.clone();
    padded.extend([String::new(), String::new()]);
    assert!(Reading::of_head(&padded, &forms).is_some(), "columns without a name at the end are none");
    let other = |change: &dyn Fn(&mut Vec<String>)| {
        let mut head = head.clone();
        change(&mut head);
        Reading::of_head(&head, &forms).is_some()
    };
    assert!(!other(&|head| head[1] = "单位".into()));
    assert!(!other(&|head| head[9] = "disclosure.nothing".into()));
    assert!(!other(&|head| head[9] = head[8].clone()));
    assert!(!other(&|head| head.clear()));
}

#[test]
fn what_was_found_stands_at_its_figure() {
    let forms = Forms::built_in().unwrap();
    let mut entry = entry(&forms, "2021", Some("甲局"), Some(2023));
    let place = |row| Place::Cell { table: 1, row, column: 2 };
    let cells = &mut entry.report.statistics["disclosure"].cells;
    cells["penalties"].origin = Origin::at(place(3));
    let findings = [
        catalogue::report::table_missing("丙"),
        catalogue::list::list_year_from_title(2023).at(place(3)),
        catalogue::list::list_total_row("乙").at(place(3)).as_grave_as(Severity::Warning),
        catalogue::list::list_total_row("乙").at(place(4)).as_grave_as(Severity::Warning),
    ];
    let grave = usize::from(findings[0].severity() == Severity::Error);
    let one = Found::of(&findings).said(&entry.report, true, Language::English);
    assert_eq!((one.errors, one.warnings), (grave, 3 - grave), "notes do not count");
    assert_eq!(one.of_cells.keys().collect::<Vec<_>>(), ["disclosure.penalties"]);
    assert!(one.of_cells["disclosure.penalties"].ends_with("[list-total-row]"));
    let of_several = Found::of(&findings).said(&entry.report, false, Language::English);
    assert_eq!((of_several.errors, of_several.warnings, of_several.codes.len()), (0, 1, 1));
}

#[test]
fn a_row_of_sums_is_no_report() {
    let forms = Forms::built_in().unwrap();
    let entry = entry(&forms, "2021", Some("甲局"), Some(2023));
    let mut rows = Rows::new(&forms, Shape::Wide);
    rows.add(&entry);
    rows.add_total("合计", &Report { statistics: Statistics::new(), ..entry.report.clone() });
    let rows: Vec<_> = rows.finish().collect();
    let (reports, findings) = read(&forms, &rows);
    assert_eq!((rows.len(), reports.len()), (3, 1));
    assert!(findings.iter().any(|finding| finding.code() == "list-total-row"));
}
