//! What an award type may not say.

use rust_decimal::Decimal;

use crate::db::Connection;
use crate::features::catalogue::rules::VotingFault;
use crate::features::catalogue::store::{self, AwardType};
use crate::http::{Code, Problem, Violation};

/// The greatest coefficient.
const MOST_SALARIES: u32 = 1000;

/// Refuses what can't be, with all faults, and days or a kind that the code has already.
pub(super) async fn check(tx: &Connection, award: &AwardType) -> Result<(), Problem> {
    let faults = faults(award);
    if !faults.is_empty() {
        return Err(Problem::invalid(faults));
    }
    if let Some(kind) = store::find_kind(tx, &award.code).await?.filter(|kind| *kind != award.kind) {
        return Err(Problem::new(Code::award_kind_differs).with("award", &award.code).with("kind", kind));
    }
    match store::find_overlapping_type(tx, award).await? {
        Some(other) => Err(Problem::new(Code::award_types_do_not_overlap).with_existing(other)),
        None => Ok(()),
    }
}

fn faults(award: &AwardType) -> Vec<Violation> {
    let repeated = award.papers.repeated().into_iter();
    let mut found: Vec<_> =
        repeated.map(|place| Violation::at(format!("/papers/{place}/code"), Code::named_twice)).collect();
    let shares = award.voting.0.iter().flat_map(crate::features::catalogue::rules::Voting::faults);
    found.extend(
        shares
            .map(|VotingFault(name)| Violation::at(format!("/voting/{name}"), Code::fraction_out_of_bounds)),
    );
    for (member, coefficient, is_recipient) in [
        ("/individualCoefficient", award.individual_coefficient, award.for_individuals),
        ("/collectiveCoefficient", award.collective_coefficient, award.for_collectives),
        ("/householdCoefficient", award.household_coefficient, award.for_households),
    ] {
        let Some(coefficient) = coefficient else { continue };
        if !is_recipient {
            found.push(Violation::at(member, Code::coefficient_not_for_recipient));
        } else if !is_possible(coefficient) {
            found.push(Violation::at(member, Code::coefficient_out_of_bounds));
        }
    }
    if award.ends_before.is_some_and(|end| end <= award.starts_on) {
        found.push(Violation::at("/endsOn", Code::ends_before_start).with("startsOn", award.starts_on));
    }
    found
}

fn is_possible(coefficient: Decimal) -> bool {
    let is_between = coefficient > Decimal::ZERO && coefficient <= Decimal::from(MOST_SALARIES);
    is_between && coefficient.normalize().scale() <= 3
}
