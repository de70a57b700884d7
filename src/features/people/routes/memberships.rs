//! Where people are: a new unit or position from a day on, and corrections of what was written.

use actix_web::{patch, post};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::require_keeper;
use super::change::require_own_standing;
use super::create::NewMembership;
use super::placing::{add, check_unit, correct, find_class, latest_unit};
use super::view::{PersonView, view};
use crate::auth::policy::Permission;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::people::rules::SubjectKind;
use crate::features::people::store::{self, Membership, Person};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::subjects::require_over;
use crate::record::{Occurrence, record_change};

/// A membership of a person, in a path.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ByMembership {
    /// The person's id.
    id: Uuid,
    /// The membership's id.
    membership_id: Uuid,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MembershipPatch {
    /// The unit.
    #[schema(nullable = false)]
    unit_id: Option<Uuid>,
    /// The position.
    #[schema(nullable = false, max_length = 200, format = "line", example = "Chuyên viên chính")]
    position: Option<String>,
    /// The code of its reporting class.
    #[schema(nullable = false, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    reporting_class: Option<String>,
    /// The first day.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The last day; null while there is no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_on: Patch<NaiveDate>,
}

/// Place a person
///
/// In a unit or a position from a day on, for who keeps people both where the person is and where it goes. The membership that
/// had no end ends the day before; one that holds on some of the same days otherwise is in the way.
#[utoipa::path(request_body = NewMembership,
    responses((status = 200, body = PersonView, description = "The person afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::before_unit_opens, Code::after_unit_closes, Code::unknown_reporting_class,
        Code::ends_before_start, Code::day_in_the_future, Code::person_is_merged, Code::person_is_in_another_unit]))))]
#[post("/people/{id}/memberships")]
pub async fn create_membership(
    change: Change,
    path: Parameters<ById>,
    input: Json<NewMembership>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        require_keeper(tx, &change.caller, (SubjectKind::Person, id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        // Somebody may have placed the person elsewhere in the meantime.
        require_keeper(tx, &change.caller, (SubjectKind::Person, id), context.today).await?;
        require_own_standing(&before)?;
        let ends_before = input.ends_before("").map_err(|fault| Problem::invalid(vec![fault]))?;
        check_first_day(input.starts_on, context.today)?;
        check_unit(tx, input.unit_id, input.starts_on, "/unitId").await?;
        require_over(tx, &change.caller, Permission::KeepPeople, input.unit_id, context.today).await?;
        let class = find_class(tx, &input.reporting_class, input.starts_on, "/reportingClass").await?;
        let memberships = store::list_memberships(tx, &[id]).await?;
        let new = Membership {
            id: context.ids.next(),
            person_id: id,
            unit_id: input.unit_id,
            position: composed(&input.position),
            reporting_class_id: class,
            starts_on: input.starts_on,
            ends_before,
        };
        add(tx, &memberships, &new).await?;
        finish(tx, &change, &before, &memberships).await
    };
    change.run(permit, effect).await
}

/// Correct a membership
///
/// Only the members that are named; what was before is kept. A person leaves with `endsOn`.
#[utoipa::path(request_body(content = MembershipPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = PersonView, description = "The person afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::before_unit_opens, Code::after_unit_closes, Code::unknown_reporting_class,
        Code::ends_before_start, Code::day_in_the_future, Code::person_is_merged, Code::person_is_in_another_unit]))))]
#[patch("/people/{id}/memberships/{membershipId}")]
pub async fn change_membership(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ByMembership>,
    input: Json<MembershipPatch>,
) -> Result<Answer, Problem> {
    let (ByMembership { id, membership_id }, patch, context) = (path.0, input.0, &change.context);
    if patch == MembershipPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        require_keeper(tx, &change.caller, (SubjectKind::Person, id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        require_own_standing(&before)?;
        let memberships = store::list_memberships(tx, &[id]).await?;
        let own = memberships.iter().find(|row| row.id == membership_id);
        let own = own.ok_or_else(|| Problem::new(Code::not_found))?;
        let corrected = patch.apply(tx, own).await?;
        check_first_day(corrected.starts_on, context.today)?;
        if corrected.unit_id != own.unit_id {
            let unit = corrected.unit_id;
            require_over(tx, &change.caller, Permission::KeepPeople, unit, context.today).await?;
        }
        if corrected == *own {
            let view = view(tx, before, (&change.caller, None), context.today).await?;
            return Ok(Answer::ok(&view)?.with_etag(view.version));
        }
        correct(tx, &memberships, &corrected).await?;
        finish(tx, &change, &before, &memberships).await
    };
    change.run(permit, effect).await
}

/// Where a person will be is written when they are there.
fn check_first_day(starts_on: NaiveDate, today: NaiveDate) -> Result<(), Problem> {
    if starts_on <= today {
        return Ok(());
    }
    Err(Problem::invalid(vec![Violation::at("/startsOn", Code::day_in_the_future).with("today", today)]))
}

impl MembershipPatch {
    async fn apply(&self, tx: &mut Connection, own: &Membership) -> Result<Membership, Problem> {
        let starts_on = self.starts_on.unwrap_or(own.starts_on);
        let last_day = self.ends_on.apply(own.ends_before.and_then(|end| end.pred_opt()));
        if last_day.is_some_and(|last| last < starts_on) {
            let fault = Violation::at("/endsOn", Code::ends_before_start).with("startsOn", starts_on);
            return Err(Problem::invalid(vec![fault]));
        }
        let unit_id = self.unit_id.unwrap_or(own.unit_id);
        if self.unit_id.is_some() || self.starts_on.is_some() {
            check_unit(tx, unit_id, starts_on, if self.unit_id.is_some() { "/unitId" } else { "/startsOn" })
                .await?;
        }
        let reporting_class_id = match &self.reporting_class {
            Some(code) => find_class(tx, code, starts_on, "/reportingClass").await?,
            None => own.reporting_class_id,
        };
        Ok(Membership {
            unit_id,
            position: self.position.as_deref().map_or_else(|| own.position.clone(), composed),
            reporting_class_id,
            starts_on,
            ends_before: last_day.and_then(|last| last.succ_opt()),
            ..own.clone()
        })
    }
}

/// The person after a change of memberships: kept as it was, counted on, recorded, answered.
async fn finish(
    tx: &mut Connection,
    change: &Change,
    before: &Person,
    memberships: &[Membership],
) -> Result<Answer, Problem> {
    let context = &change.context;
    store::keep_person(tx, context, before, memberships).await?;
    let after = Person {
        unit_id: latest_unit(tx, before).await?,
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::update(tx, before, &after).await?;
    store::move_merged(tx, after.id, after.unit_id).await?;
    record_change(tx, context, Occurrence::PersonPlaced, Some(before), &after).await?;
    let view = view(tx, after, (&change.caller, None), context.today).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
