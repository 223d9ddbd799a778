//! Carries out commands of the staff, and lists their cases. Idempotency key: ticket and command id; for a case that is
//! opened for a caller on the line, the call.
//!
//! The handler translates: a request in JSON to an order, what became of it to an answer. What may be done is decided
//! in `lifecycle`. Whoever invokes this function says who acts: it stands behind those who have checked that (today an
//! operator with leave to invoke it, later the desk's API with its own log-in), and says so in no log.

mod announce;
mod look;
mod request;
mod said;
mod schemes;
mod stores;

pub use look::{Look, Note};
pub use request::{BadRequest, Listing, Request, read};
pub use schemes::{AnswerLine, HeardLine, OfSchemes, SchemeLine};
pub use stores::Stores;

use directory::Directory;
use helpline::ports::{
    AnnouncementWriter, Board, CaseLists, CaseWriter, CommandCases, DisclosureOpener, DisclosureSealer, Evidence,
    ListCursor, Unavailable,
};
use helpline::{Acted, Asked, History, NotActed, OnTheLine, Opened, StaffStores, act, history, open_case};
use jiff::Timestamp;
use lifecycle::{Actor, Case, PromiseKind, Rules, Ticket};
use serde::Serialize;

/// Cases after which a list is handed out with the place of its next page.
const ENOUGH: usize = 100;

/// Pages of the index that one request reads: somebody who may see little of a list gets it in several answers.
const MOST_PAGES: usize = 10;

/// What the staff is answered.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Answer {
    /// The command was carried out, now or before.
    Done {
        /// What happened, or `nothing`: it was so already.
        event: String,
        /// The version that the case has now, if the actor may know.
        #[serde(skip_serializing_if = "Option::is_none")]
        version: Option<u32>,
        /// The state, as the actor sees it.
        state: String,
        /// What the acting officer looks at; for a note the link to its sound, for a transcript the whole of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// The case, where it was opened by this request.
        #[serde(skip_serializing_if = "Option::is_none")]
        ticket: Option<String>,
    },
    /// It was not, and will not be.
    Rejected {
        /// Why, and what to do instead.
        why: String,
    },
    /// The case asked for.
    Case(Box<Look>),
    /// The texts of schemes that are at hand.
    Schemes {
        /// By scheme, the oldest first.
        schemes: Vec<SchemeLine>,
        /// The schemes of which there is a text that this release cannot read, and so nobody hears.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        unreadable: Vec<String>,
    },
    /// What was counted of schemes.
    Heard {
        /// The week, Monday to Sunday in India, such as `2026-W48`.
        week: String,
        /// By scheme; `#women` has the questions of a subject, `#` those of none.
        heard: Vec<HeardLine>,
    },
    /// What a department answered to questions.
    Answers {
        /// The newest first.
        answers: Vec<AnswerLine>,
    },
    /// The cases asked for.
    Cases {
        /// What is due first comes first.
        cases: Vec<Line>,
        /// Where the next page begins: the `after` of the next request.
        #[serde(skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        /// Whose they are, under a pseudonym, where they are one caller's.
        #[serde(skip_serializing_if = "Option::is_none")]
        caller: Option<String>,
    },
}

/// A case in a list. Never what it is about, if it is quiet; never who called.
#[derive(Debug, Serialize)]
pub struct Line {
    ticket: String,
    state: String,
    level: &'static str,
    department: String,
    category: String,
    due_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    version: Option<u32>,
    promises: Vec<String>,
}

/// Why a request got no answer: send the same again.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Whether it was written is not known.
    #[error(transparent)]
    Unknown(NotActed),
    /// The lists cannot be read.
    #[error("the ledger cannot be read: {0}")]
    Ledger(#[from] Unavailable),
}

/// Answers `event`, the text of a request. `draw` draws a ticket.
///
/// # Errors
/// A [`Failure`], after which the same request with the same id may be sent again.
pub async fn handle(
    directory: &Directory,
    stores: &impl StaffStores,
    event: &[u8],
    draw: impl Fn() -> Ticket,
    now: Timestamp,
) -> Result<Answer, Failure> {
    let ledger = stores.ledger();
    match read(event) {
        Err(why) => Ok(Answer::Rejected { why: why.to_string() }),
        Ok(Request::List(by, listing, after)) => Ok(list(ledger, &by, &listing, after).await?),
        Ok(Request::Act(asked)) => {
            answer(directory, ledger, stores.disclosures(), stores.evidence(), &asked, now).await
        }
        Ok(Request::Look(by, ticket)) => Ok(look::look(ledger, &by, &ticket).await?),
        Ok(Request::Scheme(by, asked)) => schemes::answer(directory, ledger, &by, asked, now).await,
        Ok(Request::Announce(board)) => announced(directory, ledger, &board, now).await,
        Ok(Request::Open(line)) => {
            if !directory.languages.contains(&line.language) {
                let why = format!("`{}` is no language of the helpline", line.language);
                return Ok(Answer::Rejected { why });
            }
            opened(&line, open_case(directory, ledger, stores.numbers(), &line, draw, now).await)
        }
        Ok(Request::History(by, number)) => {
            let History { caller, cases } = history(ledger, stores.numbers(), &number).await?;
            // Also what was withdrawn: a case that was gone from here would be known for a protected one.
            let cases: Vec<Line> = cases.iter().filter(|case| by.sees(case)).map(|case| line(&by, case)).collect();
            tracing::info!(role = %by.role(), cases = cases.len(), "a caller's cases were looked at");
            Ok(Answer::Cases { cases, after: None, caller: Some(caller) })
        }
    }
}

