//! Reading one document.

use actix_web::{get, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::view::DocumentView;
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows, allows_somewhere};
use crate::features::documents::store::{self, Document};
use crate::http::input::Parameters;
use crate::http::{Answer, Code, Problem};
use crate::operations::state::State;

/// Which document.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DocumentParameters {
    /// The document's id.
    #[param(example = "01980000-0000-7000-8000-0000000003f0")]
    pub id: Uuid,
}

/// Read a document
///
/// What is known of an official document; what is not known is null.
#[utoipa::path(params(DocumentParameters),
    responses((status = 200, body = DocumentView, description = "The document", headers(("ETag" = String)))))]
#[get("/documents/{id}")]
pub async fn get_document(
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<DocumentParameters>,
) -> Result<Answer, Problem> {
    let id = parameters.0.id;
    let document = state.db.point_read(async |conn| store::find(conn, id).await).await?;
    if document.is_draft && reader_of_drafts(&caller).is_some_and(|reader| reader != document.registered_by) {
        return Err(Problem::new(Code::not_found));
    }
    let view = DocumentView::new(&document, may_change(&caller, &document))?;
    Ok(Answer::ok(&view)?.with_etag(document.version))
}

/// Who reads, where that person sees of drafts' documents only the own ones: everybody but readers of all drafts.
pub fn reader_of_drafts(caller: &Caller) -> Option<Uuid> {
    (!allows(&caller.grants, Permission::ReadDrafts, &[])).then_some(caller.user_id)
}

/// A reference is corrected by whoever registered it, or by somebody whose role reaches the whole province: campaigns
/// of other units may rest on it.
pub fn may_change(caller: &Caller, document: &Document) -> bool {
    let is_own = document.registered_by == caller.user_id
        && allows_somewhere(&caller.grants, Permission::EditCampaigns);
    is_own || allows(&caller.grants, Permission::EditCampaigns, &[])
}
