//! What an answer looks like from outside.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::features::catalogue::rules::{
    AwardCode, AwardReference, Certainty, CommendationKind, Condition, RuleStatus,
};
use crate::features::eligibility::rules::{
    AwardNames, Outcome, Reason, RowAnswer, RowRole, RuleVerdict, UsedFact, UsedFactKind, Verdict, Words,
};
use crate::features::eligibility::store::CheckRow;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::Locale;
use crate::operations::references::UnitReference;

/// Words in the caller's language.
pub(super) fn in_locale(words: Words, locale: Locale) -> String {
    match locale {
        Locale::Vietnamese => words.vi,
        Locale::English => words.en,
    }
}

/// Why an answer is what it is, and what would change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityReason {
    /// Which reason it is, for programs.
    #[schema(max_length = 60, pattern = "^[A-Z]+(_[A-Z]+)*$", example = "RATING_MISSING")]
    code: String,
    /// In words, in the caller's language.
    #[schema(max_length = 3000, format = "text", example = "thiếu xếp loại năm 2024")]
    text: String,
}

impl EligibilityReason {
    pub fn new(reason: &Reason, names: &AwardNames, locale: Locale) -> Self {
        Self { code: reason.code(), text: in_locale(reason.words(names), locale) }
    }

    pub fn list<'a>(
        reasons: impl IntoIterator<Item = &'a Reason>,
        names: &AwardNames,
        locale: Locale,
    ) -> Vec<Self> {
        reasons.into_iter().map(|reason| Self::new(reason, names, locale)).collect()
    }
}

/// A fact that an answer rests on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsedFact)]
pub struct UsedFactView {
    /// What kind of fact it is.
    #[schema(example = "RATING")]
    kind: UsedFactKind,
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000370001")]
    id: Uuid,
    /// What it says, in the caller's language.
    #[schema(max_length = 3000, format = "text", example = "năm 2025 hoàn thành xuất sắc nhiệm vụ")]
    text: String,
    /// Where it comes from.
    #[schema(max_length = 500, format = "text", example = "Sổ theo dõi xếp loại (mẫu)")]
    source: String,
    /// Whether somebody else has confirmed it.
    #[schema(example = true)]
    is_confirmed: bool,
}

impl UsedFactView {
    fn new(used: UsedFact, locale: Locale) -> Self {
        let UsedFact { words, kind, id, source, is_confirmed } = used;
        Self { kind, id, text: in_locale(words, locale), source, is_confirmed }
    }
}

/// The answer by one row of a rule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RowAnswerView {
    /// The row's id.
    #[schema(example = "01980000-0000-7000-8000-000000003801")]
    id: Uuid,
    /// The row's version, as it answered.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: i32,
    /// Why it answers.
    #[schema(example = "IN_FORCE")]
    role: RowRole,
    /// Whether it is in force.
    #[schema(example = "IN_FORCE")]
    status: RuleStatus,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, Điều 23")]
    clause: String,
    /// What it asks, in words.
    #[schema(
        max_length = 1000,
        format = "text",
        example = "Đạt Lao động tiên tiến và một trong các thành tích"
    )]
    basis: String,
    /// What it asks.
    condition: Condition,
    /// The first day of receipt it holds for.
    #[schema(example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The last day of receipt it holds for; null when there is no end.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// Whether the province wrote it in place of the national row.
    #[schema(example = false)]
    is_provincial: bool,
    /// The answer.
    #[schema(example = "UNKNOWN")]
    outcome: Outcome,
    /// The facts it rests on.
    #[schema(max_items = 200)]
    facts: Vec<UsedFactView>,
    /// Why it is so, and what would change it.
    #[schema(max_items = 50)]
    reasons: Vec<EligibilityReason>,
    /// What to know of the row; it does not change the answer.
    #[schema(max_items = 5)]
    warnings: Vec<EligibilityReason>,
}

impl RowAnswerView {
    fn new(answer: RowAnswer, names: &AwardNames, locale: Locale) -> Self {
        let row = answer.row;
        Self {
            id: row.id,
            version: row.version,
            role: answer.role,
            status: row.status,
            certainty: row.certainty,
            clause: row.clause,
            basis: row.basis,
            condition: row.condition,
            starts_on: row.starts_on,
            ends_on: row.ends_before.and_then(|end| end.pred_opt()),
            is_provincial: row.is_provincial,
            outcome: answer.outcome,
            facts: answer.facts.into_iter().map(|used| UsedFactView::new(used, locale)).collect(),
            reasons: EligibilityReason::list(&answer.reasons, names, locale),
            warnings: EligibilityReason::list(&answer.warnings, names, locale),
        }
    }
}

