//! What is recorded of a campaign.

use serde_json::{Value, json};
use uuid::Uuid;

use super::model::Campaign;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::json::to_json;
use crate::db::{Connection, Error};
use crate::features::campaigns::rules::Charter;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents};
use crate::record::{ChangeRecord, Occurrence, Recorded, Subject, record};

/// For the steps of its life, only what they change is recorded.
impl Recorded for Campaign {
    fn subject(&self) -> Subject {
        subject(self.id, self.launching_unit_id)
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({
            "status": self.status,
            "code": self.code,
            "slug": self.slug,
            "launchedOn": self.launched_on,
        })
    }
}

/// Records a new draft.
pub async fn record_creation(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
    charter: &Charter,
    contents: &Contents,
) -> Result<(), Error> {
    let after = audited_whole(charter, contents)?;
    let subject = subject(id, charter.launching_unit_id);
    let created =
        ChangeRecord::new(Occurrence::CampaignCreated, subject, RowVersion::FIRST, (None, Some(after)));
    record(tx, context, [created]).await
}

/// Records a change of a draft's charter.
pub async fn record_charter_change(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    (before, after): (&Charter, &Charter),
) -> Result<(), Error> {
    let subject = subject(campaign.id, after.launching_unit_id);
    let audited = (Some(audited(before)?), Some(audited(after)?));
    let changed = ChangeRecord::new(Occurrence::CampaignChanged, subject, campaign.version.next(), audited);
    record(tx, context, [changed]).await
}

/// Records an amendment.
pub async fn record_amendment(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    (before, after): ((&Charter, &Contents), (&Charter, &Contents)),
) -> Result<(), Error> {
    let audited = (Some(audited_whole(before.0, before.1)?), Some(audited_whole(after.0, after.1)?));
    let version = campaign.version.next();
    let amended = ChangeRecord::new(Occurrence::CampaignAmended, campaign.subject(), version, audited);
    record(tx, context, [amended]).await
}

/// Records that a content of a draft was added, changed or removed.
pub async fn record_content_change(
    tx: &mut Connection,
    context: &ChangeContext,
    campaign: &Campaign,
    (before, after): (Option<&CampaignContent>, Option<&CampaignContent>),
) -> Result<(), Error> {
    let as_json = |content: &CampaignContent| json!({"content": content});
    let audited = (before.map(as_json), after.map(as_json));
    let version = campaign.version.next();
    let changed = ChangeRecord::new(Occurrence::CampaignChanged, campaign.subject(), version, audited);
    record(tx, context, [changed]).await
}

const fn subject(id: Uuid, launching_unit_id: Uuid) -> Subject {
    Subject { id, unit_id: Some(launching_unit_id) }
}

fn audited(charter: &Charter) -> Result<Value, Error> {
    to_json(charter)
}

/// A charter with its contents as one object.
fn audited_whole(charter: &Charter, contents: &Contents) -> Result<Value, Error> {
    let mut whole = audited(charter)?;
    if let Some(members) = whole.as_object_mut() {
        let contents = to_json(&contents.0)?;
        members.insert("contents".to_owned(), contents);
    }
    Ok(whole)
}
