//! Form 0602.N/BNV-TĐKT: commendation at the level of the State.

use super::awards::{AwardGroup, kind_row, recipient_rows};
use crate::features::catalogue::rules::{CommendationKind, RecipientKind};
use crate::features::statistics::rules::table::{Layout, LayoutColumn, LayoutRow};

/// An award of the State, as the catalogue of the year names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateAward {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The number of the column of an award. Orders and medals, and honours of the State, have a pair of columns for each kind.
fn column_of(code: &str) -> &'static str {
    const HONOURS: [&str; 8] = [
        "DANH_HIEU_VINH_DU",
        "TINH_ANH_HUNG",
        "THANH_PHO_ANH_HUNG",
        "BA_ME_VIET_NAM_ANH_HUNG",
        "ANH_HUNG",
        "NHA_GIAO",
        "THAY_THUOC",
        "NGHE_",
    ];
    let begins = |with: &[&str]| with.iter().any(|start| code.starts_with(start));
    match code {
        "GIAI_THUONG_HO_CHI_MINH" => "3",
        "GIAI_THUONG_NHA_NUOC" => "4",
        "CO_CHINH_PHU" => "6",
        "BANG_KHEN_THU_TUONG" => "7",
        "CSTD_TOAN_QUOC" => "8",
        _ if begins(&["HC_", "HUAN_CHUONG", "HUY_CHUONG"]) => "2",
        _ if begins(&HONOURS) => "5",
        _ => "9",
    }
}

/// Which of a pair of columns counts a recipient. The form has none for households: they stand with the collectives.
const fn is_collective(recipient: RecipientKind) -> bool {
    !matches!(recipient, RecipientKind::Individual)
}

/// The form of commendation at the level of the State, with the awards that the catalogue of the year has. Nobody of a ministry uses
/// this service, so everything was submitted by the province (row 3). Rows 4, 5 and 16 to 21 could not be read.
#[must_use]
pub fn state_awards(catalogue: &[StateAward]) -> Layout<AwardGroup> {
    Layout { columns: columns(catalogue), rows: rows(), is_sorted: AwardGroup::is_sorted }
}

fn columns(catalogue: &[StateAward]) -> Vec<LayoutColumn<AwardGroup>> {
    let single = |number: &'static str, label: &str| {
        vec![LayoutColumn::new(number, label, move |one: &AwardGroup| column_of(&one.award_code) == number)]
    };
    let of_kind = |number: &'static str| {
        let own = catalogue.iter().filter(move |award| column_of(&award.code) == number);
        own.flat_map(move |award| {
            let code = award.code.clone();
            pair(&format!("{number}.{code}"), &award.name, move |one| one.award_code == code)
        })
        .collect::<Vec<_>>()
    };
    let of_number = |number: &'static str, label: &str| {
        pair(number, label, move |one: &AwardGroup| column_of(&one.award_code) == number)
    };
    [
        vec![LayoutColumn::new("1", "Tổng số", |_: &AwardGroup| true)],
        of_kind("2"),
        single("3", "Giải thưởng Hồ Chí Minh"),
        single("4", "Giải thưởng Nhà nước"),
        of_kind("5"),
        single("6", "Cờ thi đua của Chính phủ"),
        of_number("7", "Bằng khen của Thủ tướng Chính phủ"),
        single("8", "Chiến sĩ thi đua toàn quốc"),
        of_number("9", "Hình thức khác"),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The columns of collectives and of individuals.
fn pair(
    code: &str,
    label: &str,
    is_given: impl Fn(&AwardGroup) -> bool + Clone + Send + Sync + 'static,
) -> Vec<LayoutColumn<AwardGroup>> {
    let own = |end: &str, words: &str, side: bool| {
        let is_given = is_given.clone();
        LayoutColumn::new(format!("{code}.{end}"), format!("{label}: {words}"), move |one: &AwardGroup| {
            is_given(one) && is_collective(one.recipient) == side
        })
    };
    vec![own("COLLECTIVE", "tập thể", true), own("INDIVIDUAL", "cá nhân", false)]
}

fn rows() -> Vec<LayoutRow<AwardGroup>> {
    const UNREAD: &str = "(chưa đọc được dòng này trong biểu mẫu)";
    let unread = |code| LayoutRow::unread((code, UNREAD, "Lượt khen"));
    let first =
        [
            LayoutRow::new(("1", "Tổng số", "Lượt khen"), |_: &AwardGroup| true),
            LayoutRow::new(
                ("2", "Cơ quan trình Thủ tướng: bộ, ban, ngành, đoàn thể trung ương", "Lượt khen"),
                |_| false,
            ),
            LayoutRow::new(("3", "Cơ quan trình Thủ tướng: tỉnh, thành phố", "Lượt khen"), |_| true),
            unread("4"),
            unread("5"),
        ];
    let recipients = recipient_rows(["6", "7", "8", "9", "10", "11", "12", "13", "14"]);
    let regular = kind_row("15", "Thường xuyên", CommendationKind::Merit);
    let others = ["16", "17", "18", "19", "20", "21"].map(unread);
    first.into_iter().chain(recipients).chain([regular]).chain(others).collect()
}
