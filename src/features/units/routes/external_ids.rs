//! What other systems call a unit.

use actix_web::{HttpRequest, delete, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{PageOfUnit, audited, refused, require_manager, subject};
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::units::rules::{Days, Refusal};
use crate::features::units::store::external_ids::{self, ExternalId};
use crate::features::units::store::{self, Unit, Version};
use crate::http::input::{Json, Parameters};
use crate::http::paging::{Pager, Position};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{self, ChangeRecord, Occurrence};

/// Which unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UnitParameters {
    /// The unit's id.
    #[param(example = "01980000-0000-7000-8000-000000000109")]
    id: Uuid,
}

/// Which id of which unit.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ExternalIdParameters {
    /// The unit's id.
    #[param(example = "01980000-0000-7000-8000-000000000107")]
    id: Uuid,
    /// The id of the entry.
    #[param(example = "01980000-0000-7000-8000-000000000801")]
    external_id: Uuid,
}

/// An id that a system has for a unit.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewExternalId {
    /// The system: lower-case letters and digits in groups parted by . or -.
    #[schema(min_length = 1, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$", example = "ioffice")]
    system: String,
    /// What the system calls the unit.
    #[schema(max_length = 200, format = "line", example = "LS-SNV-TTLT")]
    value: String,
    /// The first day on which it means this unit; today when it is left out.
    #[schema(nullable = false, format = Date, max_length = 10)]
    starts_on: Option<NaiveDate>,
}

/// What a system calls a unit, from day to day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ExternalId)]
pub struct ExternalIdView {
    /// The id of the entry.
    #[schema(example = "01980000-0000-7000-8000-000000000801")]
    id: Uuid,
    /// The system.
    #[schema(max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$", example = "ioffice")]
    system: String,
    /// What the system calls the unit.
    #[schema(max_length = 200, format = "text", example = "LS-SNV-TDKT")]
    value: String,
    /// The first day on which it means this unit.
    #[schema(format = Date, max_length = 10, example = "2023-01-03")]
    starts_on: NaiveDate,
    /// The last day; null when there is no end. An id that was taken away before its first day ends before it starts.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    ends_on: Option<NaiveDate>,
    /// Who entered it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    created_by: Uuid,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-01-03T08:00:00.000000+07:00")]
    created_at: LocalTime,
}

impl From<&ExternalId> for ExternalIdView {
    fn from(row: &ExternalId) -> Self {
        Self {
            id: row.id,
            system: row.system.clone(),
            value: row.value.clone(),
            starts_on: row.starts_on,
            ends_on: row.ends_before.and_then(|end| end.pred_opt()),
            created_by: row.created_by,
            created_at: local(row.created_at),
        }
    }
}

/// A page of external ids.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExternalIdPage {
    /// The ids, oldest first.
    #[schema(max_items = 200)]
    items: Vec<ExternalIdView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a unit's external ids
///
/// What other systems call the unit, called it or will call it, oldest first.
#[utoipa::path(params(PageOfUnit),
    responses((status = 200, body = ExternalIdPage, description = "A page of ids", headers(("Link" = String)))))]
#[get("/units/{id}/external-ids")]
pub async fn list_external_ids(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfUnit>,
) -> Result<Answer, Problem> {
    let PageOfUnit { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("external-ids {id}"), cursor.as_deref(), limit)?;
    let after = pager.after_id()?;
    let rows = state
        .db
        .read(async |conn| {
            store::find(conn, id).await?;
            external_ids::list(conn, id, after, pager.rows_to_fetch()).await
        })
        .await?;
    let by_id = |row: &ExternalId| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(ExternalIdView::from).collect();
    Ok(Answer::ok(&ExternalIdPage { items, next_cursor })?.with_link(link))
}

/// Give a unit an external id
///
/// Within one system an id means one unit on a day, and a unit has one id. `GET /units?externalSystem=…&externalId=…`
/// finds the unit.
#[utoipa::path(params(UnitParameters), request_body = NewExternalId,
    responses((status = 201, body = ExternalIdView, description = "Given", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::before_unit_opens, Code::after_unit_closes, Code::external_id_taken, Code::external_id_already_given]))))]
