//! What is recorded of a consultation: days, nominations and outcomes by id; nobody's name and none of the words.

use serde_json::{Value, json};

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::nominations::store::Consultation;
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A consultation with what else a change tells.
struct RecordedConsultation<'a> {
    consultation: &'a Consultation,
    details: Value,
}

impl Recorded for RecordedConsultation<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.consultation.id, unit_id: Some(self.consultation.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.consultation.version
    }

    fn audited(&self) -> Value {
        let Consultation { starts_on, ends_on, status, .. } = self.consultation;
        json!({"startsOn": starts_on, "endsOn": ends_on, "status": status, "details": self.details})
    }
}

/// Records a change of a consultation.
pub(super) async fn record_consultation(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (Option<&Consultation>, (&Consultation, Value)),
) -> Result<(), Problem> {
    let before = before.map(|consultation| RecordedConsultation { consultation, details: Value::Null });
    let after = RecordedConsultation { consultation: after.0, details: after.1 };
    Ok(record_change(tx, context, occurrence, before.as_ref(), &after).await?)
}
