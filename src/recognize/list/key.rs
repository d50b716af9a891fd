//! Labels, label paths and ids → cells of a form.

use crate::document::vocabulary;
use crate::form::{CellContent, DataCell, FigureWords, Form, Label, TableForm, normal_label, stem};
use crate::recognize::telling::tells_apart;
use crate::recognize::words::words;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What sets the labels of a path apart. A label may hold one itself (本年增/减): the longest label that is known wins.
const SEPARATORS: [char; 19] =
    ['/', '／', '\\', '|', '｜', '>', '＞', '→', '-', '－', '—', '–', '_', '：', ':', '·', '；', ';', '\n'];

/// How many characters a label cut off must have left, and one with a slip of the pen.
const LEAST_PREFIX: usize = 4;
const LEAST_SLIP: usize = 6;

/// A label with those of its groups has no more bytes than this; a longer text in a head is none, and need not be taken apart.
const LONGEST_PATH: usize = 1_200;

/// A character has no more bytes than this.
const MOST_BYTES: usize = 4;

/// Some of a form's data cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct CellSet(Vec<u64>);

impl CellSet {
    fn insert(&mut self, index: usize) {
        if self.0.len() <= index / 64 {
            self.0.resize(index / 64 + 1, 0);
        }
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    fn with(mut self, other: &CellSet) -> CellSet {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
        self
    }

    fn within(mut self, other: &CellSet) -> CellSet {
        self.0.truncate(other.0.len());
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
        self
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// The only cell in it.
    fn only(&self) -> Option<usize> {
        let mut filled = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        let (index, word) = filled.next()?;
        (filled.next().is_none() && word.count_ones() == 1).then(|| index * 64 + word.trailing_zeros() as usize)
    }
}

/// What the labels above a column, or those in a row, say about which cell is meant.
#[derive(Debug, Clone, Default)]
pub(super) struct Clue {
    /// The cells that bear every label as the form words it; `None`: no label yet, so any cell.
    exact: Option<CellSet>,
    /// The same, slips of the pen, lost numbers and labels cut off allowed.
    near: Option<CellSet>,
    /// Parts of an id.
    ids: Vec<String>,
    pub(super) year: Option<u16>,
    /// What the label says it is counted in.
    pub(super) measure: Option<String>,
    /// A label that means nothing known.
    pub(super) unknown: Option<String>,
}

impl Clue {
    /// Whether it is said by ids, not by labels.
    pub(super) fn is_id(&self) -> bool {
        !self.ids.is_empty()
    }
}

/// Which cell is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// This one; `true` where a label is not worded as the form has it.
    Cell(usize, bool),
    /// More than one would do.
    Several,
    /// None: a label is unknown, or no cell has all of them.
    Nothing,
}

/// The cells of a form, by what they are called.
pub(super) struct Keys<'f> {
    pub(super) form: &'f Form,
    pub(super) cells: Vec<(&'f TableForm, &'f DataCell)>,
    /// By label in comparable form the cells that bear it.
    exact: BTreeMap<String, CellSet>,
    /// Labels without their number.
    stems: BTreeMap<String, CellSet>,
    /// Labels of a row, from its last to all of them in one, without anything between; and those of a column.
    row_chains: HashMap<String, CellSet>,
    column_chains: HashMap<String, CellSet>,
    ids: BTreeMap<String, usize>,
    id_parts: BTreeSet<String>,
}

