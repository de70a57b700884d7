//! Reminders of the days until which nominations go up: a job sends them, their recipients read them.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::NominationSummary;
use crate::auth::Caller;
use crate::auth::policy::{Permission, Role};
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::nominations::rules::{NominationDeadlineKind, NominationStatus, is_time_to_remind};
use crate::features::nominations::store::{self, Nomination, NominationReminder};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::record::Occurrence;

/// A reminder of a day until which a nomination goes up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = NominationReminder)]
pub struct NominationReminderView {
    /// The reminder's id.
    #[schema(example = "01980000-0000-7000-8000-000000470001")]
    id: Uuid,
    /// The nomination.
    nomination: NominationSummary,
    /// What the day is.
    #[schema(example = "SUBMISSION")]
    kind: NominationDeadlineKind,
    /// The day.
    #[schema(example = "2026-12-31")]
    due_on: NaiveDate,
    /// The role of the recipients: everybody who has this role …
    #[schema(example = "UNIT_OFFICER")]
    recipient_role: Role,
    /// … over this unit.
    recipient_unit: UnitReference,
    /// When it was sent.
    sent_at: LocalTime,
}

/// List my reminders of nominations
///
/// Days of the calendar until which nominations go up, and last days on which their reports are not too old, the last sent first: for
/// officers of the unit that nominates until a nomination is sent, then for the standing office of its stage. How many days before is
/// in the rows of the law (`GET /procedure-rules?kind=DEADLINE`).
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<NominationReminderView>, description = "A page of reminders",
        headers(("Link" = String)))))]
#[get("/me/nomination-reminders")]
pub async fn list_my_nomination_reminders(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
) -> Result<Answer, Problem> {
    let (before, today) = (page.after_id()?, state.clock.today());
    let offices = UnitScope::of(&state.db, &caller, Permission::RunCampaigns, today).await?;
    let officers = unit_scope::acted_for(&state.db, &caller, today).await?;
    let addresses = [(Role::UnitOfficer, officers.filter()), (Role::StandingOffice, offices.filter())];
    let list = async |conn: &Connection| {
        let rows = store::list_reminders(conn, &addresses, before, page.read()).await?;
        views_of(conn, rows, today).await
    };
    let views = state.db.read(list).await?;
    page.answer(views, |view| Position::of_id(view.id), |view| view)
}

async fn views_of(
    conn: &Connection,
    rows: Vec<NominationReminder>,
    today: NaiveDate,
) -> Result<Vec<NominationReminderView>, db::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.nomination_id).collect();
    let summaries = NominationSummary::find_all(conn, &ids, today).await?;
    let units = UnitReference::find_all(conn, rows.iter().map(|row| row.recipient_unit_id), today).await?;
    let view = |(row, nomination): (NominationReminder, NominationSummary)| NominationReminderView {
        id: row.id,
        nomination,
        kind: row.kind,
        due_on: row.due_on,
        recipient_role: row.recipient_role,
        recipient_unit: units.get(row.recipient_unit_id),
        sent_at: local(row.sent_at),
    };
    Ok(rows.into_iter().zip(summaries).map(view).collect())
}

/// Who is reminded of a nomination: the unit that nominates until it is sent, then the office of its stage.
fn recipient_of(nomination: &Nomination) -> Option<(Uuid, Role)> {
    match nomination.status {
        NominationStatus::Draft | NominationStatus::Returned => {
            Some((nomination.nominating_unit_id, Role::UnitOfficer))
        }
        _ => nomination.stage_unit_id.map(|unit| (unit, Role::StandingOffice)),
    }
}

/// Sends the reminders of these nominations that are due today and were not sent, and records them; answers how many.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn send_deadline_reminders(
    tx: &mut Connection,
    context: &ChangeContext,
    nominations: &[Nomination],
) -> Result<usize, Problem> {
    let mut sent = 0;
    for nomination in nominations {
        let Some((recipient_unit_id, recipient_role)) = recipient_of(nomination) else { continue };
        let deadlines = store::list_deadlines(tx, nomination, context.today).await?;
        let reminder = |own: &store::NominationDeadline| {
            let due_on = own.due_on?;
            let is_due = is_time_to_remind(due_on, own.rule.remind_days_before, context.today);
            is_due.then(|| NominationReminder {
                id: context.ids.next(),
                nomination_id: nomination.id,
                rule_id: own.rule.id,
                kind: own.kind,
                due_on,
                recipient_unit_id,
                recipient_role,
                sent_on: context.today,
                sent_at: context.at,
            })
        };
        let due: Vec<NominationReminder> = deadlines.iter().filter_map(reminder).collect();
        if due.is_empty() {
            continue;
        }
        let new = store::create_reminders(tx, &due).await?;
        let told = due.iter().filter(|row| new.contains(&row.id));
        let told: Vec<_> = told.map(|row| json!({"kind": row.kind, "dueOn": row.due_on})).collect();
        if !told.is_empty() {
            let details = json!({"reminders": told, "recipientUnitId": recipient_unit_id, "recipientRole": recipient_role});
            store::record_with(tx, context, Occurrence::NominationReminded, (None, (nomination, details)))
                .await?;
            sent += new.len();
        }
    }
    Ok(sent)
}
