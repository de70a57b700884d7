//! A snapshot as a Word file.

use actix_web::{HttpResponse, get, web};

use super::access::find_visible;
use crate::auth::Caller;
use crate::core::clock::local;
use crate::db::{self, Connection};
use crate::features::identity::store as identity;
use crate::features::statistics::routes::document::letterhead;
use crate::features::statistics::rules::{FormPaper, form_paper};
use crate::http::Problem;
use crate::http::input::{ById, Parameters};
use crate::operations::documents::word_file;
use crate::operations::state::State;

/// Download a snapshot of a form
///
/// The form as it was, as a Word file; what is not signed leaves day and name open.
#[utoipa::path(responses((status = 200, description = "The form",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)))]
#[get("/statistics/snapshots/{id}/document")]
pub async fn get_statistical_snapshot_document(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let today = state.clock.today();
    let read = async |conn: &Connection| {
        let (snapshot, _) = find_visible(conn, &caller, path.0.id, today).await?;
        let signed_on = snapshot.signed_at.map(|at| local(at).date());
        // A signed paper names units as they were on its day.
        let (superior, unit) = letterhead(conn, snapshot.unit_id, signed_on.unwrap_or(today)).await?;
        let (head, figures) = snapshot.content()?;
        let signer = match snapshot.signed_by {
            Some(id) => Some(identity::find_user(conn, id).await?.display_name),
            None => None,
        };
        let form = snapshot.form.as_str();
        let year = snapshot.year;
        Ok::<_, db::Error>(FormPaper { head, form, year, superior, unit, figures, signed_on, signer, today })
    };
    let of = state.db.read(read).await?;
    let name = format!("bieu-{}-{}.docx", of.form, of.year);
    word_file(&state, form_paper(of), &name).await
}
