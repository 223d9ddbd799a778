//! Builds the functions and deploys them with `sam deploy` in the environment `local`.

use crate::fingerprint::Fingerprint;
use crate::process::run;
use crate::workspace::{self, DIRECTORY, binaries};
use crate::{ENDPOINT, Endpoint, Error, Progress, Project, Stack, Tools};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::UNIX_EPOCH;
use std::{env, fs};

/// The stack's name; samconfig.toml has the same.
pub const STACK_NAME: &str = "tele-samadhan-local";

/// The parameters of the deployment; samconfig.toml has the same.
const PARAMETERS: [(&str, &str); 14] = [
    ("Architecture", "x86_64"),
    ("Inboxes", "on"),
    ("Sweep", "off"),
    ("Protection", "off"),
    ("Time", "any"),
    ("Cloud", "local"),
    ("ConnectInstanceId", "by-name"),
    ("Transcriber", "given"),
    ("SmsRegion", "local"),
    ("Schemes", "drafts"),
    ("NoticeSlots", "none"),
    ("QueueAge", "s"),
    ("LooksAnHour", "10000"),
    ("HistoriesAnHour", "10000"),
];

/// This machine's architecture, on which the functions will run.
const ARCHITECTURE: &str = if cfg!(target_arch = "aarch64") { "arm64" } else { "x86_64" };

/// The files and folders from which the functions are built.
const SOURCES: [&str; 7] =
    ["Cargo.lock", "Cargo.toml", "crates", "functions", "rust-toolchain.toml", "samconfig.toml", "directory"];

/// The environment variable that chooses the build: `debug` or `release`.
const MODE: &str = "SAM_BUILD_MODE";

/// How the functions are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BuildMode {
    /// The packages for production.
    Release,
    /// The debug build, quick because the tests share its compiled crates.
    Debug,
}

impl BuildMode {
    /// Returns the mode that the environment variable `SAM_BUILD_MODE` names. Without it, the local cloud that the
    /// commands start gets the debug build. A cloud that `AWS_ENDPOINT_URL` names gets the production packages, because
    /// it may run the functions on another machine.
    #[must_use]
    pub fn from_env() -> Self {
        let value = |name| env::var(name).ok().filter(|value| !value.is_empty());
        Self::chosen(value(MODE).as_deref(), value(ENDPOINT).is_some())
    }

    fn chosen(asked: Option<&str>, is_another_cloud: bool) -> Self {
        match asked {
            Some("debug") => Self::Debug,
            None if !is_another_cloud => Self::Debug,
            _ => Self::Release,
        }
    }
}

/// A deployment, with its sources, data, stack and parameters.
#[derive(Debug, Clone)]
pub struct Deployment {
    project: Project,
    tools: Tools,
    mode: BuildMode,
    directory: Option<PathBuf>,
    template: PathBuf,
    build_folder: Option<PathBuf>,
    stack: String,
    parameters: BTreeMap<String, String>,
}

impl Deployment {
    /// Makes a deployment of the project in the environment `local` of samconfig.toml.
    #[must_use]
    pub fn new(project: &Project, tools: &Tools) -> Self {
        let usual = PARAMETERS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let mut parameters: BTreeMap<String, String> = usual.collect();
        parameters.insert("Architecture".to_owned(), ARCHITECTURE.to_owned());
        Self {
            project: project.clone(),
            tools: tools.clone(),
            mode: BuildMode::from_env(),
            directory: env::var_os(DIRECTORY).map(|folder| project.path(folder)),
            template: project.path("infra/template.yaml"),
            build_folder: None,
            stack: STACK_NAME.to_owned(),
            parameters,
        }
    }

    /// Compiles the functions in this mode.
    #[must_use]
    pub fn in_mode(self, mode: BuildMode) -> Self {
        Self { mode, ..self }
    }

    /// Deploys as a stack with this name.
    #[must_use]
    pub fn named(self, stack: &str) -> Self {
        Self { stack: stack.to_owned(), ..self }
    }

