//! A package opened for reading, with limits.

use super::flat;
use super::salvage::{self, SalvagedEntry};
use super::sniff;
use super::{MAX_FILE_BYTES, MAX_INFLATED_BYTES, MAX_PARTS, MAX_RATIO, RATIO_FREE_BYTES};
use super::{Ns, Relationships, Unparsed, Xml, resolve_part_name};
use crate::finding::{Error, Finding, Place, Value, catalogue::package, terms};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What a package is expected to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageKind {
    /// A WordprocessingML document.
    Docx,
    /// A SpreadsheetML workbook.
    Xlsx,
    /// An OpenDocument spreadsheet: the same zip with a manifest instead of relationships (ODF 1.3 part 2).
    Ods,
    /// An OpenDocument text, packed as those are.
    Odt,
}

impl PackageKind {
    /// The name messages use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            PackageKind::Docx => "DOCX",
            PackageKind::Xlsx => "XLSX",
            PackageKind::Ods => "ODS",
            PackageKind::Odt => "ODT",
        }
    }

    /// Whether an error says that a file is a package of this kind, and not of the one it should be.
    #[must_use]
    pub fn is_found_by(self, error: &Error) -> bool {
        error.is(package::WRONG_PACKAGE) && error.finding().value("found") == Some(self.name())
    }

    /// Where the main part customarily stands.
    fn customary_main_part(self) -> &'static str {
        match self {
            PackageKind::Docx => "word/document.xml",
            PackageKind::Xlsx => "xl/workbook.xml",
            PackageKind::Ods | PackageKind::Odt => "content.xml",
        }
    }

    /// What the content type of the main part contains.
    fn vocabulary(self) -> &'static str {
        match self {
            PackageKind::Docx => "wordprocessingml",
            PackageKind::Xlsx => "spreadsheetml",
            PackageKind::Ods => "opendocument.spreadsheet",
            PackageKind::Odt => "opendocument.text",
        }
    }
}

enum Entries<'a> {
    Archive(ZipArchive<Cursor<&'a [u8]>>),
    Salvaged(Cursor<&'a [u8]>, Vec<SalvagedEntry>),
    /// Parts made in memory.
    Made(Vec<Vec<u8>>),
}

/// A package opened for reading.
pub struct Package<'a> {
    entries: Entries<'a>,
    /// Part names as stored, in the package's order.
    names: Vec<String>,
    /// Entry by folded name.
    index: BTreeMap<String, usize>,
    main_part: String,
    inflated: u64,
    findings: Vec<Finding>,
}

impl std::fmt::Debug for Package<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Package")
            .field("names", &self.names)
            .field("main_part", &self.main_part)
            .finish_non_exhaustive()
    }
}

/// Part names are equal whatever their case (part 2 §6.2.2.3), and producers write backslashes and leading slashes.
fn fold(name: &str) -> String {
    resolve_part_name("", name).to_ascii_lowercase()
}

/// An entry's name as its header in the central directory has it (APPNOTE.TXT 4.3.12), if that is ASCII as part names are.
/// An extra field may give the entry another name; Word does not look at it.
fn header_name(bytes: &[u8], header: u64) -> Option<String> {
    let header = bytes.get(usize::try_from(header).ok()?..)?;
    let length = usize::from(u16::from_le_bytes(header.get(28..30)?.try_into().ok()?));
    let name = header.get(46..46 + length).filter(|name| header.starts_with(b"PK\x01\x02") && name.is_ascii())?;
    String::from_utf8(name.to_vec()).ok()
}

