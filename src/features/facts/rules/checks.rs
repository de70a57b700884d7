//! What is wrong with a fact by itself.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::model::{FactDetails, Hold, TaskRating};
use crate::features::people::rules::SubjectKind;

/// A fault of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactFault {
    /// A fact of this kind can't be about such a subject.
    NotOfThisSubject,
    /// The year is still to come.
    YearInTheFuture,
    /// The day is still to come.
    DayInTheFuture,
    /// The score is below 0, above 100 or has more than two decimals.
    ScoreOutOfBounds,
    /// A hold ends before it starts.
    EndsBeforeStart,
    /// A hold that lasts has no outcome yet.
    OutcomeOfRunningHold,
    /// More women than members.
    WomenExceedMembers,
}

/// The faults of a fact about a kind of subject, each with the member of the details it stands at.
#[must_use]
pub fn faults(
    details: &FactDetails,
    subject: SubjectKind,
    today: NaiveDate,
) -> Vec<(&'static str, FactFault)> {
    let mut found = Vec::new();
    let mut add = |is_fault: bool, member, fault| found.extend(is_fault.then_some((member, fault)));
    let is_to_come = |year: i32| year > today.year();
    match details {
        FactDetails::TaskRating(TaskRating { year, score, .. }) => {
            add(subject == SubjectKind::Household, "kind", FactFault::NotOfThisSubject);
            add(is_to_come(*year), "year", FactFault::YearInTheFuture);
            add(score.is_some_and(|score| !is_score(score)), "score", FactFault::ScoreOutOfBounds);
        }
        FactDetails::Hold(Hold { starts_on, ends_on, outcome, .. }) => {
            add(*starts_on > today, "startsOn", FactFault::DayInTheFuture);
            add(ends_on.is_some_and(|end| end < *starts_on), "endsOn", FactFault::EndsBeforeStart);
            add(outcome.is_some() && ends_on.is_none(), "outcome", FactFault::OutcomeOfRunningHold);
        }
        FactDetails::Statement(statement) => {
            add(is_to_come(statement.year), "year", FactFault::YearInTheFuture);
        }
        FactDetails::UnitFigures(figures) => {
            add(subject != SubjectKind::Unit, "kind", FactFault::NotOfThisSubject);
            add(is_to_come(figures.year), "year", FactFault::YearInTheFuture);
            add(figures.women > figures.members, "women", FactFault::WomenExceedMembers);
        }
    }
    found
}

/// Whether it is a score: from 0 to 100 with at most two decimals.
fn is_score(score: Decimal) -> bool {
    score >= Decimal::ZERO && score <= Decimal::ONE_HUNDRED && score.normalize().scale() <= 2
}
