//! The language of procedure rules: what the law asks around the stages of a nomination, as JSON.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::conditions::AwardCode;
use super::words::{AwardLevel, CommendationKind};
use crate::text_enum;

/// The code of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "SUBMISSION_LETTER")]
pub struct PaperCode(pub String);

text_enum! {
    /// Who is asked for an opinion.
    pub enum OpinionBody {
        /// The standing committee of the provincial Party committee (Ban Thường vụ Tỉnh ủy; Decree 152/2025/NĐ-CP, Article 33.2).
        PartyCommittee = "PARTY_COMMITTEE",
        /// Another body that is consulted (hiệp y; Article 34).
        ConsultedBody = "CONSULTED_BODY",
    }
}

text_enum! {
    /// The step before which an opinion has to be there.
    pub enum OpinionBefore {
        /// Before the council votes.
        Vote = "VOTE",
        /// Before the nomination is proposed to who decides.
        Proposal = "PROPOSAL",
    }
}

text_enum! {
    /// A step whose working days are counted.
    pub enum TimedStep {
        /// From the day of receipt until the appraisal.
        Appraise = "APPRAISE",
        /// From the day of receipt until the proposal.
        Propose = "PROPOSE",
        /// From the day on which it was found not to meet the standard until it is returned.
        Return = "RETURN",
        /// From the proposal until the decision.
        Decide = "DECIDE",
    }
}

text_enum! {
    /// What a procedure rule is about.
    pub enum ProcedureKind {
        /// An opinion of others.
        Opinion = "OPINION",
        /// Public consultation.
        PublicConsultation = "PUBLIC_CONSULTATION",
        /// A day of the calendar.
        Deadline = "DEADLINE",
        /// How old the content of a report may be.
        ReportAge = "REPORT_AGE",
        /// The working days of a step.
        StepDays = "STEP_DAYS",
        /// The simplified procedure.
        SimplifiedProcedure = "SIMPLIFIED_PROCEDURE",
    }
}

/// What a rule of the procedure asks; `kind` says which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub enum ProcedureRequirement {
    /// Others are asked for their opinion (Decree 152/2025/NĐ-CP, Articles 33.2 and 34).
    #[schema(example = json!({"kind": "OPINION", "body": "CONSULTED_BODY", "required": false, "before": "PROPOSAL",
        "workingDays": 10, "silence": true}))]
    #[serde(rename_all = "camelCase")]
    Opinion {
        /// Who is asked.
        #[schema(example = "CONSULTED_BODY")]
        body: OpinionBody,
        /// Whether the step waits for it; otherwise it says only how long the answer may take.
        #[schema(example = false)]
        required: bool,
        /// The step that waits for it.
        #[schema(example = "PROPOSAL")]
        before: OpinionBefore,
        /// The working days for the answer; null where none are set.
        #[schema(required, minimum = 1, maximum = 250, example = 10)]
        working_days: Option<u32>,
        /// Whether one may go on without an answer when the days are over.
        #[schema(example = true)]
        silence: bool,
    },
    /// The list is published and everybody may speak before the council meets (Article 44.2).
    #[schema(example = json!({"kind": "PUBLIC_CONSULTATION", "workingDays": 10}))]
    #[serde(rename_all = "camelCase")]
    PublicConsultation {
        /// The working days at least.
        #[schema(minimum = 1, maximum = 250, example = 10)]
        working_days: u32,
    },
    /// A day of the calendar until which it is submitted (Article 35.1); a later one is accepted and shown as late.
    #[schema(example = json!({"kind": "DEADLINE", "month": 6, "day": 30, "yearsAfter": 1, "afterAward": null, "schools": false}))]
    #[serde(rename_all = "camelCase")]
    Deadline {
        /// The month.
        #[schema(minimum = 1, maximum = 12, example = 6)]
        month: u32,
        /// The day; the last of the month where the month is shorter.
        #[schema(minimum = 1, maximum = 31, example = 30)]
        day: u32,
        /// How many years after the year it is counted from.
        #[schema(minimum = 0, maximum = 10, example = 1)]
        years_after: i32,
        /// Counted from the year in which this award was decided on last; null where it is counted from the year of the achievement.
        #[schema(required, value_type = Option<String>, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = json!(null))]
        after_award: Option<AwardCode>,
        /// Whether it is for schools, in the place of the day for all others.
        #[schema(example = false)]
        schools: bool,
    },
    /// The content of the report may not end more than so many months before the province submits (Article 33.9): an older one is
    /// not accepted.
    #[schema(example = json!({"kind": "REPORT_AGE", "months": 6}))]
    #[serde(rename_all = "camelCase")]
    ReportAge {
        /// The months.
        #[schema(minimum = 1, maximum = 60, example = 6)]
        months: u32,
    },
    /// The working days of a step (Article 35).
    #[schema(example = json!({"kind": "STEP_DAYS", "step": "PROPOSE", "workingDays": 30, "atProvince": true}))]
    #[serde(rename_all = "camelCase")]
    StepDays {
        /// Which step.
        #[schema(example = "PROPOSE")]
        step: TimedStep,
        /// How many; null until the province sets them.
        #[schema(required, minimum = 1, maximum = 250, example = 30)]
        working_days: Option<u32>,
        /// Whether it holds at the stage of the province only.
        #[schema(example = true)]
        at_province: bool,
    },
    /// The simplified procedure is allowed, with a shorter list of papers (Law 06/2022/QH15, Article 85).
    #[schema(example = json!({"kind": "SIMPLIFIED_PROCEDURE", "commendation": "AD_HOC",
        "papers": ["SUBMISSION_LETTER", "ACHIEVEMENT_REPORT"]}))]
    #[serde(rename_all = "camelCase")]
    SimplifiedProcedure {
        /// For which kind of commendation.
        #[schema(example = "AD_HOC")]
        commendation: CommendationKind,
        /// The codes of the papers that are asked for.
        #[schema(min_items = 1, max_items = 20, example = json!(["SUBMISSION_LETTER", "ACHIEVEMENT_REPORT"]), inline)]
        papers: Vec<PaperCode>,
    },
}

