//! The versions of forms over HTTP: dated rows.

use actix_web::{get, patch, post, web};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::{composed, composed_or};
use crate::db::{self, Connection};
use crate::features::catalogue::rules::Certainty;
use crate::features::statistics::rules::FormCode;
use crate::features::statistics::store::{self, FormVersion};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::dated_rows::{DatedRow, change_row, check_row, create_row, fault_of_days};
use crate::operations::state::State;
use crate::record::Occurrence;

/// A year that is no leap year: a day that it has, every year has.
const COMMON_YEAR: i32 = 2025;

/// Which versions to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct FormVersionFilter {
    /// Only of this form.
    #[param(nullable = false)]
    form: Option<FormCode>,
    /// Only those that hold on this day; all when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
}

/// A form as it is printed from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFormVersion {
    /// The form.
    #[schema(example = "0601")]
    form: FormCode,
    /// Its code as printed.
    #[schema(max_length = 40, format = "line", example = "0601.N/BNV-TĐKT")]
    code: String,
    /// What it is about.
    #[schema(max_length = 300, format = "line", example = "Số phong trào thi đua")]
    title: String,
    /// The month of the reporting year in which it is received.
    #[schema(minimum = 1, maximum = 12, example = 12)]
    due_month: i32,
    /// The day of that month.
    #[schema(minimum = 1, maximum = 31, example = 15)]
    due_day: i32,
    /// What it rests on.
    #[schema(max_length = 500, format = "line", example = "Thông tư 03/2017/TT-BNV (mẫu)")]
    basis: String,
    /// How sure we are of it.
    #[schema(example = "MEMORY")]
    certainty: Certainty,
    /// The first day on which it holds.
    #[schema(example = "2002-01-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(nullable = false, example = "2004-07-01")]
    ends_before: Option<NaiveDate>,
}

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FormVersionPatch {
    /// Its code as printed.
    #[schema(nullable = false, max_length = 40, format = "line")]
    code: Option<String>,
    /// What it is about.
    #[schema(nullable = false, max_length = 300, format = "line", example = "Số phong trào thi đua")]
    title: Option<String>,
    /// The month of the reporting year in which it is received.
    #[schema(nullable = false, minimum = 1, maximum = 12)]
    due_month: Option<i32>,
    /// The day of that month.
    #[schema(nullable = false, minimum = 1, maximum = 31)]
    due_day: Option<i32>,
    /// What it rests on.
    #[schema(nullable = false, max_length = 500, format = "line")]
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

/// A form as it is printed from a day on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FormVersion)]
pub struct FormVersionView {
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000003f01")]
    id: Uuid,
    /// The form.
    #[schema(example = "0601")]
    form: FormCode,
    /// Its code as printed.
    #[schema(max_length = 40, format = "text", example = "0601.N/BNV-TĐKT")]
    code: String,
    /// What it is about.
    #[schema(max_length = 300, format = "text", example = "Số phong trào thi đua")]
    title: String,
    /// The month of the reporting year in which it is received.
    #[schema(minimum = 1, maximum = 12, example = 12)]
    due_month: i32,
    /// The day of that month.
    #[schema(minimum = 1, maximum = 31, example = 15)]
    due_day: i32,
    /// What it rests on.
    #[schema(max_length = 500, format = "text", example = "Thông tư 02/2023/TT-BNV")]
    basis: String,
    /// How sure we are of it.
    #[schema(example = "INFERENCE")]
    certainty: Certainty,
    /// The first day on which it holds.
    #[schema(example = "2004-07-01")]
    starts_on: NaiveDate,
    /// The first day on which it no longer holds.
    #[schema(required, example = json!(null))]
    ends_before: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl From<&FormVersion> for FormVersionView {
    fn from(row: &FormVersion) -> Self {
        Self {
            id: row.id,
            form: row.form,
            code: row.code.clone(),
            title: row.title.clone(),
            due_month: row.due_month,
            due_day: row.due_day,
            basis: row.basis.clone(),
            certainty: row.certainty,
            starts_on: row.starts_on,
            ends_before: row.ends_before,
            version: row.version,
            updated_at: local(row.updated_at),
        }
    }
}

impl DatedRow for FormVersion {
    const PATH: &'static str = "/statistics/form-versions";
    const CREATED: Occurrence = Occurrence::FormVersionCreated;
    const CHANGED: Occurrence = Occurrence::FormVersionChanged;

    type View = FormVersionView;

    async fn view(&self, _: &Connection, _: NaiveDate) -> Result<FormVersionView, db::Error> {
        Ok(FormVersionView::from(self))
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_form_version(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let no_day = self.due_in(COMMON_YEAR).is_none();
        let no_day =
            no_day.then(|| Violation::at("/dueDay", Code::no_such_day).with("month", self.due_month));
        let days = fault_of_days("/endsBefore", self.starts_on, self.ends_before);
        let faults = no_day.into_iter().chain(days).collect();
        check_row(faults, store::find_overlapping_form_version(tx, self), Code::form_version_already_there)
            .await
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create_form_version(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update_form_version(tx, self).await
    }
}

/// The versions of forms, all at once: there are few.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FormVersions {
    /// The versions, form by form, the oldest first.
    #[schema(max_items = 1000)]
    items: Vec<FormVersionView>,
}

/// List versions of forms
///
/// By which circular each form is printed, and when it is received. What holds at the end of the reporting year stands above the form.
#[utoipa::path(params(FormVersionFilter),
    responses((status = 200, body = FormVersions, description = "The versions")))]
#[get("/statistics/form-versions")]
pub async fn list_form_versions(
    state: web::Data<State>,
    filter: Parameters<FormVersionFilter>,
) -> Result<Answer, Problem> {
    let rows = state.db.read(async |conn| store::list_form_versions(conn).await).await?;
    let FormVersionFilter { form, as_of } = filter.0;
    let is_asked = |row: &&FormVersion| {
        form.is_none_or(|form| row.form == form) && as_of.is_none_or(|day| row.days().include(day))
    };
    Answer::ok(&FormVersions { items: rows.iter().filter(is_asked).map(FormVersionView::from).collect() })
}

/// Read a version of a form
///
/// One version of a form.
#[utoipa::path(
    responses((status = 200, body = FormVersionView, description = "The version", headers(("ETag" = String)))))]
