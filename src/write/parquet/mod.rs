//! The rows of a list → Parquet, for programs that reckon with many lists.
//!
//! In: [`Field`]s, the head first. Out: one file of groups of rows. Which type a column has, the list says ([`Kind`]): whole numbers are
//! `INT64`, amounts `DECIMAL(38, 10)`, all else is text; where a row has no number there is none (null), which is neither 0 nor blank
//! text. Nothing is compressed beyond the dictionaries of its columns; the same rows give the same bytes.

use crate::finding::{Error, catalogue, terms};
use crate::internal;
use crate::list::{Field, Kind};
use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, FixedLenByteArray, FixedLenByteArrayType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::sync::Arc;

/// How many rows of one group are kept until it is written.
const ROWS: usize = 1 << 16;

/// The digits of an amount, and how many of them are decimals; it takes as many bytes as an `i128` has.
const PRECISION: i32 = 38;
const SCALE: u32 = 10;
const BYTES: i32 = 16;

/// A file of Parquet being made. What is written of it is kept in memory: a small part of the rows, as texts that are there often are
/// kept once.
#[derive(Default)]
pub struct ParquetList {
    columns: Vec<Column>,
    rows: usize,
    writer: Option<SerializedFileWriter<Vec<u8>>>,
}

/// A column of the group that is not written yet.
enum Column {
    Text(Vec<ByteArray>),
    Whole(Vec<Option<i64>>),
    Amount(Vec<Option<i128>>),
}

impl ParquetList {
    /// Adds a row, the head first.
    ///
    /// # Errors
    /// `limit-exceeded` for a number with more digits than there is room for.
    pub fn row(&mut self, row: &[Field]) -> Result<(), Error> {
        if self.writer.is_none() {
            self.begin(row);
            return Ok(());
        }
        for (column, field) in self.columns.iter_mut().zip(row) {
            match column {
                Column::Text(texts) => texts.push(field.text.as_str().into()),
                Column::Whole(numbers) => numbers.push(field.number.and_then(|number| number.to_i64())),
                Column::Amount(numbers) => numbers.push(field.number.map(to_amount).transpose()?),
            }
        }
        self.rows += 1;
        if self.rows == ROWS {
            self.write_group().unwrap_or_else(impossible);
        }
        Ok(())
    }

    /// The bytes of the file.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        if self.rows > 0 {
            self.write_group().unwrap_or_else(impossible);
        }
        match self.writer {
            Some(writer) => writer.into_inner().unwrap_or_else(impossible),
            None => Vec::new(),
        }
    }

    fn begin(&mut self, head: &[Field]) {
        let mut made = || -> Result<_, ParquetError> {
            let mut fields = Vec::new();
            for field in head {
                let kind = Kind::of(&field.text);
                self.columns.push(match kind {
                    Kind::Text => Column::Text(Vec::new()),
                    Kind::Whole => Column::Whole(Vec::new()),
                    Kind::Amount => Column::Amount(Vec::new()),
                });
                fields.push(Arc::new(type_of(&field.text, kind)?));
            }
            let schema = Type::group_type_builder("list").with_fields(fields).build()?;
            // The library's version would be another with every update of it.
            let properties = WriterProperties::builder().set_created_by("nianbao".to_owned()).build();
            SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))
        };
        self.writer = Some(made().unwrap_or_else(impossible));
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let mut group = writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut out) = group.next_column()? else { break };
            match column {
                Column::Text(texts) => {
                    out.typed::<ByteArrayType>().write_batch(texts, None, None)?;
                    texts.clear();
                }
                Column::Whole(numbers) => {
                    let there: Vec<i64> = numbers.iter().copied().flatten().collect();
                    out.typed::<Int64Type>().write_batch(&there, Some(&levels(numbers)), None)?;
                    numbers.clear();
                }
                Column::Amount(numbers) => {
                    let bytes = |number: &i128| FixedLenByteArray::from(number.to_be_bytes().to_vec());
                    let there: Vec<FixedLenByteArray> = numbers.iter().flatten().map(bytes).collect();
                    out.typed::<FixedLenByteArrayType>().write_batch(&there, Some(&levels(numbers)), None)?;
                    numbers.clear();
                }
            }
            out.close()?;
        }
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

/// What is asked of the library is always the same, and it writes into memory.
fn impossible<T>(cause: ParquetError) -> T {
    internal::error(cause)
}

fn type_of(name: &str, kind: Kind) -> Result<Type, ParquetError> {
    let typed = |physical, repetition| Type::primitive_type_builder(name, physical).with_repetition(repetition);
    match kind {
        Kind::Text => typed(Physical::BYTE_ARRAY, Repetition::REQUIRED).with_logical_type(Some(LogicalType::String)),
        Kind::Whole => typed(Physical::INT64, Repetition::OPTIONAL),
        Kind::Amount => typed(Physical::FIXED_LEN_BYTE_ARRAY, Repetition::OPTIONAL)
            .with_length(BYTES)
            .with_logical_type(Some(LogicalType::decimal(SCALE.cast_signed(), PRECISION)))
            .with_precision(PRECISION)
            .with_scale(SCALE.cast_signed()),
    }
    .build()
}

/// Where there is a number (1), and where there is none (0).
fn levels<T>(numbers: &[Option<T>]) -> Vec<i16> {
    numbers.iter().map(|number| i16::from(number.is_some())).collect()
}

/// A number as so many tenths of billionths.
fn to_amount(number: Decimal) -> Result<i128, Error> {
    let number = number.normalize();
    let factor = SCALE.checked_sub(number.scale()).map(|more| 10i128.pow(more));
    let amount = factor.and_then(|factor| number.mantissa().checked_mul(factor));
    let fits = |amount: &i128| amount.unsigned_abs() < 10u128.pow(PRECISION.unsigned_abs());
    amount.filter(fits).ok_or_else(|| {
        let digits = format!("{PRECISION} ({SCALE})");
        catalogue::package::limit_exceeded(terms::DIGITS_OF_NUMBER, digits, number.to_string()).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use std::io::Write;

    #[test]
    fn rows_read_back_as_they_are() {
        let head = ["序号", "单位名称", "数值", "原文"].map(Field::text);
        let row = |number: u32, value: Field, raw: &str| {
            [Field::number(number), Field::text("清河市\n民政局"), value, Field::text(raw)]
        };
        let rows = [
            row(1, Field::number(Decimal::new(2655, 2)), "26.55"),
            row(2, Field::default(), "/"),
            row(3, Field::number(Decimal::new(-7, 0)), "-7"),
            row(4, Field::number(Decimal::ZERO), ""),
        ];
        let bytes = || {
            let mut list = ParquetList::default();
            list.row(&head).unwrap();
            rows.iter().for_each(|row| list.row(row).unwrap());
            list.finish()
        };
        assert_eq!(bytes(), bytes(), "the same rows, the same bytes");
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&bytes()).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let read: Vec<String> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(read.len(), 4);
        assert!(read[0].contains("数值: 26.5500000000") && read[0].contains("清河市\n民政局"), "{}", read[0]);
        assert!(read[1].contains("数值: null") && read[1].contains("原文: \"/\""), "{}", read[1]);
        assert!(read[2].contains("序号: 3") && read[2].contains("-7.0000000000"), "{}", read[2]);
        assert!(read[3].contains("0.0000000000") && read[3].contains("原文: \"\""), "{}", read[3]);
        let mut list = ParquetList::default();
        list.row(&head).unwrap();
        let long = row(1, Field::number(Decimal::new(1, 11)), "0.00000000001");
        assert_eq!(list.row(&long).unwrap_err().code(), "limit-exceeded");
    }
}
