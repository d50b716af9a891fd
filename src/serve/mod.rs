//! The command line's functions over HTTP: `nianbao serve` for programs, `nianbao desk` for a clerk's own browser.
//!
//! In: [`Settings`]: an address, a token, limits. Out: a server ([`Running`]) that answers until it is asked to end. It takes bytes and
//! gives bytes: no file is read or written, no connection made, and what a report says is in no log. What is done with reports is
//! `convert`'s; here is how it is asked for, by whom, how much at once and how long.
//!
//! | file | what it does |
//! |---|---|
//! | `running` | a server, its addresses, its beginning and end |
//! | `listen` | connections, and an orderly end |
//! | `guard` | what every request passes: host, origin, token, id, log |
//! | `upload`, `memory` | bodies → files, within the memory there is |
//! | `pool` | work that takes a processor, so much at once |
//! | `api` | `/v1` |
//! | `asking` | what is asked of it → what conversions go by |
//! | `desk` | the page for clerks, and its addresses |
//! | `answer`, `refusal` | what is answered, and why something is not (RFC 9457) |
//! | `metrics` | what was done, for Prometheus |
//! | `settings` | what a server goes by |
//! | `server` | what all requests share; who may come in |
//! | `unconnected` | requests answered in this process, for fuzzing |
//!
//! Requests are read by hyper and routed by axum. Limits on bodies, time and how much is done at once are counted here, as they belong
//! together: memory is taken by the byte as a body arrives, so that slow uploads keep no one else out, and work keeps its place in
//! the pool until it has really ended.

mod answer;
mod api;
mod asking;
mod desk;
mod guard;
mod listen;
mod memory;
mod metrics;
mod pool;
mod refusal;
mod running;
mod server;
mod settings;
mod unconnected;
mod upload;

pub use running::{ROUTES, Running};
pub use settings::{Limits, Log, Settings};
pub use unconnected::Unconnected;
