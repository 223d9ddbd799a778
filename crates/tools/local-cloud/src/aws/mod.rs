//! The few requests to AWS services that tests and commands make, one file for each service.

pub mod cloudformation;
pub mod dynamodb;
pub mod events;
pub mod lambda;
pub mod logs;
pub mod s3;
pub mod sns;
pub mod sqs;
