//! Many pieces of work on all cores, their results taken in order.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// The stack of a worker, as large as any reader was tried with.
const STACK: usize = 16 << 20;

/// How many results a worker may be ahead of the one that is waited for: they are kept in memory.
const AHEAD: usize = 2;

/// Where the work is.
struct Progress<T> {
    /// The piece that is begun next.
    next: usize,
    /// How many results were taken.
    taken: usize,
    results: BTreeMap<usize, T>,
    /// Whether no more is wanted, or a worker panicked, whose result will never come.
    is_over: bool,
}

/// The work, shared.
struct Shared<T> {
    progress: Mutex<Progress<T>>,
    changed: Condvar,
}

impl<T> Shared<T> {
    fn lock(&self) -> MutexGuard<'_, Progress<T>> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'l>(&self, progress: MutexGuard<'l, Progress<T>>) -> MutexGuard<'l, Progress<T>> {
        self.changed.wait(progress).unwrap_or_else(PoisonError::into_inner)
    }

    /// Does pieces until none is left.
    fn work(&self, count: usize, ahead: usize, work: impl Fn(usize) -> T) {
        let _told = TellsOfPanic(self);
        loop {
            let mut progress = self.lock();
            while progress.next < count && progress.next >= progress.taken + ahead && !progress.is_over {
                progress = self.wait(progress);
            }
            if progress.next >= count || progress.is_over {
                return;
            }
            let index = progress.next;
            progress.next += 1;
            drop(progress);
            let result = work(index);
            self.lock().results.insert(index, result);
            self.changed.notify_all();
        }
    }

    /// Keeps workers from beginning any more.
    fn stop(&self) {
        self.lock().is_over = true;
        self.changed.notify_all();
    }

    /// The result of a piece, or of any where it does not matter which, once it is there; `None` where it never comes.
    fn take(&self, index: Option<usize>) -> Option<(usize, T)> {
        let mut progress = self.lock();
        loop {
            let found = match index {
                Some(index) => progress.results.remove_entry(&index),
                None => progress.results.pop_first(),
            };
            if found.is_some() {
                progress.taken += 1;
                self.changed.notify_all();
                return found;
            }
            if progress.is_over {
                return None;
            }
            progress = self.wait(progress);
        }
    }
}

/// Wakes those who wait for a worker that panicked.
struct TellsOfPanic<'s, T>(&'s Shared<T>);

impl<T> Drop for TellsOfPanic<'_, T> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

/// Does `count` pieces of work on all cores; `begin` is called before each is waited for, `end` with its result, both in order, until
/// one breaks off. No more results are kept than two for each core.
///
/// Many sources, each converted to a web page:
///
/// ```
/// use nianbao::convert::{Conversion, Options, Source, in_order};
/// use nianbao::format::Format;
/// use std::ops::ControlFlow;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let options = Options::built_in()?;
/// let sources = ["lukou-2021", "qinghe-2023"].map(|name| {
///     let bytes = std::fs::read(format!("samples/{name}/report.json")).unwrap_or_default();
///     Source::new(name, bytes, Format::Json)
/// });
/// let convert = |index: usize| {
///     let mut findings = Vec::new();
///     let page = Conversion::new(&options).convert(&sources[index], Format::Html, &mut findings);
///     (page, findings)
/// };
/// let mut done = Vec::new();
/// in_order(sources.len(), convert, |_| {}, |index, (page, _)| {
///     done.push((sources[index].name(), page.is_ok()));
///     ControlFlow::Continue(())
/// });
/// assert_eq!(done, [("lukou-2021", true), ("qinghe-2023", true)]);
/// # Ok(())
/// # }
/// ```
pub fn in_order<T: Send>(
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    begin: impl FnMut(usize),
    end: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    in_order_on(None, count, work, begin, end);
}

/// The same on so many cores; on all where it is not said.
pub fn in_order_on<T: Send>(
    jobs: Option<usize>,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    begin: impl FnMut(usize),
    end: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    on(jobs, count, true, work, begin, end);
}

