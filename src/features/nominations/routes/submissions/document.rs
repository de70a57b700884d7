//! The letter of a submission as a Word file.

use actix_web::{HttpResponse, get, web};

use super::access::find_visible;
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::nominations::routes::view::NominationSummary;
use crate::features::nominations::rules::{Letter, NominationStatus, letter, levels};
use crate::features::nominations::store::{self, NominationHead};
use crate::http::Problem;
use crate::http::input::{ById, Parameters};
use crate::official_documents::writer::place_of;
use crate::operations::documents::word_file;
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Download the letter of a submission
///
/// Tờ trình with the list of the nominations, as a Word file in the form of Decree 30/2020/NĐ-CP, annex I. Number, day and month are
/// left open. The list as a table: `GET /nominations?submissionId=…` with `Accept` of a workbook.
#[utoipa::path(responses((status = 200, description = "The letter",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)))]
#[get("/submissions/{id}/letter")]
pub async fn get_submission_letter(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let (submission, access) = find_visible(conn, &caller, id, today).await?;
        let ended = [NominationStatus::Withdrawn, NominationStatus::Declined];
        let nominations = store::list_submitted(conn, id).await?;
        let is_told = |own: &NominationHead| access.sees(own) && !ended.contains(&own.status);
        let nominations: Vec<_> = nominations.into_iter().filter(is_told).collect();
        let summaries = NominationSummary::list(conn, &nominations, today).await?;
        let line = store::line_of(conn, submission.unit_id, today).await?;
        let first = levels(&line).first().map(|level| level.unit.id);
        let units = [Some(submission.unit_id), line.get(1).map(|unit| unit.id), first];
        let named = UnitReference::find_all(conn, units.into_iter().flatten(), today).await?;
        Ok::<_, db::Error>((submission, nominations, summaries, units.map(|unit| named.find(unit))))
    };
    let (submission, nominations, summaries, [unit, superior, first]) = state.db.read(read).await?;
    let unit = unit.unwrap_or_else(|| UnitReference { id, code: String::new(), name: String::new() });
    let superior = superior.map(|unit| unit.name);
    let rows = summaries.iter().zip(&nominations).map(|(summary, nomination)| {
        let names = [&summary.subject.name, &summary.unit.name, &summary.award.name];
        let [subject, own, award] = names.map(Clone::clone);
        [subject, own, award, nomination.achievement.clone()]
    });
    let document = letter(Letter {
        place: place_of(superior.as_deref().unwrap_or(&unit.name)),
        superior,
        notation: format!("TTr-{}", unit.code),
        title: submission.title,
        addressee: first.map_or_else(|| unit.name.clone(), |level| level.name),
        vote: submission.vote,
        rows: rows.collect(),
        issuer: unit.name,
        today,
    });
    word_file(&state, document, &format!("to-trinh {}.docx", unit.code)).await
}
