//! The faces that text in pictures is set in: those that come with the program, whatever the file asks for and whatever is installed.

use crate::style::{FaceRole, role_of_known_font};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{Font, FontFamily, FontResolver};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

/// From this weight on text is bold: Chinese type has another face for that.
const BOLD: u16 = 600;

/// The faces, each by the role it is made for.
struct Known {
    database: Arc<Database>,
    roles: BTreeMap<FaceRole, ID>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut database = Database::new();
    let faces = [
        (FaceRole::Fangsong, nianbao_fonts::FANGSONG),
        (FaceRole::Kaiti, nianbao_fonts::KAITI),
        (FaceRole::Heiti, nianbao_fonts::HEITI),
        (FaceRole::Songti, nianbao_fonts::SONGTI),
        (FaceRole::Xiaobiaosong, nianbao_fonts::XIAOBIAOSONG),
        (FaceRole::Latin, nianbao_fonts::LATIN),
    ];
    let load = |(role, file): (FaceRole, &'static [u8])| {
        let ids = database.load_font_source(Source::Binary(Arc::new(file)));
        Some((role, *ids.first()?))
    };
    let roles = faces.into_iter().filter_map(load).collect();
    Known { database: Arc::new(database), roles }
});

/// All of them.
pub(super) fn faces() -> Arc<Database> {
    Arc::clone(&KNOWN.database)
}

/// How they are chosen; `lacks` is set where there is none for a character.
pub(super) fn resolver(lacks: &AtomicBool) -> FontResolver<'_> {
    FontResolver {
        select_font: Box::new(|font, _| KNOWN.roles.get(&role(font)).copied()),
        select_fallback: Box::new(move |c, used, database| {
            let all = [FaceRole::Songti, FaceRole::Heiti, FaceRole::Latin];
            let ids = all.iter().filter_map(|role| KNOWN.roles.get(role)).filter(|id| !used.contains(id));
            let found = ids.copied().find(|id| has(database, *id, c));
            if found.is_none() && !c.is_whitespace() && !c.is_control() {
                lacks.store(true, Ordering::Relaxed);
            }
            found
        }),
    }
}

/// The role of what a text asks for: that of the first family it names which is known; sans-serif is 黑体, everything else 宋体.
fn role(font: &Font) -> FaceRole {
    let role = font.families().iter().find_map(|family| match family {
        FontFamily::Named(name) => role_of_known_font(name),
        FontFamily::SansSerif | FontFamily::Monospace => Some(FaceRole::Heiti),
        FontFamily::Serif | FontFamily::Cursive | FontFamily::Fantasy => Some(FaceRole::Songti),
    });
    match role.unwrap_or(FaceRole::Songti) {
        _ if font.weight() >= BOLD => FaceRole::Heiti,
        role => role,
    }
}

fn has(database: &Database, id: ID, c: char) -> bool {
    let has = |data: &[u8], index: u32| {
        let face = ttf_parser::Face::parse(data, index).ok()?;
        face.glyph_index(c)
    };
    database.with_face_data(id, has).flatten().is_some()
}
