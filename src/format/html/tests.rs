//! Pages and fragments as a browser's parser sees them.

use super::*;
use crate::compose::report_to_document;
use crate::finding::Finding;
use crate::format::WriteOptions;
use crate::read::html::{Dom, NodeId};
use crate::report::{self, Report};
use crate::style::{KeyFigure, Style};
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("../../../samples/qinghe-2023/report.json");

fn forms() -> Forms {
    Forms::built_in().unwrap()
}

/// The report as a page, or as a fragment.
fn written(report: &Report, style: &Style, fragment: bool) -> String {
    let forms = forms();
    let document = report_to_document(report, &forms).value;
    let mut options = WriteOptions::default();
    options.html.fragment = fragment;
    let beside = [crate::format::Beside { name: "年报 1:\"<.pdf", format: "pdf", bytes: 5 }];
    let edition = Edition {
        report,
        last_year: None,
        document: &document,
        forms: &forms,
        style,
        beside: &beside,
        options: &options,
        pages: &|| panic!("no pages are asked for"),
    };
    let page = edition_to_html_file(&edition).unwrap().value.into_only().unwrap();
    String::from_utf8(page).unwrap()
}

fn sample() -> Report {
    report::load(SAMPLE, &forms()).unwrap()
}

/// What is carried by a page, and the codes of what there is to say.
fn read(page: &str) -> (Option<Report>, Vec<&'static str>) {
    let options = ReadOptions::default();
    let Warned { value, mut findings } = html_to_content(page.as_bytes(), &options, &forms()).unwrap();
    let report = match value {
        Content::Carried { carried, .. } => Some(*carried.unpack(&mut findings)),
        _ => None,
    };
    (report, findings.iter().map(Finding::code).filter(|code| code.starts_with("attached")).collect())
}

/// A page is XML, too.
fn check_xml(page: &str) {
    let mut reader = quick_xml::reader::Reader::from_str(page);
    loop {
        match reader.read_event().unwrap_or_else(|e| panic!("{e}\n{page:.4000}")) {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(tag) => assert!(tag.attributes().all(|attribute| attribute.is_ok())),
            _ => {}
        }
    }
}

#[test]
fn a_page_carries_its_report_and_a_fragment_does_not() {
    let (report, style) = (sample(), Style::gongwen().unwrap());
    let page = written(&report, &style, false);
    let (found, codes) = read(&page);
    assert_eq!(codes, ["attached-data-used"]);
    assert_eq!(report::save(&found.unwrap(), &forms()), SAMPLE);
    assert_eq!(read(&written(&report, &style, true)), (None, vec![]));
    // Its navigation may be another, its source indented, and it may stand in somebody's frame of a page.
    let other = page.replace("</td>", "\n   </td>\n").replace("<body>", "<body><div><nav>首页</nav>");
    assert_eq!(read(&other).1, ["attached-data-used"]);
}

#[test]
fn a_page_that_was_changed_is_read_by_what_it_shows() {
    let page = written(&sample(), &Style::gongwen().unwrap(), false);
    for (from, to) in [
        ("data-value=\"2069\" data-unit=\"件\" data-label=\"自然人\">2069<", ">2070<"),
        ("总体情况", "总体情形"),
        ("<p class=\"body\">", "<p class=\"body\" style=\"display:none\">"),
        ("<tr>", "<tr hidden>"),
        ("政府网站", "<s>政府网站</s>"),
        ("rowspan=\"22\"", "rowspan=\"21\""),
        ("<img src=\"data:image/png;base64,iV", "<img src=\"data:image/png;base64,iW"),
        ("href=\"http://www.qinghe.example/zwgk/nb/\"", "href=\"http://www.qinghe.example/\""),
        ("\"natural_person\": 2069", "\"natural_person\": 2068"),
        ("data-digest=\"sha256:", "data-digest=\"sha256:0"),
    ] {
        let changed = page.replace(from, to);
        assert_ne!(changed, page, "{from}");
        assert_eq!(read(&changed), (None, vec!["attached-data-outdated"]), "{from}");
    }
}

