//! Schemes on the telephone: found by subject, heard chunk by chunk, asked about.
//!
//! The featured scheme has the first key, the subjects have the keys after it. A subject lists its schemes, some at a
//! time. Chunks run on without keys: a caller who presses nothing hears all chunks. Hash goes to the next chunk, star
//! starts the scheme again, and one starts a note about a problem with it. After its last chunk each scheme asks what
//! to do next. No caller is ever told that a scheme is not for them.

use crate::call::{SchemeKey, Target};
use crate::fetched::{Found, InScheme, Payment, Said, SchemeId, SchemeMetric, SchemePlace, SpokenScheme, Wants};
use crate::line::{Arg, Line};
use crate::script::Node;
use crate::stage::Stage;
use crate::{Call, Key, Reply, Step};

/// The prompts that this module says by itself.
pub(crate) const PROMPTS: [&str; 26] = [
    "scheme_text",
    "scheme_draft",
    "scheme_over",
    "scheme_unknown",
    "scheme_likely",
    "scheme_perhaps",
    "scheme_sent",
    "scheme_not_sent",
    "payment_not_offered",
    "payment_paid",
    "payment_due",
    "payment_stopped",
    "payment_nobody_known",
    "payment_unknown",
    "option_scheme_of_moment",
    "option_scheme_subject",
    "option_scheme_named",
    "option_more_schemes",
    "option_scheme_question",
    "option_scheme_trouble",
    "option_scheme_eligible",
    "option_scheme_payment",
    "option_scheme_sms",
    "option_scheme_again",
    "option_yes",
    "option_no",
];

/// Schemes of a subject that are offered at once. They are more than another menu offers (`directory::MAX_OPTIONS`),
/// because each name has two or three words and the first key ends the list. So three keys lead to nearly every scheme.
const LISTED: u8 = 7;

/// The key for a problem with a scheme, during the scheme and at its end.
const TROUBLE: char = '1';
/// The key for a question that no scheme version answers, in a subject's list and at a scheme's end.
const ASK: char = '8';
/// The key for more schemes in a list.
const MORE: char = '9';

/// Returns the prompt that names a subject.
pub(crate) fn subject_prompt(subject: &str) -> String {
    format!("scheme_subject_{}", subject.replace('-', "_"))
}

impl Step {
    /// Returns the same step with `line` said first.
    pub(crate) fn after(mut self, line: Line) -> Self {
        if let Some(say) = self.reply.say_mut() {
            say.insert(0, line);
        }
        self
    }
}

impl Payment {
    /// Returns the line that says this state.
    fn line(self) -> Line {
        match self {
            Self::NotOffered => Line::of("payment_not_offered"),
            Self::Paid(on) => Line::of("payment_paid").with(Arg::Date(on)),
            Self::Due(by) => Line::of("payment_due").with(Arg::Date(by)),
            Self::Stopped => Line::of("payment_stopped"),
            Self::NobodyKnown => Line::of("payment_nobody_known"),
            Self::Unknown => Line::of("payment_unknown"),
        }
    }
}

