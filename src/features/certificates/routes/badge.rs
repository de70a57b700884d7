//! An award as an Open Badge.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};

use crate::auth::Caller;
use crate::core::clock::start_of;
use crate::db::{self, Connection};
use crate::features::awards::store as awards;
use crate::features::catalogue::store::AwardReferences;
use crate::features::certificates::rules::{Badge, credential};
use crate::features::decisions::store as decisions;
use crate::http::file_name::attachment;
use crate::http::input::{ById, Parameters};
use crate::http::{Code, Problem};
use crate::operations::state::State;

/// Download an award as an Open Badge
///
/// A signed text (Open Badges 3.0, VC-JWT, ES256) for who wants to show the award elsewhere; it names the recipient by a hash alone and
/// leads to the public verification. Public keys: `/.well-known/badge-keys.json`. It has no effect in Vietnamese law, and is given
/// only where the operators set a key.
#[utoipa::path(responses((status = 200, description = "The badge", content_type = "text/plain", body = String)),
    extensions(("x-problems" = json!([
        Code::badges_are_off, Code::award_is_not_of_a_decision, Code::award_is_revoked, Code::no_public_address
    ]))))]
#[get("/awards/{id}/badge")]
pub async fn get_award_badge(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let (award, known) = awards::find_visible(conn, &caller, id, today).await?;
        let granted = decisions::find_granting_line(conn, award.id).await?;
        let names = AwardReferences::find(conn, [award.award_code.clone()]).await?;
        Ok::<_, db::Error>((
            award.printed_name(known.names()),
            names.get(&award.award_code).name,
            award,
            granted,
        ))
    };
    let (recipient, name, award, granted) = state.db.read(read).await?;
    let key = state.badge_key.as_ref().ok_or_else(|| Problem::new(Code::badges_are_off))?;
    let (decision, line) = granted.ok_or_else(|| Problem::new(Code::award_is_not_of_a_decision))?;
    if award.void_reason.is_some() {
        return Err(Problem::new(Code::award_is_revoked));
    }
    let code = line.verification_code.unwrap_or_default();
    let badge = Badge {
        service: state.public_address()?,
        issuer_name: &decision.issuer_name,
        link: &state.verification_link(&code)?,
        award: (&award.award_code, &name),
        achievement: award.achievement.as_deref(),
        decision_number: &award.decision_number,
        granted_at: start_of(award.decided_on),
        recipient: &recipient,
        salt: &code,
    };
    let signed = key.sign(&credential(&badge)).map_err(Problem::internal)?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain"))
        .insert_header((CONTENT_DISPOSITION, attachment("khen-thuong.jws")))
        .body(signed))
}
