//! What a start without arguments is: a person opens the program as one opens a document, or forgot to say what to do.

use std::ffi::OsString;
use std::io::IsTerminal;

/// How the program was started.
#[derive(Debug, Clone, Copy)]
struct Start {
    has_arguments: bool,
    /// Whether a person types and reads there.
    has_terminal: bool,
    /// Whether a window can be opened.
    has_screen: bool,
    is_windows: bool,
}

impl Start {
    fn of_this_process() -> Self {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        Start {
            has_arguments: std::env::args_os().len() > 1,
            has_terminal: std::io::stdin().is_terminal() || std::io::stdout().is_terminal(),
            has_screen: is_set("DISPLAY") || is_set("WAYLAND_DISPLAY"),
            is_windows: cfg!(windows),
        }
    }

    /// Whether it was opened without being told what to do, as by a double click. Windows opens a terminal for a program of the command
    /// line, so that there nothing tells a double click from a start without arguments. Elsewhere a script without a terminal is told
    /// the usage unless there is a screen; macOS opens its own terminal, and there the usage is shown.
    fn is_opened(self) -> bool {
        !self.has_arguments && (self.is_windows || (self.has_screen && !self.has_terminal))
    }
}

/// The arguments of this process; those that start the desk where it was opened without any.
pub(super) fn arguments() -> Vec<OsString> {
    match Start::of_this_process().is_opened() {
        true => ["nianbao", "desk"].map(OsString::from).to_vec(),
        false => std::env::args_os().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_click_is_a_start_without_arguments_and_terminal_where_there_is_a_screen() {
        let opened = Start { has_arguments: false, has_terminal: false, has_screen: true, is_windows: false };
        for (start, expected) in [
            (opened, true),
            (Start { has_arguments: true, ..opened }, false),
            (Start { has_terminal: true, ..opened }, false),
            (Start { has_screen: false, ..opened }, false),
            (Start { has_terminal: true, has_screen: false, is_windows: true, ..opened }, true),
            (Start { has_arguments: true, is_windows: true, ..opened }, false),
        ] {
            assert_eq!(start.is_opened(), expected, "{start:?}");
        }
    }
}
