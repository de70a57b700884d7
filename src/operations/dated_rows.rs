//! Rows that hold over some days, such as a clause of a law or a setting: created and changed in one way. Each kind of row says
//! what is its own.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::record::{Occurrence, Recorded, record_change};

/// A row that holds over some days.
#[expect(async_fn_in_trait, reason = "handlers stay on the thread that took them")]
pub trait DatedRow: Recorded + Clone + PartialEq {
    /// The path of all of them.
    const PATH: &'static str;
    /// What is recorded of a new one.
    const CREATED: Occurrence;
    /// What is recorded of a change.
    const CHANGED: Occurrence;

    /// What it looks like from outside.
    type View: Serialize;

    /// What it looks like from outside, today.
    ///
    /// # Errors
    /// Of the database.
    async fn view(&self, conn: &Connection, today: NaiveDate) -> Result<Self::View, db::Error>;

    /// Gives it the version and the instant of a change.
    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>);

    /// A row, locked until the transaction ends.
    ///
    /// # Errors
    /// [`db::Error::NotFound`] when there is none.
    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error>;

    /// Refuses what can't be, and days on which another row stands in the way.
    ///
    /// # Errors
    /// What is refused; a [`Problem`] of the database.
    async fn check(&self, tx: &Connection) -> Result<(), Problem>;

    /// Writes it.
    ///
    /// # Errors
    /// Constraints, by their names.
    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error>;

    /// Rewrites what can change of it.
    ///
    /// # Errors
    /// Constraints, by their names.
    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error>;
}

/// Creates a row.
///
/// # Errors
/// What the row refuses; a [`Problem`] of the database.
pub async fn create_row<R: DatedRow>(
    state: &State,
    change: &Change,
    row: impl Fn(&ChangeContext) -> R,
) -> Result<Answer, Problem> {
    let context = &change.context;
    let effect = async |tx: &mut Connection| {
        let row = row(context);
        row.check(tx).await?;
        row.insert(tx).await?;
        record_change(tx, context, R::CREATED, None, &row).await?;
        let location = state.link(&format!("{}/{}", R::PATH, row.subject().id));
        let view = row.view(tx, context.today).await?;
        Ok(Answer::created(&location, &view)?.with_etag(row.version()))
    };
    change.run_permitted(effect).await
}

/// Changes a row by a patch; one that names no member is refused, one that changes nothing leaves the row as it is.
///
/// # Errors
/// What the row refuses; a stale version; a [`Problem`] of the database.
pub async fn change_row<R: DatedRow, P: Default + PartialEq>(
    change: &Change,
    if_match: &IfMatch,
    (id, patch): (Uuid, &P),
    apply: impl Fn(&R) -> R,
) -> Result<Answer, Problem> {
    if *patch == P::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let context = &change.context;
    let effect = async |tx: &mut Connection| {
        let before = R::lock_exclusive(tx, id).await?;
        if_match.check(before.version())?;
        let mut after = apply(&before);
        if after != before {
            after.check(tx).await?;
            after.set_version(before.version().next(), context.at);
            after.update(tx).await?;
            record_change(tx, context, R::CHANGED, Some(&before), &after).await?;
        }
        let view = after.view(tx, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(after.version()))
    };
    change.run_permitted(effect).await
}

/// Passes when a row has no fault of its own and no other row holds on its days; the others are asked only then.
///
/// # Errors
/// 400 with every fault; 409 of this code with the row that stands in the way; a [`Problem`] of the database.
pub async fn check_row(
    faults: Vec<Violation>,
    overlapping: impl Future<Output = Result<Option<Uuid>, db::Error>>,
    already_there: Code,
) -> Result<(), Problem> {
    require_none(faults)?;
    match overlapping.await? {
        Some(other) => Err(Problem::new(already_there).with_existing(other)),
        None => Ok(()),
    }
}

/// The fault of days that end before they start, at the member that says the end.
#[must_use]
pub fn fault_of_days(
    pointer: &str,
    starts_on: NaiveDate,
    ends_before: Option<NaiveDate>,
) -> Option<Violation> {
    let is_fault = ends_before.is_some_and(|end| end <= starts_on);
    is_fault.then(|| Violation::at(pointer, Code::ends_before_start).with("startsOn", starts_on))
}
