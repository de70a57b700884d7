//! Rules of reviews: what a review says, its life, its words and its document.

mod document;
mod life_cycle;
mod model;
#[cfg(test)]
mod tests;
mod words;

pub use document::document;
pub use life_cycle::{ReviewAction, ReviewLife, ReviewStatus};
pub use model::{
    ContentFigure, Letterhead, MOST_NAMED, MOST_OVERFULFILLED, OverfulfilledItem, ReviewFigures, ReviewKind,
    Texts, UnitCode, UnitFigure,
};
pub use words::{prefilled, refreshed};
