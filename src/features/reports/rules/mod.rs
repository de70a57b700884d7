//! Rules of progress reports: their life, what an entry may say, what a report lacks, and what looks odd.

mod checks;
mod content;
mod life_cycle;

pub use checks::{Fault, Lack, ReportableItem, Warning, fault, lacks, warnings};
pub use content::{Entry, ReportContent};
pub use life_cycle::{ReportAction, ReportLife, ReportStatus};

#[cfg(test)]
mod tests;
