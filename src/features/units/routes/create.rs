//! Creating a unit.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_manager;
use super::parents::check_parent;
use super::view::UnitView;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::units::rules::{UnitContent, UnitKind};
use crate::features::units::store::{self, RecordedUnit, Unit};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{ChangeRecord, Occurrence, record};

/// A unit to be created.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewUnit {
    /// The code people quote: capital letters and digits in groups separated by . or -; it can't be changed later.
    #[schema(min_length = 1, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "SNV-CDS")]
    pub code: String,
    /// The name.
    #[schema(
        min_length = 1,
        max_length = 200,
        pattern = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$",
        example = "Phòng Chuyển đổi số"
    )]
    pub name: String,
    /// What kind of body it is.
    #[schema(example = "DIVISION")]
    pub kind: UnitKind,
    /// The unit above; null or left out for the top of the tree.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub parent_id: Option<Uuid>,
    /// Agency code by Decision 20/2020/QĐ-TTg.
    #[schema(max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$", example = json!(null))]
    pub agency_code: Option<String>,
    /// Agency code by QCVN 102:2016.
    #[schema(max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$", example = json!(null))]
    pub legacy_agency_code: Option<String>,
    /// The unit's first day; it may lie in the past or in the future.
    #[schema(example = "2026-01-01")]
    pub opened_on: NaiveDate,
}

impl NewUnit {
    /// The unit and its first version, as they will be stored.
    pub(super) fn into_parts(self, context: &ChangeContext) -> (Unit, UnitContent) {
        let unit = Unit {
            id: context.ids.next(),
            code: self.code,
            opened_on: self.opened_on,
            closed_on: None,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        };
        let content = UnitContent {
            name: composed(&self.name),
            kind: self.kind,
            parent_id: self.parent_id,
            agency_code: self.agency_code,
            legacy_agency_code: self.legacy_agency_code,
        };
        (unit, content)
    }
}

/// Create a unit
///
/// The unit exists from `openedOn` on. An administrator of a unit creates units below it; top units need an
/// administrator of the whole province.
#[utoipa::path(request_body = NewUnit,
    responses((status = 201, body = UnitView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::unit_code_taken, Code::unit_agency_code_taken,
        Code::unit_legacy_agency_code_taken, Code::unit_parent_not_in_force, Code::unit_too_deep
    ]))))]
#[post("/units")]
pub async fn create_unit(
    state: web::Data<State>,
    change: Change,
    input: Json<NewUnit>,
) -> Result<Answer, Problem> {
    let input = input.0;
    let permit = async |tx: &mut Connection| {
        require_manager(tx, &change.caller, input.parent_id, change.context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let (unit, content) = input.clone().into_parts(&change.context);
        check_parent(tx, content.parent_id, unit.life().days()).await?;
        let new = [(unit, content)];
        create_units(tx, &change.context, &new).await?;
        let [(unit, _)] = new;
        let (_, versions) = store::find(tx, unit.id).await?;
        let view = UnitView::of_day(&unit, &versions, change.context.today, true)?;
        Ok(Answer::created(&state.link(&format!("/units/{}", unit.id)), &view)?.with_etag(unit.version))
    };
    match change.run(permit, effect).await {
        Err(problem) if problem.code == Code::unit_code_taken => {
            // Asked only now, so that a creation costs nothing more.
            let existing = state.db.point_read(async |conn| store::find_by_code(conn, &input.code).await);
            Err(existing.await?.into_iter().fold(problem, Problem::with_existing))
        }
        answer => answer,
    }
}

/// Creates units, each with its first version, and records them.
///
/// # Errors
/// A [`Problem`] of the database; a code that is taken.
pub async fn create_units(
    tx: &mut Connection,
    context: &ChangeContext,
    units: &[(Unit, UnitContent)],
) -> Result<(), Problem> {
    store::create(tx, units).await?;
    let creation = |(unit, content): &(Unit, UnitContent)| {
        let created = RecordedUnit { unit, content, days: unit.life().days() };
        ChangeRecord::of(Occurrence::UnitCreated, None, &created)
    };
    Ok(record(tx, context, units.iter().map(creation)).await?)
}
