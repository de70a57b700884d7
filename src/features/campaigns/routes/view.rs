//! What a campaign looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::nested_views::{CampaignIssuer, CampaignScope, CampaignSignatory, CampaignWarning, ContentItem};
use super::picture::Picture;
use super::readiness_texts::text_of;
use super::viewer::Viewer;
use crate::auth::policy::allows;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::campaigns::rules::readiness::ReadinessItem;
use crate::features::campaigns::rules::{
    Assignment, CampaignAction, CampaignForm, CampaignLevel, CampaignLife, CampaignReference, CampaignStatus,
    LaunchLevel, Motto, Recipient, Statement,
};
use crate::features::campaigns::store::Whole;
use crate::features::documents::rules::DocumentReference;
use crate::features::documents::store::Document;
use crate::http::Locale;
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// A campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Campaign)]
pub struct CampaignView {
    /// The campaign's id; it never changes.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    pub id: Uuid,
    /// The code that people quote; the launch gives it.
    #[schema(required, max_length = 20, format = "text", example = "PT-2023-001")]
    code: Option<String>,
    /// The name in public links; the launch gives it.
    #[schema(
        required,
        max_length = 120,
        format = "text",
        example = "phong-trao-thi-dua-phan-dau-hoan-thanh-xuat-sac-toan-dien-nhiem-vu-cong-tac-pt-2023-001"
    )]
    slug: Option<String>,
    /// Its status.
    #[schema(example = "LAUNCHED")]
    status: CampaignStatus,
    /// The transitions this caller may ask for now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<CampaignAction>,
    /// The title.
    #[schema(
        required,
        max_length = 1000,
        format = "text",
        example = "Phong trào thi đua phấn đấu hoàn thành xuất sắc, toàn diện nhiệm vụ công tác ngành Nội vụ tỉnh Lạng Sơn năm 2023"
    )]
    title: Option<String>,
    /// The form of emulation.
    #[schema(required, example = "REGULAR")]
    form: Option<CampaignForm>,
    /// The scope by law.
    #[schema(required, example = "SECTOR")]
    level: Option<CampaignLevel>,
    /// The level that leads the launch, as statistics count it; null where it follows from the launching unit.
    #[schema(required, example = json!(null))]
    launch_level: Option<LaunchLevel>,
    /// The unit that launches it.
    launching_unit: UnitReference,
    /// The office that runs it day by day.
    #[schema(required)]
    standing_office: Option<UnitReference>,
    /// The document that launches it.
    #[schema(required)]
    document: Option<DocumentReference>,
    /// The issuer of that document.
    #[schema(required)]
    issuer: Option<CampaignIssuer>,
    /// The campaign above, where this service has it.
    #[schema(required)]
    parent_campaign: Option<CampaignReference>,
    /// The document that launched the campaign above.
    #[schema(required)]
    parent_reference: Option<DocumentReference>,
    /// The theme.
    #[schema(
        required,
        max_length = 5000,
        format = "text",
        example = "Siết chặt kỷ cương, tăng cường trách nhiệm, đổi mới, sáng tạo, hoàn thành xuất sắc nhiệm vụ công tác năm 2023"
    )]
    theme: Option<String>,
    /// Mottoes of others that the launch repeats.
    #[schema(max_items = 500)]
    mottoes: Vec<Motto>,
    /// Objectives.
    #[schema(max_items = 500)]
    objectives: Vec<Statement>,
    /// The first day.
    #[schema(required, example = "2023-02-01")]
    starts_on: Option<NaiveDate>,
    /// The last day, included.
    #[schema(required, example = "2023-12-31")]
    ends_on: Option<NaiveDate>,
    /// The day by which units should pledge; a later pledge is marked as late.
    #[schema(required, example = "2023-02-28")]
    registration_due_on: Option<NaiveDate>,
    /// Whether the website may name units next to figures.
    #[schema(example = false)]
    public_unit_names: bool,
    /// The day from which the launch holds.
    #[schema(required, example = "2023-02-01")]
    launched_on: Option<NaiveDate>,
    /// Documents it rests on, in the order of citing.
    #[schema(max_items = 200)]
    legal_bases: Vec<DocumentReference>,
    /// The content tree.
    #[schema(max_items = 1000)]
    content_items: Vec<ContentItem>,
    /// Tasks and the bodies responsible for them.
    #[schema(max_items = 500)]
    assignments: Vec<Assignment>,
    /// Measures.
    #[schema(max_items = 500)]
    measures: Vec<Statement>,
    /// The recipients of the launch document.
    #[schema(max_items = 500)]
    recipients: Vec<Recipient>,
    /// The signatory.
    signatory: CampaignSignatory,
    /// The units that it calls upon.
    #[schema(max_items = 1000)]
    participants: Vec<CampaignScope>,
    /// How many units take part; 0 before the launch.
    #[schema(format = "count", example = 21)]
    participant_count: i64,
    /// What an officer should check.
    #[schema(max_items = 10)]
    warnings: Vec<CampaignWarning>,
    /// The campaign it was copied from.
    #[schema(required, example = json!(null))]
    copied_from_id: Option<Uuid>,
    /// The person who created it, and who can't launch it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// Increases with every change of any part; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was last changed.
    updated_at: LocalTime,
}

