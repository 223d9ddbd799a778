//! Runs the scenarios on the services of a local cloud. `cargo xtask conformance` starts a cloud and names its address.

mod audio;
mod cloud;
mod notices;
mod queues;
mod sealing;
mod sending;
mod transcribing;

use audio::Audio as _;
use cloud::clouds;
use helpline::ports::{
    Evidence as _, NoteStore as _, ParkedKeys as _, QueuePatience as _, Topics as _, TranscriptStore as _,
};
use helpline::recordings::{note_name, sealed_name};
use lifecycle::ContactId;
use notices::Notices as _;
use queues::Queues as _;
use std::time::Duration;

macro_rules! on_clouds {
    ($of:ident: $($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            for cloud in clouds() {
                eprintln!("at {}", cloud.url);
                $of::$scenario(&cloud.$of().await).await;
            }
        }
    )* };
}

audio::all_audio!(on_clouds);
notices::all_notices!(on_clouds);
queues::all_queues!(on_clouds);
sealing::all_sealing!(on_clouds);
sending::all_sending!(on_clouds);
transcribing::all_transcribing!(on_clouds);

#[tokio::test]
async fn notes_and_transcripts_are_encrypted_each_under_its_own_key() {
    for cloud in clouds() {
        let files = cloud.audio().await;
        let ticket = acceptance::line::draw();
        let contact = ContactId::new("call-1").unwrap();
        let note = note_name(&ticket, &contact).unwrap();
        let text = sealed_name(&ticket, &contact).unwrap();
        files.notes().keep(&note, "audio/mpeg", b"sound".to_vec()).await.unwrap();
        files.transcripts().seal_text(&text, "words").await.unwrap();
        for (name, key, media_type) in
            [(&note, &files.key, "audio/mpeg"), (&text, &files.seal, "text/plain; charset=utf-8")]
        {
            let head = files.client.head_object().bucket(&files.notes).key(name.as_str()).send().await.unwrap();
            assert!(head.ssekms_key_id().is_some_and(|id| id.ends_with(key.as_str())), "{}: {head:?}", cloud.url);
            assert_eq!(head.content_type(), Some(media_type));
        }
    }
}

#[tokio::test]
async fn a_link_opens_the_note_that_it_was_made_for_and_no_other() {
    for cloud in clouds() {
        let files = cloud.audio().await;
        let [one, other] = ["call-1", "call-2"]
            .map(|contact| note_name(&acceptance::line::draw(), &ContactId::new(contact).unwrap()).unwrap());
        for name in [&one, &other] {
            files.notes().keep(name, "audio/mpeg", name.as_str().into()).await.unwrap();
        }
        let link = files.evidence().link(&one).await.unwrap().unwrap();
        assert_eq!(files.browse(&link).await.as_deref(), Some(one.as_str().as_bytes()), "{}", cloud.url);
        assert_eq!(files.browse(&link.replace(one.as_str(), other.as_str())).await, None, "{}", cloud.url);
    }
}

#[tokio::test]
async fn a_key_that_is_put_off_stays_hidden_longer_than_the_queue_hides_it() {
    for cloud in clouds() {
        let queue = cloud.queue(0, 1).await;
        queue.parked().park(&queues::keys()[0]).await.unwrap();
        // The queue hides the key for one second. After that the key comes again.
        let first = queue.next(5).await.unwrap();
        let again = queue.next(5).await.unwrap();
        assert_eq!(again.key, first.key);
        queue.parked().retry_after(&again.receipt, Duration::from_secs(600)).await.unwrap();
        assert!(queue.next(3).await.is_none(), "{}: it came before its time", cloud.url);
    }
}

#[tokio::test]
async fn a_key_that_is_put_off_by_nothing_comes_at_once() {
    for cloud in clouds() {
        let queue = cloud.queue(0, 1).await;
        queue.parked().park(&queues::keys()[0]).await.unwrap();
        let first = queue.next(5).await.unwrap();
        queue.parked().retry_after(&first.receipt, Duration::from_secs(600)).await.unwrap();
        queue.parked().retry_after(&first.receipt, Duration::ZERO).await.unwrap();
        assert!(queue.next(5).await.is_some(), "{}", cloud.url);
    }
}

#[tokio::test]
async fn a_callers_scheme_does_not_wait_for_the_delay_of_the_queue() {
    for cloud in clouds() {
        let queue = cloud.queue(600, 1).await;
        let [event, scheme] = queues::keys();
        queue.parked().park(&event).await.unwrap();
        queue.parked().park(&scheme).await.unwrap();
        assert_eq!(queue.next(5).await.map(|out| out.key), Some(scheme.to_string()), "{}", cloud.url);
    }
}

#[tokio::test]
async fn a_reader_who_chooses_a_level_gets_the_notices_that_tell_it_and_no_others() {
    for cloud in clouds() {
        let on = cloud.notices().await;
        for (code, level) in [("ENR", "L1"), ("FCS", "L3")] {
            on.open_for(code, Some(&format!(r#"{{"tells": ["{level}"]}}"#))).await;
            let mut notice = notices::notice_to(code);
            notice.payload.tells = vec!["L1", "L2"];
            on.topics().publish(&notice).await.unwrap();
        }
        assert_eq!(on.arrived("ENR").await.len(), 1, "{}", cloud.url);
        assert_eq!(on.arrived("FCS").await.len(), 0, "{}", cloud.url);
    }
}
