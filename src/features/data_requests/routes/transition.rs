//! The steps of a request's life, and the history of them.

use actix_web::{get, post, web};

use super::view::{DataRequestView, life_of};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::data_requests::rules::{DataRequestAction, DataRequestLife, later};
use crate::features::data_requests::store::{self, DataRequest};
use crate::features::people::store::{self as people, Person};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::history::{TransitionRecord, history_page};
use crate::operations::life_cycle::{TransitionInput, next_step, permission_for, record_step};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::operations::subjects::{Subject, SubjectKind, find_lineage};
use crate::record::{Occurrence, record_change};

/// Extend, grant, refuse or lift a person's request
///
/// EXTEND gives more time once and says why. GRANT of a restriction or an objection keeps personal fields back from this day
/// on, for every purpose but answering the person's requests; LIFT ends that. REFUSE says why.
#[utoipa::path(request_body = TransitionInput<DataRequestAction>,
    responses((status = 200, body = DataRequestView, description = "The request afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::data_request_extended]))))]
#[post("/data-requests/{id}/transitions")]
pub async fn transition_data_request(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<TransitionInput<DataRequestAction>>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let request = store::find(tx, id).await?;
        let lineage = find_lineage(
            tx,
            &change.caller,
            Subject { kind: SubjectKind::Person, id: request.person_id },
            context.today,
        )
        .await?;
        change.caller.require(permission_for::<DataRequestLife>(input.action)?, &lineage)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        let step = next_step(&life_of(&before), input.action, input.reason.as_deref())?;
        if_match.check(before.version)?;
        let mut after = DataRequest {
            status: step.to,
            version: before.version.next(),
            updated_at: context.at,
            ..before.clone()
        };
        if let (DataRequestAction::Extend, Some(days)) = (input.action, before.extension_days) {
            after.due_on = later(before.due_on, u32::try_from(days).unwrap_or(0));
            after.extension_days = None;
        }
        store::advance(tx, &before, &after).await?;
        record_step(tx, context, step, id, (context.today, input.reason.as_deref())).await?;
        record_change(tx, context, step.occurrence, Some(&before), &after).await?;
        restrict(tx, context, &after).await?;
        let person = people::find(tx, after.person_id).await?.reference();
        let lineage = find_lineage(
            tx,
            &change.caller,
            Subject { kind: SubjectKind::Person, id: after.person_id },
            context.today,
        )
        .await?;
        let view = DataRequestView::new(
            after,
            person,
            |permission| change.caller.may(permission, &lineage),
            context.today,
        );
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Keeps the person's fields back while a granted request restricts their use.
async fn restrict(
    tx: &mut Connection,
    context: &ChangeContext,
    request: &DataRequest,
) -> Result<(), Problem> {
    if !request.kind.restricts() {
        return Ok(());
    }
    let asked = people::lock_exclusive(tx, request.person_id).await?;
    let before = match asked.merged_into_id {
        Some(survivor) => people::lock_exclusive(tx, survivor).await?,
        None => asked,
    };
    let ids = people::all_ids_of(tx, before.id).await?;
    let is_restricted = store::is_restricted(tx, &ids).await?;
    let restricted_on = is_restricted.then(|| before.restricted_on.unwrap_or(context.today));
    if before.restricted_on == restricted_on {
        return Ok(());
    }
    let after =
        Person { restricted_on, version: before.version.next(), updated_at: context.at, ..before.clone() };
    people::update(tx, &before, &after).await?;
    Ok(record_change(tx, context, Occurrence::PersonChanged, Some(&before), &after).await?)
}

/// List a request's transitions
///
/// What was done with it, when and why, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<TransitionRecord>, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/data-requests/{id}/transitions")]
pub async fn list_data_request_transitions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let check = async |conn: &Connection| {
        let request = store::find(conn, id).await?;
        find_lineage(conn, &caller, Subject { kind: SubjectKind::Person, id: request.person_id }, today)
            .await
            .map(drop)
    };
    state.db.read(check).await?;
    history_page(&page, &state.db, id).await
}
