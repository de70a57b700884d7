//! The whole service over HTTP: routes of all features, the OpenAPI document, the page at `/docs/`, service pages.

pub mod app;
pub mod collect;
pub mod contract;
pub mod docs;
mod document;
pub mod openapi;
pub mod own_lists;
pub mod service_pages;
