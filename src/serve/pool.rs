//! Work that takes a processor: so much at once, so much waiting, and no longer than it may take.

use super::refusal::Refusal;
use crate::finding::catalogue;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Where work is done.
#[derive(Debug, Clone)]
pub(super) struct Pool {
    /// A permit for each piece that is done or waits.
    places: Arc<Semaphore>,
    /// A permit for each piece that is done.
    workers: Arc<Semaphore>,
    longest: Duration,
}

impl Pool {
    pub(super) fn new(workers: usize, queue: usize, longest: Duration) -> Self {
        let places = Arc::new(Semaphore::new(workers.saturating_add(queue)));
        Pool { places, workers: Arc::new(Semaphore::new(workers)), longest }
    }

    /// How many more pieces may come.
    pub(super) fn free(&self) -> usize {
        self.places.available_permits()
    }

    /// The result of a piece of work. What takes too long is no longer waited for; it keeps its place until it has ended, so that
    /// never more is done at once than may be.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let busy = |_| Refusal::from(catalogue::serve::server_busy());
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(busy)?;
        let done = async {
            let worker = Arc::clone(&self.workers).acquire_owned().await;
            let work = move || {
                let result = work();
                drop((place, worker));
                result
            };
            tokio::task::spawn_blocking(work).await
        };
        match timeout(self.longest, done).await {
            Ok(Ok(result)) => result,
            // The work panicked; what it held was let go with it.
            Ok(Err(_)) => Err(catalogue::serve::work_ended().into()),
            Err(_) => Err(catalogue::serve::work_too_long(self.longest.as_secs()).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    fn runtime() -> tokio::runtime::Runtime {
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build().unwrap()
    }

    #[test]
    fn who_finds_every_place_taken_is_turned_away_and_the_next_is_not() {
        runtime().block_on(async {
            let pool = Pool::new(1, 1, Duration::from_secs(600));
            let (go, wait) = mpsc::channel::<()>();
            let of = pool.clone();
            let first = tokio::spawn(async move { of.run(move || Ok(wait.recv().is_ok())).await });
            let of = pool.clone();
            let second = tokio::spawn(async move { of.run(|| Ok(true)).await });
            while pool.free() > 0 {
                tokio::task::yield_now().await;
            }
            assert_eq!(pool.run(|| Ok(())).await.unwrap_err().code(), "server-busy");
            go.send(()).unwrap();
            assert!(first.await.unwrap().unwrap() && second.await.unwrap().unwrap());
            assert!(pool.run(|| Ok(())).await.is_ok());
        });
    }

    #[test]
    fn work_that_is_not_waited_for_keeps_its_place_until_it_ends() {
        runtime().block_on(async {
            let pool = Pool::new(1, 0, Duration::from_millis(20));
            let (go, wait) = mpsc::channel::<()>();
            assert_eq!(pool.run(move || Ok(wait.recv().is_ok())).await.unwrap_err().code(), "work-too-long");
            assert_eq!(pool.run(|| Ok(())).await.unwrap_err().code(), "server-busy");
            go.send(()).unwrap();
            while pool.free() == 0 {
                tokio::task::yield_now().await;
            }
            assert!(pool.run(|| Ok(())).await.is_ok());
        });
    }

    #[test]
    fn a_panic_ends_one_piece_of_work_only() {
        runtime().block_on(async {
            let pool = Pool::new(1, 0, Duration::from_secs(600));
            let ended = pool.run(|| -> Result<(), Refusal> { std::panic::panic_any(1) }).await;
            assert_eq!(ended.unwrap_err().code(), "work-ended");
            assert!(pool.run(|| Ok(())).await.is_ok());
        });
    }
}
