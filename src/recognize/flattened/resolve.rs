//! A reading → figures: which cell of the form each figure of a row is of.
//!
//! A row with as many figures as the form has cells for it states them in order. One with fewer or more is read only where the
//! lines show its blanks, or the sums of the form leave exactly one reading; so are rows whose labels are lost. All else is refused.

use super::element::Token;
use super::heads::{self, Heads};
use super::line::FieldKind;
use super::place::{RowPlace, row_places};
use super::reading::{Reading, Row};
use super::sums::{Open, Sums, Value, Way};
use crate::form::DataCell;
use crate::recognize::table::Labels;
use crate::report::Count;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// So many figures too few or too many in a row are tried.
const MOST_OFF: usize = 3;

/// Where a cell's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    Token(usize),
    Blank,
    /// It stands nowhere and follows from the sums.
    Number(Decimal),
}

/// Why a row's figures are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// All stand there, or their line shows which are blank.
    Shown,
    /// Blank lines show which are blank.
    BlankLines,
    /// Figures are missing and the sums leave one reading.
    Completed,
    /// There are more figures and the sums leave one reading.
    Reduced,
    /// Its label is missing; its figures stand in the form's order and the sums hold.
    Order,
}

/// A data row that was read.
pub(super) struct Read {
    pub(super) spec: usize,
    /// Its label; `None` where it has none.
    pub(super) label: Option<Range<usize>>,
    /// Its figures and blanks as they stand.
    pub(super) items: Vec<usize>,
    pub(super) cells: Vec<Source>,
    pub(super) how: How,
}

/// A data row that was not.
pub(super) struct Refused {
    pub(super) spec: Option<usize>,
    pub(super) label: Range<usize>,
    pub(super) items: Vec<usize>,
    pub(super) expected: usize,
}

/// A reading whose figures are known.
pub(super) struct Resolved<'f> {
    pub(super) places: Vec<RowPlace<'f>>,
    pub(super) heads: Heads,
    pub(super) read: Vec<Read>,
    pub(super) refused: Vec<Refused>,
}

impl Resolved<'_> {
    /// How many cells of the form are known.
    pub(super) fn figures(&self) -> usize {
        self.read.iter().map(|row| row.cells.len()).sum()
    }
}

/// What tokens say.
pub(super) struct Texts<'t> {
    pub(super) tokens: &'t [Token],
    pub(super) of: &'t dyn Fn(usize) -> String,
}

impl Texts<'_> {
    fn is_figure(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(|token| token.kind == FieldKind::Figure)
    }

    fn is_shown(&self, token: usize) -> bool {
        self.tokens.get(token).is_some_and(Token::is_shown_blank)
    }

    /// The figures, and the blanks that their line shows.
    fn shown(&self, items: &[usize]) -> Vec<usize> {
        items.iter().copied().filter(|token| self.is_figure(*token) || self.is_shown(*token)).collect()
    }

    pub(super) fn figures(&self, items: &[usize]) -> Vec<usize> {
        items.iter().copied().filter(|token| self.is_figure(*token)).collect()
    }

    /// What a figure counts for in sums: signs that there is none count as nothing.
    fn value(&self, token: usize, data: &DataCell) -> Value {
        let text = (self.of)(token);
        match Count::read(&text, data).0.value {
            Some(number) => Value::Number(number),
            None if text.chars().any(char::is_numeric) => Value::Text,
            None => Value::Number(Decimal::ZERO),
        }
    }
}

