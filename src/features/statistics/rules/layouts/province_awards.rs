//! Form 0603.N/BNV-TĐKT: commendation at the level of ministries and provinces.

use super::awards::{AwardGroup, kind_row, recipient_rows};
use crate::features::catalogue::rules::CommendationKind;
use crate::features::statistics::rules::table::{Layout, LayoutColumn, LayoutRow};

/// The awards that have a column, in their order. Other awards of the province, such as Tập thể lao động xuất sắc, have none and are
/// not counted.
pub const PROVINCE_AWARDS: [&str; 4] = ["BANG_KHEN_TINH", "CSTD_TINH", "CO_TINH", "KY_NIEM_CHUONG"];

/// The form of commendation at the level of ministries and provinces.
#[must_use]
pub fn province_awards() -> Layout<AwardGroup> {
    let given = |code: &str, label: &str, award: &'static str| {
        LayoutColumn::new(code, label, move |one: &AwardGroup| one.award_code == award)
    };
    let [certificate, fighter, flag, badge] = PROVINCE_AWARDS;
    let total = LayoutRow::new(("01", "Tổng số", "Lượt khen"), |_: &AwardGroup| true);
    let recipients = recipient_rows(["02", "03", "04", "05", "06", "07", "08", "09", "10"]);
    let kinds = [
        kind_row("11", "Thường xuyên", CommendationKind::Merit),
        kind_row("12", "Chuyên đề", CommendationKind::Campaign),
        kind_row("13", "Đột xuất", CommendationKind::AdHoc),
        kind_row("14", "Đối ngoại", CommendationKind::External),
        kind_row("15", "Cống hiến", CommendationKind::LongService),
        kind_row("16", "Niên hạn", CommendationKind::Seniority),
        kind_row("17", "Kháng chiến", CommendationKind::Resistance),
    ];
    Layout {
        columns: vec![
            LayoutColumn::new("1", "Tổng số", |_: &AwardGroup| true),
            given("2", "Bằng khen", certificate),
            given("3", "Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh", fighter),
            given("4", "Cờ thi đua cấp bộ, ban, ngành, tỉnh", flag),
            given("5", "Huy hiệu, kỷ niệm chương", badge),
        ],
        rows: std::iter::once(total).chain(recipients).chain(kinds).collect(),
        is_sorted: AwardGroup::is_sorted,
    }
}
