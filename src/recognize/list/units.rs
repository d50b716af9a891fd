//! Rows of lists → units with their figures → reports.

use super::around::Around;
use super::cells::{Table, is_filled, text_of};
use super::head::{Head, ValueColumn, item_texts};
use super::key::{Clue, Keys, Meant};
use super::row::{Items, Row, beyond_head, items_of, unit_name, year_of_row};
use super::said::Said;
use crate::document::{Cell, Grid};
use crate::finding::{Origin, catalogue, terms};
use crate::form::{DataCell, Form, Forms, NumberKind, normal_label};
use crate::recognize::figure::{figure_content, figure_text, restate};
use crate::recognize::money::MoneyStatement;
use crate::recognize::title::excerpt;
use crate::recognize::words::words;
use crate::report::{Count, Report, TableFigures, fault_to_finding};
use indexmap::IndexMap;
use std::collections::{BTreeMap, BTreeSet};

/// How many missing figures are named.
const NAMED: usize = 5;

/// A unit in a year.
struct Unit {
    organ: String,
    year: Option<u16>,
    /// Which form it follows.
    form: usize,
    /// By cell of the form what is stated.
    figures: Vec<Slot>,
    /// The list it was last met in.
    list: usize,
    origin: Origin,
}

#[derive(Clone, Default)]
enum Slot {
    #[default]
    Absent,
    Stated(Count),
    /// Stated twice, and not the same.
    Disputed,
}

/// All units met so far.
pub(super) struct Units<'k, 'f> {
    keys: &'k [Keys<'f>],
    units: IndexMap<(String, Option<u16>), Unit>,
    lists: usize,
    /// By form the cells some list has a column or row for.
    covered: Vec<BTreeSet<usize>>,
    /// Lines around the lists at hand.
    lines: Vec<String>,
    /// What was said already that is said once.
    told: BTreeSet<String>,
    /// By form what the items of a row say.
    clues: BTreeMap<(usize, Vec<String>), Clue>,
}

/// Where the figures of a row go.
#[derive(Clone, Copy)]
struct Target {
    year: Option<u16>,
    unit: usize,
    form: usize,
}

/// What a list says of all its rows.
struct List<'l> {
    head: &'l Head,
    /// The year its title or the sheet's name gives.
    year: Option<u16>,
    /// The form most of its columns follow.
    main: usize,
    /// By form and value column the cell a wide list means.
    columns: Vec<Vec<Meant>>,
    /// By form how many columns, or items of a long list, mean a cell.
    known: Vec<usize>,
}

/// What the rows above one say.
struct Above {
    /// The unit of the row before, and which row that is.
    last: Option<(String, u32)>,
    /// By item column what stands above in the unit's rows.
    carried: Vec<Option<String>>,
}

/// A figure a row states of a unit.
struct Stated<'r, 't> {
    row: &'r Row<'r, 't>,
    organ: &'r str,
    items: Option<&'r Items>,
    /// Which value column it stands in.
    index: usize,
    value: &'r ValueColumn,
    cell: &'t Cell,
}

impl Stated<'_, '_> {
    /// The figure as a cell of the form takes it.
    fn count(&self, data: &DataCell, measure: Option<&str>, name: impl Fn() -> String, said: &mut Said) -> Count {
        let mut text = figure_text(self.cell);
        if !text.is_empty()
            && let Some(measure) = measure
            && normal_label(measure) != data.unit
        {
            text.push_str(measure.trim());
        }
        let (mut count, fault) = Count::read(&text, data);
        count.origin = self.cell.origin.clone();
        count.content = figure_content(&self.cell.content);
        if let Some(fault) = fault {
            said.push(fault_to_finding(fault, &name(), &count, data), &self.cell.origin);
        }
        count
    }
}

