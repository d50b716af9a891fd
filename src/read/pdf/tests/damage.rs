//! Damaged, encrypted and oversized files, and what is told of them.

use super::*;
use crate::finding::Language;

#[test]
fn damage_is_told_and_what_is_left_is_read() {
    let show = "BT /F 10 Tf 10 50 Td (A) Tj ET ".repeat(200);
    let sound = Made { content: show.as_bytes(), ..Made::default() }.bytes();
    let at = memchr::memmem::rfind(&sound, b"\nendstream").unwrap();
    let mut flipped = sound.clone();
    flipped[at - 1] ^= 0x10;
    let read = pdf_to_facts(&flipped, &PdfReadOptions::default()).unwrap();
    assert_eq!(
        (text(&read).len(), codes(&read)),
        (1, vec!["content-damaged"]),
        "the sum alone is wrong: all text is there"
    );
    let mut cut = sound.clone();
    for byte in &mut cut[at - 20..at] {
        *byte = 0;
    }
    assert!(codes(&pdf_to_facts(&cut, &PdfReadOptions::default()).unwrap()).contains(&"content-damaged"));
}

#[test]
fn what_the_file_lacks_is_told() {
    let resources = "/Font<</F 99 0 R>>";
    let read = Made { resources, content: b"BT /F 10 Tf 10 50 Td (lost) Tj ET 0 0 9 9 re f", ..Made::default() }.read();
    assert_eq!((text(&read).as_str(), codes(&read)), ("", vec!["font-unusable"]));
    assert_eq!(read.findings[0].value("count"), Some("4"));
    let read = content("/Nothing Do 0 0 9 9 re f");
    assert_eq!(codes(&read), ["object-missing"]);
    let read = content("0 0 9 9 re f (open 12 nonsense 5 gibberish");
    assert_eq!(codes(&read), ["content-garbled"]);
    let made = Made { page: "/Contents 99 0 R", content: b"", ..Made::default() }.bytes();
    let text = String::from_utf8_lossy(&made).replacen("/Contents 4 0 R", "/Dontents 4 0 R", 1);
    assert_eq!(refused(text.as_bytes()), "pdf-empty");
}

#[test]
fn damaged_maps_of_fonts_are_told() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[<</Subtype/CIDFontType2>>]>>";
    let mut map = stream("", bf("<0001> <653F>").as_bytes());
    let at = map.len() - 11;
    map[at] ^= 0x10;
    let content = b"BT /F 10 Tf 10 50 Td <0001> Tj ET";
    let made = Made { resources: "/Font<</F 5 0 R>>", content, objects: vec![font.into(), map], ..Made::default() };
    let read = made.read();
    assert_eq!((text(&read).as_str(), codes(&read)), ("政", vec!["font-damaged"]));
}

#[test]
fn widths_of_characters_beyond_the_last_are_passed_over() {
    for widths in
        ["/W[4294967295[500 500 500]]", "/W2[4294967295[500 0 0 500 0 0]]", "/W[4294967294 4294967295 500 -1[9]]"]
    {
        let font = format!(
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-V/ToUnicode 6 0 R\
             /DescendantFonts[<</Subtype/CIDFontType2{widths}>>]>>"
        );
        let map = stream("", bf("<0001> <653F>").as_bytes());
        let content = b"BT /F 10 Tf 10 50 Td <0001> Tj ET";
        let objects = vec![font.into_bytes(), map];
        let read = Made { resources: "/Font<</F 5 0 R>>", content, objects, ..Made::default() }.read();
        assert_eq!((text(&read).as_str(), codes(&read)), ("政", Vec::new()), "{widths}");
    }
}

#[test]
fn a_wrong_table_of_objects_is_told() {
    let sound = Made { content: b"BT /F 10 Tf 10 50 Td (A) Tj ET", ..Made::default() }.bytes();
    let text_ = String::from_utf8_lossy(&sound).into_owned();
    let start: usize = text_.rsplit("startxref\n").next().unwrap().lines().next().unwrap().parse().unwrap();
    let mut moved = sound.clone();
    moved.splice(9..9, b"% moved by a comment\n".iter().copied());
    let read = pdf_to_facts(&moved, &PdfReadOptions::default()).unwrap();
    assert_eq!((text(&read).as_str(), codes(&read)), ("A", vec!["objects-searched"]));
    let mut torn = sound;
    torn.truncate(start);
    let read = pdf_to_facts(&torn, &PdfReadOptions::default());
    assert!(read.is_err() || codes(&read.unwrap()).contains(&"objects-searched"));
}

