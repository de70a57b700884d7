//! The table that brings earlier awards in.

use crate::features::people::rules::import::{HOUSEHOLD_CODE, STAFF_CODE, SUBJECT_NAME, UNIT_CODE};
use crate::official_documents::tables::{Column, ImportTable, Values};

/// The words for the ground of an award.
pub const KIND_WORDS: &[(&str, &str)] = &[
    ("Công trạng", "MERIT"),
    ("Công trạng và thành tích", "MERIT"),
    ("Đột xuất", "AD_HOC"),
    ("Phong trào", "CAMPAIGN"),
    ("Chuyên đề", "CAMPAIGN"),
    ("Quá trình cống hiến", "LONG_SERVICE"),
    ("Niên hạn", "SENIORITY"),
    ("Đối ngoại", "EXTERNAL"),
    ("Kháng chiến", "RESISTANCE"),
];

/// On which ground an award is given.
pub const COMMENDATION_KIND: Column = Column::new(
    "commendationKind",
    "Loại khen thưởng",
    &["Loại hình khen thưởng", "Commendation kind"],
    true,
    Values::Choice(KIND_WORDS),
);

/// The table.
pub static TABLE: ImportTable = ImportTable {
    file: "khen-thuong-truoc-day",
    title: "Khen thưởng trước đây",
    columns: &COLUMNS,
    ignored: &["Tên danh hiệu, hình thức", "Đơn vị"],
};

/// The columns of the table.
static COLUMNS: [Column; 14] = [
    STAFF_CODE,
    UNIT_CODE,
    HOUSEHOLD_CODE,
    SUBJECT_NAME,
    Column::new(
        "awardCode",
        "Mã danh hiệu, hình thức",
        &["Mã khen thưởng", "Award code"],
        true,
        Values::Text,
    ),
    Column::new("achievementYear", "Năm thành tích", &["Năm", "Achievement year"], true, Values::Decimals),
    Column::new("startsOn", "Thành tích từ ngày", &["Từ ngày", "Starts on"], false, Values::Days),
    Column::new("endsOn", "Thành tích đến ngày", &["Đến ngày", "Ends on"], false, Values::Days),
    Column::new("decidedOn", "Ngày quyết định", &["Ngày ký", "Decided on"], true, Values::Days),
    Column::new("decisionNumber", "Số quyết định", &["Số, ký hiệu", "Decision number"], true, Values::Text),
    Column::new("decidedBy", "Người quyết định", &["Cấp quyết định", "Decided by"], true, Values::Text),
    COMMENDATION_KIND,
    Column::new("achievement", "Thành tích", &["Nội dung thành tích", "Achievement"], false, Values::Text),
    Column::new("source", "Nguồn", &["Căn cứ", "Source"], true, Values::Text),
];
