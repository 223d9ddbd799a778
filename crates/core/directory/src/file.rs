//! The forms of `departments.toml` and `holidays.toml`, before their values are checked.

use crate::Placed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub(crate) type Texts = BTreeMap<String, String>;

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) version: Placed<String>,
    pub(crate) number: Placed<String>,
    #[serde(default)]
    pub(crate) shared_numbers: Vec<Placed<String>>,
    pub(crate) ticket_digits: Placed<u16>,
    pub(crate) languages: Placed<Vec<Placed<String>>>,
    pub(crate) recording_ground: Placed<String>,
    pub(crate) times: Times,
    pub(crate) triage: Desk,
    pub(crate) coordinator: Desk,
    pub(crate) apex: Desk,
    pub(crate) departments: Vec<Department>,
    pub(crate) menus: Placed<Vec<Menu>>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Times {
    pub(crate) draft_minutes: Placed<u16>,
    pub(crate) sorting_minutes: Placed<u16>,
    pub(crate) triage_days: Placed<u16>,
    pub(crate) acknowledge_days: Placed<u16>,
    pub(crate) next_level_floor_days: Placed<u16>,
    pub(crate) recording_hours: Placed<u16>,
    pub(crate) transcript_hours: Placed<u16>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Desk {
    pub(crate) name: Placed<Texts>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Department {
    pub(crate) code: Placed<String>,
    pub(crate) name: Placed<Texts>,
    pub(crate) said: Placed<Texts>,
    pub(crate) expected_calls: Placed<u16>,
    pub(crate) no_schemes: Option<Placed<String>>,
    pub(crate) categories: Vec<Category>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    pub(crate) code: Placed<String>,
    pub(crate) name: Placed<Texts>,
    pub(crate) days: Placed<u16>,
    pub(crate) basis: Placed<String>,
    pub(crate) clock: Option<Placed<String>>,
    pub(crate) guaranteed: Option<Placed<String>>,
    pub(crate) must_know: Option<Placed<Vec<Placed<String>>>>,
    pub(crate) may_know: Option<Placed<Vec<Placed<String>>>>,
    pub(crate) quiet: Option<Placed<String>>,
    pub(crate) about_official: Option<bool>,
    pub(crate) report: Option<Placed<String>>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Menu {
    pub(crate) id: Placed<String>,
    pub(crate) options: Placed<Vec<MenuOption>>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MenuOption {
    pub(crate) key: Placed<String>,
    pub(crate) said: Placed<Texts>,
    pub(crate) menu: Option<Placed<String>>,
    pub(crate) department: Option<Placed<String>>,
    pub(crate) triage: Option<Placed<bool>>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Office {
    pub(crate) opens: Placed<String>,
    pub(crate) closes: Placed<String>,
    pub(crate) week: Placed<Vec<Placed<String>>>,
    pub(crate) last_year: Placed<i16>,
    pub(crate) holidays: Vec<Holiday>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holiday {
    pub(crate) date: Placed<String>,
    pub(crate) name: Placed<String>,
    pub(crate) basis: Placed<String>,
}
