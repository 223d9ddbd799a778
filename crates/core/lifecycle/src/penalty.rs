//! The penalty worksheet, figures only. The appellate authority decides if a penalty is due.

use crate::{Case, State};
use jiff::Timestamp;

/// Rupees for each day of delay (Madhya Pradesh Lok Sewaon ke Pradan ki Guarantee Adhiniyam 2010, section 7; as
/// reported by rediff.com, "Landmark bill that fines govt officials in Madhya Pradesh", 5 August 2010).
pub const RUPEES_A_DAY: u32 = 250;

/// The highest sum for one case, in rupees (same source).
pub const MOST_RUPEES: u32 = 5_000;

/// One line of the worksheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Penalty {
    /// Days after the date that the citizen was given. A day that has begun counts as a whole day.
    pub days_late: u32,
    /// The penalty that the Act provides for these days.
    pub rupees: u32,
}

/// Returns the worksheet line of a case as of `until`: the moment of the department's action, or now. Returns `None` if
/// the Act does not name the service, or if nothing is late. A case that has ended is late until its end at most.
#[must_use]
pub fn penalty(case: &Case, until: Timestamp) -> Option<Penalty> {
    let s = &case.standing;
    let by = s.answer_by.filter(|_| case.terms.guaranteed && s.state != State::Void)?;
    let until = s.ended_at.map_or(until, |ended| ended.min(until));
    if until <= by {
        return None;
    }
    const DAY: i64 = 24 * 60 * 60;
    let days_late = u32::try_from((by.duration_until(until).as_secs() + DAY - 1) / DAY).unwrap_or(u32::MAX);
    Some(Penalty { days_late, rupees: days_late.saturating_mul(RUPEES_A_DAY).min(MOST_RUPEES) })
}
