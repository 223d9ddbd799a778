//! A text as comparable words, and the keys by which names are compared.

use sorting_help::spell;

/// One word of a text.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// The word as written.
    pub(crate) written: String,
    /// The folded word, to compare with the words around a name.
    pub(crate) folded: String,
    /// The key, to compare with names.
    pub(crate) key: String,
    /// `true` if a comma, a full stop or the like stands before the word.
    pub(crate) paused: bool,
}

/// Marks after which the text may speak of something else. A dash or a colon is no pause: "ज़िला: सीहोर".
const PAUSES: [char; 9] = ['.', ',', ';', '!', '?', '।', '॥', '\n', '…'];

/// Abbreviations: a full stop after one is no pause.
const SHORTENED: [&str; 8] = ["dist", "dst", "teh", "tah", "dr", "ji", "th", "st"];

/// Returns the words of a text in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text;
    for word in spell::words(text) {
        let Some((between, after)) = rest.split_once(word) else { break };
        rest = after;
        let shortened = tokens.last().is_some_and(|last| SHORTENED.contains(&last.folded.as_str()));
        let paused = between.contains(|c| PAUSES.contains(&c) && !(c == '.' && shortened));
        tokens.push(Token { written: word.to_owned(), folded: spell::folded(word), key: key(word), paused });
    }
    tokens
}

/// Endings of names with many spellings. Each ending is replaced by the first of its row.
const ENDS: [&[&str]; 4] =
    [&["gaon", "ganv", "gav", "gao"], &["garh", "gadh", "gad"], &["vara", "vada"], &["khera", "kheda"]];

/// Returns the key of a word in a name: the folded word, in which endings and sounds with many spellings are unified.
pub(crate) fn key(word: &str) -> String {
    let mut key = spell::folded(word).replace("iy", "i").replace("mb", "nb");
    // A short word has little else to distinguish it: राऊ is not रो.
    if key.chars().count() > 4 {
        key = key.replace("au", "o");
    }
    let end = |ends: &&[&str]| {
        let one = ends.first()?;
        let stem = ends.iter().find_map(|end| key.strip_suffix(end))?;
        (!stem.is_empty()).then(|| format!("{stem}{one}"))
    };
    ENDS.iter().find_map(end).unwrap_or(key)
}

/// Returns the forms in which a name may be heard, each as the keys of its words: as written, with र for ड़, and as one
/// word.
pub(crate) fn ways(name: &str) -> Vec<Vec<String>> {
    let plain = name.replace("ड\u{93c}", "र").replace('\u{95c}', "र");
    let mut ways: Vec<Vec<String>> = Vec::new();
    for spelling in [name, &plain] {
        let words: Vec<&str> = spell::words(spelling).collect();
        let apart: Vec<String> = words.iter().map(|word| key(word)).collect();
        for way in [apart, vec![key(&words.concat())]] {
            if way.iter().all(|key| !key.is_empty()) && !way.is_empty() && !ways.contains(&way) {
                ways.push(way);
            }
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_spellings_of_a_name_have_one_key() {
        for (name, spellings) in [
            ("सीहोर", "sihor Seehor सिहोर"),
            ("Rajgarh", "rajgadh raajgad"),
            ("राजगढ़", "राजगढ राजगड़"),
            ("Mehgaon", "mehgav mehgao"),
            ("खातेगाँव", "खातेगांव खातेगाव khategaon"),
            ("Chhindwara", "chindvada Chhindwaara"),
            ("Bahadurpur", "bahadurpoor"),
        ] {
            for spelling in spellings.split(' ') {
                assert_eq!(key(spelling), key(name), "{spelling} {name}");
            }
        }
    }

    #[test]
    fn an_ending_makes_another_word() {
        assert_ne!(key("सतना"), key("सताना"));
        assert_ne!(key("कटनी"), key("कटना"));
        assert_ne!(key("मंडला"), key("मंडल"));
    }

    #[test]
    fn a_name_of_two_words_is_also_heard_in_one() {
        assert_eq!(ways("अशोक नगर"), [vec![key("अशोक"), key("नगर")], vec![key("अशोकनगर")]]);
    }

    #[test]
    fn a_pause_is_heard_but_not_in_a_shortened_word() {
        let paused = |text: &str| tokens(text).iter().map(|t| t.paused).collect::<Vec<_>>();
        assert_eq!(paused("आष्टा, सीहोर"), [false, true]);
        assert_eq!(paused("ज़िला: सीहोर"), [false, false]);
        assert_eq!(paused("Dist. Sehore"), [false, false]);
    }
}
