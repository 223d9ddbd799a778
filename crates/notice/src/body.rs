//! The words of a notice, for an officer who reads it as an e-mail.

use crate::in_india;
use directory::{Directory, Text};
use lifecycle::{Event, What};

pub(crate) fn of(event: &Event, directory: &Directory) -> String {
    let languages: Vec<String> = directory
        .languages
        .iter()
        .map(|language| {
            let department = department(event, directory).in_language(language);
            let category = category(event, directory).map(|text| text.in_language(language));
            if language.as_str() == "hi" {
                hindi(event, department, category)
            } else {
                english(event, department, category)
            }
        })
        .collect();
    languages.join("\n\n")
}

fn department<'a>(event: &Event, directory: &'a Directory) -> &'a Text {
    let found = event.assignment.as_ref().and_then(|a| directory.department(&a.department));
    found.map_or(&directory.triage_name, |d| &d.name)
}

fn category<'a>(event: &Event, directory: &'a Directory) -> Option<&'a Text> {
    let assignment = event.assignment.as_ref()?;
    let department = directory.department(&assignment.department)?;
    department.categories.iter().find(|c| c.code == assignment.category).map(|c| &c.name)
}

fn hindi(event: &Event, department: &str, category: Option<&str>) -> String {
    let what = match event.what {
        What::LevelRaised => "समय सीमा में कार्रवाई नहीं हुई। प्रकरण अब इस स्तर पर है",
        What::Sorted => "नई शिकायत आपके विभाग को मिली है। स्तर",
        _ => "नई शिकायत छँटाई के लिए मिली है। स्तर",
    };
    let mut lines = vec![
        format!("{what}: {}", event.level),
        format!("शिकायत क्रमांक: {}", event.ticket),
        format!("विभाग: {department}"),
    ];
    lines.extend(category.map(|c| format!("विषय: {c}")));
    lines.extend(event.clock_from.map(|t| format!("शिकायत का समय: {}", in_india(t))));
    lines.extend(event.due_at.map(|t| format!("कार्रवाई की अंतिम तिथि: {}", in_india(t))));
    lines.push("शिकायतकर्ता की पहचान गोपनीय है। उनसे बात केंद्र के माध्यम से होगी।".to_owned());
    lines.join("\n")
}

fn english(event: &Event, department: &str, category: Option<&str>) -> String {
    let what = match event.what {
        What::LevelRaised => "Nobody acted in time. The case is now with level",
        What::Sorted => "A new grievance has come to your department. Level",
        _ => "A new grievance has come for triage. Level",
    };
    let mut lines = vec![
        format!("{what}: {}", event.level),
        format!("Ticket: {}", event.ticket),
        format!("Department: {department}"),
    ];
    lines.extend(category.map(|c| format!("Subject: {c}")));
    lines.extend(event.clock_from.map(|t| format!("Said at: {}", in_india(t))));
    lines.extend(event.due_at.map(|t| format!("Action due by: {}", in_india(t))));
    lines.push("Who complained is kept secret. Questions go to them through the centre.".to_owned());
    lines.join("\n")
}
