mod change;
mod close;
mod create;
mod external_ids;
mod import;
mod list;
mod successions;
mod tree;
