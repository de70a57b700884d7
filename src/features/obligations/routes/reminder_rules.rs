//! The dated rules of reminders: when whom is reminded of what.

use actix_web::{HttpRequest, get, patch, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::features::obligations::rules::ObligationKind;
use crate::features::obligations::rules::reminders::{ReminderRecipient, has_last_day};
use crate::features::obligations::store::reminder_rules::{self as store, ReminderRule};
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
    #[param(example = "01980000-0000-7000-8000-000000002604")]
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

/// When whom is reminded of what, from day to day.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReminderRule {
    /// What is due; only what has a last day.
    #[schema(example = "REPORT")]
    kind: ObligationKind,
    /// So many days after the last day; before it where negative.
    #[schema(minimum = -60, maximum = 60, example = 10)]
    days: i32,
    /// Who is reminded.
    #[schema(example = "LEADER")]
    recipient: ReminderRecipient,
    /// The first day on which it holds.
    #[schema(format = Date, max_length = 10, example = "2027-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null has no end.
    #[schema(format = Date, max_length = 10, example = json!(null))]
    ends_before: Option<NaiveDate>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReminderRulePatch {
    /// So many days after the last day; before it where negative.
    #[schema(nullable = false, minimum = -60, maximum = 60, example = -3)]
    days: Option<i32>,
    /// The first day on which it holds.
    #[schema(nullable = false, format = Date, max_length = 10)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer holds; null has no end.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<NaiveDate>, format = Date, max_length = 10)]
    ends_before: Option<Option<NaiveDate>>,
}

/// When whom is reminded of what, from day to day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReminderRule)]
pub struct ReminderRuleView {
    /// The rule's id.
    #[schema(example = "01980000-0000-7000-8000-000000002604")]
    id: Uuid,
    /// What is due.
    #[schema(example = "REPORT")]
    kind: ObligationKind,
    /// So many days after the last day; before it where negative.
    #[schema(minimum = -60, maximum = 60, example = -2)]
    days: i32,
    /// Who is reminded.
    #[schema(example = "UNIT")]
    recipient: ReminderRecipient,
    /// The first day on which it holds.
    #[schema(format = Date, max_length = 10, example = "2023-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null has no end.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Grows with every change; what `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 1)]
    version: i32,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2026-11-24T08:00:00.000000+07:00")]
    updated_at: LocalTime,
}

impl From<&ReminderRule> for ReminderRuleView {
    fn from(rule: &ReminderRule) -> Self {
        Self {
            id: rule.id,
            kind: rule.kind,
            days: rule.days,
            recipient: rule.recipient,
            starts_on: rule.starts_on,
            ends_before: rule.ends_before,
            version: rule.version,
            updated_at: local(rule.updated_at),
        }
    }
}

/// A page of rules.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReminderRulePage {
    /// The rules.
    #[schema(max_items = 200)]
    items: Vec<ReminderRuleView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List reminder rules
///
/// When whom is reminded of what. Each reminder is sent once, on its day or up to three days later, as an event.
#[utoipa::path(params(ListParameters),
    responses((status = 200, body = ReminderRulePage, description = "A page of rules", headers(("Link" = String)))))]
#[get("/reminder-rules")]
pub async fn list_reminder_rules(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<ListParameters>,
) -> Result<Answer, Problem> {
    let ListParameters { cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, "reminder-rules".to_owned(), cursor.as_deref(), limit)?;
    let after = pager.after_id()?;
    let rows = state.db.read(async |conn| store::list(conn, after, pager.rows_to_fetch()).await).await?;
    let by_id = |row: &ReminderRule| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(ReminderRuleView::from).collect();
    Ok(Answer::ok(&ReminderRulePage { items, next_cursor })?.with_link(link))
}

/// Read a reminder rule
///
/// One dated rule.
#[utoipa::path(params(RuleParameters),
    responses((status = 200, body = ReminderRuleView, description = "The rule", headers(("ETag" = String)))))]
#[get("/reminder-rules/{id}")]
pub async fn get_reminder_rule(
    state: web::Data<State>,
    parameters: Parameters<RuleParameters>,
) -> Result<Answer, Problem> {
    let rule = state.db.point_read(async |conn| store::find(conn, parameters.0.id).await).await?;
    Ok(Answer::ok(&ReminderRuleView::from(&rule))?.with_etag(rule.version))
}

