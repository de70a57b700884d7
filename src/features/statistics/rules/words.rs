//! The words of statistics.

use chrono::NaiveDate;

use crate::text_enum;

/// The first day of a year, or of the first of several, and the last day of the last.
pub type YearDays = (NaiveDate, NaiveDate);

text_enum! {
    /// A form of the sector's statistics (Circular 02/2023/TT-BNV).
    pub enum FormCode {
        /// Number of campaigns: counted.
        Campaigns = "0601",
        /// Commendation at the level of the State: counted.
        StateAwards = "0602",
        /// Commendation at the level of ministries and provinces: counted.
        ProvinceAwards = "0603",
        /// Organisations that do the work: entered.
        Organisations = "0604",
        /// Civil servants who do the work: entered.
        Staff = "0605",
    }
}

impl FormCode {
    /// Whether its numbers are entered by hand.
    #[must_use]
    pub const fn is_entered(self) -> bool {
        matches!(self, Self::Organisations | Self::Staff)
    }
}

text_enum! {
    /// What a line of a form counts.
    pub enum RecordKind {
        /// A campaign.
        Campaign = "CAMPAIGN",
        /// An award of the register.
        Award = "AWARD",
    }
}

text_enum! {
    /// The status of a snapshot.
    pub enum SnapshotStatus {
        /// It was made, and waits to be signed.
        Draft = "DRAFT",
        /// It was signed, and never changes.
        Signed = "SIGNED",
        /// It was given up.
        Withdrawn = "WITHDRAWN",
    }
}

text_enum! {
    /// What can be done to a snapshot.
    pub enum SnapshotAction {
        /// Signs it: the head of the unit does.
        Sign = "SIGN",
        /// Gives it up.
        Withdraw = "WITHDRAW",
    }
}

text_enum! {
    /// What awards are grouped by.
    pub enum ShareBy {
        /// The group of the recipient's position on the day of the decision; only people.
        Class = "CLASS",
        /// The recipient's sex; only people.
        Sex = "SEX",
        /// The unit that the recipient belonged to on the day of the decision.
        Unit = "UNIT",
        /// The level of the award.
        Level = "LEVEL",
        /// The campaign it was given for.
        Campaign = "CAMPAIGN",
        /// The year of the decision.
        Year = "YEAR",
    }
}
