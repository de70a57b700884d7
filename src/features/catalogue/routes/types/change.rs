//! Changing an award type.

use actix_web::patch;

use super::check::check;
use super::input::AwardTypePatch;
use super::view::{AwardTypeView, view_of};
use crate::db::Connection;
use crate::features::catalogue::store;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// Change an award type
///
/// Only the members that are named; code and kind never change. What no longer exists ends and is never deleted.
#[utoipa::path(request_body(content = AwardTypePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = AwardTypeView, description = "The award afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::named_twice, Code::fraction_out_of_bounds, Code::coefficient_not_for_recipient,
        Code::coefficient_out_of_bounds, Code::ends_before_start, Code::award_types_do_not_overlap]))))]
#[patch("/award-types/{id}")]
pub async fn change_award_type(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<AwardTypePatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == AwardTypePatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let effect = async |tx: &mut Connection| {
        let before = store::lock_type(tx, id).await?;
        if_match.check(before.version)?;
        let mut after = patch.apply(&before);
        if after != before {
            check(tx, &after).await?;
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::update_type(tx, &after).await?;
            record_change(tx, context, Occurrence::AwardTypeChanged, Some(&before), &after).await?;
        }
        let view = view_of(tx, after, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run_permitted(effect).await
}
