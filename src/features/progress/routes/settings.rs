//! The levels by which items are rated, and the thresholds of verdicts.

use actix_web::{get, patch, web};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::progress::rules::{Thresholds, Verdict, plain};
use crate::features::progress::store::{self, RatingLevel, VerdictRule};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, Recorded, Subject, record_change};
use crate::text_enum;

/// A level by which an item is rated.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RatingLevel)]
pub struct RatingLevelView {
    /// Its code, as reports send it.
    #[schema(max_length = 40, pattern = "^[A-Z]+(_[A-Z]+)*$", example = "WELL_COMPLETED")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Hoàn thành tốt")]
    name: String,
    /// The progress it counts as, from 0 to 1.
    #[schema(format = "decimal", example = "0.8")]
    progress: String,
}

impl From<RatingLevel> for RatingLevelView {
    fn from(row: RatingLevel) -> Self {
        Self { code: row.code, name: row.name, progress: plain(row.progress) }
    }
}

/// The rating levels.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RatingLevels {
    /// The levels, the lowest first.
    #[schema(max_items = 100)]
    items: Vec<RatingLevelView>,
}

/// List the rating levels
///
/// The levels by which items without a measure are rated, and the progress each counts as.
#[utoipa::path(responses((status = 200, body = RatingLevels, description = "The levels")))]
#[get("/rating-levels")]
pub async fn list_rating_levels(state: web::Data<State>) -> Result<Answer, Problem> {
    let rows = state.db.point_read(async |conn| store::list_rating_levels(conn).await).await?;
    Answer::ok(&RatingLevels { items: rows.into_iter().map(RatingLevelView::from).collect() })
}

/// The least difference of progress and elapsed time for a verdict.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = VerdictRule)]
pub struct VerdictRuleView {
    /// The verdict.
    #[schema(example = "AHEAD")]
    verdict: Verdict,
    /// The least difference of progress and elapsed time, both from 0 to 1.
    #[schema(format = "decimal", example = "0.05")]
    at_least: String,
    /// What `If-Match` compares.
    version: RowVersion,
    /// When it was last changed.
    updated_at: LocalTime,
}

impl From<&VerdictRule> for VerdictRuleView {
    fn from(row: &VerdictRule) -> Self {
        Self {
            verdict: row.verdict,
            at_least: plain(row.at_least),
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

/// The thresholds of verdicts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerdictRules {
    /// The rules, the best verdict first; below all of them the verdict is `STALLED`.
    #[schema(max_items = 10)]
    items: Vec<VerdictRuleView>,
}

/// List the thresholds of verdicts
///
/// The least difference of progress and elapsed time for each verdict: ahead, on track or at risk.
#[utoipa::path(responses((status = 200, body = VerdictRules, description = "The rules")))]
#[get("/verdict-rules")]
pub async fn list_verdict_rules(state: web::Data<State>) -> Result<Answer, Problem> {
    let rows = state.db.point_read(async |conn| store::list_verdict_rules(conn).await).await?;
    Answer::ok(&VerdictRules { items: rows.iter().map(VerdictRuleView::from).collect() })
}

text_enum! {
    /// A verdict that has a threshold.
    pub enum ThresholdVerdict {
        /// Clearly ahead of schedule.
        Ahead = "AHEAD",
        /// Roughly on schedule.
        OnTrack = "ON_TRACK",
        /// Behind schedule.
        AtRisk = "AT_RISK",
    }
}

impl From<ThresholdVerdict> for Verdict {
    fn from(verdict: ThresholdVerdict) -> Self {
        match verdict {
            ThresholdVerdict::Ahead => Self::Ahead,
            ThresholdVerdict::OnTrack => Self::OnTrack,
            ThresholdVerdict::AtRisk => Self::AtRisk,
        }
    }
}

/// Which verdict.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct VerdictParameters {
    /// The verdict.
    #[param(inline, example = "AT_RISK")]
    verdict: ThresholdVerdict,
}

/// Read a threshold
///
/// The least difference of progress and elapsed time for one verdict.
#[utoipa::path(params(VerdictParameters),
    responses((status = 200, body = VerdictRuleView, description = "The rule", headers(("ETag" = String)))))]
#[get("/verdict-rules/{verdict}")]
pub async fn get_verdict_rule(
    state: web::Data<State>,
    parameters: Parameters<VerdictParameters>,
) -> Result<Answer, Problem> {
    let verdict = Verdict::from(parameters.0.verdict);
    let rules = state.db.point_read(async |conn| store::list_verdict_rules(conn).await).await?;
    let rule = rules.iter().find(|rule| rule.verdict == verdict).ok_or(db::Error::NotFound)?;
    Ok(Answer::ok(&VerdictRuleView::from(rule))?.with_etag(rule.version))
}

/// The new threshold.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct VerdictRulePatch {
    /// The least difference, from -1 to 1.
    #[schema(value_type = String, pattern = r"^-?(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$", min_length = 1, max_length = 9,
        example = "-0.25")]
    at_least: Decimal,
}

/// Change a threshold
///
/// The change takes effect at once, because verdicts are never stored. The thresholds keep their order.
#[utoipa::path(params(VerdictParameters),
    request_body(content = VerdictRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = VerdictRuleView, description = "The rule afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::verdict_rules_out_of_order]))))]
#[patch("/verdict-rules/{verdict}")]
pub async fn change_verdict_rule(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<VerdictParameters>,
    input: Json<VerdictRulePatch>,
) -> Result<Answer, Problem> {
    let (verdict, at_least, context) =
        (Verdict::from(parameters.0.verdict), input.0.at_least, &change.context);
    let effect = async |tx: &mut Connection| {
        let rules = store::lock_verdict_rules(tx).await?;
        let rule = rules.iter().find(|rule| rule.verdict == verdict).ok_or(db::Error::NotFound)?;
        if_match.check(rule.version)?;
        let after =
            VerdictRule { at_least, version: rule.version.next(), updated_at: context.at, ..rule.clone() };
        if !thresholds_with(&after, &rules).are_in_order() {
            return Err(Problem::new(Code::verdict_rules_out_of_order));
        }
        store::change_verdict_rule(tx, rule, at_least, context.at).await?;
        record_change(tx, context, Occurrence::VerdictRuleChanged, Some(rule), &after).await?;
        Ok(Answer::ok(&VerdictRuleView::from(&after))?.with_etag(after.version))
    };
    change.run_permitted(effect).await
}

/// The thresholds with a changed rule in place of the old one.
fn thresholds_with(changed: &VerdictRule, rules: &[VerdictRule]) -> Thresholds {
    let rule_of = |verdict: Verdict| rules.iter().find(|rule| rule.verdict == verdict);
    let at_least = |verdict: Verdict| {
        let rule = if verdict == changed.verdict { Some(changed) } else { rule_of(verdict) };
        rule.map(|rule| rule.at_least).unwrap_or_default()
    };
    Thresholds {
        ahead: at_least(Verdict::Ahead),
        on_track: at_least(Verdict::OnTrack),
        at_risk: at_least(Verdict::AtRisk),
    }
}

impl Recorded for VerdictRule {
    fn subject(&self) -> Subject {
        // A rule is identified by its verdict; records identify things by ids.
        Subject { id: Uuid::nil(), unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"verdict": self.verdict, "atLeast": plain(self.at_least)})
    }
}
