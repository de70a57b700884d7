//! A launch document as a draft, and the documents it cites as entries of the register.

use uuid::Uuid;

use super::drafts::insert_draft;
use super::read::launched_by;
use crate::core::context::ChangeContext;
use crate::db::{Connection, Error};
use crate::features::campaigns::rules::{Charter, imported};
use crate::features::documents::rules::{DocumentContent, DocumentFile};
use crate::features::documents::store as documents;
use crate::official_documents::reader::{Citation, Finding, Reading};
use crate::record::{Occurrence, record_change};

/// The launch document itself.
#[derive(Debug, Clone, Copy)]
pub enum LaunchDocument<'a> {
    /// It came in this file alone, and is registered by what the reader read unless it is there already.
    InFile(&'a DocumentFile),
    /// It is in the register.
    Registered(Uuid),
}

/// The registered documents.
struct RegisteredDocuments {
    /// The launch document itself.
    launch: Uuid,
    /// The document that launched the campaign above.
    parent: Option<Uuid>,
    /// All cited documents, in order, each once.
    legal_bases: Vec<Uuid>,
}

/// Writes what a document says as a draft of a unit, with the documents that it cites, and records all of it.
pub async fn import_draft(
    tx: &mut Connection,
    context: &ChangeContext,
    unit_id: Uuid,
    reading: &Reading,
    launch: LaunchDocument<'_>,
) -> Result<Uuid, Error> {
    let id = context.ids.next();
    let contents = imported::contents(reading, &context.ids);
    let cited = register_all(tx, context, reading, launch).await?;
    let charter = Charter {
        document_id: Some(cited.launch),
        parent_document_id: cited.parent,
        parent_campaign_id: campaign_above(tx, cited.parent).await?,
        legal_base_ids: cited.legal_bases,
        ..imported::charter(reading, unit_id)
    };
    insert_draft(tx, context, id, &charter, &contents, None).await?;
    Ok(id)
}

/// Registers the launch document and the documents it cites, except those that are registered already.
async fn register_all(
    tx: &mut Connection,
    context: &ChangeContext,
    reading: &Reading,
    launch: LaunchDocument<'_>,
) -> Result<RegisteredDocuments, Error> {
    let launch = match launch {
        LaunchDocument::Registered(id) => id,
        LaunchDocument::InFile(file) => {
            find_or_register_launch(tx, context, &launch_document(reading, file)).await?
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

async fn find_or_register_launch(
    tx: &mut Connection,
    context: &ChangeContext,
    own: &DocumentContent,
) -> Result<Uuid, Error> {
    match documents::find_twin(tx, own).await? {
        Some(twin) => Ok(twin.id),
        None => {
            let document = documents::register_draft(tx, context, own).await?;
            record_change(tx, context, Occurrence::DocumentRegistered, None, &document).await?;
            Ok(document.id)
        }
    }
}

/// The campaign that a document launched, where this service has it.
async fn campaign_above(tx: &mut Connection, document: Option<Uuid>) -> Result<Option<Uuid>, Error> {
    match document {
        Some(id) => launched_by(tx, id).await,
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
) -> Result<Uuid, Error> {
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