impl<'k, 'f> Units<'k, 'f> {
    pub(super) fn new(keys: &'k [Keys<'f>]) -> Self {
        let covered = vec![BTreeSet::new(); keys.len()];
        Units {
            keys,
            units: IndexMap::new(),
            lists: 0,
            covered,
            lines: Vec::new(),
            told: BTreeSet::new(),
            clues: BTreeMap::new(),
        }
    }

    /// Adds the units of the lists in a grid.
    pub(super) fn add_lists(&mut self, grid: &Grid, heads: &[Head], forms: &Forms, said: &mut Said) {
        let first = heads.first().map_or(0, |head| head.top);
        let around = Around::of(grid, heads);
        self.lines = around.units_of_money(grid, heads);
        let has_years = heads.iter().all(|head| head.year.is_some());
        let year = around.year(has_years, said);
        if first > 0 {
            for cell in grid.cells_in_rows(0, first - 1).iter().filter(|cell| is_filled(cell)) {
                said.push(catalogue::list::list_text_left_over(excerpt(&text_of(cell))), &cell.origin);
            }
        }
        if let Some(year) = year.filter(|_| !has_years) {
            said.push(catalogue::list::list_year_from_title(year), &grid.origin);
        }
        for (index, head) in heads.iter().enumerate() {
            let end = heads.get(index + 1).map_or(grid.rows(), |next| next.top);
            self.lists += 1;
            let table = Table::of(grid);
            let list = self.list(&table, head, end, year, forms, said);
            let mut above = Above { last: None, carried: vec![None; head.items.len()] };
            for row in head.bottom + 1..end {
                self.add_row(&table, &list, row, &mut above, forms, said);
            }
        }
    }

    fn list<'l>(
        &mut self,
        table: &Table<'_>,
        head: &'l Head,
        end: u32,
        year: Option<u16>,
        forms: &Forms,
        said: &mut Said,
    ) -> List<'l> {
        let meant = |index: usize, keys: &Keys<'_>| -> Vec<Meant> {
            let clue = |value: &ValueColumn| value.clues.get(index).map_or(Meant::Nothing, |clue| keys.meant(&[clue]));
            head.values.iter().map(clue).collect()
        };
        let mut columns: Vec<Vec<Meant>> = self.keys.iter().enumerate().map(|(i, keys)| meant(i, keys)).collect();
        let mut known: Vec<usize> = columns
            .iter()
            .map(|columns| columns.iter().filter(|meant| matches!(meant, Meant::Cell(..))).count())
            .collect();
        if !head.items.is_empty() {
            let mut items: BTreeSet<Vec<String>> = BTreeSet::new();
            for row in head.bottom + 1..end {
                items.insert(item_texts(table, head, row));
            }
            for ((index, keys), known) in self.keys.iter().enumerate().zip(&mut known) {
                let means = |texts: &&Vec<String>| {
                    let clue = keys.clue(texts.iter().map(String::as_str));
                    let mut columns = head.values.iter().filter_map(|value| value.clues.get(index));
                    columns.any(|column| matches!(keys.meant(&[&clue, column]), Meant::Cell(..)))
                };
                *known = items.iter().filter(means).count();
            }
        }
        let most = known.iter().copied().max().unwrap_or(0);
        let of_year = year.and_then(|year| forms.for_year(year));
        let of_year = of_year.and_then(|form| self.keys.iter().position(|keys| keys.form.id == form.id));
        let main = of_year.filter(|form| known.get(*form) == Some(&most));
        let main = main.or_else(|| known.iter().position(|n| *n == most)).unwrap_or(0);
        if head.items.is_empty() {
            for (form, columns) in columns.iter_mut().enumerate() {
                self.check_columns(table, head, end, form, form == main, columns, said);
            }
            self.name_unknown_columns(table, head, end, &columns, main, said);
        }
        for column in &head.others {
            let label = table.cell(head.bottom, *column);
            let text = label.map(|cell| text_of(cell).into_owned()).unwrap_or_default();
            let is_number = words().list.number.contains(&normal_label(&text));
            let filled =
                (head.bottom + 1..end).filter_map(|row| table.cell(row, *column)).filter(|cell| is_filled(cell));
            let count = filled.count();
            if !is_number && count > 0 {
                let origin = label.map(|cell| cell.origin.clone()).unwrap_or_default();
                said.push(catalogue::list::list_column_unknown(excerpt(&text), count), &origin);
            }
        }
        List { head, year, main, columns, known }
    }

    /// Two columns that mean the same cell of the same year mean none; a column worded otherwise is named.
    #[allow(clippy::too_many_arguments)]
    fn check_columns(
        &mut self,
        table: &Table<'_>,
        head: &Head,
        end: u32,
        form: usize,
        is_main: bool,
        columns: &mut [Meant],
        said: &mut Said,
    ) {
        let Some(keys) = self.keys.get(form) else { return };
        let mut by_cell: BTreeMap<(usize, Option<u16>), Vec<usize>> = BTreeMap::new();
        for (index, (value, meant)) in head.values.iter().zip(columns.iter()).enumerate() {
            let year = value.clues.get(form).and_then(|clue| clue.year);
            if let Meant::Cell(cell, differs) = meant {
                by_cell.entry((*cell, year)).or_default().push(index);
                if *differs && is_main {
                    let origin = head_origin(table, head, value.column);
                    said.push(catalogue::recognize::label_differs(keys.name(*cell), excerpt(&value.text)), &origin);
                }
            }
        }
        for ((cell, _), indices) in by_cell {
            let filled = |index: &&usize| {
                let column = head.values.get(**index).map_or(0, |value| value.column);
                (head.bottom + 1..end).any(|row| table.cell(row, column).is_some_and(is_filled))
            };
            let indices: Vec<usize> =
                if indices.len() > 1 { indices.iter().filter(filled).copied().collect() } else { indices };
            if let Some(covered) = self.covered.get_mut(form) {
                covered.insert(cell);
            }
            if indices.len() < 2 {
                continue;
            }
            for index in indices {
                if let (Some(meant), Some(value)) = (columns.get_mut(index), head.values.get(index)) {
                    *meant = Meant::Nothing;
                    if is_main {
                        let origin = head_origin(table, head, value.column);
                        said.push(
                            catalogue::list::list_column_repeated(keys.name(cell), excerpt(&value.text)),
                            &origin,
                        );
                    }
                }
            }
        }
    }

    fn name_unknown_columns(
        &self,
        table: &Table<'_>,
        head: &Head,
        end: u32,
        columns: &[Vec<Meant>],
        main: usize,
        said: &mut Said,
    ) {
        for (index, value) in head.values.iter().enumerate() {
            let is_known = columns.iter().any(|columns| matches!(columns.get(index), Some(Meant::Cell(..))));
            let clue = value.clues.get(main);
            if is_known {
                continue;
            }
            let cells = (head.bottom + 1..end).filter_map(|row| table.cell(row, value.column));
            let count = cells.filter(|cell| is_filled(cell)).count();
            if count == 0 {
                continue;
            }
            let origin = head_origin(table, head, value.column);
            let several = columns.get(main).and_then(|columns| columns.get(index)) == Some(&Meant::Several);
            // A repeated column was named already.
            let repeated = self
                .keys
                .get(main)
                .zip(clue)
                .is_some_and(|(keys, clue)| matches!(keys.meant(&[clue]), Meant::Cell(..)));
            if repeated {
                continue;
            }
            let text = excerpt(&value.text);
            let finding = match several {
                true => catalogue::list::list_column_ambiguous(text, count),
                false => catalogue::list::list_column_unknown(text, count),
            };
            said.push(finding, &origin);
        }
    }

    fn add_row(
        &mut self,
        table: &Table<'_>,
        list: &List<'_>,
        row: u32,
        above: &mut Above,
        forms: &Forms,
        said: &mut Said,
    ) {
        let head = list.head;
        let row = Row::of(table, head, row);
        let organ = match self.is_of_no_unit(&row, head, said) {
            true => None,
            false => self.organ_of(&row, head, above.last.as_ref(), said),
        };
        let Some(organ) = organ else {
            above.last = None;
            return;
        };
        let is_first = above.last.as_ref().is_none_or(|(other, _)| *other != organ);
        above.last = Some((organ.clone(), row.number));
        let origin = row.unit.map(|cell| cell.origin.clone()).unwrap_or_default();
        if head.items.is_empty() && !row.states {
            // The further rows of a unit whose cells are merged over them.
            if row.unit.is_some_and(|cell| cell.row == row.number) {
                said.push(catalogue::list::list_unit_without_figures(&organ), &origin);
            }
            return;
        }
        let Some(year) = year_of_row(&row, head, list.year, &organ, said) else { return };
        let items = items_of(table, head, row.number, is_first, &mut above.carried);
        let mut targets: Vec<Target> = Vec::new();
        for (index, cell) in &row.values {
            let Some(value) = head.values.get(*index) else { continue };
            let of_column = value.clues.get(list.main).and_then(|clue| clue.year);
            let year = of_column.or(year);
            let target = match targets.iter().find(|target| target.year == year) {
                Some(target) => *target,
                None => {
                    let target = self.target(list, &organ, year, &origin, forms, said);
                    targets.push(target);
                    target
                }
            };
            let stated = Stated { row: &row, organ: &organ, items: items.as_ref(), index: *index, value, cell };
            self.add_figure(list, &stated, target, said);
        }
    }

    /// Whether a row states no unit's figures: it is text, adds units up, or has more cells than its head; which is said.
    fn is_of_no_unit(&mut self, row: &Row<'_, '_>, head: &Head, said: &mut Said) -> bool {
        if row.is_text() {
            for cell in row.texts() {
                said.push(catalogue::list::list_text_left_over(excerpt(&text_of(cell))), &cell.origin);
            }
            return true;
        }
        if let Some(cell) = row.total(head) {
            if cell.row == row.number {
                said.push(catalogue::list::list_total_row(excerpt(&text_of(cell))), &cell.origin);
            }
            return true;
        }
        // Where the first rows name no unit, names may stand in the middle of their rows: nothing is known by what stands above.
        if row.unit.is_none() && row.states && row.number == head.bottom + 1 {
            self.told.insert(self.uncarried());
        }
        // A row of more cells than its head has: which of them is one too many (1,264 for 1264), nothing tells.
        let beyond = row.states.then(|| beyond_head(row.table, head, row.number)).flatten();
        if let Some(cell) = beyond {
            let name = row.unit.map(|cell| excerpt(&text_of(cell))).unwrap_or_default();
            let finding = catalogue::recognize::figures_out_of_line(name, terms::ROW_LONG);
            said.push(finding, &cell.origin);
        }
        beyond.is_some()
    }

    /// What it goes by that no unit's name is carried down in the list at hand.
    fn uncarried(&self) -> String {
        format!("uncarried {}", self.lists)
    }

    /// The unit of a row: the one it names, or in a long list that of the row above; `None` where there is neither, which is said.
    fn organ_of(
        &mut self,
        row: &Row<'_, '_>,
        head: &Head,
        last: Option<&(String, u32)>,
        said: &mut Said,
    ) -> Option<String> {
        if let Some(cell) = row.unit {
            return Some(unit_name(cell, said));
        }
        let carries = !head.items.is_empty() && row.states && !self.told.contains(&self.uncarried());
        if let Some((organ, _)) = last.filter(|(_, at)| carries && *at + 1 == row.number) {
            let origin = row.table.cell(row.number, head.unit).map(|cell| cell.origin.clone()).unwrap_or_default();
            if self.told.insert(format!("carried {}", self.lists)) {
                said.push(catalogue::list::list_unit_carried(organ), &origin);
            }
            return Some(organ.clone());
        }
        if row.states {
            let origin = row.values.first().map(|(_, cell)| cell.origin.clone()).unwrap_or_default();
            said.push(catalogue::list::list_row_without_unit(), &origin);
        } else if let Some(cell) = row.texts().next() {
            said.push(catalogue::list::list_text_left_over(excerpt(&text_of(cell))), &cell.origin);
        }
        None
    }

    /// Puts a figure where it belongs in the unit it is of.
    fn add_figure(&mut self, list: &List<'_>, stated: &Stated<'_, '_>, target: Target, said: &mut Said) {
        let Some(keys) = self.keys.get(target.form) else { return };
        let of_list = list.columns.get(target.form).and_then(|columns| columns.get(stated.index));
        let meant = match (stated.items, of_list) {
            (Some(items), _) => self.meant_by_items(keys, target.form, stated.value, items),
            (None, Some(meant)) => *meant,
            (None, None) => Meant::Nothing,
        };
        let Meant::Cell(place, differs) = meant else {
            return self.name_unmeant(list, target.form, stated, meant, said);
        };
        let Some((table_form, data)) = keys.cells.get(place) else { return };
        let cell = stated.cell;
        if let Some(items) = stated.items {
            if differs && self.told.insert(format!("differs {}", items.own.join("/"))) {
                let text = excerpt(&items.own.join(" / "));
                said.push(catalogue::recognize::label_differs(keys.name(place), text), &cell.origin);
            }
            if let Some(covered) = self.covered.get_mut(target.form) {
                covered.insert(place);
            }
        }
        let name = || format!("{} {}：{}", stated.organ, table_form.name, data.path());
        if stated.row.shares(cell) {
            if is_filled(cell) {
                said.push(catalogue::recognize::figure_merged(name()), &cell.origin);
            }
            return;
        }
        let measure = stated.row.measure(list.head);
        let mut count = stated.count(data, measure.as_deref(), name, said);
        if data.kind == NumberKind::Money {
            let statement = self.statement_of_money(keys, stated, target.form, data, measure.is_some());
            if let Some(finding) = restate(&mut count, data, &name(), &statement) {
                said.push(finding, &cell.origin);
            }
        }
        let unit = self.units.get_index_mut(target.unit).map(|(_, unit)| unit);
        if let Some(slot) = unit.and_then(|unit| unit.figures.get_mut(place)) {
            state(slot, count, name, &cell.origin, said);
        }
    }

    /// What says in which unit an amount is stated.
    fn statement_of_money(
        &self,
        keys: &Keys<'_>,
        stated: &Stated<'_, '_>,
        form: usize,
        data: &DataCell,
        is_measured: bool,
    ) -> MoneyStatement {
        let own = stated.items.iter().flat_map(|items| &items.own).map(String::as_str);
        let clue = stated.value.clues.get(form);
        let unit = clue.and_then(|clue| clue.measure.as_ref()).map(|unit| format!("（{unit}）"));
        let labels = own.chain([stated.value.text.as_str()]).chain(unit.as_deref());
        let around = self.lines.iter().map(String::as_str);
        let mut statement = MoneyStatement::of(labels, around, &data.unit);
        // An id means the form's cell with its unit.
        let is_id = clue.is_some_and(Clue::is_id)
            || stated.items.is_some_and(|items| items.own.iter().any(|text| keys.is_id(text)));
        if statement.said.is_empty() && (is_id || is_measured) {
            statement.said.clone_from(&stated.value.text);
        }
        statement
    }

    /// The unit of a row, in a year.
    fn target(
        &mut self,
        list: &List<'_>,
        organ: &str,
        year: Option<u16>,
        origin: &Origin,
        forms: &Forms,
        said: &mut Said,
    ) -> Target {
        let form = self.form_of(list, year, forms, said, origin);
        let cells = self.keys.get(form).map_or(0, |keys| keys.cells.len());
        let entry = self.units.entry((normal_label(organ), year));
        let unit = entry.index();
        let known = entry.or_insert_with(|| Unit {
            organ: organ.to_owned(),
            year,
            form,
            figures: vec![Slot::Absent; cells],
            list: 0,
            origin: origin.clone(),
        });
        if list.head.items.is_empty() && known.list == self.lists {
            said.push(catalogue::list::list_unit_repeated(organ), origin);
        }
        known.list = self.lists;
        Target { year, unit, form: known.form }
    }

    fn clue(&mut self, keys: &Keys<'_>, form: usize, texts: &[String]) -> Clue {
        let key = (form, texts.to_vec());
        let clue = self.clues.entry(key).or_insert_with(|| keys.clue(texts.iter().map(String::as_str)));
        clue.clone()
    }

    fn meant_by_items(&mut self, keys: &Keys<'_>, form: usize, value: &ValueColumn, items: &Items) -> Meant {
        let open = Clue::default();
        let column = value.clues.get(form).unwrap_or(&open);
        let own = self.clue(keys, form, &items.own);
        match keys.meant(&[&own, column]) {
            Meant::Several if items.carried != items.own => {
                let carried = self.clue(keys, form, &items.carried);
                keys.meant(&[&carried, column])
            }
            meant => meant,
        }
    }

    /// A value that is filled but means no cell is named: once for each item of a long list, in a wide one where only another
    /// form knows its column.
    fn name_unmeant(&mut self, list: &List<'_>, form: usize, stated: &Stated<'_, '_>, meant: Meant, said: &mut Said) {
        let Stated { items, index, cell, .. } = *stated;
        if !is_filled(cell) {
            return;
        }
        let of_column = stated.value.text.as_str();
        match items {
            Some(items) => {
                let text = format!("{} {of_column}", items.own.join(" / "));
                if self.told.insert(format!("item {text}")) {
                    let text = excerpt(&text);
                    let finding = match meant {
                        Meant::Several => catalogue::list::list_item_ambiguous(text),
                        _ => catalogue::list::list_item_unknown(text),
                    };
                    said.push(finding, &cell.origin);
                }
            }
            None => {
                let elsewhere = list.columns.iter().any(|columns| matches!(columns.get(index), Some(Meant::Cell(..))));
                if elsewhere && self.told.insert(format!("form {form} {} {index}", self.lists)) {
                    let name = self.keys.get(form).map_or("", |keys| keys.form.name.as_str());
                    said.push(catalogue::list::list_column_not_of_form(excerpt(of_column), name), &cell.origin);
                }
            }
        }
    }

    /// The form a unit's figures follow: its year's own, unless that hardly knows what the list is about.
    fn form_of(
        &mut self,
        list: &List<'_>,
        year: Option<u16>,
        forms: &Forms,
        said: &mut Said,
        origin: &Origin,
    ) -> usize {
        let of_year = year.and_then(|year| forms.for_year(year));
        let Some(form) = of_year.and_then(|form| self.keys.iter().position(|keys| keys.form.id == form.id)) else {
            return list.main;
        };
        let known = |form: usize| list.known.get(form).copied().unwrap_or(0);
        if known(form) * 2 >= known(list.main) {
            return form;
        }
        if let (Some(year), Some(keys)) = (year, self.keys.get(list.main))
            && self.told.insert(format!("year {year}"))
        {
            said.push(catalogue::recognize::form_not_of_year(year, &keys.form.name), origin);
        }
        list.main
    }

    /// The reports of all units.
    pub(super) fn into_reports(self, said: &mut Said) -> Vec<Report> {
        let mut reports = Vec::with_capacity(self.units.len());
        let mut used: BTreeSet<usize> = BTreeSet::new();
        let mut unknown = 0;
        for ((_, year), unit) in self.units {
            if !unit.figures.iter().any(|slot| matches!(slot, Slot::Stated(_))) {
                said.push(catalogue::list::list_unit_without_figures(&unit.organ), &unit.origin);
                continue;
            }
            used.insert(unit.form);
            unknown += usize::from(year.is_none());
            if let Some(keys) = self.keys.get(unit.form) {
                reports.push(unit_to_report(unit, keys));
            }
        }
        if unknown > 0 {
            said.push(catalogue::list::list_year_unknown(unknown), &Origin::default());
        }
        // What no list has a place for is absent from all units alike: said once.
        for form in used {
            let (Some(keys), Some(covered)) = (self.keys.get(form), self.covered.get(form)) else { continue };
            for table in &keys.form.tables {
                let of_table = |index: &usize| keys.cells.get(*index).is_some_and(|(t, _)| t.id == table.id);
                let mut missing = (0..keys.cells.len()).filter(of_table).filter(|index| !covered.contains(index));
                let mut named: Vec<String> = missing
                    .by_ref()
                    .take(NAMED)
                    .map(|index| keys.cells.get(index).map_or_else(String::new, |(_, data)| data.path()))
                    .collect();
                let count = named.len() + missing.count();
                if count > 0 {
                    if count > NAMED {
                        named.push("…".to_owned());
                    }
                    said.push(catalogue::list::list_figures_missing(&table.name, count, named), &Origin::default());
                }
            }
        }
        reports
    }
}

