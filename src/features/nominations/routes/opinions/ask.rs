//! Asking others for their opinion: on one nomination, or on those of a submission at once.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::recorded::record_request;
use super::view::OpinionRequestView;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::{composed, folded};
use crate::db::Connection;
use crate::features::catalogue::rules::OpinionBody;
use crate::features::nominations::routes::access::{NominationAccess, find_visible};
use crate::features::nominations::routes::checks::{NamedPaper, check_papers};
use crate::features::nominations::routes::submissions::access::find_visible as find_visible_submission;
use crate::features::nominations::rules::{NominationStatus, OpinionStatus, OpinionTerms};
use crate::features::nominations::store::{self, Nomination, NominationStage, OpinionRequest, Situation};
use crate::features::periods::store as periods;
use crate::http::input::{ById, Json, Parameters};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// Who is asked for an opinion, and why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewOpinionRequest {
    /// What kind of body is asked: it says how long the answer may take, and whether silence is one.
    #[schema(example = "CONSULTED_BODY")]
    pub body: OpinionBody,
    /// Who is asked.
    #[schema(max_length = 200, format = "line", example = "Công an tỉnh (mẫu)")]
    pub addressee: String,
    /// Why: law and article, or in words.
    #[schema(max_length = 1000, format = "paragraphs", example = "Nghị định 152/2025/NĐ-CP, Điều 34")]
    pub ground: String,
    /// The letter by which it is asked, as a registered document.
    #[schema(nullable = false)]
    pub document_id: Option<Uuid>,
    /// The day on which it is asked, from the day of receipt on; today when it is left out.
    #[schema(nullable = false)]
    pub asked_on: Option<NaiveDate>,
}

/// Requests for an opinion that were written at once.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpinionRequestList {
    /// The requests, one a nomination.
    #[schema(max_items = 1000)]
    items: Vec<OpinionRequestView>,
}

/// Ask for an opinion on a nomination
///
/// For the standing office of the stage, from the receipt until the proposal. The last day of the answer is counted in working days by
/// the row of the law of the day of receipt (`GET /procedure-rules?kind=OPINION`). An opinion that the law requires stands in the way
/// of the proposal until it is there.
#[utoipa::path(request_body = NewOpinionRequest,
    responses((status = 201, body = OpinionRequestView, description = "Asked", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::own_nomination, Code::nomination_is_not_at_a_stage, Code::unknown_document, Code::day_in_the_future,
        Code::asked_before_received, Code::opinion_already_asked
    ]))))]
#[post("/nominations/{id}/opinions")]
pub async fn ask_nomination_opinion(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewOpinionRequest>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        find_visible(tx, &change.caller, id, context.today).await?.access.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let nomination = store::lock_exclusive(tx, id).await?;
        // It may have gone to another stage while this waited.
        let access = NominationAccess::of(tx, &change.caller, &nomination, context.today).await?;
        access.require(Permission::RunCampaigns)?;
        check_letter(tx, (&change.caller, context), nomination.nominating_unit_id, input.document_id).await?;
        let request = ask_in(tx, context, &nomination, &input).await?;
        let view =
            OpinionRequestView::new(request, (false, |permission| access.allows(permission)), context.today);
        let location = state.link(&format!("/nominations/{id}/opinions"));
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Ask for an opinion on the nominations of a submission
///
/// The same request for every nomination of the submission that is judged at a stage where the caller is the standing office, and
/// about which this body has not been asked yet.
#[utoipa::path(request_body = NewOpinionRequest,
    responses((status = 201, body = OpinionRequestList, description = "Asked", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_document, Code::day_in_the_future, Code::asked_before_received, Code::nothing_to_ask
    ]))))]
