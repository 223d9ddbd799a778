//! The district that a caller speaks of, found in the text of what was said.
//!
//! [`Places::read`] takes `places.toml` and either gives the State's places, or an error that names the line.
//! [`Places::find`] looks for their names in a text and at the words around them. It says nothing rather than guess:
//! where two districts are named alike, where a name stands for several, where a name is an ordinary word as well.
//! Nothing is learned; the same text always gets the same answer, with the words that speak for it.

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
    /// By the first word's key, the longer first.
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

/// One way to say a name.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Name {
    /// The keys after the first.
    rest: Vec<String>,
    /// Several only when the name is shared, each in another district.
    places: Vec<usize>,
}

/// What the words around a name say of it.
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
    /// Its district.
    pub district: District,
    /// The finest place that the text names in it, as it stands in the file.
    pub name: String,
    /// Whether the text says that it is the place: "ज़िला सीहोर", "तहसील आष्टा", "सीहोर से बोल रहा हूँ". Else it only names
    /// it, and may speak of where something was sent, bought or lost.
    pub told: bool,
    /// Other districts that the text names, or for which a name in it may stand.
    pub also: Vec<District>,
    /// The words of the text that say so, each name with the words around it that counted.
    pub reasons: Vec<String>,
}

/// How many places the file holds, for those who look after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Districts.
    pub districts: usize,
    /// Tehsils, without those that have their district's name.
    pub tehsils: usize,
    /// Towns besides.
    pub towns: usize,
    /// Ways to say a name that differ once they are folded.
    pub names: usize,
}

impl Places {
    /// The place that the text speaks of. Nothing if it names none, or if it could be one of several.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Found> {
        self.decide(&self.mentions(text))
    }

    /// The districts, in the order of the file.
    #[must_use]
    pub fn districts(&self) -> Vec<District> {
        let districts = self.places.iter().filter(|place| place.kind == Kind::District);
        districts.filter_map(|place| District::new(place.district.as_str()).ok()).collect()
    }

    /// How many there are.
    #[must_use]
    pub fn size(&self) -> Size {
        let of = |kind| self.places.iter().filter(|place| place.kind == kind).count();
        let names = self.names.values().map(Vec::len).sum();
        Size { districts: of(Kind::District), tehsils: of(Kind::Tehsil), towns: of(Kind::Town), names }
    }
}
