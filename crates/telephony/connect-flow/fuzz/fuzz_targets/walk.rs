//! Takes any bytes: the first eight are a seed, the rest is a flow. One random call goes through the flow.
//!
//! Run it as `cargo +nightly fuzz run walk -- -max_len=20000`, with some flows in `corpus/walk`.

#![no_main]

use connect_flow::{Document, Flow, Simulation};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((seed, text)) = data.split_first_chunk::<8>() else { return };
    let text = String::from_utf8_lossy(text);
    if let Ok(flow) = Flow::read(&text) {
        let written = flow.document().write();
        assert_eq!(Document::read(&written).as_ref(), Ok(flow.document()));
        Simulation::new(&flow).walk(u64::from_le_bytes(*seed));
    }
});
