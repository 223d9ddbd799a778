//! Folds the many spellings of a word into one; words are compared only in this form.

/// Folds a word. Devanagari: nukta, anusvara and joiners are dropped, long i and u become short, a doubled consonant
/// becomes single. Latin: letters become small, long vowels short, `w` becomes `v`, doubled letters become single. So
/// `paanch` and `panch` are the same word, and so are हज़ार and हजार, पाँच and पांच.
pub(crate) fn fold(word: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        let c = match c {
            // nukta, candrabindu, anusvara, joiners
            '\u{93c}' | '\u{901}' | '\u{902}' | '\u{200c}' | '\u{200d}' => continue,
            '\u{958}' => 'क',
            '\u{959}' => 'ख',
            '\u{95a}' => 'ग',
            '\u{95b}' => 'ज',
            '\u{95c}' => 'ड',
            '\u{95d}' => 'ढ',
            '\u{95e}' => 'फ',
            'ई' => 'इ',
            'ी' => 'ि',
            'ऊ' => 'उ',
            'ू' => 'ु',
            'w' => 'v',
            '’' => '\'',
            other => other,
        };
        push(&mut out, c);
    }
    out.into_iter().collect()
}

fn push(out: &mut Vec<char>, c: char) {
    const VIRAMA: char = '\u{94d}';
    match out.as_slice() {
        [.., 'e', 'e'] | [.., 'o', 'o'] => {}
        [.., 'e'] if c == 'e' => {
            out.pop();
            out.push('i');
            return;
        }
        [.., 'o'] if c == 'o' => {
            out.pop();
            out.push('u');
            return;
        }
        [.., last] if *last == c && c.is_ascii_alphabetic() => return,
        // a doubled consonant, or one before its own aspirate
        [.., last, VIRAMA] if *last == c || matches!((*last, c), ('ट', 'ठ') | ('च', 'छ') | ('त', 'थ') | ('द', 'ध')) =>
        {
            out.truncate(out.len() - 2);
        }
        _ => {}
    }
    out.push(c);
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_word_fold_to_one() {
        for (a, b) in [("paanch", "Panch"), ("हज़ार", "हजार"), ("पाँच", "पांच"), ("teen", "tin"), ("अट्ठानवे", "अठानवे")]
        {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("saat"), fold("saath"), "seven is not sixty");
    }
}
