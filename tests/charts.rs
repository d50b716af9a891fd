//! Charts of a report's figures: in every format that draws them, and gone when it is read again.

use crate::support::{REPORTS, draft, nianbao, options, said, sample, sample_bytes};
use lopdf::{Dictionary, Object};
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::document::{Block, Chart, ChartSeries, Document};
use nianbao::finding::Warned;
use nianbao::font::Faces;
use nianbao::form::Form;
use nianbao::format::Format;
use nianbao::ooxml::{Package, PackageKind};
use nianbao::report::{Count, Report};
use nianbao::style::{ChartPlace, Style};
use nianbao::write::docx::document_to_docx;

/// The options by which charts are drawn there.
fn with_charts(place: ChartPlace) -> Options {
    let mut options = options();
    options.style.charts.show = true;
    options.style.charts.place = place;
    options
}

fn written(report: &Report, format: Format, options: &Options) -> Vec<u8> {
    Publication::compose(report, options).value.to_bytes(format).unwrap().value
}

/// What a file shows, whatever data it carries, and how many of our charts were left out of it.
fn shown(bytes: &[u8], format: Format) -> (Report, usize) {
    let mut options = options();
    options.read.visible_only = true;
    let Warned { value, findings } = bytes_to_report(bytes, format, &options).unwrap();
    (value, findings.iter().filter(|finding| finding.code() == "own-chart-left-out").count())
}

/// The same report on the year before, with fewer applications and one figure that is blank.
fn year_before(report: &Report) -> Report {
    let mut before = report.clone();
    before.year = report.year.map(|year| year - 1);
    for (id, count) in &mut before.statistics.get_mut("applications").unwrap().cells {
        *count = if id == "results.granted.total" { Count::default() } else { Count::of(id.len() as i64) };
    }
    before
}

#[test]
fn a_report_published_with_charts_reads_back_as_one_without() {
    for name in REPORTS {
        let report = draft(name).value;
        for place in [ChartPlace::Section, ChartPlace::Table] {
            let mut options = with_charts(place);
            for last_year in [false, true] {
                options.write.last_year = if last_year { vec![year_before(&report)] } else { Vec::new() };
                let composed = Publication::compose(&report, &options).value;
                let blocks = composed.document().blocks.iter();
                let charts = blocks.filter(|block| matches!(block, Block::Chart(_))).count();
                assert!(charts >= if last_year { 3 } else { 1 }, "{name}: {charts}");
                for fragment in [false, true] {
                    options.write.html.fragment = fragment;
                    let (read, left_out) = shown(&written(&report, Format::Html, &options), Format::Html);
                    assert_eq!(left_out, charts, "{name} {place:?} {fragment}");
                    assert!(read == report, "{name} {place:?} {fragment}");
                }
                let (read, left_out) = shown(&written(&report, Format::Docx, &options), Format::Docx);
                assert_eq!(left_out, charts, "{name} {place:?}");
                assert!(read == report, "{name} {place:?}");
            }
        }
        // Where they stand among the text, as pages do not say all of it.
        let (plain, _) = shown(&written(&report, Format::Pdf, &self::options()), Format::Pdf);
        let with = written(&report, Format::Pdf, &with_charts(ChartPlace::Section));
        let (read, left_out) = shown(&with, Format::Pdf);
        assert!(left_out > 0, "{name}");
        assert!(read == plain, "{name}");
        let carried = bytes_to_report(&with, Format::Pdf, &self::options()).unwrap().value;
        assert!(carried == report, "{name}: the data it carries");
    }
}

#[test]
fn the_same_charts_give_the_same_bytes_and_what_draws_none_is_as_without() {
    let report = draft("lukou-2021").value;
    let options = with_charts(ChartPlace::Section);
    for format in [Format::Docx, Format::Pdf, Format::Html] {
        assert!(written(&report, format, &options) == written(&report, format, &options), "{format:?}");
    }
    for format in [Format::Xlsx, Format::Markdown, Format::Json] {
        let without = written(&report, format, &self::options());
        assert!(written(&report, format, &options) == without, "{format:?}");
    }
}

/// The elements of our charts in a PDF's structure.
fn figures(pdf: &lopdf::Document) -> Vec<&Dictionary> {
    let elements = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let title = |dict: &&Dictionary| dict.get(b"T").ok().and_then(|title| lopdf::decode_text_string(title).ok());
    elements.filter(|dict| title(dict).is_some_and(|title| title == Chart::MARK)).collect()
}

