//! Shared parts of the tests: telephone lines to the handler, callers, staff and cases, with the ledger in memory.

pub mod centre;
pub mod desk;
pub mod line;
pub mod paths;
pub mod plain;
pub mod practised;
pub mod schemes;
pub mod story;
pub mod surfaces;
pub mod town;
pub mod world;
