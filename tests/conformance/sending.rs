//! The promise of every SMS sender: each accepted SMS has a different id.

use directory::Sms;
use helpline::CallerNumber;
use helpline::ports::{SendResult, SmsSender};

/// Passes all scenarios to a macro that makes them tests.
macro_rules! all_sending {
    ($tests:ident) => {
        $tests!(sending:
            each_text_that_is_handed_over_has_an_id_of_its_own,
        );
    };
}
pub(crate) use all_sending;

/// The SMS sender of a scenario.
pub trait Sending {
    /// The port that sends.
    fn sender(&self) -> &impl SmsSender;
}

pub async fn each_text_that_is_handed_over_has_an_id_of_its_own(on: &impl Sending) {
    let sms = Sms {
        template: "ticket-hi".into(), registered: None, text: "आपकी शिकायत दर्ज हुई।".into()
    };
    let to = CallerNumber::new("+919000000077").unwrap();
    let mut ids = Vec::new();
    for _ in 0..2 {
        match on.sender().send_sms(&to, &sms).await {
            SendResult::Over(id) => ids.push(id),
            other => panic!("{other:?}"),
        }
    }
    assert!(ids.iter().all(|id| !id.is_empty()) && ids[0] != ids[1], "{ids:?}");
}
