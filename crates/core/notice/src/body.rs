//! The text of a notice, for an officer who reads it as an e-mail.

use crate::day_in_india;
use crate::news::News;
use crate::said::AllSaid;
use directory::Directory;
use lifecycle::{District, Event, Kind, LanguageCode, SchemeCode, What};

pub(crate) fn of(event: &Event, said: &AllSaid<'_>, news: &News, directory: &Directory) -> String {
    let bodies: Vec<String> = directory
        .languages
        .iter()
        .map(|language| {
            let is_hindi = language.as_str() == "hi";
            let said = said.lines(&news.topic, is_hindi, directory);
            if is_hindi {
                hindi(event, said, news, directory, language)
            } else {
                english(event, said, news, directory, language)
            }
        })
        .collect();
    bodies.join("\n\n")
}

/// Returns the name of the case's department, for every reader; without one, the name of the topic that gets the
/// notice.
fn department<'a>(event: &Event, news: &News, directory: &'a Directory, language: &LanguageCode) -> &'a str {
    let code = event.standing.department.as_ref().map_or(news.topic.as_str(), |department| department.as_str());
    directory.topics().find(|(known, _)| *known == code).map_or("", |(_, name)| name.in_language(language))
}

/// Returns the name of the category, unless the case hides its subject from e-mails.
fn category<'a>(event: &Event, directory: &'a Directory, language: &LanguageCode) -> Option<&'a str> {
    let s = &event.standing;
    let assignment = s.assignment().filter(|_| !s.hides_its_subject())?;
    let department = directory.department(&assignment.department)?;
    let category = department.categories.iter().find(|c| c.code == assignment.category)?;
    Some(category.name.in_language(language))
}

/// Returns the code of the scheme that the case is about, unless the case hides its subject.
pub(crate) fn scheme(event: &Event) -> Option<&SchemeCode> {
    match &event.what {
        What::Sorted { about_scheme, .. } if !event.standing.hides_its_subject() => about_scheme.as_ref(),
        _ => None,
    }
}

/// Returns the district, if it is known. A case without one belongs to the state nodal officer.
fn place(event: &Event) -> Option<&District> {
    Some(&event.district).filter(|district| **district != District::unknown())
}

fn hindi(event: &Event, said: Vec<String>, news: &News, directory: &Directory, language: &LanguageCode) -> String {
    let s = &event.standing;
    let kind = match s.kind {
        Kind::Grievance => "शिकायत",
        Kind::Suggestion => "सुझाव",
        Kind::Query => "प्रश्न",
        Kind::Appreciation => "सराहना",
    };
    let mut lines = vec![
        format!("{}। स्तर: {}", news.hi, s.level),
        format!("शिकायत क्रमांक: {}", event.ticket),
        format!("विभाग: {}", department(event, news, directory, language)),
        format!("प्रकार: {kind}"),
    ];
    lines.extend(category(event, directory, language).map(|c| format!("विषय: {c}")));
    lines.extend(scheme(event).map(|scheme| format!("योजना: {scheme}")));
    lines.extend(s.hides_its_subject().then(|| "विषय गोपनीय है।".to_owned()));
    lines.push(match place(event) {
        Some(district) => format!("ज़िला: {district}"),
        None => "ज़िला: अभी पता नहीं। राज्य नोडल अधिकारी देखें।".to_owned(),
    });
    lines.extend(s.began_at.map(|t| format!("शिकायत का दिन: {}", day_in_india(t))));
    lines.extend(s.acknowledge_by.map(|t| format!("पढ़ने की पुष्टि: {} तक", day_in_india(t))));
    lines.extend(s.act_by.map(|t| format!("कार्रवाई की अंतिम तिथि: {}", day_in_india(t))));
    if let What::PromiseBroken { number, again_at, .. } = &event.what {
        lines.push(format!("वादा क्रमांक {number}: {} तक", day_in_india(*again_at)));
    }
    lines.extend(said);
    lines.push("शिकायतकर्ता की पहचान गोपनीय है। उनसे बात केंद्र के माध्यम से होगी।".to_owned());
    lines.join("\n")
}

fn english(event: &Event, said: Vec<String>, news: &News, directory: &Directory, language: &LanguageCode) -> String {
    let s = &event.standing;
    let mut lines = vec![
        format!("{}. Level: {}", news.en, s.level),
        format!("Ticket: {}", event.ticket),
        format!("Department: {}", department(event, news, directory, language)),
        format!("Kind: {}", s.kind),
    ];
    lines.extend(category(event, directory, language).map(|c| format!("Subject: {c}")));
    lines.extend(scheme(event).map(|scheme| format!("Scheme: {scheme}")));
    lines.extend(s.hides_its_subject().then(|| "The subject is confidential.".to_owned()));
    lines.push(match place(event) {
        Some(district) => format!("District: {district}"),
        None => "District: not known yet. It is the state nodal officer's.".to_owned(),
    });
    lines.extend(s.began_at.map(|t| format!("Said on: {}", day_in_india(t))));
    lines.extend(s.acknowledge_by.map(|t| format!("Acknowledge by: {}", day_in_india(t))));
    lines.extend(s.act_by.map(|t| format!("Action due by: {}", day_in_india(t))));
    if let What::PromiseBroken { number, again_at, .. } = &event.what {
        lines.push(format!("Promise {number}: to be kept by {}", day_in_india(*again_at)));
    }
    lines.extend(said);
    lines.push("Who complained is kept secret. Questions go to them through the centre.".to_owned());
    lines.join("\n")
}