impl<'f> Keys<'f> {
    pub(super) fn of(form: &'f Form) -> Self {
        let mut keys = Keys {
            form,
            cells: Vec::new(),
            exact: BTreeMap::new(),
            stems: BTreeMap::new(),
            row_chains: HashMap::new(),
            column_chains: HashMap::new(),
            ids: BTreeMap::new(),
            id_parts: BTreeSet::new(),
        };
        for table in &form.tables {
            let first = keys.cells.len();
            for data in table.data_cells() {
                keys.add(table, data);
            }
            keys.add_labels(table, first);
            let mut all = CellSet::default();
            (first..keys.cells.len()).for_each(|index| all.insert(index));
            // What names the table, and labels that stand for nothing in particular (信息内容), leave all its cells open.
            let sections = form.sections.iter().filter(|section| section.table.as_deref() == Some(&table.id));
            let headings = sections.flat_map(|section| std::iter::once(&section.heading).chain(&section.also));
            let named: Vec<String> = headings.flat_map(|text| [normal_label(text), normal_label(stem(text))]).collect();
            let idle = table.cells.iter().filter_map(|cell| match &cell.content {
                CellContent::Label(label) => Some(&label.normal),
                CellContent::Data(_) => None,
            });
            let idle: Vec<String> = idle.flatten().filter(|text| !keys.exact.contains_key(*text)).cloned().collect();
            for name in named.into_iter().chain([normal_label(&table.name)]).chain(idle) {
                let known = keys.exact.entry(name).or_default();
                *known = std::mem::take(known).with(&all);
            }
        }
        keys
    }

    fn add(&mut self, table: &'f TableForm, data: &'f DataCell) {
        let index = self.cells.len();
        self.cells.push((table, data));
        let id = format!("{}.{}", table.id, data.id);
        let mut part = String::new();
        for name in id.split('.') {
            self.id_parts.insert(name.to_owned());
            if !part.is_empty() {
                part.push('.');
            }
            part.push_str(name);
            self.id_parts.insert(part.clone());
        }
        self.ids.insert(id, index);
    }

