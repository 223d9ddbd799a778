//! Wires the function `desk`.

use aws_kit::{BadSetting, Failed, aws_config, clock, random, serve, setting, setting_of, setting_or, start_log};
use citizens_kms::{KmsCitizens, KmsDisclosures};
use desk::{Stores, handle};
use helpline::{NoticeSlots, ReadLimits};
use lambda_runtime::Error;
use ledger_dynamodb::DynamoLedger;
use lifecycle::Tickets;
use recordings_s3::{S3Recordings, S3Transcripts};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    start_log();
    let aws = aws_config().await;
    let kms = aws_sdk_kms::Client::new(&aws);
    let files = S3Recordings::new(&aws, setting("NOTES_BUCKET")?, setting("VOICE_KEY")?);
    let stores = Stores {
        ledger: DynamoLedger::new(aws_sdk_dynamodb::Client::new(&aws), setting("TABLE")?),
        evidence: S3Transcripts::new(files, setting("SEAL_KEY")?),
        disclosures: KmsDisclosures::new(kms.clone(), setting("DISCLOSURE_KEY")?),
        numbers: KmsCitizens::new(kms, setting("PSEUDONYM_KEY")?, setting("NUMBER_KEY")?),
    };
    let slots = setting_of("NOTICE_SLOTS", [("hourly", NoticeSlots::Hourly), ("none", NoticeSlots::None)])?;
    let limits = ReadLimits { looks: most("LOOKS_AN_HOUR")?, histories: most("HISTORIES_AN_HOUR")?, slots };
    let mut directory = state_directory::read()?.directory;
    // A local cloud cannot wait for a day.
    if setting_of("TIME", [("present", false), ("any", true)])? {
        directory = directory.with_news_at_once();
    }
    let directory = &directory;
    let tickets = Tickets::new(directory.ticket_digits)?;
    let draw = || tickets.draw(random());
    serve(async |event| {
        let answer = handle(directory, &stores, limits, event, draw, clock::now()).await;
        answer.map_err(|why| Failed::new("StaffNotAnswered", &why))
    })
    .await
}

/// Reads the most readings that one person may make in an hour.
fn most(name: &'static str) -> Result<u32, BadSetting> {
    setting_or(name, [], "a whole number from 1", |given| given.parse().ok().filter(|most| *most > 0))
}
