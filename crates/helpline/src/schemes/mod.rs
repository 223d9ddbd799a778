//! What departments tell of their schemes: written by one person, approved by another, heard from its start to its end.

use crate::ports::{Counts, FeaturedScheme, Offered, SchemeStore, Unavailable};
use dialogue::{Listed, SchemeId, SpokenScheme};
use directory::Sms;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};
use lifecycle::{Actor, Assignment, DepartmentCode, LanguageCode, Role, SchemeCode, StaffId, in_india};
use schemes::{Answer, Refused, Said, Scheme, SchemeVersion, State, approve, at_hand, draft, spoken_at, withdraw};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most texts of a scheme that are kept together: what is heard, what will be, what is written. Each has at most
/// [`schemes::MOST_JSON_BYTES`], and an item of the table 400 KB (Amazon DynamoDB). Older ones lie apart, for ever.
const MOST_AT_HAND: usize = 8;

/// Why a text was not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// Only the department and the coordinator write and approve.
    #[error("only officers of {0} and the coordinator write and approve its schemes")]
    NotTheirs(DepartmentCode),
    /// There is none.
    #[error("there is no version {version} of `{code}`; `list` shows which there are")]
    NoText {
        /// The scheme.
        code: SchemeCode,
        /// The version.
        version: u32,
    },
    /// The rules of texts refuse it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Texts that are approved wait for their day.
    #[error("{MOST_AT_HAND} texts of `{0}` wait for their start; withdraw one of them")]
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

/// Who writes and approves for a department: its own officers, and the coordinator.
fn editor<'a>(by: &'a Actor, department: &DepartmentCode) -> Result<&'a StaffId, NotKept> {
    let theirs = by.department() == Some(department) || matches!(by.role(), Role::Coordinator | Role::Apex);
    by.staff().filter(|_| theirs).ok_or_else(|| NotKept::NotTheirs(department.clone()))
}

/// Keeps the next version of a scheme as a draft.
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
    // A department does not write over another's.
    if let Some(before) = before {
        self::editor(by, &before.scheme.department)?;
    }
    let text = draft(before, scheme, editor)?;
    keep(ports, offered, text, now).await
}

/// Approves a version: from its start on it is heard.
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

/// Takes a version away: it is heard no more within a minute.
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

/// The schemes of a build as first drafts, for deployments that speak what nobody has approved.
#[must_use]
pub fn first_drafts(built_in: &[Scheme]) -> Vec<SchemeVersion> {
    let author = StaffId::new("this-build").ok();
    built_in.iter().filter_map(|scheme| draft(None, scheme.clone(), author.clone()?).ok()).collect()
}

/// The texts that are heard at `now`. With `drafts` those too that nobody has approved, and of schemes that the ledger has
/// nothing of these.
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

/// The week of the calendar in India, such as `2026-W48`, from Monday to Sunday (ISO 8601).
#[must_use]
pub fn week_of(now: Timestamp) -> String {
    week_with(in_india(now).date())
}

fn week_with(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{}-W{:02}", week.year(), week.week())
}

/// The last whole week, by which is told what callers want: whoever learns a key by heart finds it again all week.
#[must_use]
pub fn week_before(now: Timestamp) -> String {
    let today = in_india(now).date();
    week_with(today.checked_sub(1.week()).unwrap_or(today))
}

/// How often each scheme was asked for.
pub type Wanted = BTreeMap<String, u64>;

/// How often each scheme was asked for in a week.
#[must_use]
pub fn wanted(week: Vec<Counts>) -> Wanted {
    week.into_iter().map(|counts| (counts.of, counts.asked)).collect()
}

/// Texts as a list offers them: by subject, within it the most wanted first.
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

/// Which texts of schemes are sent to phones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SmsPolicy {
    /// None: nobody is texted.
    #[default]
    None,
    /// Those whose templates are registered; no operator delivers another.
    Registered,
    /// All: on a local cloud there is no operator.
    All,
}

impl SmsPolicy {
    /// Whether a scheme is sent.
    fn sends(self, scheme: &Scheme) -> bool {
        match self {
            Self::None => false,
            Self::Registered => scheme.sms_templates.is_some(),
            Self::All => true,
        }
    }
}

/// What is texted of a scheme, where anything is.
#[must_use]
pub fn sms_of(text: &SchemeVersion, language: &LanguageCode, texted: SmsPolicy) -> Option<Sms> {
    let scheme = &text.scheme;
    texted.sends(scheme).then(|| Sms {
        template: format!("scheme-{}-{language}", scheme.code),
        registered: scheme.sms_templates.as_ref().map(|ids| ids.in_language(language).to_owned()),
        text: scheme.sms.in_language(language).to_owned(),
    })
}

/// A text as it is told.
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

/// Which text of which scheme it is.
#[must_use]
pub fn id_of(text: &SchemeVersion) -> SchemeId {
    SchemeId { code: text.scheme.code.clone(), version: text.version }
}

fn said(said: &Said) -> dialogue::Said {
    said.all().map(|(language, text)| (language.clone(), text.to_owned())).collect()
}
