//! The sweep at scale, on Amazon's DynamoDB Local: `cargo xtask bench sweep` starts it and runs this.
//!
//! For each number of open cases, with 1,000 due, it measures how much one sweep reads and how long it takes. Then it
//! measures a backlog of 100,000 cases after an outage, while new cases come due each minute: how soon the new cases
//! are handled, and how many sweeps the backlog takes.

#![expect(clippy::print_stdout, reason = "a bench prints what it measured")]

use acceptance::line::draw;
use acceptance::story::{AnyDepartment, drafted, next, order, sort};
use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::types::{AttributeValue, PutRequest, WriteRequest};
use aws_sdk_dynamodb::{Client, Config};
use futures::future::join_all;
use helpline::ports::DueCases as _;
use helpline::{SweepReport, sweep};
use jiff::{SignedDuration, Timestamp};
use ledger_dynamodb::DynamoLedger;
use ledger_items::item_of_case;
use lifecycle::{Case, Command, Ticket, Value};
use local_cloud::aws::dynamodb::create_ledger;
use local_cloud::{DYNAMODB, Endpoint, USUAL_REGION};
use std::time::{Duration, Instant};

/// The number of due cases.
const DUE: usize = 1_000;
/// The number of due cases after an outage.
const BACKLOG: usize = 100_000;
/// The number of new cases that come due each minute while the backlog drains.
const NEW_A_MINUTE: usize = 60;
/// The longest time for a sweep (`aws_kit::deadlines::SWEEP`).
const SWEEP: Duration = aws_kit::deadlines::SWEEP;
/// Items in a batch (Amazon DynamoDB API reference, BatchWriteItem: at most 25).
const BATCH: usize = 25;
/// Batches written at the same time.
const AT_ONCE: usize = 8;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let Ok(url) = std::env::var(DYNAMODB) else {
        println!("{DYNAMODB} is not set: `cargo xtask bench sweep` starts DynamoDB Local and sets it");
        return;
    };
    let most: usize = std::env::var("OPEN_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
    println!("open cases   due   items read / due   read units   of these without rounding   seconds");
    for open in [1_000, 100_000, 1_000_000].into_iter().filter(|open| *open <= most) {
        let bench = Bench::new(&url, &format!("open-{open}"));
        bench.load(open.max(DUE) - DUE, far()).await;
        bench.load(DUE, now() - SignedDuration::from_hours(1)).await;
        bench.one_sweep(open).await;
    }
    if most >= BACKLOG {
        drain(&url).await;
    }
}

fn now() -> Timestamp {
    acceptance::story::minute(1_000_000)
}

fn far() -> Timestamp {
    now() + SignedDuration::from_hours(24 * 90)
}

struct Bench {
    client: Client,
    table: String,
    ledger: DynamoLedger,
}

