//! Rules of initiatives: their words, and what is wrong with one by itself.

use std::collections::HashSet;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::catalogue::rules::InitiativeLevel;

/// An author with a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Authorship {
    /// The person.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    pub person_id: Uuid,
    /// The author's share in percent: above 0, with at most two decimals.
    #[schema(value_type = String, format = "decimal", example = "60")]
    pub share: Decimal,
}

/// An award for which an author used an initiative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InitiativeUse {
    /// The author.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    pub person_id: Uuid,
    /// The award's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
    pub award_code: String,
    /// The year of the achievement it was awarded for.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    pub achievement_year: i32,
}

/// What is checked of an initiative.
#[derive(Debug, Clone, Copy)]
pub struct InitiativeClaims<'a> {
    /// The level.
    pub level: InitiativeLevel,
    /// Who recognised it.
    pub recognised_by: Option<&'a str>,
    /// The year.
    pub year: i32,
    /// The day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// The authors.
    pub authors: &'a [Authorship],
    /// The uses.
    pub uses: &'a [InitiativeUse],
}

/// A fault of an initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InitiativeFault {
    /// Above the base level nobody is named who recognised it.
    RecogniserMissing,
    /// The year is still to come.
    YearInTheFuture,
    /// The decision is still to come.
    DayInTheFuture,
    /// A share is none.
    ShareOutOfBounds,
    /// An author or a use stands there twice.
    NamedTwice,
    /// The shares pass the whole.
    SharesExceedWhole,
    /// It was used by somebody who is no author.
    UseOfNoAuthor,
}

/// The faults of an initiative, each with its pointer.
#[must_use]
pub fn faults(claims: InitiativeClaims<'_>, today: NaiveDate) -> Vec<(String, InitiativeFault)> {
    let mut found = Vec::new();
    let mut add =
        |is_fault: bool, pointer: &str, fault| found.extend(is_fault.then(|| (pointer.to_owned(), fault)));
    let is_above_base = claims.level > InitiativeLevel::Base;
    add(is_above_base && claims.recognised_by.is_none(), "/recognisedBy", InitiativeFault::RecogniserMissing);
    add(claims.year > today.year(), "/year", InitiativeFault::YearInTheFuture);
    add(claims.decided_on.is_some_and(|day| day > today), "/decidedOn", InitiativeFault::DayInTheFuture);
    found.extend(faults_of_authors(claims.authors));
    found.extend(faults_of_uses(claims.authors, claims.uses));
    found
}

fn faults_of_authors(authors: &[Authorship]) -> Vec<(String, InitiativeFault)> {
    let (mut found, mut seen, mut sum) = (Vec::new(), HashSet::new(), Decimal::ZERO);
    for (index, Authorship { person_id, share }) in authors.iter().enumerate() {
        if is_share(*share) {
            sum += *share;
        } else {
            found.push((format!("/authors/{index}/share"), InitiativeFault::ShareOutOfBounds));
        }
        if !seen.insert(*person_id) {
            found.push((format!("/authors/{index}/personId"), InitiativeFault::NamedTwice));
        }
    }
    if sum > Decimal::ONE_HUNDRED {
        found.push(("/authors".to_owned(), InitiativeFault::SharesExceedWhole));
    }
    found
}

fn faults_of_uses(authors: &[Authorship], uses: &[InitiativeUse]) -> Vec<(String, InitiativeFault)> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for (index, used) in uses.iter().enumerate() {
        if !authors.iter().any(|author| author.person_id == used.person_id) {
            found.push((format!("/uses/{index}/personId"), InitiativeFault::UseOfNoAuthor));
        }
        if !seen.insert((used.person_id, &used.award_code, used.achievement_year)) {
            found.push((format!("/uses/{index}"), InitiativeFault::NamedTwice));
        }
    }
    found
}

/// Whether it is a share: above 0, at most the whole, with at most two decimals.
fn is_share(share: Decimal) -> bool {
    share > Decimal::ZERO && share <= Decimal::ONE_HUNDRED && share.normalize().scale() <= 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn author(last: u128, share: &str) -> Authorship {
        Authorship { person_id: Uuid::from_u128(last), share: share.parse().unwrap() }
    }

    fn used(last: u128) -> InitiativeUse {
        let award_code = "CSTD_CO_SO".to_owned();
        InitiativeUse { person_id: Uuid::from_u128(last), award_code, achievement_year: 2025 }
    }

    fn describe(level: InitiativeLevel, year: i32, authors: &[Authorship], uses: &[InitiativeUse]) -> String {
        let claims = InitiativeClaims { level, recognised_by: None, year, decided_on: None, authors, uses };
        let found = faults(claims, "2026-11-23".parse().unwrap());
        found.iter().map(|(at, fault)| format!("{at} {fault:?}")).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_wrong_is_told_at_its_member() {
        use InitiativeLevel::{Base, National, Province};
        let whole = [author(1, "60"), author(2, "40")];
        for (level, year, authors, uses, expected) in [
            (Base, 2026, &whole[..], &[used(1), used(2)][..], ""),
            (Province, 2026, &whole, &[], "/recognisedBy RecogniserMissing"),
            (National, 2027, &whole, &[], "/recognisedBy RecogniserMissing, /year YearInTheFuture"),
            (Base, 2026, &[author(1, "99.99")], &[], ""),
            (Base, 2026, &[author(1, "60"), author(2, "40.01")], &[], "/authors SharesExceedWhole"),
            (Base, 2026, &[author(1, "0")], &[], "/authors/0/share ShareOutOfBounds"),
            (Base, 2026, &[author(1, "33.333")], &[], "/authors/0/share ShareOutOfBounds"),
            (Base, 2026, &[author(1, "5"), author(1, "5")], &[], "/authors/1/personId NamedTwice"),
            (Base, 2026, &whole, &[used(3)], "/uses/0/personId UseOfNoAuthor"),
            (Base, 2026, &whole, &[used(1), used(1)], "/uses/1 NamedTwice"),
        ] {
            assert_eq!(describe(level, year, authors, uses), expected);
        }
    }

    proptest! {
        #[test]
        fn shares_pass_the_whole_exactly_when_their_sum_does(cents in prop::collection::vec(1..=10_000_i64, 1..8)) {
            let authors: Vec<Authorship> = (1..).zip(&cents)
                .map(|(last, cents)| Authorship { person_id: Uuid::from_u128(last), share: Decimal::new(*cents, 2) })
                .collect();
            let is_told = describe(InitiativeLevel::Base, 2026, &authors, &[]) == "/authors SharesExceedWhole";
            prop_assert_eq!(is_told, cents.iter().sum::<i64>() > 10_000);
        }
    }
}
