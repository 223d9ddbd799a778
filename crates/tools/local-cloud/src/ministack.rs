//! Starts MiniStack on a free port with its state in one folder, finds it again, and stops it.

use crate::{Endpoint, Error, Tools, process};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The longest start; half a second is usual.
const START: Duration = Duration::from_secs(30);
/// The longest stop; a second and a half is usual.
const STOP: Duration = Duration::from_secs(8);
/// The number of attempts to start. Another program may take the free port before MiniStack does.
const ATTEMPTS: u32 = 3;
const READY: &str = "/_ministack/ready";

/// The time for which a MiniStack runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lifetime {
    /// It stops when its value is dropped, and on Ctrl-C together with the program that started it.
    Ours,
    /// It runs until [`Ministack::stop_in`].
    LeftRunning,
}

/// A running MiniStack.
#[derive(Debug)]
pub struct Ministack {
    folder: PathBuf,
    note: Note,
    region: String,
    child: Option<Child>,
}

/// The note in a folder about the MiniStack that keeps its state there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Note {
    pid: u32,
    port: u16,
    program: String,
}

impl Note {
    fn path(folder: &Path) -> PathBuf {
        folder.join("running.json")
    }

    fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(Self::path(folder)).ok()?).ok()
    }

    fn write(&self, folder: &Path) -> Result<(), Error> {
        let path = Self::path(folder);
        let text = serde_json::to_string(self).map_err(|cause| Error::file(&path, cause))?;
        fs::write(&path, text).map_err(|cause| Error::file(&path, cause))
    }

    /// Returns true if the process with the note's id is still the MiniStack of the note. The check is needed because
    /// process ids are reused.
    fn is_alive(&self) -> bool {
        process::runs(self.pid, &self.program)
    }

    fn endpoint(&self, region: &str) -> Endpoint {
        Endpoint::new(format!("http://127.0.0.1:{}", self.port), region)
    }
}

impl Ministack {
    /// Starts a MiniStack with an empty state in `folder`.
    ///
    /// # Errors
    /// If it does not start; the error has the end of its log.
    pub fn start(tools: &Tools, folder: &Path, region: &str, lifetime: Lifetime) -> Result<Self, Error> {
        if !cfg!(target_os = "linux") {
            return Err(Error::missing(
                "the local cloud runs the functions as Linux programs, and this is no Linux",
                "set AWS_ENDPOINT_URL to a LocalStack in Docker, or work in a Linux machine",
            ));
        }
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            match Self::attempt(tools, folder, region, lifetime)? {
                Ok(started) => return Ok(started),
                Err(log) => last = log,
            }
        }
        let help = format!("see {}", folder.join("cloud.log").display());
        Err(Error::Tool {
            tool: "starting the local cloud".to_owned(),
            status: "it ended".to_owned(),
            help,
            tail: last,
        })
    }

    fn attempt(tools: &Tools, folder: &Path, region: &str, lifetime: Lifetime) -> Result<Result<Self, String>, Error> {
        empty(folder)?;
        let port = free_port()?;
        let program = tools.program("ministack");
        let mut child =
            command(tools, folder, region, port, lifetime)?.spawn().map_err(|cause| Error::file(&program, cause))?;
        let note = Note { pid: child.id(), port, program: program.display().to_string() };
        note.write(folder)?;
        let endpoint = note.endpoint(region);
        let mut ready = false;
        process::within(START, || {
            let ended = child.try_wait().is_ok_and(|status| status.is_some());
            ready = !ended && endpoint.is_ready(READY);
            ended || ready
        });
        if ready {
            let child = (lifetime == Lifetime::Ours).then_some(child);
            return Ok(Ok(Self { folder: folder.to_path_buf(), note, region: region.to_owned(), child }));
        }
        let _ = child.kill();
        let _ = child.wait();
        Ok(Err(end_of_log(folder)))
    }

    /// Returns the MiniStack that keeps its state in `folder`, if it runs and answers.
    #[must_use]
    pub fn running_in(folder: &Path, region: &str) -> Option<Self> {
        let note = Note::read(folder).filter(Note::is_alive)?;
        let answers = note.endpoint(region).is_ready(READY);
        answers.then(|| Self { folder: folder.to_path_buf(), note, region: region.to_owned(), child: None })
    }

    /// Stops the MiniStack that keeps its state in `folder`; returns true if it was running.
    pub fn stop_in(folder: &Path) -> bool {
        let Some(note) = Note::read(folder) else { return false };
        let ran = note.is_alive();
        if ran {
            process::terminate(note.pid);
            if !process::within(STOP, || !note.is_alive()) {
                process::kill(note.pid);
            }
        }
        let _ = fs::remove_file(Note::path(folder));
        ran
    }

    /// Returns the endpoint at which MiniStack answers.
    #[must_use]
    pub fn endpoint(&self) -> Endpoint {
        self.note.endpoint(&self.region)
    }
}

