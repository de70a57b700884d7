//! The unit that launches what a document announces.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::db::{Connection, Error};
use crate::features::units::store as units;
use crate::official_documents::reader::Reading;

/// The only unit with the name of the issuer, or else the only unit for which the caller may edit campaigns.
pub async fn find_launching_unit(
    tx: &Connection,
    caller: &Caller,
    reading: &Reading,
    today: NaiveDate,
) -> Result<Option<Uuid>, Error> {
    if let Some(issuer) = &reading.issuer
        && let [unit_id] = units::find_ids_by_name(tx, &issuer.value, today).await?[..]
    {
        return Ok(Some(unit_id));
    }
    let grants = caller.grants.iter().filter(|grant| grant.permits(Permission::EditCampaigns));
    let own: Vec<Uuid> = grants.filter_map(|grant| grant.unit_id).collect();
    match own[..] {
        [unit_id] if !allows(&caller.grants, Permission::EditCampaigns, &[]) => Ok(Some(unit_id)),
        _ => Ok(None),
    }
}
