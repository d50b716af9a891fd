//! The fonts drafts name → the roles faces play (`templates/faces.toml`).

use super::{FaceRole, Style};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What says nothing of which face a name is of, at its end.
const ENDINGS: [&str; 5] = ["_gb2312", "_gbk", "_gb18030", "简体", "繁体"];

/// The names; a test proves that the file loads.
fn names() -> &'static BTreeMap<FaceRole, Vec<String>> {
    static NAMES: LazyLock<BTreeMap<FaceRole, Vec<String>>> =
        LazyLock::new(|| crate::template::load("faces.toml", include_str!("../../templates/faces.toml")));
    &NAMES
}

fn folded(name: &str) -> String {
    let name = name.trim_start_matches('@').chars().filter(|c| !c.is_whitespace());
    let name: String = name.flat_map(char::to_lowercase).collect();
    let stem = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).filter(|stem| !stem.is_empty());
    stem.map(str::to_owned).unwrap_or(name)
}

impl Style {
    /// The role a font that a draft names is of: by the families of this style, else by those known; `None` for a font of no
    /// role.
    #[must_use]
    pub fn role_of_font(&self, name: &str) -> Option<FaceRole> {
        role_among(&self.faces, name).or_else(|| role_among(names(), name))
    }
}

/// The role a font is known to be of, whatever the style.
#[cfg(feature = "svg")]
pub(crate) fn role_of_known_font(name: &str) -> Option<FaceRole> {
    role_among(names(), name)
}

fn role_among(families: &BTreeMap<FaceRole, Vec<String>>, name: &str) -> Option<FaceRole> {
    let name = folded(name);
    let mut roles = families.iter();
    roles.find(|(_, families)| families.iter().any(|family| folded(family) == name)).map(|(role, _)| *role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_of_drafts_have_roles() {
        assert_eq!(names().keys().copied().collect::<Vec<_>>(), FaceRole::ALL);
        let style = Style::gongwen().unwrap();
        for (name, role) in [
            ("仿宋_GB2312", Some(FaceRole::Fangsong)),
            ("kaiti_gb2312", Some(FaceRole::Kaiti)),
            ("华文楷体", Some(FaceRole::Kaiti)),
            ("方正黑体简体", Some(FaceRole::Heiti)),
            ("@宋体", Some(FaceRole::Songti)),
            ("方正小标宋_GBK", Some(FaceRole::Xiaobiaosong)),
            ("Times New Roman", Some(FaceRole::Latin)),
            ("Courier New", None),
            ("_GBK", None),
        ] {
            assert_eq!(style.role_of_font(name), role, "{name}");
        }
        let own = Style::from_toml("extends = \"gongwen\"\nname = \"a\"\n[faces]\nkaiti = [\"微软雅黑\"]\n").unwrap();
        assert_eq!(own.role_of_font("微软雅黑"), Some(FaceRole::Kaiti), "a style's own families come first");
    }
}
