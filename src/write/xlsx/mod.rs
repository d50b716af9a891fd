//! Document → workbook.
