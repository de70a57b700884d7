//! Saying what a system calls a thing.

use actix_web::{put, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::keeping::require_keeper;
use super::view::ThingExternalId;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::external_ids::rules::ThingType;
use crate::features::external_ids::store::{
    self, ExternalIdFilter, ExternalIdRow, KeptThings, RecordedExternalId,
};
use crate::features::people::store as people;
use crate::features::units::rules::check_day;
use crate::features::units::store::{self as units, external_ids as unit_ids};
use crate::http::input::{Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::life_cycle::Refusal;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// A thing, and the system that calls it so.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Path)]
pub struct ExternalIdPath {
    /// The system: lower-case letters and digits in groups separated by . or -.
    #[param(min_length = 1, max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$", example = "ioffice")]
    pub external_system: String,
    /// What kind of thing it is.
    #[param(inline, example = "CAMPAIGN")]
    pub thing_type: ThingType,
    /// Which one.
    pub thing_id: Uuid,
}

impl ExternalIdPath {
    pub(super) fn thing(&self) -> (ThingType, Uuid) {
        (self.thing_type, self.thing_id)
    }
}

/// What a system calls a thing.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExternalIdToPut {
    /// The thing's id in that system.
    #[schema(max_length = 200, format = "line", example = "PT-8801")]
    external_id: String,
}

/// Put an external id
///
/// What a system calls a unit, a person, a campaign, a document or an item of a pledge, the same way for all. Within a system an id stands for one
/// thing of a kind, and a thing has one id: another one is taken back first. What stands there already is answered with 200 and changes
/// nothing. A unit has it from today on.
#[utoipa::path(params(ExternalIdPath), request_body = ExternalIdToPut,
    responses(
        (status = 200, body = ThingExternalId, description = "The id as it stands"),
        (status = 201, body = ThingExternalId, description = "Given", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::forbidden, Code::external_id_taken, Code::external_id_already_given, Code::before_unit_opens, Code::after_unit_closes,
        Code::person_is_merged]))))]
#[put("/external-ids/{externalSystem}/{thingType}/{thingId}")]
pub async fn put_external_id(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ExternalIdPath>,
    input: Json<ExternalIdToPut>,
) -> Result<Answer, Problem> {
    let (path, value, context) = (path.0, composed(&input.0.external_id), &change.context);
    let permit = async |tx: &mut Connection| {
        require_keeper(tx, (&change.caller, context), path.thing()).await.map(drop)
    };
    let effect = async |tx: &mut Connection| {
        let name = (path.external_system.as_str(), value.as_str());
        match store::find_both(tx, path.thing(), name, context.today).await? {
            (Some(own), _) if own == value => Ok(Answer::ok(&view(tx, context, &path).await?)?),
            (_, Some(other)) if other != path.thing_id => {
                Err(Problem::new(Code::external_id_taken).with_existing(other))
            }
            (Some(_), _) => Err(Problem::new(Code::external_id_already_given)),
            (None, _) => {
                let unit_id = require_keeper(tx, (&change.caller, context), path.thing()).await?;
                give(tx, context, (&path, unit_id), &value).await?;
                let location = format!("/external-ids?thingId={}", path.thing_id);
                Ok(Answer::created(&state.link(&location), &view(tx, context, &path).await?)?)
            }
        }
    };
    change.run(permit, effect).await
}

async fn view(
    tx: &Connection,
    context: &ChangeContext,
    path: &ExternalIdPath,
) -> Result<ThingExternalId, Problem> {
    let filter = ExternalIdFilter {
        thing_type: Some(path.thing_type),
        thing_id: Some(path.thing_id),
        system: Some(path.external_system.clone()),
        value: None,
    };
    let whole = KeptThings::default();
    let found = store::list(tx, (&filter, &whole), context.today, (None, &PageRead::of(1))).await?;
    let found = found.into_iter().next().ok_or_else(|| Problem::internal("an id that is not there"))?;
    Ok(found.into())
}

/// A refusal that is about the thing in the path.
fn about_thing(Refusal { code, parameter, .. }: Refusal) -> Problem {
    let fault = Violation::of_parameter("thingId", code);
    let fault = parameter.into_iter().fold(fault, |fault, (name, value)| fault.with(name, value));
    Problem::invalid(vec![fault])
}

/// Gives a thing without an id one that is free, and records it.
///
/// # Errors
/// A unit that is closed; a [`Problem`] of the database.
pub async fn give(
    tx: &mut Connection,
    context: &ChangeContext,
    (path, unit_id): (&ExternalIdPath, Option<Uuid>),
    value: &str,
) -> Result<(), Problem> {
    let (kind, id) = path.thing();
    let system = path.external_system.clone();
    match kind {
        ThingType::Unit => {
            let (unit, versions) = units::lock_exclusive(tx, id).await?;
            check_day(&unit.life(), context.today, "").map_err(about_thing)?;
            let row = unit_ids::ExternalId {
                id: context.ids.next(),
                unit_id: id,
                system,
                value: value.to_owned(),
                starts_on: context.today,
                // A unit that ends takes its ids with it.
                ends_before: unit.closed_on,
                created_by: context.actor()?,
                created_at: context.at,
            };
            Ok(unit_ids::give(tx, context, (&unit, &versions), &row).await?)
        }
        ThingType::Person => {
            people::change_external_id(tx, context, id, (&system, Some(value))).await?;
            Ok(())
        }
        ThingType::Campaign | ThingType::Document | ThingType::PledgeItem => {
            let only = |own| (kind == own).then_some(id);
            let row = ExternalIdRow {
                id: context.ids.next(),
                system,
                value: value.to_owned(),
                campaign_id: only(ThingType::Campaign),
                document_id: only(ThingType::Document),
                pledge_item_id: only(ThingType::PledgeItem),
                created_by: context.actor()?,
                created_at: context.at,
            };
            store::create(tx, &row).await?;
            let recorded = RecordedExternalId { row: &row, unit_id, is_gone: false };
            Ok(record_change(tx, context, Occurrence::ExternalIdGiven, None, &recorded).await?)
        }
    }
}
