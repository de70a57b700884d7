//! Filing one whole report.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::{post, web};

use super::check::{FilingPlace, check_report, require_acting};
use super::facts::FilingFacts;
use super::input::FiledReport;
use super::write::write_reports;
use crate::auth::unit_scope;
use crate::db::{self, Connection};
use crate::features::reports::routes::checks::already_there;
use crate::features::reports::routes::view::ReportView;
use crate::features::reports::store;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// File a whole progress report
///
/// In one call, for other systems: campaign, period, unit and items by their codes. With `submit` it is submitted at once;
/// nothing is written when anything is wrong.
#[utoipa::path(request_body = FiledReport,
    responses((status = 201, body = ReportView, description = "Filed", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_campaign_code, Code::unknown_period_code, Code::unknown_unit, Code::one_name_needed,
        Code::unknown_item, Code::several_items, Code::named_twice, Code::entry_says_two_things,
        Code::item_is_measured, Code::item_is_rated, Code::unknown_rating, Code::unknown_file,
        Code::reason_required, Code::campaign_is_not_running, Code::reporting_period_is_not_open,
        Code::reporting_period_is_locked, Code::unit_is_not_expected, Code::no_pledge_in_force,
        Code::report_already_there, Code::report_is_incomplete, Code::report_has_warnings]))))]
#[post("/progress-reports")]
pub async fn file_report(
    state: web::Data<State>,
    change: Change,
    input: Json<FiledReport>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let acting = unit_scope::acted_for(&state.db, &change.caller, state.clock.today()).await?;
    let permit = async |tx: &mut Connection| require_acting(tx, context, &input.unit, &acting).await;
    let effect = async |tx: &mut Connection| {
        let facts = FilingFacts::read(tx, context, &[&input]).await?;
        let place = FilingPlace::of(&input, &facts, &acting)?;
        let report = check_report(&input, &facts, context, place, &HashMap::new())?;
        let (id, (period_id, unit_id)) = (report.id(), report.place());
        let new_ids = write_reports(tx, context, (&Arc::new(vec![report]), &[])).await?;
        if !new_ids.contains(&id) {
            let existing = store::find_id(tx, period_id, unit_id).await?.ok_or(db::Error::NotFound)?;
            return Err(already_there(existing));
        }
        let view = ReportView::read(tx, &change.caller, id, context.today).await?;
        let location = state.link(&format!("/progress-reports/{id}"));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}
