//! Limits of a campaign, checked against what the reader read.

use crate::features::campaigns::rules::limits::{Excess, excesses};
use crate::http::problem::MOST_FAULTS;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::reader::Reading;

/// Refuses a document that says more than a campaign can hold; reports every excess at once.
///
/// # Errors
/// 422.
pub fn check_limits(reading: &Reading) -> Result<(), Problem> {
    let excesses = excesses(reading);
    if excesses.is_empty() {
        return Ok(());
    }
    let fault = |excess: Excess| Violation::at(excess.pointer, excess.code).with("limit", excess.limit);
    let faults: Vec<Violation> = excesses.into_iter().take(MOST_FAULTS).map(fault).collect();
    Err(Problem::new(Code::document_too_rich).with("count", faults.len()).with_faults(faults))
}
