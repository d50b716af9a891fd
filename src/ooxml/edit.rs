//! A package with some parts changed: every other part is copied as it is stored, compressed bytes and all.

use super::splice::{Extent, Splice};
use super::{Ns, Package, PackageKind, Relationships, Xml, escape_attribute, flat, looks_like, resolve_part_name};
use crate::finding::{Error, Finding, Place, Term, Value, catalogue::package, terms};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Where the signatures of a signed package begin (part 2 §10.4.2).
const SIGNATURES: &str = "_xmlsignatures/";

/// The types of relationships begin with this; those of strict files (ECMA-376 part 1) otherwise.
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const STRICT: &str = "http://purl.oclc.org/ooxml/officeDocument/relationships";

/// A package being changed.
#[derive(Debug)]
pub struct PackageEdit<'a> {
    bytes: &'a [u8],
    package: Package<'a>,
    /// The parts that are changed or added, by the names they are stored under.
    changed: BTreeMap<String, String>,
}

impl<'a> PackageEdit<'a> {
    /// Opens a package to change it.
    ///
    /// # Errors
    /// As [`Package::open`]; `not-editable` where it is damaged: what could not be read would be lost.
    pub fn open(bytes: &'a [u8], kind: PackageKind) -> Result<Self, Error> {
        // Its parts are no files of a zip that could be copied.
        if flat::is_flat(bytes) {
            return Err(package::not_a_zip(kind.name(), looks_like(bytes)).into());
        }
        let mut edit = PackageEdit { bytes, package: Package::open(bytes, kind)?, changed: BTreeMap::new() };
        edit.refuse_damage()?;
        Ok(edit)
    }

    fn refuse_damage(&mut self) -> Result<(), Error> {
        match self.package.take_findings().first() {
            Some(finding) => Err(package::not_editable(finding.clone()).into()),
            None => Ok(()),
        }
    }

    /// The part that holds the document or workbook.
    #[must_use]
    pub fn main_part(&self) -> String {
        self.package.main_part().to_owned()
    }

    /// The name a part is stored under, those that were added included.
    #[must_use]
    pub fn stored_name(&self, name: &str) -> Option<String> {
        let is_name = |added: &&String| added.eq_ignore_ascii_case(name);
        let stored = self.package.stored_name(name).map(str::to_owned);
        stored.or_else(|| self.changed.keys().find(is_name).cloned())
    }

    /// A part as it stands now; `None` where there is none.
    ///
    /// # Errors
    /// `not-editable` where it is damaged or in another encoding than UTF-8, `limit-exceeded`.
    pub fn xml(&mut self, name: &str) -> Result<Option<Xml>, Error> {
        let Some(stored) = self.stored_name(name) else { return Ok(None) };
        let fault = |cause: Value| Error::from(package::not_editable(cause)).at(Place::Part(stored.clone()));
        let bytes = match self.changed.get(&stored) {
            Some(text) => text.clone().into_bytes(),
            None => self.package.part(&stored)?.unwrap_or_default(),
        };
        self.refuse_damage()?;
        let text = std::str::from_utf8(&bytes).map(|text| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
        let xml = Xml::parse(bytes).map_err(|e| e.at(Place::Part(stored.clone())))?;
        if let Some(cause) = xml.broken() {
            return Err(fault(Value::foreign(cause)));
        }
        if text.as_deref() != Ok(xml.source()) {
            return Err(fault(terms::NOT_UTF8.into()));
        }
        Ok(Some(xml))
    }

    /// A part that has to be there.
    ///
    /// # Errors
    /// As [`xml`](Self::xml); `not-editable` where there is no such part.
    pub fn required_xml(&mut self, name: &str) -> Result<Xml, Error> {
        self.xml(name)?.ok_or_else(|| self.fault(name, terms::SEEMS_DAMAGED))
    }

    /// The error that a part can't be changed.
    #[must_use]
    pub fn fault(&self, part: &str, cause: &'static Term) -> Error {
        Error::from(package::not_editable(cause)).at(Place::Part(part.to_owned()))
    }

    /// Gives a part another text, or adds one.
    pub fn put(&mut self, name: &str, text: String) {
        let stored = self.stored_name(name).unwrap_or_else(|| name.to_owned());
        self.changed.insert(stored, text);
    }

    /// The relationships of a part as they stand now.
    ///
    /// # Errors
    /// As [`xml`](Self::xml).
    pub fn relationships(&mut self, source: &str) -> Result<Relationships, Error> {
        let xml = self.xml(&relationships_part(source))?;
        Ok(xml.as_ref().and_then(Xml::root).map(|root| Relationships::of(root, source)).unwrap_or_default())
    }

    /// Relates a part to another; the id of that relationship. `kind` is the last segment of its type, `is_strict` whether the file
    /// is a strict one.
    ///
    /// # Errors
    /// As [`xml`](Self::xml).
    pub fn relate(&mut self, source: &str, kind: &str, target: &str, is_strict: bool) -> Result<String, Error> {
        let name = relationships_part(source);
        let family = if is_strict { STRICT } else { TRANSITIONAL };
        let relationship = |prefix: &str, id: &str| {
            let target = escape_attribute(target);
            format!("<{prefix}Relationship Id=\"{id}\" Type=\"{family}/{kind}\" Target=\"/{target}\"/>")
        };
        let Some(xml) = self.xml(&name)? else {
            let namespace = "http://schemas.openxmlformats.org/package/2006/relationships";
            let inside = relationship("", "rId1");
            let text = format!("{DECLARATION}<Relationships xmlns=\"{namespace}\">{inside}</Relationships>");
            self.put(&name, text);
            return Ok("rId1".to_owned());
        };
        let root = xml.root().ok_or_else(|| self.fault(&name, terms::SEEMS_DAMAGED))?;
        let taken: Vec<&str> = root.children().filter_map(|e| e.attribute(Ns::None, "Id")).collect();
        let id = (1..).map(|n: u32| format!("rId{n}")).find(|id| !taken.contains(&id.as_str())).unwrap_or_default();
        let extent = Extent::of(root).ok_or_else(|| self.fault(&name, terms::SEEMS_DAMAGED))?;
        let mut splice = Splice::of(&xml);
        splice.insert_last(&extent, relationship(extent.prefix(), &id));
        self.put(&name, splice.finish());
        Ok(id)
    }

    /// Says of what type a part is, unless that is said (part 2 §6.2.3.2): of itself, or, for an empty type of its own, of its
    /// extension.
    ///
    /// # Errors
    /// As [`xml`](Self::xml).
    pub fn declare(&mut self, part: &str, content_type: &str, by_extension: bool) -> Result<(), Error> {
        const TYPES: &str = "[Content_Types].xml";
        let xml = self.required_xml(TYPES)?;
        let root = xml.root().ok_or_else(|| self.fault(TYPES, terms::SEEMS_DAMAGED))?;
        let extent = Extent::of(root).ok_or_else(|| self.fault(TYPES, terms::SEEMS_DAMAGED))?;
        let extension = part.rsplit_once('.').map_or("", |(_, extension)| extension);
        let (element, attribute, value) = match by_extension {
            true => ("Default", "Extension", extension.to_owned()),
            false => ("Override", "PartName", format!("/{part}")),
        };
        let says = |e: super::Element<'_>| {
            e.name() == element && e.attribute(Ns::None, attribute).is_some_and(|v| v.eq_ignore_ascii_case(&value))
        };
        if root.children().any(says) {
            return Ok(());
        }
        let value = escape_attribute(&value);
        let prefix = extent.prefix();
        let entry = format!("<{prefix}{element} {attribute}=\"{value}\" ContentType=\"{content_type}\"/>");
        let mut splice = Splice::of(&xml);
        // Defaults come first, as every producer has them.
        match by_extension {
            true => splice.insert_first(&extent, entry),
            false => splice.insert_last(&extent, entry),
        }
        self.put(TYPES, splice.finish());
        Ok(())
    }

