//! What operations share: state, changes, life cycles, lists, references.

pub mod change;
pub mod dated_rows;
pub mod documents;
pub mod extractor;
pub mod history;
pub mod imports;
pub mod item_refusals;
pub mod job_context;
pub mod life_cycle;
pub mod list;
pub mod list_path;
pub mod official_files;
pub mod own_lists;
pub mod pictures;
pub mod references;
pub mod registration;
pub mod state;
pub mod stored_bytes;
pub mod subjects;
pub mod tables;
