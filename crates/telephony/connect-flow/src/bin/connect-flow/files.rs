//! Flows out of files.

use std::{fs, path::Path};

use connect_flow::{Fault, Flow, Flows};

/// The text of a file.
pub(crate) fn text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Reads a flow. What is only worth a remark goes to standard error, at most [`MOST_REMARKS`] of it.
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

/// The name of a file without its ending, by which other flows may refer to it.
pub(crate) fn name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The same, or with its folder where another flow has that name already.
pub(crate) fn name_among(file: &Path, flows: &Flows) -> String {
    let short = name(file);
    let taken = flows.iter().any(|(known, _)| known == short);
    let folder = file.parent().and_then(Path::file_name).filter(|_| taken);
    folder.map_or(short.clone(), |folder| format!("{}/{short}", folder.to_string_lossy()))
}

/// `NAME=VALUE`.
pub(crate) fn pair(given: &str) -> Result<(String, String), String> {
    let (name, value) = given.split_once('=').ok_or_else(|| format!("`{given}` is not NAME=VALUE"))?;
    Ok((name.to_owned(), value.to_owned()))
}
