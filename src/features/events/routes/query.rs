//! Which events somebody is told of: what they ask for, of what they may read.

use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::auth::unit_scope::{self, UnitScope};
use crate::db::Connection;
use crate::features::documents::rules::restricted_reader;
use crate::features::events::rules::occurrence_of;
use crate::features::events::store::{EventQuery, Sight};
use crate::http::Problem;
use crate::operations::state::State;

/// What of the events somebody asks for.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only these types; `None` are all.
    pub types: Option<Vec<String>>,
    /// Only of these things.
    pub subjects: Option<Vec<Uuid>>,
    /// Only of things of this unit and the units below it.
    pub unit_id: Option<Uuid>,
}

/// The first page, of so many events, that a caller asks for after a position.
///
/// # Errors
/// A [`Problem`] of the database.
pub async fn query_of(
    state: &State,
    caller: &Caller,
    filter: &EventFilter,
    (after, limit): (i64, i64),
) -> Result<EventQuery, Problem> {
    let today = state.clock.today();
    let units = match filter.unit_id {
        None => None,
        Some(id) => {
            let below = async |conn: &Connection| authorization::subtrees(conn, &[id], today).await;
            Some(state.db.read(below).await?.into_iter().chain([id]).collect())
        }
    };
    let name = |name: &String| occurrence_of(name).map(|one| one.as_str().to_owned());
    Ok(EventQuery {
        sight: sight_of(state, caller).await?,
        after,
        limit,
        types: filter.types.as_ref().map(|types| types.iter().filter_map(name).collect()),
        subjects: filter.subjects.clone(),
        units,
        positions: None,
    })
}

/// What the caller may read of, today.
async fn sight_of(state: &State, caller: &Caller) -> Result<Sight, Problem> {
    let today = state.clock.today();
    let units_of = async |permission| {
        Ok::<_, Problem>(UnitScope::of(&state.db, caller, permission, today).await?.filter())
    };
    Ok(Sight {
        caller_id: caller.user_id,
        acting: unit_scope::acted_for(&state.db, caller, today).await?.filter(),
        reading: units_of(Permission::ReadDrafts).await?,
        running: units_of(Permission::RunCampaigns).await?,
        leading: units_of(Permission::LaunchCampaigns).await?,
        reads_all_documents: restricted_reader(&caller.grants, caller.user_id).is_none(),
        manages_settings: allows(&caller.grants, Permission::ManageSettings, &[]),
    })
}
