//! Refused attempts to sign in, as the security log shows them.

use uuid::Uuid;

use crate::core::context::ChangeContext;
use crate::features::identity::store::Client;
use crate::http::Code;

/// Logs a refused attempt (ASVS 5.0, 16.3.1) for those who watch the log; never a name, never a secret.
pub(super) fn log_refused_attempt(
    context: &ChangeContext,
    user_id: Option<Uuid>,
    client: &Client,
    code: Code,
) {
    let text = |id: Option<Uuid>| id.map_or_else(|| "-".to_owned(), |id| id.to_string());
    log::warn!(target: "security", request_id = text(context.request_id), actor = text(user_id),
        address = client.client_address.as_deref().unwrap_or("-"), code = code.as_str();
        "an attempt to get in was refused");
}
