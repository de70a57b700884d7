//! Taking an award back.

use actix_web::{get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::about_award::{draft, granting_line, lock_granted, require_recorder, visible_of, write_award};
use super::checks::check_stranger;
use super::payments::{lock_with_titles_of_its_day, pay_the_next_highest};
use super::view::{DecisionSummary, DecisionView, RevocationView};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::awards::store::{self as awards, Award};
use crate::features::decisions::rules::{DecisionOrigin, DecisionPurpose, Prize, RevocationGround};
use crate::features::decisions::store::{self, Decision, Revocation};
use crate::features::periods::store as periods;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Within how many working days object and money are due back (Decree 152/2025/NĐ-CP, Article 58).
const RETURN_WORKING_DAYS: u32 = 15;

/// Why an award is taken back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewRevocation {
    /// Why.
    #[schema(example = "FALSE_PAPERS")]
    pub ground: RevocationGround,
    /// The conclusion of a competent body by which it was found.
    #[schema(max_length = 2000, format = "paragraphs", example = "Kết luận thanh tra số 05/KL-TTr (mẫu)")]
    pub conclusion: String,
    /// What the decision is about.
    #[schema(max_length = 500, format = "line", example = "Về việc hủy bỏ quyết định tặng Giấy khen (mẫu)")]
    pub title: String,
}

/// Draft the revocation of an award
///
/// For the standing office of the unit whose decision granted it: a decision that takes it back is drafted, completed with number,
/// day and signer, and issued as any other (Law 06/2022/QH15, Article 93; Decree 152/2025/NĐ-CP, Articles 56 to 58).
#[utoipa::path(request_body = NewRevocation,
    responses((status = 201, body = DecisionView, description = "Drafted", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::award_is_not_of_a_decision, Code::award_is_revoked, Code::already_being_revoked
    ]))))]
#[post("/awards/{id}/revocations")]
pub async fn create_revocation(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewRevocation>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| require_recorder(tx, &change.caller, id, context.today).await;
    let effect = async |tx: &mut Connection| {
        let award = awards::lock_exclusive(tx, id).await?;
        let decision = draft_in(tx, context, &award, &input).await?;
        let view = DecisionView::of(tx, &change.caller, decision, context.today).await?;
        let location = state.link(&format!("/decisions/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Drafts the decision that takes a locked award back, and records it.
///
/// # Errors
/// 409 for an award that no decision granted, that is revoked, or that another draft takes back.
pub async fn draft_in(
    tx: &mut Connection,
    context: &ChangeContext,
    award: &Award,
    input: &NewRevocation,
) -> Result<Decision, Problem> {
    let decision = draft(tx, context, award, (DecisionPurpose::Revoke, &input.title)).await?;
    let revocation = Revocation {
        decision_id: decision.id,
        award_id: award.id,
        is_live: true,
        ground: input.ground,
        conclusion: composed(&input.conclusion),
        prize_due: None,
        return_due_on: None,
    };
    store::create_revocation(tx, &revocation).await?;
    Ok(decision)
}

/// Takes an award back: the register says since when, what was paid is due back, and a title that it suppressed is paid.
///
/// # Errors
/// 409 for an award that is revoked already or was granted later; 403 for who wrote or judged the case, or holds the award.
pub(super) async fn revoke(
    tx: &mut Connection,
    context: &ChangeContext,
    (decision, revocation): (&Decision, Revocation),
) -> Result<(), Problem> {
    lock_with_titles_of_its_day(tx, revocation.award_id).await?;
    let (before, day) = lock_granted(tx, decision, revocation.award_id).await?;
    let (_, line) = granting_line(tx, before.id).await?;
    if decision.origin == DecisionOrigin::Own {
        check_stranger(tx, context, line.nomination_id).await?;
    }
    let paid = Prize { amount: line.prize, suppressed_by: line.suppressed_by }.paid();
    let calendar = periods::working_days(tx, (day, day)).await?;
    let number = decision.printed_number().unwrap_or_default();
    let after = Award {
        revoked_on: Some(day),
        void_reason: Some(format!("Bị hủy bỏ, thu hồi theo Quyết định số {number}")),
        ..before.clone()
    };
    write_award(tx, context, Occurrence::AwardRevoked, (&before, after)).await?;
    pay_the_next_highest(tx, context, &before).await?;
    let due = Revocation {
        prize_due: Some(paid),
        return_due_on: Some(calendar.add(day, RETURN_WORKING_DAYS)),
        ..revocation
    };
    Ok(store::complete_revocation(tx, &due).await?)
}

/// A decision that takes an award back, or that was to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardRevocation {
    /// The decision.
    decision: DecisionSummary,
    /// What it takes back, and why.
    revocation: RevocationView,
}

/// The decisions that take an award back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardRevocationList {
    /// The decisions, the last written first.
    #[schema(max_items = 200)]
    items: Vec<AwardRevocation>,
}

/// List an award's revocations
///
/// The decisions that take it back, or were to; drafts only where the caller reads drafts of the unit.
#[utoipa::path(responses((status = 200, body = AwardRevocationList, description = "The revocations")))]
#[get("/awards/{id}/revocations")]
pub async fn list_revocations(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let (award, _) = awards::find_visible(conn, &caller, id, today).await?;
        let all = store::list_revocations(conn, award.id).await?;
        let items = visible_of(conn, &caller, all, today).await?.into_iter();
        let item = |(decision, own): (_, Revocation)| AwardRevocation { decision, revocation: own.into() };
        let items = items.map(item).collect();
        Ok::<_, db::Error>(AwardRevocationList { items })
    };
    Answer::ok(&state.db.read(read).await?)
}
