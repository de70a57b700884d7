//! The groups of positions by which commendation is reported: dated rows.

use actix_web::{get, patch, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::people::store::{self, ReportingClass};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, check_row, create_row, fault_of_days};
use crate::operations::state::State;
use crate::record::Occurrence;

/// Which classes to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ClassFilter {
    /// Only classes that hold on this day; all when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
}

/// A group of positions by which commendation is reported.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewReportingClass {
    /// Its code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "STUDENT")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "line", example = "Học sinh, sinh viên (mẫu)")]
    name: String,
    /// Where it stands in the form.
    #[schema(minimum = 1, maximum = 1000, example = 6)]
    rank: i32,
    /// What it rests on.
    #[schema(max_length = 500, format = "line", example = "Biểu mẫu của tỉnh (mẫu)")]
    basis: String,
    /// The first day on which it holds.
    #[schema(example = "2027-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(nullable = false)]
    ends_before: Option<NaiveDate>,
    /// Which share of the people in a decision the province wants of it, above 0 and at most 1.
    #[schema(nullable = false, value_type = Option<String>, format = "decimal", example = "0.6")]
    target_share: Option<Decimal>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportingClassPatch {
    /// Its name.
    #[schema(nullable = false, max_length = 200, format = "line", example = "Doanh nhân")]
    name: Option<String>,
    /// Where it stands in the form.
    #[schema(nullable = false, minimum = 1, maximum = 1000)]
    rank: Option<i32>,
    /// What it rests on.
    #[schema(nullable = false, max_length = 500, format = "line")]
    basis: Option<String>,
    /// The first day on which it holds.
    #[schema(nullable = false)]
    starts_on: Option<NaiveDate>,
    /// The first day on which it no longer holds; null where it has no end.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_before: Patch<NaiveDate>,
    /// Which share of the people in a decision the province wants of it, above 0 and at most 1; null where it has set none.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = "decimal")]
    target_share: Patch<Decimal>,
}

/// A group of positions by which commendation is reported, over some days.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReportingClass)]
pub struct ReportingClassView {
    /// The class's id.
    #[schema(example = "01980000-0000-7000-8000-000000003003")]
    id: Uuid,
    /// Its code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "ENTREPRENEUR")]
    code: String,
    /// Its name.
    #[schema(max_length = 200, format = "text", example = "Doanh nhân")]
    name: String,
    /// Where it stands in the form.
    #[schema(minimum = 1, maximum = 1000, example = 3)]
    rank: i32,
    /// What it rests on.
    #[schema(max_length = 500, format = "text", example = "Biểu 0603.N/BNV-TĐKT")]
    basis: String,
    /// The first day on which it holds.
    #[schema(example = "2004-07-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Which share of the people in a decision the province wants of it; null where it has set none.
    #[schema(required, value_type = Option<String>, format = "decimal", example = "0.6")]
    target_share: Option<Decimal>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl From<&ReportingClass> for ReportingClassView {
    fn from(row: &ReportingClass) -> Self {
        Self {
            id: row.id,
            code: row.code.clone(),
            name: row.name.clone(),
            rank: row.rank,
            basis: row.basis.clone(),
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            target_share: row.target_share,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

impl DatedRow for ReportingClass {
    const PATH: &'static str = "/reporting-classes";
    const CREATED: Occurrence = Occurrence::ReportingClassCreated;
    const CHANGED: Occurrence = Occurrence::ReportingClassChanged;

    type View = ReportingClassView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<ReportingClassView, db::Error> {
        Ok(ReportingClassView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_class(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let mut faults = Vec::from_iter(fault_of_days("/endsBefore", self.starts_on, self.ends_before));
        if self.target_share.is_some_and(|share| share <= Decimal::ZERO || share > Decimal::ONE) {
            faults.push(Violation::at("/targetShare", Code::fraction_out_of_bounds));
        }
        check_row(faults, store::find_overlapping_class(tx, self), Code::reporting_class_already_there)
            .await?;
        // A new one is named by nobody yet.
        if store::covers_its_memberships(tx, self).await? {
            Ok(())
        } else {
            Err(Problem::new(Code::reporting_class_in_use).with("class", &self.code))
        }
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create_class(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update_class(tx, self).await
    }
}

/// The classes, all at once: there are few.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportingClasses {
    /// The classes in the order of the form.
    #[schema(max_items = 1000)]
    items: Vec<ReportingClassView>,
}

/// List reporting classes
///
/// The groups of positions by which commendation is reported, in the order of the form.
#[utoipa::path(params(ClassFilter),
    responses((status = 200, body = ReportingClasses, description = "The classes")))]
#[get("/reporting-classes")]
pub async fn list_reporting_classes(
    state: web::Data<State>,
    filter: Parameters<ClassFilter>,
) -> Result<Answer, Problem> {
    let rows = state.db.read(async |conn| store::list_classes(conn).await).await?;
    let holds = |row: &&ReportingClass| filter.0.as_of.is_none_or(|day| row.holds_on(day));
    Answer::ok(&ReportingClasses { items: rows.iter().filter(holds).map(ReportingClassView::from).collect() })
}

/// Read a reporting class
///
/// One group of positions.
#[utoipa::path(responses((status = 200, body = ReportingClassView, description = "The class", headers(("ETag" = String)))))]
#[get("/reporting-classes/{id}")]
pub async fn get_reporting_class(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let class = state.db.point_read(async |conn| store::find_class(conn, path.0.id).await).await?;
    Ok(Answer::ok(&ReportingClassView::from(&class))?.with_etag(class.version))
}

/// Create a reporting class
///
/// A code may come again on other days: an amended form is a new row.
#[utoipa::path(request_body = NewReportingClass,
    responses((status = 201, body = ReportingClassView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([Code::ends_before_start, Code::fraction_out_of_bounds, Code::reporting_class_already_there]))))]
#[post("/reporting-classes")]
pub async fn create_reporting_class(
    state: web::Data<State>,
    change: Change,
    input: Json<NewReportingClass>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| ReportingClass {
        id: context.ids.next(),
        code: new.code.clone(),
        name: composed(&new.name),
        rank: new.rank,
        basis: composed(&new.basis),
        starts_on: new.starts_on,
        ends_before: new.ends_before,
        target_share: new.target_share,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    })
    .await
}

/// Change a reporting class
///
/// Only the members that are named. Its days lie around all memberships that name it; the code never changes.
#[utoipa::path(request_body(content = ReportingClassPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = ReportingClassView, description = "The class afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::ends_before_start, Code::fraction_out_of_bounds, Code::reporting_class_already_there,
        Code::reporting_class_in_use]))))]
#[patch("/reporting-classes/{id}")]
pub async fn change_reporting_class(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<ReportingClassPatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &ReportingClass| ReportingClass {
        name: patch.name.as_deref().map_or_else(|| before.name.clone(), composed),
        rank: patch.rank.unwrap_or(before.rank),
        basis: patch.basis.as_deref().map_or_else(|| before.basis.clone(), composed),
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        target_share: patch.target_share.apply(before.target_share),
        ..before.clone()
    })
    .await
}
