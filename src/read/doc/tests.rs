#[test]
#[ignore]
fn dump() {
    let bytes = std::fs::read(std::env::var("DOCIN").unwrap()).unwrap();
    let parts = super::doc_to_parts(&bytes).unwrap().value;
    for (name, bytes) in parts {
        let path = std::path::Path::new("/tmp/dump").join(name.replace('/', "_"));
        std::fs::write(path, bytes).unwrap();
    }
}
