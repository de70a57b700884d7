//! What is sent for an award rule.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::features::catalogue::rules::{
    Certainty, CommendationKind, Condition, RecipientKind, RuleSource, RuleTransition,
};
use crate::features::catalogue::store::{AwardRule, CommendationKinds};

/// A draft of a rule.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAwardRule {
    /// The rule's code; rows of other days and of the province share it.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO_SHARE")]
    pub code: String,
    /// The code of the award it is about.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
    pub award_code: String,
    /// Whom it is about.
    #[schema(example = "INDIVIDUAL")]
    pub recipient_kind: RecipientKind,
    /// The kinds of commendation it is about; all of them when there is none.
    #[schema(max_items = 7, example = json!(["MERIT"]))]
    pub commendation_kinds: Vec<CommendationKind>,
    /// What it asks, in the language of award rules.
    #[schema(example = json!({"kind": "QUOTA", "share": "0.28", "of": {"kind": "HOLDERS", "award": "LD_TIEN_TIEN"}}))]
    pub condition: Condition,
    /// What it asks, in words.
    #[schema(
        max_length = 1000,
        format = "paragraphs",
        example = "Không quá 28% số Lao động tiên tiến (mẫu)"
    )]
    pub basis: String,
    /// Law and article.
    #[schema(max_length = 500, format = "line", example = "Quy chế thi đua, khen thưởng của tỉnh (mẫu)")]
    pub clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    pub certainty: Certainty,
    /// Who wrote it.
    #[schema(example = "PROVINCE")]
    pub source: RuleSource,
    /// The first day of receipt it holds for.
    #[schema(example = "2027-01-01")]
    pub starts_on: NaiveDate,
    /// The first day of receipt it no longer holds for.
    #[schema(nullable = false)]
    pub ends_before: Option<NaiveDate>,
    /// The day from which it has to be checked against its text again.
    #[schema(nullable = false)]
    pub verify_after: Option<NaiveDate>,
    /// What happens to dossiers that were received before.
    #[schema(example = "EARLIER_ROW")]
    pub transition: RuleTransition,
}

/// What changes of a draft: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AwardRulePatch {
    /// The kinds of commendation it is about, in the place of those before.
    #[schema(nullable = false, max_items = 7)]
    pub commendation_kinds: Option<Vec<CommendationKind>>,
    /// What it asks, in the place of what it asked.
    #[schema(nullable = false, example = json!({"kind": "QUOTA", "share": "0.25", "of": {"kind": "HOLDERS", "award": "LD_TIEN_TIEN"}}))]
    pub condition: Option<Condition>,
    /// What it asks, in words.
    #[schema(
        nullable = false,
        max_length = 1000,
        format = "paragraphs",
        example = "Không quá 25% số Lao động tiên tiến (mẫu)"
    )]
    pub basis: Option<String>,
    /// Law and article.
    #[schema(nullable = false, max_length = 500, format = "line")]
    pub clause: Option<String>,
    /// How sure we are of it.
    #[schema(nullable = false)]
    pub certainty: Option<Certainty>,
    /// The first day of receipt it holds for.
    #[schema(nullable = false)]
    pub starts_on: Option<NaiveDate>,
    /// The first day of receipt it no longer holds for; null where it has no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub ends_before: Patch<NaiveDate>,
    /// The day from which it has to be checked again; null where there is none.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    pub verify_after: Patch<NaiveDate>,
    /// What happens to dossiers that were received before.
    #[schema(nullable = false)]
    pub transition: Option<RuleTransition>,
}

impl AwardRulePatch {
    /// The draft as it is afterwards, but for version and instant.
    pub fn apply(&self, before: &AwardRule) -> AwardRule {
        let text =
            |new: Option<&String>, old: &str| new.map_or_else(|| old.to_owned(), |text| composed(text));
        let kinds = self.commendation_kinds.clone().map(CommendationKinds);
        AwardRule {
            commendation_kinds: kinds.unwrap_or_else(|| before.commendation_kinds.clone()),
            condition: self.condition.clone().unwrap_or_else(|| before.condition.clone()),
            basis: text(self.basis.as_ref(), &before.basis),
            clause: text(self.clause.as_ref(), &before.clause),
            certainty: self.certainty.unwrap_or(before.certainty),
            starts_on: self.starts_on.unwrap_or(before.starts_on),
            ends_before: self.ends_before.apply(before.ends_before),
            verify_after: self.verify_after.apply(before.verify_after),
            transition: self.transition.unwrap_or(before.transition),
            ..before.clone()
        }
    }
}
