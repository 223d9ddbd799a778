//! `cargo xtask prose`: finds comments and documents whose sentences are hard to read.

mod rules;

use crate::cli;
use crate::out::{counted, say};
use anyhow::{Context as _, bail};
use local_cloud::Project;
use std::fs;
use std::process::{Command, ExitCode};

/// A line that a rule finds and that stays as it is.
struct Exception {
    file: &'static str,
    /// A part of the line.
    text: &'static str,
    /// Why the line stays.
    reason: &'static str,
}

/// The lines that stay. One that no rule finds any more is an error.
const EXCEPTIONS: &[Exception] = &[];

/// Lines that are shown unless all are asked for.
const SHOWN: usize = 20;

/// The files are written elsewhere: departments send their schemes.
const NOT_OURS: &str = "directory/schemes/";

/// A generated file says this among its first lines.
const GENERATED: &str = "; do not edit";

/// A line that breaks a rule.
#[derive(Debug, PartialEq, Eq)]
struct Hit {
    file: String,
    line: usize,
    text: String,
    rule: &'static str,
}

/// Prints the lines that break a rule; exit code 1 if there is one.
pub(crate) fn run(project: &Project, options: &cli::Prose) -> anyhow::Result<ExitCode> {
    let files = if options.files.is_empty() { tracked(project)? } else { options.files.clone() };
    let shown = if options.list { usize::MAX } else { SHOWN };
    Ok(if told(project, &files, shown)? == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Fails if a line of the project breaks a rule.
pub(crate) fn check(project: &Project) -> anyhow::Result<()> {
    if told(project, &tracked(project)?, SHOWN)? > 0 {
        bail!("say these lines in plain words; see above");
    }
    Ok(())
}

/// Prints the lines of some files that break a rule, and returns their number.
fn told(project: &Project, files: &[String], shown: usize) -> anyhow::Result<usize> {
    let hits = hits_in(project, files, EXCEPTIONS)?;
    for Hit { file, line, text, rule } in hits.iter().take(shown) {
        say!("{file}:{line}: {text}\n    {rule}");
    }
    if hits.len() > shown {
        say!("… and {} more: `cargo xtask prose --list` shows all", hits.len() - shown);
    }
    say!("{} against a rule in {}", counted(hits.len(), "line"), counted(files.len(), "file"));
    Ok(hits.len())
}

/// The project's own files that hold prose.
fn tracked(project: &Project) -> anyhow::Result<Vec<String>> {
    let output = Command::new("git")
        .current_dir(project.root())
        .args(["ls-files", "-z", "--", "*.rs", "*.md", "*.toml", "*.yaml"])
        .output()
        .context("git cannot be started; name the files instead")?;
    if !output.status.success() {
        bail!("git lists no files here; run this in a checkout, or name the files");
    }
    let names = String::from_utf8_lossy(&output.stdout);
    let names = names.split('\0').filter(|name| !name.is_empty() && !name.starts_with(NOT_OURS));
    Ok(names.map(str::to_owned).collect())
}

fn hits_in(project: &Project, files: &[String], exceptions: &[Exception]) -> anyhow::Result<Vec<Hit>> {
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(project.root().join(file)).with_context(|| file.clone())?;
        found.extend(hits(file, &text));
    }
    let about = |file: &str| files.iter().any(|named| named == file);
    let unused = exceptions.iter().find(|one| about(one.file) && !found.iter().any(|hit| excepts(one, hit)));
    if let Some(Exception { file, text, reason }) = unused {
        bail!("{file}: no rule finds `{text}` any more ({reason}); take the exception away");
    }
    found.retain(|hit| !exceptions.iter().any(|one| excepts(one, hit)));
    Ok(found)
}

fn excepts(exception: &Exception, hit: &Hit) -> bool {
    exception.file == hit.file && hit.text.contains(exception.text)
}

/// The lines of a file that break a rule.
fn hits(file: &str, text: &str) -> Vec<Hit> {
    if text.lines().take(10).any(|line| line.contains(GENERATED)) {
        return Vec::new();
    }
    let mut hits = Vec::new();
    let mut in_code = false;
    for (line, raw) in (1..).zip(text.lines()) {
        let Some(prose) = prose(file, raw) else {
            // An example in a comment ends with its comment.
            in_code = false;
            continue;
        };
        if prose.starts_with("```") {
            in_code = !in_code;
        } else if let Some(rule) = rules::broken(prose).filter(|_| !in_code) {
            hits.push(Hit { file: file.to_owned(), line, text: prose.to_owned(), rule });
        }
    }
    hits
}

/// The prose of a line: a comment, or any line of a page.
fn prose<'a>(file: &str, raw: &'a str) -> Option<&'a str> {
    let line = raw.trim();
    let mark = match file.rsplit('.').next() {
        Some("md") => return Some(line),
        Some("rs") => ["///", "//!", "//"].into_iter().find(|mark| line.starts_with(mark))?,
        _ => "#",
    };
    line.strip_prefix(mark).map(str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn lines(file: &str, text: &str) -> Vec<usize> {
        hits(file, text).into_iter().map(|hit| hit.line).collect()
    }

    #[test]
    fn a_comment_is_read_and_code_is_not() {
        let text = "//! Whoever writes is told.\nlet what = \"Whoever writes\";\n    // See what is gone.\n";
        assert_eq!(lines("a.rs", text), [1, 3]);
        assert_eq!(lines("a.toml", "# Whoever writes.\nkey = \"what is gone\"\n"), [1]);
    }

    #[test]
    fn a_page_is_read_without_its_code() {
        let text = "Whoever writes.\n```sh\nwho has it\n```\nThat is all: who has it.\n";
        assert_eq!(lines("a.md", text), [1, 5]);
        assert_eq!(lines("a.rs", "/// ```\n/// what is\n/// ```\n/// what is\n"), [4]);
    }

    #[test]
    fn a_generated_page_is_mended_where_it_is_made() {
        assert_eq!(lines("a.md", "# Title\n\nMade by a command; do not edit.\n\nWhoever writes.\n"), [0; 0]);
    }

    #[test]
    fn an_exception_is_heeded_and_one_that_is_not_needed_is_an_error() {
        let project = Project::find(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
        let folder = std::env::temp_dir().join(format!("xtask-{}-prose", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("a.md");
        fs::write(&file, "He quotes \"whoever writes\".\n").unwrap();
        let files = [file.display().to_string()];
        let name: &'static str = Box::leak(files[0].clone().into_boxed_str());
        let of = |text| [Exception { file: name, text, reason: "a quotation" }];
        assert_eq!(hits_in(&project, &files, &[]).unwrap().len(), 1);
        assert_eq!(hits_in(&project, &files, &of("quotes")).unwrap(), []);
        let said = hits_in(&project, &files, &of("gone")).unwrap_err().to_string();
        assert!(said.ends_with("no rule finds `gone` any more (a quotation); take the exception away"), "{said}");
        fs::remove_dir_all(folder).unwrap();
    }
}
