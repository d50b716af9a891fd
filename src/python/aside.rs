//! Work on a thread of its own: with the stack that readers want, and where a panic ends nothing but the work.

use std::any::Any;
use std::thread;

/// The stack of a thread that works on reports, as large as any reader was tried with. That of a thread of Python may be far smaller.
const STACK: usize = 16 << 20;

/// Why work gave no result: what the program or the system says.
#[derive(Debug)]
pub(crate) struct Fault(pub(crate) String);

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Fault {}

/// The result of a piece of work, which is waited for.
///
/// # Errors
/// Where it panicked, or the system has no thread to give.
pub(crate) fn aside<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Fault> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("nianbao".to_owned()).stack_size(STACK);
        let done = thread.spawn_scoped(scope, work).map_err(|error| Fault(error.to_string()))?;
        done.join().map_err(|panic| Fault(words_of(&*panic)))
    })
}

/// What a panic says.
fn words_of(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("panic").to_owned()
}
