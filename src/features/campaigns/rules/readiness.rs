//! Readiness: what every launch needs, and what the law of its day advises.

use chrono::NaiveDate;

use super::model::Charter;
use super::period::CampaignPeriod;
pub use crate::features::catalogue::rules::Certainty;
use crate::text_enum;

text_enum! {
    /// What a launch has or lacks.
    pub enum ReadinessItem {
        /// A title.
        Title = "TITLE",
        /// A launching unit that exists on the day.
        LaunchingUnit = "LAUNCHING_UNIT",
        /// A first day.
        StartsOn = "STARTS_ON",
        /// A last day.
        EndsOn = "ENDS_ON",
        /// A content.
        Contents = "CONTENTS",
        /// A participant that exists on the day.
        Participants = "PARTICIPANTS",
        /// A signatory.
        Signatory = "SIGNATORY",
        /// The form of emulation.
        Form = "FORM",
        /// The scope by law.
        Level = "LEVEL",
        /// A theme.
        Theme = "THEME",
        /// Objectives.
        Objectives = "OBJECTIVES",
        /// Indicators.
        Indicators = "INDICATORS",
        /// Measures.
        Measures = "MEASURES",
        /// Assignments.
        Assignments = "ASSIGNMENTS",
        /// A standing office.
        StandingOffice = "STANDING_OFFICE",
        /// Legal bases.
        LegalBases = "LEGAL_BASES",
        /// Number and sign of the launch document.
        DocumentNumber = "DOCUMENT_NUMBER",
        /// The launch document's day of issue.
        DocumentDate = "DOCUMENT_DATE",
        /// Recipients.
        Recipients = "RECIPIENTS",
        /// No other running campaign calls upon the same units on the same days.
        Overlap = "OVERLAP",
        /// The last day is not over yet.
        Period = "PERIOD",
    }
}

text_enum! {
    /// Whether a launch needs it.
    pub enum Severity {
        /// There is no launch without it.
        Blocking = "BLOCKING",
        /// It is advised.
        Advisory = "ADVISORY",
    }
}

text_enum! {
    /// A time of the law on emulation and commendation.
    pub enum Era {
        /// Until 2023-12-31: Law 15/2003/QH11 as amended, Decree 91/2017/NĐ-CP.
        First = "ERA_1",
        /// 2024-01-01 to 2025-06-30: Law 06/2022/QH15, Decree 98/2023/NĐ-CP.
        Second = "ERA_2",
        /// From 2025-07-01: Law 06/2022/QH15, Decree 152/2025/NĐ-CP.
        Third = "ERA_3",
    }
}

impl Era {
    /// The era of a day.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        match (NaiveDate::from_ymd_opt(2024, 1, 1), NaiveDate::from_ymd_opt(2025, 7, 1)) {
            (Some(second), _) if day < second => Self::First,
            (_, Some(third)) if day < third => Self::Second,
            _ => Self::Third,
        }
    }
}

/// What every launch must have, in every era.
pub const BLOCKING: [ReadinessItem; 7] = [
    ReadinessItem::Title,
    ReadinessItem::LaunchingUnit,
    ReadinessItem::StartsOn,
    ReadinessItem::EndsOn,
    ReadinessItem::Contents,
    ReadinessItem::Participants,
    ReadinessItem::Signatory,
];

/// A clause that asks for an item on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// What it asks for.
    pub item: ReadinessItem,
    /// Its words for people: law and article.
    pub clause: String,
    /// How sure we are of it.
    pub certainty: Certainty,
}

/// Facts about a campaign on the day of its launch that its charter does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadinessFacts {
    /// Whether the launching unit exists on the day.
    pub launching_unit_exists: bool,
    /// How many units its scopes include on the day.
    pub participants: usize,
    /// How many contents it has.
    pub contents: usize,
    /// How many indicators.
    pub indicators: usize,
    /// Whether its document has number and sign.
    pub document_is_numbered: bool,
    /// Whether its document has a day of issue.
    pub document_is_dated: bool,
    /// How many running campaigns call upon the same units on the same days.
    pub overlaps: usize,
    /// Today, also where the launch shall hold from another day.
    pub today: NaiveDate,
}

