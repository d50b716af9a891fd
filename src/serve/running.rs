//! A server: its addresses, its beginning and its end.

use super::desk::{self, Desk};
use super::memory::Memory;
use super::pool::Pool;
use super::server::{Door, Server};
use super::settings::Settings;
use super::{api, guard, listen};
use crate::convert::Options;
use crate::finding::{Error, Value, catalogue};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
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
        let asked = settings.address;
        let failed = |error| cannot_listen(asked, error);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_stack_size(STACK)
            .enable_all()
            .build()
            .map_err(failed)?;
        let listener = runtime.block_on(TcpListener::bind(asked)).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let (limits, token) = (settings.limits, settings.token.clone());
        let router = router(Running::shared(settings, address)?, desk.clone());
        // A page of the desk is there as long as its connection.
        let life = if desk.is_some() { Duration::MAX } else { limits.upload + limits.work + BEYOND };
        Ok(Running { runtime, listener, router, desk, address, token, life })
    }

    /// What all requests of a server at that address share.
    pub(super) fn shared(settings: Settings, address: SocketAddr) -> Result<Arc<Server>, Error> {
        let Settings { token, limits, language, log, .. } = settings;
        Ok(Arc::new(Server {
            options: Arc::new(Options::built_in()?),
            limits,
            memory: Memory::of(limits.memory_bytes),
            pool: Pool::new(limits.workers.max(1), limits.queue, limits.work),
            metrics: Default::default(),
            door: Door::of(address, token.as_deref()),
            language,
            log,
        }))
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
        self.run_looking(end, || tokio::time::sleep(desk::LOOK));
    }

    /// Answers until `end` is there; of a desk it is looked whether it is still wanted whenever `look` is there.
    pub fn run_looking<F: Future<Output = ()>>(self, end: impl Future<Output = ()>, look: impl FnMut() -> F) {
        let Running { runtime, listener, router, desk, life, .. } = self;
        runtime.block_on(async {
            let left = async {
                match &desk {
                    Some(desk) => desk.left(look).await,
                    None => std::future::pending().await,
                }
            };
            let end = async {
                tokio::select! { () = end => {}, () = left => {} }
                // Pages hold their connections until they are told.
                if let Some(desk) = &desk {
                    desk.end();
                }
            };
            listen::serve(listener, router, life, end).await;
        });
        // Work that nobody waits for any more does not keep the program.
        runtime.shutdown_background();
    }
}

pub(super) fn cannot_listen(address: SocketAddr, cause: impl ToString) -> Error {
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

pub(super) fn router(server: Arc<Server>, desk: Option<Arc<Desk>>) -> Router {
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
