//! The widths of a table's columns.

use super::compose::{CellPart, Composer, Room};
use super::table::{Filling, ShapedParagraph};
use super::title::word_ends;
use crate::arrange::{Need, distribute};
use crate::document::{Cell, Grid};

impl Composer<'_> {
    /// The widths of the columns, and by what all text has to be reduced.
    pub(super) fn column_widths(
        &mut self,
        grid: &Grid,
        fillings: &[Filling],
        room: &Room,
        padding: f32,
    ) -> (Vec<f32>, f32) {
        let count = grid.columns() as usize;
        let em = self.style.paragraphs.cell.size_pt;
        let mut measured: Vec<(usize, usize, Need)> = Vec::with_capacity(fillings.len());
        for (cell, filling) in grid.cells().iter().zip(fillings) {
            let (part, line) = self.filling_extents(cell, filling, room);
            let mut least = part.max(line.min(2.0 * em));
            if cell.row_span > 1 {
                least = least.max(self.widest_word(filling).min(WIDEST_WORD * em));
            }
            let mut need = Need { least: least + 2.0 * padding, most: line + 2.0 * padding };
            if cell.row_span > 1 && grid.widths.is_empty() {
                // A label beside many rows runs down them, a few characters a line.
                let characters = (line / em / cell.row_span as f32).ceil().max(2.0);
                need.most = need.most.min((characters * em + 2.0 * padding).max(need.least));
            }
            measured.push((cell.column as usize, cell.column_span as usize, need));
        }
        let needs = distribute(count, measured);
        let least: f32 = needs.iter().map(|n| n.least).sum();
        let most: f32 = needs.iter().map(|n| n.most).sum();
        let smallest = (self.style.table.minimum_size_pt / em).min(1.0);
        if least > room.width {
            // Text gives way, the space beside it doesn't.
            let blank = 2.0 * padding * count as f32;
            let fit = ((room.width - blank) / (least - blank).max(0.01)).max(0.0);
            let width = |n: &Need| (n.least - 2.0 * padding) * fit + 2.0 * padding;
            return (needs.iter().map(width).collect(), fit.clamp(smallest, 1.0));
        }
        let given: Vec<f32> = grid.widths.iter().map(|w| *w as f32).collect();
        let sum: f32 = given.iter().sum();
        let wanted: Vec<f32> = if given.len() == count && sum > 0.0 {
            given.iter().map(|w| w / sum * room.width).collect()
        } else if most <= room.width {
            needs.iter().map(|n| n.most * room.width / most.max(0.01)).collect()
        } else {
            let spare = (room.width - least) / (most - least).max(0.01);
            needs.iter().map(|n| n.least + (n.most - n.least) * spare).collect()
        };
        // What some columns lack the others give: first what they don't need, then each by what it has to spare.
        let mut widths: Vec<f32> = wanted.iter().zip(&needs).map(|(w, n)| w.max(n.least)).collect();
        let mut over = widths.iter().sum::<f32>() - room.width;
        for keep in [|n: &Need| n.most.max(n.least), |n: &Need| n.least] {
            let spare: f32 = widths.iter().zip(&needs).map(|(w, n)| (w - keep(n)).max(0.0)).sum();
            let share = if spare > 0.0 { (over / spare).clamp(0.0, 1.0) } else { 0.0 };
            for (width, need) in widths.iter_mut().zip(&needs) {
                *width -= (*width - keep(need)).max(0.0) * share;
            }
            over -= spare * share;
        }
        (widths, 1.0)
    }

    /// The widest undivided part and the widest line of what a cell holds, at full size, pt.
    pub(super) fn filling_extents(&mut self, cell: &Cell, filling: &Filling, room: &Room) -> (f32, f32) {
        match filling {
            Filling::Text(paragraphs) => paragraphs.iter().fold((0.0, 0.0), |(part, line), paragraph| {
                let (p, l) = paragraph.shaped.extents();
                (p.max(part), l.max(line))
            }),
            Filling::Blocks => self.extents(&cell.content, &room.cell(room.width, 1.0, CellPart::Text)),
        }
    }

    fn widest_word(&self, filling: &Filling) -> f32 {
        let Filling::Text(paragraphs) = filling else { return 0.0 };
        paragraphs.iter().map(widest_word).fold(0.0, f32::max)
    }
}

/// A label's words of up to this many characters are not divided, if the column can be made wide enough.
const WIDEST_WORD: f32 = 3.0;

fn widest_word(paragraph: &ShapedParagraph) -> f32 {
    let shaped = &paragraph.shaped;
    let ends = word_ends(&shaped.text);
    let (mut widest, mut pen) = (0.0_f32, 0.0);
    for cluster in &shaped.clusters {
        pen += cluster.advance + cluster.pair.natural;
        widest = widest.max(pen);
        if ends.contains(&cluster.text.end) {
            pen = 0.0;
        }
    }
    widest
}
