//! What VNPT-iOffice calls a document of the sample.

use super::campaigns::AMENDING_DOCUMENT;
use super::ids::id;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::external_ids::routes::put::{ExternalIdPath, give};
use crate::features::external_ids::rules::ThingType;
use crate::http::Problem;

/// Says what the document system calls the document that amends the campaign of 2023.
pub async fn create(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let path = ExternalIdPath {
        external_system: "ioffice".to_owned(),
        thing_type: ThingType::Document,
        thing_id: id(AMENDING_DOCUMENT),
    };
    give(tx, context, (&path, None), "VB-2023-000118").await
}
