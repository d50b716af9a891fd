//! Which passage became which.
//!
//! What is the same keeps its order as far as it can; between that, what is alike is the same passage changed, in order again; of
//! the rest, what is the same or much alike elsewhere has moved. All within bounds: beyond them passages are not compared, and
//! are there as removed and added, never left out.

use super::sequence::in_common;
use crate::whole::counted;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// How alike two passages are to be one that changed, and one that moved and changed, in thousandths ([`likeness`]).
const ALIKE: u64 = 400;
const ALIKE_ELSEWHERE: u64 = 750;
/// Passages of fewer characters say too little to have moved.
const LEAST_MOVED: usize = 6;
/// How many passages between two that are the same are compared each with each; of more, each with the nearest.
const MOST_IN_GAP: usize = 60;
const NEAREST: usize = 8;
/// How many pairs of characters may be looked at in all; as many are kept.
const MOST_LOOKS: usize = 16_000_000;

/// A passage: what is to be the same, what is to be of one kind, and its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item<'t, K> {
    pub(super) key: &'t str,
    pub(super) kind: K,
    pub(super) text: &'t str,
}

/// What became of a passage; by its place before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Kept(usize, usize),
    Changed(usize, usize),
    Moved(usize, usize),
    Removed(usize),
    Added(usize),
}

/// What became of each passage, in the order of those after; one removed stands behind what it stood behind before. Without
/// `moves` one that moved is removed and added.
pub(super) fn paired<'t, K: Copy + Eq + Hash>(before: &[Item<'t, K>], after: &[Item<'t, K>], moves: bool) -> Vec<Step> {
    let mut numbers: FxHashMap<(K, &'t str), u32> = FxHashMap::default();
    let mut number = |item: &Item<'t, K>| {
        let next = counted(numbers.len());
        *numbers.entry((item.kind, item.key)).or_insert(next)
    };
    let of_before: Vec<u32> = before.iter().map(&mut number).collect();
    let of_after: Vec<u32> = after.iter().map(&mut number).collect();
    let kept = in_common(&of_before, &of_after);
    let mut alike = Alike::of(before, after);
    let mut steps = Vec::with_capacity(before.len().max(after.len()));
    let (mut b, mut a) = (0, 0);
    for (next_b, next_a) in kept.into_iter().chain([(before.len(), after.len())]) {
        alike.gap((b, next_b), (a, next_a), &mut steps);
        if next_b < before.len() && next_a < after.len() {
            steps.push(Step::Kept(next_b, next_a));
        }
        (b, a) = (next_b + 1, next_a + 1);
    }
    if moves { moved(steps, (&of_before, &of_after), &mut alike) } else { steps }
}

/// Passages compared by the pairs of characters beside each other that they have in common.
struct Alike<'i, 't, K> {
    before: &'i [Item<'t, K>],
    after: &'i [Item<'t, K>],
    /// The pairs of characters of passages compared before, sorted.
    pairs_before: FxHashMap<usize, Vec<u64>>,
    pairs_after: FxHashMap<usize, Vec<u64>>,
    looks: usize,
}

fn pairs_of(text: &str) -> Vec<u64> {
    let mut last = 0;
    let mut pairs: Vec<u64> = Vec::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        pairs.push(last << 32 | u64::from(u32::from(c)));
        last = u64::from(u32::from(c));
    }
    pairs.sort_unstable();
    pairs
}

