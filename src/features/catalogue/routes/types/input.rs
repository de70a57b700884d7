//! What is sent for an award type.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::core::context::ChangeContext;
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::features::catalogue::rules::{
    AwardKind, AwardLevel, Certainty, EvaluationPeriod, Paper, Papers, RecipientKind, Voting,
};
use crate::features::catalogue::store::{AwardType, SetVoting};

/// A title or a form of commendation, over some days.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAwardType {
    /// The code people quote; rows of other days share it.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "BIEU_TRUNG_TINH")]
    code: String,
    /// The name in the law.
    #[schema(max_length = 200, format = "line", example = "Biểu trưng của tỉnh (mẫu)")]
    name: String,
    /// What kind of award it is; the same on all days.
    #[schema(example = "FORM")]
    kind: AwardKind,
    /// The level of the authority that gives it.
    #[schema(example = "PROVINCIAL")]
    level: AwardLevel,
    /// Who can receive it.
    #[schema(min_items = 1, max_items = 3, example = json!(["INDIVIDUAL", "COLLECTIVE"]))]
    recipients: Vec<RecipientKind>,
    /// Where it stands in a list; higher awards have smaller numbers.
    #[schema(minimum = 0, maximum = 100_000, example = 78)]
    rank: i32,
    /// Who decides, in short.
    #[schema(max_length = 200, format = "line", example = "Chủ tịch Ủy ban nhân dân tỉnh")]
    decided_by: String,
    /// Law and article.
    #[schema(max_length = 500, format = "line", example = "Quy chế thi đua, khen thưởng của tỉnh (mẫu)")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// What is looked at before it is given.
    #[schema(example = "NONE")]
    evaluation_period: EvaluationPeriod,
    /// The papers of a dossier.
    #[schema(max_items = 50)]
    papers: Vec<Paper>,
    /// How a council votes on it; left out where that is not set.
    #[schema(nullable = false)]
    voting: Option<Voting>,
    /// An individual's prize in base salaries.
    #[schema(nullable = false, value_type = String, format = "decimal", example = "0.6", required = false)]
    individual_coefficient: Option<Decimal>,
    /// A collective's prize in base salaries.
    #[schema(nullable = false, value_type = String, format = "decimal", required = false)]
    collective_coefficient: Option<Decimal>,
    /// A household's prize in base salaries.
    #[schema(nullable = false, value_type = String, format = "decimal", required = false)]
    household_coefficient: Option<Decimal>,
    /// Whether whoever decides may give less than the coefficient.
    #[schema(example = true)]
    coefficient_is_a_limit: bool,
    /// The first day on which it exists.
    #[schema(example = "2027-01-01")]
    starts_on: NaiveDate,
    /// The last day; left out when there is no end.
    #[schema(nullable = false)]
    ends_on: Option<NaiveDate>,
}

