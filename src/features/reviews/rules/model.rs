//! What a review says: figures, words and letterhead.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::features::progress::rules::Verdict;
use crate::text_enum;

/// How many of the best and of the weakest units are named.
pub const MOST_NAMED: usize = 5;
/// How many items that were done more than fully are named.
pub const MOST_OVERFULFILLED: i64 = 10;

text_enum! {
    /// Which review it is.
    pub enum ReviewKind {
        /// On the way (sơ kết).
        Interim = "INTERIM",
        /// At the end (tổng kết).
        Final = "FINAL",
    }
}

/// A unit and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitFigure {
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    pub code: String,
    /// Its name on the day of the review.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    pub name: String,
    /// How far it is, from 0 to 1.
    #[schema(value_type = String, format = "decimal", example = "0.91")]
    pub progress: Decimal,
}

/// A content and how far it is, with everything under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentFigure {
    /// Its printed number.
    #[schema(max_length = 50, format = "text", example = "II.2.1")]
    pub ordinal: String,
    /// Its heading.
    #[schema(required, max_length = 2000, format = "text", example = "Công tác tổ chức bộ máy")]
    pub title: Option<String>,
    /// How far it is, from 0 to 1.
    #[schema(value_type = String, format = "decimal", example = "0.64")]
    pub progress: Decimal,
    /// The unit with the most progress; null where none is given.
    #[schema(required)]
    pub best: Option<UnitFigure>,
    /// The unit with the least progress, where there are several.
    #[schema(required)]
    pub weakest: Option<UnitFigure>,
}

/// An item that was done more than fully.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OverfulfilledItem {
    /// The unit's code.
    #[schema(max_length = 35, format = "text", example = "SNV-TDKT")]
    pub unit_code: String,
    /// The words of the item.
    #[schema(max_length = 5000, format = "text", example = "Tổ chức 24 cuộc kiểm tra, tự kiểm tra (mẫu)")]
    pub text: String,
    /// (value − baseline) ÷ (target − baseline): above 1.
    #[schema(value_type = String, format = "decimal", example = "1.833333")]
    pub fulfilment: Decimal,
}

/// What is known of a campaign through a day. Figures never change by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReviewFigures {
    /// The day of the launch.
    #[schema(required, example = "2023-02-01")]
    pub launched_on: Option<NaiveDate>,
    /// How many units take part.
    #[schema(format = "count", example = 20)]
    pub participant_count: i64,
    /// How many of them have a pledge in force.
    #[schema(format = "count", example = 19)]
    pub pledged_count: i64,
    /// How many of these were sent after the day of registration.
    #[schema(format = "count", example = 1)]
    pub late_pledge_count: i64,
    /// How many of them have none, though one is still expected of them; null where that was not counted when the figures
    /// were read.
    #[serde(default)]
    #[schema(required, format = "count", example = 1)]
    pub without_pledge_count: Option<i64>,
    /// The codes of these, at most a hundred.
    #[schema(max_items = 100, example = json!(["PNV-VQ"]))]
    pub without_pledge: Vec<UnitCode>,
    /// How many items are in force.
    #[schema(format = "count", example = 57)]
    pub item_count: i64,
    /// How many reports were expected in the periods that end by then.
    #[schema(format = "count", example = 220)]
    pub expected_reports: i64,
    /// How many came.
    #[schema(format = "count", example = 200)]
    pub received_reports: i64,
    /// How many are missing though their last day, or that of an exception from the lock, is over; null where that was not
    /// counted when the figures were read.
    #[serde(default)]
    #[schema(required, format = "count", example = 20)]
    pub overdue_reports: Option<i64>,
    /// How many are missing whose last day, or that of an exception from the lock, is still to come; null where that was not
    /// counted when the figures were read. Those that came, are overdue and are still to come are all that are expected.
    #[serde(default)]
    #[schema(required, format = "count", example = 0)]
    pub pending_reports: Option<i64>,
    /// How many came on time.
    #[schema(format = "count", example = 199)]
    pub reports_on_time: i64,
    /// How many were accepted.
    #[schema(format = "count", example = 199)]
    pub accepted_reports: i64,
    /// How far the campaign is, from 0 to 1; null where nothing is known.
    #[schema(required, value_type = Option<String>, format = "decimal", example = "0.86")]
    pub progress: Option<Decimal>,
    /// How far those with a pledge are.
    #[schema(required, value_type = Option<String>, format = "decimal", example = "0.9")]
    pub of_pledged: Option<Decimal>,
    /// The share of the campaign's days that is over.
    #[schema(value_type = String, format = "decimal", example = "1")]
    pub elapsed: Decimal,
    /// What that means.
    #[schema(example = "AT_RISK")]
    pub verdict: Verdict,
    /// How far each content is that a pledge in force answers, in the order of reading.
    #[schema(max_items = 1000)]
    pub contents: Vec<ContentFigure>,
    /// The units that are furthest.
    #[schema(max_items = 5)]
    pub best_units: Vec<UnitFigure>,
    /// The units that are least far, the least first.
    #[schema(max_items = 5)]
    pub weakest_units: Vec<UnitFigure>,
    /// How many items were done more than fully; null where that was not counted when the figures were read.
    #[serde(default)]
    #[schema(required, format = "count", example = 1)]
    pub overfulfilled_count: Option<i64>,
    /// The first of them, the most first.
    #[schema(max_items = 10)]
    pub overfulfilled: Vec<OverfulfilledItem>,
}

/// The code of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 35, format = "text", example = "PNV-VQ")]
pub struct UnitCode(pub String);

/// The words around the figures. What is null does not appear in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Texts {
    /// The general situation (tình hình chung).
    pub situation: Option<String>,
    /// The results (kết quả).
    pub results: Option<String>,
    /// What falls short (hạn chế).
    pub shortcomings: Option<String>,
    /// Why (nguyên nhân).
    pub causes: Option<String>,
    /// What is to be done (phương hướng, nhiệm vụ).
    pub tasks: Option<String>,
    /// What is proposed (kiến nghị, đề xuất).
    pub proposals: Option<String>,
}

/// The letterhead and the end of the document (Decree 30/2020/NĐ-CP, article 8).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Letterhead {
    /// The body above the issuer.
    pub superior: Option<String>,
    /// The body that issues it.
    pub issuer: String,
    /// The number in the year.
    pub number: Option<String>,
    /// The sign behind the number.
    pub notation: Option<String>,
    /// Where it is issued.
    pub place: String,
    /// What it is about (trích yếu).
    pub subject: String,
    /// On whose behalf it is signed.
    pub signer_authority: Option<String>,
    /// The signer's position.
    pub signer_position: String,
    /// The signer's name.
    pub signer_name: Option<String>,
    /// Who receives it.
    pub recipients: Vec<String>,
}

macro_rules! read_from_json {
    ($($name:ty),+) => {$(
        impl TryFrom<serde_json::Value> for $name {
            type Error = serde_json::Error;

            fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
                serde_json::from_value(value)
            }
        }
    )+};
}

read_from_json!(ReviewFigures, Texts, Letterhead);
