//! A decision as a Word file.

use actix_web::{HttpResponse, get, web};
use chrono::NaiveDate;

use super::lines::DecisionLineView;
use crate::auth::Caller;
use crate::db::page::PageRead;
use crate::db::{self, Connection};
use crate::features::awards::store as awards;
use crate::features::catalogue::store::AwardReferences;
use crate::features::decisions::rules::{AwardClause, DecisionPaper, DecisionStatus, GrantedLine, paper};
use crate::features::decisions::store::find_visible;
use crate::features::decisions::store::{self, AboutAward, Decision, NameCorrection, Revocation};
use crate::features::nominations::store as nominations;
use crate::http::Problem;
use crate::http::input::{ById, Parameters};
use crate::operations::documents::word_file;
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;

/// Download a decision
///
/// Quyết định with its list, as a Word file in the form of Decree 30/2020/NĐ-CP, annex I; what is open in a draft is left open. The
/// list as a table: `GET /decisions/{id}/lines` with `Accept` of a workbook.
#[utoipa::path(responses((status = 200, description = "The decision",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)))]
#[get("/decisions/{id}/document")]
pub async fn get_decision_document(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let (decision, _) = find_visible(conn, &caller, id, today).await?;
        // An issued paper names units as they were on its day.
        let day = decision.decided_on.filter(|_| decision.status == DecisionStatus::Issued).unwrap_or(today);
        let rows = store::list_lines(conn, id, 0, &PageRead::of(store::MOST_LINES)).await?;
        let lines = DecisionLineView::list(conn, &decision, rows, day).await?;
        let line = nominations::line_of(conn, decision.unit_id, day).await?;
        let above = line.get(1).map(|unit| unit.id);
        let superior = UnitReference::find_optional(conn, above, day).await?.map(|unit| unit.name);
        let body = UnitReference::find(conn, decision.unit_id, day).await?.name;
        let about_award = award_clause(conn, &decision, today).await?;
        Ok::<_, db::Error>(DecisionPaper {
            superior,
            body,
            issuer: decision.issuer_name,
            number: decision.number,
            notation: decision.notation,
            decided_on: decision.decided_on,
            today,
            title: decision.title,
            grounds: decision.grounds,
            signer: (decision.signer_position, decision.signer_name),
            lines: lines.into_iter().map(granted).collect(),
            about_award,
        })
    };
    let of = state.db.read(read).await?;
    let name = format!("quyet-dinh {}.docx", of.number.as_deref().unwrap_or("du-thao"));
    word_file(&state, paper(of), &name).await
}

fn granted(line: DecisionLineView) -> GrantedLine {
    let prize = line.prize();
    GrantedLine {
        subject: line.subject.name,
        unit: line.unit.name,
        award: line.award.name,
        achievement: line.achievement,
        prize,
    }
}

/// What a decision does with an award that was granted, in words.
async fn award_clause(
    conn: &Connection,
    decision: &Decision,
    today: NaiveDate,
) -> Result<Option<AwardClause>, db::Error> {
    let Some(about) = store::find_about_award(conn, decision).await? else { return Ok(None) };
    let award = awards::find(conn, about.award_id()).await?;
    let name = AwardReferences::find(conn, [award.award_code.clone()]).await?.get(&award.award_code).name;
    let by = format!("theo Quyết định số {}", award.decision_number);
    Ok(Some(match about {
        AboutAward::Revocation(Revocation { ground, conclusion, .. }) => {
            let known = KnownSubjects::find(conn, [award.subject()], today).await?;
            let holder = award.printed_name(known.names());
            AwardClause::Revoked { award: format!("{name} tặng {holder} {by}"), ground, conclusion }
        }
        AboutAward::Correction(NameCorrection { printed_name, corrected_name, .. }) => {
            AwardClause::Corrected {
                award: format!("tặng {name} {by}"),
                names: (printed_name, corrected_name),
            }
        }
    }))
}
