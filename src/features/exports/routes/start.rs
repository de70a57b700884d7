//! Starting an export: the list is looked up, and a job is wanted that makes the file.

use std::sync::Arc;

use actix_web::{HttpRequest, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::ExportView;
use crate::auth::Caller;
use crate::auth::access::AccessTable;
use crate::core::row_version::RowVersion;
use crate::db::{Connection, advisory_lock_of};
use crate::features::exports::rules::{ExportFormat, ExportStatus, MOST_OPEN};
use crate::features::exports::store::{self, Export};
use crate::http::contract::{BASE_PATH, CompiledContract};
use crate::http::input::Json;
use crate::http::problem::FaultPlace;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::list_path::ListPath;
use crate::operations::state::State;
use crate::operations::tables::give::TableSpecs;
use crate::record::jobs::{JobKind, NewJob, enqueue};
use crate::record::{Occurrence, record_change};

/// What to take out.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewExport {
    /// The list or the figures, as they are read: the path below `/api/v1` with its filters.
    #[schema(max_length = 2048, pattern = "^/[!-~]*$", example = "/units?kind=DIVISION")]
    path: String,
    /// The form of the file.
    #[schema(example = "XLSX")]
    format: ExportFormat,
}

/// Start an export
///
/// For lists of more than 5,000 entries; everything shorter is read at once with `Accept: text/csv` or .xlsx. The answer
/// comes at once; a job reads the list as you see it, page by page, and makes the file, of at most 200,000 rows. Read the
/// export until its status is MADE, then download it.
#[utoipa::path(request_body = NewExport,
    responses((status = 202, body = ExportView, description = "Its file waits to be made", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::no_table_there, Code::too_many_exports, Code::unknown_parameter, Code::forbidden]))))]
#[post("/exports")]
pub async fn start_export(
    request: HttpRequest,
    state: web::Data<State>,
    change: Change,
    input: Json<NewExport>,
) -> Result<Answer, Problem> {
    let NewExport { path, format } = input.0;
    let (path, operation) = find_list(&request, &change.caller, &path)?;
    let effect = async |tx: &mut Connection| {
        let export = Export {
            id: change.context.ids.next(),
            status: ExportStatus::Making,
            path: path.clone(),
            operation: operation.clone(),
            format,
            rows: 0,
            bytes: None,
            problem: None,
            created_by: change.caller.user_id,
            version: RowVersion::FIRST,
            created_at: change.context.at,
            updated_at: change.context.at,
        };
        create(tx, &change, &export).await?;
        let (location, version) = (state.link(&format!("/exports/{}", export.id)), export.version);
        Ok(Answer::accepted(&location, &ExportView::of(export, change.locale()))?.with_etag(version))
    };
    change.run_permitted(effect).await
}

/// The list at a path, without what belongs to pages, and its operation; its parameters are checked as when it is read.
fn find_list(request: &HttpRequest, caller: &Caller, given: &str) -> Result<(String, String), Problem> {
    let contract = request.app_data::<Arc<CompiledContract>>();
    let (access, tables) = (request.app_data::<Arc<AccessTable>>(), request.app_data::<Arc<TableSpecs>>());
    let (Some(contract), Some(access), Some(tables)) = (contract, access, tables) else {
        return Err(Problem::internal("the app has no contract"));
    };
    let nothing = || Problem::new(Code::no_table_there);
    let list = ListPath::of(given, BASE_PATH).ok_or_else(nothing)?;
    let found = contract.read_at(&format!("{BASE_PATH}{}", list.path));
    let found = found.filter(|(operation, _)| tables.by_operation.contains_key(&operation.id));
    let (operation, named) = found.ok_or_else(nothing)?;
    if !access.get(&operation.id).is_some_and(|access| access.is_granted(&caller.grants)) {
        return Err(Problem::new(Code::forbidden));
    }
    let named = named.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let checked = operation.check_parameters(named, &list.parameters);
    checked.map_err(|faults| {
        Problem::invalid(faults).move_faults(|_| FaultPlace::Pointer("/path".to_owned()))
    })?;
    Ok((list.to_string(), operation.id.clone()))
}

/// Writes an export, and wants the job that makes its file.
async fn create(tx: &mut Connection, change: &Change, export: &Export) -> Result<(), Problem> {
    // Requests of one person wait here for each other, so that together they don't pass the person's bound.
    advisory_lock_of(tx, export.created_by).await?;
    if store::count_open(tx, export.created_by).await? >= MOST_OPEN {
        return Err(Problem::new(Code::too_many_exports).with("limit", MOST_OPEN));
    }
    store::create(tx, export).await?;
    let context = &change.context;
    enqueue(tx, &NewJob::on(JobKind::MakeExport, export.id, context)?, context.at).await?;
    Ok(record_change(tx, context, Occurrence::ExportStarted, None, export).await?)
}
