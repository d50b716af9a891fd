//! Files as WPS Writer is known to save them: the binary of Word 97 with streams of its own. None by WPS itself was to be had: these are
//! LibreOffice's, put together anew with what WPS adds.

use crate::support::{nianbao, options, said};
use nianbao::convert::bytes_to_report;
use nianbao::format::Format;
use nianbao::report::save;

type Streams = Vec<(String, Vec<u8>)>;

const SECTOR: usize = 512;
const MINI: usize = 64;
const CUTOFF: usize = 4096;
const END: u32 = 0xFFFF_FFFE;
const NONE: u32 = 0xFFFF_FFFF;

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}

/// The streams of the root storage, in the order of the directory ([MS-CFB]); of a file that is sound.
fn streams_of(file: &[u8]) -> Streams {
    let sector = |number: u32| &file[(number as usize + 1) * SECTOR..][..SECTOR];
    let fat: Vec<u32> = (76..512)
        .step_by(4)
        .map(|at| word(file, at))
        .take_while(|number| *number < END - 3)
        .flat_map(|number| sector(number).chunks(4).map(|entry| word(entry, 0)).collect::<Vec<_>>())
        .collect();
    let chain = |mut number: u32| {
        let mut content = Vec::new();
        while number < END - 3 {
            content.extend(sector(number));
            number = fat[number as usize];
        }
        content
    };
    let directory = chain(word(file, 48));
    let mini_fat = chain(word(file, 60));
    let mini_stream = chain(word(&directory, 116));
    let read = |entry: &[u8]| {
        let (start, length) = (word(entry, 116), word(entry, 120) as usize);
        let mut content = Vec::new();
        if length >= CUTOFF {
            content = chain(start);
        } else {
            let mut number = start;
            while number < END - 3 {
                content.extend(&mini_stream[number as usize * MINI..][..MINI]);
                number = word(&mini_fat, 4 * number as usize);
            }
        }
        content.truncate(length);
        content
    };
    let streams = directory.chunks(128).filter(|entry| entry[66] == 2);
    let name = |entry: &[u8]| {
        let units: Vec<u16> = entry[..64].chunks(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
        String::from_utf16(&units[..usize::from(entry[64]) / 2 - 1]).unwrap()
    };
    streams.map(|entry| (name(entry), read(entry))).collect()
}

/// A compound file of these streams: those below 4,096 bytes in the mini stream, each a right sibling of the one before.
fn compound(streams: &Streams) -> Vec<u8> {
    let (mut mini_stream, mut mini_fat) = (Vec::new(), Vec::<u32>::new());
    let (mut sectors, mut fat) = (Vec::<u8>::new(), Vec::<u32>::new());
    let mut place = |content: &[u8]| {
        if content.is_empty() {
            return END;
        }
        let start = fat.len();
        sectors.extend(content);
        sectors.resize(sectors.len().next_multiple_of(SECTOR), 0);
        fat.extend((start + 1..sectors.len() / SECTOR).map(|next| next as u32));
        fat.push(END);
        start as u32
    };
    let starts: Vec<u32> = streams
        .iter()
        .map(|(_, content)| {
            if content.len() >= CUTOFF || content.is_empty() {
                return place(content);
            }
            let start = mini_fat.len();
            mini_stream.extend(content);
            mini_stream.resize(mini_stream.len().next_multiple_of(MINI), 0);
            mini_fat.extend((start + 1..mini_stream.len() / MINI).map(|next| next as u32));
            mini_fat.push(END);
            start as u32
        })
        .collect();
    let entry = |name: &str, kind: u8, right: u32, child: u32, start: u32, length: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let bytes = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(bytes.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([NONE, right, child].iter().flat_map(|id| id.to_le_bytes()));
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((length as u64).to_le_bytes());
        entry
    };
    let root = place(&mini_stream);
    let mut directory = entry("Root Entry", 5, NONE, 1, root, mini_stream.len());
    for (index, ((name, content), start)) in streams.iter().zip(starts).enumerate() {
        let right = if index + 1 < streams.len() { index as u32 + 2 } else { NONE };
        directory.extend(entry(name, 2, right, NONE, start, content.len()));
    }
    let directory = place(&directory);
    let mini_fat: Vec<u8> = mini_fat.iter().flat_map(|next| next.to_le_bytes()).collect();
    let mini_fat = place(&mini_fat);
    // The table of sectors has one for itself.
    let tables = (fat.len() + 1).div_ceil(SECTOR / 4 - 1);
    let first = fat.len() as u32;
    fat.extend(std::iter::repeat_n(0xFFFF_FFFD, tables));
    fat.resize(fat.len().next_multiple_of(SECTOR / 4), NONE);
    let mut file = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    file.resize(SECTOR, 0);
    let mut put = |at: usize, word: u32| file[at..at + 4].copy_from_slice(&word.to_le_bytes());
    let words = [(24, 0x0003_003E), (28, 0x0009_FFFE), (32, 6), (44, tables as u32), (48, directory), (56, 4096)];
    words.into_iter().chain([(60, mini_fat), (64, 1), (68, END)]).for_each(|(at, word)| put(at, word));
    (76..512).step_by(4).for_each(|at| put(at, NONE));
    (0..tables).for_each(|table| put(76 + 4 * table, first + table as u32));
    file.extend(sectors);
    file.extend(fat.iter().flat_map(|next| next.to_le_bytes()));
    file
}

fn hazards() -> Vec<u8> {
    std::fs::read(format!("{}/tests/old/hazards.doc", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What the file says, and the codes of what is said of it.
fn read(file: &[u8]) -> (String, Vec<&'static str>) {
    let options = options();
    let read = bytes_to_report(file, Format::Doc, &options).unwrap();
    (save(&read.value, &options.forms), read.findings.iter().map(|finding| finding.code()).collect())
}

/// The streams that WPS Writer adds, or writes otherwise.
fn with_streams_of_wps(mut streams: Streams) -> Streams {
    let comp_obj: Vec<u8> =
        [&[1, 0, 0xFE, 0xFF, 3, 10, 0, 0], &[0xFF; 4][..], &[0; 16], &[11, 0, 0, 0], b"WPS Writer\0"].concat();
    let summary: Vec<u8> =
        "KSOProductBuildVer\u{0}2052-12.1.0.16250\u{0}ICV\u{0}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    streams.retain(|(name, _)| !name.ends_with("CompObj") && !name.ends_with("DocumentSummaryInformation"));
    streams.insert(0, ("\u{1}CompObj".to_owned(), comp_obj));
    streams.push(("\u{5}DocumentSummaryInformation".to_owned(), [&[0xFE, 0xFF, 0, 0][..], &summary].concat()));
    streams.push(("WpsCustomData".to_owned(), vec![0x5A; 5000]));
    streams.push(("KSOEncryptInfo".to_owned(), vec![1; 70]));
    streams
}

#[test]
fn streams_of_wps_change_nothing_of_what_is_read() {
    let expected = read(&hazards());
    let streams = streams_of(&hazards());
    assert!(
        streams.iter().any(|(name, _)| name == "WordDocument"),
        "{:?}",
        streams.iter().map(|(name, _)| name).collect::<Vec<_>>()
    );
    assert_eq!(read(&compound(&streams)), expected);
    assert_eq!(read(&compound(&with_streams_of_wps(streams.clone()))), expected);
    // Streams in another order, an empty stream of data.
    let mut turned = with_streams_of_wps(streams);
    turned.reverse();
    if !turned.iter().any(|(name, _)| name == "Data") {
        turned.push(("Data".to_owned(), Vec::new()));
    }
    assert_eq!(read(&compound(&turned)), expected);
}

#[test]
fn the_table_stream_is_the_one_the_file_names() {
    let expected = read(&hazards());
    let mut streams = streams_of(&hazards());
    let (from, to) =
        if streams.iter().any(|(name, _)| name == "1Table") { ("1Table", "0Table") } else { ("0Table", "1Table") };
    for (name, content) in &mut streams {
        if name == from {
            to.clone_into(name);
        } else if name == "WordDocument" {
            // fWhichTblStm ([MS-DOC] 2.5.2).
            content[11] ^= 0x02;
        }
    }
    assert_eq!(read(&compound(&streams)), expected);
    // One of an earlier version beside it is not read.
    streams.push((from.to_owned(), vec![0xFF; 6000]));
    assert_eq!(read(&compound(&streams)), expected);
}

#[test]
fn files_of_wps_are_known_by_their_bytes_under_all_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let file = compound(&with_streams_of_wps(streams_of(&hazards())));
    let expected = read(&file).0;
    for name in ["a.wps", "a.wpt", "a.doc", "a.dot"] {
        let path = folder.path().join(name);
        std::fs::write(&path, &file).unwrap();
        let output = nianbao(&["-q", "convert", path.to_str().unwrap(), "--to", "json", "-o", "-"]);
        assert_eq!(
            String::from_utf8(output.stdout.clone()).unwrap().trim_end(),
            expected.trim_end(),
            "{name}: {}",
            said(&output)
        );
    }
}

#[test]
fn encrypted_files_are_refused_as_such() {
    let refused =
        |streams: &Streams| bytes_to_report(&compound(streams), Format::Doc, &options()).unwrap_err().code().to_owned();
    let mut streams = with_streams_of_wps(streams_of(&hazards()));
    for (_, content) in streams.iter_mut().filter(|(name, _)| name == "WordDocument") {
        // fEncrypted (2.5.2).
        content[11] |= 0x01;
    }
    assert_eq!(refused(&streams), "encrypted");
    let package = ["EncryptionInfo", "EncryptedPackage"].map(|name| (name.to_owned(), vec![7; 5000]));
    assert_eq!(refused(&package.to_vec()), "encrypted");
}

#[test]
fn a_file_so_small_that_all_of_it_is_in_the_mini_stream_is_read() {
    const TEXT: usize = 1024;
    let text = "关于报送年报的通知\r请于1月20日前报送12份。\r";
    let mut document = vec![0; TEXT];
    let mut put = |at: usize, bytes: &[u8]| document[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0xEC, 0xA5]);
    put(10, &0x1200_u16.to_le_bytes());
    put(24, &(TEXT as u32).to_le_bytes());
    put(32, &[14, 0]);
    put(62, &[22, 0]);
    put(76, &(text.encode_utf16().count() as u32).to_le_bytes());
    put(152, &[93, 0]);
    document.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    assert!(document.len() < CUTOFF);
    let streams = vec![("WordDocument".to_owned(), document), ("1Table".to_owned(), vec![0; 16])];
    for streams in [streams.clone(), with_streams_of_wps(streams)] {
        let (report, _) = read(&compound(&streams));
        assert!(report.contains("请于1月20日前报送12份。"), "{report}");
    }
}
