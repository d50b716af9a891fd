//! What a page says of itself to the machines that gather pages.
//!
//! The names are those of the specification for government websites (《政府网站发展指引》, 国办发〔2017〕47号, annex on the labels of
//! pages); what only the site knows is the style's to say or left out. The same is said once more as JSON-LD in the words of
//! schema.org: the report, and its figures as a data set.

use super::beside::{Beside, relative_address};
use super::escape::escaped;
use super::published::Published;
use crate::document::{Block, Document, ParagraphRole};
use crate::report::Report;
use crate::style::WebStyle;
use serde_json::{Map, Value, json};

/// The longest description of a page, characters.
const LONGEST: usize = 150;

/// The elements of the head.
pub(super) fn labels(document: &Document, published: Option<Published<'_>>, title: &str, web: &WebStyle) -> String {
    let mut said = String::new();
    let mut say = |name: &str, content: Option<&str>| {
        if let Some(content) = content.map(one_line).filter(|content| !content.is_empty()) {
            said.push_str(&format!("<meta name=\"{name}\" content=\"{}\"/>\n", escaped(&content)));
        }
    };
    let properties = &document.properties;
    let date = properties.date.map(|date| date.to_string());
    let Some(Published { report, .. }) = published else {
        say("author", properties.author.as_deref());
        say("dcterms.date", date.as_deref());
        return said;
    };
    say("SiteName", web.site_name.as_deref());
    say("SiteDomain", web.site_domain.as_deref());
    say("SiteIDCode", web.site_id_code.as_deref());
    say("ColumnName", web.column_name.as_deref());
    say("ColumnType", web.column_type.as_deref());
    say("ArticleTitle", Some(title));
    say("PubDate", date.as_deref());
    say("ContentSource", report.organ.as_deref());
    say("Author", report.organ.as_deref());
    say("Keywords", Some(&keywords(report)));
    say("Description", Some(&description(document, title)));
    say("Url", web.url.as_deref());
    said
}

/// The report and its figures in the words of schema.org; `None` for what is no report.
pub(super) fn linked_data(
    document: &Document,
    Published { report, forms, .. }: Published<'_>,
    title: &str,
    web: &WebStyle,
    beside: &[Beside<'_>],
) -> Option<Value> {
    report.form.as_ref()?;
    let publisher = report.organ.as_ref().map(|organ| json!({ "@type": "GovernmentOrganization", "name": organ }));
    let mut of_report = described("Report", title, report, publisher.clone());
    put(&mut of_report, "about", Some(json!("政府信息公开")));
    put(&mut of_report, "description", Some(json!(description(document, title))));
    put(&mut of_report, "url", web.url.as_ref().map(|url| json!(url)));
    let mut graph = vec![Value::Object(of_report)];
    if !report.statistics.is_empty() {
        let mut data = described("Dataset", &format!("{title}统计数据"), report, publisher);
        put(&mut data, "description", Some(json!(format!("{title}所附法定统计表的全部数据"))));
        let tables = report
            .statistics
            .iter()
            .map(|(id, figures)| forms.get(&figures.form).map_or(id.as_str(), |form| form.table_name(id)).to_owned());
        put(&mut data, "variableMeasured", Some(json!(tables.collect::<Vec<_>>())));
        let files = beside.iter().map(|file| {
            json!({ "@type": "DataDownload", "name": file.name, "contentUrl": relative_address(file.name), "contentSize": file.bytes.to_string() })
        });
        let files: Vec<Value> = files.collect();
        put(&mut data, "distribution", Some(json!(files)).filter(|_| !files.is_empty()));
        graph.push(Value::Object(data));
    }
    Some(json!({ "@context": "https://schema.org", "@graph": graph }))
}

fn described(kind: &str, name: &str, report: &Report, publisher: Option<Value>) -> Map<String, Value> {
    let mut said = Map::new();
    put(&mut said, "@type", Some(json!(kind)));
    put(&mut said, "name", Some(json!(name)));
    put(&mut said, "publisher", publisher);
    put(&mut said, "datePublished", report.published.map(|date| json!(date.to_string())));
    put(&mut said, "temporalCoverage", period(report).map(|period| json!(period)));
    put(&mut said, "inLanguage", Some(json!("zh-CN")));
    said
}

fn put(object: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        object.insert(key.to_owned(), value);
    }
}

/// The time the figures are of, as ISO 8601 has it: a period, else a year.
fn period(report: &Report) -> Option<String> {
    let period = report.period.map(|period| format!("{}/{}", period.from, period.to));
    period.or_else(|| report.year.map(|year| format!("{year:04}")))
}

fn keywords(report: &Report) -> String {
    let year = report.year.map(|year| format!("{year}年"));
    let fixed = ["政府信息公开", "年度报告"].into_iter().map(str::to_owned);
    report.organ.iter().cloned().chain(year).chain(fixed).collect::<Vec<_>>().join(",")
}

/// What the page is about: its first paragraph of running text, cut where a sentence ends, else its title.
fn description(document: &Document, title: &str) -> String {
    let first = document.blocks.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.role == ParagraphRole::Body => {
            Some(one_line(&paragraph.content.running_text())).filter(|text| !text.is_empty())
        }
        _ => None,
    });
    let text = first.unwrap_or_else(|| title.to_owned());
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text };
    let cut = text.get(..end).unwrap_or_default();
    match cut.rfind(['。', '！', '？', '；']) {
        Some(at) => cut.chars().take(cut.get(..at).unwrap_or_default().chars().count() + 1).collect(),
        None => format!("{cut}…"),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
