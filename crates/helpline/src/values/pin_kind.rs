//! The PINs of a case.

/// Which PIN of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    /// The one the owner uses.
    Own,
    /// The one to give under duress.
    Duress,
}
