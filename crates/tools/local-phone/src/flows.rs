//! The contact flows of the project: one file for each purpose of a call.

use crate::Error;
use connect_flow::Flow;
use dialogue::Purpose;
use local_cloud::Project;
use std::fs;

/// The folder of the flows. A file's name is the purpose of its calls.
const FOLDER: &str = "infra/flows";

/// A contact flow with its file.
#[derive(Debug)]
pub struct FlowFile {
    /// The purpose of the flow's calls.
    pub purpose: Purpose,
    /// The file's path, relative to the project's root.
    pub file: String,
    /// The file's text.
    pub text: String,
    /// The flow.
    pub flow: Flow,
}

impl FlowFile {
    /// Reads every flow of the project, ordered by file name.
    ///
    /// # Errors
    /// If a file is no flow or its name is no purpose; the error names the file.
    pub fn all(project: &Project) -> Result<Vec<Self>, Error> {
        let failed = |e: std::io::Error| Error::Flow {
            file: FOLDER.to_owned(),
            cause: e.to_string(),
            help: "restore the folder".to_owned(),
        };
        let mut names = Vec::new();
        for entry in fs::read_dir(project.path(FOLDER)).map_err(failed)? {
            names.push(entry.map_err(failed)?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        names.iter().map(|name| Self::named(project, name)).collect()
    }

    /// Reads the flow of one purpose.
    ///
    /// # Errors
    /// If there is no such file, or it is no flow.
    pub fn of(project: &Project, purpose: &str) -> Result<Self, Error> {
        Self::named(project, &format!("{purpose}.json"))
    }

    fn named(project: &Project, name: &str) -> Result<Self, Error> {
        let file = format!("{FOLDER}/{name}");
        let failed = |cause: String, help: String| Error::Flow { file: file.clone(), cause, help };
        let purpose = name.strip_suffix(".json").and_then(Purpose::new).ok_or_else(|| {
            failed(
                "no purpose has this name".to_owned(),
                "use small letters, digits and dashes, and `.json`".to_owned(),
            )
        })?;
        let text = fs::read_to_string(project.path(&file))
            .map_err(|e| failed(e.to_string(), "write the flow of this purpose".to_owned()))?;
        let flow = Flow::read_strictly(&text).map_err(|e| failed(e.to_string(), e.help()))?;
        Ok(Self { purpose, file, text, flow })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::{Path, PathBuf};

    fn project() -> Project {
        Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap()
    }

    /// A project with these flow files, each a copy of the flow for citizens' calls.
    struct Copies(PathBuf);

    impl Copies {
        fn of(name: &str, files: &[&str]) -> Self {
            let root = std::env::temp_dir().join(format!("local-phone-{}-{name}", std::process::id()));
            fs::create_dir_all(root.join(FOLDER)).unwrap();
            for mark in ["samconfig.toml", "infra/template.yaml"] {
                fs::write(root.join(mark), "").unwrap();
            }
            let text = fs::read_to_string(project().path("infra/flows/inbound.json")).unwrap();
            for file in files {
                fs::write(root.join(FOLDER).join(file), &text).unwrap();
            }
            Self(root)
        }

        fn project(&self) -> Project {
            Project::find(&self.0).unwrap()
        }
    }

    impl Drop for Copies {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn each_flow_is_one_that_this_phone_can_run() {
        let flows = FlowFile::all(&project()).unwrap();
        assert!(flows.iter().any(|flow| flow.purpose == Purpose::inbound()));
        for FlowFile { file, flow, .. } in flows {
            let mut named: Vec<&str> = flow.placeholders().collect();
            named.sort_unstable();
            let known =
                ["AgentQueueArn", "BeepPromptArn", "ConversationFunctionArn", "SilencePromptArn", "WaitingFlowArn"];
            assert!(named.iter().all(|name| known.contains(name)), "{file}: {named:?}");
            assert_eq!(flow.runs_in_queue(), !named.contains(&"WaitingFlowArn"), "{file} waits or leads to the wait");
        }
    }

    #[test]
    fn a_second_flow_is_found_by_its_name() {
        let copies = Copies::of("two", &["inbound.json", "follow-up.json"]);
        let all = FlowFile::all(&copies.project()).unwrap();
        let purposes: Vec<&str> = all.iter().map(|flow| flow.purpose.as_str()).collect();
        assert_eq!(purposes, ["follow-up", "inbound"]);
        assert_eq!(FlowFile::of(&copies.project(), "follow-up").unwrap().file, "infra/flows/follow-up.json");
    }

    #[test]
    fn a_file_that_has_the_name_of_no_purpose_is_refused() {
        let copies = Copies::of("odd", &["Follow Up.json"]);
        let said = FlowFile::all(&copies.project()).unwrap_err().to_string();
        let expected = "no purpose has this name; use small letters, digits and dashes, and `.json`";
        assert_eq!(said, format!("infra/flows/Follow Up.json: {expected}"));
    }

    #[test]
    fn a_purpose_without_a_flow_is_refused() {
        let copies = Copies::of("one", &["inbound.json"]);
        let said = FlowFile::of(&copies.project(), "follow-up").unwrap_err().to_string();
        assert!(said.starts_with("infra/flows/follow-up.json: "), "{said}");
        assert!(said.ends_with("; write the flow of this purpose"), "{said}");
    }
}
