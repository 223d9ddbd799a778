//! Lines that say what is being done, with the time since the beginning.

use std::time::{Duration, Instant};

/// Tells a person how far it is, on standard error: standard output belongs to what was asked for.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    began: Instant,
}

impl Progress {
    /// Begins to count.
    #[must_use]
    pub fn begin() -> Self {
        Self { began: Instant::now() }
    }

    /// Says one line.
    pub fn say(&self, line: &str) {
        eprintln!("{} {line}", clock(self.began.elapsed()));
    }

    /// A headline between parts.
    pub fn headline(&self, line: &str) {
        eprintln!("\n{} ── {line}", clock(self.began.elapsed()));
    }

    /// The time since the beginning.
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
}
