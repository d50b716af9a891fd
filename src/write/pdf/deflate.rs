//! Compression of streams (ISO 32000-1, 7.4.4), several at a time. What comes out depends on what goes in alone.

use crate::internal;
use flate2::{Compress, Compression, FlushCompress, Status};
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Below so many bytes altogether, starting a thread takes longer than it saves.
const WORTH_A_THREAD: usize = 1 << 16;

/// More threads than this have nothing to do: one face makes up a third of a file.
const MAX_THREADS: usize = 4;

/// The usual level. The highest saves one part in three hundred and takes twice the time.
const LEVEL: u32 = 6;

/// Each of the inputs, compressed; in their order.
pub(super) fn deflate_all(inputs: &[&[u8]]) -> Vec<Vec<u8>> {
    // The largest first, so that no thread is left with it at the end.
    let mut order: Vec<usize> = (0..inputs.len()).collect();
    order.sort_by_key(|index| std::cmp::Reverse(inputs.get(*index).map_or(0, |input| input.len())));
    let total: usize = inputs.iter().map(|input| input.len()).sum();
    let threads = if total < WORTH_A_THREAD {
        1
    } else {
        thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS).min(inputs.len())
    };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        let mut state = Compress::new(Compression::new(LEVEL), true);
        while let Some(index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((*index, deflate(&mut state, inputs.get(*index).copied().unwrap_or_default())));
        }
        done
    };
    let mut outputs = vec![Vec::new(); inputs.len()];
    thread::scope(|scope| {
        // A thread that can't be started leaves its share to the others; this one always works.
        let helpers: Vec<_> =
            (1..threads).filter_map(|_| thread::Builder::new().spawn_scoped(scope, work).ok()).collect();
        let mut done = work();
        for helper in helpers {
            match helper.join() {
                Ok(share) => done.extend(share),
                // Without its share streams would be empty.
                Err(panic) => resume_unwind(panic),
            }
        }
        for (index, output) in done {
            if let Some(place) = outputs.get_mut(index) {
                *place = output;
            }
        }
    });
    outputs
}

/// The parts of one input, compressed one after another with codes of their own.
pub(super) fn deflate_parts(parts: &[&[u8]]) -> Vec<u8> {
    let mut state = Compress::new(Compression::new(LEVEL), true);
    let mut output = Vec::with_capacity(parts.iter().map(|part| part.len()).sum::<usize>() / 2 + 256);
    for (number, part) in parts.iter().enumerate() {
        let is_last = number + 1 == parts.len();
        add(&mut state, part, &mut output, if is_last { FlushCompress::Finish } else { FlushCompress::Partial });
    }
    output
}

fn deflate(state: &mut Compress, input: &[u8]) -> Vec<u8> {
    state.reset();
    let mut output = Vec::with_capacity(input.len() / 2 + 256);
    add(state, input, &mut output, FlushCompress::Finish);
    output
}

/// Appends what an input compresses to.
fn add(state: &mut Compress, input: &[u8], output: &mut Vec<u8>, flush: FlushCompress) {
    let before = state.total_in();
    loop {
        let taken = usize::try_from(state.total_in() - before).unwrap_or(usize::MAX);
        let rest = input.get(taken..).unwrap_or_default();
        match state.compress_vec(rest, output, flush) {
            Ok(Status::StreamEnd) => return,
            // A flush is done when there was room to spare (zlib.h, deflate).
            Ok(_) if flush != FlushCompress::Finish && output.len() < output.capacity() => return,
            Ok(Status::Ok | Status::BufError) => output.reserve(output.capacity().max(256)),
            Err(error) => internal::error(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn whatever_is_compressed_comes_back_in_its_place() {
        let noise: Vec<u8> = (0..200_000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let inputs: Vec<&[u8]> = vec![b"", b"abc", &noise, &noise[..70_000], &[7; 5000]];
        let outputs = deflate_all(&inputs);
        for (input, output) in inputs.iter().zip(&outputs) {
            let mut back = Vec::new();
            flate2::read::ZlibDecoder::new(output.as_slice()).read_to_end(&mut back).unwrap();
            assert_eq!(back, *input);
        }
        // A compressor used before gives what a fresh one gives.
        for (input, output) in inputs.iter().zip(&outputs) {
            assert_eq!(deflate_all(&[input]), [output.as_slice()]);
        }
    }
}
