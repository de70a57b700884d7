//! A campaign's own row.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::schema::campaigns;
use crate::features::campaigns::rules::period::CampaignPeriod;
use crate::features::campaigns::rules::{
    CampaignForm, CampaignLevel, CampaignReference, CampaignStatus, LaunchLevel,
};
use crate::text_columns;

text_columns!(CampaignForm, CampaignLevel, CampaignStatus, LaunchLevel);

/// A campaign's own row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = campaigns)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Campaign {
    pub id: Uuid,
    pub status: CampaignStatus,
    pub code: Option<String>,
    pub slug: Option<String>,
    pub title: Option<String>,
    pub form: Option<CampaignForm>,
    pub level: Option<CampaignLevel>,
    pub launch_level: Option<LaunchLevel>,
    pub launching_unit_id: Uuid,
    pub standing_office_id: Option<Uuid>,
    pub parent_campaign_id: Option<Uuid>,
    pub parent_document_id: Option<Uuid>,
    pub document_id: Option<Uuid>,
    pub theme: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub registration_due_on: Option<NaiveDate>,
    pub public_unit_names: bool,
    pub signatory_name: Option<String>,
    pub signatory_position: Option<String>,
    pub signatory_authority: Option<String>,
    pub provisions: Value,
    pub copied_from_id: Option<Uuid>,
    pub launched_on: Option<NaiveDate>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl From<&Campaign> for CampaignReference {
    fn from(campaign: &Campaign) -> Self {
        Self { id: campaign.id, code: campaign.code.clone(), title: campaign.title.clone() }
    }
}

impl Campaign {
    /// Its days; a launched campaign has them.
    #[must_use]
    pub fn days(&self) -> Option<CampaignPeriod> {
        CampaignPeriod::new(self.starts_on?, self.ends_on?)
    }
}
