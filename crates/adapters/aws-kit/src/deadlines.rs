//! How long each may wait for the next, from the inside out. Each must end before the one around it gives up:
//! only then does the caller hear what became of the write.

use std::time::Duration;

/// One attempt of a call to an AWS service. DynamoDB answers in single-digit milliseconds; a connection that
/// is silent for this long is better opened anew.
pub const SDK_ATTEMPT: Duration = Duration::from_millis(1_000);

/// A call to an AWS service with its retries.
pub const SDK_OPERATION: Duration = Duration::from_millis(2_500);

/// A write with its retries of conflicts: after this its outcome is reported as unknown.
pub const WRITE: Duration = Duration::from_millis(3_500);

/// The function's time-out (`Timeout` in `infra/template.yaml`).
pub const CONVERSATION_FUNCTION: Duration = Duration::from_secs(6);

/// What the contact flow grants (`InvocationTimeLimitSeconds`), the most that Amazon Connect allows for a
/// synchronous call (administrator guide, "Invoke AWS Lambda function" block: 8 seconds).
pub const CONNECT: Duration = Duration::from_secs(8);

/// A whole step of a call, whatever it has to seal, read and write: after this its outcome is reported as unknown,
/// while there is still time to say so.
pub const STEP: Duration = Duration::from_millis(5_500);

/// A sweep: after this it begins nothing more, and the next minute's sweep goes on. Below the function's time-out
/// (`Timeout` in `infra/template.yaml`) by more than one write may take.
pub const SWEEP: Duration = Duration::from_secs(50);

/// The time-out of the function `escalation`: two sweeps a minute apart do not meet.
pub const ESCALATION_FUNCTION: Duration = Duration::from_secs(59);

const _: () = {
    assert!(SWEEP.as_millis() + WRITE.as_millis() < ESCALATION_FUNCTION.as_millis());
    assert!(SDK_ATTEMPT.as_millis() < SDK_OPERATION.as_millis());
    assert!(SDK_OPERATION.as_millis() < WRITE.as_millis());
    assert!(WRITE.as_millis() < STEP.as_millis());
    assert!(STEP.as_millis() < CONVERSATION_FUNCTION.as_millis());
    assert!(CONVERSATION_FUNCTION.as_millis() < CONNECT.as_millis());
};
