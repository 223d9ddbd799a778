//! The options of `connect attach`. They are those of `crates/tools/connect-attach`, so that its help needs no compiling.

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum ConnectVerb {
    /// Connects the helpline's telephone number to its contact flow
    ///
    /// CloudFormation claims the number and writes the flow, but cannot connect them. Run this after each deployment of
    /// infra/connect.yaml that replaced the flow or the number; it is safe to repeat. The stack's outputs are the three
    /// values.
    ///
    /// Credentials come from the environment or a profile, but not from single sign-on: export those with
    /// `eval "$(aws configure export-credentials --format env)"`. The Region is that of the ARNs, or AWS_REGION. The first
    /// run compiles the AWS client of Amazon Connect, which takes minutes and gigabytes.
    #[command(after_help = "Example:
  cargo xtask connect attach --instance-id INSTANCE --phone-number-id NUMBER --flow-id FLOW")]
    Attach(Attach),
}

#[derive(Debug, Args)]
pub(crate) struct Attach {
    /// The instance, by id or ARN (output InstanceArn)
    #[arg(long, value_name = "ID")]
    pub(crate) instance_id: String,
    /// The number, by id or ARN (output PhoneNumberArn)
    #[arg(long, value_name = "ID")]
    pub(crate) phone_number_id: String,
    /// The flow, by id or ARN (output InboundFlowArn)
    #[arg(long, value_name = "ID")]
    pub(crate) flow_id: String,
}
