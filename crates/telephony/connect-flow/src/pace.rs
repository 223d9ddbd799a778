//! The speeds of a call on the virtual clock.

/// The speeds of a call. Time passes on a virtual clock, so that no test waits.
///
/// ```
/// use connect_flow::Pace;
///
/// let slow = Pace { words_per_minute: 100, key_press_ms: 4_000, ..Pace::default() };
/// assert_eq!(slow.function_ms, 500);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Speed of spoken prompts, in words a minute. The default, 138, is 2.3 words a second.
    pub words_per_minute: u32,
    /// How long a caller takes to find and press one key.
    pub key_press_ms: u64,
    /// How long a function takes if its answer names no time.
    pub function_ms: u64,
    /// How long a recorded prompt (`PromptId` or `Media`) plays.
    pub recorded_prompt_ms: u64,
    /// Longest wait in a queue. After it the run ends with the call still waiting, if neither an agent nor the caller
    /// has ended the wait.
    pub longest_wait_ms: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            words_per_minute: 138,
            key_press_ms: 1_500,
            function_ms: 500,
            recorded_prompt_ms: 400,
            longest_wait_ms: 3_600_000,
        }
    }
}

impl Pace {
    /// Returns the time to say these words, in milliseconds, rounded down.
    ///
    /// ```
    /// assert_eq!(connect_flow::Pace::default().saying("one two three"), 1_304);
    /// ```
    #[must_use]
    pub fn saying(&self, text: &str) -> u64 {
        let words = u64::try_from(text.split_whitespace().count()).unwrap_or(u64::MAX);
        let per_minute = u64::from(self.words_per_minute.max(1));
        words.saturating_mul(60_000).checked_div(per_minute).unwrap_or(0)
    }
}
