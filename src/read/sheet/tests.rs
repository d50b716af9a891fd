use super::*;
use crate::document::Cell;
use crate::finding::Finding;
use rust_xlsxwriter::{Format, Formula, Workbook as Writer};
use std::io::Write;

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A package made by hand, part by part.
struct Package(Vec<(String, String)>);

impl Package {
    /// One visible sheet "表" with this inside `worksheet`.
    fn of_sheet(content: &str) -> Self {
        Package::of_sheets(&[("表", "", content)])
    }

    /// Sheets by name, extra attributes of `sheet`, and content of `worksheet`.
    fn of_sheets(sheets: &[(&str, &str, &str)]) -> Self {
        let mut list = String::new();
        let mut relationships = String::new();
        let mut parts = Vec::new();
        for (i, (name, attributes, content)) in sheets.iter().enumerate() {
            let n = i + 1;
            list.push_str(&format!(r#"<sheet name="{name}" sheetId="{n}" {attributes} r:id="rId{n}"/>"#));
            relationships.push_str(&format!(
                r#"<Relationship Id="rId{n}" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet{n}.xml"/>"#
            ));
            let sheet = format!(r#"<worksheet xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}">{content}</worksheet>"#);
            parts.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
        }
        for kind in ["sharedStrings", "styles"] {
            relationships
                .push_str(&format!(r#"<Relationship Id="{kind}" Type="{RELATIONSHIPS}/{kind}" Target="{kind}.xml"/>"#));
        }
        let package_relationships =
            format!(r#"<Relationship Id="rId1" Type="{RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/>"#);
        let wrap = |inner: &str| {
            format!(
                r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>"#
            )
        };
        let types = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
        let book = format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>{list}</sheets></workbook>"#);
        let mut package = Package(vec![
            ("[Content_Types].xml".into(), types.into()),
            ("_rels/.rels".into(), wrap(&package_relationships)),
            ("xl/workbook.xml".into(), book),
            ("xl/_rels/workbook.xml.rels".into(), wrap(&relationships)),
        ]);
        package.0.extend(parts);
        package
            .strings("<si><t>第一</t></si><si><r><t>富</t></r><r><t>文本</t></r><rPh><t>fu</t></rPh></si>")
            .formats("")
    }

    fn with(mut self, name: &str, content: String) -> Self {
        self.0.retain(|(part, _)| part != name);
        self.0.push((name.into(), content));
        self
    }

    fn strings(self, items: &str) -> Self {
        self.with("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}">{items}</sst>"#))
    }

    /// Cell style 0 is general; 1 and on are these number formats, `;;` between them.
    fn formats(self, codes: &str) -> Self {
        let codes: Vec<&str> = codes.split("||").filter(|code| !code.is_empty()).collect();
        let numbered = codes.iter().enumerate();
        let formats: String = numbered
            .map(|(i, code)| {
                format!(r#"<numFmt numFmtId="{}" formatCode="{}"/>"#, 200 + i, code.replace('"', "&quot;"))
            })
            .collect();
        let cells: String = (0..codes.len()).map(|i| format!(r#"<xf numFmtId="{}"/>"#, 200 + i)).collect();
        let styles = format!(
            r#"<styleSheet xmlns="{MAIN}"><numFmts>{formats}</numFmts><cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>"#
        );
        self.with("xl/styles.xml", styles)
    }

    fn bytes(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn read(&self) -> Warned<Document> {
        xlsx_to_document(&self.bytes()).unwrap()
    }

    fn error(&self) -> Error {
        xlsx_to_document(&self.bytes()).unwrap_err()
    }
}

fn rows(cells: &str) -> Package {
    Package::of_sheet(&format!("<sheetData>{cells}</sheetData>"))
}

fn grids(document: &Document) -> Vec<&Grid> {
    let grid = |block: &_| -> Option<*const Grid> {
        match block {
            Block::Table(grid) => Some(std::ptr::from_ref(grid)),
            _ => None,
        }
    };
    assert!(document.blocks.iter().all(|block| grid(block).is_some()), "only tables");
    document.blocks.iter().filter_map(|block| if let Block::Table(grid) = block { Some(grid) } else { None }).collect()
}

/// The texts of the only grid, row by row, a merged cell once.
fn texts(document: &Document) -> Vec<Vec<String>> {
    let [grid] = grids(document)[..] else { panic!("one table expected, found {}", document.blocks.len()) };
    let mut rows = vec![Vec::new(); grid.rows() as usize];
    grid.cells().iter().for_each(|cell| rows[cell.row as usize].push(cell.plain_text()));
    rows
}

fn codes(findings: &[Finding]) -> Vec<String> {
    let line = |f: &Finding| format!("{} {}", f.location().render(crate::finding::Language::English), f.code());
    findings.iter().map(line).collect()
}

#[test]
fn what_a_writer_writes_is_read_as_it_stands() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet().set_name("表三").unwrap();
    sheet.write_string(2, 1, "0100").unwrap();
    sheet.write_number(2, 2, 122).unwrap();
    sheet.write_number(2, 3, 26.55).unwrap();
    sheet.write_number(3, 1, 11_398_889.0).unwrap();
    sheet.write_number(3, 2, 0.1).unwrap();
    sheet.write_string(3, 3, "商业\n企业").unwrap();
    sheet.write_boolean(4, 1, true).unwrap();
    sheet.write_string(4, 2, " a_x0041_b ").unwrap();
    sheet.merge_range(5, 1, 6, 2, "合并", &Format::new()).unwrap();
    let read = xlsx_to_document(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(codes(&read.findings), Vec::<String>::new());
    assert_eq!(
        texts(&read.value),
        [
            vec!["0100", "122", "26.55"],
            vec!["11398889", "0.1", "商业\n企业"],
            vec!["TRUE", " a_x0041_b ", ""],
            vec!["合并", ""],
            vec![""],
        ]
    );
    let grid = grids(&read.value)[0];
    let merged: Vec<&Cell> = grid.cells().iter().filter(|cell| cell.row_span > 1).collect();
    assert_eq!((merged[0].row_span, merged[0].column_span), (2, 2));
    let places: Vec<_> = grid.cells().iter().map(|c| c.origin.0.clone().unwrap()).collect();
    assert_eq!(places[0], Place::SheetCell { sheet: "表三".into(), row: 3, column: 2 });
    assert_eq!(places[8], Place::SheetCell { sheet: "表三".into(), row: 5, column: 4 }, "blank cells have places too");
    assert_eq!(grid.origin.0, Some(Place::Sheet("表三".into())));
}

#[test]
fn each_sheet_that_holds_something_is_a_table() {
    let cell = |text: &str| format!(r#"<sheetData><row><c t="inlineStr"><is><t>{text}</t></is></c></row></sheetData>"#);
    let (first, second) = (cell("甲"), cell("乙"));
    let read =
        Package::of_sheets(&[("一", "", &first), ("空", "", "<sheetData/>"), ("二", r#"state="hidden""#, &second)])
            .read();
    assert_eq!(grids(&read.value).len(), 2);
    assert_eq!(codes(&read.findings), ["sheet 二 hidden-sheet"]);
}

#[test]
fn text_that_looks_like_a_number_and_a_number_stay_apart() {
    let read = rows(
        r#"<row r="1"><c r="A1" t="str"><v>0100</v></c><c r="B1"><v>0100</v></c><c r="C1" t="inlineStr"><is><t>1e3</t></is></c><c r="D1"><v>1e3</v></c></row>"#,
    )
    .read();
    assert_eq!(texts(&read.value), [["0100", "100", "1e3", "1000"]]);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
}

#[test]
fn a_bad_shared_string_index_is_named_and_never_a_value() {
    for index in ["2", "-1", "x", "99999999999999999999"] {
        let cells = format!(
            r#"<row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4" t="s"><v>{index}</v></c><c r="C4"><v>7</v></c></row>"#
        );
        let read = rows(&cells).read();
        assert_eq!(texts(&read.value), [["富文本", "", "7"]], "{index}");
        assert_eq!(codes(&read.findings)[0], "表!B4 shared-string-missing", "{index}");
    }
}

#[test]
fn errors_and_formulas_without_results_are_named() {
    let read = rows(
        r##"<row r="1"><c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><f>SUM(C1)</f><v/></c><c r="C1"><f>1+1</f><v>2</v></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="e"><v>#SPILL!</v></c></row>"##,
    )
    .read();
    assert_eq!(texts(&read.value), [["#DIV/0!", "", "2", "", "#SPILL!"]]);
    assert_eq!(
        codes(&read.findings),
        ["表!A1 cell-error", "表!B1 formula-without-value", "表!E1 cell-error", "sheet 表 second-reading-missing"]
    );
}

#[test]
fn results_never_calculated_are_doubted() {
    let mut book = Writer::new();
    let sheet = book.add_worksheet();
    sheet.write_number(0, 0, 5).unwrap();
    sheet.write_formula(0, 1, Formula::new("=A1*2")).unwrap();
    let read = xlsx_to_document(&book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(texts(&read.value), [["5", "0"]], "the writing library stores 0 for what it doesn't calculate");
    assert_eq!(codes(&read.findings), ["Sheet1!B1 formula-value-not-calculated"]);
}

#[test]
fn what_a_cell_shows_instead_of_its_value_is_said() {
    let read = rows(
        r#"<row r="1"><c r="A1" s="1"><v>26.55</v></c><c r="B1" s="2"><v>0.5</v></c><c r="C1" s="3"><v>45296</v></c><c r="D1" s="4"><v>12000</v></c><c r="E1" s="1"><v>27</v></c><c r="F1"><v>0.30000000000000004</v></c></row>"#,
    )
    .formats(r#"0||0.0%||yyyy"年"m"月"d"日"||0!.0,"万""#)
    .read();
    assert_eq!(texts(&read.value), [["26.55", "0.5", "2024-01-05", "1.2万", "27", "0.3"]]);
    assert_eq!(codes(&read.findings), ["表!A1 shown-differently", "表!B1 shown-differently", "表!C1 date-in-cell",]);
    assert_eq!(read.findings[0].value("shown"), Some("27"));
    assert_eq!(read.findings[1].value("shown"), Some("50.0%"));
    assert_eq!(read.findings[2].value("number"), Some("45296"));
    // A date before the first there is, and a fraction.
    let read = rows(r#"<row r="2"><c r="B2" s="1"><v>-3</v></c><c r="C2" s="2"><v>2.5</v></c></row>"#)
        .formats("yyyy/m/d||# ?/?")
        .read();
    assert_eq!(texts(&read.value), [["-3", "2.5"]]);
    assert_eq!(codes(&read.findings), ["表!B2 number-format-unknown", "表!C2 number-format-unknown"]);
    // More digits than programs keep, which is no noise of doubles.
    let read = rows(r#"<row r="3"><c r="A3"><v>1234567890123456789</v></c><c r="B3"><v>0.1</v></c></row>"#).read();
    assert_eq!(codes(&read.findings), ["表!A3 number-beyond-precision"]);
}

#[test]
fn conditional_formats_beyond_all_bounds_are_left_aside_and_named() {
    let cells: String =
        (1..=1_000).map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>"#)).collect();
    let rule = r#"<cfRule type="cellIs" dxfId="0" priority="1" operator="equal"><formula>1</formula></cfRule>"#;
    let ranges = "A1:A9 ".repeat(21_000);
    let formats = format!(r#"<conditionalFormatting sqref="{}">{rule}</conditionalFormatting>"#, ranges.trim_end());
    let struck = r#"<cellXfs><xf numFmtId="0"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs>"#;
    let read = Package::of_sheet(&format!("<sheetData>{cells}</sheetData>{formats}"))
        .with("xl/styles.xml", format!(r#"<styleSheet xmlns="{MAIN}">{struck}</styleSheet>"#))
        .read();
    assert_eq!(texts(&read.value).len(), 1_000);
    assert_eq!(codes(&read.findings), ["sheet 表 conditional-formats-not-read"]);
}

#[test]
fn of_an_embedded_workbook_the_sheet_it_was_left_at_is_shown() {
    let cell = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>"#;
    let bad = r#"<sheetData><row r="1"><c r="A1"><v>很多</v></c></row></sheetData>"#;
    let package = Package::of_sheets(&[("甲", "", bad), ("乙", "", cell), ("丙", "", cell)]);
    let book = package.0.iter().find(|(name, _)| name == "xl/workbook.xml").unwrap().1.clone();
    let left_at = book.replace("<sheets>", r#"<bookViews><workbookView activeTab="1"/></bookViews><sheets>"#);
    let read = super::embedded_to_document(&package.with("xl/workbook.xml", left_at).bytes()).unwrap();
    assert_eq!(grids(&read.value)[0].origin.0, Some(Place::Sheet("乙".into())));
    assert_eq!((grids(&read.value).len(), codes(&read.findings).len()), (1, 1));
    // What is said of the sheets that are not shown is not said; they are, of the file as a whole.
    assert_eq!((read.findings[0].code(), &read.findings[0].location().place), ("sheets-not-shown", &None));
    let sheets = read.findings[0].typed("sheets").map(|sheets| sheets.render(crate::finding::Language::Chinese));
    assert_eq!(sheets.as_deref(), Some("甲、丙"));
}

#[test]
fn hidden_rows_and_columns_are_read_and_named() {
    let read = Package::of_sheet(
        r#"<cols><col min="2" max="16384" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c></row><row r="3" ht="0"><c r="A3"><v>3</v></c></row></sheetData>"#,
    )
    .read();
    assert_eq!(texts(&read.value), [["1", "", "3"], ["2", "", ""], ["3", "", ""]]);
    assert_eq!(codes(&read.findings), ["sheet 表 hidden-rows", "sheet 表 hidden-columns"]);
    assert_eq!(read.findings[0].value("rows"), Some("2–3"));
    assert_eq!(read.findings[1].value("columns"), Some("B–C"));
}

#[test]
fn merged_ranges_tile_or_are_named() {
    let cells = r#"<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>"#;
    let merged = |ranges: &[&str]| {
        let ranges: String = ranges.iter().map(|range| format!(r#"<mergeCell ref="{range}"/>"#)).collect();
        Package::of_sheet(&format!("{cells}<mergeCells>{ranges}</mergeCells>")).read()
    };
    let size = |read: &Warned<Document>| {
        let grid = grids(&read.value)[0];
        (grid.rows(), grid.columns(), grid.cells()[0].column_span)
    };
    let widened = merged(&["A1:D1"]);
    assert_eq!((size(&widened), widened.findings.len()), ((2, 4, 4), 0), "a title merged over blank columns");
    let whole_row = merged(&["A1:XFD1"]);
    assert_eq!(size(&whole_row), (2, 2, 2));
    assert_eq!(codes(&whole_row.findings), ["表!A1 merge-clipped"]);
    let overlapping = merged(&["A1:B1", "B1:B2", "B2:A1"]);
    assert_eq!(codes(&overlapping.findings), ["sheet 表 merge-invalid", "表!B1 merge-invalid"]);
    let over_text = merged(&["A2:B2"]);
    assert_eq!(codes(&over_text.findings), ["表!B2 text-under-merge"]);
    assert_eq!(texts(&over_text.value), [vec!["第一", ""], vec!["1"]]);
}

#[test]
fn a_declared_dimension_costs_nothing_and_a_sparse_sheet_is_refused() {
    let at = |last: &str| {
        let row = last.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let content = format!(
            r#"<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="{row}"><c r="{last}"><v>2</v></c></row></sheetData>"#
        );
        Package::of_sheet(&content)
    };
    assert_eq!(texts(&at("B2").read().value), [["1", ""], ["", "2"]]);
    let most = at("A680000").read();
    assert_eq!(u64::from(grids(&most.value)[0].rows()), super::MAX_PLACES);
    for far in ["A680001", "XFD1048576"] {
        let read = at(far).read();
        assert_eq!(texts(&read.value), [["1"]]);
        assert_eq!(codes(&read.findings), [format!("表!{far} far-cell-left-out")]);
    }
    // No cell far from the next: a sheet that is as large as that.
    let rows: String =
        (0..=1000).map(|n| n * 1000 + 1).map(|n| format!(r#"<row r="{n}"><c r="A{n}"><v>2</v></c></row>"#)).collect();
    let error = Package::of_sheet(&format!("<sheetData>{rows}</sheetData>")).error();
    assert_eq!((error.code(), error.finding().value("found")), ("limit-exceeded", Some("1000001")));
    assert_eq!(error.finding().location().place, Some(Place::Sheet("表".into())));
}

#[test]
fn one_text_in_many_cells_is_limited() {
    let cells = |n: usize| -> String {
        (1..=n).map(|r| format!(r#"<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>"#)).collect()
    };
    let strings = format!("<si><t>{}</t></si>", "a".repeat(1 << 20));
    assert!(rows(&cells(64)).strings(&strings).read().findings.is_empty());
    assert_eq!(rows(&cells(65)).strings(&strings).error().finding().value("found"), Some("68157440"));
}

#[test]
fn a_sheet_name_beyond_all_bounds_is_refused() {
    let named = |n: usize| Package::of_sheets(&[(&"名".repeat(n), "", "<sheetData/>")]);
    assert!(xlsx_to_document(&named(255).bytes()).is_ok());
    assert_eq!(named(256).error().code(), "limit-exceeded");
}

#[test]
fn white_space_far_away_does_not_count() {
    let read =
        rows(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v> </v></c></row>"#)
            .read();
    assert_eq!(texts(&read.value), [["1"]]);
}

#[test]
fn addresses_missing_wrong_or_twice() {
    let read = rows(r#"<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"#).read();
    assert_eq!(
        (texts(&read.value), read.findings.len()),
        (vec![vec!["1".into(), "2".into()], vec!["3".into(), "".into()]], 0)
    );
    let wrong = rows(r#"<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZZZ9"><v>2</v></c></row>"#).read();
    assert_eq!(texts(&wrong.value), [["1", "2"]]);
    assert_eq!(codes(&wrong.findings), ["表!B1 cell-address-invalid", "sheet 表 second-reading-missing"]);
    let twice = rows(r#"<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>"#).read();
    assert_eq!(
        (texts(&twice.value), codes(&twice.findings)),
        (vec![vec!["1".to_owned()]], vec!["表!A1 cell-twice".to_owned()])
    );
}

#[test]
fn values_that_do_not_fit_their_type_are_kept_as_text_and_named() {
    let read = rows(
        r#"<row r="1"><c r="A1" t="n"><v>12a</v></c><c r="B1" t="b"><v>2</v></c><c r="C1" t="q"><v>x</v></c><c r="D1"><v>inf</v></c></row>"#,
    )
    .read();
    assert_eq!(texts(&read.value), [["12a", "2", "x", "inf"]]);
    assert_eq!(read.findings.iter().filter(|f| f.code() == "cell-value-invalid").count(), 4);
}

#[test]
fn what_would_exhaust_the_second_reader_is_kept_from_it() {
    let sheet = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    let strings = format!(r#"<sst xmlns="{MAIN}" uniqueCount="18446744073709551615"><si><t>一</t></si></sst>"#);
    let brackets = "[".repeat(300);
    for package in [
        rows(sheet).with("xl/sharedStrings.xml", strings),
        rows(sheet).formats(&brackets),
        Package::of_sheet(&format!(r#"<dimension ref="B2:A1"/><sheetData>{sheet}</sheetData>"#)),
        Package::of_sheet(&format!(r#"<dimension ref="A99999999999"/><sheetData>{sheet}</sheetData>"#)),
    ] {
        let read = package.read();
        assert_eq!(codes(&read.findings), ["sheet 表 second-reading-missing"]);
        assert_eq!(grids(&read.value).len(), 1);
    }
}

#[test]
fn drawings_and_comments_are_named() {
    let drawing_ns = "http://schemas.openxmlformats.org/drawingml/2006";
    let anchor = |inner: &str| {
        format!(r#"<x:twoCellAnchor><x:from><x:col>1</x:col><x:row>2</x:row></x:from>{inner}</x:twoCellAnchor>"#)
    };
    let drawing = format!(
        r#"<x:wsDr xmlns:x="{drawing_ns}/spreadsheetDrawing" xmlns:a="{drawing_ns}/main" xmlns:c="{drawing_ns}/chart">{}{}{}</x:wsDr>"#,
        anchor(r#"<x:graphicFrame><x:cNvPr id="2" name="图表 1"/><a:graphic><c:chart/></a:graphic></x:graphicFrame>"#),
        anchor(r#"<x:pic><x:cNvPr id="3" name="图片 1" descr="公章"/></x:pic>"#),
        anchor(
            r#"<x:sp><x:cNvPr id="4" name="文本框 1"/><x:txBody><a:p><a:r><a:t>单位：</a:t></a:r><a:r><a:t>件</a:t></a:r></a:p></x:txBody></x:sp>"#
        ),
    );
    let comments = format!(
        r#"<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text><t>待核</t></text></comment></commentList></comments>"#
    );
    let relationships = format!(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{RELATIONSHIPS}/drawing" Target="../drawings/drawing1.xml"/><Relationship Id="b" Type="{RELATIONSHIPS}/comments" Target="../comments1.xml"/></Relationships>"#
    );
    let read = rows(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#)
        .with("xl/worksheets/_rels/sheet1.xml.rels", relationships)
        .with("xl/drawings/drawing1.xml", drawing)
        .with("xl/comments1.xml", comments)
        .read();
    assert_eq!(
        codes(&read.findings),
        ["表!B3 drawing-left-out", "表!B3 drawing-left-out", "表!B3 text-box-left-out", "表!A1 cell-comment-left-out"]
    );
    assert_eq!(read.findings[1].value("name"), Some("图片 1，公章"));
    assert_eq!(read.findings[2].value("text"), Some("单位：件"));
}

#[test]
fn input_messages_are_named_once_each() {
    let validation = |range: &str, shown: u8, prompt: &str| {
        format!(r#"<dataValidation showInputMessage="{shown}" sqref="{range}" prompt="{prompt}"/>"#)
    };
    let read = Package::of_sheet(&format!(
        r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><dataValidations>{}{}{}</dataValidations>
           <extLst><ext><x14:dataValidations xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
             xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:dataValidation showInputMessage="1"
             promptTitle="填写" prompt="整数"><xm:sqref>C3</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>"#,
        validation("B2:D4 F1", 1, "单位：元"),
        validation("B9", 1, "单位：元"),
        validation("B1", 0, "不显示"),
    ))
    .read();
    assert_eq!(codes(&read.findings), ["表!B2 input-message-left-out", "表!C3 input-message-left-out"]);
    let texts: Vec<_> = read.findings.iter().map(|finding| finding.value("text")).collect();
    assert_eq!(texts, [Some("单位：元"), Some("填写 整数")]);
}

#[test]
fn many_findings_of_a_kind_are_counted_not_listed() {
    let cells = |n: usize| -> String {
        (1..=n).map(|r| format!(r#"<row r="{r}"><c r="A{r}" s="1"><v>0.5</v></c></row>"#)).collect()
    };
    assert_eq!(rows(&cells(500)).formats("0%").read().findings.len(), 500);
    let findings = rows(&cells(502)).formats("0%").read().findings;
    assert_eq!(findings.len(), 501);
    assert_eq!((findings[500].code(), findings[500].value("count")), ("more-of-the-same", Some("2")));
}

#[test]
fn a_broken_sheet_keeps_what_can_be_read_and_says_so() {
    let whole = rows(r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>"#);
    let sheet = &whole.0.iter().find(|(name, _)| name.ends_with("sheet1.xml")).unwrap().1;
    let cut = sheet.find(r#"<c r="A2">"#).unwrap();
    let broken = sheet[..cut].to_owned();
    let read = whole.with("xl/worksheets/sheet1.xml", broken).read();
    assert_eq!(texts(&read.value), [["1"]]);
    assert!(read.findings.iter().any(|f| f.code() == "sheet-unreadable"), "{:?}", codes(&read.findings));
}

#[test]
fn cells_outside_rows_are_not_lost_in_silence() {
    let nested = r#"<sheetData><row r="1"><c r="A1"><v>1</v></c></row><x><row r="2"><c r="A2"><v>2</v></c></row></x></sheetData>"#;
    let findings = Package::of_sheet(nested).read().findings;
    assert_eq!(codes(&findings), ["sheet 表 sheet-unreadable", "表!A2 readings-disagree"]);
}

#[test]
fn a_sheet_without_its_namespace_is_read() {
    let sheet = r#"<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>"#;
    let read = rows("").with("xl/worksheets/sheet1.xml", sheet.into()).read();
    assert_eq!((texts(&read.value), read.findings.len()), (vec![vec!["1".to_owned()]], 0));
}

#[test]
fn files_that_are_no_workbook_are_refused_for_what_they_are() {
    let code = |bytes: &[u8]| xlsx_to_document(bytes).unwrap_err().code();
    assert_eq!(code(b""), "empty-file");
    assert_eq!(code("年报".as_bytes()), "not-a-zip");
    let mut old = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    old.resize(4096, 0);
    assert_eq!(code(&old), "old-binary-format");
    assert_eq!(Package::of_sheets(&[]).error().code(), "no-sheets");
    let word = Package(vec![
        ("[Content_Types].xml".into(), r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#.into()),
        ("_rels/.rels".into(), format!(r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{RELATIONSHIPS}/officeDocument" Target="word/document.xml"/></Relationships>"#)),
        ("word/document.xml".into(), "<w:document/>".into()),
    ]);
    assert_eq!(word.error().code(), "wrong-package");
}

#[test]
fn an_empty_workbook_and_a_missing_sheet_are_said() {
    assert_eq!(codes(&rows("").read().findings), [" workbook-empty"]);
    let mut package = rows("");
    package.0.retain(|(name, _)| name != "xl/worksheets/sheet1.xml");
    assert!(codes(&package.read().findings).contains(&"sheet 表 sheet-unreadable".to_owned()));
}

#[test]
fn cutting_the_file_anywhere_never_panics() {
    let bytes = rows(r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>"#).bytes();
    for end in (0..bytes.len()).step_by(7) {
        // Either an error or a document whose findings name the damage.
        if let Ok(read) = xlsx_to_document(&bytes[..end]) {
            assert!(!read.findings.is_empty(), "cut at {end}");
        }
    }
}
