//! What can be typed after `cargo xtask`.

mod cloud;
mod commands;
mod scheme;
mod test;

pub(crate) use cloud::On;
pub(crate) use scheme::SchemeVerb;
pub(crate) use test::{TestOptions, TestStep};

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Tele Samadhan on this machine: its cloud, its telephone, its tests
///
/// Begin with `cargo xtask demo`. It installs its tools into the folder .tools, nothing elsewhere.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// One call from the first ring to the second level, told as it happens
    ///
    /// Installs the tools, starts the local cloud, builds and deploys (some minutes the first time, seconds after
    /// that), places one call, shows the case, the department's notice, and what happens when nobody acts. The
    /// cloud is left running for you to try more; `cargo xtask down` stops it. In a terminal it then serves the phone
    /// page, as `cargo xtask page` does.
    Demo(Demo),
    /// Every test: style, generated files, templates, unit, property, journeys on a deployed stack
    ///
    /// Uses a local cloud of its own and always stops it; the one of `up` and `demo` is left alone. The journeys run on
    /// the debug build; one of them on the packages that go to production too.
    Test(TestOptions),
    /// The adapters' promises, tried on a cloud of your choice
    ///
    /// `cargo xtask test` tries it on the local cloud and, where there is Java, the ledger on Amazon's DynamoDB Local.
    /// LocalStack is a second opinion, asked by hand; it needs Python 3.13, Java 17 and npm.
    Conformance(Conformance),
    /// Builds the functions, starts the local cloud, deploys
    ///
    /// Run it again after a change: only what changed is done. With AWS_ENDPOINT_URL set, that cloud is used and none is
    /// started. The local cloud gets a debug build, another cloud the packages that go to production;
    /// SAM_BUILD_MODE=debug or release chooses.
    Up {
        /// Prints the endpoint and the stack's outputs as JSON
        #[arg(long)]
        json: bool,
    },
    /// Stops the local cloud; what was in it is gone
    Down,
    /// A telephone in the terminal
    ///
    /// Without --keys you are the caller: you read what they hear, the English below the Hindi, and type a key.
    /// Time is counted, not waited for. The cloud must run: `cargo xtask up`.
    Call(Call),
    /// A telephone, the department's inbox and an agent's form as a page in the browser
    ///
    /// A development tool on this machine alone. The cloud must run: `cargo xtask up`. Ctrl-C ends it.
    Page(Page),
    /// What a department has received, or a phone was texted
    ///
    /// Reads the queue that is subscribed to the department's topic, and leaves everything in it. Of a phone it shows the
    /// texts that the local cloud was to send.
    Inbox(Inbox),
    /// Lets time pass: runs the sweep as if it were that time
    ///
    /// Whatever is due by then happens, once for each case: drafts are registered or voided, cases climb a level and get
    /// a clock that runs from then. For a case to climb further run it again, later. What is done afterwards is stamped
    /// no earlier.
    Tick {
        /// The time in RFC 3339, such as 2026-12-24T06:30:00Z
        #[arg(long, value_name = "TIME")]
        at: jiff::Timestamp,
    },
    /// A case and its whole history, as a person reads it
    ///
    /// The operator's view: it shows what no officer, agent or citizen sees all of.
    Case {
        /// Its number
        #[arg(value_name = "TICKET")]
        ticket: String,
    },
    /// Saves or plays what the citizen said
    ///
    /// The operator's view, on a local cloud: no officer may hear a voice without the citizen's leave.
    Note(Note),
    /// Does what an officer, an agent or the coordinator may do with a case
    ///
    /// Ends with exit code 1 where it is rejected, with what to do instead.
    #[command(after_long_help = commands::commands())]
    Act(Act),
    /// Lists open cases or promised calls, as somebody may see them
    Cases(Cases),
    /// What departments tell of their schemes: `scheme lint`, `draft`, `approve`, `list` and more
    ///
    /// One person writes, a second approves; within a minute of its start a text is heard, and gone of its end.
    #[command(alias = "schemes")]
    Scheme {
        #[command(subcommand)]
        verb: SchemeVerb,
    },
    /// The ledger as a whole: `ledger verify`
    Ledger {
        #[command(subcommand)]
        verb: LedgerVerb,
    },
    /// The whole conversation on one page
    ///
    /// As a tree of what is heard and which key leads where; with --svg as a picture. Mistakes in it (a missing
    /// translation, too long a prompt, too many choices, a silence without an end) are build errors.
    Dialogue(Dialogue),
    /// Writes into infra/ what follows from directory/ and infra/flows/
    ///
    /// The departments' topics into infra/template.yaml, the contact flow into infra/connect.yaml, the lifecycle's
    /// page and the conversation's pictures into docs/. Run it after a change of any and commit what it wrote.
    Generate(Generate),
    /// How fast the built functions start and answer, and what they take, beside an echo function
    ///
    /// Measures the packages that go to production, and builds them first where they are not. All in one run, taking
    /// turns: on a noisy machine read the ratios.
    Measure,
    /// Measurements that take minutes, on Amazon's DynamoDB Local (needs Java and npm)
    Bench {
        #[command(subcommand)]
        what: Bench,
    },
    /// What CloudFormation cannot do in Amazon Connect: `connect attach --help`
    ///
    /// Compiles the AWS client of Amazon Connect first, which takes minutes and gigabytes.
    Connect {
        /// `attach` and its options
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "attach …")]
        arguments: Vec<String>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Dialogue {
    /// The language, by its code
    #[arg(long, value_name = "hi|en", default_value = "hi")]
    pub(crate) language: String,
    /// Writes a picture instead of a tree
    #[arg(long, value_name = "FILE")]
    pub(crate) svg: Option<PathBuf>,
    /// Measures keys and seconds of calls through the contact flow, with the function in process, against their bars
    ///
    /// Ends with exit code 1 where one is missed.
    #[arg(long, conflicts_with_all = ["svg", "language"])]
    pub(crate) measure: bool,
    /// Prints what was measured as JSON
    #[arg(long, requires = "measure")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// Serves the phone page at the end, also where no terminal looks on
    #[arg(long)]
    pub(crate) page: bool,
    /// Does not serve the phone page
    #[arg(long, conflicts_with = "page")]
    pub(crate) no_page: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Page {
    /// The port on 127.0.0.1; a free one unless said
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    pub(crate) port: u16,
}

#[derive(Debug, Args)]
pub(crate) struct Call {
    /// The number that calls, in international form
    #[arg(long, value_name = "+91…", default_value = "+919000000001")]
    pub(crate) from: String,
    /// Keys for a scripted caller, used up at menus; after the last the caller is silent
    ///
    /// 1,1,1 reaches a ticket and a department; 1 a ticket at the triage desk; none at all a ticket too. Digits that are
    /// typed together stand together: 3,42710839#,4271 gives a ticket and its PIN.
    #[arg(long, value_name = "1,2,…")]
    pub(crate) keys: Option<String>,
    /// A WAV file that the scripted caller speaks, put into the bucket of recordings as Amazon Connect would after the
    /// call; without it a built-in sample, of which nothing is kept
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// The scripted caller hangs up after N answered steps (2: in the notice, 3: while speaking)
    #[arg(long, value_name = "N")]
    pub(crate) hang_up_after: Option<u32>,
    /// Nobody takes calls in the agents' queue
    #[arg(long)]
    pub(crate) office_closed: bool,
    /// Prints the call as JSON: contact_id, ticket, department, ended, steps; implies a scripted caller
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Note {
    /// The case's number
    #[arg(value_name = "TICKET")]
    pub(crate) ticket: String,
    /// Where the latest note is saved; note-TICKET.mp3 unless said
    #[arg(long, value_name = "FILE")]
    pub(crate) save: Option<PathBuf>,
    /// Plays it too, with ffplay, mpg123, play or afplay
    #[arg(long)]
    pub(crate) play: bool,
    /// Waits so long for a first note
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub(crate) wait: u64,
}

#[derive(Debug, Args)]
pub(crate) struct Inbox {
    /// The department's code, such as FCS, or TRIAGE; or a phone's number, such as +919000000001
    #[arg(value_name = "DEPARTMENT|NUMBER")]
    pub(crate) whose: String,
    /// Waits so long for a first notice or text
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub(crate) wait: u64,
    /// Prints them as a JSON array
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Act {
    /// The case's number
    #[arg(value_name = "TICKET")]
    pub(crate) ticket: String,
    /// The command, such as acknowledge or take-action; --help lists them all
    #[arg(value_name = "COMMAND")]
    pub(crate) command: String,
    /// What the command takes, such as `note=the pump is mended`
    #[arg(value_name = "NAME=VALUE")]
    pub(crate) given: Vec<String>,
    /// Who acts: officer:FCS:L1:ramesh, nodal:FCS:sunita, agent:asha, coordinator:kiran, apex:cs, citizen
    #[arg(long = "as", value_name = "ACTOR")]
    pub(crate) by: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub(crate) why: Option<String>,
    /// The version that the actor saw: if the case has moved since, the command is rejected; as it is now unless said
    #[arg(long, value_name = "VERSION")]
    pub(crate) seen: Option<u32>,
    /// The command's id: the same id again changes nothing and gets the same answer
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Prints the answer as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Cases {
    /// A department (FCS), a level of it (FCS/L2), TRIAGE, COORDINATOR, APEX, calls, or a ticket: what was said in it
    #[arg(value_name = "LIST")]
    pub(crate) list: String,
    /// From where the page before ended
    #[arg(long, value_name = "PLACE")]
    pub(crate) after: Option<String>,
    /// Why, for the record of the reading; a case that may be confidential needs it
    #[arg(long, value_name = "REASON")]
    pub(crate) why: Option<String>,
    /// Who looks
    #[arg(long = "as", value_name = "ACTOR", default_value = "coordinator:kiran")]
    pub(crate) by: String,
    /// Prints the list as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerVerb {
    /// Refolds every case from its events; exit code 1 names what does not fit
    ///
    /// A changed, missing or doubled event is found, and a case that is not the fold of its events. Reads the local
    /// cloud's table, or the files of an export.
    Verify(Verify),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Bench {
    /// What a sweep reads and how long it takes, with 1,000 cases due among many open ones; and a backlog of 100,000
    Sweep {
        /// Most open cases
        #[arg(long, value_name = "CASES", default_value_t = 1_000_000)]
        open: u32,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// Unpacked data files of an export of the table to S3 (DynamoDB JSON), instead of the local cloud's table
    #[arg(long = "file", value_name = "FILE", num_args = 1..)]
    pub(crate) files: Vec<std::path::PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Conformance {
    /// `ministack`, `dynamodb-local` (the ledger alone), `localstack`, or the address of one that runs on this machine
    #[arg(long, value_name = "CLOUD", default_value = "ministack")]
    pub(crate) cloud: On,
}

#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// Writes nothing; fails if a file is stale
    #[arg(long)]
    pub(crate) check: bool,
    /// Makes a template for another directory: the folder with its departments.toml
    #[arg(long, value_name = "FOLDER", requires = "template_out", conflicts_with = "check")]
    pub(crate) directory: Option<PathBuf>,
    /// Where that template is written
    #[arg(long, value_name = "FILE", requires = "directory")]
    pub(crate) template_out: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn every_verb_and_every_option_is_explained() {
        let command = Cli::command();
        command.clone().debug_assert();
        for verb in command.get_subcommands() {
            assert!(verb.get_about().is_some(), "{}", verb.get_name());
            for option in verb.get_arguments() {
                assert!(option.get_help().is_some(), "{} {}", verb.get_name(), option.get_id());
            }
        }
    }

    #[test]
    fn the_options_of_the_contract_are_read() {
        let call = "xtask call --from +919000000001 --keys 1,2 --record a.wav --hang-up-after 3 --json";
        for line in [
            call,
            "xtask call",
            "xtask demo",
            "xtask demo --page",
            "xtask page --port 8080",
            "xtask inbox FCS --wait 5 --json",
            "xtask tick --at 2026-12-24T06:30:00Z",
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
            "xtask connect attach --instance-id x",
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
