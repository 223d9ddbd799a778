//! The local cloud: installed, started, deployed to, asked, stopped.
//!
//! By default it is MiniStack on a free port, with its state in a folder of the project; with
//! `AWS_ENDPOINT_URL` set, that endpoint stands in its place and nothing is started. [`Stack`] has the verbs
//! of a test: what does a department's inbox hold, what does the ledger say of a case, let time pass.
//!
//! Nothing here signs a request or knows an account: it speaks to local endpoints only.

pub mod aws;
mod cloud;
mod deploy;
mod dynamodb_local;
mod endpoint;
mod error;
mod fingerprint;
mod inbox;
mod localstack;
mod ministack;
mod process;
mod progress;
mod project;
mod stack;
mod tools;
mod venv;
mod workspace;

pub use cloud::{CLOUD, Cloud, ENDPOINT, USUAL_REGION};
pub use deploy::{BuildMode, Deployment, STACK_NAME};
pub use dynamodb_local::{DYNAMODB, DynamoDbLocal};
pub use endpoint::Endpoint;
pub use error::Error;
pub use inbox::Message;
pub use localstack::LocalStack;
pub use ministack::{Lifetime, Ministack};
pub use process::run;
pub use progress::Progress;
pub use project::Project;
pub use stack::{Item, STACK, Stack};
pub use tools::{Tools, c_linker, python_with_venv};
