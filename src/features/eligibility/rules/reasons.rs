//! Why an answer is what it is, and what would change it: typed, and put into words in one place.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::facts::{AwardNames, Hindrance};
use crate::features::catalogue::rules::{AwardCode, CommendationKind, LauncherLevel, TaskLevel};

/// Words in both languages.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Words {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

impl Words {
    pub(super) fn new(vi: impl Into<String>, en: impl Into<String>) -> Self {
        Self { vi: vi.into(), en: en.into() }
    }
}

/// Why an answer is what it is.
#[expect(missing_docs, reason = "the text of each reason says what its members are")]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
pub enum Reason {
    /// It is not known whether an award was given for a year.
    AwardNotKnown { award: AwardCode, year: i32 },
    /// An award was not given for a year.
    NoAwardInYear { award: AwardCode, year: i32 },
    /// None of several awards was given for a year.
    NoneOfAwards { awards: Vec<AwardCode>, year: i32 },
    /// It is not known whether an award was ever given.
    AwardNeverRecorded { award: AwardCode },
    /// An award was never given.
    AwardNeverGiven { award: AwardCode },
    /// The year is not after the award that counts from.
    NotAfterAward { award: AwardCode, since: i32, year: i32 },
    /// The rating of a year is missing.
    RatingMissing { year: i32 },
    /// The rating of a year is too low.
    RatingTooLow { year: i32, level: TaskLevel, needed: TaskLevel },
    /// More initiatives may be there than are recorded.
    InitiativesNotKnown { have: u32, needed: u32, first_year: i32, last_year: i32 },
    /// There are too few initiatives.
    TooFewInitiatives { have: u32, needed: u32, first_year: i32, last_year: i32 },
    /// An initiative has served an award.
    InitiativeUsed { title: String, award: AwardCode, year: i32 },
    /// A fact waits for confirmation.
    Unconfirmed { fact: Words },
    /// There are too few times in the years that count.
    TooFewTimes { award: AwardCode, have: u32, needed: u32, first_year: i32, last_year: i32 },
    /// A hold is open on the day of receipt.
    HoldOpen { kind: Hindrance, since: NaiveDate },
    /// What was achieved before a discipline was served does not count.
    BeforeDisciplineServed { year: i32, served_on: NaiveDate },
    /// A discipline was served during the year: whether its achievements count is not certain.
    DisciplineServedInYear { year: i32, served_on: NaiveDate },
    /// An award of this commendation kind is no ground.
    KindIsNoGround { award: AwardCode, year: i32, kind: CommendationKind },
    /// The commendation kind of an award is not recorded.
    KindNotKnown { award: AwardCode, year: i32 },
    /// Nothing is known of a unit's members.
    MembersNotKnown { year: i32 },
    /// Some members are not recorded.
    MembersNotRecorded { count: u32, year: i32 },
    /// Too few members hold an award.
    TooFewMembers { have: u32, needed: u32, members: u32 },
    /// The award of a member is not known.
    MemberAwardNotKnown { name: String, year: i32 },
    /// The rating of a member is missing.
    MemberRatingMissing { name: String, year: i32 },
    /// The rating of a member is too low.
    MemberRatingTooLow { name: String, year: i32, level: TaskLevel },
    /// The figures of a unit are missing.
    FiguresMissing { year: i32 },
    /// There are too few women.
    TooFewWomen { women: u32, members: u32, needed: Decimal },
    /// A quota is judged over a list.
    JudgedOverList { share: Decimal },
    /// There is no result of a cluster for the year.
    ClusterResultMissing { year: i32 },
    /// Another unit was acclaimed.
    NotClusterLeader { cluster: String, year: i32 },
    /// The question names no campaign.
    CampaignNotNamed,
    /// How long the campaign runs is not known.
    CampaignLengthNotKnown,
    /// The campaign is too short.
    CampaignTooShort { years: u8, needed: u8 },
    /// There is no approved review of the campaign.
    ReviewMissing,
    /// The subject was not chosen in the review.
    NotChosenInReview,
    /// There are no figures of the pledge.
    PledgeNotKnown,
    /// The pledge is not fulfilled far enough.
    PledgeTooLow { fulfilled: Decimal, needed: Decimal },
    /// Who launched the campaign is not known.
    LauncherNotKnown,
    /// Somebody else launched the campaign.
    LauncherTooLow { launched_by: LauncherLevel },
    /// The achievement has been commended.
    AlreadyCommended { award: AwardCode, year: i32, decision: String },
    /// Another award covers the same year; whether for the same achievement is not known.
    PerhapsCommended { award: AwardCode, year: i32, decision: String },
    /// A statement is missing.
    StatementMissing { text: String },
    /// The office denies it.
    StatementDenied { text: String },
    /// The amending text is not confirmed, and its answer differs.
    AmendmentNotConfirmed,
    /// The newer row is more favourable and counts.
    NewerRowCounts { starts_on: NaiveDate },
    /// No rule is recorded for this award.
    NoRule { award: AwardCode },
    /// The row should have been checked against its text by now.
    CheckAgain { since: NaiveDate },
}

impl Reason {
    /// Which reason it is, as programs know it.
    #[must_use]
    pub fn code(&self) -> String {
        let written = serde_json::to_value(self).unwrap_or_default();
        written.get("code").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    }
}

/// What an award is called; its code where it has no name.
pub(super) fn name_of<'a>(award: &'a AwardCode, names: &'a AwardNames) -> &'a str {
    names.get(award).map_or_else(|| award.as_str(), String::as_str)
}
