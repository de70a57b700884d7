//! A campaign as an answer.

use uuid::Uuid;

use super::picture::Picture;
use super::view::CampaignView;
use super::viewer::Viewer;
use crate::db::Connection;
use crate::features::campaigns::store;
use crate::http::{Answer, Problem};
use crate::operations::change::Change;
use crate::operations::state::State;

/// The campaign as it is now.
pub(super) async fn read_view(
    tx: &Connection,
    viewer: &Viewer<'_>,
    id: Uuid,
) -> Result<CampaignView, Problem> {
    let campaign = store::find(tx, id).await?;
    Ok(CampaignView::new(&Picture::read(tx, campaign, viewer.today).await?, viewer))
}

/// The campaign as it is now, as the answer to a change.
pub(super) async fn answer(tx: &mut Connection, change: &Change, id: Uuid) -> Result<Answer, Problem> {
    let view = read_view(tx, &Viewer::from(change), id).await?;
    Ok(Answer::ok(&view)?.with_etag(view.version))
}

/// 201 with the new campaign.
pub(super) async fn answer_created(
    tx: &mut Connection,
    state: &State,
    change: &Change,
    id: Uuid,
) -> Result<Answer, Problem> {
    let view = read_view(tx, &Viewer::from(change), id).await?;
    Ok(Answer::created(&state.link(&format!("/campaigns/{id}")), &view)?.with_etag(view.version))
}
