//! Reading successions.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::db::{self, Connection};
use crate::features::documents::rules::DocumentReference;
use crate::features::documents::store as documents;
use crate::features::units::rules::successions::SuccessionKind;
use crate::features::units::store;
use crate::features::units::store::successions::{self, Link, Succession};
use crate::http::input::{ById, Parameters};
use crate::http::paging::Position;
use crate::http::{Answer, Problem};
use crate::operations::list::{Page, PageParameters, PageRequest, UpdatedParameter};
use crate::operations::references::{UnitNames, UnitReference};
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
    #[schema(example = "2025-07-01")]
    effective_on: NaiveDate,
    /// The document that decided it.
    document: DocumentReference,
    /// The old units, by their names on that day.
    #[schema(max_items = 100)]
    predecessors: Vec<UnitReference>,
    /// The units that follow; a unit that is only renamed or moved follows itself.
    #[schema(max_items = 100, example = json!([]))]
    successors: Vec<UnitReference>,
    /// Who entered it.
    #[schema(example = "01980000-0000-7000-8000-000000000001")]
    created_by: Uuid,
    /// When it was entered.
    created_at: LocalTime,
}

/// List a unit's successions
///
/// The reorganisations that the unit went into or came out of, oldest first.
#[utoipa::path(params(UpdatedParameter, PageParameters),
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
        views_of(conn, successions::list(conn, id, after, page.read()).await?).await
    };
    page.answer(state.db.read(list).await?, |view| Position::of_id(view.id), |view| view)
}

/// Successions with the units they name.
pub async fn views_of(conn: &Connection, rows: Vec<Succession>) -> Result<Vec<SuccessionView>, db::Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let links = successions::find_links(conn, &ids).await?;
    let unit_ids = links.iter().flat_map(|link| [Some(link.predecessor_id), link.successor_id]).flatten();
    let names = UnitNames::find(conn, unit_ids).await?;
    let documents = documents::find_references(conn, rows.iter().map(|row| row.document_id)).await?;
    let mut views = Vec::new();
    for row in rows {
        let own: Vec<&Link> = links.iter().filter(|link| link.succession_id == row.id).collect();
        let mut predecessors: Vec<Uuid> = own.iter().map(|link| link.predecessor_id).collect();
        let mut successors: Vec<Uuid> = own.iter().filter_map(|link| link.successor_id).collect();
        for ids in [&mut predecessors, &mut successors] {
            ids.sort_unstable();
            ids.dedup();
        }
        let named = |ids: Vec<Uuid>| ids.into_iter().map(|id| names.on(id, row.effective_on)).collect();
        views.push(SuccessionView {
            id: row.id,
            kind: row.kind,
            effective_on: row.effective_on,
            document: documents.get(row.document_id),
            predecessors: named(predecessors),
            successors: named(successors),
            created_by: row.created_by,
            created_at: local(row.created_at),
        });
    }
    Ok(views)
}
