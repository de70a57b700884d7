//! The dated rules of reminders: who is reminded of what, and when.

use actix_web::{get, patch, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::obligations::rules::ObligationKind;
use crate::features::obligations::rules::reminders::{ReminderRecipient, has_last_day};
use crate::features::obligations::store::reminder_rules::{self as store, ReminderRule};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, check_row, create_row, fault_of_days};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::{Occurrence, Recorded, Subject};

/// A rule of reminders: who is reminded of what, when, and over which days the rule holds.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReminderRule {
    /// What is due; it must have a last day.
    #[schema(example = "REPORT")]
    kind: ObligationKind,
    /// The number of days after the last day; negative before it.
    #[schema(minimum = -60, maximum = 60, example = 10)]
    days: i32,
    /// Who is reminded.
    #[schema(example = "LEADER")]
    recipient: ReminderRecipient,
    /// The first day on which it holds.
    #[schema(example = "2027-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null where it has no end.
    #[schema(example = json!(null))]
    ends_before: Option<NaiveDate>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReminderRulePatch {
    /// The number of days after the last day; negative before it.
    #[schema(nullable = false, minimum = -60, maximum = 60, example = -3)]
    days: Option<i32>,
    /// The first day on which it holds.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer holds; null where it has no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_before: Patch<NaiveDate>,
}

/// A rule of reminders: who is reminded of what, when, and over which days the rule holds.
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
    /// The number of days after the last day; negative before it.
    #[schema(minimum = -60, maximum = 60, example = -2)]
    days: i32,
    /// Who is reminded.
    #[schema(example = "UNIT")]
    recipient: ReminderRecipient,
    /// The first day on which it holds.
    #[schema(example = "2023-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds; null where it has no end.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was last changed.
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

impl DatedRow for ReminderRule {
    const PATH: &'static str = "/reminder-rules";
    const CREATED: Occurrence = Occurrence::ReminderRuleCreated;
    const CHANGED: Occurrence = Occurrence::ReminderRuleChanged;

    type View = ReminderRuleView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<ReminderRuleView, db::Error> {
        Ok(ReminderRuleView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_exclusive(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let mut violations = Vec::new();
        if !has_last_day(self.kind) {
            violations.push(Violation::at("/kind", Code::kind_without_last_day));
        }
        if !self.recipient.fits(self.kind) {
            violations.push(Violation::at("/recipient", Code::recipient_not_reached));
        }
        violations.extend(fault_of_days("/endsBefore", self.starts_on, self.ends_before));
        check_row(violations, store::find_overlapping(tx, self), Code::reminder_rules_overlap).await
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update(tx, self).await
    }
}

impl Recorded for ReminderRule {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!(ReminderRuleView::from(self))
    }
}

/// List reminder rules
///
/// Who is reminded of what, and when. Each reminder is sent once, on its day or up to three days later, as an event.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ReminderRuleView>, description = "A page of rules",
        headers(("Link" = String)))))]
#[get("/reminder-rules")]
pub async fn list_reminder_rules(state: web::Data<State>, page: PageRequest) -> Result<Answer, Problem> {
    let after = page.after_id()?;
    let rows = state.db.read(async |conn| store::list(conn, after, page.read()).await).await?;
    page.answer(rows, |row| Position::of_id(row.id), |row| ReminderRuleView::from(&row))
}

/// Read a reminder rule
///
/// One dated rule.
#[utoipa::path(
    responses((status = 200, body = ReminderRuleView, description = "The rule", headers(("ETag" = String)))))]
#[get("/reminder-rules/{id}")]
pub async fn get_reminder_rule(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    answer(&state.db.point_read(async |conn| store::find(conn, path.0.id).await).await?)
}

/// Create a reminder rule
///
/// A reminder before the last day, or one to superiors after it.
#[utoipa::path(request_body = NewReminderRule,
    responses((status = 201, body = ReminderRuleView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::kind_without_last_day, Code::recipient_not_reached,
        Code::reminder_rules_overlap]))))]
#[post("/reminder-rules")]
pub async fn create_reminder_rule(
    state: web::Data<State>,
    change: Change,
    input: Json<NewReminderRule>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| ReminderRule {
        id: context.ids.next(),
        kind: new.kind,
        days: new.days,
        recipient: new.recipient,
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    })
    .await
}

/// Change a reminder rule
///
/// Only the members that are named. Kind and recipient never change: end the rule and create another.
#[utoipa::path(request_body(content = ReminderRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ReminderRuleView, description = "The rule afterwards",
        headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::reminder_rules_overlap]))))]
#[patch("/reminder-rules/{id}")]
pub async fn change_reminder_rule(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ReminderRulePatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &ReminderRule| ReminderRule {
        days: patch.days.unwrap_or(before.days),
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        ..before.clone()
    })
    .await
}

fn answer(rule: &ReminderRule) -> Result<Answer, Problem> {
    Ok(Answer::ok(&ReminderRuleView::from(rule))?.with_etag(rule.version))
}
