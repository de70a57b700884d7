//! Things as answers about other things name them: id, code and name.

mod by_id;
mod store;
mod unit;

pub use by_id::{Reference, References};
pub use unit::{UnitNames, UnitReference};
