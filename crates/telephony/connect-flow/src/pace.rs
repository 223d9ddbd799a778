//! How fast things happen on the virtual clock.

/// The speeds of a call. All waiting is added to a clock that no test waits for.
///
/// ```
/// use connect_flow::Pace;
///
/// let slow = Pace { words_per_minute: 100, key_press_ms: 4_000, ..Pace::default() };
/// assert_eq!(slow.function_ms, 500);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Words of a spoken prompt in a minute. The default, 138, is 2.3 a second.
    pub words_per_minute: u32,
    /// How long a caller takes to find and press one key.
    pub key_press_ms: u64,
    /// How long a function takes that names no time of its own.
    pub function_ms: u64,
    /// How long a recorded prompt (`PromptId` or `Media`) plays.
    pub recorded_prompt_ms: u64,
    /// After how long in a queue a call is left waiting, when neither an agent nor the caller ends it.
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
    /// How long these words take to say in milliseconds, rounded down.
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
