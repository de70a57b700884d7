//! SQL of eligibility: what is known of subjects, the rules, and the answers that were kept.

mod ask;
mod campaign;
mod checks;
mod facts;
mod known;
mod load;
mod members;
mod rules;
mod subjects;

pub use ask::{Answered, Catalogue, ask, keep};
pub use campaign::find_campaign;
pub use checks::{Check, CheckFilter, CheckRow, KeptInputs, NewCheck, create, find, find_inputs, list};
pub use load::{Known, load};
pub use rules::{AwardEntry, list_awards, list_rules};
pub use subjects::{KnownSubject, find_subjects, list_unit_people};
