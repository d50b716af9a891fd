//! CMaps: character codes → CIDs, CIDs or codes → text (ISO 32000-1, 9.7.5, 9.10.3).

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, load_embedded};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// A predefined CMap, parsed once a process.
pub(super) fn predefined(name: &str) -> Option<Arc<CMap>> {
    static PARSED: OnceLock<Mutex<BTreeMap<String, Option<Arc<CMap>>>>> = OnceLock::new();
    let parsed = PARSED.get_or_init(Mutex::default);
    if let Some(known) = parsed.lock().ok()?.get(name) {
        return known.clone();
    }
    let cmap = match name {
        "Identity-H" => Some(CMap::identity_h()),
        "Identity-V" => Some(CMap::identity_v()),
        _ => match CMapName::from_bytes(name.as_bytes()) {
            // Names nobody predefined are the file's and must not fill the table.
            CMapName::Custom(_) => return None,
            known => load_embedded(known).and_then(parse),
        },
    };
    let cmap = cmap.map(Arc::new);
    parsed.lock().ok()?.insert(name.to_owned(), cmap.clone());
    cmap
}

/// A CMap of a file.
pub(super) fn parse(data: &[u8]) -> Option<CMap> {
    CMap::parse(data, load_embedded)
}

/// The map from CIDs to text of an Adobe character collection.
pub(super) fn collection_to_unicode(family: &CidFamily) -> Option<Arc<CMap>> {
    let name = family.ucs2_cmap()?;
    predefined(std::str::from_utf8(name.to_bytes()).ok()?)
}

/// What a code or CID is mapped to, where it is.
pub(super) fn lookup(cmap: &CMap, code: u32) -> Option<String> {
    Some(match cmap.lookup_bf_string(code)? {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    })
}
