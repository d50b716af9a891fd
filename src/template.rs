//! The files of `templates/` that are compiled in.

use crate::internal;
use serde::de::DeserializeOwned;

/// What a compiled-in file of words says, by its name in `templates/`.
///
/// # Panics
/// Where it does not load. With an empty vocabulary every report would be read wrong, so that no such program may run; a test of
/// each reader of words sees that none is built.
pub(crate) fn load<T: DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| internal::error(format!("templates/{name} does not load: {error}")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[test]
    #[should_panic(expected = "templates/some.toml does not load")]
    fn a_file_that_does_not_load_is_no_empty_one() {
        let _: BTreeMap<String, u8> = super::load("some.toml", "longest = \"many\"");
    }
}
