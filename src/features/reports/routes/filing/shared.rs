//! What several of these operations share.

use std::collections::HashSet;
use std::sync::Arc;

use actix_web::{post, web};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::current;
use super::facts::Facts;
use super::input::Evidence;
use super::judged::judged;
use super::view::ReportView;
use super::written::written;
use crate::auth::unit_scope;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::reports::rules::Entry;
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// A unit by one of its names.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitName {
    /// Its agency code (Quyết định 20/2020/QĐ-TTg).
    #[schema(nullable = false, max_length = 35, format = "line")]
    agency_code: Option<String>,
    /// What VNPT-iOffice calls it.
    #[schema(nullable = false, max_length = 200, format = "line")]
    external_id: Option<String>,
    /// Its code here.
    #[schema(nullable = false, max_length = 35, format = "line", example = "SNV-BTG")]
    code: Option<String>,
}

/// What is reported of one item, named by its code or by the number of its content.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FiledEntry {
    /// The printed number of the content, where one item of the pledge answers it.
    #[schema(nullable = false, max_length = 50, format = "line", example = "II.2.5")]
    content_ordinal: Option<String>,
    /// What the item is called within the pledge.
    #[schema(nullable = false, max_length = 60, format = "line")]
    item_code: Option<String>,
    /// The value, where the item is measured. Zero is a value.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "2")]
    value: Option<Decimal>,
    /// The word of the scale, where it is rated.
    #[schema(nullable = false, max_length = 40, pattern = "^[A-Z]+(_[A-Z]+)*$")]
    rating: Option<String>,
    /// Whether the item did not apply in this period; the note says why.
    #[schema(nullable = false)]
    not_applicable: Option<bool>,
    /// What should be known beside it.
    #[schema(nullable = false, max_length = 2000, format = "paragraphs")]
    note: Option<String>,
    /// By what it is shown.
    #[schema(nullable = false, max_items = 20)]
    evidence: Option<Vec<Evidence>>,
    /// And by which files of the unit.
    #[schema(nullable = false, max_items = 20)]
    file_ids: Option<Vec<Uuid>>,
}

/// A whole report.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FiledReport {
    /// The code of the campaign.
    #[schema(max_length = 20, format = "line", example = "PT-2023-001")]
    campaign_code: String,
    /// The code of the period.
    #[schema(max_length = 40, format = "line", example = "2023-M12")]
    period_code: String,
    /// The unit, by one of its names.
    unit: UnitName,
    /// Whether it is submitted at once; a draft when it is left out.
    #[schema(nullable = false, example = false)]
    submit: Option<bool>,
    /// Says that values which look odd are meant so.
    #[schema(nullable = false)]
    confirm_warnings: Option<bool>,
    /// What the unit did, item by item.
    #[schema(max_items = 200)]
    entries: Vec<FiledEntry>,
}

/// File a whole progress report
///
/// In one call, for other systems: campaign, period, unit and items by their codes. With `submit` it is sent in at once;
/// nothing is written when anything is wrong.
#[utoipa::path(request_body = FiledReport,
    responses((status = 201, body = ReportView, description = "Filed", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::unknown_campaign_code, Code::unknown_period_code, Code::unknown_unit, Code::one_name_needed, Code::unknown_item, Code::several_items, Code::named_twice, Code::entry_says_two_things, Code::item_is_measured, Code::item_is_rated, Code::unknown_rating, Code::unknown_file, Code::reason_required, Code::campaign_is_not_running, Code::reporting_period_is_not_open, Code::reporting_period_is_locked, Code::unit_is_not_expected, Code::no_pledge_in_force, Code::report_already_there, Code::report_is_incomplete, Code::report_has_warnings]))))]
#[post("/progress-reports")]
pub async fn file_report(
    state: web::Data<State>,
    change: Change,
    input: Json<FiledReport>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let acting = unit_scope::acted_for(&state.db, &change.caller, state.clock.today()).await?;
    let permit = async |tx: &mut Connection| {
        let facts = Facts::of_names(tx, context, &[&input]).await?;
        // A unit that is not known is told with the other faults.
        match facts.unit_of(&input.unit) {
            Ok(unit) if !acting.contains(unit) => Err(Problem::new(Code::forbidden)),
            _ => Ok(()),
        }
    };
    let effect = async |tx: &mut Connection| {
        let facts = Facts::read(tx, context, &[&input]).await?;
        let report = judged(&input, &facts, context, &acting, &HashSet::new())?;
        let id = report.id();
        let fresh = written(tx, context, &Arc::new(vec![report])).await?;
        if !fresh.contains(&id) {
            return Err(Problem::new(Code::report_already_there));
        }
        let view = current(tx, &change.caller, id, context.today).await?;
        let location = state.link(&format!("/progress-reports/{id}"));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

impl FiledEntry {
    fn of(&self, item_id: Uuid) -> Entry {
        let evidence = self.evidence.iter().flatten();
        Entry {
            item_id,
            value: self.value.map(|value| value.normalize()),
            rating: self.rating.clone(),
            not_applicable: self.not_applicable.unwrap_or(false),
            note: self.note.as_deref().map(composed),
            evidence: evidence.map(|Evidence(text)| composed(text)).collect(),
            file_ids: self.file_ids.clone().unwrap_or_default(),
        }
    }
}
