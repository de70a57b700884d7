//! The dated clauses behind readiness: an amended law is a new row, not a release.

use actix_web::{HttpRequest, get, patch, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::clock::{LocalTime, local};
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::campaigns::rules::readiness::{Certainty, ReadinessItem};
use crate::features::campaigns::store::readiness::{self as store, ReadinessRule};
use crate::http::input::{Json, Parameters, present};
use crate::http::paging::{Pager, Position};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// Which rule.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct RuleParameters {
    /// The rule's id.
    #[param(example = "01980000-0000-7000-8000-000000000611")]
    id: Uuid,
}

/// Which page of rules.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ListParameters {
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most rules a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// A clause that asks for something, from day to day.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReadinessRule {
    /// What it asks for; OVERLAP and PERIOD have no clause.
    #[schema(example = "LEVEL")]
    item: ReadinessItem,
    /// The first day on which it holds.
    #[schema(format = Date, max_length = 10, example = "2004-07-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null has no end.
    #[schema(format = Date, max_length = 10, example = "2024-01-01")]
    ends_before: Option<NaiveDate>,
    /// Its words for people: law and article.
    #[schema(
        max_length = 500,
        format = "line",
        example = "Luật 15/2003/QH11 (phạm vi tổ chức thi đua, mẫu)"
    )]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "MEMORY")]
    certainty: Certainty,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadinessRulePatch {
    /// The first day on which it holds.
    #[schema(nullable = false, format = Date, max_length = 10)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer holds; null has no end.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>, format = Date, max_length = 10)]
    ends_before: Option<Option<NaiveDate>>,
    /// Its words for people: law and article.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Luật 06/2022/QH15, Điều 17 (đã đối chiếu, mẫu)"
    )]
    clause: Option<String>,
    /// How sure we are of it.
    #[schema(nullable = false)]
    certainty: Option<Certainty>,
}

/// A clause that asks for something, from day to day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReadinessRule)]
pub struct ReadinessRuleView {
    /// The rule's id.
    #[schema(example = "01980000-0000-7000-8000-000000000611")]
    id: Uuid,
    /// What it asks for.
    #[schema(example = "OBJECTIVES")]
    item: ReadinessItem,
    /// The first day on which it holds.
    #[schema(format = Date, max_length = 10, example = "2024-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null has no end.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Its words for people: law and article.
    #[schema(max_length = 500, format = "text", example = "Luật 06/2022/QH15, Điều 17 (mục tiêu)")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// Grows with every change; what `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: i32,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2026-11-23T08:00:00.000000+07:00")]
    updated_at: LocalTime,
}

impl From<&ReadinessRule> for ReadinessRuleView {
    fn from(rule: &ReadinessRule) -> Self {
        Self {
            id: rule.id,
            item: rule.item,
            starts_on: rule.starts_on,
            ends_before: rule.ends_before,
            clause: rule.clause.clone(),
            certainty: rule.certainty,
            version: rule.version,
            updated_at: local(rule.updated_at),
        }
    }
}

/// A page of rules.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadinessRulePage {
    /// The rules.
    #[schema(max_items = 200)]
    items: Vec<ReadinessRuleView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List readiness rules
///
/// The dated clauses behind readiness, each with how sure we are of it.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = ReadinessRulePage, description = "A page of rules", headers(("Link" = String)))))]
#[get("/readiness-rules")]
pub async fn list_readiness_rules(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, "readiness-rules".to_owned(), cursor.as_deref(), limit)?;
    let after = pager.after_id()?;
    let rows = state.db.read(async |conn| store::list(conn, after, pager.rows_to_fetch()).await).await?;
    let by_id = |row: &ReadinessRule| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(ReadinessRuleView::from).collect();
    Ok(Answer::ok(&ReadinessRulePage { items, next_cursor })?.with_link(link))
}

/// Read a readiness rule
///
/// One dated clause.
#[utoipa::path(params(RuleParameters),
    responses((status = 200, body = ReadinessRuleView, description = "The rule", headers(("ETag" = String)))))]
#[get("/readiness-rules/{id}")]
pub async fn get_readiness_rule(
    state: web::Data<State>,
    parameters: Parameters<RuleParameters>,
) -> Result<Answer, Problem> {
    let rule = state.db.point_read(async |conn| store::find(conn, parameters.0.id).await).await?;
    Ok(Answer::ok(&ReadinessRuleView::from(&rule))?.with_etag(rule.version))
}