/// The answer by one rule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RuleAnswer {
    /// The rule's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "STANDARD")]
    code: String,
    /// The answer.
    #[schema(example = "UNKNOWN")]
    outcome: Outcome,
    /// Whether the whole answer depends on it: a quota is judged over a list.
    #[schema(example = true)]
    decides: bool,
    /// Why the answer is not simply that of the row in force.
    #[schema(max_items = 5)]
    reasons: Vec<EligibilityReason>,
    /// The answers of its rows: the one in force, a newer one that may count, an amendment that is not confirmed.
    #[schema(max_items = 3)]
    rows: Vec<RowAnswerView>,
}

impl RuleAnswer {
    fn new(rule: RuleVerdict, names: &AwardNames, locale: Locale) -> Self {
        Self {
            code: rule.code,
            outcome: rule.outcome,
            decides: rule.decides,
            reasons: EligibilityReason::list(&rule.reasons, names, locale),
            rows: rule.rows.into_iter().map(|row| RowAnswerView::new(row, names, locale)).collect(),
        }
    }
}

/// Whom an answer is about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NamedSubject {
    /// What kind of subject it is.
    #[serde(rename = "type")]
    #[schema(example = "PERSON")]
    kind: SubjectKind,
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    id: Uuid,
    /// Its name, as it was then.
    #[schema(max_length = 200, format = "text", example = "Nguyễn Thị Mẫu")]
    name: String,
}

impl NamedSubject {
    pub fn new(subject: Subject, name: String) -> Self {
        Self { kind: subject.kind, id: subject.id, name }
    }
}

/// An award as an answer names it.
pub(super) fn named_award(code: &str, names: &AwardNames) -> AwardReference {
    let code = AwardCode::new(code);
    let name = names.get(&code).cloned().unwrap_or_else(|| code.as_str().to_owned());
    AwardReference { code: code.0, name }
}

/// What was asked and answered, without the rules.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityCheckSummary {
    /// The answer's id.
    #[schema(example = "01980000-0000-7000-8000-000000003901")]
    pub(super) id: Uuid,
    /// Whom it is about.
    subject: NamedSubject,
    /// The unit in whose reach the subject was.
    unit: UnitReference,
    /// The award.
    award: AwardReference,
    /// Why it is to be given.
    #[schema(example = "MERIT")]
    commendation_kind: CommendationKind,
    /// The year that was judged; of a campaign, its last year.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    year: i32,
    /// The campaign.
    #[schema(required, example = json!(null))]
    campaign_id: Option<Uuid>,
    /// The day on which the dossier was received: it decides which rows hold.
    #[schema(example = "2026-01-15")]
    received_on: NaiveDate,
    /// The day of the question.
    #[schema(example = "2026-11-29")]
    asked_on: NaiveDate,
    /// The answer.
    #[schema(example = "UNKNOWN")]
    outcome: Outcome,
    /// The batch it belongs to.
    #[schema(required, example = json!(null))]
    batch_id: Option<Uuid>,
    /// The check that it ran again.
    #[schema(required, example = json!(null))]
    rerun_of_id: Option<Uuid>,
    /// Who asked.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// When.
    created_at: LocalTime,
}

impl EligibilityCheckSummary {
    pub fn new(row: CheckRow, unit: UnitReference, names: &AwardNames) -> Self {
        Self {
            id: row.id,
            subject: NamedSubject::new(row.subject, row.subject_name),
            unit,
            award: named_award(&row.award, names),
            commendation_kind: row.kind,
            year: row.year,
            campaign_id: row.campaign_id,
            received_on: row.received_on,
            asked_on: row.asked_on,
            outcome: row.outcome,
            batch_id: row.batch_id,
            rerun_of_id: row.rerun_of_id,
            created_by: row.created_by,
            created_at: local(row.created_at),
        }
    }
}

/// What was asked, and the answer per rule: it advises and never blocks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct EligibilityCheck {
    /// What was asked and answered.
    #[serde(flatten)]
    pub(super) summary: EligibilityCheckSummary,
    /// Why the answer is not simply that of the rules.
    #[schema(max_items = 5)]
    reasons: Vec<EligibilityReason>,
    /// What keeps it from passing, over all rules: what is missing, and what stands against it.
    #[schema(max_items = 500)]
    missing: Vec<EligibilityReason>,
    /// The answers by rule.
    #[schema(max_items = 100)]
    rules: Vec<RuleAnswer>,
}

impl EligibilityCheck {
    pub fn new(
        (row, verdict): (CheckRow, Verdict),
        unit: UnitReference,
        names: &AwardNames,
        locale: Locale,
    ) -> Self {
        Self {
            summary: EligibilityCheckSummary::new(row, unit, names),
            reasons: EligibilityReason::list(&verdict.reasons, names, locale),
            missing: EligibilityReason::list(verdict.missing(), names, locale),
            rules: verdict.rules.into_iter().map(|rule| RuleAnswer::new(rule, names, locale)).collect(),
        }
    }
}

/// A share as decimals travel.
pub(super) fn decimal(share: Decimal) -> Decimal {
    share.normalize()
}
