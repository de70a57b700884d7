//! The page at `/docs/`: Swagger UI (vendored) with our own start, in both languages, under a strict policy.

mod page;

pub use page::{file, without_slash};
