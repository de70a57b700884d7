//! Putting one whole report, named by codes: created, replaced while it is open, and submitted, with one answer.

use std::collections::HashMap;
use std::sync::Arc;

use actix_web::{HttpRequest, put, web};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::check::{FilingPlace, check_report, require_acting};
use super::facts::FilingFacts;
use super::input::{FiledEntry, FiledReport, UnitName};
use super::replace::Replacement;
use super::write::write_reports;
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::reports::routes::transition::{count, lock_report};
use crate::features::reports::routes::view::ReportView;
use crate::features::reports::store;
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// The place of a report, by codes.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ReportCodes {
    /// The code of the campaign.
    #[param(
        min_length = 1,
        max_length = 20,
        pattern = "^[^\\x00-\\x1f\\x7f-\\x9f/]+$",
        example = "PT-2023-001"
    )]
    campaign: String,
    /// The code of the period.
    #[param(
        min_length = 1,
        max_length = 40,
        pattern = "^[^\\x00-\\x1f\\x7f-\\x9f/]+$",
        example = "2023-M12"
    )]
    period: String,
    /// The unit's code in this service.
    #[param(min_length = 1, max_length = 35, pattern = "^[^\\x00-\\x1f\\x7f-\\x9f/]+$", example = "SNV-BTG")]
    unit: String,
}

/// A whole report, as it is to be.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportToPut {
    /// Whether it is submitted at once; it stays a draft when this is left out.
    #[schema(nullable = false, example = false)]
    submit: Option<bool>,
    /// Confirms that values which look odd are right.
    #[schema(nullable = false)]
    confirm_warnings: Option<bool>,
    /// What the unit did, item by item: all of it, what is left out is taken away.
    #[schema(max_items = 200)]
    entries: Vec<FiledEntry>,
}

impl ReportToPut {
    fn filed_at(self, place: ReportCodes) -> FiledReport {
        FiledReport {
            campaign_code: place.campaign,
            period_code: place.period,
            unit: UnitName { agency_code: None, external_id: None, code: Some(place.unit) },
            submit: self.submit,
            confirm_warnings: self.confirm_warnings,
            entries: self.entries,
        }
    }
}

/// Put a progress report by codes
///
/// For other systems: the report of a unit for a period as it is to be, in one call, also after it was returned. It is created, or
/// replaced as a whole while it is open, and with `submit` submitted. What stands there already, also submitted or accepted, is answered
/// with 200 and changes nothing; other content of a report that is not open is refused. A draft that somebody else wrote last needs
/// `If-Match`.
#[utoipa::path(params(ReportCodes), request_body = ReportToPut,
    responses(
        (status = 200, body = ReportView, description = "The report as it stands", headers(("ETag" = String))),
        (status = 201, body = ReportView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_campaign_code, Code::unknown_period_code, Code::unknown_unit, Code::unknown_item, Code::several_items,
        Code::named_twice, Code::entry_says_two_things, Code::item_is_measured, Code::item_is_rated,
        Code::unknown_rating, Code::unknown_file, Code::reason_required, Code::campaign_is_not_running,
        Code::reporting_period_is_not_open, Code::reporting_period_is_locked, Code::unit_is_not_expected,
        Code::no_pledge_in_force, Code::report_is_not_open, Code::report_is_incomplete, Code::report_has_warnings,
        Code::written_by_another, Code::stale_version]))))]
#[put("/progress-reports/by-code/{campaign}/{period}/{unit}")]
pub async fn put_report(
    request: HttpRequest,
    state: web::Data<State>,
    change: Change,
    path: Parameters<ReportCodes>,
    input: Json<ReportToPut>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0.filed_at(path.0), &change.context);
    let if_match = IfMatch::named_in(&request)?;
    let acting = unit_scope::acted_for(&state.db, &change.caller, state.clock.today()).await?;
    let permit = async |tx: &mut Connection| require_acting(tx, context, &input, &acting).await;
    let effect = async |tx: &mut Connection| {
        let facts = FilingFacts::read(tx, context, &[&input]).await?;
        let place = FilingPlace::of(&input, &facts, &acting)?;
        let existing = match place.existing() {
            Some(existing) => existing,
            None => match create(tx, context, (&input, &facts, &acting)).await? {
                Filed::Here(id) => {
                    let view = ReportView::read(tx, &change.caller, id, context.today).await?;
                    let location = state.link(&format!("/progress-reports/{id}"));
                    return Ok(Answer::created(&location, &view)?.with_etag(view.version));
                }
                Filed::Meanwhile(existing) => existing,
            },
        };
        let replacement = Replacement::of(&input, &facts, place)?;
        replace(tx, context, existing, (&replacement, if_match)).await?;
        let view = ReportView::read(tx, &change.caller, existing, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Who filed a report that was not there.
enum Filed {
    /// This request.
    Here(Uuid),
    /// Another one, a moment before.
    Meanwhile(Uuid),
}

async fn create(
    tx: &mut Connection,
    context: &ChangeContext,
    (input, facts, acting): (&FiledReport, &FilingFacts, &UnitScope),
) -> Result<Filed, Problem> {
    let report = check_report(input, facts, context, acting, &HashMap::new())?;
    let (id, (period_id, unit_id)) = (report.id(), report.place());
    let new_ids = write_reports(tx, context, (&Arc::new(vec![report]), &[])).await?;
    if new_ids.contains(&id) {
        return Ok(Filed::Here(id));
    }
    let existing = store::find_id(tx, period_id, unit_id).await?.ok_or(db::Error::NotFound)?;
    Ok(Filed::Meanwhile(existing))
}

/// Makes a report what it is to be, where it is not that yet.
async fn replace(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    (replacement, if_match): (&Replacement<'_>, Option<IfMatch>),
) -> Result<(), Problem> {
    let (.., before) = lock_report(tx, id).await?;
    if let Some(if_match) = if_match {
        if_match.check(before.version)?;
    }
    if replacement.stands(&before) {
        return Ok(());
    }
    replacement.check(context, &before, if_match.is_some())?;
    let after = replacement.write(tx, context, &before).await?;
    count(tx, &before, &after).await
}
