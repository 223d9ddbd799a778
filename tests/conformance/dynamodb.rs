//! The same scenarios on DynamoDB: the local cloud's, and Amazon's own where there is Java. `cargo xtask test` starts
//! them and says where they are.

mod releases;
mod scenarios;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use ledger_dynamodb::DynamoLedger;
use local_cloud::aws::dynamodb::create_ledger;
use local_cloud::{DYNAMODB, Endpoint, USUAL_REGION};

/// One table of this process.
pub struct Table {
    /// Where it is.
    pub endpoint: Endpoint,
    /// What it is called there.
    pub name: String,
    /// The ledger in it.
    pub ledger: DynamoLedger,
}

/// A fresh table at each endpoint.
pub fn tables(scenario: &str) -> Vec<Table> {
    let urls = std::env::var(DYNAMODB).unwrap_or_else(|_| panic!("{DYNAMODB} is not set: `cargo xtask test` sets it"));
    let tables: Vec<Table> = urls.split(',').map(|url| table(url, scenario)).collect();
    assert!(!tables.is_empty());
    tables
}

fn table(url: &str, scenario: &str) -> Table {
    let endpoint = Endpoint::new(url, USUAL_REGION);
    let mut name = format!("conformance-{}-{scenario}", std::process::id());
    name.truncate(200);
    create_ledger(&endpoint, &name).unwrap();
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(USUAL_REGION))
        .endpoint_url(url)
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Table { endpoint, ledger: DynamoLedger::new(Client::from_conf(config), name.clone()), name }
}

macro_rules! on_dynamodb {
    ($($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            for table in tables(stringify!($scenario)) {
                eprintln!("at {}", table.endpoint.url());
                scenarios::$scenario(&table.ledger).await;
            }
        }
    )* };
}

on_dynamodb!(
    a_new_case_is_written_once_and_read_back_whole,
    a_write_at_an_older_version_gets_the_case_as_it_is_and_changes_nothing,
    a_marker_gives_the_same_answer_however_often_it_comes,
    the_same_command_twenty_times_at_once_happens_once,
    fifty_writers_on_one_case_all_get_through_without_a_gap,
    of_two_officers_at_once_one_acts_and_the_other_is_told_to_look_again,
    two_sweeps_and_an_officer_at_once_give_one_outcome,
    what_is_due_is_found_in_order_in_its_window_page_by_page,
    a_departments_open_cases_are_listed_by_level_and_due_time_and_the_ended_are_not,
    promised_calls_are_listed_by_due_time_until_they_are_kept,
    a_citizens_cases_are_found_by_pseudonym_and_by_nothing_in_the_case,
    a_case_of_two_thousand_events_stays_small_and_its_history_whole,
);
