//! What is recorded of users, their roles and their sessions.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::identity::store::{Assignment, User};
use crate::record::{self, ChangeRecord, Occurrence, Recorded, Subject, record_change};

impl Recorded for User {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: self.unit_id }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({
            "username": self.username,
            "displayName": self.display_name,
            "unitId": self.unit_id,
            "personId": self.person_id,
            "status": self.status,
        })
    }
}

/// A role assignment, which is recorded as a change of its user.
struct RecordedRole<'a> {
    user: &'a User,
    assignment: &'a Assignment,
}

impl Recorded for RecordedRole<'_> {
    fn subject(&self) -> Subject {
        self.user.subject()
    }

    fn version(&self) -> RowVersion {
        self.user.version
    }

    fn audited(&self) -> Value {
        json!({
            "id": self.assignment.id,
            "role": self.assignment.role,
            "unitId": self.assignment.unit_id,
            "startsOn": self.assignment.starts_on,
            "endsOn": self.assignment.days().ends_on(),
        })
    }
}

/// Records a change of a user's role.
pub async fn record_role(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    user: &User,
    (before, after): (Option<&Assignment>, &Assignment),
) -> Result<(), db::Error> {
    let recorded = |assignment| RecordedRole { user, assignment };
    let (before, after) = (before.map(recorded), recorded(after));
    record_change(tx, context, occurrence, before.as_ref(), &after).await
}

/// Records that a user's password changed; the password itself leaves no trace.
pub(super) async fn record_password(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    user: &User,
) -> Result<(), db::Error> {
    let change = ChangeRecord::new(occurrence, user.subject(), user.version, (None, None));
    record::record(tx, context, [change]).await
}

/// Records what happened to sessions.
pub(super) async fn record_sessions(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    session_ids: &[Uuid],
) -> Result<(), db::Error> {
    let change = |id: &Uuid| {
        let subject = Subject { id: *id, unit_id: None };
        ChangeRecord::new(occurrence, subject, RowVersion::FIRST, (None, None))
    };
    record::record(tx, context, session_ids.iter().map(change)).await
}
