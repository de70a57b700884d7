//! What progress looks like from outside.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::http::Locale;
use crate::progress::rules::{Elapsed, Verdict, per_cent};

/// How far a unit is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitProgress {
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub(super) unit_id: Uuid,
    /// Its code.
    #[schema(max_length = 35, format = "text", example = "SNV-VP")]
    pub(super) code: String,
    /// Its name today.
    #[schema(max_length = 200, format = "text", example = "Văn phòng Sở")]
    pub(super) name: String,
    /// Whether a pledge of it is in force.
    #[schema(example = true)]
    pub(super) has_pledge: bool,
    /// From 0 to 1; null without a pledge in force, and where nothing in it applies.
    #[schema(required, format = "decimal", example = "0.82")]
    pub(super) progress: Option<String>,
    /// What it means beside the time that is over.
    #[schema(example = "ON_TRACK")]
    pub(super) verdict: Verdict,
    /// The verdict in words.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Tiến độ 82%, thời gian đã qua 80%: đúng tiến độ."
    )]
    pub(super) reason: String,
    /// How many items it has in force.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 3)]
    pub(super) item_count: i64,
    /// Of how many of them a report was accepted.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 3)]
    pub(super) known_count: i64,
}

/// How far a content is, with everything under it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContentProgress {
    /// The content.
    #[schema(example = "01980000-0000-7000-8000-000000000303")]
    pub(super) content_id: Uuid,
    /// Its printed number.
    #[schema(max_length = 50, format = "text", example = "II.2.1")]
    pub(super) ordinal: String,
    /// Its heading.
    #[schema(required, max_length = 2000, format = "text", example = "Công tác tổ chức bộ máy")]
    pub(super) title: Option<String>,
    /// From 0 to 1; null where no pledge in force answers it.
    #[schema(required, format = "decimal", example = "0.64")]
    pub(super) progress: Option<String>,
    /// The weights of all items that answer it, together.
    #[schema(format = "decimal", example = "21")]
    pub(super) weight: String,
}

/// How far a campaign is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignProgress {
    /// The campaign.
    #[schema(example = "01980000-0000-7000-8000-000000000300")]
    pub(super) campaign_id: Uuid,
    /// The day through which it is told.
    #[schema(format = Date, max_length = 10, example = "2023-12-14")]
    pub(super) through_on: NaiveDate,
    /// The mean of all participants, one without a pledge in force counting 0; null where nobody takes part.
    #[schema(required, format = "decimal", example = "0.61")]
    pub(super) progress: Option<String>,
    /// The mean of those with a pledge in force.
    #[schema(required, format = "decimal", example = "0.67")]
    pub(super) of_pledged: Option<String>,
    /// The share of the campaign's days that is over.
    #[schema(format = "decimal", example = "0.95")]
    pub(super) elapsed: String,
    /// What progress means beside the time that is over.
    #[schema(example = "AT_RISK")]
    pub(super) verdict: Verdict,
    /// The verdict in words.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Tiến độ 61%, thời gian đã qua 80%: chậm 19 điểm phần trăm."
    )]
    pub(super) reason: String,
    /// How many units take part.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 21)]
    pub(super) participant_count: i64,
    /// How many of them have a pledge in force.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 19)]
    pub(super) pledged_count: i64,
    /// How many items they have in force.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 57)]
    pub(super) item_count: i64,
    /// Of how many of them a report was accepted.
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_i64, example = 51)]
    pub(super) known_count: i64,
    /// By unit, where that is asked for; those without a pledge are listed, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 200)]
    pub(super) units: Option<Vec<UnitProgress>>,
    /// By content, where that is asked for, in the order of reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 1000)]
    pub(super) contents: Option<Vec<ContentProgress>>,
    /// Where the next page of units begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    pub(super) next_cursor: Option<String>,
}

/// An exact decimal without needless zeros.
pub(super) fn told(value: Decimal) -> String {
    value.normalize().to_string()
}

/// The verdict in words.
pub(super) fn reason(
    verdict: Verdict,
    progress: Option<Decimal>,
    elapsed: Elapsed,
    locale: Locale,
) -> String {
    let (Some(progress), false) = (progress, verdict == Verdict::NoData) else {
        return match locale {
            Locale::Vietnamese => "Chưa có báo cáo nào được chấp nhận.".to_owned(),
            Locale::English => "No report was accepted yet.".to_owned(),
        };
    };
    let (done, over) = (per_cent(progress), per_cent(elapsed.0));
    let gap = per_cent(progress - elapsed.0);
    match (locale, gap) {
        (Locale::Vietnamese, gap) => {
            let told = match gap {
                0 => "đúng bằng thời gian".to_owned(),
                gap if gap > 0 => format!("nhanh hơn {gap} điểm phần trăm"),
                gap => format!("chậm hơn {} điểm phần trăm", -gap),
            };
            format!("Tiến độ {done}%, thời gian đã qua {over}%: {told}.")
        }
        (Locale::English, gap) => {
            let told = match gap {
                0 => "level with time".to_owned(),
                gap if gap > 0 => format!("{gap} points ahead"),
                gap => format!("{} points behind", -gap),
            };
            format!("Progress {done}%, time elapsed {over}%: {told}.")
        }
    }
}
