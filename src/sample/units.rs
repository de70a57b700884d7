//! The sample's units: the Home Affairs sector of Lạng Sơn, as it was in 2023 and as it is since July 2025.

use chrono::NaiveDate;

use super::ids::id;
use crate::core::context::{ChangeContext, Ids};
use crate::core::patch::Patch;
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::documents;
use crate::features::units::routes::create::create_units;
use crate::features::units::routes::external_ids::create::{NewExternalId, give_external_id};
use crate::features::units::routes::successions::apply::apply_succession;
use crate::features::units::routes::successions::input::NewSuccession;
use crate::features::units::rules::successions::SuccessionKind;
use crate::features::units::rules::{UnitContent, UnitKind};
use crate::features::units::store::{self, Unit};
use crate::http::Problem;
use crate::record::{Occurrence, record_change};

/// The last part of the id of the resolution by which the districts ended.
const REORGANISING_DOCUMENT: u128 = 0x3f1;
/// The last part of the id of the first entry of what other systems call units.
const FIRST_EXTERNAL_ID: u128 = 0x801;
/// The last part of the id of the department's board for emulation and commendation.
const EMULATION_BOARD: u128 = 0x107;
/// The last part of the id of the office of the former city of Lạng Sơn.
const CITY_OFFICE: u128 = 0x111;
/// The last part of the id of the first succession; the others follow it.
const FIRST_SUCCESSION: u128 = 0x700;

/// A sample unit: last part of its id, code, name, kind, parent, first day.
pub type SampleUnit = (u128, &'static str, &'static str, UnitKind, Option<u128>, (i32, u32, u32));

/// The province, the department with its divisions and its service unit.
#[rustfmt::skip]
pub const SECTOR: &[SampleUnit] = &[
    (0x100, "UBND", "Ủy ban nhân dân tỉnh Lạng Sơn", UnitKind::Authority, None, (2004, 1, 1)),
    (0x101, "SNV", "Sở Nội vụ tỉnh Lạng Sơn", UnitKind::Department, Some(0x100), (2004, 1, 1)),
    (0x102, "SNV-VP", "Văn phòng Sở", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x103, "SNV-TTS", "Thanh tra Sở", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x104, "SNV-TCBC", "Phòng Tổ chức, biên chế", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x105, "SNV-CCVC", "Phòng Công chức, viên chức", UnitKind::Division, Some(0x101), (2004, 1, 1)),
    (0x106, "SNV-CCHC", "Phòng Cải cách hành chính", UnitKind::Division, Some(0x101), (2010, 1, 1)),
    (0x107, "SNV-TDKT", "Ban Thi đua - Khen thưởng", UnitKind::Division, Some(0x101), (2008, 1, 1)),
    (0x108, "SNV-BTG", "Ban Tôn giáo", UnitKind::Division, Some(0x101), (2008, 1, 1)),
    (0x109, "SNV-TTLT", "Trung tâm Lưu trữ lịch sử", UnitKind::ServiceUnit, Some(0x101), (2013, 1, 1)),
];

