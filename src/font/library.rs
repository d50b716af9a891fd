//! The faces of a folder, or of the system, as the user has them.
//!
//! Listing reads names only; a face's file is read when the face is needed, once. What a listing holds depends on the files
//! alone, never on the order a system lists them in: faces stand by name, then by path.

use super::face::{FaceData, Program, Source, characters, same_name};
use super::subset::subset;
use crate::finding::{Error, Finding, Term, Value, Warned, catalogue, terms};
use fontdb::Database;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use ttf_parser::{PlatformId, name_id};

/// The largest font file that is read, bytes. The largest Chinese collections have about 40 MB.
const MAX_FILE: u64 = 64 << 20;

/// The most faces of a collection. The largest have some seventy.
const MAX_FACES: u64 = 1_024;

/// Folders within folders that are looked into.
const MAX_DEPTH: usize = 8;

/// The most font files of a folder that are looked at.
const MAX_FILES: usize = 5_000;

/// Faces the user has.
#[derive(Debug)]
pub struct Library {
    faces: Vec<Listed>,
    database: Database,
    /// Files read, by path: the faces of a collection share theirs.
    files: Mutex<BTreeMap<PathBuf, Arc<Vec<u8>>>>,
    covered: OnceLock<Vec<(u32, u16)>>,
}

/// A face as it is listed.
#[derive(Debug)]
struct Listed {
    id: fontdb::ID,
    /// Every name its family or the face itself goes by, in every language.
    names: Vec<String>,
    family: String,
    postscript_name: String,
    weight: u16,
    italic: bool,
    path: PathBuf,
    index: u32,
    data: OnceLock<Result<FaceData, Fault>>,
}

/// Why a face can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Unreadable(String),
    TooLarge,
    Restricted,
    Kind(&'static Term),
}

impl Library {
    /// The faces installed on this system.
    #[must_use]
    pub fn system() -> Self {
        let mut database = Database::new();
        database.load_system_fonts();
        Library::of(database, None)
    }

    /// The faces of the font files (TTF, OTF, TTC, OTC) in a folder and the folders in it, with a finding for each file that
    /// can't be used.
    ///
    /// # Errors
    /// `fonts-not-listed` where the folder can't be read, `limit-exceeded` where it holds more than 5,000 font files.
    pub fn folder(folder: &Path) -> Result<Warned<Self>, Error> {
        let mut files = BTreeSet::new();
        let mut findings = Vec::new();
        let mut seen = BTreeSet::new();
        let entries = fs::read_dir(folder).map_err(|e| {
            Error::from(catalogue::font::fonts_not_listed(Value::foreign(e))).in_file(&folder.display().to_string())
        })?;
        drop(entries);
        gather(folder, 0, &mut seen, &mut files, &mut findings);
        if files.len() > MAX_FILES {
            let finding = catalogue::package::limit_exceeded(terms::FONT_FILES, MAX_FILES, files.len());
            return Err(Error::from(finding).in_file(&folder.display().to_string()));
        }
        let mut database = Database::new();
        for path in files {
            let before = database.len();
            let fault = match fs::metadata(&path) {
                Err(e) => Some(Fault::Unreadable(e.to_string())),
                // A pipe would be waited on for ever.
                Ok(metadata) if !metadata.is_file() => Some(Fault::Unreadable("no regular file".to_owned())),
                Ok(metadata) if metadata.len() > MAX_FILE => Some(Fault::TooLarge),
                Ok(_) if !counts_its_faces(&path) => Some(Fault::Unreadable("damaged collection of fonts".to_owned())),
                Ok(_) => match database.load_font_file(&path) {
                    Err(e) => Some(Fault::Unreadable(e.to_string())),
                    Ok(()) if database.len() == before => Some(Fault::Unreadable("TrueType/OpenType?".to_owned())),
                    Ok(()) => None,
                },
            };
            findings.extend(fault.map(|fault| fault.finding("", &path)));
        }
        findings.sort_by_key(|finding| finding.location().file.clone());
        Ok(Warned { value: Library::of(database, Some(folder)), findings })
    }

    /// Lists what a database holds; paths are compared below `root`, so that a folder gives the same list wherever it stands.
    fn of(database: Database, root: Option<&Path>) -> Self {
        let mut faces: Vec<Listed> = database.faces().filter_map(|info| listed(&database, info)).collect();
        faces.sort_by(|a, b| {
            let key = |face: &Listed| {
                let path = root.and_then(|root| face.path.strip_prefix(root).ok()).unwrap_or(&face.path).to_owned();
                (face.family.clone(), face.postscript_name.clone(), path, face.index)
            };
            key(a).cmp(&key(b))
        });
        faces.truncate(usize::from(u16::MAX));
        Library { faces, database, files: Mutex::default(), covered: OnceLock::new() }
    }

    /// How many faces there are.
    pub(super) fn len(&self) -> usize {
        self.faces.len()
    }

