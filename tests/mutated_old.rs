//! Files of other word processors damaged at random: the readers never panic, and what they read can be written.
//!
//! `NIANBAO_MUTATED_OLD` says how many of each; without it a few are tried.

use crate::support::{Dice, options, sample_bytes};
use nianbao::convert::bytes_to_report;
use nianbao::format::Format;
use nianbao::report::save;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes changed, cut, repeated or moved, mostly a few.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const VALUES: [u8; 8] = [0, 1, 2, 7, 0x7F, 0x80, 0xFE, 0xFF];
    let at = dice.below(bytes.len().max(1));
    let near = (at + 1 + dice.below(64)).min(bytes.len());
    match dice.below(8) {
        0..4 => {
            for byte in bytes.iter_mut().skip(at).take(1 + dice.below(4)) {
                *byte = VALUES[dice.below(VALUES.len())];
            }
        }
        4 => drop(bytes.drain(at.min(near)..near)),
        5 => {
            let stretch = bytes[at.min(near)..near].to_vec();
            let to = dice.below(bytes.len().max(1));
            bytes.splice(to..to, stretch);
        }
        6 => bytes.truncate(at.max(600)),
        _ => {
            let stretch = bytes[at.min(near)..near].to_vec();
            let to = dice.below(bytes.len().saturating_sub(stretch.len()).max(1));
            for (byte, new) in bytes.iter_mut().skip(to).zip(stretch) {
                *byte = new;
            }
        }
    }
}

#[test]
fn damaged_drafts_are_read_or_refused() {
    let count = std::env::var("NIANBAO_MUTATED_OLD").ok().and_then(|count| count.parse().ok()).unwrap_or(60usize);
    let options = options();
    let hazards = |name: &str| std::fs::read(format!("{}/tests/old/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for (name, format, original) in [
        ("hazards.doc", Format::Doc, hazards("hazards.doc")),
        ("hazards.rtf", Format::Rtf, hazards("hazards.rtf")),
        ("hazards.odt", Format::Odt, hazards("hazards.odt")),
        ("draft.fodt", Format::Odt, sample_bytes("qinghe-2023/draft.fodt")),
    ] {
        let mut read = 0;
        for seed in 0..count as u64 {
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (seed + 1));
            let mut bytes = original.clone();
            for _ in 0..=dice.below(6) {
                mutate(&mut bytes, &mut dice);
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                if let Ok(report) = bytes_to_report(&bytes, format, &options) {
                    return !save(&report.value, &options.forms).is_empty();
                }
                false
            }));
            read += usize::from(outcome.unwrap_or_else(|_| panic!("{name}, seed {seed}: panic")));
        }
        assert!(read * 4 > count, "{name}: only {read} of {count} were read");
    }
}
