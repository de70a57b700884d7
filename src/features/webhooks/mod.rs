//! Webhooks: events that are sent to machine clients as they happen (Standard Webhooks 1.0), beside the feed from which they are read.
//!
//! ```text
//! ACTIVE ──DISABLE──▶ DISABLED  also by the service: the endpoint answered 410, or took nothing for five days
//! DISABLED ──ENABLE──▶ ACTIVE  what happened meanwhile is sent now
//!
//! delivery:  planned: PENDING, taken: DELIVERED; tried ten times: FAILED; not for the client any more: DROPPED; replayed: PENDING
//! ```
//! Deliveries are planned from the feed in its order and sent side by side: they may come in another order, and more than once.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::ClientScope::WebhooksManage;
use crate::auth::policy::Permission::ManageWebhooks;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Webhooks")
        .for_clients(&[WebhooksManage], &[WebhooksManage])
        .op(routes::list::list_webhook_endpoints, Needs(ManageWebhooks, Over::Somewhere))
        .op(routes::create::register_webhook_endpoint, Needs(ManageWebhooks, Over::Handler))
        .op(routes::read::get_webhook_endpoint, Needs(ManageWebhooks, Over::Handler))
        .op(routes::change::change_webhook_endpoint, Needs(ManageWebhooks, Over::Handler))
        .op(routes::transition::transition_webhook_endpoint, Needs(ManageWebhooks, Over::Handler))
        .op(routes::transition::list_webhook_endpoint_transitions, Needs(ManageWebhooks, Over::Handler))
        .op(routes::secrets::make_webhook_secret, Needs(ManageWebhooks, Over::Handler))
        .op(routes::test::test_webhook_endpoint, Needs(ManageWebhooks, Over::Handler))
        .op(routes::deliveries::list_webhook_deliveries, Needs(ManageWebhooks, Over::Handler))
        .op(routes::deliveries::get_webhook_delivery, Needs(ManageWebhooks, Over::Handler))
        .op(routes::replay::replay_webhook_delivery, Needs(ManageWebhooks, Over::Handler))
        .op(routes::replay::replay_webhook_events, Needs(ManageWebhooks, Over::Handler))
        .op(routes::replay::list_webhook_replays, Needs(ManageWebhooks, Over::Handler))
}
