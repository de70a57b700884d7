//! Adding an award type.

use actix_web::{post, web};

use super::input::NewAwardType;
use super::view::AwardTypeView;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::dated_rows::create_row;
use crate::operations::state::State;

/// Create an award type
///
/// A code may come again on other days: an amended law is a new row beside the old one, which ends.
#[utoipa::path(request_body = NewAwardType,
    responses((status = 201, body = AwardTypeView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::named_twice, Code::fraction_out_of_bounds, Code::coefficient_not_for_recipient,
        Code::coefficient_out_of_bounds, Code::ends_before_start, Code::award_kind_differs,
        Code::award_types_do_not_overlap]))))]
#[post("/award-types")]
pub async fn create_award_type(
    state: web::Data<State>,
    change: Change,
    input: Json<NewAwardType>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| new.row(context)).await
}
