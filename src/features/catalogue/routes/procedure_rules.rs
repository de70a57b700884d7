//! Procedure rules over HTTP: dated rows of what the law asks around the stages of nominations.

use actix_web::{get, patch, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::{
    AwardCode, AwardLevel, Certainty, ProcedureKind, ProcedureRequirement,
};
use crate::features::catalogue::store::{self, ProcedureFilter, ProcedureRule};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, check_row, create_row, fault_of_days};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which rows to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ProcedureRuleFilter {
    /// Only what holds on this day; rows of all days when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// Only rows about the award with this code alone.
    #[param(nullable = false, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    award: Option<String>,
    /// Only rows of this kind.
    #[param(nullable = false, inline)]
    kind: Option<ProcedureKind>,
}

/// A procedure rule to be written.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewProcedureRule {
    /// The code of the award it is about; of all of a level, or of all, where it is left out.
    #[schema(
        nullable = false,
        max_length = 40,
        pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$",
        example = "BANG_KHEN_TINH"
    )]
    award_code: Option<String>,
    /// The level of the awards it is about; not beside a code.
    #[schema(nullable = false)]
    award_level: Option<AwardLevel>,
    /// What it asks.
    #[schema(example = json!({"kind": "STEP_DAYS", "step": "PROPOSE", "workingDays": 15, "atProvince": false}))]
    requirement: ProcedureRequirement,
    /// Law and article.
    #[schema(max_length = 500, format = "line", example = "Quy chế thi đua, khen thưởng của tỉnh (mẫu)")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// The first day of receipt it holds for.
    #[schema(example = "2027-01-01")]
    starts_on: NaiveDate,
    /// The first day of receipt it no longer holds for.
    #[schema(nullable = false)]
    ends_before: Option<NaiveDate>,
    /// The day from which it has to be checked against its text again.
    #[schema(nullable = false)]
    verify_after: Option<NaiveDate>,
    /// DEADLINE and `REPORT_AGE`: how many days before their day somebody is reminded; nobody where it is left out.
    #[schema(nullable = false, minimum = 1, maximum = 180)]
    remind_days_before: Option<i32>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProcedureRulePatch {
    /// What it asks, in the place of what it asked.
    #[schema(nullable = false)]
    requirement: Option<ProcedureRequirement>,
    /// Law and article.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Quy chế của tỉnh, Điều 12 (mẫu)"
    )]
    clause: Option<String>,
    /// How sure we are of it.
    #[schema(nullable = false)]
    certainty: Option<Certainty>,
    /// The first day of receipt it holds for.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The first day of receipt it no longer holds for; null where there is no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_before: Patch<NaiveDate>,
    /// The day from which it has to be checked again; null where there is none.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    verify_after: Patch<NaiveDate>,
    /// How many days before their day somebody is reminded; null where nobody is.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1, maximum = 180)]
    remind_days_before: Patch<i32>,
}

