use super::fixture::{CFF, Sfnt};
use super::subset::subset;
use super::*;
use crate::finding::Finding;
use crate::style::{FaceRole, Style};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A folder of files.
fn folder(files: &[(&str, Vec<u8>)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// The default style with other families for a role.
fn style(role: FaceRole, families: &[&str]) -> Style {
    let mut style = Style::gongwen().unwrap();
    style.faces.insert(role, families.iter().map(|family| (*family).to_owned()).collect());
    style
}

/// The faces of a folder as a style casts them, and what was said about them, notes on roles aside.
fn cast(folder: &Path, style: &Style) -> (Faces, Vec<Finding>) {
    let mut findings = Vec::new();
    let library = Library::folder(folder).unwrap().unpack(&mut findings);
    let faces = Faces::from_library(style, library).unpack(&mut findings);
    findings.retain(|finding| finding.code() != "font-role-embedded");
    (faces, findings)
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(Finding::code).collect()
}

/// The file name of the face that plays a role; `None` for an embedded one.
fn file(faces: &Faces, role: FaceRole) -> Option<String> {
    let path = faces.data(faces.face(role)).unwrap().path()?;
    Some(path.file_name().unwrap().to_string_lossy().into_owned())
}

fn latin() -> Sfnt {
    Sfnt::of(Face::Latin)
}

#[test]
fn a_collection_that_counts_more_faces_than_it_holds_is_named() {
    let mut lying = Sfnt::collection(&[latin(), latin()]);
    let whole = lying.clone();
    for (count, is_used) in [(2u32, true), (1_025, false), (u32::MAX, false)] {
        lying[8..12].copy_from_slice(&count.to_be_bytes());
        let folder = folder(&[("字.ttc", lying.clone())]);
        let listed = Library::folder(folder.path()).unwrap();
        assert_eq!(listed.findings.is_empty(), is_used, "{count}");
        assert_eq!(lying == whole, is_used);
    }
}

#[test]
fn without_a_library_every_role_is_played_by_the_face_made_for_it() {
    let faces = Faces::embedded(&Style::gongwen().unwrap());
    assert_eq!(faces, Faces::default());
    assert_eq!(faces.face(FaceRole::Xiaobiaosong), Face::Xiaobiaosong);
    assert_eq!((faces.bold(), faces.italic()), (Face::Heiti, Face::Kaiti));
}

#[test]
fn a_style_may_cast_embedded_families_for_other_roles() {
    let sans = Faces::embedded(&style(FaceRole::Latin, &["Arial", "Noto Sans SC", "Liberation Serif"]));
    assert_eq!(sans.face(FaceRole::Latin), Face::Heiti);
    // Of a family the regular weight, unless the face itself is named.
    let serif = |name: &str| Faces::embedded(&style(FaceRole::Fangsong, &[name])).face(FaceRole::Fangsong);
    assert_eq!((serif("Noto Serif SC"), serif("notoserifsc-bold")), (Face::Songti, Face::Xiaobiaosong));
    assert_eq!(serif("No such family"), Face::Fangsong);
}

#[test]
fn latin_text_beside_heavy_faces_is_bold() {
    let faces = Faces::default();
    assert_eq!(faces.latin_beside(Face::Heiti), Face::LatinBold);
    assert_eq!(faces.latin_beside(Face::Xiaobiaosong), Face::LatinBold);
    assert_eq!(faces.latin_beside(Face::Fangsong), Face::Latin);
    let mut sans = Style::gongwen().unwrap();
    sans.paragraphs.body.face = FaceRole::Heiti;
    assert_eq!(Faces::embedded(&sans).latin_beside(Face::Heiti), Face::Latin, "running text is not emphasised");
    assert_eq!((faces.bolder(Face::Songti), faces.bolder(Face::Kaiti)), (Face::Xiaobiaosong, Face::Kaiti));
}

#[test]
fn a_role_goes_to_the_first_family_the_folder_has_in_either_language() {
    let folder = folder(&[
        ("a.ttf", latin().named("FangSong_GB2312", "仿宋_GB2312", "FSGB").file()),
        ("b.ttf", latin().named("Fang Song", "仿宋", "FS").file()),
    ]);
    for (families, expected) in [
        (&["楷体", "仿宋_GB2312", "仿宋"][..], Some("a.ttf")),
        (&["仿宋", "仿宋_GB2312"], Some("b.ttf")),
        (&["fangsong_gb2312"], Some("a.ttf")),
        (&["FS"], Some("b.ttf")),
        (&["楷体"], None),
    ] {
        let (faces, findings) = cast(folder.path(), &style(FaceRole::Fangsong, families));
        assert_eq!(
            (file(&faces, FaceRole::Fangsong).as_deref(), codes(&findings).as_slice()),
            (expected, &[][..]),
            "{families:?}"
        );
    }
}

#[test]
fn a_role_that_falls_back_is_named_with_what_was_looked_for() {
    let empty = folder(&[]);
    let library = Library::folder(empty.path()).unwrap().value;
    let cast = Faces::from_library(&Style::gongwen().unwrap(), library);
    assert_eq!(codes(&cast.findings), ["font-role-embedded"; 6]);
    assert_eq!(cast.findings[5].value("role"), Some("latin"));
    assert_eq!(cast.findings[5].value("families"), Some("Times New Roman"));
    assert_eq!(cast.findings[5].value("face"), Some("Liberation Serif"));
    assert_eq!(cast.value.face(FaceRole::Latin), Face::Latin);
}

#[test]
fn of_a_family_the_regular_weight_is_taken_and_its_bold_for_bold() {
    let named = |weight: u16, name: &str| latin().named("Ours", "我们", name).weight(weight).file();
    let folder = folder(&[
        ("1.ttf", named(900, "O-1")),
        ("2.ttf", named(700, "O-2")),
        ("3.ttf", named(300, "O-3")),
        ("4.ttf", named(450, "O-4")),
    ]);
    let (faces, _) = cast(folder.path(), &style(FaceRole::Latin, &["我们"]));
    assert_eq!(file(&faces, FaceRole::Latin).as_deref(), Some("4.ttf"));
    let bold = faces.latin_beside(Face::Xiaobiaosong);
    assert_eq!(faces.data(bold).unwrap().weight(), 700);
}

#[test]
fn a_face_that_must_not_be_embedded_is_refused_by_name() {
    // Bit 1 forbids; 3 allows editing, and in old versions the mildest bit counts; 8 forbids subsets, 9 outlines.
    for (fs_type, allowed) in
        [(0, true), (2, false), (4, true), (8, true), (0x100, false), (0x200, false), (0x108, false)]
    {
        let folder = folder(&[("r.ttf", latin().named("Ours", "我们", "Ours").embedding(fs_type).file())]);
        let (faces, findings) = cast(folder.path(), &style(FaceRole::Latin, &["Ours"]));
        assert_eq!(file(&faces, FaceRole::Latin).is_some(), allowed, "{fs_type:#x}");
        if !allowed {
            assert_eq!(codes(&findings), ["font-embedding-restricted"]);
            assert_eq!(findings[0].value("family"), Some("Ours"));
            assert!(findings[0].location().file.as_ref().unwrap().ends_with("r.ttf"));
        }
    }
}

#[test]
fn where_one_file_is_refused_another_of_that_name_is_taken() {
    let folder = folder(&[
        ("a.ttf", latin().named("Ours", "我们", "Ours").embedding(2).file()),
        ("b.ttf", latin().named("Ours", "我们", "Ours").file()),
        ("c.ttf", latin().named("Ours", "我们", "Ours").file()),
    ]);
    let (faces, findings) = cast(folder.path(), &style(FaceRole::Latin, &["Ours"]));
    assert_eq!(
        (file(&faces, FaceRole::Latin).as_deref(), codes(&findings)),
        (Some("b.ttf"), vec!["font-embedding-restricted"])
    );
}

#[test]
fn kinds_of_fonts_that_cannot_be_set_are_refused_by_name() {
    for (font, kind) in [
        (latin().variable(), "variable-font"),
        (latin().symbolic(), "symbol-font"),
        (latin().without(b"glyf").without(b"loca"), "no-outlines"),
    ] {
        let folder = folder(&[("k.ttf", font.named("Ours", "我们", "Ours").file())]);
        let (faces, findings) = cast(folder.path(), &style(FaceRole::Latin, &["Ours"]));
        assert_eq!(file(&faces, FaceRole::Latin), None, "{kind}");
        assert_eq!((codes(&findings), findings[0].value("kind")), (vec!["font-kind-unsupported"], Some(kind)));
    }
}

#[test]
fn files_that_are_no_fonts_are_named_and_left_out() {
    let folder = folder(&[
        ("bad.ttf", b"no font".to_vec()),
        ("empty.OTF", Vec::new()),
        ("cut.ttc", CFF[..100].to_vec()),
        ("readme.txt", vec![1]),
    ]);
    let large = fs::File::create(folder.path().join("large.ttf")).unwrap();
    large.set_len((64 << 20) + 1).unwrap();
    let mut expected = vec!["font-unreadable", "font-unreadable", "font-unreadable", "font-too-large"];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", folder.path().join("link.ttf")).unwrap();
        std::os::unix::fs::symlink(".", folder.path().join("loop")).unwrap();
        expected.push("font-unreadable");
    }
    let (faces, findings) = cast(folder.path(), &Style::gongwen().unwrap());
    assert_eq!(codes(&findings), expected);
    let named: BTreeSet<_> = findings.iter().map(|finding| finding.location().file.clone().unwrap()).collect();
    assert_eq!(named.len(), expected.len(), "each names its file: {named:?}");
    assert_eq!(faces.face(FaceRole::Fangsong), Face::Fangsong);
}

#[test]
fn a_folder_that_is_none_is_an_error() {
    assert_eq!(Library::folder(Path::new("no such folder")).unwrap_err().code(), "fonts-not-listed");
}

#[test]
fn a_face_of_a_collection_is_shaped_and_subset_like_the_same_face_alone() {
    let folder = folder(&[(
        "both.ttc",
        Sfnt::collection(&[
            Sfnt::of(Face::LatinBold).named("First", "甲", "First"),
            latin().named("Second", "乙", "Second"),
        ]),
    )]);
    let (faces, findings) = cast(folder.path(), &style(FaceRole::Latin, &["乙"]));
    assert_eq!(codes(&findings), [""; 0]);
    let face = faces.face(FaceRole::Latin);
    let data = faces.data(face).unwrap();
    assert_eq!((data.index(), data.family(), data.is_latin()), (1, "Second", true));
    let mut shaper = Shaper::new(&faces);
    let alone = shaper.shape(Face::Latin, "Abg 12", Features::Latin);
    assert_eq!(shaper.shape(face, "Abg 12", Features::Latin), alone);
    let ids: Vec<u16> = alone.iter().map(|glyph| glyph.id).collect();
    let (ours, theirs) = (subset(data, &ids).unwrap(), subset(Face::Latin.embedded().unwrap(), &ids).unwrap());
    assert_eq!(ours.ids, theirs.ids);
    let outlines = |bytes: &[u8]| {
        ttf_parser::RawFace::parse(bytes, 0).unwrap().table(ttf_parser::Tag::from_bytes(b"glyf")).unwrap().to_vec()
    };
    assert_eq!(outlines(&ours.bytes), outlines(&theirs.bytes));
}

#[test]
fn cff_outlines_are_shaped_and_subset() {
    let folder = folder(&[("noto.otf", CFF.to_vec())]);
    let (faces, findings) = cast(folder.path(), &Style::gongwen().unwrap());
    assert_eq!(codes(&findings), [""; 0]);
    let face = faces.face(FaceRole::Heiti);
    let data = faces.data(face).unwrap();
    assert_eq!((data.postscript_name(), data.units_per_em(), data.is_latin()), ("NotoSansCJKsc-Regular", 1000, false));
    let mut shaper = Shaper::new(&faces);
    let glyphs = shaper.shape(face, "政府", Features::Chinese);
    assert_eq!(glyphs.iter().map(|g| g.advance).collect::<Vec<_>>(), [1.0, 1.0]);
    let ink = shaper.ink(face, glyphs[0].id);
    assert!(ink.right - ink.left > 0.8 && ink.top - ink.bottom > 0.8, "{ink:?}");
    let ids: Vec<u16> = glyphs.iter().map(|g| g.id).collect();
    let subset = subset(data, &ids).unwrap();
    assert!(subset.bytes.starts_with(b"OTTO") && subset.bytes.len() < CFF.len());
}

#[test]
fn a_character_is_set_in_its_roles_face_then_in_songti_then_in_any_of_the_users() {
    let folder = folder(&[("noto.otf", CFF.to_vec()), ("x/zz.ttf", latin().named("Zz", "字", "Zz").file())]);
    let (faces, _) = cast(folder.path(), &style(FaceRole::Fangsong, &["Zz"]));
    let fangsong = faces.face(FaceRole::Fangsong);
    assert!(matches!(fangsong, Face::Added(_)));
    let mut shaper = Shaper::new(&faces);
    let wanted = [fangsong; 2];
    assert_eq!(shaper.face_for('A', wanted), Some(fangsong), "the role's own");
    assert_eq!(shaper.face_for('国', wanted), Some(Face::Songti), "that of 宋体");
    assert_eq!(shaper.face_for('\u{2A6D6}', wanted), None, "none");
}

#[test]
fn a_character_only_a_face_without_a_role_has_is_set_in_that() {
    // The Private Use character U+F8FF is in none of the embedded faces; the digit's glyph is given it.
    let mut font = latin().named("Zz", "字", "Zz");
    let cmap = private_use_map(&font.file());
    font = font.without(b"cmap").with(b"cmap", cmap);
    let folder = folder(&[("zz.ttf", font.file())]);
    let (faces, _) = cast(folder.path(), &Style::gongwen().unwrap());
    let mut shaper = Shaper::new(&faces);
    assert_eq!(shaper.face_for('\u{F8FE}', [Face::Fangsong; 2]), None);
    assert_eq!(shaper.face_for('\u{F8FF}', [Face::Fangsong; 2]), Some(Face::Added(0)));
}

/// A character map (format 12) of one character, U+F8FF, which has the glyph of the digit one.
fn private_use_map(font: &[u8]) -> Vec<u8> {
    let glyph = ttf_parser::Face::parse(font, 0).unwrap().glyph_index('1').unwrap().0;
    let mut table: Vec<u8> = [0u16, 1, 3, 10].iter().flat_map(|n| n.to_be_bytes()).collect();
    table.extend(12u32.to_be_bytes());
    table.extend([12u16, 0].iter().flat_map(|n| n.to_be_bytes()));
    table.extend([28u32, 0, 1, 0xF8FF, 0xF8FF, u32::from(glyph)].iter().flat_map(|n| n.to_be_bytes()));
    table
}

#[test]
fn the_same_files_are_listed_alike_wherever_they_stand_and_whenever_they_were_written() {
    let files = [
        ("b/1.ttf", latin().named("Ours", "我们", "Ours").file()),
        ("a.ttf", latin().named("Ours", "我们", "Ours").file()),
        ("c.ttf", latin().named("Other", "别的", "Other").file()),
    ];
    let mut backwards = files.clone();
    backwards.reverse();
    let casts: Vec<Face> = [folder(&files), folder(&backwards)]
        .iter()
        .map(|folder| {
            let (faces, _) = cast(folder.path(), &style(FaceRole::Latin, &["Ours"]));
            assert_eq!(file(&faces, FaceRole::Latin).as_deref(), Some("a.ttf"));
            faces.face(FaceRole::Latin)
        })
        .collect();
    assert_eq!(casts, [Face::Added(1); 2]);
}
