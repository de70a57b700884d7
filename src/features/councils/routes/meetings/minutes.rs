//! The minutes of a meeting as a Word file.

use actix_web::{HttpResponse, get, web};

use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::features::councils::routes::access::{VisibleMeeting, find_visible_meeting};
use crate::features::councils::routes::items::view::ItemsOfMeeting;
use crate::features::councils::routes::sitting::Sitting;
use crate::features::councils::rules::{MinutesHead, MinutesMember, minutes};
use crate::features::councils::store;
use crate::http::Problem;
use crate::http::input::{ById, Parameters};
use crate::operations::documents::word_file;
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// Download the minutes of a meeting
///
/// Biên bản họp with attendance, how each item was voted on, result and share (Decree 152/2025/NĐ-CP, Article 33.5), as a Word file
/// in the form of Decree 30/2020/NĐ-CP, annex I.
#[utoipa::path(responses((status = 200, description = "The minutes",
        content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", body = String)))]
#[get("/council-meetings/{id}/minutes")]
pub async fn get_meeting_minutes(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<HttpResponse, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let read = async |conn: &Connection| {
        let VisibleMeeting { meeting, council, .. } = find_visible_meeting(conn, &caller, id, today).await?;
        let sitting = Sitting::of(conn, &meeting).await?;
        let rows = store::list_items(conn, id).await?;
        let items = ItemsOfMeeting::find(conn, rows, today).await?.in_minutes((&sitting, meeting.held_on));
        let unit = UnitReference::find(conn, council.unit_id, today).await?;
        let members = sitting.members.iter().map(|own| MinutesMember {
            name: own.name.clone(),
            position: own.position,
            presence: sitting.presence(own.user_id),
        });
        let head = MinutesHead {
            unit: unit.name,
            council: council.name,
            title: meeting.title,
            held_on: meeting.held_on,
            place: meeting.place,
            decision: sitting.composition.as_ref().map(|own| own.decision_number.clone()).unwrap_or_default(),
        };
        Ok::<_, db::Error>(minutes(head, &members.collect::<Vec<_>>(), &items))
    };
    let document = state.db.read(read).await?;
    word_file(&state, document, "bien-ban-hop-hoi-dong.docx").await
}
