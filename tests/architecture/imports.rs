//! Modules of a crate import each other in one direction.

use crate::tidy::sources;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The modules at the top of a crate, each with the modules at the top that its files name by their path.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// Returns the names right after `crate::` in a text, also the names in braces. Unit tests are left out, because they
/// may use any module.
fn named_in(text: &str) -> BTreeSet<String> {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join(" ");
    let first_name =
        |part: &str| part.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().map(str::to_owned);
    let mut names = BTreeSet::new();
    for behind in code.split("crate::").skip(1) {
        match behind.strip_prefix('{') {
            Some(group) => names.extend(parts_of(group).filter_map(first_name)),
            None => names.extend(first_name(behind)),
        }
    }
    names
}

/// Returns the parts of a group of imports, up to the group's closing brace. A group inside it belongs to the part
/// around it.
fn parts_of(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    let end = group.find(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        depth < 0
    });
    let mut depth = 0_i32;
    group.split_at(end.unwrap_or(group.len())).0.split(move |c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    })
}

/// Returns a file's crate, as the folder of its sources, and the crate's top module to which the file belongs. Returns
/// `None` for a crate's root and for tests.
fn module_of(file: &Path) -> Option<(PathBuf, String)> {
    let source = file.ancestors().find(|folder| folder.ends_with("src"))?;
    let first = file.strip_prefix(source).ok()?.components().next()?;
    let name = first.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
    (!["lib", "main"].contains(&name.as_str())).then(|| (source.to_path_buf(), name))
}

fn imports() -> BTreeMap<PathBuf, Imports> {
    let mut crates: BTreeMap<PathBuf, Imports> = BTreeMap::new();
    for file in sources() {
        let Some((source, module)) = module_of(&file) else { continue };
        let named = named_in(&std::fs::read_to_string(&file).unwrap());
        crates.entry(source).or_default().entry(module).or_default().extend(named);
    }
    for modules in crates.values_mut() {
        let all: BTreeSet<String> = modules.keys().cloned().collect();
        for (module, named) in modules {
            named.retain(|name| name != module && all.contains(name));
        }
    }
    crates
}

/// Removes the modules that import no remaining module, until only circles and the modules above them remain.
fn circles(mut imports: Imports) -> Vec<String> {
    loop {
        let left: BTreeSet<String> = imports.keys().cloned().collect();
        let before = imports.len();
        imports.retain(|_, imported| imported.iter().any(|other| left.contains(other)));
        if imports.len() == before {
            return imports.into_keys().collect();
        }
    }
}

#[test]
fn no_modules_of_a_crate_import_each_other_in_a_circle() {
    let crates = imports();
    assert!(crates.len() > 30, "the crates' sources were not found");
    for (source, imports) in crates {
        let circles = circles(imports);
        assert!(circles.is_empty(), "{} has a circle among, or above, its modules {circles:?}", source.display());
    }
}

#[test]
fn a_circle_is_found_and_an_import_in_braces_is_read() {
    let text = "use crate::{Ticket, ports::{self, Cases}, values::NotificationKey};\n// crate::comment\nlet a = crate::sweep::run();";
    let named = named_in(text);
    assert_eq!(named.into_iter().collect::<Vec<_>>(), ["Ticket", "ports", "sweep", "values"]);
    let imports = |pairs: &[(&str, &[&str])]| -> Imports {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        pairs.iter().map(|(module, others)| ((*module).to_owned(), owned(others))).collect()
    };
    assert!(circles(imports(&[("a", &["b", "c"]), ("b", &["c"]), ("c", &[])])).is_empty());
    assert_eq!(circles(imports(&[("a", &["b"]), ("b", &["c"]), ("c", &["b"]), ("d", &[])])), ["a", "b", "c"]);
}