/// The figures of a reading; `None` where its head is not the form's.
pub(super) fn resolve<'f>(labels: &Labels<'f>, texts: &Texts, reading: &Reading) -> Option<Resolved<'f>> {
    let places = row_places(labels);
    let heads = heads::align(labels, &places, reading)?;
    let mut resolver = Resolver {
        places: &places,
        texts,
        read: Vec::new(),
        open: Vec::new(),
        refused: Vec::new(),
        leaves_blanks: labels_leave_blanks(texts, &places, reading),
    };
    let gap = GapSize::of(texts, reading);
    if !resolver.take_by_order(reading) {
        for stretch in resolver.stretches(reading) {
            resolver.take(reading, stretch, &gap);
        }
    }
    let unsure: BTreeSet<usize> =
        (0..places.len()).filter(|spec| places.get(*spec).is_some_and(|place| !heads.tell(place))).collect();
    let Resolver { read, open, refused, .. } = resolver;
    let mut resolved = Resolved { places: Vec::new(), heads, read, refused };
    decide(labels, texts, &places, (open, &unsure), &mut resolved);
    resolved.places = places;
    resolved.read.sort_by_key(|row| row.spec);
    Some(resolved)
}

/// The figures of a table without labels, row by row or column by column; `None` where the sums allow neither, or both.
pub(super) fn resolve_bare<'f>(labels: &Labels<'f>, texts: &Texts, figures: &[usize]) -> Option<Resolved<'f>> {
    let by = |is_turned: bool| {
        let places = row_places(labels);
        let columns = places.first()?.cells.len();
        if is_turned && (places.len() < 2 || places.iter().any(|place| place.cells.len() != columns)) {
            return None;
        }
        let mut candidates = Vec::with_capacity(places.len());
        let mut next = 0;
        for (spec, place) in places.iter().enumerate() {
            let at = |column: usize| if is_turned { column * places.len() + spec } else { next + column };
            let items: Option<Vec<usize>> =
                (0..place.cells.len()).map(|column| figures.get(at(column)).copied()).collect();
            let items = items?;
            next += place.cells.len();
            let ways = vec![items.iter().copied().map(Some).collect()];
            candidates.push(Candidate { spec, label: None, items, ways, how: How::Order });
        }
        let mut resolved =
            Resolved { places: Vec::new(), heads: Heads::default(), read: Vec::new(), refused: Vec::new() };
        decide(labels, texts, &places, (candidates, &BTreeSet::new()), &mut resolved);
        let is_proved = resolved.refused.is_empty() && resolved.read.len() == places.len();
        resolved.places = places;
        is_proved.then_some(resolved)
    };
    let said = |resolved: &Resolved| -> Vec<String> {
        let tokens = resolved.read.iter().flat_map(|row| &row.items);
        tokens.map(|token| (texts.of)(*token)).collect()
    };
    match (by(false), by(true)) {
        (Some(rows), Some(columns)) => (said(&rows) == said(&columns)).then_some(rows),
        (rows, columns) => rows.or(columns),
    }
}

/// A row that can be read in several ways, or in one that must be proved.
struct Candidate {
    spec: usize,
    label: Option<Range<usize>>,
    items: Vec<usize>,
    /// Where the text of its cells comes from, by way; `None`: it must follow from the sums.
    ways: Vec<Vec<Option<usize>>>,
    how: How,
}

struct Resolver<'r, 'f> {
    places: &'r [RowPlace<'f>],
    texts: &'r Texts<'r>,
    read: Vec<Read>,
    open: Vec<Candidate>,
    refused: Vec<Refused>,
    leaves_blanks: bool,
}

/// A row whose label is the form's and the rows behind it whose are not, and the form's rows that may be theirs.
struct Stretch {
    rows: Range<usize>,
    specs: Range<usize>,
}

impl Resolver<'_, '_> {
    fn size(&self, spec: usize) -> usize {
        self.places.get(spec).map_or(0, |place| place.cells.len())
    }

