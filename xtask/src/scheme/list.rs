//! The list of scheme versions: those that departments sent, and what callers hear of them and of this build's drafts.

use desk_api::SchemeLine;
use jiff::civil::Date;
use schemes::Scheme;
use std::fmt::Write as _;

/// The scheme versions, and which of them callers hear.
pub(super) struct Overview<'a> {
    /// The versions that departments sent.
    pub(super) sent: &'a [SchemeLine],
    /// The schemes of directory/schemes, as this build has them.
    pub(super) built_in: &'a [Scheme],
    /// `true` where drafts are spoken too.
    pub(super) drafts: bool,
    /// Today in India.
    pub(super) today: Date,
}

impl Overview<'_> {
    /// The whole list.
    pub(super) fn told(&self) -> String {
        let mut told = String::new();
        // Writing to a string cannot fail.
        if self.sent.is_empty() {
            told.push_str("No department has sent a scheme version yet.\n");
        } else {
            let head =
                ["dept", "code", "version", "state", "heard now", "from", "until before", "written by", "approved by"];
            told.push_str(&row(head));
            for line in self.sent {
                told.push_str(&self.listed(line));
            }
        }
        let drafts: Vec<&Scheme> = self.built_in.iter().filter(|scheme| self.is_spoken_draft(scheme)).collect();
        let setting = if self.drafts { "drafts" } else { "approved" };
        if drafts.is_empty() {
            let _ = writeln!(told, "\nNo draft of directory/schemes is spoken here (Schemes={setting}).");
        } else {
            let (count, drafts_of) = (drafts.len(), if drafts.len() == 1 { "draft" } else { "drafts" });
            let _ = writeln!(
                told,
                "\n{count} {drafts_of} of directory/schemes {} spoken here (Schemes={setting}); a scheme of which a department \
                 has sent a version is not among them, also after that version was withdrawn:",
                if count == 1 { "is" } else { "are" }
            );
            for scheme in drafts {
                let _ = writeln!(told, "{:<5} {}", scheme.department.as_str(), scheme.code);
            }
        }
        told.push_str(
            "\nSend a version with `cargo xtask scheme draft directory/schemes/CODE.toml --as nodal:DEPARTMENT:NAME`, and have \
             a second person approve it.",
        );
        told
    }

    /// A build's own draft is spoken until a department has sent a version of that scheme.
    fn is_spoken_draft(&self, scheme: &Scheme) -> bool {
        let is_sent = self.sent.iter().any(|line| line.code == scheme.code.as_str());
        let is_its_time = scheme.starts <= self.today && scheme.ends.is_none_or(|ends| self.today < ends);
        self.drafts && !is_sent && is_its_time
    }

    /// The latest version whose day has come counts; if it has ended or was withdrawn, no older one comes back.
    fn is_heard(&self, line: &SchemeLine) -> bool {
        let today = self.today.to_string();
        let has_begun = |one: &&SchemeLine| {
            let allowed = one.approved_by.is_some() || (self.drafts && one.state == "draft");
            one.code == line.code && allowed && one.starts <= today
        };
        let latest = self.sent.iter().filter(has_begun).map(|one| one.version).max();
        let is_over = line.ends.as_ref().is_some_and(|ends| *ends <= today);
        latest == Some(line.version) && line.state != "withdrawn" && !is_over
    }

    fn listed(&self, line: &SchemeLine) -> String {
        let SchemeLine { code, version, department, state, written_by, approved_by, starts, ends } = line;
        let heard = if self.is_heard(line) { "yes" } else { "no" };
        let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        let (version, ends, approved_by) = (version.to_string(), or_none(ends), or_none(approved_by));
        row([department, code, &version, state, heard, starts, &ends, written_by, &approved_by])
    }
}

fn row(cells: [&str; 9]) -> String {
    let [department, code, version, state, heard, from, until, written, approved] = cells;
    format!(
        "{department:<5} {code:<28} {version:>7}  {state:<9} {heard:<9} {from:<10} {until:<12} {written:<12} {approved}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn line(version: u32, state: &str, starts: &str) -> SchemeLine {
        let approved_by = (state != "draft").then_some("kiran");
        serde_json::from_value(json!({
            "code": "ladli-behna", "version": version, "department": "WCD", "state": state, "written_by": "sunita",
            "approved_by": approved_by, "starts": starts,
        }))
        .unwrap()
    }

    fn overview(sent: &[SchemeLine], drafts: bool) -> Overview<'_> {
        let built_in = state_directory::schemes().unwrap();
        Overview { sent, built_in, drafts, today: "2026-11-30".parse().unwrap() }
    }

    #[test]
    fn an_empty_list_says_that_drafts_are_spoken_and_how_to_send_a_version() {
        let told = overview(&[], true).told();
        assert!(told.starts_with("No department has sent a scheme version yet.\n"), "{told}");
        assert!(told.contains(" drafts of directory/schemes are spoken here (Schemes=drafts)"), "{told}");
        assert!(told.contains("\nWCD   ladli-behna\n"), "{told}");
        assert!(told.contains("`cargo xtask scheme draft directory/schemes/CODE.toml"), "{told}");
        let silent = overview(&[], false).told();
        assert!(silent.contains("No draft of directory/schemes is spoken here (Schemes=approved)."), "{silent}");
    }

    #[test]
    fn a_version_stands_under_a_heading_with_whether_it_is_heard() {
        let sent = [line(2, "approved", "2026-11-01")];
        let told = overview(&sent, true).told();
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines[0].find("heard now"), lines[1].find("yes"), "{told}");
        assert_eq!(lines[0].find("approved by"), lines[1].find("kiran"), "{told}");
        assert!(!told.contains("\nWCD   ladli-behna\n"), "the draft of this build is replaced: {told}");
    }

    #[test]
    fn the_latest_version_whose_day_has_come_is_heard_and_no_older_one_comes_back() {
        let heard = |sent: &[SchemeLine], drafts: bool| -> Vec<bool> {
            sent.iter().map(|line| overview(sent, drafts).is_heard(line)).collect()
        };
        let (old, later) = (line(1, "approved", "2026-11-01"), line(2, "approved", "2026-12-24"));
        assert_eq!(heard(&[old.clone(), later], false), [true, false]);
        assert_eq!(heard(&[old.clone(), line(2, "withdrawn", "2026-11-02")], false), [false, false]);
        let draft = line(2, "draft", "2026-11-02");
        assert_eq!(heard(&[old.clone(), draft.clone()], false), [true, false]);
        assert_eq!(heard(&[old, draft], true), [false, true]);
        let over = SchemeLine { ends: Some("2026-11-30".into()), ..line(1, "approved", "2026-11-01") };
        assert_eq!(heard(&[over], false), [false]);
    }
}
