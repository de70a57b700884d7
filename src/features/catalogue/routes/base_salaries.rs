//! The base salary over HTTP: dated rows.

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
use crate::features::catalogue::rules::Certainty;
use crate::features::catalogue::store::{self, BaseSalary};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, check_row, create_row, fault_of_days};
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which base salaries to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BaseSalaryFilter {
    /// Only the one that holds on this day; all when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
}

/// A base salary, over some days.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewBaseSalary {
    /// In VND a month.
    #[schema(minimum = 1, maximum = 1_000_000_000, example = 1_150_000)]
    amount: i64,
    /// What it rests on.
    #[schema(max_length = 500, format = "line", example = "Nghị định 66/2013/NĐ-CP (mẫu)")]
    basis: String,
    /// How sure we are of it.
    #[schema(example = "MEMORY")]
    certainty: Certainty,
    /// The first day on which it holds.
    #[schema(example = "2013-07-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(nullable = false, example = "2016-05-01")]
    ends_before: Option<NaiveDate>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BaseSalaryPatch {
    /// In VND a month.
    #[schema(nullable = false, minimum = 1, maximum = 1_000_000_000)]
    amount: Option<i64>,
    /// What it rests on.
    #[schema(
        nullable = false,
        max_length = 500,
        format = "line",
        example = "Nghị định 161/2026/NĐ-CP, khoản 2 Điều 3"
    )]
    basis: Option<String>,
    /// How sure we are of it.
    #[schema(nullable = false)]
    certainty: Option<Certainty>,
    /// The first day on which it holds.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer holds; null where it has no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_before: Patch<NaiveDate>,
}

/// A base salary, over some days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BaseSalary)]
pub struct BaseSalaryView {
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000003905")]
    id: Uuid,
    /// In VND a month.
    #[schema(minimum = 1, maximum = 1_000_000_000, example = 2_530_000)]
    amount: i64,
    /// What it rests on.
    #[schema(max_length = 500, format = "text", example = "Nghị định 161/2026/NĐ-CP, khoản 2 Điều 3")]
    basis: String,
    /// How sure we are of it.
    #[schema(example = "SOURCED")]
    certainty: Certainty,
    /// The first day on which it holds.
    #[schema(example = "2026-07-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl From<&BaseSalary> for BaseSalaryView {
    fn from(row: &BaseSalary) -> Self {
        Self {
            id: row.id,
            amount: row.amount,
            basis: row.basis.clone(),
            certainty: row.certainty,
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

impl DatedRow for BaseSalary {
    const PATH: &'static str = "/base-salaries";
    const CREATED: Occurrence = Occurrence::BaseSalaryCreated;
    const CHANGED: Occurrence = Occurrence::BaseSalaryChanged;

    type View = BaseSalaryView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<BaseSalaryView, db::Error> {
        Ok(BaseSalaryView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_salary(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let faults = Vec::from_iter(fault_of_days("/endsBefore", self.starts_on, self.ends_before));
        check_row(faults, store::find_overlapping_salary(tx, self), Code::base_salary_already_there).await
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create_salary(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update_salary(tx, self).await
    }
}

/// The base salaries, all at once: there are few.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BaseSalaries {
    /// The base salaries, the oldest first.
    #[schema(max_items = 1000)]
    items: Vec<BaseSalaryView>,
}

/// List base salaries
///
/// What prizes are counted by: the coefficient of the award times the base salary of the day of the decision.
#[utoipa::path(params(BaseSalaryFilter),
    responses((status = 200, body = BaseSalaries, description = "The base salaries")))]
#[get("/base-salaries")]
pub async fn list_base_salaries(
    state: web::Data<State>,
    filter: Parameters<BaseSalaryFilter>,
) -> Result<Answer, Problem> {
    let rows = state.db.read(async |conn| store::list_salaries(conn).await).await?;
    let holds = |row: &&BaseSalary| filter.0.as_of.is_none_or(|day| row.days().include(day));
    Answer::ok(&BaseSalaries { items: rows.iter().filter(holds).map(BaseSalaryView::from).collect() })
}

/// Read a base salary
///
/// One base salary.
#[utoipa::path(
    responses((status = 200, body = BaseSalaryView, description = "The base salary", headers(("ETag" = String)))))]
#[get("/base-salaries/{id}")]
pub async fn get_base_salary(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let row = state.db.point_read(async |conn| store::find_salary(conn, path.0.id).await).await?;
    Ok(Answer::ok(&BaseSalaryView::from(&row))?.with_etag(row.version))
}

/// Create a base salary
///
/// One base salary holds on a day: the one before ends first.
#[utoipa::path(request_body = NewBaseSalary,
    responses((status = 201, body = BaseSalaryView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::base_salary_already_there]))))]
#[post("/base-salaries")]
pub async fn create_base_salary(
    state: web::Data<State>,
    change: Change,
    input: Json<NewBaseSalary>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| BaseSalary {
        id: context.ids.next(),
        amount: new.amount,
        basis: composed(&new.basis),
        certainty: new.certainty,
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    })
    .await
}

/// Change a base salary
///
/// Only the members that are named.
#[utoipa::path(request_body(content = BaseSalaryPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = BaseSalaryView, description = "The base salary afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::base_salary_already_there]))))]
#[patch("/base-salaries/{id}")]
pub async fn change_base_salary(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<BaseSalaryPatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &BaseSalary| BaseSalary {
        amount: patch.amount.unwrap_or(before.amount),
        basis: patch.basis.as_deref().map_or_else(|| before.basis.clone(), composed),
        certainty: patch.certainty.unwrap_or(before.certainty),
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        ..before.clone()
    })
    .await
}
