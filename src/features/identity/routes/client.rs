//! Where a request comes from.

use actix_web::HttpRequest;
use actix_web::http::header;

use crate::features::identity::store::Client;
use crate::http::client_address::network_of;
use crate::operations::state::State;

/// The most characters kept of a client's name.
const CLIENT_NAME_MAX: usize = 200;

/// The client of a request: its address, its network and the name it gives itself.
pub(super) fn client_of(request: &HttpRequest, state: &State) -> Client {
    let address = state.trusted_proxies.client_of(request);
    let name = request.headers().get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Client {
        client_address: address.map(|address| address.to_string()),
        client_name: name.map(|name| name.chars().take(CLIENT_NAME_MAX).collect()),
        client_network: address.map(network_of),
    }
}
