//! Rules of the register: its words, and what is wrong with an award by itself.

use chrono::{Datelike, NaiveDate};

use crate::features::people::rules::SubjectKind;
use crate::text_enum;

text_enum! {
    /// Where an award of the register comes from.
    pub enum AwardOrigin {
        /// It was given before this system, and written down later.
        Earlier = "EARLIER",
        /// A decision of this system granted it.
        Decision = "DECISION",
    }
}

/// An award of the catalogue, as far as it is asked here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueAward {
    /// Its code.
    pub code: String,
    /// To whom it is given: people, units, households.
    pub recipients: [bool; 3],
    /// Its first day.
    pub starts_on: NaiveDate,
    /// The first day on which it no longer exists.
    pub ends_before: Option<NaiveDate>,
}

impl CatalogueAward {
    /// Whether it exists on a day.
    #[must_use]
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_before.is_none_or(|end| day < end)
    }

    /// Whether it is given to a kind of subject.
    #[must_use]
    pub const fn is_for(&self, kind: SubjectKind) -> bool {
        let [people, units, households] = self.recipients;
        match kind {
            SubjectKind::Person => people,
            SubjectKind::Unit => units,
            SubjectKind::Household => households,
        }
    }
}

/// What is checked of an award.
#[derive(Debug, Clone, Copy)]
pub struct AwardClaims<'a> {
    /// To whom it was given.
    pub recipient: SubjectKind,
    /// Its code.
    pub code: &'a str,
    /// The year of the achievement.
    pub achievement_year: i32,
    /// The first day of the achievement's period.
    pub starts_on: Option<NaiveDate>,
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
    /// The day of the decision.
    pub decided_on: NaiveDate,
}

/// A fault of an award.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AwardFault {
    /// The catalogue does not have it on the day of the decision.
    Unknown,
    /// It is not given to such a subject.
    NotForThisRecipient,
    /// The decision is still to come.
    DecidedInTheFuture,
    /// The decision is before the year of the achievement.
    DecidedBeforeTheYear,
    /// The period ends before it starts.
    EndsBeforeStart,
}

/// The faults of an award, each with its member; `catalogue` has what the catalogue says of its code.
#[must_use]
pub fn faults(
    claims: AwardClaims<'_>,
    catalogue: &[CatalogueAward],
    today: NaiveDate,
) -> Vec<(&'static str, AwardFault)> {
    let mut found = Vec::new();
    let of_day = catalogue.iter().find(|row| row.code == claims.code && row.exists_on(claims.decided_on));
    match of_day {
        None => found.push(("awardCode", AwardFault::Unknown)),
        Some(award) if !award.is_for(claims.recipient) => {
            found.push(("awardCode", AwardFault::NotForThisRecipient));
        }
        Some(_) => {}
    }
    if claims.decided_on > today {
        found.push(("decidedOn", AwardFault::DecidedInTheFuture));
    }
    if claims.achievement_year > claims.decided_on.year() {
        found.push(("achievementYear", AwardFault::DecidedBeforeTheYear));
    }
    if claims.starts_on.zip(claims.ends_on).is_some_and(|(start, end)| end < start) {
        found.push(("endsOn", AwardFault::EndsBeforeStart));
    }
    found
}
