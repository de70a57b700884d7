//! Committing an import, or giving it up.

use actix_web::{get, post, web};

use super::read::find_own;
use super::view::{ImportView, answer};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::imports::rules::{ImportAction, ImportLife};
use crate::features::imports::store;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::jobs::{JobKind, NewJob, enqueue};

/// Commit or cancel an import
///
/// COMMIT writes the rows of an import that is READY, some at a time: read the import to see how far it is. What another
/// person changed meanwhile may stand in a row's way; such rows are left out and get their faults. CANCEL gives it up.
#[utoipa::path(request_body = TransitionInput<ImportAction>,
    responses((status = 200, body = ImportView, description = "The import afterwards", headers(("ETag" = String)))))]
#[post("/imports/{id}/transitions")]
pub async fn transition_import(
    state: web::Data<State>,
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<ImportAction>>,
) -> Result<Answer, Problem> {
    let (id, TransitionInput { action, reason }, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| Ok(find_own(tx, &change.caller, id).await.map(drop)?);
    let effect = async |tx: &mut Connection| {
        let import = store::lock_exclusive(tx, id).await?;
        let step = next_step(&ImportLife(import.status), action, reason.as_deref())?;
        if_match.check(import.version)?;
        if action == ImportAction::Commit {
            enqueue(tx, &NewJob::on(JobKind::CommitImport, id, context)?, context.at).await?;
        }
        record_step(tx, context, step, id, (context.today, reason.as_deref())).await?;
        let after = store::Import { status: step.to, ..import.clone() };
        let after = store::advance(tx, context, step.occurrence, &import, after).await?;
        answer(after, &change.caller, change.locale())
    };
    let answer = change.run(permit, effect).await?;
    if action == ImportAction::Cancel {
        // Nobody reads the file any more.
        state.storage.remove(id).await?;
    }
    Ok(answer)
}

/// List an import's transitions
///
/// What was done to it, when and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/imports/{id}/transitions")]
pub async fn list_import_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let id = path.0.id;
    state.db.read(async |conn| find_own(conn, &caller, id).await.map(drop)).await?;
    history_page(&page, &state.db, id).await
}