impl NewAwardType {
    /// The new row.
    pub fn row(&self, context: &ChangeContext) -> AwardType {
        AwardType {
            id: context.ids.next(),
            code: self.code.clone(),
            name: composed(&self.name),
            kind: self.kind,
            level: self.level,
            for_individuals: self.recipients.contains(&RecipientKind::Individual),
            for_collectives: self.recipients.contains(&RecipientKind::Collective),
            for_households: self.recipients.contains(&RecipientKind::Household),
            rank: self.rank,
            decided_by: composed(&self.decided_by),
            clause: composed(&self.clause),
            certainty: self.certainty,
            starts_on: self.starts_on,
            ends_before: self.ends_on.and_then(|last| last.succ_opt()),
            evaluation_period: self.evaluation_period,
            papers: papers_by_name(&self.papers),
            voting: SetVoting(self.voting.clone()),
            individual_coefficient: self.individual_coefficient,
            collective_coefficient: self.collective_coefficient,
            household_coefficient: self.household_coefficient,
            coefficient_is_a_limit: self.coefficient_is_a_limit,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        }
    }
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AwardTypePatch {
    /// The name in the law.
    #[schema(nullable = false, max_length = 200, format = "line")]
    name: Option<String>,
    /// The level of the authority that gives it.
    #[schema(nullable = false)]
    level: Option<AwardLevel>,
    /// Who can receive it, in the place of those before.
    #[schema(nullable = false, min_items = 1, max_items = 3)]
    recipients: Option<Vec<RecipientKind>>,
    /// Where it stands in a list; higher awards have smaller numbers.
    #[schema(nullable = false, minimum = 0, maximum = 100_000)]
    rank: Option<i32>,
    /// Who decides, in short.
    #[schema(nullable = false, max_length = 200, format = "line")]
    decided_by: Option<String>,
    /// Law and article.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Luật 06/2022/QH15, Điều 24; Điều 80 (mẫu)"
    )]
    clause: Option<String>,
    /// How sure we are of it.
    #[schema(nullable = false)]
    certainty: Option<Certainty>,
    /// What is looked at before it is given.
    #[schema(nullable = false)]
    evaluation_period: Option<EvaluationPeriod>,
    /// The papers of a dossier, in the place of those before.
    #[schema(nullable = false, max_items = 50)]
    papers: Option<Vec<Paper>>,
    /// How a council votes on it; null where that is not set.
    #[serde(default)]
    #[schema(value_type = Option<Voting>)]
    voting: Patch<Voting>,
    /// An individual's prize in base salaries; null where there is none.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "decimal")]
    individual_coefficient: Patch<Decimal>,
    /// A collective's prize in base salaries; null where there is none.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "decimal")]
    collective_coefficient: Patch<Decimal>,
    /// A household's prize in base salaries; null where there is none.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "decimal")]
    household_coefficient: Patch<Decimal>,
    /// Whether whoever decides may give less than the coefficient.
    #[schema(nullable = false)]
    coefficient_is_a_limit: Option<bool>,
    /// The first day on which it exists.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The last day; null when there is no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_on: Patch<NaiveDate>,
}

impl AwardTypePatch {
    /// The row as it is afterwards, but for version and instant.
    pub fn apply(&self, before: &AwardType) -> AwardType {
        let text =
            |new: Option<&String>, old: &str| new.map_or_else(|| old.to_owned(), |text| composed(text));
        let recipients = self.recipients.clone().unwrap_or_else(|| before.recipients());
        let end_before = before.ends_before.and_then(|end| end.pred_opt());
        AwardType {
            name: text(self.name.as_ref(), &before.name),
            level: self.level.unwrap_or(before.level),
            for_individuals: recipients.contains(&RecipientKind::Individual),
            for_collectives: recipients.contains(&RecipientKind::Collective),
            for_households: recipients.contains(&RecipientKind::Household),
            rank: self.rank.unwrap_or(before.rank),
            decided_by: text(self.decided_by.as_ref(), &before.decided_by),
            clause: text(self.clause.as_ref(), &before.clause),
            certainty: self.certainty.unwrap_or(before.certainty),
            evaluation_period: self.evaluation_period.unwrap_or(before.evaluation_period),
            papers: self.papers.as_deref().map_or_else(|| before.papers.clone(), papers_by_name),
            voting: SetVoting(self.voting.clone().apply(before.voting.0.clone())),
            individual_coefficient: self.individual_coefficient.apply(before.individual_coefficient),
            collective_coefficient: self.collective_coefficient.apply(before.collective_coefficient),
            household_coefficient: self.household_coefficient.apply(before.household_coefficient),
            coefficient_is_a_limit: self.coefficient_is_a_limit.unwrap_or(before.coefficient_is_a_limit),
            starts_on: self.starts_on.unwrap_or(before.starts_on),
            ends_before: self.ends_on.apply(end_before).and_then(|last| last.succ_opt()),
            ..before.clone()
        }
    }
}

/// Papers whose names are composed.
fn papers_by_name(papers: &[Paper]) -> Papers {
    Papers(papers.iter().map(|paper| Paper { name: composed(&paper.name), ..paper.clone() }).collect())
}
