//! Statutory tables as they are met: printed from the form with a figure of its own in each cell, then spoilt at random.
//!
//! Each spoiling keeps account of what a person would still read in each cell, so that a figure in the wrong place is seen.

use crate::document::{Block, Cell, Grid};
use crate::form::{CellContent, TableForm};
use std::collections::{BTreeMap, BTreeSet};

/// xorshift64*: the same numbers on every machine.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub(super) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub(super) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

#[derive(Clone, PartialEq)]
pub(super) enum Kind {
    Label,
    Figure(String),
    Noise,
}

#[derive(Clone)]
pub(super) struct SheetCell {
    row: u32,
    column: u32,
    rows: u32,
    columns: u32,
    pub(super) text: String,
    pub(super) kind: Kind,
}

/// A table on its way through the hazards.
#[derive(Clone)]
pub(super) struct Sheet {
    pub(super) rows: u32,
    pub(super) columns: u32,
    head_rows: u32,
    pub(super) places: Vec<SheetCell>,
    /// Figures that a person can't tell any more.
    pub(super) unknowable: BTreeSet<String>,
    /// Which hazards it met.
    pub(super) met: Vec<String>,
}

impl Sheet {
    /// The form's table with the figures `first`, `first + 1` …
    pub(super) fn of(table: &TableForm, first: u64) -> Self {
        let mut next = first;
        let mut places = Vec::new();
        for cell in &table.cells {
            let (text, kind) = match &cell.content {
                CellContent::Label(label) => (label.text.clone(), Kind::Label),
                CellContent::Data(data) => {
                    next += 1;
                    (next.to_string(), Kind::Figure(data.id.clone()))
                }
            };
            let (rows, columns) = (cell.row_span, cell.column_span);
            places.push(SheetCell { row: cell.row, column: cell.column, rows, columns, text, kind });
        }
        let head_rows = table.header_rows;
        Sheet {
            rows: table.rows,
            columns: table.columns,
            head_rows,
            places,
            unknowable: BTreeSet::new(),
            met: Vec::new(),
        }
    }

    /// What a person reads in each cell.
    pub(super) fn truth(&self) -> BTreeMap<String, String> {
        let figures = self.places.iter().filter_map(|place| match &place.kind {
            Kind::Figure(id) => Some((id.clone(), place.text.clone())),
            _ => None,
        });
        figures.collect()
    }

    pub(super) fn to_grid(&self) -> Grid {
        self.to_grid_if_it_tiles().unwrap()
    }

    fn to_grid_if_it_tiles(&self) -> Option<Grid> {
        let cells = self.places.iter().map(|place| {
            let content = if place.text.is_empty() { Vec::new() } else { vec![Block::text(place.text.clone())] };
            Cell::new(place.row, place.column, content).spanning(place.rows, place.columns)
        });
        Grid::with_gaps_filled(self.rows, self.columns, cells.collect()).ok()
    }

    fn insert_row(&mut self, at: u32) {
        for place in &mut self.places {
            if place.row >= at {
                place.row += 1;
            } else if place.row + place.rows > at {
                place.rows += 1;
            }
        }
        self.rows += 1;
    }

    fn insert_column(&mut self, at: u32) {
        for place in &mut self.places {
            if place.column >= at {
                place.column += 1;
            } else if place.column + place.columns > at {
                place.columns += 1;
            }
        }
        self.columns += 1;
    }

    fn remove_row(&mut self, at: u32) {
        self.places.retain(|place| !(place.row == at && place.rows == 1));
        for place in &mut self.places {
            if place.row > at {
                place.row -= 1;
            } else if place.row + place.rows > at {
                place.rows -= 1;
            }
        }
        self.rows -= 1;
    }

    fn remove_column(&mut self, at: u32) {
        self.places.retain(|place| !(place.column == at && place.columns == 1));
        for place in &mut self.places {
            if place.column > at {
                place.column -= 1;
            } else if place.column + place.columns > at {
                place.columns -= 1;
            }
        }
        self.columns -= 1;
    }

