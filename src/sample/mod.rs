//! Sample data: the Home Affairs sector of a province, with fictitious people, lived through day by day by the
//! service's own rules. Only for trying the service.

mod campaigns;
mod clients;
mod councils;
mod decisions;
mod documents;
mod eligibility;
mod exemplars;
mod external_ids;
mod facts;
mod files;
mod fill;
mod funds;
mod ids;
mod jobs;
mod nominations;
mod people;
mod pledges;
mod procedure;
mod reports;
mod reviews;
mod statistics;
mod tables;
mod units;
mod users;
mod webhooks;
mod year;

pub use clients::CLIENT_SECRET;
pub use files::keep_files;
pub use fill::{PASSWORD, fill, greet, is_there};
pub use ids::id;
