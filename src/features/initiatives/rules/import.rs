//! The table that brings initiatives in.

use crate::official_documents::tables::{Column, ImportTable, Values};

/// The words for kinds of achievements.
pub const KIND_WORDS: &[(&str, &str)] = &[
    ("Sáng kiến", "INITIATIVE"),
    ("Đề tài khoa học", "RESEARCH"),
    ("Công trình khoa học", "RESEARCH"),
    ("Mưu trí, sáng tạo trong chiến đấu", "COMBAT_MERIT"),
];

/// The words for levels.
pub const LEVEL_WORDS: &[(&str, &str)] =
    &[("Cơ sở", "BASE"), ("Tỉnh", "PROVINCE"), ("Cấp tỉnh", "PROVINCE"), ("Toàn quốc", "NATIONAL")];

/// The table.
pub static TABLE: ImportTable =
    ImportTable {
        file: "sang-kien", title: "Sáng kiến", columns: &COLUMNS, ignored: &["Họ tên tác giả"]
    };

/// The columns of the table.
static COLUMNS: [Column; 11] = [
    Column::new("code", "Mã sáng kiến", &["Mã", "Code"], true, Values::Text),
    Column::new("title", "Tên sáng kiến", &["Tên", "Title"], true, Values::Text),
    Column::new("kind", "Loại", &["Kind"], true, Values::Choice(KIND_WORDS)),
    Column::new("level", "Cấp", &["Phạm vi ảnh hưởng", "Level"], true, Values::Choice(LEVEL_WORDS)),
    Column::new(
        "recognisedBy",
        "Người công nhận",
        &["Cơ quan công nhận", "Recognised by"],
        false,
        Values::Text,
    ),
    Column::new("decisionNumber", "Số quyết định", &["Số, ký hiệu", "Decision number"], false, Values::Text),
    Column::new("decidedOn", "Ngày quyết định", &["Ngày ký", "Decided on"], false, Values::Days),
    Column::new("appliedFrom", "Áp dụng từ ngày", &["Applied from"], false, Values::Days),
    Column::new("year", "Năm", &["Year"], true, Values::Decimals),
    Column::new("authors", "Tác giả (mã cán bộ: tỷ lệ %)", &["Tác giả", "Authors"], true, Values::Text),
    Column::new("source", "Nguồn", &["Căn cứ", "Source"], true, Values::Text),
];

/// Authors as a cell writes them: `CB001: 60; CB002: 40`, each a staff code with a share. A single author without a share
/// has the whole; what is no number stays as it is, and is told by whoever checks it.
#[must_use]
pub fn authors_of(cell: &str) -> Vec<(String, String)> {
    let parts: Vec<&str> = cell.split(';').map(str::trim).filter(|part| !part.is_empty()).collect();
    let is_alone = parts.len() == 1;
    let author = |part: &&str| {
        let (code, share) = part.split_once(':').unwrap_or((part, if is_alone { "100" } else { "" }));
        let share = share.trim().trim_end_matches('%').trim_end().replace(',', ".");
        (code.trim().to_owned(), share)
    };
    parts.iter().map(author).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_stand_in_one_cell() {
        let written = |cell: &str| {
            let authors = authors_of(cell).into_iter();
            authors.map(|(code, share)| format!("{code}={share}")).collect::<Vec<_>>().join(" ")
        };
        for (cell, expected) in [
            ("CB001", "CB001=100"),
            ("CB001: 60; CB002: 40", "CB001=60 CB002=40"),
            (" CB001:33,5 % ;CB.2-3:66.5;", "CB001=33.5 CB.2-3=66.5"),
            ("CB001; CB002", "CB001= CB002="),
            ("", ""),
        ] {
            assert_eq!(written(cell), expected, "{cell}");
        }
    }
}