impl Drop for Ministack {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            process::terminate(child.id());
            process::within(STOP, || !child.try_wait().is_ok_and(|status| status.is_none()));
            let _ = child.kill();
            let _ = child.wait();
            let _ = fs::remove_file(Note::path(&self.folder));
        }
    }
}

/// Makes an empty folder. The state of a stopped cloud is of no use to the next.
fn empty(folder: &Path) -> Result<(), Error> {
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|cause| Error::file(folder, cause))?;
    }
    for inside in ["tmp", "state"] {
        let path = folder.join(inside);
        fs::create_dir_all(&path).map_err(|cause| Error::file(&path, cause))?;
    }
    Ok(())
}

/// Returns the command that starts MiniStack. Its environment holds only these variables, so that a developer's own
/// settings do not affect it. The functions inherit the environment and find their services by the endpoint in it.
fn command(tools: &Tools, folder: &Path, region: &str, port: u16, lifetime: Lifetime) -> Result<Command, Error> {
    let path = folder.join("cloud.log");
    let log = File::create(&path).map_err(|cause| Error::file(&path, cause))?;
    let errors = log.try_clone().map_err(|cause| Error::file(&path, cause))?;
    let endpoint = format!("http://127.0.0.1:{port}");
    let mut command = Command::new(tools.program("ministack"));
    command
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", tools.bin().display()))
        .env("HOME", folder)
        .env("TMPDIR", folder.join("tmp"))
        .env("STATE_DIR", folder.join("state"))
        .env("S3_DATA_DIR", folder.join("s3"))
        .env("GATEWAY_PORT", port.to_string())
        .env("AWS_ENDPOINT_URL", endpoint)
        .env("MINISTACK_REGION", region)
        .env("AWS_REGION", region)
        .env("AWS_DEFAULT_REGION", region)
        .envs([
            ("BIND_HOST", "127.0.0.1"),
            ("MINISTACK_HOST", "127.0.0.1"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("SFTP_ENABLED", "0"),
            ("IOT_MTLS_ENABLED", "0"),
            ("PERSIST_STATE", "0"), // with 1 the records of streams are lost
            ("S3_PERSIST", "0"),
            ("LOG_LEVEL", "INFO"),
        ])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(errors);
    if lifetime == Lifetime::LeftRunning {
        command.process_group(0); // Ctrl-C in the terminal that started it must not stop it
    }
    Ok(command)
}

pub(crate) fn free_port() -> Result<u16, Error> {
    let bound = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    bound.map(|address| address.port()).map_err(|cause| Error::missing(format!("no free port: {cause}"), "try again"))
}

/// Returns the last lines of `cloud.log` in a folder.
pub(crate) fn end_of_log(folder: &Path) -> String {
    let log = fs::read(folder.join("cloud.log")).unwrap_or_default();
    let log = String::from_utf8_lossy(&log);
    let lines: Vec<&str> = log.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(15)).map(|line| format!("  | {line}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("local-cloud-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_note_of_another_process_with_that_id_is_stale() {
        let folder = folder("stale");
        let note = Note { pid: std::process::id(), port: 1, program: "/nowhere/bin/ministack".into() };
        note.write(&folder).unwrap();
        assert_eq!(Note::read(&folder), Some(note));
        assert!(Ministack::running_in(&folder, "ap-south-1").is_none());
        assert!(!Ministack::stop_in(&folder), "this test is not stopped for another's id");
        assert_eq!(Note::read(&folder), None, "and the note is gone");
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_process_that_is_known_again_is_stopped() {
        let folder = folder("known");
        let mut child = Command::new("sleep").arg("61").spawn().unwrap();
        // A new process takes a moment until it has its command line.
        assert!(process::within(START, || process::runs(child.id(), "sleep 61")));
        Note { pid: child.id(), port: 1, program: "sleep 61".into() }.write(&folder).unwrap();
        assert!(Ministack::stop_in(&folder));
        assert!(!child.wait().unwrap().success());
        fs::remove_dir_all(folder).unwrap();
    }
}
