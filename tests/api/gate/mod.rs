//! The gate between sockets and the framework, over real sockets.

mod refusals;
mod same;
mod service;
mod slow;
