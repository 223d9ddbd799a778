//! The lifecycle as its own specification.

mod properties;
mod table;
mod world;
