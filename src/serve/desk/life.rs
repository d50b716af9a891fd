//! Whether the desk is still wanted.
//!
//! A page that is open holds a connection: the system closes it when the page is closed or its browser ends, however that ends. Of
//! several pages of one browser one holds it for all. A page that is closed or loaded anew says so before; one that does not may be
//! that of a browser which was killed, or one whose connections fell asleep with the computer: it is waited for somewhat longer, and
//! longest where changes would be lost that nobody has downloaded.
//!
//! How long is counted in looks, not by a clock: while the computer sleeps there are none, so that a page that wakes with it is still
//! awaited.

use axum::body::Bytes;
use hyper::body::{Body, Frame};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::watch;

/// How often it is looked whether the desk is still wanted.
pub(in crate::serve) const LOOK: Duration = Duration::from_secs(5);
/// How many looks the desk stays until a page is opened, ten minutes.
const UNTIL_OPENED: u64 = 120;
/// How many after the last page said that it closes, twenty seconds: it may be loaded anew.
const AFTER_CLOSING: u64 = 4;
/// How many after the last page was lost without a word, two minutes: it may come back with its computer or its browser.
const AFTER_LOSS: u64 = 24;
/// How many where there are changes that nobody has downloaded, an hour: a browser that is opened again opens its pages again.
const AFTER_LOSS_OF_CHANGES: u64 = 720;

/// The most pages that are known to be closing.
const MOST_PAGES: usize = 100;

/// Whether the desk is still wanted.
#[derive(Debug)]
pub(super) struct Life {
    state: Mutex<State>,
    /// Whether the desk ends.
    ends: watch::Sender<bool>,
}

#[derive(Debug)]
struct State {
    /// How many connections are held by pages.
    open: usize,
    /// The pages that said that they close, by the numbers they gave themselves.
    closing: BTreeSet<u64>,
    /// The page of the connection that was lost last.
    lost: Option<u64>,
    /// How many looks it stays while no page is open.
    looks: u64,
}

