mod change;
mod close;
mod create;
mod import;
mod list;
mod successions;
mod tree;
