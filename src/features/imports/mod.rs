//! Imports of long tables: a job reads the file row by row, people look at what it found, and another job writes the rows,
//! some at a time. A worker that dies is followed by another one, which goes on where the first one stopped.
//!
//! ```text
//! uploaded: READING, then UNREADABLE, FAULTY or READY; being written: COMMITTING, then COMMITTED, or READY again when its
//! job is given up
//!
//! READING ──CANCEL──▶ CANCELLED
//! READY ──COMMIT──▶ COMMITTING
//! READY ──CANCEL──▶ CANCELLED
//! FAULTY ──CANCEL──▶ CANCELLED
//! ```
//! An import is seen by who uploaded its file. It is removed thirty days after its last change.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::{Needs, SignedIn};
use crate::auth::access::Over;
use crate::auth::policy::Permission::ImportTables;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Imports")
        .op(routes::template::get_import_template, SignedIn)
        .op(routes::start::start_import, Needs(ImportTables, Over::Handler))
        .op(routes::read::list_imports, SignedIn)
        .op(routes::read::get_import, SignedIn)
        .op(routes::read::list_import_rows, SignedIn)
        .op(routes::read::get_import_content, SignedIn)
        .op(routes::transition::transition_import, Needs(ImportTables, Over::Handler))
        .op(routes::transition::list_import_transitions, SignedIn)
}
