//! Correcting the name that a decision printed.

use actix_web::{get, post, web};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::about_award::{draft, granting_line, lock_granted, require_recorder, visible_of, write_award};
use super::checks::check_stranger;
use super::view::{DecisionSummary, DecisionView, NameCorrectionView};
use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::awards::store::{self as awards, Award};
use crate::features::decisions::rules::{DecisionOrigin, DecisionPurpose};
use crate::features::decisions::store::{self, Decision, NameCorrection};
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::KnownSubjects;
use crate::record::Occurrence;

/// How a recipient's name is right.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewNameCorrection {
    /// The name as it is right.
    #[schema(max_length = 200, format = "line", example = "Văn phòng Sở Nội vụ")]
    pub corrected_name: String,
    /// What shows that it was misspelt.
    #[schema(max_length = 2000, format = "paragraphs", example = "Sai sót khi lập danh sách (mẫu)")]
    pub reason: String,
    /// What the decision is about.
    #[schema(
        max_length = 500,
        format = "line",
        example = "Về việc đính chính tên tập thể được khen thưởng (mẫu)"
    )]
    pub title: String,
}

/// Draft the correction of a name
///
/// For the standing office of the unit whose decision granted the award: what was issued never changes, so a decision corrects the
/// name that it printed. Once issued, the register, the public verification and new certificates show the name that is right.
#[utoipa::path(request_body = NewNameCorrection,
    responses((status = 201, body = DecisionView, description = "Drafted", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::award_is_not_of_a_decision, Code::award_is_revoked, Code::already_being_corrected, Code::name_is_right_already
    ]))))]
#[post("/awards/{id}/corrections")]
pub async fn create_correction(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewNameCorrection>,
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

/// Drafts the decision that corrects the name of a locked award, and records it.
///
/// # Errors
/// 409 for an award that no decision granted, that is revoked, or whose name another draft corrects; 400 for the same name.
async fn draft_in(
    tx: &mut Connection,
    context: &ChangeContext,
    award: &Award,
    input: &NewNameCorrection,
) -> Result<Decision, Problem> {
    let decision = draft(tx, context, award, (DecisionPurpose::Correct, &input.title)).await?;
    let known = KnownSubjects::find(tx, [award.subject()], award.decided_on).await?;
    let correction = NameCorrection {
        decision_id: decision.id,
        award_id: award.id,
        is_open: true,
        printed_name: award.printed_name(known.names()),
        corrected_name: composed(&input.corrected_name),
        reason: composed(&input.reason),
    };
    if correction.corrected_name == correction.printed_name {
        return Err(Problem::invalid(vec![Violation::at("/correctedName", Code::name_is_right_already)]));
    }
    store::create_correction(tx, &correction).await?;
    Ok(decision)
}

/// Corrects the name in the register.
///
/// # Errors
/// 409 for an award that is revoked or was granted later; 403 for who wrote or judged the case, or holds the award.
pub(super) async fn correct(
    tx: &mut Connection,
    context: &ChangeContext,
    (decision, correction): (&Decision, NameCorrection),
) -> Result<(), Problem> {
    let (before, _) = lock_granted(tx, decision, correction.award_id).await?;
    let (_, line) = granting_line(tx, before.id).await?;
    if decision.origin == DecisionOrigin::Own {
        check_stranger(tx, context, line.nomination_id).await?;
    }
    let after = Award { recipient_name: Some(correction.corrected_name), ..before.clone() };
    write_award(tx, context, Occurrence::AwardNameCorrected, (&before, after)).await?;
    Ok(store::end_about_award(tx, decision).await?)
}

/// A decision that corrects an award's name, or that was to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardCorrection {
    /// The decision.
    decision: DecisionSummary,
    /// The name that was printed, and how it is right.
    correction: NameCorrectionView,
}

/// The decisions that correct an award's name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AwardCorrectionList {
    /// The decisions, the last written first.
    #[schema(max_items = 200)]
    items: Vec<AwardCorrection>,
}

/// List the corrections of an award's name
///
/// The decisions that correct it, or were to; drafts only where the caller reads drafts of the unit.
#[utoipa::path(responses((status = 200, body = AwardCorrectionList, description = "The corrections")))]
#[get("/awards/{id}/corrections")]
pub async fn list_corrections(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let (award, _) = awards::find_visible(conn, &caller, id, today).await?;
        let all = store::list_corrections(conn, award.id).await?;
        let items = visible_of(conn, &caller, all, today).await?.into_iter();
        let item =
            |(decision, own): (_, NameCorrection)| AwardCorrection { decision, correction: own.into() };
        let items = items.map(item).collect();
        Ok::<_, db::Error>(AwardCorrectionList { items })
    };
    Answer::ok(&state.db.read(read).await?)
}
