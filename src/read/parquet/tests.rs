use super::*;
use parquet::data_type::{ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::sync::Arc;

/// A file of texts and of numbers that may be none, so many rows in each group.
fn file(groups: usize, rows: usize) -> Vec<u8> {
    let schema = "message list { required binary 单位 (string); optional int64 年度; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
    for group in 0..groups {
        let mut out = writer.next_row_group().unwrap();
        let texts: Vec<_> = (0..rows).map(|row| format!("第{}局", group * rows + row).as_str().into()).collect();
        let mut column = out.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts, None, None).unwrap();
        column.close().unwrap();
        let levels: Vec<i16> = (0..rows).map(|row| i16::from(row % 3 != 0)).collect();
        let numbers: Vec<i64> = (0..rows).filter(|row| row % 3 != 0).map(|row| row as i64).collect();
        let mut column = out.next_column().unwrap().unwrap();
        column.typed::<Int64Type>().write_batch(&numbers, Some(&levels), None).unwrap();
        column.close().unwrap();
        out.close().unwrap();
    }
    writer.into_inner().unwrap()
}

fn rows(bytes: &[u8]) -> Result<Vec<Vec<String>>, Error> {
    let mut rows = Vec::new();
    parquet_to_rows(bytes, |number, row| {
        rows.push(row);
        assert_eq!(number as usize, rows.len());
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn code(bytes: &[u8]) -> &'static str {
    rows(bytes).unwrap_err().code()
}

#[test]
fn rows_of_all_groups_in_their_order() {
    let read = rows(&file(2, 1500)).unwrap();
    assert_eq!(read.len(), 3001);
    assert_eq!(read[0], ["单位", "年度"]);
    assert_eq!(read[1], ["第0局", ""]);
    assert_eq!(read[2], ["第1局", "1"]);
    assert_eq!(read[1501], ["第1500局", ""]);
    assert_eq!(read[3000], ["第2999局", "1499"]);
    let mut count = 0;
    let first = |_, _| {
        count += 1;
        ControlFlow::Break(())
    };
    parquet_to_rows(&file(2, 10), first).unwrap();
    assert_eq!(count, 1);
}

#[test]
fn what_no_list_has_is_not_read() {
    let of = |schema: &str| {
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
        let mut out = writer.next_row_group().unwrap();
        while let Some(column) = out.next_column().unwrap() {
            column.close().unwrap();
        }
        out.close().unwrap();
        writer.into_inner().unwrap()
    };
    for column in [
        "required boolean a;",
        "required int96 a;",
        "required int64 a (TIMESTAMP(MILLIS, true));",
        "repeated int64 a;",
        "optional group a { optional int32 b; }",
    ] {
        assert_eq!(code(&of(&format!("message list {{ {column} }}"))), "parquet-column-not-read", "{column}");
    }
}

#[test]
fn footers_are_as_long_as_they_say_and_no_longer_than_they_may_be() {
    assert_eq!(code(b""), "parquet-broken");
    assert_eq!(code(b"PAR1PAR1"), "parquet-broken");
    assert_eq!(code(b"PAR1\xFF\xFF\xFF\x7FPAR1"), "parquet-broken");
    let whole = file(1, 10);
    assert_eq!(code(&whole[..whole.len() - 1]), "parquet-broken");
    let long =
        [b"PAR1".as_slice(), &vec![0; MOST_FOOTER + 1], &(MOST_FOOTER as u32 + 1).to_le_bytes(), b"PAR1"].concat();
    assert_eq!(code(&long), "limit-exceeded");
}

/// A file in which any byte is another is read or refused; never more rows than it has are made of it, and no more room taken.
#[test]
fn damaged_files_are_read_or_refused() {
    let whole = file(2, 20);
    let mut codes = std::collections::BTreeMap::new();
    for at in 0..whole.len() {
        for other in [0x00, 0x01, 0x02, 0x15, 0x7F, 0x80, 0xFF] {
            let mut bytes = whole.clone();
            bytes[at] = other;
            let mut count = 0;
            let read = parquet_to_rows(&bytes, |_, _| {
                count += 1;
                if count > 1000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            });
            if let Err(error) = read {
                *codes.entry(error.code()).or_insert(0) += 1;
            }
            assert!(count <= 1000, "byte {at} as {other}");
        }
    }
    // A byte says how each column is compressed.
    assert!(codes["parquet-broken"] > 100 && codes["parquet-compressed"] > 0, "{codes:?}");
}
