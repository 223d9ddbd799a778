//! Finds the district that a caller speaks of in the transcript.
//!
//! [`Places::read`] takes `places.toml` and returns the State's places, or an error that names the line.
//! [`Places::find`] looks for their names in a text and at the words around each name. It returns nothing, rather than
//! guess, if the text names two districts with equal weight, if a name stands for several places, or if a name is also
//! an ordinary word. Nothing is learned: the same text always gets the same answer, with the words that led to it.

mod around;
mod decide;
mod file;
mod key;
mod mention;

use around::Sides;
use lifecycle::District;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The places of `places.toml`, checked and folded.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Places {
    places: Vec<Place>,
    /// The forms of names by the key of their first word. Longer names come first.
    names: BTreeMap<String, Vec<Name>>,
    around: Around,
}

/// A place that a name may stand for.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Place {
    district: String,
    name: String,
    kind: Kind,
    common: bool,
    strict: bool,
    shared: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Kind {
    District,
    Tehsil,
    Town,
}

/// One form of a name.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Name {
    /// The keys of the words after the first.
    rest: Vec<String>,
    /// The indices of the places. A shared name has several, each in another district.
    places: Vec<usize>,
}

/// Patterns of the words around a name, by their meaning.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Around {
    person: Sides,
    passing: Sides,
    district: Sides,
    tehsil: Sides,
    village: Sides,
    home: Sides,
    there: Sides,
}

/// The place that a text speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The district of the place.
    pub district: District,
    /// The place that the text names, as written in the file: a tehsil of the district, else a town, else the district
    /// itself.
    pub name: String,
    /// `true` if the text says that this is the place: "ज़िला सीहोर", "तहसील आष्टा", "सीहोर से बोल रहा हूँ". Otherwise
    /// the text only names it, and may speak of a place where something was sent, bought or lost.
    pub told: bool,
    /// Other districts that the text names, or for which a name in the text may stand.
    pub also: Vec<District>,
    /// The words of the text that led to this answer: each name with the words around it that counted.
    pub reasons: Vec<String>,
}

/// The numbers of places in the file, for its maintainers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Districts.
    pub districts: usize,
    /// Tehsils, without those that share their district's name.
    pub tehsils: usize,
    /// Other towns.
    pub towns: usize,
    /// Forms of names that still differ once they are folded.
    pub names: usize,
}

impl Places {
    /// Returns the place that the text speaks of; `None` if the text names no place, or could mean one of several.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Found> {
        self.decide(&self.mentions(text))
    }

    /// Returns the districts in the order of the file.
    #[must_use]
    pub fn districts(&self) -> Vec<District> {
        let districts = self.places.iter().filter(|place| place.kind == Kind::District);
        districts.filter_map(|place| District::new(place.district.as_str()).ok()).collect()
    }

    /// Returns the numbers of places.
    #[must_use]
    pub fn size(&self) -> Size {
        let of = |kind| self.places.iter().filter(|place| place.kind == kind).count();
        let names = self.names.values().map(Vec::len).sum();
        Size { districts: of(Kind::District), tehsils: of(Kind::Tehsil), towns: of(Kind::Town), names }
    }
}
