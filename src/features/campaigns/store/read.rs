//! Reads and locks of campaigns' own rows.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::Campaign;
use crate::db::schema::campaigns;
use crate::db::{Error, advisory_lock};
use crate::features::campaigns::rules::CampaignReference;
use crate::operations::references::References;

/// Only one transaction at a time puts a campaign below another one.
const TREE_LOCK: i64 = 0x6361_6d70;

/// A campaign's own row.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    Ok(campaigns::table.find(id).select(Campaign::as_select()).first(&mut conn).await?)
}

/// The campaign with a slug; only a launched one has a slug.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_by_slug(mut conn: &AsyncPgConnection, slug: &str) -> Result<Campaign, Error> {
    let of_slug = campaigns::table.filter(campaigns::slug.eq(slug));
    Ok(of_slug.select(Campaign::as_select()).first(&mut conn).await?)
}

/// The ids of launched campaigns with one of these codes.
pub async fn list_ids_by_code(
    mut conn: &AsyncPgConnection,
    codes: &[String],
) -> Result<Vec<(String, Uuid)>, Error> {
    let own = campaigns::table.filter(campaigns::code.eq_any(codes));
    Ok(own.select((campaigns::code.assume_not_null(), campaigns::id)).load(&mut conn).await?)
}

/// Campaigns as other answers name them.
pub async fn find_references(
    mut conn: &AsyncPgConnection,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<References<CampaignReference>, Error> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(References::default());
    }
    let rows: Vec<(Uuid, Option<String>, Option<String>)> = campaigns::table
        .filter(campaigns::id.eq_any(ids))
        .select((campaigns::id, campaigns::code, campaigns::title))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(id, code, title)| CampaignReference { id, code, title }).collect())
}

/// The campaign that a document launched.
pub async fn launched_by(mut conn: &AsyncPgConnection, document_id: Uuid) -> Result<Option<Uuid>, Error> {
    Ok(campaigns::table
        .filter(campaigns::document_id.eq(document_id))
        .filter(campaigns::code.is_not_null())
        .order(campaigns::id)
        .select(campaigns::id)
        .first(&mut conn)
        .await
        .optional()?)
}

/// Holds off all other transactions that put a campaign below another one.
pub async fn lock_tree(tx: &mut AsyncPgConnection) -> Result<(), Error> {
    advisory_lock(tx, TREE_LOCK).await
}

/// A campaign's own row, locked against every other change until the transaction ends. Its key is not locked: another
/// transaction may put a campaign below it meanwhile.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    Ok(campaigns::table.find(id).for_no_key_update().select(Campaign::as_select()).first(tx).await?)
}

/// A campaign's own row, which nobody changes until the transaction ends; others may hold it, too.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_shared(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    Ok(campaigns::table.find(id).for_share().select(Campaign::as_select()).first(tx).await?)
}

/// Campaigns' own rows by id, which nobody changes until the transaction ends.
pub async fn hold_all(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Campaign>, Error> {
    let all = campaigns::table.filter(campaigns::id.eq_any(ids)).order(campaigns::id).for_share();
    Ok(all.select(Campaign::as_select()).load(tx).await?)
}

/// A campaign that was launched: all signed-in users see it.
///
/// # Errors
/// [`Error::NotFound`] when there is none or it was never launched.
pub async fn published(conn: &AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    let campaign = find(conn, id).await?;
    if campaign.status.is_published() { Ok(campaign) } else { Err(Error::NotFound) }
}
