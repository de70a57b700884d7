//! Secrets in files: read when they are safe, made when the service only shows samples.

mod files;
pub mod keys;
mod load;

pub use files::SecretError;
pub use load::Secrets;
