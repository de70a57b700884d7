//! Reading successions.

use std::collections::HashMap;

use actix_web::{HttpRequest, get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::db::{self, Connection};
use crate::features::units::routes::PageOfUnit;
use crate::features::units::rules::UnitRef;
use crate::features::units::rules::successions::SuccessionKind;
use crate::features::units::store;
use crate::features::units::store::successions::{self, Link, Succession};
use crate::http::input::Parameters;
use crate::http::paging::{Pager, Position};
use crate::http::{Answer, Problem};
use crate::operations::state::State;

/// A reorganisation of units.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Succession)]
pub struct SuccessionView {
    /// The succession's id.
    #[schema(example = "01980000-0000-7000-8000-000000000700")]
    pub id: Uuid,
    /// How the units follow each other.
    kind: SuccessionKind,
    /// The first day of the new order.
    #[schema(format = Date, max_length = 10, example = "2025-07-01")]
    effective_on: NaiveDate,
    /// The document that decided it.
    #[schema(example = "01980000-0000-7000-8000-0000000003f1")]
    document_id: Uuid,
    /// The old units.
    #[schema(max_items = 100)]
    predecessors: Vec<UnitRef>,
    /// The units that follow; a unit that is only renamed or moved follows itself.
    #[schema(max_items = 100, example = json!([]))]
    successors: Vec<UnitRef>,
    /// Who entered it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    created_by: Uuid,
    /// When it was entered.
    #[schema(value_type = String, format = DateTime, max_length = 35, example = "2025-06-30T16:00:00.000000+07:00")]
    created_at: LocalTime,
}

/// A page of successions.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SuccessionPage {
    /// The successions, oldest first.
    #[schema(max_items = 200)]
    items: Vec<SuccessionView>,
    /// Where the next page begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    next_cursor: Option<String>,
}

/// List a unit's successions
///
/// The reorganisations that the unit went into or came out of, oldest first.
#[utoipa::path(params(PageOfUnit),
    responses((status = 200, body = SuccessionPage, description = "A page of successions", headers(("Link" = String)))))]
#[get("/units/{id}/successions")]
pub async fn list_successions(
    request: HttpRequest,
    state: web::Data<State>,
    parameters: Parameters<PageOfUnit>,
) -> Result<Answer, Problem> {
    let PageOfUnit { id, cursor, limit } = parameters.0;
    let pager = Pager::begin(&state.cursors, format!("successions {id}"), cursor.as_deref(), limit)?;
    let after = pager.after_id()?;
    let read = state.db.read(async |conn| {
        store::find(conn, id).await?;
        let rows = successions::list(conn, id, after, pager.rows_to_fetch()).await?;
        viewed(conn, rows).await
    });
    let by_id = |row: &SuccessionView| Position { key: String::new(), id: row.id.to_string() };
    let (items, next_cursor) = pager.page(read.await?, by_id);
    let link = state.next_link(&request, next_cursor.as_deref());
    Ok(Answer::ok(&SuccessionPage { items, next_cursor })?.with_link(link))
}

/// Successions with the units they name.
///
/// # Errors
/// [`db::Error`].
pub async fn viewed(conn: &Connection, rows: Vec<Succession>) -> Result<Vec<SuccessionView>, db::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let links = successions::links(conn, &ids).await?;
    let mut views = Vec::new();
    for row in rows {
        let own: Vec<&Link> = links.iter().filter(|link| link.succession_id == row.id).collect();
        let named = own.iter().flat_map(|link| [Some(link.predecessor_id), link.successor_id]).flatten();
        let named: Vec<Uuid> = named.collect();
        let units = store::find_refs(conn, &named, row.effective_on).await?;
        let mut predecessors: Vec<Uuid> = own.iter().map(|link| link.predecessor_id).collect();
        let mut successors: Vec<Uuid> = own.iter().filter_map(|link| link.successor_id).collect();
        for ids in [&mut predecessors, &mut successors] {
            ids.sort_unstable();
            ids.dedup();
        }
        views.push(SuccessionView {
            id: row.id,
            kind: row.kind,
            effective_on: row.effective_on,
            document_id: row.document_id,
            predecessors: told(&predecessors, &units),
            successors: told(&successors, &units),
            created_by: row.created_by,
            created_at: local(row.created_at),
        });
    }
    Ok(views)
}

fn told(ids: &[Uuid], units: &HashMap<Uuid, UnitRef>) -> Vec<UnitRef> {
    ids.iter().filter_map(|id| units.get(id)).cloned().collect()
}
