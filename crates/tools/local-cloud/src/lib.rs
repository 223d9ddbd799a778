//! Installs, starts, deploys to, queries and stops the local cloud.
//!
//! By default the cloud is MiniStack on a free port, with its state in a folder of the project. If `AWS_ENDPOINT_URL`
//! is set, that endpoint is used and nothing is started. [`Stack`] has the operations that tests need: it reads a
//! department's inbox or a case in the ledger, or lets time pass.
//!
//! Nothing here signs a request or knows an account, because requests go to local endpoints only.

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
