//! The files of programs that are known and not read: what they are, and what to do.

use crate::finding::{Finding, Term, catalogue, terms};

/// Extensions, the program or kind of file, what to do with it.
type Foreign = (&'static [&'static str], &'static Term, &'static Term);

static FOREIGN: [Foreign; 10] = [
    (&["ofd"], terms::OFD_FILE, terms::SAVE_AS_PDF),
    (&["ceb", "cebx"], terms::FOUNDER_APABI, terms::SAVE_AS_PDF),
    (&["sep", "gd", "gw"], terms::SURSEN, terms::SAVE_AS_PDF),
    (&["caj", "kdh", "nh"], terms::CAJ_VIEWER, terms::SAVE_AS_PDF),
    (&["pmd", "p65", "pm6", "indd", "qxd", "pages", "hwp", "hwpx", "pub"], terms::OTHER_TYPESETTER, terms::SAVE_AS_PDF),
    (&["ppt", "pptx", "dps", "odp"], terms::SLIDES, terms::SAVE_AS_DOCX),
    (&["wks", "wdb", "wri", "lwp", "wpd"], terms::OLD_WORD_PROCESSOR, terms::SAVE_AS_DOCX),
    (&["zip", "rar", "7z", "tar", "gz"], terms::ARCHIVE, terms::UNPACK_FIRST),
    (&["eml", "msg"], terms::MESSAGE_FILE, terms::SAVE_ATTACHMENT),
    (&["lnk", "url"], terms::SHORTCUT, terms::GIVE_THE_FILE),
];

/// What there is to say of a file with that extension, where it is known.
pub(super) fn of_extension(extension: &str) -> Option<Finding> {
    let extension = extension.to_ascii_lowercase();
    let (_, kind, advice) = FOREIGN.iter().find(|(extensions, _, _)| extensions.contains(&extension.as_str()))?;
    Some(catalogue::convert::format_not_read(extension, *kind, *advice))
}