    fn noise(&mut self, row: u32, column: u32, text: impl Into<String>) {
        self.places.push(SheetCell { row, column, rows: 1, columns: 1, text: text.into(), kind: Kind::Noise });
    }

    /// The rows that hold figures, all in cells of one row.
    fn data_rows(&self) -> Vec<u32> {
        let rows: BTreeSet<u32> =
            self.places.iter().filter(|p| matches!(p.kind, Kind::Figure(_)) && p.rows == 1).map(|p| p.row).collect();
        rows.into_iter().collect()
    }

    /// The leftmost column that holds figures.
    fn first_figure_column(&self) -> u32 {
        self.places.iter().filter(|p| matches!(p.kind, Kind::Figure(_))).map(|p| p.column).min().unwrap_or(0)
    }

    fn figure_columns(&self) -> Vec<u32> {
        let columns: BTreeSet<u32> = self
            .places
            .iter()
            .filter(|p| matches!(p.kind, Kind::Figure(_)) && p.columns == 1)
            .map(|p| p.column)
            .collect();
        columns.into_iter().collect()
    }

    /// Whether the places of one cell width in a column stand in the same rows as those of another.
    fn same_shape(&self, a: u32, b: u32) -> bool {
        let shape = |column: u32| {
            let mut rows: Vec<(u32, u32)> =
                self.places.iter().filter(|p| p.column == column && p.columns == 1).map(|p| (p.row, p.rows)).collect();
            rows.sort_unstable();
            rows
        };
        let covered = |column: u32| {
            self.places
                .iter()
                .filter(|p| p.columns > 1 && p.column <= column && column < p.column + p.columns)
                .map(|p| (p.row, p.column))
                .collect::<BTreeSet<_>>()
        };
        shape(a) == shape(b) && covered(a) == covered(b)
    }

    /// Splits the merged cell into single ones, its text in one of them or all.
    fn unmerge(&mut self, index: usize, way: usize) {
        let place = self.places.swap_remove(index);
        let total = place.rows * place.columns;
        let at = match way {
            0 => 0,
            1 => total - 1,
            2 => total / 2,
            _ => u32::MAX,
        };
        for n in 0..total {
            let repeated = at == u32::MAX && matches!(place.kind, Kind::Label);
            if n != at && !repeated && !(at == u32::MAX && n == 0) {
                continue;
            }
            let (row, column) = (place.row + n / place.columns, place.column + n % place.columns);
            self.places.push(SheetCell { row, column, rows: 1, columns: 1, ..place.clone() });
        }
    }

    fn unmerge_labels(&mut self, dice: &mut Dice, way: usize, share: usize) {
        let mut index = 0;
        let mut todo = self.places.len();
        while todo > 0 {
            todo -= 1;
            let place = &self.places[index];
            if place.kind == Kind::Label && place.rows * place.columns > 1 && dice.one_in(share) {
                self.unmerge(index, way);
            } else {
                index += 1;
            }
        }
    }

    /// Spoils it in one way chosen at random, if its cells then still tile. `next` gives figures not used yet.
    pub(super) fn spoil(&mut self, dice: &mut Dice, next: &mut u64) {
        let before = self.clone();
        self.spoil_anyhow(dice, next);
        if self.to_grid_if_it_tiles().is_none() {
            *self = before;
        }
    }