/// `%20` and its like resolved; `None` where there is nothing to resolve.
fn percent_decoded(name: &str) -> Option<String> {
    if !name.contains('%') {
        return None;
    }
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(code)) => {
                bytes.push(code);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

impl<'a> Package<'a> {
    /// Opens a file that should be a package of that kind.
    ///
    /// # Errors
    /// `empty-file`, `old-binary-format`, `encrypted`, `not-a-zip`, `wrong-package`, `damaged-package`,
    /// `main-part-missing` or `limit-exceeded`, each saying what the file is.
    pub fn open(bytes: &'a [u8], expected: PackageKind) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(package::empty_file().into());
        }
        if bytes.len() as u64 > MAX_FILE_BYTES {
            return Err(package::limit_exceeded(terms::FILE_BYTES, MAX_FILE_BYTES, bytes.len()).into());
        }
        if bytes.starts_with(&sniff::OLE_MAGIC) {
            return Err(sniff::compound_error(bytes));
        }
        if sniff::has_rights_management_header(bytes) {
            return Err(package::encrypted_by_software().into());
        }
        if sniff::is_lock_file(bytes) {
            return Err(package::lock_file().into());
        }
        if expected == PackageKind::Docx && flat::is_flat(bytes) {
            let (parts, findings) = flat::parts(bytes)?;
            return Ok(Package { findings, ..Self::of_parts(parts, expected)? });
        }
        let mut findings = Vec::new();
        let (entries, names) = Self::entries(bytes, expected, &mut findings)?;
        let index = names.iter().enumerate().map(|(i, name)| (fold(name), i)).rev().collect();
        let mut package = Package { entries, names, index, main_part: String::new(), inflated: 0, findings };
        package.main_part = package.find_main_part(expected)?;
        Ok(package)
    }

    /// A package of parts made in memory (name, bytes), which need no zip around them.
    ///
    /// # Errors
    /// `main-part-missing` where the part with the customary name is not among them; `limit-exceeded` where they are too many.
    pub fn of_parts(parts: Vec<(String, Vec<u8>)>, kind: PackageKind) -> Result<Self, Error> {
        if parts.len() > MAX_PARTS {
            return Err(package::limit_exceeded(terms::PACKAGE_PARTS, MAX_PARTS, parts.len()).into());
        }
        let (names, made): (Vec<String>, Vec<Vec<u8>>) = parts.into_iter().unzip();
        let index = names.iter().enumerate().map(|(i, name)| (fold(name), i)).rev().collect();
        let entries = Entries::Made(made);
        let mut package =
            Package { entries, names, index, main_part: String::new(), inflated: 0, findings: Vec::new() };
        package.main_part = package.find_main_part(kind)?;
        Ok(package)
    }

    fn entries(
        bytes: &'a [u8],
        expected: PackageKind,
        findings: &mut Vec<Finding>,
    ) -> Result<(Entries<'a>, Vec<String>), Error> {
        // Counted before the directory is read, because reading it takes memory for each entry.
        let count = bytes.windows(4).filter(|w| *w == b"PK\x01\x02").count();
        if count > MAX_PARTS {
            return Err(package::limit_exceeded(terms::PACKAGE_PARTS, MAX_PARTS, count).into());
        }
        let cause = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(mut archive) if !archive.is_empty() => {
                let names = (0..archive.len())
                    .map(|i| {
                        // An entry without a readable header keeps its place in the order and has no name.
                        archive.by_index_raw(i).map_or((String::new(), false), |entry| {
                            let name = header_name(bytes, entry.central_header_start());
                            let name = name.unwrap_or_else(|| String::from_utf8_lossy(entry.name_raw()).into_owned());
                            (name, entry.encrypted())
                        })
                    })
                    .collect::<Vec<_>>();
                if names.iter().any(|(_, encrypted)| *encrypted) {
                    return Err(package::encrypted().into());
                }
                if archive.has_duplicate_names() {
                    findings.push(package::duplicate_part());
                }
                let names = names.into_iter().map(|(name, _)| name).collect();
                return Ok((Entries::Archive(archive), names));
            }
            Ok(_) => Value::from(terms::NO_ENTRIES),
            Err(error) => Value::foreign(error),
        };
        let salvaged = salvage::entries(bytes);
        if !bytes.starts_with(b"PK") && salvaged.is_empty() {
            return Err(package::not_a_zip(expected.name(), sniff::looks_like(bytes)).into());
        }
        if salvaged.is_empty() {
            return Err(package::damaged_package(cause).into());
        }
        if salvaged.len() > MAX_PARTS {
            return Err(package::limit_exceeded(terms::PACKAGE_PARTS, MAX_PARTS, salvaged.len()).into());
        }
        findings.push(package::package_salvaged(salvaged.len(), cause));
        let names = salvaged.iter().map(|entry| entry.name.clone()).collect();
        Ok((Entries::Salvaged(Cursor::new(bytes), salvaged), names))
    }

    /// Where an OpenDocument package has its content; it names no main part.
    fn find_open_document_content(&mut self, expected: PackageKind) -> Result<String, Error> {
        let content = self.stored_name(expected.customary_main_part()).map(str::to_owned);
        match self.foreign_kind()? {
            Some(found) if found != expected.name() => {
                return Err(package::wrong_package(expected.name(), found).into());
            }
            None if content.is_none() && !matches!(self.entries, Entries::Salvaged(..)) => {
                return Err(package::wrong_package(expected.name(), "ZIP").into());
            }
            _ => {}
        }
        // Each encrypted part, or the one that holds all others, says so here (ODF 1.3 part 2, 3.4).
        let manifest = self.xml("META-INF/manifest.xml")?;
        let root = manifest.as_ref().and_then(Xml::root);
        if root.is_some_and(|root| root.descendants().any(|element| element.name() == "encryption-data")) {
            return Err(package::encrypted().into());
        }
        let missing = || match self.entries {
            Entries::Salvaged(..) => package::damaged_package(expected.customary_main_part()).into(),
            _ => package::main_part_missing(expected.customary_main_part()).into(),
        };
        content.ok_or_else(missing)
    }

    fn find_main_part(&mut self, expected: PackageKind) -> Result<String, Error> {
        if matches!(expected, PackageKind::Ods | PackageKind::Odt) {
            return self.find_open_document_content(expected);
        }
        let roots = self.relationships("")?;
        let named = roots.parts_of_kind("officeDocument").find_map(|part| self.stored_name(part)).map(str::to_owned);
        let content_type = match &named {
            Some(part) => self.content_type(part)?,
            None => None,
        };
        if let Some(part) = named.clone() {
            match content_type.as_deref() {
                Some(found) if !found.contains(expected.vocabulary()) || found.contains("binary") => {
                    if let Some(found) = kind_of_content_type(found) {
                        return Err(package::wrong_package(expected.name(), found).into());
                    }
                }
                _ => {
                    // Types are missing or salvaged away: the folder tells.
                    let folder = part.split('/').next().unwrap_or_default().to_ascii_lowercase();
                    let found = match (expected, folder.as_str()) {
                        (PackageKind::Docx, "xl") => Some("XLSX"),
                        (PackageKind::Xlsx, "word") => Some("DOCX"),
                        (_, "ppt") => Some("PPTX"),
                        _ => None,
                    };
                    if let (None, Some(found)) = (content_type.as_deref(), found) {
                        return Err(package::wrong_package(expected.name(), found).into());
                    }
                }
            }
            return Ok(part);
        }
        if let Some(part) = self.stored_name(expected.customary_main_part()) {
            return Ok(part.to_owned());
        }
        if let Some(found) = self.foreign_kind()? {
            return Err(package::wrong_package(expected.name(), found).into());
        }
        if matches!(self.entries, Entries::Salvaged(..)) {
            return Err(package::damaged_package(expected.customary_main_part()).into());
        }
        if self.contains("[Content_Types].xml") || self.contains("_rels/.rels") {
            return Err(package::main_part_missing(expected.customary_main_part()).into());
        }
        Err(package::wrong_package(expected.name(), "ZIP").into())
    }

    /// The name of another zip-based format, by its tell-tale parts.
    fn foreign_kind(&mut self) -> Result<Option<&'static str>, Error> {
        if let Some(mimetype) = self.part("mimetype")? {
            let mimetype = String::from_utf8_lossy(&mimetype).into_owned();
            let kinds = [
                ("opendocument.text-master", "ODM"),
                ("opendocument.text", "ODT"),
                ("opendocument.spreadsheet", "ODS"),
                ("opendocument.presentation", "ODP"),
                ("opendocument.graphics", "ODG"),
                ("opendocument", "ODF"),
            ];
            let found = kinds.iter().chain(&[("epub", "EPUB")]).find(|(part, _)| mimetype.contains(part));
            if let Some((_, found)) = found {
                return Ok(Some(found));
            }
        }
        let parts = [
            ("OFD.xml", "OFD"),
            ("xl/workbook.xml", "XLSX"),
            ("xl/workbook.bin", "XLSB"),
            ("word/document.xml", "DOCX"),
            ("ppt/presentation.xml", "PPTX"),
            ("META-INF/MANIFEST.MF", "JAR"),
        ];
        Ok(parts.iter().find(|(part, _)| self.contains(part)).map(|(_, found)| *found))
    }

    /// The content type of a part (part 2 §6.2.3), in lower case.
    fn content_type(&mut self, part: &str) -> Result<Option<String>, Error> {
        let Some(types) = self.xml("[Content_Types].xml")? else { return Ok(None) };
        let Some(root) = types.root() else { return Ok(None) };
        let extension = part.rsplit_once('.').map_or("", |(_, e)| e);
        let mut default = None;
        for entry in root.children() {
            let Some(content_type) = entry.attribute(Ns::None, "ContentType") else { continue };
            match entry.name() {
                "Override" if entry.attribute(Ns::None, "PartName").is_some_and(|name| fold(name) == fold(part)) => {
                    return Ok(Some(content_type.to_ascii_lowercase()));
                }
                "Default"
                    if entry.attribute(Ns::None, "Extension").is_some_and(|e| e.eq_ignore_ascii_case(extension)) =>
                {
                    default = Some(content_type.to_ascii_lowercase());
                }
                _ => {}
            }
        }
        Ok(default)
    }

    /// The part that holds the document or workbook.
    #[must_use]
    pub fn main_part(&self) -> &str {
        &self.main_part
    }

    /// The names of all parts as stored, in the package's order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str).filter(|name| !name.is_empty() && !name.ends_with('/'))
    }

    /// The name under which a part is stored, whatever case and slashes it is asked for with.
    #[must_use]
    pub fn stored_name(&self, name: &str) -> Option<&str> {
        let index = self.entry(name)?;
        self.names.get(index).map(String::as_str)
    }

    /// Whether there is such a part.
    #[must_use]
    pub fn contains(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<usize> {
        let decoded = || percent_decoded(name).and_then(|name| self.index.get(&fold(&name)));
        self.index.get(&fold(name)).or_else(decoded).copied()
    }

    /// How many bytes the parts read so far were inflated to, all readings counted.
    #[must_use]
    pub fn inflated(&self) -> u64 {
        self.inflated
    }

    /// Counts what is inflated from what packages around this one, or in it, were inflated to.
    pub fn go_on_from(&mut self, inflated: u64) {
        self.inflated = self.inflated.max(inflated);
    }

    /// The bytes of a part; `None` if there is no such part or nothing of it can be read (a finding says so). What is
    /// damaged is returned as far as it reads, with a finding.
    ///
    /// # Errors
    /// `limit-exceeded` where it inflates beyond a limit.
    pub fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let Some(index) = self.entry(name) else { return Ok(None) };
        let allowed = MAX_INFLATED_BYTES.saturating_sub(self.inflated);
        let mut bytes = Vec::new();
        let opened = match &mut self.entries {
            Entries::Archive(archive) => archive.by_index(index).map(Some),
            Entries::Salvaged(reader, entries) => match entries.get(index) {
                Some(entry) => salvage::open(reader, entry),
                None => Ok(None),
            },
            Entries::Made(parts) => return Ok(parts.get(index).cloned()),
        };
        let (outcome, packed) = match opened {
            Ok(Some(entry)) => {
                let packed = entry.compressed_size().max(1);
                let expected = entry.size().min(packed.saturating_mul(16)).min(allowed);
                bytes.reserve(usize::try_from(expected).unwrap_or(0));
                let ratio_limit = packed.saturating_mul(MAX_RATIO).max(RATIO_FREE_BYTES);
                // One byte more than allowed tells a part that ends at the limit from one that goes on.
                let outcome = entry.take(allowed.min(ratio_limit) + 1).read_to_end(&mut bytes).map(drop);
                (outcome.map_err(Value::foreign), packed)
            }
            Ok(None) => (Err(terms::NO_LOCAL_HEADER.into()), 1),
            Err(error) => (Err(Value::foreign(error)), 1),
        };
        let read = bytes.len() as u64;
        self.inflated += read;
        let place = || Place::Part(name.to_owned());
        if read > allowed {
            let error = package::limit_exceeded(terms::INFLATED_BYTES, MAX_INFLATED_BYTES, self.inflated);
            return Err(error.at(place()).into());
        }
        if read > RATIO_FREE_BYTES && read / packed >= MAX_RATIO {
            let error = package::limit_exceeded(terms::COMPRESSION_RATIO, MAX_RATIO, read / packed);
            return Err(error.at(place()).into());
        }
        if let Err(cause) = outcome {
            self.findings.push(package::part_damaged(cause).at(place()));
            if bytes.is_empty() {
                return Ok(None);
            }
        }
        Ok(Some(bytes))
    }

    /// A part parsed as XML; `None` as for [`Package::part`]. Where the XML breaks off, a finding says so.
    ///
    /// # Errors
    /// `limit-exceeded`, for the part or its XML.
    pub fn xml(&mut self, name: &str) -> Result<Option<Xml>, Error> {
        self.xml_without(name, Unparsed::default())
    }

    /// A part parsed as [`Package::xml`] does, but for what is left unparsed.
    ///
    /// # Errors
    /// As [`Package::xml`].
    pub fn xml_without(&mut self, name: &str, unparsed: Unparsed<'_>) -> Result<Option<Xml>, Error> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        let xml = Xml::parse_without(bytes, unparsed).map_err(|e| e.at(Place::Part(name.to_owned())))?;
        if let Some(cause) = xml.broken() {
            self.findings.push(package::xml_breaks_off(Value::foreign(cause)).at(Place::Part(name.to_owned())));
        }
        Ok(Some(xml))
    }

    /// The relationships of a part, or of the package for an empty name; none where their part is missing.
    ///
    /// # Errors
    /// As [`Package::xml`].
    pub fn relationships(&mut self, source: &str) -> Result<Relationships, Error> {
        let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
        let name = match folder {
            "" => format!("_rels/{file}.rels"),
            folder => format!("{folder}/_rels/{file}.rels"),
        };
        let xml = self.xml(&name)?;
        Ok(xml.as_ref().and_then(Xml::root).map(|root| Relationships::of(root, source)).unwrap_or_default())
    }

    /// What there was to say about the parts read since this was last asked, in order.
    pub fn take_findings(&mut self) -> Vec<Finding> {
        std::mem::take(&mut self.findings)
    }
}

