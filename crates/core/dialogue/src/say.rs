//! Prompts with what a call knows filled in.

use crate::caller::Stage as Stage_;
use crate::line::{Arg, Line};
use crate::script::{Node, STATUS};
use crate::stage::Stage;
use directory::Placed;
use lifecycle::{DepartmentCode, Ticket};

impl Stage<'_> {
    /// Lines with what the call knows; each prompt takes what it has a place for. A day that the ledger promises is for
    /// the ledger to say: see [`Playbook::promising`]. A line that would say what is not known is left out.
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
                "answer" => line.with(Arg::Words(self.call.shelf.answer.clone()??)),
                "announcement" => line.with(Arg::Words(caller.announcement.as_ref()?.said.clone())),
                // Filled in by whoever knows them.
                _ => line,
            })
        })
    }
}

impl<'a> Stage<'a> {
    /// The number that is said: that of this call's case, also of one that is only now drawn; else the earlier one's.
    fn ticket(&self) -> Option<&'a Ticket> {
        let own = self.call.case.as_ref().map(|case| &case.ticket);
        let earlier = self.call.caller.earlier.as_ref().map(|earlier| &earlier.ticket);
        let draws = self.node().is_some_and(Node::draws_a_ticket);
        own.or(self.fresh.filter(|_| draws)).or(earlier).or(self.fresh)
    }
}

/// The prompt that says where a case stands, and by when something is due, if anything still is.
pub(crate) fn status(stage: Stage_, dated: bool) -> String {
    let undated = matches!(stage, Stage_::Sent | Stage_::InHand) && !dated;
    format!("{STATUS}_{}{}", stage.as_str(), if undated { "_undated" } else { "" })
}
