//! The forms whose numbers are counted, row by row and column by column. Their layout is that of Circular 02/2023/TT-BNV as a product
//! of a province prints it; the circular itself was not read.

mod awards;
mod campaigns;
mod province_awards;
mod state_awards;

pub use awards::AwardGroup;
pub use campaigns::{CampaignGroup, campaigns};
pub use province_awards::{PROVINCE_AWARDS, province_awards};
pub use state_awards::{StateAward, state_awards};
