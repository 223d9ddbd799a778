//! The PINs of a case.

/// The kind of a case's PIN.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinKind {
    /// The PIN that the owner uses.
    Own,
    /// The duress PIN.
    Duress,
}

/// The place of a PIN among the PINs of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PinSlot {
    /// The PIN that the owner uses.
    Own,
    /// The duress PIN, which the owner chose.
    Duress,
    /// The PIN that somebody had the owner choose. It opens the case like the owner's, and is a duress PIN.
    Forced,
    /// The second PIN of that choice.
    ForcedDuress,
}

impl PinSlot {
    /// All places, in the order in which a typed PIN is compared.
    pub const ALL: [Self; 4] = [Self::Own, Self::Duress, Self::Forced, Self::ForcedDuress];

    /// Returns what a caller shows who gives the PIN of this place.
    #[must_use]
    pub fn kind(self) -> PinKind {
        match self {
            Self::Own => PinKind::Own,
            Self::Duress | Self::Forced | Self::ForcedDuress => PinKind::Duress,
        }
    }
}