/// A page with other data, tied anew.
fn retied(page: &str, change: impl Fn(&str) -> String) -> String {
    let page = change(page);
    let (before, rest) = page.split_once("data-digest=\"").unwrap();
    let (_, after) = rest.split_once('"').unwrap();
    tied(format!("{before}data-digest=\"{UNKNOWN}\"{after}"))
}

#[test]
fn data_that_is_no_report_is_left_alone() {
    let page = written(&sample(), &Style::gongwen().unwrap(), false);
    let newer = retied(&page, |page| page.replace("nianbao/report/1", "nianbao/report/99"));
    assert_eq!(read(&newer), (None, vec!["attached-data-unusable"]));
    // The page shows it otherwise: `convert` sees that, and reads the page.
    let other = retied(&page, |page| page.replace("\"natural_person\": 2069", "\"natural_person\": 2068"));
    assert_eq!(read(&other).1, ["attached-data-used"]);
    let convert = crate::convert::Options::built_in().unwrap();
    let stated = crate::convert::bytes_to_report(other.as_bytes(), crate::format::Format::Html, &convert).unwrap();
    let codes: Vec<&str> = stated.findings.iter().map(Finding::code).collect();
    assert!(codes.contains(&"attached-data-differs"), "{codes:?}");
    let figure = &stated.value.statistics["applications"].cells["received.natural_person"];
    assert_eq!(figure.raw, "2069");
}

#[test]
fn every_figure_names_its_cell_its_value_and_its_unit() {
    let mut value: Value = serde_json::from_str(SAMPLE).unwrap();
    let received = &mut value["statistics"]["applications"]["received"];
    received["other"] = json!({ "raw": "/", "value": null });
    received["research_institution"] = json!({ "raw": "1,000", "value": 1000 });
    let report = report::load(&value.to_string(), &forms()).unwrap();
    for fragment in [false, true] {
        let page = written(&report, &Style::gongwen().unwrap(), fragment);
        let dom = Dom::parse(&page).unwrap();
        let cells: Vec<_> = dom
            .descendants(dom.root())
            .filter_map(|node| {
                let element = dom.element(node)?;
                let attribute = |name| element.attribute(name).map(str::to_owned);
                Some((attribute("data-cell")?, (attribute("data-value"), attribute("data-unit"), text(&dom, node))))
            })
            .collect();
        assert_eq!(cells.len(), 200);
        let of = |id: &str| {
            let (_, (value, unit, text)) = cells.iter().find(|(cell, _)| cell == id).unwrap();
            (value.clone().unwrap_or("–".into()), unit.clone().unwrap(), text.clone())
        };
        let said = |value: &str, unit: &str, text: &str| (value.to_owned(), unit.to_owned(), text.to_owned());
        assert_eq!(of("applications.received.natural_person"), said("2069", "件", "2069"));
        assert_eq!(of("disclosure.fees"), said("26.55", "万元", "26.55"));
        assert_eq!(of("applications.received.other"), said("–", "件", "/"));
        assert_eq!(of("applications.received.research_institution"), said("–", "件", "1,000"));
    }
}

fn text(dom: &Dom, node: NodeId) -> String {
    dom.descendants(node).filter_map(|node| dom.text(node)).collect()
}

#[test]
fn a_fragment_needs_no_style_sheet_and_clashes_with_nothing() {
    let fragment = written(&sample(), &Style::gongwen().unwrap(), true);
    assert!(fragment.starts_with("<div data-nianbao=\"1\"") && fragment.trim_end().ends_with("</div>"));
    let dom = Dom::parse(&fragment).unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for node in dom.descendants(dom.root()) {
        let Some(element) = dom.element(node) else { continue };
        assert!(!["script", "style", "link", "h1", "main", "nav", "aside"].contains(&element.name()));
        assert_eq!(element.attribute("class"), None, "{}", element.name());
        if let Some(id) = element.attribute("id") {
            assert!(id.starts_with("nianbao-") && ids.insert(id.to_owned()), "{id}");
        }
        if let Some(place) = element.attribute("href").and_then(|href| href.strip_prefix('#')) {
            assert!(fragment.contains(&format!("id=\"{place}\"")), "{place}");
        }
        if ["td", "th", "p", "h2", "h3"].contains(&element.name()) {
            assert!(element.attribute("style").is_some(), "{}", element.name());
        }
    }
    assert!(fragment.contains("<p data-role=\"title\" style=\""));
    assert!(fragment.contains("<p data-role=\"signature\" style=\""));
}

