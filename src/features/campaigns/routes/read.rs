//! Reading one campaign.

use actix_web::{HttpRequest, get, web};

use super::access::find_visible;
use super::picture::Picture;
use super::view::CampaignView;
use super::viewer::Viewer;
use crate::auth::Caller;
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a campaign
///
/// The campaign as it is now, with its content tree. All signed-in users see launched campaigns; only people who may
/// read drafts of its unit see a draft, all others get 404.
#[utoipa::path(
    responses((status = 200, body = CampaignView, description = "The campaign", headers(("ETag" = String)))))]
#[get("/campaigns/{id}")]
pub async fn get_campaign(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let viewer = Viewer::new(&request, &state, &caller);
    let read = state.db.read(async |conn| {
        let campaign = find_visible(conn, &caller, path.0.id, viewer.today).await?;
        Picture::read(conn, campaign, viewer.today).await
    });
    let picture = read.await?;
    Ok(Answer::ok(&CampaignView::new(&picture, &viewer))?.with_etag(picture.whole.campaign.version))
}
