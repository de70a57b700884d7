//! What is known of one subject: everything a rule may look at, each with where it comes from.
//!
//! The order of facts says nothing. What is not here is not known; only what a year is said to be complete for is known
//! not to be.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::features::catalogue::rules::{
    AwardCode, ClusterOrganiser, CommendationKind, InitiativeKind, InitiativeLevel, LauncherLevel, TaskLevel,
};
use crate::text_enum;

/// Where a fact comes from, and whether somebody else has confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Origin {
    /// The fact's id.
    pub id: Uuid,
    /// The paper or the system it was taken from.
    pub source: String,
    /// Whether it is confirmed.
    pub is_confirmed: bool,
}

/// A title or a form of commendation that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwardFact {
    /// Where it comes from.
    pub origin: Origin,
    /// What was given.
    pub award: AwardCode,
    /// Whether it is an emulation title.
    pub is_title: bool,
    /// The last year of the achievement.
    pub year: i32,
    /// The first day of the achievement, where the decision names a period.
    pub starts_on: Option<NaiveDate>,
    /// Why it was given; `None` where it is not recorded.
    pub kind: Option<CommendationKind>,
    /// The campaign it was given in.
    pub campaign: Option<Uuid>,
    /// The number of the decision.
    pub decision: String,
}

impl AwardFact {
    /// The first year of the achievement.
    #[must_use]
    pub fn first_year(&self) -> i32 {
        self.starts_on.map_or(self.year, |day| day.year())
    }
}

/// How the tasks of a year were completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RatingFact {
    /// Where it comes from.
    pub origin: Origin,
    /// The year.
    pub year: i32,
    /// The level.
    pub level: TaskLevel,
}

/// An initiative, a research work or a merit in combat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitiativeFact {
    /// Where it comes from.
    pub origin: Origin,
    /// What it is called.
    pub title: String,
    /// What kind of work it is.
    pub kind: InitiativeKind,
    /// How far its effect is recognised.
    pub level: InitiativeLevel,
    /// The year it counts for.
    pub year: i32,
    /// The subject's share in it, in percent.
    pub share: Decimal,
    /// What it has served already.
    pub uses: Vec<UseFact>,
}

/// An award that an initiative has served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UseFact {
    /// The award.
    pub award: AwardCode,
    /// Its achievement year.
    pub year: i32,
}

text_enum! {
    /// Why nobody is commended for the time being.
    pub enum Hindrance {
        /// Discipline is considered or being served.
        Discipline = "DISCIPLINE",
        /// An investigation.
        Investigation = "INVESTIGATION",
        /// An inspection with signs of a breach.
        Inspection = "INSPECTION",
        /// A complaint or a denunciation is being settled.
        Complaint = "COMPLAINT",
        /// What the press reported is being verified.
        PressVerification = "PRESS_VERIFICATION",
    }
}

text_enum! {
    /// How a hold ended.
    pub enum HoldOutcome {
        /// No fault was found.
        NoFault = "NO_FAULT",
        /// A discipline, which is served when the hold ends.
        Disciplined = "DISCIPLINED",
    }
}

/// A time in which nobody is commended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HoldFact {
    /// Where it comes from.
    pub origin: Origin,
    /// Why.
    pub kind: Hindrance,
    /// Its first day.
    pub starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    pub ends_before: Option<NaiveDate>,
    /// How it ended.
    pub outcome: Option<HoldOutcome>,
}

impl HoldFact {
    /// Whether it holds on a day.
    #[must_use]
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_before.is_none_or(|end| day < end)
    }

    /// Whether it is a discipline, being considered, being served or served.
    #[must_use]
    pub fn is_discipline(&self) -> bool {
        match self.outcome {
            Some(outcome) => outcome == HoldOutcome::Disciplined,
            None => self.kind == Hindrance::Discipline,
        }
    }
}

/// Something that the office states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementFact {
    /// Where it comes from.
    pub origin: Origin,
    /// The statement's code; with `NOT_` before it, it is denied.
    pub code: String,
    /// The year it is stated for.
    pub year: i32,
    /// Its words.
    pub text: String,
    /// The campaign it is about.
    #[serde(default)]
    pub campaign: Option<Uuid>,
}

/// The figures of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FiguresFact {
    /// Where they come from.
    pub origin: Origin,
    /// The year.
    pub year: i32,
    /// How many members it has.
    pub members: u32,
    /// How many of them are women.
    pub women: Option<u32>,
}

/// A member of the unit that is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Whose membership it is.
    pub person: Uuid,
    /// The person's name.
    pub name: String,
    /// What is known of the person: awards and ratings.
    pub awards: Vec<AwardFact>,
    /// The person's ratings.
    pub ratings: Vec<RatingFact>,
    /// What is complete for the person.
    pub complete: Vec<Complete>,
}

/// The result of a year in a cluster or bloc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ClusterFact {
    /// Where it comes from.
    pub origin: Origin,
    /// The cluster's name.
    pub cluster: String,
    /// Who organises it.
    pub organised_by: ClusterOrganiser,
    /// The year.
    pub year: i32,
    /// Whether this unit was acclaimed; `None` while nobody was.
    pub is_leader: Option<bool>,
}

/// What the subject did in the campaign that is asked about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CampaignFact {
    /// Where it comes from; the id is the campaign's.
    pub origin: Origin,
    /// The campaign's title.
    pub title: String,
    /// Who launched it; `None` while that is open.
    pub launched_by: Option<LauncherLevel>,
    /// How many full years it runs; `None` while its days are open.
    pub years: Option<u8>,
    /// How far the pledge is fulfilled, from 0 to 1; `None` without figures.
    pub fulfilled: Option<Decimal>,
}

text_enum! {
    /// What can be said to be complete.
    pub enum Record {
        /// The register of awards.
        Awards = "AWARDS",
        /// The list of initiatives.
        Initiatives = "INITIATIVES",
    }
}

/// That nothing is missing in a record for a year, as the office states: what is not there was not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Complete {
    /// What is complete.
    pub record: Record,
    /// For which year.
    pub year: i32,
    /// Whether it is for all years before as well.
    pub with_earlier: bool,
}

impl Complete {
    /// Whether it says so of a record and a year.
    #[must_use]
    pub fn covers(&self, record: Record, year: i32) -> bool {
        self.record == record && (self.year == year || self.with_earlier && year < self.year)
    }
}

/// Everything that is known of one subject.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct KnownFacts {
    /// Awards that were given.
    pub awards: Vec<AwardFact>,
    /// Ratings by year.
    pub ratings: Vec<RatingFact>,
    /// Initiatives.
    pub initiatives: Vec<InitiativeFact>,
    /// Holds.
    pub holds: Vec<HoldFact>,
    /// Statements.
    pub statements: Vec<StatementFact>,
    /// Figures of a unit.
    pub figures: Vec<FiguresFact>,
    /// The members of a unit in the year that is judged.
    pub members: Vec<Member>,
    /// Results in clusters.
    pub clusters: Vec<ClusterFact>,
    /// The campaign that is asked about.
    pub campaign: Option<CampaignFact>,
    /// What is complete.
    pub complete: Vec<Complete>,
}

/// What awards are called, by code.
pub type AwardNames = BTreeMap<AwardCode, String>;
