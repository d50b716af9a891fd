//! What the file says about itself: the information dictionary and the XMP packet, saying the same.

use super::content::utf16;
use super::{PdfOptions, Profile};
use crate::carried::{PROPERTY, UNKNOWN};
use crate::document::Date;
use lopdf::{Dictionary, Object, StringFormat, dictionary};
use std::fmt::Write;

const PRODUCER: &str = concat!("nianbao ", env!("CARGO_PKG_VERSION"));

/// The namespace of our own XMP properties.
const NAMESPACE: &str = "urn:nianbao:ns:pdf/1.0/";

/// The namespace of the PDF/UA claim (ISO 14289-1, 5).
const PDFUA: &str = "http://www.aiim.org/pdfua/ns/id/";

/// The longest text string in UTF-16 units: a string has at most 32,767 bytes (ISO 19005-3, 6.1.13).
const MAX_UNITS: usize = 16_000;

/// Text without what neither XMP (XML 1.0, 2.2) nor a reader can show: control characters become spaces, code points that
/// are no characters go.
fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut units = 0;
    for c in text.chars() {
        let c = if c.is_control() { ' ' } else { c };
        let none = u32::from(c) & 0xFFFE == 0xFFFE || matches!(u32::from(c), 0xFDD0..=0xFDEF) || c == '\u{FEFF}';
        if none {
            continue;
        }
        units += c.len_utf16();
        if units > MAX_UNITS {
            break;
        }
        clean.push(c);
    }
    clean
}

/// A text string (ISO 32000-1, 7.9.2.2).
pub(super) fn text(text: &str) -> Object {
    let text = clean(text);
    if text.is_ascii() { Object::string_literal(text) } else { Object::String(utf16(&text), StringFormat::Hexadecimal) }
}

/// A day as PDF writes it: midnight in Beijing, for a document bears a day, not an hour.
pub(super) fn pdf_date(date: Date) -> Object {
    Object::string_literal(format!("D:{:04}{:02}{:02}000000+08'00'", date.year(), date.month(), date.day()))
}

/// The title viewers show, which every file has to have (ISO 14289-1, 7.1).
pub(super) struct Title(pub String);

impl Title {
    /// The document's title, else its first heading, else a word.
    pub(super) fn of(options: &PdfOptions, first_heading: Option<&str>) -> Self {
        let candidates = [options.title.as_deref(), first_heading];
        let found = candidates.into_iter().flatten().map(|title| clean(title).trim().to_owned());
        Title(found.into_iter().find(|title| !title.is_empty()).unwrap_or_else(|| "无标题文件".to_owned()))
    }
}

/// The document information dictionary (ISO 32000-1, 14.3.3).
pub(super) fn information(title: &Title, options: &PdfOptions) -> Dictionary {
    let mut info = dictionary! { "Title" => text(&title.0) };
    if let Some(author) = &options.author {
        info.set("Author", text(author));
    }
    if let Some(description) = &options.description {
        info.set("Subject", text(description));
    }
    info.set("Producer", text(PRODUCER));
    if let Some(date) = options.date {
        info.set("CreationDate", pdf_date(date));
        info.set("ModDate", pdf_date(date));
    }
    info
}

/// The XMP packet (ISO 16684-1). `attached`: a file is attached, and the digest will be stated.
pub(super) fn packet(title: &Title, options: &PdfOptions, attached: bool) -> String {
    let mut about = String::new();
    let alternatives = |property: &str, text: &str| {
        format!(
            "<dc:{property}><rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt></dc:{property}>\n",
            escape(text)
        )
    };
    let mut say = |text: &str| about.push_str(text);
    say(&alternatives("title", &title.0));
    if let Some(author) = &options.author {
        say(&format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n", escape(author)));
    }
    if let Some(description) = &options.description {
        say(&alternatives("description", description));
    }
    say(&format!("<dc:language><rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag></dc:language>\n", escape(&options.language)));
    say("<dc:format>application/pdf</dc:format>\n");
    if let Some(date) = options.date {
        let stamp = format!("{date}T00:00:00+08:00");
        say(&format!("<xmp:CreateDate>{stamp}</xmp:CreateDate>\n<xmp:ModifyDate>{stamp}</xmp:ModifyDate>\n"));
    }
    say(&format!("<pdf:Producer>{PRODUCER}</pdf:Producer>\n"));
    let part = match options.profile {
        Profile::A3a => Some(3),
        Profile::A2a => Some(2),
        Profile::Plain => None,
    };
    let (mut claims, mut schemas) = (String::new(), String::new());
    if let Some(part) = part {
        let properties = format!("<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n");
        claims.push_str(&description("pdfaid", "http://www.aiim.org/pdfa/ns/id/", &properties));
        claims.push_str(&description("pdfuaid", PDFUA, "<pdfuaid:part>1</pdfuaid:part>\n"));
        schemas.push_str(&schema(
            "PDF/UA identification",
            PDFUA,
            "pdfuaid",
            ("part", "Integer", "Part of ISO 14289 the file conforms to"),
        ));
    }
    if attached {
        let property = format!("<{PROPERTY}>{UNKNOWN}</{PROPERTY}>\n");
        claims.push_str(&description("nianbao", NAMESPACE, &property));
        schemas.push_str(&schema(
            "nianbao",
            NAMESPACE,
            "nianbao",
            ("pagesDigest", "Text", "Digest of the pages and the attached data as written together"),
        ));
    }
    // ISO 19005-3, 6.6.2.3: properties XMP does not know are described in the file. Before they are used: some readers
    // go through the packet once.
    let mut extension = String::new();
    if part.is_some() {
        let _ = write!(
            extension,
            "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" \
             xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n\
             <pdfaExtension:schemas><rdf:Bag>\n{schemas}</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n"
        );
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         {extension}\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n{about}</rdf:Description>\n\
         {claims}</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// The properties of one schema.
fn description(prefix: &str, namespace: &str, properties: &str) -> String {
    format!("<rdf:Description rdf:about=\"\" xmlns:{prefix}=\"{namespace}\">\n{properties}</rdf:Description>\n")
}

/// The description of a schema with one property (ISO 19005-3, 6.6.2.3.3).
fn schema(name: &str, namespace: &str, prefix: &str, (property, kind, meaning): (&str, &str, &str)) -> String {
    format!(
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>{name}</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{property}</pdfaProperty:name>\
         <pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>\
         <pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>\n"
    )
}

/// XML text.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            c => escaped.push(c),
        }
    }
    escaped
}
