//! What a review looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::ReviewAccess;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store::Campaign;
use crate::features::reviews::rules::{
    Letterhead, ReviewAction, ReviewFigures, ReviewKind, ReviewLife, ReviewStatus, Texts,
};
use crate::features::reviews::store::Review;
use crate::operations::life_cycle::allowed_actions;

/// The words around the figures.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReviewTexts)]
pub struct TextsView {
    /// The general situation (tình hình chung).
    #[schema(
        required,
        max_length = 20_000,
        format = "text",
        example = "Có 20 đơn vị tham gia; 19 đơn vị có đăng ký được duyệt."
    )]
    situation: Option<String>,
    /// The results (kết quả).
    #[schema(
        required,
        max_length = 20_000,
        format = "text",
        example = "Mức độ hoàn thành chung của phong trào đạt 86,5%."
    )]
    results: Option<String>,
    /// What falls short (hạn chế).
    #[schema(required, max_length = 20_000, format = "text", example = "Còn 20 báo cáo quá hạn chưa nộp.")]
    shortcomings: Option<String>,
    /// Why (nguyên nhân).
    #[schema(required, max_length = 20_000, format = "text", example = json!(null))]
    causes: Option<String>,
    /// What is to be done (phương hướng, nhiệm vụ).
    #[schema(required, max_length = 20_000, format = "text", example = json!(null))]
    tasks: Option<String>,
    /// What is proposed (kiến nghị, đề xuất).
    #[schema(required, max_length = 20_000, format = "text", example = json!(null))]
    proposals: Option<String>,
}

impl From<Texts> for TextsView {
    fn from(of: Texts) -> Self {
        let Texts { situation, results, shortcomings, causes, tasks, proposals } = of;
        Self { situation, results, shortcomings, causes, tasks, proposals }
    }
}

/// A line of a letterhead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 200, format = "line", example = "Các đơn vị tham gia phong trào")]
pub struct RecipientLine(pub String);

/// The letterhead and the end of the document.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReviewLetterhead)]
pub struct LetterheadView {
    /// The body above the issuer.
    #[schema(required, max_length = 200, format = "text", example = "Ủy ban nhân dân tỉnh Lạng Sơn")]
    superior: Option<String>,
    /// The body that issues it.
    #[schema(max_length = 200, format = "text", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    issuer: String,
    /// The number in the year.
    #[schema(required, max_length = 11, format = "text", example = "05")]
    number: Option<String>,
    /// The sign behind the number.
    #[schema(required, max_length = 40, format = "text", example = "BC-SNV")]
    notation: Option<String>,
    /// Where it is issued.
    #[schema(max_length = 100, format = "text", example = "Lạng Sơn")]
    place: String,
    /// What it is about (trích yếu).
    #[schema(max_length = 2100, format = "text", example = "Tổng kết phong trào thi đua năm 2023 (mẫu)")]
    subject: String,
    /// On whose behalf it is signed.
    #[schema(required, max_length = 200, format = "text", example = json!(null))]
    signer_authority: Option<String>,
    /// The signer's position.
    #[schema(max_length = 200, format = "text", example = "Giám đốc")]
    signer_position: String,
    /// The signer's name.
    #[schema(required, max_length = 100, format = "text", example = json!(null))]
    signer_name: Option<String>,
    /// Who receives it.
    #[schema(max_items = 50)]
    recipients: Vec<RecipientLine>,
}

impl From<Letterhead> for LetterheadView {
    fn from(of: Letterhead) -> Self {
        Self {
            superior: of.superior,
            issuer: of.issuer,
            number: of.number,
            notation: of.notation,
            place: of.place,
            subject: of.subject,
            signer_authority: of.signer_authority,
            signer_position: of.signer_position,
            signer_name: of.signer_name,
            recipients: of.recipients.into_iter().map(RecipientLine).collect(),
        }
    }
}

/// A review of a campaign: figures that were read once, and the words around them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Review)]
pub struct ReviewView {
    /// The review's id.
    #[schema(example = "01980000-0000-7000-8000-000000002300")]
    pub id: Uuid,
    /// The campaign.
    campaign: CampaignReference,
    /// Which review it is.
    #[schema(example = "INTERIM")]
    kind: ReviewKind,
    /// Its status.
    #[schema(example = "ISSUED")]
    status: ReviewStatus,
    /// The transitions this caller may ask for now.
    #[schema(max_items = 10, example = json!([]))]
    allowed_actions: Vec<ReviewAction>,
    /// The figures speak of all that was accepted through this day.
    #[schema(example = "2023-06-30")]
    through_on: NaiveDate,
    /// The figures; they are never edited by hand.
    figures: ReviewFigures,
    /// The words around the figures.
    texts: TextsView,
    /// The letterhead and the end of the document.
    letterhead: LetterheadView,
    /// The day it was issued.
    #[schema(required, example = "2023-07-10")]
    issued_on: Option<NaiveDate>,
    /// Who began it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// Who created it, edited it or refreshed its figures; none of them may issue it.
    #[schema(max_items = 1000, example = json!(["01980000-0000-7000-8000-000000000002"]))]
    writers: Vec<Uuid>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl ReviewView {
    /// The review as a caller sees it.
    pub(super) fn new(review: Review, campaign: &Campaign, access: ReviewAccess, caller: &Caller) -> Self {
        let is_writer = review.writers.include(Some(caller.user_id));
        let life = ReviewLife { status: review.status, is_writer };
        Self {
            id: review.id,
            campaign: CampaignReference::from(campaign),
            kind: review.kind,
            status: review.status,
            allowed_actions: allowed_actions(&life, |permission| access.allows(permission)),
            through_on: review.through_on,
            figures: review.figures,
            texts: review.texts.into(),
            letterhead: review.letterhead.into(),
            issued_on: review.issued_on,
            created_by: review.created_by,
            writers: review.writers.0,
            version: review.version,
            created_at: local(review.created_at),
            updated_at: local(review.updated_at),
        }
    }
}
