//! What a pledge looks like from outside.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Seen;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::db::{self, Connection};
use crate::features::campaigns::store::contents;
use crate::features::pledges::rules::{
    Aim, By, Initiative, Item, Measure, PledgeAction, PledgeContent, PledgeStatus, Responsible,
};
use crate::features::units::store as units;

/// One thing that a unit takes upon itself.
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
    /// The words.
    #[schema(max_length = 5000, format = "text", example = "Giải quyết đúng hạn từ 98% hồ sơ (mẫu)")]
    text: String,
    /// What it counts beside the others.
    #[schema(format = "decimal", example = "2")]
    weight: String,
    /// Until when; null for the campaign's last day.
    #[schema(required, format = Date, max_length = 10, example = json!(null))]
    due_on: Option<NaiveDate>,
    /// What it is measured by; null for an item that is rated.
    #[schema(required)]
    measure: Option<Measure>,
    /// Who answers for it.
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

/// A unit that pledges.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PledgingUnit {
    /// The unit's id.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub(super) id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    pub(super) code: String,
    /// Its name today.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    pub(super) name: String,
}

impl From<units::Named> for PledgingUnit {
    fn from(unit: units::Named) -> Self {
        Self { id: unit.id, code: unit.code, name: unit.name }
    }
}

/// A pledge. Who stands outside (neither acts for the unit, nor runs the campaign, nor reads drafts) sees what was
/// approved last.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Pledge)]
pub struct PledgeView {
    /// The pledge's id.
    #[schema(example = "01980000-0000-7000-8000-000000310200")]
    pub id: Uuid,
    /// The campaign.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    campaign_id: Uuid,
    /// The unit.
    unit: PledgingUnit,
    /// Where it is in its life.
    #[schema(example = "APPROVED")]
    status: PledgeStatus,
    /// The transitions this caller may ask for now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<PledgeAction>,
    /// What the unit takes upon itself.
    #[schema(max_items = 200)]
    items: Vec<PledgeItem>,
    /// Titles and forms of commendation aimed at.
    #[schema(max_items = 200)]
    aims: Vec<Aim>,
    /// Initiatives.
    #[schema(max_items = 100)]
    initiatives: Vec<Initiative>,
    /// The last approved revision; 0 before the first.
    #[schema(minimum = 0, maximum = 2_147_483_647, example = 1)]
    revision: i32,
    /// The day it was submitted first.
    #[schema(required, format = Date, max_length = 10, example = "2023-02-20")]
    submitted_on: Option<NaiveDate>,
    /// Whether that was after the day by which units were asked to pledge.
    #[schema(example = false)]
    is_late: bool,
    /// The pledge of another campaign it was copied from.
    #[schema(required, example = json!(null))]
    copied_from_id: Option<Uuid>,
    /// Who began it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// Grows with every change; what `If-Match` compares.
    #[schema(minimum = 1, maximum = 2_147_483_647, example = 3)]
    pub version: i32,
    /// When it was begun.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-20T08:00:00.000000+07:00")]
    created_at: LocalTime,
    /// When it was changed last.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2023-02-22T09:00:00.000000+07:00")]
    updated_at: LocalTime,
}

impl PledgeView {
    /// The pledge as a caller sees it.
    ///
    /// # Errors
    /// [`db::Error`].
    pub(super) async fn of(
        conn: &Connection,
        seen: &Seen,
        caller: &Caller,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let pledge = seen.pledge.clone();
        let answered: Vec<Uuid> = pledge.content.items.iter().map(|item| item.content_id).collect();
        let ordinals = contents::ordinals(conn, pledge.campaign_id, &answered).await?;
        let unit = units::named(conn, &[pledge.unit_id], today).await?.into_iter().next();
        let (aims, initiatives) = (pledge.content.aims.clone(), pledge.content.initiatives.clone());
        Ok(Self {
            id: pledge.id,
            campaign_id: pledge.campaign_id,
            unit: unit.ok_or(db::Error::NotFound)?.into(),
            status: pledge.status,
            allowed_actions: allowed_actions(seen, caller),
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
fn allowed_actions(seen: &Seen, caller: &Caller) -> Vec<PledgeAction> {
    let pledge = &seen.pledge;
    let is_filer = pledge.submitted_by == Some(caller.user_id);
    let may = pledge.status.steps(pledge.revision > 0).filter(|step| {
        seen.standing.allows(step.by.needs())
            && !(step.by == By::Office && is_filer)
            && (seen.campaign.status.is_running() || !step.action.needs_a_run())
    });
    may.map(|step| step.action).collect()
}
