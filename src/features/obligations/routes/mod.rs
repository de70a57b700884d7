//! HTTP of obligations.

pub mod cascade;
mod links;
pub mod mine;
pub mod reminder_rules;
pub mod reminders;
pub mod stalled;
