//! What a campaign says, apart from its contents.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::text_enum;

/// The most entries of each list of printed text.
pub const MOST_PROVISIONS: usize = 500;
/// The most legal bases.
pub const MOST_LEGAL_BASES: usize = 200;

text_enum! {
    /// The form of emulation (Law 06/2022/QH15, article 16.1).
    pub enum CampaignForm {
        /// Thi đua thường xuyên: by the year's tasks.
        Regular = "REGULAR",
        /// Thi đua theo chuyên đề: one task, a fixed time.
        Thematic = "THEMATIC",
    }
}

text_enum! {
    /// The scope of a campaign (Law 06/2022/QH15, article 16.2).
    pub enum CampaignLevel {
        /// The whole country.
        National = "NATIONAL",
        /// A ministry, sector or mass organisation.
        Sector = "SECTOR",
        /// A locality.
        Locality = "LOCALITY",
        /// A cluster or bloc (cụm, khối thi đua).
        Cluster = "CLUSTER",
        /// A single agency, organisation or unit.
        Unit = "UNIT",
    }
}

text_enum! {
    /// The level that leads a launch (cấp phát động), as form 0601.N/BNV-TĐKT counts it.
    pub enum LaunchLevel {
        /// A central council or body.
        Central = "CENTRAL",
        /// A ministry, a central body or a province.
        Province = "PROVINCE",
        /// An agency, an organisation or a unit.
        Unit = "UNIT",
    }
}

text_enum! {
    /// How a recipient is reached.
    pub enum RecipientChannel {
        /// Sent to them; no way is named.
        Direct = "DIRECT",
        /// Through VNPT-iOffice.
        Ioffice = "IOFFICE",
        /// By electronic mail.
        Email = "EMAIL",
        /// Published on a website or portal.
        Website = "WEBSITE",
        /// Kept by the issuer (`Lưu:`).
        Archive = "ARCHIVE",
    }
}

/// One printed statement: an objective or a measure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(
    max_length = 20000,
    format = "paragraphs",
    example = "Hoàn thành 100% nhiệm vụ được giao trong năm (mẫu)"
)]
pub struct Statement(pub String);

/// A motto and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Motto {
    /// The words.
    #[schema(
        max_length = 2000,
        format = "paragraphs",
        example = "Đoàn kết, kỷ cương, gương mẫu, đổi mới, sáng tạo, hiệu quả"
    )]
    pub text: String,
    /// Whose motto it is, as printed.
    #[schema(max_length = 200, format = "line", example = "Bộ Nội vụ")]
    pub attributed_to: Option<String>,
}

/// A task of organising the campaign, and the body responsible for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Assignment {
    /// The responsible body, as printed.
    #[schema(max_length = 500, format = "line", example = "Văn phòng Sở Nội vụ")]
    pub assignee: Option<String>,
    /// The task.
    #[schema(
        max_length = 20000,
        format = "paragraphs",
        example = "Giao Văn phòng Sở Nội vụ tổ chức triển khai và thực hiện nội dung phong trào thi đua."
    )]
    pub text: String,
}

/// A recipient of the launch document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Recipient {
    /// The recipient as printed.
    #[schema(max_length = 1000, format = "paragraphs", example = "CC,VC, NLĐ Sở (qua VNPT-iOffice)")]
    pub text: String,
    /// How it is reached.
    #[schema(example = "IOFFICE")]
    pub channel: RecipientChannel,
}

/// A unit that the campaign calls upon, alone or with all units below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scope {
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Uuid,
    /// Whether the campaign also calls upon all units below it, however deep.
    #[schema(example = true)]
    pub with_subtree: bool,
}

/// Lists of printed text that are read and written with the campaign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Provisions {
    /// Mottoes of others that the launch repeats.
    pub mottoes: Vec<Motto>,
    /// Objectives (mục tiêu).
    pub objectives: Vec<Statement>,
    /// Measures (biện pháp tổ chức).
    pub measures: Vec<Statement>,
    /// Tasks and the bodies responsible for them (tổ chức thực hiện).
    pub assignments: Vec<Assignment>,
    /// The recipients of the document (nơi nhận).
    pub recipients: Vec<Recipient>,
}

/// Everything a campaign says of itself, apart from its content tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Charter {
    /// The title.
    pub title: Option<String>,
    /// The form of emulation.
    pub form: Option<CampaignForm>,
    /// The scope by law.
    pub level: Option<CampaignLevel>,
    /// The level that leads the launch, where somebody said it.
    pub launch_level: Option<LaunchLevel>,
    /// The unit that launches it; the roles over this unit apply to it.
    pub launching_unit_id: Uuid,
    /// The office that runs it day by day.
    pub standing_office_id: Option<Uuid>,
    /// The campaign above, where this service has it.
    pub parent_campaign_id: Option<Uuid>,
    /// The document that launched the campaign above.
    pub parent_document_id: Option<Uuid>,
    /// The document that launches it.
    pub document_id: Option<Uuid>,
    /// The theme (chủ đề).
    pub theme: Option<String>,
    /// The first day.
    pub starts_on: Option<NaiveDate>,
    /// The last day, included.
    pub ends_on: Option<NaiveDate>,
    /// The day by which units should pledge; a later pledge is marked as late.
    pub registration_due_on: Option<NaiveDate>,
    /// Whether the website may name units next to figures.
    pub public_unit_names: bool,
    /// The signatory.
    pub signatory: Signatory,
    /// Lists of printed text.
    pub provisions: Provisions,
    /// Documents it rests on, in order.
    pub legal_base_ids: Vec<Uuid>,
    /// The units that it calls upon.
    pub participants: Vec<Scope>,
}

/// The signatory of the launch document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signatory {
    /// The name.
    pub name: Option<String>,
    /// The position.
    pub position: Option<String>,
    /// On whose behalf, as printed: `TM. ỦY BAN NHÂN DÂN`.
    pub authority: Option<String>,
}

impl Charter {
    /// The documents that it cites.
    #[must_use]
    pub fn cited_documents(&self) -> Vec<Uuid> {
        let own = [self.document_id, self.parent_document_id].into_iter().flatten();
        own.chain(self.legal_base_ids.iter().copied()).collect()
    }

    /// A campaign of a unit that says nothing yet.
    #[must_use]
    pub fn of(launching_unit_id: Uuid) -> Self {
        Self {
            title: None,
            form: None,
            level: None,
            launch_level: None,
            launching_unit_id,
            standing_office_id: None,
            parent_campaign_id: None,
            parent_document_id: None,
            document_id: None,
            theme: None,
            starts_on: None,
            ends_on: None,
            registration_due_on: None,
            public_unit_names: false,
            signatory: Signatory::default(),
            provisions: Provisions::default(),
            legal_base_ids: Vec::new(),
            participants: Vec::new(),
        }
    }

    /// What a copy says: everything except what belongs to the one launch (its document and its days).
    #[must_use]
    pub fn to_copy(&self) -> Self {
        Self { document_id: None, starts_on: None, ends_on: None, registration_due_on: None, ..self.clone() }
    }
}
