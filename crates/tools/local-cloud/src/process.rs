//! Runs programs that take a while: shows their progress, and their last lines if they fail.

use crate::{Error, Progress};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How many last lines of a failed program are shown.
const TAIL: usize = 25;
/// The longest silence before a line says that the program still runs.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// The pause between two checks of a condition.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Checks a condition repeatedly, for at most `longest`. Returns true as soon as the condition holds.
pub(crate) fn within(longest: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while !is_so() {
        if began.elapsed() >= longest {
            return false;
        }
        thread::sleep(LOOK_AGAIN);
    }
    true
}

/// Runs a program to its end. `told` picks the lines that are worth showing, and may reword them.
///
/// # Errors
/// If it cannot be started or fails; a failure has its last lines and `help`.
pub fn run(
    command: &mut Command,
    what: &str,
    help: &str,
    progress: &Progress,
    mut told: impl FnMut(&str) -> Option<String>,
) -> Result<(), Error> {
    let began = Instant::now();
    let failed = |status: String, tail: &VecDeque<String>| Error::Tool {
        tool: what.to_owned(),
        status,
        help: help.to_owned(),
        tail: tail.iter().map(|line| format!("  | {line}\n")).collect(),
    };
    let mut tail = VecDeque::new();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|cause| failed(cause.to_string(), &tail))?;

    let (sender, lines) = mpsc::channel();
    forward(child.stdout.take(), sender.clone());
    forward(child.stderr.take(), sender);
    loop {
        match lines.recv_timeout(HEARTBEAT) {
            Ok(line) => {
                if let Some(said) = told(&line) {
                    progress.say(&said);
                }
                if tail.len() == TAIL {
                    tail.pop_front();
                }
                tail.push_back(line);
            }
            Err(RecvTimeoutError::Timeout) => {
                progress.say(&format!("  … {what}: {} s so far", began.elapsed().as_secs()));
            }
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let status = child.wait().map_err(|cause| failed(cause.to_string(), &tail))?;
    if status.success() { Ok(()) } else { Err(failed(status.to_string(), &tail)) }
}

fn forward(stream: Option<impl Read + Send + 'static>, sender: Sender<String>) {
    let Some(stream) = stream else { return };
    thread::spawn(move || {
        for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
            let line = plain(&String::from_utf8_lossy(&line));
            if !line.is_empty() && sender.send(line).is_err() {
                break;
            }
        }
    });
}

/// Removes colours, and white space at the end, from a line.
fn plain(line: &str) -> String {
    let mut kept = String::new();
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            characters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            kept.push(character);
        }
    }
    kept.trim_end().to_owned()
}

/// Returns true if a process with that id runs and its command line contains `words`.
pub(crate) fn runs(pid: u32, words: &str) -> bool {
    command_line(pid).is_some_and(|line| line.contains(words))
}

fn command_line(pid: u32) -> Option<String> {
    if Path::new("/proc/self").exists() {
        let line = std::fs::read(format!("/proc/{pid}/cmdline")).ok().filter(|line| !line.is_empty())?;
        return Some(String::from_utf8_lossy(&line).replace('\0', " "));
    }
    let output = Command::new("ps").args(["-o", "args=", "-p", &pid.to_string()]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Asks a process to end.
pub(crate) fn terminate(pid: u32) {
    signal("-TERM", pid);
}

/// Ends a process that did not end when asked.
pub(crate) fn kill(pid: u32) {
    signal("-KILL", pid);
}

fn signal(which: &str, pid: u32) {
    // The shell's own `kill`, because the program `kill` is not on every machine.
    let command = format!("kill {which} {pid}");
    let _ = Command::new("sh").args(["-c", &command]).stderr(Stdio::null()).status();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn something_is_looked_at_until_it_is_so_or_its_time_is_over() {
        let mut looks = 0;
        let third = || {
            looks += 1;
            looks == 3
        };
        assert!(within(Duration::from_secs(60), third));
        assert_eq!(looks, 3);
        assert!(within(Duration::ZERO, || true), "it is looked at once at least");
        assert!(!within(Duration::ZERO, || false));
    }

    fn shell(script: &str) -> Result<Vec<String>, Error> {
        let mut seen = Vec::new();
        let mut command = Command::new("sh");
        run(command.args(["-c", script]), "the script", "mend it", &Progress::begin(), |line| {
            seen.push(line.to_owned());
            None
        })?;
        Ok(seen)
    }

    #[test]
    fn lines_of_both_streams_are_seen_without_colours() {
        let mut seen = shell("printf '\\033[33mone\\033[0m\\n'; echo two >&2").unwrap();
        seen.sort();
        assert_eq!(seen, ["one", "two"]);
    }

    #[test]
    fn a_failure_tells_the_last_lines_and_what_to_do() {
        let said = shell("for i in $(seq 1 40); do echo line $i; done; exit 3").unwrap_err().to_string();
        assert!(said.starts_with("the script failed (exit status: 3); mend it\n  | line 16\n"), "{said}");
        assert!(said.ends_with("  | line 40\n"), "{said}");
    }

    #[test]
    fn a_process_is_known_by_id_and_words() {
        let me = std::process::id();
        assert!(runs(me, "local"), "this test's own command line");
        assert!(!runs(me, "no such words in it"));
        assert!(!runs(u32::MAX, ""));
    }
}
