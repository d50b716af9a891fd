//! Connections in, answers out, until it is time to end.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// The most connections at once; more wait to be taken.
const MOST_CONNECTIONS: usize = 512;

/// How long the head of a request may take to arrive, and how long a connection may be idle.
const HEAD: Duration = Duration::from_secs(20);

/// The most bytes of a request's head.
const LARGEST_HEAD: usize = 64 << 10;

/// How long what is being answered may take when the server ends.
const GRACE: Duration = Duration::from_secs(60);

/// How long to wait where the system has no room for one more connection.
const NO_ROOM: Duration = Duration::from_millis(50);

/// Serves until `end` is there, then answers what has been asked. A connection lives no longer than `life`, so that who never reads
/// an answer does not keep it.
pub(super) async fn serve(listener: TcpListener, router: Router, life: Duration, end: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let connections = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut end = pin!(end);
    loop {
        let next = async {
            let place = Arc::clone(&connections).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, accepted) = tokio::select! {
            accepted = next => accepted,
            () = &mut end => break,
        };
        let Ok((stream, _)) = accepted else {
            sleep(NO_ROOM).await;
            continue;
        };
        // Small answers are not held back until more is there.
        let _ = stream.set_nodelay(true);
        let service = TowerToHyperService::new(router.clone());
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_buf_size(LARGEST_HEAD)
            .serve_connection(TokioIo::new(stream), service);
        let watcher = graceful.watcher();
        tokio::spawn(async move {
            // A connection that breaks off is its client's matter.
            let _ = timeout(life, watcher.watch(connection)).await;
            drop(place);
        });
    }
    drop(listener);
    let _ = timeout(GRACE, graceful.shutdown()).await;
}

/// Waits until the system asks the program to end.
pub(super) async fn asked_to_end() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminated = async {
            match signal(SignalKind::terminate()) {
                Ok(mut terminated) => drop(terminated.recv().await),
                Err(_) => std::future::pending::<()>().await,
            }
        };
        tokio::select! { () = interrupted => {}, () = terminated => {} }
    }
    #[cfg(not(unix))]
    interrupted.await;
}
