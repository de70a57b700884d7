//! The sample's registered documents.

use super::ids::id;
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::documents::rules::DocumentContent;
use crate::features::documents::store as documents;
use crate::http::Problem;
use crate::record::{Occurrence, record_change};

/// Registers a document of the department under the last part of an id: its type, its reference and what it is about. It is
/// issued on the day of the context.
pub async fn register(
    tx: &mut Connection,
    context: &ChangeContext,
    (last, document_type, display, subject): (u128, &str, &str, &str),
) -> Result<(), Problem> {
    let context = ChangeContext { ids: Ids::counting(id(last)), ..context.clone() };
    let content = DocumentContent {
        document_type: Some(document_type.to_owned()),
        issuer_name: Some("Sở Nội vụ tỉnh Lạng Sơn".to_owned()),
        display: Some(display.to_owned()),
        issued_on: Some(context.today),
        subject: Some(subject.to_owned()),
        ..DocumentContent::default()
    };
    let content = content.reconcile().map_err(|fault| Problem::internal(format!("{fault:?}")))?;
    let document = documents::register(tx, &context, &content).await?;
    Ok(record_change(tx, &context, Occurrence::DocumentRegistered, None, &document).await?)
}