#[post("/submissions/{id}/opinions")]
pub async fn ask_submission_opinions(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewOpinionRequest>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible_submission(tx, &change.caller, id, context.today).await?;
        access.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let submission = store::lock_submission(tx, id).await?;
        let ids = store::list_submitted_ids(tx, id).await?;
        check_letter(tx, (&change.caller, context), submission.unit_id, input.document_id).await?;
        let mut items = Vec::new();
        for nomination in store::lock_all(tx, &ids).await? {
            let access = NominationAccess::of(tx, &change.caller, &nomination, context.today).await?;
            if !access.allows(Permission::RunCampaigns) {
                continue;
            }
            match ask_in(tx, context, &nomination, &input).await {
                Ok(request) => {
                    let is_permitted = |permission| access.allows(permission);
                    items.push(OpinionRequestView::new(request, (false, is_permitted), context.today));
                }
                // What is judged elsewhere or was asked about is none of this request.
                Err(problem) if is_passed_over(problem.code) => {}
                Err(problem) => return Err(problem),
            }
        }
        if items.is_empty() {
            return Err(Problem::new(Code::nothing_to_ask));
        }
        Answer::created(&state.link(&format!("/submissions/{id}")), &OpinionRequestList { items })
    };
    change.run(permit, effect).await
}

const fn is_passed_over(code: Code) -> bool {
    matches!(code, Code::own_nomination | Code::nomination_is_not_at_a_stage | Code::opinion_already_asked)
}

/// Passes when the letter is a document that the caller reads.
async fn check_letter(
    tx: &mut Connection,
    own: (&Caller, &ChangeContext),
    unit_id: Uuid,
    document_id: Option<Uuid>,
) -> Result<(), Problem> {
    let letter =
        NamedPaper { file: (String::new(), None), document: ("/documentId".to_owned(), document_id) };
    check_papers(tx, own, unit_id, &[letter]).await
}

/// Asks for an opinion on a locked nomination, and records it; what the caller may do was asked before.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn ask_in(
    tx: &mut Connection,
    context: &ChangeContext,
    nomination: &Nomination,
    input: &NewOpinionRequest,
) -> Result<OpinionRequest, Problem> {
    let situation = Situation::of(tx, nomination, context.today).await?;
    if situation.life(nomination, context.actor_id).is_writer {
        return Err(Problem::new(Code::own_nomination));
    }
    let is_judged = matches!(
        nomination.status,
        NominationStatus::Submitted | NominationStatus::Appraised | NominationStatus::Voted
    );
    let stage = situation.stage.as_ref().filter(|stage| is_judged && stage.unit_id.is_some());
    let stage = stage
        .ok_or_else(|| Problem::new(Code::nomination_is_not_at_a_stage).with("status", nomination.status))?;
    let asked_on = day_of_request(input.asked_on, stage, context.today)?;
    let calendar = periods::working_days(tx, (asked_on, asked_on + chrono::Days::new(400))).await?;
    let rules = situation.procedure.requirements();
    let terms = OpinionTerms::of(rules, input.body, asked_on, &calendar);
    let addressee = composed(&input.addressee);
    let request = OpinionRequest {
        id: context.ids.next(),
        nomination_id: nomination.id,
        stage_id: stage.id,
        body: input.body,
        addressee_key: folded(&addressee),
        addressee,
        ground: composed(&input.ground),
        document_id: input.document_id,
        asked_on,
        due_on: terms.due_on,
        allows_silence: terms.allows_silence,
        status: OpinionStatus::Asked,
        answer_document_id: None,
        answered_on: None,
        superseded_at: None,
        asked_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    if let Some(other) = store::find_open_request(tx, &request).await? {
        return Err(Problem::new(Code::opinion_already_asked).with_existing(other));
    }
    store::create_opinion_requests(tx, std::slice::from_ref(&request)).await?;
    record_request(tx, context, (Occurrence::OpinionAsked, nomination), (None, &request)).await?;
    Ok(request)
}

fn day_of_request(
    asked: Option<NaiveDate>,
    stage: &NominationStage,
    today: NaiveDate,
) -> Result<NaiveDate, Problem> {
    let day = asked.unwrap_or(today);
    let at =
        |code| Violation::at("/askedOn", code).with("today", today).with("receivedOn", stage.received_on);
    if day > today {
        Err(Problem::invalid(vec![at(Code::day_in_the_future)]))
    } else if day < stage.received_on {
        Err(Problem::invalid(vec![at(Code::asked_before_received)]))
    } else {
        Ok(day)
    }
}
