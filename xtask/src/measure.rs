//! `cargo xtask measure`: how fast the functions start and answer, beside an echo function on the same runtime.
//!
//! All in one run, the functions taking turns, so that the ratios hold on a noisy machine. The Lambda service is
//! a stand-in on this machine: the measured time is the functions' own.

use crate::out::{say, tell};
use crate::setup;
use anyhow::{Context as _, Result, bail};
use local_cloud::{BuildMode, Deployment, Progress, Project, Tools};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Starts of each function; the median is told.
const STARTS: usize = 31;

/// Warm answers of each function after its first; the median is told.
const ANSWERS: usize = 400;

/// The figures of one function.
struct Measured {
    name: String,
    start: Vec<Duration>,
    warm: Vec<Duration>,
    peak_kb: u64,
    binary_bytes: u64,
}

/// The settings of all functions, each with a value that it takes: without one of them a function ends before it asks for an
/// event.
const SETTINGS: [(&str, &str); 30] = [
    ("TABLE", "none"),
    ("PIN_KEY", "none"),
    ("STATE_KEY", "none"),
    ("QUEUE_AGE", "unsaid"),
    ("DRAFT_LANGUAGES", "silent"),
    ("PSEUDONYM_KEY", "none"),
    ("NUMBER_KEY", "none"),
    ("DISCLOSURE_KEY", "none"),
    ("TOPIC_ARN_PREFIX", "none"),
    ("PARKED_QUEUE", "none"),
    ("TIME", "present"),
    ("RECORDINGS", "none"),
    ("RECORDINGS_BUCKET", "none"),
    ("NOTES_BUCKET", "none"),
    ("VOICE_KEY", "none"),
    ("SEAL_KEY", "none"),
    ("SCHEMES", "approved"),
    ("SMS_QUEUE", "none"),
    ("SMS_REGION", "none"),
    ("SMS_ENTITY", "none"),
    ("SMS_SENDER", "none"),
    ("SMS_TEMPLATES", "none"),
    ("CONNECT_INSTANCE", "none"),
    ("CONTACTS", "none"),
    ("QUEUE", "none"),
    ("NOTICE_SLOTS", "hourly"),
    ("LOOKS_AN_HOUR", "100"),
    ("HISTORIES_AN_HOUR", "20"),
    ("JOB_PREFIX", "none"),
    ("TRANSCRIBER", "none"),
];

/// A batch without records: a function's own path, without a service behind it.
const NO_RECORDS: &str = r#"{"Records":[]}"#;

/// An event that this function answers without a network.
fn event(function: &str) -> &'static str {
    match function {
        "conversation" => include_str!("../../events/conversation/english-is-chosen.json"),
        "dispatch" | "voice-notes" | "transcripts" | "sms" => NO_RECORDS,
        _ => "{}",
    }
}

/// A function to measure.
struct Subject {
    name: String,
    binary: PathBuf,
    /// An event that it answers without a network.
    event: &'static str,
}

/// Builds the packages where they are not built, and the echo function, and measures.
pub(crate) fn command(project: &Project) -> Result<()> {
    setup::machine()?;
    let progress = Progress::begin();
    let tools = Tools::install(project, &progress)?;
    let packages = Deployment::new(project, &tools).in_mode(BuildMode::Release);
    packages.build(&progress)?;
    let mut build = setup::cargo();
    build.args(["build", "--release", "--package", "echo-function"]).current_dir(project.root());
    anyhow::ensure!(build.status()?.success(), "the echo function could not be built");
    let echo = Subject { name: "echo".to_owned(), binary: project.path("target/release/echo-function"), event: "{}" };
    let functions = packages.packages()?.into_iter().map(|(name, binary)| {
        let event = event(&name);
        Subject { name, binary, event }
    });
    let subjects: Vec<Subject> = std::iter::once(echo).chain(functions).collect();
    measure(&subjects)
}