/// What the law asks around the stages of nominations, over some days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ProcedureRule)]
pub struct ProcedureRuleView {
    /// The row's id.
    #[schema(example = "01980000-0000-7000-8000-000000003b01")]
    id: Uuid,
    /// The code of the award it is about.
    #[schema(required, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_TOAN_QUOC")]
    award_code: Option<String>,
    /// The level of the awards it is about.
    #[schema(required, example = json!(null))]
    award_level: Option<AwardLevel>,
    /// What it asks.
    #[schema(example = json!({"kind": "OPINION", "body": "PARTY_COMMITTEE", "required": true, "before": "PROPOSAL",
        "workingDays": null, "silence": false}))]
    requirement: ProcedureRequirement,
    /// Law and article.
    #[schema(max_length = 500, format = "text", example = "Nghị định 152/2025/NĐ-CP, khoản 2 Điều 33")]
    clause: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// The first day of receipt it holds for.
    #[schema(example = "2025-07-01")]
    starts_on: NaiveDate,
    /// The first day of receipt it no longer holds for.
    #[schema(required, example = "2027-03-01")]
    ends_before: Option<NaiveDate>,
    /// The day from which it has to be checked against its text again.
    #[schema(required, example = "2026-10-01")]
    verify_after: Option<NaiveDate>,
    /// How many days before its day somebody is reminded of a deadline; null where nobody is.
    #[schema(required, minimum = 1, maximum = 180, example = json!(null))]
    remind_days_before: Option<i32>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl From<&ProcedureRule> for ProcedureRuleView {
    fn from(row: &ProcedureRule) -> Self {
        Self {
            id: row.id,
            award_code: row.award_code.clone(),
            award_level: row.award_level,
            requirement: row.requirement.clone(),
            clause: row.clause.clone(),
            certainty: row.certainty,
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            verify_after: row.verify_after,
            remind_days_before: row.remind_days_before,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

impl DatedRow for ProcedureRule {
    const PATH: &'static str = "/procedure-rules";
    const CREATED: Occurrence = Occurrence::ProcedureRuleCreated;
    const CHANGED: Occurrence = Occurrence::ProcedureRuleChanged;

    type View = ProcedureRuleView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<ProcedureRuleView, db::Error> {
        Ok(ProcedureRuleView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_procedure_rule(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let known = store::known_awards(tx).await?;
        let unknown = |at: &str, code: &str| {
            let is_unknown = !known.contains_key(&AwardCode::new(code));
            is_unknown.then(|| Violation::at(at, Code::unknown_award_type).with("awardType", code))
        };
        let mut faults = Vec::new();
        faults.extend(self.award_code.as_deref().and_then(|code| unknown("/awardCode", code)));
        if self.award_code.is_some() && self.award_level.is_some() {
            faults.push(Violation::at("/awardLevel", Code::award_or_level));
        }
        if let ProcedureRequirement::Deadline { after_award: Some(after), .. } = &self.requirement {
            faults.extend(unknown("/requirement/afterAward", after.as_str()));
        }
        let again = self.requirement.repeated_papers().into_iter();
        faults.extend(again.map(|at| Violation::at(format!("/requirement/papers/{at}"), Code::named_twice)));
        if self.remind_days_before.is_some() && !self.requirement.has_a_day() {
            let fault = Violation::at("/remindDaysBefore", Code::not_for_this_kind);
            faults.push(fault.with("kind", self.requirement.kind()));
        }
        faults.extend(fault_of_days("/endsBefore", self.starts_on, self.ends_before));
        check_row(faults, store::find_overlapping_procedure(tx, self), Code::procedure_rule_already_there)
            .await
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create_procedure_rule(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update_procedure_rule(tx, self).await
    }
}

/// List procedure rules
///
/// What the law asks around the stages of nominations, as dated rows by id: opinions of others, public consultation, deadlines,
/// the working days of each step, the simplified procedure. The row about the award goes before the row about its level, and that
/// one before the row about all. What is null is for the province to set.
#[utoipa::path(params(ProcedureRuleFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ProcedureRuleView>, description = "A page of rows", headers(("Link" = String)))))]
#[get("/procedure-rules")]
pub async fn list_procedure_rules(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<ProcedureRuleFilter>,
) -> Result<Answer, Problem> {
    let ProcedureRuleFilter { as_of, award, kind } = filter.0;
    let (filter, after) = (ProcedureFilter { as_of, award, kind }, page.after_id()?);
    let list = async |conn: &Connection| store::list_procedure_rules(conn, &filter, after, page.read()).await;
    let rows = state.db.read(list).await?;
    page.answer(rows, |row| Position::of_id(row.id), |row| ProcedureRuleView::from(&row))
}

/// Read a procedure rule
///
/// One row of what the law asks.
#[utoipa::path(
    responses((status = 200, body = ProcedureRuleView, description = "The row", headers(("ETag" = String)))))]
#[get("/procedure-rules/{id}")]
pub async fn get_procedure_rule(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let find = async |conn: &Connection| store::find_procedure_rule(conn, path.0.id).await;
    let row = state.db.point_read(find).await?;
    Ok(Answer::ok(&ProcedureRuleView::from(&row))?.with_etag(row.version))
}

/// Write a procedure rule
///
/// One row about the same holds on a day.
#[utoipa::path(request_body = NewProcedureRule,
    responses((status = 201, body = ProcedureRuleView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_award_type, Code::award_or_level, Code::named_twice, Code::not_for_this_kind,
        Code::ends_before_start, Code::procedure_rule_already_there]))))]
#[post("/procedure-rules")]
pub async fn create_procedure_rule(
    state: web::Data<State>,
    change: Change,
    input: Json<NewProcedureRule>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| ProcedureRule {
        id: context.ids.next(),
        award_code: new.award_code.clone(),
        award_level: new.award_level,
        requirement: new.requirement.clone(),
        clause: composed(&new.clause),
        certainty: new.certainty,
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        verify_after: new.verify_after,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        remind_days_before: new.remind_days_before,
    })
    .await
}

/// Change a procedure rule
///
/// Only the members that are named; award and level never change.
#[utoipa::path(request_body(content = ProcedureRulePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ProcedureRuleView, description = "The row afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_award_type, Code::named_twice, Code::not_for_this_kind, Code::ends_before_start,
        Code::procedure_rule_already_there]))))]
#[patch("/procedure-rules/{id}")]
pub async fn change_procedure_rule(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ProcedureRulePatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &ProcedureRule| ProcedureRule {
        requirement: patch.requirement.clone().unwrap_or_else(|| before.requirement.clone()),
        clause: patch.clause.as_deref().map_or_else(|| before.clause.clone(), composed),
        certainty: patch.certainty.unwrap_or(before.certainty),
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        verify_after: patch.verify_after.apply(before.verify_after),
        remind_days_before: patch.remind_days_before.apply(before.remind_days_before),
        ..before.clone()
    })
    .await
}
