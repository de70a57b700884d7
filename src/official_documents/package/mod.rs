//! Office files as packages (ECMA-376, part 2): parts in an archive, what each part is, and how parts refer to each other.

mod content_types;
mod fault;
mod names;
mod read;
mod relationships;
#[cfg(test)]
mod tests;
mod xml;

pub use fault::PackageFault;
pub use read::{MOST_BYTES, MainPart, Package};
pub use relationships::Relationships;
pub use xml::{Element, Piece, XmlReader};
