//! Writing a year of a cluster: members, officers, results, and who was acclaimed.

use actix_web::{HttpRequest, put};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::recorded::{audited_year, subject_of};
use super::view::ClusterView;
use crate::auth::policy::Permission;
use crate::core::vietnamese::composed;
use crate::db::Connection;
use crate::features::clusters::rules::{NewClusterMember, YearFault, faults};
use crate::features::clusters::store::{self, Cluster, ClusterMember, ClusterYear};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation};
use crate::operations::change::Change;
use crate::operations::references::UnitReference;
use crate::operations::subjects::require_over;
use crate::record::{ChangeRecord, Occurrence, record};

/// Which year of which cluster.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub struct ClusterYearPath {
    /// The cluster's id.
    id: Uuid,
    /// The year.
    #[param(minimum = 1945, maximum = 2100, example = 2026)]
    year: i32,
}

/// A year of a cluster, as a whole.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClusterYear {
    /// The members, in their order.
    #[schema(min_items = 1, max_items = 200)]
    members: Vec<NewClusterMember>,
    /// The unit that heads it (cụm trưởng, khối trưởng).
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    head_unit_id: Option<Uuid>,
    /// Its vice head (cụm phó, khối phó).
    #[schema(example = json!(null))]
    vice_unit_id: Option<Uuid>,
    /// The member that was acclaimed as leader: assessed, compared and voted for, not only the best of the ranking.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    leader_unit_id: Option<Uuid>,
    /// How the members voted.
    #[schema(max_length = 500, format = "line", example = "8/9 đơn vị bỏ phiếu suy tôn (mẫu)")]
    votes: Option<String>,
    /// Where it is known from.
    #[schema(max_length = 500, format = "line", example = "Biên bản bình xét năm 2026 (mẫu)")]
    source: String,
}

impl NewClusterYear {
    /// The units it names, each with its pointer.
    fn units(&self) -> Vec<(String, Uuid)> {
        let officers = [
            ("/headUnitId", self.head_unit_id),
            ("/viceUnitId", self.vice_unit_id),
            ("/leaderUnitId", self.leader_unit_id),
        ];
        let officers = officers.into_iter().map(|(pointer, unit)| (pointer.to_owned(), unit));
        let members = self.members.iter().enumerate();
        let members = members.map(|(index, member)| (format!("/members/{index}/unitId"), member.unit_id));
        members.chain(officers).filter_map(|(pointer, unit)| Some((pointer, unit?))).collect()
    }

    fn into_rows(
        self,
        path: ClusterYearPath,
        (by, at): (Uuid, chrono::DateTime<chrono::Utc>),
    ) -> (ClusterYear, Vec<ClusterMember>) {
        let text = |text: Option<String>| text.map(|text| composed(&text));
        let ClusterYearPath { id: cluster_id, year } = path;
        let member = |(position, member): (i32, NewClusterMember)| ClusterMember {
            cluster_id,
            year,
            position,
            unit_id: member.unit_id,
            outside_name: text(member.name),
            rank: member.rank,
            result: text(member.result),
        };
        let members = (1..).zip(self.members).map(member).collect();
        let year = ClusterYear {
            cluster_id,
            year,
            head_unit_id: self.head_unit_id,
            vice_unit_id: self.vice_unit_id,
            leader_unit_id: self.leader_unit_id,
            votes: text(self.votes),
            source: composed(&self.source),
            written_by: by,
            updated_at: at,
        };
        (year, members)
    }
}

/// Write a cluster's year
///
/// Members, officers, results and the acclaimed leader of a year as a whole, for the standing office that keeps the cluster.
/// The same twice is one effect; what somebody else wrote last needs `If-Match`.
#[utoipa::path(params(ClusterYearPath), request_body = NewClusterYear,
    responses((status = 200, body = ClusterView, description = "The cluster afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::one_subject_needed, Code::named_twice, Code::leader_is_no_member, Code::year_in_the_future,
        Code::unknown_unit, Code::written_by_another, Code::stale_version
    ]))))]
#[put("/clusters/{id}/years/{year}")]
pub async fn put_cluster_year(
    request: HttpRequest,
    change: Change,
    path: Parameters<ClusterYearPath>,
    input: Json<NewClusterYear>,
) -> Result<Answer, Problem> {
    let (path, new, context) = (path.0, input.0, &change.context);
    let if_match = IfMatch::named_in(&request)?;
    let permit = async |tx: &mut Connection| {
        let unit = store::find(tx, path.id).await?.unit_id;
        require_over(tx, &change.caller, Permission::ConfirmFacts, unit, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let mut cluster = store::lock_exclusive(tx, path.id).await?;
        check(tx, &new, path.year, context.today).await?;
        let rows = new.clone().into_rows(path, (context.actor()?, context.at));
        let earlier = store::list_years(tx, path.id).await?;
        let before = earlier.into_iter().find(|(own, _)| own.year == path.year);
        let wrote_last = before.as_ref().is_none_or(|(year, _)| Some(year.written_by) == context.actor_id);
        let before = before.map(|(year, members)| audited_year(&year, &members));
        let after = audited_year(&rows.0, &rows.1);
        if before.as_ref() != Some(&after) {
            IfMatch::check_put(if_match, cluster.version, wrote_last)?;
            store::replace_year(tx, &rows.0, rows.1).await?;
            cluster = Cluster { version: cluster.version.next(), updated_at: context.at, ..cluster };
            store::update(tx, &cluster).await?;
            let subject = subject_of(cluster.id, cluster.unit_id);
            let audited = (before, Some(after));
            let written =
                ChangeRecord::new(Occurrence::ClusterYearWritten, subject, cluster.version, audited);
            record(tx, context, [written]).await?;
        }
        let view = ClusterView::find(tx, cluster, context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Passes when a year is right by itself and names units that exist.
async fn check(tx: &Connection, new: &NewClusterYear, year: i32, today: NaiveDate) -> Result<(), Problem> {
    if year > today.year() {
        let fault = Violation::of_parameter("year", Code::year_in_the_future).with("today", today);
        return Err(Problem::invalid(vec![fault]));
    }
    let mut found: Vec<Violation> = faults(&new.members, new.leader_unit_id)
        .into_iter()
        .map(|(pointer, fault)| Violation::at(pointer, code(fault)))
        .collect();
    let named = new.units();
    let known = UnitReference::find_all(tx, named.iter().map(|(_, unit)| *unit), today).await?;
    let unknown = named.into_iter().filter(|(_, unit)| !known.contains(*unit));
    found.extend(unknown.map(|(at, unit)| Violation::at(at, Code::unknown_unit).with("unit", unit)));
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

const fn code(fault: YearFault) -> Code {
    match fault {
        YearFault::OneSubjectNeeded => Code::one_subject_needed,
        YearFault::NamedTwice => Code::named_twice,
        YearFault::LeaderIsNoMember => Code::leader_is_no_member,
    }
}
