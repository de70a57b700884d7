//! The signed-in user, and the change of the own password.

use actix_web::{HttpRequest, get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::client::client_of;
use super::guesses::spend_guesses;
use super::recorded::record_password;
use super::security_log::log_refused_attempt;
use super::session_end::end_all_sessions;
use crate::auth::Caller;
use crate::auth::policy::{Grant, Permission, Role, granted_permissions};
use crate::db::Connection;
use crate::features::identity::rules::guesses::Bucket;
use crate::features::identity::rules::passwords::{WeakPassword, check_password};
use crate::features::identity::store;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::record::Occurrence;

/// A role and where it holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// The role.
    #[schema(example = "ADMINISTRATOR")]
    role: Role,
    /// The unit over whose subtree it holds; null is the whole province.
    #[schema(required)]
    unit: Option<UnitReference>,
}

/// The signed-in user and what the user may do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// The user's id.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    id: Uuid,
    /// The user's name for signing in.
    #[schema(max_length = 64, pattern = r"^[^\x00]*$", example = "admin")]
    username: String,
    /// The user's name for people.
    #[schema(max_length = 200, pattern = r"^[^\x00]*$", example = "Quản trị hệ thống (mẫu)")]
    display_name: String,
    /// The unit in which the user works; null is the province.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// Whether the password is temporary and must be changed before anything else.
    #[schema(example = false)]
    must_change_password: bool,
    /// The roles that the user holds today.
    #[schema(max_items = 200)]
    roles: Vec<RoleView>,
    /// What these roles allow, each at least somewhere.
    #[schema(max_items = 50, example = json!(["MANAGE_USERS", "MANAGE_UNITS", "MANAGE_SETTINGS"]))]
    allowed_actions: Vec<Permission>,
}

/// A change of the own password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PasswordChange {
    /// The present password.
    #[schema(min_length = 1, max_length = 128, pattern = r"^[^\x00]+$", format = Password, example = "thidua-sample")]
    current_password: String,
    /// The new password: 12 to 128 characters of any kind, not a common password, and more than names.
    #[schema(
        min_length = 12,
        max_length = 128,
        pattern = r"^[^\x00]+$",
        format = Password,
        example = "sông Kỳ Cùng chảy ngược về bắc"
    )]
    new_password: String,
}

/// Read the signed-in user
///
/// The caller's account, the roles of today and what they allow.
#[utoipa::path(responses((status = 200, body = Me, description = "The signed-in user")))]
#[get("/me")]
pub async fn get_me(state: web::Data<State>, caller: Caller) -> Result<Answer, Problem> {
    let ids = caller.grants.iter().map(|grant| grant.unit_id).chain([caller.unit_id]).flatten();
    let (ids, today): (Vec<Uuid>, _) = (ids.collect(), state.clock.today());
    let find = async |conn: &Connection| UnitReference::find_all(conn, ids.iter().copied(), today).await;
    let units = state.db.read(find).await?;
    let view = |grant: &Grant| Some(RoleView { role: grant.role()?, unit: units.find(grant.unit_id) });
    Answer::ok(&Me {
        id: caller.user_id,
        username: caller.username.clone(),
        display_name: caller.display_name.clone(),
        unit: units.find(caller.unit_id),
        must_change_password: caller.must_change_password,
        roles: caller.grants.iter().filter_map(view).collect(),
        allowed_actions: granted_permissions(&caller.grants),
    })
}

/// Change your own password
///
/// Needs the present password. Every session of the user ends, including this one: sign in with the new password.
#[utoipa::path(request_body = PasswordChange,
    responses((status = 204, description = "Changed")),
    extensions(("x-problems" = json!([Code::wrong_password, Code::same_password, Code::common_password,
        Code::telling_password, Code::too_many_guesses]))))]
#[post("/me/password-changes")]
pub async fn change_password(
    request: HttpRequest,
    state: web::Data<State>,
    change: Change,
    input: Json<PasswordChange>,
) -> Result<Answer, Problem> {
    let (caller, context, input) = (&change.caller, &change.context, input.0);
    let budget = Bucket::Own(&caller.username);
    let log_refusal = |problem: Problem| {
        log_refused_attempt(context, Some(caller.user_id), &client_of(&request, &state), problem.code);
        problem
    };
    spend_guesses(&state, &[budget], context.at).await.map_err(log_refusal)?;
    let stored = check_change(&state, caller, &input).await.map_err(log_refusal)?;
    let hash = state.passwords.hash(&input.new_password).await?;
    let effect = async |tx: &mut Connection| {
        store::settle_guess(tx, budget).await?;
        if !store::lock_credentials(tx, caller.user_id, &stored).await? {
            return Err(wrong_password());
        }
        let user = store::lock_user(tx, caller.user_id).await?;
        store::set_password(tx, user.id, &hash, None, context.at).await?;
        record_password(tx, context, Occurrence::PasswordChanged, &user).await?;
        change.forget_after_commit(&end_all_sessions(tx, context, user.id).await?);
        Ok(Answer::no_content())
    };
    // A secret is never kept under a key.
    change.run_without_idempotency(async |_: &mut Connection| Ok(()), effect).await
}

fn wrong_password() -> Problem {
    Problem::invalid(vec![Violation::at("/currentPassword", Code::wrong_password)])
}

/// The hash of the present password.
///
/// # Errors
/// All faults of the change at once.
async fn check_change(state: &State, caller: &Caller, input: &PasswordChange) -> Result<String, Problem> {
    let found = state.db.point_read(async |conn| store::credentials(conn, &caller.username).await).await?;
    let stored = found.and_then(|user| user.password_hash);
    let mut faults = Vec::new();
    if !state.passwords.verify(&input.current_password, stored.as_deref()).await? {
        faults.push(Violation::at("/currentPassword", Code::wrong_password));
    }
    let new = |code| Violation::at("/newPassword", code);
    if input.new_password == input.current_password {
        faults.push(new(Code::same_password));
    }
    match check_password(&input.new_password, &[&caller.username, &caller.display_name]) {
        // The document's bounds check the length already.
        Ok(()) | Err(WeakPassword::Length) => {}
        Err(WeakPassword::Common) => faults.push(new(Code::common_password)),
        Err(WeakPassword::Telling) => faults.push(new(Code::telling_password)),
    }
    require_none(faults)?;
    stored.ok_or_else(wrong_password)
}