#[test]
fn missing_pages_are_told() {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<{HELVETICA}>>/Contents 4 0 R>>");
    let objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R 77 0 R]/Count 2>>".to_vec(),
        page.into_bytes(),
        stream("", b"BT /F 10 Tf 10 50 Td (A) Tj ET"),
    ];
    let read = pdf_to_facts(&file(&objects, ""), &PdfReadOptions::default()).unwrap();
    assert_eq!(codes(&read), ["pages-missing"]);
    assert_eq!((read.findings[0].value("stated"), read.findings[0].value("found")), (Some("2"), Some("1")));
}

/// Pages that show what is said here, each with the picture `/I` over 2 × 2 dots among its resources; none where its content
/// is not there.
fn of_pages(contents: &[Option<&str>]) -> Warned<Facts> {
    let number = |index: usize| 4 + 2 * index;
    let kids: String = (0..contents.len()).map(|index| format!("{} 0 R ", number(index))).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!("<</Type/Pages/Kids[{kids}]/Count {}>>", contents.len()).into_bytes(),
        stream("/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray", &[0; 4]),
    ];
    for (index, content) in contents.iter().enumerate() {
        let at = if content.is_some() { number(index) + 1 } else { 99 };
        let resources = format!("{HELVETICA}/XObject<</I 3 0 R>>");
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources<<{resources}>>/Contents {at} 0 R>>")
                .into(),
        );
        objects.push(stream("", content.unwrap_or_default().as_bytes()));
    }
    pdf_to_facts(&file(&objects, ""), &PdfReadOptions::default()).unwrap()
}

#[test]
fn pages_that_hold_no_text_are_named_among_others() {
    let text = Some("BT /F 10 Tf 10 50 Td (A page of text that is there) Tj ET");
    let curves = format!("0 0 m {} f", "1 2 3 4 5 6 c ".repeat(2000));
    let read = of_pages(&[text, Some("200 0 0 100 0 0 cm /I Do"), text, Some(&curves), Some(""), Some(""), None]);
    let mut said: Vec<(&str, String)> = Vec::new();
    for finding in &read.findings {
        said.push((finding.code(), finding.typed("pages").unwrap().render(Language::Chinese).to_string()));
    }
    said.sort_unstable();
    let expected = [("content-missing", "7"), ("page-blank", "5–7"), ("page-outlined", "4"), ("page-scanned", "2")];
    assert_eq!(said, expected.map(|(code, pages)| (code, pages.to_owned())));
}