    /// Adds what the cells of a table are called; most share their labels with others.
    fn add_labels(&mut self, table: &'f TableForm, first: usize) {
        let mut labels: Vec<(&'f Label, CellSet)> = Vec::new();
        let mut rows: Vec<(&'f [Arc<Label>], CellSet)> = Vec::new();
        let mut columns: Vec<(&'f [Arc<Label>], CellSet)> = Vec::new();
        for (index, data) in (first..).zip(table.data_cells()) {
            insert(&mut rows, data.row_labels.as_slice(), index);
            insert(&mut columns, data.column_labels.as_slice(), index);
        }
        for (path, cells) in rows.iter().chain(&columns) {
            for label in path.iter().map(Arc::as_ref) {
                match labels.iter_mut().find(|(known, _)| *known == label) {
                    Some((_, of_label)) => *of_label = std::mem::take(of_label).with(cells),
                    None => labels.push((label, cells.clone())),
                }
            }
        }
        let add = |known: &mut CellSet, cells: &CellSet| *known = std::mem::take(known).with(cells);
        for (label, cells) in &labels {
            label.normal.iter().for_each(|text| add(self.exact.entry(text.clone()).or_default(), cells));
            label.stems.iter().for_each(|text| add(self.stems.entry(text.clone()).or_default(), cells));
        }
        for (path, cells) in &rows {
            chains(path).into_iter().for_each(|chain| add(self.row_chains.entry(chain).or_default(), cells));
        }
        for (path, cells) in &columns {
            chains(path).into_iter().for_each(|chain| add(self.column_chains.entry(chain).or_default(), cells));
        }
    }

    /// The cells that labels of row and column in one mean, whichever comes first, or those of one of them.
    fn by_path(&self, path: &str) -> CellSet {
        let mut cells = CellSet::default();
        if path.len() > LONGEST_PATH {
            return cells;
        }
        for chain in [self.row_chains.get(path), self.column_chains.get(path)].into_iter().flatten() {
            cells = cells.with(chain);
        }
        for (at, _) in path.char_indices().skip(1) {
            let (first, second) = path.split_at(at);
            let ways = [(&self.row_chains, &self.column_chains), (&self.column_chains, &self.row_chains)];
            for (before, behind) in ways {
                if let (Some(before), Some(behind)) = (before.get(first), behind.get(second)) {
                    cells = cells.with(&before.clone().within(behind));
                }
            }
        }
        cells
    }

    /// Whether a text is known for a label or id: what makes a row one of labels.
    pub(super) fn knows(&self, text: &str) -> bool {
        let clue = self.clue([text]);
        clue.unknown.is_none() && (!clue.ids.is_empty() || clue.exact.is_some_and(|cells| !cells.is_empty()))
    }

    /// Whether a text is a cell's id, or a part of one.
    pub(super) fn is_id(&self, text: &str) -> bool {
        self.id_parts.contains(&text.trim().to_ascii_lowercase())
    }

    /// What some texts say together.
    pub(super) fn clue<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Clue {
        let mut clue = Clue::default();
        for text in texts {
            self.narrow(&mut clue, text);
        }
        clue
    }

    fn narrow(&self, clue: &mut Clue, text: &str) {
        let id = text.trim().to_ascii_lowercase();
        if self.id_parts.contains(&id) {
            clue.ids.push(id);
            return;
        }
        if text.len() > LONGEST_PATH {
            return self.narrow_by_label(clue, &normal_label(text));
        }
        let pieces: Vec<&str> = text.split(SEPARATORS).filter(|piece| !normal_label(piece).is_empty()).collect();
        let mut labels: Vec<String> = Vec::new();
        let mut rest = pieces.as_slice();
        while !rest.is_empty() {
            let joined = |n: usize| normal_label(&rest.iter().take(n).copied().collect::<String>());
            let is_label = |label: &str| self.is_known(label) || self.split_measure(label).is_some();
            let longest = (1..=rest.len()).rev().find(|n| is_label(&joined(*n)));
            let Some(length) = longest else { break };
            labels.push(joined(length));
            rest = rest.get(length..).unwrap_or_default();
        }
        if !rest.is_empty() {
            // Some piece is unknown as it stands: a break of lines parts nothing, so that a slip is seen in the whole label.
            let whole: Vec<String> = text.split(|c| c != '\n' && SEPARATORS.contains(&c)).map(normal_label).collect();
            labels = whole.into_iter().filter(|label| !label.is_empty()).collect();
        }
        for label in labels {
            self.narrow_by_label(clue, &label);
        }
    }

    fn is_known(&self, label: &str) -> bool {
        self.exact.contains_key(label)
            || !self.by_path(label).is_empty()
            || year_of(label).is_some()
            || is_neutral(label)
    }

    fn narrow_by_label(&self, clue: &mut Clue, label: &str) {
        if let Some(year) = year_of(label) {
            clue.year = Some(year);
            return;
        }
        if is_neutral(label) && !self.exact.contains_key(label) {
            clue.measure = measure_of(label).map(str::to_owned).or(clue.measure.take());
            return;
        }
        // 行政许可（件）, 行政许可数量: the label and what it is counted in.
        if !self.is_known(label) {
            if let Some((measure, rest)) = self.split_measure(label) {
                clue.measure = Some(measure);
                return self.narrow_by_label(clue, rest);
            }
            let value = words().list.value.iter().find_map(|word| Some((word, label.strip_suffix(word.as_str())?)));
            if let Some((_, rest)) = value.filter(|(_, rest)| self.is_known(rest)) {
                return self.narrow_by_label(clue, rest);
            }
        }
        let mut exact = self.by_path(label);
        if let Some(known) = self.exact.get(label) {
            exact = exact.with(known);
        }
        // A label that is the form's own is no slip of another.
        let near = match exact.is_empty() {
            true => self.near(label),
            false => self.stems.get(label).cloned().unwrap_or_default().with(&exact),
        };
        if near.is_empty() {
            clue.unknown.get_or_insert_with(|| label.to_owned());
        }
        let within = |cells: &mut Option<CellSet>, by: &CellSet| {
            *cells = Some(cells.take().map_or_else(|| by.clone(), |cells| cells.within(by)));
        };
        within(&mut clue.exact, &exact);
        within(&mut clue.near, &near);
    }

    /// What a label is counted in, and the label before it: 行政许可（件）, 行政事业性收费（单位：千元）.
    fn split_measure<'t>(&self, label: &'t str) -> Option<(String, &'t str)> {
        let counted = words().list.measure.iter().filter_map(|word| Some((word, label.strip_suffix(word.as_str())?)));
        let money = FigureWords::built_in().split_money_unit(label).map(|(rest, unit)| (&unit.name, rest));
        let mut splits = money.into_iter().chain(counted).map(|(unit, rest)| (unit, rest.trim_end_matches("单位")));
        splits.find(|(_, rest)| self.is_known(rest)).map(|(unit, rest)| (unit.clone(), rest))
    }

    /// The cells of labels that this one may be: without its number, cut off, or with a slip of the pen.
    fn near(&self, label: &str) -> CellSet {
        if let Some(stems) = self.stems.get(label) {
            return stems.clone();
        }
        let mut near = CellSet::default();
        let length = label.chars().count();
        for (known, cells) in self.exact.iter().chain(&self.stems) {
            let is_cut = length >= LEAST_PREFIX && known.starts_with(label);
            let may_be_slip = length >= LEAST_SLIP && known.len().abs_diff(label.len()) <= MOST_BYTES;
            if is_cut || (may_be_slip && is_slip(known, label)) {
                near = near.with(cells);
            }
        }
        near
    }

    /// The cell that clues of this form mean together.
    pub(super) fn meant(&self, clues: &[&Clue]) -> Meant {
        let meant = self.meant_by_labels(clues);
        // 行政许可（元）is no count; 收费金额（元）is money, to be converted.
        let is_money = |unit: &str| FigureWords::built_in().money_unit(unit).is_some();
        let measured = |index: usize| {
            let unit = self.cells.get(index).map_or("", |(_, data)| data.unit.as_str());
            let fits = |measure: &str| unit.is_empty() || measure == unit || (is_money(measure) && is_money(unit));
            clues.iter().filter_map(|clue| clue.measure.as_deref()).all(fits)
        };
        match meant {
            Meant::Cell(index, _) if !measured(index) => Meant::Nothing,
            meant => meant,
        }
    }

    fn meant_by_labels(&self, clues: &[&Clue]) -> Meant {
        if clues.iter().any(|clue| clue.unknown.is_some()) {
            return Meant::Nothing;
        }
        let ids: Vec<&str> = clues.iter().flat_map(|clue| &clue.ids).map(String::as_str).collect();
        if !ids.is_empty() {
            let id = ids.join(".");
            let by_label = clues.iter().any(|clue| clue.exact.is_some());
            return match self.ids.get(&id) {
                Some(index) if !by_label => Meant::Cell(*index, false),
                Some(_) => Meant::Several,
                None if self.id_parts.contains(&id) => Meant::Several,
                None => Meant::Nothing,
            };
        }
        let together = |of: fn(&Clue) -> &Option<CellSet>| {
            let mut sets = clues.iter().filter_map(|clue| of(clue).clone());
            let first = sets.next()?;
            Some(sets.fold(first, |cells, other| cells.within(&other)))
        };
        let Some(exact) = together(|clue| &clue.exact) else { return Meant::Several };
        match exact.only() {
            Some(index) => return Meant::Cell(index, false),
            None if !exact.is_empty() => return Meant::Several,
            None => {}
        }
        let near = together(|clue| &clue.near).unwrap_or_default();
        match near.only() {
            Some(index) => Meant::Cell(index, true),
            None if near.is_empty() => Meant::Nothing,
            None => Meant::Several,
        }
    }

    /// A cell in the form's words.
    pub(super) fn name(&self, index: usize) -> String {
        self.cells.get(index).map_or_else(String::new, |(table, data)| format!("{}：{}", table.name, data.path()))
    }
}

/// Adds a cell to those that bear the same labels.
fn insert<'f>(known: &mut Vec<(&'f [Arc<Label>], CellSet)>, labels: &'f [Arc<Label>], index: usize) {
    match known.iter_mut().rfind(|(known, _)| *known == labels) {
        Some((_, cells)) => cells.insert(index),
        None => {
            let mut cells = CellSet::default();
            cells.insert(index);
            known.push((labels, cells));
        }
    }
}