/// How much of two sorted lists is in both, in thousandths (Dice's coefficient).
fn likeness(one: &[u64], other: &[u64]) -> u64 {
    let (mut i, mut j, mut both) = (0, 0, 0u64);
    while let (Some(x), Some(y)) = (one.get(i), other.get(j)) {
        both += u64::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    2_000 * both / (one.len() + other.len()).max(1) as u64
}

impl<'i, 't, K: Copy + Eq> Alike<'i, 't, K> {
    fn of(before: &'i [Item<'t, K>], after: &'i [Item<'t, K>]) -> Self {
        let (pairs_before, pairs_after) = (FxHashMap::default(), FxHashMap::default());
        Alike { before, after, pairs_before, pairs_after, looks: MOST_LOOKS }
    }

    /// How alike two passages are, if at least so much; `None` also where too much has been looked at.
    fn at_least(&mut self, b: usize, a: usize, least: u64) -> Option<u64> {
        let (one, other) = (self.before.get(b)?, self.after.get(a)?);
        self.looks = self.looks.saturating_sub(1);
        if one.kind != other.kind || self.looks == 0 {
            return None;
        }
        // What is much longer can't be alike; a character has one byte or up to four.
        let (short, long) = (one.text.len().min(other.text.len()), one.text.len().max(other.text.len()));
        if long > 16 * short.max(1) {
            return None;
        }
        let cost = (one.text.len() + other.text.len()) / 3 + 1;
        self.looks = self.looks.saturating_sub(cost);
        let one = self.pairs_before.entry(b).or_insert_with(|| pairs_of(one.text));
        let other = self.pairs_after.entry(a).or_insert_with(|| pairs_of(other.text));
        Some(likeness(one, other)).filter(|found| *found >= least)
    }

    /// What became of the passages between two that are the same.
    fn gap(&mut self, (b0, b1): (usize, usize), (a0, a1): (usize, usize), steps: &mut Vec<Step>) {
        let few = b1.saturating_sub(b0).max(a1.saturating_sub(a0)) <= MOST_IN_GAP;
        let changed = if few { self.best((b0, b1), (a0, a1)) } else { self.nearest((b0, b1), (a0, a1)) };
        let (mut b, mut a) = (b0, a0);
        for (next_b, next_a) in changed.into_iter().chain([(b1, a1)]) {
            steps.extend((b..next_b).map(Step::Removed));
            steps.extend((a..next_a).map(Step::Added));
            if next_b < b1 && next_a < a1 {
                steps.push(Step::Changed(next_b, next_a));
            }
            (b, a) = (next_b + 1, next_a + 1);
        }
    }

    /// The pairs, in order, that are most alike together.
    fn best(&mut self, (b0, b1): (usize, usize), (a0, a1): (usize, usize)) -> Vec<(usize, usize)> {
        let columns = a1.saturating_sub(a0) + 1;
        // Of each place the most alike that what stands before it can be.
        let mut most: Vec<Vec<u64>> = vec![vec![0; columns]];
        let mut alike: Vec<Vec<u64>> = Vec::new();
        for b in b0..b1 {
            let own: Vec<u64> = (a0..a1).map(|a| self.at_least(b, a, ALIKE).unwrap_or(0)).collect();
            let above = most.last().cloned().unwrap_or_default();
            let mut row = vec![0; 1];
            for (at, alike) in own.iter().enumerate() {
                let get = |list: &[u64], at: usize| list.get(at).copied().unwrap_or(0);
                let paired = if *alike > 0 { get(&above, at) + alike } else { 0 };
                let value = paired.max(get(&above, at + 1)).max(get(&row, at));
                row.push(value);
            }
            most.push(row);
            alike.push(own);
        }
        let get =
            |table: &[Vec<u64>], b: usize, a: usize| table.get(b).and_then(|row| row.get(a)).copied().unwrap_or(0);
        let (mut b, mut a) = (alike.len(), columns - 1);
        let mut pairs = Vec::new();
        while b > 0 && a > 0 {
            let here = get(&most, b, a);
            let own = get(&alike, b - 1, a - 1);
            if own > 0 && here == get(&most, b - 1, a - 1) + own {
                (b, a) = (b - 1, a - 1);
                pairs.push((b0 + b, a0 + a));
            } else if here == get(&most, b - 1, a) {
                b -= 1;
            } else {
                a -= 1;
            }
        }
        pairs.reverse();
        pairs
    }

    /// Each with the one most alike of the next few.
    fn nearest(&mut self, (b0, b1): (usize, usize), (a0, a1): (usize, usize)) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut from = a0;
        for b in b0..b1 {
            let mut best: Option<(u64, usize)> = None;
            for a in from..a1.min(from + NEAREST) {
                if let Some(alike) = self.at_least(b, a, ALIKE)
                    && best.is_none_or(|(most, _)| alike > most)
                {
                    best = Some((alike, a));
                }
            }
            if let Some((_, a)) = best {
                pairs.push((b, a));
                from = a + 1;
            }
        }
        pairs
    }
}

