//! Reads of documents: one, the same one again, a list, and whether anything rests on one.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::model::{CitedDocument, Document};
use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{campaign_amendments, campaign_legal_bases, campaigns, documents, unit_successions};
use crate::db::search::Patterns;
use crate::features::documents::rules::{DocumentContent, DocumentReference};
use crate::filter_words;
use crate::operations::references::References;

/// Which documents a list shows.
#[derive(Debug, Clone, Default)]
pub struct DocumentFilter {
    /// The reader, where drafts' documents of others are hidden from that person.
    pub reader_id: Option<Uuid>,
    /// Words that must all stand in type, issuer, number, sign or abstract.
    pub words: Option<Patterns>,
    /// Only this number.
    pub number: Option<String>,
    /// Only this sign.
    pub notation: Option<String>,
    /// Only this year of issue.
    pub year: Option<i32>,
}

/// One document.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Document, Error> {
    Ok(documents::table.find(id).select(Document::as_select()).first(&mut conn).await?)
}

/// Several documents, in no order.
pub async fn find_all(mut conn: &AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Document>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(documents::table
        .filter(documents::id.eq_any(ids))
        .select(Document::as_select())
        .load(&mut conn)
        .await?)
}

/// Documents as other answers name them.
pub async fn find_references(
    mut conn: &AsyncPgConnection,
    ids: impl IntoIterator<Item = Uuid>,
) -> Result<References<DocumentReference>, Error> {
    let ids: Vec<Uuid> = ids.into_iter().collect();
    if ids.is_empty() {
        return Ok(References::default());
    }
    let cited = documents::table.filter(documents::id.eq_any(ids)).select(CitedDocument::as_select());
    let rows: Vec<CitedDocument> = cited.load(&mut conn).await?;
    Ok(rows.into_iter().map(DocumentReference::from).collect())
}

/// Which of some documents a reader may read; a restricted reader sees no draft's document of others.
pub async fn find_readable(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
    restricted_reader: Option<Uuid>,
) -> Result<Vec<Uuid>, Error> {
    let mut query = documents::table.filter(documents::id.eq_any(ids)).select(documents::id).into_boxed();
    if let Some(reader) = restricted_reader {
        query = query.filter(documents::is_draft.eq(false).or(documents::registered_by.eq(reader)));
    }
    Ok(query.load(&mut conn).await?)
}

/// One document, locked until the transaction ends. The lock also holds off whoever is about to cite it.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Document, Error> {
    Ok(documents::table.find(id).for_update().select(Document::as_select()).first(tx).await?)
}

/// The document with the same issuer, year, number and sign, where all four are known.
pub async fn find_twin(
    conn: &AsyncPgConnection,
    content: &DocumentContent,
) -> Result<Option<Document>, Error> {
    if content.is_identified() { find_same(conn, content).await } else { Ok(None) }
}

/// The document that a citation means: its twin, or of a normative document, whose number says the year and whose sign
/// the issuer, one that was cited without an issuer before.
pub async fn find_cited(
    conn: &AsyncPgConnection,
    content: &DocumentContent,
) -> Result<Option<Document>, Error> {
    let is_known = content.is_identified() || (content.issuer_name.is_none() && content.is_normative());
    if is_known { find_same(conn, content).await } else { Ok(None) }
}

async fn find_same(
    mut conn: &AsyncPgConnection,
    content: &DocumentContent,
) -> Result<Option<Document>, Error> {
    let issuer = content.issuer_name.as_deref().map(folded);
    Ok(documents::table
        .filter(documents::issuer_folded.is_not_distinct_from(issuer))
        .filter(documents::year.eq(content.year))
        .filter(documents::number.eq(&content.number))
        .filter(documents::notation.eq(&content.notation))
        .select(Document::as_select())
        .first(&mut conn)
        .await
        .optional()?)
}

/// Documents, the newest first by id, a page at a time.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &DocumentFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Document>, Error> {
    let query = documents::table.select(Document::as_select()).into_boxed();
    let mut query = page.only_updated(query, documents::updated_at);
    if let Some(reader) = filter.reader_id {
        query = query.filter(documents::is_draft.eq(false).or(documents::registered_by.eq(reader)));
    }
    if let Some(words) = &filter.words {
        query = filter_words!(query, documents::search_text, words);
    }
    if let Some(number) = &filter.number {
        query = query.filter(documents::number.eq(number));
    }
    if let Some(notation) = &filter.notation {
        query = query.filter(documents::notation.eq(notation));
    }
    if let Some(year) = filter.year {
        query = query.filter(documents::year.eq(year));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(documents::id.lt(before));
    }
    Ok(query.order(documents::id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// Whether a launched campaign, an amendment or a succession rests on the document.
pub async fn is_relied_on(mut conn: &AsyncPgConnection, id: Uuid) -> Result<bool, Error> {
    let launched = || campaigns::table.filter(campaigns::code.is_not_null()).select(campaigns::id);
    let cites = launched().filter(campaigns::document_id.eq(id).or(campaigns::parent_document_id.eq(id)));
    let rests = campaign_legal_bases::table
        .filter(campaign_legal_bases::document_id.eq(id))
        .filter(campaign_legal_bases::campaign_id.eq_any(launched()));
    let amends = campaign_amendments::table.filter(campaign_amendments::document_id.eq(id));
    let reorganises = unit_successions::table.filter(unit_successions::document_id.eq(id));
    let any = exists(cites).or(exists(rests)).or(exists(amends)).or(exists(reorganises));
    Ok(diesel::select(any).get_result(&mut conn).await?)
}
