//! What people send to create or change a campaign.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::patch::Patch;
use crate::core::vietnamese::composed;
use crate::features::campaigns::rules::{
    Assignment, CampaignForm, CampaignLevel, Charter, LaunchLevel, Motto, Recipient, Scope, Signatory,
    Statement,
};

/// The signatory of the launch document.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignatoryPatch {
    /// The name.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 100, format = "line", example = "Nguyễn Văn Mẫu")]
    name: Patch<String>,
    /// The position.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line", example = "Giám đốc")]
    position: Patch<String>,
    /// On whose behalf: `TM.`, `KT.`, `TL.`, `TUQ.` or `Q.`, with the words after it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, format = "line", example = json!(null))]
    authority: Patch<String>,
}

impl SignatoryPatch {
    fn apply(self, own: Signatory) -> Signatory {
        Signatory {
            name: apply_text(self.name, own.name),
            position: apply_text(self.position, own.position),
            authority: apply_text(self.authority, own.authority),
        }
    }
}

/// A new campaign. Everything except the unit may follow later.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewCampaign {
    /// The unit that launches it.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    launching_unit_id: Uuid,
    /// The title.
    #[schema(
        max_length = 1000,
        format = "line",
        example = "Phong trào thi đua cải cách hành chính năm 2027 (mẫu)"
    )]
    title: Option<String>,
    /// The form of emulation.
    #[schema(example = "THEMATIC")]
    form: Option<CampaignForm>,
    /// The scope by law.
    #[schema(example = "SECTOR")]
    level: Option<CampaignLevel>,
    /// The level that leads the launch, where it does not follow from the launching unit: a unit at the top of the tree
    /// launches for the province, any other for itself.
    #[schema(example = json!(null))]
    launch_level: Option<LaunchLevel>,
    /// The office that runs it day by day.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    standing_office_id: Option<Uuid>,
    /// The campaign above, where this service has it.
    parent_campaign_id: Option<Uuid>,
    /// The document that launched the campaign above.
    parent_document_id: Option<Uuid>,
    /// The document that launches it.
    document_id: Option<Uuid>,
    /// The theme.
    #[schema(max_length = 5000, format = "paragraphs", example = "Kỷ cương, sáng tạo, hiệu quả (mẫu)")]
    theme: Option<String>,
    /// Mottoes of others that the launch repeats.
    #[schema(nullable = false, max_items = 500)]
    mottoes: Option<Vec<Motto>>,
    /// Objectives.
    #[schema(nullable = false, max_items = 500)]
    objectives: Option<Vec<Statement>>,
    /// The first day.
    #[schema(example = "2027-01-15")]
    starts_on: Option<NaiveDate>,
    /// The last day, included.
    #[schema(example = "2027-12-31")]
    ends_on: Option<NaiveDate>,
    /// The day by which units should pledge.
    #[schema(example = "2027-02-26")]
    registration_due_on: Option<NaiveDate>,
    /// Whether the website may name units next to figures; false when it is left out.
    #[schema(nullable = false, example = false)]
    public_unit_names: Option<bool>,
    /// Documents it rests on, in the order of citing.
    #[schema(nullable = false, max_items = 200)]
    legal_base_ids: Option<Vec<Uuid>>,
    /// Tasks and the bodies responsible for them.
    #[schema(nullable = false, max_items = 500)]
    assignments: Option<Vec<Assignment>>,
    /// Measures.
    #[schema(nullable = false, max_items = 500)]
    measures: Option<Vec<Statement>>,
    /// The recipients of the launch document.
    #[schema(nullable = false, max_items = 500)]
    recipients: Option<Vec<Recipient>>,
    /// The signatory.
    #[schema(nullable = false)]
    signatory: Option<SignatoryPatch>,
    /// The units that it calls upon.
    #[schema(nullable = false, max_items = 1000)]
    participants: Option<Vec<Scope>>,
}

impl NewCampaign {
    /// What the new campaign says.
    pub(super) fn charter(self) -> Charter {
        let unit_id = self.launching_unit_id;
        let patch = CampaignPatch {
            launching_unit_id: None,
            title: set_or_clear(self.title),
            form: set_or_clear(self.form),
            level: set_or_clear(self.level),
            launch_level: set_or_clear(self.launch_level),
            standing_office_id: set_or_clear(self.standing_office_id),
            parent_campaign_id: set_or_clear(self.parent_campaign_id),
            parent_document_id: set_or_clear(self.parent_document_id),
            document_id: set_or_clear(self.document_id),
            theme: set_or_clear(self.theme),
            mottoes: self.mottoes,
            objectives: self.objectives,
            starts_on: set_or_clear(self.starts_on),
            ends_on: set_or_clear(self.ends_on),
            registration_due_on: set_or_clear(self.registration_due_on),
            public_unit_names: self.public_unit_names,
            legal_base_ids: self.legal_base_ids,
            assignments: self.assignments,
            measures: self.measures,
            recipients: self.recipients,
            signatory: self.signatory,
            participants: self.participants,
        };
        patch.apply(Charter::of(unit_id))
    }
}

