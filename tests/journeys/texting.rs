//! A citizen who allowed SMS receives them.

use crate::world::{SOON, call_from, does, fresh_number, stack, ticket, timeline};
use serde_json::json;

#[test]
fn a_citizen_who_allowed_it_is_texted_neutrally_and_once_and_who_did_not_is_not() {
    let stack = stack();
    let (allowed, silent) = (fresh_number(), fresh_number());
    let theirs = ticket(&call_from(&stack, &allowed, "1111"));
    let others = ticket(&call_from(&stack, &silent, "111"));
    for case in [&others, &theirs] {
        does(&stack, case, "officer:FCS:L1:ramesh", "acknowledge", json!({}));
        does(&stack, case, "officer:FCS:L1:ramesh", "take-action", json!({ "note": "the shop gave the ration" }));
    }
    let texts = stack.wait("a text that action was taken", SOON, || {
        let texts = stack.texts(&allowed)?;
        Ok(if texts.iter().any(|text| text.contains("कार्रवाई")) {
            Ok(texts)
        } else {
            Err(format!("{texts:?}"))
        })
    });
    let texts = texts.unwrap();
    let number = format!("{} {}", &theirs[..4], &theirs[4..]);
    assert!(texts.iter().all(|text| text.contains("155343")), "{texts:?}");
    // Only the first SMS has the ticket: a later one would tell an officer with the phone which case it made.
    assert_eq!(texts.iter().filter(|text| text.contains(&number)).count(), 1, "{texts:?}");
    assert!(texts.iter().all(|text| !text.contains("राशन") && !text.contains("खाद्य")), "{texts:?}");
    let mut once = texts.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), texts.len(), "{texts:?}");
    assert!(timeline(&stack, &others).iter().any(|what| what == "action-taken"));
    assert_eq!(stack.texts(&silent).unwrap(), [""; 0]);
}
