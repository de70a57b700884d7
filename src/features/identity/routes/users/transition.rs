//! Keeping a user out and letting a user in again.

use actix_web::{HttpRequest, get, post, web};
use serde::Deserialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::{UserView, view_of};
use super::{PageOfUser, audited, require_keeper, require_other, require_sight};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::identity::routes::{end_all, forget, record_user};
use crate::features::identity::rules::{UserAction, UserStatus};
use crate::features::identity::store::{self, User};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::history::{self, TransitionPage};
use crate::operations::state::State;
use crate::record::transitions::{self, TransitionRow as Step};
use crate::record::{Occurrence, SubjectType};

/// Which user, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TransitionParameters {
    /// The user's id.
    #[param(example = "01980000-0000-7000-8000-000000000302")]
    id: Uuid,
    /// Answers what would happen and changes nothing.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// A change of a user's state.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UserTransition {
    /// What shall happen.
    #[schema(example = "DISABLE")]
    action: UserAction,
    /// Why; DISABLE needs it.
    #[schema(nullable = false, max_length = 1000, format = "paragraphs", example = "Chuyển công tác (mẫu)")]
    reason: Option<String>,
}

/// Keep a user out, or let the user in again
///
/// DISABLE ends every session and refuses every sign-in, within a second on every server; roles stay as they are.
/// ENABLE takes that back. Nobody does it to the own account.
#[utoipa::path(params(TransitionParameters), request_body = UserTransition,
    responses((status = 200, body = UserView, description = "The user afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::reason_required, Code::own_account, Code::last_administrator]))))]
#[post("/users/{id}/transitions")]
pub async fn transition_user(
    state: web::Data<State>,
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<TransitionParameters>,
    input: Json<UserTransition>,
) -> Result<Answer, Problem> {
    let (TransitionParameters { id, .. }, input) = (parameters.0, input.0);
    if input.action == UserAction::Disable && input.reason.is_none() {
        return Err(Problem::invalid(vec![Violation::at("/reason", Code::reason_required)]));
    }
    let today = change.context.today;
    let permit = async |tx: &mut Connection| {
        let user = store::find_user(tx, id).await?;
        require_keeper(tx, &change.caller, &user, today).await?;
        require_other(&change.caller, id)
    };
    let effect = async |tx: &mut Connection| {
        store::lock_administrators(tx).await?;
        let user = store::lock_user(tx, id).await?;
        let after = user.status.after(input.action).ok_or_else(|| not_now(&user, input.action))?;
        if_match.check(user.version)?;
        check_administrators(tx, &user, after, today).await?;
        store::change_user(tx, &User { status: after, ..user.clone() }, change.context.at).await?;
        let ended = match after {
            UserStatus::Disabled => end_all(tx, &change.context, id).await?,
            UserStatus::Active => Vec::new(),
        };
        tell(tx, &change, &user, after, &input).await?;
        forget(&state, ended).await;
        let (view, version) = view_of(tx, change.caller.user_id, id, today).await?;
        Ok(Answer::ok(&view)?.with_etag(version))
    };
    change.run(permit, effect).await
}

fn not_now(user: &User, action: UserAction) -> Problem {
    history::not_now(action, user.status, [user.status.possible_action().as_str()])
}

/// Somebody must be left who can let others in.
async fn check_administrators(
    tx: &Connection,
    user: &User,
    after: UserStatus,
    today: chrono::NaiveDate,
) -> Result<(), Problem> {
    if after == UserStatus::Active || store::is_there_another_administrator(tx, user.id, today).await? {
        return Ok(());
    }
    Err(Problem::new(Code::last_administrator))
}

async fn tell(
    tx: &mut Connection,
    change: &Change,
    before: &User,
    after: UserStatus,
    input: &UserTransition,
) -> Result<(), Problem> {
    let context = &change.context;
    let step = Step {
        subject_type: SubjectType::User,
        subject_id: before.id,
        action: input.action.as_str(),
        from_status: before.status.as_str(),
        to_status: after.as_str(),
        effective_on: context.today,
        reason: input.reason.as_deref(),
    };
    transitions::record(tx, context, &step).await?;
    let action = match after {
        UserStatus::Disabled => Occurrence::UserDisabled,
        UserStatus::Active => Occurrence::UserEnabled,
    };
    let told: (Value, Value) = (audited(before), audited(&User { status: after, ..before.clone() }));
    record_user(tx, context, action, before, Some(told)).await
}

/// List a user's transitions
///
/// When the user was kept out and let in again, by whom and why, oldest first.
#[utoipa::path(params(PageOfUser),
    responses((status = 200, body = TransitionPage, description = "A page of transitions", headers(("Link" = String)))))]
#[get("/users/{id}/transitions")]
pub async fn list_user_transitions(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfUser>,
) -> Result<Answer, Problem> {
    let PageOfUser { id, cursor, limit } = parameters.0;
    let today = state.clock.today();
    state
        .db
        .transaction(async |tx: &mut Connection| {
            let user = store::find_user(tx, id).await?;
            require_sight(tx, &caller, &user, today).await
        })
        .await?;
    history::page_of(&request, &state, id, (cursor.as_deref(), limit)).await
}
