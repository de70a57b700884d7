//! A pledge as callers see it.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::VisiblePledge;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store::contents;
use crate::features::pledges::rules::{
    Aim, Initiative, Item, Measure, PledgeAction, PledgeContent, PledgeStatus, Responsible,
};
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// One thing that a unit pledges to do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgeItem {
    /// Its id; it stays through all revisions.
    #[schema(example = "01980000-0000-7000-8000-000000310201")]
    id: Uuid,
    /// What people and other systems call it within the pledge.
    #[schema(max_length = 60, format = "text", example = "II.2.1")]
    code: String,
    /// The content it answers.
    #[schema(example = "01980000-0000-7000-8000-000000000303")]
    content_id: Uuid,
    /// The printed number of that content.
    #[schema(max_length = 50, format = "text", example = "II.2.1")]
    content_ordinal: String,
    /// The text.
    #[schema(max_length = 5000, format = "text", example = "Giải quyết đúng hạn từ 98% hồ sơ (mẫu)")]
    text: String,
    /// Its weight among the items.
    #[schema(format = "decimal", example = "2")]
    weight: String,
    /// Its last day; null means the campaign's last day.
    #[schema(required, example = json!(null))]
    due_on: Option<NaiveDate>,
    /// What it is measured by; null where the item is rated.
    #[schema(required)]
    measure: Option<Measure>,
    /// The person responsible for it.
    #[schema(required)]
    responsible: Option<Responsible>,
}

impl PledgeItem {
    /// The items of a pledge with the numbers of their contents.
    pub(super) fn all(content: PledgeContent, ordinals: &HashMap<Uuid, String>) -> Vec<Self> {
        let item = |item: Item| Self {
            content_ordinal: ordinals.get(&item.content_id).cloned().unwrap_or_default(),
            id: item.id,
            code: item.code,
            content_id: item.content_id,
            text: item.text,
            weight: item.weight.to_string(),
            due_on: item.due_on,
            measure: item.measure,
            responsible: item.responsible,
        };
        content.items.into_iter().map(item).collect()
    }
}

/// A pledge. Those who act for the unit, run the campaign or read drafts see what is being written; everybody else sees
/// what was approved last.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Pledge)]
pub struct PledgeView {
    /// The pledge's id.
    #[schema(example = "01980000-0000-7000-8000-000000310200")]
    pub id: Uuid,
    /// The campaign.
    campaign: CampaignReference,
    /// The unit.
    unit: UnitReference,
    /// Its status.
    #[schema(example = "APPROVED")]
    status: PledgeStatus,
    /// The transitions this caller may ask for now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<PledgeAction>,
    /// What the unit pledges to do.
    #[schema(max_items = 200)]
    items: Vec<PledgeItem>,
    /// The titles and forms of commendation that are aimed at.
    #[schema(max_items = 200)]
    aims: Vec<Aim>,
    /// The initiatives.
    #[schema(max_items = 100)]
    initiatives: Vec<Initiative>,
    /// The last approved revision; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    revision: i32,
    /// The day it was first submitted.
    #[schema(required, example = "2023-02-20")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the day by which units were asked to pledge.
    #[schema(example = false)]
    is_late: bool,
    /// The pledge of another campaign it was copied from.
    #[schema(required, example = json!(null))]
    copied_from_id: Option<Uuid>,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was last changed.
    updated_at: LocalTime,
}

impl PledgeView {
    /// The pledge as a caller sees it.
    pub(super) async fn read(
        conn: &Connection,
        visible: VisiblePledge,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let allowed_actions = actions_of(&visible, caller);
        let pledge = visible.pledge;
        let content_ids: Vec<Uuid> = pledge.content.items.iter().map(|item| item.content_id).collect();
        let ordinals = contents::ordinals(conn, pledge.campaign_id, &content_ids).await?;
        let unit = UnitReference::find(conn, pledge.unit_id, today).await?;
        let (aims, initiatives) = (pledge.content.aims.clone(), pledge.content.initiatives.clone());
        Ok(Self {
            id: pledge.id,
            campaign: CampaignReference::from(&visible.campaign),
            unit,
            status: pledge.status,
            allowed_actions,
            items: PledgeItem::all(pledge.content, &ordinals),
            aims,
            initiatives,
            revision: pledge.revision,
            submitted_on: pledge.submitted_on,
            is_late: pledge.is_late,
            copied_from_id: pledge.copied_from_id,
            created_by: pledge.created_by,
            version: pledge.version,
            created_at: local(pledge.created_at),
            updated_at: local(pledge.updated_at),
        })
    }
}

/// The steps this caller may take now.
fn actions_of(visible: &VisiblePledge, caller: &Caller) -> Vec<PledgeAction> {
    let VisiblePledge { pledge, campaign, access } = visible;
    let is_running = campaign.status.is_running();
    let life = pledge.life(Some(caller.user_id));
    let mut actions = allowed_actions(&life, |permission| access.allows(permission));
    actions.retain(|action| is_running || !action.needs_running_campaign());
    actions
}
