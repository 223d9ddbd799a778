//! A cloud for one scenario: its address, its clients, and separate resources for each scenario.

use crate::audio::Audio;
use crate::notices::{Arrived, Notices};
use crate::queues::{CameOut, Queues};
use crate::sealing::Sealing;
use crate::sending::Sending;
use crate::transcribing::Transcribing;
use aws_config::{BehaviorVersion, Region, SdkConfig};
use aws_sdk_kms::types::{KeySpec, KeyUsageType};
use aws_sdk_s3::types::{BucketLocationConstraint, CreateBucketConfiguration};
use aws_sdk_sqs::types::QueueAttributeName;
use citizens_kms::{KmsCitizens, KmsDisclosures, KmsNumbers, KmsPins, KmsStates};
use helpline::ports::{
    DisclosureOpener, DisclosureSealer, Evidence, NoteStore, NumberOpener, NumberSealer, ObjectLocation, ParkedKeys,
    PinMarker, QueuePatience, Recordings, SmsKeys, SmsSender, StateKeys, Subscriptions, Topics, Transcriber,
    TranscriptStore,
};
use local_cloud::{CLOUD, USUAL_REGION};
use notices_sns::SnsTopics;
use queues_sqs::{ParkedQueue, SmsQueue};
use recordings_s3::{S3Recordings, S3Transcripts};
use sms_aws::{LocalSns, Registered};
use std::collections::BTreeMap;
use std::sync::Mutex;
use transcripts_transcribe::TranscribeJobs;

/// A cloud, as one scenario uses it.
pub struct Cloud {
    /// The cloud's address.
    pub url: String,
    /// A name for all resources of this scenario.
    pub id: String,
    config: SdkConfig,
}

/// Returns every cloud on which the scenarios run.
pub fn clouds() -> Vec<Cloud> {
    let urls = std::env::var(CLOUD)
        .unwrap_or_else(|_| panic!("{CLOUD} is not set: `cargo xtask conformance` starts a cloud and sets it"));
    let clouds: Vec<Cloud> = urls.split(',').map(cloud).collect();
    assert!(!clouds.is_empty());
    clouds
}

fn cloud(url: &str) -> Cloud {
    let credentials = aws_sdk_kms::config::Credentials::new("test", "test", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new(USUAL_REGION))
        .endpoint_url(url)
        .credentials_provider(aws_sdk_kms::config::SharedCredentialsProvider::new(credentials))
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    Cloud { url: url.to_owned(), id: format!("conformance-{}-{:08x}", std::process::id(), fastrand::u32(..)), config }
}

impl Cloud {
    /// Creates keys for this scenario.
    pub async fn sealing(&self) -> Seals {
        let client = aws_sdk_kms::Client::new(&self.config);
        let [codes, pins, states] = [self.mac_key().await, self.mac_key().await, self.mac_key().await];
        let [numbers, disclosures] = [self.key().await, self.key().await];
        Seals {
            citizens: KmsCitizens::new(client.clone(), codes, numbers),
            numbers: KmsNumbers::new(client.clone()),
            disclosures: KmsDisclosures::new(client.clone(), disclosures),
            pins: KmsPins::new(client.clone(), pins),
            states: KmsStates::new(client, states),
        }
    }

    /// Creates two buckets for this scenario.
    pub async fn audio(&self) -> Files {
        let [recordings, notes] = ["recordings", "notes"].map(|of| format!("{}-{of}", self.id));
        let plain = aws_sdk_s3::config::Builder::from(&self.config).force_path_style(true).build();
        let client = aws_sdk_s3::Client::from_conf(plain);
        for bucket in [&recordings, &notes] {
            let region = BucketLocationConstraint::from(USUAL_REGION);
            let region = CreateBucketConfiguration::builder().location_constraint(region).build();
            client.create_bucket().bucket(bucket).create_bucket_configuration(region).send().await.unwrap();
        }
        let [key, seal] = [self.key().await, self.key().await];
        let files = S3Recordings::new(&self.config, notes.clone(), key.clone());
        let texts = S3Transcripts::new(files.clone(), seal.clone());
        Files { client, recordings, notes, key, seal, files, texts }
    }

    /// Prepares topics for this scenario; none exists yet.
    pub async fn notices(&self) -> TopicsAndReaders {
        let sns = aws_sdk_sns::Client::new(&self.config);
        // Creates a topic to learn the prefix of ARNs.
        let name = format!("{}-", self.id);
        let arn = sns.create_topic().name(format!("{name}FIRST")).send().await.unwrap().topic_arn.unwrap();
        let prefix = arn.strip_suffix("FIRST").unwrap().to_owned();
        TopicsAndReaders {
            topics: SnsTopics::new(sns.clone(), prefix.clone()),
            sqs: aws_sdk_sqs::Client::new(&self.config),
            queues: Mutex::default(),
            sns,
            name,
            prefix,
        }
    }

