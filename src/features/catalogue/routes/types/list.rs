//! Listing award types.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{AwardTypeView, views_of};
use crate::db::Connection;
use crate::features::catalogue::rules::{AwardKind, AwardLevel, RecipientKind};
use crate::features::catalogue::store::{self, Filter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which awards to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AwardTypeFilter {
    /// The day of the list; today when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Only titles, or only forms.
    #[param(nullable = false, inline)]
    kind: Option<AwardKind>,
    /// Only awards of this level.
    #[param(nullable = false, inline)]
    level: Option<AwardLevel>,
    /// Only awards for this kind of recipient.
    #[param(nullable = false, inline)]
    recipient: Option<RecipientKind>,
}

/// List award types
///
/// Titles and forms of commendation that exist on a day, the highest first, each with its article and how sure we are of
/// it.
#[utoipa::path(params(AwardTypeFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<AwardTypeView>, description = "A page of awards", headers(("Link" = String)))))]
#[get("/award-types")]
pub async fn list_award_types(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<AwardTypeFilter>,
) -> Result<Answer, Problem> {
    let AwardTypeFilter { as_of, kind, level, recipient } = filter.0;
    let after = page.after_key()?.zip(page.after_id()?);
    let filter = Filter { as_of: as_of.unwrap_or_else(|| state.clock.today()), kind, level, recipient };
    let list = async |conn: &Connection| {
        let rows = store::list(conn, &filter, after, page.read()).await?;
        views_of(conn, rows, filter.as_of).await
    };
    let views = state.db.read(list).await?;
    page.answer(views, |view| Position::new(view.rank, view.id), |view| view)
}
