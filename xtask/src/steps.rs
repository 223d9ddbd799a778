//! The steps of a long command: each in one piece, told with its time, and summed up at the end.

use crate::out::tell;
use anyhow::Context as _;
use local_cloud::Progress;
use std::env;
use std::time::{Duration, Instant};

/// The end of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Passed,
    Failed,
    /// Something is missing on this machine. `needed` says whether CI must have it.
    NotRun {
        needed: bool,
    },
}

struct Done {
    title: String,
    took: Duration,
    verdict: Verdict,
}

/// Steps that were done, in order.
pub(crate) struct Steps {
    progress: Progress,
    done: Vec<Done>,
}

impl Steps {
    pub(crate) fn begin(progress: Progress) -> Self {
        Self { progress, done: Vec::new() }
    }

    /// A step without which the next ones make no sense.
    ///
    /// # Errors
    /// When it fails.
    pub(crate) fn must<T>(&mut self, title: &str, step: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.step(title, step).with_context(|| format!("`{title}` failed"))
    }

    /// The other steps are done all the same. `None` where it failed.
    pub(crate) fn may_fail<T>(&mut self, title: &str, step: impl FnOnce() -> anyhow::Result<T>) -> Option<T> {
        self.step(title, step).map_err(|error| tell!("{error:#}")).ok()
    }

    /// Something is missing on this machine: what it is, and the command that installs it.
    pub(crate) fn not_run(&mut self, title: &str, why: &str, needed: bool) {
        self.progress.say(&format!("NOT RUN: {title}: {why}"));
        self.add(title, Duration::ZERO, Verdict::NotRun { needed });
    }

    /// Adds a step that was done beside others. `tell` says its report, and gives its result.
    pub(crate) fn was_done<T>(
        &mut self,
        title: &str,
        took: Duration,
        tell: impl FnOnce() -> anyhow::Result<T>,
    ) -> Option<T> {
        self.progress.headline(title);
        let result = tell();
        let verdict = if result.is_ok() { Verdict::Passed } else { Verdict::Failed };
        self.add(title, took, verdict);
        result.map_err(|error| tell!("{error:#}")).ok()
    }

    fn step<T>(&mut self, title: &str, step: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        self.progress.headline(title);
        let began = Instant::now();
        let result = step();
        let verdict = if result.is_ok() { Verdict::Passed } else { Verdict::Failed };
        self.add(title, began.elapsed(), verdict);
        result
    }

    fn add(&mut self, title: &str, took: Duration, verdict: Verdict) {
        self.done.push(Done { title: title.to_owned(), took, verdict });
    }

    /// Tells all steps, each in a line, and the whole time.
    pub(crate) fn sum_up(&self) {
        self.progress.headline("summary");
        for line in self.done.iter().map(summary) {
            tell!("{line}");
        }
        tell!("         {:>4} s  in all", self.progress.elapsed().as_secs());
    }

    /// True unless a step failed, or, with `CI` set, was not run though CI must run it.
    pub(crate) fn passed(&self) -> bool {
        self.passed_where(env::var_os("CI").is_some_and(|ci| !ci.is_empty()))
    }

    fn passed_where(&self, is_ci: bool) -> bool {
        self.done.iter().all(|step| match step.verdict {
            Verdict::Passed => true,
            Verdict::Failed => false,
            Verdict::NotRun { needed } => !(needed && is_ci),
        })
    }
}

fn summary(step: &Done) -> String {
    let verdict = match step.verdict {
        Verdict::Passed => "ok     ",
        Verdict::Failed => "FAILED ",
        Verdict::NotRun { .. } => "NOT RUN",
    };
    format!("  {verdict} {:>4} s  {}", step.took.as_secs(), step.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps() -> Steps {
        Steps::begin(Progress::begin().silent())
    }

    #[test]
    fn a_step_is_summed_up_in_a_line() {
        let step = |verdict| Done { title: "cargo test".into(), took: Duration::from_millis(72_400), verdict };
        assert_eq!(summary(&step(Verdict::Failed)), "  FAILED    72 s  cargo test");
        assert_eq!(summary(&step(Verdict::NotRun { needed: true })), "  NOT RUN   72 s  cargo test");
    }

    #[test]
    fn a_failure_is_kept_while_the_other_steps_are_done() {
        let mut steps = steps();
        assert_eq!(steps.may_fail("one", || anyhow::Ok(1)), Some(1));
        assert_eq!(steps.may_fail("two", || anyhow::bail!("it broke")), None::<u8>);
        assert_eq!(steps.was_done("three", Duration::ZERO, || anyhow::Ok(3)), Some(3));
        let verdicts: Vec<Verdict> = steps.done.iter().map(|step| step.verdict).collect();
        assert_eq!(verdicts, [Verdict::Passed, Verdict::Failed, Verdict::Passed]);
        assert!(!steps.passed_where(false));
    }

    #[test]
    fn what_is_missing_fails_in_ci_alone_and_only_where_ci_must_have_it() {
        let mut steps = steps();
        steps.not_run("licences", "no cargo-deny", false);
        assert!(steps.passed_where(false) && steps.passed_where(true));
        steps.not_run("the page", "no browser", true);
        assert!(steps.passed_where(false) && !steps.passed_where(true));
    }
}
