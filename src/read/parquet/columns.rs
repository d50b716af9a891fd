//! A column of a group of rows, as texts.

use super::faults::{broken, text_limit};
use super::pages::SoundPages;
use crate::finding::{Error, catalogue, terms};
use bytes::Bytes;
use parquet::basic::{Compression, LogicalType, Repetition, Type};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray};
use parquet::errors::Result as Read;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use parquet::schema::types::ColumnDescPtr;
use std::sync::Arc;

/// The most decimals and digits of an amount that is written whole.
const MOST_DIGITS: u32 = 38;

/// A column being read.
pub(super) struct Column {
    reader: ColumnReader,
    kind: Kind,
    is_optional: bool,
}

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Whole,
    /// So many decimals.
    Amount(u32),
    Float,
}

impl Column {
    /// Begins with a column of a group.
    pub(super) fn open(bytes: &Bytes, chunk: &ColumnChunkMetaData, of: &ColumnDescPtr) -> Result<Self, Error> {
        let kind = kind(of).ok_or_else(|| {
            let found = format!("{:?} {:?}", of.physical_type(), of.logical_type_ref());
            Error::from(catalogue::sheet::parquet_column_not_read(of.name(), found))
        })?;
        if chunk.compression() != Compression::UNCOMPRESSED {
            return Err(catalogue::sheet::parquet_compressed(format!("{:?}", chunk.compression())).into());
        }
        let rows = usize::try_from(chunk.num_values()).unwrap_or_default();
        let pages = SerializedPageReader::new(Arc::new(bytes.clone()), chunk, rows, None).map_err(broken)?;
        let is_optional = of.self_type().get_basic_info().repetition() == Repetition::OPTIONAL;
        let reader = get_column_reader(of.clone(), Box::new(SoundPages { pages, left: rows }));
        Ok(Column { reader, kind, is_optional })
    }

    /// The texts of the next rows, of which there are `count`; `room` is how many bytes they may still take, and becomes less.
    pub(super) fn texts(&mut self, count: usize, room: &mut usize) -> Result<Vec<String>, Error> {
        let (kind, is_optional) = (self.kind, self.is_optional);
        match &mut self.reader {
            ColumnReader::ByteArrayColumnReader(reader) => {
                let values = values(reader, count, is_optional).map_err(broken)?;
                let length = values.iter().flatten().map(ByteArray::len).sum();
                *room = room.checked_sub(length).ok_or_else(text_limit)?;
                optional(values, |value| kind.of_bytes(value.data()))
            }
            ColumnReader::FixedLenByteArrayColumnReader(reader) => {
                let values: Vec<Option<FixedLenByteArray>> = values(reader, count, is_optional).map_err(broken)?;
                optional(values, |value| kind.of_bytes(value.data()))
            }
            ColumnReader::Int64ColumnReader(reader) => {
                optional(values(reader, count, is_optional).map_err(broken)?, |number| {
                    Some(kind.of_number(number.into()))
                })
            }
            ColumnReader::Int32ColumnReader(reader) => {
                optional(values(reader, count, is_optional).map_err(broken)?, |number| {
                    Some(kind.of_number(number.into()))
                })
            }
            ColumnReader::DoubleColumnReader(reader) => {
                optional(values(reader, count, is_optional).map_err(broken)?, |number| Some(number.to_string()))
            }
            ColumnReader::FloatColumnReader(reader) => {
                optional(values(reader, count, is_optional).map_err(broken)?, |number| Some(number.to_string()))
            }
            // `kind` knows none of these.
            ColumnReader::BoolColumnReader(_) | ColumnReader::Int96ColumnReader(_) => Ok(Vec::new()),
        }
    }
}

