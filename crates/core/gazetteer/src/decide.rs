//! From the names in a text to one district, or to none.

use crate::mention::{Mention, Weight};
use crate::{Found, Kind, Places};
use lifecycle::District;

impl Places {
    /// Returns the one district on which the heaviest names agree.
    pub(crate) fn decide(&self, mentions: &[Mention<'_>]) -> Option<Found> {
        let counted: Vec<(&Mention<'_>, &str, Weight)> = mentions.iter().filter_map(|m| counts(m, mentions)).collect();
        let heaviest = counted.iter().map(|(.., weight)| *weight).max()?;
        let mut best = counted.iter().filter(|(.., weight)| *weight == heaviest).map(|(_, district, _)| *district);
        let district = best.next()?;
        if best.any(|other| other != district) {
            return None;
        }
        // "तहसील सोहागपुर, भोपाल": the tehsil is not in that district, so no district is returned.
        let elsewhere = |m: &&Mention<'_>| shared(m) && m.weight == Weight::Tehsil && !stands_for(m, district);
        if heaviest < Weight::District && mentions.iter().any(|m| elsewhere(&m)) {
            return None;
        }
        let speaks = |m: &&Mention<'_>| {
            let counts = counted.iter().any(|(other, of, _)| std::ptr::eq(*other, *m) && *of == district);
            counts || (stands_for(m, district) && (m.weight >= Weight::Place || beside(m, mentions, district)))
        };
        let speaking: Vec<&Mention<'_>> = mentions.iter().filter(speaks).collect();
        let inside = speaking.iter().flat_map(|m| m.places.iter().filter(|place| place.district == district));
        let finest = inside.min_by_key(|place| match place.kind {
            Kind::Tehsil => 0,
            Kind::Town => 1,
            Kind::District => 2,
        });
        let mut also: Vec<&str> = Vec::new();
        for mention in mentions.iter().filter(|m| m.weight >= Weight::Name && !stands_for(m, district)) {
            also.extend(mention.places.iter().map(|place| place.district.as_str()));
        }
        also.sort_unstable();
        also.dedup();
        Some(Found {
            district: District::new(district).ok()?,
            name: finest?.name.clone(),
            told: heaviest >= Weight::Tehsil,
            also: also.into_iter().filter_map(|code| District::new(code).ok()).collect(),
            reasons: speaking.iter().map(|m| m.said.clone()).collect(),
        })
    }
}

/// Returns the district for which a mention counts, and its weight there.
fn counts<'a>(m: &'a Mention<'a>, all: &[Mention<'_>]) -> Option<(&'a Mention<'a>, &'a str, Weight)> {
    let district = m.places.first()?.district.as_str();
    let own = m.places.iter().any(|place| place.kind == Kind::District);
    if !shared(m) && m.weight >= Weight::Name {
        return Some((m, district, m.weight));
    }
    // "देवरी सागर": an ordinary word counts as a district's name if the name of one of the district's tehsils is next
    // to it.
    let helped = own && m.weight == Weight::Word && all.iter().any(|other| shared(other) && near(m, other, district));
    helped.then_some((m, district, Weight::Name))
}

/// Returns true if the name stands for places in several districts.
fn shared(m: &Mention<'_>) -> bool {
    m.places.iter().any(|place| place.shared)
}

fn stands_for(m: &Mention<'_>, district: &str) -> bool {
    m.places.iter().any(|place| place.district == district)
}

/// Returns true if a shared name that may stand for the district is next to the district's own name.
fn near(own: &Mention<'_>, other: &Mention<'_>, district: &str) -> bool {
    let plain = !other.places.iter().any(|place| place.strict || place.common);
    let (apart, reversed) = (own.at.0.abs_diff(other.at.1), other.at.0.abs_diff(own.at.1));
    plain && stands_for(other, district) && apart.min(reversed) <= 1
}

/// Returns true if the name is shared and the text also names the district elsewhere. A shared name counts only then.
fn beside(m: &Mention<'_>, all: &[Mention<'_>], district: &str) -> bool {
    shared(m) && all.iter().any(|other| !std::ptr::eq(other, m) && stands_for(other, district))
}
