//! `serve` and `desk`: the server of the library, with its log on standard error.

use super::args::{DeskArgs, MessageLanguage, ServeArgs};
use super::files;
use super::streams::{Outcome, print, say};
use crate::finding::{Error, Language};
use crate::serve::{Limits, Log, Running, Settings};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Where a token stands that is not in a file.
const TOKEN: &str = "NIANBAO_TOKEN";

/// A line of the log.
fn log() -> Log {
    Arc::new(|line| say(&line.to_string()))
}

/// Serves programs until asked to end.
pub(super) fn serve(args: &ServeArgs, language: MessageLanguage) -> Result<Outcome, Error> {
    let token = match &args.token_file {
        Some(path) => Some(files::read_text(path)?.trim_end_matches(['\r', '\n']).to_owned()),
        None => std::env::var(TOKEN).ok(),
    };
    let usual = Limits::default();
    let megabytes = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(1 << 20);
    let limits = Limits {
        body_bytes: megabytes(args.max_megabytes),
        memory_bytes: megabytes(args.memory_megabytes),
        upload: Duration::from_secs(args.upload_seconds.into()),
        work: Duration::from_secs(args.work_seconds.into()),
        workers: args.workers.map_or(usual.workers, usize::from),
        queue: args.queue.map_or(usual.queue, usize::from),
    };
    let language = Language::from(language);
    let is_open = token.is_none() && !args.listen.ip().is_loopback();
    let running = Running::serve(Settings { address: args.listen, token, limits, language, log: log() })?;
    let address = running.address();
    say(&match language {
        Language::Chinese => format!("服务地址 http://{address}/，按 Ctrl+C 结束"),
        Language::English => format!("listening at http://{address}/, Ctrl+C to end"),
    });
    if is_open {
        say(match language {
            Language::Chinese => "没有设口令：能连到这个地址的都可以使用，请只在可信的网络里这样用",
            Language::English => {
                "there is no token: whoever reaches this address can use it; do so in a network you trust only"
            }
        });
    }
    running.run();
    Ok(Outcome::Done)
}

/// Serves a page to this computer's browser until it is closed.
pub(super) fn desk(args: &DeskArgs, language: MessageLanguage) -> Result<Outcome, Error> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, args.port));
    let language = Language::from(language);
    let quiet: Log = Arc::new(|_| {});
    let log = if args.log { log() } else { quiet };
    let running = Running::desk(Settings { address, token: None, limits: Limits::default(), language, log })?;
    let url = running.url();
    print(|out| writeln!(out, "{url}"))?;
    say(match language {
        Language::Chinese => "请在浏览器里使用这个地址；关闭页面后程序会自己结束，也可按 Ctrl+C",
        Language::English => {
            "use this address in a browser; the program ends when the page has been closed, or with Ctrl+C"
        }
    });
    if !args.no_open {
        // Where no browser can be opened the address above is there to be copied.
        let _ = open::that_detached(&url);
    }
    running.run();
    Ok(Outcome::Done)
}