#[test]
fn a_chart_in_a_pdf_is_a_figure_whose_description_says_every_number() {
    let report = draft("qinghe-2023").value;
    let pdf = lopdf::Document::load_mem(&written(&report, Format::Pdf, &with_charts(ChartPlace::Section))).unwrap();
    let figures = figures(&pdf);
    assert_eq!(figures.len(), 2);
    let said: Vec<String> = figures
        .iter()
        .map(|figure| {
            assert_eq!(figure.get(b"S").unwrap().as_name().unwrap(), b"Figure");
            let attributes = figure.get(b"A").unwrap();
            let attributes = pdf.dereference(attributes).unwrap().1.as_dict().unwrap();
            assert!(attributes.has(b"BBox"));
            lopdf::decode_text_string(figure.get(b"Alt").unwrap()).unwrap()
        })
        .collect();
    let results = "予以公开 1070、部分公开 263、不予公开 261、无法提供 613、不予处理 132、其他处理 167";
    assert!(said.iter().any(|said| said.ends_with(results)), "{said:?}");
    // Caption and drawing are all that is in it.
    let kids = figures[0].get(b"K").unwrap().as_array().unwrap();
    assert!(matches!(kids[0], Object::Reference(_)) && kids.len() >= 2, "{kids:?}");
}

#[test]
fn word_draws_a_chart_itself_of_data_that_a_workbook_holds() {
    let report = draft("qinghe-2023").value;
    let mut options = with_charts(ChartPlace::Section);
    options.write.last_year = vec![year_before(&report)];
    let bytes = written(&report, Format::Docx, &options);
    let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
    let part = |package: &mut Package, name: &str| package.part(name).unwrap().unwrap().to_vec();
    for number in 1..=3 {
        let xml = String::from_utf8(part(&mut package, &format!("word/charts/chart{number}.xml"))).unwrap();
        assert!(xml.contains("<c:barDir val=\"bar\"/>") && xml.contains("<c:externalData r:id=\"rId1\">"), "{xml}");
        let workbook = part(&mut package, &format!("word/embeddings/chart{number}.xlsx"));
        assert!(workbook.starts_with(b"PK"));
    }
    let xml = String::from_utf8(part(&mut package, "word/charts/chart1.xml")).unwrap();
    for value in ["1070", "263", "261", "613", "132", "167"] {
        assert!(xml.contains(&format!("<c:v>{value}</c:v>")), "{value}");
    }
    // The blank of last year has no point, and its category says so.
    assert!(xml.contains("<c:v>予以公开（2022年无数据）</c:v>"), "{xml}");
    assert_eq!(xml.matches("<c:pt idx=\"0\"><c:v>").count(), 2 * 2 + 1, "names, categories and one figure");
    let document = String::from_utf8(part(&mut package, "word/document.xml")).unwrap();
    assert!(document.contains("name=\"nianbao:chart 1\" descr=\"2023年政府信息公开申请办理结果（单位：件）：2022年，"));
}

#[test]
fn a_web_page_has_a_chart_as_svg_and_its_figures_in_a_table() {
    let report = draft("qinghe-2023").value;
    let page = String::from_utf8(written(&report, Format::Html, &with_charts(ChartPlace::Section))).unwrap();
    assert_eq!(page.matches("<svg ").count(), 2);
    let (_, chart) = page.split_once("<figure class=\"chart\" data-role=\"chart\">").unwrap();
    let (chart, _) = chart.split_once("</figure>").unwrap();
    assert!(
        chart.contains("role=\"img\" aria-label=\"2023年政府信息公开申请办理结果（单位：件）：予以公开 1070、"),
        "{chart}"
    );
    assert!(chart.contains("<th scope=\"row\">予以公开</th><td class=\"figures\">1070</td>"), "{chart}");
    assert_eq!(chart.matches("fill=\"#0072B2\"").count(), 6, "{chart}");
}