#[test]
fn damaged_streams_of_objects_are_counted() {
    let sound = deflated(b"7 0 <<>> and more of what it holds, and more, and more");
    let mut broken = sound.clone();
    let middle = broken.len() / 2;
    broken.truncate(middle);
    let objects =
        [&sound, &broken, &broken].map(|data| raw_stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", data));
    let content = b"BT /F 10 Tf 10 50 Td (A) Tj ET";
    let read = Made { content, objects: objects.to_vec(), ..Made::default() }.read();
    assert_eq!((text(&read).as_str(), codes(&read)), ("A", vec!["objects-damaged"]));
    assert_eq!(read.findings[0].value("count"), Some("2"));
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let sound = Made { content: b"BT /F 10 Tf 10 50 Td (A) Tj ET", ..Made::default() }.bytes();
    assert_eq!(refused(b""), "empty-file");
    assert_eq!(refused(b"PK\x03\x04 something else"), "not-a-pdf");
    assert_eq!(refused(&sound[..60]), "pdf-broken");
    let trailer = "/ID[<01><01>]/Encrypt<</Filter/Strange/V 9/R 9/O()/U()/P 0>>";
    assert_eq!(refused(&Made { trailer, ..Made::default() }.bytes()), "pdf-encryption-unknown");
    let pageless = [b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids[]/Count 0>>".to_vec()];
    assert_eq!(refused(&file(&pageless, "")), "pdf-without-pages");
    assert_eq!(refused(&Made::default().bytes()), "pdf-empty");
    let curves = "1 2 3 4 5 6 c ".repeat(2000);
    let outlined = Made { content: format!("0 0 m {curves} f").as_bytes(), ..Made::default() }.bytes();
    assert_eq!(refused(&outlined), "pdf-outlined");
    let scan = stream("/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray", &[0; 4]);
    let scanned = |resources: &str, content: &[u8]| {
        Made { resources, content, objects: vec![scan.clone()], ..Made::default() }.bytes()
    };
    let resources = format!("{HELVETICA}/XObject<</I 5 0 R>>");
    assert_eq!(refused(&scanned(&resources, b"200 0 0 100 0 0 cm /I Do")), "pdf-scanned");
    let with_hidden_layer = b"q 200 0 0 100 0 0 cm /I Do Q BT 3 Tr /F 10 Tf 10 50 Td (recognised text, hidden) Tj ET";
    assert_eq!(refused(&scanned(&resources, with_hidden_layer)), "pdf-scanned-with-text");
}

#[test]
fn encrypted_files_open_without_a_user_password() {
    use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter};
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};
    use std::collections::BTreeMap;
    use std::sync::Arc;
    let trailer = "/ID[<0123456789ABCDEF0123456789ABCDEF><0123456789ABCDEF0123456789ABCDEF>]";
    let plain = Made { content: b"BT /F 10 Tf 10 50 Td (locked) Tj ET", trailer, ..Made::default() }.bytes();
    let permissions = Permissions::all();
    let key = [7u8; 32];
    for user_password in ["", "secret"] {
        for kind in ["RC4", "AES-128", "AES-256"] {
            let mut document = lopdf::Document::load_mem(&plain).unwrap();
            let owner_password = "owner";
            let filter: Arc<dyn CryptFilter> =
                if kind == "AES-128" { Arc::new(Aes128CryptFilter) } else { Arc::new(Aes256CryptFilter) };
            let crypt_filters = BTreeMap::from([(b"StdCF".to_vec(), filter)]);
            let (stream_filter, string_filter) = (b"StdCF".to_vec(), b"StdCF".to_vec());
            let version = match kind {
                "RC4" => EncryptionVersion::V2 {
                    document: &document,
                    owner_password,
                    user_password,
                    key_length: 128,
                    permissions,
                },
                "AES-128" => EncryptionVersion::V4 {
                    document: &document,
                    encrypt_metadata: true,
                    crypt_filters,
                    stream_filter,
                    string_filter,
                    owner_password,
                    user_password,
                    permissions,
                },
                _ => EncryptionVersion::V5 {
                    encrypt_metadata: true,
                    crypt_filters,
                    file_encryption_key: &key,
                    stream_filter,
                    string_filter,
                    owner_password,
                    user_password,
                    permissions,
                },
            };
            let state = EncryptionState::try_from(version).unwrap();
            document.encrypt(&state).unwrap();
            let mut bytes = Vec::new();
            document.save_to(&mut bytes).unwrap();
            if user_password.is_empty() {
                let read = pdf_to_facts(&bytes, &PdfReadOptions::default()).unwrap();
                assert_eq!((text(&read).as_str(), codes(&read)), ("locked", vec![]), "{kind}");
            } else {
                assert_eq!(refused(&bytes), "pdf-password", "{kind}");
            }
        }
    }
}

#[test]
fn limits_hold() {
    let many = "q Q ".repeat(100);
    let form = |next: &str, draws: usize| {
        let draws = "/A Do ".repeat(draws);
        let entries = format!("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A {next}>>>>");
        stream(&entries, format!("{many}{draws}").as_bytes())
    };
    // Each form draws the next a hundred times.
    let objects = vec![form("6 0 R", 100), form("7 0 R", 100), form("8 0 R", 100), form("99 0 R", 0)];
    let made = Made { resources: "/XObject<</A 5 0 R>>", content: b"/A Do", objects, ..Made::default() };
    assert_eq!(refused(&made.bytes()), "limit-exceeded");
    // An object stream that unpacks to more than is allowed.
    let bomb = deflated(&vec![b' '; 70 << 20]);
    let objects = vec![raw_stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &bomb)];
    let made = Made { content: b"BT /F 10 Tf 10 50 Td (A) Tj ET", objects, ..Made::default() };
    assert_eq!(refused(&made.bytes()), "limit-exceeded");
}
