//! The page of all commands, made of the help texts of the program.

use crate::cli::Cli;
use clap::{Arg, Command, CommandFactory as _};
use std::fmt::Write as _;

const HEAD: &str = "# Commands

Made of the help texts in `xtask/src/cli/` by `cargo xtask generate`; do not edit. Each command also has `--help`. Tickets in
examples stand for the number that your call printed.
";

/// Longest line of the page, tables aside.
const WIDTH: usize = 120;

/// The commands by the work that they are for.
const GROUPS: [(&str, &[&str]); 6] = [
    ("Call", &["call", "page", "inbox", "tick", "case", "note", "dialogue"]),
    ("Staff", &["act", "cases"]),
    ("Schemes", &["scheme"]),
    ("Operate", &["operate", "ledger", "connect"]),
    ("Cloud", &["up", "down"]),
    ("Development", &["demo", "test", "conformance", "generate", "prose", "measure", "bench"]),
];

/// The whole page.
pub(crate) fn page() -> String {
    let mut cli = Cli::command();
    cli.build();
    let mut page = HEAD.to_owned();
    for (group, names) in GROUPS {
        // Writing to a string cannot fail.
        let _ = write!(page, "\n## {group}\n");
        for command in names.iter().filter_map(|name| cli.find_subcommand(name)) {
            section(&mut page, command, command.get_name());
        }
    }
    page
}

/// A command with its options, or each of the commands below it.
fn section(page: &mut String, command: &Command, typed: &str) {
    let about = command.get_long_about().or_else(|| command.get_about()).map(ToString::to_string).unwrap_or_default();
    let _ = writeln!(page, "\n### `{typed}`");
    for paragraph in sentences(&about) {
        let _ = writeln!(page, "\n{}", wrapped(&paragraph));
    }
    options(page, command);
    if let Some(examples) = command.get_after_help().map(ToString::to_string) {
        let lines: Vec<&str> = examples.lines().skip(1).map(str::trim).collect();
        let _ = write!(page, "\n```sh\n{}\n```\n", lines.join("\n"));
    }
    for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
        section(page, below, &format!("{typed} {}", below.get_name()));
    }
}

/// The sentences of a help text, by paragraph. A summary has no period there, and is a sentence here.
fn sentences(text: &str) -> Vec<String> {
    let paragraphs = text.split("\n\n").map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "));
    let ended = paragraphs.filter(|one| !one.is_empty()).map(|one| if one.ends_with('.') { one } else { one + "." });
    ended.collect()
}

/// A paragraph in lines of a page.
fn wrapped(paragraph: &str) -> String {
    let mut page = String::new();
    let mut length = 0;
    for word in paragraph.split(' ') {
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > WIDTH {
            page.push('\n');
            length = 0;
        } else if length > 0 {
            page.push(' ');
            length += 1;
        }
        page.push_str(word);
        length += letters;
    }
    page
}

fn options(page: &mut String, command: &Command) {
    let own: Vec<&Arg> = command.get_arguments().filter(|arg| !is_of_every_command(command, arg)).collect();
    if own.is_empty() {
        return;
    }
    page.push_str("\n| option | meaning |\n|---|---|\n");
    for arg in own {
        let help = arg.get_long_help().or_else(|| arg.get_help()).map(ToString::to_string).unwrap_or_default();
        let help = [sentences(&help), chosen(arg)].concat().join(" ");
        let _ = writeln!(page, "| `{}` | {} |", in_a_cell(&typed(arg)), in_a_cell(&help));
    }
}

/// The help that every command has, and the place that every command of `operate` takes.
fn is_of_every_command(command: &Command, arg: &Arg) -> bool {
    let is_help = ["help", "version"].contains(&arg.get_id().as_str());
    is_help || (arg.is_global_set() && command.get_name() != "operate")
}

fn typed(arg: &Arg) -> String {
    let values: Vec<String> = arg.get_value_names().into_iter().flatten().map(|name| format!("<{name}>")).collect();
    let takes = arg.get_action().takes_values();
    let name = arg.get_long().map(|long| format!("--{long}"));
    match (name, takes) {
        (Some(name), true) => format!("{name} {}", values.join(" ")),
        (Some(name), false) => name,
        (None, _) => values.join(" "),
    }
}

/// The values among which one is chosen, and the one that holds if none is given.
fn chosen(arg: &Arg) -> Vec<String> {
    if !arg.get_action().takes_values() {
        return Vec::new();
    }
    let listed = |values: Vec<String>| {
        (!values.is_empty()).then(|| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", "))
    };
    let all = arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let preset = arg.get_default_values().iter().map(|value| value.to_string_lossy().into_owned()).collect();
    let all = listed(all).map(|all| format!("One of {all}."));
    let preset = listed(preset).map(|preset| format!("Default: {preset}."));
    all.into_iter().chain(preset).collect()
}

/// A text in a cell of a table.
fn in_a_cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    fn all<'a>(command: &'a Command, found: &mut Vec<&'a Command>) {
        let mut below = command.get_subcommands().filter(|below| below.get_name() != "help").peekable();
        if below.peek().is_none() {
            found.push(command);
        }
        below.for_each(|below| all(below, found));
    }

    #[test]
    fn every_command_stands_in_one_group() {
        let cli = Cli::command();
        for command in cli.get_subcommands() {
            let groups = GROUPS.iter().filter(|(_, names)| names.contains(&command.get_name())).count();
            assert_eq!(groups, 1, "{}", command.get_name());
        }
        let named: usize = GROUPS.iter().map(|(_, names)| names.len()).sum();
        assert_eq!(named, cli.get_subcommands().count());
    }

    /// Words as a shell reads them, as far as examples need it.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut is_quoted = false;
        for c in line.chars() {
            match c {
                '"' => is_quoted = !is_quoted,
                ' ' if !is_quoted => words.push(String::new()),
                c => words.last_mut().unwrap().push(c),
            }
        }
        words
    }

    #[test]
    fn every_command_has_an_example_that_can_be_typed() {
        let cli = Cli::command();
        let mut commands = Vec::new();
        all(&cli, &mut commands);
        assert!(commands.len() > 30, "{}", commands.len());
        for command in commands {
            let examples = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let lines: Vec<&str> = examples.lines().skip(1).map(str::trim).collect();
            assert!(!lines.is_empty(), "{}: `after_help` with an example", command.get_name());
            for line in lines {
                let typed = words(line).into_iter().skip(1);
                let read = Cli::try_parse_from(typed);
                assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
            }
        }
    }

    #[test]
    fn a_help_text_becomes_sentences_in_lines() {
        assert_eq!(sentences("Lists cases\n\nIt lists\nall."), ["Lists cases.", "It lists all."]);
        let lines = wrapped(&"word ".repeat(30));
        assert!(lines.lines().count() == 2 && lines.lines().all(|line| line.len() <= WIDTH), "{lines}");
    }

    #[test]
    fn the_page_has_each_command_with_its_options_and_an_example() {
        let page = page();
        for section in ["### `call`", "### `operate announce`", "### `scheme text`", "### `ledger verify`"] {
            assert!(page.contains(section), "{section}");
        }
        assert!(
            page.contains("| `--from <+91…>` | The number that calls, in international form, or `withheld`"),
            "{page}"
        );
        assert!(page.contains("```sh\ncargo xtask tick --at +2d\n"), "{page}");
        assert_eq!(page.matches("--endpoint-url <URL>").count(), 1, "it stands once, at `operate`");
    }
}
