//! Announcements, such as of a power cut, that the coordinator has every caller told.

use super::stop::Stop;
use crate::ports::{AnnouncementWriter, CurrentAnnouncement};
use desk_api::{Announce, Answer, BadRequest, Done};
use directory::Directory;
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Assignment, CategoryCode, Role, Rules as _};

/// Most words of an announcement. They take 9 seconds at 2.3 words a second, as long as a prompt may last.
const MOST_WORDS: usize = 20;

/// Marks of a language for machines, which a voice would take for a command.
const MARKS: [char; 4] = ['<', '>', '{', '}'];

/// Longest time of an announcement, because a fault comes to an end.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Puts up an announcement. Every caller hears it from now on, until its time. An announcement whose time is past takes
/// down the earlier one.
pub(super) async fn announce(
    directory: &Directory,
    ledger: &impl AnnouncementWriter,
    by: &Actor,
    asked: &Announce,
    now: Timestamp,
) -> Result<Answer, Stop> {
    let announcement = announcement(by, asked)?;
    if let Some(why) = unfit(&announcement, directory, now) {
        return Err(Stop::Rejected(why));
    }
    ledger.put_up(&announcement).await?;
    Ok(Answer::Done(Done { event: "announced".to_owned(), state: "-".to_owned(), ..Done::default() }))
}

/// Returns the announcement, if `by` may make it and its words can be said.
fn announcement(by: &Actor, asked: &Announce) -> Result<CurrentAnnouncement, BadRequest> {
    if by.role() != Role::Coordinator {
        return Err(BadRequest::new("announce", "is the coordinator's: every caller hears it"));
    }
    for (language, text) in &asked.said {
        if let Some(why) = unspeakable(text) {
            return Err(BadRequest::new(format!("said.{language}"), why));
        }
    }
    let category = asked.category.as_ref().map_or_else(CategoryCode::general, |category| category.0.clone());
    Ok(CurrentAnnouncement {
        said: asked.said.iter().map(|(language, text)| (language.0.clone(), text.clone())).collect(),
        to: Assignment { department: asked.department.0.clone(), category },
        until: asked.until.0,
    })
}

/// The fault of a text that a voice cannot say in one prompt.
fn unspeakable(text: &str) -> Option<String> {
    let words = text.split_whitespace().count();
    if words == 0 {
        return Some(format!("is empty; say it in at most {MOST_WORDS} words"));
    }
    if words > MOST_WORDS {
        return Some(format!("has {words} words; at most {MOST_WORDS}"));
    }
    let mark = text.chars().find(|c| MARKS.contains(c))?;
    Some(format!("holds `{mark}`; write plain words, as they are spoken"))
}

/// Returns the fault of an announcement that names an unknown category or ends too late, or that lacks a language.
fn unfit(announcement: &CurrentAnnouncement, directory: &Directory, now: Timestamp) -> Option<String> {
    if announcement.until > now + LONGEST {
        let days = LONGEST.as_hours() / 24;
        return Some(format!("until is more than {days} days ahead: announce a fault that comes to an end"));
    }
    if directory.terms(&announcement.to).is_none() {
        return Some(format!(
            "there is no `{}` in department `{}`",
            announcement.to.category, announcement.to.department
        ));
    }
    let lacks = directory.languages.iter().find(|language| !announcement.said.contains_key(*language))?;
    Some(format!("there is no text in `{lacks}`: every caller hears it in theirs"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use desk_api::Spelled;

    fn fault() -> Announce {
        let said = [("hi", "सीहोर में बिजली बंद है।"), ("en", "Power is out in Sehore.")];
        Announce {
            department: Spelled::of("department", "ENR").unwrap(),
            category: Some(Spelled::of("category", "no-supply").unwrap()),
            until: Spelled::of("until", "2026-12-24T18:00:00+05:30").unwrap(),
            said: said.map(|(of, text)| (Spelled::of("said", of).unwrap(), text.to_owned())).into(),
        }
    }

    fn announced(by: &str, fault: &Announce) -> Result<CurrentAnnouncement, String> {
        announcement(&Actor::parse(by).unwrap(), fault).map_err(|why| why.to_string())
    }

    #[test]
    fn the_coordinator_alone_announces() {
        assert!(announced("coordinator:kiran", &fault()).is_ok());
        let said = announced("agent:asha", &fault()).err().unwrap_or_default();
        assert_eq!(said, "`announce` is the coordinator's: every caller hears it");
    }

    #[test]
    fn what_cannot_be_said_is_refused_with_what_to_do() {
        let long = "a ".repeat(26);
        for (text, why) in [
            ("<b>", "holds `<`; write plain words, as they are spoken"),
            (" ", "is empty; say it in at most 20 words"),
            (long.as_str(), "has 26 words; at most 20"),
        ] {
            let mut wrong = fault();
            wrong.said = [(Spelled::of("said", "hi").unwrap(), text.to_owned())].into();
            assert_eq!(announced("coordinator:kiran", &wrong).err(), Some(format!("`said.hi` {why}")));
        }
    }

    #[test]
    fn what_nobody_can_mean_is_refused_with_what_is_wrong() {
        let directory = &state_directory::playbook().unwrap().directory;
        let unfit_at = |fault: &Announce, now: &str| {
            unfit(&announced("coordinator:kiran", fault).unwrap(), directory, now.parse().unwrap())
        };
        assert_eq!(unfit_at(&fault(), "2026-12-24T06:00:00Z"), None);
        let early = unfit_at(&fault(), "2026-12-01T06:00:00Z");
        assert_eq!(early.as_deref(), Some("until is more than 7 days ahead: announce a fault that comes to an end"));
        let mut elsewhere = fault();
        elsewhere.category = Some(Spelled::of("category", "no-such-thing").unwrap());
        let said = unfit_at(&elsewhere, "2026-12-24T06:00:00Z");
        assert_eq!(said.as_deref(), Some("there is no `no-such-thing` in department `ENR`"));
        let mut silent = fault();
        silent.said.retain(|language, _| language.as_str() == "hi");
        let said = unfit_at(&silent, "2026-12-24T06:00:00Z");
        assert_eq!(said.as_deref(), Some("there is no text in `en`: every caller hears it in theirs"));
    }
}
