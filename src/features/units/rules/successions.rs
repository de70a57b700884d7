//! Rules of successions: which kind takes what.

use crate::text_enum;

text_enum! {
    /// How units follow each other.
    pub enum SuccessionKind {
        /// Several units become one, new or one of those that exist.
        Merge = "MERGE",
        /// One unit becomes several.
        Split = "SPLIT",
        /// The unit goes on under another name.
        Rename = "RENAME",
        /// The unit goes on under another unit.
        Transfer = "TRANSFER",
        /// The unit ends; others may take over.
        Dissolve = "DISSOLVE",
    }
}

/// Which members a succession has, apart from its day and its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Whether a new name is given.
    pub has_name: bool,
    /// Whether a new parent is given.
    pub has_parent: bool,
    /// How many other units end with the one in the path.
    pub others: usize,
    /// How many existing units take over.
    pub into: usize,
    /// How many units are new.
    pub new: usize,
}

/// A member of a succession.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// The new name.
    Name,
    /// The new parent.
    Parent,
    /// Other units that end.
    Others,
    /// Existing units that take over.
    Into,
    /// New units.
    New,
}

/// What is wrong with a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The kind needs it.
    Needed,
    /// The kind does not take it.
    NotForThisKind,
    /// The kind takes another number of units.
    WrongNumber,
}

impl SuccessionKind {
    /// Whether the old units end.
    #[must_use]
    pub const fn ends_units(self) -> bool {
        matches!(self, Self::Merge | Self::Split | Self::Dissolve)
    }

    /// Every member that does not fit the kind.
    #[must_use]
    pub fn faults(self, shape: Shape) -> Vec<(Member, Fault)> {
        let mut faults = Vec::new();
        let mut check = |member, is_given: bool, is_taken: bool, is_needed: bool| {
            if is_given && !is_taken {
                faults.push((member, Fault::NotForThisKind));
            } else if is_needed && !is_given {
                faults.push((member, Fault::Needed));
            }
        };
        check(Member::Name, shape.has_name, self == Self::Rename, self == Self::Rename);
        check(Member::Parent, shape.has_parent, self == Self::Transfer, self == Self::Transfer);
        check(Member::Others, shape.others > 0, self == Self::Merge, false);
        check(Member::Into, shape.into > 0, self.ends_units(), false);
        check(Member::New, shape.new > 0, matches!(self, Self::Merge | Self::Split), false);
        let successors = shape.into + shape.new;
        match self {
            // A new unit follows at least two; otherwise the old one has only another name.
            Self::Merge if successors != 1 => faults.push((Member::Into, Fault::WrongNumber)),
            Self::Merge if shape.new == 1 && shape.others == 0 => {
                faults.push((Member::Others, Fault::Needed));
            }
            Self::Split if successors < 2 => faults.push((Member::New, Fault::WrongNumber)),
            _ => {}
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Shape = Shape { has_name: false, has_parent: false, others: 0, into: 0, new: 0 };

    #[test]
    fn every_kind_takes_its_members_and_no_others() {
        use SuccessionKind as Kind;
        for (kind, shape) in [
            (Kind::Rename, Shape { has_name: true, ..NOTHING }),
            (Kind::Transfer, Shape { has_parent: true, ..NOTHING }),
            (Kind::Merge, Shape { into: 1, ..NOTHING }),
            (Kind::Merge, Shape { others: 2, new: 1, ..NOTHING }),
            (Kind::Split, Shape { new: 2, ..NOTHING }),
            (Kind::Split, Shape { new: 1, into: 1, ..NOTHING }),
            (Kind::Dissolve, NOTHING),
            (Kind::Dissolve, Shape { into: 3, ..NOTHING }),
        ] {
            assert_eq!(kind.faults(shape), [], "{kind} {shape:?}");
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        use SuccessionKind as Kind;
        for (kind, shape, expected) in [
            (Kind::Rename, NOTHING, (Member::Name, Fault::Needed)),
            (Kind::Transfer, NOTHING, (Member::Parent, Fault::Needed)),
            (Kind::Merge, NOTHING, (Member::Into, Fault::WrongNumber)),
            (Kind::Merge, Shape { into: 1, new: 1, ..NOTHING }, (Member::Into, Fault::WrongNumber)),
            (Kind::Merge, Shape { new: 1, ..NOTHING }, (Member::Others, Fault::Needed)),
            (Kind::Split, Shape { new: 1, ..NOTHING }, (Member::New, Fault::WrongNumber)),
            (Kind::Dissolve, Shape { new: 1, ..NOTHING }, (Member::New, Fault::NotForThisKind)),
            (Kind::Dissolve, Shape { has_name: true, ..NOTHING }, (Member::Name, Fault::NotForThisKind)),
            (Kind::Dissolve, Shape { others: 1, ..NOTHING }, (Member::Others, Fault::NotForThisKind)),
        ] {
            assert_eq!(kind.faults(shape), [expected], "{kind} {shape:?}");
        }
    }
}
