//! The operators of conditions (page `flow-language-actions`).

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Equals,
    TextStartsWith,
    TextEndsWith,
    TextContains,
    NumberGreaterThan,
    NumberGreaterOrEqualTo,
    NumberLessThan,
    NumberLessOrEqualTo,
    /// True if an object has that key. The service accepts this operator, but no page describes it.
    KeyExists,
}

impl Operator {
    pub(crate) const ALL: [(&'static str, Self); 9] = [
        ("Equals", Self::Equals),
        ("TextStartsWith", Self::TextStartsWith),
        ("TextEndsWith", Self::TextEndsWith),
        ("TextContains", Self::TextContains),
        ("NumberGreaterThan", Self::NumberGreaterThan),
        ("NumberGreaterOrEqualTo", Self::NumberGreaterOrEqualTo),
        ("NumberLessThan", Self::NumberLessThan),
        ("NumberLessOrEqualTo", Self::NumberLessOrEqualTo),
        ("KeyExists", Self::KeyExists),
    ];

    /// Returns true if the relation holds. `Equals` compares text. Every `Number…` relation is false if a side is no
    /// number (page `flow-language-actions`).
    pub(crate) fn holds(self, result: &str, operand: &str) -> bool {
        let numbers = |relation: fn(&f64, &f64) -> bool| {
            number(result).zip(number(operand)).is_some_and(|(left, right)| relation(&left, &right))
        };
        match self {
            Self::Equals => result == operand,
            Self::TextStartsWith => result.starts_with(operand),
            Self::TextEndsWith => result.ends_with(operand),
            Self::TextContains => result.contains(operand),
            Self::NumberGreaterThan => numbers(f64::gt),
            Self::NumberGreaterOrEqualTo => numbers(f64::ge),
            Self::NumberLessThan => numbers(f64::lt),
            Self::NumberLessOrEqualTo => numbers(f64::le),
            // A text has no keys.
            Self::KeyExists => false,
        }
    }
}

/// Reads a decimal number. Words such as `inf`, which Rust would read, are no number here.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::Operator;

    #[track_caller]
    fn check(result: &str, operator: Operator, operand: &str, holds: bool) {
        assert_eq!(operator.holds(result, operand), holds, "{result} {operator:?} {operand}");
    }

    #[test]
    fn equals_compares_text_and_never_numbers() {
        check("1", Operator::Equals, "1", true);
        check("1", Operator::Equals, "1.0", false);
        check("Gold", Operator::Equals, "gold", false);
    }

    #[test]
    fn a_number_relation_with_a_word_is_false_both_ways() {
        check("many", Operator::NumberGreaterThan, "1", false);
        check("many", Operator::NumberLessOrEqualTo, "1", false);
        check("3", Operator::NumberLessThan, "inf", false);
        check("10", Operator::NumberGreaterThan, "9.5", true);
        check("2", Operator::NumberGreaterOrEqualTo, "2.0", true);
    }

    #[test]
    fn text_relations_look_at_the_start_the_end_and_within() {
        check("complaint", Operator::TextStartsWith, "comp", true);
        check("complaint", Operator::TextEndsWith, "int", true);
        check("complaint", Operator::TextContains, "pla", true);
        check("complaint", Operator::TextContains, "xyz", false);
    }
}
