//! In which order certificates are handed over.

use crate::features::catalogue::rules::{AwardKind, AwardLevel, RecipientKind};

/// An award, as far as it decides when its certificate is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precedence {
    /// Whose award it is.
    pub level: AwardLevel,
    /// A title or a form.
    pub kind: AwardKind,
    /// The place of the award among awards, the highest first.
    pub rank: i32,
    /// Who receives it.
    pub recipient: RecipientKind,
    /// Its place in the list of the decision.
    pub position: i32,
}

impl Precedence {
    /// From high to low, a title before a form of its level, a collective and a household before a person (Decree
    /// 152/2025/NĐ-CP, Articles 28 to 31); then in the order of the decision.
    #[must_use]
    pub const fn key(self) -> (u8, u8, i32, u8, i32) {
        let level = match self.level {
            AwardLevel::State => 0,
            AwardLevel::Provincial => 1,
            AwardLevel::Base => 2,
        };
        let kind = match self.kind {
            AwardKind::Title => 0,
            AwardKind::Form => 1,
        };
        let recipient = match self.recipient {
            RecipientKind::Collective | RecipientKind::Household => 0,
            RecipientKind::Individual => 1,
        };
        (level, kind, self.rank, recipient, self.position)
    }
}
