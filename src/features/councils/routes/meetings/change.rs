//! Editing a meeting: when and where, and who is there.

use actix_web::patch;
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::view::CouncilMeetingView;
use crate::auth::policy::Permission;
use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::councils::routes::access::find_visible_meeting;
use crate::features::councils::routes::recorded::record_thing;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{MeetingStatus, Presence};
use crate::features::councils::store::{self, Meeting};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::record::Occurrence;

/// Whether a member is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewAttendance {
    /// The member's account.
    #[schema(example = "01980000-0000-7000-8000-000000000004")]
    user_id: Uuid,
    /// Whether the member is there.
    #[schema(example = "PRESENT")]
    presence: Presence,
}

/// What changes: only the members that are named; null takes a value away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CouncilMeetingPatch {
    /// What it is about.
    #[schema(nullable = false, max_length = 500, format = "line")]
    title: Option<String>,
    /// The day.
    #[schema(nullable = false)]
    held_on: Option<NaiveDate>,
    /// Where it is held.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 300, format = "line")]
    place: Patch<String>,
    /// Everybody who is there or is asked in writing; who is not named is absent.
    #[schema(nullable = false, max_items = 100, example = json!([
        {"userId": "01980000-0000-7000-8000-000000000004", "presence": "PRESENT"},
        {"userId": "01980000-0000-7000-8000-000000000005", "presence": "PRESENT"},
        {"userId": "01980000-0000-7000-8000-000000000006", "presence": "PRESENT"}]))]
    attendance: Option<Vec<NewAttendance>>,
}

impl CouncilMeetingPatch {
    fn apply(&self, own: &Meeting) -> Meeting {
        Meeting {
            title: self.title.as_ref().map_or_else(|| own.title.clone(), |title| composed(title)),
            held_on: self.held_on.unwrap_or(own.held_on),
            place: self.place.clone().map(|place| composed(&place)).apply(own.place.clone()),
            ..own.clone()
        }
    }

    /// Whether more than the attendance changes.
    fn changes_plan(&self) -> bool {
        *self != Self { attendance: self.attendance.clone(), ..Self::default() }
    }
}

/// Edit a meeting
///
/// For the standing office of the council's unit: title, day and place while it is planned, who is there until it is closed. A
/// change of attendance may cost an open vote its quorum.
#[utoipa::path(request_body(content = CouncilMeetingPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = CouncilMeetingView, description = "The meeting afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([Code::meeting_is_not_planned, Code::meeting_is_over, Code::not_a_council_member,
        Code::named_twice, Code::member_has_voted]))))]
#[patch("/council-meetings/{id}")]
pub async fn change_council_meeting(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<CouncilMeetingPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == CouncilMeetingPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        let seen = find_visible_meeting(tx, &change.caller, id, context.today).await?;
        seen.access.require(Permission::RunCampaigns)
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_meeting(tx, id).await?;
        if_match.check(before.version)?;
        check_status(&before, &patch)?;
        let council = store::find_council(tx, before.council_id).await?;
        let mut after = patch.apply(&before);
        let was = store::list_attendance(tx, id).await?;
        let now = match &patch.attendance {
            Some(named) => attendance_of(&Sitting::of(tx, &after).await?, named)?,
            None => was.clone(),
        };
        check_voters(tx, id, &was, &now).await?;
        if after != before || now != was {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::advance_meeting(tx, &before, &after).await?;
            store::replace_attendance(tx, id, &now).await?;
            let states = (Some((&before, audited(&was))), (&after, audited(&now)));
            record_thing(tx, context, (Occurrence::MeetingChanged, &council), states).await?;
        }
        let seen = (after, &council);
        let view = CouncilMeetingView::of(tx, &change.caller, seen, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.summary.version))
    };
    change.run(permit, effect).await
}

fn check_status(meeting: &Meeting, patch: &CouncilMeetingPatch) -> Result<(), Problem> {
    match meeting.status {
        MeetingStatus::Planned => Ok(()),
        MeetingStatus::Open if !patch.changes_plan() => Ok(()),
        MeetingStatus::Open => Err(Problem::new(Code::meeting_is_not_planned)),
        MeetingStatus::Closed | MeetingStatus::Cancelled => Err(Problem::new(Code::meeting_is_over)),
    }
}

/// Who is there, in the order of their ids, as far as they sit in the council.
fn attendance_of(sitting: &Sitting, named: &[NewAttendance]) -> Result<Vec<store::Attendance>, Problem> {
    let mut faults = Vec::new();
    for (place, own) in named.iter().enumerate() {
        let at = format!("/attendance/{place}/userId");
        if named.iter().take(place).any(|other| other.user_id == own.user_id) {
            faults.push(Violation::at(at, Code::named_twice));
        } else if !sitting.members.iter().any(|member| member.user_id == own.user_id) {
            faults.push(Violation::at(at, Code::not_a_council_member).with("user", own.user_id));
        }
    }
    require_none(faults)?;
    let mut all: Vec<_> = named.iter().map(|own| (own.user_id, own.presence)).collect();
    all.sort_by_key(|(user, _)| *user);
    Ok(all)
}

/// Passes when nobody who has voted in an open vote is said to be elsewhere than then.
///
/// # Errors
/// 409 otherwise.
async fn check_voters(
    tx: &Connection,
    meeting: Uuid,
    was: &[store::Attendance],
    now: &[store::Attendance],
) -> Result<(), Problem> {
    let voters = store::list_voters(tx, meeting).await?;
    let presence = |all: &[store::Attendance], user: Uuid| {
        all.iter().find(|(own, _)| *own == user).map(|(_, presence)| *presence)
    };
    if voters.iter().any(|user| presence(was, *user) != presence(now, *user)) {
        Err(Problem::new(Code::member_has_voted))
    } else {
        Ok(())
    }
}

fn audited(attendance: &[store::Attendance]) -> Value {
    let row = |(user, presence): &store::Attendance| json!({"userId": user, "presence": presence});
    json!({"attendance": attendance.iter().map(row).collect::<Vec<_>>()})
}
