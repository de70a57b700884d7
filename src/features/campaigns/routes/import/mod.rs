//! Importing the official document of a launch as a draft.

mod document;
mod draft;
mod file;

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::create;
use super::view::CampaignView;
use super::{Viewer, current};
use crate::auth::policy::{Permission, allows, roles_for};
use crate::auth::unit_scope;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::rules::Charter;
use crate::features::documents::rules::DocumentFile;
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::upload::UploadedFile;
use crate::http::{Answer, Code, Problem, Violation};
use crate::official_documents::reader::{Confidence, Reading};
use crate::operations::change::Change;
use crate::operations::state::State;

pub use file::{file_of, reading_of};

/// For which unit, and whether it is only tried.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ImportParameters {
    /// The unit that launches; left out, the unit that is called like the document's issuer, else the one unit for
    /// which the caller may edit campaigns.
    #[param(nullable = false)]
    launching_unit_id: Option<Uuid>,
    /// Answers what would be created and creates nothing; the answer's ids lead nowhere then.
    #[param(nullable = false)]
    dry_run: Option<bool>,
}

/// The file of a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "only its schema is used: forms are read part by part")]
pub struct ImportForm {
    /// The document.
    #[schema(value_type = String, format = Binary, max_length = 4_194_304, example = "")]
    file: Vec<u8>,
}

/// Something the reader found in the document, or did not find.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportFinding {
    /// What it is about.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "TITLE")]
    kind: String,
    /// FOUND, or MISSING where the document does not say it.
    #[schema(max_length = 8, pattern = "^(FOUND|MISSING)$", example = "FOUND")]
    state: &'static str,
    /// The printed words; null when it is missing.
    #[schema(
        required,
        max_length = 4_194_304,
        format = "text",
        example = "Phong trào thi đua phấn đấu hoàn thành xuất sắc"
    )]
    text: Option<String>,
    /// The line on which the words begin, from 1.
    #[schema(required, minimum = 1, maximum = 4_194_304, example = 3)]
    line: Option<usize>,
    /// How far it may be trusted: HIGH, MEDIUM or LOW. A day of LOW confidence is not taken over.
    #[schema(required, max_length = 8, pattern = "^(HIGH|MEDIUM|LOW)$", value_type = Option<String>, example = "HIGH")]
    confidence: Option<Confidence>,
}

/// The draft that was created, or would be, and what the reader found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignImport {
    /// Whether it was only tried.
    #[schema(example = false)]
    dry_run: bool,
    /// The draft: what the document says; what it does not say is null.
    campaign: CampaignView,
    /// What was found, each with its words, place and confidence, and what is missing.
    #[schema(max_items = 5000)]
    findings: Vec<ImportFinding>,
}

/// Import a launch document
///
/// Reads an official document by Decree 30/2020/NĐ-CP, as text (UTF-8, or UTF-16 with its mark) or .docx, sent raw or
/// as the part `file` of a form, and creates a draft from it: title, issuer, signatory, theme, mottoes, days, citations,
/// content tree, assignments, recipients. Nothing is guessed: what the document does not say is null and listed as
/// missing. A document that launches no campaign is refused with the reason.
#[utoipa::path(params(ImportParameters),
    request_body(content(
        (String = "text/plain", example = "PHÁT ĐỘNG\n\nPhong trào thi đua cải cách hành chính năm 2027 (mẫu)\n\nSở Nội vụ tỉnh Lạng Sơn phát động phong trào thi đua trong toàn ngành từ ngày 15/01/2027 đến hết 31/12/2027 với nội dung như sau:\n\nI. NỘI DUNG THI ĐUA\n\n1. Rút ngắn thời gian giải quyết hồ sơ.\n\nGIÁM ĐỐC\n\nNguyễn Văn Mẫu\n"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (ImportForm = "multipart/form-data"))),
    responses((status = 201, body = CampaignImport, description = "Created", headers(("ETag" = String), ("Location" = String))),
        (status = 200, body = CampaignImport, description = "What would be created")),
    extensions(("x-problems" = json!([Code::malformed_form, Code::required, Code::unknown_unit, Code::empty_document, Code::document_of_other_kind, Code::document_of_other_subject, Code::nothing_launched, Code::not_docx, Code::archive_as_text, Code::old_word_file, Code::zip_bomb, Code::forbidden_xml, Code::broken_file, Code::unknown_encoding, Code::document_too_rich]))))]
