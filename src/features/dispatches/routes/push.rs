//! Pushing a document: registered, or made what it is to be, with one answer.

use actix_web::{HttpRequest, put, web};

use super::draft::{DraftPlan, find_reference};
use super::input::{DocumentForm, DocumentIdentity, DocumentToPut};
use super::reading::PushedFile;
use super::view::PushView;
use crate::db::Connection;
use crate::features::dispatches::rules::{self, ReferencePart};
use crate::features::documents::rules::{DocumentContent, DocumentFile, ReferenceFault};
use crate::features::documents::store::{self as documents, Document, is_visible, may_change};
use crate::http::input::Parameters;
use crate::http::json_form::JsonWithFile;
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// The most letters of an issuer's name.
const ISSUER_MAX: usize = 200;

/// Put a document by its reference
///
/// For other systems: an official document as it is to be, in one call, as JSON or with its file in a form. It is registered, or
/// corrected where it says something else; what stands there already is answered with 200 and changes nothing. What somebody else
/// wrote last needs `If-Match`; once a launched campaign, an amendment or a reorganisation rests on the document, only its link, files,
/// urgency and issuer's code can change. A file that launches a campaign, or may do so, becomes a draft as `POST /campaigns/import`
/// makes it, once; a file that can't be read is registered all the same.
#[utoipa::path(params(DocumentIdentity),
    request_body(content((DocumentToPut = "application/json"), (DocumentForm = "multipart/form-data"))),
    responses(
        (status = 200, body = PushView, description = "The document as it stands", headers(("ETag" = String))),
        (status = 201, body = PushView, description = "Registered", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::malformed_form, Code::required, Code::unreadable_reference, Code::reference_differs, Code::year_differs,
        Code::not_found, Code::written_by_another, Code::document_is_relied_on, Code::stale_version]))))]
#[put("/documents/by-reference")]
pub async fn put_document(
    request: HttpRequest,
    state: web::Data<State>,
    change: Change,
    identity: Parameters<DocumentIdentity>,
    sent: JsonWithFile<DocumentToPut>,
) -> Result<Answer, Problem> {
    let if_match = IfMatch::named_in(&request)?;
    let (content, named) = sent.json.content_of(identity.0);
    let contradictions = rules::reference_faults(&content).into_iter();
    let contradictions = contradictions.map(|fault| violation(fault, sent.place));
    require_none(contradictions.chain(issuer_fault(&content)))?;
    let content = reconcile(content)?;
    let file = match sent.file {
        Some(file) => Some(PushedFile::read(&state, file).await?),
        None => None,
    };
    let push = Push { change: &change, content, named, file, if_match };
    let permit = async |tx: &mut Connection| push.find_visible(tx).await.map(drop);
    let effect = async |tx: &mut Connection| {
        let plan = DraftPlan::of(tx, &change, push.file.as_ref()).await?;
        let (document, is_new) = match push.find_visible(tx).await? {
            Some(registered) => (push.replace(tx, registered).await?, false),
            None => (push.register(tx).await?, true),
        };
        let context = &change.context;
        let campaign = match plan.carry_out(tx, context, document.id).await? {
            Some(id) => (find_reference(tx, &change.caller, (id, context)).await?, None),
            None => (None, plan.no_draft_reason()),
        };
        let (link, version) = (state.link(&format!("/documents/{}", document.id)), document.version);
        let view = PushView::new(&document, push.file.as_ref(), campaign);
        let answer = if is_new { Answer::created(&link, &view)? } else { Answer::ok(&view)? };
        Ok(answer.with_etag(version))
    };
    change.run(permit, effect).await
}

/// What is pushed, and by whom.
struct Push<'a> {
    change: &'a Change,
    content: DocumentContent,
    named: Option<Vec<DocumentFile>>,
    file: Option<PushedFile>,
    if_match: Option<IfMatch>,
}

impl Push<'_> {
    /// The document with the reference, where it is registered; what the caller must not see is not found.
    async fn find_visible(&self, tx: &Connection) -> Result<Option<Document>, Problem> {
        let found = documents::find_twin(tx, &self.content).await?;
        match found {
            Some(document) if !is_visible(&self.change.caller, &document) => {
                Err(Problem::new(Code::not_found))
            }
            found => Ok(found),
        }
    }

    fn files(&self, registered: &[DocumentFile]) -> Vec<DocumentFile> {
        let own = self.file.as_ref().map(|file| file.file.clone());
        rules::files(own, self.named.clone(), registered)
    }

    /// Registers the document. It was issued, so that it is for everybody, also where it comes in with a draft.
    async fn register(&self, tx: &mut Connection) -> Result<Document, Problem> {
        let context = &self.change.context;
        let content = DocumentContent { files: self.files(&[]), ..self.content.clone() };
        let document = documents::register(tx, context, &content).await?;
        record_change(tx, context, Occurrence::DocumentRegistered, None, &document).await?;
        Ok(document)
    }

    /// Makes a registered document what it is to be, where it is not that yet.
    async fn replace(&self, tx: &mut Connection, registered: Document) -> Result<Document, Problem> {
        let (caller, context) = (&self.change.caller, &self.change.context);
        let document = documents::lock_exclusive(tx, registered.id).await?;
        if let Some(if_match) = self.if_match {
            if_match.check(document.version)?;
        }
        let before = document.content();
        let after = DocumentContent { files: self.files(&before.files), ..self.content.clone() };
        let after = reconcile(rules::put_over(after, &before))?;
        if before == after {
            return Ok(document);
        }
        if !may_change(caller, &document) {
            return Err(Problem::new(Code::forbidden));
        }
        IfMatch::check_put(self.if_match, document.version, document.last_writer() == caller.user_id)?;
        Ok(documents::correct(tx, context, &document, &after).await??)
    }
}

fn reconcile(content: DocumentContent) -> Result<DocumentContent, Problem> {
    let at_sign = |fault| Problem::invalid(vec![violation((ReferencePart::Sign, fault), "")]);
    content.reconcile().map_err(at_sign)
}

/// An issuer that takes more letters composed than it came in.
fn issuer_fault(content: &DocumentContent) -> Option<Violation> {
    let is_too_long = content.issuer_name.as_ref().is_some_and(|name| name.chars().nth(ISSUER_MAX).is_some());
    is_too_long.then(|| Violation::of_parameter("issuer", Code::too_long).with("limit", ISSUER_MAX))
}

/// A contradiction at its place, where the JSON stands at `base` of the body.
fn violation((part, fault): (ReferencePart, ReferenceFault), base: &str) -> Violation {
    let code = match fault {
        ReferenceFault::Unreadable | ReferenceFault::Half => Code::unreadable_reference,
        ReferenceFault::Differs => Code::reference_differs,
        ReferenceFault::WrongYear => Code::year_differs,
    };
    match part {
        ReferencePart::Sign => Violation::of_parameter("notation", code),
        ReferencePart::Display => Violation::at(format!("{base}/display"), code),
        ReferencePart::IssuedOn => Violation::at(format!("{base}/issuedOn"), code),
    }
}