/// The last label in each wording, alone and with the labels before it in front.
fn chains(labels: &[Arc<Label>]) -> Vec<String> {
    let Some((leaf, groups)) = labels.split_last() else { return Vec::new() };
    let mut chains: Vec<String> = leaf.normal.clone();
    let mut before = String::new();
    for group in groups.iter().rev() {
        before = group.normal.first().cloned().unwrap_or_default() + &before;
        chains.extend(leaf.normal.iter().map(|leaf| format!("{before}{leaf}")));
    }
    chains
}

/// The year that a label is, and nothing but that.
pub(super) fn year_of(label: &str) -> Option<u16> {
    let digits = label.trim_end_matches("度").trim_end_matches('年');
    if digits.len() != 4 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok().filter(|year| (1990..=2999).contains(year))
}

/// Words that say nothing about which cell is meant: 数量, 件.
pub(super) fn is_neutral(label: &str) -> bool {
    measure_of(label).is_some() || words().list.value.iter().chain(&words().list.item).any(|word| word == label)
}

/// What a label that says nothing else says figures are counted in: 件, （单位：千元）.
fn measure_of(label: &str) -> Option<&str> {
    let unit = vocabulary().unit.without_label(label);
    let money = FigureWords::built_in().money_unit(unit).map(|unit| unit.name.as_str());
    money.or_else(|| words().list.measure.iter().map(String::as_str).find(|measure| *measure == unit))
}

