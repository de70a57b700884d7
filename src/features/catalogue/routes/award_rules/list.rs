//! Listing award rules.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{AwardRuleView, views_of};
use crate::auth::Caller;
use crate::db::Connection;
use crate::features::catalogue::rules::{RecipientKind, RuleSource, RuleStatus};
use crate::features::catalogue::store::{self, RuleFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which rules to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AwardRuleFilter {
    /// Only rows that hold for dossiers received on this day; rows of all days when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Only rows about the award with this code.
    #[param(nullable = false, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award: Option<String>,
    /// Only rows about this kind of recipient.
    #[param(nullable = false, inline)]
    recipient: Option<RecipientKind>,
    /// Only rows of this status.
    #[param(nullable = false, inline)]
    status: Option<RuleStatus>,
    /// Only rows of this source.
    #[param(nullable = false, inline)]
    source: Option<RuleSource>,
}

/// List award rules
///
/// What is asked before an award, as dated rows with their article and how sure we are of it, by id.
#[utoipa::path(params(AwardRuleFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<AwardRuleView>, description = "A page of rules", headers(("Link" = String)))))]
#[get("/award-rules")]
pub async fn list_award_rules(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<AwardRuleFilter>,
) -> Result<Answer, Problem> {
    let AwardRuleFilter { as_of, award, recipient, status, source } = filter.0;
    let (filter, after) = (RuleFilter { as_of, award, recipient, status, source }, page.after_id()?);
    let list = async |conn: &Connection| {
        let rows = store::list_rules(conn, &filter, after, page.read()).await?;
        views_of(conn, &caller, rows).await
    };
    page.answer(state.db.read(list).await?, |view| Position::of_id(view.id), |view| view)
}
