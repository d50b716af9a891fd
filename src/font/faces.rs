//! The faces of a conversion: which face plays which role, and what stands in where it has no glyph.

use super::face::{Face, FaceData, same_name};
use super::library::Library;
use crate::finding::{Finding, Warned, catalogue};
use crate::style::{FaceRole, Style};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The faces a conversion may use, each role's chosen. Cheap to clone.
///
/// The embedded faces are always among them: they stand in for roles and characters the user's own don't serve.
#[derive(Clone)]
pub struct Faces(Arc<Inner>);

#[derive(PartialEq)]
struct Inner {
    roles: [Face; FaceRole::ALL.len()],
    /// Beside heavy faces, light digits would look like holes.
    latin_bold: Face,
    /// The face of running text: whatever it is, its digits are not emphasised.
    body: Face,
    bold: Face,
    italic: Face,
    library: Option<Library>,
}

/// The embedded face for a role of which the style names no embedded family.
fn default_face(role: FaceRole) -> Face {
    match role {
        FaceRole::Fangsong => Face::Fangsong,
        FaceRole::Kaiti => Face::Kaiti,
        FaceRole::Heiti => Face::Heiti,
        FaceRole::Songti => Face::Songti,
        FaceRole::Xiaobiaosong => Face::Xiaobiaosong,
        FaceRole::Latin => Face::Latin,
    }
}

/// The weight a family is wanted in.
const REGULAR: u16 = 400;

impl Faces {
    /// The embedded faces, as a style casts them: for each role the first of its families that is embedded, else the face made
    /// for the role.
    #[must_use]
    pub fn embedded(style: &Style) -> Self {
        Faces::cast(style, None, &mut Vec::new())
    }

    /// The user's faces, as a style casts them: for each role the first of its families the library has and that may be
    /// embedded, else an embedded face, with a finding.
    #[must_use]
    pub fn from_library(style: &Style, library: Library) -> Warned<Self> {
        let mut findings = Vec::new();
        let value = Faces::cast(style, Some(library), &mut findings);
        Warned { value, findings }
    }

    fn cast(style: &Style, library: Option<Library>, findings: &mut Vec<Finding>) -> Self {
        let none = Vec::new();
        let roles = FaceRole::ALL.map(|role| {
            let families = style.faces.get(&role).unwrap_or(&none);
            let own = library.as_ref().and_then(|library| choose(library, families, findings));
            let face = own.unwrap_or_else(|| embedded_called(families).unwrap_or_else(|| default_face(role)));
            if library.is_some() && own.is_none() {
                let family = face.embedded().map_or("", FaceData::family);
                findings.push(catalogue::font::font_role_embedded(role.label(), families.clone(), family));
            }
            face
        });
        let played = |role: FaceRole| roles.get(role as usize).copied().unwrap_or(default_face(role));
        let inner = Inner {
            roles,
            latin_bold: bolder(library.as_ref(), played(FaceRole::Latin)),
            body: played(style.paragraphs.body.face),
            bold: played(style.emphasis.bold),
            italic: played(style.emphasis.italic),
            library,
        };
        Faces(Arc::new(inner))
    }

    /// The face that plays a role.
    #[must_use]
    pub fn face(&self, role: FaceRole) -> Face {
        self.0.roles.get(role as usize).copied().unwrap_or(default_face(role))
    }

    /// The face of bold text.
    #[must_use]
    pub fn bold(&self) -> Face {
        self.0.bold
    }

    /// The face of italic text.
    #[must_use]
    pub fn italic(&self) -> Face {
        self.0.italic
    }

    /// The bold face of a face's family; the face itself where there is none.
    #[must_use]
    pub fn bolder(&self, face: Face) -> Face {
        bolder(self.0.library.as_ref(), face)
    }