/// Whether two labels differ by one character that tells no labels apart.
fn is_slip(known: &str, met: &str) -> bool {
    let (known, met): (Vec<char>, Vec<char>) = (known.chars().collect(), met.chars().collect());
    if known.len().abs_diff(met.len()) > 1 {
        return false;
    }
    let start = known.iter().zip(&met).take_while(|(a, b)| a == b).count();
    let most = known.len().min(met.len()) - start;
    let end = known.iter().rev().zip(met.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let between =
        |text: &[char]| -> Vec<char> { text.iter().skip(start).take(text.len() - end - start).copied().collect() };
    let (of_known, of_met) = (between(&known), between(&met));
    of_known.len() <= 1
        && of_met.len() <= 1
        && of_known.len() + of_met.len() > 0
        && !tells_apart(&known.iter().collect::<String>(), &met.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::Forms;

    fn meant(texts: &[&str]) -> String {
        let forms = Forms::built_in().unwrap();
        let keys = Keys::of(forms.get("2021").unwrap());
        let clue = keys.clue(texts.iter().copied());
        match keys.meant(&[&clue]) {
            Meant::Cell(index, differs) => {
                let (table, data) = keys.cells[index];
                format!("{}.{}{}", table.id, data.id, if differs { " ~" } else { "" })
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn ids_paths_and_labels_mean_one_cell_or_none() {
        for (texts, expected) in [
            (&["applications.received.natural_person"][..], "applications.received.natural_person"),
            (&[" Disclosure.Fees "], "disclosure.fees"),
            (&["applications.received", "natural_person"], "applications.received.natural_person"),
            (&["applications", "received", "natural_person"], "applications.received.natural_person"),
            (&["applications.received"], "Several"),
            (&["applications.nothing.natural_person"], "Nothing"),
            (&["一、本年新收/自然人"], "applications.received.natural_person ~"),
            (&["一、本年新收政府信息公开申请数量／自然人"], "applications.received.natural_person"),
            (&["一、本年新收政府信息公开申请数量", "商业\n企业"], "applications.received.commercial_enterprise"),
            (
                &["一、本年新收政府信息公开申请数量", "法人或其他组织", "商 业 企 业"],
                "applications.received.commercial_enterprise",
            ),
            (&["自然人", "二、上年结转政府信息公开申请数量"], "applications.carried_in.natural_person"),
            (
                &["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "总计"],
                "applications.results.refused.state_secret.total",
            ),
            (&["不予公开-属于国家秘密-总计"], "applications.results.refused.state_secret.total ~"),
            (&["（七）总计", "总计"], "applications.results.total.total"),
            (&["(七)总计/合计"], "applications.results.total.total"),
            (&["（六）其他处理", "3.其他", "其他"], "applications.results.other.others.other"),
            (&["规章", "本年制发件数"], "disclosure.regulations.issued"),
            (&["规章本年制发件数"], "disclosure.regulations.issued"),
            (&["本年制发件数", "规章"], "disclosure.regulations.issued"),
            (&["行政许可"], "disclosure.licences"),
            (&["行政许可", "数量"], "disclosure.licences"),
            (&["行政许可（件）"], "disclosure.licences"),
            (&["行政许可数量"], "disclosure.licences"),
            (&["行政事业性收费（万元）"], "disclosure.fees"),
            (&["行政事业性收费（元）"], "disclosure.fees"),
            (&["行政事业性收费", "单位：千元"], "disclosure.fees"),
            (&["行政事业性收费百元"], "disclosure.fees"),
            (&["行政事业性收费（件）"], "Nothing"),
            (&["行政许可（元）"], "Nothing"),
            (&["行政许可", "万元"], "Nothing"),
            (&["行政复议/总计"], "disputes.reconsideration.total"),
            (&["行政诉讼", "未经复议直接起诉", "结果维持"], "disputes.litigation_direct.upheld"),
            (&["政府信息公开行政复议、行政诉讼情况", "行政复议", "尚未审结"], "disputes.reconsideration.pending"),
            (&["行政訴訟", "複議後起訴", "結果維持"], "disputes.litigation_after_reconsideration.upheld"),
            (&["其他"], "Several"),
            (&["总计"], "Several"),
            (&["自然人"], "Several"),
            (&["不予公开", "自然人"], "Several"),
            (&["上年同期", "一、本年新收政府信息公开申请数量", "自然人"], "Nothing"),
            (&["上年新收政府信息公开申请数量", "自然人"], "Nothing"),
            (&["其中：涉企", "行政许可"], "Nothing"),
            (&["5.属于三类内部事物信息", "自然人"], "applications.results.refused.internal_affairs.natural_person ~"),
            (&["一、本年新收政府信息公开申请数量", "行政许可"], "Nothing"),
        ] {
            assert_eq!(meant(texts), expected, "{texts:?}");
        }
    }

    /// Taken apart at each of its marks it would take hours.
    #[test]
    fn a_text_of_a_million_characters_is_no_label() {
        for text in ["行政许可-".repeat(250_000), "行".repeat(1_000_000)] {
            assert_eq!(meant(&[&text]), "Nothing");
        }
    }

    #[test]
    fn a_slip_is_one_character_that_tells_nothing_apart() {
        assert!(is_slip("属于三类内部事务信息", "属于三类内部事物信息"));
        assert!(is_slip("属于行政执法案卷", "属于行政执法案卷宗"));
        assert!(!is_slip("本年新收申请数量", "上年新收申请数量"));
        assert!(!is_slip("1属于国家秘密", "2属于国家秘密"));
        assert!(!is_slip("属于国家秘密", "属于国家秘密"));
        assert!(!is_slip("属于国家秘密", "属于国家机要"));
    }

    #[test]
    fn years_are_four_digits_and_no_more() {
        assert_eq!(year_of("2025"), Some(2025));
        assert_eq!(year_of("2025年度"), Some(2025));
        assert_eq!(year_of("1234"), None);
        assert_eq!(year_of("20251"), None);
    }
}
