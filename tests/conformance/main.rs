//! Tests the promises of every port on the double in memory. All other tests rely on this double.

mod audio;
mod callers;
mod double;
mod notices;
mod queues;
mod scenarios;
mod schemes;
mod sealing;
mod sending;
mod transcribing;

macro_rules! in_memory {
    ($of:ident: $($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            $of::$scenario(&testkit::Memory::default()).await;
        }
    )* };
}

scenarios::all!(in_memory);
callers::all_callers!(in_memory);
schemes::all_schemes!(in_memory);

audio::all_audio!(in_memory);
notices::all_notices!(in_memory);
queues::all_queues!(in_memory);
sealing::all_sealing!(in_memory);
sending::all_sending!(in_memory);
transcribing::all_transcribing!(in_memory);
