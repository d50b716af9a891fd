//! What is embedded in a document, or drawn in it.
//!
//! In: the elements that stand for it (`w:drawing`, `w:pict`, `w:object`, `w:altChunk`) and the parts they name. Out: images and
//! media, text boxes' items after their paragraph, blocks of documents, workbooks and charts. This room knows no
//! format but plain text: what reads workbooks, web pages and rich text is given from above.
//!
//! | file | what it does |
//! |---|---|
//! | `drawing` | pictures, text boxes, diagrams |
//! | `chart` | charts → tables of their data |
//! | `workbook` | workbooks that are shown as a table |
//! | `chunk` | files of another kind in the flow |

mod chart;
mod chunk;
mod drawing;
mod workbook;
