//! Roles of a user: granted for days, withdrawn, never deleted.

use actix_web::{delete, get, post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::access::{
    find_visible, require_administrator_left, require_manageable, require_other_account, require_unit,
};
use super::view::RoleAssignmentView;
use crate::auth::Caller;
use crate::auth::policy::Role;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::identity::routes::recorded::record_role;
use crate::features::identity::rules::roles::{EndsBeforeStart, RoleDays, WithdrawalRefusal};
use crate::features::identity::store::{self, Assignment, User};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::record::Occurrence;

/// The path of a user's role assignment.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssignmentPath {
    id: Uuid,
    assignment_id: Uuid,
}

/// Until when a withdrawn role still holds.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct WithdrawalParameters {
    /// The last day on which the role holds; without it the role ends at once.
    #[param(nullable = false)]
    last_on: Option<NaiveDate>,
}

/// A role to grant.
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
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The last day on which it holds; null or left out has no end.
    #[schema(example = json!(null))]
    ends_on: Option<NaiveDate>,
}

/// List a user's role assignments
///
/// Every role that the user holds, held or will hold, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<RoleAssignmentView>, description = "A page of assignments", headers(("Link" = String)))))]
#[get("/users/{id}/role-assignments")]
pub async fn list_role_assignments(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let list = async |tx: &mut Connection| {
        find_visible(tx, &caller, id, today).await?;
        let rows = store::assignments_of(tx, id, after, page.read()).await?;
        let units = UnitReference::find_all(tx, rows.iter().filter_map(|row| row.unit_id), today).await?;
        Ok::<_, Problem>((rows, units))
    };
    let (rows, units) = state.db.transaction(list).await?;
    page.answer(rows, |row| Position::of_id(row.id), |row| RoleAssignmentView::new(&row, &units))
}

/// Grant a role
///
/// The role covers the unit and all units below it, from a day on. Nobody can grant a role to their own account, or over
/// a unit whose users the caller does not manage.
#[utoipa::path(request_body = NewRole,
    responses((status = 201, body = RoleAssignmentView, description = "Granted",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::ends_before_start, Code::own_account,
        Code::role_already_given]))))]
#[post("/users/{id}/role-assignments")]
pub async fn grant_role(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewRole>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_manageable(tx, &change.caller, id, context.today).await?;
        require_other_account(&change.caller, id)?;
        require_unit(tx, &change.caller, (input.unit_id, "/unitId"), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let user = store::lock_user(tx, id).await?;
        let assignment = create_assignment(tx, context, &user, (&input, "")).await?;
        store::change_user(tx, &user, context.at).await?;
        let location = state.link(&format!("/users/{id}/role-assignments"));
        let units = UnitReference::find_all(tx, assignment.unit_id, context.today).await?;
        let view = RoleAssignmentView::new(&assignment, &units);
        Ok(Answer::created(&location, &view)?.with_etag(user.version.next()))
    };
    change.run(permit, effect).await
}

/// Grants a role and records it; `pointer` is where the role stands in the body.
pub(super) async fn create_assignment(
    tx: &mut Connection,
    context: &ChangeContext,
    user: &User,
    (role, pointer): (&NewRole, &str),
) -> Result<Assignment, Problem> {
    let starts_on = role.starts_on.unwrap_or(context.today);
    let days = RoleDays::new(starts_on, role.ends_on).map_err(|EndsBeforeStart| {
        let fault = Violation::at(format!("{pointer}/endsOn"), Code::ends_before_start);
        Problem::invalid(vec![fault.with("startsOn", starts_on)])
    })?;
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
    record_role(tx, context, Occurrence::RoleGranted, user, (None, &assignment)).await?;
    Ok(assignment)
}

/// Withdraw a role
///
/// At once, or after a last day; within a second every server refuses what the role allowed. The assignment stays on
/// record. Nobody can withdraw a role from their own account.
#[utoipa::path(params(WithdrawalParameters),
    responses((status = 204, description = "Withdrawn")),
    extensions(("x-problems" = json!([Code::day_in_the_past, Code::own_account, Code::role_has_ended,
        Code::last_administrator]))))]
#[delete("/users/{id}/role-assignments/{assignmentId}")]
pub async fn withdraw_role(
    change: Change,
    if_match: IfMatch,
    path: Parameters<AssignmentPath>,
    parameters: Parameters<WithdrawalParameters>,
) -> Result<Answer, Problem> {
    let (AssignmentPath { id, assignment_id }, context) = (path.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_manageable(tx, &change.caller, id, context.today).await?;
        require_other_account(&change.caller, id)
    };
    let effect = async |tx: &mut Connection| {
        store::lock_administrators(tx).await?;
        let user = store::lock_user(tx, id).await?;
        let before = store::lock_assignment(tx, id, assignment_id).await?;
        let days = before.days().withdraw(parameters.0.last_on, context.today);
        let days = days.map_err(|refusal| problem_of(refusal, context.today))?;
        if_match.check(user.version)?;
        let after = Assignment { ends_before: days.ends_before, ..before.clone() };
        store::set_end(tx, assignment_id, after.ends_before).await?;
        let runs_the_province = before.role == Role::Administrator && before.unit_id.is_none();
        if runs_the_province {
            require_administrator_left(tx, context, id).await?;
        }
        store::change_user(tx, &user, context.at).await?;
        record_role(tx, context, Occurrence::RoleWithdrawn, &user, (Some(&before), &after)).await?;
        Ok(Answer::no_content())
    };
    change.run(permit, effect).await
}

fn problem_of(refusal: WithdrawalRefusal, today: NaiveDate) -> Problem {
    match refusal {
        WithdrawalRefusal::InThePast => {
            let fault = Violation::of_parameter("lastOn", Code::day_in_the_past).with("today", today);
            Problem::invalid(vec![fault])
        }
        WithdrawalRefusal::Ended => Problem::new(Code::role_has_ended),
    }
}