/// The same with what was removed in one place and added in another as moved.
fn moved<K: Copy + Eq>(
    steps: Vec<Step>,
    (of_before, of_after): (&[u32], &[u32]),
    alike: &mut Alike<'_, '_, K>,
) -> Vec<Step> {
    let is_long = |item: Option<&Item<'_, K>>| {
        item.is_some_and(|item| item.text.chars().filter(|c| !c.is_whitespace()).nth(LEAST_MOVED - 1).is_some())
    };
    let (mut left, mut added) = (Vec::new(), Vec::new());
    for step in &steps {
        match step {
            Step::Removed(b) if is_long(alike.before.get(*b)) => left.push(*b),
            Step::Added(a) if is_long(alike.after.get(*a)) => added.push(*a),
            _ => {}
        }
    }
    // Where the passages added come from.
    let mut from: FxHashMap<usize, usize> = FxHashMap::default();
    let mut gone: FxHashSet<usize> = FxHashSet::default();
    let mut places: FxHashMap<Option<&u32>, Vec<usize>> = FxHashMap::default();
    left.iter().rev().for_each(|b| places.entry(of_before.get(*b)).or_default().push(*b));
    for a in &added {
        if let Some(b) = places.get_mut(&of_after.get(*a)).and_then(Vec::pop) {
            from.insert(*a, b);
            gone.insert(b);
        }
    }
    left.retain(|b| !gone.contains(b));
    added.retain(|a| !from.contains_key(a));
    for a in added {
        let mut best: Option<(u64, usize)> = None;
        for (at, b) in left.iter().enumerate() {
            if let Some(found) = alike.at_least(*b, a, ALIKE_ELSEWHERE)
                && best.is_none_or(|(most, _)| found > most)
            {
                best = Some((found, at));
            }
            if alike.looks == 0 {
                break;
            }
        }
        if let Some((_, at)) = best {
            let b = left.remove(at);
            from.insert(a, b);
            gone.insert(b);
        }
    }
    let became = |step: Step| match step {
        Step::Removed(b) if gone.contains(&b) => None,
        Step::Added(a) => Some(from.get(&a).map_or(step, |b| Step::Moved(*b, a))),
        step => Some(step),
    };
    steps.into_iter().filter_map(became).collect()
}

#[cfg(test)]
mod tests {
    use super::Step::{Added, Changed, Kept, Moved, Removed};
    use super::*;

    fn steps(before: &[&str], after: &[&str], moves: bool) -> Vec<Step> {
        let items = |texts: &[&'static str]| -> Vec<Item<'static, ()>> {
            texts.iter().map(|text| Item { key: text, kind: (), text }).collect()
        };
        let leak = |texts: &[&str]| -> Vec<&'static str> {
            texts.iter().map(|text| &*Box::leak((*text).to_owned().into_boxed_str())).collect()
        };
        paired(&items(&leak(before)), &items(&leak(after)), moves)
    }

    #[test]
    fn passages_are_kept_changed_moved_added_and_removed() {
        let before = ["主动公开信息一百条", "收到申请64件，全部答复", "无诉讼", "加强平台建设和队伍建设", "完善制度"];
        let after =
            ["加强平台建设和队伍建设", "主动公开信息一百条", "收到申请46件，全部答复", "无诉讼", "另行组织培训三次"];
        assert_eq!(
            steps(&before, &after, true),
            [Moved(3, 0), Kept(0, 1), Changed(1, 2), Kept(2, 3), Removed(4), Added(4)]
        );
        assert_eq!(
            steps(&before, &after, false),
            [Added(0), Kept(0, 1), Changed(1, 2), Kept(2, 3), Removed(3), Removed(4), Added(4)]
        );
    }

    #[test]
    fn what_moved_may_have_changed_and_short_texts_do_not_move() {
        let (before, after) = (
            ["一二三四五六七八九十甲", "同一段话在此不变", "又一段话也不变", "无"],
            ["无", "同一段话在此不变", "又一段话也不变", "一二三四五六七八九十乙"],
        );
        let found = steps(&before, &after, true);
        assert!(found.contains(&Moved(0, 3)), "{found:?}");
        assert!(found.contains(&Added(0)) && found.contains(&Removed(3)), "{found:?}");
    }

    #[test]
    fn many_passages_unlike_each_other_take_bounded_time() {
        let texts = |from: usize| -> Vec<String> {
            (0..20_000).map(|n| format!("第{}段甲乙丙丁{n}", n + from)).collect()
        };
        let (before, after) = (texts(0), texts(1_000_000));
        let (before, after): (Vec<&str>, Vec<&str>) =
            (before.iter().map(String::as_str).collect(), after.iter().map(String::as_str).collect());
        let found = steps(&before, &after, true);
        let of_before = found.iter().filter(|step| !matches!(step, Added(_))).count();
        let of_after = found.iter().filter(|step| !matches!(step, Removed(_))).count();
        assert_eq!((of_before, of_after), (20_000, 20_000), "nothing is left out");
    }
}