/// Create a readiness rule
///
/// A clause that asks for something from a day on: an amended law is a new rule beside the old one, which ends.
#[utoipa::path(request_body = NewReadinessRule,
    responses((status = 201, body = ReadinessRuleView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::item_without_clause, Code::readiness_rules_overlap]))))]
#[post("/readiness-rules")]
pub async fn create_readiness_rule(
    state: web::Data<State>,
    change: Change,
    input: Json<NewReadinessRule>,
) -> Result<Answer, Problem> {
    let new = input.0;
    let effect = async |tx: &mut Connection| {
        let rule = ReadinessRule {
            id: change.context.ids.next(),
            item: new.item,
            starts_on: new.starts_on,
            ends_before: new.ends_before,
            clause: composed(&new.clause),
            certainty: new.certainty,
            version: 1,
            created_at: change.context.at,
            updated_at: change.context.at,
        };
        check(&rule)?;
        store::create(tx, &rule).await?;
        record(tx, &change, None, &rule).await?;
        let location = state.link(&format!("/readiness-rules/{}", rule.id));
        Ok(Answer::created(&location, &ReadinessRuleView::from(&rule))?.with_etag(rule.version))
    };
    change.run(async |tx: &mut Connection| permit(tx, &change).await, effect).await
}

/// Change a readiness rule
///
/// Only the members that are named. What a rule asks for never changes; end it and create another.
#[utoipa::path(params(RuleParameters),
    request_body(content = ReadinessRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ReadinessRuleView, description = "The rule afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::readiness_rules_overlap]))))]
#[patch("/readiness-rules/{id}")]
pub async fn change_readiness_rule(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<RuleParameters>,
    input: Json<ReadinessRulePatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (parameters.0.id, input.0);
    if patch == ReadinessRulePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let patch = patch.clone();
        let after = ReadinessRule {
            starts_on: patch.starts_on.unwrap_or(before.starts_on),
            ends_before: patch.ends_before.unwrap_or(before.ends_before),
            clause: patch.clause.map_or_else(|| before.clause.clone(), |clause| composed(&clause)),
            certainty: patch.certainty.unwrap_or(before.certainty),
            version: before.version + 1,
            updated_at: change.context.at,
            ..before.clone()
        };
        check(&after)?;
        if says(&after) == says(&before) {
            return Ok(Answer::ok(&ReadinessRuleView::from(&before))?.with_etag(before.version));
        }
        store::update(tx, &after).await?;
        record(tx, &change, Some(&before), &after).await?;
        Ok(Answer::ok(&ReadinessRuleView::from(&after))?.with_etag(after.version))
    };
    change.run(async |tx: &mut Connection| permit(tx, &change).await, effect).await
}

/// What of a rule can be changed.
fn says(rule: &ReadinessRule) -> (NaiveDate, Option<NaiveDate>, &str, Certainty) {
    (rule.starts_on, rule.ends_before, &rule.clause, rule.certainty)
}

/// Rules hold for the whole province, so a role over the whole province is needed.
async fn permit(tx: &Connection, change: &Change) -> Result<(), Problem> {
    unit_scope::require(tx, &change.caller, Permission::ManageSettings, None, change.context.today).await
}

fn check(rule: &ReadinessRule) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if matches!(rule.item, ReadinessItem::Overlap | ReadinessItem::Period) {
        faults.push(Violation::at("/item", Code::item_without_clause));
    }
    if rule.ends_before.is_some_and(|end| end <= rule.starts_on) {
        faults.push(Violation::at("/endsBefore", Code::ends_before_start).with("startsOn", rule.starts_on));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

async fn record(
    tx: &mut Connection,
    change: &Change,
    before: Option<&ReadinessRule>,
    after: &ReadinessRule,
) -> Result<(), Problem> {
    let as_json = |rule: &ReadinessRule| serde_json::to_value(ReadinessRuleView::from(rule));
    let occurrence = match before {
        None => Occurrence::ReadinessRuleCreated,
        Some(_) => Occurrence::ReadinessRuleChanged,
    };
    let happening = ChangeRecord::new(
        occurrence,
        Subject { id: after.id, unit_id: None },
        after.version,
        (
            before.map(as_json).transpose().map_err(Problem::internal)?,
            Some(as_json(after).map_err(Problem::internal)?),
        ),
    );
    Ok(record::record(tx, &change.context, [happening]).await?)
}
