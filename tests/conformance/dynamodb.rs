//! Runs the scenarios of the ledger on the local cloud's DynamoDB and, if Java is installed, on Amazon's DynamoDB
//! Local. `cargo xtask test` starts both and names their addresses.

mod callers;
mod releases;
mod scenarios;
mod schemes;

use aws_sdk_dynamodb::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_dynamodb::{Client, Config};
use helpline::ports::{AnnouncementWriter as _, Announcements as _, CurrentAnnouncement};
use ledger_dynamodb::{DynamoLedger, RememberedAnnouncement};
use lifecycle::{Assignment, CategoryCode, DepartmentCode, LanguageCode};
use local_cloud::aws::dynamodb::create_ledger;
use local_cloud::{DYNAMODB, Endpoint, USUAL_REGION};

/// A table of this process.
pub struct Table {
    /// The endpoint of its DynamoDB.
    pub endpoint: Endpoint,
    /// Its name.
    pub name: String,
    /// The ledger in the table.
    pub ledger: DynamoLedger,
}

/// Creates a new table at each endpoint.
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
    ($of:ident: $($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            for table in tables(stringify!($scenario)) {
                eprintln!("at {}", table.endpoint.url());
                $of::$scenario(&table.ledger).await;
            }
        }
    )* };
}

scenarios::all!(on_dynamodb);
callers::all_callers!(on_dynamodb);
schemes::all_schemes!(on_dynamodb);

#[tokio::test]
async fn what_is_put_up_on_the_board_is_read_whole_and_replaced_by_what_comes_after() {
    for table in tables("board") {
        let read = async || RememberedAnnouncement::new(table.ledger.clone()).announcement().await.unwrap();
        assert_eq!(read().await, None);
        let (department, category) = (DepartmentCode::new("ENR").unwrap(), CategoryCode::new("no-supply").unwrap());
        let language = |code: &str| LanguageCode::new(code).unwrap();
        let mut announcement = CurrentAnnouncement {
            said: [(language("hi"), "बिजली बंद है।".to_owned()), (language("en"), "Power is out.".to_owned())].into(),
            to: Assignment { department, category },
            until: "2026-12-24T12:30:00Z".parse().unwrap(),
        };
        table.ledger.put_up(&announcement).await.unwrap();
        assert_eq!(read().await, Some(announcement.clone()));
        announcement.said.remove(&language("en"));
        table.ledger.put_up(&announcement).await.unwrap();
        assert_eq!(read().await, Some(announcement));
    }
}
