//! Folds Devanagari and its transliterations to the same stem.
//!
//! `राशन`, `rashan` and `raashan` have one stem. Devanagari is written in Latin letters without its unspoken vowels
//! (बिजली is `bijli`, not `bijali`). Then long and short vowels, doubled letters, `w` and `v`, `z` and `j`, `sh` and
//! `s` become the same, and a common ending is dropped.

/// Returns the stems of a text, in order.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    words(text).map(|word| stem(&folded(word))).filter(|stem| !stem.is_empty()).collect()
}

/// Returns the words of a text as written, in order, without the characters between them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '\u{900}'..='\u{963}' | '\u{200c}' | '\u{200d}');
    text.split(move |c| !word(c)).filter(|word| !word.is_empty())
}

/// Returns one word in folded letters, with its ending. It is for words such as names, in which another ending makes
/// another word.
#[must_use]
pub fn folded(word: &str) -> String {
    fold(&latin(word))
}

#[derive(Clone, Copy, PartialEq)]
enum Sound {
    Consonant(&'static str),
    Vowel(&'static str),
    /// The inherent `a`, which Devanagari does not write.
    Inherent,
    Other(char),
}

/// Returns a word in small Latin letters.
fn latin(word: &str) -> String {
    let mut sounds: Vec<Sound> = Vec::new();
    for c in word.chars().flat_map(char::to_lowercase) {
        if let Some(consonant) = consonant(c) {
            sounds.extend([Sound::Consonant(consonant), Sound::Inherent]);
        } else if let Some(vowel) = vowel(c) {
            // A vowel sign replaces the inherent vowel; a vowel letter follows it.
            let sign = matches!(c, '\u{93e}'..='\u{94c}');
            if sign && sounds.last() == Some(&Sound::Inherent) {
                sounds.pop();
            }
            sounds.push(Sound::Vowel(vowel));
        } else {
            match c {
                '\u{94d}' => _ = sounds.pop_if(|last| *last == Sound::Inherent),
                '\u{901}' | '\u{902}' => sounds.push(Sound::Consonant("n")),
                '\u{900}'..='\u{963}' | '\u{200c}' | '\u{200d}' => {}
                '\u{966}'..='\u{96f}' => sounds.extend(digit(c).map(Sound::Other)),
                other => sounds.push(Sound::Other(other)),
            }
        }
    }
    spoken(sounds)
}

fn digit(c: char) -> Option<char> {
    char::from_digit(u32::from(c) - 0x966, 10)
}

/// Leaves out the inherent vowels that nobody speaks, and a nasal at the end, which few people write.
fn spoken(mut sounds: Vec<Sound>) -> String {
    let devanagari = sounds.iter().any(|s| !matches!(s, Sound::Other(_)));
    let nasal = devanagari && sounds.last() == Some(&Sound::Consonant("n"));
    if sounds.len() > 2 && (nasal || sounds.last() == Some(&Sound::Inherent)) {
        sounds.pop();
    }
    let silent = |at: usize| {
        let sound = |place: Option<usize>| place.and_then(|place| sounds.get(place)).copied();
        let voiced = |s: Option<Sound>| matches!(s, Some(Sound::Vowel(_) | Sound::Inherent));
        sound(Some(at)) == Some(Sound::Inherent)
            && voiced(sound(at.checked_sub(2)))
            && matches!(sound(Some(at + 1)), Some(Sound::Consonant(_)))
            && matches!(sound(Some(at + 2)), Some(Sound::Vowel(_)))
    };
    let mut out = String::new();
    for (at, sound) in sounds.iter().enumerate() {
        match sound {
            Sound::Consonant(letters) | Sound::Vowel(letters) => out.push_str(letters),
            Sound::Inherent if silent(at) => {}
            Sound::Inherent => out.push('a'),
            Sound::Other(c) => out.push(*c),
        }
    }
    out
}

fn consonant(c: char) -> Option<&'static str> {
    Some(match c {
        'क' | '\u{958}' => "k",
        'ख' | '\u{959}' => "kh",
        'ग' | '\u{95a}' => "g",
        'घ' => "gh",
        'च' | 'छ' => "ch",
        'ज' | '\u{95b}' => "j",
        'झ' => "jh",
        'ट' | 'त' => "t",
        'ठ' | 'थ' => "th",
        'ड' | 'द' | '\u{95c}' => "d",
        'ढ' | 'ध' | '\u{95d}' => "dh",
        'ङ' | 'ञ' | 'ण' | 'न' => "n",
        'प' => "p",
        'फ' | '\u{95e}' => "f",
        'ब' => "b",
        'भ' => "bh",
        'म' => "m",
        'य' => "y",
        'र' => "r",
        'ल' | 'ळ' => "l",
        'व' => "v",
        'श' | 'ष' | 'स' => "s",
        'ह' => "h",
        _ => return None,
    })
}

fn vowel(c: char) -> Option<&'static str> {
    Some(match c {
        'अ' | 'आ' | 'ा' => "a",
        'इ' | 'ई' | 'ि' | 'ी' => "i",
        'उ' | 'ऊ' | 'ु' | 'ू' => "u",
        'ऋ' | 'ृ' => "ri",
        'ए' | 'ऍ' | 'े' | 'ॅ' => "e",
        'ऐ' | 'ै' => "ai",
        'ओ' | 'ऑ' | 'ो' | 'ॉ' => "o",
        'औ' | 'ौ' => "au",
        _ => return None,
    })
}

