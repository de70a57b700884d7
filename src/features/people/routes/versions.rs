//! What a person was before each change.

use actix_web::{HttpRequest, get, web};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::Purpose;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::people::rules::{PersonalField, SubjectKind};
use crate::features::people::store::{self, KeptVersion};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::context;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{Subject, find_lineage};
use crate::record::SubjectType;

/// For what earlier versions are read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct VersionPurpose {
    /// The purpose; earlier versions are personal as a whole, and each reading is noted.
    #[param(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "KEEPING")]
    purpose: String,
}

/// What a person was before a change.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonVersion {
    /// The version.
    #[schema(example = 1)]
    version: RowVersion,
    /// The person with the memberships of the time, without what the purpose does not show.
    #[schema(value_type = Object, example = json!({"name": "Nguyễn Thị Mẫu", "staffCode": "CB001"}))]
    body: Value,
    /// Who ended this version.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    replaced_by: Uuid,
    /// When.
    replaced_at: LocalTime,
}

/// List a person's earlier versions
///
/// What the person was before each change, the latest first, for a purpose of the caller's role.
#[utoipa::path(params(VersionPurpose, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PersonVersion>, description = "A page of versions", headers(("Link" = String)))),
    extensions(("x-problems" = json!([Code::unknown_purpose, Code::purpose_not_yours]))))]
#[get("/people/{id}/versions")]
pub async fn list_person_versions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
    asked: Parameters<VersionPurpose>,
) -> Result<Answer, Problem> {
    let (id, before) = (path.0.id, page.after_key()?);
    let context = context(&request, &state.clock, Some(&caller));
    let read = async |tx: &mut Connection| {
        let lineage =
            find_lineage(tx, &caller, Subject { kind: SubjectKind::Person, id }, context.today).await?;
        let purpose = Purpose::find(tx, Some(&asked.0.purpose), context.today).await?;
        let purpose = purpose.ok_or_else(|| Problem::new(Code::not_found))?;
        purpose.require_somewhere(&caller)?;
        let thing = (SubjectType::Person.as_str(), id);
        let rows = store::list_versions(tx, thing, before, page.read()).await?;
        purpose.note(tx, &context, ("listPersonVersions", Some(id), rows.len())).await?;
        let person = store::find(tx, id).await?;
        let shown = super::access::shown_fields(Some(&purpose), &caller, &person, &lineage);
        Ok::<_, Problem>((rows, shown))
    };
    let (rows, shown) = state.db.transaction(read).await?;
    let position = |row: &KeptVersion| Position::of_key(row.version);
    page.answer(rows, position, |row| PersonVersion {
        version: row.version,
        body: without_hidden(row.body, &shown),
        replaced_by: row.replaced_by,
        replaced_at: local(row.replaced_at),
    })
}

fn without_hidden(mut body: Value, shown: &[PersonalField]) -> Value {
    for field in PersonalField::ALL.iter().filter(|field| !shown.contains(field)) {
        let name = field.pointer().trim_start_matches('/');
        body.as_object_mut().and_then(|body| body.shift_remove(name));
    }
    body
}
