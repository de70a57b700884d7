//! What several of these operations share.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::store::{self, File};
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::http::download::Download;

/// Which file.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct FileParameters {
    /// The file's id.
    #[param(example = "01980000-0000-7000-8000-000000002400")]
    id: Uuid,
}

impl File {
    /// As it is given out.
    #[must_use]
    pub fn download(&self) -> Download<'_> {
        Download { id: self.id, name: &self.name, media_type: self.media_type.as_str(), bytes: self.bytes }
    }
}

/// A file, if the caller may see it as such: who uploaded it, acts for its unit or reads the unit's drafts. Everybody else
/// reads it where it is referred to.
pub(super) async fn seen(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<File, db::Error> {
    let file = store::find(conn, id).await?;
    let is_inside = file.created_by == caller.user_id
        || unit_scope::acts_for(conn, caller, file.unit_id, today).await?
        || {
            let lineage = authorization::lineage(conn, file.unit_id, today).await?;
            allows(&caller.grants, Permission::ReadDrafts, &lineage)
        };
    if is_inside { Ok(file) } else { Err(db::Error::NotFound) }
}
