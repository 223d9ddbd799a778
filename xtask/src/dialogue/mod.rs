//! The whole conversation on one page, as a tree in the terminal or a picture in docs/, and what it costs a caller.

pub(crate) mod measure;
pub(crate) mod picture;
mod tree;

use crate::cli;
use crate::out::say;
use anyhow::{Context as _, anyhow, bail};
use dialogue::Place;
use std::fs;

pub(crate) fn run(options: &cli::Dialogue) -> anyhow::Result<()> {
    let places = places(&options.language)?;
    match &options.svg {
        Some(file) => {
            fs::write(file, picture::svg(&places)).with_context(|| file.display().to_string())?;
            say!("{} written", file.display());
        }
        None => say!("{}", tree::text(&places).trim_end()),
    }
    Ok(())
}

/// The languages that there are, drafts among them.
pub(crate) fn spoken() -> anyhow::Result<Vec<String>> {
    let playbook = state_directory::with_drafts().map_err(|e| anyhow!(e))?;
    Ok(playbook.languages().iter().map(ToString::to_string).collect())
}

/// The places of the conversation in a language that the helpline speaks.
pub(crate) fn places(language: &str) -> anyhow::Result<Vec<Place>> {
    let playbooks = [state_directory::playbook(), state_directory::with_drafts()];
    for playbook in playbooks {
        let playbook = playbook.map_err(|e| anyhow!(e))?;
        if let Some(language) = playbook.languages().iter().find(|known| known.as_str() == language) {
            return Ok(playbook.map(language));
        }
    }
    bail!("the helpline does not speak `{language}`; it speaks {}", spoken()?.join(", "))
}
