//! Files in the same folder that a page leads to.

/// A file of the same report in the same folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside<'a> {
    /// Its name.
    pub name: &'a str,
    /// The name of its format.
    pub format: &'a str,
    /// How long it is.
    pub bytes: usize,
}

/// The address of a file in the same folder: RFC 3986 leaves only these characters as they are.
pub(super) fn relative_address(name: &str) -> String {
    let mut address = String::from("./");
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}
