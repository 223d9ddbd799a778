//! Progress lines with the time since the beginning.

use std::io::{self, Write as _};
use std::time::{Duration, Instant};

/// Prints progress lines on standard error. Standard output is kept for a command's result.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    began: Instant,
    is_told: bool,
}

impl Progress {
    /// Starts the clock.
    #[must_use]
    pub fn begin() -> Self {
        Self { began: Instant::now(), is_told: true }
    }

    /// Moves the beginning earlier by `before`.
    #[must_use]
    pub fn after(self, before: Duration) -> Self {
        Self { began: self.began.checked_sub(before).unwrap_or(self.began), ..self }
    }

    /// Returns a progress that prints nothing, for work at the same time as other work: the lines of both would be
    /// mixed up.
    #[must_use]
    pub fn silent(self) -> Self {
        Self { is_told: false, ..self }
    }

    /// Prints a line.
    pub fn say(&self, line: &str) {
        if self.is_told {
            // A reader that went away does not stop the work.
            let _ = writeln!(io::stderr(), "{} {line}", clock(self.began.elapsed()));
        }
    }

    /// Prints a headline between parts.
    pub fn headline(&self, line: &str) {
        if self.is_told {
            let _ = writeln!(io::stderr(), "\n{} ── {line}", clock(self.began.elapsed()));
        }
    }

    /// Returns the time since the beginning.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

fn clock(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    format!("[{:>2}:{:02}]", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_minutes_and_seconds() {
        assert_eq!(clock(Duration::from_millis(7_900)), "[ 0:07]");
        assert_eq!(clock(Duration::from_secs(725)), "[12:05]");
    }

    #[test]
    fn what_went_before_counts() {
        let elapsed = Progress::begin().after(Duration::from_secs(60)).elapsed();
        assert!((60..70).contains(&elapsed.as_secs()), "{elapsed:?}");
    }
}
