//! Rules of clusters: their words, and what is wrong with a year by itself.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

pub use crate::features::catalogue::rules::ClusterOrganiser;
use crate::text_enum;

text_enum! {
    /// What kind of group it is.
    pub enum ClusterKind {
        /// A cluster (cụm thi đua).
        Cluster = "CLUSTER",
        /// A bloc (khối thi đua).
        Bloc = "BLOC",
    }
}

/// A member of a cluster in a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClusterMember {
    /// The unit; left out for a member that is no unit here.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub unit_id: Option<Uuid>,
    /// The name of a member that is no unit here.
    #[schema(max_length = 200, format = "line")]
    pub name: Option<String>,
    /// Its rank.
    #[schema(minimum = 1, maximum = 1000, example = 1)]
    pub rank: Option<i32>,
    /// Its result in words: a score, a verdict.
    #[schema(max_length = 200, format = "line", example = "98,5 điểm (mẫu)")]
    pub result: Option<String>,
}

/// A fault of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YearFault {
    /// A member is named by unit and name, or by neither.
    OneSubjectNeeded,
    /// A unit is a member twice.
    NamedTwice,
    /// The leader is no member.
    LeaderIsNoMember,
}

/// The faults of the members of a year and of its leader, each with its pointer.
#[must_use]
pub fn faults(members: &[NewClusterMember], leader: Option<Uuid>) -> Vec<(String, YearFault)> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    for (index, member) in members.iter().enumerate() {
        if member.unit_id.is_some() == member.name.is_some() {
            found.push((format!("/members/{index}"), YearFault::OneSubjectNeeded));
        }
        if member.unit_id.is_some_and(|unit| !seen.insert(unit)) {
            found.push((format!("/members/{index}/unitId"), YearFault::NamedTwice));
        }
    }
    if leader.is_some_and(|leader| !seen.contains(&leader)) {
        found.push(("/leaderUnitId".to_owned(), YearFault::LeaderIsNoMember));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told_at_its_member() {
        let unit = |last: u128| Some(Uuid::from_u128(last));
        let member = |unit_id: Option<Uuid>, name: Option<&str>| NewClusterMember {
            unit_id,
            name: name.map(str::to_owned),
            rank: None,
            result: None,
        };
        let at = |place: &str, fault| vec![(place.to_owned(), fault)];
        for (members, leader, expected) in [
            (vec![member(unit(1), None), member(None, Some("Tỉnh bạn"))], unit(1), vec![]),
            (vec![member(unit(1), None)], None, vec![]),
            (vec![member(unit(1), None)], unit(2), at("/leaderUnitId", YearFault::LeaderIsNoMember)),
            (vec![member(unit(1), Some("A"))], None, at("/members/0", YearFault::OneSubjectNeeded)),
            (vec![member(None, None)], None, at("/members/0", YearFault::OneSubjectNeeded)),
            (
                vec![member(unit(1), None), member(unit(1), None)],
                None,
                at("/members/1/unitId", YearFault::NamedTwice),
            ),
        ] {
            assert_eq!(faults(&members, leader), expected);
        }
    }
}
