//! `cargo xtask tick`: lets time pass.

use crate::out::say;
use crate::{moment, setup};
use anyhow::bail;
use jiff::Timestamp;
use local_cloud::Project;

pub(crate) fn run(project: &Project, at: Timestamp) -> anyhow::Result<()> {
    let now = moment::now();
    if let Some(why) = refused(at, now) {
        bail!("{why}");
    }
    let did = setup::running(project)?.tick(&at.to_string())?;
    say!("{}\n{}", telling::swept(at, &did), afterwards(now));
    Ok(())
}

/// A sweep of the past would find nothing due, and say so as if all were well.
fn refused(at: Timestamp, now: Timestamp) -> Option<String> {
    let (then, today) = (notice::in_india(at), notice::in_india(now));
    (at < now)
        .then(|| format!("{then} is past: now it is {today}, and time only goes on; give a later time, such as +2d"))
}

/// Two clocks go on from here: the case's own, and that of this machine.
fn afterwards(now: Timestamp) -> String {
    format!(
        "this machine's clock stays at {}: new calls and commands use it; only a case that has moved stamps what follows \
         no earlier than its last event",
        notice::in_india(now)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_past_is_refused_and_the_present_is_not() {
        let now = at("2026-11-30T06:30:00Z");
        assert_eq!(refused(now, now), None);
        assert_eq!(
            refused(at("2020-01-01T00:00:00Z"), now).as_deref(),
            Some(
                "01-01-2020 05:30 IST is past: now it is 30-11-2026 12:00 IST, and time only goes on; give a later time, \
                 such as +2d"
            )
        );
    }

    #[test]
    fn later_calls_are_told_to_begin_at_this_machines_clock() {
        let said = afterwards(at("2026-11-30T06:30:00Z"));
        assert!(said.starts_with("this machine's clock stays at 30-11-2026 12:00 IST: new calls"), "{said}");
    }
}
