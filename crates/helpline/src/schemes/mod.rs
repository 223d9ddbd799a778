//! The scheme catalogue: one person writes a version, another approves it, callers hear it from its start to its end.

use crate::ports::{Counts, FeaturedScheme, Offered, SchemeStore, Unavailable};
use dialogue::{Listed, SchemeId, SpokenScheme};
use directory::Sms;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use lifecycle::{Actor, Assignment, DepartmentCode, LanguageCode, Role, SchemeCode, StaffId, in_india};
use schemes::{Answer, Refused, Said, Scheme, SchemeVersion, State, approve, at_hand, draft, spoken_at, withdraw};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most versions of a scheme that are kept in one item: those that are heard now, those that are approved for later,
/// and the newest draft. Each has at most [`schemes::MOST_JSON_BYTES`], and an item of the table 400 KB (Amazon
/// DynamoDB). Every version also lies in an item of its own, for ever.
const MOST_AT_HAND: usize = 8;

/// Why a scheme version was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// Only the department's staff, the coordinator and the apex may write and approve.
    #[error("only officers of {0} and the coordinator write and approve its schemes")]
    NotTheirs(DepartmentCode),
    /// There is no such version.
    #[error("there is no version {version} of `{code}`; `list` shows which there are")]
    NoText {
        /// The scheme.
        code: SchemeCode,
        /// The version.
        version: u32,
    },
    /// The rules for scheme versions refuse it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Too many approved versions wait for their start.
    #[error("{MOST_AT_HAND} versions of `{0}` wait for their start; withdraw one of them")]
    TooMany(SchemeCode),
    /// Somebody else wrote at the same moment.
    #[error("somebody has changed `{0}` meanwhile; look at it again")]
    Changed(SchemeCode),
    /// The ledger did not answer.
    #[error("the outcome is not known: {0}; look at the list, then try again")]
    Unknown(String),
}

impl From<Unavailable> for NotKept {
    fn from(Unavailable(why): Unavailable) -> Self {
        Self::Unknown(why)
    }
}

/// Returns the staff member `by`, if they may write and approve for the department. Its own staff, the coordinator and
/// the apex may.
fn editor<'a>(by: &'a Actor, department: &DepartmentCode) -> Result<&'a StaffId, NotKept> {
    let theirs = by.department() == Some(department) || matches!(by.role(), Role::Coordinator | Role::Apex);
    by.staff().filter(|_| theirs).ok_or_else(|| NotKept::NotTheirs(department.clone()))
}

/// Keeps `scheme` as its next version, a draft.
///
/// # Errors
/// [`NotKept`].
pub async fn draft_scheme(
    ports: &impl SchemeStore,
    scheme: Scheme,
    by: &Actor,
    now: Timestamp,
) -> Result<SchemeVersion, NotKept> {
    let editor = editor(by, &scheme.department)?.clone();
    let code = scheme.code.clone();
    let offered = ports.offered(&code).await?;
    let before = offered.as_ref().and_then(|offered| offered.texts.last());
    // A department may not write over another department's scheme.
    if let Some(before) = before {
        self::editor(by, &before.scheme.department)?;
    }
    let text = draft(before, scheme, editor)?;
    keep(ports, offered, text, now).await
}

/// Approves a version. Callers hear it from its start on.
///
/// # Errors
/// [`NotKept`].
pub async fn approve_scheme(
    ports: &impl SchemeStore,
    code: &SchemeCode,
    version: u32,
    by: &Actor,
    now: Timestamp,
) -> Result<SchemeVersion, NotKept> {
    let (offered, text) = found(ports, code, version).await?;
    let latest = offered.texts.last().map_or(version, |latest| latest.version);
    let text = approve(&text, latest, editor(by, &text.scheme.department)?.clone(), now)?;
    keep(ports, Some(offered), text, now).await
}

/// Withdraws a version. Within a minute callers no longer hear it.
///
/// # Errors
/// [`NotKept`].
pub async fn withdraw_scheme(
    ports: &impl SchemeStore,
    code: &SchemeCode,
    version: u32,
    by: &Actor,
    now: Timestamp,
) -> Result<SchemeVersion, NotKept> {
    let (offered, text) = found(ports, code, version).await?;
    let text = withdraw(&text, editor(by, &text.scheme.department)?.clone(), now)?;
    keep(ports, Some(offered), text, now).await
}

async fn found(ports: &impl SchemeStore, code: &SchemeCode, version: u32) -> Result<(Offered, SchemeVersion), NotKept> {
    let none = || NotKept::NoText { code: code.clone(), version };
    let offered = ports.offered(code).await?.ok_or_else(none)?;
    let text = offered.texts.iter().find(|text| text.version == version).cloned().ok_or_else(none)?;
    Ok((offered, text))
}

async fn keep(
    ports: &impl SchemeStore,
    before: Option<Offered>,
    text: SchemeVersion,
    now: Timestamp,
) -> Result<SchemeVersion, NotKept> {
    let code = text.scheme.code.clone();
    let (seen, mut texts) = before.map_or((0, Vec::new()), |before| (before.revision, before.texts));
    match texts.iter_mut().find(|one| one.version == text.version) {
        Some(one) => *one = text.clone(),
        None => texts.push(text.clone()),
    }
    let texts = at_hand(texts, now);
    if texts.len() > MOST_AT_HAND {
        return Err(NotKept::TooMany(code));
    }
    let after = Offered { code: code.clone(), revision: seen + 1, texts };
    if ports.keep(&after, &text).await? { Ok(text) } else { Err(NotKept::Changed(code)) }
}

