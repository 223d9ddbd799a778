//! The levels of officers, from the last mile to the apex.

use crate::facts::words;

words! {
    /// The level of the officers who must act: the last-mile officer first, then the officers above. The level is an
    /// attribute of a case, not a state: it never falls, and survives transfer and reopening.
    Level {
        /// The officer who does the work.
        L1 = "L1",
        /// The officer above.
        L2 = "L2",
        /// The district's head of the department.
        L3 = "L3",
        /// The department's head.
        L4 = "L4",
        /// The review of the Secretary and the Chief Secretary, the highest level.
        Apex = "apex",
    }
}

impl Level {
    /// Returns the level above, if there is one.
    #[must_use]
    pub fn above(self) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| *level > self)
    }

    /// Returns the number of levels below.
    #[must_use]
    pub fn steps(self) -> u32 {
        Self::ALL.iter().map(|level| u32::from(*level < self)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_climb_ends_at_the_apex() {
        let climb: Vec<_> = std::iter::successors(Some(Level::L1), |l| l.above()).map(Level::as_str).collect();
        assert_eq!(climb, ["L1", "L2", "L3", "L4", "apex"]);
        assert!(Level::ALL.iter().all(|level| Level::parse(level.as_str()) == Some(*level)));
        assert_eq!(Level::parse("l1"), None);
        assert_eq!((Level::L1.steps(), Level::Apex.steps()), (0, 4));
    }
}
