//! Which other nominations say nearly the same.

use crate::text_enum;

/// Texts whose similarity is at least this are nearly the same.
pub const NEARLY_SAME: f32 = 0.7;

text_enum! {
    /// Why something looks like a nomination a second time.
    pub enum DuplicateReason {
        /// The register has the same award of the same year.
        InRegister = "IN_REGISTER",
        /// The same one is proposed for the same year, for another award or on another ground.
        SameSubject = "SAME_SUBJECT",
        /// It rests on the same initiative.
        SameInitiative = "SAME_INITIATIVE",
        /// Its achievement is told in nearly the same words.
        NearlySameText = "NEARLY_SAME_TEXT",
    }
}
