//! A server on a port of its own, and who asks it, over plain connections.

use nianbao::finding::{Error, Language};
use nianbao::serve::{Limits, Running, Settings};
use serde_json::Value;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;

/// Limits that no machine is too slow for.
pub(super) fn limits() -> Limits {
    Limits { upload: Duration::from_secs(300), work: Duration::from_secs(300), queue: 500, ..Limits::default() }
}

type Lines = Arc<Mutex<Vec<Value>>>;

pub(super) struct Server {
    pub(super) address: SocketAddr,
    /// The address a browser opens.
    pub(super) url: String,
    log: Lines,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

fn settings(limits: Limits, token: Option<&str>) -> (Settings, Lines) {
    let lines = Lines::default();
    let kept = Arc::clone(&lines);
    let settings = Settings {
        address: SocketAddr::from(([127, 0, 0, 1], 0)),
        token: token.map(str::to_owned),
        limits,
        language: Language::Chinese,
        log: Arc::new(move |line| kept.lock().unwrap().push(line.clone())),
    };
    (settings, lines)
}

pub(super) fn started(limits: Limits, token: Option<&str>) -> Result<Running, Error> {
    Running::serve(settings(limits, token).0)
}

/// A server at this address.
pub(super) fn at(address: SocketAddr) -> Result<Running, Error> {
    Running::serve(Settings { address, ..settings(limits(), None).0 })
}

fn running(running: Running, log: Lines) -> Server {
    running_by(running, log, |running, ended| {
        running.run_until(async {
            let _ = ended.await;
        });
    })
}

fn running_by(
    running: Running,
    log: Lines,
    run: impl FnOnce(Running, oneshot::Receiver<()>) + Send + 'static,
) -> Server {
    let (address, url) = (running.address(), running.url());
    let (end, ended) = oneshot::channel();
    let run = move || run(running, ended);
    Server { address, url, log, end: Some(end), thread: Some(std::thread::spawn(run)) }
}

pub(super) fn server(limits: Limits, token: Option<&str>) -> Server {
    let (settings, log) = settings(limits, token);
    running(Running::serve(settings).unwrap(), log)
}

pub(super) fn desk() -> Server {
    let (settings, log) = settings(limits(), None);
    running(Running::desk(settings).unwrap(), log)
}

/// A desk that looks whether it is still wanted when it is told to.
pub(super) fn desk_looking(looks: UnboundedReceiver<()>) -> Server {
    let (settings, log) = settings(limits(), None);
    running_by(Running::desk(settings).unwrap(), log, |running, ended| {
        let looks = Rc::new(tokio::sync::Mutex::new(looks));
        let look = || {
            let looks = Rc::clone(&looks);
            async move {
                let _ = looks.lock().await.recv().await;
            }
        };
        let end = async {
            let _ = ended.await;
        };
        running.run_looking(end, look);
    })
}

/// What was answered.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }
}

/// The head of a request.
pub(super) fn head(method: &str, path: &str, host: &str, headers: &[(&str, &str)]) -> String {
    let named = headers.iter().any(|(name, _)| *name == "Host");
    let host = if named { String::new() } else { format!("Host: {host}\r\n") };
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n")
}

pub(super) fn post(path: &str, host: &str, headers: &[(&str, &str)]) -> String {
    head("POST", path, host, headers)
}

/// What is answered on a connection, to its end.
pub(super) fn read(mut stream: &TcpStream) -> Answer {
    let mut bytes = Vec::new();
    let mut buffer = [0; 1 << 16];
    // A server that refuses a body before it has come may reset the connection after its answer.
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..count]);
    }
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let pair = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned())).unwrap();
    Answer { status, headers: lines.map(pair).collect(), body: bytes[end + 4..].to_vec() }
}

impl Server {
    pub(super) fn host(&self) -> String {
        self.address.to_string()
    }

    pub(super) fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).unwrap()
    }

    /// What is answered to what is written.
    pub(super) fn raw(&self, write: impl FnOnce(&mut &TcpStream) -> std::io::Result<()>) -> Answer {
        let stream = self.connect();
        write(&mut &stream).unwrap();
        read(&stream)
    }

    pub(super) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let length = body.len().to_string();
        let headers = [headers, &[("Content-Length", length.as_str())]].concat();
        self.raw(|stream| {
            stream.write_all(head(method, path, &self.host(), &headers).as_bytes())?;
            // What is refused by its head is not read.
            stream.write_all(body).or(Ok(()))
        })
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], b"")
    }

    pub(super) fn post(&self, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        self.ask("POST", path, headers, body)
    }

    /// The lines of the log.
    pub(super) fn log(&self) -> Vec<Value> {
        self.log.lock().unwrap().clone()
    }

    pub(super) fn end(&mut self) {
        self.end.take().map(|end| end.send(()));
    }

    pub(super) fn has_ended(&self) -> bool {
        self.thread.as_ref().is_none_or(JoinHandle::is_finished)
    }

    pub(super) fn join(&mut self) {
        self.thread.take().unwrap().join().unwrap();
    }
}

/// A form with files.
pub(super) struct Form {
    pub(super) body: Vec<u8>,
}

impl Form {
    pub(super) fn header(&self) -> (&'static str, &'static str) {
        ("Content-Type", "multipart/form-data; boundary=----------limit")
    }
}

/// A form with these files: field, name, bytes.
pub(super) fn form(parts: &[(&str, &str, &[u8])]) -> Form {
    let mut body = Vec::new();
    for (field, name, bytes) in parts {
        let name = name.replace('\\', "\\\\");
        let head = format!("Content-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\r\n");
        body.extend([b"------------limit\r\n", head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"------------limit--\r\n");
    Form { body }
}
