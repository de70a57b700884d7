//! Everything that is kept of one person, for that person.

use actix_web::{HttpRequest, get, web};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::kept::{KeptLists, KeptRow, MOST_ROWS, kept_rows};
use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::core::clock::{LocalTime, local};
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::data_requests::store::{self, DataRequestFilter};
use crate::features::people::rules::personal_data::SUBJECT_REQUEST;
use crate::features::people::store::{self as people, ReadFilter};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::change::context;
use crate::operations::state::State;
use crate::operations::subjects::{Subject, SubjectKind, find_lineage};
use crate::record::SubjectType;

/// Everything that is kept of a person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonDataExport {
    /// When it was read.
    exported_at: LocalTime,
    /// The person, and those who were merged into it.
    #[schema(max_items = 1000)]
    people: Vec<KeptRow>,
    /// Where the person was, in which position.
    #[schema(max_items = 1000)]
    memberships: Vec<KeptRow>,
    /// What other systems call the person.
    #[schema(max_items = 1000)]
    external_ids: Vec<KeptRow>,
    /// What was kept before each change.
    #[schema(max_items = 1000)]
    versions: Vec<KeptRow>,
    /// Task ratings, holds and statements, what was voided among them.
    #[schema(max_items = 2000)]
    facts: Vec<KeptRow>,
    /// Initiatives and research of which the person is an author, what was voided among them.
    #[schema(max_items = 2000)]
    initiatives: Vec<KeptRow>,
    /// Awards, what was voided among them.
    #[schema(max_items = 2000)]
    awards: Vec<KeptRow>,
    /// What was answered to the question whether the person may be commended.
    #[schema(max_items = 1000)]
    eligibility_checks: Vec<KeptRow>,
    /// Nominations of the person.
    #[schema(max_items = 1000)]
    nominations: Vec<KeptRow>,
    /// Certificates of the awards.
    #[schema(max_items = 3000)]
    certificates: Vec<KeptRow>,
    /// Exemplars about the person, with what was agreed to.
    #[schema(max_items = 1000)]
    exemplars: Vec<KeptRow>,
    /// What the person asked about these data.
    #[schema(max_items = 1000)]
    requests: Vec<KeptRow>,
    /// Who read personal fields of the person alone.
    #[schema(max_items = 1000)]
    reads: Vec<KeptRow>,
}

/// Export a person's data
///
/// Everything that is kept of one person, to be handed to that person; the reading is noted. At most 1,000 rows of each
/// kind and as many voided ones, the latest first.
#[utoipa::path(responses((status = 200, body = PersonDataExport, description = "What is kept")))]
#[get("/people/{id}/data-export")]
pub async fn get_person_data_export(
    request: HttpRequest,
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, context) = (path.0.id, context(&request, &state.clock, Some(&caller)));
    let read = async |tx: &mut Connection| {
        let lineage =
            find_lineage(tx, &caller, Subject { kind: SubjectKind::Person, id }, context.today).await?;
        caller.require(Permission::ConfirmFacts, &lineage)?;
        let read = (SUBJECT_REQUEST, "getPersonDataExport");
        people::note_read(tx, &context, read, (Some(id), 1)).await?;
        collect(tx, &context, id).await
    };
    Answer::ok(&state.db.transaction(read).await?)
}

async fn collect(
    tx: &mut Connection,
    context: &ChangeContext,
    id: Uuid,
) -> Result<PersonDataExport, Problem> {
    let ids = people::all_ids_of(tx, id).await?;
    let rows = people::list_by_ids(tx, &ids).await?;
    let person = |row: &people::Person| {
        json!({"id": row.id, "staffCode": row.staff_code, "name": row.name, "birthYear": row.birth_year, "sex": row.sex,
            "isEthnicMinority": row.is_ethnic_minority, "restrictedOn": row.restricted_on})
    };
    let memberships = people::list_memberships(tx, &ids).await?;
    let membership = |row: &people::Membership| json!({"unitId": row.unit_id, "position": row.position, "startsOn": row.starts_on, "endsBefore": row.ends_before});
    let external_ids = people::list_external_ids(tx, &ids).await?;
    let (mut versions, mut requests, mut reads) = (Vec::new(), Vec::new(), Vec::new());
    for id in ids.iter().copied() {
        let thing = (SubjectType::Person.as_str(), id);
        versions.extend(people::list_versions(tx, thing, None, &PageRead::of(MOST_ROWS)).await?);
        let filter = DataRequestFilter { person_id: Some(id), ..DataRequestFilter::default() };
        requests.extend(store::list(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?);
        let filter = ReadFilter { person_id: Some(id), user_id: None };
        reads.extend(people::list_reads(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?);
    }
    let lists = KeptLists::read(tx, &ids).await?;
    Ok(PersonDataExport {
        exported_at: local(context.at),
        people: kept_rows(&rows, person),
        memberships: kept_rows(&memberships, membership),
        external_ids: kept_rows(
            &external_ids,
            |(_, system, value)| json!({"system": system, "value": value}),
        ),
        versions: kept_rows(
            &versions,
            |row| json!({"version": row.version, "body": row.body, "replacedAt": row.replaced_at}),
        ),
        facts: lists.facts,
        initiatives: lists.initiatives,
        awards: lists.awards,
        eligibility_checks: lists.eligibility_checks,
        nominations: lists.nominations,
        certificates: lists.certificates,
        exemplars: lists.exemplars,
        requests: kept_rows(
            &requests,
            |row| json!({"kind": row.kind, "status": row.status, "wish": row.wish, "receivedOn": row.received_on, "dueOn": row.due_on}),
        ),
        reads: kept_rows(
            &reads,
            |row| json!({"purpose": row.purpose, "operation": row.operation, "readAt": row.read_at}),
        ),
    })
}
