//! What all requests share.

use super::memory::Memory;
use super::metrics::Metrics;
use super::pool::Pool;
use super::settings::{Limits, Log};
use crate::convert::Options;
use crate::finding::Language;
use sha2::{Digest, Sha256};
use std::net::SocketAddr;
use std::sync::Arc;

/// What all requests share.
pub(super) struct Server {
    pub(super) options: Arc<Options>,
    pub(super) limits: Limits,
    pub(super) memory: Memory,
    pub(super) pool: Pool,
    pub(super) metrics: Metrics,
    pub(super) door: Door,
    /// The language of who names none.
    pub(super) language: Language,
    pub(super) log: Log,
}

/// Who may come in.
#[derive(Debug)]
pub(super) struct Door {
    token: Option<Token>,
    /// The names it may be called by, where these are known: those of a server that only this computer reaches.
    hosts: Option<Vec<String>>,
}

/// A token, by its sum: how long a comparison takes tells nothing of the token.
#[derive(Debug, Clone, Copy)]
struct Token([u8; 32]);

impl Token {
    fn of(text: &str) -> Self {
        Token(Sha256::digest(text.as_bytes()).into())
    }
}

impl Door {
    /// The door of a server at this address: where only this computer reaches it, it is called by this computer's names, so that no
    /// name of another site leads here (DNS rebinding).
    pub(super) fn of(address: SocketAddr, token: Option<&str>) -> Self {
        let port = address.port();
        let names = ["127.0.0.1", "localhost", "[::1]"].map(|name| match port {
            80 => vec![name.to_owned(), format!("{name}:80")],
            _ => vec![format!("{name}:{port}")],
        });
        let hosts = address.ip().is_loopback().then(|| names.concat());
        Door { token: token.map(Token::of), hosts }
    }

    /// Whether the server is this host.
    pub(super) fn is_called(&self, host: &str) -> bool {
        self.hosts.as_ref().is_none_or(|hosts| hosts.iter().any(|own| own.eq_ignore_ascii_case(host)))
    }

    /// Whether a token opens the door.
    pub(super) fn opens(&self, given: Option<&str>) -> bool {
        match (&self.token, given) {
            (None, _) => true,
            (Some(Token(own)), Some(given)) => {
                let Token(given) = Token::of(given);
                own.iter().zip(given).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
            }
            (Some(_), None) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_token_opens_and_only_own_names_call() {
        let local = Door::of("127.0.0.1:8080".parse().unwrap(), Some("0123456789abcdef"));
        assert!(local.opens(Some("0123456789abcdef")));
        for given in [None, Some(""), Some("0123456789abcdeF"), Some("0123456789abcdef ")] {
            assert!(!local.opens(given), "{given:?}");
        }
        for (host, is_own) in [
            ("127.0.0.1:8080", true),
            ("LOCALHOST:8080", true),
            ("127.0.0.1", false),
            ("127.0.0.1:80", false),
            ("evil.example:8080", false),
            ("127.0.0.1.evil.example:8080", false),
        ] {
            assert_eq!(local.is_called(host), is_own, "{host}");
        }
        let open = Door::of("0.0.0.0:8080".parse().unwrap(), None);
        assert!(open.opens(None) && open.is_called("nianbao.example.cn"));
    }
}