#[get("/statistics/form-versions/{id}")]
pub async fn get_form_version(state: web::Data<State>, path: Parameters<ById>) -> Result<Answer, Problem> {
    let row = state.db.point_read(async |conn| store::find_form_version(conn, path.0.id).await).await?;
    Ok(Answer::ok(&FormVersionView::from(&row))?.with_etag(row.version))
}

/// Create a version of a form
///
/// One version of a form holds on a day: the one before ends first.
#[utoipa::path(request_body = NewFormVersion,
    responses((status = 201, body = FormVersionView, description = "Created",
        headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::no_such_day, Code::ends_before_start, Code::form_version_already_there
    ]))))]
#[post("/statistics/form-versions")]
pub async fn create_form_version(
    state: web::Data<State>,
    change: Change,
    input: Json<NewFormVersion>,
) -> Result<Answer, Problem> {
    let new = input.0;
    create_row(&state, &change, |context| FormVersion {
        id: context.ids.next(),
        form: new.form,
        code: composed(&new.code),
        title: composed(&new.title),
        due_month: new.due_month,
        due_day: new.due_day,
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

/// Change a version of a form
///
/// Only the members that are named.
#[utoipa::path(request_body(content = FormVersionPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = FormVersionView, description = "The version afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::no_such_day, Code::ends_before_start, Code::form_version_already_there
    ]))))]
#[patch("/statistics/form-versions/{id}")]
pub async fn change_form_version(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<FormVersionPatch>,
) -> Result<Answer, Problem> {
    let (id, patch) = (path.0.id, input.0);
    change_row(&change, &if_match, (id, &patch), |before: &FormVersion| FormVersion {
        code: composed_or(patch.code.as_deref(), &before.code),
        title: composed_or(patch.title.as_deref(), &before.title),
        due_month: patch.due_month.unwrap_or(before.due_month),
        due_day: patch.due_day.unwrap_or(before.due_day),
        basis: composed_or(patch.basis.as_deref(), &before.basis),
        certainty: patch.certainty.unwrap_or(before.certainty),
        starts_on: patch.starts_on.unwrap_or(before.starts_on),
        ends_before: patch.ends_before.apply(before.ends_before),
        ..before.clone()
    })
    .await
}
