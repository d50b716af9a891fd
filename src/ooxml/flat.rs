//! Flat packages: all parts in one XML file, as Word saves a “Word XML document” (\[MS-OFFXML\]: `pkg:package` of 2006).

use super::{Element, Extent, Xml};
use crate::finding::{Error, Finding, Value, catalogue::package};
use base64::Engine as _;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Names and bytes of parts.
type Parts = Vec<(String, Vec<u8>)>;

/// What the root declares.
const NAMESPACE: &[u8] = b"http://schemas.microsoft.com/office/2006/xmlPackage";
/// How far the root is looked for.
const HEAD: usize = 4096;

/// Whether a file is such a package.
pub(super) fn is_flat(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    text.starts_with(b"<") && memchr::memmem::find(head, NAMESPACE).is_some()
}

/// Its parts, and what there is to say of the file.
///
/// # Errors
/// `limit-exceeded`.
pub(super) fn parts(bytes: &[u8]) -> Result<(Parts, Vec<Finding>), Error> {
    let xml = Xml::parse(bytes.to_vec())?;
    let findings = xml.broken().map(|cause| package::xml_breaks_off(Value::foreign(cause))).into_iter().collect();
    let Some(root) = xml.root() else { return Ok((Parts::new(), findings)) };
    let mut outer = bindings(start_tag(root));
    outer.retain(|(_, namespace)| namespace.as_bytes() != NAMESPACE);
    let part = |part: Element<'_>| {
        let name = part.attributes().find(|attribute| attribute.name == "name")?.value;
        let content = part.children().find(|child| matches!(child.name(), "xmlData" | "binaryData"))?;
        let bytes = match content.name() {
            "xmlData" => markup(content.children().next()?, &outer),
            _ => {
                let digits: Vec<u8> = content.text().bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
                base64::engine::general_purpose::STANDARD.decode(digits).ok()?
            }
        };
        Some((name.trim_start_matches('/').to_owned(), bytes))
    };
    Ok((root.children().filter(|child| child.name() == "part").filter_map(part).collect(), findings))
}

/// The start tag of an element as written.
fn start_tag(element: Element<'_>) -> &str {
    let rest = element.xml().source().get(element.offset()..).unwrap_or_default();
    let mut reader = Reader::from_str(rest);
    let is_read = reader.read_event().is_ok();
    rest.get(..rest.len() - reader.get_ref().len()).filter(|_| is_read).unwrap_or_default()
}

/// The declarations of namespaces in a start tag: attribute and value, as written.
fn bindings(tag: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(tag);
    let (Ok(Event::Start(tag)) | Ok(Event::Empty(tag))) = reader.read_event() else { return Vec::new() };
    let mut attributes = tag.attributes();
    let named = attributes
        .with_checks(false)
        .flatten()
        .map(|attribute| (attribute.key.0.to_owned(), attribute.value.into_owned()));
    named.filter(|(key, _)| key == "xmlns" || key.starts_with("xmlns:")).collect()
}

/// The root of a part as a file of its own: with the namespaces that are declared around it. One that breaks off goes to the end.
fn markup(root: Element<'_>, outer: &[(String, String)]) -> Vec<u8> {
    let source = root.xml().source();
    let whole = Extent::of(root).map_or(root.offset()..source.len(), |extent| extent.whole);
    let (text, tag) = (source.get(whole).unwrap_or_default(), start_tag(root));
    let own = bindings(tag);
    let missing = outer.iter().filter(|(key, _)| own.iter().all(|(known, _)| known != key));
    let declared: String = missing.map(|(key, value)| format!(" {key}=\"{value}\"")).collect();
    let end = tag.trim_end_matches('>').trim_end_matches('/').len();
    let (head, tail) = text.split_at_checked(end).unwrap_or((text, ""));
    format!("{head}{declared}{tail}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    fn flat(root: &str, parts: &str) -> String {
        format!(
            "<?xml version=\"1.0\" standalone=\"yes\"?>\r\n<?mso-application progid=\"Word.Document\"?>\r\n\
             <pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\"{root}>{parts}</pkg:package>"
        )
    }

    fn part(name: &str, content: &str) -> String {
        format!("<pkg:part pkg:name=\"{name}\" pkg:contentType=\"x\"><pkg:xmlData>{content}</pkg:xmlData></pkg:part>")
    }

    #[test]
    fn parts_are_files_of_their_own() {
        let document = format!("<w:document xmlns:w=\"{W}\"><w:body/></w:document>");
        let picture =
            "<pkg:part pkg:name=\"/word/media/a.png\"><pkg:binaryData>iVBO\r\nRw0K</pkg:binaryData></pkg:part>";
        let file = flat("", &(part("/word/document.xml", &document) + picture));
        assert!(is_flat(file.as_bytes()));
        assert!(is_flat(format!("\u{feff}{file}").as_bytes()));
        assert!(!is_flat(b"<?xml version='1.0'?><w:wordDocument/>") && !is_flat(&[b"PK\x03\x04", NAMESPACE].concat()));
        let (parts, findings) = parts(file.as_bytes()).unwrap();
        assert_eq!(findings, []);
        let named: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        assert_eq!(
            named,
            [("word/document.xml", document.as_bytes()), ("word/media/a.png", b"\x89PNG\r\n".as_slice())]
        );
    }

    #[test]
    fn namespaces_declared_around_a_part_are_its_own() {
        let file = flat(&format!(" xmlns:w=\"{W}\""), &(part("/a", "<w:a x='>'/>") + &part("/b", "<w:b></w:b>")));
        let (parts, _) = parts(file.as_bytes()).unwrap();
        for (name, bytes) in parts {
            let xml = Xml::parse(bytes).unwrap();
            assert!(xml.broken().is_none() && xml.root().unwrap().is(crate::ooxml::Ns::W, &name));
        }
    }

    #[test]
    fn what_breaks_off_is_read_as_far_as_it_goes() {
        let file = flat("", &part("/a", &format!("<w:a xmlns:w=\"{W}\"><w:b/>甲</w:a>")));
        let at = file.find("</w:a>").unwrap();
        let (parts, findings) = parts(&file.as_bytes()[..at]).unwrap();
        assert_eq!(findings.iter().map(Finding::code).collect::<Vec<_>>(), ["xml-breaks-off"]);
        let xml = Xml::parse(parts.into_iter().next().unwrap().1).unwrap();
        assert_eq!(xml.root().unwrap().text(), "甲");
    }
}
