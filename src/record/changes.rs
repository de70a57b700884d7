//! The history of a change: a record for auditors and an event for subscribers, always both.

use diesel_async::AsyncPgConnection;
use serde_json::Value;
use uuid::Uuid;

use crate::features::audit::rules::{AuditAction, SubjectType};
use crate::features::audit::store::{self as audit, Entry, TextEntry};
use crate::db::Error;
use crate::features::events::rules::{Event, EventType};
use crate::features::events::store as events;
use crate::core::context::Stamp;

/// The thing that changed.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// What kind of thing.
    pub kind: SubjectType,
    /// Which one.
    pub id: Uuid,
    /// The unit whose auditors may read of it; `None` is the whole province.
    pub unit_id: Option<Uuid>,
}

/// What history tells of one change of one thing.
#[derive(Debug)]
pub struct Happening {
    /// The thing.
    pub subject: Subject,
    /// What was done, as auditors read it.
    pub audit: AuditAction,
    /// What happened, as subscribers read it.
    pub event: EventType,
    /// The thing's version afterwards.
    pub version: i32,
    /// The thing before, where there was one.
    pub before: Option<Value>,
    /// The thing after, where there is one.
    pub after: Option<Value>,
}

impl Happening {
    fn split(self) -> (Entry, Event) {
        let Subject { kind, id, unit_id } = self.subject;
        let (before, after) = (self.before, self.after);
        let entry = Entry { action: self.audit, subject_type: kind, subject_id: id, unit_id, before, after };
        let event = Event {
            event_type: self.event,
            subject_type: kind,
            subject_id: id,
            subject_version: self.version,
        };
        (entry, event)
    }
}

/// Writes audit and event rows of changes, in the transaction that makes them.
///
/// # Errors
/// [`Error`] of the database.
pub async fn record(
    tx: &mut AsyncPgConnection,
    stamp: &Stamp,
    happenings: impl IntoIterator<Item = Happening>,
) -> Result<(), Error> {
    let (entries, told): (Vec<_>, Vec<_>) = happenings.into_iter().map(Happening::split).unzip();
    audit::record(tx, stamp, &entries).await?;
    events::record(tx, stamp, &told).await
}

/// What history tells of one of many changes: the thing before and after as JSON text, put together without detours.
#[derive(Debug)]
pub struct TextHappening {
    /// What was done to which thing.
    pub entry: TextEntry,
    /// What happened, as subscribers read it.
    pub event: EventType,
    /// The thing's version afterwards.
    pub version: i32,
}

/// Writes audit and event rows of many changes, in the transaction that makes them.
///
/// # Errors
/// [`Error`] of the database.
pub async fn record_many(
    tx: &mut AsyncPgConnection,
    stamp: &Stamp,
    happenings: Vec<TextHappening>,
) -> Result<(), Error> {
    let event = |one: &TextHappening| Event {
        event_type: one.event,
        subject_type: one.entry.subject_type,
        subject_id: one.entry.subject_id,
        subject_version: one.version,
    };
    let told: Vec<Event> = happenings.iter().map(event).collect();
    let entries: Vec<TextEntry> = happenings.into_iter().map(|one| one.entry).collect();
    audit::record_texts(tx, stamp, &entries).await?;
    events::record(tx, stamp, &told).await
}
