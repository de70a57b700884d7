//! Declaring that a member takes no part in a vote.

use actix_web::{post, web};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::transition::{AgendaItemPath, find_item_of};
use super::view::AgendaItemView;
use crate::auth::policy::Permission;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::councils::routes::access::{CouncilAccess, find_visible_meeting};
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{AgendaItemStatus, RecusalGround};
use crate::features::councils::store::{self, Recusal};
use crate::http::input::{Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Who takes no part in a vote, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRecusal {
    /// The member; the caller when it is left out. Only the standing office names somebody else.
    #[schema(nullable = false)]
    user_id: Option<Uuid>,
    /// Why.
    #[schema(
        max_length = 1000,
        format = "paragraphs",
        example = "Là người thân của người được đề nghị (mẫu)"
    )]
    reason: String,
}

/// Recuse a member
///
/// A member says that a case concerns them; the standing office can write it down for a member. Who has voted already is not
/// recused any more. Members who are proposed themselves, or, where the council says so, somebody of their unit, are found when
/// the vote is opened.
#[utoipa::path(request_body = NewRecusal,
    responses((status = 201, body = AgendaItemView, description = "The item afterwards", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::not_a_council_member, Code::vote_is_over, Code::already_voted, Code::already_recused
    ]))))]
#[post("/council-meetings/{id}/items/{itemId}/recusals")]
pub async fn recuse_member(
    state: web::Data<State>,
    change: Change,
    path: Parameters<AgendaItemPath>,
    input: Json<NewRecusal>,
) -> Result<Answer, Problem> {
    let (AgendaItemPath { id, item_id }, input, context) = (path.0, input.0, &change.context);
    let user_id = input.user_id.unwrap_or(change.caller.user_id);
    let is_own = user_id == change.caller.user_id;
    let permit = async |tx: &mut Connection| {
        let seen = find_visible_meeting(tx, &change.caller, id, context.today).await?;
        find_item_of(tx, path.0).await?;
        seen.access.require(if is_own { Permission::Vote } else { Permission::RunCampaigns })
    };
    let effect = async |tx: &mut Connection| {
        let meeting = store::lock_meeting_shared(tx, id).await?;
        let item = store::lock_item(tx, item_id).await?;
        let council = store::find_council(tx, meeting.council_id).await?;
        let sitting = Sitting::of(tx, &meeting).await?;
        if !sitting.members.iter().any(|member| member.user_id == user_id) {
            let fault = Violation::at("/userId", Code::not_a_council_member).with("user", user_id);
            return Err(Problem::invalid(vec![fault]));
        }
        if !matches!(item.status, AgendaItemStatus::Pending | AgendaItemStatus::Voting) {
            return Err(Problem::new(Code::vote_is_over));
        }
        if !store::has_voted(tx, &[item_id], user_id).await?.is_empty() {
            return Err(Problem::new(Code::already_voted));
        }
        let reason = Some(composed(&input.reason));
        let new = Recusal { item_id, user_id, ground: RecusalGround::Declared, reason };
        if store::recuse(tx, &[new]).await? == 0 {
            return Err(Problem::new(Code::already_recused));
        }
        let details = json!({"recused": user_id});
        let states = (Some((&item, Value::Null)), (&item, details));
        record_thing(tx, context, (Occurrence::MemberRecused, &council), states).await?;
        let access = CouncilAccess::of(tx, &change.caller, &council, context.today).await?;
        let seen = (&change.caller, access);
        let view = AgendaItemView::of(tx, seen, (&meeting, &sitting), item, context.today).await?;
        Answer::created(&state.link(&format!("/council-meetings/{id}")), &view)
    };
    change.run(permit, effect).await
}
