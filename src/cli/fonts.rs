//! `fonts`, and the faces a conversion is told to use.

use super::args::{Fonts, FontsArgs};
use super::files::{self, shown};
use super::streams::{Outcome, print};
use super::talk::Talk;
use crate::finding::Error;
use crate::font::{Face, FaceData, Faces, Library, Source};
use crate::style::{FaceRole, Style};
use std::path::Path;

/// The faces told, as the style casts them.
pub(super) fn faces(choice: &Fonts, style: &Style, talk: &mut Talk) -> Result<Faces, Error> {
    let library = match choice {
        Fonts::Embedded => return Ok(Faces::embedded(style)),
        Fonts::System => Library::system(),
        Fonts::Folder(folder) => {
            let mut findings = Vec::new();
            let library = Library::folder(folder)?.unpack(&mut findings);
            for finding in findings {
                let file = finding.location().file.clone().unwrap_or_default();
                talk.findings(&file, vec![finding]);
            }
            library
        }
    };
    let mut findings = Vec::new();
    let faces = Faces::from_library(style, library).unpack(&mut findings);
    for finding in findings {
        let file = finding.location().file.clone().unwrap_or_else(|| match choice {
            Fonts::Folder(folder) => shown(folder),
            Fonts::System | Fonts::Embedded => "--fonts".to_owned(),
        });
        talk.findings(&file, vec![finding]);
    }
    Ok(faces)
}

/// Shows which face plays which role, and where it is from.
pub(super) fn fonts(args: &FontsArgs, talk: &mut Talk) -> Result<Outcome, Error> {
    let style = files::style(args.style.as_deref())?;
    let faces = faces(&args.fonts, &style, talk)?;
    let mut cast: Vec<(&str, Face)> = FaceRole::ALL.map(|role| (role.label(), faces.face(role))).into();
    cast.push(("latin (bold)", faces.bolder(faces.face(FaceRole::Latin))));
    cast.push(("bold", faces.bold()));
    cast.push(("italic", faces.italic()));
    // They still stand in for characters the others lack.
    let others = Face::EMBEDDED.into_iter().filter(|face| !cast.iter().any(|(_, other)| other == face));
    let all: Vec<(&str, Face)> = cast.iter().copied().chain(others.map(|face| ("-", face))).collect();
    print(|out| {
        writeln!(out, "role\tfamily\tface\tweight\tversion\tcharacters\tfile")?;
        all.iter().try_for_each(|(part, face)| line(part, faces.data(*face), out))
    })?;
    Ok(talk.close())
}

/// A part, the face that plays it, its version, how many characters it has, and its file.
fn line(part: &str, data: Option<&FaceData>, out: &mut dyn std::io::Write) -> std::io::Result<()> {
    let Some(data) = data else { return writeln!(out, "{part}") };
    let file = match data.source() {
        Source::Embedded(file) => format!("embedded: {file}"),
        Source::File(path) if data.index() > 0 => format!("{} #{}", show(path), data.index()),
        Source::File(path) => show(path),
    };
    let version = data.version().unwrap_or_default();
    let version = version.strip_prefix("Version ").unwrap_or(&version);
    let version = version.split(';').next().unwrap_or_default();
    writeln!(
        out,
        "{part}\t{}\t{}\t{}\t{version}\t{}\t{file}",
        data.family(),
        data.postscript_name(),
        data.weight(),
        data.coverage()
    )
}

fn show(path: &Path) -> String {
    path.display().to_string()
}
