//! Temporary passwords, which administrators make for users who have no password or lost it.

use actix_web::{post, web};
use serde::Serialize;
use utoipa::ToSchema;

use super::access::{require_manageable, require_other_account};
use crate::auth::password::made_password;
use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::features::identity::routes::recorded::record_password;
use crate::features::identity::routes::session_end::end_all_sessions;
use crate::features::identity::rules::passwords::FIRST_USE_WITHIN;
use crate::features::identity::store;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// A temporary password, which is shown once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TemporaryPassword {
    /// The password. It is not stored and can't be shown again.
    #[schema(
        max_length = 34,
        pattern = "^[a-z2-9]{4}(-[a-z2-9]{4}){6}$",
        example = "k7mq-x2vd-p9ra-hw4t-bz6n-3fju-sy8c"
    )]
    temporary_password: String,
    /// Until when it is valid.
    expires_at: LocalTime,
}

/// Reset a user's password
///
/// Makes a temporary password. The answer shows it once, and it is not stored. It is valid for 72 hours and for one
/// purpose: the user signs in with it and must change it before anything else. Every session of the user ends.
#[utoipa::path(
    responses((status = 201, body = TemporaryPassword, description = "Reset", headers(("Location" = String)))),
    extensions(("x-problems" = json!([Code::own_account]))))]
#[post("/users/{id}/password-resets")]
pub async fn reset_password(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, &change.context);
    let password = made_password()?;
    let hash = state.passwords.hash(&password).await?;
    let expires_at = context.at + FIRST_USE_WITHIN;
    let permit = async |tx: &mut Connection| {
        require_manageable(tx, &change.caller, id, context.today).await?;
        require_other_account(&change.caller, id)
    };
    let effect = async |tx: &mut Connection| {
        let user = store::lock_user(tx, id).await?;
        store::set_password(tx, id, &hash, Some(expires_at), context.at).await?;
        let ended = end_all_sessions(tx, context, id).await?;
        record_password(tx, context, Occurrence::PasswordReset, &user).await?;
        change.forget_after_commit(&ended);
        let view = TemporaryPassword { temporary_password: password.clone(), expires_at: local(expires_at) };
        Answer::created(&state.link(&format!("/users/{id}")), &view)
    };
    change.run_without_idempotency(permit, effect).await
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::features::identity::rules::passwords::check_password;

    #[test]
    fn made_passwords_differ_and_fit_the_policy() {
        let made: HashSet<String> = (0..1000).map(|_| made_password().unwrap()).collect();
        assert_eq!(made.len(), 1000);
        for password in &made {
            assert_eq!((password.len(), check_password(password, &["admin"])), (34, Ok(())), "{password}");
        }
    }
}
