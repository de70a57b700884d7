//! The draft of the campaign that a pushed document launches: made once, by the functions of imports.

use uuid::Uuid;

use super::reading::PushedFile;
use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::rules::limits::excesses;
use crate::features::campaigns::store::imported::{LaunchDocument, import_draft};
use crate::features::campaigns::store::{self as campaigns, find_launching_unit};
use crate::features::dispatches::rules::NoDraftReason;
use crate::features::dispatches::store;
use crate::http::Problem;
use crate::official_documents::reader::Reading;
use crate::operations::change::Change;

/// What is to become of the file.
pub(super) enum DraftPlan<'a> {
    /// It launches nothing.
    NoLaunch,
    /// A draft of this unit, where the document has no campaign yet.
    Draft(&'a Reading, Uuid),
    /// It launches a campaign that can't be drafted.
    NoDraft(NoDraftReason),
}

impl<'a> DraftPlan<'a> {
    /// What is to become of a file.
    pub async fn of(tx: &Connection, change: &Change, file: Option<&'a PushedFile>) -> Result<Self, Problem> {
        let Some(reading) = file.and_then(PushedFile::launch) else { return Ok(Self::NoLaunch) };
        if !excesses(reading).is_empty() {
            return Ok(Self::NoDraft(NoDraftReason::TooRich));
        }
        let today = change.context.today;
        let Some(unit_id) = find_launching_unit(tx, &change.caller, reading, today).await? else {
            return Ok(Self::NoDraft(NoDraftReason::UnitUnknown));
        };
        let lineage = authorization::lineage(tx, unit_id, today).await?;
        // A unit that is closed has no lineage.
        if lineage.is_empty() || !allows(&change.caller.grants, Permission::EditCampaigns, &lineage) {
            return Ok(Self::NoDraft(NoDraftReason::UnitOutOfReach));
        }
        Ok(Self::Draft(reading, unit_id))
    }

    /// Why a launch becomes no draft.
    pub const fn no_draft_reason(&self) -> Option<NoDraftReason> {
        match self {
            Self::NoDraft(reason) => Some(*reason),
            Self::NoLaunch | Self::Draft(..) => None,
        }
    }

    /// The campaign of the document, which nobody else changes or cites until the transaction ends; drafted now, where there is none
    /// yet.
    pub async fn carry_out(
        &self,
        tx: &mut Connection,
        context: &ChangeContext,
        document_id: Uuid,
    ) -> Result<Option<Uuid>, Problem> {
        match (store::find_campaign_id(tx, document_id).await?, self) {
            (None, Self::Draft(reading, unit_id)) => {
                let launch = LaunchDocument::Registered(document_id);
                Ok(Some(import_draft(tx, context, *unit_id, reading, launch).await?))
            }
            (found, _) => Ok(found),
        }
    }
}

/// A campaign as the answer names it: a draft only to who made it or reads the drafts of its unit.
pub(super) async fn find_reference(
    tx: &Connection,
    caller: &Caller,
    (id, context): (Uuid, &ChangeContext),
) -> Result<Option<CampaignReference>, Problem> {
    let campaign = campaigns::find(tx, id).await?;
    let is_visible = campaign.status.is_published() || campaign.created_by == caller.user_id || {
        let lineage = authorization::lineage(tx, campaign.launching_unit_id, context.today).await?;
        allows(&caller.grants, Permission::ReadDrafts, &lineage)
    };
    let reference = CampaignReference { id, code: campaign.code, title: campaign.title };
    Ok(is_visible.then_some(reference))
}
