//! Writing contents, and recording their changes.

use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::features::campaigns::store::recorded::record_content_change;
use crate::features::campaigns::store::{self, Campaign};
use crate::http::Problem;

/// Writes the changed contents of a tree: the content itself, and the places of the others.
pub(super) async fn write_changed(
    tx: &mut Connection,
    campaign_id: Uuid,
    before: &Contents,
    changed: &[CampaignContent],
    amendment: Option<i32>,
) -> Result<(), Problem> {
    let mut only_moved = Vec::new();
    for content in changed {
        match before.find(content.id) {
            None => store::contents::insert(tx, campaign_id, std::slice::from_ref(content)).await?,
            Some(old) if CampaignContent { place: old.place, ..content.clone() } == *old => {
                only_moved.push(content);
            }
            Some(old) => store::contents::update(tx, campaign_id, (old, content), amendment).await?,
        }
    }
    Ok(store::contents::renumber(tx, &only_moved).await?)
}

/// Writes the difference between two trees: removals first, because they free numbers for the others.
pub(in crate::features::campaigns::routes) async fn write_difference(
    tx: &mut Connection,
    campaign_id: Uuid,
    (before, after): (&Contents, &Contents),
    amendment: Option<i32>,
) -> Result<(), Problem> {
    let removed: Vec<Uuid> =
        before.0.iter().map(|content| content.id).filter(|id| after.find(*id).is_none()).collect();
    store::contents::remove(tx, &removed, amendment).await?;
    let touched: Vec<CampaignContent> =
        after.in_order().into_iter().filter(|own| before.find(own.id) != Some(own)).cloned().collect();
    let (old, new): (Vec<CampaignContent>, Vec<CampaignContent>) =
        touched.into_iter().partition(|content| before.find(content.id).is_some());
    write_changed(tx, campaign_id, before, &old, amendment).await?;
    Ok(store::contents::insert(tx, campaign_id, &new).await?)
}

/// Raises the campaign's version, and records the change of one content.
pub(super) async fn advance_campaign(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    change: (Option<&CampaignContent>, Option<&CampaignContent>),
) -> Result<(), Problem> {
    store::advance(tx, campaign, campaign.status, None, context.at).await?;
    Ok(record_content_change(tx, context, campaign, change).await?)
}
