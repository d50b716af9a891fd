//! JSON text → value, no key of an object named twice: which of two values is meant nobody can say.

use crate::finding::{Error, Place, catalogue};
use crate::whole::counted;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;
use serde_json::{Map, Number, Value};
use std::fmt;

/// The value a JSON text states.
///
/// # Errors
/// `invalid-json` at its line where the text is no JSON; `duplicate-key` at its JSON pointer where an object has a key twice.
pub(super) fn text_to_value(text: &str) -> Result<Value, Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|e| {
        let pointer = super::json::pointer(e.path());
        let cause = e.into_inner();
        match cause.classify() {
            // What is well formed is any value, so that this alone is left to be wrong.
            Category::Data => {
                Error::from(catalogue::report::duplicate_key(without_position(&cause))).at(Place::Pointer(pointer))
            }
            _ => ill_formed(&cause),
        }
    });
    let Unique(value) = value?;
    deserializer.end().map_err(|e| ill_formed(&e))?;
    Ok(value)
}

fn ill_formed(cause: &serde_json::Error) -> Error {
    let place = Place::Line { line: counted(cause.line()), column: counted(cause.column()) };
    Error::from(catalogue::report::invalid_json(without_position(cause))).at(place)
}

fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(cause, _)| cause).to_owned()
}

/// A value whose objects have each key once.
struct Unique(Value);

impl<'de> Deserialize<'de> for Unique {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UniqueVisitor).map(Unique)
    }
}

struct UniqueVisitor;

impl<'de> Visitor<'de> for UniqueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Unique(value)) = items.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(key));
            }
            let Unique(value) = entries.next_value()?;
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_text_without_doubles_is_the_value_it_states() {
        let text = r#"{"a": [1, -2, 2.5, null, true, "三"], "b": {"a": 18446744073709551615}}"#;
        assert_eq!(text_to_value(text).unwrap(), serde_json::from_str::<Value>(text).unwrap());
        assert_eq!(text_to_value(" 7 ").unwrap(), json!(7));
    }

    #[test]
    fn a_key_named_twice_is_refused_where_it_stands() {
        let cases = [
            (r#"{"a": 1, "a": 1}"#, "/", "a"),
            (r#"{"x": [0, {"年 at line": 1, "年 at line": 2}]}"#, "/x/1", "年 at line"),
            (r#"{"a": {"b/c": {"d": 1, "d": 2}}}"#, "/a/b~1c", "d"),
        ];
        for (text, pointer, key) in cases {
            let error = text_to_value(text).unwrap_err();
            assert_eq!(error.code(), "duplicate-key", "{text}");
            assert_eq!(error.finding().location().place, Some(Place::Pointer(pointer.to_owned())), "{text}");
            assert_eq!(error.finding().value("key"), Some(key), "{text}");
        }
    }

    #[test]
    fn what_is_no_json_says_where() {
        for (text, line) in [("{\n\"a\": }", 2), ("{} x", 1), ("", 1), ("[1,]", 1)] {
            let error = text_to_value(text).unwrap_err();
            assert_eq!(error.code(), "invalid-json", "{text}");
            assert!(
                matches!(error.finding().location().place, Some(Place::Line { line: l, .. }) if l == line),
                "{text}"
            );
        }
        let deep = "[".repeat(100_000);
        assert_eq!(text_to_value(&deep).unwrap_err().code(), "invalid-json");
    }
}
