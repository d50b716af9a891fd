//! What two sequences have in common, in order.
//!
//! The longest common subsequence where that costs little (Myers, An O(ND) Difference Algorithm, 1986); where the sequences are
//! long and far apart, what is there once in both is matched first (patience diff), and between that it is tried again. Time and
//! memory are bounded whatever the sequences are: what can't be matched within the bounds is left unmatched.

use rustc_hash::{FxHashMap, FxHashSet};

/// The most that are added and removed in a stretch that is matched exactly: its memory is the square of this.
const MOST_CHANGES: usize = 1_500;
/// The most steps taken to match one stretch exactly, and all of them.
const MOST_STEPS: usize = 1 << 23;
const MOST_STEPS_IN_ALL: usize = 1 << 26;
/// How often a stretch is parted by what is there once.
const MOST_PARTINGS: usize = 24;

/// The places, in both sequences, of what they have in common: each rises.
pub(super) fn in_common(before: &[u32], after: &[u32]) -> Vec<(usize, usize)> {
    // What one sequence does not have can't be matched and would only cost.
    let (of_before, of_after): (FxHashSet<u32>, FxHashSet<u32>) =
        (before.iter().copied().collect(), after.iter().copied().collect());
    let shared = |all: &[u32], other: &FxHashSet<u32>| -> (Vec<usize>, Vec<u32>) {
        all.iter().enumerate().filter(|(_, item)| other.contains(item)).map(|(at, item)| (at, *item)).unzip()
    };
    let (places_before, before) = shared(before, &of_after);
    let (places_after, after) = shared(after, &of_before);
    let mut matcher = Matcher { pairs: Vec::new(), steps: MOST_STEPS_IN_ALL };
    matcher.stretch(&before, &after, (0, 0), MOST_PARTINGS);
    let place = |(b, a): (usize, usize)| Some((*places_before.get(b)?, *places_after.get(a)?));
    matcher.pairs.into_iter().filter_map(place).collect()
}

/// Matches stretch by stretch, from the beginning.
struct Matcher {
    pairs: Vec<(usize, usize)>,
    /// How many steps may still be taken.
    steps: usize,
}

impl Matcher {
    /// Matches a stretch that begins at these places.
    fn stretch(&mut self, before: &[u32], after: &[u32], (b0, a0): (usize, usize), partings: usize) {
        let head = before.iter().zip(after).take_while(|(b, a)| b == a).count();
        self.pairs.extend((0..head).map(|at| (b0 + at, a0 + at)));
        let (before, after) = (before.get(head..).unwrap_or_default(), after.get(head..).unwrap_or_default());
        let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(b, a)| b == a).count();
        let (b_end, a_end) = (before.len() - tail, after.len() - tail);
        let (before, after) = (before.get(..b_end).unwrap_or_default(), after.get(..a_end).unwrap_or_default());
        let (b0, a0) = (b0 + head, a0 + head);
        if !before.is_empty() && !after.is_empty() {
            if let Some(found) = self.exactly(before, after) {
                self.pairs.extend(found.into_iter().map(|(b, a)| (b0 + b, a0 + a)));
            } else if partings > 0 {
                self.between_anchors(before, after, (b0, a0), partings);
            }
        }
        self.pairs.extend((0..tail).map(|at| (b0 + b_end + at, a0 + a_end + at)));
    }

    /// Matches what is there once in both stretches and keeps its order, and what stands between.
    fn between_anchors(&mut self, before: &[u32], after: &[u32], (b0, a0): (usize, usize), partings: usize) {
        let anchors = rising(&once_in_both(before, after));
        if anchors.is_empty() {
            return;
        }
        let (mut b, mut a) = (0, 0);
        let end = (before.len(), after.len());
        for (next_b, next_a) in anchors.into_iter().chain([end]) {
            let (gap_b, gap_a) = (before.get(b..next_b).unwrap_or_default(), after.get(a..next_a).unwrap_or_default());
            self.stretch(gap_b, gap_a, (b0 + b, a0 + a), partings - 1);
            if (next_b, next_a) != end {
                self.pairs.push((b0 + next_b, a0 + next_a));
            }
            (b, a) = (next_b + 1, next_a + 1);
        }
    }

    /// The longest common subsequence; `None` where that would cost too much.
    fn exactly(&mut self, before: &[u32], after: &[u32]) -> Option<Vec<(usize, usize)>> {
        let total = before.len() + after.len();
        let most = MOST_CHANGES.min(MOST_STEPS / total.max(1)).min(total);
        // Of each number of changes, how far before is read on each diagonal from -d to d.
        let mut reached: Vec<Vec<usize>> = Vec::new();
        for changes in 0..=most as isize {
            let last = reached.last();
            let mut row = Vec::with_capacity(2 * reached.len() + 1);
            let mut done = false;
            for diagonal in -changes..=changes {
                let start = last.map_or(0, |last| step(last, changes - 1, diagonal).0);
                let mut b = start;
                while let (Some(x), Some(y)) = (before.get(b), after_at(after, b, diagonal))
                    && x == y
                {
                    b += 1;
                }
                self.steps = self.steps.checked_sub(1 + b - start)?;
                row.push(b);
                done = b >= before.len() && b as isize - diagonal >= after.len() as isize;
                if done {
                    break;
                }
            }
            reached.push(row);
            if done {
                return Some(walked_back(&reached, before.len(), after.len()));
            }
        }
        None
    }
}

