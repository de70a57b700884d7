//! The table that brings earlier awards in.

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

/// The table.
pub static TABLE: ImportTable = ImportTable {
    file: "khen-thuong-truoc-day",
    title: "Khen thưởng trước đây",
    columns: &COLUMNS,
    ignored: &["Tên danh hiệu, hình thức", "Đơn vị"],
};

/// The columns of the table.
static COLUMNS: [Column; 14] = [
    column("staffCode", "Mã cán bộ", &["Mã CBCCVC", "Mã nhân sự", "Staff code"], false, Values::Text),
    column("unitCode", "Mã đơn vị", &["Mã tập thể", "Unit code"], false, Values::Text),
    column("householdCode", "Mã hộ", &["Mã hộ gia đình", "Household code"], false, Values::Text),
    column("name", "Tên", &["Họ và tên", "Họ tên", "Tên đối tượng", "Name"], false, Values::Text),
    column("awardCode", "Mã danh hiệu, hình thức", &["Mã khen thưởng", "Award code"], true, Values::Text),
    column("achievementYear", "Năm thành tích", &["Năm", "Achievement year"], true, Values::Decimals),
    column("startsOn", "Thành tích từ ngày", &["Từ ngày", "Starts on"], false, Values::Days),
    column("endsOn", "Thành tích đến ngày", &["Đến ngày", "Ends on"], false, Values::Days),
    column("decidedOn", "Ngày quyết định", &["Ngày ký", "Decided on"], true, Values::Days),
    column("decisionNumber", "Số quyết định", &["Số, ký hiệu", "Decision number"], true, Values::Text),
    column("decidedBy", "Người quyết định", &["Cấp quyết định", "Decided by"], true, Values::Text),
    column(
        "commendationKind",
        "Loại khen thưởng",
        &["Loại hình khen thưởng", "Commendation kind"],
        true,
        Values::Choice(KIND_WORDS),
    ),
    column("achievement", "Thành tích", &["Nội dung thành tích", "Achievement"], false, Values::Text),
    column("source", "Nguồn", &["Căn cứ", "Source"], true, Values::Text),
];

const fn column(
    code: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    is_required: bool,
    values: Values,
) -> Column {
    Column { code, name, aliases, is_required, values }
}
