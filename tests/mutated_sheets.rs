//! Changed workbooks and lists: read or refused, and nothing else happens. Which bytes change is decided by a fixed seed;
//! `NIANBAO_MUTATED_SHEETS` asks for more than the usual few of each format.

use crate::support::{Dice, nianbao, options, repacked, sample, sample_bytes};
use nianbao::convert::bytes_to_figures;
use nianbao::format::Format;
use nianbao::recognize::Wanted;

/// What numbers and names in a file may turn into.
const WORDS: [&str; 16] = [
    "0",
    "-1",
    "1",
    "4294967295",
    "4294967296",
    "18446744073709551615",
    "1e308",
    "nan",
    "",
    "A1:XFD1048576",
    "ZZZ9999999",
    "xl/workbook.xml",
    "<c/>",
    "\"",
    "&#0;",
    "单位",
];

/// Changes some bytes: single ones, a stretch dropped or doubled, a number or a quoted value replaced.
fn changed(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 | 1 => {
                let byte = *dice.of(&[0, 1, 0x7F, 0xFF, b'<', b'>', b'"', b'9', b',', b'\n']);
                if let Some(place) = bytes.get_mut(at) {
                    *place = byte;
                }
            }
            2 => drop(bytes.drain(at..end)),
            3 => {
                let stretch = bytes[at..end].to_vec();
                bytes.splice(at..at, stretch);
            }
            _ => {
                // The value in the next quotes, or the next run of digits.
                let quoted = dice.below(2) == 0;
                let is_edge = |b: &u8| if quoted { *b == b'"' } else { !b.is_ascii_digit() };
                let start = bytes[at..].iter().position(|b| if quoted { *b == b'"' } else { b.is_ascii_digit() });
                let Some(start) = start.map(|n| at + n + usize::from(quoted)) else { continue };
                let length = bytes[start..].iter().position(is_edge).unwrap_or(0);
                bytes.splice(start..start + length, dice.of(&WORDS).bytes());
            }
        }
    }
    if dice.below(12) == 0 {
        bytes.truncate(dice.below(bytes.len()));
    }
    bytes
}

/// A package with one of its parts changed, or the package itself.
fn changed_package(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    if dice.below(5) == 0 {
        return changed(bytes, dice);
    }
    let count = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap().len();
    let (chosen, mut index) = (dice.below(count), 0);
    repacked(bytes, |_, content| {
        index += 1;
        if index == chosen + 1 && !content.is_empty() { changed(&content, dice) } else { content }
    })
}

/// A list as the program writes it.
fn own_list() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    let report = sample("qinghe-2023/report.json");
    nianbao(&["list", report.to_str().unwrap(), "--shape", "long", "-o", path.to_str().unwrap()]);
    std::fs::read(path).unwrap()
}

#[test]
fn changed_workbooks_and_lists_are_read_or_refused() {
    let rounds = std::env::var("NIANBAO_MUTATED_SHEETS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let options = options();
    let list = "单位名称,年度,行政许可,一、本年新收/自然人,applications.received.total\n甲局,2025,1,2,3\n乙局,2025,4,5,6\n合计,,5,7,9\n";
    let sources: [(Format, Vec<Vec<u8>>); 4] = [
        (Format::Xlsx, vec![sample_bytes("sheets/hazards.xlsx"), sample_bytes("lukou-2021/figures.xlsx"), own_list()]),
        (Format::Xls, vec![sample_bytes("sheets/hazards.xls"), sample_bytes("lukou-2021/figures.xls")]),
        (Format::Ods, vec![sample_bytes("sheets/hazards.ods"), sample_bytes("lukou-2021/figures.ods")]),
        (Format::Csv, vec![sample_bytes("lukou-2021/figures.csv"), list.as_bytes().to_vec()]),
    ];
    for (format, files) in sources {
        let mut dice = Dice(0x2545_F491_4F6C_DD1D);
        for round in 0..rounds {
            let file = &files[round % files.len()];
            let changed = match format {
                Format::Xlsx | Format::Ods => changed_package(file, &mut dice),
                _ => changed(file, &mut dice),
            };
            let _ = bytes_to_figures(&changed, format, Wanted::default(), &options);
        }
    }
}
