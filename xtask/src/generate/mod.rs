//! `cargo xtask generate`: the parts of `infra/` and the pages of `docs/` that follow from data.

mod commands;
mod desk_api;
mod flow;
mod lifecycle;
mod marked;
mod topics;

use crate::cli;
use crate::dialogue::{picture, places, spoken};
use crate::out::say;
use anyhow::{Context as _, bail};
use directory::{Directory, Source, Sources};
use local_cloud::Project;
use local_phone::FlowFile;
use std::fs;
use std::path::Path;

const DIRECTORY: &str = "directory";
const DEPARTMENTS: &str = "departments.toml";
const HOLIDAYS: &str = "holidays.toml";
const LIFECYCLE: &str = "docs/lifecycle.md";
const COMMANDS: &str = "docs/commands.md";
const DESK_API: &str = "docs/desk-api.schema.json";
const TEMPLATE: &str = "infra/template.yaml";
const CONNECT: &str = "infra/connect.yaml";

const TOPICS: &str = "topics";
const FLOWS: &str = "flows";
const FLOW_OUTPUTS: &str = "outputs of the flows";

pub(crate) fn run(project: &Project, options: &cli::Generate) -> anyhow::Result<()> {
    if let (Some(folder), Some(out)) = (&options.directory, &options.template_out) {
        return template_of(project, folder, out);
    }
    if options.check {
        return check(project);
    }
    for file in files(project)? {
        if file.wanted == file.found {
            say!("{} is up to date", file.name);
        } else {
            write(&project.path(&file.name), &file.wanted)?;
            say!("{} written", file.name);
        }
    }
    Ok(())
}

/// Fails if a file differs from the text that would be written.
pub(crate) fn check(project: &Project) -> anyhow::Result<()> {
    let files = files(project)?;
    let stale: Vec<&str> = files.iter().filter(|file| file.wanted != file.found).map(|file| &*file.name).collect();
    if !stale.is_empty() {
        bail!("{} is stale; run `cargo xtask generate` and commit what it writes", stale.join(" and "));
    }
    let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
    say!("{} are up to date", names.join(", "));
    Ok(())
}

/// A file with generated parts: its present text and the wanted text.
struct File {
    name: String,
    found: String,
    wanted: String,
}

fn files(project: &Project) -> anyhow::Result<Vec<File>> {
    let directory = read_directory(&project.path(DIRECTORY), DIRECTORY)?;
    let found = read(&project.path(TEMPLATE))?;
    let wanted =
        marked::replace(TEMPLATE, &found, TOPICS, &topics::resources(&directory, "directory/departments.toml"))?;
    let template = File { name: TEMPLATE.into(), found, wanted };

    let found = read(&project.path(CONNECT))?;
    let wanted = connect(&found, &FlowFile::all(project)?)?;
    let connect = File { name: CONNECT.into(), found, wanted };

    let found = fs::read_to_string(project.path(LIFECYCLE)).unwrap_or_default();
    let mut files = vec![template, connect, File { name: LIFECYCLE.into(), found, wanted: lifecycle::page() }];
    let found = fs::read_to_string(project.path(DESK_API)).unwrap_or_default();
    files.push(File { name: DESK_API.into(), found, wanted: desk_api::page() });
    let found = fs::read_to_string(project.path(COMMANDS)).unwrap_or_default();
    files.push(File { name: COMMANDS.into(), found, wanted: commands::page() });
    for language in spoken()? {
        let name = format!("docs/dialogue-{language}.svg");
        let found = fs::read_to_string(project.path(&name)).unwrap_or_default();
        files.push(File { name, found, wanted: picture::svg(&places(&language)?) });
    }
    Ok(files)
}

/// Returns the telephone's template with these flows.
fn connect(found: &str, flows: &[FlowFile]) -> anyhow::Result<String> {
    let with_flows = marked::replace(CONNECT, found, FLOWS, &flow::resources(flows)?)?;
    marked::replace(CONNECT, &with_flows, FLOW_OUTPUTS, &flow::outputs(flows))
}

/// Writes the template for another directory, with the same functions.
fn template_of(project: &Project, folder: &Path, out: &Path) -> anyhow::Result<()> {
    let directory = read_directory(folder, &folder.display().to_string())?;
    let template = read(&project.path(TEMPLATE))?;
    let body = topics::resources(&directory, "another directory's departments.toml");
    let template = marked::replace(TEMPLATE, &template, TOPICS, &body)?;
    write(out, &with_code_from(&template, project, out)?)?;
    say!("{} written", out.display());
    Ok(())
}

