//! Roles of a user: given for days, withdrawn, never deleted.

use actix_web::{HttpRequest, delete, get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::RoleAssignmentView;
use super::{
    PageOfUser, UserParameters, audited_role, require_keeper, require_other, require_sight, require_unit,
};
use crate::auth::Caller;
use crate::auth::policy::Role;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::identity::routes::record_user;
use crate::features::identity::rules::roles::{Refusal, RoleDays};
use crate::features::identity::store::{self, Assignment, User};
use crate::http::input::{Json, Parameters};
use crate::http::paging::{Pager, Position};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which role of which user, and until when it still holds.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct WithdrawalParameters {
    /// The user's id.
    #[param(example = "01980000-0000-7000-8000-000000000302")]
    id: Uuid,
    /// The assignment's id.
    #[param(example = "01980000-0000-7000-8000-000000000d02")]
    assignment_id: Uuid,
    /// The last day on which the role holds; at once when it is left out.
    #[param(nullable = false, format = Date, max_length = 10)]
    last_on: Option<NaiveDate>,
}

/// A role to be given.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRole {
    /// The role.
    #[schema(example = "UNIT_OFFICER")]
    role: Role,
    /// The unit over whose subtree it holds; null or left out is the whole province.
    #[schema(example = "01980000-0000-7000-8000-000000000107")]
    pub unit_id: Option<Uuid>,
    /// The first day on which it holds; today when it is left out.
    #[schema(nullable = false, format = Date, max_length = 10)]
    starts_on: Option<NaiveDate>,
    /// The last day on which it holds; null or left out has no end.
    #[schema(format = Date, max_length = 10, example = json!(null))]
    ends_on: Option<NaiveDate>,
}

/// A page of role assignments.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleAssignmentPage {
    /// The assignments, oldest first.
    #[schema(max_items = 200)]
    items: Vec<RoleAssignmentView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a user's role assignments
///
/// Every role the user has, had or will have, oldest first.
#[utoipa::path(params(PageOfUser),
    responses((status = 200, body = RoleAssignmentPage, description = "A page of assignments", headers(("Link" = String)))))]
#[get("/users/{id}/role-assignments")]
pub async fn list_role_assignments(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<PageOfUser>,
) -> Result<Answer, Problem> {
    let PageOfUser { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("roles {id}"), cursor.as_deref(), limit)?;
    let (after, today) = (pager.after_id()?, state.clock.today());
    let rows = state
        .db
        .transaction(async |tx: &mut Connection| {
            let user = store::find_user(tx, id).await?;
            require_sight(tx, &caller, &user, today).await?;
            Ok::<_, Problem>(store::assignments_of(tx, id, after, pager.rows_to_fetch()).await?)
        })
        .await?;
    let by_id = |row: &Assignment| Position { key: String::new(), id: row.id.to_string() };
    let (rows, next_cursor) = pager.page(rows, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    let items = rows.iter().map(RoleAssignmentView::from).collect();
    Ok(Answer::ok(&RoleAssignmentPage { items, next_cursor })?.with_link(link))
}

/// Give a role
///
/// The role holds over the unit and everything below it, from a day on. Nobody gives a role to the own account, and
/// nobody gives one over units whose users the caller does not keep.
#[utoipa::path(params(UserParameters), request_body = NewRole,
    responses((status = 201, body = RoleAssignmentView, description = "Given", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::ends_before_start, Code::own_account, Code::role_already_given]))))]
#[post("/users/{id}/role-assignments")]
pub async fn give_role(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<UserParameters>,
    input: Json<NewRole>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (parameters.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let user = store::find_user(tx, id).await?;
        require_keeper(tx, &change.caller, &user, context.today).await?;
        require_other(&change.caller, id)?;
        require_unit(tx, &change.caller, (input.unit_id, "/unitId"), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let user = store::lock_user(tx, id).await?;
        let assignment = given(tx, context, &user, &input, "").await?;
        store::change_user(tx, &user, context.at).await?;
        let location = state.link(&format!("/users/{id}/role-assignments"));
        let view = RoleAssignmentView::from(&assignment);
        Ok(Answer::created(&location, &view)?.with_etag(user.version + 1))
    };
    change.run(permit, effect).await
}

/// Writes the assignment with its record; `place` is where in the request the role stands.
pub(super) async fn given(
    tx: &mut Connection,
    context: &ChangeContext,
    user: &User,
    role: &NewRole,
    place: &str,
) -> Result<Assignment, Problem> {
    let starts_on = role.starts_on.unwrap_or(context.today);
    let days = RoleDays::new(starts_on, role.ends_on)
        .map_err(|refusal| refused(refusal, &format!("{place}/endsOn"), starts_on, context.today))?;
    let assignment = Assignment {
        id: context.ids.next(),
        user_id: user.id,
        role: role.role,
        unit_id: role.unit_id,
        starts_on: days.starts_on,
        ends_before: days.ends_before,
        given_by: context.actor_id,
        created_at: context.at,
    };
    store::grant_role(tx, &assignment).await?;
    let told = Some((Value::Null, audited_role(&assignment)));
    record_user(tx, context, Occurrence::RoleGranted, user, told).await?;
    Ok(assignment)
}

/// Withdraw a role
///
/// At once, or after a last day; within a second it is refused on every server. The assignment stays on record. Nobody
/// withdraws a role from the own account.
#[utoipa::path(params(WithdrawalParameters),
    responses((status = 204, description = "Withdrawn")),
    extensions(("x-problems" = json!([Code::day_in_the_past, Code::own_account, Code::role_has_ended, Code::last_administrator]))))]
#[delete("/users/{id}/role-assignments/{assignmentId}")]
pub async fn withdraw_role(
    change: Change,
    if_match: IfMatch,
    parameters: Parameters<WithdrawalParameters>,
) -> Result<Answer, Problem> {
    let (WithdrawalParameters { id, assignment_id, last_on }, context) = (parameters.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let user = store::find_user(tx, id).await?;
        require_keeper(tx, &change.caller, &user, context.today).await?;
        require_other(&change.caller, id)
    };
    let effect = async |tx: &mut Connection| {
        store::lock_administrators(tx).await?;
        let user = store::lock_user(tx, id).await?;
        let before = store::lock_assignment(tx, id, assignment_id).await?;
        let days = before.days().withdrawn(last_on, context.today);
        let days = days.map_err(|refusal| refused(refusal, "lastOn", before.starts_on, context.today))?;
        if_match.check(user.version)?;
        let after = Assignment { ends_before: days.ends_before, ..before.clone() };
        store::set_end(tx, assignment_id, after.ends_before).await?;
        let runs_the_province = before.role == Role::Administrator && before.unit_id.is_none();
        if runs_the_province && !store::is_there_another_administrator(tx, id, context.today).await? {
            return Err(Problem::new(Code::last_administrator));
        }
        store::change_user(tx, &user, context.at).await?;
        let told = Some((audited_role(&before), audited_role(&after)));
        record_user(tx, context, Occurrence::RoleWithdrawn, &user, told).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}

fn refused(refusal: Refusal, place: &str, starts_on: NaiveDate, today: NaiveDate) -> Problem {
    match refusal {
        Refusal::EndsBeforeStart => {
            let fault = Violation::at(place, Code::ends_before_start).with("startsOn", starts_on);
            Problem::invalid(vec![fault])
        }
        Refusal::InThePast => {
            let fault = Violation::of_parameter("lastOn", Code::day_in_the_past).with("today", today);
            Problem::invalid(vec![fault])
        }
        Refusal::Ended => Problem::new(Code::role_has_ended),
    }
}
