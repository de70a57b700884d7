//! What a meeting looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::councils::routes::access::CouncilAccess;
use crate::features::councils::routes::items::view::AgendaItemView;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{
    AgendaItemStatus, MeetingAction, MeetingLife, MeetingStatus, MemberPosition, Presence,
};
use crate::features::councils::store::{self, Council, Meeting};
use crate::operations::life_cycle::allowed_actions;

/// A council as its meetings name it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CouncilReference {
    /// The council's id.
    #[schema(example = "01980000-0000-7000-8000-0000003e0001")]
    id: Uuid,
    /// What it is called.
    #[schema(max_length = 300, format = "text", example = "Hội đồng Thi đua - Khen thưởng Sở Nội vụ (mẫu)")]
    name: String,
}

/// A meeting in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CouncilMeetingSummary {
    /// The meeting's id.
    #[schema(example = "01980000-0000-7000-8000-0000003e1001")]
    pub id: Uuid,
    /// Whose meeting it is.
    council: CouncilReference,
    /// What it is about.
    #[schema(max_length = 500, format = "text", example = "Họp xét khen thưởng đợt 1 năm 2026 (mẫu)")]
    title: String,
    /// The day.
    #[schema(example = "2026-11-20")]
    held_on: NaiveDate,
    /// Where it is held.
    #[schema(required, max_length = 300, format = "text", example = "Phòng họp số 1 (mẫu)")]
    place: Option<String>,
    /// Its status.
    #[schema(example = "PLANNED")]
    status: MeetingStatus,
    /// How many items are on its agenda.
    #[schema(format = "count", example = 2)]
    item_count: i64,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl CouncilMeetingSummary {
    /// Meetings as lists show them.
    pub async fn list(conn: &Connection, rows: Vec<Meeting>) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let counts = store::count_items(conn, &ids).await?;
        let councils: Vec<Uuid> = rows.iter().map(|row| row.council_id).collect();
        let names = store::list_council_names(conn, &councils).await?;
        let name = |id: Uuid| names.iter().find(|(own, _)| *own == id).map(|(_, name)| name.clone());
        let summary = |row: Meeting| Self {
            id: row.id,
            council: CouncilReference { id: row.council_id, name: name(row.council_id).unwrap_or_default() },
            title: row.title,
            held_on: row.held_on,
            place: row.place,
            status: row.status,
            item_count: counts.iter().find(|(id, _)| *id == row.id).map_or(0, |(_, count)| *count),
            version: row.version,
        };
        Ok(rows.into_iter().map(summary).collect())
    }
}

/// A member at a meeting.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MemberAttendance {
    /// The account with which the member votes.
    #[schema(example = "01980000-0000-7000-8000-000000000004")]
    user_id: Uuid,
    /// The name.
    #[schema(max_length = 200, format = "text", example = "Thành viên Hội đồng 1 (mẫu)")]
    name: String,
    /// What the member is in the council.
    #[schema(example = "CHAIR")]
    position: MemberPosition,
    /// Whether the member is there.
    #[schema(example = "PRESENT")]
    presence: Presence,
}

/// A meeting.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CouncilMeeting)]
pub struct CouncilMeetingView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: CouncilMeetingSummary,
    /// What the caller may do now.
    #[schema(max_items = 3, example = json!(["OPEN", "CANCEL"]))]
    allowed_actions: Vec<MeetingAction>,
    /// Everybody who sits in the council, in the order of the names.
    #[schema(max_items = 100)]
    attendance: Vec<MemberAttendance>,
    /// The agenda, in its order.
    #[schema(max_items = 500)]
    items: Vec<AgendaItemView>,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl CouncilMeetingView {
    /// A meeting as a caller sees it.
    pub async fn of(
        conn: &Connection,
        caller: &Caller,
        (meeting, council): (Meeting, &Council),
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let access = CouncilAccess::of(conn, caller, council, today).await?;
        let sitting = Sitting::of(conn, &meeting).await?;
        let rows = store::list_items(conn, meeting.id).await?;
        let life = life_of(&meeting, &sitting, rows.iter().map(|row| row.status), today);
        let items = AgendaItemView::list(conn, (caller, access), (&meeting, &sitting), rows, today).await?;
        let attendance = sitting.members.iter().map(|member| MemberAttendance {
            user_id: member.user_id,
            name: member.name.clone(),
            position: member.position,
            presence: sitting.presence(member.user_id),
        });
        let (created_by, created_at, updated_at) =
            (meeting.created_by, local(meeting.created_at), local(meeting.updated_at));
        let summary = CouncilMeetingSummary::list(conn, vec![meeting]).await?.pop();
        Ok(Self {
            summary: summary.ok_or(db::Error::NotFound)?,
            allowed_actions: allowed_actions(&life, |permission| access.allows(permission)),
            attendance: attendance.collect(),
            items,
            created_by,
            created_at,
            updated_at,
        })
    }
}

/// The life of a meeting.
pub(super) fn life_of(
    meeting: &Meeting,
    sitting: &Sitting,
    items: impl Iterator<Item = AgendaItemStatus> + Clone,
    today: NaiveDate,
) -> MeetingLife {
    MeetingLife {
        status: meeting.status,
        is_due: meeting.held_on <= today,
        has_members: !sitting.members.is_empty(),
        is_recomposed: false,
        has_one_person_twice: false,
        has_items: items.clone().any(|status| status != AgendaItemStatus::Removed),
        is_voting: items.into_iter().any(|status| status == AgendaItemStatus::Voting),
    }
}
