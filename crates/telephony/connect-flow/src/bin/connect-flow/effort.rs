//! `connect-flow effort`.

use std::process::ExitCode;

use connect_flow::{Pace, Simulation};
use serde_json::json;

use crate::{Effort, files};

pub(crate) fn run(options: &Effort) -> Result<ExitCode, String> {
    let flow = files::flow(&options.file)?;
    let pace = Pace { words_per_minute: options.words_per_minute, ..Pace::default() };
    let efforts = Simulation::new(&flow).at_pace(pace).effort(options.calls, options.seed);
    if options.json {
        let report = json!({ "calls": options.calls, "words_per_minute": options.words_per_minute, "ends": efforts });
        out!("{report}");
        return Ok(ExitCode::SUCCESS);
    }
    out!("{} callers, at {} words a minute", options.calls, options.words_per_minute);
    out!("{:>7}  {:>10}  {:>13}  {:>14}  end", "calls", "least keys", "least seconds", "median seconds");
    for effort in efforts {
        let keys: Vec<&str> = effort.keys.iter().map(connect_flow::Keys::as_str).collect();
        let how = if keys.is_empty() { String::new() } else { format!(" (keys {})", keys.join(" ")) };
        let after = match effort.said_last.as_str() {
            said if said == effort.action || said.is_empty() => String::new(),
            said => format!(" after `{said}`"),
        };
        out!(
            "{:>7}  {:>10}  {:>13}  {:>14}  {} at `{}`{after}{how}",
            effort.calls,
            effort.least_keys,
            seconds(effort.least_ms),
            seconds(effort.median_ms),
            effort.end,
            effort.action,
        );
    }
    Ok(ExitCode::SUCCESS)
}

fn seconds(ms: u64) -> String {
    format!("{}.{}", ms / 1_000, ms % 1_000 / 100)
}
