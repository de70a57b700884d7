//! Who acts, in which request, when: what every row of history carries.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// The mark of one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The user who acts; `None` where the command line does.
    pub actor_id: Option<Uuid>,
    /// The request's id, as in its answer and in the log.
    pub request_id: Option<Uuid>,
    /// The instant of the change.
    pub at: DateTime<Utc>,
    /// The day of the change in Viet Nam.
    pub today: NaiveDate,
}
