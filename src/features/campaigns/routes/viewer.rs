//! The person who looks at a campaign.

use actix_web::HttpRequest;
use chrono::NaiveDate;

use crate::auth::Caller;
use crate::http::Locale;
use crate::http::outer_middleware::locale_of;
use crate::operations::change::Change;
use crate::operations::state::State;

/// The person who looks at a campaign, the day, and the language.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    /// The person.
    pub caller: &'a Caller,
    /// The day.
    pub today: NaiveDate,
    /// The language of texts.
    pub locale: Locale,
}

impl<'a> Viewer<'a> {
    /// The sender of a request that reads.
    pub(super) fn new(request: &HttpRequest, state: &State, caller: &'a Caller) -> Self {
        Self { caller, today: state.clock.today(), locale: locale_of(request) }
    }
}

impl<'a> From<&'a Change> for Viewer<'a> {
    fn from(change: &'a Change) -> Self {
        Self { caller: &change.caller, today: change.context.today, locale: change.locale() }
    }
}
