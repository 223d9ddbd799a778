//! Records of reading.

use crate::{Kept, Memory};
use helpline::ports::{Access, AccessRecords, Actions, Counted, Unavailable};

impl Kept {
    fn record_access(&mut self, access: &Access) -> Counted {
        let hour = access.at.as_second().div_euclid(60 * 60);
        let reads = self.reads.entry((access.person(), access.request, hour)).or_default();
        let refused = access.most.is_some_and(|most| *reads >= most);
        if !refused {
            *reads += 1;
        }
        self.accesses.push((access.clone(), refused));
        if refused { Counted::TooMany } else { Counted::Yes }
    }
}

impl AccessRecords for Memory {
    const ACTIONS: Actions = &[];

    async fn record_access(&self, access: &Access) -> Result<Counted, Unavailable> {
        self.port("record_access", |kept| Ok(kept.record_access(access))).await
    }
}
