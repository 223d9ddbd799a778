//! `CheckMetricData` and `GetMetricData` (pages `flow-control-actions-checkmetricdata`,
//! `flow-control-actions-getmetricdata`, `check-staffing`, `check-queue-status`).

use super::{
    act::Act,
    update_contact_target_queue::{Queue, queue_or_agent},
};
use crate::{
    context::{Halt, Stage, Then},
    language::{Object, Wrong},
    model::{Action, Branch, Conditions, ErrorType, Wiring},
    outside::{MetricOf, Told},
};

#[derive(Debug)]
struct CheckMetricData {
    metric: &'static str,
    queue: Option<Queue>,
}

const METRICS: [&str; 5] = [
    "NumberOfAgentsAvailable",
    "NumberOfAgentsStaffed",
    "NumberOfAgentsOnline",
    "OldestContactInQueueAgeSeconds",
    "NumberOfContactsInQueue",
];

pub(super) fn read_check(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let metric = given.choice("MetricType", &METRICS.map(|name| (name, name)))?;
    let metric = metric.ok_or_else(|| given.missing("MetricType"))?;
    Ok(Box::new(CheckMetricData { metric, queue: queue_or_agent(given)? }))
}

impl Act for CheckMetricData {
    fn wiring(&self) -> Wiring {
        Wiring {
            conditions: Conditions::Any,
            ..Wiring::plain(&[
                Branch::Required(ErrorType::NoMatchingCondition),
                Branch::Required(ErrorType::NoMatchingError),
            ])
        }
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let queue = asked_for(self.queue.as_ref(), stage)?.ok_or_else(|| Halt::because("no target queue is set"))?;
        let value = stage.world.metric(&MetricOf { queue: &queue, metric: self.metric });
        match stage.told(value, Told::Metric) {
            Some(value) => Ok(Then::Result(Some(value.to_string()))),
            None => Err(Halt::because("there is no such number about the queue")),
        }
    }
}

/// Returns the queue that the action names, else the target queue.
fn asked_for(named: Option<&Queue>, stage: &mut Stage<'_>) -> Result<Option<String>, Halt> {
    match named {
        Some(queue) => stage.needed(&queue.name, "the queue has no name").map(Some),
        None => Ok(stage.contact.queue.clone()),
    }
}

#[derive(Debug)]
struct GetMetricData {
    queue: Option<Queue>,
}

pub(super) fn read_get(given: &mut Object<'_>) -> Result<Box<dyn Act>, Wrong> {
    let queue = queue_or_agent(given)?;
    given.choice("QueueChannel", &[("Voice", ()), ("Chat", ())])?;
    Ok(Box::new(GetMetricData { queue }))
}

impl Act for GetMetricData {
    fn wiring(&self) -> Wiring {
        Wiring::plain(&[Branch::Required(ErrorType::NoMatchingError)])
    }

    fn run(&self, _: &Action, stage: &mut Stage<'_>) -> Result<Then, Halt> {
        let queue = asked_for(self.queue.as_ref(), stage)?;
        let metrics = stage.world.metrics(queue.as_deref());
        let metrics = stage.told(metrics, Told::Metrics);
        let metrics = metrics.ok_or_else(|| Halt::because("there is no activity to report"))?;
        stage.contact.scope.results.insert("Metrics", metrics);
        Ok(Then::Next)
    }
}
