//! Taking back what a system called a thing.

use actix_web::delete;

use super::keeping::require_keeper;
use super::put::ExternalIdPath;
use crate::db::{self, Connection};
use crate::features::external_ids::rules::ThingType;
use crate::features::external_ids::store::{self, RecordedExternalId};
use crate::features::people::store as people;
use crate::features::units::store::{self as units, external_ids as unit_ids};
use crate::http::input::Parameters;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// Take back an external id
///
/// The system no longer calls the thing so; of a unit from today on, its earlier days stay on record.
#[utoipa::path(params(ExternalIdPath), responses((status = 204, description = "Taken back")),
    extensions(("x-problems" = json!([Code::forbidden, Code::person_is_merged]))))]
#[delete("/external-ids/{externalSystem}/{thingType}/{thingId}")]
pub async fn end_external_id(change: Change, path: Parameters<ExternalIdPath>) -> Result<Answer, Problem> {
    let (path, context) = (path.0, &change.context);
    let (id, system) = (path.thing_id, path.external_system.as_str());
    let permit = async |tx: &mut Connection| {
        require_keeper(tx, (&change.caller, context), path.thing()).await.map(drop)
    };
    let effect = async |tx: &mut Connection| {
        match path.thing_type {
            ThingType::Unit => {
                let (unit, versions) = units::lock_exclusive(tx, id).await?;
                let own = unit_ids::lock_on(tx, (id, system), context.today).await?;
                unit_ids::end(tx, context, (&unit, &versions), &own.ok_or(db::Error::NotFound)?).await?;
            }
            ThingType::Person => {
                let had = people::change_external_id(tx, context, id, (system, None)).await?;
                had.ok_or(db::Error::NotFound)?;
            }
            ThingType::Campaign | ThingType::Document | ThingType::PledgeItem => {
                let unit_id = require_keeper(tx, (&change.caller, context), path.thing()).await?;
                let row = store::delete(tx, id, system).await?;
                let recorded = |is_gone| RecordedExternalId { row: &row, unit_id, is_gone };
                let (before, after) = (recorded(false), recorded(true));
                record_change(tx, context, Occurrence::ExternalIdEnded, Some(&before), &after).await?;
            }
        }
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}
