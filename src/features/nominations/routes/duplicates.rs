//! What looks like a nomination a second time.

use actix_web::{get, web};
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::store as authorization;
use crate::db::{self, Connection};
use crate::features::nominations::rules::DuplicateReason;
use crate::features::nominations::store::{self, Duplicate};
use crate::features::people::store::units_in_force;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Something that looks like a nomination.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationDuplicate {
    /// Why.
    #[schema(example = "SAME_SUBJECT")]
    reason: DuplicateReason,
    /// The other nomination; null where it is an award.
    #[schema(required, example = "01980000-0000-7000-8000-0000003d0101")]
    nomination_id: Option<Uuid>,
    /// The award of the register.
    #[schema(required, example = json!(null))]
    award_id: Option<Uuid>,
    /// The award's code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "GIAY_KHEN")]
    award: String,
    /// The year.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    year: i32,
    /// The unit that nominates the other one.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// How near the texts are, from 0 to 1.
    #[schema(required, value_type = Option<String>, format = "decimal", example = json!(null))]
    similarity: Option<Decimal>,
}

/// What looks like a nomination a second time.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NominationDuplicates {
    /// What was found.
    #[schema(max_items = 100)]
    items: Vec<NominationDuplicate>,
}

/// List a nomination's possible duplicates
///
/// The same award of the same year in the register, other nominations of the same subject and year or on the same initiatives,
/// and those whose achievement is told in nearly the same words, as far as the caller sees them. It advises and blocks nothing.
#[utoipa::path(responses((status = 200, body = NominationDuplicates, description = "What was found")))]
#[get("/nominations/{id}/duplicates")]
pub async fn list_nomination_duplicates(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let nomination = find_visible(conn, &caller, id, today).await?.nomination;
        let subjects = store::ids_of(conn, nomination.subject()).await?;
        let found = store::list_duplicates(conn, &nomination, &subjects).await?;
        let named: Vec<Uuid> = found.iter().filter_map(|one| one.nominating_unit_id).collect();
        let now = units_in_force(conn, &named, today).await?;
        let follower = |unit: Uuid| now.get(&unit).copied().unwrap_or(unit);
        let followers: Vec<Uuid> = named.iter().map(|unit| follower(*unit)).collect();
        let lineages = authorization::lineages(conn, &followers, today).await?;
        let units = UnitReference::find_all(conn, named, today).await?;
        // Of what somebody else is still writing, nothing is told.
        let is_seen = |one: &Duplicate| match one.nominating_unit_id {
            None => true,
            Some(unit) if unit == nomination.nominating_unit_id => true,
            Some(unit) => {
                let lineage = lineages.get(&follower(unit));
                one.is_sent && lineage.is_some_and(|lineage| caller.may(Permission::ReadPeople, lineage))
            }
        };
        let found: Vec<Duplicate> = found.into_iter().filter(is_seen).collect();
        let one = |found: Duplicate| NominationDuplicate {
            reason: found.reason,
            nomination_id: found.nomination_id,
            award_id: found.award_id,
            award: found.award_code,
            year: found.year,
            unit: units.find(found.nominating_unit_id),
            similarity: found.similarity.and_then(Decimal::from_f32).map(|share| share.round_dp(2)),
        };
        Ok::<_, db::Error>(found.into_iter().map(one).collect())
    };
    Answer::ok(&NominationDuplicates { items: state.db.read(read).await? })
}
