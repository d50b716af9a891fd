//! Files of other word processors damaged at random: the readers never panic, hold little memory, and what they read can be written.
//!
//! `NIANBAO_MUTATED_OLD` says how many of each; without it a few are tried.

use crate::support::{Dice, options, peak_kb, sample_bytes};
use nianbao::convert::bytes_to_report;
use nianbao::format::Format;
use nianbao::report::save;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes changed, cut, repeated or moved, mostly a few.
fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const VALUES: [u8; 11] = [0, 1, 2, 7, b'9', b'{', b'<', 0x7F, 0x80, 0xFE, 0xFF];
    let at = dice.below(bytes.len().max(1));
    let near = (at + 1 + dice.below(64)).min(bytes.len());
    match dice.below(12) {
        0..7 => {
            for byte in bytes.iter_mut().skip(at).take(1 + dice.below(4)) {
                *byte = VALUES[dice.below(VALUES.len())];
            }
        }
        7 => drop(bytes.drain(at.min(near)..near)),
        8 => {
            let stretch = bytes[at.min(near)..near].to_vec();
            let to = dice.below(bytes.len().max(1));
            bytes.splice(to..to, stretch);
        }
        9 => {
            let stretch = bytes[at.min(near)..near].repeat(1 + dice.below(400));
            bytes.splice(at..at, stretch);
        }
        10 => bytes.truncate(at.max(600)),
        _ => {
            let stretch = bytes[at.min(near)..near].to_vec();
            let to = dice.below(bytes.len().saturating_sub(stretch.len()).max(1));
            for (byte, new) in bytes.iter_mut().skip(to).zip(stretch) {
                *byte = new;
            }
        }
    }
}

/// The most resident memory while a damaged file is read, in kB; without what is mapped of the program itself.
const PEAK_KB: u64 = 128 << 10;
/// Says to this program, run again, that it is alone and measures itself.
const MEASURED: &str = "NIANBAO_MEASURED_OLD";

fn count() -> usize {
    std::env::var("NIANBAO_MUTATED_OLD").ok().and_then(|count| count.parse().ok()).unwrap_or(60)
}

/// Gives each of the damaged files to `read`, which says whether it is one still; a name tells them apart.
fn each_damaged(mut read: impl FnMut(&str, &[u8], Format) -> bool) {
    let old = |name: &str| std::fs::read(format!("{}/tests/old/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for (name, format, original) in [
        ("hazards.doc", Format::Doc, old("hazards.doc")),
        ("hazards.rtf", Format::Rtf, old("hazards.rtf")),
        ("hazards.odt", Format::Odt, old("hazards.odt")),
        ("floats.doc", Format::Doc, old("floats.doc")),
        ("floats.rtf", Format::Rtf, old("floats.rtf")),
        ("draft.fodt", Format::Odt, sample_bytes("qinghe-2023/draft.fodt")),
    ] {
        let mut count_read = 0;
        for seed in 0..count() as u64 {
            let mut dice = Dice(0x9E37_79B9_7F4A_7C15 ^ (seed + 1));
            let mut bytes = original.clone();
            for _ in 0..=dice.below(6) {
                mutate(&mut bytes, &mut dice);
            }
            count_read += usize::from(read(&format!("{name}, seed {seed}"), &bytes, format));
        }
        assert!(count_read * 5 > count(), "{name}: only {count_read} of {} were read", count());
    }
}

#[test]
fn damaged_drafts_are_read_or_refused() {
    let options = options();
    each_damaged(|name, bytes, format| {
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            bytes_to_report(bytes, format, &options).is_ok_and(|read| !save(&read.value, &options.forms).is_empty())
        }));
        outcome.unwrap_or_else(|_| panic!("{name}: panic"))
    });
}

/// What a process holds is known of all of it only: other tests would be measured, too, were they in the same.
#[test]
fn damaged_drafts_take_little_memory() {
    if std::env::var_os(MEASURED).is_none() {
        let program = std::env::current_exe().unwrap();
        let mut alone = std::process::Command::new(program);
        alone.args(["--exact", "mutated_old::damaged_drafts_take_little_memory", "--nocapture"]).env(MEASURED, "1");
        let alone = alone.output().unwrap();
        let said = String::from_utf8_lossy(&[alone.stdout, alone.stderr].concat()).into_owned();
        assert!(alone.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let options = options();
    let mut most = (0, String::new());
    each_damaged(|name, bytes, format| {
        peak_kb();
        let is_read = bytes_to_report(bytes, format, &options).is_ok();
        let peak = peak_kb().unwrap_or(0);
        assert!(peak <= PEAK_KB, "{name}: {} MB", peak >> 10);
        if peak > most.0 {
            most = (peak, name.to_owned());
        }
        is_read
    });
    let (peak, name) = most;
    #[allow(clippy::print_stdout)]
    {
        println!("at most {} MB: {name}", peak >> 10);
    }
}