    /// A name for a new part: `before`, the first number that is free, `after`.
    #[must_use]
    pub fn free_name(&self, before: &str, after: &str) -> String {
        let names = (1..).map(|n: u32| format!("{before}{n}{after}"));
        names.into_iter().find(|name| self.stored_name(name).is_none()).unwrap_or_default()
    }

    /// The package with its changes, and what there is to say of it. Without any it is the bytes it was.
    ///
    /// # Errors
    /// `package-not-written`.
    pub fn finish(self) -> Result<(Vec<u8>, Vec<Finding>), Error> {
        if self.changed.is_empty() {
            return Ok((self.bytes.to_vec(), Vec::new()));
        }
        let is_signed = self.package.names().any(|name| name.starts_with(SIGNATURES));
        let findings = is_signed.then(package::signature_broken).into_iter().collect();
        let not_written = |error: zip::result::ZipError| -> Error {
            package::package_not_written(terms::ZIP_DIRECTORY, Value::foreign(error)).into()
        };
        let mut archive = ZipArchive::new(Cursor::new(self.bytes)).map_err(not_written)?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        let mut changed = self.changed;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644);
        let add = |writer: &mut ZipWriter<_>, name: &str, text: &str| -> Result<(), Error> {
            let stored = writer.start_file(name, options).map_err(std::io::Error::from);
            let stored = stored.and_then(|()| Write::write_all(writer, text.as_bytes()));
            stored.map_err(|e| package::package_not_written(name, Value::foreign(e)).into())
        };
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(not_written)?;
            let stored = String::from_utf8_lossy(entry.name_raw()).into_owned();
            let is_it = |name: &&String| resolve_part_name("", name) == resolve_part_name("", &stored);
            let name = changed.keys().find(is_it).cloned();
            match name.and_then(|name| changed.remove(&name)) {
                Some(text) => add(&mut writer, &stored, &text)?,
                None => writer.raw_copy_file(entry).map_err(not_written)?,
            }
        }
        for (name, text) in changed {
            add(&mut writer, &name, &text)?;
        }
        Ok((writer.finish().map_err(not_written)?.into_inner(), findings))
    }
}

/// What an XML part begins with.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The part that holds the relationships of another.
fn relationships_part(source: &str) -> String {
    match source.rsplit_once('/') {
        Some((folder, file)) => format!("{folder}/_rels/{file}.rels"),
        None => format!("_rels/{source}.rels"),
    }
}