impl Life {
    pub(super) fn new() -> Self {
        let state = State { open: 0, closing: BTreeSet::new(), lost: None, looks: UNTIL_OPENED };
        Life { state: Mutex::new(state), ends: watch::Sender::new(false) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until there has been no page for a while, looking again whenever `look` is there.
    pub(super) async fn left<F: Future<Output = ()>>(&self, mut look: impl FnMut() -> F) {
        while self.is_wanted() {
            look().await;
        }
    }

    /// Whether the desk is still wanted at this look.
    fn is_wanted(&self) -> bool {
        let mut state = self.state();
        if state.open == 0 {
            state.looks = state.looks.saturating_sub(1);
        }
        state.open > 0 || state.looks > 0
    }

    /// Ends the connections of pages: the desk ends.
    pub(super) fn end(&self) {
        self.ends.send_replace(true);
    }

    /// A page says that it closes, or is loaded anew.
    pub(super) fn is_closing(&self, page: u64) {
        let mut state = self.state();
        if state.open == 0 && state.lost == Some(page) {
            // Its connection was the faster one.
            state.looks = state.looks.min(AFTER_CLOSING);
        }
        if state.closing.len() >= MOST_PAGES {
            state.closing.pop_first();
        }
        state.closing.insert(page);
    }

    fn comes(&self, page: u64) {
        let mut state = self.state();
        state.open += 1;
        state.closing.remove(&page);
    }

    fn goes(&self, page: u64, has_changes: bool) {
        let mut state = self.state();
        state.open = state.open.saturating_sub(1);
        state.lost = Some(page);
        state.looks = match (state.closing.remove(&page), has_changes) {
            (true, _) => AFTER_CLOSING,
            (false, true) => AFTER_LOSS_OF_CHANGES,
            (false, false) => AFTER_LOSS,
        };
    }
}

/// Whose life it is.
pub(super) trait Lives: Send + Sync + 'static {
    fn life(&self) -> &Life;
    /// Whether there are changes that nobody has downloaded.
    fn has_changes(&self) -> bool;
}

/// What a page is answered that is open: nothing more than that it was heard, until one of both ends.
pub(super) struct Presence<L: Lives> {
    of: Arc<L>,
    page: u64,
    is_greeted: bool,
    end: Pin<Box<dyn Future<Output = ()> + Send>>,
}

impl<L: Lives> Presence<L> {
    /// A page is there, until this is dropped.
    pub(super) fn of(of: Arc<L>, page: u64) -> Self {
        of.life().comes(page);
        let mut ends = of.life().ends.subscribe();
        let end = Box::pin(async move {
            let _ = ends.wait_for(|ends| *ends).await;
        });
        Presence { of, page, is_greeted: false, end }
    }
}

impl<L: Lives> Drop for Presence<L> {
    fn drop(&mut self) {
        self.of.life().goes(self.page, self.of.has_changes());
    }
}

impl<L: Lives> Body for Presence<L> {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if !std::mem::replace(&mut self.is_greeted, true) {
            return Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b"\n")))));
        }
        self.end.as_mut().poll(context).map(|()| None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After how many looks the desk is left.
    fn looks(life: &Life) -> u64 {
        (0..).find(|_| !life.is_wanted()).unwrap()
    }

    #[test]
    fn a_desk_that_is_never_opened_is_left() {
        assert_eq!(looks(&Life::new()), UNTIL_OPENED - 1);
    }

    #[test]
    fn a_desk_stays_as_long_as_one_of_its_pages() {
        let life = Life::new();
        life.comes(1);
        life.comes(2);
        life.goes(1, false);
        assert!((0..100_000).all(|_| life.is_wanted()));
        life.goes(2, false);
        assert_eq!(looks(&life), AFTER_LOSS - 1);
    }

    #[test]
    fn a_page_that_says_that_it_closes_is_not_waited_for_long_whichever_is_heard_first() {
        for says_before in [true, false] {
            let life = Life::new();
            life.comes(1);
            if says_before {
                life.is_closing(1);
                assert!((0..100).all(|_| life.is_wanted()), "it is still there");
            }
            life.goes(1, true);
            if !says_before {
                life.is_closing(1);
            }
            assert_eq!(looks(&life), AFTER_CLOSING - 1);
        }
    }

    #[test]
    fn a_page_that_is_loaded_anew_goes_on() {
        let life = Life::new();
        life.comes(1);
        life.is_closing(1);
        life.goes(1, true);
        assert!(life.is_wanted());
        life.comes(2);
        assert!((0..100_000).all(|_| life.is_wanted()));
    }

    #[test]
    fn a_page_that_is_lost_is_waited_for_and_longest_with_changes() {
        for (has_changes, expected) in [(false, AFTER_LOSS), (true, AFTER_LOSS_OF_CHANGES)] {
            let life = Life::new();
            life.comes(1);
            // Another that never held the connection says nothing of this one.
            life.is_closing(7);
            life.goes(1, has_changes);
            life.is_closing(7);
            assert_eq!(looks(&life), expected - 1);
        }
    }

    /// A computer that falls asleep may take the connections of its browser; a page that comes back is awaited as before.
    #[test]
    fn what_was_counted_is_forgotten_when_a_page_comes_back() {
        let life = Life::new();
        life.comes(1);
        for _ in 0..100 {
            life.goes(1, false);
            assert!((0..AFTER_LOSS - 1).all(|_| life.is_wanted()));
            life.comes(1);
        }
        assert!(life.is_wanted());
    }

    #[test]
    fn pages_without_number_take_no_memory() {
        let life = Life::new();
        (0..1_000).for_each(|page| life.is_closing(page));
        assert_eq!(life.state().closing.len(), MOST_PAGES);
    }

    struct Unchanged(Life);

    impl Lives for Unchanged {
        fn life(&self) -> &Life {
            &self.0
        }
        fn has_changes(&self) -> bool {
            false
        }
    }

    #[test]
    fn a_page_is_greeted_held_and_let_go_when_the_desk_ends() {
        let of = Arc::new(Unchanged(Life::new()));
        let mut presence = Presence::of(Arc::clone(&of), 1);
        let mut context = Context::from_waker(std::task::Waker::noop());
        let mut poll = |presence: &mut Presence<Unchanged>| Pin::new(presence).poll_frame(&mut context);
        assert!(matches!(poll(&mut presence), Poll::Ready(Some(Ok(frame))) if frame.is_data()));
        assert!(poll(&mut presence).is_pending());
        of.life().end();
        assert!(matches!(poll(&mut presence), Poll::Ready(None)));
        drop(presence);
        assert_eq!(looks(of.life()), AFTER_LOSS - 1);
    }
}
