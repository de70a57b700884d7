//! In which unit a person is: one at a time, from day to day.

use chrono::NaiveDate;
use uuid::Uuid;

/// The days of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MembershipDays {
    /// The membership.
    pub id: Uuid,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The first day after it.
    pub ends_before: Option<NaiveDate>,
}

impl MembershipDays {
    fn overlaps(&self, other: &Self) -> bool {
        self.ends_before.is_none_or(|end| other.starts_on < end)
            && other.ends_before.is_none_or(|end| self.starts_on < end)
    }
}

/// What a new membership does to those that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// It stands beside them.
    Free,
    /// This one has no end yet and ends where the new one starts.
    Ends(Uuid),
    /// This one holds on some of the same days.
    Overlaps(Uuid),
}

/// Where a new membership finds its place: a person who begins in another unit has left the one before.
#[must_use]
pub fn place(others: &[MembershipDays], new: &MembershipDays) -> Placement {
    let mut overlapping = others.iter().filter(|other| other.id != new.id && other.overlaps(new));
    match (overlapping.next(), overlapping.next()) {
        (None, _) => Placement::Free,
        (Some(one), None) if one.ends_before.is_none() && one.starts_on < new.starts_on => {
            Placement::Ends(one.id)
        }
        (Some(one), _) => Placement::Overlaps(one.id),
    }
}

/// Another membership that holds on some of the same days as a corrected one.
#[must_use]
pub fn find_overlapping(others: &[MembershipDays], corrected: &MembershipDays) -> Option<Uuid> {
    let mut all = others.iter().filter(|other| other.id != corrected.id);
    all.find(|other| other.overlaps(corrected)).map(|other| other.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(id: u128, starts_on: &str, ends_before: Option<&str>) -> MembershipDays {
        let day = |text: &str| text.parse().unwrap();
        MembershipDays {
            id: Uuid::from_u128(id),
            starts_on: day(starts_on),
            ends_before: ends_before.map(day),
        }
    }

    #[test]
    fn who_begins_elsewhere_has_left_the_unit_before() {
        let past = days(1, "2020-01-01", Some("2022-01-01"));
        let open = days(2, "2022-01-01", None);
        let place_of = |new| place(&[past, open], &new);
        for (new, expected) in [
            (days(9, "2023-05-01", None), Placement::Ends(open.id)),
            (days(9, "2022-01-01", None), Placement::Overlaps(open.id)),
            (days(9, "2021-12-31", None), Placement::Overlaps(past.id)),
            (days(9, "2018-01-01", Some("2020-01-01")), Placement::Free),
            (days(9, "2018-01-01", Some("2020-01-02")), Placement::Overlaps(past.id)),
            (days(9, "2023-05-01", Some("2023-06-01")), Placement::Ends(open.id)),
        ] {
            assert_eq!(place_of(new), expected, "{new:?}");
        }
    }

    #[test]
    fn a_correction_is_compared_with_the_others_only() {
        let (one, two) = (days(1, "2020-01-01", Some("2022-01-01")), days(2, "2022-01-01", None));
        assert_eq!(find_overlapping(&[one, two], &days(1, "2020-02-01", Some("2022-01-01"))), None);
        assert_eq!(find_overlapping(&[one, two], &days(1, "2020-02-01", None)), Some(two.id));
    }
}
