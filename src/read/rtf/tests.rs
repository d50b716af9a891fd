use super::rtf_to_parts;
use crate::document::{Block, Document};
use crate::finding::Warned;
use crate::read::docx::{ReadOptions, TrackedChanges, parts_to_document_with};

fn read_with(source: &[u8], changes: TrackedChanges) -> Warned<Document> {
    let parts = rtf_to_parts(source).unwrap();
    let options = ReadOptions { tracked_changes: changes, ..ReadOptions::default() };
    let read = parts_to_document_with(parts.value, &options).unwrap();
    Warned { value: read.value, findings: parts.findings.into_iter().chain(read.findings).collect() }
}

fn read(source: &str) -> Warned<Document> {
    read_with(source.as_bytes(), TrackedChanges::Accept)
}

fn lines(source: &str) -> Vec<String> {
    read(source).value.blocks.iter().map(Block::plain_text).collect()
}