/// The places of what is there once in both, in the order of the first.
fn once_in_both(before: &[u32], after: &[u32]) -> Vec<(usize, usize)> {
    let mut seen: FxHashMap<u32, (usize, Option<usize>)> = FxHashMap::default();
    for (at, item) in after.iter().enumerate() {
        seen.entry(*item).or_insert((0, Some(at))).0 += 1;
    }
    let mut times: FxHashMap<u32, usize> = FxHashMap::default();
    before.iter().for_each(|item| *times.entry(*item).or_default() += 1);
    let once = |item: &u32| match (times.get(item), seen.get(item)) {
        (Some(1), Some((1, place))) => *place,
        _ => None,
    };
    before.iter().enumerate().filter_map(|(at, item)| Some((at, once(item)?))).collect()
}

/// The longest part of some pairs in which the second place rises too.
fn rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // Of each length the pair whose second place is the least that such a part may end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |index: &usize| pairs.get(*index).map_or(0, |(_, a)| *a);
    for (index, (_, a)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(end) < *a);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut part = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        part.extend(pairs.get(index));
        at = before.get(index).copied().flatten();
    }
    part.reverse();
    part
}

fn after_at(after: &[u32], b: usize, diagonal: isize) -> Option<&u32> {
    usize::try_from(b as isize - diagonal).ok().and_then(|a| after.get(a))
}

/// Where a diagonal is entered, after `reached` with so many changes: by removing from the diagonal below, or by adding from the
/// one above; and which.
fn step(reached: &[usize], changes: isize, diagonal: isize) -> (usize, isize) {
    // Only every other diagonal is reached with a number of changes; the others hold what is never farther.
    let at = |d: isize| usize::try_from(d + changes).ok().and_then(|index| reached.get(index)).copied();
    let (removed, added) = (at(diagonal - 1).map(|b| b + 1), at(diagonal + 1));
    match (removed, added) {
        (Some(removed), Some(added)) if removed > added => (removed, diagonal - 1),
        (Some(removed), None) => (removed, diagonal - 1),
        (_, Some(added)) => (added, diagonal + 1),
        (None, None) => (0, diagonal),
    }
}

fn walked_back(reached: &[Vec<usize>], mut b: usize, after: usize) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let mut diagonal = b as isize - after as isize;
    for changes in (0..reached.len()).rev() {
        let (start, from) = match changes.checked_sub(1).and_then(|last| reached.get(last)) {
            None => (0, diagonal),
            Some(last) => step(last, changes as isize - 1, diagonal),
        };
        while b > start {
            b -= 1;
            pairs.extend(usize::try_from(b as isize - diagonal).ok().map(|a| (b, a)));
        }
        // A removed one is stepped back over, an added one is not in `before`.
        if from < diagonal {
            b = b.saturating_sub(1);
        }
        diagonal = from;
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn longest(before: &[u32], after: &[u32]) -> usize {
        let mut row = vec![0; after.len() + 1];
        for b in before {
            let mut diagonal = 0;
            for (at, a) in after.iter().enumerate() {
                let kept = row[at + 1];
                row[at + 1] = if a == b { diagonal + 1 } else { kept.max(row[at]) };
                diagonal = kept;
            }
        }
        row[after.len()]
    }

    fn is_common(pairs: &[(usize, usize)], before: &[u32], after: &[u32]) -> bool {
        pairs.iter().all(|(b, a)| before[*b] == after[*a])
            && pairs.windows(2).all(|pair| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1)
    }

    proptest! {
        #[test]
        fn it_is_the_longest_there_is(before in proptest::collection::vec(0u32..6, 0..40), after in proptest::collection::vec(0u32..6, 0..40)) {
            let pairs = in_common(&before, &after);
            prop_assert!(is_common(&pairs, &before, &after), "{pairs:?}");
            prop_assert_eq!(pairs.len(), longest(&before, &after));
        }

        #[test]
        fn parted_by_what_is_there_once_it_is_still_in_order(before in proptest::collection::vec(0u32..40, 0..60), after in proptest::collection::vec(0u32..40, 0..60)) {
            let mut matcher = Matcher { pairs: Vec::new(), steps: MOST_STEPS_IN_ALL };
            matcher.between_anchors(&before, &after, (0, 0), MOST_PARTINGS);
            prop_assert!(is_common(&matcher.pairs, &before, &after), "{:?}", matcher.pairs);
        }
    }

    #[test]
    fn long_sequences_far_apart_take_bounded_time() {
        let forward: Vec<u32> = (0..100_000).collect();
        let backward: Vec<u32> = forward.iter().rev().copied().collect();
        assert!(!in_common(&forward, &backward).is_empty());
        let twos: Vec<u32> = (0..100_000).map(|n| n % 2).collect();
        let threes: Vec<u32> = (0..100_000).map(|n| u32::from(n % 3 == 0)).collect();
        assert!(is_common(&in_common(&twos, &threes), &twos, &threes));
        let apart: Vec<u32> = (200_000..300_000).collect();
        assert!(in_common(&forward, &apart).is_empty());
        let moved: Vec<u32> = (50_000..100_000).chain(0..50_000).collect();
        assert_eq!(in_common(&forward, &moved).len(), 50_000);
    }
}
