//! A form as a Word file.

use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;
use uuid::Uuid;

use super::counting::Asked;
use super::parameters::{FormPath, FormQuery, require_reader};
use crate::auth::Caller;
use crate::auth::store as authorization;
use crate::db::{self, Connection};
use crate::features::statistics::rules::{FormPaper, form_paper};
use crate::http::input::Parameters;
use crate::http::{Code, Problem};
use crate::operations::documents::word_file;
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// The names that stand above a form: of the body above the unit's, where there is one, and of the unit.
pub(super) async fn letterhead(
    conn: &Connection,
    unit_id: Uuid,
    day: NaiveDate,
) -> Result<(Option<String>, String), db::Error> {
    let lineage = authorization::lineage(conn, unit_id, day).await?;
    let above = UnitReference::find_optional(conn, lineage.get(1).copied(), day).await?;
    let unit = UnitReference::find(conn, unit_id, day).await?;
    Ok((above.map(|unit| unit.name), unit.name))
}

/// Download a form
///
/// The form as it stands, as a Word file; single kinds of awards that nobody received are left out, as a page has no room for them.
#[utoipa::path(params(FormPath, FormQuery),
    responses((status = 200, description = "The form",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)),
    extensions(("x-problems" = json!([Code::unknown_unit, Code::forbidden]))))]
#[get("/statistics/forms/{form}/document")]
pub async fn get_statistical_form_document(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<FormPath>,
    query: Parameters<FormQuery>,
) -> Result<HttpResponse, Problem> {
    let asked = Asked::of(path.0.form, query.0, state.clock.today());
    require_reader(&state, &caller, (asked.unit_id, asked.today)).await?;
    let read = async |conn: &Connection| {
        let (superior, unit) = letterhead(conn, asked.unit_id, asked.today).await?;
        Ok::<_, db::Error>(FormPaper {
            head: asked.head(conn).await?,
            form: asked.form.as_str(),
            year: asked.year,
            superior,
            unit,
            figures: asked.figures(conn).await?,
            signed_on: None,
            signer: None,
            today: asked.today,
        })
    };
    let paper = form_paper(state.db.read(read).await?);
    word_file(&state, paper, &format!("bieu-{}-{}.docx", asked.form, asked.year)).await
}