    /// Sets a parameter of the template.
    #[must_use]
    pub fn with(mut self, parameter: &str, value: &str) -> Self {
        self.parameters.insert(parameter.to_owned(), value.to_owned());
        self
    }

    /// Uses another directory: the functions are compiled with the data files of `folder`, the topics are those of
    /// `template`, and the result is kept in `build_folder`.
    #[must_use]
    pub fn for_directory(self, folder: &Path, template: &Path, build_folder: &Path) -> Self {
        Self {
            directory: Some(folder.to_path_buf()),
            template: template.to_path_buf(),
            build_folder: Some(build_folder.to_path_buf()),
            ..self
        }
    }

    /// Compiles the functions for a debug build; does nothing in release mode. It needs no installed tools, so it can
    /// run while they are installed.
    ///
    /// # Errors
    /// If the code does not compile; the error has the compiler's last lines.
    pub fn compile(&self, progress: &Progress) -> Result<(), Error> {
        let template = self.read_template()?;
        let binaries: Vec<&str> = binaries(&template).collect();
        match self.mode {
            BuildMode::Debug => workspace::compile(&self.project, &binaries, self.directory.as_deref(), progress),
            BuildMode::Release => Ok(()),
        }
    }

    /// Builds the functions, unless nothing has changed since the last build.
    ///
    /// # Errors
    /// If the build fails; the error has the compiler's last lines.
    pub fn build(&self, progress: &Progress) -> Result<(), Error> {
        match self.mode {
            BuildMode::Debug => self.build_debug(progress),
            BuildMode::Release => self.build_packages(progress),
        }
    }

    fn build_debug(&self, progress: &Progress) -> Result<(), Error> {
        self.compile(progress)?;
        let template = self.read_template()?;
        let binaries: Vec<&str> = binaries(&template).collect();
        workspace::pack(&template, &binaries, &self.build_folder(), progress)
    }

    fn build_packages(&self, progress: &Progress) -> Result<(), Error> {
        let sources = self.sources()?;
        if self.stamp(&sources).is_some_and(|stamp| fs::read_to_string(self.stamp_file()).is_ok_and(|s| s == stamp)) {
            progress.say("functions are built already, nothing changed");
            return Ok(());
        }
        progress.say("sam build, release (3 to 10 min from clean; SAM_BUILD_MODE=debug is quicker) …");
        let _ = fs::remove_file(self.stamp_file());
        let help = "mend what its last lines name and run the command again";
        run(&mut self.compiler()?, "cargo lambda build", help, progress, |_| None)?;
        let mut command = self.sam("build", None)?;
        command.arg("--template-file").arg(&self.template).arg("--build-dir").arg(self.build_folder());
        command.arg("--parameter-overrides").arg(format!("Architecture={ARCHITECTURE}"));
        run(&mut command, "sam build", help, progress, |line| {
            let function = line.starts_with("Building codeuri").then(|| line.rsplit(' ').next()).flatten();
            function.map(|function| format!("  building {function}"))
        })?;
        if let Some(stamp) = self.stamp(&sources) {
            let file = self.stamp_file();
            fs::write(&file, stamp).map_err(|cause| Error::file(&file, cause))?;
        }
        progress.say("functions built");
        Ok(())
    }

    /// Returns the program file of each function's production package, by the name of its binary.
    ///
    /// # Errors
    /// If the template cannot be read.
    pub fn packages(&self) -> Result<BTreeMap<String, PathBuf>, Error> {
        let template = self.read_template()?;
        let folder = self.build_folder();
        let program = |(resource, binary): (&str, &str)| (binary.to_owned(), folder.join(resource).join("bootstrap"));
        Ok(workspace::functions(&template).map(program).collect())
    }