#[test]
fn a_page_says_what_it_is_to_those_who_gather_pages() {
    let mut style = Style::gongwen().unwrap();
    style.web.site_name = Some("清河市人民政府".into());
    style.web.site_id_code = Some("4301000001".into());
    let page = written(&sample(), &style, false);
    for expected in [
        "<meta name=\"SiteName\" content=\"清河市人民政府\"/>",
        "<meta name=\"SiteIDCode\" content=\"4301000001\"/>",
        "<meta name=\"ColumnName\" content=\"政府信息公开年报\"/>",
        "<meta name=\"ArticleTitle\" content=\"清河市人民政府办公室2023年政府信息公开工作年度报告\"/>",
        "<meta name=\"PubDate\" content=\"2024-01-25\"/>",
        "<meta name=\"ContentSource\" content=\"清河市人民政府办公室\"/>",
        "<meta name=\"Keywords\" content=\"清河市人民政府办公室,2023年,政府信息公开,年度报告\"/>",
        "<a href=\"./%E5%B9%B4%E6%8A%A5%201%3A%22%3C.pdf\">PDF</a>",
    ] {
        assert!(page.contains(expected), "{expected}\n{}", &page[..2_000]);
    }
    assert!(!page.contains("SiteDomain") && !page.contains("name=\"Url\""), "what nobody said is left out");
    let linked = page.split_once("application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let linked: Value = serde_json::from_str(linked).unwrap();
    let [report, data] = linked["@graph"].as_array().unwrap().as_slice() else { panic!("{linked}") };
    assert_eq!((&report["@type"], &data["@type"]), (&json!("Report"), &json!("Dataset")));
    assert_eq!(report["publisher"]["name"], json!("清河市人民政府办公室"));
    assert_eq!(report["temporalCoverage"], json!("2023-01-01/2023-12-31"));
    assert_eq!(data["distribution"][0]["contentUrl"], json!("./%E5%B9%B4%E6%8A%A5%201%3A%22%3C.pdf"));
}

/// The sample with this text for every text, and what it does not have beside; links lead where `targets` say.
fn filled(text: &str, targets: &[&str]) -> Report {
    fn fill(value: &mut Value, text: &str) {
        match value {
            Value::Object(object) => {
                for (key, value) in object.iter_mut() {
                    // Ids, and what is no text.
                    let fixed = [
                        "schema",
                        "form",
                        "published",
                        "period",
                        "role",
                        "align",
                        "media",
                        "statistics",
                        "position",
                        "target",
                    ];
                    if !fixed.contains(&key.as_str()) {
                        fill(value, text);
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| fill(item, text)),
            Value::String(own) => *own = text.to_owned(),
            _ => {}
        }
    }
    let mut value: Value = serde_json::from_str(SAMPLE).unwrap();
    let (statistics, media) = (value["statistics"].take(), value["media"].take());
    fill(&mut value, text);
    value["signature"]["date"] = json!({ "raw": text, "value": null });
    value["statistics"] = statistics;
    value["media"] = media;
    value["statistics"]["disclosure"]["fees"] = json!({ "raw": text, "value": null });
    value["statistics"]["applications"]["received"]["total"] = json!({ "raw": text, "value": null });
    let preamble = value["preamble"].as_array_mut().unwrap();
    for target in targets {
        preamble.push(json!([{ "link": { "target": target, "content": text } }]));
    }
    preamble.push(json!([{ "ruby": { "base": text, "reading": text } }, { "formula": { "text": text } }]));
    preamble.push(json!([{ "anchor": text }, text]));
    report::load(&value.to_string(), &forms()).unwrap()
}

/// Names of elements and attributes as they stand in each other; those of long labels and broken titles aside.
fn shape(dom: &Dom) -> Vec<String> {
    let is_aside = |name: &str| matches!(name, "data-label" | "class" | "style");
    let shape = dom.descendants(dom.root()).filter_map(|node| {
        let element = dom.element(node)?;
        let depth = std::iter::successors(dom.parent(node), |up| dom.parent(*up)).count();
        let names: Vec<&str> = element.attributes().map(|(name, _)| name).filter(|name| !is_aside(name)).collect();
        let is_part = element.name() == "span" && names.is_empty();
        (!is_part).then(|| format!("{depth} {} {}", element.name(), names.join(" ")))
    });
    shape.collect()
}

/// What in a page could run, load or lead astray.
fn dangers(dom: &Dom) -> Vec<String> {
    let mut found = Vec::new();
    for node in dom.descendants(dom.root()) {
        let Some(element) = dom.element(node) else { continue };
        let kind = element.attribute("type");
        let is_data = matches!(kind, Some("application/json" | "application/ld+json"));
        let runs = ["iframe", "object", "embed", "form", "base", "link", "input", "button", "template", "svg"];
        if (element.name() == "script" && !is_data) || runs.contains(&element.name()) {
            found.push(element.name().to_owned());
        }
        for (name, value) in element.attributes() {
            let leads = ["http://", "https://", "mailto:", "tel:", "#", "./"];
            let is_fine = match name {
                "href" => leads.iter().any(|start| value.starts_with(start)),
                "src" => value.starts_with("data:image/"),
                "style" => !value.contains("url") && !value.contains("expression") && !value.contains('@'),
                "http-equiv" | "srcdoc" | "action" | "formaction" | "srcset" | "background" => false,
                name => !name.starts_with("on") && name.is_ascii(),
            };
            if !is_fine {
                found.push(format!("{name}={value}"));
            }
        }
        if element.name() == "style" {
            found.extend(text(dom, node).contains('<').then(|| "style".to_owned()));
        }
    }
    found
}

#[test]
fn whatever_texts_say_nothing_runs_and_nothing_breaks_out() {
    let targets = [
        "javascript:alert(1)",
        " JAVASCRIPT:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "https://a.cn/\"onclick=alert(1)'><script>",
        "mailto:a@b.cn?subject=</a><script>",
        "#\"><script>",
    ];
    let style = |text: &str| {
        let mut style = Style::built_in("web-print").unwrap();
        style.page_number.prefix = text.into();
        style.contents.title = text.into();
        style.faces.values_mut().flatten().for_each(|family| *family = text.into());
        style.web.site_name = Some(text.into());
        style.web.url = Some(text.into());
        style.web.key_figures.push(KeyFigure { cell: text.into(), label: text.into() });
        style.web.key_figures.iter_mut().for_each(|figure| figure.label = text.into());
        style
    };
    let (plain, harmless) = (filled("字", &targets), style("字"));
    for fragment in [false, true] {
        let dom = Dom::parse(&written(&plain, &harmless, fragment)).unwrap();
        assert_eq!(dangers(&dom), [""; 0]);
        let expected = shape(&dom);
        for text in [
            "</p></td></table></main></div><script>alert(1)</script>",
            "字\"><img src=x onerror=alert(1)>",
            "字\" onfocus=\"alert(1)\" autofocus=\"' onmouseover='alert(1)",
            "</script></style></title><script>alert(1)</script>",
            "字]]><svg/onload=alert(1)><!--<script>",
            "--><![CDATA[<script>]]>",
            "\\3c script\\3e;}*{background:url(javascript:alert(1))}</style>@import 'x'",
            "javascript:alert(1)",
            "&lt;script&gt;&#60;script&#62;&#x3c;",
            "\u{202E}\u{2066}字\u{200B}\u{FEFF}<b>\u{2028}",
            "字\0\u{1}\u{8}\u{B}\u{C}\u{1B}\u{7F}\u{85}\u{FFFE}\u{FDD0}<i>",
            "{{constructor.constructor('alert(1)')()}}${alert(1)}",
            "<textarea><plaintext><template><noscript><math><mtext>",
        ] {
            let hostile = filled(text, &targets);
            let page = written(&hostile, &style(text), fragment);
            check_xml(&page);
            let dom = Dom::parse(&page).unwrap();
            assert_eq!(dangers(&dom), [""; 0], "{text}");
            let found = shape(&dom);
            let differs = found.iter().zip(&expected).find(|(found, expected)| found != expected);
            assert_eq!((differs, found.len()), (None, expected.len()), "{text}");
            if !fragment {
                assert_eq!(read(&page).0.as_ref(), Some(&hostile), "{text}");
            }
        }
    }
}