    /// The face of digits and letters beside Chinese text in this face: beside a heavy one the bold.
    #[must_use]
    pub fn latin_beside(&self, face: Face) -> Face {
        let plays = |roles: &[FaceRole]| roles.iter().any(|role| self.face(*role) == face);
        let heavy = plays(&[FaceRole::Heiti, FaceRole::Xiaobiaosong])
            && !plays(&[FaceRole::Fangsong, FaceRole::Kaiti, FaceRole::Songti])
            && face != self.0.body;
        if heavy || self.data(face).is_some_and(|data| data.weight() >= 600) {
            self.0.latin_bold
        } else {
            self.face(FaceRole::Latin)
        }
    }

    /// What is known of a face; `None` where the set has no such face.
    #[must_use]
    pub fn data(&self, face: Face) -> Option<&FaceData> {
        match face {
            Face::Added(number) => self.0.library.as_ref()?.data(usize::from(number)),
            embedded => embedded.embedded(),
        }
    }

    /// How many faces there are to number.
    pub(super) fn places(&self) -> usize {
        Face::EMBEDDED.len() + self.0.library.as_ref().map_or(0, Library::len)
    }

    /// The faces that stand in where a role's own lacks a character, best first: those of 宋体 and 楷体, then the embedded ones,
    /// which cover all of GBK.
    pub(super) fn substitutes(&self) -> [Face; 6] {
        let [songti, kaiti, latin] = [FaceRole::Songti, FaceRole::Kaiti, FaceRole::Latin].map(|role| self.face(role));
        [songti, kaiti, latin, Face::Songti, Face::Kaiti, Face::Latin]
    }

    /// Whatever face of the user's has the character, where none of the others does.
    pub(super) fn any_with(&self, c: char) -> Option<Face> {
        let number = self.0.library.as_ref()?.covering(c)?;
        u16::try_from(number).ok().map(Face::Added)
    }
}

/// The embedded faces, as the styles that come with the program cast them unless they say otherwise.
impl Default for Faces {
    fn default() -> Self {
        Faces(Arc::new(Inner {
            roles: FaceRole::ALL.map(default_face),
            latin_bold: Face::LatinBold,
            body: Face::Fangsong,
            bold: Face::Heiti,
            italic: Face::Kaiti,
            library: None,
        }))
    }
}

impl PartialEq for Faces {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl std::fmt::Debug for Faces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let cast: BTreeMap<&str, Face> = FaceRole::ALL.map(|role| (role.label(), self.face(role))).into();
        f.debug_tuple("Faces").field(&cast).finish()
    }
}

/// The first of some families that the library has and that can be used; what can't be is reported.
fn choose(library: &Library, families: &[String], findings: &mut Vec<Finding>) -> Option<Face> {
    for family in families {
        for number in library.called(family, REGULAR) {
            match library.fault(number) {
                None => return u16::try_from(number).ok().map(Face::Added),
                Some(finding) if findings.contains(&finding) => {}
                Some(finding) => findings.push(finding),
            }
        }
    }
    None
}

/// The embedded face that goes by the first of some names that any goes by.
fn embedded_called(names: &[String]) -> Option<Face> {
    names.iter().find_map(|name| {
        let called = |face: &Face| face.embedded().is_some_and(|data| data.is_called(name));
        let far = |face: &Face| {
            face.embedded()
                .map_or((true, 0), |data| (!same_name(data.postscript_name(), name), data.weight().abs_diff(REGULAR)))
        };
        Face::EMBEDDED.into_iter().filter(called).min_by_key(far)
    })
}

fn bolder(library: Option<&Library>, face: Face) -> Face {
    match (face, library) {
        (Face::Added(number), Some(library)) => {
            let usable = library.bolder(usize::from(number)).into_iter().find(|n| library.data(*n).is_some());
            usable.and_then(|n| u16::try_from(n).ok()).map_or(face, Face::Added)
        }
        _ => {
            let heavy = |other: &Face| {
                other.embedded().zip(face.embedded()).is_some_and(|(a, b)| a.weight >= 600 && a.family == b.family)
            };
            Face::EMBEDDED.into_iter().find(heavy).unwrap_or(face)
        }
    }
}
