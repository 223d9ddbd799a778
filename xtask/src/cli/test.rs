//! What `cargo xtask test` takes.

use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(crate) struct TestOptions {
    /// Only this step, and what it stands on; may be given several times
    #[arg(long, value_name = "STEP")]
    pub(crate) only: Vec<TestStep>,
}

/// A step of `cargo xtask test`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestStep {
    /// Formatting, and sentences that are hard to read
    Style,
    /// Files that follow from directory/ and infra/flows/
    Generated,
    /// Licences, sources and forbidden crates, by cargo-deny
    Licences,
    /// Lints
    Clippy,
    /// Documentation, its links too
    Docs,
    /// The workspaces of their own: connect-attach and the fuzz target
    Apart,
    /// The CloudFormation templates
    Templates,
    /// Unit, property, faults, contract, architecture
    Unit,
    /// The tables of what could give a caller away: oracles, attributes of contacts, calls a minute apart, forbidden
    /// actions. The step `unit` runs the same tests without printing
    Exposure,
    /// Keys and seconds that calls cost their callers, against their bars
    Bars,
    /// The adapters' scenarios on the local cloud and DynamoDB Local
    Conformance,
    /// Journeys on a deployed debug build
    Journeys,
    /// One journey on the packages that go to production
    Packages,
}
