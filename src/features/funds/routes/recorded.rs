//! What is recorded of funds and of their entries.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::features::funds::store::{EntryShare, Fund, FundEntry};
use crate::record::{Recorded, Subject};

impl Recorded for Fund {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { year, allotted, source, document_id, organising_share, organising_share_source, .. } =
            self;
        json!({"year": year, "allotted": allotted, "source": source, "documentId": document_id,
            "organisingShare": organising_share, "organisingShareSource": organising_share_source})
    }
}

/// An entry with what of it is for which award, and the unit whose auditors may read of it.
pub(super) struct RecordedEntry<'a> {
    pub entry: &'a FundEntry,
    pub shares: &'a [EntryShare],
    pub unit_id: Uuid,
}

impl Recorded for RecordedEntry<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.entry.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        RowVersion::FIRST
    }

    fn audited(&self) -> Value {
        let FundEntry { fund_id, kind, amount, award_id, decision_id, reverses_id, .. } = self.entry;
        let FundEntry { entered_on, document_id, .. } = self.entry;
        let share = |share: &EntryShare| json!({"awardId": share.award_id, "amount": share.amount});
        json!({"fundId": fund_id, "kind": kind, "amount": amount, "awardId": award_id, "decisionId": decision_id,
            "reversesId": reverses_id, "enteredOn": entered_on, "documentId": document_id,
            "shares": self.shares.iter().map(share).collect::<Vec<_>>()})
    }
}
