//! The table that brings people in.

use crate::official_documents::tables::{Column, ImportTable, Values};
use crate::operations::imports::records::YES_OR_NO;

/// The words for the sex of a person.
pub const SEX_WORDS: &[(&str, &str)] = &[("Nữ", "FEMALE"), ("Nam", "MALE")];

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
    column("staffCode", "Mã cán bộ", &["Mã CBCCVC", "Mã nhân sự", "Staff code"], false, Values::Text),
    column("name", "Họ và tên", &["Họ tên", "Name"], true, Values::Text),
    column("sex", "Giới tính", &["Sex"], false, Values::Choice(SEX_WORDS)),
    column("birthYear", "Năm sinh", &["Birth year"], false, Values::Decimals),
    column("isEthnicMinority", "Dân tộc thiểu số", &["Ethnic minority"], false, Values::Choice(YES_OR_NO)),
    column("unitCode", "Mã đơn vị", &["Unit code"], true, Values::Text),
    column("position", "Chức vụ", &["Chức vụ, chức danh", "Position"], true, Values::Text),
    column("reportingClass", "Nhóm chức danh", &["Mã nhóm chức danh", "Reporting class"], true, Values::Text),
    column("startsOn", "Ngày bắt đầu", &["Từ ngày", "Starts on"], true, Values::Days),
    column(
        "isAnotherPerson",
        "Là người khác trùng tên",
        &["Another person"],
        false,
        Values::Choice(YES_OR_NO),
    ),
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
