//! The caller stays unknown to the department, to readers of the logs, and to readers of the table.

use crate::world::{CALLER, SOON, call_from, stack, ticket};
use local_cloud::aws::{dynamodb, logs};

#[test]
fn nothing_that_leaves_or_is_logged_names_the_caller() {
    let stack = stack();
    let called = [call_from(&stack, CALLER, "111"), call_from(&stack, CALLER, "1")];
    let ticket = ticket(&called[0]);
    stack.wait_inbox("FCS", SOON, |m| m.ticket == ticket).unwrap();
    let pseudonym = {
        let table = stack.output("TableName").unwrap();
        let items = dynamodb::scan(&stack.endpoint, table).unwrap();
        let contacts: Vec<String> = called.iter().map(|call| format!("CONTACT#{}", call.contact_id)).collect();
        let of_contacts = items.iter().filter(|i| contacts.iter().any(|contact| i["pk"]["S"] == contact.as_str()));
        let pseudonyms: std::collections::BTreeSet<&str> =
            of_contacts.filter_map(|i| i["citizen"]["S"].as_str()).collect();
        assert_eq!(pseudonyms.len(), 1, "one number, one pseudonym, however often it calls");
        for item in &items {
            let whole = serde_json::to_string(item).unwrap();
            assert!(!whole.contains(&CALLER[1..]), "the number stands in the table: {}", item["pk"]);
        }
        (*pseudonyms.first().unwrap()).to_owned()
    };

    let mut told = serde_json::to_string(&stack.inbox("FCS").unwrap()).unwrap();
    told.push_str(&serde_json::to_string(&stack.case(&ticket).unwrap()).unwrap());
    told.push_str(&serde_json::to_string(&stack.timeline(&ticket).unwrap()).unwrap());
    let mut lines = 0;
    for function in ["conversation", "desk", "dispatch", "escalation"] {
        let group = format!("/tele-samadhan/{}/{function}", stack_name(&stack));
        let logged = logs::events(&stack.endpoint, &group).unwrap_or_default();
        lines += logged.len();
        told.push_str(&logged.join("\n"));
    }
    assert!(lines > 20, "the logs were read: {lines} lines");
    for secret in [CALLER, &CALLER[1..], &CALLER[3..], pseudonym.as_str()] {
        assert!(!told.contains(secret), "{secret} leaks");
    }
}

/// Returns the stack's name, which stands before every topic's code.
fn stack_name(stack: &local_cloud::Stack) -> String {
    let prefix = stack.output("TopicArnPrefix").unwrap();
    prefix.rsplit(':').next().unwrap().trim_end_matches('-').to_owned()
}
