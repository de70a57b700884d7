//! SQL of machine clients.

mod clients;
mod proofs;
mod tokens;

pub use clients::{Client, ClientFilter, create, find, list, lock_exclusive, note_use, update};
pub use proofs::{
    ClientKey, ClientSecret, create_key, create_secret, end_key, end_secret, find_key, has_secret, list_keys,
    list_secrets,
};
pub use tokens::{end_token, take_assertion, tidy_tokens};
