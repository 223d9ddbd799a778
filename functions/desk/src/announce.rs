//! What the coordinator has every caller told: a fault that is known already.

use crate::request::{BadRequest, bad, text};
use directory::Directory;
use helpline::ports::Board;
use jiff::{SignedDuration, Timestamp};
use lifecycle::{Actor, Assignment, CategoryCode, DepartmentCode, LanguageCode, Role, Rules as _};
use serde_json::{Map, Value as Json};

/// Words that are said in 9 seconds, as long as a prompt may last, at 2.3 a second.
const MOST_WORDS: usize = 20;

/// Reads `{"as": "coordinator:kiran", "announce": {"department": "ENR", "category": "no-supply", "until":
/// "2026-12-24T18:00:00+05:30", "said": {"hi": "…", "en": "…"}}}`; `None` if nothing is to be announced.
pub(crate) fn read(by: &Actor, given: &Map<String, Json>) -> Result<Option<Board>, BadRequest> {
    let Some(board) = given.get("announce") else { return Ok(None) };
    if by.role() != Role::Coordinator {
        return bad("announce", "is the coordinator's: every caller hears it");
    }
    let Json::Object(board) = board else { return bad("announce", "is no object of department, until and said") };
    let code = |name: &str| text(board, name).map(Option::unwrap_or_default);
    let Ok(department) = DepartmentCode::new(code("department")?) else {
        return bad("department", "is no department's code");
    };
    let category = match text(board, "category")? {
        None => CategoryCode::general(),
        Some(category) => CategoryCode::new(category).or_else(|_| bad("category", "is no category's code"))?,
    };
    let Ok(until) = code("until")?.parse::<Timestamp>() else {
        return bad("until", "is no moment such as 2026-12-24T18:00:00+05:30");
    };
    let Some(Json::Object(texts)) = board.get("said") else { return bad("said", "has no text by language") };
    let mut said = std::collections::BTreeMap::new();
    for (language, text) in texts {
        let (Ok(language), Some(text)) = (LanguageCode::new(language.as_str()), text.as_str()) else {
            return bad("said", "has no text by language, such as `{\"hi\": \"…\"}`");
        };
        let words = text.split_whitespace().count();
        if !(1..=MOST_WORDS).contains(&words) || text.contains(['<', '>', '{', '}']) {
            return bad(
                "said",
                format!("has a text of {words} words or with marks: say it plainly in 1 to {MOST_WORDS}"),
            );
        }
        said.insert(language, text.to_owned());
    }
    Ok(Some(Board { said, to: Assignment { department, category }, until }))
}

/// Longest that something is announced: what lasts longer is no fault that comes to an end.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What is wrong with an announcement that names what the directory has not, or a time that nobody can mean. One whose
/// time is past takes down what was there.
pub(crate) fn unfit(board: &Board, directory: &Directory, now: Timestamp) -> Option<String> {
    if board.until > now + LONGEST {
        return Some("until is more than 7 days ahead: announce what comes to an end".to_owned());
    }
    if directory.terms(&board.to).is_none() {
        return Some(format!("there is no `{}` in department `{}`", board.to.category, board.to.department));
    }
    let lacks = directory.languages.iter().find(|language| !board.said.contains_key(*language))?;
    Some(format!("there is no text in `{lacks}`: every caller hears it in theirs"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn announced(by: &str, announce: Json) -> Result<Option<Board>, String> {
        let by = Actor::parse(by).ok_or("nobody")?;
        let Json::Object(given) = json!({ "announce": announce }) else { return Err("no object".into()) };
        read(&by, &given).map_err(|e| e.to_string())
    }

    fn fault() -> Json {
        json!({ "department": "ENR", "category": "no-supply", "until": "2026-12-24T18:00:00+05:30",
            "said": { "hi": "सीहोर में बिजली बंद है।", "en": "Power is out in Sehore." } })
    }

    #[test]
    fn the_coordinator_alone_announces() {
        assert!(announced("coordinator:kiran", fault()).is_ok_and(|board| board.is_some()));
        let said = announced("agent:asha", fault()).err().unwrap_or_default();
        assert_eq!(said, "`announce` is the coordinator's: every caller hears it");
    }

    #[test]
    fn what_cannot_be_said_is_refused_with_what_to_do() {
        for (name, value, expected) in [
            ("until", json!("tomorrow"), "`until` is no moment such as 2026-12-24T18:00:00+05:30"),
            ("department", json!("power"), "`department` is no department's code"),
            ("said", json!({ "hi": "<b>" }), "`said` has a text of 1 words or with marks: say it plainly in 1 to 20"),
        ] {
            let mut wrong = fault();
            wrong[name] = value;
            assert_eq!(announced("coordinator:kiran", wrong).err().as_deref(), Some(expected));
        }
    }
}
