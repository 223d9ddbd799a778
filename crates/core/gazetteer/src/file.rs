//! Reads `places.toml` into places, or reports the first mistake with its line.

use crate::around::{Sides, pattern};
use crate::key::ways;
use crate::{Around, Kind, Name, Place, Places};
use directory::{DataError, Placed, Source};
use lifecycle::District;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    around: AroundWords,
    districts: Vec<DistrictPlace>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AroundWords {
    person: SidesWords,
    passing: SidesWords,
    district: SidesWords,
    tehsil: SidesWords,
    village: SidesWords,
    home: SidesWords,
    there: SidesWords,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SidesWords {
    #[serde(default)]
    before: Vec<Placed<String>>,
    #[serde(default)]
    after: Vec<Placed<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DistrictPlace {
    code: Placed<String>,
    name: Placed<String>,
    english: Placed<String>,
    #[serde(default)]
    spellings: Vec<Placed<String>>,
    #[serde(default)]
    common: bool,
    #[serde(default)]
    tehsils: Vec<PlaceInside>,
    #[serde(default)]
    towns: Vec<PlaceInside>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceInside {
    name: Placed<String>,
    english: Placed<String>,
    #[serde(default)]
    spellings: Vec<Placed<String>>,
    #[serde(default)]
    common: bool,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    shared: bool,
}

impl Places {
    /// Reads the places.
    ///
    /// # Errors
    /// A [`DataError`] with the position of the first mistake.
    pub fn read(source: Source<'_>) -> Result<Self, DataError> {
        let file: File = source.parse()?;
        let mut places = Self { around: around(source, &file.around)?, ..Self::default() };
        for district in &file.districts {
            let code = code(source, &places, &district.code)?;
            let (common, spellings) = (district.common, &district.spellings);
            let place = Place {
                district: code.clone(),
                name: district.name.get_ref().clone(),
                kind: Kind::District,
                common,
                strict: false,
                shared: false,
            };
            places.add(source, place, [&district.name, &district.english].into_iter().chain(spellings))?;
            for (kind, inside) in [(Kind::Tehsil, &district.tehsils), (Kind::Town, &district.towns)] {
                for p in inside {
                    let (name, common, strict, shared) = (p.name.get_ref().clone(), p.common, p.strict, p.shared);
                    let place = Place { district: code.clone(), name, kind, common, strict, shared };
                    places.add(source, place, [&p.name, &p.english].into_iter().chain(&p.spellings))?;
                }
            }
        }
        places.alone(source, &file)?;
        for names in places.names.values_mut() {
            names.sort_by_key(|name| usize::MAX - name.rest.len());
        }
        Ok(places)
    }

    /// Adds a place under every form of each of its spellings.
    fn add<'a>(
        &mut self,
        source: Source<'_>,
        place: Place,
        spellings: impl Iterator<Item = &'a Placed<String>>,
    ) -> Result<(), DataError> {
        let this = self.places.len();
        for spelling in spellings {
            let ways = ways(spelling.get_ref());
            if ways.is_empty() {
                let what = format!("`{}` holds no word", spelling.get_ref());
                return Err(source.error(spelling.span(), what, "write the name as people say it"));
            }
            for way in ways {
                let other = self.name(way, this).and_then(|at| self.places.get(at));
                if let Some((what, help)) = other.and_then(|other| clash(spelling.get_ref(), &place, other)) {
                    return Err(source.error(spelling.span(), what, help));
                }
            }
        }
        self.places.push(place);
        Ok(())
    }

    /// Adds one form of the name of place `this`. Returns another place that has the same form, if there is such a
    /// place.
    fn name(&mut self, way: Vec<String>, this: usize) -> Option<usize> {
        let mut keys = way.into_iter();
        let names = self.names.entry(keys.next()?).or_default();
        let rest: Vec<String> = keys.collect();
        let Some(name) = names.iter_mut().find(|name| name.rest == rest) else {
            names.push(Name { rest, places: vec![this] });
            return None;
        };
        let other = name.places.iter().copied().find(|place| *place != this);
        if !name.places.contains(&this) {
            name.places.push(this);
        }
        other
    }

    /// Refuses a name that is marked as shared although no other district has it.
    fn alone(&self, source: Source<'_>, file: &File) -> Result<(), DataError> {
        let together: Vec<usize> =
            self.names.values().flatten().filter(|n| n.places.len() > 1).flat_map(|n| n.places.clone()).collect();
        let inside = file.districts.iter().flat_map(|d| d.tehsils.iter().chain(&d.towns));
        let places = self.places.iter().enumerate().filter(|(_, place)| place.kind != Kind::District);
        for ((at, place), written) in places.zip(inside) {
            if place.shared && !together.contains(&at) {
                let what = format!("`{}` is called shared, but no other district has it", place.name);
                return Err(source.error(written.name.span(), what, "leave out `shared`"));
            }
        }
        Ok(())
    }
}

/// Returns the error if two places may not have the same name.
fn clash(spelling: &str, place: &Place, other: &Place) -> Option<(String, String)> {
    if place.district == other.district {
        let what = format!("`{spelling}` stands twice in `{}`, for `{}` too", place.district, other.name);
        return Some((what, "write a name once in its district".to_owned()));
    }
    if place.shared && other.shared {
        return None;
    }
    let what = format!("`{spelling}` of `{}` is also said of `{}` in `{}`", place.district, other.name, other.district);
    Some((what, "write `shared = true` at both, so that it counts only with its district".to_owned()))
}

/// Returns a district's code if it is well-formed and new.
fn code(source: Source<'_>, places: &Places, code: &Placed<String>) -> Result<String, DataError> {
    let given = code.get_ref();
    let known = |place: &Place| place.kind == Kind::District && place.district == *given;
    if places.places.iter().any(known) {
        return Err(source.error(code.span(), format!("`{given}` is there twice"), "write a district once"));
    }
    let help = "write its name in small Latin letters, with dashes";
    match District::new(given.as_str()) {
        Ok(district) if district != District::unknown() => Ok(given.clone()),
        Ok(_) => Err(source.error(code.span(), format!("`{given}` is no district"), help)),
        Err(why) => Err(source.error(code.span(), why.to_string(), help)),
    }
}

fn around(source: Source<'_>, words: &AroundWords) -> Result<Around, DataError> {
    Ok(Around {
        person: sides(source, &words.person)?,
        passing: sides(source, &words.passing)?,
        district: sides(source, &words.district)?,
        tehsil: sides(source, &words.tehsil)?,
        village: sides(source, &words.village)?,
        home: sides(source, &words.home)?,
        there: sides(source, &words.there)?,
    })
}

fn sides(source: Source<'_>, words: &SidesWords) -> Result<Sides, DataError> {
    let steps = |written: &Placed<String>| {
        pattern(written.get_ref()).ok_or_else(|| {
            let what = format!("`{}` holds no word", written.get_ref());
            source.error(written.span(), what, "write words, a beginning with a star, or `..` between words")
        })
    };
    let mut sides = Sides::default();
    for written in &words.before {
        sides.add_before(steps(written)?);
    }
    for written in &words.after {
        sides.add_after(steps(written)?);
    }
    Ok(sides)
}