    /// The upright faces that go by a name, best first: of a family's weights the nearest to `weight`.
    pub(super) fn called(&self, name: &str, weight: u16) -> Vec<usize> {
        let mut found: Vec<(bool, u16, usize)> = Vec::new();
        for (number, face) in self.faces.iter().enumerate() {
            if face.names.iter().any(|n| same_name(n, name)) {
                let itself = same_name(&face.postscript_name, name);
                found.push((!itself, if itself { 0 } else { face.weight.abs_diff(weight) }, number));
            }
        }
        found.sort_unstable();
        let upright = |number: &usize| self.faces.get(*number).is_some_and(|face| !face.italic);
        found.into_iter().map(|(_, _, number)| number).filter(upright).collect()
    }

    /// The heavy upright faces of a face's family, best first.
    pub(super) fn bolder(&self, number: usize) -> Vec<usize> {
        let Some(face) = self.faces.get(number) else { return Vec::new() };
        let heavy = |other: &usize| self.faces.get(*other).is_some_and(|other| other.weight >= 600);
        self.called(&face.family, 700).into_iter().filter(heavy).collect()
    }

    /// The data of a face, read when it is first asked for.
    pub(super) fn data(&self, number: usize) -> Option<&FaceData> {
        self.load(number)?.as_ref().ok()
    }

    /// What to say of a face that can't be used.
    pub(super) fn fault(&self, number: usize) -> Option<Finding> {
        let face = self.faces.get(number)?;
        let fault = self.load(number)?.as_ref().err()?;
        Some(fault.finding(&face.family, &face.path))
    }

    /// The first upright face of regular weight, else any, that may be used and has a glyph for the character.
    pub(super) fn covering(&self, c: char) -> Option<usize> {
        let covered = self.covered.get_or_init(|| self.cover());
        let at = covered.binary_search_by_key(&u32::from(c), |(c, _)| *c).ok()?;
        let number = usize::from(covered.get(at)?.1);
        self.data(number).map(|_| number)
    }

    /// Every character any face has, by its number, with the best of them. Made once: a text may well have hundreds of
    /// characters that no role's face has, and a system hundreds of faces.
    fn cover(&self) -> Vec<(u32, u16)> {
        let plain = |face: &Listed| !face.italic && face.weight <= 500;
        let (first, second): (Vec<_>, Vec<_>) = self.faces.iter().enumerate().partition(|(_, face)| plain(face));
        let mut seen = vec![false; 0x11_0000];
        let mut covered = Vec::new();
        for (number, face) in first.into_iter().chain(second) {
            let Ok(number) = u16::try_from(number) else { continue };
            self.database.with_face_data(face.id, |bytes, index| {
                if !ttf_parser::Face::parse(bytes, index).is_ok_and(|face| check(&face).is_ok()) {
                    return;
                }
                for c in characters(bytes, index) {
                    if let Some(seen @ false) = seen.get_mut(c as usize) {
                        *seen = true;
                        covered.push((c, number));
                    }
                }
            });
        }
        covered.sort_unstable();
        covered
    }

    fn load(&self, number: usize) -> Option<&Result<FaceData, Fault>> {
        let face = self.faces.get(number)?;
        Some(face.data.get_or_init(|| {
            let bytes = self.read(&face.path)?;
            let parsed = ttf_parser::Face::parse(&bytes, face.index).map_err(|e| Fault::Unreadable(e.to_string()))?;
            check(&parsed)?;
            let (units_per_em, is_latin) = (parsed.units_per_em(), parsed.glyph_index('国').is_none());
            let trial: Vec<u16> = "国一0A,".chars().filter_map(|c| parsed.glyph_index(c)).map(|id| id.0).collect();
            let data = FaceData {
                family: face.family.clone().into(),
                postscript_name: face.postscript_name.clone().into(),
                weight: face.weight,
                units_per_em,
                is_latin,
                source: Source::File(face.path.clone()),
                program: Program::Shared(bytes),
                index: face.index,
                font: OnceLock::new(),
            };
            // What fails with a few glyphs would fail with the document's, when all is composed.
            match data.font().is_some() && subset(&data, &trial).is_ok() {
                true => Ok(data),
                false => Err(Fault::Unreadable("damaged tables".to_owned())),
            }
        }))
    }

    fn read(&self, path: &Path) -> Result<Arc<Vec<u8>>, Fault> {
        use std::io::Read;
        let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bytes) = files.get(path) {
            return Ok(Arc::clone(bytes));
        }
        let unreadable = |e: std::io::Error| Fault::Unreadable(e.to_string());
        let mut bytes = Vec::new();
        fs::File::open(path).map_err(unreadable)?.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > MAX_FILE {
            return Err(Fault::TooLarge);
        }
        let bytes = Arc::new(bytes);
        files.insert(path.to_owned(), Arc::clone(&bytes));
        Ok(bytes)
    }
}

impl PartialEq for Library {
    fn eq(&self, other: &Self) -> bool {
        let key = |face: &Listed| (face.path.clone(), face.index);
        self.faces.iter().map(key).eq(other.faces.iter().map(key))
    }
}

