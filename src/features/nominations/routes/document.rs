//! The achievement report as a Word file.

use actix_web::{HttpResponse, get, web};

use super::access::find_visible;
use super::view::NominationSummary;
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::nominations::rules::{ReportHead, report_document};
use crate::features::nominations::store::{self, NominationHead};
use crate::http::Problem;
use crate::http::input::{ById, Parameters};
use crate::official_documents::writer::place_of;
use crate::operations::documents::word_file;
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Download an achievement report
///
/// Báo cáo thành tích as a Word file in the form of Decree 30/2020/NĐ-CP, annex I, from the words of the nomination. Number, day
/// and month are left open.
#[utoipa::path(responses((status = 200, description = "The report",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)))]
#[get("/nominations/{id}/report")]
pub async fn get_achievement_report(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let nomination = find_visible(conn, &caller, id, today).await?.nomination;
        let head = NominationHead::from(&nomination);
        let summary =
            NominationSummary::list(conn, &[head], today).await?.pop().ok_or(db::Error::NotFound)?;
        let line = store::line_of(conn, nomination.nominating_unit_id, today).await?;
        let above = line.get(1).map(|unit| unit.id);
        let superior = UnitReference::find_optional(conn, above, today).await?.map(|unit| unit.name);
        let initiatives = store::list_initiatives(conn, id).await?;
        Ok::<_, db::Error>((nomination, summary, superior, initiatives))
    };
    let (nomination, summary, superior, initiatives) = state.db.read(read).await?;
    let place = place_of(superior.as_deref().unwrap_or(&summary.unit.name));
    let head = ReportHead {
        issuer: summary.unit.name.clone(),
        place,
        superior,
        subject: (summary.subject.kind, &summary.subject.name),
        award: &summary.award,
        kind: nomination.commendation_kind,
        achievement: &nomination.achievement,
        initiatives: initiatives.into_iter().map(|(_, code, title)| (code, title)).collect(),
        today,
    };
    let document = report_document(head, &nomination.report);
    let subject = summary.subject.code.as_deref().unwrap_or("ho-so");
    word_file(&state, document, &format!("bao-cao-thanh-tich {subject}.docx")).await
}
