//! A printed line.

/// A line with words on it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The line of the input, from 1.
    pub number: usize,
    /// The words, trimmed, single spaced, in NFC.
    pub text: String,
    /// How many letters it has.
    pub letters: usize,
    /// How many blank lines stand above.
    pub gap: usize,
    /// A drawn line stands above.
    pub ruled: bool,
}