#[post("/campaigns/import")]
pub async fn import_campaign(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<ImportParameters>,
    file: UploadedFile,
) -> Result<Answer, Problem> {
    let ImportParameters { launching_unit_id, dry_run } = parameters.0;
    let dry_run = dry_run == Some(true);
    let stored = file_of(&file);
    let reading = state.readers.run(move || reading_of(&file)).await??;
    draft::check_limits(&reading)?;
    let permit = async |tx: &mut Connection| {
        let unit_id = launching_unit(tx, &change, launching_unit_id, &reading).await?;
        unit_scope::require(
            tx,
            &change.caller,
            Permission::EditCampaigns,
            Some(unit_id),
            change.context.today,
        )
        .await
    };
    let effect = async |tx: &mut Connection| {
        let unit_id = launching_unit(tx, &change, launching_unit_id, &reading).await?;
        if units::find_names(tx, &[unit_id], change.context.today).await?.is_empty() {
            let fault = Violation::of_parameter("launchingUnitId", Code::unknown_unit).with("unit", unit_id);
            return Err(Problem::invalid(vec![fault]));
        }
        let id = imported(tx, &change.context, unit_id, &reading, &stored).await?;
        let campaign = current(tx, &Viewer::from(&change), id).await?;
        let (version, findings) = (campaign.version, findings(&reading));
        let view = CampaignImport { dry_run, campaign, findings };
        if dry_run {
            return Answer::ok(&view);
        }
        Ok(Answer::created(&state.link(&format!("/campaigns/{id}")), &view)?.with_etag(version))
    };
    change.run(permit, effect).await
}

/// Writes what a document says as a draft of a unit, with the documents it cites and all rows of history.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn imported(
    tx: &mut Connection,
    context: &ChangeContext,
    unit_id: Uuid,
    reading: &Reading,
    file: &DocumentFile,
) -> Result<Uuid, Problem> {
    let id = context.ids.next();
    let contents = draft::contents(reading, &context.ids);
    let cited = document::register_all(tx, context, reading, file).await?;
    let charter = Charter {
        document_id: Some(cited.launch),
        parent_document_id: cited.parent,
        parent_campaign_id: document::campaign_above(tx, cited.parent).await?,
        legal_base_ids: cited.legal_bases,
        ..draft::charter(reading, unit_id)
    };
    create::draft(tx, context, id, &charter, &contents, None).await?;
    Ok(id)
}

/// The unit that launches: the named one; else the one unit that is called like the issuer; else the only unit for
/// which the caller may edit campaigns.
async fn launching_unit(
    tx: &Connection,
    change: &Change,
    named: Option<Uuid>,
    reading: &Reading,
) -> Result<Uuid, Problem> {
    if let Some(unit_id) = named {
        return Ok(unit_id);
    }
    if let Some(issuer) = &reading.issuer
        && let [unit_id] = units::find_ids_by_name(tx, &issuer.value, change.context.today).await?[..]
    {
        return Ok(unit_id);
    }
    let roles = roles_for(Permission::EditCampaigns);
    let grants = change.caller.grants.iter().filter(|grant| roles.contains(&grant.role));
    let own: Vec<Uuid> = grants.filter_map(|grant| grant.unit_id).collect();
    match own[..] {
        [unit_id] if !allows(&change.caller.grants, Permission::EditCampaigns, &[]) => Ok(unit_id),
        _ => Err(Problem::invalid(vec![Violation::of_parameter("launchingUnitId", Code::required)])),
    }
}

fn findings(reading: &Reading) -> Vec<ImportFinding> {
    let found = reading.findings().into_iter().map(|place| ImportFinding {
        kind: wire_name(&place.kind),
        state: "FOUND",
        text: Some(place.text),
        line: Some(place.line),
        confidence: Some(place.confidence),
    });
    let missing = draft::missing(reading).into_iter().map(|missing| ImportFinding {
        kind: wire_name(&missing),
        state: "MISSING",
        text: None,
        line: None,
        confidence: None,
    });
    found.chain(missing).collect()
}

/// The name of one of the reader's values, as it is written in JSON.
fn wire_name(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}
