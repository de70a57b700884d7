//! HTTP of the audit trail.

use actix_web::{get, web};
use chrono::{DateTime, FixedOffset, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::store::{self, Filter};
use crate::auth::Caller;
use crate::auth::policy::{ActorKind, Permission};
use crate::auth::store as authorization;
use crate::core::clock::{LocalTime, local};
use crate::core::crypto;
use crate::db::Connection;
use crate::http::input::Parameters;
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
use crate::operations::references::{References, UnitReference};
use crate::operations::state::State;
use crate::operations::tables::spec::{TableSpec, instant, number, text};
use crate::record::Occurrence;
use crate::record::audit::AuditRecord;

/// Which audit records to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AuditRecordFilter {
    /// Only records about this thing.
    #[param(nullable = false, format = Uuid)]
    subject_id: Option<Uuid>,
    /// Only records of this user.
    #[param(nullable = false)]
    actor_id: Option<Uuid>,
    /// Only records of this action.
    #[param(nullable = false, inline)]
    action: Option<Occurrence>,
    /// Only records from this instant on.
    #[param(nullable = false, max_length = 35)]
    occurred_at_from: Option<DateTime<FixedOffset>>,
    /// Only records before this instant.
    #[param(nullable = false, max_length = 35)]
    occurred_at_before: Option<DateTime<FixedOffset>>,
}

/// Who did what to which thing.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AuditRecord)]
pub struct AuditRecordView {
    /// The record's id.
    #[schema(example = "01980000-0000-7000-8000-0000000000a1")]
    id: Uuid,
    /// Its number in the chain.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64, example = 42)]
    position: i64,
    /// When it happened.
    occurred_at: LocalTime,
    /// Who did it; null is the command line.
    #[schema(required, example = "01980000-0000-7000-8000-000000000001")]
    actor_id: Option<Uuid>,
    /// The user name of who did it.
    #[schema(required, max_length = 64, pattern = r"^[^\x00]*$", example = "admin")]
    actor_username: Option<String>,
    /// Whether a person or a machine client did it; null is the command line.
    #[schema(required, example = "PERSON")]
    actor_kind: Option<ActorKind>,
    /// For whom a machine client said that it acted: a staff code, which nobody has checked.
    #[schema(required, max_length = 64, pattern = "^[!-~]+$", example = json!(null))]
    acting_for: Option<String>,
    /// What was done.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "UNIT_CREATED")]
    action: String,
    /// What kind of thing it was done to.
    #[schema(max_length = 64, pattern = "^[A-Z_]+$", example = "UNIT")]
    subject_type: String,
    /// Which one.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    subject_id: Uuid,
    /// The unit whose auditors may read the record; null is the whole province.
    #[schema(required)]
    unit: Option<UnitReference>,
    /// The request it happened in.
    #[schema(required, example = "01980000-0000-7000-8000-0000000000b1")]
    request_id: Option<Uuid>,
    /// The thing before; null where it was not there or its content is not recorded.
    #[schema(required, value_type = Option<Object>, example = json!(null))]
    before: Option<Value>,
    /// The thing after; null where its content is not recorded.
    #[schema(required, value_type = Option<Object>, example = json!({"code": "SNV-VP", "name": "Văn phòng Sở"}))]
    after: Option<Value>,
    /// The seal of the record before, in base64url.
    #[schema(
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    )]
    previous_hash: String,
    /// The record's own seal: SHA-256 over the seal before and the record, in base64url.
    #[schema(
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$",
        example = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg"
    )]
    hash: String,
}

/// An extract of the audit trail as a table.
pub static TABLE: TableSpec = TableSpec::of_list(
    "nhat-ky",
    "Nhật ký",
    &[
        number("Vị trí", "/position"),
        instant("Thời điểm", "/occurredAt"),
        text("Người thực hiện", "/actorUsername"),
        text("Thực hiện thay", "/actingFor"),
        text("Thao tác", "/action"),
        text("Đối tượng", "/subjectType"),
        text("Mã đối tượng", "/subjectId"),
        text("Đơn vị", "/unit/name"),
        text("Mã yêu cầu", "/requestId"),
        text("Mã băm", "/hash"),
    ],
);

/// List audit records
///
/// Who did what to which thing, newest first. An auditor of a unit reads the records of its subtree as of
/// today; an auditor of the whole province reads all. A record appears as soon as it is sealed, usually
/// within a second.
#[utoipa::path(params(AuditRecordFilter, PageParameters),
    responses((status = 200, body = Page<AuditRecordView>, description = "A page of records", headers(("Link" = String)))))]
#[get("/audit-records")]
pub async fn list_audit_records(
    state: web::Data<State>,
    caller: Caller,
    page: PageRequest,
    filter: Parameters<AuditRecordFilter>,
) -> Result<Answer, Problem> {
    let AuditRecordFilter { subject_id, actor_id, action, occurred_at_from, occurred_at_before } = filter.0;
    let before_position = page.after_key()?;
    let filter = Filter {
        within: readable_units(&state, &caller).await?,
        subject_id,
        actor_id,
        action,
        from: occurred_at_from.map(|instant| instant.with_timezone(&Utc)),
        before: occurred_at_before.map(|instant| instant.with_timezone(&Utc)),
    };
    let today = state.clock.today();
    let list = async |conn: &Connection| {
        let (rows, is_cut) = store::list(conn, &filter, before_position, page.read()).await?;
        let unit_ids = rows.iter().filter_map(|(record, _)| record.unit_id);
        let units = UnitReference::find_all(conn, unit_ids, today).await?;
        Ok((rows, is_cut, units))
    };
    let (rows, is_cut, units) = state.db.read(list).await?;
    let position = |(record, _): &(AuditRecord, _)| Position::of_key(record.position.unwrap_or_default());
    page.answer_of_part((rows, is_cut), position, |(record, actor)| view(record, actor, &units))
}

/// The units whose records the caller may read; `None` is the whole province.
async fn readable_units(state: &State, caller: &Caller) -> Result<Option<Vec<Uuid>>, Problem> {
    let grants = caller.grants.iter().filter(|grant| grant.permits(Permission::ReadAudit));
    let roots: Option<Vec<Uuid>> = grants.map(|grant| grant.unit_id).collect();
    let Some(roots) = roots else { return Ok(None) };
    let today = state.clock.today();
    let units = state.db.read(async |conn| authorization::subtrees(conn, &roots, today).await).await?;
    Ok(Some(units))
}

fn view(
    record: AuditRecord,
    actor: Option<(String, ActorKind)>,
    units: &References<UnitReference>,
) -> AuditRecordView {
    let text = |bytes: Option<Vec<u8>>| crypto::to_text(&bytes.unwrap_or_default());
    AuditRecordView {
        id: record.id,
        position: record.position.unwrap_or_default(),
        occurred_at: local(record.occurred_at),
        actor_id: record.actor_id,
        actor_kind: actor.as_ref().map(|(_, kind)| *kind),
        actor_username: actor.map(|(username, _)| username),
        acting_for: record.acting_for,
        action: record.action,
        subject_type: record.subject_type,
        subject_id: record.subject_id,
        unit: units.find(record.unit_id),
        request_id: record.request_id,
        before: record.before,
        after: record.after,
        previous_hash: text(record.previous_hash),
        hash: text(record.hash),
    }
}