/// Characters that markup reserves or can't carry, numbers that no workbook can hold, more lines than a page: all are drawn or left out
/// soundly.
#[test]
fn charts_of_unusual_figures_are_sound() {
    let number = |text: &str| Some(text.parse().unwrap());
    let categories: Vec<String> = (0..12).map(|at| format!("<{at}>&\"'\u{1}甲 {}", "长标签".repeat(at))).collect();
    let values = vec![number("999999999999999999"), number("0.1"), None, number("0")];
    let values: Vec<_> = values.into_iter().cycle().take(12).collect();
    let series = |name: &str| ChartSeries { name: name.into(), values: values.clone() };
    let chart = Chart {
        title: "标题<&>\u{2}".into(),
        categories,
        series: vec![series("<一>"), series("&二")],
        absent: "无<".into(),
    };
    let document = Document { blocks: vec![Block::Chart(chart), Block::text("文")], ..Document::default() };
    let mut style = Style::gongwen().unwrap();
    for size in [10.5, 60.0] {
        style.charts.size_pt = size;
        let bytes = document_to_docx(&document, &style).unwrap().value;
        let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
        let xml = package.part("word/charts/chart1.xml").unwrap().unwrap().to_vec();
        let xml = String::from_utf8(xml).unwrap();
        assert!(xml.contains("<c:v>999999999999999999</c:v>") && !xml.contains("externalData"), "{xml}");
        assert!(package.part("word/embeddings/chart1.xlsx").unwrap().is_none());
        let read = nianbao::read::docx::docx_to_document(&bytes).unwrap().value;
        assert_eq!(read.blocks, [Block::text("文")]);
        let page = nianbao::write::html::document_to_html(&document, &style).value;
        assert!(page.contains("标题&lt;&amp;&gt;") && !page.contains(['\u{1}', '\u{2}']));
        let pages = nianbao::typeset::document_to_pages(&document, &style, &Faces::embedded(&style)).value;
        for page in &pages.pages {
            for item in &page.items {
                let nianbao::typeset::Item::Drawing(drawing) = item else { continue };
                assert!(drawing.y_pt >= 0.0 && drawing.y_pt + drawing.height_pt <= page.height_pt, "{size}");
            }
        }
        let read = nianbao::read::pdf::pdf_to_document(
            &nianbao::write::pdf::pages_to_pdf(&pages, &nianbao::write::pdf::PdfOptions::default()).unwrap(),
        );
        assert_eq!(read.unwrap().value.blocks.iter().map(Block::plain_text).collect::<Vec<_>>(), ["文"]);
    }
}

#[test]
fn a_form_says_what_is_drawn_and_what_is_wrong_in_it_is_said() {
    let text = std::fs::read_to_string(crate::support::root().join("templates/forms/2021.toml")).unwrap();
    let drawn = text.replace("label = \"予以公开\"", "label = \"公开了的\"");
    let mut options = with_charts(ChartPlace::Section);
    options.forms = options.forms.clone().with(Form::from_toml(&drawn).unwrap());
    let page = String::from_utf8(written(&draft("qinghe-2023").value, Format::Html, &options)).unwrap();
    assert!(page.contains("公开了的 1070、"));
    for (from, to, said) in [
        ("[\"results.granted.total\"]", "[\"results.given.total\"]", "results.given.total"),
        ("[\"results.granted.total\"]", "[]", "予以公开"),
        ("[\"results.granted.total\"]", "[\"results.granted.total\", \"results.granted.*\"]", "twice"),
        ("id = \"applicants\"\ntable = \"applications\"", "id = \"results\"\ntable = \"applications\"", "results"),
        ("id = \"applicants\"\ntable = \"applications\"", "id = \"applicants\"\ntable = \"nothing\"", "nothing"),
        ("last_year = \"always\"", "last_year = \"sometimes\"", "sometimes"),
    ] {
        assert!(text.contains(from), "{from}");
        let error = Form::from_toml(&text.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error.code(), "invalid-form");
        assert!(error.to_string().contains(said), "{to}: {error}");
    }
}

#[test]
fn a_style_says_how_and_what_is_wrong_in_it_is_said() {
    let style = |charts: &str| Style::from_toml(&format!("extends = \"gongwen\"\n[charts]\n{charts}\n"));
    let read = style("show = true\nplace = \"table\"\ncolors = [\"#000000\"]\nabsent = \"—\"").unwrap();
    assert!(read.charts.show && read.charts.place == ChartPlace::Table && read.charts.absent == "—");
    for wrong in ["colors = []", "colors = [\"blue\"]", "size_pt = 0", "place = \"top\"", "shown = true"] {
        assert_eq!(style(wrong).unwrap_err().code(), "invalid-style", "{wrong}");
    }
}

