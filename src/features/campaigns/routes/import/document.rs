//! The launch document and the documents it cites, as entries of the register.

use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::campaigns::store;
use crate::features::documents::rules::{DocumentContent, DocumentFile};
use crate::features::documents::store as documents;
use crate::http::Problem;
use crate::official_documents::reader::{Citation, Finding, Reading};
use crate::record::{Occurrence, record_change};

/// The registered documents.
pub struct RegisteredDocuments {
    /// The launch document itself.
    pub launch: Uuid,
    /// The document that launched the campaign above.
    pub parent: Option<Uuid>,
    /// All cited documents, in order, each once.
    pub legal_bases: Vec<Uuid>,
}

/// Registers the launch document and the documents it cites, except those that are registered already.
pub async fn register_all(
    tx: &mut Connection,
    context: &ChangeContext,
    reading: &Reading,
    file: &DocumentFile,
) -> Result<RegisteredDocuments, Problem> {
    let own = launch_document(reading, file);
    let launch = match documents::find_twin(tx, &own).await? {
        Some(twin) => twin.id,
        None => {
            let document = documents::register_draft(tx, context, &own).await?;
            record_change(tx, context, Occurrence::DocumentRegistered, None, &document).await?;
            document.id
        }
    };
    let mut legal_bases = Vec::new();
    let mut parent = None;
    for citation in &reading.legal_bases {
        let id = find_or_register(tx, context, cited_document(&citation.value)).await?;
        if reading.parent_reference.as_ref().is_some_and(|above| is_same(above, citation)) {
            parent = Some(id);
        }
        if !legal_bases.contains(&id) {
            legal_bases.push(id);
        }
    }
    if let (None, Some(above)) = (parent, &reading.parent_reference) {
        parent = Some(find_or_register(tx, context, cited_document(&above.value)).await?);
    }
    Ok(RegisteredDocuments { launch, parent, legal_bases })
}

/// The campaign that a document launched, where this service has it.
pub async fn campaign_above(tx: &mut Connection, document: Option<Uuid>) -> Result<Option<Uuid>, Problem> {
    match document {
        Some(id) => Ok(store::launched_by(tx, id).await?),
        None => Ok(None),
    }
}

fn is_same(one: &Finding<Citation>, other: &Finding<Citation>) -> bool {
    (&one.value.display, one.value.issued_on) == (&other.value.display, other.value.issued_on)
}

async fn find_or_register(
    tx: &mut Connection,
    context: &ChangeContext,
    content: DocumentContent,
) -> Result<Uuid, Problem> {
    match documents::find_cited(tx, &content).await? {
        Some(twin) => Ok(twin.id),
        None => {
            let document = documents::register(tx, context, &content).await?;
            record_change(tx, context, Occurrence::DocumentRegistered, None, &document).await?;
            Ok(document.id)
        }
    }
}

fn launch_document(reading: &Reading, file: &DocumentFile) -> DocumentContent {
    let identity = &reading.document;
    let signatory = &reading.signatory;
    reconcile(DocumentContent {
        document_type: reading.kind.as_ref().map(|found| found.value.chars().take(100).collect()),
        issuer_name: reading.issuer.as_ref().map(|found| found.value.clone()),
        number: identity.number.as_ref().map(|found| found.value.clone()),
        notation: identity.notation.as_ref().map(|found| found.value.clone()),
        issued_on: identity.issued_on.as_ref().map(|found| found.value),
        subject: reading.title.as_ref().map(|found| found.value.clone()),
        signer_name: signatory.name.as_ref().map(|found| found.value.clone()),
        signer_position: signatory.position.as_ref().map(|found| found.value.clone()),
        signer_authority: signatory.authority.as_ref().map(|found| found.value.clone()),
        files: vec![file.clone()],
        ..DocumentContent::default()
    })
}

fn cited_document(cited: &Citation) -> DocumentContent {
    let has_number = cited.number.is_some();
    let unnumbered = (!has_number).then(|| cited.display.clone());
    reconcile(DocumentContent {
        document_type: cited.kind.clone(),
        issuer_name: cited.issuer.clone(),
        display: has_number.then(|| cited.display.clone()),
        issued_on: cited.issued_on,
        subject: unnumbered.or_else(|| cited.title.as_ref().map(|title| title.chars().take(2_000).collect())),
        ..DocumentContent::default()
    })
}

/// The content without contradictions between its parts. Where the year in the number differs from the year of the day,
/// the day is left out as unknown; a sign that can't be, such as one whose number is not stamped yet, is left out.
fn reconcile(content: DocumentContent) -> DocumentContent {
    let without_day = |content: DocumentContent| DocumentContent { issued_on: None, ..content };
    let without_sign = DocumentContent {
        display: None,
        number: None,
        notation: None,
        subject: content.subject.clone().or_else(|| content.display.clone()),
        ..content.clone()
    };
    let candidates = [content.clone(), without_day(content), without_sign.clone(), without_day(without_sign)];
    candidates.into_iter().find_map(|content| content.reconcile().ok()).unwrap_or_default()
}
