//! What a telephone and the helpline say to each other, whatever telephone it is.

mod token;

pub use token::{NEW_CALL, TOKEN_VERSION, read_token, write_token};
