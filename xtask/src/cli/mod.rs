//! The commands that follow `cargo xtask`, with their help.

mod call;
mod cloud;
mod commands;
mod connect;
mod development;
mod operate;
mod scheme;
mod staff;
mod test;

pub(crate) use call::{Call, Dialogue, Inbox, Note, Page, Tick};
pub(crate) use cloud::On;
pub(crate) use connect::{Attach, ConnectVerb};
pub(crate) use development::{Bench, Conformance, Demo, Generate, LedgerVerb, Prose, Verify};
pub(crate) use operate::{Operate, OperateVerb, SchemeOf, Where};
pub(crate) use scheme::SchemeVerb;
pub(crate) use staff::{Act, Cases};
pub(crate) use test::{TestOptions, TestStep};

use clap::{Parser, Subcommand};

/// Tele Samadhan on this machine: its cloud, its telephone, its tests
///
/// Begin with `cargo xtask demo`. The commands install their tools into the folder .tools of the project and nothing
/// elsewhere. docs/commands.md lists all commands with examples.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Places a call on a telephone in the terminal
    ///
    /// Without --keys you are the caller: the terminal shows each prompt, with English below the Hindi, and waits for a
    /// key. The clock of the call is counted, so a call of three minutes takes a second. The cloud must run:
    /// `cargo xtask up`.
    #[command(after_help = "Examples:
  cargo xtask call
  cargo xtask call --from +919000000001 --keys 1,1,1 --json
  cargo xtask call --keys 2,1")]
    Call(Call),
    /// Serves a telephone, the department's inbox and an agent's form as a page in the browser
    ///
    /// The page is a development tool for this machine alone. The cloud must run: `cargo xtask up`. Ctrl-C ends the page.
    #[command(after_help = "Example:
  cargo xtask page --port 8080")]
    Page(Page),
    /// Shows the notices that a department has received, or the SMS that a phone has received
    ///
    /// A department's notices lie in the queue that is subscribed to its topic, and stay there. The SMS of a phone are
    /// those that the local cloud was asked to send.
    #[command(after_help = "Examples:
  cargo xtask inbox FCS --last 5
  cargo xtask inbox +919000000001 --wait 10")]
    Inbox(Inbox),
    /// Lets time pass: runs the sweep as if it were that time
    ///
    /// Each case that is due by then moves once: drafts are registered or voided, cases are raised a level and get a clock
    /// that runs from then. Run the command again with a later time to raise a case further. The clock of this machine
    /// stays: the command says what that means for later calls.
    #[command(after_help = "Examples:
  cargo xtask tick --at +2d
  cargo xtask tick --at 2027-01-05")]
    Tick(Tick),
    /// Shows a case and its whole history
    ///
    /// This is the operator's view. No officer, agent or citizen sees all that it shows.
    #[command(after_help = "Example:
  cargo xtask case TICKET")]
    Case {
        /// The case's number, as the call printed it
        #[arg(value_name = "TICKET")]
        ticket: String,
    },
    /// Saves or plays the voice note of a case
    ///
    /// This is the operator's view on a local cloud. An officer may hear a voice only with the citizen's consent.
    #[command(after_help = "Example:
  cargo xtask note TICKET --wait 10 --play")]
    Note(Note),
    /// Shows the whole conversation as a tree, or as a picture with --svg
    ///
    /// The tree has what the caller hears and which key leads where. A mistake in the conversation (a missing translation,
    /// too long a prompt, too many choices, a silence without an end) is a build error.
    #[command(after_help = "Examples:
  cargo xtask dialogue --language en
  cargo xtask dialogue --measure")]
    Dialogue(Dialogue),
    /// Carries out a command of an officer, an agent or the coordinator on a case
    ///
    /// Ends with exit code 1 if the command is refused, and says what to do instead. Codes are read in capital or small
    /// letters; a date may be a day such as 2027-01-05.
    #[command(after_help = commands::EXAMPLE, after_long_help = commands::commands())]
    Act(Act),
    /// Lists open cases or promised calls, as a person of the staff sees them
    #[command(after_help = "Examples:
  cargo xtask cases FCS/L2
  cargo xtask cases calls --as agent:asha
  cargo xtask cases TICKET --as agent:asha")]
    Cases(Cases),
    /// Writes, approves, withdraws and lists the scheme versions that departments send
    ///
    /// One person of a department drafts a version and a second person approves it. Callers hear it within a minute of its
    /// start and no longer than a minute after its end.
    #[command(alias = "schemes")]
    Scheme {
        #[command(subcommand)]
        verb: SchemeVerb,
    },
    /// Does what an operator does every day, on the local cloud or on a stack on AWS
    ///
    /// Without --stack and --endpoint-url the command works on the local cloud. With --stack alone it works on AWS, by
    /// the AWS command line (`aws`), which takes credentials and Region from the environment.
    Operate(Operate),
    /// Checks the ledger as a whole
    Ledger {
        #[command(subcommand)]
        verb: LedgerVerb,
    },
    /// Sets up in Amazon Connect what CloudFormation cannot
    Connect {
        #[command(subcommand)]
        verb: ConnectVerb,
    },
    /// Builds the functions, starts the local cloud and deploys to it
    ///
    /// Run it again after a change: it builds and deploys only changed parts. With AWS_ENDPOINT_URL set it uses that cloud and starts
    /// none. The local cloud gets a debug build, another cloud the packages that go to production;
    /// SAM_BUILD_MODE=debug or release chooses.
    #[command(after_help = "Example:
  cargo xtask up --json")]
    Up {
        /// Prints the endpoint and the stack's outputs as JSON
        #[arg(long)]
        json: bool,
    },
    /// Stops the local cloud and removes everything in it
    #[command(after_help = "Example:
  cargo xtask down")]
    Down,
    /// Shows one call from the first ring to the second level
    ///
    /// Installs the tools, starts the local cloud, builds and deploys (minutes the first time, seconds after that), places
    /// one call, and shows the case, the department's notice, and the second level's notice after nobody has acted. The
    /// cloud keeps running; `cargo xtask down` stops it. In a terminal the command then serves the phone page, as
    /// `cargo xtask page` does.
    #[command(after_help = "Example:
  cargo xtask demo --no-page")]
    Demo(Demo),
    /// Runs every test: style, generated files, templates, unit, property, journeys on a deployed stack
    ///
    /// The tests start a local cloud of their own and always stop it; the cloud of `up` and `demo` is left alone. The
    /// journeys run on the debug build, and one of them also on the packages that go to production.
    #[command(after_help = "Example:
  cargo xtask test --only style --only unit")]
    Test(TestOptions),
    /// Runs the adapters' scenarios on a cloud of your choice
    ///
    /// `cargo xtask test` runs them on the local cloud and, on a machine with Java, the ledger's also on Amazon's DynamoDB
    /// Local. LocalStack is a second opinion to be asked before a release; it needs Python 3.13, Java 17 and npm.
    #[command(after_help = "Example:
  cargo xtask conformance --cloud localstack")]
    Conformance(Conformance),
    /// Writes the files in infra/ and docs/ that follow from directory/, from infra/flows/ and from the code
    ///
    /// Run it after a change of one of these, and commit what it wrote.
    #[command(after_help = "Example:
  cargo xtask generate --check")]
    Generate(Generate),
    /// Finds comments and documents whose sentences are hard to read
    ///
    /// Ends with exit code 1 if a line breaks a rule. It reads comments in .rs, .toml and .yaml files and whole .md pages.
    #[command(after_help = "Example:
  cargo xtask prose --list README.md")]
    Prose(Prose),
    /// Measures how fast the built functions start and answer, and their memory, beside an echo function
    ///
    /// Measures the packages that go to production, and builds them first if they are missing. The functions take turns in
    /// one run: on a noisy machine read the ratios.
    #[command(after_help = "Example:
  cargo xtask measure")]
    Measure,
    /// Runs measurements of minutes on Amazon's DynamoDB Local (needs Java and npm)
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Command, CommandFactory as _};

    fn explained(command: &Command) {
        for verb in command.get_subcommands() {
            assert!(verb.get_about().is_some(), "{}", verb.get_name());
            for option in verb.get_arguments() {
                assert!(option.get_help().is_some(), "{} {}", verb.get_name(), option.get_id());
            }
            explained(verb);
        }
    }

    #[test]
    fn every_verb_and_every_option_is_explained() {
        let command = Cli::command();
        command.clone().debug_assert();
        explained(&command);
    }

    #[test]
    fn the_options_of_the_contract_are_read() {
        let call = "xtask call --from +919000000001 --keys 1,2 --record a.wav --hang-up-after 3 --json";
        for line in [
            call,
            "xtask call",
            "xtask call --from withheld",
            "xtask demo",
            "xtask demo --page",
            "xtask page --port 8080",
            "xtask inbox FCS --wait 5 --json",
            "xtask inbox FCS --last 5 --ticket 42710839",
            "xtask tick --at 2026-12-24T06:30:00Z",
            "xtask tick --at +2d",
            "xtask tick --at 2027-01-05",
            "xtask up --json",
            "xtask test --only style --only journeys",
            "xtask case 42710839",
            "xtask note 42710839 --save a.mp3 --play --wait 10",
            "xtask act 42710839 take-action note=done --as officer:FCS:L1:ramesh --seen 5 --id c-1 --why because",
            "xtask cases FCS/L2 --as officer:FCS:L2:sunita",
            "xtask ledger verify",
            "xtask bench sweep --open 100000",
            "xtask ledger verify --file a.json b.json",
            "xtask conformance",
            "xtask conformance --cloud localstack",
            "xtask generate --check",
            "xtask generate --directory d --template-out t.yaml",
            "xtask connect attach --instance-id x --phone-number-id y --flow-id z",
            "xtask operate --stack tele-samadhan-prod list calls",
            "xtask operate list FCS --endpoint-url http://127.0.0.1:4566",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        for line in [
            "xtask tick --at tomorrow",
            "xtask generate --directory d",
            "xtask inbox",
            "xtask demo --page --no-page",
            "xtask test --only x",
        ] {
            assert!(Cli::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