    /// Deploys the build and returns the stack.
    ///
    /// # Errors
    /// If the deployment fails; the error has its last lines.
    pub fn deploy(&self, endpoint: &Endpoint, progress: &Progress) -> Result<Stack, Error> {
        progress.say(&format!("sam deploy --config-env local, as {} …", self.stack));
        let mut command = self.sam("deploy", Some(endpoint))?;
        command.arg("--template-file").arg(self.build_folder().join("template.yaml"));
        command.args(["--stack-name", &self.stack, "--parameter-overrides"]).args(self.overrides());
        let help = "see its last lines; `cargo xtask down` and again `cargo xtask up` begin with an empty cloud";
        run(&mut command, "sam deploy", help, progress, |line| {
            line.contains("Waiting for stack create/update").then(|| "  creating the stack's resources".to_owned())
        })?;
        let stack = Stack::at(endpoint.clone(), &self.stack)?;
        progress.say(&format!("deployed: {} outputs", stack.outputs.len()));
        Ok(stack)
    }

    fn overrides(&self) -> Vec<String> {
        self.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect()
    }

    /// Returns the command that compiles all functions at once into the folder where SAM looks for them. SAM alone
    /// would compile one function after the other, and linking, the longest part of each compilation, uses one
    /// processor.
    fn compiler(&self) -> Result<Command, Error> {
        let template = self.read_template()?;
        // The build takes minutes, so it has a low priority and leaves the processors to other programs.
        let mut command = Command::new("nice");
        command.args(["cargo", "lambda", "build", "--release"]);
        for binary in binaries(&template) {
            command.args(["--bin", binary]);
        }
        self.apart(&mut command, None)?;
        Ok(command)
    }

    /// Returns the command of the SAM CLI.
    fn sam(&self, verb: &str, endpoint: Option<&Endpoint>) -> Result<Command, Error> {
        let mut command = Command::new(self.tools.program("sam"));
        command.args([verb, "--config-env", "local", "--config-file"]);
        // SAM would look for a relative path from the template's folder.
        command.arg(self.project.path("samconfig.toml"));
        self.apart(&mut command, endpoint)?;
        Ok(command)
    }

    /// Sets an environment in which the program can reach the local cloud only.
    fn apart(&self, command: &mut Command, endpoint: Option<&Endpoint>) -> Result<(), Error> {
        let folder = self.project.path(".local/sam");
        fs::create_dir_all(&folder).map_err(|cause| Error::file(&folder, cause))?;
        command.current_dir(self.project.root());
        for name in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "PYTHONPATH", "PYTHONHOME"] {
            command.env_remove(name);
        }
        // SAM takes the functions from `target/`, even if the developer's own builds go elsewhere.
        for name in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR", "CARGO_BUILD_TARGET"] {
            command.env_remove(name);
        }
        command
            .env("PATH", self.tools.search_path())
            .env("__SAM_CLI_APP_DIR", &folder)
            .env("AWS_CONFIG_FILE", folder.join("no-config"))
            .env("AWS_SHARED_CREDENTIALS_FILE", folder.join("no-credentials"))
            .env("NO_PROXY", no_proxy())
            .envs([
                ("SAM_CLI_TELEMETRY", "0"),
                ("SAM_CLI_POLL_DELAY", "0.2"),
                ("AWS_EC2_METADATA_DISABLED", "true"),
                ("AWS_ACCESS_KEY_ID", "test"),
                ("AWS_SECRET_ACCESS_KEY", "test"),
            ])
            .env_remove(MODE);
        if let Some(directory) = &self.directory {
            command.env(DIRECTORY, directory);
        }
        if let Some(endpoint) = endpoint {
            command.env("AWS_ENDPOINT_URL", endpoint.url());
            command.env("AWS_REGION", endpoint.region()).env("AWS_DEFAULT_REGION", endpoint.region());
        }
        Ok(())
    }

    /// Returns a fingerprint of all files from which the functions are built.
    fn sources(&self) -> Result<String, Error> {
        let mut fingerprint = Fingerprint::new();
        for source in SOURCES {
            let path = self.project.path(source);
            if path.exists() {
                fingerprint.add_path(&path)?;
            }
        }
        fingerprint.add_path(&self.template)?;
        if let Some(directory) = &self.directory {
            fingerprint.add(directory.to_string_lossy().as_bytes());
            if directory.is_dir() {
                fingerprint.add_path(directory)?;
            }
        }
        Ok(fingerprint.text())
    }

    /// Returns the fingerprint of the sources and the time of the build. A build by hand changes the time, and with it
    /// the stamp.
    fn stamp(&self, sources: &str) -> Option<String> {
        let built = fs::metadata(self.build_folder().join("template.yaml")).ok()?.modified().ok()?;
        Some(format!("{sources} {}", built.duration_since(UNIX_EPOCH).ok()?.as_nanos()))
    }

    /// Returns the stamp's file. It lies beside the build folder, because `sam build` empties that folder.
    fn stamp_file(&self) -> PathBuf {
        let folder = self.build_folder();
        let mut name = OsString::from(folder.file_name().unwrap_or_default());
        name.push(".stamp");
        folder.with_file_name(name)
    }

    fn build_folder(&self) -> PathBuf {
        let usual = match self.mode {
            BuildMode::Release => ".aws-sam/build",
            BuildMode::Debug => ".aws-sam/debug",
        };
        self.build_folder.clone().unwrap_or_else(|| self.project.path(usual))
    }

    fn read_template(&self) -> Result<String, Error> {
        fs::read_to_string(&self.template).map_err(|cause| Error::file(&self.template, cause))
    }
}

