//! A certificate as a Word file.

use actix_web::{HttpResponse, get, web};

use super::access::find_visible;
use crate::auth::Caller;
use crate::core::qr_code;
use crate::db::{self, Connection};
use crate::features::catalogue::store::AwardReferences;
use crate::features::certificates::rules::{CertificatePaper, paper};
use crate::features::decisions::rules::DecisionOrigin;
use crate::features::decisions::store as decisions;
use crate::features::nominations::store as nominations;
use crate::http::input::{ById, Parameters};
use crate::http::{Code, Problem};
use crate::operations::documents::certificate_file;
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Download a certificate
///
/// As a Word file to be printed: whom it honours, the decision, its number in the register, and a QR code by which anybody verifies
/// the award. What an authority outside the province grants it prints itself.
#[utoipa::path(responses((status = 200, description = "The certificate",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)),
    extensions(("x-problems" = json!([Code::certificate_of_another_authority, Code::no_public_address]))))]
#[get("/certificates/{id}/document")]
pub async fn get_certificate_document(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let (own, award) = find_visible(conn, &caller, id, today).await?;
        let granted = decisions::find_granting_line(conn, award.id).await?;
        let (decision, line) = granted.ok_or(db::Error::NotFound)?;
        let lineage = nominations::line_of(conn, decision.unit_id, award.decided_on).await?;
        let top = lineage.last().map_or(decision.unit_id, |unit| unit.id);
        let superior = UnitReference::find(conn, top, award.decided_on).await?.name;
        let names = AwardReferences::find(conn, [award.award_code.clone()]).await?;
        let name = names.get(&award.award_code).name;
        Ok::<_, db::Error>(((own, award), (decision, line), (superior, name)))
    };
    let ((own, award), (decision, line), (superior, award_name)) = state.db.read(read).await?;
    if decision.origin == DecisionOrigin::Outside {
        return Err(Problem::new(Code::certificate_of_another_authority));
    }
    let link = state.verification_link(line.verification_code.as_deref().unwrap_or_default())?;
    let of = CertificatePaper {
        issuer: decision.issuer_name,
        superior,
        award: award_name,
        recipient: own.printed_name,
        achievement: award.achievement,
        decision: (award.decision_number, award.decided_on),
        number: (own.number, own.year),
        issued_on: own.issued_on,
        signer: (decision.signer_position, decision.signer_name),
        picture: qr_code::image(&link).map_err(Problem::internal)?,
        link,
    };
    let name = format!("giay-chung-nhan {}-{}.docx", of.number.0, of.number.1);
    certificate_file(&state, paper(of), &name).await
}
