//! What is recorded of a review.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::reviews::store::Review;
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A review with the unit whose auditors may read of it.
struct RecordedReview<'a> {
    review: &'a Review,
    launching_unit_id: Uuid,
}

impl Recorded for RecordedReview<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.review.id, unit_id: Some(self.launching_unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.review.version
    }

    fn audited(&self) -> Value {
        let Review { kind, status, through_on, texts, letterhead, .. } = self.review;
        json!({"kind": kind, "status": status, "throughOn": through_on, "texts": texts, "letterhead": letterhead})
    }
}

/// Records a change of a review.
pub(super) async fn record_review(
    tx: &mut Connection,
    context: &ChangeContext,
    launching_unit_id: Uuid,
    occurrence: Occurrence,
    (before, after): (Option<&Review>, &Review),
) -> Result<(), Problem> {
    let recorded = |review| RecordedReview { review, launching_unit_id };
    let (before, after) = (before.map(recorded), recorded(after));
    Ok(record_change(tx, context, occurrence, before.as_ref(), &after).await?)
}
