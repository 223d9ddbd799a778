//! What every ledger keeps: the one in memory, on which every other test stands, keeps it too.

mod callers;
mod scenarios;
mod schemes;

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
