//! The table that brings nominations in.

use crate::features::awards::rules::import::COMMENDATION_KIND;
use crate::features::people::rules::import::{HOUSEHOLD_CODE, STAFF_CODE, SUBJECT_NAME, UNIT_CODE};
use crate::official_documents::tables::{Column, ImportTable, Values};

/// The table.
pub static TABLE: ImportTable = ImportTable {
    file: "de-nghi-khen-thuong",
    title: "Đề nghị khen thưởng",
    columns: &COLUMNS,
    ignored: &["TT", "STT", "Tên danh hiệu, hình thức", "Đơn vị", "Đơn vị đề nghị"],
};

/// The columns of the table.
static COLUMNS: [Column; 12] = [
    Column::new(
        "nominatingUnitCode",
        "Mã đơn vị đề nghị",
        &["Mã đơn vị trình", "Nominating unit code"],
        true,
        Values::Text,
    ),
    STAFF_CODE,
    UNIT_CODE,
    HOUSEHOLD_CODE,
    SUBJECT_NAME,
    Column::new("award", "Mã danh hiệu, hình thức", &["Mã khen thưởng", "Award code"], true, Values::Text),
    COMMENDATION_KIND,
    Column::new("year", "Năm thành tích", &["Năm", "Achievement year"], false, Values::Decimals),
    Column::new("campaignCode", "Mã phong trào", &["Phong trào", "Campaign code"], false, Values::Text),
    Column::new("startsOn", "Thành tích từ ngày", &["Từ ngày", "Starts on"], false, Values::Days),
    Column::new("endsOn", "Thành tích đến ngày", &["Đến ngày", "Ends on"], false, Values::Days),
    Column::new(
        "achievement",
        "Thành tích",
        &["Nội dung thành tích", "Tóm tắt thành tích", "Achievement"],
        true,
        Values::Text,
    ),
];