/// Something a launch lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lack {
    /// The missing item.
    pub item: ReadinessItem,
    /// Whether the launch needs it.
    pub severity: Severity,
    /// The clause that asks for it, where there is one.
    pub clause: Option<String>,
    /// How sure we are of the clause.
    pub certainty: Option<Certainty>,
}

impl ReadinessItem {
    /// The member of the campaign that it is about, as a JSON pointer.
    #[must_use]
    pub const fn pointer(self) -> &'static str {
        match self {
            Self::Title => "/title",
            Self::LaunchingUnit => "/launchingUnitId",
            Self::StartsOn => "/startsOn",
            Self::EndsOn | Self::Period => "/endsOn",
            Self::Contents | Self::Indicators => "/contentItems",
            Self::Participants | Self::Overlap => "/participants",
            Self::Signatory => "/signatory",
            Self::Form => "/form",
            Self::Level => "/level",
            Self::Theme => "/theme",
            Self::Objectives => "/objectives",
            Self::Measures => "/measures",
            Self::Assignments => "/assignments",
            Self::StandingOffice => "/standingOfficeId",
            Self::LegalBases => "/legalBaseIds",
            Self::DocumentNumber | Self::DocumentDate => "/documentId",
            Self::Recipients => "/recipients",
        }
    }

    fn is_there(self, charter: &Charter, facts: &ReadinessFacts) -> bool {
        let provisions = &charter.provisions;
        match self {
            Self::Title => charter.title.is_some(),
            Self::LaunchingUnit => facts.launching_unit_exists,
            Self::StartsOn => charter.starts_on.is_some(),
            Self::EndsOn => charter.ends_on.is_some(),
            Self::Contents => facts.contents > 0,
            Self::Participants => facts.participants > 0,
            Self::Signatory => charter.signatory.name.is_some(),
            Self::Form => charter.form.is_some(),
            Self::Level => charter.level.is_some(),
            Self::Theme => charter.theme.is_some(),
            Self::Objectives => !provisions.objectives.is_empty(),
            Self::Indicators => facts.indicators > 0,
            Self::Measures => !provisions.measures.is_empty(),
            Self::Assignments => !provisions.assignments.is_empty(),
            Self::StandingOffice => charter.standing_office_id.is_some(),
            Self::LegalBases => !charter.legal_base_ids.is_empty(),
            Self::DocumentNumber => facts.document_is_numbered,
            Self::DocumentDate => facts.document_is_dated,
            Self::Recipients => !provisions.recipients.is_empty(),
            Self::Overlap => facts.overlaps == 0,
            Self::Period => charter.ends_on.is_none_or(|ends_on| facts.today <= ends_on),
        }
    }
}

/// What a launch lacks, given the clauses in force on its day: blocking items first, then advisory ones.
#[must_use]
pub fn lacks(charter: &Charter, facts: &ReadinessFacts, clauses: &[Clause]) -> Vec<Lack> {
    let always = [ReadinessItem::Overlap, ReadinessItem::Period];
    let is_needed = |item: &ReadinessItem| {
        BLOCKING.contains(item) || always.contains(item) || clauses.iter().any(|clause| clause.item == *item)
    };
    let missing = ReadinessItem::ALL.iter().filter(|item| is_needed(item) && !item.is_there(charter, facts));
    let mut lacks: Vec<Lack> = missing.map(|item| lack(*item, clauses)).collect();
    lacks.sort_by_key(|lack| lack.severity);
    lacks
}

fn lack(item: ReadinessItem, clauses: &[Clause]) -> Lack {
    let clause = clauses.iter().find(|clause| clause.item == item);
    let severity = if BLOCKING.contains(&item) { Severity::Blocking } else { Severity::Advisory };
    Lack {
        item,
        severity,
        clause: clause.map(|clause| clause.clause.clone()),
        certainty: clause.map(|clause| clause.certainty),
    }
}

/// The campaign's days, where both ends are known.
#[must_use]
pub fn period(charter: &Charter) -> Option<CampaignPeriod> {
    CampaignPeriod::new(charter.starts_on?, charter.ends_on?)
}