impl Stage<'_> {
    /// Returns the words in the call's language, or in the directory's language for a draft without own words.
    fn words(&self, said: &Said) -> String {
        let language = &self.call.language;
        let own = said.get(language).or_else(|| said.get(self.playbook.of_the_directory(language)));
        own.or_else(|| said.values().next()).cloned().unwrap_or_default()
    }

    fn line_of(&self, prompt: &str, said: &Said) -> Line {
        Line::of(prompt).with(Arg::Words(self.words(said)))
    }

    fn wanting(&self, wants: Wants) -> Step {
        Step { wants: Some(wants), ..self.stay() }
    }

    /// Offers the first list: the featured scheme and the subjects.
    pub(crate) fn schemes(&self) -> Step {
        let call = Call { scheme: None, menu: None, ..self.call.clone() };
        let there = self.with(&call);
        let Some(listed) = &call.fetched.listed else { return there.wanting(Wants::List) };
        let Some(Node::Schemes { none, first, .. }) = self.node() else { return self.enter(&self.call.at) };
        // The featured scheme is the coordinator's choice, else the script's, else the first of the list.
        let scripted =
            first.as_ref().and_then(|code| listed.iter().find(|one| one.id.code.as_str() == code.get_ref().as_str()));
        let Some(first) = listed.iter().find(|one| one.featured).or(scripted).or(listed.first()) else {
            return self.enter(none.get_ref());
        };
        let mut subjects: Vec<&str> = Vec::new();
        for one in listed.iter().filter(|one| one.id != first.id) {
            if !subjects.contains(&one.subject.as_str()) {
                subjects.push(&one.subject);
            }
        }
        let featured = (there.line_of("option_scheme_of_moment", &first.name), Target::Scheme(first.id.clone()));
        let subjects = subjects.into_iter().map(|subject| {
            let line = Line::of("option_scheme_subject").with(Arg::SchemeSubject(subject.to_owned()));
            (line, Target::Schemes(subject.to_owned(), 0))
        });
        let all = std::iter::once(featured).chain(subjects);
        let options = ('1'..='9').zip(all).map(|(digit, (line, target))| (digit, line, target));
        there.choose(Vec::new(), options.collect(), false)
    }

    /// Offers the schemes of a subject, from the index `from` on.
    pub(crate) fn schemes_of(&self, subject: &str, from: u8) -> Step {
        let Some(listed) = &self.call.fetched.listed else { return self.wanting(Wants::List) };
        let call = Call { menu: Some(format!("{subject}.{from}")), ..self.call.clone() };
        let there = self.with(&call);
        let theirs = listed.iter().filter(|one| one.subject == subject);
        let theirs: Vec<(Line, Target)> = theirs
            .map(|one| (there.line_of("option_scheme_named", &one.name), Target::Scheme(one.id.clone())))
            .collect();
        if theirs.len() <= usize::from(from) {
            return self.schemes();
        }
        there.list(theirs, subject.to_owned(), from)
    }

    /// Offers one part of a list, with the key for more.
    fn list(&self, all: Vec<(Line, Target)>, subject: String, from: u8) -> Step {
        let rest = all.into_iter().skip(usize::from(from));
        let more = rest.len() > usize::from(LISTED);
        let mut options: Vec<(char, Line, Target)> = ('1'..=MORE)
            .zip(rest.take(usize::from(LISTED)))
            .map(|(digit, (line, target))| (digit, line, target))
            .collect();
        if more {
            let next = from.saturating_add(LISTED);
            options.push((MORE, Line::of("option_more_schemes"), Target::Schemes(subject, next)));
        }
        self.choose(Vec::new(), options, true)
    }

    /// Asks the caller to choose among `options`. If `ask`, a further key lets them ask about something else.
    fn choose(&self, say: Vec<Line>, options: Vec<(char, Line, Target)>, ask: bool) -> Step {
        let mut call = self.call.clone();
        let mut lines = Vec::new();
        call.offered.clear();
        for (digit, line, target) in options {
            let Some(key) = Key::new(digit) else { continue };
            lines.push(line.with(Arg::Key(key)));
            call.offered.push((key, target));
        }
        if let (true, Some(key)) = (ask, Key::new(ASK)) {
            lines.push(Line::of("option_scheme_question").with(Arg::Key(key)));
            call.offered.push((key, Target::InScheme(SchemeKey::Ask)));
        }
        Step { reply: Reply::Menu { say, ask: lines }, ..self.with(&call).stay() }
    }

    /// Tells a scheme from its first chunk on.
    pub(crate) fn scheme(&self, id: &SchemeId) -> Step {
        match self.found(id) {
            Ok(told) => self.chunk(told, 0),
            Err(step) => *step,
        }
    }

    /// Returns the content of a scheme. The error is the step that fetches it; or, if the scheme is over or cannot be
    /// read, the step that says so and lists the others.
    fn found(&self, id: &SchemeId) -> Result<&SpokenScheme, Box<Step>> {
        let others = |why| Err(Box::new(self.schemes().after(Line::of(why))));
        match self.call.fetched.told.get(&id.code) {
            None => Err(Box::new(self.wanting(Wants::Text(id.code.clone())))),
            Some(Found::Over) => others("scheme_over"),
            Some(Found::Unknown) => others("scheme_unknown"),
            Some(Found::Text(told)) => Ok(told),
        }
    }

    fn at(&self, told: &SpokenScheme, place: SchemePlace) -> Call {
        let scheme = InScheme { id: told.id.clone(), place, to: told.to.clone() };
        Call { scheme: Some(scheme), offered: Vec::new(), ..self.call.clone() }
    }

    fn chunk(&self, told: &SpokenScheme, number: u8) -> Step {
        let Some(said) = told.chunks.get(usize::from(number)) else { return self.end(told, Vec::new()) };
        let call = self.at(told, SchemePlace::Chunk(number));
        let draft = (told.draft && number == 0).then(|| Line::of("scheme_draft"));
        let ask = draft.into_iter().chain([self.line_of("scheme_text", said)]).collect();
        self.with(&call).reply(Reply::Chunk { ask })
    }

    /// Offers the actions after the last chunk.
    fn end(&self, told: &SpokenScheme, say: Vec<Line>) -> Step {
        let call = self.at(told, SchemePlace::End);
        let mut options =
            vec![(TROUBLE, self.line_of("option_scheme_trouble", &told.trouble), Target::InScheme(SchemeKey::Trouble))];
        if !told.questions.is_empty() {
            options.push(('2', Line::of("option_scheme_eligible"), Target::InScheme(SchemeKey::Eligible)));
        }
        if told.pays {
            options.push(('3', Line::of("option_scheme_payment"), Target::InScheme(SchemeKey::Payment)));
        }
        if told.texted && call.caller.reachable {
            options.push(('4', Line::of("option_scheme_sms"), Target::InScheme(SchemeKey::Sms)));
        }
        options.push(('*', Line::of("option_scheme_again"), Target::InScheme(SchemeKey::Again)));
        self.with(&call).choose(say, options, true)
    }

    fn question(&self, told: &SpokenScheme, number: u8, speaks_for: bool) -> Step {
        let Some((said, _)) = told.questions.get(usize::from(number)) else {
            let verdict = if speaks_for { "scheme_likely" } else { "scheme_perhaps" };
            return self.end(told, vec![Line::of(verdict)]);
        };
        let call = self.at(told, SchemePlace::Question(number, speaks_for));
        let options = vec![
            ('1', Line::of("option_yes"), Target::InScheme(SchemeKey::Yes)),
            ('2', Line::of("option_no"), Target::InScheme(SchemeKey::No)),
        ];
        let mut step = self.with(&call).choose(Vec::new(), options, false);
        if let Reply::Menu { ask, .. } = &mut step.reply {
            ask.insert(0, self.line_of("scheme_text", said));
        }
        step
    }

    /// Returns the version that is heard and the position in it. A version newer than the one begun is heard from its
    /// beginning.
    fn heard(&self) -> Result<(&SpokenScheme, SchemePlace), Box<Step>> {
        let Some(InScheme { id, place, .. }) = &self.call.scheme else { return Err(Box::new(self.schemes())) };
        let told = self.found(id)?;
        if told.id == *id { Ok((told, *place)) } else { Err(Box::new(self.chunk(told, 0))) }
    }

    /// Returns the step for a key pressed during a chunk. A key without a meaning of its own goes to the next chunk, as
    /// silence does.
    pub(crate) fn key_in_scheme(&self, key: Key) -> Option<Step> {
        let chunk = matches!(self.call.scheme, Some(InScheme { place: SchemePlace::Chunk(_), .. }));
        if !chunk || !matches!(self.node(), Some(Node::Schemes { .. })) {
            return None;
        }
        match key.as_char() {
            TROUBLE => Some(self.in_scheme(SchemeKey::Trouble)),
            '*' => Some(self.in_scheme(SchemeKey::Again)),
            // This key leads to a person everywhere.
            '0' => None,
            _ => Some(self.in_scheme(SchemeKey::Skip)),
        }
    }

    pub(crate) fn in_scheme(&self, key: SchemeKey) -> Step {
        let Some(Node::Schemes { question, trouble, about, .. }) = self.node() else {
            return self.enter(&self.call.at);
        };
        match key {
            // The assignment is known before the note, even if the version has ended meanwhile.
            SchemeKey::Trouble if self.call.scheme.is_some() => return self.enter(trouble.get_ref()),
            SchemeKey::Ask if self.call.scheme.is_some() => return self.enter(about.get_ref()),
            SchemeKey::Ask | SchemeKey::Trouble => {
                let (subject, _) = self.list_heard().unwrap_or_default();
                let metric = SchemeMetric::Questioned(format!("#{subject}"));
                return Step { metric: Some(metric), ..self.enter(question.get_ref()) };
            }
            _ => {}
        }
        let (told, place) = match self.heard() {
            Ok(heard) => heard,
            Err(step) => return *step,
        };
        match (key, place) {
            (SchemeKey::Again, _) => self.chunk(told, 0),
            (SchemeKey::Sms, _) => match self.call.fetched.sent {
                Some(true) => self.end(told, vec![Line::of("scheme_sent")]),
                Some(false) => self.end(told, vec![Line::of("scheme_not_sent")]),
                None => self.wanting(Wants::Sms(told.id.clone())),
            },
            (SchemeKey::Payment, _) => match self.call.fetched.payment {
                Some(payment) => self.end(told, vec![payment.line()]),
                None => self.wanting(Wants::Payment(told.id.code.clone())),
            },
            (SchemeKey::Skip, SchemePlace::Chunk(number)) => self.chunk(told, number.saturating_add(1)),
            (SchemeKey::Eligible, _) => self.question(told, 0, true),
            (SchemeKey::Yes | SchemeKey::No, SchemePlace::Question(number, before)) => {
                let yes = key == SchemeKey::Yes;
                let speaks_for = told.questions.get(usize::from(number)).is_some_and(|(_, wanted)| *wanted == yes);
                self.question(told, number.saturating_add(1), before && speaks_for)
            }
            _ => self.end(told, Vec::new()),
        }
    }

    /// Handles silence: a chunk runs on, an unanswered question does not speak for the scheme, and in a list the caller
    /// may leave a question. At the end of a scheme it leads to the step for silence.
    pub(crate) fn silence_in_schemes(&self) -> Step {
        let Some(Node::Schemes { silence, question, .. }) = self.node() else { return self.enter(&self.call.at) };
        match self.call.scheme.as_ref().map(|scheme| scheme.place) {
            Some(SchemePlace::Chunk(_)) => {
                let step = self.in_scheme(SchemeKey::Skip);
                let heard = step.call.scheme.as_ref().filter(|scheme| scheme.place == SchemePlace::End);
                let metric = heard.map(|scheme| SchemeMetric::HeardOut(scheme.id.code.clone()));
                Step { metric, ..step }
            }
            Some(SchemePlace::Question(number, _)) => match self.heard() {
                Ok((told, _)) => self.question(told, number.saturating_add(1), false),
                Err(step) => *step,
            },
            Some(SchemePlace::End) => self.enter(silence.get_ref()),
            None => self.enter(question.get_ref()),
        }
    }

    /// Says again what the caller heard last.
    pub(crate) fn schemes_again(&self) -> Step {
        if self.call.scheme.is_some() {
            return match self.heard() {
                Ok((told, SchemePlace::Question(number, before))) => self.question(told, number, before),
                Ok((told, SchemePlace::Chunk(number))) => self.chunk(told, number),
                Ok((told, SchemePlace::End)) => self.end(told, Vec::new()),
                Err(step) => *step,
            };
        }
        match self.list_heard() {
            Some((subject, from)) => self.schemes_of(subject, from),
            None => self.schemes(),
        }
    }

    /// Returns the subject whose list was heard last, and the index at which that list began; `None` for the first
    /// list.
    fn list_heard(&self) -> Option<(&str, u8)> {
        let (subject, from) = self.call.menu.as_ref()?.rsplit_once('.')?;
        Some((subject, from.parse().unwrap_or(0)))
    }
}
