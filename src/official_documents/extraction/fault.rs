//! Why nothing could be taken out of a file, as an exit code says it to the process that asked.

/// Why nothing could be taken out of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExtractionFault {
    /// The file is damaged, or not of this format at all.
    #[error("the file is damaged")]
    Broken,
    /// A password is needed.
    #[error("the file is encrypted")]
    Encrypted,
    /// More pages than are read.
    #[error("the file has too many pages")]
    TooManyPages,
    /// There are pages and no text: they are pictures.
    #[error("the pages are pictures")]
    Scanned,
    /// More rows than are read.
    #[error("the file has too many rows")]
    TooManyRows,
    /// It took more time or memory than it may.
    #[error("the file takes too much time or memory")]
    TooCostly,
}

/// Every fault with its exit code. What else ends a process means that the file is broken.
const EXIT_CODES: [(u8, ExtractionFault); 6] = [
    (10, ExtractionFault::Broken),
    (11, ExtractionFault::Encrypted),
    (12, ExtractionFault::TooManyPages),
    (13, ExtractionFault::Scanned),
    (14, ExtractionFault::TooCostly),
    (15, ExtractionFault::TooManyRows),
];

impl ExtractionFault {
    /// The exit code that says it.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        EXIT_CODES.iter().find(|(_, fault)| *fault == self).map_or(1, |(code, _)| *code)
    }

    /// What an exit code says; without one, the process was killed at a bound.
    #[must_use]
    pub fn of_exit(code: Option<i32>) -> Self {
        let Some(code) = code else { return Self::TooCostly };
        let known = EXIT_CODES.iter().find(|(known, _)| i32::from(*known) == code);
        known.map_or(Self::Broken, |(_, fault)| *fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_understood_by_its_exit_code() {
        for (code, fault) in EXIT_CODES {
            assert_eq!((fault.exit_code(), ExtractionFault::of_exit(Some(code.into()))), (code, fault));
        }
        assert_eq!(ExtractionFault::of_exit(Some(101)), ExtractionFault::Broken);
        assert_eq!(ExtractionFault::of_exit(None), ExtractionFault::TooCostly);
    }
}