impl Fault {
    fn finding(&self, family: &str, path: &Path) -> Finding {
        let finding = match self {
            Fault::Unreadable(cause) => catalogue::font::font_unreadable(cause),
            Fault::TooLarge => catalogue::font::font_too_large(MAX_FILE >> 20),
            Fault::Restricted => catalogue::font::font_embedding_restricted(family),
            Fault::Kind(kind) => catalogue::font::font_kind_unsupported(family, *kind),
        };
        finding.in_file(&path.display().to_string())
    }
}

/// Whether a face may and can be embedded in part.
fn check(face: &ttf_parser::Face<'_>) -> Result<(), Fault> {
    use ttf_parser::Permissions::{Editable, Installable, PreviewAndPrint};
    let tables = face.tables();
    // OpenType, OS/2 fsType: bit 1 forbids embedding, bit 8 subsetting, bit 9 outlines.
    let allowed = tables.os2.is_none_or(|os2| {
        matches!(os2.permissions(), Some(Installable | PreviewAndPrint | Editable))
            && os2.is_subsetting_allowed()
            && os2.is_outline_embedding_allowed()
    });
    if !allowed {
        return Err(Fault::Restricted);
    }
    if face.is_variable() {
        return Err(Fault::Kind(terms::VARIABLE_FONT));
    }
    if tables.glyf.is_none() && tables.cff.is_none() {
        return Err(Fault::Kind(terms::NO_OUTLINES));
    }
    if !tables.cmap.iter().flat_map(|cmap| cmap.subtables).any(|table| table.is_unicode()) {
        return Err(Fault::Kind(terms::SYMBOL_FONT));
    }
    Ok(())
}

/// The font files in a folder and the folders in it; each folder once, whatever links lead to it.
fn gather(
    folder: &Path,
    depth: usize,
    seen: &mut BTreeSet<PathBuf>,
    files: &mut BTreeSet<PathBuf>,
    findings: &mut Vec<Finding>,
) {
    let unreadable = |path: &Path, e: std::io::Error| {
        catalogue::font::font_unreadable(Value::foreign(e)).in_file(&path.display().to_string())
    };
    if depth > MAX_DEPTH || !fs::canonicalize(folder).is_ok_and(|real| seen.insert(real)) {
        return;
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) => return findings.push(unreadable(folder, e)),
    };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    paths.sort();
    for path in paths {
        if files.len() > MAX_FILES {
            return;
        }
        if path.is_dir() {
            gather(&path, depth + 1, seen, files, findings);
        } else if is_font_file(&path) {
            files.insert(path);
        }
    }
}

fn is_font_file(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or_default();
    ["ttf", "otf", "ttc", "otc"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

fn listed(database: &Database, info: &fontdb::FaceInfo) -> Option<Listed> {
    let fontdb::Source::File(path) = &info.source else { return None };
    let mut names: Vec<String> = info.families.iter().map(|(name, _)| name.clone()).collect();
    let family = names.first()?.clone();
    names.push(info.post_script_name.clone());
    let more = database.with_face_data(info.id, |bytes, index| {
        ttf_parser::Face::parse(bytes, index).map(|face| all_names(&face)).unwrap_or_default()
    });
    names.extend(more.unwrap_or_default());
    names.sort();
    names.dedup();
    Some(Listed {
        id: info.id,
        names,
        family,
        postscript_name: info.post_script_name.clone(),
        weight: info.weight.0,
        italic: info.style != fontdb::Style::Normal,
        path: path.clone(),
        index: info.index,
        data: OnceLock::new(),
    })
}

/// The names of the family and of the face, in every language and the encodings Chinese faces have theirs in.
fn all_names(face: &ttf_parser::Face<'_>) -> Vec<String> {
    let wanted = [name_id::FAMILY, name_id::FULL_NAME, name_id::TYPOGRAPHIC_FAMILY];
    let mut names = Vec::new();
    for name in face.names().into_iter().filter(|name| wanted.contains(&name.name_id)) {
        // OpenType, name table: Windows encoding 3 and Macintosh encoding 25 are PRC.
        let chinese =
            matches!((name.platform_id, name.encoding_id), (PlatformId::Windows, 3) | (PlatformId::Macintosh, 25));
        if chinese {
            let bytes: Vec<u8> = name.name.iter().copied().filter(|byte| *byte != 0).collect();
            names.push(encoding_rs::GBK.decode(&bytes).0.into_owned());
        } else {
            names.extend(name.to_string());
        }
    }
    names
}
/// Whether a font file, if it is a collection, has room for as many faces as it says (OpenType, "TTC Header": four bytes each): a
/// damaged one may say four thousand million, and each would be looked for.
fn counts_its_faces(path: &Path) -> bool {
    let mut head = [0; 12];
    let Ok(mut file) = fs::File::open(path) else { return true };
    if file.read_exact(&mut head).is_err() {
        return true;
    }
    let [b't', b't', b'c', b'f', _, _, _, _, count @ ..] = head else { return true };
    let count = u64::from(u32::from_be_bytes(count));
    count <= MAX_FACES && file.metadata().is_ok_and(|found| count * 4 + 12 <= found.len())
}
