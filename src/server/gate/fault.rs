//! What the gate refuses.

use super::places::Full;

/// Why reading from a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The head can't be read; the text says what of it.
    Malformed(&'static str),
    /// The first line is too long.
    UriTooLong,
    /// The headers are too many or too long.
    HeadTooLarge,
    /// The head was not there in time.
    TooSlow,
    /// A body in chunks whose chunks can't be told apart. The application answers: for it the body ends half-way.
    BrokenChunk,
    /// The address has as many connections as it may have. There is no answer.
    TooManyConnections(Full),
}

impl Fault {
    /// The status of the answer.
    #[must_use]
    pub fn status(self) -> u16 {
        match self {
            Self::Malformed(_) | Self::BrokenChunk => 400,
            Self::UriTooLong => 414,
            Self::HeadTooLarge => 431,
            Self::TooSlow => 408,
            Self::TooManyConnections(_) => 503,
        }
    }

    /// Whether the gate answers it. For a body that breaks off the application has an answer, and where there are too
    /// many connections each answer would be one more thing to do.
    #[must_use]
    pub fn has_answer(self) -> bool {
        !matches!(self, Self::BrokenChunk | Self::TooManyConnections(_))
    }

    /// A name for figures and the log.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Malformed(_) => "malformed",
            Self::UriTooLong => "uri_too_long",
            Self::HeadTooLarge => "head_too_large",
            Self::TooSlow => "too_slow",
            Self::BrokenChunk => "broken_chunk",
            Self::TooManyConnections(_) => "too_many_connections",
        }
    }
}
