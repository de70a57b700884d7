//! When a certificate is issued anew or comes back.

use chrono::NaiveDate;

use super::words::{CertificateStatus, ReissueReason};
use crate::http::Code;

/// A certificate, as far as it decides what may happen to it.
#[derive(Debug, Clone, Copy)]
pub struct CertificateSituation {
    /// Whether no later one stands in its place.
    pub is_current: bool,
    /// Whether its award is revoked.
    pub is_revoked: bool,
    /// The day on which it was issued.
    pub issued_on: NaiveDate,
    /// The day on which it was handed over.
    pub handed_over_on: Option<NaiveDate>,
    /// The day on which it came back.
    pub returned_on: Option<NaiveDate>,
}

/// What is wrong with the day on which something happens to a certificate: it is issued before, and the day has come.
#[must_use]
pub fn day_fault(day: NaiveDate, issued_on: NaiveDate, today: NaiveDate) -> Option<Code> {
    if day > today {
        Some(Code::day_in_the_future)
    } else if day < issued_on {
        Some(Code::before_certificate_was_issued)
    } else {
        None
    }
}

impl CertificateSituation {
    /// Where it is.
    #[must_use]
    pub const fn status(&self) -> CertificateStatus {
        if self.returned_on.is_some() {
            CertificateStatus::Returned
        } else if !self.is_current {
            CertificateStatus::Replaced
        } else if self.handed_over_on.is_some() {
            CertificateStatus::HandedOver
        } else {
            CertificateStatus::Issued
        }
    }

    /// What is wrong with its days, by member: nothing is handed over or comes back before it is issued or after today, a
    /// certificate is handed over while it counts and its award holds, and comes back when the award is revoked.
    #[must_use]
    pub fn day_faults(&self, was: &Self, today: NaiveDate) -> Vec<(&'static str, Code)> {
        let mut faults = Vec::new();
        for (member, day) in [("handedOverOn", self.handed_over_on), ("returnedOn", self.returned_on)] {
            let fault = day.and_then(|day| day_fault(day, self.issued_on, today));
            faults.extend(fault.map(|code| (member, code)));
        }
        let is_handed_over_now = self.handed_over_on.is_some() && was.handed_over_on.is_none();
        if is_handed_over_now && (self.is_revoked || !self.is_current) {
            faults.push(("handedOverOn", Code::certificate_does_not_count));
        }
        if self.returned_on.is_some() && !self.is_revoked {
            faults.push(("returnedOn", Code::award_is_not_revoked));
        }
        faults
    }

    /// Whether it may be issued anew; for another name only where the award has one.
    ///
    /// # Errors
    /// Why not.
    pub fn check_reissue(&self, reason: ReissueReason, has_another_name: bool) -> Result<(), Code> {
        if !self.is_current || self.is_revoked {
            Err(Code::certificate_does_not_count)
        } else if reason == ReissueReason::NameCorrected && !has_another_name {
            Err(Code::name_was_not_corrected)
        } else {
            Ok(())
        }
    }
}
