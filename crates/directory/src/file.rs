//! The form of `departments.toml`, before anything is believed of it.

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

pub(crate) type Texts = BTreeMap<String, String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct File {
    pub(crate) version: Spanned<String>,
    pub(crate) number: Spanned<String>,
    pub(crate) ticket_digits: Spanned<u16>,
    pub(crate) languages: Spanned<Vec<Spanned<String>>>,
    pub(crate) times: Times,
    pub(crate) triage: Triage,
    pub(crate) departments: Vec<Department>,
    pub(crate) menus: Spanned<Vec<Menu>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Times {
    pub(crate) draft_minutes: Spanned<u16>,
    pub(crate) sorting_minutes: Spanned<u16>,
    pub(crate) triage_days: Spanned<u16>,
    pub(crate) next_level_floor_days: Spanned<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Triage {
    pub(crate) name: Spanned<Texts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Department {
    pub(crate) code: Spanned<String>,
    pub(crate) name: Spanned<Texts>,
    pub(crate) said: Spanned<Texts>,
    pub(crate) categories: Vec<Category>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Category {
    pub(crate) code: Spanned<String>,
    pub(crate) name: Spanned<Texts>,
    pub(crate) days: Spanned<u16>,
    pub(crate) basis: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Menu {
    pub(crate) id: Spanned<String>,
    pub(crate) options: Spanned<Vec<MenuOption>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MenuOption {
    pub(crate) key: Spanned<String>,
    pub(crate) said: Spanned<Texts>,
    pub(crate) menu: Option<Spanned<String>>,
    pub(crate) department: Option<Spanned<String>>,
    pub(crate) triage: Option<Spanned<bool>>,
}