/// The same, each result taken as soon as it is there: one that takes long holds no other up.
pub fn as_done_on<T: Send>(
    jobs: Option<usize>,
    count: usize,
    work: impl Fn(usize) -> T + Sync,
    end: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    on(jobs, count, false, work, |_| {}, end);
}

fn on<T: Send>(
    jobs: Option<usize>,
    count: usize,
    is_ordered: bool,
    work: impl Fn(usize) -> T + Sync,
    mut begin: impl FnMut(usize),
    mut end: impl FnMut(usize, T) -> ControlFlow<()>,
) {
    let workers = jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, NonZero::get)).min(count);
    let progress = Progress { next: 0, taken: 0, results: BTreeMap::new(), is_over: false };
    let shared = Shared { progress: Mutex::new(progress), changed: Condvar::new() };
    thread::scope(|scope| {
        let (shared, work) = (&shared, &work);
        // Workers wait for results to be taken: a panic here must wake them, too.
        let _told = TellsOfPanic(shared);
        let spawn = |_| {
            let own = move || shared.work(count, AHEAD * workers, work);
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, own).is_ok()
        };
        // One piece needs no thread, and where the system has none to give, all is done here.
        let has_workers = workers > 1 && (0..workers).filter(|worker| spawn(*worker)).count() > 0;
        for index in 0..count {
            begin(index);
            let taken = if has_workers { shared.take(is_ordered.then_some(index)) } else { Some((index, work(index))) };
            // The panic goes on when the scope ends.
            let Some((index, result)) = taken else { return };
            if end(index, result).is_break() {
                return shared.stop();
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_order_however_long_each_takes() {
        for count in [0, 1, 2, 40] {
            let work = |index: usize| {
                thread::sleep(Duration::from_millis(if index.is_multiple_of(7) { 5 } else { 0 }));
                index * index
            };
            let (mut begun, mut ended) = (Vec::new(), Vec::new());
            let end = |index, result| {
                ended.push((index, result));
                ControlFlow::Continue(())
            };
            in_order(count, work, |index| begun.push(index), end);
            assert_eq!(begun, (0..count).collect::<Vec<_>>());
            assert_eq!(ended, (0..count).map(|index| (index, index * index)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn results_that_need_no_order_come_as_they_are_done() {
        // The first is done when all others are, as far as they may be ahead of it.
        let done = Mutex::new(0);
        let changed = Condvar::new();
        let work = |index: usize| {
            let mut others = done.lock().unwrap();
            while index == 0 && *others < 39 {
                others = changed.wait(others).unwrap();
            }
            *others += 1;
            changed.notify_all();
            index
        };
        let mut taken = Vec::new();
        as_done_on(Some(2), 40, work, |index, result| {
            assert_eq!(index, result);
            taken.push(index);
            ControlFlow::Continue(())
        });
        // Those that were done when it was and not yet taken come in any order.
        let first = taken.iter().position(|index| *index == 0);
        assert!(first >= Some(40 - 1 - AHEAD * 2), "held up nobody: {taken:?}");
        taken.sort_unstable();
        assert_eq!(taken, (0..40).collect::<Vec<_>>());
    }

    #[test]
    fn a_panic_is_no_endless_wait() {
        let lost = std::panic::catch_unwind(|| {
            in_order(40, |index| assert!(index != 5), |_| {}, |_, ()| ControlFlow::Continue(()));
        });
        assert!(lost.is_err());
    }

    #[test]
    fn a_panic_of_who_takes_ends_the_work() {
        let lost = std::panic::catch_unwind(|| {
            in_order(
                1_000,
                |_| (),
                |_| {},
                |index, ()| {
                    assert!(index != 3);
                    ControlFlow::Continue(())
                },
            );
        });
        assert!(lost.is_err());
    }

    #[test]
    fn nothing_is_taken_after_one_breaks_off() {
        let mut ended = 0;
        let end = |index, ()| {
            ended += 1;
            if index == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        in_order(1_000, |_| (), |_| {}, end);
        assert_eq!(ended, 4);
    }
}