#[post("/units/{id}/external-ids")]
pub async fn add_external_id(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<UnitParameters>,
    input: Json<NewExternalId>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (parameters.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        store::find(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        let row = given(tx, context, (&unit, &versions), &input).await?;
        let location = state.link(&format!("/units/{id}/external-ids"));
        Ok(Answer::created(&location, &ExternalIdView::from(&row))?.with_etag(unit.version + 1))
    };
    change.run(permit, effect).await
}

/// Writes the id of a locked unit, with its rows of history.
///
/// # Errors
/// A day on which the unit does not exist; an id that is taken; a [`Problem`] of the database.
pub async fn given(
    tx: &mut Connection,
    context: &ChangeContext,
    (unit, versions): (&Unit, &[Version]),
    input: &NewExternalId,
) -> Result<ExternalId, Problem> {
    let starts_on = input.starts_on.unwrap_or(context.today);
    let row = ExternalId {
        id: context.ids.next(),
        unit_id: unit.id,
        system: input.system.clone(),
        value: composed(&input.value),
        starts_on,
        // A unit that ends takes its ids with it.
        ends_before: unit.closed_on,
        created_by: context.actor_id.ok_or_else(|| Problem::internal("an id given by nobody"))?,
        created_at: context.at,
    };
    if starts_on < unit.opened_on {
        return Err(refused(&Refusal::BeforeOpening(unit.opened_on), "/startsOn"));
    }
    if let Some(closed_on) = unit.closed_on.filter(|closed_on| *closed_on <= starts_on) {
        return Err(refused(&Refusal::AfterClosing(closed_on), "/startsOn"));
    }
    external_ids::create(tx, &row).await?;
    tell(tx, context, (unit, versions), None, &row).await?;
    Ok(row)
}

impl NewExternalId {
    /// An id of the document system from a day on.
    #[must_use]
    pub fn of_ioffice(value: &str, starts_on: NaiveDate) -> Self {
        Self { system: "ioffice".to_owned(), value: value.to_owned(), starts_on: Some(starts_on) }
    }
}

/// Take an external id away
///
/// From today on it means this unit no longer; what it meant before stays on record.
#[utoipa::path(params(ExternalIdParameters),
    responses((status = 204, description = "Taken away")),
    extensions(("x-problems" = json!([Code::external_id_has_ended]))))]
#[delete("/units/{id}/external-ids/{externalId}")]
pub async fn remove_external_id(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<ExternalIdParameters>,
) -> Result<Answer, Problem> {
    let (ExternalIdParameters { id, external_id }, context) = (parameters.0, &change.context);
    let permit = async |tx: &mut Connection| {
        store::find(tx, id).await?;
        require_manager(tx, &change.caller, Some(id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let (unit, versions) = store::lock_exclusive(tx, id).await?;
        let before = external_ids::lock_exclusive(tx, id, external_id).await?;
        if before.ends_before.is_some_and(|end| end <= context.today || end <= before.starts_on) {
            return Err(Problem::new(Code::external_id_has_ended));
        }
        if_match.check(unit.version)?;
        let end = context.today.max(before.starts_on);
        external_ids::set_end(tx, external_id, end).await?;
        let after = ExternalId { ends_before: Some(end), ..before.clone() };
        tell(tx, context, (&unit, &versions), Some(&before), &after).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}

/// A unit's id is part of the unit: its version grows, and other systems are told.
async fn tell(
    tx: &mut Connection,
    context: &ChangeContext,
    (unit, versions): (&Unit, &[Version]),
    before: Option<&ExternalId>,
    after: &ExternalId,
) -> Result<(), Problem> {
    let version = versions.last().ok_or_else(|| Problem::internal("a unit without a version"))?;
    let with = |row: Option<&ExternalId>| {
        let mut told = audited(unit, &version.content(), &version.days());
        let days = row.map(|row| Days { starts_on: row.starts_on, ends_before: row.ends_before });
        let external_id = row.zip(days).map(|(row, days)| {
            serde_json::json!({
                "system": row.system,
                "value": row.value,
                "startsOn": days.starts_on,
                "endsOn": days.ends_before.and_then(|end| end.pred_opt()),
            })
        });
        if let Some(members) = told.as_object_mut() {
            members.insert("externalId".to_owned(), serde_json::json!(external_id));
        }
        told
    };
    store::advance(tx, unit, unit.life(), context.at).await?;
    let happening = ChangeRecord::new(
        Occurrence::UnitChanged,
        subject(unit.id),
        unit.version + 1,
        (Some(with(before)), Some(with(Some(after)))),
    );
    Ok(record::record(tx, context, [happening]).await?)
}
