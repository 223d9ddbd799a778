//! LocalStack 4.14.0, the last release that runs without a container: an optional second opinion on the services that
//! the adapters use. It runs no functions.
//!
//! If the machine looks like a container, LocalStack uses folders at the machine's root and downloads missing programs.
//! So its environment here says that there is no container, and its folders lie in the project. They hold DynamoDB
//! Local, and a `java` that leaves out LocalStack's patch of DynamoDB Local, because the patch is a download and only
//! tables with more than twenty indexes need it.

use crate::ministack::{end_of_log, free_port};
use crate::venv::Locked;
use crate::{DynamoDbLocal, Endpoint, Error, Progress, Project, USUAL_REGION, dynamodb_local, process};
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The longest start; four seconds are usual.
const START: Duration = Duration::from_secs(60);
/// The longest stop; LocalStack waits for its services.
const STOP: Duration = Duration::from_secs(15);
const LOOK_AGAIN: Duration = Duration::from_millis(100);
const READY: &str = "/_localstack/health";

/// LocalStack's folder of programs, below its root. LocalStack does not download a program that it finds there.
const LIBRARIES: &str = "var/lib/localstack/lib";

/// The script that LocalStack runs as `java`. LocalStack puts the script's folder first on the path, so the script
/// drops that folder and runs the machine's `java`.
const JAVA: &str = r#"#!/bin/sh
for argument; do
  shift
  case "$argument" in -javaagent:*) ;; *) set -- "$@" "$argument" ;; esac
done
PATH="${PATH#*:}" exec java "$@"
"#;

/// A running LocalStack, empty at the start. It stops when this value is dropped.
#[derive(Debug)]
pub struct LocalStack {
    child: Child,
    endpoint: Endpoint,
}

impl LocalStack {
    /// Installs LocalStack if necessary, and starts it.
    ///
    /// # Errors
    /// If Python 3.13, Java or npm is missing, with the remedy; if LocalStack cannot be installed or does not start.
    pub fn start(project: &Project, progress: &Progress) -> Result<Self, Error> {
        if let Some(why) = DynamoDbLocal::missing() {
            return Err(Error::missing(
                format!("the DynamoDB of LocalStack cannot run: {why}"),
                "or use another cloud",
            ));
        }
        let venv = project.path(".tools/localstack");
        let locked = Locked {
            lock: project.path("tools/localstack-requirements.txt"),
            venv: venv.clone(),
            stamp: project.path(".tools/localstack-installed"),
            oldest: (3, 13),
            program: "localstack-supervisor",
            told: "LocalStack 4.14.0 into .tools/localstack (some minutes, 520 MB)",
        };
        locked.install(progress)?;
        let root = project.path(".local/localstack");
        prepare(&root, &dynamodb_local::install(project, progress)?)?;
        let mut started = spawn(&venv, &root)?;
        let began = Instant::now();
        while !started.endpoint.is_ready(READY) {
            let ended = started.child.try_wait().is_ok_and(|status| status.is_some());
            if ended || began.elapsed() > START {
                return Err(Error::Tool {
                    tool: "starting LocalStack".to_owned(),
                    status: if ended { "it ended" } else { "it does not answer" }.to_owned(),
                    help: format!("see {}", root.join("cloud.log").display()),
                    tail: end_of_log(&root),
                });
            }
            thread::sleep(LOOK_AGAIN);
        }
        progress.say(&format!("LocalStack at {}", started.endpoint.url()));
        Ok(started)
    }

    /// Returns LocalStack's address and region.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }
}

impl Drop for LocalStack {
    fn drop(&mut self) {
        process::terminate(self.child.id());
        let began = Instant::now();
        while began.elapsed() < STOP && self.child.try_wait().is_ok_and(|status| status.is_none()) {
            thread::sleep(LOOK_AGAIN);
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Makes LocalStack's folders, empty but for the programs that it would otherwise download.
fn prepare(root: &Path, emulator: &Path) -> Result<(), Error> {
    if root.exists() {
        fs::remove_dir_all(root).map_err(|cause| Error::file(root, cause))?;
    }
    let libraries = root.join(LIBRARIES);
    let (java, dynamodb) = (libraries.join("java/21/bin"), libraries.join("dynamodb-local"));
    for folder in [&java, &dynamodb, &root.join("tmp")] {
        fs::create_dir_all(folder).map_err(|cause| Error::file(folder, cause))?;
    }
    symlink(emulator, dynamodb.join("2")).map_err(|cause| Error::file(&dynamodb, cause))?;
    let java = java.join("java");
    fs::write(&java, JAVA).map_err(|cause| Error::file(&java, cause))?;
    fs::set_permissions(&java, Permissions::from_mode(0o755)).map_err(|cause| Error::file(&java, cause))
}

/// Starts LocalStack with these environment variables alone, so that a developer's own settings do not affect it.
fn spawn(venv: &Path, root: &Path) -> Result<LocalStack, Error> {
    let port = free_port()?;
    let path = root.join("cloud.log");
    let log = File::create(&path).map_err(|cause| Error::file(&path, cause))?;
    let errors = log.try_clone().map_err(|cause| Error::file(&path, cause))?;
    let python: PathBuf = venv.join("bin/python");
    let mut command = Command::new(&python);
    command
        .args(["-m", "localstack.runtime.main"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default()) // the machine's `java` may lie in any folder
        .env("HOME", root)
        .env("TMPDIR", root.join("tmp"))
        .env("FILESYSTEM_ROOT", root)
        .env("GATEWAY_LISTEN", format!("127.0.0.1:{port}"))
        .env("LOCALSTACK_HOST", format!("127.0.0.1:{port}")) // its default name is looked up over the network
        .envs([
            ("OVERRIDE_IN_DOCKER", "0"),
            ("DNS_ADDRESS", "0"),
            ("SKIP_SSL_CERT_DOWNLOAD", "1"),
            ("DISABLE_EVENTS", "1"),
            ("DYNAMODB_IN_MEMORY", "1"),
            ("S3_SKIP_SIGNATURE_VALIDATION", "0"), // with 1, any link opens any file and never expires
        ])
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(log)
        .stderr(errors);
    let child = command.spawn().map_err(|cause| Error::file(&python, cause))?;
    Ok(LocalStack { child, endpoint: Endpoint::new(format!("http://127.0.0.1:{port}"), USUAL_REGION) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_java_leaves_the_agent_out_and_calls_the_machines() {
        let root = std::env::temp_dir().join(format!("local-cloud-{}-localstack", std::process::id()));
        prepare(&root, Path::new("/nowhere")).unwrap();
        let ours = root.join(LIBRARIES).join("java/21/bin");
        let machines = root.join("machine");
        fs::create_dir_all(&machines).unwrap();
        let java = machines.join("java");
        fs::write(&java, "#!/bin/sh\nprintf '<%s>' \"$@\"\n").unwrap();
        fs::set_permissions(&java, Permissions::from_mode(0o755)).unwrap();
        let output = Command::new(ours.join("java"))
            .args(["-Xmx256m", "-javaagent:loader.jar", "-jar", "a b.jar"])
            .env("PATH", format!("{}:{}:/usr/bin:/bin", ours.display(), machines.display()))
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout), "<-Xmx256m><-jar><a b.jar>");
        prepare(&root, Path::new("/nowhere")).unwrap();
        assert!(!machines.exists(), "of the one before nothing is left");
        fs::remove_dir_all(root).unwrap();
    }
}