/// Measures the echo function, which is the first, and the others beside it.
fn measure(subjects: &[Subject]) -> Result<()> {
    let mut measured = Vec::new();
    for subject in subjects {
        let binary_bytes = fs::metadata(&subject.binary).with_context(|| subject.binary.display().to_string())?.len();
        let name = subject.name.clone();
        measured.push(Measured { name, start: Vec::new(), warm: Vec::new(), peak_kb: 0, binary_bytes });
    }
    for turn in 0..STARTS {
        tell!("turn {} of {STARTS}", turn + 1);
        for (subject, measured) in subjects.iter().zip(&mut measured) {
            let answers = if turn == 0 { ANSWERS } else { 0 };
            let run = run(subject, answers)?;
            measured.start.push(run.start);
            measured.warm.extend(run.warm);
            measured.peak_kb = measured.peak_kb.max(run.peak_kb);
        }
    }
    let echo_start = measured.first().map(|m| median(&m.start)).unwrap_or_default();
    let echo_warm = measured.first().map(|m| median(&m.warm)).unwrap_or_default();
    say!("function      start ms  /echo   warm ms  /echo   peak MB   binary MB");
    for m in &measured {
        say!(
            "{:<12} {:>9.2} {:>6.2} {:>9.3} {:>6.2} {:>9.1} {:>11.2}",
            m.name,
            ms(median(&m.start)),
            ratio(median(&m.start), echo_start),
            ms(median(&m.warm)),
            ratio(median(&m.warm), echo_warm),
            megabytes(m.peak_kb * 1_024),
            megabytes(m.binary_bytes)
        );
    }
    Ok(())
}

struct Run {
    start: Duration,
    warm: Vec<Duration>,
    peak_kb: u64,
}

/// Kills the function when it is done with.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// One start: from the spawn to the first `GET …/next`; then some answers.
fn run(subject: &Subject, answers: usize) -> Result<Run> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let began = Instant::now();
    let child = Command::new(&subject.binary)
        .env_clear()
        .env("AWS_LAMBDA_RUNTIME_API", listener.local_addr()?.to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", &subject.name)
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "256")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "1")
        .env("AWS_REGION", "ap-south-1")
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test")
        .envs(SETTINGS)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| subject.binary.display().to_string())?;
    let running = Running(child);
    let (stream, _) = listener.accept()?;
    let mut service = Service::new(stream)?;
    service.expect("GET")?;
    let start = began.elapsed();
    let mut warm = Vec::new();
    for number in 0..=answers {
        let asked = Instant::now();
        service.event(subject.event)?;
        service.expect("POST")?;
        service.accepted()?;
        service.expect("GET")?;
        if number > 0 {
            warm.push(asked.elapsed());
        }
    }
    let status = fs::read_to_string(format!("/proc/{}/status", running.0.id()))?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak_kb = peak.and_then(|kb| kb.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
    Ok(Run { start, warm, peak_kb })
}

/// The stand-in of the Lambda runtime API, for one connection.
struct Service {
    reader: BufReader<TcpStream>,
}

impl Service {
    fn new(stream: TcpStream) -> Result<Self> {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        Ok(Self { reader: BufReader::new(stream) })
    }

    /// Reads one request and its body.
    fn expect(&mut self, method: &str) -> Result<()> {
        let mut line = String::new();
        self.reader.read_line(&mut line)?;
        if !line.starts_with(method) {
            bail!("the function sent `{}`, not {method}", line.trim());
        }
        let mut length = 0_usize;
        loop {
            line.clear();
            self.reader.read_line(&mut line)?;
            let header = line.trim().to_ascii_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(value) = header.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
        }
        std::io::copy(&mut self.reader.by_ref().take(length as u64), &mut std::io::sink())?;
        Ok(())
    }

    fn event(&mut self, event: &str) -> Result<()> {
        let head = format!(
            "HTTP/1.1 200 OK\r\nLambda-Runtime-Aws-Request-Id: 1\r\nLambda-Runtime-Deadline-Ms: 32503680000000\r\n\
             Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:ap-south-1:0:function:f\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{event}",
            event.len()
        );
        Ok(self.reader.get_mut().write_all(head.as_bytes())?)
    }

    fn accepted(&mut self) -> Result<()> {
        Ok(self.reader.get_mut().write_all(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")?)
    }
}

fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "two digits are told")]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1_048_576.0
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn ratio(time: Duration, of: Duration) -> f64 {
    time.as_secs_f64() / of.as_secs_f64().max(f64::MIN_POSITIVE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_function_is_given_what_it_asks_for() {
        for function in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../functions")).unwrap() {
            let function = function.unwrap();
            if !function.path().is_dir() {
                continue;
            }
            let main = fs::read_to_string(function.path().join("src/main.rs")).unwrap();
            // A setting is the one kind of text in capitals.
            let in_capitals = |text: &&str| text.len() > 2 && text.bytes().all(|b| b.is_ascii_uppercase() || b == b'_');
            for asked in main.split('"').filter(in_capitals) {
                assert!(SETTINGS.iter().any(|(name, _)| *name == asked), "{asked}");
            }
        }
    }
}
