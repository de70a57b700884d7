//! Failures that come again and again.

/// Logs a failure that comes again and again once, and its end.
#[derive(Debug, Default)]
pub struct Failing(Option<String>);

impl Failing {
    /// Logs a failure, unless it is the same as the last one.
    pub fn log(&mut self, what: &str, error: &dyn std::fmt::Display) {
        let error = error.to_string();
        if self.0.as_ref() != Some(&error) {
            log::warn!("{what} failed: {error}");
            self.0 = Some(error);
        }
    }

    /// Logs the end of a failure, where there was one.
    pub fn end(&mut self, what: &str) {
        if self.0.take().is_some() {
            log::info!("{what} works again");
        }
    }
}
