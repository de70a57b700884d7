mod change;
mod close;
mod create;
mod import;
mod list;
mod tree;
