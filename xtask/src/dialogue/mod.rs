//! The whole conversation on one page, as a tree in the terminal or a picture in docs/, and what it costs a caller.

pub(crate) mod measure;
pub(crate) mod picture;
mod tree;

use crate::cli;
use anyhow::{Context as _, anyhow, bail};
use dialogue::Place;
use lifecycle::LanguageCode;
use std::fs;

pub(crate) fn run(options: &cli::Dialogue) -> anyhow::Result<()> {
    let places = places(&options.language)?;
    match &options.svg {
        Some(file) => fs::write(file, picture::svg(&places)).with_context(|| file.display().to_string()),
        None => {
            print!("{}", tree::text(&places));
            Ok(())
        }
    }
}

/// The places of the conversation in a language that the helpline speaks.
pub(crate) fn places(language: &str) -> anyhow::Result<Vec<Place>> {
    let playbook = state_directory::playbook().map_err(|e| anyhow!(e))?;
    let spoken = &playbook.directory.languages;
    let known: Vec<String> = spoken.iter().map(ToString::to_string).collect();
    let Some(language) = LanguageCode::new(language).ok().filter(|code| spoken.contains(code)) else {
        bail!("the helpline does not speak `{language}`; it speaks {}", known.join(", "));
    };
    Ok(playbook.map(&language))
}
