//! The operation that imports a launch document.

use actix_web::{post, web};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::findings::{ImportFinding, findings};
use super::launch::{file_of, read_launch};
use super::launching_unit::require_launching_unit;
use super::limits::check_limits;
use super::proposals::{ProposedIndicator, ProposedReview, indicators, reviews};
use crate::auth::policy::Permission;
use crate::auth::unit_scope;
use crate::db::Connection;
use crate::features::campaigns::routes::answer::read_view;
use crate::features::campaigns::routes::view::CampaignView;
use crate::features::campaigns::routes::viewer::Viewer;
use crate::features::campaigns::store::imported::{LaunchDocument, import_draft};
use crate::http::input::Parameters;
use crate::http::upload::{ImportForm, UploadedFile};
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::{Change, DryRunParameter};
use crate::operations::official_files::{ImportJudgement, text_of_upload, wire_name};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::text_enum;

/// The unit of an import.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ImportParameters {
    /// The unit that launches. When it is left out: the unit with the name of the document's issuer, or else the only
    /// unit for which the caller may edit campaigns.
    #[param(nullable = false)]
    launching_unit_id: Option<Uuid>,
    /// The officer's own judgement: a document that the reader takes for something else becomes a draft all the same.
    #[param(inline, nullable = false)]
    accept_as: Option<AcceptAs>,
}

text_enum! {
    /// What an officer takes a document for.
    pub enum AcceptAs {
        /// A document that launches a campaign.
        Launch = "LAUNCH",
    }
}

/// Words of the document.
#[derive(Debug, Serialize, ToSchema)]
#[schema(max_length = 1000, format = "text", example = "không quá 05 tập thể và 10 cá nhân")]
pub struct ImportedText(String);

/// The draft that the import created or would create, and what the reader found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignImport {
    /// Whether this was a dry run.
    #[schema(example = false)]
    dry_run: bool,
    /// What the reader holds the document for.
    judgement: ImportJudgement,
    /// The encoding, where the file is plain text: `UTF_8`, `UTF_16` or `WINDOWS_1258`; else null.
    #[schema(required, max_length = 12, pattern = "^(UTF_8|UTF_16|WINDOWS_1258)$", example = "UTF_8")]
    encoding: Option<String>,
    /// The draft: what the document says. What it does not say is null; days that the document only implies, by a month or a
    /// year, are found with LOW confidence.
    campaign: CampaignView,
    /// The numbers that are to be reached.
    #[schema(max_items = 5000)]
    indicators: Vec<ProposedIndicator>,
    /// The days of review.
    #[schema(max_items = 1000)]
    reviews: Vec<ProposedReview>,
    /// How many are to be commended, in the document's words.
    #[schema(max_items = 1000)]
    award_quotas: Vec<ImportedText>,
    /// Everything the reader found, each with its words, line and confidence, and everything that is missing.
    #[schema(max_items = 5000)]
    findings: Vec<ImportFinding>,
}

/// Import a launch document
///
/// Reads an official document by Decree 30/2020/NĐ-CP, as text (UTF-8, UTF-16 or windows-1258), .docx or a PDF with a text
/// layer, sent raw or as the part `file` of a form, and creates a draft from it: title, issuer, signatory, theme, mottoes,
/// days, citations, content tree, numbers to be reached, assignments, recipients. What the document does not say is null
/// and listed as missing. The reader proposes and the officer decides: a document that may be a launch gives a draft whose
/// `judgement` is UNCERTAIN, and one that is something else is refused with what it was taken for, unless
/// `acceptAs=LAUNCH` says otherwise.
#[utoipa::path(params(ImportParameters, DryRunParameter),
    request_body(content(
        (String = "text/plain", example = "PHÁT ĐỘNG\n\nPhong trào thi đua cải cách hành chính năm 2027 (mẫu)\n\nSở Nội vụ tỉnh Lạng Sơn phát động phong trào thi đua trong toàn ngành từ ngày 15/01/2027 đến hết 31/12/2027 với nội dung như sau:\n\nI. NỘI DUNG THI ĐUA\n\n1. Rút ngắn thời gian giải quyết hồ sơ.\n\nGIÁM ĐỐC\n\nNguyễn Văn Mẫu\n"),
        (String = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (String = "application/pdf"),
        (ImportForm = "multipart/form-data"))),
    responses((status = 201, body = CampaignImport, description = "Created",
            headers(("ETag" = String), ("Location" = String))),
        (status = 200, body = CampaignImport, description = "What would be created")),
    extensions(("x-problems" = json!([
        Code::malformed_form, Code::required, Code::unknown_unit, Code::empty_document,
        Code::document_is_news, Code::document_is_report, Code::document_is_award_decision, Code::document_is_contest,
        Code::document_is_rules, Code::document_is_event, Code::document_is_about_offices, Code::document_of_other_kind,
        Code::document_of_other_subject, Code::nothing_launched, Code::marked_letters_lost, Code::letters_lost, Code::accents_lost,
        Code::not_docx, Code::archive_as_text, Code::old_word_file, Code::zip_bomb,
        Code::not_pdf, Code::encrypted_file, Code::too_many_pages, Code::scanned_document, Code::file_too_costly,
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
    let accepts_all = parameters.0.accept_as.is_some();
    let (dry_run, context) = (dry_run.0.dry_run == Some(true), &change.context);
    let stored = file_of(&file);
    let text = text_of_upload(&state.extractor, &file).await?;
    let read = state.readers.run(move || read_launch(&text, accepts_all)).await??;
    let reading = &read.reading;
    check_limits(reading)?;
    let permit = async |tx: &mut Connection| {
        let unit_id = require_launching_unit(tx, &change, launching_unit_id, reading).await?;
        let (caller, today) = (&change.caller, context.today);
        unit_scope::require(tx, caller, Permission::EditCampaigns, Some(unit_id), today).await
    };
    let effect = async |tx: &mut Connection| {
        let unit_id = require_launching_unit(tx, &change, launching_unit_id, reading).await?;
        if UnitReference::find_optional(tx, Some(unit_id), context.today).await?.is_none() {
            let fault = Violation::of_parameter("launchingUnitId", Code::unknown_unit).with("unit", unit_id);
            return Err(Problem::invalid(vec![fault]));
        }
        let id = import_draft(tx, context, unit_id, reading, LaunchDocument::InFile(&stored)).await?;
        let campaign = read_view(tx, &Viewer::from(&change), id).await?;
        let version = campaign.version;
        let view = CampaignImport {
            dry_run,
            judgement: ImportJudgement::of(&reading.judgement),
            encoding: read.encoding.map(|encoding| wire_name(&encoding)),
            campaign,
            indicators: indicators(reading),
            reviews: reviews(reading),
            award_quotas: reading
                .award_quotas
                .iter()
                .map(|found| ImportedText(found.value.clone()))
                .collect(),
            findings: findings(&read),
        };
        if dry_run {
            return Answer::ok(&view);
        }
        Ok(Answer::created(&state.link(&format!("/campaigns/{id}")), &view)?.with_etag(version))
    };
    change.run(permit, effect).await
}
