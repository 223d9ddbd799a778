//! Checks the data files at compile time: a mistake is a build error that names file and line.

use dialogue::{Data, Playbook, Sources};
use directory::{DataError, Directory, SmsTemplates, Source};
use gazetteer::Places;
use schemes::Scheme;
use serde::Serialize;
use sorting_help::Words;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// The variable that names another folder of data files, for another State, another number or other languages.
const FOLDER: &str = "TELE_SAMADHAN_DIRECTORY";

fn main() {
    println!("cargo::rerun-if-env-changed={FOLDER}");
    if let Err(why) = embed() {
        println!("cargo::error={why}");
        process::exit(1);
    }
}

fn embed() -> Result<(), String> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?);
    let root = here.join("../../..");
    let folder = match env::var(FOLDER) {
        Ok(folder) => root.join(folder),
        Err(_) => root.join("directory"),
    };
    let folder = folder.canonicalize().map_err(|e| format!("{}: {e}; {FOLDER} names a folder", folder.display()))?;
    println!("cargo::rerun-if-changed={}", folder.display());

    let departments = read(&folder.join("departments.toml"))?;
    let holidays = read(&folder.join("holidays.toml"))?;
    let script = read(&folder.join("dialogue.toml"))?;
    let mut prompts = Vec::new();
    let listing = fs::read_dir(folder.join("prompts")).map_err(|e| format!("{}/prompts: {e}", folder.display()))?;
    for entry in listing {
        prompts.push(read(&entry.map_err(|e| e.to_string())?.path())?);
    }
    prompts.sort();

    let sources: Vec<Source<'_>> = prompts.iter().map(|(file, text)| Source { file, text }).collect();
    let sources = Sources {
        departments: Source { file: &departments.0, text: &departments.1 },
        holidays: Source { file: &holidays.0, text: &holidays.1 },
        script: Source { file: &script.0, text: &script.1 },
        prompts: &sources,
    };
    let data = Data::read(&sources).map_err(|e| e.to_string())?;
    Playbook::check(data.clone(), &sources).map_err(|e| e.to_string())?;

    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    write(&out.join("playbook.postcard"), &data)?;
    let sources = directory::Sources { departments: sources.departments, holidays: sources.holidays };
    let directory = Directory::read(sources).map_err(|e| e.to_string())?;
    // These files are optional. Without them no department is suggested, no district is found and no SMS is sent.
    let words = optional(&folder, "words.toml", |source| Words::read(source, &directory))?;
    write(&out.join("words.postcard"), &words)?;
    write(&out.join("places.postcard"), &optional(&folder, "places.toml", Places::read)?)?;
    write(&out.join("sms.postcard"), &optional(&folder, "sms.toml", |source| SmsTemplates::read(source, &directory))?)?;
    write(&out.join("schemes.postcard"), &schemes(&folder.join("schemes"), &directory)?)
}

/// Reads the schemes of a folder, one file each, in the order of their codes.
fn schemes(folder: &Path, directory: &Directory) -> Result<Vec<Scheme>, String> {
    let mut schemes = Vec::new();
    if !folder.exists() {
        return Ok(schemes);
    }
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))? {
        let path = entry.map_err(|e| e.to_string())?.path();
        if path.extension().is_some_and(|kind| kind == "toml") {
            let (file, text) = read(&path)?;
            schemes.push(Scheme::read(Source { file: &file, text: &text }, directory).map_err(|e| e.to_string())?);
        }
    }
    schemes.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(schemes)
}

fn optional<T: Default>(
    folder: &Path,
    name: &str,
    check: impl FnOnce(Source<'_>) -> Result<T, DataError>,
) -> Result<T, String> {
    let path = folder.join(name);
    if !path.exists() {
        return Ok(T::default());
    }
    let (file, text) = read(&path)?;
    check(Source { file: &file, text: &text }).map_err(|e| e.to_string())
}

fn write(path: &Path, data: &impl Serialize) -> Result<(), String> {
    let compact = postcard::to_allocvec(data).map_err(|e| e.to_string())?;
    fs::write(path, compact).map_err(|e| e.to_string())
}

fn read(path: &Path) -> Result<(String, String), String> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|e| format!("{name}: {e}"))?;
    println!("cargo::rerun-if-changed={name}");
    Ok((name, text))
}
