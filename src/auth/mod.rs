//! Who is calling, and what the call may do. Deny by default: see [`guard`].

pub mod access;
mod caller;
pub mod guard;
pub mod keyring;
pub mod password;
pub mod policy;
#[cfg(test)]
mod policy_tests;
pub mod store;
pub mod tokens;
pub mod unit_scope;

pub use caller::{Authenticator, Caller, CallerFacts, ClientToken};
