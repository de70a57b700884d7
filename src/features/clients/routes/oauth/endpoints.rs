//! Where the endpoints stand.

/// Where tokens are given.
pub const TOKEN_PATH: &str = "/oauth/token";
/// Where it is asked whether a token is good.
pub const INTROSPECTION_PATH: &str = "/oauth/introspect";
/// Where a token is ended.
pub const REVOCATION_PATH: &str = "/oauth/revoke";
