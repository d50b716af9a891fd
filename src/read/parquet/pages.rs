//! The pages of a column, each held against its own bytes before it is decoded.

use parquet::basic::Encoding;
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

/// Pages that have as many values as they say, or that are not handed on: the library makes room for those a page claims.
pub(super) struct SoundPages<R> {
    pub(super) pages: R,
    /// How many values the rest of the column may have.
    pub(super) left: usize,
}

impl<R: PageReader> SoundPages<R> {
    fn sound(&mut self, page: Page) -> Result<Page> {
        let count = page.num_values() as usize;
        let length = page.buffer().len();
        let is_sound = match &page {
            // Each takes a byte at least (a bit, where the dictionary is of truth values, which no list has).
            Page::DictionaryPage { .. } => count <= length,
            // Runs of levels and of places in a dictionary may be as long as the column, and no longer.
            Page::DataPage { encoding, .. } | Page::DataPageV2 { encoding, .. } => {
                let is_plain = matches!(
                    encoding,
                    Encoding::PLAIN | Encoding::RLE | Encoding::RLE_DICTIONARY | Encoding::PLAIN_DICTIONARY
                );
                is_plain && count <= self.left
            }
        };
        if !is_sound {
            return Err(ParquetError::General(format!("a page of {length} bytes states {count} values")));
        }
        if !matches!(page, Page::DictionaryPage { .. }) {
            self.left -= count;
        }
        Ok(page)
    }
}

impl<R: PageReader> Iterator for SoundPages<R> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl<R: PageReader> PageReader for SoundPages<R> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.pages.get_next_page()?.map(|page| self.sound(page)).transpose()
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }
}