    /// Creates a queue for this scenario. `delay` is its default delay for a message, and `hidden` is how long it hides
    /// a received message; both are in seconds.
    pub async fn queue(&self, delay: u32, hidden: u32) -> Queue {
        let client = aws_sdk_sqs::Client::new(&self.config);
        let make = client.create_queue().queue_name(&self.id);
        let make = make.attributes(QueueAttributeName::DelaySeconds, delay.to_string());
        let make = make.attributes(QueueAttributeName::VisibilityTimeout, hidden.to_string());
        let url = make.send().await.unwrap().queue_url.unwrap();
        Queue {
            parked: ParkedQueue::new(client.clone(), url.clone()),
            texts: SmsQueue::new(client.clone(), Some(url.clone())),
            client,
            url,
        }
    }

    /// Creates a queue without a delay.
    pub async fn queues(&self) -> Queue {
        self.queue(0, 60).await
    }

    /// Creates a bucket with one note, and a client for transcription jobs on it.
    pub async fn transcribing(&self) -> Jobs {
        let files = self.audio().await;
        let client = aws_sdk_transcribe::Client::new(&self.config);
        let jobs = TranscribeJobs::new(client.clone(), files.notes.clone(), files.key.clone(), self.id.clone());
        Jobs { client, jobs, files, prefix: self.id.clone() }
    }

    /// Makes the sender of SMS.
    pub async fn sending(&self) -> Texts {
        let registered = Registered::new("1101".into(), "MPGOVT".into(), "ticket-hi=11");
        Texts(LocalSns::new(aws_sdk_sns::Client::new(&self.config), registered))
    }

    async fn key(&self) -> String {
        let made = aws_sdk_kms::Client::new(&self.config).create_key().send().await.unwrap();
        made.key_metadata.unwrap().key_id
    }

    async fn mac_key(&self) -> String {
        let make = aws_sdk_kms::Client::new(&self.config).create_key();
        let make = make.key_spec(KeySpec::Hmac256).key_usage(KeyUsageType::GenerateVerifyMac);
        make.send().await.unwrap().key_metadata.unwrap().key_id
    }
}

/// The adapters for one scenario's keys.
pub struct Seals {
    citizens: KmsCitizens,
    numbers: KmsNumbers,
    disclosures: KmsDisclosures,
    pins: KmsPins,
    states: KmsStates,
}

impl Sealing for Seals {
    fn sealer(&self) -> &impl NumberSealer {
        &self.citizens
    }
    fn opener(&self) -> &impl NumberOpener {
        &self.numbers
    }
    fn disclosures(&self) -> &(impl DisclosureSealer + DisclosureOpener) {
        &self.disclosures
    }
    fn pins(&self) -> &impl PinMarker {
        &self.pins
    }
    fn states(&self) -> &impl StateKeys {
        &self.states
    }
}

/// The adapters for one scenario's buckets.
pub struct Files {
    /// A client of the service.
    pub client: aws_sdk_s3::Client,
    recordings: String,
    /// The bucket of notes and transcripts.
    pub notes: String,
    /// The key that encrypts notes.
    pub key: String,
    /// The key that encrypts transcripts.
    pub seal: String,
    files: S3Recordings,
    texts: S3Transcripts,
}

impl Audio for Files {
    fn recordings(&self) -> &impl Recordings {
        &self.files
    }
    fn notes(&self) -> &impl NoteStore {
        &self.files
    }
    fn transcripts(&self) -> &impl TranscriptStore {
        &self.texts
    }
    fn evidence(&self) -> &impl Evidence {
        &self.texts
    }
    async fn record(&self, key: &str, file: &[u8]) -> ObjectLocation {
        let put = self.client.put_object().bucket(&self.recordings).key(key).body(file.to_vec().into());
        put.send().await.unwrap();
        ObjectLocation { bucket: self.recordings.clone(), key: key.to_owned() }
    }
    async fn browse(&self, link: &str) -> Option<Vec<u8>> {
        let answer = ureq::get(link).call().ok()?;
        answer.into_body().read_to_vec().ok()
    }
}

