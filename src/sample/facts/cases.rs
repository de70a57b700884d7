//! What stands beside ratings and titles of the years: holds, statements of the office and single awards, chosen so that a rule
//! which few come under has its cases, too.

use super::subjects::{YEARS, day, household, person, unit};
use crate::features::facts::rules::{
    FactDetails, FactStatement, Hold, HoldKind, HoldOutcome, HoldTag, StatementTag,
};
use crate::features::people::rules::Subject;
use crate::http::Problem;

/// A fact, and whether it is confirmed.
type Case = (Subject, FactDetails, bool);

const CHAIR: &str = "Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn";
const DIRECTOR: &str = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn";
const PRIME_MINISTER: &str = "Thủ tướng Chính phủ";

const OFFICE: u128 = 0x102;
const INSPECTORATE: u128 = 0x103;
const ORGANISATION: u128 = 0x104;
const CIVIL_SERVICE: u128 = 0x105;
const REFORM: u128 = 0x106;
const BOARD: u128 = 0x107;
const ARCHIVE: u128 = 0x109;
const TAM_THANH: u128 = 0x121;
const LUONG_VAN_TRI: u128 = 0x122;

/// Awards that are given to few: whom, which by whom, and of which year.
pub(super) const AWARDS: &[(Subject, (&str, &str), i32)] = &[
    (person(31), ("CSTD_TINH", CHAIR), 2025),
    (person(15), ("BANG_KHEN_TINH", CHAIR), 2025),
    (person(17), ("GIAY_KHEN", DIRECTOR), 2025),
    (person(19), ("BANG_KHEN_THU_TUONG", PRIME_MINISTER), 2025),
    (unit(ORGANISATION), ("BANG_KHEN_TINH", CHAIR), 2025),
    (unit(CIVIL_SERVICE), ("GIAY_KHEN", DIRECTOR), 2025),
    (unit(REFORM), ("BANG_KHEN_THU_TUONG", PRIME_MINISTER), 2025),
    (household(4), ("BANG_KHEN_TINH", CHAIR), 2025),
    (household(5), ("GIAY_KHEN", "Chủ tịch Ủy ban nhân dân phường Lương Văn Tri"), 2025),
    (household(6), ("BANG_KHEN_THU_TUONG", PRIME_MINISTER), 2025),
];

/// What the office states of 2025, confirmed, or is still to be confirmed.
const STATEMENTS: &[(Subject, &str, &str, bool)] = &[
    (
        person(9),
        "INFLUENCE_IN_FIELD",
        "Có thành tích có phạm vi ảnh hưởng trong lĩnh vực cải cách hành chính (mẫu)",
        true,
    ),
    (
        person(11),
        "INFLUENCE_IN_FIELD",
        "Có thành tích có phạm vi ảnh hưởng trong lĩnh vực cải cách hành chính (mẫu)",
        false,
    ),
    (
        person(12),
        "NOT_INFLUENCE_IN_FIELD",
        "Không có thành tích có phạm vi ảnh hưởng trong lĩnh vực (mẫu)",
        true,
    ),
    (person(12), "NOT_LARGE_CONTRIBUTION", "Không có đóng góp lớn (mẫu)", true),
    (person(12), "NOT_INFLUENCE_IN_PROVINCE", "Không có thành tích ảnh hưởng trong tỉnh (mẫu)", true),
    (person(12), "NOT_WORKER_INITIATIVE", "Không phải công nhân có sáng kiến (mẫu)", true),
    (person(12), "NOT_FARM_MODEL", "Không phải nông dân có mô hình (mẫu)", true),
    (person(12), "EARLIER_AWARDS_COMPLETE", "Đã ghi đủ khen thưởng đến hết năm 2025 (mẫu)", true),
    (person(12), "EARLIER_INITIATIVES_COMPLETE", "Đã ghi đủ sáng kiến đến hết năm 2025 (mẫu)", true),
    (person(13), "INFLUENCE_IN_PROVINCE", "Có thành tích đột xuất ảnh hưởng trong tỉnh (mẫu)", true),
    (person(14), "MEETS_LOCAL_STANDARD", "Đạt tiêu chuẩn Giấy khen theo quy chế của Sở (mẫu)", true),
    (person(16), "NOT_MEETS_LOCAL_STANDARD", "Chưa đạt tiêu chuẩn Giấy khen theo quy chế của Sở (mẫu)", true),
    (
        unit(INSPECTORATE),
        "NOT_INFLUENCE_IN_FIELD",
        "Không có thành tích có phạm vi ảnh hưởng trong lĩnh vực (mẫu)",
        true,
    ),
    (unit(INSPECTORATE), "NOT_LARGE_CONTRIBUTION", "Không có đóng góp lớn (mẫu)", true),
    (unit(INSPECTORATE), "NOT_INFLUENCE_IN_PROVINCE", "Không có thành tích ảnh hưởng trong tỉnh (mẫu)", true),
    (unit(INSPECTORATE), "EARLIER_AWARDS_COMPLETE", "Đã ghi đủ khen thưởng đến hết năm 2025 (mẫu)", true),
    (unit(OFFICE), "UNITED_AND_EXEMPLARY", "Thi đua thường xuyên; đoàn kết, gương mẫu (mẫu)", true),
    (unit(OFFICE), "NOBODY_DISCIPLINED", "Không có cá nhân bị kỷ luật từ cảnh cáo (mẫu)", true),
    (unit(OFFICE), "EXCEEDS_TARGETS", "Hoàn thành xuất sắc, vượt chỉ tiêu (mẫu)", true),
    (unit(REFORM), "UNITED_AND_EXEMPLARY", "Thi đua thường xuyên; đoàn kết, gương mẫu (mẫu)", true),
    (unit(REFORM), "NOBODY_DISCIPLINED", "Không có cá nhân bị kỷ luật từ cảnh cáo (mẫu)", true),
    (unit(ARCHIVE), "AWARDS_COMPLETE", "Đã ghi đủ khen thưởng năm 2025 (mẫu)", true),
    (unit(BOARD), "INFLUENCE_IN_PROVINCE", "Có thành tích ảnh hưởng trong tỉnh (mẫu)", true),
    (unit(BOARD), "MEETS_LOCAL_STANDARD", "Đạt tiêu chuẩn Giấy khen theo quy chế của Sở (mẫu)", true),
    (
        unit(ARCHIVE),
        "NOT_MEETS_LOCAL_STANDARD",
        "Chưa đạt tiêu chuẩn Giấy khen theo quy chế của Sở (mẫu)",
        true,
    ),
    (unit(TAM_THANH), "LEADS_PROVINCIAL_MOVEMENT", "Dẫn đầu phong trào thi đua của tỉnh (mẫu)", true),
    (unit(TAM_THANH), "EXEMPLARY_COMMUNE_CRITERIA", "Đạt năm tiêu chí của xã, phường tiêu biểu (mẫu)", true),
    (
        unit(LUONG_VAN_TRI),
        "NOT_LEADS_PROVINCIAL_MOVEMENT",
        "Chưa dẫn đầu phong trào thi đua của tỉnh (mẫu)",
        true,
    ),
    (household(0), "CULTURAL_FAMILY_CRITERIA", "Đạt các tiêu chí Gia đình văn hóa (mẫu)", true),
    (household(1), "NOT_CULTURAL_FAMILY_CRITERIA", "Chưa đạt tiêu chí Gia đình văn hóa (mẫu)", true),
    (household(0), "LARGE_CONTRIBUTION", "Hiến đất làm đường (mẫu)", true),
    (household(1), "NOT_LARGE_CONTRIBUTION", "Không có đóng góp lớn (mẫu)", true),
    (household(0), "MEETS_LOCAL_STANDARD", "Đạt tiêu chuẩn Giấy khen theo quy chế của phường (mẫu)", true),
    (
        household(1),
        "NOT_MEETS_LOCAL_STANDARD",
        "Chưa đạt tiêu chuẩn Giấy khen theo quy chế của phường (mẫu)",
        true,
    ),
];