impl CampaignView {
    /// The campaign as a viewer sees it.
    pub(super) fn new(picture: &Picture, viewer: &Viewer<'_>) -> Self {
        let Whole { campaign, charter, contents, participants, .. } = &picture.whole;
        let whole = &picture.whole;
        let document = whole.document(charter.document_id);
        let issuer = |document: &Document| CampaignIssuer {
            name: document.issuer_name.clone(),
            code: document.issuer_code.clone(),
        };
        let of = charter.clone();
        let legal_bases = charter.legal_base_ids.iter().filter_map(|id| whole.document(Some(*id)));
        Self {
            id: campaign.id,
            code: campaign.code.clone(),
            slug: campaign.slug.clone(),
            status: campaign.status,
            allowed_actions: own_actions(picture, viewer),
            title: of.title,
            form: of.form,
            level: of.level,
            launch_level: of.launch_level,
            launching_unit: whole.units.get(charter.launching_unit_id),
            standing_office: whole.units.find(charter.standing_office_id),
            document: document.map(DocumentReference::from),
            issuer: document.map(issuer),
            parent_campaign: picture.parent.clone(),
            parent_reference: whole.document(charter.parent_document_id).map(DocumentReference::from),
            theme: of.theme,
            mottoes: of.provisions.mottoes,
            objectives: of.provisions.objectives,
            starts_on: of.starts_on,
            ends_on: of.ends_on,
            registration_due_on: of.registration_due_on,
            public_unit_names: of.public_unit_names,
            launched_on: campaign.launched_on,
            legal_bases: legal_bases.map(DocumentReference::from).collect(),
            content_items: contents.tree().into_iter().map(ContentItem::from).collect(),
            assignments: of.provisions.assignments,
            measures: of.provisions.measures,
            recipients: of.provisions.recipients,
            signatory: of.signatory.into(),
            participants: of
                .participants
                .iter()
                .map(|scope| CampaignScope::new(scope, &whole.units))
                .collect(),
            participant_count: *participants,
            warnings: warnings(picture, viewer),
            copied_from_id: campaign.copied_from_id,
            created_by: campaign.created_by,
            version: campaign.version,
            created_at: local(campaign.created_at),
            updated_at: local(campaign.updated_at),
        }
    }
}

impl CampaignView {
    /// The campaign as the history keeps it: without what depends on the caller and the day.
    pub(super) fn into_history(self) -> Self {
        Self { allowed_actions: Vec::new(), warnings: Vec::new(), ..self }
    }
}

/// The steps that this caller may take now.
fn own_actions(picture: &Picture, viewer: &Viewer<'_>) -> Vec<CampaignAction> {
    let campaign = &picture.whole.campaign;
    let life = CampaignLife {
        status: campaign.status,
        is_creator: campaign.created_by == viewer.caller.user_id,
        effective_on: viewer.today,
        today: viewer.today,
        launched_on: campaign.launched_on,
    };
    allowed_actions(&life, |permission| allows(&viewer.caller.grants, permission, &picture.lineage))
}

/// What an officer should check: overlaps, and a campaign that is still open after its last day.
fn warnings(picture: &Picture, viewer: &Viewer<'_>) -> Vec<CampaignWarning> {
    let Whole { campaign, charter, .. } = &picture.whole;
    let is_open = campaign.status.is_running() || campaign.status == CampaignStatus::Draft;
    let is_past = is_open && charter.ends_on.is_some_and(|ends_on| ends_on < viewer.today);
    let overlaps = (!picture.overlaps.is_empty()).then_some(ReadinessItem::Overlap);
    let past = is_past.then_some(ReadinessItem::Period);
    let warning = |item: ReadinessItem| CampaignWarning {
        item,
        message: message(item, viewer.locale),
        campaigns: match item {
            ReadinessItem::Overlap => picture.overlaps.clone(),
            _ => Vec::new(),
        },
    };
    overlaps.into_iter().chain(past).map(warning).collect()
}

fn message(item: ReadinessItem, locale: Locale) -> String {
    text_of(item).in_locale(locale).to_owned()
}
