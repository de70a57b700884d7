//! Writes of documents.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::model::Document;
use super::read::{find_twin, is_relied_on};
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::schema::documents;
use crate::features::documents::rules::{CorrectionRefusal, DocumentContent};
use crate::record::{self, ChangeRecord, Occurrence};

/// Registers a document. The caller records it.
///
/// # Errors
/// [`Error::Conflict`] when the same document was registered meanwhile.
pub async fn register(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    content: &DocumentContent,
) -> Result<Document, Error> {
    insert(tx, context, content, false).await
}

/// Registers the document of a draft, which is hidden from most readers before [`publish`]. The caller records it.
///
/// # Errors
/// As [`register`].
pub async fn register_draft(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    content: &DocumentContent,
) -> Result<Document, Error> {
    insert(tx, context, content, true).await
}

async fn insert(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    content: &DocumentContent,
    is_draft: bool,
) -> Result<Document, Error> {
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(context.ids.next()),
            columns(content)?,
            documents::is_draft.eq(is_draft),
            documents::registered_by.eq(context.actor()?),
            documents::version.eq(RowVersion::FIRST),
            documents::created_at.eq(context.at),
            documents::updated_at.eq(context.at),
        ))
        .returning(Document::as_returning())
        .get_result(tx)
        .await
        .map_err(twin_came_first)
}

/// Shows drafts' documents to everybody, and records it: whoever reads the feed is past the day of their registration.
pub async fn publish(tx: &mut AsyncPgConnection, context: &ChangeContext, ids: &[Uuid]) -> Result<(), Error> {
    let drafts = documents::table.filter(documents::id.eq_any(ids)).filter(documents::is_draft);
    let published: Vec<Document> = diesel::update(drafts)
        .set((documents::is_draft.eq(false), documents::updated_at.eq(context.at)))
        .returning(Document::as_returning())
        .get_results(&mut *tx)
        .await?;
    let change = |document| ChangeRecord::of(Occurrence::DocumentPublished, None, document);
    record::record(tx, context, published.iter().map(change)).await
}

/// Makes a locked document say something else, and records it, unless a rule forbids it.
///
/// # Errors
/// [`Error::Conflict`] when the same document was registered meanwhile.
pub async fn correct(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    document: &Document,
    content: &DocumentContent,
) -> Result<Result<Document, CorrectionRefusal>, Error> {
    match find_twin(tx, content).await? {
        Some(twin) if twin.id != document.id => return Ok(Err(CorrectionRefusal::Registered(twin.id))),
        _ => {}
    }
    let keeps_identity = document.content().identity() == content.identity();
    if !keeps_identity && is_relied_on(tx, document.id).await? {
        return Ok(Err(CorrectionRefusal::ReliedOn));
    }
    let corrected = update(tx, context, document, content).await?;
    record::record_change(tx, context, Occurrence::DocumentChanged, Some(document), &corrected).await?;
    Ok(Ok(corrected))
}

async fn update(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    document: &Document,
    content: &DocumentContent,
) -> Result<Document, Error> {
    diesel::update(documents::table.find(document.id))
        .filter(documents::version.eq(document.version))
        .set((
            columns(content)?,
            documents::version.eq(document.version.next()),
            documents::updated_at.eq(context.at),
            documents::corrected_by.eq(context.actor()?),
        ))
        .returning(Document::as_returning())
        .get_result(tx)
        .await
        .map_err(twin_came_first)
}

/// Somebody registered the same document a moment ago: the same work, tried again, finds it.
fn twin_came_first(error: diesel::result::Error) -> Error {
    match Error::from(error) {
        Error::Constraint(name) if name == "document_registered" => Error::Conflict(name),
        other => other,
    }
}

/// Every column that says what is known, for an insert and an update alike.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = documents)]
#[diesel(treat_none_as_null = true)]
struct Columns<'a> {
    document_type: Option<&'a str>,
    issuer_name: Option<&'a str>,
    issuer_folded: Option<String>,
    issuer_code: Option<&'a str>,
    number: Option<&'a str>,
    notation: Option<&'a str>,
    year: Option<i32>,
    display: Option<&'a str>,
    issued_on: Option<NaiveDate>,
    subject: Option<&'a str>,
    signer_name: Option<&'a str>,
    signer_position: Option<&'a str>,
    signer_authority: Option<&'a str>,
    urgency: &'static str,
    link: Option<&'a str>,
    files: Value,
    search_text: String,
}

fn columns(content: &DocumentContent) -> Result<Columns<'_>, Error> {
    let said = [&content.document_type, &content.display, &content.issuer_name, &content.subject];
    let search_text: Vec<String> = said.into_iter().flatten().map(|text| folded(text)).collect();
    Ok(Columns {
        document_type: content.document_type.as_deref(),
        issuer_name: content.issuer_name.as_deref(),
        issuer_folded: content.issuer_name.as_deref().map(folded),
        issuer_code: content.issuer_code.as_deref(),
        number: content.number.as_deref(),
        notation: content.notation.as_deref(),
        year: content.year,
        display: content.display.as_deref(),
        issued_on: content.issued_on,
        subject: content.subject.as_deref(),
        signer_name: content.signer_name.as_deref(),
        signer_position: content.signer_position.as_deref(),
        signer_authority: content.signer_authority.as_deref(),
        urgency: content.urgency.as_str(),
        link: content.link.as_deref(),
        files: to_json(&content.files)?,
        search_text: search_text.join(" "),
    })
}
