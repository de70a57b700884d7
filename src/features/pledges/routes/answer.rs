//! A pledge as an answer.

use chrono::NaiveDate;
use uuid::Uuid;

use super::access::find_visible;
use super::view::PledgeView;
use crate::auth::Caller;
use crate::db::{self, Connection};
use crate::http::{Answer, Problem};
use crate::operations::change::Change;

/// The pledge as the caller sees it now.
pub(super) async fn read_view(
    conn: &Connection,
    caller: &Caller,
    id: Uuid,
    today: NaiveDate,
) -> Result<PledgeView, db::Error> {
    let visible = find_visible(conn, caller, id, today).await?;
    PledgeView::read(conn, visible, caller, today).await
}

/// The pledge as it is now, as the answer to a change.
pub(super) async fn answer(tx: &mut Connection, change: &Change, id: Uuid) -> Result<Answer, Problem> {
    let view = read_view(tx, &change.caller, id, change.context.today).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}
