//! Creating a progress report.

use actix_web::{post, web};
use uuid::Uuid;

use super::checks::{already_there, reportable_items, require_entries, require_files, require_filing, scale};
use super::draft::draft;
use super::input::{NewReport, with_pointers};
use super::recorded::record_report;
use super::view::ReportView;
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::store as campaigns;
use crate::features::periods::store::{self as periods, ReportingPeriod};
use crate::features::pledges::store as pledges;
use crate::features::reports::rules::{Entry, ReportContent};
use crate::features::reports::store::{self, Report};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Create a progress report
///
/// One for each unit and period. It may be saved item by item and is then submitted. After the last day only a unit with an
/// exception can create one.
#[utoipa::path(request_body = NewReport,
    responses((status = 201, body = ReportView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_item, Code::entry_says_two_things, Code::item_is_measured, Code::item_is_rated,
        Code::unknown_rating, Code::unknown_file, Code::reason_required,
        Code::campaign_is_not_running, Code::reporting_period_is_not_open, Code::reporting_period_is_locked,
        Code::unit_is_not_expected, Code::no_pledge_in_force, Code::report_already_there]))))]
#[post("/reporting-periods/{id}/reports")]
pub async fn create_report(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewReport>,
) -> Result<Answer, Problem> {
    let (period_id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let period = periods::find(tx, period_id).await?;
        campaigns::published(tx, period.campaign_id).await?;
        unit_scope::require_acting(tx, &change.caller, input.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let period = periods::lock_shared(tx, period_id).await?;
        let entries = with_pointers(input.entries.clone().unwrap_or_default());
        let report = create_in(tx, context, &period, input.unit_id, entries).await?;
        let view = ReportView::read(tx, &change.caller, report.id, context.today).await?;
        let location = state.link(&format!("/progress-reports/{}", report.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Creates the report of a unit for a locked period, and records it.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    period: &ReportingPeriod,
    unit_id: Uuid,
    entries: Vec<(String, Entry)>,
) -> Result<Report, Problem> {
    let campaign = campaigns::lock_shared(tx, period.campaign_id).await?;
    campaign.status.require_running()?;
    require_filing(tx, period, unit_id, context.today).await?;
    let pledge = pledges::of_unit(tx, campaign.id, unit_id).await?.filter(|pledge| pledge.revision > 0);
    let pledge = pledge.ok_or_else(|| Problem::new(Code::no_pledge_in_force))?;
    let items = reportable_items(tx, campaign.id, pledge.id).await?;
    require_entries(&entries, &items, &scale(tx).await?)?;
    require_files(tx, context, unit_id, &entries).await?;
    let content = ReportContent::default().with(entries.into_iter().map(|(_, entry)| entry).collect());
    let report = draft(context, period, (unit_id, pledge.id), content)?;
    if !store::create(tx, &report).await? {
        let existing = store::find_id(tx, period.id, unit_id).await?.ok_or(db::Error::NotFound)?;
        return Err(already_there(existing));
    }
    record_report(tx, context, Occurrence::ReportCreated, (None, &report)).await?;
    Ok(report)
}
