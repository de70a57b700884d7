//! The gate: what stands between a socket and the framework. The framework times only the first head of a connection,
//! refuses what it can't read with an empty answer that passes no middleware, and takes any number of connections from
//! one address. The gate follows the bytes of each connection, so that it knows where a head begins and ends, and
//! ends the reading itself where something is wrong with it.

mod answer;
mod chunks;
mod fault;
mod head;
mod limits;
mod listen;
mod messages;
mod places;
mod shared;
mod stream;

pub use answer::write_answer;
pub use fault::Fault;
pub use limits::MAX_HEAD_BYTES;
pub use listen::{Times, bind, listen};
pub use places::{Full, Places, Seat};
pub use shared::Gate;
pub use stream::WatchedStream;
