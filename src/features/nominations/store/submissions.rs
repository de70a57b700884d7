//! Submissions, and the nominations in them.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::heads::NominationHead;
use super::model::Nomination;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::{nomination_papers, nominations, submissions};
use crate::features::nominations::rules::SubmissionStatus;
use crate::text_columns;

text_columns!(SubmissionStatus);

/// A submission.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = submissions)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Submission {
    pub id: Uuid,
    pub unit_id: Uuid,
    pub title: String,
    pub letter_file_id: Option<Uuid>,
    pub letter_document_id: Option<Uuid>,
    pub minutes_file_id: Option<Uuid>,
    pub minutes_document_id: Option<Uuid>,
    pub vote: Option<String>,
    pub status: SubmissionStatus,
    pub sent_on: Option<NaiveDate>,
    pub received_on: Option<NaiveDate>,
    pub created_by: Uuid,
    #[diesel(deserialize_as = Vec<Option<Uuid>>)]
    pub writers: Writers,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The codes under which the catalogue asks for the letter, and for minutes of a meeting.
const LETTER: &[&str] = &["SUBMISSION_LETTER"];
const MINUTES: &[&str] = &["PEER_REVIEW_MINUTES", "COMMENDATION_MINUTES"];

impl Submission {
    /// Whether the letter is there.
    #[must_use]
    pub const fn has_letter(&self) -> bool {
        self.letter_file_id.is_some() || self.letter_document_id.is_some()
    }
}

/// A submission.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_submission(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Submission, Error> {
    Ok(submissions::table.find(id).select(Submission::as_select()).first(&mut conn).await?)
}

/// A submission, locked against every other change until the transaction ends.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_submission(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Submission, Error> {
    Ok(submissions::table.find(id).for_no_key_update().select(Submission::as_select()).first(tx).await?)
}

/// Which submissions a list shows.
#[derive(Debug, Default)]
pub struct SubmissionFilter {
    /// Only those of these units; `None` are all.
    pub readable: Option<Vec<Uuid>>,
    /// The units whose unsent submissions are shown, too; `None` are all.
    pub inside: Option<Vec<Uuid>>,
    /// Only those of these units, as well.
    pub units: Option<Vec<Uuid>>,
    /// Only with this status.
    pub status: Option<SubmissionStatus>,
}

/// Submissions, the last written first, before an id, a page at a time.
pub async fn list_submissions(
    mut conn: &AsyncPgConnection,
    filter: &SubmissionFilter,
    before: Option<Uuid>,
    page: &PageRead,
) -> Result<Vec<Submission>, Error> {
    use submissions::{id, status, unit_id, updated_at};
    let query = submissions::table.select(Submission::as_select()).into_boxed();
    let mut query = page.only_updated(query, updated_at);
    for units in [&filter.readable, &filter.units].into_iter().flatten() {
        query = query.filter(unit_id.eq_any(units));
    }
    if let Some(inside) = &filter.inside {
        let is_unsent = status.eq(SubmissionStatus::Draft).or(status.eq(SubmissionStatus::Withdrawn));
        query = query.filter(diesel::dsl::not(is_unsent).or(unit_id.eq_any(inside)));
    }
    if let Some(own) = filter.status {
        query = query.filter(status.eq(own));
    }
    page.count(conn, &mut query).await?;
    if let Some(before) = before {
        query = query.filter(id.lt(before));
    }
    Ok(query.order(id.desc()).limit(page.limit).load(&mut conn).await?)
}

