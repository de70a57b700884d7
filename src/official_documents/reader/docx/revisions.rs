//! Tracked changes (ECMA-376, part 1, 17.13.5).

/// Whether an element is a tracked change, or marks one.
pub fn is_revision(name: &str) -> bool {
    matches!(
        name,
        "ins" | "del" | "moveFrom" | "moveTo" | "cellIns" | "cellDel" | "cellMerge" | "numberingChange"
    ) || is_former(name)
}

/// Whether an element takes away: its content, or what it marks, is gone once the change is accepted.
pub fn is_removal(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "cellDel")
}

/// Whether an element holds properties as they were before a change: `rPrChange`, `pPrChange` and their like.
pub fn is_former(name: &str) -> bool {
    name.ends_with("PrChange") || name == "tblGridChange"
}
