//! Reminders: sent by the worker of jobs, read by those to whom they are addressed.

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::path_of;
use crate::auth::Caller;
use crate::auth::policy::{Permission, Role};
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::obligations::rules::ObligationKind;
use crate::features::obligations::store::reminders::{
    self as store, Addressed, Pending, Reminder, ToldReminder,
};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// How many reminders are sent in one transaction.
const AT_ONCE: i64 = 200;
/// A reminder never changes.
const VERSION: i32 = 1;

/// Which page of reminders.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PageOfReminders {
    /// `nextCursor` of the page before.
    #[param(nullable = false, min_length = 1, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$")]
    cursor: Option<String>,
    /// The most reminders a page may have.
    #[param(nullable = false, minimum = 1, maximum = 200, default = 50)]
    limit: Option<i64>,
}

/// Which reminder.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReminderParameters {
    /// The reminder's id.
    #[param(example = "01980000-0000-7000-8000-000000002700")]
    id: Uuid,
}

/// That somebody was reminded of what is due.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Reminder)]
pub struct ReminderView {
    /// The reminder's id.
    #[schema(example = "01980000-0000-7000-8000-000000002700")]
    id: Uuid,
    /// What was due.
    #[schema(example = "REPORT")]
    kind: ObligationKind,
    /// So many days after the last day; before it where negative.
    #[schema(minimum = -60, maximum = 60, example = 1)]
    days: i32,
    /// The campaign.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    campaign_id: Uuid,
    /// Its code.
    #[schema(max_length = 20, format = "text", example = "PT-2023-001")]
    campaign_code: String,
    /// The reporting period.
    #[schema(required, example = "01980000-0000-7000-8000-000000002005")]
    period_id: Option<Uuid>,
    /// What the period is called.
    #[schema(required, max_length = 40, format = "text", example = "2023-M06")]
    period_code: Option<String>,
    /// The unit it was due from; null where it was due from the standing office.
    #[schema(required, example = "01980000-0000-7000-8000-000000000103")]
    unit_id: Option<Uuid>,
    /// The unit's code.
    #[schema(required, max_length = 35, format = "text", example = "SNV-TTS")]
    unit_code: Option<String>,
    /// The last day.
    #[schema(format = Date, max_length = 10, example = "2023-06-21")]
    due_on: NaiveDate,
    /// Who was reminded: everybody who has this role …
    #[schema(example = "UNIT_OFFICER")]
    recipient_role: Role,
    /// … over this unit.
    #[schema(example = "01980000-0000-7000-8000-000000000103")]
    recipient_unit_id: Uuid,
    /// Where it is done.
    #[schema(
        max_length = 2000,
        format = "text",
        example = "/api/v1/reporting-periods/01980000-0000-7000-8000-000000002005/reports"
    )]
    link: String,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-06-22T07:00:00.000000+07:00")]
    sent_at: LocalTime,
}

impl ReminderView {
    fn new(state: &State, row: ToldReminder) -> Result<Self, Problem> {
        let kind: ObligationKind = row.kind.parse().map_err(Problem::internal)?;
        Ok(Self {
            id: row.id,
            kind,
            days: row.days,
            campaign_id: row.campaign_id,
            campaign_code: row.campaign_code,
            link: state.link(&path_of(kind, None, row.campaign_id, row.period_id)),
            period_id: row.period_id,
            period_code: row.period_code,
            unit_id: row.unit_id,
            unit_code: row.unit_code,
            due_on: row.due_on,
            recipient_role: row.recipient_role.parse().map_err(Problem::internal)?,
            recipient_unit_id: row.recipient_unit_id,
            sent_at: local(row.sent_at),
        })
    }
}

/// A page of reminders.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReminderPage {
    /// The reminders, newest first.
    #[schema(max_items = 200)]
    items: Vec<ReminderView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List my reminders
///
/// What the caller was reminded of, newest first, by the roles the caller has today.
#[utoipa::path(params(PageOfReminders),
    responses((status = 200, body = ReminderPage, description = "A page of reminders", headers(("Link" = String)))))]
#[get("/me/reminders")]
pub async fn list_my_reminders(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfReminders>,
) -> Result<Answer, Problem> {
    let PageOfReminders { cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, "my-reminders".to_owned(), cursor.as_deref(), limit)?;
    let before = pager.after_id()?;
    let addressed = addressed_to(&state, &caller).await?;
    let read = state.db.read(async |conn| store::list(conn, &addressed, before, pager.rows_to_fetch()).await);
    let by_id = |row: &ToldReminder| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(read.await?, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items: Result<Vec<_>, Problem> = rows.into_iter().map(|row| ReminderView::new(&state, row)).collect();
    Ok(Answer::ok(&ReminderPage { items: items?, next_cursor })?.with_link(link))
}

/// The roles by which reminders reach the caller, each over a unit.
async fn addressed_to(state: &State, caller: &Caller) -> Result<Vec<Addressed>, Problem> {
    let reaches = [
        (Role::UnitOfficer, unit_scope::acted_for(&state.db, caller, state.clock.today()).await?),
        (
            Role::StandingOffice,
            UnitScope::of(&state.db, caller, Permission::RunCampaigns, state.clock.today()).await?,
        ),
        (
            Role::Leader,
            UnitScope::of(&state.db, caller, Permission::LaunchCampaigns, state.clock.today()).await?,
        ),
    ];
    let over = |(role, reach): (Role, UnitScope)| match reach.filter() {
        None => vec![(role, None)],
        Some(units) => units.into_iter().map(|unit| (role, Some(unit))).collect(),
    };
    Ok(reaches.into_iter().flat_map(over).collect())
}

/// Read a reminder
///
/// What was due from whom, and who was reminded: what an event of the feed speaks of.
#[utoipa::path(params(ReminderParameters),
    responses((status = 200, body = ReminderView, description = "The reminder", headers(("ETag" = String)))))]
#[get("/reminders/{id}")]
pub async fn get_reminder(
    state: web::Data<State>,
    parameters: Parameters<ReminderParameters>,
) -> Result<Answer, Problem> {
    let read = state.db.read(async |conn| store::find(conn, parameters.0.id).await);
    Ok(Answer::ok(&ReminderView::new(&state, read.await?)?)?.with_etag(VERSION))
}

/// Sends some of the reminders of today, with their rows of history; answers how many, 0 when all are sent.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn send_some(tx: &mut Connection, context: &ChangeContext) -> Result<usize, Problem> {
    let pending = store::pending(tx, context.today, AT_ONCE).await?;
    if pending.is_empty() {
        return Ok(0);
    }
    let sent = |one: Pending| one.sent(context.ids.next(), context.today, context.at);
    let rows: Vec<Reminder> = pending.into_iter().map(sent).collect::<Result<_, _>>()?;
    let own = store::send(tx, &rows).await?;
    let told = rows.iter().filter(|row| own.contains(&row.id)).map(happening);
    record::record(tx, context, told).await?;
    Ok(rows.len())
}

fn happening(row: &Reminder) -> ChangeRecord {
    ChangeRecord::new(
        Occurrence::ReminderSent,
        Subject { id: row.id, unit_id: Some(row.unit_id.unwrap_or(row.recipient_unit_id)) },
        VERSION,
        (
            None,
            Some(serde_json::json!({
                "kind": row.kind,
                "days": row.days,
                "dueOn": row.due_on,
                "recipientRole": row.recipient_role,
                "recipientUnitId": row.recipient_unit_id,
            })),
        ),
    )
}
