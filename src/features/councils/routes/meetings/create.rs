//! Planning a meeting.

use actix_web::{post, web};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::CouncilMeetingView;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::composed;
use crate::db::{self, Connection};
use crate::features::councils::routes::access::find_visible;
use crate::features::councils::routes::items::add::add_in;
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::rules::MeetingStatus;
use crate::features::councils::store::{self, Council, Meeting};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::Occurrence;

/// A meeting to be planned.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCouncilMeeting {
    /// Whose meeting it is.
    #[schema(example = "01980000-0000-7000-8000-0000003e0001")]
    pub council_id: Uuid,
    /// What it is about.
    #[schema(max_length = 500, format = "line", example = "Họp xét khen thưởng đợt 2 năm 2026 (mẫu)")]
    pub title: String,
    /// The day.
    #[schema(example = "2026-12-04")]
    pub held_on: NaiveDate,
    /// Where it is held.
    #[schema(nullable = false, max_length = 300, format = "line", example = "Phòng họp số 1 (mẫu)")]
    pub place: Option<String>,
    /// The nominations on its agenda: those that await the vote at the stage of the council's unit.
    #[serde(default)]
    #[schema(max_items = 200, example = json!([]))]
    pub nomination_ids: Vec<Uuid>,
}

/// Plan a meeting
///
/// With the nominations that it votes on: those that were appraised at the stage of the council's unit and for whose award the
/// catalogue asks for a vote. A nomination is on one agenda at a time.
#[utoipa::path(request_body = NewCouncilMeeting,
    responses((status = 201, body = CouncilMeetingView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_council, Code::nomination_not_for_agenda, Code::named_twice, Code::on_another_agenda
    ]))))]
#[post("/council-meetings")]
pub async fn create_council_meeting(
    state: web::Data<State>,
    change: Change,
    input: Json<NewCouncilMeeting>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let permit =
        async |tx: &mut Connection| match find_visible(tx, &change.caller, input.council_id, context.today)
            .await
        {
            Ok((_, access)) => access.require(Permission::RunCampaigns),
            Err(db::Error::NotFound) => {
                let fault = Violation::at("/councilId", Code::unknown_council);
                Err(Problem::invalid(vec![fault.with("council", input.council_id)]))
            }
            Err(error) => Err(error.into()),
        };
    let effect = async |tx: &mut Connection| {
        let council = store::find_council(tx, input.council_id).await?;
        let meeting = create_in(tx, context, &council, &input).await?;
        let seen = (meeting, &council);
        let view = CouncilMeetingView::of(tx, &change.caller, seen, context.today).await?;
        let location = state.link(&format!("/council-meetings/{}", view.summary.id));
        Ok(Answer::created(&location, &view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

/// Plans a meeting with its agenda, and records it.
///
/// # Errors
/// 400 at each nomination that does not await the vote of this council; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    council: &Council,
    input: &NewCouncilMeeting,
) -> Result<Meeting, Problem> {
    let meeting = Meeting {
        id: context.ids.next(),
        council_id: council.id,
        title: composed(&input.title),
        held_on: input.held_on,
        place: input.place.as_ref().map(|place| composed(place)),
        status: MeetingStatus::Planned,
        composition_id: None,
        created_by: context.actor()?,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    store::create_meeting(tx, &meeting).await?;
    let what = (Occurrence::MeetingCreated, council);
    record_thing(tx, context, what, (None, (&meeting, Value::Null))).await?;
    add_in(tx, context, (council, &meeting), &input.nomination_ids).await?;
    Ok(meeting)
}
