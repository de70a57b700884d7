//! Who sits in a council from a day on.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::CouncilView;
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::councils::routes::access::find_visible;
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::rules::MemberPosition;
use crate::features::councils::store::{self, Composition, Council};
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::lineage_in_force;
use crate::record::Occurrence;

/// A member to be named.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCouncilMember {
    /// The account with which the member votes.
    #[schema(example = "01980000-0000-7000-8000-000000000004")]
    pub user_id: Uuid,
    /// What the member is there.
    #[schema(example = "CHAIR")]
    pub position: MemberPosition,
}

/// Who sits in a council from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewComposition {
    /// The first day; not in the future, and after that of the composition before.
    #[schema(example = "2026-01-05")]
    pub starts_on: NaiveDate,
    /// The decision that names the members, as printed.
    #[schema(max_length = 100, format = "line", example = "12/QĐ-SNV")]
    pub decision_number: String,
    /// Its day; not after the first day.
    #[schema(example = "2026-01-05")]
    pub decided_on: NaiveDate,
    /// The decision as a registered document.
    #[schema(nullable = false)]
    pub document_id: Option<Uuid>,
    /// Everybody who sits there, exactly one of them as the chair.
    #[schema(min_items = 1, max_items = 100)]
    pub members: Vec<NewCouncilMember>,
}

/// Compose a council anew
///
/// By a decision that names everybody who sits there from a day on. Meetings that were opened before keep their members.
#[utoipa::path(request_body = NewComposition,
    responses((status = 201, body = CouncilView, description = "The council afterwards", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_document, Code::day_in_the_future, Code::decided_after_start, Code::not_a_council_member,
        Code::named_twice, Code::one_chair_needed, Code::composition_already_there
    ]))))]
#[post("/councils/{id}/compositions")]
pub async fn compose_council(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewComposition>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.1.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_council(tx, id).await?;
        let after = Council { version: before.version.next(), updated_at: context.at, ..before.clone() };
        check_composition(tx, &change.caller, &after, ("", &input), context.today).await?;
        let details = write_composition(tx, context, &after, &input).await?;
        store::update_council(tx, &after).await?;
        let states = (Some((&before, Value::Null)), (&after, details));
        record_thing(tx, context, (Occurrence::CouncilComposed, &after), states).await?;
        let view = CouncilView::of(tx, after, context.today).await?;
        let location = state.link(&format!("/councils/{id}"));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Passes when these can sit in a locked council from that day on.
///
/// # Errors
/// 400 with everything that is wrong with it; 409 where a later composition is there.
pub(super) async fn check_composition(
    tx: &Connection,
    caller: &Caller,
    council: &Council,
    (pointer, input): (&str, &NewComposition),
    today: NaiveDate,
) -> Result<(), Problem> {
    let mut faults = faults_of_days((pointer, input), today);
    faults.extend(faults_of_members(tx, council, (pointer, input), today).await?);
    let cited = input.document_id.map(|id| Citation::at(format!("{pointer}/documentId"), id));
    faults.extend(documents::find_unknown(tx, caller, cited).await?.into_iter().map(Violation::from));
    require_none(faults)?;
    let before = store::list_compositions(tx, &[council.id]).await?;
    match before.first().filter(|last| last.starts_on >= input.starts_on) {
        Some(last) => Err(Problem::new(Code::composition_already_there).with("startsOn", last.starts_on)),
        None => Ok(()),
    }
}

/// Writes who sits in a locked council, and answers what the record tells of it.
///
/// # Errors
/// A [`Problem`] of the database.
pub(super) async fn write_composition(
    tx: &mut Connection,
    context: &ChangeContext,
    council: &Council,
    input: &NewComposition,
) -> Result<Value, Problem> {
    let new = Composition {
        id: context.ids.next(),
        council_id: council.id,
        starts_on: input.starts_on,
        decision_number: composed(&input.decision_number),
        decided_on: input.decided_on,
        document_id: input.document_id,
        created_by: context.actor()?,
        created_at: context.at,
    };
    let members: Vec<_> = input.members.iter().map(|own| (own.user_id, own.position)).collect();
    store::add_composition(tx, &new, &members).await?;
    let named: Vec<Value> =
        members.iter().map(|(user, position)| json!({"userId": user, "position": position})).collect();
    Ok(json!({"startsOn": new.starts_on, "decidedOn": new.decided_on, "members": named}))
}

fn faults_of_days((pointer, input): (&str, &NewComposition), today: NaiveDate) -> Vec<Violation> {
    let mut faults = Vec::new();
    if input.starts_on > today {
        let fault = Violation::at(format!("{pointer}/startsOn"), Code::day_in_the_future);
        faults.push(fault.with("today", today));
    }
    if input.decided_on > input.starts_on {
        let fault = Violation::at(format!("{pointer}/decidedOn"), Code::decided_after_start);
        faults.push(fault.with("startsOn", input.starts_on));
    }
    faults
}

/// What is wrong with the members: each votes with an account that may, is named once, and one of them is the chair.
async fn faults_of_members(
    tx: &Connection,
    council: &Council,
    (pointer, input): (&str, &NewComposition),
    today: NaiveDate,
) -> Result<Vec<Violation>, Problem> {
    let mut faults = Vec::new();
    let lineage = lineage_in_force(tx, council.unit_id, today).await?;
    for (place, member) in input.members.iter().enumerate() {
        let at = format!("{pointer}/members/{place}/userId");
        if input.members.iter().take(place).any(|other| other.user_id == member.user_id) {
            faults.push(Violation::at(at, Code::named_twice));
            continue;
        }
        let grants = authorization::grants_of_active(tx, member.user_id, today).await?;
        if !allows(&grants, Permission::Vote, &lineage) {
            faults.push(Violation::at(at, Code::not_a_council_member).with("user", member.user_id));
        }
    }
    let chairs = input.members.iter().filter(|own| own.position == MemberPosition::Chair).count();
    if chairs != 1 {
        faults.push(Violation::at(format!("{pointer}/members"), Code::one_chair_needed));
    }
    Ok(faults)
}
