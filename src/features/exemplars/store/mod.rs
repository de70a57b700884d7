//! SQL of exemplars, of the consents, and of what the public sees.

mod consents;
mod exemplars;
mod publicity;

pub use consents::{ExemplarConsent, create_consent, end_consent, find_consent, list_consents};
pub use exemplars::{
    Exemplar, ExemplarFilter, advance, create, find, is_restricted, list, list_of_people, lock_exclusive,
};
pub use publicity::{PublicFilter, PublicRow, find_public, list_public};
