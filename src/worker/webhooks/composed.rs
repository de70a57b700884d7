//! What an endpoint is told: events as its client may read of them now, and tests.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::auth::Caller;
use crate::db::Connection;
use crate::features::events::routes::cloud_event::CloudEvent;
use crate::features::events::routes::query::{EventFilter, query_of};
use crate::features::events::store::{self as events, EventQuery};
use crate::features::webhooks::routes::test::test_event;
use crate::features::webhooks::store::{Claim, Endpoint};
use crate::http::Problem;
use crate::operations::state::State;

/// What an endpoint is told of, so many at a time.
pub(super) async fn query_for(
    state: &State,
    client: &Caller,
    endpoint: &Endpoint,
    limit: i64,
) -> Result<EventQuery, Problem> {
    let types: Vec<String> = endpoint.event_types().map(str::to_owned).collect();
    let filter = EventFilter {
        types: (!types.is_empty()).then_some(types),
        subjects: None,
        unit_id: endpoint.unit_id,
    };
    query_of(state, client, &filter, (0, limit)).await
}

/// The bodies of some deliveries, in their order; `None` where the client is not told of the event any more.
pub(super) async fn compose(
    state: &State,
    (endpoint, query): (&Endpoint, &EventQuery),
    claims: &[Claim],
    now: DateTime<Utc>,
) -> Result<Vec<Option<String>>, Problem> {
    let positions: Vec<i64> = claims.iter().filter_map(|claim| claim.position).collect();
    let mut found = HashMap::new();
    if let (Some(first), Some(last)) = (positions.iter().min(), positions.iter().max()) {
        // What was planned once is sent, also where the endpoint wants other types now.
        let query = EventQuery {
            after: first - 1,
            limit: i64::MAX - 1,
            types: None,
            units: None,
            positions: Some(positions.clone()),
            ..query.clone()
        };
        let read = async |conn: &Connection| events::list_seen(conn, &query, *last).await;
        found.extend(state.db.read(read).await?.into_iter().map(|event| (event.position, event)));
    }
    let source = state.link("");
    let body = |claim: &Claim| {
        let event = match claim.position {
            Some(position) => found.remove(&position)?,
            None => test_event(endpoint, claim.event_id, now),
        };
        serde_json::to_string(&CloudEvent::new(event, &source)).ok()
    };
    Ok(claims.iter().map(body).collect())
}
