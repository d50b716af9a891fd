//! Any bytes as the body of a request, raw or as a form: each is answered, and never by a fault of the program.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nianbao::finding::Language;
use nianbao::serve::{Limits, Settings, Unconnected};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, LazyLock};

static SERVER: LazyLock<Unconnected> = LazyLock::new(|| {
    let settings = Settings {
        address: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
        token: None,
        limits: Limits { body_bytes: 1 << 20, ..Limits::default() },
        language: Language::Chinese,
        log: Arc::new(|_| {}),
    };
    Unconnected::new(settings).expect("the built-in forms are sound")
});

const ASKED: [&str; 6] = [
    "/v1/check",
    "/v1/check?annotate=true",
    "/v1/convert?to=json&fill=true",
    "/v1/convert?to=html&name=a.docx",
    "/v1/merge?to=json&organ=a",
    "/v1/merge?to=xlsx&organ=a&year=2023",
];
const KINDS: [Option<&str>; 3] = [None, Some("multipart/form-data; boundary=x"), Some("multipart/form-data")];

// The first two bytes choose what is asked and what the body is said to be.
fuzz_target!(|bytes: &[u8]| {
    let [asked, kind, body @ ..] = bytes else { return };
    let (asked, kind) = (ASKED[usize::from(*asked) % ASKED.len()], KINDS[usize::from(*kind) % KINDS.len()]);
    let (status, _) = SERVER.answer("POST", asked, kind, body.to_vec()).expect("it is a request");
    assert!([200, 400, 408, 413, 422, 503].contains(&status), "{asked}: {status}");
});
