//! Rules of machine clients: their life, and what they may be given.

mod keys;
mod life_cycle;
mod networks;

pub use keys::{KeyFault, check_key};
pub use life_cycle::{ClientAction, ClientLife};
pub use networks::read_networks;
