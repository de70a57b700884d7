//! The operation that imports a launch document.

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::file::{file_of, read_file};
use super::findings::{ImportFinding, findings};
use super::limits::check_limits;
use super::write::import_draft;
use crate::auth::policy::{Permission, allows, roles_for};
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::campaigns::routes::answer::read_view;
use crate::features::campaigns::routes::view::CampaignView;
use crate::features::campaigns::routes::viewer::Viewer;
use crate::features::units::store as units;
use crate::http::input::Parameters;
use crate::http::upload::{ImportForm, UploadedFile};
use crate::http::{Answer, Code, Problem, Violation};
use crate::official_documents::reader::Reading;
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::references::UnitReference;
use crate::operations::state::State;

/// The unit of an import.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ImportParameters {
    /// The unit that launches. When it is left out: the unit with the name of the document's issuer, or else the only
    /// unit for which the caller may edit campaigns.
    #[param(nullable = false)]
    launching_unit_id: Option<Uuid>,
}

/// The draft that the import created or would create, and what the reader found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignImport {
    /// Whether this was a dry run.
    #[schema(example = false)]
    dry_run: bool,
    /// The draft: what the document says. What it does not say is null.
    campaign: CampaignView,
    /// Everything the reader found, each with its words, line and confidence, and everything that is missing.
    #[schema(max_items = 5000)]
    findings: Vec<ImportFinding>,
}

/// Import a launch document
///
/// Reads an official document by Decree 30/2020/NĐ-CP, as text (UTF-8, or UTF-16 with its mark) or .docx, sent raw or
/// as the part `file` of a form, and creates a draft from it: title, issuer, signatory, theme, mottoes, days,
/// citations, content tree, assignments, recipients. It guesses nothing: what the document does not say is null and
/// listed as missing. A document that does not launch a campaign is refused with the reason.
#[utoipa::path(params(ImportParameters, DryRunParameter),
    request_body(content(
        (String = "text/plain", example = "PHÁT ĐỘNG\n\nPhong trào thi đua cải cách hành chính năm 2027 (mẫu)\n\nSở Nội vụ tỉnh Lạng Sơn phát động phong trào thi đua trong toàn ngành từ ngày 15/01/2027 đến hết 31/12/2027 với nội dung như sau:\n\nI. NỘI DUNG THI ĐUA\n\n1. Rút ngắn thời gian giải quyết hồ sơ.\n\nGIÁM ĐỐC\n\nNguyễn Văn Mẫu\n"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (ImportForm = "multipart/form-data"))),
    responses((status = 201, body = CampaignImport, description = "Created",
            headers(("ETag" = String), ("Location" = String))),
        (status = 200, body = CampaignImport, description = "What would be created")),
    extensions(("x-problems" = json!([
        Code::malformed_form, Code::required, Code::unknown_unit, Code::empty_document,
        Code::document_of_other_kind, Code::document_of_other_subject, Code::nothing_launched,
        Code::not_docx, Code::archive_as_text, Code::old_word_file, Code::zip_bomb,
        Code::forbidden_xml, Code::broken_file, Code::unknown_encoding, Code::document_too_rich]))))]
#[post("/campaigns/import")]
pub async fn import_campaign(
    state: web::Data<State>,
    change: Change,
    parameters: Parameters<ImportParameters>,
    dry_run: Parameters<DryRunParameter>,
    file: UploadedFile,
) -> Result<Answer, Problem> {
    let launching_unit_id = parameters.0.launching_unit_id;
    let (dry_run, context) = (dry_run.0.dry_run == Some(true), &change.context);
    let stored = file_of(&file);
    let read = state.readers.run(move || read_file(&file)).await??;
    let reading = &read.reading;
    check_limits(reading)?;
    let permit = async |tx: &mut Connection| {
        let unit_id = launching_unit(tx, &change, launching_unit_id, reading).await?;
        let (caller, today) = (&change.caller, context.today);
        unit_scope::require(tx, caller, Permission::EditCampaigns, Some(unit_id), today).await
    };
    let effect = async |tx: &mut Connection| {
        let unit_id = launching_unit(tx, &change, launching_unit_id, reading).await?;
        if UnitReference::find_optional(tx, Some(unit_id), context.today).await?.is_none() {
            let fault = Violation::of_parameter("launchingUnitId", Code::unknown_unit).with("unit", unit_id);
            return Err(Problem::invalid(vec![fault]));
        }
        let id = import_draft(tx, context, unit_id, reading, &stored).await?;
        let campaign = read_view(tx, &Viewer::from(&change), id).await?;
        let (version, findings) = (campaign.version, findings(&read));
        let view = CampaignImport { dry_run, campaign, findings };
        if dry_run {
            return Answer::ok(&view);
        }
        Ok(Answer::created(&state.link(&format!("/campaigns/{id}")), &view)?.with_etag(version))
    };
    change.run(permit, effect).await
}

/// The unit that launches: the named one, or else the only unit with the name of the issuer, or else the only unit for
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