/// One home-affairs office for each district of 2023; every district ended on 2025-06-30.
#[rustfmt::skip]
pub const DISTRICT_OFFICES: &[SampleUnit] = &[
    (0x111, "PNV-TPLS", "Phòng Nội vụ thành phố Lạng Sơn (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x112, "PNV-BS", "Phòng Nội vụ huyện Bắc Sơn (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x113, "PNV-BG", "Phòng Nội vụ huyện Bình Gia (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x114, "PNV-CL", "Phòng Nội vụ huyện Cao Lộc (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x115, "PNV-CHL", "Phòng Nội vụ huyện Chi Lăng (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x116, "PNV-DL", "Phòng Nội vụ huyện Đình Lập (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x117, "PNV-HL", "Phòng Nội vụ huyện Hữu Lũng (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x118, "PNV-LB", "Phòng Nội vụ huyện Lộc Bình (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x119, "PNV-TD", "Phòng Nội vụ huyện Tràng Định (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x11a, "PNV-VL", "Phòng Nội vụ huyện Văn Lãng (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
    (0x11b, "PNV-VQ", "Phòng Nội vụ huyện Văn Quan (mẫu)", UnitKind::DistrictOffice, Some(0x100), (2008, 1, 1)),
];

/// The four wards of the province since 2025-07-01 (Resolution 1672/NQ-UBTVQH15).
#[rustfmt::skip]
pub const WARDS: &[SampleUnit] = &[
    (0x121, "P-TT", "Phường Tam Thanh", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
    (0x122, "P-LVT", "Phường Lương Văn Tri", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
    (0x123, "P-KL", "Phường Kỳ Lừa", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
    (0x124, "P-DK", "Phường Đông Kinh", UnitKind::Ward, Some(0x100), (2025, 7, 1)),
];

/// Creates units with their rows of history.
pub async fn create(
    tx: &mut Connection,
    context: &ChangeContext,
    units: &[SampleUnit],
) -> Result<(), Problem> {
    let created: Vec<(Unit, UnitContent)> = units.iter().filter_map(|sample| unit(sample, context)).collect();
    create_units(tx, context, &created).await
}

/// Registers the resolution by which the districts ended.
pub async fn register_reorganisation(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let context = ChangeContext { ids: Ids::counting(id(REORGANISING_DOCUMENT)), ..context.clone() };
    let content = documents::rules::DocumentContent {
        document_type: Some("Nghị quyết".to_owned()),
        issuer_name: Some("Ủy ban Thường vụ Quốc hội".to_owned()),
        display: Some("1672/NQ-UBTVQH15".to_owned()),
        issued_on: NaiveDate::from_ymd_opt(2025, 6, 16),
        subject: Some("Về việc sắp xếp các đơn vị hành chính của tỉnh Lạng Sơn năm 2025".to_owned()),
        ..documents::rules::DocumentContent::default()
    };
    let content = content.reconcile().map_err(|fault| Problem::internal(format!("{fault:?}")))?;
    let document = documents::store::register(tx, &context, &content).await?;
    Ok(record_change(tx, &context, Occurrence::DocumentRegistered, None, &document).await?)
}

/// The document system's id of the unit for emulation and commendation.
pub async fn call_as_ioffice_does(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let context = ChangeContext { ids: Ids::counting(id(FIRST_EXTERNAL_ID)), ..context.clone() };
    let (unit, versions) = store::lock_exclusive(tx, id(EMULATION_BOARD)).await?;
    let external_id = NewExternalId::of_ioffice("LS-SNV-TDKT", context.today);
    give_external_id(tx, &context, (&unit, &versions), &external_id).await.map(drop)
}

/// Dissolves every district office from 2025-07-01 on, by the rules of units; the wards of the former city follow its
/// office.
pub async fn dissolve_district_offices(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let effective_on = NaiveDate::from_ymd_opt(2025, 7, 1).ok_or_else(|| Problem::internal("no such day"))?;
    let context = ChangeContext { ids: Ids::counting(id(FIRST_SUCCESSION)), ..context.clone() };
    let dissolution = NewSuccession {
        kind: SuccessionKind::Dissolve,
        effective_on,
        document_id: id(REORGANISING_DOCUMENT),
        name: None,
        parent_id: Patch::Keep,
        other_unit_ids: None,
        into_unit_ids: None,
        new_units: None,
    };
    for (last, ..) in DISTRICT_OFFICES {
        let into = (*last == CITY_OFFICE).then(|| WARDS.iter().map(|(last, ..)| id(*last)).collect());
        let dissolution = NewSuccession { into_unit_ids: into, ..dissolution.clone() };
        apply_succession(tx, &context, id(*last), &dissolution).await?;
    }
    Ok(())
}

fn unit(
    (last, code, name, kind, parent, (year, month, day)): &SampleUnit,
    context: &ChangeContext,
) -> Option<(Unit, UnitContent)> {
    let unit = Unit {
        id: id(*last),
        code: (*code).to_owned(),
        opened_on: NaiveDate::from_ymd_opt(*year, *month, *day)?,
        closed_on: None,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    let content = UnitContent {
        name: (*name).to_owned(),
        kind: *kind,
        parent_id: parent.map(id),
        agency_code: None,
        legacy_agency_code: None,
    };
    Some((unit, content))
}