    /// The rows of a reading, parted before each whose label is the form's.
    fn stretches(&self, reading: &Reading) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        for (index, row) in reading.rows.iter().enumerate() {
            match (row.spec, stretches.last_mut()) {
                (Some(spec), last) => {
                    if let Some(last) = last {
                        last.specs.end = spec.max(last.specs.start);
                    } else if spec > 0 {
                        stretches.push(Stretch { rows: 0..0, specs: 0..spec });
                    }
                    stretches.push(Stretch { rows: index..index + 1, specs: spec..self.places.len() });
                }
                (None, Some(last)) => last.rows.end = index + 1,
                (None, None) => stretches.push(Stretch { rows: 0..index + 1, specs: 0..self.places.len() }),
            }
        }
        stretches
    }

    /// Takes the rows of a stretch.
    fn take(&mut self, reading: &Reading, stretch: Stretch, gap: &GapSize) {
        let Stretch { rows, specs } = stretch;
        if rows.is_empty() {
            let loose: Vec<usize> =
                reading.heads.iter().filter(|head| head.rows == 0).flat_map(|h| h.figures.clone()).collect();
            self.take_in_order(None, loose, specs);
            return;
        }
        let of_rows = reading.rows.get(rows.clone()).unwrap_or_default();
        // The row again: which of the two is meant nothing says.
        let is_twice =
            |row: &Row| row.spec.is_some() && reading.rows.iter().filter(|other| other.spec == row.spec).count() > 1;
        let named = of_rows.first().is_some_and(|row| row.spec.is_some());
        let is_even = named && of_rows.len() == specs.len() || !named && of_rows.len() == specs.len();
        let figures = |row: &Row| self.texts.figures(&row.items).len();
        if let [row] = of_rows
            && named
            && specs.len() > 1
            && figures(row) > self.size(specs.start)
            && figures(row) == specs.clone().map(|spec| self.size(spec)).sum::<usize>()
        {
            self.take_in_order(Some(row.label.clone()), self.texts.figures(&row.items), specs);
            return;
        }
        for (row, spec) in of_rows.iter().zip(specs.start..) {
            let own = row.spec.or(Some(spec).filter(|_| is_even));
            match own {
                Some(spec) if !is_twice(row) => self.take_row(row, spec, gap),
                _ => self.refuse(row.spec, row.label.clone(), row.items.clone()),
            }
        }
    }

    fn refuse(&mut self, spec: Option<usize>, label: Range<usize>, items: Vec<usize>) {
        let expected = spec.map_or(0, |spec| self.size(spec));
        self.refused.push(Refused { spec, label, items, expected });
    }

    /// Takes figures in the form's order for some of its rows, of which the first may have its label.
    fn take_in_order(&mut self, label: Option<Range<usize>>, figures: Vec<usize>, specs: Range<usize>) {
        if figures.is_empty() {
            return;
        }
        let wanted: usize = specs.clone().map(|spec| self.size(spec)).sum();
        if wanted != figures.len() {
            let at = figures.first().copied().unwrap_or_default();
            self.refuse(label.as_ref().map(|_| specs.start), label.unwrap_or(at..at), figures);
            return;
        }
        let mut rest = figures.as_slice();
        for spec in specs.clone() {
            let Some((own, behind)) = rest.split_at_checked(self.size(spec)) else { return };
            rest = behind;
            let ways = vec![own.iter().copied().map(Some).collect()];
            let label = label.clone().filter(|_| spec == specs.start);
            self.open.push(Candidate { spec, label, items: own.to_vec(), ways, how: How::Order });
        }
    }

    /// Takes a table whose figures stand apart from the labels of its rows, row by row or column by column. Whether it is one.
    fn take_by_order(&mut self, reading: &Reading) -> bool {
        let all: usize = (0..self.places.len()).map(|spec| self.size(spec)).sum();
        let columns = self.size(0);
        let loose: Vec<&[usize]> =
            reading.heads.iter().map(|head| head.figures.as_slice()).filter(|figures| !figures.is_empty()).collect();
        let of_rows: Vec<Vec<usize>> = reading.rows.iter().map(|row| self.texts.figures(&row.items)).collect();
        let (last, before) = match of_rows.split_last() {
            Some((last, before)) => (last.as_slice(), before),
            None => (&[][..], &[][..]),
        };
        let labelled: BTreeSet<usize> = reading.rows.iter().filter_map(|row| row.spec).collect();
        let is_whole = labelled.len() == self.places.len() && reading.rows.iter().all(|row| row.spec.is_some());
        let are_bare = before.iter().all(Vec::is_empty);
        // All labels, then all figures.
        let block = match (last.len(), loose.as_slice()) {
            (n, []) if n == all && is_whole && are_bare && self.places.len() > 1 => Some(last),
            (0, [block])
                if block.len() == all && self.places.len() > 1 && (is_whole && are_bare || of_rows.is_empty()) =>
            {
                Some(*block)
            }
            _ => None,
        };
        // All labels of rows, then each column's label with its figures.
        let is_turned = is_whole
            && are_bare
            && last.is_empty()
            && loose.len() == columns
            && loose.iter().all(|figures| figures.len() == self.places.len())
            && (0..self.places.len()).all(|spec| self.size(spec) == columns);
        let at = |spec: usize, column: usize| match block {
            Some(block) => block.get(spec * columns + column).copied(),
            None => loose.get(column).and_then(|figures| figures.get(spec)).copied(),
        };
        if block.is_none() && !is_turned || (0..self.places.len()).any(|spec| self.size(spec) != columns) {
            return false;
        }
        for spec in 0..self.places.len() {
            let way: Vec<Option<usize>> = (0..columns).map(|column| at(spec, column)).collect();
            let label = reading.rows.iter().find(|row| row.spec == Some(spec)).map(|row| row.label.clone());
            let items = way.iter().flatten().copied().collect();
            self.open.push(Candidate { spec, label, items, ways: vec![way], how: How::Order });
        }
        true
    }

    fn take_row(&mut self, row: &Row, spec: usize, gap: &GapSize) {
        let size = self.size(spec);
        let figures = self.texts.figures(&row.items);
        let span = self.places.get(spec).map_or(1, |place| place.span);
        let lead = if self.leaves_blanks { span.saturating_sub(1) } else { 0 };
        let shown = shown_cells(self.texts, &row.items, size, lead);
        let (cells, how) = match (figures.len() == size, shown, gap.cells(self.texts, row, size)) {
            (true, ..) => (figures.iter().copied().map(Source::Token).collect(), How::Shown),
            (false, Some(cells), _) => (cells, How::Shown),
            (false, None, Some(cells)) => (cells, How::BlankLines),
            (false, None, None) => {
                let ways = ways(self.texts, &figures, size);
                if ways.is_empty() {
                    return self.refuse(Some(spec), row.label.clone(), row.items.clone());
                }
                let how = if figures.len() < size { How::Completed } else { How::Reduced };
                let label = Some(row.label.clone());
                return self.open.push(Candidate { spec, label, items: row.items.clone(), ways, how });
            }
        };
        self.read.push(Read { spec, label: Some(row.label.clone()), items: row.items.clone(), cells, how });
    }
}

