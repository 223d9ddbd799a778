//! The names in a text, and what the words around each say of it.

use crate::around::Sides;
use crate::key::{Token, tokens};
use crate::{Kind, Place, Places};

/// A name in a text.
#[derive(Debug)]
pub(crate) struct Mention<'a> {
    /// The places that it may stand for; several when the name is shared.
    pub(crate) places: Vec<&'a Place>,
    /// What it is worth.
    pub(crate) weight: Weight,
    /// The words that say so.
    pub(crate) said: String,
    /// Where it stands.
    pub(crate) at: (usize, usize),
}

/// What a name in a text is worth, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// An ordinary word, unless something else speaks for the same district.
    Word,
    /// The same, but with a word that makes a place of it.
    Place,
    /// A place's name.
    Name,
    /// A tehsil or town that is said to be one, or to be the caller's.
    Tehsil,
    /// A district that is said to be one, or to be the caller's.
    District,
}

/// What the words around a name make of it, with how many of them on either side.
enum Role {
    /// Somebody's name, a road, a village: no place of ours.
    Other,
    Marked(usize, usize),
    Home(usize, usize),
    There(usize, usize),
    Bare,
}

impl Places {
    /// The names in a text, in order. Of names that begin with the same word the longest counts.
    pub(crate) fn mentions(&self, text: &str) -> Vec<Mention<'_>> {
        let tokens = tokens(text);
        let mut named: Vec<(usize, usize, Vec<&Place>)> = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let longest = self.names.get(&token.key).into_iter().flatten().find_map(|name| {
                let end = at + 1 + name.rest.len();
                let words = tokens.get(at + 1..end)?;
                let same = words.iter().map(|word| &word.key).eq(name.rest.iter());
                same.then(|| (end, name.places.iter().filter_map(|place| self.places.get(*place)).collect()))
            });
            match longest {
                Some((end, places)) => {
                    named.push((at, end, places));
                    at = end;
                }
                None => at += 1,
            }
        }
        let districts: Vec<(usize, usize)> =
            named.iter().filter(|(.., places)| is_district(places)).map(|(start, end, _)| (*start, *end)).collect();
        let mut mentions: Vec<Mention<'_>> = Vec::new();
        let mut beyond: Option<usize> = None;
        for (start, end, places) in named.into_iter().rev() {
            let role = self.role(&tokens, (start, end), &places, &districts);
            // "इंदौर भोपाल रोड": what goes for the second name goes for the first.
            let other = matches!(role, Role::Bare | Role::There(..)) && beyond == Some(end);
            let Some((weight, before, after)) = weigh(&places, &role).filter(|_| !other) else {
                beyond = Some(start);
                continue;
            };
            let words = tokens.get(start - before..end + after).unwrap_or_default();
            let said = words.iter().map(|t| t.written.as_str()).collect::<Vec<_>>().join(" ");
            mentions.push(Mention { places, weight, said, at: (start, end) });
        }
        mentions.reverse();
        mentions
    }

    /// What the words around a name make of it; the first that fits.
    fn role(&self, tokens: &[Token], at: (usize, usize), places: &[&Place], districts: &[(usize, usize)]) -> Role {
        let around = &self.around;
        let on = |sides: &Sides| match (sides.before(tokens, at.0), sides.after(tokens, at.1)) {
            (None, None) => None,
            (before, after) => Some((before.unwrap_or(0), after.unwrap_or(0))),
        };
        let called = if is_district(places) { self.called_district(tokens, at, districts) } else { None };
        if let Some((before, after)) = called.or_else(|| on(&around.tehsil)) {
            return Role::Marked(before, after);
        }
        if on(&around.person).or_else(|| on(&around.passing)).is_some() {
            return Role::Other;
        }
        if let Some((before, after)) = on(&around.home) {
            return Role::Home(before, after);
        }
        if on(&around.village).is_some() {
            return Role::Other;
        }
        on(&around.there).map_or(Role::Bare, |(before, after)| Role::There(before, after))
    }

    /// Whether a district's name is called one. Where the word stands between two, in "भोपाल ज़िला सीहोर" it belongs to
    /// what follows; in an oblique case, "भोपाल ज़िले, सीहोर", to what stands before.
    fn called_district(
        &self,
        tokens: &[Token],
        (start, end): (usize, usize),
        districts: &[(usize, usize)],
    ) -> Option<(usize, usize)> {
        let oblique = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|t| t.folded.ends_with('e'));
        let before = self.around.district.before(tokens, start).filter(|words| {
            let first = start.checked_sub(*words);
            !(oblique(first) && districts.iter().any(|(_, end)| Some(*end) == first))
        });
        let after = self.around.district.after(tokens, end).filter(|words| {
            oblique(Some(end + words - 1)) || !districts.iter().any(|(start, _)| *start == end + words)
        });
        (before.is_some() || after.is_some()).then(|| (before.unwrap_or(0), after.unwrap_or(0)))
    }
}

fn is_district(places: &[&Place]) -> bool {
    places.iter().any(|place| place.kind == Kind::District)
}

/// What a name is worth, with how many words on either side speak for it.
fn weigh(places: &[&Place], role: &Role) -> Option<(Weight, usize, usize)> {
    let strict = places.iter().any(|place| place.strict);
    let common = strict || places.iter().any(|place| place.common);
    let told = if is_district(places) { Weight::District } else { Weight::Tehsil };
    Some(match role {
        Role::Other => return None,
        Role::Marked(before, after) => (told, *before, *after),
        Role::Home(before, after) | Role::There(before, after) if strict => (Weight::Place, *before, *after),
        Role::Home(before, after) => (told, *before, *after),
        Role::There(before, after) => (Weight::Name, *before, *after),
        Role::Bare if common => (Weight::Word, 0, 0),
        Role::Bare => (Weight::Name, 0, 0),
    })
}
