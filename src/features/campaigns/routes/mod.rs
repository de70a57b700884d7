//! HTTP of campaigns: one file per action.

mod access;
pub mod amendments;
mod answer;
pub mod change;
pub mod contents;
pub mod copy;
pub mod create;
pub mod import;
pub mod input;
mod judgement;
pub mod list;
pub mod nested_views;
pub mod participants;
mod picture;
pub mod read;
pub mod readiness;
pub mod readiness_rules;
mod readiness_texts;
mod references;
pub mod transition;
pub mod view;
mod viewer;