/// From now on every caller hears it.
async fn announced(
    directory: &Directory,
    ledger: &impl AnnouncementWriter,
    board: &Board,
    now: Timestamp,
) -> Result<Answer, Failure> {
    if let Some(why) = announce::unfit(board, directory, now) {
        return Ok(Answer::Rejected { why });
    }
    ledger.put_up(board).await?;
    tracing::info!(department = %board.to.department, until = %board.until, "a fault was announced");
    let event = "announced".to_owned();
    Ok(Answer::Done { event, version: None, state: "-".to_owned(), value: None, ticket: None })
}

fn opened(line: &OnTheLine, opened: Result<Opened, NotActed>) -> Result<Answer, Failure> {
    match opened {
        Ok(Opened { case, anew }) => {
            tracing::info!(contact = %line.contact, ticket = %case.ticket, anew, "a case was opened for a caller");
            Ok(Answer::Done {
                event: if anew { "registered" } else { "nothing" }.to_owned(),
                version: line.by.sees_it_move(&case).then_some(case.version),
                state: line.by.sees_state(&case),
                value: None,
                ticket: Some(case.ticket.to_string()),
            })
        }
        Err(unknown @ NotActed::Unknown(_)) => {
            tracing::error!(contact = %line.contact, why = %unknown, "whether a case was opened is not known");
            Err(Failure::Unknown(unknown))
        }
        Err(rejected) => Ok(Answer::Rejected { why: rejected.to_string() }),
    }
}

async fn answer(
    rules: &impl Rules,
    ledger: &(impl CommandCases + CaseWriter),
    disclosures: &(impl DisclosureOpener + DisclosureSealer),
    evidence: &impl Evidence,
    asked: &Asked,
    now: Timestamp,
) -> Result<Answer, Failure> {
    let (command, role) = (asked.order.command.kind(), asked.order.by.role());
    match act(rules, ledger, disclosures, asked, now).await {
        Ok(Acted { event, version, state, disclosed }) => {
            tracing::info!(ticket = %asked.ticket, %command, %role, event, "a command was carried out");
            let value = match disclosed {
                Some(value) => Some(value.expose().to_owned()),
                None => said::handed_out(evidence, asked).await?,
            };
            Ok(Answer::Done { event, version, state, value, ticket: None })
        }
        Err(unknown @ NotActed::Unknown(_)) => {
            tracing::error!(ticket = %asked.ticket, %command, %role, why = %unknown, "the outcome of a command is not known");
            Err(Failure::Unknown(unknown))
        }
        Err(rejected) => {
            tracing::info!(ticket = %asked.ticket, %command, %role, "a command was rejected");
            Ok(Answer::Rejected { why: rejected.to_string() })
        }
    }
}

async fn list<P: CaseLists>(
    ports: &P,
    by: &Actor,
    listing: &Listing,
    mut after: Option<ListCursor>,
) -> Result<Answer, Unavailable> {
    let mut cases: Vec<Line> = Vec::new();
    for _ in 0..MOST_PAGES {
        let page = match listing {
            Listing::Open(desk, level) => ports.open_cases(desk, *level, after).await?,
            Listing::Calls => ports.promised_calls(after).await?,
        };
        let seen = page.cases.iter().filter(|case| shows(by, case)).map(|case| line(by, case));
        // A case is on the list of calls for what the actor may know of.
        cases.extend(seen.filter(|line| *listing != Listing::Calls || !line.promises.is_empty()));
        after = page.next;
        if after.is_none() || cases.len() >= ENOUGH {
            break;
        }
    }
    Ok(Answer::Cases { cases, after: after.map(|after| after.to_string()), caller: None })
}

/// A list shows what the actor may know of, and not that there is anything else.
fn shows(by: &Actor, case: &Case) -> bool {
    by.sees(case) && (!case.standing.protected() || by.sees_protection(case))
}

fn line(by: &Actor, case: &Case) -> Line {
    let s = &case.standing;
    let open = s.category.as_ref().filter(|_| !s.hides_its_subject());
    // When the centre will call, and why, is no department's to know: it would be at the door in time.
    let clock = [s.acknowledge_by, s.act_by].into_iter().flatten().min();
    let (due_at, promises) = match by.department() {
        _ if !by.sees_it_move(case) => (None, Vec::new()),
        Some(_) => (clock, Vec::new()),
        None => {
            // Who wants a withdrawn case back is the coordinator's to ask.
            let coordinators = by.sees_protection(case);
            let promises = case.promises.iter().filter(|p| coordinators || p.kind != PromiseKind::AskReopening);
            (s.due_at, promises.map(|promise| format!("{} {}", promise.number, promise.kind)).collect())
        }
    };
    Line {
        ticket: case.ticket.to_string(),
        state: by.sees_state(case),
        level: s.level.as_str(),
        department: s.department.as_ref().map_or("-", |d| d.as_str()).to_owned(),
        category: open.map_or("-", |category| category.as_str()).to_owned(),
        due_at: due_at.map(|due| due.to_string()),
        version: by.sees_it_move(case).then_some(case.version),
        promises,
    }
}
