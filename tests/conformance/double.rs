//! Runs the scenarios on the double `testkit::Memory`, and looks at its contents from outside.

use crate::audio::Audio;
use crate::notices::{Arrived, Notices};
use crate::queues::{CameOut, Queues};
use crate::sealing::Sealing;
use crate::sending::Sending;
use crate::transcribing::Transcribing;
use helpline::ports::{
    DisclosureOpener, DisclosureSealer, Evidence, NoteStore, NumberOpener, NumberSealer, ObjectLocation, ParkedKeys,
    PinMarker, QueuePatience, Recordings, SmsKeys, SmsSender, StateKeys, Subscriber, Subscribers, Subscriptions,
    Topics, Transcriber, TranscriptStore,
};
use testkit::Memory;

impl Sealing for Memory {
    fn sealer(&self) -> &impl NumberSealer {
        self
    }
    fn opener(&self) -> &impl NumberOpener {
        self
    }
    fn disclosures(&self) -> &(impl DisclosureSealer + DisclosureOpener) {
        self
    }
    fn pins(&self) -> &impl PinMarker {
        self
    }
    fn states(&self) -> &impl StateKeys {
        self
    }
}

impl Audio for Memory {
    fn recordings(&self) -> &impl Recordings {
        self
    }
    fn notes(&self) -> &impl NoteStore {
        self
    }
    fn transcripts(&self) -> &impl TranscriptStore {
        self
    }
    fn evidence(&self) -> &impl Evidence {
        self
    }
    async fn record(&self, key: &str, file: &[u8]) -> ObjectLocation {
        let place = ObjectLocation { bucket: "recordings".to_owned(), key: key.to_owned() };
        self.kept().recordings.insert((place.bucket.clone(), place.key.clone()), file.to_vec());
        place
    }
    async fn browse(&self, link: &str) -> Option<Vec<u8>> {
        self.kept().sounds.get(link.strip_prefix("https://sound.example/")?).cloned()
    }
}

impl Notices for Memory {
    fn topics(&self) -> &(impl Topics + Subscriptions) {
        self
    }
    async fn open(&self, code: &str) {
        let reader = Subscriber { protocol: "sqs".to_owned(), address: format!("inbox-{code}") };
        let readers = Subscribers { confirmed: vec![reader], pending: 0 };
        self.kept().subscribers.insert(code.to_owned(), readers);
        self.kept().dead_topics.retain(|dead| dead != code);
    }
    async fn close(&self, code: &str) {
        self.kept().dead_topics.push(code.to_owned());
    }
    async fn arrived(&self, code: &str) -> Vec<Arrived> {
        let published = self.kept().published.clone();
        let of_topic = published.iter().filter(|notice| notice.topic == code);
        of_topic
            .map(|notice| {
                let attributes = notice.attributes().map(|(name, value)| (name.to_owned(), value.to_owned()));
                let tells = serde_json::to_string(&notice.payload.tells).unwrap();
                Arrived {
                    payload: serde_json::to_value(&notice.payload).unwrap(),
                    attributes: attributes.into_iter().chain([("tells".to_owned(), tells)]).collect(),
                }
            })
            .collect()
    }
}

impl Queues for Memory {
    fn parked(&self) -> &(impl ParkedKeys + QueuePatience) {
        self
    }
    fn texts(&self) -> &impl SmsKeys {
        self
    }
    async fn came_out(&self, keys: usize) -> Vec<CameOut> {
        let kept = self.kept();
        let queued: Vec<_> = kept.parked.iter().chain(&kept.sms_queued).collect();
        assert_eq!(queued.len(), keys);
        queued.iter().map(|key| CameOut { key: key.to_string(), receipt: key.to_string() }).collect()
    }
}

impl Transcribing for Memory {
    fn transcriber(&self) -> &impl Transcriber {
        self
    }
    fn notes(&self) -> &impl NoteStore {
        self
    }
    async fn jobs(&self) -> usize {
        self.kept().jobs.len()
    }
}

impl Sending for Memory {
    fn sender(&self) -> &impl SmsSender {
        self
    }
}