/// What a main part's content type says the package is.
fn kind_of_content_type(content_type: &str) -> Option<&'static str> {
    let kinds = [
        ("ms-excel.sheet.binary", "XLSB"),
        ("spreadsheetml", "XLSX"),
        ("ms-excel", "XLSM"),
        ("wordprocessingml", "DOCX"),
        ("presentationml", "PPTX"),
        ("ms-powerpoint", "PPTM"),
        ("visio", "VSDX"),
    ];
    kinds.iter().find(|(part, _)| content_type.contains(part)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ooxml::parts_to_package;

    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;

    fn rels(target: &str) -> String {
        format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{target}"/></Relationships>"#
        )
    }

    fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
        let parts: Vec<_> = parts.iter().map(|(n, b)| ((*n).to_owned(), b.as_bytes().to_vec())).collect();
        parts_to_package(&parts).unwrap()
    }

    fn docx() -> Vec<u8> {
        let rels = rels("word/document.xml");
        zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", &rels), ("word/document.xml", "<a>年报</a>")])
    }

    fn code(bytes: &[u8], kind: PackageKind) -> &'static str {
        Package::open(bytes, kind).unwrap_err().code()
    }

    #[test]
    fn a_sound_package_opens_and_says_nothing() {
        let bytes = docx();
        let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
        assert_eq!(package.main_part(), "word/document.xml");
        let xml = package.xml("/WORD\\document.xml").unwrap().unwrap();
        assert_eq!(xml.root().unwrap().text(), "年报");
        assert!(package.part("word/other.xml").unwrap().is_none());
        assert_eq!(package.take_findings(), []);
    }

    #[test]
    fn what_is_no_package_is_named() {
        assert_eq!(code(b"", PackageKind::Docx), "empty-file");
        assert_eq!(code(b"%TSD-Header-###%...", PackageKind::Docx), "encrypted-by-software");
        let mut lock = vec![0u8; 162];
        (lock[0], lock[54]) = (5, 5);
        assert_eq!(code(&lock, PackageKind::Docx), "lock-file");
        let error = Package::open(b"%PDF-1.7 ...", PackageKind::Docx).unwrap_err();
        assert_eq!((error.code(), error.finding().value("found")), ("not-a-zip", Some("PDF")));
        let mut ole = sniff::OLE_MAGIC.to_vec();
        ole.resize(1024, 0);
        assert_eq!(code(&ole, PackageKind::Docx), "old-binary-format");
        assert_eq!(code(b"PK\x03\x04", PackageKind::Docx), "damaged-package");
    }

    #[test]
    fn another_package_is_named() {
        let rels = rels("xl/workbook.xml");
        let xlsx = zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", &rels), ("xl/workbook.xml", "<a/>")]);
        let error = Package::open(&xlsx, PackageKind::Docx).unwrap_err();
        assert_eq!((error.code(), error.finding().value("found")), ("wrong-package", Some("XLSX")));
        assert!(Package::open(&xlsx, PackageKind::Xlsx).is_ok());
        let odt = zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]);
        assert_eq!(Package::open(&odt, PackageKind::Docx).unwrap_err().finding().value("found"), Some("ODT"));
        let other = zip(&[("readme.txt", "x")]);
        assert_eq!(Package::open(&other, PackageKind::Docx).unwrap_err().finding().value("found"), Some("ZIP"));
        let empty = zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", &super::tests::rels("word/document.xml"))]);
        assert_eq!(code(&empty, PackageKind::Docx), "main-part-missing");
    }

    #[test]
    fn missing_types_and_relationships_are_tolerated() {
        let bytes = zip(&[("word\\document.xml", "<a/>")]);
        assert_eq!(Package::open(&bytes, PackageKind::Docx).unwrap().main_part(), "word\\document.xml");
    }

    #[test]
    fn a_file_cut_off_before_its_directory_is_salvaged() {
        let bytes = docx();
        let directory = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        let cut = &bytes[..directory];
        let mut package = Package::open(cut, PackageKind::Docx).unwrap();
        let xml = package.xml("word/document.xml").unwrap().unwrap();
        assert_eq!(xml.root().unwrap().text(), "年报");
        let codes: Vec<_> = package.take_findings().iter().map(Finding::code).collect();
        assert_eq!(codes, ["package-salvaged"]);
        // Cut before the main part, nothing is left to read.
        let main = bytes.windows(17).position(|w| w == b"word/document.xml").unwrap() - 30;
        assert_eq!(code(&bytes[..main], PackageKind::Docx), "damaged-package");
    }

    #[test]
    fn a_wrong_checksum_is_read_with_a_finding() {
        let mut bytes = docx();
        // The checksum in the central directory entry of the last part.
        let entry = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
        bytes[entry + 16] ^= 0xFF;
        let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
        let xml = package.xml("word/document.xml").unwrap().unwrap();
        assert_eq!(xml.root().unwrap().text(), "年报");
        assert_eq!(package.take_findings().iter().map(Finding::code).collect::<Vec<_>>(), ["part-damaged"]);
    }

    #[test]
    fn a_bomb_is_refused_and_a_large_part_below_the_ratio_is_not() {
        let rels = rels("word/document.xml");
        let zeros = "0".repeat(RATIO_FREE_BYTES as usize);
        let bytes = zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", &rels), ("word/document.xml", &zeros)]);
        let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
        assert!(package.part("word/document.xml").is_ok());
        let zeros = "0".repeat(RATIO_FREE_BYTES as usize + 1);
        let bytes = zip(&[("[Content_Types].xml", TYPES), ("_rels/.rels", &rels), ("word/document.xml", &zeros)]);
        let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
        let error = package.part("word/document.xml").unwrap_err();
        assert_eq!((error.code(), error.finding().value("allowed")), ("limit-exceeded", Some("200")));
    }

    #[test]
    fn part_names_may_be_percent_encoded() {
        assert_eq!(percent_decoded("a%20b%E5%9B%BE%2").as_deref(), Some("a b图%2"));
        let bytes = zip(&[("word/document.xml", "<a/>"), ("word/media/图 1.png", "x")]);
        let package = Package::open(&bytes, PackageKind::Docx).unwrap();
        assert_eq!(package.stored_name("word/media/%E5%9B%BE%201.png"), Some("word/media/图 1.png"));
    }

    #[test]
    fn two_parts_of_one_name_are_reported() {
        let mut bytes = zip(&[("word/document.xml", "<a/>"), ("word/documenu.xml", "<b/>")]);
        let places: Vec<_> = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(b"word/documenu.xml")).collect();
        assert_eq!(places.len(), 2);
        for at in places {
            bytes[at + 12] = b't';
        }
        let mut package = Package::open(&bytes, PackageKind::Docx).unwrap();
        assert_eq!(package.take_findings().iter().map(Finding::code).collect::<Vec<_>>(), ["duplicate-part"]);
    }

    #[test]
    fn the_number_of_parts_has_a_limit() {
        let parts = |n: usize| {
            let mut parts = vec![("word/document.xml".to_owned(), b"<a/>".to_vec())];
            parts.extend((1..n).map(|i| (format!("{i}"), Vec::new())));
            parts_to_package(&parts).unwrap()
        };
        assert!(Package::open(&parts(MAX_PARTS), PackageKind::Docx).is_ok());
        assert_eq!(code(&parts(MAX_PARTS + 1), PackageKind::Docx), "limit-exceeded");
    }
}
