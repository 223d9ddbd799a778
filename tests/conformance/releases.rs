//! Items that the previous release wrote, and items of a newer release.

use crate::tables;
use acceptance::story::{AnyDepartment, minute, next, order};
use acceptance::world::facts;
use helpline::ports::{Advanced, CaseWriter as _, Cases as _, DueCases as _, Histories as _};
use helpline::sweep;
use ledger_items::verify;
use lifecycle::{Command, Desk, State, Ticket};
use local_cloud::aws::dynamodb;
use serde_json::{Value, json};

/// Returns a case as schema 1 wrote it, assigned to the ration department, with its four events.
fn of_schema_1(ticket: &str) -> Vec<Value> {
    let at = |minutes: i64| json!({ "N": minute(minutes).as_second().to_string() });
    let s = |text: &str| json!({ "S": text });
    let pk = s(&format!("CASE#{ticket}"));
    let common = |sk: &str| json!({ "pk": pk, "sk": s(sk), "schema": { "N": "1" }, "language": s("hi"), "district": s("unknown") });
    let mut case = common("CASE");
    for (name, value) in [
        ("state", s("triaged")),
        ("level", s("L1")),
        ("department", s("FCS")),
        ("category", s("general")),
        ("contact", s(&format!("contact-{ticket}"))),
        ("directory_version", s("2026-11-24")),
        ("sorting_minutes", json!({ "N": "5" })),
        ("triage_days", json!({ "N": "1" })),
        ("act_days", json!({ "N": "7" })),
        ("floor_days", json!({ "N": "3" })),
        ("drafted_at", at(0)),
        ("began_at", at(1)),
        ("registered_at", at(2)),
        ("due_at", at(1 + 7 * 24 * 60)),
        ("due_shard", json!({ "N": Ticket::parse(ticket).unwrap().shard().to_string() })),
        ("last_event_at", at(3)),
        ("version", json!({ "N": "4" })),
    ] {
        case[name] = value;
    }
    let mut items =
        vec![case, json!({ "pk": s(&format!("CONTACT#contact-{ticket}")), "sk": s("CONTACT"), "ticket": s(ticket) })];
    for (sequence, what) in ["drafted", "take-began", "registered", "sorted"].iter().enumerate() {
        let mut event = common(&format!("EVENT#{:06}", sequence + 1));
        event["what"] = s(what);
        event["level"] = s("L1");
        event["at"] = at(i64::try_from(sequence).unwrap());
        event["clock_from"] = at(1);
        event["due_at"] = at(if *what == "sorted" { 1 + 7 * 24 * 60 } else { 10 });
        if *what == "sorted" {
            event["department"] = s("FCS");
            event["category"] = s("general");
        }
        items.push(event);
    }
    items
}

#[tokio::test]
async fn a_case_that_the_release_before_wrote_is_read_and_lives_on() {
    for table in tables("release_before") {
        let ticket = acceptance::line::draw();
        for item in of_schema_1(ticket.as_str()) {
            dynamodb::put(&table.endpoint, &table.name, &item).unwrap();
        }
        let case = table.ledger.case(&ticket).await.unwrap().unwrap();
        assert_eq!((case.standing.state, case.standing.desk), (State::Triaged, Desk::Department));
        let due = case.standing.due_at.unwrap();
        let swept = sweep(&AnyDepartment, &table.ledger, due, &|| true).await.unwrap();
        assert_eq!(swept.raised, 1, "its clock is kept: {swept:?}");
        let raised = table.ledger.case(&ticket).await.unwrap().unwrap();
        let taken = next(&raised, &order("officer:FCS:L2:sunita", Command::Acknowledge {}), due);
        assert_eq!(table.ledger.advance(&taken).await, Advanced::Done);
        let told: Vec<_> =
            table.ledger.timeline(&ticket).await.unwrap().iter().map(|e| e.what.kind().as_str()).collect();
        assert_eq!(told, ["drafted", "take-began", "registered", "sorted", "level-raised", "acknowledged"]);

        let all = || dynamodb::scan(&table.endpoint, &table.name).unwrap();
        let report = verify(all().iter().map(facts));
        assert_eq!((report.troubles.as_slice(), report.begun_earlier, report.events), (&[][..], 1, 6));
        let gone = dynamodb::key(&format!("CASE#{ticket}"), "EVENT#000002");
        dynamodb::delete(&table.endpoint, &table.name, &gone).unwrap();
        let troubles = verify(all().iter().map(facts)).troubles;
        assert_eq!(
            troubles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            [format!("case {ticket}: event 2 is missing")]
        );
    }
}

#[tokio::test]
async fn what_a_newer_release_wrote_is_told_of_and_never_overwritten() {
    for table in tables("newer_release") {
        let ticket = acceptance::line::draw();
        let mut items = of_schema_1(ticket.as_str());
        for item in &items {
            dynamodb::put(&table.endpoint, &table.name, item).unwrap();
        }
        let case = table.ledger.case(&ticket).await.unwrap().unwrap();
        items[0]["schema"] = json!({ "N": "3" });
        dynamodb::put(&table.endpoint, &table.name, &items[0]).unwrap();

        let said = table.ledger.case(&ticket).await.unwrap_err().to_string();
        assert!(said.starts_with("an item of schema 3, where this release reads 1 and 2"), "{said}");
        let write = next(&case, &order("officer:FCS:L1:ramesh", Command::Acknowledge {}), minute(9));
        let refused = table.ledger.advance(&write).await;
        assert!(matches!(&refused, Advanced::Refused(why) if why.contains("schema 3")), "{refused:?}");
        let due = case.standing.due_at.unwrap();
        assert_eq!(table.ledger.due(ticket.shard(), None, due, None).await.unwrap().unreadable, 1);
        assert_eq!(
            sweep(&AnyDepartment, &table.ledger, due, &|| true).await.unwrap().unreadable,
            1,
            "it stays due, and is counted"
        );
        let report = verify(dynamodb::scan(&table.endpoint, &table.name).unwrap().iter().map(facts));
        assert!(report.troubles.iter().any(|trouble| trouble.to_string().contains("schema 3")), "{report:?}");
    }
}
