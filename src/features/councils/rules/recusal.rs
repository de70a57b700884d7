//! Whom a case concerns.

use uuid::Uuid;

use super::words::RecusalGround;
use crate::features::people::rules::SubjectKind;

/// What is known of who is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectFacts {
    /// A person, a unit or a household.
    pub kind: SubjectKind,
    /// All ids that the subject has.
    pub ids: Vec<Uuid>,
    /// The subject's unit; of a unit, itself.
    pub unit_id: Option<Uuid>,
}

/// What is known of a member, as far as the account says who the member is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MemberFacts {
    /// The person's ids.
    pub ids: Vec<Uuid>,
    /// The units from the person's own up.
    pub lineage: Vec<Uuid>,
}

/// Why a case concerns a member, where it does: it is the member's own; or, where the council says so, it is of the member's own
/// unit, or it is the award of a unit to which the member belongs. `above` are the council's own unit and those above it, to
/// which every member belongs: they concern nobody more than another.
#[must_use]
pub fn concerns(
    member: &MemberFacts,
    subject: &SubjectFacts,
    (recuses_own_unit, above): (bool, &[Uuid]),
) -> Option<RecusalGround> {
    if member.ids.iter().any(|id| subject.ids.contains(id)) {
        return Some(RecusalGround::OwnCase);
    }
    let unit = subject.unit_id.filter(|unit| recuses_own_unit && !above.contains(unit))?;
    let is_own = match subject.kind {
        SubjectKind::Unit => member.lineage.contains(&unit),
        SubjectKind::Person | SubjectKind::Household => member.lineage.first() == Some(&unit),
    };
    is_own.then_some(RecusalGround::OwnUnit)
}
