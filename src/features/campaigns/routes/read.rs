//! Reading one campaign.

use actix_web::{HttpRequest, get, web};

use super::view::CampaignView;
use super::{CampaignParameters, Viewer, picture, seen};
use crate::auth::Caller;
use crate::http::input::Parameters;
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// Read a campaign
///
/// The campaign as it is now, with its content tree. Launched campaigns are for everybody who is signed in; a draft
/// is for those who may read drafts of its unit, for all others it is not there.
#[utoipa::path(params(CampaignParameters),
    responses((status = 200, body = CampaignView, description = "The campaign", headers(("ETag" = String)))))]
#[get("/campaigns/{id}")]
pub async fn get_campaign(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    parameters: Parameters<CampaignParameters>,
) -> Result<Answer, Problem> {
    let viewer = Viewer::new(&request, &state, &caller);
    let read = state.db.read(async |conn| {
        let campaign = seen(conn, &viewer, parameters.0.id).await?;
        picture(conn, campaign, viewer.today).await
    });
    let picture = read.await?;
    Ok(Answer::ok(&CampaignView::new(&picture, &viewer)?)?.with_etag(picture.whole.campaign.version))
}
