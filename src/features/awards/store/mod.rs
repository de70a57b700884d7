//! SQL of the register of awards.

mod recorded;
mod register;
mod visible;

pub use recorded::{record_created, write_change};
pub use register::{
    Award, AwardFilter, AwardPlace, create, create_all, find, find_all, list, list_catalogue, list_places,
    lock_exclusive, update,
};
pub use visible::find_visible;
