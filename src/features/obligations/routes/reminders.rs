//! Reminders: the worker of jobs sends them, their recipients read them.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::links::path_of;
use super::named::Named;
use crate::auth::Caller;
use crate::auth::policy::{Permission, Role};
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::obligations::rules::ObligationKind;
use crate::features::obligations::store::reminders::{
    self as store, Address, PendingReminder, Reminder, ReminderRow,
};
use crate::features::periods::rules::PeriodReference;
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence, Recorded, Subject};

/// A reminder never changes.
const VERSION: RowVersion = RowVersion::FIRST;

/// A reminder of something due.
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
    /// The number of days after the last day; negative before it.
    #[schema(minimum = -60, maximum = 60, example = 1)]
    days: i32,
    /// The campaign.
    campaign: CampaignReference,
    /// The reporting period.
    #[schema(required)]
    period: Option<PeriodReference>,
    /// The unit it was due from; null where it was due from the standing office.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// The last day.
    #[schema(example = "2023-06-21")]
    due_on: NaiveDate,
    /// The role of the recipients: everybody who has this role …
    #[schema(example = "UNIT_OFFICER")]
    recipient_role: Role,
    /// … over this unit.
    recipient_unit: UnitReference,
    /// Where it is done.
    #[schema(
        max_length = 2000,
        format = "text",
        example = "/api/v1/reporting-periods/01980000-0000-7000-8000-000000002005/reports"
    )]
    link: String,
    /// When it was sent.
    sent_at: LocalTime,
}

impl ReminderView {
    fn new(state: &State, row: &ReminderRow, named: &Named) -> Result<Self, Problem> {
        let path = path_of(row.kind, None, row.campaign_id, row.period_id);
        Ok(Self {
            id: row.id,
            kind: row.kind,
            days: row.days,
            campaign: named.campaigns.get(row.campaign_id),
            period: named.periods.find(row.period_id),
            unit: named.units.find(row.unit_id),
            due_on: row.due_on,
            recipient_role: row.recipient_role.parse().map_err(Problem::internal)?,
            recipient_unit: named.units.get(row.recipient_unit_id),
            link: state.link(&path),
            sent_at: local(row.sent_at),
        })
    }
}

impl Recorded for Reminder {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id.unwrap_or(self.recipient_unit_id)) }
    }

    fn version(&self) -> RowVersion {
        VERSION
    }

    fn audited(&self) -> Value {
        json!({
            "kind": self.kind,
            "days": self.days,
            "dueOn": self.due_on,
            "recipientRole": self.recipient_role,
            "recipientUnitId": self.recipient_unit_id,
        })
    }
}

/// List my reminders
///
/// The reminders to the caller, newest first, by the roles the caller has today.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ReminderView>, description = "A page of reminders",
        headers(("Link" = String)))))]
#[get("/me/reminders")]
pub async fn list_my_reminders(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
) -> Result<Answer, Problem> {
    let before = page.after_id()?;
    let addresses = addresses_of(&state, &caller).await?;
    let today = state.clock.today();
    let list = async |conn: &Connection| {
        let rows = store::list(conn, &addresses, before, page.read()).await?;
        let named = named_by(conn, &rows, today).await?;
        Ok((rows, named))
    };
    let (rows, named) = state.db.read(list).await?;
    let views = rows.iter().map(|row| ReminderView::new(&state, row, &named));
    let views: Vec<_> = views.collect::<Result<_, _>>()?;
    page.answer(views, |view| Position::of_id(view.id), |view| view)
}

/// The roles by which reminders reach the caller, each over a unit.
async fn addresses_of(state: &State, caller: &Caller) -> Result<Vec<Address>, Problem> {
    let today = state.clock.today();
    let scope_of = async |permission| UnitScope::of(&state.db, caller, permission, today).await;
    let scopes = [
        (Role::UnitOfficer, unit_scope::acted_for(&state.db, caller, today).await?),
        (Role::StandingOffice, scope_of(Permission::RunCampaigns).await?),
        (Role::Leader, scope_of(Permission::LaunchCampaigns).await?),
    ];
    let addresses = |(role, scope): (Role, UnitScope)| match scope.filter() {
        None => vec![(role, None)],
        Some(units) => units.into_iter().map(|unit| (role, Some(unit))).collect(),
    };
    Ok(scopes.into_iter().flat_map(addresses).collect())
}

/// Read a reminder
///
/// What was due from which unit, and who was reminded. For those whom it reached; events of the feed refer to it.
#[utoipa::path(
    responses((status = 200, body = ReminderView, description = "The reminder", headers(("ETag" = String)))))]
#[get("/reminders/{id}")]
pub async fn get_reminder(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let today = state.clock.today();
    let addresses = addresses_of(&state, &caller).await?;
    let read = async |conn: &Connection| {
        let row = store::find(conn, path.0.id).await?;
        let reaches = |(role, unit): &Address| {
            role.as_str() == row.recipient_role && unit.is_none_or(|unit| unit == row.recipient_unit_id)
        };
        if !addresses.iter().any(reaches) {
            return Err(db::Error::NotFound);
        }
        let named = named_by(conn, std::slice::from_ref(&row), today).await?;
        Ok((row, named))
    };
    let (row, named) = state.db.read(read).await?;
    Ok(Answer::ok(&ReminderView::new(&state, &row, &named)?)?.with_etag(VERSION))
}

/// What reminders name.
async fn named_by(conn: &Connection, rows: &[ReminderRow], today: NaiveDate) -> Result<Named, db::Error> {
    let units = |row: &ReminderRow| [row.unit_id, Some(row.recipient_unit_id)];
    Named::find(conn, rows.iter().map(|row| (row.campaign_id, row.period_id, units(row))), today).await
}

/// Sends reminders and records them, but for those that somebody else sent meanwhile; returns how many.
pub async fn send(
    tx: &mut Connection,
    context: &ChangeContext,
    pending: &[PendingReminder],
) -> Result<usize, Problem> {
    let reminder =
        |one: &PendingReminder| one.clone().into_reminder(context.ids.next(), context.today, context.at);
    let rows: Vec<Reminder> = pending.iter().map(reminder).collect();
    let new = store::send(tx, &rows).await?;
    let sent = rows.iter().filter(|row| new.contains(&row.id));
    let changes = sent.map(|row| ChangeRecord::of(Occurrence::ReminderSent, None, row));
    record::record(tx, context, changes).await?;
    Ok(new.len())
}
