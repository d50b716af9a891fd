//! The memory that bodies of requests take, counted by the byte.

use super::refusal::Refusal;
use crate::finding::catalogue;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How memory is counted: in pieces of so many bytes.
const PIECE: usize = 1 << 10;

/// The memory that bodies of requests may take, all together.
#[derive(Debug, Clone)]
pub(super) struct Memory(Arc<Semaphore>);

impl Memory {
    pub(super) fn of(bytes: usize) -> Self {
        Memory(Arc::new(Semaphore::new((bytes / PIECE).min(Semaphore::MAX_PERMITS))))
    }

    /// Nothing taken of it yet, by a request that may take so many bytes.
    pub(super) fn taken(&self, most: usize) -> Taken<'_> {
        Taken { memory: self, held: None, bytes: 0, most }
    }
}

/// What one request takes of it.
pub(super) struct Taken<'m> {
    memory: &'m Memory,
    held: Option<OwnedSemaphorePermit>,
    bytes: usize,
    most: usize,
}

impl Taken<'_> {
    /// The most bytes it may take.
    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// What is held until it is dropped.
    pub(super) fn hold(self) -> Option<OwnedSemaphorePermit> {
        self.held
    }

    /// Takes room for so many bytes more.
    ///
    /// # Errors
    /// `request-too-large`; `server-busy` where others have taken it.
    pub(super) fn more(&mut self, bytes: usize) -> Result<(), Refusal> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > self.most {
            return Err(catalogue::serve::request_too_large(self.most >> 20).into());
        }
        let held = self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let wanted = self.bytes.div_ceil(PIECE).saturating_sub(held);
        if wanted == 0 {
            return Ok(());
        }
        let busy = |_| Refusal::from(catalogue::serve::server_busy());
        let wanted = u32::try_from(wanted).unwrap_or(u32::MAX);
        let more = Arc::clone(&self.memory.0).try_acquire_many_owned(wanted).map_err(busy)?;
        match &mut self.held {
            Some(held) => held.merge(more),
            None => self.held = Some(more),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_taken_by_the_byte_not_by_the_piece() {
        let memory = Memory::of(4 * PIECE);
        let mut one = memory.taken(3 * PIECE);
        // Bytes that come one by one take no more than the same at once.
        (0..PIECE).for_each(|_| one.more(1).unwrap());
        assert_eq!(memory.0.available_permits(), 3);
        one.more(PIECE * 2).unwrap();
        assert_eq!(one.more(1).unwrap_err().code(), "request-too-large");
        let mut other = memory.taken(3 * PIECE);
        other.more(PIECE).unwrap();
        assert_eq!(other.more(1).unwrap_err().code(), "server-busy");
        drop(one);
        assert!(other.more(1).is_ok());
    }
}
