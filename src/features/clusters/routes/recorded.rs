//! What is recorded of a cluster.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::features::clusters::store::{Cluster, ClusterMember, ClusterYear};
use crate::record::{Recorded, Subject};

impl Recorded for Cluster {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: Some(self.unit_id) }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { code, name, kind, organised_by, is_outside, unit_id, .. } = self;
        json!({"code": code, "name": name, "kind": kind, "organisedBy": organised_by, "isOutside": is_outside,
            "unitId": unit_id})
    }
}

/// A year as the audit trail keeps it.
pub(super) fn audited_year(year: &ClusterYear, members: &[ClusterMember]) -> Value {
    let member = |member: &ClusterMember| json!({"unitId": member.unit_id, "name": member.outside_name, "rank": member.rank, "result": member.result});
    let ClusterYear { year: number, head_unit_id, vice_unit_id, leader_unit_id, votes, source, .. } = year;
    json!({"year": number, "headUnitId": head_unit_id, "viceUnitId": vice_unit_id,
        "leaderUnitId": leader_unit_id, "votes": votes, "source": source,
        "members": members.iter().map(member).collect::<Vec<_>>()})
}

/// Whose auditors may read of a cluster.
pub(super) fn subject_of(id: Uuid, unit_id: Uuid) -> Subject {
    Subject { id, unit_id: Some(unit_id) }
}
