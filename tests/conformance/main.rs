//! What every ledger keeps: the one in memory, on which every other test stands, keeps it too.

mod callers;
mod scenarios;
mod schemes;

macro_rules! in_memory {
    ($($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            scenarios::$scenario(&helpline::memory::Memory::default()).await;
        }
    )* };
}

scenarios::all!(in_memory);

macro_rules! callers_in_memory {
    ($($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            callers::$scenario(&helpline::memory::Memory::default()).await;
        }
    )* };
}

callers::all_callers!(callers_in_memory);

macro_rules! schemes_in_memory {
    ($($scenario:ident),* $(,)?) => { $(
        #[tokio::test]
        async fn $scenario() {
            schemes::$scenario(&helpline::memory::Memory::default()).await;
        }
    )* };
}

schemes::all_schemes!(schemes_in_memory);
