//! Beginning a progress report.

use actix_web::{post, web};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::input::{NewReport, placed};
use super::view::ReportView;
use super::{asked, current, require_entries, require_files, require_filing, scale, tell};
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::periods::store::{self as periods, ReportingPeriod};
use crate::features::pledges::store as pledges;
use crate::features::reports::rules::{Entry, ReportContent, ReportStatus};
use crate::features::reports::store::{self, Remarks, Report};
use crate::http::input::{Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which period.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OpenPeriodParameters {
    /// The period's id.
    #[param(example = "01980000-0000-7000-8000-00000000200b")]
    id: Uuid,
}

/// Begin a progress report
///
/// One for each unit and period. It may be saved item by item and is then submitted. After the last day only a unit with an
/// exception begins.
#[utoipa::path(params(OpenPeriodParameters), request_body = NewReport,
    responses((status = 201, body = ReportView, description = "Begun", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_item, Code::named_twice, Code::entry_says_two_things, Code::item_is_measured, Code::item_is_rated, Code::unknown_rating, Code::unknown_file, Code::reason_required, Code::campaign_is_not_running, Code::reporting_period_is_not_open, Code::reporting_period_is_locked, Code::unit_is_not_expected, Code::no_pledge_in_force, Code::report_already_there]))))]
#[post("/reporting-periods/{id}/reports")]
pub async fn create_report(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<OpenPeriodParameters>,
    input: Json<NewReport>,
) -> Result<Answer, Problem> {
    let (period_id, input, context) = (parameters.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let period = periods::find(tx, period_id).await?;
        campaigns::published(tx, period.campaign_id).await?;
        unit_scope::require_acting(tx, &change.caller, input.unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let period = periods::lock_shared(tx, period_id).await?;
        let entries = placed(input.entries.clone().unwrap_or_default());
        let report = begun(tx, context, &period, input.unit_id, entries).await?;
        let view = current(tx, &change.caller, report.id, context.today).await?;
        let location = state.link(&format!("/progress-reports/{}", report.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Begins the report of a unit for a period that is held, with its rows of history.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn begun(
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
    let items = asked(tx, campaign.id, pledge.id).await?;
    require_entries(&entries, &items, &scale(tx).await?)?;
    require_files(tx, context, unit_id, &entries).await?;
    let content = ReportContent::default().with(entries.into_iter().map(|(_, entry)| entry).collect());
    let report = Report {
        id: context.ids.next(),
        period_id: period.id,
        campaign_id: campaign.id,
        unit_id,
        pledge_id: pledge.id,
        status: ReportStatus::Draft,
        content,
        remarks: Remarks::default(),
        accepted_number: 0,
        submitted_on: None,
        is_late: false,
        submitted_by: None,
        created_by: context.actor_id.ok_or_else(|| Problem::internal("a report begun by nobody"))?,
        version: 1,
        created_at: context.at,
        updated_at: context.at,
    };
    store::create(tx, &report).await?;
    tell(tx, context, (None, &report), Occurrence::ReportCreated).await?;
    Ok(report)
}