    fn spoil_anyhow(&mut self, dice: &mut Dice, next: &mut u64) {
        let hazard = dice.below(24);
        self.met.push(format!("{hazard}"));
        let data_rows = self.data_rows();
        let columns = self.figure_columns();
        match hazard {
            0..=3 => {
                let share = dice.pick(&[1, 1, 3]);
                self.unmerge_labels(dice, hazard, share);
            }
            4 => self.insert_row(dice.below(self.rows as usize + 1) as u32),
            5 => self.insert_column(dice.below(self.columns as usize + 1) as u32),
            6 => {
                for (text, above) in
                    [("单位：件、万元", true), ("附表：统计情况", true), ("注：本表数据为全区汇总", false)]
                {
                    let at = if above { 0 } else { self.rows };
                    self.insert_row(at);
                    self.noise(at, 0, text);
                }
            }
            7 => self.repeat_head(dice),
            8 | 9 => self.typo(dice),
            10 => self.truncate(dice),
            11 => self.lose_numbers(dice),
            12 if data_rows.len() > 1 => {
                let (a, b) = (dice.pick(&data_rows), dice.pick(&data_rows));
                let first = self.first_figure_column();
                // Only where the groups stay true: rows whose every cell is their own.
                let own = |row: u32| self.places.iter().filter(|p| p.row == row && p.rows > 1).count() == 0;
                let same_head = self.head_rows > 0;
                if own(a) && own(b) && same_head && first > 0 {
                    for place in &mut self.places {
                        match place.row {
                            row if row == a => place.row = b,
                            row if row == b => place.row = a,
                            _ => {}
                        }
                    }
                }
            }
            13 if columns.len() > 1 => {
                let (a, b) = (dice.pick(&columns), dice.pick(&columns));
                if self.same_shape(a, b) {
                    for place in self.places.iter_mut().filter(|p| p.columns == 1) {
                        match place.column {
                            column if column == a => place.column = b,
                            column if column == b => place.column = a,
                            _ => {}
                        }
                    }
                }
            }
            14 if data_rows.len() > 1 => {
                let row = dice.pick(&data_rows);
                self.remove_row(row);
            }
            15 if columns.len() > 1 => {
                let column = dice.pick(&columns);
                self.remove_column(column);
            }
            16 if !data_rows.is_empty() => self.duplicate_row(dice.pick(&data_rows), next),
            17 if !data_rows.is_empty() => {
                let at = dice.pick(&data_rows) + 1;
                // Under the label of a group the row would be one of the group's.
                self.insert_row(at);
                let text = dice.pick(&["（八）经复议纠正", "其中：网上申请", "其他", "合计", "9.其他情形"]);
                let first = self.first_figure_column();
                let free = |sheet: &Sheet, column: u32| {
                    !sheet.places.iter().any(|p| {
                        p.row < at && p.row + p.rows > at && p.column <= column && column < p.column + p.columns
                    })
                };
                if let Some(column) = (0..first).rev().find(|column| free(self, *column)) {
                    self.noise(at, column, text);
                }
                for column in columns {
                    *next += 1;
                    if free(self, column) {
                        self.noise(at, column, next.to_string());
                    }
                }
            }
            18 if !columns.is_empty() => {
                let at = dice.pick(&columns) + dice.below(2) as u32;
                self.insert_column(at);
                let free = |sheet: &Sheet, row: u32| {
                    !sheet
                        .places
                        .iter()
                        .any(|p| p.row <= row && row < p.row + p.rows && p.column <= at && at < p.column + p.columns)
                };
                if self.head_rows > 0 && free(self, self.head_rows - 1) {
                    self.noise(self.head_rows - 1, at, dice.pick(&["备注", "小计", "总计", "其他组织", "同比", ""]));
                }
                for row in data_rows {
                    *next += 1;
                    if free(self, row) {
                        self.noise(row, at, next.to_string());
                    }
                }
            }
            19 => self.write_oddly(dice),
            20 => self.merge_figures(dice),
            21 => self.merge_head(),
            22 => {
                // Uneven spans: every column doubled, then one row's inner boundary shifted.
                for column in (0..self.columns).rev() {
                    for place in &mut self.places {
                        if place.column > column {
                            place.column += 1;
                        } else if place.column + place.columns > column {
                            place.columns += 1;
                        }
                    }
                    self.columns += 1;
                }
                for row in data_rows {
                    let mut row_places: Vec<&mut SheetCell> = self
                        .places
                        .iter_mut()
                        .filter(|p| p.row == row && p.rows == 1 && matches!(p.kind, Kind::Figure(_)))
                        .collect();
                    row_places.sort_by_key(|p| p.column);
                    if row_places.len() > 1 && dice.one_in(2) {
                        let at = dice.below(row_places.len() - 1);
                        if row_places[at].columns > 1
                            && row_places[at].column + row_places[at].columns == row_places[at + 1].column
                        {
                            row_places[at].columns -= 1;
                            row_places[at + 1].column -= 1;
                            row_places[at + 1].columns += 1;
                        }
                    }
                }
            }
            23 => {
                self.insert_row(0);
                self.insert_column(0);
            }
            _ => {}
        }
    }

