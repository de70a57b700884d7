//! SQL of webhooks: endpoints and their secrets, how far each is, deliveries with their attempts, replays.

mod deliveries;
mod endpoints;
mod planning;
mod replays;
mod sending;

pub use deliveries::{
    Attempt, Delivery, DeliveryFilter, count_pending, find_delivery, forget_old, list_attempts,
    list_deliveries,
};
pub use endpoints::{
    Endpoint, EndpointFilter, Progress, Secret, count_of, create, create_secret, end_secrets, find, list,
    list_progress, list_secrets, lock_exclusive, update,
};
pub use planning::{NewDelivery, advance, list_with_work, lock_progress, plan, plan_again};
pub use replays::{Replay, advance_replay, create_replay, find_range, find_running, list_replays};
pub use sending::{Claim, Ending, claim, end_attempt, note_failure, note_success, wake};