impl Bench {
    fn new(url: &str, name: &str) -> Self {
        let table = format!("bench-{}-{name}", std::process::id());
        create_ledger(&Endpoint::new(url, USUAL_REGION), &table).unwrap();
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new(USUAL_REGION))
            .endpoint_url(url)
            .credentials_provider(Credentials::new("test", "test", None, None, "test"))
            .http_client(aws_smithy_http_client::Builder::new().build_http())
            .build();
        let client = Client::from_conf(config);
        Self { ledger: DynamoLedger::new(client.clone(), table.clone()), client, table }
    }

    /// Writes `cases` sorted cases. The last due time in each batch is `due`; the others go back from it in seconds.
    async fn load(&self, cases: usize, due: Timestamp) {
        let began = Instant::now();
        let mut left = cases;
        while left > 0 {
            let batches = (0..AT_ONCE).filter_map(|_| {
                let batch = left.min(BATCH);
                left -= batch;
                (batch > 0).then(|| (0..batch).map(|n| case_due(due - seconds(n))).collect::<Vec<_>>())
            });
            join_all(batches.map(|batch| self.put(batch))).await;
            if (left / BATCH).is_multiple_of(2_000) {
                eprintln!("  {left} cases left to load, {} s so far", began.elapsed().as_secs());
            }
        }
    }

    async fn put(&self, cases: Vec<Case>) {
        let request = |case: &Case| {
            let item = item_of_case(case).into_iter().map(|(name, value)| (name, attribute(value))).collect();
            WriteRequest::builder().put_request(PutRequest::builder().set_item(Some(item)).build().unwrap()).build()
        };
        let mut requests: Vec<WriteRequest> = cases.iter().map(request).collect();
        while !requests.is_empty() {
            let put = self.client.batch_write_item().request_items(&self.table, requests).send().await.unwrap();
            requests = put.unprocessed_items.unwrap_or_default().remove(&self.table).unwrap_or_default();
        }
    }

    async fn sweep(&self, at: Timestamp) -> (SweepReport, Duration) {
        let began = Instant::now();
        let swept = sweep(&AnyDepartment, &self.ledger, at, &|| began.elapsed() < SWEEP).await.unwrap();
        (swept, began.elapsed())
    }

    async fn one_sweep(&self, open: usize) {
        // The cost of the same items in one read, without rounding.
        let mut bytes = 0;
        for shard in 0..Ticket::SHARDS {
            let mut after = None;
            loop {
                let page = self.ledger.due(shard, None, now(), after).await.unwrap();
                bytes += page.cases.iter().map(size).sum::<usize>();
                match page.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
        }
        let (swept, took) = self.sweep(now()).await;
        assert_eq!((swept.raised as usize, swept.cut_off), (DUE, false), "{swept:?}");
        let units = f64::from(swept.read_half_units) / 2.0;
        let least = bytes as f64 / 4096.0 / 2.0;
        println!(
            "{open:>10} {DUE:>5} {:>18.3} {units:>12.1} {least:>27.1} {:>9.1}",
            f64::from(swept.read_items) / DUE as f64,
            took.as_secs_f64()
        );
        assert!(f64::from(swept.read_items) <= 1.1 * DUE as f64, "more than 1.1 items were read for each due");
        assert!(units <= 1.1 * least, "reading cost more than 1.1 times what the due items weigh");
    }
}

fn seconds(n: usize) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(n).unwrap_or(0))
}

/// A case in a department that nobody has acknowledged, due at `due`.
fn case_due(due: Timestamp) -> Case {
    let at = due - SignedDuration::from_hours(24 * 10);
    let drafted = drafted(&draw(), at).case;
    let registered = next(&drafted, &order("citizen", Command::Register {}), at).case;
    let mut sorted = next(&registered, &order("citizen", sort("CONFORM")), at).case;
    sorted.standing.acknowledge_by = Some(due);
    sorted.standing.due_at = Some(due);
    sorted
}

fn attribute(value: Value) -> AttributeValue {
    match value {
        Value::Text(text) => AttributeValue::S(text),
        Value::Number(number) => AttributeValue::N(number.to_string()),
    }
}

/// Returns the size of an item in bytes, as DynamoDB counts it (developer guide, "DynamoDB item sizes and formats").
fn size(case: &Case) -> usize {
    let value = |value: &Value| match value {
        Value::Text(text) => text.len(),
        Value::Number(number) => number.to_string().len().div_ceil(2) + 1,
    };
    item_of_case(case).iter().map(|(name, fact)| name.len() + value(fact)).sum()
}

/// Measures the time after an outage: 100,000 cases wait while new cases come due.
async fn drain(url: &str) {
    let bench = Bench::new(url, "backlog");
    bench.load(BACKLOG, now() - SignedDuration::from_hours(2)).await;
    println!("\nbacklog of {BACKLOG}, {NEW_A_MINUTE} more due each minute");
    println!("sweep   seconds   moved   of the new ones left due   cut off");
    let mut minute = now();
    let mut drained = false;
    for number in 1..=60 {
        minute += SignedDuration::from_mins(1);
        bench.load(NEW_A_MINUTE, minute - SignedDuration::from_secs(1)).await;
        let (swept, took) = bench.sweep(minute).await;
        let mut left = 0;
        for shard in 0..Ticket::SHARDS {
            let since = Some(minute - SignedDuration::from_mins(1) - SignedDuration::from_secs(1));
            left += bench.ledger.due(shard, since, minute, None).await.unwrap().cases.len();
        }
        println!("{number:>5} {:>9.1} {:>7} {left:>26} {:>9}", took.as_secs_f64(), swept.raised, swept.cut_off);
        assert_eq!(left, 0, "a new case waits behind the backlog");
        drained = !swept.cut_off;
        if drained {
            break;
        }
    }
    assert!(drained, "the backlog is not drained in an hour");
}
