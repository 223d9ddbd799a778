//! Finds the known word that a person probably meant. Every "did you mean" uses it, so that all suggestions agree.

/// Most slips between a word and the known word suggested for it.
const MOST: usize = 2;

/// Returns the known word that is nearest to `word`, if any is near. A near word is at most two slips away, and the
/// slips are fewer than half of its letters. Letter case does not count. A slip is a letter that is wrong, missing or
/// too many, or two neighbouring letters that changed places. Of two equally near words the first is returned.
///
/// ```
/// assert_eq!(near::nearest("acknowlege", ["acknowledge", "ask"]), Some("acknowledge"));
/// assert_eq!(near::nearest("dance", ["acknowledge", "ask"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let letters = word.chars().count();
    known
        .into_iter()
        // A comparison costs the product of both lengths, and a stranger's text may be long.
        .filter(|other| other.chars().count().abs_diff(letters) <= MOST)
        .map(|other| (strsim::osa_distance(&word, &other.to_lowercase()), other))
        .filter(|(slips, other)| *slips <= MOST && slips.saturating_mul(2) < other.chars().count())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, other)| other)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_word_with_one_or_two_slips_is_recognised() {
        for slip in ["people", "peopl", "peoplee", "pepole", "poeple", "pwople", "PEOPLE", "peeplw"] {
            assert_eq!(nearest(slip, ["food", "people"]), Some("people"), "{slip}");
        }
        assert_eq!(nearest("बिजलि", ["पानी", "बिजली"]), Some("बिजली"), "letters are counted, not bytes");
    }

    #[test]
    fn three_slips_are_another_word() {
        for other in ["pxxxle", "peo", "peopleses", "", &"people".repeat(1_000)] {
            assert_eq!(nearest(other, ["food", "people"]), None, "{other}");
        }
    }

    #[test]
    fn a_short_word_is_not_taken_for_one_with_which_it_shares_little() {
        assert_eq!(nearest("PWD", ["PHE", "FCS"]), None);
        assert_eq!(nearest("by", ["ok"]), None);
        assert_eq!(nearest("bey", ["ok", "bye"]), Some("bye"));
    }

    #[test]
    fn the_nearest_is_meant_and_of_two_equally_near_the_first() {
        assert_eq!(nearest("promise", ["promised", "promises", "promise"]), Some("promise"));
        assert_eq!(nearest("promise", ["promised", "promises"]), Some("promised"));
    }
}
