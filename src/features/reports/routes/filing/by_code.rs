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
use super::sent_files::{self, SentFile, WrittenFiles};
use super::write::write_reports;
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::reports::routes::transition::{count, lock_report};
use crate::features::reports::routes::view::ReportView;
use crate::features::reports::store;
use crate::http::incoming::{IncomingBody, ReceivedForm};
use crate::http::input::Parameters;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::stored_bytes::keep_with_rows;

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

/// A whole report with its files.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: forms are read part by part")]
pub struct ReportForm {
    /// The report, as JSON.
    report: ReportToPut,
    /// Files that its entries name, of at most 20 MiB together; each as a part of its own.
    #[schema(value_type = Vec<String>, max_items = 20, format = Binary, max_length = 20_971_520, example = json!([]))]
    file: Vec<Vec<u8>>,
}

/// Where the report stands in a form.
const PART: &str = "/report";

impl ReportToPut {
    fn filed_at(self, place: ReportCodes) -> FiledReport {
        FiledReport {
            campaign_code: place.campaign,
            period_code: place.period,
            unit: UnitName::of_code(&place.unit),
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
/// `If-Match`. Evidence comes as files of the unit, or in the same call as a form: an entry names its files by `fileNames`. A file that the
/// unit has already, with this name and these bytes, is not stored again.
#[utoipa::path(params(ReportCodes),
    request_body(content((ReportToPut = "application/json"), (ReportForm = "multipart/form-data"))),
    responses(
        (status = 200, body = ReportView, description = "The report as it stands", headers(("ETag" = String))),
        (status = 201, body = ReportView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_campaign_code, Code::unknown_period_code, Code::unknown_unit, Code::unknown_item, Code::several_items,
        Code::named_twice, Code::entry_says_two_things, Code::item_is_measured, Code::item_is_rated,
        Code::unknown_rating, Code::unknown_file, Code::reason_required, Code::campaign_is_not_running,
        Code::reporting_period_is_not_open, Code::reporting_period_is_locked, Code::unit_is_not_expected,
        Code::no_pledge_in_force, Code::report_is_not_open, Code::report_is_incomplete, Code::report_has_warnings,
        Code::written_by_another, Code::stale_version, Code::malformed_form, Code::required, Code::file_not_named, Code::empty_file,
        Code::file_kind_not_taken, Code::file_kind_differs, Code::too_many_unused_files, Code::unit_has_no_room_for_files,
        Code::file_storage_is_full]))))]
#[put("/progress-reports/by-code/{campaign}/{period}/{unit}")]
pub async fn put_report(
    request: HttpRequest,
    state: web::Data<State>,
    change: Change,
    path: Parameters<ReportCodes>,
    body: IncomingBody,
) -> Result<Answer, Problem> {
    let (codes, context) = (path.0, &change.context);
    let (if_match, unit) = (IfMatch::named_in(&request)?, UnitName::of_code(&codes.unit));
    let acting = unit_scope::acted_for(&state.db, &change.caller, state.clock.today()).await?;
    let permit = async |tx: &mut Connection| require_acting(tx, context, &unit, &acting).await;
    // The permission is checked before the first byte is read, and again when something is written.
    state.db.transaction(permit).await?;
    let ReceivedForm { json, files, place } = body.receive_form::<ReportToPut>(PART, &*state.storage).await?;
    let sent = sent_files::examine(&state, context, (files, &json.entries)).await?;
    let (sent, incoming): (Vec<SentFile>, Vec<_>) = sent.into_iter().unzip();
    let incoming = incoming.into_iter().zip(&sent).map(|(bytes, file)| (bytes, file.id)).collect();
    let input = json.filed_at(codes);
    let answer = keep_with_rows(&*state.storage, incoming, async |written| {
        let effect = async |tx: &mut Connection| {
            let facts = FilingFacts::of_names(tx, context, &[&unit]).await?;
            let files = match facts.unit_of(&unit) {
                Ok(id) => sent_files::write(tx, context, (id, &sent), state.unit_files_mib).await?,
                Err(_) => WrittenFiles::default(),
            };
            let input = input.clone().with_files(&files.ids);
            let answer = put_in(tx, (&state, &change), (&input, &acting, if_match)).await?;
            written.note(files.new);
            Ok(answer)
        };
        change.run(permit, effect).await
    });
    answer.await.map_err(|problem| problem.move_faults(|at| at.within(place)))
}

/// Puts a report whose files are written.
async fn put_in(
    tx: &mut Connection,
    (state, change): (&State, &Change),
    (input, acting, if_match): (&FiledReport, &UnitScope, Option<IfMatch>),
) -> Result<Answer, Problem> {
    let context = &change.context;
    let facts = FilingFacts::read(tx, context, &[input]).await?;
    let place = FilingPlace::of(input, &facts, acting)?;
    let existing = match place.existing() {
        Some(existing) => existing,
        None => match create(tx, context, (input, &facts, place)).await? {
            Filed::Here(id) => {
                let view = ReportView::read(tx, &change.caller, id, context.today).await?;
                let location = state.link(&format!("/progress-reports/{id}"));
                return Ok(Answer::created(&location, &view)?.with_etag(view.version));
            }
            Filed::Meanwhile(existing) => existing,
        },
    };
    let replacement = Replacement::of(input, &facts, place)?;
    replace(tx, context, existing, (&replacement, if_match)).await?;
    let view = ReportView::read(tx, &change.caller, existing, context.today).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
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
    (input, facts, place): (&FiledReport, &FilingFacts, FilingPlace<'_>),
) -> Result<Filed, Problem> {
    let report = check_report(input, facts, context, place, &HashMap::new())?;
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
    replacement.check(context, &before, if_match)?;
    let after = replacement.write(tx, context, &before).await?;
    count(tx, &before, &after).await
}
