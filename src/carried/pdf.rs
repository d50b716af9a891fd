//! The file attached to a PDF under a name, and the digest that ties it to the pages.
//!
//! The digest is stated in the XMP packet as `nianbao:pagesDigest`: `sha256:` and 64 hexadecimal digits, the SHA-256 sum of these
//! records one after another, each a name, a space, and what is said of an object of the catalog (`null` where it is absent):
//!
//! 1. `pages `: `Pages`, with all it leads to: page after page its boxes, content, fonts, images, annotations;
//! 2. `form `: `AcroForm`;
//! 3. `layers `: `OCProperties`;
//! 4. `data NAME LENGTH `: the attached file, its name and length, then its bytes.
//!
//! Of an object is said, references followed:
//!
//! | object | what is said |
//! |---|---|
//! | null, truth value | `n`, `t`, `f` |
//! | number | `#`, the number in millionths, `;` |
//! | name, string | `/` or `(`, its length, `:`, its bytes, escapes undone |
//! | array | `[`, its items, `]` |
//! | dictionary | `<`, key and value in the byte order of the keys, values of null left out, `>` |
//! | stream | its dictionary without `Length`, then `=`, the length of the bytes as they stand in the file, compressed or not, `:`, these bytes |
//! | object met before | `@`, its number among the objects followed, from 1, in the order they were first met, `;` |
//!
//! So renumbered or linearised copies keep the tie; a page, font, picture or annotation that was changed, added or taken away
//! breaks it, and so does a program that compresses the streams anew. Annotations that nianbao itself appended are cut off before, if
//! nothing stands behind them.

use crate::whole::Whole;
use flate2::bufread::ZlibDecoder;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, ObjectIdentifier, Stream};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::io::Read as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

/// The element of the XMP packet that states the digest.
pub(crate) const PROPERTY: &str = "nianbao:pagesDigest";

/// The deepest nesting, and the most objects, that a digest is made of; files of ours stay far below.
const DEPTH: usize = 100;
const OBJECTS: usize = 2_000_000;

const STACK_BYTES: usize = 64 << 20;

/// The largest attached file and packet read.
const LARGEST: u64 = 64 << 20;

/// A file that a PDF carries.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Carried {
    /// What it holds.
    pub(crate) bytes: Vec<u8>,
    /// Whether the pages and it are as they were when they were written together.
    pub(crate) tied: bool,
}

/// The associated file of this name (ISO 19005-3, 6.8) in a PDF; `None` where there is none, or no digest is stated.
pub(crate) fn carried_file(bytes: &[u8], name: &str) -> Option<Carried> {
    // hayro-syntax follows references by recursion; what it can't digest has no data of ours.
    thread::scope(|scope| {
        let reader = thread::Builder::new().stack_size(STACK_BYTES).name("carried".to_owned());
        let found = reader.spawn_scoped(scope, || catch_unwind(AssertUnwindSafe(|| find(bytes, name)))).ok()?;
        found.join().ok()?.ok()?
    })
}

fn find(bytes: &[u8], name: &str) -> Option<Carried> {
    let pdf = Pdf::new(bytes.to_vec()).ok()?;
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let stated = stated_digest(&catalog)?;
    let files: Array<'_> = catalog.get("AF")?;
    let file = files.iter::<Dict<'_>>().find(|file| {
        let named = |key: &str| file.get::<hayro_syntax::object::String<'_>>(key);
        named("F").is_some_and(|found| found.as_bytes() == name.as_bytes())
    })?;
    let bytes = unpacked(&file.get::<Dict<'_>>("EF")?.get::<Stream<'_>>("F")?)?;
    let tied = digest(&pdf, name, &bytes).is_some_and(|digest| digest == stated);
    Some(Carried { bytes, tied })
}

/// The digest of a file's pages with an attached file; `None` where its objects can't all be followed.
pub(crate) fn digest(pdf: &Pdf, name: &str, data: &[u8]) -> Option<String> {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let mut walk = Walk { pdf, hash: Sha256::new(), met: HashMap::new(), left: OBJECTS };
    for (record, key) in [("pages ", "Pages"), ("form ", "AcroForm"), ("layers ", "OCProperties")] {
        walk.hash.update(record);
        match catalog.get_raw::<Object<'_>>(key) {
            Some(value) => walk.value(value, 0)?,
            None => walk.object(&Object::Null(hayro_syntax::object::Null), 0)?,
        }
    }
    walk.hash.update(format!("data {name} {} ", data.len()));
    walk.hash.update(data);
    Some(super::stated(walk.hash))
}

