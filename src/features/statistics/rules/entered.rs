//! The forms whose numbers are entered by hand: 0604.N/BNV-TĐKT, organisations that do the work, and 0605.N/BNV-TĐKT, civil servants.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::table::{FormColumn, FormFigures, FormRow};
use super::words::FormCode;

/// A row that was entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnteredRow {
    /// The row's code in the form.
    #[schema(max_length = 2, pattern = "^[0-9]{1,2}$", example = "01")]
    pub code: String,
    /// The number; null or left out where it is not known.
    #[schema(minimum = 0, maximum = 1_000_000, example = 3)]
    pub total: Option<i64>,
    /// How many of them are women, in form 0605.
    #[schema(minimum = 0, maximum = 1_000_000, example = 2)]
    pub women: Option<i64>,
}

/// What is wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredFault {
    /// The form has no such row.
    UnknownRow,
    /// The row stands there twice.
    NamedTwice,
    /// The form does not ask for women.
    NoWomenHere,
    /// More women than there are.
    WomenExceedTotal,
    /// A group of rows does not make the total.
    GroupsDoNotAddUp,
}

/// A row of a form: its code and its words.
type PrintedRow = (&'static str, &'static str);

const ORGANISATIONS: &[PrintedRow] = &[
    ("01", "Tổng số"),
    ("02", "Cấp vụ và tương đương ở trung ương"),
    ("03", "Cấp phòng thuộc vụ và tương đương"),
    ("04", "Ban thuộc Sở Nội vụ"),
    ("05", "Phòng thuộc Sở Nội vụ"),
];

const STAFF: &[PrintedRow] = &[
    ("01", "Tổng số"),
    ("02", "Độ tuổi: từ 30 trở xuống"),
    ("03", "Độ tuổi: từ 31 đến 40"),
    ("04", "Độ tuổi: từ 41 đến 50"),
    ("05", "Độ tuổi: từ 51 đến 55"),
    ("06", "Độ tuổi: từ 56 đến 60"),
    ("07", "Độ tuổi: trên 60"),
    ("08", "Trình độ đào tạo: sơ cấp"),
    ("09", "Trình độ đào tạo: trung cấp"),
    ("10", "Trình độ đào tạo: cao đẳng"),
    ("11", "Trình độ đào tạo: đại học"),
    ("12", "Trình độ đào tạo: trên đại học"),
    ("13", "Thâm niên trong ngành: dưới 5 năm"),
    ("14", "Thâm niên trong ngành: từ 5 năm đến dưới 10 năm"),
    ("15", "Thâm niên trong ngành: từ 10 năm trở lên"),
];

/// Groups of rows of which each makes the total.
const GROUPS_OF_ORGANISATIONS: &[&[&str]] = &[&["02", "03", "04", "05"]];
const GROUPS_OF_STAFF: &[&[&str]] =
    &[&["02", "03", "04", "05", "06", "07"], &["08", "09", "10", "11", "12"], &["13", "14", "15"]];

const TOTAL: &str = "01";

const fn layout_of(form: FormCode) -> (&'static [PrintedRow], &'static [&'static [&'static str]]) {
    match form {
        FormCode::Staff => (STAFF, GROUPS_OF_STAFF),
        _ => (ORGANISATIONS, GROUPS_OF_ORGANISATIONS),
    }
}

/// What is wrong with rows, each with its place in the list and its member.
#[must_use]
pub fn entered_faults(form: FormCode, rows: &[EnteredRow]) -> Vec<(usize, &'static str, EnteredFault)> {
    let (printed, groups) = layout_of(form);
    let mut faults = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let is_known = printed.iter().any(|(code, _)| *code == row.code);
        if !is_known {
            faults.push((place, "code", EnteredFault::UnknownRow));
        } else if rows.iter().take(place).any(|other| other.code == row.code) {
            faults.push((place, "code", EnteredFault::NamedTwice));
        }
        match row.women {
            Some(_) if form != FormCode::Staff => faults.push((place, "women", EnteredFault::NoWomenHere)),
            Some(women) if row.total.is_some_and(|total| women > total) => {
                faults.push((place, "women", EnteredFault::WomenExceedTotal));
            }
            _ => {}
        }
    }
    let Some((place, whole)) = rows.iter().enumerate().find(|(_, row)| row.code == TOTAL) else {
        return faults;
    };
    let members: [(&'static str, Member); 2] = [("total", |row| row.total), ("women", |row| row.women)];
    for (name, member) in members {
        let adds_up = |group: &&[&str]| member(whole).is_none_or(|total| adds_up(rows, group, member, total));
        if !groups.iter().all(adds_up) {
            faults.push((place, name, EnteredFault::GroupsDoNotAddUp));
        }
    }
    faults
}

type Member = fn(&EnteredRow) -> Option<i64>;

/// Whether a group makes the total, or may still make it where rows are not known.
fn adds_up(rows: &[EnteredRow], group: &[&str], member: Member, total: i64) -> bool {
    let known: Vec<i64> = group
        .iter()
        .filter_map(|code| rows.iter().find(|row| row.code == *code))
        .filter_map(member)
        .collect();
    let sum: i64 = known.iter().sum();
    if known.len() == group.len() { sum == total } else { sum <= total }
}

/// The form with what was entered; what was not is empty.
#[must_use]
pub fn entered_figures(form: FormCode, rows: &[EnteredRow]) -> FormFigures {
    let (printed, _) = layout_of(form);
    let has_women = form == FormCode::Staff;
    let column = |code: &str, label: &str| FormColumn { code: code.to_owned(), label: label.to_owned() };
    let (first, unit_of_count) =
        if has_women { ("Tổng số", "Người") } else { ("Số lượng", "Tổ chức") };
    let women = has_women.then(|| column("2", "Trong đó: nữ"));
    let row = |(code, label): &PrintedRow| {
        let own = rows.iter().find(|row| row.code == *code);
        let total = own.and_then(|row| row.total);
        let women = has_women.then(|| own.and_then(|row| row.women));
        FormRow {
            code: (*code).to_owned(),
            label: (*label).to_owned(),
            unit_of_count: unit_of_count.to_owned(),
            is_read: true,
            values: std::iter::once(total).chain(women).collect(),
        }
    };
    FormFigures {
        columns: std::iter::once(column("1", first)).chain(women).collect(),
        rows: printed.iter().map(row).collect(),
        unsorted: 0,
    }
}
