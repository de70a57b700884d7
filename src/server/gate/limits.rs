//! How much of a head is taken.

/// A head larger than this is refused.
pub const MAX_HEAD_BYTES: usize = 32 * 1024;
/// Where the first line alone is longer than this, the address is what is too long.
pub(super) const MAX_LINE_BYTES: usize = 8 * 1024;
/// How many headers the framework takes.
pub(super) const MAX_HEADERS: usize = 96;
