//! HTTP of obligations.

pub mod cascade;
pub mod late;
mod links;
pub mod mine;
mod named;
pub mod reminder_rules;
pub mod reminders;
pub mod stalled;
