//! A server without connections: what is asked is answered in this process. For those who try it with whatever bytes there are.

use super::running::{Running, cannot_listen, router};
use super::settings::Settings;
use crate::finding::Error;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::runtime::Runtime;

/// A server without connections.
pub struct Unconnected {
    runtime: Runtime,
    router: Router,
    host: String,
}

impl Unconnected {
    /// A server for programs.
    ///
    /// # Errors
    /// `cannot-listen` where the system gives it no thread.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        let address = settings.address;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| cannot_listen(address, error))?;
        let router = router(Running::shared(settings, address)?, None);
        Ok(Unconnected { runtime, router, host: address.to_string() })
    }

    /// The status and the body of the answer; `None` where what is asked is no request.
    #[must_use]
    pub fn answer(&self, method: &str, address: &str, kind: Option<&str>, body: Vec<u8>) -> Option<(u16, Vec<u8>)> {
        let mut request = Request::builder().method(method).uri(address).header(header::HOST, &self.host);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let request = request.body(Body::from(body)).ok()?;
        let service = TowerToHyperService::new(self.router.clone());
        self.runtime.block_on(async {
            let response = service.call(request).await.ok()?;
            let status = response.status().as_u16();
            let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.ok()?;
            Some((status, body.to_vec()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Language;
    use crate::serve::Limits;
    use std::sync::Arc;

    #[test]
    fn what_is_asked_is_answered_as_over_a_connection() {
        let settings = Settings {
            address: "127.0.0.1:8080".parse().unwrap(),
            token: None,
            limits: Limits::default(),
            language: Language::Chinese,
            log: Arc::new(|_| {}),
        };
        let server = Unconnected::new(settings).unwrap();
        assert_eq!(server.answer("GET", "/healthz", None, Vec::new()).unwrap().0, 200);
        assert_eq!(server.answer("POST", "/v1/check", None, vec![0, 1]).unwrap().0, 422);
        let kind = Some("multipart/form-data; boundary=x");
        assert_eq!(server.answer("POST", "/v1/check", kind, b"--x".to_vec()).unwrap().0, 400);
        assert!(server.answer("no method", "/", None, Vec::new()).is_none());
    }
}
