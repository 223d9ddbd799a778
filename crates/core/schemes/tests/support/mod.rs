//! A small scheme, and the directory against which it is read.

use directory::{Directory, Source, Sources};
use schemes::Scheme;

/// A scheme with a value for every kind of entry.
pub const WHOLE: &str = r#"code = "test-scheme"
department = "WCD"
trouble = "ladli-behna"
subject = "women"
form = "open"
starts = "2026-04-01"
ends = "2026-06-01"
name.hi = "परीक्षा"
name.en = "Test"
trouble_said.hi = "पैसा रुका हो"
trouble_said.en = "Money stopped"
sms.hi = "परीक्षा: 1500 रुपये। जानकारी: 155343"
sms.en = "Test: 1500 rupees. More: 155343"

[[chunks]]
about = "amount"
said.hi = "हर महीने पंद्रह सौ रुपये मिलते हैं।"
said.en = "You get fifteen hundred rupees a month."

[[questions]]
speaks_for = "yes"
said.hi = "क्या आप मध्य प्रदेश में रहती हैं?"
said.en = "Do you live in Madhya Pradesh?"

[[questions]]
speaks_for = "no"
said.hi = "क्या आप आयकर भरती हैं?"
said.en = "Do you pay income tax?"

[[facts]]
said.hi = "पंद्रह सौ रुपये"
said.en = "fifteen hundred rupees"
written.hi = "1500"
written.en = "1500"
source = "https://example.in/a"
date = "2025-11-10"
"#;

/// The State's directory.
pub fn directory() -> Directory {
    let departments = include_str!("../../../../../directory/departments.toml");
    let holidays = include_str!("../../../../../directory/holidays.toml");
    Directory::read(Sources {
        departments: Source { file: "departments.toml", text: departments },
        holidays: Source { file: "holidays.toml", text: holidays },
    })
    .unwrap()
}

/// Reads a scheme from `text`, or returns its error as a string.
pub fn read(text: &str) -> Result<Scheme, String> {
    Scheme::read(Source { file: "schemes/test-scheme.toml", text }, &directory()).map_err(|e| e.to_string())
}
