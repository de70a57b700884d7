//! Machine clients: other systems of the province that call the service, each over the subtree of a unit and for what its scopes say. An
//! administrator registers them; they take tokens at `/oauth/token` (RFC 6749, 4.4) by a secret or by a key pair of their own.
//!
//! ```text
//! ACTIVE ──DISABLE──▶ DISABLED  its tokens are refused at once, on every server
//! DISABLED ──ENABLE──▶ ACTIVE
//!
//! secret:  made, shown once, one beside another --end--> ended
//! token:   taken, good for fifteen minutes --revoke--> ended
//! ```

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::Needs;
use crate::auth::access::Over;
use crate::auth::policy::Permission::ManageSettings;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Clients")
        .op(routes::list::list_clients, Needs(ManageSettings, Over::Somewhere))
        .op(routes::create::create_client, Needs(ManageSettings, Over::Handler))
        .op(routes::read::get_client, Needs(ManageSettings, Over::Handler))
        .op(routes::change::change_client, Needs(ManageSettings, Over::Handler))
        .op(routes::transition::transition_client, Needs(ManageSettings, Over::Handler))
        .op(routes::transition::list_client_transitions, Needs(ManageSettings, Over::Handler))
        .op(routes::secrets::create_client_secret, Needs(ManageSettings, Over::Handler))
        .op(routes::secrets::end_client_secret, Needs(ManageSettings, Over::Handler))
        .op(routes::keys::add_client_key, Needs(ManageSettings, Over::Handler))
        .op(routes::keys::end_client_key, Needs(ManageSettings, Over::Handler))
}
