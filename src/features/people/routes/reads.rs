//! Who read personal fields.

use actix_web::{get, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::db::Connection;
use crate::features::people::store::{self, PersonalDataRead, ReadFilter};
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;

/// Which readings to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PersonalDataReadFilter {
    /// Only readings of this one person; readings of whole lists name none.
    #[param(nullable = false)]
    person_id: Option<Uuid>,
    /// Only readings by this user.
    #[param(nullable = false)]
    user_id: Option<Uuid>,
}

/// A reading of personal fields.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PersonalDataRead)]
pub struct PersonalDataReadView {
    /// The reading's id.
    #[schema(example = "01980000-0000-7000-8000-000000350101")]
    id: Uuid,
    /// Who read.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    user_id: Uuid,
    /// For which purpose.
    #[schema(max_length = 40, format = "text", example = "APPRAISAL")]
    purpose: String,
    /// By which operation.
    #[schema(max_length = 64, format = "text", example = "listPeople")]
    operation: String,
    /// Whom, where it was one person.
    #[schema(required, example = json!(null))]
    person_id: Option<Uuid>,
    /// Of how many.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 50)]
    rows: i32,
    /// In which request.
    #[schema(required, example = json!(null))]
    request_id: Option<Uuid>,
    /// When.
    read_at: LocalTime,
}

impl From<PersonalDataRead> for PersonalDataReadView {
    fn from(row: PersonalDataRead) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            purpose: row.purpose,
            operation: row.operation,
            person_id: row.person_id,
            rows: row.rows,
            request_id: row.request_id,
            read_at: local(row.read_at),
        }
    }
}

/// List readings of personal data
///
/// Who read personal fields, for which purpose and of how many people, the latest first.
#[utoipa::path(params(PersonalDataReadFilter, UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<PersonalDataReadView>, description = "A page of readings", headers(("Link" = String)))))]
#[get("/personal-data-reads")]
pub async fn list_personal_data_reads(
    state: web::Data<State>,
    page: PageRequest,
    filter: Parameters<PersonalDataReadFilter>,
) -> Result<Answer, Problem> {
    let before = page.after_id()?;
    let filter = ReadFilter { person_id: filter.0.person_id, user_id: filter.0.user_id };
    let list = async |conn: &Connection| store::list_reads(conn, &filter, before, page.read()).await;
    page.answer(state.db.read(list).await?, |row| Position::of_id(row.id), PersonalDataReadView::from)
}