/// Puts a figure in its place. What is stated twice the same is stated; stated otherwise, it is not taken.
fn state(slot: &mut Slot, count: Count, name: impl Fn() -> String, origin: &Origin, said: &mut Said) {
    match slot {
        Slot::Absent => *slot = Slot::Stated(count),
        Slot::Stated(first) if same(first, &count) => {}
        Slot::Stated(first) => {
            let finding = catalogue::list::list_figure_disputed(name(), &first.raw, &count.raw);
            said.push(finding, origin);
            *slot = Slot::Disputed;
        }
        Slot::Disputed => said.push(catalogue::list::list_figure_disputed(name(), "…", &count.raw), origin),
    }
}

fn same(first: &Count, second: &Count) -> bool {
    match (first.value, second.value) {
        (Some(first), Some(second)) => first == second,
        _ => first.raw == second.raw,
    }
}

fn unit_to_report(unit: Unit, keys: &Keys<'_>) -> Report {
    let form: &Form = keys.form;
    let mut statistics: IndexMap<String, TableFigures> = IndexMap::new();
    for (slot, (table, data)) in unit.figures.into_iter().zip(&keys.cells) {
        if let Slot::Stated(count) = slot {
            let figures = statistics
                .entry(table.id.clone())
                .or_insert_with(|| TableFigures { form: form.id.clone(), cells: IndexMap::new() });
            figures.cells.insert(data.id.clone(), count);
        }
    }
    Report::of_figures(form, Some(unit.organ), unit.year, statistics)
}

fn head_origin(table: &Table<'_>, head: &Head, column: u32) -> Origin {
    let cells = (head.top..=head.bottom).rev().filter_map(|row| table.cell(row, column));
    cells.filter(|cell| is_filled(cell)).map(|cell| cell.origin.clone()).next().unwrap_or_default()
}
