//! What a server goes by.

use crate::finding::Language;
use serde_json::Value as Json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Takes a line of the log.
pub type Log = Arc<dyn Fn(&Json) + Send + Sync>;

/// How much is done for those who ask.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// The most bytes of one request.
    pub body_bytes: usize,
    /// The most bytes of all requests together.
    pub memory_bytes: usize,
    /// How long one request may take to arrive.
    pub upload: Duration,
    /// How long the work on it may take, the wait for it included.
    pub work: Duration,
    /// How many are worked on at once.
    pub workers: usize,
    /// How many more may wait.
    pub queue: usize,
}

impl Default for Limits {
    fn default() -> Self {
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        Limits {
            body_bytes: 64 << 20,
            memory_bytes: 512 << 20,
            upload: Duration::from_secs(60),
            work: Duration::from_secs(120),
            workers,
            queue: 8 * workers,
        }
    }
}

/// What a server goes by.
#[derive(Clone)]
pub struct Settings {
    /// Where it listens.
    pub address: SocketAddr,
    /// The token that requests have to bring along, where there is one.
    pub token: Option<String>,
    /// How much it does.
    pub limits: Limits,
    /// The language of who names none.
    pub language: Language,
    /// Where its log goes.
    pub log: Log,
}
