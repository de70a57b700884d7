//! SQL of documents.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::rules::{Content, DocumentFile, Urgency};
use crate::core::context::ChangeContext;
use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::schema::{campaign_amendments, campaign_legal_bases, campaigns, documents, unit_successions};
use crate::db::search::{Patterns, is_like_all};
use crate::record::{self, ChangeRecord, Occurrence, Subject};

/// A document as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = documents)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Document {
    pub id: Uuid,
    pub document_type: Option<String>,
    pub issuer_name: Option<String>,
    pub issuer_code: Option<String>,
    pub number: Option<String>,
    pub notation: Option<String>,
    pub year: Option<i32>,
    pub display: Option<String>,
    pub issued_on: Option<NaiveDate>,
    pub subject: Option<String>,
    pub signer_name: Option<String>,
    pub signer_position: Option<String>,
    pub signer_authority: Option<String>,
    #[diesel(deserialize_as = String)]
    pub urgency: Urgency,
    pub link: Option<String>,
    pub files: Value,
    pub is_draft: bool,
    pub registered_by: Uuid,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Document {
    /// What is known of it.
    ///
    /// # Errors
    /// [`Error::Unexpected`] when its files are not what the constraint promises.
    pub fn content(&self) -> Result<Content, Error> {
        let files: Vec<DocumentFile> = serde_json::from_value(self.files.clone())
            .map_err(|error| Error::Unexpected(format!("document {}: {error}", self.id)))?;
        let of = self.clone();
        Ok(Content {
            document_type: of.document_type,
            issuer_name: of.issuer_name,
            issuer_code: of.issuer_code,
            number: of.number,
            notation: of.notation,
            year: of.year,
            display: of.display,
            issued_on: of.issued_on,
            subject: of.subject,
            signer_name: of.signer_name,
            signer_position: of.signer_position,
            signer_authority: of.signer_authority,
            urgency: of.urgency,
            link: of.link,
            files,
        })
    }

    /// Number and sign as printed; of a document without a number, what it is called.
    #[must_use]
    pub fn printed_name(&self) -> Option<&str> {
        let name = if self.number.is_none() { self.subject.as_deref() } else { None };
        self.display.as_deref().or(name)
    }
}

/// Which documents a list shows.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Who reads, where that person sees of drafts' documents only the own ones.
    pub reader_id: Option<Uuid>,
    /// Words that must all stand in type, issuer, number, sign or abstract.
    pub words: Option<Patterns>,
    /// Only this number.
    pub number: Option<String>,
    /// Only this sign.
    pub notation: Option<String>,
    /// Only this year of issue.
    pub year: Option<i32>,
    /// Only documents changed at or after this instant.
    pub updated_since: Option<DateTime<Utc>>,
}

/// One document.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Document, Error> {
    Ok(documents::table.find(id).select(Document::as_select()).first(&mut conn).await?)
}

/// Several documents, in no order.
///
/// # Errors
/// [`Error`] of the database.
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

/// One document, locked until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Document, Error> {
    Ok(documents::table.find(id).for_update().select(Document::as_select()).first(tx).await?)
}

/// The document with the same issuer, year, number and sign, where all four are known.
///
/// # Errors
/// [`Error`] of the database.
pub async fn find_twin(conn: &AsyncPgConnection, content: &Content) -> Result<Option<Document>, Error> {
    if content.is_identified() { find_same(conn, content).await } else { Ok(None) }
}

/// The document that a citation means: its twin, or of a normative document, whose number says the year and whose sign
/// the issuer, one that was cited without an issuer before.
///
/// # Errors
/// [`Error`] of the database.
pub async fn find_cited(conn: &AsyncPgConnection, content: &Content) -> Result<Option<Document>, Error> {
    let is_known = content.is_identified() || (content.issuer_name.is_none() && content.is_normative());
    if is_known { find_same(conn, content).await } else { Ok(None) }
}