/// The digest the packet of metadata states.
fn stated_digest(catalog: &Dict<'_>) -> Option<String> {
    let packet = unpacked(&catalog.get::<Stream<'_>>("Metadata")?)?;
    let packet = String::from_utf8_lossy(&packet);
    let (_, rest) = packet.split_once(&format!("<{PROPERTY}>"))?;
    let (digest, _) = rest.split_once('<')?;
    Some(digest.trim().to_owned())
}

/// A stream's data, whole or not at all.
fn unpacked(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let raw = stream.raw_data();
    let filter = match stream.dict().get::<Object<'_>>("Filter") {
        None => return Some(raw.into_owned()),
        Some(Object::Name(name)) => name,
        Some(Object::Array(names)) if names.iter::<Object<'_>>().count() == 1 => names.iter::<Name<'_>>().next()?,
        Some(_) => return None,
    };
    if filter.as_ref() != b"FlateDecode" || stream.dict().contains_key("DecodeParms") {
        return None;
    }
    let mut data = Vec::new();
    let read = ZlibDecoder::new(&*raw).take(LARGEST + 1).read_to_end(&mut data).ok()?;
    (read as u64 <= LARGEST).then_some(data)
}

/// A walk over everything an object leads to.
struct Walk<'a> {
    pdf: &'a Pdf,
    hash: Sha256,
    met: HashMap<ObjectIdentifier, usize>,
    /// How many objects it may still meet.
    left: usize,
}

impl<'a> Walk<'a> {
    fn value(&mut self, value: MaybeRef<Object<'a>>, depth: usize) -> Option<()> {
        let reference = match value {
            MaybeRef::NotRef(object) => return self.object(&object, depth),
            MaybeRef::Ref(reference) => ObjectIdentifier::from(reference),
        };
        if let Some(number) = self.met.get(&reference) {
            self.hash.update(format!("@{number};"));
            return Some(());
        }
        match self.pdf.xref().get::<Object<'a>>(reference) {
            Some(object) => {
                self.met.insert(reference, self.met.len() + 1);
                self.object(&object, depth)
            }
            None => self.object(&Object::Null(hayro_syntax::object::Null), depth),
        }
    }

    fn object(&mut self, object: &Object<'a>, depth: usize) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        if depth > DEPTH {
            return None;
        }
        match object {
            Object::Null(_) => self.hash.update("n"),
            Object::Boolean(true) => self.hash.update("t"),
            Object::Boolean(false) => self.hash.update("f"),
            Object::Number(number) => {
                let millionths = (number.as_f64() * 1e6).round();
                // Larger numbers say nothing of a page; they would all be the same here.
                if millionths.abs() > 1e15 {
                    return None;
                }
                self.hash.update(format!("#{};", i64::whole(millionths)));
            }
            Object::Name(name) => self.text('/', name),
            Object::String(text) => self.text('(', text.as_bytes()),
            Object::Array(items) => {
                self.hash.update("[");
                for item in items.raw_iter() {
                    self.value(item, depth + 1)?;
                }
                self.hash.update("]");
            }
            Object::Dict(dict) => self.dictionary(dict, false, depth)?,
            Object::Stream(stream) => {
                self.dictionary(stream.dict(), true, depth)?;
                let raw = stream.raw_data();
                self.hash.update(format!("={}:", raw.len()));
                self.hash.update(&raw);
            }
        }
        Some(())
    }

    fn dictionary(&mut self, dict: &Dict<'a>, of_stream: bool, depth: usize) -> Option<()> {
        self.hash.update("<");
        let mut count = 0;
        for (key, value) in dict.entries() {
            count += 1;
            let is_null = match &value {
                MaybeRef::NotRef(object) => matches!(object, Object::Null(_)),
                MaybeRef::Ref(reference) => {
                    let object = self.pdf.xref().get::<Object<'a>>((*reference).into());
                    object.is_none_or(|object| matches!(object, Object::Null(_)))
                }
            };
            if is_null || (of_stream && key.as_ref() == b"Length") {
                continue;
            }
            self.text('/', &key);
            self.value(value, depth + 1)?;
        }
        self.hash.update(">");
        // An entry that can't be read is not among them.
        (count == dict.len()).then_some(())
    }

    fn text(&mut self, mark: char, bytes: &[u8]) {
        self.hash.update(format!("{mark}{}:", bytes.len()));
        self.hash.update(bytes);
    }
}