/// How many nominations these submissions have: of those that were sent, only what was ever sent.
pub async fn count_nominations(
    mut conn: &AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<(Option<Uuid>, i64)>, Error> {
    use diesel::dsl::count_star;
    let drafts =
        submissions::table.filter(submissions::status.eq(SubmissionStatus::Draft)).select(submissions::id);
    let own = nominations::table.filter(nominations::submission_id.eq_any(ids)).filter(
        nominations::submitted_on.is_not_null().or(nominations::submission_id.eq_any(drafts.nullable())),
    );
    let own = own.group_by(nominations::submission_id);
    Ok(own.select((nominations::submission_id, count_star())).load(&mut conn).await?)
}

/// The nominations of a submission, by id.
pub async fn list_submitted(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Vec<NominationHead>, Error> {
    let own = nominations::table.filter(nominations::submission_id.eq(id)).order(nominations::id);
    Ok(own.select(NominationHead::as_select()).load(&mut conn).await?)
}

/// The ids of the nominations of a submission, in their order.
pub async fn list_submitted_ids(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Vec<Uuid>, Error> {
    let own = nominations::table.filter(nominations::submission_id.eq(id)).order(nominations::id);
    Ok(own.select(nominations::id).load(&mut conn).await?)
}

/// These nominations as far as they are there, locked in the order of their ids.
pub async fn lock_all(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Nomination>, Error> {
    let own = nominations::table.filter(nominations::id.eq_any(ids)).order(nominations::id);
    Ok(own.for_no_key_update().select(Nomination::as_select()).load(tx).await?)
}

/// Puts nominations into a submission, and takes out those that are not among them.
pub async fn set_nominations(
    tx: &mut AsyncPgConnection,
    at: DateTime<Utc>,
    (id, ids): (Uuid, &[Uuid]),
) -> Result<(), Error> {
    use nominations::{submission_id, updated_at};
    let leaving = nominations::table.filter(submission_id.eq(id)).filter(nominations::id.ne_all(ids));
    diesel::update(leaving).set((submission_id.eq(None::<Uuid>), updated_at.eq(at))).execute(tx).await?;
    let joining =
        nominations::table.filter(nominations::id.eq_any(ids)).filter(submission_id.is_distinct_from(id));
    diesel::update(joining).set((submission_id.eq(id), updated_at.eq(at))).execute(tx).await?;
    Ok(())
}

/// Puts the letter and the minutes into the checklist of a nomination, where they are asked for and either nothing is there or
/// what an earlier sending put there; says whether that changed it.
pub async fn share_papers(
    tx: &mut AsyncPgConnection,
    submission: &Submission,
    nomination: Uuid,
) -> Result<bool, Error> {
    use nomination_papers::{code, document_id, file_id, is_shared, nomination_id};
    let shared = [
        (LETTER, submission.letter_file_id, submission.letter_document_id),
        (MINUTES, submission.minutes_file_id, submission.minutes_document_id),
    ];
    let mut changed = 0;
    for (codes, file, document) in shared {
        let is_empty = file_id.is_null().and(document_id.is_null());
        let differs = file_id.is_distinct_from(file).or(document_id.is_distinct_from(document));
        let open = nomination_papers::table
            .filter(nomination_id.eq(nomination))
            .filter(code.eq_any(codes))
            .filter(is_empty.or(is_shared))
            .filter(differs);
        let values = (file_id.eq(file), document_id.eq(document), is_shared.eq(true));
        changed += diesel::update(open).set(values).execute(tx).await?;
    }
    Ok(changed > 0)
}

/// Writes a submission.
pub async fn create_submission(tx: &mut AsyncPgConnection, new: &Submission) -> Result<(), Error> {
    diesel::insert_into(submissions::table)
        .values((
            submissions::id.eq(new.id),
            submissions::unit_id.eq(new.unit_id),
            submissions::title.eq(&new.title),
            submissions::letter_file_id.eq(new.letter_file_id),
            submissions::letter_document_id.eq(new.letter_document_id),
            submissions::minutes_file_id.eq(new.minutes_file_id),
            submissions::minutes_document_id.eq(new.minutes_document_id),
            submissions::vote.eq(&new.vote),
            submissions::status.eq(new.status),
            submissions::created_by.eq(new.created_by),
            submissions::writers.eq(&new.writers.0),
            submissions::version.eq(new.version),
            submissions::created_at.eq(new.created_at),
            submissions::updated_at.eq(new.updated_at),
        ))
        .execute(tx)
        .await?;
    Ok(())
}

/// Moves a submission from the expected version and status to what it is next.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which a locked submission never sees.
pub async fn advance_submission(
    tx: &mut AsyncPgConnection,
    before: &Submission,
    after: &Submission,
) -> Result<(), Error> {
    let updated = diesel::update(submissions::table.find(before.id))
        .filter(submissions::version.eq(before.version))
        .filter(submissions::status.eq(before.status))
        .set((
            submissions::title.eq(&after.title),
            submissions::letter_file_id.eq(after.letter_file_id),
            submissions::letter_document_id.eq(after.letter_document_id),
            submissions::minutes_file_id.eq(after.minutes_file_id),
            submissions::minutes_document_id.eq(after.minutes_document_id),
            submissions::vote.eq(&after.vote),
            submissions::status.eq(after.status),
            submissions::sent_on.eq(after.sent_on),
            submissions::received_on.eq(after.received_on),
            submissions::writers.eq(&after.writers.0),
            submissions::version.eq(before.version.next()),
            submissions::updated_at.eq(after.updated_at),
        ))
        .execute(tx)
        .await?;
    if updated == 1 {
        Ok(())
    } else {
        Err(Error::Conflict("the submission was changed meanwhile".to_owned()))
    }
}