async fn find_same(mut conn: &AsyncPgConnection, content: &Content) -> Result<Option<Document>, Error> {
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
///
/// # Errors
/// [`Error`] of the database.
pub async fn list(
    mut conn: &AsyncPgConnection,
    filter: &Filter,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Document>, Error> {
    let mut query = documents::table.into_boxed();
    if let Some(reader) = filter.reader_id {
        query = query.filter(documents::is_draft.eq(false).or(documents::registered_by.eq(reader)));
    }
    if let Some(Patterns { telling, others }) = &filter.words {
        query = query
            .filter(documents::search_text.like(telling))
            .filter(is_like_all(documents::search_text, others));
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
    if let Some(since) = filter.updated_since {
        query = query.filter(documents::updated_at.ge(since));
    }
    if let Some(before) = before {
        query = query.filter(documents::id.lt(before));
    }
    Ok(query.order(documents::id.desc()).limit(limit).select(Document::as_select()).load(&mut conn).await?)
}

/// Registers a document, with its rows of history.
///
/// # Errors
/// [`Error::Conflict`] when the same document was registered meanwhile; [`Error::Unexpected`] when the context names nobody.
pub async fn register(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    content: &Content,
) -> Result<Uuid, Error> {
    insert(tx, context, content, false).await
}

/// Registers the document of a draft, which is not for everybody before [`publish`].
///
/// # Errors
/// As [`register`].
pub async fn register_draft(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    content: &Content,
) -> Result<Uuid, Error> {
    insert(tx, context, content, true).await
}

/// Shows a draft's document to everybody.
///
/// # Errors
/// [`Error`] of the database.
pub async fn publish(tx: &mut AsyncPgConnection, id: Uuid) -> Result<(), Error> {
    diesel::update(documents::table.find(id)).set(documents::is_draft.eq(false)).execute(tx).await?;
    Ok(())
}

/// Whether a launched campaign, an amendment or a succession rests on the document.
///
/// # Errors
/// [`Error`] of the database.
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

async fn insert(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    content: &Content,
    is_draft: bool,
) -> Result<Uuid, Error> {
    let id = context.ids.next();
    let registered_by =
        context.actor_id.ok_or_else(|| Error::Unexpected("a document registered by nobody".to_owned()))?;
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(id),
            columns(content)?,
            documents::is_draft.eq(is_draft),
            documents::registered_by.eq(registered_by),
            documents::version.eq(1),
            documents::created_at.eq(context.at),
            documents::updated_at.eq(context.at),
        ))
        .execute(&mut *tx)
        .await
        .map_err(twin_came_first)?;
    let occurrence = Occurrence::DocumentRegistered;
    record(tx, context, occurrence, (id, 1), (None, content)).await?;
    Ok(id)
}

/// Corrects a locked document, with its rows of history.
///
/// # Errors
/// [`Error::Conflict`] when the same document was registered meanwhile.
pub async fn correct(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    document: &Document,
    content: &Content,
) -> Result<(), Error> {
    let version = document.version + 1;
    diesel::update(documents::table.find(document.id))
        .filter(documents::version.eq(document.version))
        .set((columns(content)?, documents::version.eq(version), documents::updated_at.eq(context.at)))
        .execute(&mut *tx)
        .await
        .map_err(twin_came_first)?;
    let before = document.content()?;
    let occurrence = Occurrence::DocumentChanged;
    record(tx, context, occurrence, (document.id, version), (Some(&before), content)).await
}

/// Somebody registered the same document a moment ago: the same work, tried again, finds it.
fn twin_came_first(error: diesel::result::Error) -> Error {
    match Error::from(error) {
        Error::Constraint(name) if name == "document_registered" => Error::Conflict(name),
        other => other,
    }
}

async fn record(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (id, version): (Uuid, i32),
    (before, after): (Option<&Content>, &Content),
) -> Result<(), Error> {
    let happening = ChangeRecord::new(
        occurrence,
        Subject { id, unit_id: None },
        version,
        (before.map(as_json).transpose()?, Some(as_json(after)?)),
    );
    record::record(tx, context, [happening]).await
}

fn as_json(value: &impl serde::Serialize) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Unexpected(error.to_string()))
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

fn columns(content: &Content) -> Result<Columns<'_>, Error> {
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
        files: as_json(&content.files)?,
        search_text: search_text.join(" "),
    })
}