/// Holds and statements.
pub(super) fn facts() -> Result<Vec<Case>, Problem> {
    let mut all = known_holds()?;
    // The office keeps its records; of the other divisions nobody said so.
    for year in YEARS {
        for code in ["AWARDS_COMPLETE", "INITIATIVES_COMPLETE"] {
            let text = format!("Đã ghi đủ khen thưởng, sáng kiến năm {year} (mẫu)");
            all.push((unit(OFFICE), statement(code, year, &text), true));
        }
    }
    let of_2025 = |(subject, code, text, is_confirmed): &(Subject, &str, &str, bool)| {
        (*subject, statement(code, 2025, text), *is_confirmed)
    };
    all.extend(STATEMENTS.iter().map(of_2025));
    Ok(all)
}

fn statement(code: &str, year: i32, text: &str) -> FactDetails {
    let (kind, code, text) = (StatementTag::Statement, code.to_owned(), text.to_owned());
    FactDetails::Statement(FactStatement { kind, code, year, text, campaign_id: None })
}

/// Disciplines that are served or were being served in January 2026, a complaint without a fault, and what is still being
/// looked at; some of it not confirmed yet.
fn known_holds() -> Result<Vec<Case>, Problem> {
    let hold = |hold_kind, starts_on, ends_on, outcome| {
        let reference = "Thông báo của cơ quan có thẩm quyền (mẫu)".to_owned();
        FactDetails::Hold(Hold { kind: HoldTag::Hold, hold_kind, starts_on, ends_on, outcome, reference })
    };
    let served =
        hold(HoldKind::Discipline, day(2023, 3, 1)?, Some(day(2024, 2, 29)?), Some(HoldOutcome::Disciplined));
    let being_served = hold(
        HoldKind::Discipline,
        day(2025, 11, 1)?,
        Some(day(2026, 10, 31)?),
        Some(HoldOutcome::Disciplined),
    );
    let cleared =
        hold(HoldKind::Complaint, day(2024, 5, 1)?, Some(day(2024, 9, 30)?), Some(HoldOutcome::NoFault));
    let open = hold(HoldKind::Inspection, day(2026, 9, 15)?, None, None);
    let complaint = hold(HoldKind::Complaint, day(2026, 10, 1)?, None, None);
    Ok(vec![
        (person(21), served, true),
        (person(41), cleared, true),
        (person(61), open.clone(), true),
        (person(71), complaint.clone(), false),
        (person(81), being_served.clone(), true),
        (person(91), being_served.clone(), false),
        (unit(CIVIL_SERVICE), open.clone(), true),
        (unit(REFORM), complaint.clone(), false),
        (unit(ORGANISATION), being_served.clone(), true),
        (unit(INSPECTORATE), being_served, false),
        (household(2), open, true),
        (household(3), complaint, false),
    ])
}
