//! The deadlines, from the innermost to the outermost. Each must end before the one around it: only then does the
//! caller hear the outcome of a write.

use std::time::Duration;

/// One attempt of a call to an AWS service. DynamoDB answers in single-digit milliseconds; after a second of silence a
/// new connection is the better choice.
pub const SDK_ATTEMPT: Duration = Duration::from_millis(1_000);

/// A call to an AWS service, including its retries.
pub const SDK_OPERATION: Duration = Duration::from_millis(2_500);

/// One attempt of a call to an AWS service for which no caller waits. A first request may wait for a connection and for
/// a data key of KMS.
pub const PATIENT_ATTEMPT: Duration = Duration::from_secs(5);

/// A call to an AWS service for which no caller waits, including its retries.
pub const PATIENT_OPERATION: Duration = Duration::from_secs(10);

/// A batch of notices. After this time `dispatch` begins no further record of it, and the rest comes again.
pub const DISPATCH: Duration = Duration::from_secs(30);

/// The time-out of the function `dispatch` (`Timeout` in `infra/template.yaml`). Between the two lies one record whose
/// every service is slow: a read, a publication and the parking.
pub const DISPATCH_FUNCTION: Duration = Duration::from_secs(60);

/// A write, including its retries after conflicts. After this time its outcome is reported as unknown.
pub const WRITE: Duration = Duration::from_millis(3_500);

/// The time-out of the function `conversation` (`Timeout` in `infra/template.yaml`).
pub const CONVERSATION_FUNCTION: Duration = Duration::from_secs(6);

/// The limit of the contact flow (`InvocationTimeLimitSeconds`), the longest that Amazon Connect allows for a
/// synchronous call (administrator guide, "Invoke AWS Lambda function" block: 8 seconds).
pub const CONNECT: Duration = Duration::from_secs(8);

/// A whole step of a call with all that it seals, reads and writes. After this time its outcome is reported as unknown,
/// while there is still time for the report.
pub const STEP: Duration = Duration::from_millis(5_500);

/// A sweep. After this time it begins nothing new, and the next minute's sweep continues. The rest of the function's
/// time-out (`Timeout` in `infra/template.yaml`) is longer than one write may take.
pub const SWEEP: Duration = Duration::from_secs(50);

/// The time-out of the function `escalation`, so that two sweeps, which begin a minute apart, never run at once.
pub const ESCALATION_FUNCTION: Duration = Duration::from_secs(59);

const _: () = {
    assert!(SWEEP.as_millis() + WRITE.as_millis() < ESCALATION_FUNCTION.as_millis());
    assert!(PATIENT_ATTEMPT.as_millis() < PATIENT_OPERATION.as_millis());
    assert!(DISPATCH.as_millis() + 3 * PATIENT_OPERATION.as_millis() <= DISPATCH_FUNCTION.as_millis());
    assert!(SDK_ATTEMPT.as_millis() < SDK_OPERATION.as_millis());
    assert!(SDK_OPERATION.as_millis() < WRITE.as_millis());
    assert!(WRITE.as_millis() < STEP.as_millis());
    assert!(STEP.as_millis() < CONVERSATION_FUNCTION.as_millis());
    assert!(CONVERSATION_FUNCTION.as_millis() < CONNECT.as_millis());
};
