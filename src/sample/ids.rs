//! The sample's fixed ids, and the context of a step that one of its people takes on a day of the past.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::core::clock::Clock;
use crate::core::context::{ChangeContext, Ids};
use crate::http::Problem;

/// The common head of fixed ids; the document's examples use them.
const ID_BASE: u128 = 0x0198_0000_0000_7000_8000_0000_0000_0000;

/// The sample's id with this last part.
#[must_use]
pub const fn id(last: u128) -> Uuid {
    Uuid::from_u128(ID_BASE | last)
}

/// The last part of the id of the first month; the others follow it.
pub const FIRST_MONTH: u128 = 0x2001;

/// The id of a month, the first being 0.
pub fn month(number: usize) -> Uuid {
    id(FIRST_MONTH + u128::try_from(number).unwrap_or_default())
}

/// The context of a step at its instant, taken by one of the sample's people.
pub fn on(instant: &str, actor: u128) -> Result<ChangeContext, Problem> {
    let at: DateTime<Utc> = instant.parse().map_err(Problem::internal)?;
    let clock = Clock::fixed(at);
    Ok(ChangeContext {
        actor_id: Some(id(actor)),
        acting_for: None,
        request_id: None,
        at: clock.now(),
        today: clock.today(),
        ids: Ids::default(),
    })
}
