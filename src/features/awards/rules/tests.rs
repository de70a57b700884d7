//! A table of what is wrong with awards.

use chrono::NaiveDate;

use super::AwardFault::{
    self, DecidedBeforeTheYear, DecidedInTheFuture, EndsBeforeStart, NotForThisRecipient, Unknown,
};
use super::{AwardClaims, CatalogueAward, faults};
use crate::features::people::rules::SubjectKind::{self, Household, Person, Unit};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Law 06/2022/QH15: a title of individuals (article 23), a flag of collectives (article 26).
fn catalogue() -> [CatalogueAward; 3] {
    let row = |code: &str, recipients, starts_on: &str, ends_before: Option<&str>| CatalogueAward {
        code: code.to_owned(),
        recipients,
        starts_on: day(starts_on),
        ends_before: ends_before.map(day),
    };
    [
        row("CSTD_CO_SO", [true, false, false], "2004-07-01", Some("2024-01-01")),
        row("CSTD_CO_SO", [true, false, false], "2024-01-01", None),
        row("CO_TINH", [false, true, false], "2024-01-01", None),
    ]
}

/// The recipient, the code, the year, the day of the decision, and what is wrong.
type Case = (SubjectKind, &'static str, i32, &'static str, Option<(&'static str, AwardFault)>);

#[rustfmt::skip]
const CASES: &[Case] = &[
    (Person, "CSTD_CO_SO", 2025, "2026-01-15", None),
    (Person, "CSTD_CO_SO", 2020, "2021-01-15", None),
    (Person, "CSTD_CO_SO", 2003, "2004-06-30", Some(("awardCode", Unknown))),
    (Unit, "CO_TINH", 2022, "2023-01-15", Some(("awardCode", Unknown))),
    (Person, "CO_TINH", 2025, "2026-01-15", Some(("awardCode", NotForThisRecipient))),
    (Household, "CSTD_CO_SO", 2025, "2026-01-15", Some(("awardCode", NotForThisRecipient))),
    (Person, "CSTD_CO_SO", 2026, "2026-11-24", Some(("decidedOn", DecidedInTheFuture))),
    (Person, "CSTD_CO_SO", 2026, "2025-12-31", Some(("achievementYear", DecidedBeforeTheYear))),
];

fn claims<'a>(
    recipient: SubjectKind,
    code: &'a str,
    achievement_year: i32,
    decided_on: &str,
) -> AwardClaims<'a> {
    let decided_on = day(decided_on);
    AwardClaims { recipient, code, achievement_year, starts_on: None, ends_on: None, decided_on }
}

#[test]
fn what_is_wrong_is_told_at_its_member() {
    let today = day("2026-11-23");
    for (recipient, code, year, decided_on, expected) in CASES {
        let claims = claims(*recipient, code, *year, decided_on);
        let found = faults(claims, &catalogue(), today);
        assert_eq!(found, expected.iter().copied().collect::<Vec<_>>(), "{claims:?}");
    }
    let (starts_on, ends_on) = (Some(day("2025-12-31")), Some(day("2025-01-01")));
    let turned = AwardClaims { starts_on, ends_on, ..claims(Person, "CSTD_CO_SO", 2025, "2026-01-15") };
    assert_eq!(faults(turned, &catalogue(), today), [("endsOn", EndsBeforeStart)]);
}
