//! Faults of the program stay where they are. Its own test, as the module itself runs within Python only.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "../aside.rs"]
mod aside;

#[test]
fn a_panic_ends_the_work_and_nothing_else() {
    assert_eq!(aside::aside(|| 7).unwrap(), 7);
    let fault = aside::aside(|| -> u8 { std::panic::panic_any("甲".to_owned()) }).unwrap_err();
    assert_eq!(fault.to_string(), "甲");
}

#[test]
fn there_is_room_for_deep_documents() {
    fn deep(levels: usize) -> usize {
        let room = std::hint::black_box([levels; 512]);
        if levels == 0 { 0 } else { 1 + deep(levels - 1) + usize::from(room.is_empty()) }
    }
    // 8 MB of it: more than a thread of Python has.
    assert_eq!(aside::aside(|| deep(2_000)).unwrap(), 2_000);
}