/// The cells of a row whose line shows its blanks, behind those that its label leaves by covering several columns.
fn shown_cells(texts: &Texts, items: &[usize], size: usize, lead: usize) -> Option<Vec<Source>> {
    let shown = texts.shown(items);
    let is_blank = |tokens: &[usize]| tokens.iter().all(|token| !texts.is_figure(*token));
    let (before, rest) = shown.split_at_checked(lead)?;
    let (own, behind) = rest.split_at_checked(size)?;
    let source = |token: &usize| if texts.is_figure(*token) { Source::Token(*token) } else { Source::Blank };
    (is_blank(before) && is_blank(behind)).then(|| own.iter().map(source).collect())
}

/// Whether labels over several columns leave a blank cell for each column more, as most of those rows show that are whole.
fn labels_leave_blanks(texts: &Texts, places: &[RowPlace], reading: &Reading) -> bool {
    let (mut leave, mut leave_none) = (0, 0);
    for row in &reading.rows {
        let Some(place) = row.spec.and_then(|spec| places.get(spec)).filter(|place| place.span > 1) else { continue };
        let (size, shown) = (place.cells.len(), texts.shown(&row.items).len());
        if texts.figures(&row.items).len() == size {
            leave += usize::from(shown + 1 == size + place.span);
            leave_none += usize::from(shown == size);
        }
    }
    leave > leave_none
}

