//! Rules of webhooks: the life of an endpoint, how deliveries are signed, and when they are tried again.

mod life_cycle;
mod schedule;
mod signature;
mod words;

pub use life_cycle::{EndpointAction, EndpointLife};
pub use schedule::{
    DOWN_AFTER, GIVEN_UP_AFTER, MOST_ATTEMPTS, MOST_SPREAD, PROBED_EVERY, is_down, next_attempt,
};
pub use signature::{SigningKey, signatures};
pub use words::{AttemptOutcome, DeliveryStatus, DisabledBecause, EndpointStatus};
