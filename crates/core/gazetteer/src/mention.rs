//! The names in a text, and the role that the words around each name give it.

use crate::around::Sides;
use crate::key::{Token, tokens};
use crate::{Kind, Place, Places};

/// A name in a text.
#[derive(Debug)]
pub(crate) struct Mention<'a> {
    /// The places for which the name may stand; several if the name is shared.
    pub(crate) places: Vec<&'a Place>,
    /// The weight of the name.
    pub(crate) weight: Weight,
    /// The name and the words around it that counted.
    pub(crate) said: String,
    /// The indices of the name's first word and of the word after it.
    pub(crate) at: (usize, usize),
}

/// The weights of names in a text, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Weight {
    /// An ordinary word, which counts only if something else speaks for the same district.
    Word,
    /// An ordinary word, next to a word that marks it as a place.
    Place,
    /// The name of a place.
    Name,
    /// A tehsil or town, if the text says that it is a tehsil or town, or that it is the caller's home.
    Tehsil,
    /// A district, if the text says that it is a district, or that it is the caller's home.
    District,
}

/// The role that the words around a name give it, with the number of those words before and after the name.
enum Role {
    /// The name of a person, a road or a village: none of the State's places.
    Other,
    Marked(usize, usize),
    Home(usize, usize),
    There(usize, usize),
    Bare,
}

impl Places {
    /// Returns the names in a text, in order. Of names that begin with the same word the longest counts.
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
            // "इंदौर भोपाल रोड": a name right before a rejected name is rejected too.
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

    /// Returns the role of a name: the first one whose patterns fit.
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

    /// Returns the number of words before and after a district's name that call it a district, or `None` if there are
    /// none. A word for "district" between two names belongs to the second name, as in "भोपाल ज़िला सीहोर". In its
    /// oblique form it belongs to the first, as in "भोपाल ज़िले, सीहोर".
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

/// Returns the weight of a name, with the number of words before and after it that speak for it.
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
