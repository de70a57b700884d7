//! The words of certificates.

use crate::text_enum;

text_enum! {
    /// Why a certificate was issued.
    pub enum CertificateReason {
        /// It is the first one of its award.
        First = "FIRST",
        /// The one before was lost.
        Lost = "LOST",
        /// The one before was damaged.
        Damaged = "DAMAGED",
        /// The one before was printed wrongly.
        Misprinted = "MISPRINTED",
        /// A decision corrected the name.
        NameCorrected = "NAME_CORRECTED",
    }
}

text_enum! {
    /// Why a certificate is issued anew.
    pub enum ReissueReason {
        /// It was lost.
        Lost = "LOST",
        /// It was damaged.
        Damaged = "DAMAGED",
        /// It was printed wrongly.
        Misprinted = "MISPRINTED",
        /// A decision corrected the name.
        NameCorrected = "NAME_CORRECTED",
    }
}

impl From<ReissueReason> for CertificateReason {
    fn from(of: ReissueReason) -> Self {
        match of {
            ReissueReason::Lost => Self::Lost,
            ReissueReason::Damaged => Self::Damaged,
            ReissueReason::Misprinted => Self::Misprinted,
            ReissueReason::NameCorrected => Self::NameCorrected,
        }
    }
}

text_enum! {
    /// Where a certificate is.
    pub enum CertificateStatus {
        /// It has its number, and was not handed over.
        Issued = "ISSUED",
        /// It was handed over.
        HandedOver = "HANDED_OVER",
        /// A later one stands in its place.
        Replaced = "REPLACED",
        /// It came back after the award was revoked.
        Returned = "RETURNED",
    }
}
