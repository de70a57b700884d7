//! The endpoints of OAuth 2.0 for machine clients: token (RFC 6749, 4.4), introspection (RFC 7662), revocation (RFC 7009), discovery
//! (RFC 8414). They stand outside the document, and their errors are those of RFC 6749.

mod authentication;
mod endpoints;
mod error;
mod form;
mod introspect;
mod metadata;
mod revoke;
mod token;

pub use introspect::introspect_token;
pub use metadata::describe_endpoints;
pub use revoke::revoke_token;
pub use token::give_token;
