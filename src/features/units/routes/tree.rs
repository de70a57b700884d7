//! The tree below a unit.

use actix_web::{get, web};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::auth::store as authorization;
use crate::db::Connection;
use crate::features::units::rules::tree::{Link, Node, grow};
use crate::features::units::rules::{UnitKind, UnitStatus};
use crate::features::units::store::{self, TreeRow, UnitFilter};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Code, Problem};
use crate::operations::state::State;

/// The most units a tree may show.
const MOST_UNITS: i64 = 2_000;
/// How deep a tree is when the caller does not say.
const DEFAULT_DEPTH: u8 = 3;

/// Which tree, on which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TreeParameters {
    /// The day the tree speaks of; today when it is left out.
    #[param(nullable = false)]
    as_of: Option<NaiveDate>,
    /// How many levels of units below the top are shown.
    #[param(nullable = false, minimum = 0, maximum = 10, default = 3)]
    depth: Option<u8>,
}

/// A unit with the units below it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitNode {
    /// The unit's id.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    id: Uuid,
    /// The code people quote.
    #[schema(max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "SNV")]
    code: String,
    /// The name on that day.
    #[schema(max_length = 200, pattern = r"^[^\x00]*$", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    name: String,
    /// What kind of body it is.
    #[schema(example = "DEPARTMENT")]
    kind: UnitKind,
    /// The units directly below, by code.
    #[schema(no_recursion, max_items = 2000, example = json!([]))]
    children: Vec<UnitNode>,
    /// Whether units below were left out because of the depth.
    #[schema(example = false)]
    is_truncated: bool,
}

/// Read the tree below a unit
///
/// The unit and the units below it that exist on a day, nested. Units deeper than `depth` are left out, and `isTruncated`
/// says so. A tree of more than 2,000 units is refused: start further down.
#[utoipa::path(params(TreeParameters),
    responses((status = 200, body = UnitNode, description = "The tree")),
    extensions(("x-problems" = json!([Code::tree_too_large]))))]
#[get("/units/{id}/tree")]
pub async fn get_unit_tree(
    state: web::Data<State>,
    path: Parameters<ById>,
    parameters: Parameters<TreeParameters>,
) -> Result<Answer, Problem> {
    let (id, TreeParameters { as_of, depth }) = (path.0.id, parameters.0);
    let as_of = as_of.unwrap_or_else(|| state.clock.today());
    let list = async |conn: &Connection| {
        let within = Some(authorization::subtrees(conn, &[id], as_of).await?);
        let filter = UnitFilter { within, ..UnitFilter::of(as_of, UnitStatus::Active) };
        let count = store::count(conn, &filter).await?;
        if count > MOST_UNITS {
            return Ok(Err(count));
        }
        store::list_tree(conn, &filter, MOST_UNITS).await.map(Ok)
    };
    let too_large = |count| Problem::new(Code::tree_too_large).with("count", count).with("limit", MOST_UNITS);
    let rows = state.db.read(list).await?.map_err(too_large)?;
    let links: Vec<_> = rows.iter().map(|row| Link { id: row.id, parent_id: row.parent_id }).collect();
    let tree = grow(&links, id, depth.unwrap_or(DEFAULT_DEPTH));
    let tree = tree.and_then(|node| view(&node, &rows)).ok_or_else(|| Problem::new(Code::not_found))?;
    Answer::ok(&tree)
}

fn view(node: &Node, rows: &[TreeRow]) -> Option<UnitNode> {
    let row = rows.get(node.index)?;
    Some(UnitNode {
        id: row.id,
        code: row.code.clone(),
        name: row.name.clone(),
        kind: row.kind,
        children: node.children.iter().filter_map(|child| view(child, rows)).collect(),
        is_truncated: node.is_cut,
    })
}
