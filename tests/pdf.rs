//! PDF files beside the other formats: what they claim, and the data they carry.

use crate::support::{REPORTS, draft, options, sample_bytes};
use lopdf::{Document, Object};
use nianbao::convert::{Options, Publication, bytes_to_report};
use nianbao::format::Format;
use nianbao::write::pdf::Profile;

fn attached(pdf: &Document) -> Option<Vec<u8>> {
    let files = pdf.catalog().unwrap().get(b"AF").ok()?.as_array().unwrap();
    let [file] = files.as_slice() else { panic!("{} files", files.len()) };
    let file = pdf.get_dictionary(file.as_reference().unwrap()).unwrap();
    let stream = file.get(b"EF").unwrap().as_dict().unwrap().get_deref(b"F", pdf).unwrap().as_stream().unwrap();
    Some(stream.decompressed_content().unwrap())
}

#[test]
fn a_pdf_carries_the_canonical_json_unless_told_otherwise() {
    for name in REPORTS {
        let report = draft(name).value;
        for (profile, carries) in [(Profile::A3a, true), (Profile::A2a, false), (Profile::Plain, false)] {
            let options = Options { pdf: profile, ..options() };
            let publication = Publication::compose(&report, &options).value;
            let pdf = Document::load_mem(&publication.to_bytes(Format::Pdf).unwrap().value).unwrap();
            let data = attached(&pdf);
            assert_eq!(data.is_some(), carries, "{name} {profile:?}");
            if let Some(data) = data {
                assert_eq!(data, publication.to_bytes(Format::Json).unwrap().value, "{name}");
                let again = bytes_to_report(&data, Format::Json, &options).unwrap().value;
                assert_eq!(again, report, "{name}");
            }
        }
    }
}

#[test]
fn a_document_that_is_no_report_is_archived_all_the_same() {
    let options = options();
    let report = bytes_to_report(&sample_bytes("plain/notice.docx"), Format::Docx, &options).unwrap().value;
    let publication = Publication::compose(&report, &options).value;
    let pdf = Document::load_mem(&publication.to_bytes(Format::Pdf).unwrap().value).unwrap();
    assert_eq!(attached(&pdf), Some(publication.to_bytes(Format::Json).unwrap().value));
    let info = pdf.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    assert!(pdf.get_dictionary(info).unwrap().has(b"Title"));
}