/// Returns the schemes of this build as first drafts, for deployments that speak unapproved drafts.
#[must_use]
pub fn first_drafts(built_in: &[Scheme]) -> Vec<SchemeVersion> {
    let author = StaffId::new("this-build").ok();
    built_in.iter().filter_map(|scheme| draft(None, scheme.clone(), author.clone()?).ok()).collect()
}

/// Returns the versions that callers hear at `now`. With `drafts`, callers also hear drafts that nobody has approved;
/// `drafts` holds those for schemes that the ledger does not have.
#[must_use]
pub fn heard_now<'a>(
    offered: &'a [Offered],
    drafts: Option<&'a [SchemeVersion]>,
    now: Timestamp,
) -> Vec<&'a SchemeVersion> {
    let unknown = |text: &&SchemeVersion| !offered.iter().any(|offered| offered.code == text.scheme.code);
    let built_in = drafts.unwrap_or_default().iter().filter(unknown);
    spoken_at(offered.iter().flat_map(|offered| &offered.texts).chain(built_in), now, drafts.is_some())
}

/// Returns the week of the calendar in India, such as `2026-W48`, from Monday to Sunday (ISO 8601).
#[must_use]
pub fn week_of(now: Timestamp) -> String {
    week_with(in_india(now).date())
}

fn week_with(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

/// Returns the last whole week. Its counts order the list of schemes, so that a key that a caller learned by heart
/// stays the same all week.
#[must_use]
pub fn week_before(now: Timestamp) -> String {
    let today = in_india(now).date();
    week_with(today.checked_sub(1.week()).unwrap_or(today))
}

/// The number of times that each scheme was asked for.
pub type Wanted = BTreeMap<String, u64>;

/// Returns the number of times that each scheme was asked for in a week.
#[must_use]
pub fn wanted(week: Vec<Counts>) -> Wanted {
    week.into_iter().map(|counts| (counts.of, counts.asked)).collect()
}

/// Returns the versions as a list offers them: by subject, and within a subject the most wanted first.
#[must_use]
pub fn listed(
    mut heard: Vec<&SchemeVersion>,
    featured: Option<&FeaturedScheme>,
    wanted: &Wanted,
    now: Timestamp,
) -> Vec<Listed> {
    heard.sort_by_key(|SchemeVersion { scheme, .. }| {
        (scheme.subject, Reverse(wanted.get(scheme.code.as_str()).copied().unwrap_or_default()), &scheme.code)
    });
    let featured = featured.filter(|featured| featured.until > now);
    let listed = |text: &SchemeVersion| Listed {
        id: id_of(text),
        name: said(&text.scheme.name),
        subject: text.scheme.subject.as_str().to_owned(),
        featured: featured.is_some_and(|featured| featured.code == text.scheme.code),
    };
    heard.into_iter().map(listed).collect()
}

/// The schemes that are sent as an SMS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SmsPolicy {
    /// None: no SMS is sent.
    #[default]
    None,
    /// Those whose SMS templates are registered. The operators deliver no others.
    Registered,
    /// All, as on a local cloud, which has no operator.
    All,
}

impl SmsPolicy {
    /// Returns `true` if the scheme is sent as an SMS.
    fn sends(self, scheme: &Scheme) -> bool {
        match self {
            Self::None => false,
            Self::Registered => scheme.sms_templates.is_some(),
            Self::All => true,
        }
    }
}

/// Returns the SMS of a scheme version, if one is sent.
#[must_use]
pub fn sms_of(text: &SchemeVersion, language: &LanguageCode, texted: SmsPolicy) -> Option<Sms> {
    let scheme = &text.scheme;
    texted.sends(scheme).then(|| Sms {
        template: format!("scheme-{}-{language}", scheme.code),
        registered: scheme.sms_templates.as_ref().map(|ids| ids.in_language(language).to_owned()),
        text: scheme.sms.in_language(language).to_owned(),
    })
}

/// Returns a scheme version as a call speaks it.
#[must_use]
pub fn told(text: &SchemeVersion, texted: SmsPolicy) -> SpokenScheme {
    let scheme = &text.scheme;
    let questions = scheme.questions.iter().map(|one| (said(&one.said), one.speaks_for == Answer::Yes));
    SpokenScheme {
        id: id_of(text),
        draft: text.state == State::Draft,
        chunks: scheme.chunks.iter().map(|chunk| said(&chunk.said)).collect(),
        questions: questions.collect(),
        trouble: said(&scheme.trouble_said),
        to: Assignment { department: scheme.department.clone(), category: scheme.trouble.clone() },
        texted: texted.sends(scheme),
        pays: scheme.pays,
    }
}

/// Returns the code of the scheme and the version's number.
#[must_use]
pub fn id_of(text: &SchemeVersion) -> SchemeId {
    SchemeId { code: text.scheme.code.clone(), version: text.version }
}

fn said(said: &Said) -> dialogue::Said {
    said.all().map(|(language, text)| (language.clone(), text.to_owned())).collect()
}