/// What a column holds; `None` for nested ones and for what no list has.
fn kind(of: &ColumnDescPtr) -> Option<Kind> {
    if of.max_rep_level() > 0 || of.max_def_level() > 1 || of.path().parts().len() > 1 {
        return None;
    }
    match (of.physical_type(), of.logical_type_ref()) {
        (Type::BYTE_ARRAY, None | Some(LogicalType::String)) => Some(Kind::Text),
        (Type::INT32 | Type::INT64, None | Some(LogicalType::Integer(_))) => Some(Kind::Whole),
        (Type::FLOAT | Type::DOUBLE, None) => Some(Kind::Float),
        (Type::INT32 | Type::INT64 | Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY, Some(LogicalType::Decimal(_))) => {
            let scale = u32::try_from(of.type_scale()).ok()?;
            (scale <= MOST_DIGITS).then_some(Kind::Amount(scale))
        }
        _ => None,
    }
}

/// The next values of a column, `None` where there is none.
fn values<T: DataType>(reader: &mut ColumnReaderImpl<T>, count: usize, is_optional: bool) -> Read<Vec<Option<T::T>>> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    let (mut read, wanted) = (0, count);
    while read < wanted {
        let (rows, _, _) = reader.read_records(wanted - read, is_optional.then_some(&mut levels), None, &mut values)?;
        if rows == 0 {
            return Err(parquet::errors::ParquetError::EOF(format!("{read} < {wanted}")));
        }
        read += rows;
    }
    if !is_optional {
        return Ok(values.into_iter().map(Some).collect());
    }
    let mut values = values.into_iter();
    Ok(levels.into_iter().map(|level| if level > 0 { values.next() } else { None }).collect())
}

/// The texts of some values, none for none.
fn optional<V>(values: Vec<Option<V>>, text: impl Fn(V) -> Option<String>) -> Result<Vec<String>, Error> {
    let text = |value: Option<V>| value.map_or_else(|| Some(String::new()), &text);
    let texts: Option<Vec<String>> = values.into_iter().map(text).collect();
    texts.ok_or_else(|| catalogue::sheet::parquet_broken(terms::CANNOT_BE_PARSED).into())
}

impl Kind {
    /// A text (UTF-8), or an amount, its highest byte first.
    fn of_bytes(self, bytes: &[u8]) -> Option<String> {
        if self == Kind::Text {
            return std::str::from_utf8(bytes).ok().map(str::to_owned);
        }
        let sign = if bytes.first().is_some_and(|byte| byte & 0x80 > 0) { 0xFF } else { 0 };
        let mut number = [sign; 16];
        let start = number.len().checked_sub(bytes.len())?;
        number.get_mut(start..)?.copy_from_slice(bytes);
        Some(self.of_number(i128::from_be_bytes(number)))
    }

    /// A whole number, or an amount without the zeros at its end.
    fn of_number(self, number: i128) -> String {
        let Kind::Amount(scale) = self else { return number.to_string() };
        let sign = if number < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", number.unsigned_abs(), width = scale as usize + 1);
        let (whole, decimals) = digits.split_at(digits.len() - scale as usize);
        let decimals = decimals.trim_end_matches('0');
        let point = if decimals.is_empty() { "" } else { "." };
        format!("{sign}{whole}{point}{decimals}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_as_short_as_they_can_be() {
        for (scale, number, text) in [
            (10, 265_500_000_000, "26.55"),
            (10, -70_000_000_000, "-7"),
            (10, 1, "0.0000000001"),
            (2, -5, "-0.05"),
            (0, 100, "100"),
            (3, 0, "0"),
        ] {
            assert_eq!(Kind::Amount(scale).of_number(number), text);
            assert_eq!(Kind::Amount(scale).of_bytes(&number.to_be_bytes()).as_deref(), Some(text));
        }
        assert_eq!(Kind::Amount(1).of_bytes(&[0xFF]).as_deref(), Some("-0.1"));
        assert_eq!(Kind::Amount(1).of_bytes(&[]).as_deref(), Some("0"));
        assert_eq!(Kind::Amount(1).of_bytes(&[0; 17]), None);
        assert_eq!(Kind::Text.of_bytes(&[0xFF]), None);
    }
}
