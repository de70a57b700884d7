//! The sample's campaigns, made by the service's own steps: the launch document of 2023 is imported, completed and
//! launched, each on its day; a draft for 2027 is copied from it.

use chrono::NaiveDate;
use uuid::Uuid;

use super::documents::register;
use super::ids::id;
use super::units::{DISTRICT_OFFICES, WARDS};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::campaigns::routes::change::rewrite_draft;
use crate::features::campaigns::routes::copy::copy_contents;
use crate::features::campaigns::routes::import::{file_of, read_launch};
use crate::features::campaigns::routes::transition::{CampaignTransition, apply_transition};
use crate::features::campaigns::rules::{CampaignAction, CampaignForm, CampaignLevel, Charter, Scope};
use crate::features::campaigns::store;
use crate::features::campaigns::store::drafts::insert_draft;
use crate::features::campaigns::store::imported::{LaunchDocument, import_draft};
use crate::http::upload::UploadedFile;
use crate::http::{Locale, Problem};
use crate::operations::official_files::text_of_file;

/// The launch document as it was extracted from its PDF.
const LAUNCH_2023: &str = include_str!("../../tests/documents/launch-2023.txt");

/// The last part of the id of the campaign of 2023; its contents and documents follow it.
pub const CAMPAIGN_2023: u128 = 0x300;
/// The last part of the id of the draft for 2027; its contents follow it.
pub const DRAFT_2027: u128 = 0x400;
/// The last part of the id of a document by which the campaign of 2023 may be amended.
pub const AMENDING_DOCUMENT: u128 = 0x3f0;

const DEPARTMENT: u128 = 0x101;
const STANDING_OFFICE: u128 = 0x102;

/// The standing office imports the launch document.
pub async fn import_2023(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let file = UploadedFile {
        name: Some("phat-dong-2023.txt".to_owned()),
        media_type: Some("text/plain".to_owned()),
        bytes: LAUNCH_2023.as_bytes().to_vec(),
    };
    let reading = read_launch(&text_of_file(&file)?, false)?.reading;
    let context = ChangeContext { ids: Ids::counting(id(CAMPAIGN_2023)), ..context.clone() };
    let launch = file_of(&file);
    import_draft(tx, &context, id(DEPARTMENT), &reading, LaunchDocument::InFile(&launch)).await?;
    Ok(())
}

/// The standing office says what the document leaves open: the first day and who is called upon.
pub async fn complete_2023(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let campaign = store::lock_exclusive(tx, id(CAMPAIGN_2023)).await?;
    let before = store::charter_of(tx, &campaign).await?;
    let offices = DISTRICT_OFFICES.iter().map(|(last, ..)| alone(*last));
    let after = Charter {
        form: Some(CampaignForm::Regular),
        level: Some(CampaignLevel::Sector),
        standing_office_id: Some(id(STANDING_OFFICE)),
        starts_on: NaiveDate::from_ymd_opt(2023, 2, 1),
        registration_due_on: NaiveDate::from_ymd_opt(2023, 2, 28),
        participants: std::iter::once(with_all_below(DEPARTMENT)).chain(offices).collect(),
        ..before.clone()
    };
    rewrite_draft(tx, context, &campaign, &before, &after).await
}

/// The leader launches it.
pub async fn launch_2023(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let campaign = store::lock_exclusive(tx, id(CAMPAIGN_2023)).await?;
    let launch = CampaignTransition { action: CampaignAction::Launch, effective_on: None, reason: None };
    apply_transition(tx, context, &campaign, &launch, Locale::Vietnamese).await
}

/// The standing office registers a document that may amend it.
pub async fn register_amending_document(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let subject = "Về việc điều chỉnh phong trào thi đua năm 2023 (mẫu)";
    register(tx, context, (AMENDING_DOCUMENT, "Quyết định", "15/QĐ-SNV", subject)).await
}

/// The standing office copies it into a draft for 2027.
pub async fn draft_2027(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let context = ChangeContext { ids: Ids::counting(id(DRAFT_2027)), ..context.clone() };
    let source = store::find(tx, id(CAMPAIGN_2023)).await?;
    let wards = WARDS.iter().map(|(last, ..)| alone(*last));
    let charter = Charter {
        title: Some(
            "Phong trào thi đua hoàn thành xuất sắc nhiệm vụ công tác ngành Nội vụ tỉnh Lạng Sơn năm 2027 (mẫu)".to_owned(),
        ),
        starts_on: NaiveDate::from_ymd_opt(2027, 1, 15),
        ends_on: NaiveDate::from_ymd_opt(2027, 12, 31),
        participants: std::iter::once(with_all_below(DEPARTMENT)).chain(wards).collect(),
        ..store::charter_of(tx, &source).await?.to_copy()
    };
    let new_id: Uuid = context.ids.next();
    let contents = copy_contents(&store::contents::list(tx, source.id).await?, &context.ids);
    Ok(insert_draft(tx, &context, new_id, &charter, &contents, Some(source.id)).await?)
}

fn alone(last: u128) -> Scope {
    Scope { unit_id: id(last), with_subtree: false }
}

fn with_all_below(last: u128) -> Scope {
    Scope { unit_id: id(last), with_subtree: true }
}
