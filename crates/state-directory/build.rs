//! Checks the data files while compiling: a mistake in them is a build error that names file and line.

use dialogue::{Data, Playbook, Sources};
use directory::{Directory, Source};
use gazetteer::Places;
use sorting_help::Words;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

/// Another folder of data files may be named here: another State, another number, other languages.
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
    let root = here.join("../..");
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

    let compact = postcard::to_allocvec(&data).map_err(|e| e.to_string())?;
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|e| e.to_string())?);
    fs::write(out.join("playbook.postcard"), compact).map_err(|e| e.to_string())?;
    let sources = directory::Sources { departments: sources.departments, holidays: sources.holidays };
    let words = postcard::to_allocvec(&words(&folder, sources)?).map_err(|e| e.to_string())?;
    fs::write(out.join("words.postcard"), words).map_err(|e| e.to_string())?;
    let places = postcard::to_allocvec(&places(&folder)?).map_err(|e| e.to_string())?;
    fs::write(out.join("places.postcard"), places).map_err(|e| e.to_string())
}

/// A folder may do without `words.toml`: then nothing is suggested.
fn words(folder: &Path, sources: directory::Sources<'_>) -> Result<Words, String> {
    let path = folder.join("words.toml");
    if !path.exists() {
        return Ok(Words::default());
    }
    let (file, text) = read(&path)?;
    let directory = Directory::read(sources).map_err(|e| e.to_string())?;
    Words::read(Source { file: &file, text: &text }, &directory).map_err(|e| e.to_string())
}

/// A folder may do without `places.toml`: then no place is found.
fn places(folder: &Path) -> Result<Places, String> {
    let path = folder.join("places.toml");
    if !path.exists() {
        return Ok(Places::default());
    }
    let (file, text) = read(&path)?;
    Places::read(Source { file: &file, text: &text }).map_err(|e| e.to_string())
}

fn read(path: &Path) -> Result<(String, String), String> {
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|e| format!("{name}: {e}"))?;
    println!("cargo::rerun-if-changed={name}");
    Ok((name, text))
}
