//! What is recorded of users, their roles and their sessions.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::identity::store::{Assignment, User};
use crate::http::Problem;
use crate::record::{self, ChangeRecord, Occurrence, Recorded, Subject};

impl Recorded for User {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: self.unit_id }
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn audited(&self) -> Value {
        json!({
            "username": self.username,
            "displayName": self.display_name,
            "unitId": self.unit_id,
            "status": self.status,
        })
    }
}

/// A role assignment as the audit trail keeps it.
pub fn audited_role(assignment: &Assignment) -> Value {
    json!({
        "id": assignment.id,
        "role": assignment.role,
        "unitId": assignment.unit_id,
        "startsOn": assignment.starts_on,
        "endsOn": assignment.days().ends_on(),
    })
}

/// Records what happened to a session; its content is nobody's business.
pub async fn record_session(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    session_id: Uuid,
) -> Result<(), Problem> {
    let subject = Subject { id: session_id, unit_id: None };
    Ok(record::record(tx, context, [ChangeRecord::new(occurrence, subject, 1, (None, None))]).await?)
}

/// Records what happened to something of a user: a role, or a password, of which nothing is kept.
pub async fn record_of_user(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    user: &User,
    audited: (Option<Value>, Option<Value>),
) -> Result<(), Problem> {
    let change = ChangeRecord::new(occurrence, user.subject(), user.version, audited);
    Ok(record::record(tx, context, [change]).await?)
}