/// What changes: only the members that are named; null clears a value, a list is replaced as a whole.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CampaignPatch {
    /// The unit that launches it.
    #[schema(nullable = false)]
    pub(super) launching_unit_id: Option<Uuid>,
    /// The title.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 1000, format = "line")]
    title: Patch<String>,
    /// The form of emulation.
    #[serde(default)]
    #[schema(value_type = Option<CampaignForm>, example = "REGULAR")]
    form: Patch<CampaignForm>,
    /// The scope by law.
    #[serde(default)]
    #[schema(value_type = Option<CampaignLevel>)]
    level: Patch<CampaignLevel>,
    /// The level that leads the launch; null where it follows from the launching unit.
    #[serde(default)]
    #[schema(value_type = Option<LaunchLevel>)]
    launch_level: Patch<LaunchLevel>,
    /// The office that runs it day by day.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    standing_office_id: Patch<Uuid>,
    /// The campaign above, where this service has it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    parent_campaign_id: Patch<Uuid>,
    /// The document that launched the campaign above.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    parent_document_id: Patch<Uuid>,
    /// The document that launches it.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    document_id: Patch<Uuid>,
    /// The theme.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 5000, format = "paragraphs")]
    theme: Patch<String>,
    /// Mottoes of others that the launch repeats.
    #[schema(nullable = false, max_items = 500)]
    mottoes: Option<Vec<Motto>>,
    /// Objectives.
    #[schema(nullable = false, max_items = 500)]
    objectives: Option<Vec<Statement>>,
    /// The first day.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>, example = "2027-01-04")]
    starts_on: Patch<NaiveDate>,
    /// The last day, included.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    ends_on: Patch<NaiveDate>,
    /// The day by which units should pledge.
    #[serde(default)]
    #[schema(value_type = Option<NaiveDate>)]
    registration_due_on: Patch<NaiveDate>,
    /// Whether the website may name units next to figures.
    #[schema(nullable = false)]
    public_unit_names: Option<bool>,
    /// Documents it rests on, in the order of citing.
    #[schema(nullable = false, max_items = 200)]
    legal_base_ids: Option<Vec<Uuid>>,
    /// Tasks and the bodies responsible for them.
    #[schema(nullable = false, max_items = 500)]
    assignments: Option<Vec<Assignment>>,
    /// Measures.
    #[schema(nullable = false, max_items = 500)]
    measures: Option<Vec<Statement>>,
    /// The recipients of the launch document.
    #[schema(nullable = false, max_items = 500)]
    recipients: Option<Vec<Recipient>>,
    /// The signatory.
    #[schema(nullable = false)]
    signatory: Option<SignatoryPatch>,
    /// The units that it calls upon.
    #[schema(nullable = false, max_items = 1000)]
    participants: Option<Vec<Scope>>,
}

impl CampaignPatch {
    /// What the campaign says with the patch applied.
    pub(super) fn apply(self, own: Charter) -> Charter {
        let mut provisions = own.provisions;
        replace(&mut provisions.mottoes, self.mottoes);
        replace(&mut provisions.objectives, self.objectives);
        replace(&mut provisions.measures, self.measures);
        replace(&mut provisions.assignments, self.assignments);
        replace(&mut provisions.recipients, self.recipients);
        Charter {
            title: apply_text(self.title, own.title),
            form: self.form.apply(own.form),
            level: self.level.apply(own.level),
            launch_level: self.launch_level.apply(own.launch_level),
            launching_unit_id: self.launching_unit_id.unwrap_or(own.launching_unit_id),
            standing_office_id: self.standing_office_id.apply(own.standing_office_id),
            parent_campaign_id: self.parent_campaign_id.apply(own.parent_campaign_id),
            parent_document_id: self.parent_document_id.apply(own.parent_document_id),
            document_id: self.document_id.apply(own.document_id),
            theme: apply_text(self.theme, own.theme),
            starts_on: self.starts_on.apply(own.starts_on),
            ends_on: self.ends_on.apply(own.ends_on),
            registration_due_on: self.registration_due_on.apply(own.registration_due_on),
            public_unit_names: self.public_unit_names.unwrap_or(own.public_unit_names),
            signatory: match self.signatory {
                Some(patch) => patch.apply(own.signatory),
                None => own.signatory,
            },
            provisions,
            legal_base_ids: self.legal_base_ids.unwrap_or(own.legal_base_ids),
            participants: self.participants.unwrap_or(own.participants),
        }
    }
}

/// The patched text in composed form, or the text as it is.
pub(super) fn apply_text(patch: Patch<String>, own: Option<String>) -> Option<String> {
    patch.map(|text| composed(&text)).apply(own)
}

fn replace<T>(own: &mut Vec<T>, patch: Option<Vec<T>>) {
    if let Some(new) = patch {
        *own = new;
    }
}

fn set_or_clear<T>(value: Option<T>) -> Patch<T> {
    value.map_or(Patch::Clear, Patch::Set)
}
