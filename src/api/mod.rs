//! The whole service over HTTP: routes of all features, the OpenAPI document, the page at `/docs/`, service pages.

pub mod app;
pub mod docs;
pub mod openapi;
pub mod service_pages;
