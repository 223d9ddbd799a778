//! The command `connect-attach`.

use clap::Parser;
use connect_attach::{AmazonConnect, Ids, attach};
use std::process::ExitCode;

/// Ties the helpline's telephone number to its flow in Amazon Connect. Safe to repeat.
///
/// CloudFormation claims the number and writes the flow, but cannot tie one to the other. Run this after each
/// deployment of infra/connect.yaml that replaced the flow or the number; the stack's outputs are the three values.
///
/// Credentials come from the environment or a profile, as with every AWS tool, but not from single sign-on: give those
/// with `eval "$(aws configure export-credentials --format env)"`. The Region is that of the ARNs, or AWS_REGION.
#[derive(Parser)]
#[command(name = "connect-attach", version)]
struct Arguments {
    /// The instance, by id or ARN (output InstanceArn)
    #[arg(long, value_name = "ID")]
    instance_id: String,
    /// The number, by id or ARN (output PhoneNumberArn)
    #[arg(long, value_name = "ID")]
    phone_number_id: String,
    /// The flow, by id or ARN (output InboundFlowArn)
    #[arg(long, value_name = "ID")]
    flow_id: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Arguments { instance_id, phone_number_id, flow_id } = Arguments::parse();
    let ids = match Ids::parse(&instance_id, &phone_number_id, &flow_id) {
        Ok(ids) => ids,
        Err(wrong) => {
            eprintln!("error: {wrong}");
            return ExitCode::from(2);
        }
    };
    let telephone = AmazonConnect::new(&aws_kit::aws_config().await, &ids);
    match attach(&telephone, &ids).await {
        Ok(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("error: {failure}\n help: {}", failure.help());
            ExitCode::FAILURE
        }
    }
}
