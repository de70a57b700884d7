//! Awards with whom they were given to, as forms and shares count them.

/// Awards with their recipients as they were on the day of the decision: the person who survived a merge (`person`), the
/// membership (`own`), the class of the position (`class`), the household (`household`).
pub(super) const AWARDS_WITH_RECIPIENTS: &str = "awards AS award
    LEFT JOIN people AS named ON named.id = award.person_id
    LEFT JOIN people AS person ON person.id = coalesce(named.merged_into_id, named.id)
    LEFT JOIN households AS household ON household.id = award.household_id
    LEFT JOIN memberships AS own ON own.person_id = person.id
        AND own.starts_on <= award.decided_on AND (own.ends_before IS NULL OR own.ends_before > award.decided_on)
    LEFT JOIN reporting_classes AS class ON class.id = own.reporting_class_id";

/// The unit of a recipient on the day of the decision; of who was in none then, that of now.
pub(super) const UNIT_OF_RECIPIENT: &str =
    "coalesce(award.unit_id, household.unit_id, own.unit_id, person.unit_id)";

/// Whether an award was decided here, or confirmed by a second person.
pub(super) const IS_CONFIRMED: &str = "(award.confirmed_by IS NOT NULL OR award.origin = 'DECISION')";