#[test]
fn the_command_draws_charts_where_they_can_be() {
    let folder = tempfile::tempdir().unwrap();
    let (draft, out) = (sample("qinghe-2023/draft.docx"), folder.path().join("out"));
    let draft = draft.to_str().unwrap();
    let run = |arguments: &[&str]| nianbao(&[&["convert", draft], arguments].concat());
    let file = |extension: &str| out.with_extension(extension).to_str().unwrap().to_owned();
    for extension in ["xlsx", "json", "md"] {
        let output = run(&["--charts", "-o", &file(extension)]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("usage"), "{}", said(&output));
    }
    let last_year = sample("anping-2020/draft.docx");
    let last_year = last_year.to_str().unwrap();
    let output = run(&["--last-year", last_year, "-o", &file("html")]);
    assert_eq!(output.status.code(), Some(2), "without charts a page has no use of last year's report");
    let output = run(&["--charts", "--last-year", last_year, "-o", &file("html")]);
    assert!(said(&output).contains("last-year-unfit"), "{}", said(&output));
    let page = std::fs::read_to_string(file("html")).unwrap();
    assert_eq!(page.matches("<svg ").count(), 2, "another body's figures are not drawn");
}

/// LibreOffice keeps neither the name nor the description of a chart, but the name of its paragraph's style.
#[test]
fn a_chart_is_known_by_its_style_where_its_name_is_lost() {
    let report = draft("qinghe-2023").value;
    let bytes = written(&report, Format::Docx, &with_charts(ChartPlace::Section));
    let renamed = |name: &str, part: Vec<u8>| -> Vec<u8> {
        let text = |part| String::from_utf8(part).unwrap();
        let without = |text: String| {
            let mut parts = text.split("name=\"nianbao:chart ");
            let first = parts.next().unwrap().to_owned();
            let object = |rest: &str| format!("name=\"Object{}", rest.split_once("/>").unwrap().1);
            parts.fold(first, |whole, rest| whole + &object(rest).replacen("Object", "Object1\"/>", 1))
        };
        match name {
            "word/document.xml" => without(text(part)).replace("NianbaoChart", "Style7").into_bytes(),
            "word/styles.xml" => text(part).replace("NianbaoChart", "Style7").into_bytes(),
            _ => part,
        }
    };
    let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let parts = names.into_iter().map(|name| {
        let part = package.part(&name).unwrap().unwrap();
        (name.clone(), renamed(&name, part))
    });
    let parts: Vec<_> = parts.collect();
    let again = nianbao::ooxml::parts_to_package(&parts).unwrap();
    let findings = bytes_to_report(&again, Format::Docx, &options()).unwrap().findings;
    let said = findings.iter().find(|finding| finding.code() == "own-chart-left-out").unwrap();
    assert_eq!(said.value("text"), Some("2023年政府信息公开申请办理结果（单位：件）"));
    let (read, left_out) = shown(&again, Format::Docx);
    assert_eq!(left_out, 2);
    assert!(read == report);
}

/// Figures of nothing but 0 in a whole report: no chart, one note for each.
#[test]
fn charts_of_nothing_are_named_and_not_drawn() {
    let mut report = draft("lukou-2021").value;
    report.statistics.get_mut("applications").unwrap().cells.values_mut().for_each(|count| *count = Count::of(0));
    let options = with_charts(ChartPlace::Section);
    let Warned { value: publication, findings } = Publication::compose(&report, &options);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code()).collect();
    assert_eq!(codes, ["chart-not-drawn", "chart-not-drawn"]);
    assert!(!publication.document().blocks.iter().any(|block| matches!(block, Block::Chart(_))));
}

/// Only what bears our name is ours: the charts of others are tables of their data as before, and a picture of that name is a picture.
#[test]
fn what_only_bears_the_name_is_read() {
    let bytes = sample_bytes("qinghe-2023/draft.docx");
    let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
    let names: Vec<String> = package.names().map(str::to_owned).collect();
    let mut parts = Vec::new();
    for name in names {
        let mut part = package.part(&name).unwrap().unwrap().to_vec();
        if name == "word/document.xml" {
            let text = String::from_utf8(part).unwrap();
            let (before, after) = text.split_once("<wp:docPr ").unwrap();
            let (own, rest) = after.split_once("name=\"").unwrap();
            part = format!("{before}<wp:docPr {own}name=\"nianbao:chart {rest}").into_bytes();
        }
        parts.push((name, part));
    }
    let renamed = nianbao::ooxml::parts_to_package(&parts).unwrap();
    let (read, left_out) = shown(&renamed, Format::Docx);
    assert_eq!((left_out, read.media.len()), (0, draft("qinghe-2023").value.media.len()));
}
