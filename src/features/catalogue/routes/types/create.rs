//! Adding an award type.

use actix_web::{post, web};

use super::check::check;
use super::input::NewAwardType;
use super::view::{AwardTypeView, view_of};
use crate::db::Connection;
use crate::features::catalogue::store;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

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
    let (new, context) = (input.0, &change.context);
    let effect = async |tx: &mut Connection| {
        let award = new.row(context);
        check(tx, &award).await?;
        store::create_type(tx, &award).await?;
        record_change(tx, context, Occurrence::AwardTypeCreated, None, &award).await?;
        let location = state.link(&format!("/award-types/{}", award.id));
        let view = view_of(tx, award, context.today).await?;
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run_permitted(effect).await
}
