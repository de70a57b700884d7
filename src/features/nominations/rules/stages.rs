//! The stages of a nomination: one at each level whose head decides on awards, from the nominating unit up.

use uuid::Uuid;

use crate::features::catalogue::rules::Authority;
use crate::features::units::rules::UnitKind;

/// A unit in the line from a nominating unit up to the province, the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineUnit {
    /// Which one.
    pub id: Uuid,
    /// What kind of unit it is.
    pub kind: UnitKind,
}

/// A level at which nominations stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// The unit of the level.
    pub unit: LineUnit,
    /// Whether it is the province.
    pub is_top: bool,
}

impl Level {
    /// Whether the head of this level is one of these authorities.
    #[must_use]
    pub fn is_headed_by(&self, authorities: &[Authority]) -> bool {
        authorities.iter().any(|authority| authority.heads(self.unit.kind, self.is_top))
    }
}

/// The levels in a line, the lowest first.
#[must_use]
pub fn levels(line: &[LineUnit]) -> Vec<Level> {
    let last = line.len().saturating_sub(1);
    let level = |(place, unit): (usize, &LineUnit)| Level { unit: *unit, is_top: place == last };
    let all = line.iter().enumerate().map(level);
    all.filter(|level| Authority::any_heads(level.unit.kind, level.is_top)).collect()
}
