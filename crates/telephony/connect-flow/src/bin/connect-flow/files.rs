//! Reads flows from files.

use std::{fs, path::Path};

use connect_flow::{Fault, Flow, Flows};

/// Returns the text of a file.
pub(crate) fn text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Reads a flow, and writes at most [`MOST_REMARKS`] of its remarks to standard error.
pub(crate) fn flow(file: &Path) -> Result<Flow, String> {
    let flow = Flow::read(&text(file)?)
        .map_err(|error| error.faults.iter().map(|fault| line(file, fault)).collect::<Vec<_>>().join("\nerror: "))?;
    for fault in flow.remarks().iter().take(MOST_REMARKS) {
        note!("note: {}", line(file, fault));
    }
    if let more @ 1.. = flow.remarks().len().saturating_sub(MOST_REMARKS) {
        note!("note: {}: {more} more of the kind", file.display());
    }
    Ok(flow)
}

const MOST_REMARKS: usize = 3;

fn line(file: &Path, fault: &Fault) -> String {
    let said = fault.to_string();
    let place = said.strip_prefix("line ").unwrap_or(&said);
    format!("{}:{place}; {}", file.display(), fault.help())
}

/// Returns the name of a file without its extension, by which other flows may refer to its flow.
pub(crate) fn name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Returns the name of a file without its extension, with its folder if another flow already has that name.
pub(crate) fn name_among(file: &Path, flows: &Flows) -> String {
    let short = name(file);
    let taken = flows.iter().any(|(known, _)| known == short);
    let folder = file.parent().and_then(Path::file_name).filter(|_| taken);
    folder.map_or(short.clone(), |folder| format!("{}/{short}", folder.to_string_lossy()))
}

/// Splits `NAME=VALUE`.
pub(crate) fn pair(given: &str) -> Result<(String, String), String> {
    let (name, value) = given.split_once('=').ok_or_else(|| format!("`{given}` is not NAME=VALUE"))?;
    Ok((name.to_owned(), value.to_owned()))
}
