//! HTTP habits that every operation shares: problems, languages, input checks, answers, paging, preconditions.

pub mod answer;
pub mod batch;
pub mod catalogue;
pub mod client_address;
mod codes;
pub mod contract;
pub mod download;
pub mod file_name;
pub mod forms;
pub mod incoming;
pub mod input;
pub mod json_form;
pub mod limiter;
pub mod locale;
pub mod metrics;
pub mod outer_middleware;
pub mod paging;
pub mod precondition;
pub mod problem;
pub mod rate_limits;
pub mod readiness;
pub mod schema_check;
mod unique_json;
pub mod unread;
pub mod upload;

pub use answer::Answer;
pub use catalogue::Code;
pub use locale::Locale;
pub use problem::{Problem, Violation, require_none};
