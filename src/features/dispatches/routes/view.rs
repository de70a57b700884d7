//! What a push answers.

use serde::Serialize;
use utoipa::ToSchema;

use super::reading::PushedFile;
use crate::core::row_version::RowVersion;
use crate::features::campaigns::rules::CampaignReference;
use crate::features::dispatches::rules::{DispatchVerdict, NoDraftReason};
use crate::features::documents::rules::DocumentReference;
use crate::features::documents::store::Document;
use crate::operations::official_files::ImportReason;

/// A pushed document, what its file is taken for, and the campaign that it launches.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PushedDocument)]
pub struct PushView {
    /// The document, which stands at `/documents/{id}`.
    document: DocumentReference,
    /// Its version, which increases with every change; `If-Match` is compared with it.
    version: RowVersion,
    /// What its file is taken for.
    verdict: DispatchVerdict,
    /// What it was taken for where the verdict is OTHER; else null.
    #[schema(required, max_length = 64, pattern = "^[A-Z_]+$", example = json!(null))]
    taken_for: Option<String>,
    /// Why, the weightiest first.
    #[schema(max_items = 100)]
    reasons: Vec<ImportReason>,
    /// The campaign that the document launches, a draft at first; null where there is none, or only another unit's draft.
    #[schema(required)]
    campaign: Option<CampaignReference>,
    /// Why the launch became no draft; null where it launches none, or its campaign is here.
    #[schema(required)]
    no_draft_because: Option<NoDraftReason>,
}

impl PushView {
    /// The answer to a push.
    pub(super) fn new(
        document: &Document,
        file: Option<&PushedFile>,
        (campaign, no_draft_because): (Option<CampaignReference>, Option<NoDraftReason>),
    ) -> Self {
        let (taken_for, reasons) = file.map(PushedFile::reasons).unwrap_or_default();
        let verdict = file.map_or(DispatchVerdict::NoFile, PushedFile::verdict);
        Self {
            document: document.into(),
            version: document.version,
            verdict,
            taken_for,
            reasons,
            campaign,
            no_draft_because,
        }
    }
}
