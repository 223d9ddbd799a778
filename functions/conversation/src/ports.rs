//! The ports of this function: it writes and reads cases, and it seals numbers and disclosures. It cannot open one.

use aws_kit::deadlines::LOOK_UP;
use citizens_kms::{KmsCitizens, KmsDisclosures, KmsPins};
use dialogue::{Contacting, Input, Learned, Listed, Payment, SchemeId, Told};
use directory::Sms;
use helpline::ports::{
    Board, CountSchemes, CountTries, Counted, Disclosed, KeepPins, KnowCitizens, KnownCitizen, LookUpPayments,
    MarkPins, NewPin, Pins, ReadAnswers, ReadBoard, ReadCases, ReadEvents, ReadSchemes, SealCitizen, SealDisclosures,
    SealedCitizen, Try, Unavailable, Write, WriteCases, Written,
};
use helpline::texts::{WantSms, WantedSms};
use helpline::{CallPorts, CallerNumber, Digits, EventKey, PinKind};
use jiff::Timestamp;
use ledger_dynamodb::{DynamoLedger, RememberedBoard, RememberedSchemes};
use lifecycle::{Case, ContactId, Event, Field, LanguageCode, Sealed, Ticket};
use std::time::Duration;
use tokio::time::timeout;

pub(crate) struct Ports {
    pub(crate) ledger: DynamoLedger,
    pub(crate) board: RememberedBoard,
    pub(crate) citizens: KmsCitizens,
    pub(crate) pins: KmsPins,
    pub(crate) disclosures: KmsDisclosures,
    pub(crate) schemes: RememberedSchemes,
}

impl ReadSchemes for Ports {
    async fn listed(&self, now: Timestamp) -> Result<Vec<Listed>, Unavailable> {
        self.schemes.listed(now).await
    }

    async fn told(&self, code: &str, now: Timestamp) -> Result<Option<Told>, Unavailable> {
        self.schemes.told(code, now).await
    }

    async fn sms(&self, id: &SchemeId, language: &LanguageCode, now: Timestamp) -> Result<Option<Sms>, Unavailable> {
        self.schemes.sms(id, language, now).await
    }
}

impl WantSms for Ports {
    async fn want_sms(&self, wanted: &WantedSms) -> Result<(), Unavailable> {
        self.ledger.want_sms(wanted).await
    }
}

impl LookUpPayments for Ports {
    /// No department offers a system yet. One that does is asked here, within [`LOOK_UP`].
    async fn payment(&self, _: &str, _: Option<&CallerNumber>) -> Result<Payment, Unavailable> {
        Ok(Payment::NotOffered)
    }
}

impl CountSchemes for Ports {
    /// Nobody waits long for a count.
    async fn count(&self, week: &str, learned: &Learned) -> Result<(), Unavailable> {
        let counted = timeout(COUNT, self.ledger.count(week, learned)).await;
        let counted = counted.unwrap_or_else(|_| Err(Unavailable("no answer in time".into())));
        if let Err(why) = &counted {
            tracing::warn!(error = %why, "what was heard of a scheme was not counted");
        }
        counted
    }
}

/// How long a caller may wait for what is only counted.
const COUNT: Duration = Duration::from_millis(200);

/// What only makes the first words better must not hold them up.
async fn soon<T>(looked_up: impl Future<Output = Result<T, Unavailable>>) -> Result<T, Unavailable> {
    timeout(LOOK_UP, looked_up).await.unwrap_or_else(|_| Err(Unavailable("no answer in time".into())))
}

impl CallPorts for Ports {}

impl WriteCases for Ports {
    async fn write(&self, write: &Write) -> Written {
        self.ledger.write(write).await
    }
}

impl ReadCases for Ports {
    async fn case(&self, ticket: &Ticket) -> Result<Option<Case>, Unavailable> {
        self.ledger.case(ticket).await
    }
}

impl ReadEvents for Ports {
    async fn event(&self, key: &EventKey) -> Result<Option<Event>, Unavailable> {
        self.ledger.event(key).await
    }
}

impl ReadAnswers for Ports {
    async fn answered(&self, contact: &ContactId, number: u32, input: &Input) -> Result<Option<String>, Unavailable> {
        self.ledger.answered(contact, number, input).await
    }
}

impl SealCitizen for Ports {
    async fn seal(&self, number: &CallerNumber) -> Result<SealedCitizen, Unavailable> {
        self.citizens.seal(number).await
    }

    async fn pseudonym(&self, number: &CallerNumber) -> Result<String, Unavailable> {
        soon(self.citizens.pseudonym(number)).await
    }
}

impl KnowCitizens for Ports {
    async fn citizen(&self, pseudonym: &str) -> Result<Option<KnownCitizen>, Unavailable> {
        soon(self.ledger.citizen(pseudonym)).await
    }

    async fn is_theirs(&self, pseudonym: &str, ticket: &Ticket) -> Result<bool, Unavailable> {
        self.ledger.is_theirs(pseudonym, ticket).await
    }

    async fn allow(&self, citizen: &SealedCitizen, when: Contacting) -> Result<(), Unavailable> {
        self.ledger.allow(citizen, when).await
    }
}

impl ReadBoard for Ports {
    async fn board(&self) -> Result<Option<Board>, Unavailable> {
        soon(self.board.board()).await
    }
}

impl MarkPins for Ports {
    async fn mark(&self, ticket: &Ticket, pin: &Digits) -> Result<String, Unavailable> {
        self.pins.mark(ticket, pin).await
    }
}

impl KeepPins for Ports {
    async fn pins(&self, ticket: &Ticket) -> Result<Pins, Unavailable> {
        self.ledger.pins(ticket).await
    }

    async fn keep_pin(&self, ticket: &Ticket, pin: &NewPin<'_>) -> Result<bool, Unavailable> {
        self.ledger.keep_pin(ticket, pin).await
    }

    async fn proof(&self, contact: &ContactId, ticket: &Ticket) -> Result<Option<PinKind>, Unavailable> {
        self.ledger.proof(contact, ticket).await
    }
}

impl CountTries for Ports {
    async fn count_try(&self, attempt: &Try) -> Result<Counted, Unavailable> {
        self.ledger.count_try(attempt).await
    }

    async fn forgive(&self, attempt: &Try, ticket: &Ticket, kind: PinKind) -> Result<(), Unavailable> {
        self.ledger.forgive(attempt, ticket, kind).await
    }
}

impl SealDisclosures for Ports {
    async fn seal_disclosure(&self, ticket: &Ticket, field: Field, value: &Disclosed) -> Result<Sealed, Unavailable> {
        self.disclosures.seal_disclosure(ticket, field, value).await
    }
}