/// Returns the template with the right path of the functions' code. The template names a path relative to itself, so a
/// template in another folder needs the whole path.
fn with_code_from(template: &str, project: &Project, out: &Path) -> anyhow::Result<String> {
    let out = std::path::absolute(out).with_context(|| out.display().to_string())?;
    let beside = out.parent().and_then(Path::parent) == Some(project.root());
    let code = format!("CodeUri: {}\n", project.root().display());
    Ok(if beside { template.to_owned() } else { template.replace("CodeUri: ..\n", &code) })
}

fn read_directory(folder: &Path, name: &str) -> anyhow::Result<Directory> {
    let name = |file: &str| format!("{name}/{file}");
    let (departments, holidays) = (read(&folder.join(DEPARTMENTS))?, read(&folder.join(HOLIDAYS))?);
    Ok(Directory::read(Sources {
        departments: Source { file: &name(DEPARTMENTS), text: &departments },
        holidays: Source { file: &name(HOLIDAYS), text: &holidays },
    })?)
}

fn read(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}

fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use dialogue::Purpose;

    fn project() -> Project {
        Project::find(&Path::new(env!("CARGO_MANIFEST_DIR")).canonicalize().unwrap()).unwrap()
    }

    #[test]
    fn what_is_committed_is_what_would_be_written() {
        check(&project()).unwrap();
    }

    #[test]
    fn writing_again_changes_nothing() {
        let all = files(&project()).unwrap();
        let template = all.first().unwrap();
        let directory = read_directory(&project().path(DIRECTORY), DIRECTORY).unwrap();
        let body = topics::resources(&directory, "directory/departments.toml");
        let again = marked::replace(TEMPLATE, &template.wanted, TOPICS, &body);
        assert_eq!(again.unwrap(), template.wanted);
    }

    /// A second purpose needs only a file with its name.
    #[test]
    fn a_second_flow_is_a_resource_of_its_own_and_leaves_the_first_as_it_is() {
        let inbound = FlowFile::of(&project(), "inbound").unwrap();
        let follow_up = FlowFile {
            purpose: Purpose::new("follow-up").unwrap(),
            file: "infra/flows/follow-up.json".into(),
            text: inbound.text.clone(),
            flow: connect_flow::Flow::read(&inbound.text).unwrap(),
        };
        let one = connect(&read(&project().path(CONNECT)).unwrap(), std::slice::from_ref(&inbound)).unwrap();
        let flows = [inbound, follow_up];
        let both = connect(&one, &flows).unwrap();
        for line in [
            "  InboundFlow:",
            "  FollowUpFlow:",
            "      Name: !Sub \"${AWS::StackName}-follow-up\"",
            "  InboundFlowArn: { Value: !GetAtt InboundFlow.ContactFlowArn }",
            "  FollowUpFlowArn: { Value: !GetAtt FollowUpFlow.ContactFlowArn }",
        ] {
            assert_eq!(both.lines().filter(|written| *written == line).count(), 1, "{line}");
        }
        let [inbound, _] = flows;
        assert_eq!(connect(&both, &[inbound]).unwrap(), one, "without it the template is as before");
    }

    #[test]
    fn a_template_elsewhere_names_the_whole_path_of_the_code() {
        let project = project();
        let template = "      CodeUri: ..\n";
        let beside = with_code_from(template, &project, &project.path("infra/other.yaml")).unwrap();
        assert_eq!(beside, template);
        let elsewhere = with_code_from(template, &project, Path::new("/x/y/other.yaml")).unwrap();
        assert_eq!(elsewhere, format!("      CodeUri: {}\n", project.root().display()));
    }

    #[test]
    fn a_mistake_in_the_directory_is_told_with_its_line() {
        let folder = std::env::temp_dir().join(format!("xtask-{}-directory", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let from = project().path(DIRECTORY);
        let departments = read(&from.join(DEPARTMENTS)).unwrap().replace("code = \"REV\"", "code = \"rev\"");
        write(&folder.join(DEPARTMENTS), &departments).unwrap();
        write(&folder.join(HOLIDAYS), &read(&from.join(HOLIDAYS)).unwrap()).unwrap();
        let said = template_of(&project(), &folder, &folder.join("t.yaml")).unwrap_err().to_string();
        assert!(said.contains("departments.toml:") && said.contains("`rev` is no department code"), "{said}");
        fs::remove_dir_all(folder).unwrap();
    }
}
