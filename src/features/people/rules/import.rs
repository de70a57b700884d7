//! The table that brings people in.

use crate::official_documents::tables::{Column, ImportTable, Values};
use crate::operations::imports::records::YES_OR_NO;

/// The words for the sex of a person.
pub const SEX_WORDS: &[(&str, &str)] = &[("Nữ", "FEMALE"), ("Nam", "MALE")];

/// The columns by which the rows of tables say whom they are about.
pub const STAFF_CODE: Column =
    Column::new("staffCode", "Mã cán bộ", &["Mã CBCCVC", "Mã nhân sự", "Staff code"], false, Values::Text);
/// A unit; see [`STAFF_CODE`].
pub const UNIT_CODE: Column =
    Column::new("unitCode", "Mã đơn vị", &["Mã tập thể", "Unit code"], false, Values::Text);
/// A household; see [`STAFF_CODE`].
pub const HOUSEHOLD_CODE: Column =
    Column::new("householdCode", "Mã hộ", &["Mã hộ gia đình", "Household code"], false, Values::Text);
/// The name that guards against a wrong code.
pub const SUBJECT_NAME: Column =
    Column::new("name", "Tên", &["Họ và tên", "Họ tên", "Tên đối tượng", "Name"], false, Values::Text);

/// The table.
pub static TABLE: ImportTable = ImportTable {
    file: "nhan-su",
    title: "Nhân sự",
    columns: &COLUMNS,
    // What a list of people has beside these.
    ignored: &["Đơn vị", "Nhóm chức danh (tên)", "Ngày kết thúc"],
};

/// The columns of the table.
static COLUMNS: [Column; 10] = [
    STAFF_CODE,
    Column::new("name", "Họ và tên", &["Họ tên", "Name"], true, Values::Text),
    Column::new("sex", "Giới tính", &["Sex"], false, Values::Choice(SEX_WORDS)),
    Column::new("birthYear", "Năm sinh", &["Birth year"], false, Values::Decimals),
    Column::new(
        "isEthnicMinority",
        "Dân tộc thiểu số",
        &["Ethnic minority"],
        false,
        Values::Choice(YES_OR_NO),
    ),
    Column::new("unitCode", "Mã đơn vị", &["Unit code"], true, Values::Text),
    Column::new("position", "Chức vụ", &["Chức vụ, chức danh", "Position"], true, Values::Text),
    Column::new(
        "reportingClass",
        "Nhóm chức danh",
        &["Mã nhóm chức danh", "Reporting class"],
        true,
        Values::Text,
    ),
    Column::new("startsOn", "Ngày bắt đầu", &["Từ ngày", "Starts on"], true, Values::Days),
    Column::new(
        "isAnotherPerson",
        "Là người khác trùng tên",
        &["Another person"],
        false,
        Values::Choice(YES_OR_NO),
    ),
];
