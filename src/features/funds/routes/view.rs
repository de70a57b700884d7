//! What a fund looks like from outside.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::funds::rules::FundSums;
use crate::features::funds::store::{self, Fund};
use crate::operations::references::UnitReference;

/// A fund in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FundSummary {
    /// The fund's id.
    #[schema(example = "01980000-0000-7000-8000-000000450001")]
    pub id: Uuid,
    /// The unit whose decisions it pays.
    unit: UnitReference,
    /// The year of these decisions.
    #[schema(minimum = 1945, maximum = 2100, example = 2024)]
    year: i32,
    /// What it was given in all, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 210_000_000)]
    allotted: i64,
    /// What its decisions pay, in VND: of an award that was revoked only what was paid before.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 2_160_000)]
    committed: i64,
    /// What was paid, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1_080_000)]
    paid: i64,
    /// What came back after revocations, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 500_000)]
    recovered: i64,
    /// What is left for prizes, in VND: allotted, without the share for organising and what is committed, with what came back.
    #[schema(
        minimum = -9_007_199_254_740_991_i64,
        maximum = 9_007_199_254_740_991_i64,
        example = 166_340_000
    )]
    balance: i64,
    /// How much is missing, in VND; 0 while something is left.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 0)]
    overdrawn_by: i64,
    /// Increases with every change of the fund itself; `If-Match` is compared with it.
    pub version: RowVersion,
}

impl FundSummary {
    fn new(fund: &Fund, unit: UnitReference, sums: FundSums) -> Self {
        Self {
            id: fund.id,
            unit,
            year: fund.year,
            allotted: sums.allotted,
            committed: sums.committed,
            paid: sums.paid,
            recovered: sums.recovered,
            balance: sums.balance(),
            overdrawn_by: sums.overdrawn_by(),
            version: fund.version,
        }
    }

    /// Funds as lists show them; as many statements for many as for one.
    pub(super) async fn list(
        conn: &Connection,
        funds: &[Fund],
        today: NaiveDate,
    ) -> Result<Vec<Self>, db::Error> {
        let ids: Vec<Uuid> = funds.iter().map(|fund| fund.id).collect();
        let sums: HashMap<Uuid, FundSums> = store::list_sums(conn, &ids).await?.into_iter().collect();
        let units = UnitReference::find_all(conn, funds.iter().map(|fund| fund.unit_id), today).await?;
        let of = |fund: &Fund| sums.get(&fund.id).copied().unwrap_or_default();
        Ok(funds.iter().map(|fund| Self::new(fund, units.get(fund.unit_id), of(fund))).collect())
    }
}

/// A fund.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Fund)]
pub struct FundView {
    /// What lists show.
    #[serde(flatten)]
    pub summary: FundSummary,
    /// What is still to be paid, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 1_080_000)]
    due: i64,
    /// What is still to come back after revocations, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 580_000)]
    due_back: i64,
    /// By what it was allotted.
    #[schema(max_length = 500, format = "text", example = "Quyết định giao dự toán năm 2024 (mẫu)")]
    source: String,
    /// The same as a registered document.
    #[schema(required, example = json!(null))]
    document_id: Option<Uuid>,
    /// The share that pays for organising campaigns: launch, review, publicity, inspection, councils.
    #[schema(value_type = String, format = "decimal", example = "0.2")]
    organising_share: Decimal,
    /// Where that share stands.
    #[schema(max_length = 500, format = "text", example = "Điểm a khoản 1 Điều 48 Nghị định 152/2025/NĐ-CP")]
    organising_share_source: String,
    /// What that share comes to, in whole VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 42_000_000)]
    organising_amount: i64,
    /// What organising has cost, in VND.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 6_500_000)]
    organising_paid: i64,
    /// What is left for organising, in VND; below 0 where the fund or its share became smaller than what it has cost.
    #[schema(
        minimum = -9_007_199_254_740_991_i64,
        maximum = 9_007_199_254_740_991_i64,
        example = 35_500_000
    )]
    organising_left: i64,
    /// Who created it.
    #[schema(example = "01980000-0000-7000-8000-000000000002")]
    created_by: Uuid,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

impl FundView {
    /// A fund with what it came to.
    pub(super) async fn of(conn: &Connection, fund: Fund, today: NaiveDate) -> Result<Self, db::Error> {
        let sums = store::find_sums(conn, fund.id).await?;
        let unit = UnitReference::find(conn, fund.unit_id, today).await?;
        Ok(Self {
            summary: FundSummary::new(&fund, unit, sums),
            due: sums.due,
            due_back: sums.due_back,
            organising_amount: sums.organising,
            organising_paid: sums.organising_paid,
            organising_left: sums.organising_left(),
            source: fund.source,
            document_id: fund.document_id,
            organising_share: fund.organising_share.normalize(),
            organising_share_source: fund.organising_share_source,
            created_by: fund.created_by,
            created_at: local(fund.created_at),
            updated_at: local(fund.updated_at),
        })
    }
}
