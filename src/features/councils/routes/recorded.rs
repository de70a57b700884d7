//! What is recorded of councils: ids, days and counts, none of the free words, and of a ballot only whose it is.

use serde_json::{Value, json};

use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::councils::store::{AgendaItem, Council, Meeting};
use crate::http::Problem;
use crate::record::{Occurrence, Recorded, Subject, record_change};

/// A thing of a council, with details of a change.
struct RecordedThing {
    subject: Subject,
    version: RowVersion,
    audited: Value,
}

impl Recorded for RecordedThing {
    fn subject(&self) -> Subject {
        self.subject
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        self.audited.clone()
    }
}

/// A thing of a council that is recorded, and the unit whose council it is.
pub(super) trait OfCouncil {
    fn id(&self) -> uuid::Uuid;
    fn version(&self) -> RowVersion;
    fn audited(&self) -> Value;
}

impl OfCouncil for Council {
    fn id(&self) -> uuid::Uuid {
        self.id
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"unitId": self.unit_id, "recusesOwnUnit": self.recuses_own_unit})
    }
}

impl OfCouncil for Meeting {
    fn id(&self) -> uuid::Uuid {
        self.id
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { council_id, held_on, status, composition_id, .. } = self;
        json!({"councilId": council_id, "heldOn": held_on, "status": status, "compositionId": composition_id})
    }
}

impl OfCouncil for AgendaItem {
    fn id(&self) -> uuid::Uuid {
        self.id
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { meeting_id, nomination_id, stage_id, status, voters, .. } = self;
        let Self { votes_for, votes_against, votes_blank, votes_of, .. } = self;
        json!({"meetingId": meeting_id, "nominationId": nomination_id, "stageId": stage_id, "status": status,
            "voting": self.voting.0, "voters": voters, "votesFor": votes_for, "votesAgainst": votes_against,
            "votesBlank": votes_blank, "votesOf": votes_of})
    }
}

/// Records a change of a council, of a meeting or of an item, with what else the record tells of before and after.
pub(super) async fn record_thing<T: OfCouncil>(
    tx: &mut Connection,
    context: &ChangeContext,
    (occurrence, council): (Occurrence, &Council),
    (before, after): (Option<(&T, Value)>, (&T, Value)),
) -> Result<(), Problem> {
    let recorded = |(thing, details): (&T, Value)| {
        let mut audited = thing.audited();
        if let (Some(own), false) = (audited.as_object_mut(), details.is_null()) {
            own.insert("details".to_owned(), details);
        }
        let subject = Subject { id: thing.id(), unit_id: Some(council.unit_id) };
        RecordedThing { subject, version: thing.version(), audited }
    };
    let (before, after) = (before.map(recorded), recorded(after));
    Ok(record_change(tx, context, occurrence, before.as_ref(), &after).await?)
}
