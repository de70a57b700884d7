//! What a submission refers to: its papers and its nominations.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::auth::Caller;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::nominations::routes::checks::{NamedPaper, check_papers};
use crate::features::nominations::store::{self, Submission};
use crate::http::{Code, Problem, Violation, require_none};

/// Passes when letter and minutes are one thing each and there, and marks files as used.
///
/// # Errors
/// 400 at each that is not.
pub(super) async fn check_own_papers(
    tx: &mut Connection,
    acting: (&Caller, &ChangeContext),
    submission: &Submission,
) -> Result<(), Problem> {
    let paper = |name: &str, file, document| NamedPaper {
        file: (format!("/{name}FileId"), file),
        document: (format!("/{name}DocumentId"), document),
    };
    let papers = [
        paper("letter", submission.letter_file_id, submission.letter_document_id),
        paper("minutes", submission.minutes_file_id, submission.minutes_document_id),
    ];
    check_papers(tx, acting, submission.unit_id, &papers).await
}

/// Puts these nominations into a submission, and says whether they are others than before. They are nominations of the same unit
/// that it may still write, and in no other submission.
///
/// # Errors
/// 400 at each that is not.
pub(super) async fn write_nominations(
    tx: &mut Connection,
    at: DateTime<Utc>,
    (submission, nomination_ids): (&Submission, &[Uuid]),
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
    require_none(wrong.map(fault))?;
    let wanted: HashSet<Uuid> = nomination_ids.iter().copied().collect();
    let before = store::list_submitted(tx, submission.id).await?;
    // What is being judged stays in the list it came with.
    let leaving = before.iter().filter(|own| !wanted.contains(&own.id) && !own.status.is_open());
    let stays = leaving
        .map(|own| Violation::at("/nominationIds", Code::nomination_not_for_this).with("nomination", own.id));
    require_none(stays)?;
    if before.iter().map(|own| own.id).collect::<HashSet<_>>() == wanted {
        return Ok(false);
    }
    store::set_nominations(tx, at, (submission.id, nomination_ids)).await?;
    Ok(true)
}