/// The topics of one scenario, each with a queue that receives its messages.
pub struct TopicsAndReaders {
    topics: SnsTopics,
    /// A client of the service.
    pub sns: aws_sdk_sns::Client,
    sqs: aws_sdk_sqs::Client,
    name: String,
    prefix: String,
    queues: Mutex<BTreeMap<String, String>>,
}

impl TopicsAndReaders {
    /// Creates a topic and its queue, whose subscription filters messages by their attributes.
    pub async fn open_for(&self, code: &str, filter: Option<&str>) {
        let topic = self.sns.create_topic().name(format!("{}{code}", self.name)).send().await.unwrap();
        let queue = self.sqs.create_queue().queue_name(format!("{}{code}", self.name)).send().await.unwrap();
        let url = queue.queue_url.unwrap();
        let asked = self.sqs.get_queue_attributes().queue_url(&url).attribute_names(QueueAttributeName::QueueArn);
        let arn = asked.send().await.unwrap().attributes.unwrap()[&QueueAttributeName::QueueArn].clone();
        let subscribe = self.sns.subscribe().topic_arn(topic.topic_arn.unwrap()).protocol("sqs").endpoint(arn);
        let subscribe = subscribe.attributes("RawMessageDelivery", "true");
        let subscribe = filter.into_iter().fold(subscribe, |all, filter| all.attributes("FilterPolicy", filter));
        subscribe.send().await.unwrap();
        self.queues.lock().unwrap().insert(code.to_owned(), url);
    }
}

impl Notices for TopicsAndReaders {
    fn topics(&self) -> &(impl Topics + Subscriptions) {
        &self.topics
    }
    async fn open(&self, code: &str) {
        self.open_for(code, None).await;
    }
    async fn close(&self, code: &str) {
        self.sns.delete_topic().topic_arn(format!("{}{code}", self.prefix)).send().await.unwrap();
    }
    async fn arrived(&self, code: &str) -> Vec<Arrived> {
        let url = self.queues.lock().unwrap()[code].clone();
        let mut arrived = Vec::new();
        loop {
            let ask = self.sqs.receive_message().queue_url(&url).max_number_of_messages(10).wait_time_seconds(2);
            let messages = ask.message_attribute_names("All").send().await.unwrap().messages.unwrap_or_default();
            if messages.is_empty() {
                return arrived;
            }
            for message in messages {
                let attributes = message.message_attributes.unwrap_or_default().into_iter();
                arrived.push(Arrived {
                    payload: serde_json::from_str(&message.body.unwrap()).unwrap(),
                    attributes: attributes.map(|(name, value)| (name, value.string_value.unwrap())).collect(),
                });
            }
        }
    }
}

/// The queue of one scenario.
pub struct Queue {
    parked: ParkedQueue,
    texts: SmsQueue,
    client: aws_sdk_sqs::Client,
    url: String,
}

impl Queue {
    /// Returns the next key, if one arrives within `seconds` seconds.
    pub async fn next(&self, seconds: i32) -> Option<CameOut> {
        let ask = self.client.receive_message().queue_url(&self.url).wait_time_seconds(seconds);
        let message = ask.send().await.unwrap().messages.unwrap_or_default().pop()?;
        Some(CameOut { key: message.body.unwrap(), receipt: message.receipt_handle.unwrap() })
    }
}

impl Queues for Queue {
    fn parked(&self) -> &(impl ParkedKeys + QueuePatience) {
        &self.parked
    }
    fn texts(&self) -> &impl SmsKeys {
        &self.texts
    }
    async fn came_out(&self, keys: usize) -> Vec<CameOut> {
        let mut all = Vec::new();
        while all.len() < keys {
            all.push(self.next(5).await.unwrap());
        }
        all
    }
}

/// The transcription jobs of one scenario.
pub struct Jobs {
    client: aws_sdk_transcribe::Client,
    jobs: TranscribeJobs,
    files: Files,
    prefix: String,
}

impl Transcribing for Jobs {
    fn transcriber(&self) -> &impl Transcriber {
        &self.jobs
    }
    fn notes(&self) -> &impl NoteStore {
        &self.files.files
    }
    async fn jobs(&self) -> usize {
        let listed = self.client.list_transcription_jobs().job_name_contains(&self.prefix).send().await.unwrap();
        let jobs = listed.transcription_job_summaries.unwrap_or_default();
        jobs.iter().filter(|job| job.transcription_job_name().is_some_and(|n| n.starts_with(&self.prefix))).count()
    }
}

/// The SMS sender for local clouds.
pub struct Texts(LocalSns);

impl Sending for Texts {
    fn sender(&self) -> &impl SmsSender {
        &self.0
    }
}
