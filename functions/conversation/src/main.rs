//! Wires the function `conversation`.

// A step is one future of many small futures, one inside the other.
#![recursion_limit = "256"]

use aws_kit::deadlines::STEP;
use aws_kit::{Failed, aws_config, clock, random, serve, setting, setting_of, start_log};
use citizens_kms::{KmsCitizens, KmsDisclosures, KmsPins, KmsStates};
use connect_wire::QueueAge;
use conversation::{NoPaymentSystem, Stores, Telephone, TokioTimer, handle};
use helpline::LOOK_UP;
use helpline::ports::Timer as _;
use helpline::schemes::{SmsPolicy, first_drafts};
use lambda_runtime::Error;
use ledger_dynamodb::{DynamoLedger, RememberedAnnouncement, RememberedSchemes, Telling};
use lifecycle::Tickets;
use serde_json::value::RawValue;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let ledger = DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?);
    let kms = aws_sdk_kms::Client::new(&aws);
    // Only a deployment for trials speaks schemes that no department has approved.
    let drafts = if setting_of("SCHEMES", [("drafts", true), ("approved", false)])? {
        Some(first_drafts(state_directory::schemes()?))
    } else {
        None
    };
    let texted = setting_of(
        "SMS_REGION",
        [
            ("none", SmsPolicy::None),
            ("local", SmsPolicy::All),
            ("ap-south-1", SmsPolicy::Registered),
            ("ap-south-2", SmsPolicy::Registered),
        ],
    )?;
    let stores = Stores {
        announcements: RememberedAnnouncement::new(ledger.clone()),
        schemes: RememberedSchemes::new(ledger.clone(), Telling { drafts, texted, patience: LOOK_UP }, TokioTimer),
        ledger,
        payments: NoPaymentSystem,
        numbers: KmsCitizens::new(kms.clone(), setting("PSEUDONYM_KEY")?, setting("NUMBER_KEY")?),
        marker: KmsPins::new(kms.clone(), setting("PIN_KEY")?),
        disclosures: KmsDisclosures::new(kms.clone(), setting("DISCLOSURE_KEY")?),
        states: KmsStates::new(kms, setting("STATE_KEY")?),
        timer: TokioTimer,
    };
    let telephone = Telephone::with(setting_of("QUEUE_AGE", QueueAge::WORDS)?);
    let mut playbook = state_directory::read()?;
    if setting_of("DRAFT_LANGUAGES", [("spoken", true), ("silent", false)])? {
        playbook = playbook.with_drafts();
    }
    if setting_of("RECORDINGS", [("awaited", true), ("none", false)])? {
        playbook.directory = playbook.directory.with_recordings();
    }
    // A local cloud cannot wait for a day.
    if setting_of("TIME", [("present", false), ("any", true)])? {
        playbook.directory = playbook.directory.with_news_at_once();
    }
    let playbook = &playbook;
    let tickets = Tickets::new(playbook.directory.ticket_digits)?;
    let draw = || tickets.draw(random());
    serve(async |event| {
        let step = handle(playbook, &telephone, &stores, event, draw, clock::now());
        let Some(answer) = TokioTimer.within(STEP, step).await else {
            return Err(Failed::new("StepTooLong", &"the step took too long; send the same step again"));
        };
        RawValue::from_string(answer?).map_err(|why| Failed::new("StepNotAnswered", &why))
    })
    .await
}
