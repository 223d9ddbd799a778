//! `cargo xtask note`: what the citizen said, as a file or a sound.

use crate::out::say;
use crate::{cli, setup};
use anyhow::{Context as _, bail};
use local_cloud::{Error, Item, Project, Stack};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Players and what makes them play once, without a window.
const PLAYERS: [(&str, &[&str]); 4] = [
    ("ffplay", &["-nodisp", "-autoexit", "-loglevel", "error"]),
    ("mpg123", &["-q"]),
    ("play", &["-q"]),
    ("afplay", &[]),
];

pub(crate) fn run(project: &Project, note: &cli::Note) -> anyhow::Result<()> {
    let stack = setup::running(project)?;
    let wait = Duration::from_secs(note.wait);
    let waited = stack.wait("a note", wait, || Ok(latest(&stack, &note.ticket)?.ok_or_else(String::new)));
    let event = match waited {
        Err(Error::Waited { .. }) => bail!("{}", none_came(&note.ticket, note.wait)),
        waited => waited?,
    };
    let text = |name: &str| event.get(name).and_then(Value::as_str).unwrap_or_default();
    let sound = stack.note(text("sound"))?;
    let file = note.save.clone().unwrap_or_else(|| PathBuf::from(format!("note-{}.mp3", note.ticket)));
    fs::write(&file, &sound).with_context(|| file.display().to_string())?;
    let seconds = event.get("seconds").and_then(Value::as_i64).unwrap_or_default();
    let speech = if text("speech") == "yes" { "" } else { ", no speech in it" };
    say!("{}: {seconds} s{speech}, {} kB", file.display(), sound.len().div_ceil(1_000));
    if note.play { play(&file) } else { Ok(()) }
}

fn none_came(ticket: &str, waited: u64) -> String {
    match waited {
        0 => format!("no recording has come for case {ticket}; `--wait 10` waits for one"),
        waited => {
            format!("no recording has come for case {ticket} in {waited} s; a call with `--record FILE.wav` makes one")
        }
    }
}

/// The event of the latest note.
fn latest(stack: &Stack, ticket: &str) -> Result<Option<Item>, Error> {
    let timeline = stack.timeline(ticket)?;
    Ok(timeline.into_iter().rev().find(|event| event.get("what").and_then(Value::as_str) == Some("note-kept")))
}

fn play(file: &Path) -> anyhow::Result<()> {
    for (player, options) in PLAYERS {
        match Command::new(player).args(options).arg(file).stdin(Stdio::null()).status() {
            Ok(status) if status.success() => return Ok(()),
            Ok(status) => bail!("`{player}` ended with {status}; the file is saved"),
            Err(_) => {}
        }
    }
    bail!("none of ffplay, mpg123, play and afplay is installed; the file is saved")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_without_a_recording_is_told_with_the_option_that_waits() {
        assert_eq!(none_came("42710839", 0), "no recording has come for case 42710839; `--wait 10` waits for one");
        assert_eq!(
            none_came("42710839", 10),
            "no recording has come for case 42710839 in 10 s; a call with `--record FILE.wav` makes one"
        );
    }
}