/// How many blank lines part two cells that stand one below the other.
struct GapSize(Option<usize>);

impl GapSize {
    fn of(texts: &Texts, reading: &Reading) -> Self {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for row in &reading.rows {
            let inner = gaps(texts, row);
            inner
                .iter()
                .skip(1)
                .take(inner.len().saturating_sub(2))
                .for_each(|gap| *counts.entry(*gap).or_default() += 1);
        }
        let all: usize = counts.values().sum();
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        // Where they are uneven they show nothing.
        GapSize(most.filter(|(_, count)| count * 10 >= all * 8).map(|(gap, _)| gap))
    }

    /// The cells of a row, where the blank lines between its figures make up exactly for those that are missing.
    fn cells(&self, texts: &Texts, row: &Row, size: usize) -> Option<Vec<Source>> {
        let usual = self.0?;
        let figures = texts.figures(&row.items);
        if figures.len() >= size || figures.is_empty() || row.items.iter().any(|token| texts.is_shown(*token)) {
            return None;
        }
        let gaps = gaps(texts, row);
        let mut cells = Vec::with_capacity(size);
        for (index, gap) in gaps.iter().enumerate() {
            let is_last = index == figures.len();
            // Behind the last figure other things may part what follows.
            if is_last && cells.len() == size {
                break;
            }
            let more = gap.checked_sub(usual)?;
            if more % (usual + 1) != 0 || cells.len() + more / (usual + 1) > size {
                return None;
            }
            cells.extend(std::iter::repeat_n(Source::Blank, more / (usual + 1)));
            cells.extend(figures.get(index).copied().map(Source::Token));
        }
        (cells.len() == size).then_some(cells)
    }
}

/// How many blank lines stand before each figure of a row and behind the last.
fn gaps(texts: &Texts, row: &Row) -> Vec<usize> {
    let mut gaps = vec![0];
    for token in &row.items {
        match (texts.is_figure(*token), gaps.last_mut()) {
            (true, _) => gaps.push(0),
            (false, Some(gap)) => *gap += 1,
            (false, None) => {}
        }
    }
    gaps
}

/// The ways in which some figures, in their order, may be those of a row of another size.
fn ways(texts: &Texts, figures: &[usize], size: usize) -> Vec<Vec<Option<usize>>> {
    let off = figures.len().abs_diff(size);
    if figures.is_empty() || off > MOST_OFF {
        return Vec::new();
    }
    let places = figures.len().max(size);
    let mut ways: Vec<Vec<Option<usize>>> = Vec::new();
    let mut seen: BTreeSet<Vec<Option<String>>> = BTreeSet::new();
    for chosen in choices(places, off) {
        let way: Vec<Option<usize>> = if figures.len() < size {
            let mut rest = figures.iter().copied();
            (0..size).map(|place| if chosen.contains(&place) { None } else { rest.next() }).collect()
        } else {
            let kept = figures.iter().enumerate().filter(|(place, _)| !chosen.contains(place));
            kept.map(|(_, token)| Some(*token)).collect()
        };
        if seen.insert(way.iter().map(|token| token.map(|token| (texts.of)(token))).collect()) {
            ways.push(way);
        }
    }
    ways
}

/// All choices of so many of some places.
fn choices(places: usize, count: usize) -> Vec<Vec<usize>> {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for _ in 0..count {
        let longer = choices.iter().flat_map(|chosen| {
            let next = chosen.last().map_or(0, |last| last + 1);
            (next..places).map(|place| chosen.iter().copied().chain([place]).collect())
        });
        choices = longer.collect();
    }
    choices
}

