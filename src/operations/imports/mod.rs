//! What imports of long tables have in common: each kind of things says what is its own.

pub mod records;
mod rows;

pub use rows::{
    BilingualJson, FaultyRow, ImportedRows, Importer, OrderedRow, WrittenRow, all_json_in, json_in,
};
