//! What every queue keeps: a key comes out as it went in.

use acceptance::line::draw;
use helpline::ports::ParkNotices as ParkedKeys;
use helpline::{EventKey, Owed};
use lifecycle::ContactId;

/// Hands all scenarios to a macro that makes tests of them.
macro_rules! all_queues {
    ($tests:ident) => {
        $tests!(queues:
            a_parked_key_comes_out_as_it_went_in,
        );
    };
}
pub(crate) use all_queues;

/// A queue of a scenario.
pub trait Queues {
    /// Keeps keys.
    fn parked(&self) -> &impl ParkedKeys;
    /// The keys that came out since it was last asked, in any order.
    async fn came_out(&self, at_least: usize) -> Vec<String>;
}

/// A key of each kind.
pub fn keys() -> [Owed; 2] {
    let ticket = draw();
    let contact = ContactId::new(format!("call-{ticket}")).unwrap();
    [Owed::Event(EventKey { ticket, sequence: 3 }), Owed::Scheme { contact, code: "ladli-behna".to_owned() }]
}

pub async fn a_parked_key_comes_out_as_it_went_in(on: &impl Queues) {
    let keys = keys();
    for key in &keys {
        on.parked().park(key).await.unwrap();
    }
    let mut came_out: Vec<Option<Owed>> = on.came_out(2).await.iter().map(|key| Owed::parse(key)).collect();
    came_out.sort_by_key(|key| matches!(key, Some(Owed::Scheme { .. })));
    assert_eq!(came_out, keys.map(Some));
}
