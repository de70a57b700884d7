//! The sample's funds: that of 2024, from which one prize was paid and partly came back, and this year's, which is nearly used up.

use super::ids::{id, on};
use super::users::OFFICE;
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::funds::routes::create::{NewFund, create_in};
use crate::features::funds::routes::entries::{NewFundEntry, record_in};
use crate::features::funds::rules::FundEntryKind;
use crate::features::funds::store;
use crate::http::Problem;

/// The last parts of the ids of the department's funds, and of the first entry.
const OF_2024: u128 = 0x45_0001;
const OF_2026: u128 = 0x45_0002;
const FIRST_ENTRY: u128 = 0x45_1001;
/// The last part of the id of the award that was revoked later.
const REVOKED: u128 = 0x3f_0102;

async fn create(
    tx: &mut Connection,
    at: &str,
    (last, year, allotted): (u128, i32, i64),
) -> Result<(), Problem> {
    let office = ChangeContext { ids: Ids::counting(id(last)), ..on(at, OFFICE)? };
    let new = NewFund {
        unit_id: id(0x101),
        year,
        allotted,
        source: format!("Quyết định giao dự toán năm {year} (mẫu)"),
        document_id: None,
        organising_share: None,
        organising_share_source: None,
    };
    create_in(tx, &office, &new).await.map(drop)
}

/// The fund of 2024 with its entries: a prize that was paid and partly came back, a larger allotment, and a conference.
pub async fn of_2024(tx: &mut Connection) -> Result<(), Problem> {
    create(tx, "2024-01-10T01:00:00Z", (OF_2024, 2024, 200_000_000)).await?;
    let entries = [
        ("2024-02-05T02:00:00Z", FundEntryKind::Payment, Some(REVOKED), 1_080_000, "Phiếu chi số 12 (mẫu)"),
        ("2024-05-20T02:00:00Z", FundEntryKind::Recovery, Some(REVOKED), 500_000, "Phiếu thu số 03 (mẫu)"),
        ("2024-06-03T02:00:00Z", FundEntryKind::AllotmentChange, None, 10_000_000, "Bổ sung dự toán (mẫu)"),
        ("2024-06-10T02:00:00Z", FundEntryKind::OrganisingCost, None, 6_500_000, "Chi hội nghị sơ kết (mẫu)"),
    ];
    for ((at, kind, award, amount, note), last) in entries.into_iter().zip(FIRST_ENTRY..) {
        let office = ChangeContext { ids: Ids::counting(id(last)), ..on(at, OFFICE)? };
        let new = NewFundEntry {
            kind,
            award_id: award.map(id),
            decision_id: None,
            amount,
            entered_on: None,
            document_id: None,
            note: Some(note.to_owned()),
        };
        let fund = store::lock_exclusive(tx, id(OF_2024)).await?;
        record_in(tx, &office, &fund, &new).await?;
    }
    Ok(())
}

/// This year's, which has not enough for what is being drafted.
pub async fn of_2026(tx: &mut Connection) -> Result<(), Problem> {
    create(tx, "2026-11-20T03:00:00Z", (OF_2026, 2026, 1_575_000)).await
}
