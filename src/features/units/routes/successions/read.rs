//! Reading successions.

use std::collections::HashMap;

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::db::{self, Connection};
use crate::features::units::rules::UnitRef;
use crate::features::units::rules::successions::SuccessionKind;
use crate::features::units::store;
use crate::features::units::store::successions::{self, Link, Succession};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest};
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

/// List a unit's successions
///
/// The reorganisations that the unit went into or came out of, oldest first.
#[utoipa::path(params(PageParameters),
    responses((status = 200, body = Page<SuccessionView>, description = "A page of successions", headers(("Link" = String)))))]
#[get("/units/{id}/successions")]
pub async fn list_successions(
    state: web::Data<State>,
    page: PageRequest,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, after) = (path.0.id, page.after_id()?);
    let list = async |conn: &Connection| {
        store::check_exists(conn, id).await?;
        views_of(conn, successions::list(conn, id, after, page.rows_to_fetch()).await?).await
    };
    page.answer(state.db.read(list).await?, |view| Position::of_id(view.id), |view| view)
}

/// Successions with the units they name.
pub async fn views_of(conn: &Connection, rows: Vec<Succession>) -> Result<Vec<SuccessionView>, db::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let links = successions::find_links(conn, &ids).await?;
    let mut views = Vec::new();
    for row in rows {
        let own: Vec<&Link> = links.iter().filter(|link| link.succession_id == row.id).collect();
        let unit_ids = own.iter().flat_map(|link| [Some(link.predecessor_id), link.successor_id]).flatten();
        let unit_ids: Vec<Uuid> = unit_ids.collect();
        let units = store::find_refs(conn, &unit_ids, row.effective_on).await?;
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
            predecessors: refs_of(&predecessors, &units),
            successors: refs_of(&successors, &units),
            created_by: row.created_by,
            created_at: local(row.created_at),
        });
    }
    Ok(views)
}

fn refs_of(ids: &[Uuid], units: &HashMap<Uuid, UnitRef>) -> Vec<UnitRef> {
    ids.iter().filter_map(|id| units.get(id)).cloned().collect()
}
