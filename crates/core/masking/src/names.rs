//! Finds the names that callers say of themselves and their family. The names of officials and places stay.

use crate::rules::{Rules, rules};
use crate::token::{Token, What, ends_sentence, gap};
use crate::{Found, Kind};

/// Most words in a name.
const LONG: usize = 3;

/// Greatest distance, in words, from the speaker's name to the "is speaking" after it.
const FAR: usize = 8;

pub(crate) fn find(text: &str, tokens: &[Token]) -> Vec<Found> {
    let reader = Reader { rules: rules(), text, tokens };
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for at in 0..tokens.len() {
        spans.extend(reader.after_saying(at));
        spans.extend(reader.family(at));
        spans.extend(reader.speaking(at));
        spans.extend(reader.i_am(at));
        spans.extend(reader.said_behind(at));
    }
    let mut found: Vec<Found> = spans.iter().filter_map(|span| reader.found(*span)).collect();
    // "रमेश पिता मोहन": the name of a father or husband identifies the caller too.
    found.extend(spans.iter().filter_map(|(_, end)| reader.related(*end)).filter_map(|span| reader.found(span)));
    found.extend((0..tokens.len()).flat_map(|at| reader.known_related(at)).filter_map(|span| reader.found(span)));
    found
}

struct Reader<'a> {
    rules: &'a Rules,
    text: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", Token::word)
    }

    fn is(&self, role: &str, at: usize) -> bool {
        self.rules.is(role, self.word(at))
    }

    fn known(&self, at: usize) -> bool {
        self.rules.is_name(self.word(at))
    }

    /// Returns true for a word that may be part of a name.
    fn nameable(&self, at: usize) -> bool {
        let word = self.word(at);
        let digits = self.tokens.get(at).is_none_or(|t| self.rules.spoken(t).is_some());
        !word.is_empty() && !digits && !self.rules.is("stop", word)
    }

    fn gap(&self, after: usize) -> &str {
        match (self.tokens.get(after), self.tokens.get(after + 1)) {
            (Some(a), Some(b)) => gap(self.text, a, b),
            _ => "",
        }
    }

    /// Returns true if the next token continues without a break.
    fn goes_on(&self, at: usize) -> bool {
        let gap = self.gap(at);
        let initial = self.tokens.get(at).is_some_and(|t| t.range.len() == 1);
        at + 1 < self.tokens.len()
            && (gap.chars().all(char::is_whitespace) && !gap.contains('\n') || (initial && gap.trim() == "."))
    }

    fn starts_sentence(&self, at: usize) -> bool {
        at == 0 || self.ends(at - 1) || self.gap(at - 1).contains(',')
    }

    /// Returns true if a sentence ends after the token. The full stop of "स्व." does not end one.
    fn ends(&self, at: usize) -> bool {
        ends_sentence(self.gap(at)) && !self.is("honorific", at)
    }

    fn found(&self, (first, end): (usize, usize)) -> Option<Found> {
        let (first, last) = (self.tokens.get(first)?, self.tokens.get(end.checked_sub(1)?)?);
        Some(Found { kind: Kind::Name, range: first.range.start..last.range.end })
    }

    /// Returns the name that begins at `at`, before `limit`: its first token, and the token after its last.
    fn name(&self, at: usize, limit: usize) -> Option<(usize, usize)> {
        let mut first = at;
        while self.is("honorific", first) && first + 1 < limit {
            first += 1;
        }
        let mut end = first;
        let speaks = |at: usize| self.rules.said("speaking", self.tokens, at) > 0;
        while end < limit && end - first < LONG && self.nameable(end) && !speaks(end) {
            end += 1;
            if !self.goes_on(end - 1) {
                break;
            }
        }
        // The sentence goes on after three words, so not all of them are a name. The known names at the start count, or
        // else the first two words.
        let ran_on = end - first == LONG && end < limit && self.goes_on(end - 1) && self.nameable(end);
        if ran_on {
            let known = (first..end).take_while(|at| self.known(*at)).count();
            end = first + known.max(2);
        }
        (end > first).then_some((first, end))
    }

    /// Finds the name after "मेरा नाम …", "पति का नाम …", "my name is …".
    fn after_saying(&self, at: usize) -> Option<(usize, usize)> {
        let applicant = self.rules.said("applicant", self.tokens, at).max(self.rules.said("myself", self.tokens, at));
        let said = self.rules.said("says-name", self.tokens, at).max(applicant);
        let kin = self.is("kin", at) || self.is_kins(at);
        let of_kin = match kin {
            true if self.is("of", at + 1) && self.is("name", at + 2) => 3,
            true if self.is_kins(at) && self.is("name", at + 1) => 2,
            _ => 0,
        };
        let bare = usize::from(self.is("name", at) && self.starts_sentence(at) && self.known(at + 1));
        let length = said.max(of_kin).max(bare);
        if length == 0 {
            return None;
        }
        let mut start = at + length;
        while self.is("copula", start) && self.tokens.get(start).is_some() {
            start += 1;
        }
        if (at..start.saturating_sub(1)).any(|t| self.ends(t)) {
            return None;
        }
        let (first, end) = self.name(start, self.tokens.len())?;
        // "मेरा नाम … में नहीं है": a word before "in" or "from" is no name, unless it is known as one.
        let inside = ["inside", "from"].iter().any(|role| self.is(role, end)) || (applicant == 0 && self.is("of", end));
        (self.known(first) || !(inside && self.goes_on(end - 1))).then_some((first, end))
    }

    /// Returns true for the possessive form of a family member, such as `husband's`.
    fn is_kins(&self, at: usize) -> bool {
        self.word(at).strip_suffix("'s").is_some_and(|word| self.rules.is("kin", word))
    }

    /// Finds the name in "मेरी बेटी पूजा": a known name, or a name before a postposition.
    fn family(&self, at: usize) -> Option<(usize, usize)> {
        if !(self.is("own", at) && self.is("kin", at + 1)) {
            return None;
        }
        if self.known(at + 2) {
            return Some(self.all_known(at + 2));
        }
        // "मेरे बेटे अंकित का …": a word between "son" and "of" can hardly be anything but a name.
        let span = self.name(at + 2, at + 4)?;
        self.is("takes", span.1).then_some(span)
    }

    /// Returns the known names from `at` on.
    fn all_known(&self, at: usize) -> (usize, usize) {
        let mut end = at + 1;
        while self.goes_on(end - 1) && self.known(end) && end - at < LONG {
            end += 1;
        }
        (at, end)
    }

    /// Returns the name after a word of relation that follows a name.
    fn related(&self, end: usize) -> Option<(usize, usize)> {
        let follows = self.is("relation", end) && end > 0;
        let (first, end) = follows.then(|| self.name(end + 1, self.tokens.len())).flatten()?;
        let inside = self.is("inside", end) || self.is("of", end);
        (self.known(first) || !inside).then_some((first, end))
    }

    /// Finds both names in "रमेश पिता मोहन" at the start of a sentence, without a word such as "my name".
    fn known_related(&self, at: usize) -> Vec<(usize, usize)> {
        if !(self.starts_sentence(at) && self.known(at)) {
            return Vec::new();
        }
        let (first, end) = self.all_known(at);
        self.related(end).filter(|(other, _)| self.known(*other)).map_or(Vec::new(), |other| vec![(first, end), other])
    }

    /// Finds the names in "मैं … बोल रहा हूँ", "this is … calling".
    fn speaking(&self, at: usize) -> Vec<(usize, usize)> {
        let says = self.rules.said("speaking", self.tokens, at);
        let hindi = self.is("progressive", at + says);
        if says == 0 || !(hindi || self.word(at).ends_with("ing") || self.word(at).starts_with("स्प")) {
            return Vec::new();
        }
        // "पटवारी बोल रहा है" speaks of another person.
        let first_person = self.is("am", at + says + 1) || at + says + 1 >= self.tokens.len();
        let mut start = at;
        let mut named = false;
        for before in (at.saturating_sub(FAR)..at).rev() {
            if self.ends(before) || !matches!(self.tokens.get(before).map(|t| &t.what), Some(What::Word(_))) {
                break;
            }
            if self.is("i", before) {
                named = true;
                break;
            }
            start = before;
        }
        let this_is = self.rules.said("this-is", self.tokens, start);
        let speaks = if hindi { first_person } else { named || this_is > 0 };
        if !speaks {
            return Vec::new();
        }
        start += this_is;
        while start < at && self.is("greeting", start) {
            start += 1;
        }
        self.speakers(start, at, named)
    }

    /// Returns the names among the words before "is speaking". A word before "से" or after "ग्राम" is a place, not a
    /// name.
    fn speakers(&self, start: usize, end: usize, named: bool) -> Vec<(usize, usize)> {
        let mut spans = Vec::new();
        let mut part = start;
        while part < end {
            let from = (part..end).find(|at| self.is("from", *at));
            let stop = from.unwrap_or(end);
            let behind = (part..stop).find(|at| self.is("place-behind", *at)).map(|at| at.saturating_sub(1));
            let place = (part..stop).find(|at| self.is("place-before", *at)).or(behind);
            let until = match (place, from) {
                (Some(place), _) => place,
                (None, Some(_)) => stop.saturating_sub(1).max(part),
                (None, None) => stop,
            };
            // Without "मैं" all of these words must be able to form a name.
            let whole = named || (part..until).all(|at| self.nameable(at) || self.is("relation", at));
            if let Some((first, last)) = self.name(part, until).filter(|_| whole) {
                spans.push((first, last));
            }
            part = stop + 1;
        }
        spans
    }

    /// Finds the name in "मैं रमेश यादव हूँ", "I am Neha Gupta", "Neha Gupta here".
    fn i_am(&self, at: usize) -> Option<(usize, usize)> {
        let english = self.rules.said("i-am", self.tokens, at).max(self.rules.said("this-is", self.tokens, at));
        let hindi = usize::from(english == 0 && self.is("i", at));
        let here = english == 0 && hindi == 0 && self.starts_sentence(at) && self.known(at);
        if here {
            let (first, end) = self.all_known(at);
            return (self.word(end) == "here").then_some((first, end));
        }
        if english + hindi == 0 {
            return None;
        }
        let (first, end) = self.name(at + english + hindi, self.tokens.len())?;
        let known = (first..end).any(|at| self.known(at));
        let are = english > 0 || (self.is("am", end) && end - first <= LONG);
        (known && are).then_some((first, end))
    }

    /// Finds the name in "रमेश यादव नाम है मेरा".
    fn said_behind(&self, at: usize) -> Option<(usize, usize)> {
        let (first, end) = (self.starts_sentence(at) && self.known(at)).then(|| self.all_known(at))?;
        let said = self.is("name", end) && self.is("copula", end + 1) && self.is("own", end + 2);
        said.then_some((first, end))
    }
}
