//! What the world is told: thin events that say what changed, not how.

use uuid::Uuid;

use crate::audit::rules::SubjectType;
use crate::text_enum;

text_enum! {
    /// What happened. The list grows with the service.
    pub enum EventType {
        /// A unit was created.
        UnitCreated = "UNIT_CREATED",
        /// A unit was changed from a date.
        UnitChanged = "UNIT_CHANGED",
        /// A unit was closed.
        UnitClosed = "UNIT_CLOSED",
        /// A unit's closing was taken back.
        UnitReopened = "UNIT_REOPENED",
    }
}

/// Something that happened to one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub event_type: EventType,
    /// What kind of thing it happened to.
    pub subject_type: SubjectType,
    /// Which one.
    pub subject_id: Uuid,
    /// The thing's version afterwards.
    pub subject_version: i32,
}
