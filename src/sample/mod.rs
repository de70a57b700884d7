//! Sample data: the Home Affairs sector of a province, with fictitious people, lived through day by day by the
//! service's own rules. Only for trying the service.

mod campaigns;
mod documents;
mod eligibility;
mod facts;
mod files;
mod fill;
mod ids;
mod jobs;
mod nominations;
mod people;
mod pledges;
mod reports;
mod reviews;
mod tables;
mod units;
mod users;
mod year;

pub use files::keep_files;
pub use fill::{PASSWORD, fill, greet, is_there};
pub use ids::id;
