//! The citizen's words: the transcript and the part that may leave, and access to transcript and audio.

use super::{Decided, Deciding, Decision, Rules};
use crate::{Command, ContactId, PromiseKind, Role, Sound, State, What, Words};

impl<R: Rules> Deciding<'_, R> {
    /// Keeps the transcript of a note, once. If the case is confidential, or the transcript touches a confidential
    /// matter, nothing leaves before a person has read it.
    pub(super) fn keep_transcript(&self, contact: &ContactId) -> Decision {
        if self.case.transcribed.contains(contact) {
            return Decision::Already;
        }
        let Command::KeepTranscript { contact, words, concerns, suggested, suggested_category, sure, reasons, place } =
            self.order.command.clone()
        else {
            return Decision::Already;
        };
        let held = concerns || self.case.standing.hides_its_subject();
        if held {
            // The event omits even the machine's suggestions. The whole transcript lies sealed, and the coordinator
            // reads it there.
            let what = What::Transcribed {
                contact: contact.clone(),
                words: None,
                suggested: None,
                suggested_category: None,
                sure: false,
                reasons: None,
                place: None,
            };
            return self.happens(what, |s| s.unread.push(contact));
        }
        let sequence = self.case.version + 1;
        let words = Some(words);
        let what = What::Transcribed { contact, words, suggested, suggested_category, sure, reasons, place };
        self.happens(what, |s| s.said_in.push(sequence))
    }

    /// Records that a transcript will not come. Only an awaited transcript can be lost.
    pub(super) fn lose_transcript(&self, contact: &ContactId) -> Decision {
        if !self.case.awaits(Sound::Transcript, contact) {
            return Decision::Already;
        }
        self.stays(What::TranscriptLost { contact: contact.clone() })
    }

    pub(super) fn read_transcript(&self, contact: &ContactId) -> Decided {
        if !self.case.transcribed.contains(contact) {
            return self.refused("there is no transcript of that note");
        }
        Ok(self.stays(What::TranscriptRead { contact: contact.clone() }))
    }

    pub(super) fn release_words(&self, contact: &ContactId, words: &Words) -> Decided {
        if !self.case.transcribed.contains(contact) {
            return self.refused("there is no transcript of that note");
        }
        if !self.case.standing.unread.contains(contact) {
            return Ok(Decision::Already);
        }
        let sequence = self.case.version + 1;
        Ok(self.happens(What::WordsReleased { contact: contact.clone(), words: words.clone() }, |s| {
            s.unread.retain(|unread| unread != contact);
            s.said_in.push(sequence);
        }))
    }

    /// Lets somebody hear a note. The centre hears every note. The department needs the citizen's leave, and hears none
    /// once the case has ended.
    pub(super) fn listen(&self, contact: &ContactId) -> Decided {
        if !self.case.kept.contains(contact) {
            return self.refused("there is no such note: look at the case again");
        }
        let delicate = self.case.standing.unread.contains(contact) || self.case.standing.hides_its_subject();
        if delicate && self.order.why.is_none() {
            return self.refused("it may be confidential: say why you listen");
        }
        if matches!(self.order.by.role(), Role::Officer | Role::Nodal) {
            if !self.case.voice_granted {
                return self.refused("the citizen has not let the department hear their voice; ask through the centre");
            }
            if self.case.standing.state.ended() {
                return self.refused("it has ended: nothing needs to be heard any more");
            }
        }
        Ok(self.stays(What::Listened { contact: contact.clone() }))
    }

    pub(super) fn grant_voice(&self) -> Decision {
        if self.case.voice_granted { Decision::Already } else { self.stays(What::VoiceGranted {}) }
    }

    pub(super) fn revoke_voice(&self) -> Decision {
        if self.case.voice_granted { self.stays(What::VoiceRevoked {}) } else { Decision::Already }
    }

    /// Records that a recording or transcript did not come in time. Without the recording nobody knows the citizen's
    /// words, so a call asks for them. Without the transcript somebody listens.
    pub(super) fn never_came(&self, sound: Sound, contact: &ContactId) -> Decision {
        let contact = contact.clone();
        match sound {
            Sound::Transcript => self.stays(What::TranscriptLost { contact }),
            Sound::Recording => {
                let promised = self.case.promised_to(PromiseKind::CallBack).is_some();
                let call = (!promised).then(|| self.promise(1, PromiseKind::CallBack, self.call_by()));
                self.stays(What::NoteMissing { contact, call })
            }
        }
    }

    /// Sorts a case whose caller hung up in the note to the department that was known before it. Returns `None` if
    /// there was none, or if the directory no longer has it.
    pub(super) fn sorted_as_meant(&self) -> Option<Decision> {
        let to = self.case.meant().filter(|to| self.rules.terms(to).is_some())?;
        self.sort(to, None, self.case.about_scheme.as_ref()).ok()
    }

    /// Sorts a case to the department that its transcript clearly suggests, when the triage desk's time is over.
    /// Returns `None` without a clear suggestion. A person sorts confidential cases, cases about an official and cases
    /// that need a statutory report, so it returns `None` for them too.
    pub(super) fn sorted_by_its_words(&self) -> Option<Decision> {
        let s = &self.case.standing;
        let to = self.case.suggested().filter(|_| s.state == State::Registered && s.unread.is_empty())?;
        let terms = self.rules.terms(&to)?;
        let delicate = terms.quiet.is_some() || terms.about_official || terms.report;
        if delicate || s.quiet.is_some() || s.about_official {
            return None;
        }
        self.sort(to, None, None).ok()
    }
}