fn no_proxy() -> String {
    let given = env::var("NO_PROXY").unwrap_or_default();
    if given.is_empty() { "127.0.0.1,localhost".to_owned() } else { format!("{given},127.0.0.1,localhost") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stack_and_its_parameters_are_those_of_samconfig() {
        let samconfig = include_str!("../../../../samconfig.toml");
        let local = samconfig.split("[local.").skip(1).collect::<Vec<_>>().join("[local.");
        assert!(local.contains(&format!("stack_name = \"{STACK_NAME}\"")), "{local}");
        let all: Vec<String> = PARAMETERS.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert!(local.contains(&format!("parameter_overrides = \"{}\"", all.join(" "))), "{local}");
        assert!(local.contains(&format!("region = \"{}\"", crate::USUAL_REGION)), "{local}");
    }

    #[test]
    fn a_local_cloud_of_our_own_gets_the_debug_build_and_another_cloud_the_packages() {
        assert_eq!(BuildMode::chosen(None, false), BuildMode::Debug);
        assert_eq!(BuildMode::chosen(None, true), BuildMode::Release);
        for is_another_cloud in [false, true] {
            assert_eq!(BuildMode::chosen(Some("release"), is_another_cloud), BuildMode::Release);
            assert_eq!(BuildMode::chosen(Some("debug"), is_another_cloud), BuildMode::Debug);
        }
    }

    #[test]
    fn the_stamp_lies_beside_the_build_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap();
        let project = Project::find(&root).unwrap();
        let tools = Tools::at(Path::new("/nowhere"));
        let deployment = Deployment::new(&project, &tools).with("Sweep", "on").named("other");
        let deployment = deployment.in_mode(BuildMode::Release);
        assert!(deployment.stamp_file().ends_with(".aws-sam/build.stamp"));
        assert!(deployment.clone().in_mode(BuildMode::Debug).build_folder().ends_with(".aws-sam/debug"));
        assert!(deployment.overrides().contains(&"Sweep=on".to_owned()));
        assert_eq!(deployment.stack, "other");
        let sources = deployment.sources().unwrap();
        assert_eq!(sources, deployment.sources().unwrap());
        let elsewhere = deployment.for_directory(&root, &project.path("samconfig.toml"), &root);
        assert_ne!(sources, elsewhere.sources().unwrap(), "another directory is another build");
    }
}
