//! Prompts filled in with the data of a call.

use crate::line::{Arg, Line};
use crate::script::{Node, STATUS};
use crate::stage::Stage;
use directory::Placed;
use lifecycle::{DepartmentCode, Stage as Stage_, Ticket};

impl Stage<'_> {
    /// Returns the lines of `prompts`, each filled in with the values that it has placeholders for. A line that needs
    /// an unknown value is left out. A day that the ledger promises is filled in later, by [`Playbook::promising`].
    pub(crate) fn filled(&self, prompts: &[Placed<String>]) -> Vec<Line> {
        self.filled_with(prompts, None)
    }

    pub(crate) fn filled_with(&self, prompts: &[Placed<String>], sorted: Option<&DepartmentCode>) -> Vec<Line> {
        prompts.iter().filter_map(|prompt| self.line(prompt.get_ref(), sorted)).collect()
    }

    fn line(&self, prompt: &str, sorted: Option<&DepartmentCode>) -> Option<Line> {
        let caller = &self.call.caller;
        let earlier = caller.earlier.as_ref();
        let prompt = match prompt {
            STATUS => earlier.map(|earlier| status(earlier.stage, earlier.due.is_some()))?,
            prompt => prompt.to_owned(),
        };
        self.playbook.places_in(&prompt).into_iter().try_fold(Line::of(&prompt), |line, place| {
            Some(match place {
                "ticket" => line.with(Arg::Ticket(self.ticket()?.clone())),
                "due" => line.with(Arg::Due(earlier?.due?)),
                "field" => line.with(Arg::Field(earlier?.lacks?)),
                "department" => line.with(Arg::Department(sorted?.clone())),
                "answer" => line.with(Arg::Words(self.call.fetched.answer.clone()??)),
                "announcement" => line.with(Arg::Words(caller.announcement.as_ref()?.said.clone())),
                // The other values are filled in elsewhere.
                _ => line,
            })
        })
    }
}

impl<'a> Stage<'a> {
    /// Returns the ticket to say: that of this call's case, even if it is only now drawn; else that of the earlier
    /// case.
    fn ticket(&self) -> Option<&'a Ticket> {
        let own = self.call.case.as_ref().map(|case| &case.ticket);
        let earlier = self.call.caller.earlier.as_ref().map(|earlier| &earlier.ticket);
        let draws = self.node().is_some_and(Node::draws_a_ticket);
        own.or(self.fresh.filter(|_| draws)).or(earlier).or(self.fresh)
    }
}

/// Returns the prompt for a stage. `dated` is true if the case has a day by which an answer is due.
pub(crate) fn status(stage: Stage_, dated: bool) -> String {
    let undated = matches!(stage, Stage_::Sent | Stage_::InHand) && !dated;
    format!("{STATUS}_{}{}", stage.as_str(), if undated { "_undated" } else { "" })
}
