//! The PINs of a case.

/// The kind of a case's PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    /// The PIN that the owner uses.
    Own,
    /// The duress PIN.
    Duress,
}
