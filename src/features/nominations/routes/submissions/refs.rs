//! What a submission refers to: its papers and its nominations.

use std::collections::HashSet;

use uuid::Uuid;

use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::documents::rules::Citation;
use crate::features::documents::store as documents;
use crate::features::files::store as files;
use crate::features::nominations::routes::checks::require_none;
use crate::features::nominations::store::{self, Submission};
use crate::http::{Code, Problem, Violation};

/// Passes when letter and minutes are one thing each and there, and marks files as used.
///
/// # Errors
/// 400 at each that is not.
pub(super) async fn check_papers(
    tx: &mut Connection,
    (caller, context): (&Caller, &ChangeContext),
    submission: &Submission,
) -> Result<(), Problem> {
    let Submission { letter_file_id, letter_document_id, minutes_file_id, minutes_document_id, .. } =
        submission;
    let papers = [
        ("/letterFileId", *letter_file_id, "/letterDocumentId", *letter_document_id),
        ("/minutesFileId", *minutes_file_id, "/minutesDocumentId", *minutes_document_id),
    ];
    let file_ids: Vec<Uuid> = papers.iter().filter_map(|(_, file, ..)| *file).collect();
    let own = files::take_into_use(tx, submission.unit_id, &file_ids, context.at).await?;
    let (mut faults, mut cited) = (Vec::new(), Vec::new());
    for (file_at, file, document_at, document) in papers {
        if file.is_some() && document.is_some() {
            faults.push(Violation::at(document_at, Code::paper_is_two_things));
        }
        if let Some(id) = file.filter(|id| !own.contains(id)) {
            faults.push(Violation::at(file_at, Code::unknown_file).with("file", id));
        }
        cited.extend(document.map(|id| Citation::at(document_at, id)));
    }
    for unknown in documents::find_unknown(tx, caller, cited).await? {
        let fault = Violation::at(&unknown.pointer, Code::unknown_document);
        faults.push(fault.with("document", unknown.document_id));
    }
    require_none(faults)
}

/// Puts these nominations into a submission, and says whether they are others than before. They are nominations of the same unit
/// that it may still write, and in no other submission.
///
/// # Errors
/// 400 at each that is not.
pub(super) async fn write_nominations(
    tx: &mut Connection,
    submission: &Submission,
    nomination_ids: &[Uuid],
) -> Result<bool, Problem> {
    let found = store::lock_all(tx, nomination_ids).await?;
    let is_free = |id: &Uuid| {
        let nomination = found.iter().find(|own| own.id == *id);
        nomination.is_some_and(|own| {
            let is_here = own.submission_id == Some(submission.id);
            own.nominating_unit_id == submission.unit_id
                && (is_here || own.submission_id.is_none() && own.status.is_open())
        })
    };
    let wrong = nomination_ids.iter().enumerate().filter(|(_, id)| !is_free(id));
    let fault = |(place, id): (usize, &Uuid)| {
        Violation::at(format!("/nominationIds/{place}"), Code::nomination_not_for_this).with("nomination", id)
    };
    require_none(wrong.map(fault).collect())?;
    let wanted: HashSet<Uuid> = nomination_ids.iter().copied().collect();
    let before = store::list_submitted(tx, submission.id).await?;
    // What is being judged stays in the list it came with.
    let leaving = before.iter().filter(|own| !wanted.contains(&own.id) && !own.status.is_open());
    let stays = leaving
        .map(|own| Violation::at("/nominationIds", Code::nomination_not_for_this).with("nomination", own.id));
    require_none(stays.collect())?;
    if before.iter().map(|own| own.id).collect::<HashSet<_>>() == wanted {
        return Ok(false);
    }
    store::set_nominations(tx, submission.id, nomination_ids).await?;
    Ok(true)
}
