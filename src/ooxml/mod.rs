//! Zip packages, XML and relationships with limits, shared by DOCX and XLSX both ways.
//!
//! In: the bytes of a file. Out: its parts ([`Package`]), their XML as a tree ([`Xml`], [`Element`]) and the
//! relationships between them ([`Relationships`]), or an error that says what the file really is. For writing: parts → the
//! bytes of a package, always the same ([`parts_to_package`]), and escaping ([`escape_text`], [`escape_attribute`]). For changing a
//! file in place: a package with some parts changed ([`PackageEdit`]), a part with some bytes changed ([`Splice`]).
//!
//! This folder knows how packages are built (ECMA-376 part 2), not what a document or a sheet is.
//!
//! Nothing here recurses as deep as its input does, and every count a hostile file could drive up has a limit below. What
//! is damaged is read as far as it goes and leaves a finding; see [`Package::take_findings`].

mod edit;
mod flat;
mod highlight;
mod namespace;
pub(crate) mod own_styles;
mod package;
mod relationships;
mod salvage;
mod sniff;
mod splice;
mod write;
mod xml;

pub(crate) use edit::DECLARATION;
pub use edit::PackageEdit;
pub(crate) use highlight::HIGHLIGHT_COLORS;
pub use namespace::Ns;
pub use package::{Package, PackageKind};
pub use relationships::{Relationship, Relationships, Target, resolve_part_name};
pub use sniff::{OLE_MAGIC, compound_error, looks_like};
pub use splice::{Extent, Splice, attribute_range};
pub use write::{escape_attribute, escape_text, parts_to_package};
pub use xml::{Attribute, Element, Node, Unparsed, Xml};

/// The most bytes a file may have.
pub const MAX_FILE_BYTES: u64 = 512 << 20;
/// The most parts a package may have.
pub const MAX_PARTS: usize = 10_000;
/// The most bytes that may be inflated from one package, all parts read together.
pub const MAX_INFLATED_BYTES: u64 = 512 << 20;
/// How many bytes one compressed byte may become, for parts beyond [`RATIO_FREE_BYTES`].
pub const MAX_RATIO: u64 = 200;
/// Up to this size a part may be compressed as well as it can.
pub const RATIO_FREE_BYTES: u64 = 10 << 20;
/// How deep XML elements may nest.
pub const MAX_XML_DEPTH: usize = 512;
/// The most elements, texts and attributes of one XML part together.
pub const MAX_XML_NODES: usize = 20_000_000;
