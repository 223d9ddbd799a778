//! `cargo xtask scheme report`: what callers wanted of schemes in a week, as a table and as a picture.

use crate::dialogue::picture::escaped;
use desk_api::HeardLine;
use schemes::Scheme;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A week, as the desk answers it or a simulation prints it.
#[derive(Debug, Deserialize)]
pub(super) struct Week {
    pub(super) week: String,
    pub(super) heard: Vec<HeardLine>,
}

impl Week {
    /// The schemes, the most wanted first.
    fn wanted(&self) -> Vec<&HeardLine> {
        let mut schemes: Vec<&HeardLine> = self.heard.iter().filter(|one| !one.of.starts_with('#')).collect();
        schemes.sort_by(|a, b| b.asked.cmp(&a.asked).then_with(|| a.of.cmp(&b.of)));
        schemes
    }

    /// Questions without an answer by subject, the most first.
    fn questions(&self, schemes: &[Scheme]) -> Vec<(String, u64)> {
        let mut by_subject: BTreeMap<String, u64> = BTreeMap::new();
        for one in self.heard.iter().filter(|one| one.questioned > 0) {
            let subject = match one.of.strip_prefix('#') {
                Some("") => "of no subject".to_owned(),
                Some(subject) => subject.to_owned(),
                None => subject_of(schemes, &one.of),
            };
            *by_subject.entry(subject).or_default() += one.questioned;
        }
        let mut questions: Vec<(String, u64)> = by_subject.into_iter().collect();
        questions.sort_by_key(|(_, asked)| std::cmp::Reverse(*asked));
        questions
    }

    /// As text for a terminal or a page.
    pub(super) fn table(&self, schemes: &[Scheme]) -> String {
        let mut table = format!("Schemes in the week {}\n\n", self.week);
        // Writing to a string cannot fail.
        let _ =
            writeln!(table, "{:<28}{:>8}{:>12}{:>12}{:>11}", "scheme", "asked", "heard out", "complained", "questions");
        if self.wanted().is_empty() {
            table.push_str("none\n");
        }
        for one in self.wanted() {
            let share = |part: u64| format!("{part} {:>3}%", percent(part, one.asked));
            let (out, complained) = (share(one.heard_out), share(one.complained));
            let _ = writeln!(table, "{:<28}{:>8}{out:>12}{complained:>12}{:>11}", one.of, one.asked, one.questioned);
        }
        let _ = writeln!(table, "\nQuestions that no text answered, by subject");
        let questions = self.questions(schemes);
        if questions.is_empty() {
            table.push_str("none\n");
        }
        for (subject, asked) in questions {
            let _ = writeln!(table, "{subject:<28}{asked:>8}");
        }
        table
    }

    /// As a picture: how often each was asked for, and how much of that was heard out and complained of.
    pub(super) fn picture<'a>(&self, schemes: &'a [Scheme]) -> String {
        let wanted = self.wanted();
        let most = wanted.first().map_or(1, |first| first.asked.max(1));
        let height = TOP + wanted.len() * ROW + MARGIN;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {WIDTH} {height}\" font-family=\"'Noto Sans Devanagari', 'Noto Sans', sans-serif\" \
             font-size=\"12\">\n<title>What callers wanted of schemes in the week {0}</title>\n\
             <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"#fff\"/>\n\
             <text x=\"{MARGIN}\" y=\"24\" font-size=\"15\">What callers wanted of schemes, week {0}</text>\n",
            escaped(&self.week)
        );
        for (place, (colour, what)) in KEY.iter().enumerate() {
            let x = MARGIN + place * 190;
            let _ = writeln!(
                svg,
                "<rect x=\"{x}\" y=\"36\" width=\"11\" height=\"11\" fill=\"{colour}\"/>\
                 <text x=\"{}\" y=\"46\">{what}</text>",
                x + 16
            );
        }
        for (place, one) in wanted.iter().enumerate() {
            let y = TOP + place * ROW;
            let name = schemes.iter().find(|scheme| scheme.code.as_str() == one.of);
            let hindi = |scheme: &'a Scheme| scheme.name.all().find(|(language, _)| language.as_str() == "hi");
            let name = name.and_then(hindi).map_or(one.of.as_str(), |(_, name)| name);
            let _ =
                writeln!(svg, "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>", BARS - 8, y + 12, escaped(name));
            for ((colour, _), (count, thick)) in
                KEY.iter().zip([(one.asked, 14), (one.heard_out, 8), (one.complained, 4)])
            {
                let _ = writeln!(
                    svg,
                    "<rect x=\"{BARS}\" y=\"{}\" width=\"{}\" height=\"{thick}\" fill=\"{colour}\"/>",
                    y + (16 - thick) / 2,
                    length(count, most)
                );
            }
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{}\">{}</text>",
                BARS + length(one.asked, most) + 6,
                y + 12,
                one.asked
            );
        }
        svg.push_str("</svg>\n");
        svg
    }
}

