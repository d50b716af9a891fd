//! The command line's functions over HTTP: `nianbao serve` for programs, `nianbao desk` for a clerk's own browser.
//!
//! In: [`Settings`]: an address, a token, limits. Out: a server ([`Running`]) that answers until it is asked to end. It takes bytes and
//! gives bytes: no file is read or written, no connection made, and what a report says is in no log. What is done with reports is
//! `convert`'s; here is how it is asked for, by whom, how much at once and how long.
//!
//! | file | what it does |
//! |---|---|
//! | `listen` | connections, and an orderly end |
//! | `guard` | what every request passes: host, origin, token, id, log |
//! | `upload`, `memory` | bodies → files, within the memory there is |
//! | `pool` | work that takes a processor, so much at once |
//! | `api` | `/v1` |
//! | `desk` | the page for clerks, and its addresses |
//! | `answer`, `refusal` | what is answered, and why something is not (RFC 9457) |
//! | `metrics` | what was done, for Prometheus |
//! | `settings` | what a server goes by |
//! | `server` | what all requests share; who may come in |
//!
//! Requests are read by hyper and routed by axum. Limits on bodies, time and how much is done at once are counted here, as they belong
//! together: memory is taken by the byte as a body arrives, so that slow uploads keep no one else out, and work keeps its place in
//! the pool until it has really ended.

mod answer;
mod api;
mod desk;
mod guard;
mod listen;
mod memory;
mod metrics;
mod pool;
mod refusal;
mod server;
mod settings;
mod upload;

pub use settings::{Limits, Log, Settings};

use crate::convert::Options;
use crate::finding::{Error, Value, catalogue};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use desk::Desk;
use memory::Memory;
use pool::Pool;
use server::{Door, Server};
use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// The stack of a thread that works on reports, as large as any reader was tried with.
const STACK: usize = 16 << 20;

/// How long a connection may live beyond the longest request: for the answer, and for several requests.
const BEYOND: Duration = Duration::from_secs(600);

/// The fewest characters of a token.
const SHORTEST_TOKEN: usize = 16;

/// A server that listens, and does not answer yet.
pub struct Running {
    runtime: Runtime,
    listener: TcpListener,
    router: Router,
    desk: Option<Arc<Desk>>,
    address: SocketAddr,
    token: Option<String>,
    /// How long a connection lives.
    life: Duration,
}

impl Running {
    /// A server for programs.
    ///
    /// # Errors
    /// `cannot-listen`, `token-unfit`.
    pub fn serve(settings: Settings) -> Result<Self, Error> {
        if let Some(token) = &settings.token
            && (token.len() < SHORTEST_TOKEN || !token.bytes().all(|b| b.is_ascii_graphic()))
        {
            return Err(catalogue::serve::token_unfit().into());
        }
        Running::start(settings, None)
    }

    /// A desk: on this computer only, at any port, with a token of its own.
    ///
    /// # Errors
    /// `cannot-listen`.
    pub fn desk(settings: Settings) -> Result<Self, Error> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, settings.address.port()));
        let mut bytes = [0; 24];
        // Without chance there is no token, and without a token no desk.
        getrandom::fill(&mut bytes).map_err(|error| cannot_listen(address, error))?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Running::start(Settings { address, token: Some(token), ..settings }, Some(Arc::new(Desk::new())))
    }

    fn start(settings: Settings, desk: Option<Arc<Desk>>) -> Result<Self, Error> {
        let Settings { address: asked, token, limits, language, log } = settings;
        let failed = |error| cannot_listen(asked, error);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_stack_size(STACK)
            .enable_all()
            .build()
            .map_err(failed)?;
        let listener = runtime.block_on(TcpListener::bind(asked)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let server = Arc::new(Server {
            options: Arc::new(Options::built_in()?),
            limits,
            memory: Memory::of(limits.memory_bytes),
            pool: Pool::new(limits.workers.max(1), limits.queue, limits.work),
            metrics: Default::default(),
            door: Door::of(address, token.as_deref()),
            language,
            log,
        });
        let router = router(server, desk.clone());
        let life = limits.upload + limits.work + BEYOND;
        Ok(Running { runtime, listener, router, desk, address, token, life })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The address to open in a browser; the token stands where no server and no proxy sees it.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.token {
            Some(token) => format!("http://{}/#{token}", self.address),
            None => format!("http://{}/", self.address),
        }
    }

    /// Answers until the system asks the program to end, or, of a desk, until its page has been closed for a while; what was asked
    /// before is answered.
    pub fn run(self) {
        self.run_until(listen::asked_to_end());
    }

    /// Answers until `end` is there.
    pub fn run_until(self, end: impl Future<Output = ()>) {
        let Running { runtime, listener, router, desk, life, .. } = self;
        runtime.block_on(async {
            let left = async {
                match &desk {
                    Some(desk) => desk.left().await,
                    None => std::future::pending().await,
                }
            };
            let end = async {
                tokio::select! { () = end => {}, () = left => {} }
            };
            listen::serve(listener, router, life, end).await;
        });
        // Work that nobody waits for any more does not keep the program.
        runtime.shutdown_background();
    }
}

fn cannot_listen(address: SocketAddr, cause: impl ToString) -> Error {
    catalogue::serve::cannot_listen(address.to_string(), Value::foreign(cause)).into()
}

/// The addresses of the interface: method, path. [`router`] has these and no others; the OpenAPI document, too.
pub const ROUTES: &[(&str, &str)] = &[
    ("get", "/healthz"),
    ("get", "/metrics"),
    ("get", "/v1/forms"),
    ("get", "/v1/forms/{id}"),
    ("get", "/v1/openapi.json"),
    ("get", "/v1/schema"),
    ("post", "/v1/check"),
    ("post", "/v1/convert"),
    ("post", "/v1/merge"),
];

fn router(server: Arc<Server>, desk: Option<Arc<Desk>>) -> Router {
    let mut router = Router::new();
    for (_, path) in ROUTES {
        let methods = match *path {
            "/healthz" => get(api::health),
            "/metrics" => get(api::metrics),
            "/v1/forms" => get(api::forms),
            "/v1/forms/{id}" => get(api::form),
            "/v1/openapi.json" => get(api::openapi),
            "/v1/schema" => get(api::schema),
            "/v1/check" => post(api::check),
            "/v1/convert" => post(api::convert),
            _ => post(api::merge),
        };
        router = router.route(path, methods);
    }
    if let Some(desk) = desk {
        router = router.merge(desk::router(desk));
    }
    router
        .fallback(api::unknown)
        .layer(DefaultBodyLimit::max(server.limits.body_bytes))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&server), guard::guard))
        .with_state(server)
}
