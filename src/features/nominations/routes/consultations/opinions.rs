//! What people say in a public consultation.

use actix_web::{get, post, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::find_visible;
use super::recorded::record_consultation;
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::core::groups::group;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::nominations::rules::ConsultationStatus;
use crate::features::nominations::store::{self, Consultation, ConsultationOpinion};
use crate::http::input::{ById, Json, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::state::State;
use crate::record::Occurrence;

/// What somebody said.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewConsultationOpinion {
    /// The nomination it is about.
    #[schema(example = "01980000-0000-7000-8000-0000003d0501")]
    pub nomination_id: Uuid,
    /// Who spoke; left out where the opinion came without a name.
    #[schema(nullable = false, max_length = 200, format = "line", example = "Hoàng Văn Mẫu")]
    pub from_name: Option<String>,
    /// Whether it objects to the commendation.
    #[schema(example = false)]
    pub objects: bool,
    /// What was said.
    #[schema(max_length = 5000, format = "paragraphs", example = "Nhất trí với danh sách đề nghị (mẫu)")]
    pub content: String,
    /// The day on which it came, from the first day of the consultation on; today when it is left out.
    #[schema(nullable = false)]
    pub received_on: Option<NaiveDate>,
}

/// What somebody said in a public consultation.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ConsultationOpinion)]
pub struct ConsultationOpinionView {
    /// The opinion's id.
    #[schema(example = "01980000-0000-7000-8000-000000400002")]
    id: Uuid,
    /// The nomination it is about.
    #[schema(example = "01980000-0000-7000-8000-0000003d0501")]
    nomination_id: Uuid,
    /// Who spoke.
    #[schema(required, max_length = 200, format = "text", example = "Hoàng Văn Mẫu")]
    from_name: Option<String>,
    /// Whether it objects to the commendation.
    #[schema(example = false)]
    objects: bool,
    /// What was said.
    #[schema(max_length = 5000, format = "text", example = "Nhất trí với danh sách đề nghị (mẫu)")]
    content: String,
    /// The day on which it came.
    #[schema(example = "2026-11-20")]
    received_on: NaiveDate,
    /// Who wrote it down.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was written down.
    created_at: LocalTime,
}

impl From<ConsultationOpinion> for ConsultationOpinionView {
    fn from(row: ConsultationOpinion) -> Self {
        Self {
            id: row.id,
            nomination_id: row.nomination_id,
            from_name: row.from_name,
            objects: row.objects,
            content: row.content,
            received_on: row.received_on,
            created_by: row.created_by,
            created_at: local(row.created_at),
        }
    }
}

/// List what was said in a public consultation
///
/// Names and words of those who spoke, the first one first. They are personal data: only the standing office and those who read drafts
/// at the unit see them; audit and events say only that an opinion came.
#[utoipa::path(params(UpdatedParameter, PageParameters),
    responses((status = 200, body = Page<ConsultationOpinionView>, description = "A page of opinions",
        headers(("Link" = String)))),
    extensions(("x-problems" = json!([Code::forbidden]))))]
#[get("/consultations/{id}/opinions")]
pub async fn list_consultation_opinions(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after, today) = (path.0.id, page.after_id()?, state.clock.today());
    let read = async |conn: &Connection| {
        let (_, access) = find_visible(conn, &caller, id, today).await?;
        let rows = store::list_consultation_opinions(conn, id, after, page.read()).await?;
        Ok((rows, access))
    };
    let (rows, access) = state.db.read(read).await?;
    access.require(Permission::ReadDrafts)?;
    page.answer(rows, |row| Position::of_id(row.id), ConsultationOpinionView::from)
}

/// Write down what somebody said
///
/// For the standing office, until the outcome is recorded.
#[utoipa::path(request_body = NewConsultationOpinion,
    responses((status = 201, body = ConsultationOpinionView, description = "Written down", headers(("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::consultation_is_over, Code::nomination_not_consulted, Code::day_in_the_future, Code::answered_before_asked
    ]))))]
#[post("/consultations/{id}/opinions")]
pub async fn add_consultation_opinion(
    state: web::Data<State>,
    change: Change,
    path: Parameters<ById>,
    input: Json<NewConsultationOpinion>,
) -> Result<Answer, Problem> {
    let (id, input, context) = (path.0.id, input.0, &change.context);
    let permit = async |tx: &mut Connection| {
        let (_, access) = find_visible(tx, &change.caller, id, context.today).await?;
        access.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let consultation = store::lock_consultation(tx, id).await?;
        let opinion = add_in(tx, context, &consultation, &input).await?;
        let location = state.link(&format!("/consultations/{id}/opinions"));
        Answer::created(&location, &ConsultationOpinionView::from(opinion))
    };
    change.run(permit, effect).await
}

/// Writes down what somebody said in a locked consultation, and records that it came.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn add_in(
    tx: &mut Connection,
    context: &ChangeContext,
    before: &Consultation,
    input: &NewConsultationOpinion,
) -> Result<ConsultationOpinion, Problem> {
    if before.status != ConsultationStatus::Open {
        return Err(Problem::new(Code::consultation_is_over).with("status", before.status));
    }
    let list = group(store::list_consulted(tx, &[before.id]).await?).remove(&before.id).unwrap_or_default();
    let received_on = input.received_on.unwrap_or(context.today);
    let mut faults = Vec::new();
    if !list.iter().any(|own| own.nomination_id == input.nomination_id) {
        let fault = Violation::at("/nominationId", Code::nomination_not_consulted);
        faults.push(fault.with("nomination", input.nomination_id));
    }
    if received_on > context.today {
        faults.push(Violation::at("/receivedOn", Code::day_in_the_future).with("today", context.today));
    } else if received_on < before.starts_on {
        let fault = Violation::at("/receivedOn", Code::answered_before_asked);
        faults.push(fault.with("askedOn", before.starts_on));
    }
    require_none(faults)?;
    let opinion = ConsultationOpinion {
        id: context.ids.next(),
        consultation_id: before.id,
        nomination_id: input.nomination_id,
        from_name: input.from_name.as_deref().map(composed),
        objects: input.objects,
        content: composed(&input.content),
        received_on,
        created_by: context.actor()?,
        created_at: context.at,
    };
    store::create_consultation_opinion(tx, &opinion).await?;
    // Whoever records the outcome has seen every opinion: each one makes the version before it stale.
    let after = Consultation { version: before.version.next(), updated_at: context.at, ..before.clone() };
    store::touch_consultation(tx, before, &after).await?;
    let details = json!({"nominationId": input.nomination_id, "objects": input.objects});
    let states = (Some(before), (&after, details));
    record_consultation(tx, context, Occurrence::ConsultationOpinionReceived, states).await?;
    Ok(opinion)
}