/// Spellings that sound alike, the longer first. Each is replaced everywhere in a word.
const ALIKE: [(&str, &str); 15] = [
    ("chh", "ch"),
    ("ph", "f"),
    ("sh", "s"),
    ("ck", "k"),
    ("ce", "se"),
    ("ci", "si"),
    ("ee", "i"),
    ("oo", "u"),
    ("aa", "a"),
    ("x", "ks"),
    ("q", "k"),
    ("w", "v"),
    ("z", "j"),
    ("ou", "au"),
    ("ei", "ai"),
];

fn fold(word: &str) -> String {
    let mut word = word.to_owned();
    for (from, to) in ALIKE {
        if word.contains(from) {
            word = word.replace(from, to);
        }
    }
    // A remaining `c` sounds like k, except in `ch`.
    let next = word.chars().skip(1).chain([' ']);
    let hard = word.chars().zip(next).map(|(c, next)| if c == 'c' && next != 'h' { 'k' } else { c });
    let mut out = String::with_capacity(word.len());
    for c in hard {
        if !(out.ends_with(c) && c.is_ascii_alphabetic()) {
            out.push(c);
        }
    }
    out
}

/// Endings of number and case, Hindi and English, the longer first, each with the fewest letters that must remain: with
/// fewer नाली would become नल, and शाला would become साल.
const ENDINGS: [(&str, usize); 12] = [
    ("iyon", 4),
    ("iyan", 4),
    ("iyo", 4),
    ("yon", 4),
    ("yan", 4),
    ("ain", 4),
    ("en", 4),
    ("on", 4),
    ("s", 3),
    ("a", 4),
    ("e", 4),
    ("i", 4),
];

/// Words whose spellings differ more than the rules fold, above all the word for village.
const SAME: [(&str, &str); 5] =
    [("gaon", "ganv"), ("gav", "ganv"), ("gao", "ganv"), ("ganon", "ganv"), ("nahin", "nahi")];

fn stem(word: &str) -> String {
    let word = SAME.iter().find(|(other, _)| *other == word).map_or(word, |(_, one)| one);
    let stems = ENDINGS.iter().filter_map(|(ending, least)| Some((word.strip_suffix(ending)?, *least)));
    let stem = stems.into_iter().find(|(stem, least)| stem.chars().count() >= *least).map_or(word, |(stem, _)| stem);
    // After its first vowel and before its last letter a word is written with an `a` by some people and without by
    // others: सड़क, सड़कें.
    let (mut vowels, last) = (0, stem.chars().count().saturating_sub(1));
    let letters = stem.chars().enumerate().filter(|(at, c)| {
        vowels += usize::from("aeiou".contains(*c));
        *c != 'a' || vowels == 1 || *at == last
    });
    letters.map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::{folded, stems};

    #[test]
    fn a_word_and_its_transliterations_are_one_stem() {
        for (hindi, latin) in [
            ("राशन", "rashan raashan"),
            ("बिजली", "bijli bijalee"),
            ("सड़कें", "sadak sadken"),
            ("मज़दूरी", "majdoori mazduri"),
            ("छात्रवृत्ति", "chhatravritti chatravriti"),
            ("पंचायत", "panchayat"),
            ("आँगनवाड़ी", "anganwadi aanganwaadi"),
            ("पैसे", "paise"),
            ("कार्ड", "card kard cards"),
        ] {
            for spelling in latin.split(' ') {
                assert_eq!(stems(spelling), stems(hindi), "{spelling} {hindi}");
            }
        }
    }

    #[test]
    fn nothing_breaks_a_word() {
        for odd in ["", "\u{94d}", "\u{93e}\u{901}", "क्", "१०८", "ﬁß", "\u{200d}"] {
            let _ = stems(odd);
        }
        assert_eq!(stems("१०८ 108"), ["108", "108"]);
    }

    #[test]
    fn a_folded_word_keeps_its_ending() {
        assert_eq!(folded("सीहोर"), folded("seehor"));
        assert_ne!(folded("कटनी"), folded("कटना"));
    }
}