/// Decides what must be proved by the sums of the form: rows that can be read in several ways, rows whose labels are lost, and rows
/// whose columns bear no labels. What they don't prove is refused.
fn decide(
    labels: &Labels,
    texts: &Texts,
    places: &[RowPlace],
    (candidates, unsure): (Vec<Candidate>, &BTreeSet<usize>),
    resolved: &mut Resolved,
) {
    let cells_of = |spec: usize| places.get(spec).map_or(&[][..], |place| place.cells.as_slice());
    let is_unsure = |row: &Read| unsure.contains(&row.spec);
    if candidates.is_empty() && !resolved.read.iter().any(is_unsure) {
        return;
    }
    let ids: HashMap<&str, usize> = places
        .iter()
        .flat_map(|place| place.data.iter().zip(&place.cells).map(|(data, cell)| (data.id.as_str(), *cell)))
        .collect();
    let sums = Sums::of(&labels.table.rules, &labels.table.id, &ids);
    let value = |token: Option<usize>, spec: usize, at: usize| {
        let data = places.get(spec).and_then(|place| place.data.get(at));
        token.zip(data).map_or(Value::Unknown, |(token, data)| texts.value(token, data))
    };
    let mut values = vec![Value::Unknown; labels.table.cells.len()];
    for row in &resolved.read {
        for (at, (cell, source)) in cells_of(row.spec).iter().zip(&row.cells).enumerate() {
            let Some(place) = values.get_mut(*cell) else { continue };
            *place = match source {
                Source::Token(token) => value(Some(*token), row.spec, at),
                Source::Blank => Value::Number(Decimal::ZERO),
                Source::Number(number) => Value::Number(*number),
            };
        }
    }
    let sure: Vec<usize> =
        resolved.read.iter().filter(|row| is_unsure(row)).flat_map(|row| cells_of(row.spec)).copied().collect();
    let open: Vec<Open> = candidates
        .iter()
        .map(|row| {
            let values = |way: &Vec<Option<usize>>| {
                way.iter().enumerate().map(|(at, token)| value(*token, row.spec, at)).collect()
            };
            Open { cells: cells_of(row.spec).to_vec(), ways: row.ways.iter().map(values).collect() }
        })
        .collect();
    let decided = sums.decide(&values, &open, &sure);
    let is_proved = decided.is_some();
    let decided = decided.unwrap_or_else(|| vec![None; candidates.len()]);
    // Figures in order are proved together or not at all.
    let order_holds = candidates.iter().zip(&decided).all(|(row, way)| row.how != How::Order || way.is_some());
    for (row, way) in candidates.into_iter().zip(decided) {
        let way = way.filter(|_| row.how != How::Order || order_holds);
        match way.and_then(|way| sources(&row, &way)) {
            Some(cells) => {
                resolved.read.push(Read { spec: row.spec, label: row.label, items: row.items, cells, how: row.how })
            }
            None => resolved.refused.push(refused(row, cells_of)),
        }
    }
    if !is_proved && !sure.is_empty() {
        let (out, kept): (Vec<Read>, Vec<Read>) = std::mem::take(&mut resolved.read).into_iter().partition(is_unsure);
        resolved.read = kept;
        let out = out.into_iter().map(|row| {
            let at = row.items.first().copied().unwrap_or_default();
            let expected = cells_of(row.spec).len();
            Refused { spec: Some(row.spec), label: row.label.unwrap_or(at..at), items: row.items, expected }
        });
        resolved.refused.extend(out);
    }
}

fn sources(row: &Candidate, way: &Way) -> Option<Vec<Source>> {
    let tokens = row.ways.get(way.index)?;
    let sources = tokens.iter().zip(&way.numbers);
    Some(sources.map(|(token, number)| token.map_or(Source::Number(*number), Source::Token)).collect())
}

fn refused<'c>(row: Candidate, cells_of: impl Fn(usize) -> &'c [usize]) -> Refused {
    let at = row.items.first().copied().unwrap_or_default();
    Refused {
        spec: Some(row.spec),
        label: row.label.unwrap_or(at..at),
        items: row.items,
        expected: cells_of(row.spec).len(),
    }
}
