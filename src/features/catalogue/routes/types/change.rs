//! Changing an award type.

use actix_web::patch;

use super::input::AwardTypePatch;
use super::view::AwardTypeView;
use crate::features::catalogue::store::AwardType;
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::dated_rows::change_row;

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
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &AwardType| patch.apply(before)).await
}