    fn repeat_head(&mut self, dice: &mut Dice) {
        let head = self.head_rows;
        let rows = self.data_rows();
        // Only between rows that no label spans.
        let boundary = |at: u32| !self.places.iter().any(|p| p.row < at && p.row + p.rows > at);
        let at: Vec<u32> = rows.into_iter().skip(1).filter(|row| boundary(*row)).collect();
        if head == 0 || at.is_empty() {
            return;
        }
        let at = dice.pick(&at);
        let copies: Vec<SheetCell> = self.places.iter().filter(|p| p.row < head).cloned().collect();
        (0..head).for_each(|_| self.insert_row(at));
        self.places.extend(copies.into_iter().map(|place| SheetCell { row: place.row + at, ..place }));
    }

    fn labels(&self) -> Vec<usize> {
        (0..self.places.len())
            .filter(|i| self.places[*i].kind == Kind::Label && self.places[*i].text.chars().count() > 1)
            .collect()
    }

    fn typo(&mut self, dice: &mut Dice) {
        for _ in 0..=dice.below(3) {
            let labels = self.labels();
            if labels.is_empty() {
                return;
            }
            let place = &mut self.places[dice.pick(&labels)];
            let mut characters: Vec<char> = place.text.chars().collect();
            for _ in 0..=dice.below(2) {
                let at = dice.below(characters.len());
                match dice.below(3) {
                    0 if characters.len() > 2 => {
                        characters.remove(at);
                    }
                    1 => characters.insert(at, dice.pick(&['的', '性', '1', '其', '总'])),
                    _ => characters[at] = dice.pick(&['错', '予', '三', '2', '他', '计']),
                }
            }
            place.text = characters.into_iter().collect();
        }
    }

    fn truncate(&mut self, dice: &mut Dice) {
        for _ in 0..=dice.below(4) {
            let labels = self.labels();
            if labels.is_empty() {
                return;
            }
            let place = &mut self.places[dice.pick(&labels)];
            let kept = 1 + dice.below(place.text.chars().count());
            place.text = place.text.chars().take(kept).collect();
        }
    }

    fn lose_numbers(&mut self, dice: &mut Dice) {
        let share = dice.pick(&[1, 2, 5]);
        for place in self.places.iter_mut().filter(|p| p.kind == Kind::Label) {
            if dice.one_in(share) {
                let stem = crate::form::stem(&place.text).to_owned();
                place.text = if place.text.contains('、') && dice.one_in(2) { format!("、{stem}") } else { stem };
            }
        }
    }

    fn duplicate_row(&mut self, row: u32, next: &mut u64) {
        let copies: Vec<SheetCell> = self.places.iter().filter(|p| p.row == row && p.rows == 1).cloned().collect();
        self.insert_row(row + 1);
        for copy in copies {
            let (text, kind) = match &copy.kind {
                Kind::Figure(id) => {
                    self.unknowable.insert(id.clone());
                    *next += 1;
                    (next.to_string(), Kind::Noise)
                }
                Kind::Noise => {
                    *next += 1;
                    (next.to_string(), Kind::Noise)
                }
                Kind::Label => (copy.text.clone(), Kind::Label),
            };
            self.places.push(SheetCell { row: row + 1, text, kind, ..copy });
        }
    }

    fn write_oddly(&mut self, dice: &mut Dice) {
        for place in &mut self.places {
            if !matches!(place.kind, Kind::Figure(_)) || place.text.parse::<u64>().is_err() || !dice.one_in(6) {
                continue;
            }
            let wide = |text: &str| {
                text.chars().map(|c| char::from_u32(c as u32 - 0x30 + 0xFF10).unwrap()).collect::<String>()
            };
            let (head, tail) = place.text.split_at(place.text.len() - 3);
            place.text = match dice.below(8) {
                0 => format!(" {}　", place.text),
                1 => wide(&place.text),
                2 => format!("{head},{tail}"),
                3 => format!("{}件", place.text),
                4 => "".to_owned(),
                5 => "—".to_owned(),
                6 => "无".to_owned(),
                _ => format!("约{}", place.text),
            };
        }
    }

