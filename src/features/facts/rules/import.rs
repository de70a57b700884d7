//! The table that brings task ratings in.

use crate::features::people::rules::import::{STAFF_CODE, SUBJECT_NAME, UNIT_CODE};
use crate::official_documents::tables::{Column, ImportTable, Values};

/// The words for the levels of a rating.
pub const LEVEL_WORDS: &[(&str, &str)] = &[
    ("Hoàn thành xuất sắc nhiệm vụ", "EXCELLENT"),
    ("Xuất sắc", "EXCELLENT"),
    ("Hoàn thành tốt nhiệm vụ", "GOOD"),
    ("Tốt", "GOOD"),
    ("Hoàn thành nhiệm vụ", "COMPLETED"),
    ("Không hoàn thành nhiệm vụ", "NOT_COMPLETED"),
];

/// The table.
pub static TABLE: ImportTable =
    ImportTable {
        file: "xep-loai", title: "Xếp loại nhiệm vụ", columns: &COLUMNS, ignored: &["Đơn vị"]
    };

/// The columns of the table.
static COLUMNS: [Column; 8] = [
    STAFF_CODE,
    UNIT_CODE,
    SUBJECT_NAME,
    Column::new("year", "Năm", &["Year"], true, Values::Decimals),
    Column::new("level", "Mức xếp loại", &["Xếp loại", "Level"], true, Values::Choice(LEVEL_WORDS)),
    Column::new("score", "Điểm", &["Score"], false, Values::Decimals),
    Column::new("decree", "Căn cứ xếp loại", &["Nghị định", "Decree"], true, Values::Text),
    Column::new("source", "Nguồn", &["Quyết định", "Source"], true, Values::Text),
];
