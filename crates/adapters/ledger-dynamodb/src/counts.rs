//! Counters of the use of schemes, by week and scheme.

use crate::attributes::{Attributes, key, n, text};
use crate::{DynamoLedger, unavailable};
use dialogue::SchemeMetric;
use helpline::ports::{Actions, Counts, SchemeMetrics, Unavailable};
use ledger_items::keys;

const ASKED: &str = "asked";
const HEARD_OUT: &str = "heard_out";
const COMPLAINED: &str = "complained";
const QUESTIONED: &str = "questioned";

impl SchemeMetrics for DynamoLedger {
    const ACTIONS: Actions = &["dynamodb:UpdateItem"];

    async fn count(&self, week: &str, metric: &SchemeMetric) -> Result<(), Unavailable> {
        let (of, what) = match metric {
            SchemeMetric::Asked(code) => (code.as_str(), ASKED),
            SchemeMetric::HeardOut(code) => (code.as_str(), HEARD_OUT),
            SchemeMetric::Complained(code) => (code.as_str(), COMPLAINED),
            SchemeMetric::Questioned(about) => (about.as_str(), QUESTIONED),
        };
        let update = self
            .client
            .update_item()
            .table_name(&self.table)
            .set_key(Some(key(keys::heard(week, of))))
            .update_expression("ADD #what :one")
            .expression_attribute_names("#what", what)
            .expression_attribute_values(":one", n(1));
        update.send().await.map(drop).map_err(|e| unavailable(&e))
    }
}

pub(crate) fn counts_of(item: &Attributes) -> Counts {
    let count = |name: &str| item.get(name).and_then(|count| count.as_n().ok()?.parse().ok()).unwrap_or_default();
    Counts {
        of: text(item, "sk").unwrap_or_default().to_owned(),
        asked: count(ASKED),
        heard_out: count(HEARD_OUT),
        complained: count(COMPLAINED),
        questioned: count(QUESTIONED),
    }
}