    fn merge_figures(&mut self, dice: &mut Dice) {
        let pairs: Vec<(usize, usize)> = (0..self.places.len())
            .flat_map(|a| (0..self.places.len()).map(move |b| (a, b)))
            .filter(|(a, b)| {
                let (a, b) = (&self.places[*a], &self.places[*b]);
                matches!((&a.kind, &b.kind), (Kind::Figure(_), Kind::Figure(_)))
                    && a.rows == 1
                    && b.rows == 1
                    && a.row == b.row
                    && a.column + a.columns == b.column
            })
            .collect();
        if pairs.is_empty() {
            return;
        }
        let (a, b) = dice.pick(&pairs);
        let second = self.places[b].clone();
        for index in [a, b] {
            if let Kind::Figure(id) = &self.places[index].kind {
                self.unknowable.insert(id.clone());
            }
        }
        self.places[a].columns += second.columns;
        self.places[a].kind = Kind::Noise;
        self.places.remove(b);
    }

    /// All head rows become one, whose cells name the whole way down: 申请人情况/自然人.
    fn merge_head(&mut self) {
        let head = self.head_rows;
        if head < 2 || self.places.iter().any(|p| p.row < head && p.row + p.rows > head) {
            return;
        }
        let first = self.first_figure_column();
        let mut texts: Vec<(u32, String)> = Vec::new();
        for column in first..self.columns {
            let mut above: Vec<&SheetCell> = self
                .places
                .iter()
                .filter(|p| p.row < head && p.column <= column && column < p.column + p.columns && !p.text.is_empty())
                .collect();
            above.sort_by_key(|p| p.row);
            texts.push((column, above.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join("/")));
        }
        self.places.retain(|p| p.row >= head);
        for (column, text) in texts {
            self.places.push(SheetCell { row: head - 1, column, rows: 1, columns: 1, text, kind: Kind::Label });
        }
    }

    /// Puts another below it, `gap` rows apart.
    pub(super) fn below(mut self, other: Sheet, gap: u32) -> Sheet {
        let offset = self.rows + gap;
        self.places.extend(other.places.into_iter().map(|p| SheetCell { row: p.row + offset, ..p }));
        self.rows = offset + other.rows;
        self.columns = self.columns.max(other.columns);
        self
    }

    /// Puts another at its right, `gap` columns apart.
    pub(super) fn beside(mut self, other: Sheet, gap: u32) -> Sheet {
        let offset = self.columns + gap;
        self.places.extend(other.places.into_iter().map(|p| SheetCell { column: p.column + offset, ..p }));
        self.columns = offset + other.columns;
        self.rows = self.rows.max(other.rows);
        self
    }

    /// Cuts it in two before a row, as a page break does; the second with its head or without.
    pub(super) fn split(&self, at: u32, with_head: bool) -> (Sheet, Sheet) {
        let (mut first, mut second) = (self.clone(), self.clone());
        first.rows = at;
        first.places = self
            .places
            .iter()
            .filter(|p| p.row < at)
            .map(|p| SheetCell { rows: p.rows.min(at - p.row), ..p.clone() })
            .collect();
        second.rows = self.rows - at;
        second.places = Vec::new();
        for place in &self.places {
            if place.row >= at {
                second.places.push(SheetCell { row: place.row - at, ..place.clone() });
            } else if place.row + place.rows > at {
                second.places.push(SheetCell {
                    row: 0,
                    rows: place.row + place.rows - at,
                    text: String::new(),
                    kind: Kind::Noise,
                    ..place.clone()
                });
            }
        }
        if with_head {
            let head = self.head_rows;
            (0..head).for_each(|_| second.insert_row(0));
            second.places.extend(self.places.iter().filter(|p| p.row < head && p.row + p.rows <= head).cloned());
        }
        (first, second)
    }
}
