//! What is recorded of a report.

use serde_json::{Value, json};

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::reports::store::Report;
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A report, with its content where that changed.
struct RecordedReport<'a> {
    report: &'a Report,
    has_content: bool,
}

impl Recorded for RecordedReport<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.report.id, unit_id: Some(self.report.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.report.version
    }

    fn audited(&self) -> Value {
        let Report { status, content, .. } = self.report;
        if self.has_content {
            json!({"status": status, "content": content})
        } else {
            json!({"status": status})
        }
    }
}

/// Records a change of a report.
pub(super) async fn record_report(
    tx: &mut Connection,
    context: &ChangeContext,
    occurrence: Occurrence,
    (before, after): (Option<&Report>, &Report),
) -> Result<(), Problem> {
    let has_content = before.is_none_or(|before| before.content != after.content);
    let recorded = |report| RecordedReport { report, has_content };
    let (before, after) = (before.map(recorded), recorded(after));
    Ok(record_change(tx, context, occurrence, before.as_ref(), &after).await?)
}
