//! Collects keys into one stored value (page `store-customer-input`).

/// The rules by which a stored input ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rules {
    pub maximum_length: usize,
    pub terminator: String,
    /// `true` if `*` cancels the input.
    pub cancel_key: bool,
    /// Longest wait from one key to the next.
    pub gap_ms: u64,
}

/// A finished input.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Collected {
    pub value: String,
    /// Number of keys that were taken; the others came too late.
    pub taken: usize,
    /// Milliseconds from the first key to the end of the input.
    pub ms: u64,
    /// `true` if a key ended the input, `false` if the wait for another key ended it.
    pub complete: bool,
}

impl Rules {
    /// Collects keys. The first `at_once` keys come at once, each further key `every_ms` after the one before.
    ///
    /// If terminators of several keys overlap, the last one ends the input: with the terminator `##`, the
    /// documented `1#2#3*4###` gives `1#2#3*4#`. The cancel key ends the input with the value `*`.
    pub(super) fn collect(&self, keys: &str, at_once: usize, every_ms: u64) -> Collected {
        let mut value = String::new();
        let mut ms: u64 = 0;
        let mut taken: usize = 0;
        let mut coming = keys.chars().peekable();
        while let Some(key) = coming.next() {
            if taken >= at_once {
                if every_ms > self.gap_ms {
                    break;
                }
                ms = ms.saturating_add(every_ms);
            }
            taken = taken.saturating_add(1);
            value.push(key);
            if self.cancel_key && key == '*' {
                return Collected { value: "*".to_owned(), taken, ms, complete: true };
            }
            if let Some(before) = value.strip_suffix(&self.terminator) {
                let goes_on = coming.peek().is_some_and(|&next| self.ends_again(&value, next, every_ms));
                if !goes_on {
                    return Collected { value: before.to_owned(), taken, ms, complete: true };
                }
            } else if value.len() >= self.maximum_length {
                return Collected { value, taken, ms, complete: true };
            }
        }
        Collected { value, taken, ms: ms.saturating_add(self.gap_ms), complete: false }
    }

    fn ends_again(&self, value: &str, next: char, every_ms: u64) -> bool {
        self.terminator.len() > 1 && every_ms <= self.gap_ms && format!("{value}{next}").ends_with(&self.terminator)
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;

    #[track_caller]
    fn check(rules: &Rules, keys: &str, value: &str, taken: usize, ms: u64) {
        let found = rules.collect(keys, 1, 1_000);
        assert_eq!((found.value.as_str(), found.taken, found.ms), (value, taken, ms), "{keys}");
    }

    fn rules(maximum_length: usize, terminator: &str) -> Rules {
        Rules { maximum_length, terminator: terminator.to_owned(), cancel_key: true, gap_ms: 5_000 }
    }

    #[test]
    fn the_terminator_ends_the_input_and_is_not_stored() {
        check(&rules(10, "#"), "12#", "12", 3, 2_000);
        check(&rules(10, "#"), "#9", "", 1, 0);
    }

    #[test]
    fn the_maximum_length_ends_the_input_at_once() {
        check(&rules(3, "#"), "12345", "123", 3, 2_000);
    }

    #[test]
    fn a_pause_between_keys_ends_the_input_with_what_came_so_far() {
        check(&rules(10, "#"), "12", "12", 2, 6_000);
        check(&Rules { gap_ms: 900, ..rules(10, "#") }, "12", "1", 1, 900);
    }

    #[test]
    fn the_cancel_key_ends_the_input_with_a_star() {
        check(&rules(10, "#"), "12*3", "*", 3, 2_000);
        check(&Rules { cancel_key: false, ..rules(3, "#") }, "12*", "12*", 3, 2_000);
    }

    #[test]
    fn of_overlapping_terminators_the_last_one_ends_the_input() {
        check(&Rules { cancel_key: false, ..rules(20, "##") }, "1#2#3*4###", "1#2#3*4#", 10, 9_000);
    }
}