/// The most working days that a step can have.
pub const MOST_WORKING_DAYS: u32 = 250;

impl ProcedureRequirement {
    /// What it is about.
    #[must_use]
    pub const fn kind(&self) -> ProcedureKind {
        match self {
            Self::Opinion { .. } => ProcedureKind::Opinion,
            Self::PublicConsultation { .. } => ProcedureKind::PublicConsultation,
            Self::Deadline { .. } => ProcedureKind::Deadline,
            Self::ReportAge { .. } => ProcedureKind::ReportAge,
            Self::StepDays { .. } => ProcedureKind::StepDays,
            Self::SimplifiedProcedure { .. } => ProcedureKind::SimplifiedProcedure,
        }
    }

    /// Whether it says a day of the calendar, of which somebody can be reminded.
    #[must_use]
    pub const fn has_a_day(&self) -> bool {
        matches!(self, Self::Deadline { .. } | Self::ReportAge { .. })
    }

    /// Which one of several rows of its kind: of each one row holds on a day.
    #[must_use]
    pub fn slot(&self) -> String {
        match self {
            Self::Opinion { body, .. } => body.as_str().to_owned(),
            Self::PublicConsultation { .. } | Self::ReportAge { .. } => String::new(),
            Self::Deadline { schools, .. } => if *schools { "SCHOOLS" } else { "ALL" }.to_owned(),
            Self::StepDays { step, at_province: true, .. } => format!("{step}_PROVINCE"),
            Self::StepDays { step, .. } => step.as_str().to_owned(),
            Self::SimplifiedProcedure { commendation, .. } => commendation.as_str().to_owned(),
        }
    }

    /// The places of papers that are named before.
    #[must_use]
    pub fn repeated_papers(&self) -> Vec<usize> {
        let Self::SimplifiedProcedure { papers, .. } = self else { return Vec::new() };
        let mut seen = HashSet::new();
        let again = papers.iter().enumerate().filter(|(_, code)| !seen.insert(*code));
        again.map(|(place, _)| place).collect()
    }
}

/// Whom a row is about: one award, the awards of a level, or all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcedureScope<'a> {
    /// The award.
    pub award: Option<&'a str>,
    /// The level.
    pub level: Option<AwardLevel>,
}

impl ProcedureScope<'_> {
    /// How narrow the row is, where it is about such an award; none where it is not.
    #[must_use]
    pub fn narrowness(&self, award: &str, level: Option<AwardLevel>) -> Option<u8> {
        match (self.award, self.level) {
            (Some(own), _) => (own == award).then_some(2),
            (None, Some(own)) => (Some(own) == level).then_some(1),
            (None, None) => Some(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn requirement(value: serde_json::Value) -> ProcedureRequirement {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_requirement_says_which_row_of_its_kind_it_is() {
        for (value, kind, slot) in [
            (
                json!({"kind": "OPINION", "body": "PARTY_COMMITTEE", "required": true, "before": "VOTE", "workingDays": null,
                    "silence": false}),
                ProcedureKind::Opinion,
                "PARTY_COMMITTEE",
            ),
            (
                json!({"kind": "PUBLIC_CONSULTATION", "workingDays": 10}),
                ProcedureKind::PublicConsultation,
                "",
            ),
            (
                json!({"kind": "DEADLINE", "month": 6, "day": 30, "yearsAfter": 1, "afterAward": null, "schools": true}),
                ProcedureKind::Deadline,
                "SCHOOLS",
            ),
            (json!({"kind": "REPORT_AGE", "months": 6}), ProcedureKind::ReportAge, ""),
            (
                json!({"kind": "STEP_DAYS", "step": "RETURN", "workingDays": 10, "atProvince": true}),
                ProcedureKind::StepDays,
                "RETURN_PROVINCE",
            ),
            (
                json!({"kind": "SIMPLIFIED_PROCEDURE", "commendation": "AD_HOC", "papers": ["A"]}),
                ProcedureKind::SimplifiedProcedure,
                "AD_HOC",
            ),
        ] {
            let own = requirement(value);
            assert_eq!((own.kind(), own.slot().as_str()), (kind, slot));
        }
    }

    #[test]
    fn papers_are_named_once() {
        let papers =
            json!({"kind": "SIMPLIFIED_PROCEDURE", "commendation": "AD_HOC", "papers": ["A", "B", "A"]});
        assert_eq!(requirement(papers).repeated_papers(), [2]);
        assert_eq!(requirement(json!({"kind": "REPORT_AGE", "months": 6})).repeated_papers(), [0; 0]);
    }

    #[test]
    fn the_narrower_row_is_the_one_about_the_award() {
        let scope = |award, level| ProcedureScope { award, level };
        for (own, expected) in [
            (scope(Some("CO_CHINH_PHU"), None), Some(2)),
            (scope(Some("GIAY_KHEN"), None), None),
            (scope(None, Some(AwardLevel::State)), Some(1)),
            (scope(None, Some(AwardLevel::Base)), None),
            (scope(None, None), Some(0)),
        ] {
            assert_eq!(own.narrowness("CO_CHINH_PHU", Some(AwardLevel::State)), expected, "{own:?}");
        }
    }
}
