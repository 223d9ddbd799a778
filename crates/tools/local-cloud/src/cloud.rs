//! The cloud that a command uses: a given cloud, the running cloud, or a new one.

use crate::{Endpoint, Error, Lifetime, Ministack, Progress, Project, Tools};
use std::path::Path;
use std::{env, fs};

/// The environment variable that names an endpoint. If it is set, commands use that endpoint and start nothing.
pub const ENDPOINT: &str = "AWS_ENDPOINT_URL";

/// The environment variable that names clouds for tests: addresses, separated by commas.
pub const CLOUD: &str = "TELE_SAMADHAN_CLOUD";

/// The region of the environment `local` in samconfig.toml.
pub const USUAL_REGION: &str = "ap-south-1";

/// A cloud that answers.
#[derive(Debug)]
pub struct Cloud {
    endpoint: Endpoint,
    ministack: Option<Ministack>,
}

impl Cloud {
    /// Returns the cloud that commands share: the given endpoint, the running MiniStack, or a new MiniStack that keeps
    /// running.
    ///
    /// # Errors
    /// If the cloud does not start.
    pub fn shared(project: &Project, tools: &Tools, progress: &Progress) -> Result<Self, Error> {
        let folder = project.cloud_folder();
        if let Some(endpoint) = given() {
            return Self::that_was_given(endpoint, progress);
        }
        let ministack = match Ministack::running_in(&folder, USUAL_REGION) {
            Some(running) => running,
            None => {
                Ministack::stop_in(&folder); // a MiniStack that runs and does not answer
                progress.say("starting the local cloud …");
                Ministack::start(tools, &folder, USUAL_REGION, Lifetime::LeftRunning)?
            }
        };
        let endpoint = ministack.endpoint();
        progress.say(&format!("local cloud at {}", endpoint.url()));
        Ok(Self { endpoint, ministack: Some(ministack) })
    }

    /// Starts a cloud that only this process uses and that ends with the process. If an endpoint is given, uses that
    /// endpoint instead.
    ///
    /// # Errors
    /// If the cloud does not start.
    pub fn own(project: &Project, tools: &Tools, progress: &Progress) -> Result<Self, Error> {
        if let Some(endpoint) = given() {
            return Self::that_was_given(endpoint, progress);
        }
        remove_orphans(&project.path(".local"));
        let folder = project.own_cloud_folder();
        let ministack = Ministack::start(tools, &folder, USUAL_REGION, Lifetime::Ours)?;
        let endpoint = ministack.endpoint();
        progress.say(&format!("a local cloud of our own at {}", endpoint.url()));
        Ok(Self { endpoint, ministack: Some(ministack) })
    }

    fn that_was_given(endpoint: Endpoint, progress: &Progress) -> Result<Self, Error> {
        if !endpoint.answers() {
            let what = format!("nobody answers at {}, which {ENDPOINT} names", endpoint.url());
            return Err(Error::missing(what, "start that cloud, or unset the variable to have one started"));
        }
        progress.say(&format!("using the cloud at {} ({ENDPOINT})", endpoint.url()));
        Ok(Self { endpoint, ministack: None })
    }

    /// Returns the endpoint of the cloud that commands share, which must be running.
    ///
    /// # Errors
    /// If no cloud is running; the error names the command that starts one.
    pub fn running(project: &Project) -> Result<Endpoint, Error> {
        let found = given()
            .or_else(|| Ministack::running_in(&project.cloud_folder(), USUAL_REGION).map(|running| running.endpoint()));
        found.ok_or_else(|| Error::missing("no local cloud is running", "start it with `cargo xtask up`"))
    }

    /// Returns the endpoint at which the cloud answers.
    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Returns true if this project started the cloud, so that `cargo xtask down` can stop it.
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.ministack.is_some()
    }
}

fn given() -> Option<Endpoint> {
    let url = env::var(ENDPOINT).ok().filter(|url| !url.is_empty())?;
    Some(Endpoint::new(url, USUAL_REGION))
}

/// Stops and removes the clouds of test runs that were killed before they could stop their cloud.
fn remove_orphans(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix("test-")?.parse::<u32>().ok());
        if owner.is_some_and(|pid| !crate::process::runs(pid, "xtask")) {
            Ministack::stop_in(&entry.path());
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_given_endpoint_where_nobody_answers_is_told_with_its_variable() {
        let nobody = Endpoint::new("http://127.0.0.1:1", USUAL_REGION);
        let said = Cloud::that_was_given(nobody, &Progress::begin()).unwrap_err().to_string();
        assert_eq!(
            said,
            "nobody answers at http://127.0.0.1:1, which AWS_ENDPOINT_URL names; start that cloud, or unset the \
             variable to have one started"
        );
    }

    #[test]
    fn only_clouds_whose_owner_is_gone_are_removed() {
        let folder = env::temp_dir().join(format!("local-cloud-{}-orphans", std::process::id()));
        for name in ["test-4294967295", "test-x", "cloud"] {
            fs::create_dir_all(folder.join(name)).unwrap();
        }
        remove_orphans(&folder);
        let mut left: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["cloud", "test-x"]);
        fs::remove_dir_all(folder).unwrap();
    }
}