/// Create a reminder rule
///
/// Before the last day a reminder, after it a reminder to those above.
#[utoipa::path(request_body = NewReminderRule,
    responses((status = 201, body = ReminderRuleView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::kind_without_last_day, Code::recipient_not_reached, Code::reminder_rules_overlap]))))]
#[post("/reminder-rules")]
pub async fn create_reminder_rule(
    state: web::Data<State>,
    change: Change,
    input: Json<NewReminderRule>,
) -> Result<Answer, Problem> {
    let new = input.0;
    let effect = async |tx: &mut Connection| {
        let rule = ReminderRule {
            id: change.context.ids.next(),
            kind: new.kind,
            days: new.days,
            recipient: new.recipient,
            starts_on: new.starts_on,
            ends_before: new.ends_before,
            version: 1,
            created_at: change.context.at,
            updated_at: change.context.at,
        };
        check(&rule)?;
        store::create(tx, &rule).await?;
        record(tx, &change, None, &rule).await?;
        let location = state.link(&format!("/reminder-rules/{}", rule.id));
        Ok(Answer::created(&location, &ReminderRuleView::from(&rule))?.with_etag(rule.version))
    };
    change.run(async |tx: &mut Connection| permit(tx, &change).await, effect).await
}

/// Change a reminder rule
///
/// Only the members that are named. Of what it reminds and whom never changes; end it and create another.
#[utoipa::path(params(RuleParameters),
    request_body(content = ReminderRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ReminderRuleView, description = "The rule afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::reminder_rules_overlap]))))]
#[patch("/reminder-rules/{id}")]
pub async fn change_reminder_rule(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<RuleParameters>,
    input: Json<ReminderRulePatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (parameters.0.id, input.0);
    if patch == ReminderRulePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        let patch = patch.clone();
        let after = ReminderRule {
            days: patch.days.unwrap_or(before.days),
            starts_on: patch.starts_on.unwrap_or(before.starts_on),
            ends_before: patch.ends_before.unwrap_or(before.ends_before),
            version: before.version + 1,
            updated_at: change.context.at,
            ..before.clone()
        };
        check(&after)?;
        if says(&after) == says(&before) {
            return Ok(Answer::ok(&ReminderRuleView::from(&before))?.with_etag(before.version));
        }
        store::update(tx, &after).await?;
        record(tx, &change, Some(&before), &after).await?;
        Ok(Answer::ok(&ReminderRuleView::from(&after))?.with_etag(after.version))
    };
    change.run(async |tx: &mut Connection| permit(tx, &change).await, effect).await
}

/// What of a rule can be changed.
const fn says(rule: &ReminderRule) -> (i32, NaiveDate, Option<NaiveDate>) {
    (rule.days, rule.starts_on, rule.ends_before)
}

/// Rules hold for the whole province, so a role over the whole province is needed.
async fn permit(tx: &Connection, change: &Change) -> Result<(), Problem> {
    unit_scope::require(tx, &change.caller, Permission::ManageSettings, None, change.context.today).await
}

fn check(rule: &ReminderRule) -> Result<(), Problem> {
    let mut faults = Vec::new();
    if !has_last_day(rule.kind) {
        faults.push(Violation::at("/kind", Code::kind_without_last_day));
    }
    if !rule.recipient.fits(rule.kind) {
        faults.push(Violation::at("/recipient", Code::recipient_not_reached));
    }
    if rule.ends_before.is_some_and(|end| end <= rule.starts_on) {
        faults.push(Violation::at("/endsBefore", Code::ends_before_start).with("startsOn", rule.starts_on));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

async fn record(
    tx: &mut Connection,
    change: &Change,
    before: Option<&ReminderRule>,
    after: &ReminderRule,
) -> Result<(), Problem> {
    let as_json = |rule: &ReminderRule| serde_json::to_value(ReminderRuleView::from(rule));
    let occurrence = match before {
        None => Occurrence::ReminderRuleCreated,
        Some(_) => Occurrence::ReminderRuleChanged,
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
