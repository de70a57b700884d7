//! A change of a thing as the record keeps it.

use serde_json::Value;
use uuid::Uuid;

use super::occurrences::Occurrence;
use crate::core::row_version::RowVersion;

/// The thing that changed.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// Which one.
    pub id: Uuid,
    /// The unit whose auditors may read of it; `None` is the whole province.
    pub unit_id: Option<Uuid>,
}

/// A thing whose changes are recorded.
pub trait Recorded {
    /// Which thing it is, and whose auditors may read of it.
    fn subject(&self) -> Subject;

    /// Its version.
    fn version(&self) -> RowVersion;

    /// What the audit trail keeps of it: everything people decided, nothing secret.
    fn audited(&self) -> Value;
}

/// One change of one thing.
#[derive(Debug)]
pub struct ChangeRecord {
    /// What happened.
    pub occurrence: Occurrence,
    /// The thing.
    pub subject: Subject,
    /// The thing's version afterwards.
    pub version: RowVersion,
    /// The thing before, as JSON, where there was one.
    pub before: Option<String>,
    /// The thing after, as JSON, where there is one.
    pub after: Option<String>,
    /// Where it was in its life before, and where it is afterwards; none of a thing without one.
    pub statuses: [Option<String>; 2],
}

impl ChangeRecord {
    /// What happened to a thing that was there before, or, without `before`, to a new one.
    #[must_use]
    pub fn of<T: Recorded>(occurrence: Occurrence, before: Option<&T>, after: &T) -> Self {
        let audited = (before.map(T::audited), Some(after.audited()));
        Self::new(occurrence, after.subject(), after.version(), audited)
    }

    /// What happened to a thing, with what the audit trail keeps of it before and after.
    #[must_use]
    pub fn new(
        occurrence: Occurrence,
        subject: Subject,
        version: RowVersion,
        (before, after): (Option<Value>, Option<Value>),
    ) -> Self {
        let status = |value: &Option<Value>| Some(value.as_ref()?.get("status")?.as_str()?.to_owned());
        let statuses = [status(&before), status(&after)];
        let text = |value: Option<Value>| value.map(|value| value.to_string());
        Self { occurrence, subject, version, before: text(before), after: text(after), statuses }
    }
}
