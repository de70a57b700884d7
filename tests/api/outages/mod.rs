//! Outages, against the real binary: the database goes away, hangs, throws out its guests; clients are slow; the
//! service is killed. Slow tests, so `script/test --full` runs them.

mod clients;
mod database;
mod identities;
mod kill;
mod load;
mod locks;
mod proxy;
mod service;
mod wire;
