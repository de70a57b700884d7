//! Amendments: the only way to change a launched campaign.

pub mod create;
pub mod read;
