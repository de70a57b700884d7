//! What an exemplar looks like to officers.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::ExemplarAccess;
use super::checks::life_of;
use crate::auth::Caller;
use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::store as campaigns;
use crate::features::exemplars::rules::{ExemplarAction, ExemplarStatus};
use crate::features::exemplars::store::{self, Exemplar, ExemplarConsent};
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;
use crate::operations::subjects::{KnownSubjects, SubjectReference};

/// An exemplar in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExemplarSummary {
    /// The exemplar's id.
    #[schema(example = "01980000-0000-7000-8000-000000460301")]
    pub id: Uuid,
    /// The unit that found it.
    unit: UnitReference,
    /// Who it is.
    subject: SubjectReference,
    /// What is to be followed, in one line.
    #[schema(
        max_length = 300,
        format = "text",
        example = "Đi đầu cải cách hành chính, rút ngắn thời gian giải quyết hồ sơ (mẫu)"
    )]
    title: String,
    /// Its status.
    #[schema(example = "PUBLISHED")]
    status: ExemplarStatus,
    /// The day on which a leader honoured it.
    #[schema(required, example = "2024-02-20")]
    honoured_on: Option<NaiveDate>,
    /// The day on which it was published.
    #[schema(required, example = "2024-02-26")]
    published_on: Option<NaiveDate>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl ExemplarSummary {
    /// Exemplars as lists show them; as many statements for many as for one.
    pub(super) async fn list(
        conn: &Connection,
        rows: &[Exemplar],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let known = KnownSubjects::find(conn, rows.iter().map(Exemplar::subject), today).await?;
        let units = UnitReference::find_all(conn, rows.iter().map(|row| row.found_by_unit_id), today).await?;
        let summary = |row: &Exemplar| Self {
            id: row.id,
            unit: units.get(row.found_by_unit_id),
            subject: known.reference(row.subject()),
            title: row.title.clone(),
            status: row.status,
            honoured_on: row.honoured_on,
            published_on: row.published_on,
            version: row.version,
        };
        Ok(rows.iter().map(summary).collect())
    }
}

/// What somebody agreed to have published.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ExemplarConsent)]
pub struct ExemplarConsentView {
    /// Its id.
    #[schema(example = "01980000-0000-7000-8000-000000460203")]
    id: Uuid,
    /// Whether it is the one that holds.
    #[schema(example = true)]
    is_live: bool,
    /// Who gave it.
    #[schema(max_length = 300, format = "text", example = "Chính người được nêu gương (mẫu)")]
    given_by: String,
    /// When.
    #[schema(example = "2026-11-12")]
    given_on: NaiveDate,
    /// The paper that shows it, as a registered document.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// Whether it covers the name, and the unit.
    #[schema(example = true)]
    covers_name: bool,
    /// Whether it covers the picture.
    #[schema(example = false)]
    covers_picture: bool,
    /// Whether it covers the award.
    #[schema(example = true)]
    covers_award: bool,
    /// Who recorded it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    recorded_by: Uuid,
    /// When.
    recorded_at: LocalTime,
    /// The day on which it was withdrawn.
    #[schema(required, example = json!(null))]
    withdrawn_on: Option<NaiveDate>,
}

impl From<ExemplarConsent> for ExemplarConsentView {
    fn from(of: ExemplarConsent) -> Self {
        let ExemplarConsent {
            id, is_live, given_by, given_on, document_id, recorded_by, withdrawn_on, ..
        } = of;
        Self {
            id,
            is_live,
            given_by,
            given_on,
            document_id,
            covers_name: of.covers_name,
            covers_picture: of.covers_picture,
            covers_award: of.covers_award,
            recorded_by,
            recorded_at: local(of.recorded_at),
            withdrawn_on,
        }
    }
}

/// An exemplar.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Exemplar)]
pub struct ExemplarView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: ExemplarSummary,
    /// What the caller may do now.
    #[schema(max_items = 5, example = json!([]))]
    allowed_actions: Vec<ExemplarAction>,
    /// What they did, and how others can do it.
    #[schema(
        max_length = 20_000,
        format = "text",
        example = "Rà soát từng thủ tục, bỏ các khâu trùng lặp (mẫu)."
    )]
    story: String,
    /// The campaign in which they did it.
    #[schema(required)]
    campaign: Option<CampaignReference>,
    /// The award of the register that they were given for it.
    #[schema(required, example = "01980000-0000-7000-8000-0000003f0101")]
    award_id: Option<Uuid>,
    /// The picture's file.
    #[schema(required, example = json!(null))]
    picture_id: Option<Uuid>,
    /// What the picture shows.
    #[schema(required, max_length = 500, format = "text", example = json!(null))]
    picture_text: Option<String>,
    /// Whether it is published only with a consent.
    #[schema(example = false)]
    needs_consent: bool,
    /// The consents, the last recorded first.
    #[schema(max_items = 50)]
    consents: Vec<ExemplarConsentView>,
    /// Who honoured it.
    #[schema(required, example = "01980000-0000-7000-8000-000000000003")]
    honoured_by: Option<Uuid>,
    /// Its name in links; null before it was published.
    #[schema(
        required,
        max_length = 120,
        format = "text",
        example = "di-dau-cai-cach-hanh-chinh-rut-ngan-thoi-gian-giai-quyet-ho-so-mau-000000460301"
    )]
    slug: Option<String>,
    /// Whether the public sees it now.
    #[schema(example = true)]
    is_public: bool,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000302")]
    created_by: Uuid,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl ExemplarView {
    /// An exemplar as a caller sees it.
    pub(super) async fn of(
        conn: &Connection,
        caller: &Caller,
        exemplar: Exemplar,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let access = ExemplarAccess::of(conn, caller, &exemplar, today).await?;
        let life = life_of(conn, &exemplar, Some(caller.user_id)).await?;
        let rows = std::slice::from_ref(&exemplar);
        let summary = ExemplarSummary::list(conn, rows, today).await?.pop().ok_or(db::Error::NotFound)?;
        let campaign =
            campaigns::find_references(conn, exemplar.campaign_id).await?.find(exemplar.campaign_id);
        let consents = store::list_consents(conn, exemplar.id).await?;
        let is_published = exemplar.status == ExemplarStatus::Published;
        Ok(Self {
            summary,
            allowed_actions: allowed_actions(&life, |permission| access.allows(permission)),
            story: exemplar.story,
            campaign,
            award_id: exemplar.award_id,
            picture_id: exemplar.picture_id,
            picture_text: exemplar.picture_text,
            needs_consent: life.needs_consent,
            consents: consents.into_iter().map(ExemplarConsentView::from).collect(),
            honoured_by: exemplar.honoured_by,
            slug: exemplar.slug,
            is_public: is_published && !life.is_restricted && (life.has_consent || !life.needs_consent),
            created_by: exemplar.created_by,
            created_at: local(exemplar.created_at),
            updated_at: local(exemplar.updated_at),
        })
    }
}