const WIDTH: usize = 860;
const MARGIN: usize = 20;
const TOP: usize = 64;
const ROW: usize = 20;
/// The distance of the bars from the left edge.
const BARS: usize = 220;
const KEY: [(&str, &str); 3] =
    [("#9db8d9", "asked for"), ("#2f5d94", "heard to the end"), ("#c2452d", "then complained")];

/// The longest bar leaves room for its number.
fn length(count: u64, most: u64) -> usize {
    let room = u64::try_from(WIDTH - BARS - 70).unwrap_or(0);
    usize::try_from(count.saturating_mul(room) / most).unwrap_or(0)
}

fn percent(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).checked_div(whole).unwrap_or(0)
}

/// Of a scheme that this build does not know nobody can say it here.
fn subject_of(schemes: &[Scheme], code: &str) -> String {
    let known = schemes.iter().find(|scheme| scheme.code.as_str() == code);
    known.map_or_else(|| "of another scheme".to_owned(), |scheme| scheme.subject.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn week() -> Week {
        let counted = |of: &str, counts: [u64; 4]| {
            let [asked, heard_out, complained, questioned] = counts;
            json!({ "of": of, "asked": asked, "heard_out": heard_out, "complained": complained, "questioned": questioned })
        };
        let heard = [
            counted("pm-kisan", [10, 4, 1, 2]),
            counted("ladli-behna", [40, 20, 10, 0]),
            counted("#farming", [0, 0, 0, 3]),
            counted("#", [0, 0, 0, 1]),
        ];
        serde_json::from_value(json!({ "week": "2026-W48", "heard": heard })).unwrap()
    }

    #[test]
    fn the_most_wanted_comes_first_and_questions_are_told_by_subject() {
        let table = week().table(state_directory::schemes().unwrap());
        let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
        assert_eq!(lines[3], "ladli-behna                       40     20  50%     10  25%          0");
        assert_eq!(lines[4], "pm-kisan                          10      4  40%      1  10%          2");
        let questions: Vec<Vec<&str>> = lines[7..]
            .iter()
            .map(|line| line.split("  ").filter(|part| !part.is_empty()).map(str::trim).collect())
            .collect();
        assert_eq!(questions, [["farming", "5"], ["of no subject", "1"]], "those about a scheme are of its subject");
    }

    #[test]
    fn a_week_in_which_nobody_asked_says_none_and_is_a_picture_too() {
        let empty = Week { week: "2026-W01".into(), heard: Vec::new() };
        assert_eq!(empty.table(&[]).matches("\nnone\n").count(), 2, "{}", empty.table(&[]));
        assert!(empty.picture(&[]).contains("2026-W01"));
        let picture = week().picture(state_directory::schemes().unwrap());
        assert!(picture.contains("लाड़ली बहना") && picture.ends_with("</svg>\n"));
    }
}
