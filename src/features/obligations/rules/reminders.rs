//! Rules of reminders: who is reminded of what, and when.

use super::kinds::ObligationKind;
use crate::auth::policy::Role;
use crate::text_enum;

/// For how many more days a reminder is sent that could not be sent on its day.
pub const GRACE_DAYS: i32 = 3;
/// The most days before or after the last day.
pub const MOST_DAYS: i32 = 60;

text_enum! {
    /// Who is reminded.
    pub enum ReminderRecipient {
        /// The officers of the unit from which it is due.
        Unit = "UNIT",
        /// The officers of the unit above it.
        ParentUnit = "PARENT_UNIT",
        /// The standing office of the campaign.
        StandingOffice = "STANDING_OFFICE",
        /// The leaders of the launching unit.
        Leader = "LEADER",
    }
}

impl ReminderRecipient {
    /// The role of those who are reminded.
    #[must_use]
    pub const fn role(self) -> Role {
        match self {
            Self::Unit | Self::ParentUnit => Role::UnitOfficer,
            Self::StandingOffice => Role::StandingOffice,
            Self::Leader => Role::Leader,
        }
    }

    /// Whether this recipient exists for what is due: no unit has to open a period.
    #[must_use]
    pub fn fits(self, kind: ObligationKind) -> bool {
        kind != ObligationKind::OpenPeriod || matches!(self, Self::StandingOffice | Self::Leader)
    }
}

/// Whether what is due has a last day: what awaits a decision has none.
#[must_use]
pub const fn has_last_day(kind: ObligationKind) -> bool {
    matches!(kind, ObligationKind::Pledge | ObligationKind::Report | ObligationKind::OpenPeriod)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_offices_are_reminded_of_opening_a_period() {
        let recipients = |kind| ReminderRecipient::ALL.iter().filter(|one| one.fits(kind)).count();
        assert_eq!((recipients(ObligationKind::OpenPeriod), recipients(ObligationKind::Report)), (2, 4));
        let dated = ObligationKind::ALL.iter().filter(|kind| has_last_day(**kind)).count();
        assert_eq!(dated, 3);
    }
}
