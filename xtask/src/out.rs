//! Everything that the commands print. A reader that goes away, such as `head`, ends the printing and not the command.

use std::fmt::Arguments;
use std::io::{self, ErrorKind, Write};

/// Prints a line on standard output: the answer of a command.
macro_rules! say {
    ($($text:tt)*) => { $crate::out::answer(format_args!($($text)*)) };
}

/// Prints a line on standard error: progress and troubles, which are no part of the answer.
macro_rules! tell {
    ($($text:tt)*) => { $crate::out::aside(format_args!($($text)*)) };
}

pub(crate) use {say, tell};

/// Prints a line of the answer. A command whose answer cannot be written, to a full disk for example, ends here.
pub(crate) fn answer(line: Arguments<'_>) {
    if let Err(error) = written(&mut io::stdout(), line) {
        aside(format_args!("error: the answer cannot be written: {error}"));
        std::process::exit(1);
    }
}

/// Prints a line beside the answer. Nobody can be told if that fails.
pub(crate) fn aside(line: Arguments<'_>) {
    let _ = written(&mut io::stderr(), line);
}

/// Writes a line, and takes a closed pipe for a reader that has read enough.
fn written(to: &mut impl Write, line: Arguments<'_>) -> io::Result<()> {
    match writeln!(to, "{line}").and_then(|()| to.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// A number of things: `1 case`, `2 cases`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_counted_in_the_right_number() {
        assert_eq!([0, 1, 2].map(|count| counted(count, "case")), ["0 cases", "1 case", "2 cases"]);
    }

    /// Something that can no longer be written to.
    struct Gone(ErrorKind);

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_line_is_written_whole() {
        let mut page = Vec::new();
        written(&mut page, format_args!("case {}", 1)).unwrap();
        assert_eq!(page, b"case 1\n");
    }

    #[test]
    fn a_reader_that_has_read_enough_is_no_error_and_a_full_disk_is() {
        assert!(written(&mut Gone(ErrorKind::BrokenPipe), format_args!("x")).is_ok());
        assert!(written(&mut Gone(ErrorKind::StorageFull), format_args!("x")).is_err());
    }
}
