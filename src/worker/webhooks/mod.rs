//! Sends events to the endpoints of webhooks: plans deliveries from the feed, sends what is due, and writes what came of it. Any number
//! of servers do it side by side; each endpoint is served by itself, so that one that is slow or dead keeps no other waiting.

mod composed;
mod outcome;
mod planned;
mod sender;
mod serving;

pub use serving::{Dispatcher, KEPT, keep_dispatching};
