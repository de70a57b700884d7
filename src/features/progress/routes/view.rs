//! Progress as the API shows it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::features::campaigns::rules::CampaignReference;
use crate::features::campaigns::rules::contents::{CampaignContent, Contents, Parents};
use crate::features::progress::rules::{
    ElapsedShare, Share, Thresholds, Verdict, per_cent, plain, roll_up, verdict,
};
use crate::features::progress::store::{Figures, UnitRow};
use crate::http::Locale;
use crate::operations::references::UnitReference;

/// The progress of a unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UnitProgress {
    /// The unit.
    pub(super) unit: UnitReference,
    /// Whether it has a pledge in force.
    #[schema(example = true)]
    pub(super) has_pledge: bool,
    /// From 0 to 1; null without a pledge in force, and where none of its items applies.
    #[schema(required, format = "decimal", example = "0.82")]
    pub(super) progress: Option<String>,
    /// How progress compares with elapsed time.
    #[schema(example = "ON_TRACK")]
    pub(super) verdict: Verdict,
    /// The verdict in words.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Tiến độ 82%, thời gian đã qua 80%: đúng tiến độ."
    )]
    pub(super) reason: String,
    /// The number of its items in force.
    #[schema(format = "count", example = 3)]
    pub(super) item_count: i64,
    /// The number of items in force with an accepted report.
    #[schema(format = "count", example = 3)]
    pub(super) known_count: i64,
}

/// The progress of a content, with everything below it.
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
    /// From 0 to 1; null where no item in force belongs to it.
    #[schema(required, format = "decimal", example = "0.64")]
    pub(super) progress: Option<String>,
    /// The total weight of the items that belong to it.
    #[schema(format = "decimal", example = "21")]
    pub(super) weight: String,
}

/// The progress of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CampaignProgress {
    /// The campaign.
    pub(super) campaign: CampaignReference,
    /// The day through which progress is computed.
    #[schema(example = "2023-12-14")]
    pub(super) through_on: NaiveDate,
    /// The mean of all participants, from 0 to 1, where a unit without a pledge in force counts as 0; null without
    /// participants.
    #[schema(required, format = "decimal", example = "0.61")]
    pub(super) progress: Option<String>,
    /// The mean of the participants with a pledge in force.
    #[schema(required, format = "decimal", example = "0.67")]
    pub(super) of_pledged: Option<String>,
    /// The share of the campaign's days that has elapsed.
    #[schema(format = "decimal", example = "0.95")]
    pub(super) elapsed: String,
    /// How progress compares with elapsed time.
    #[schema(example = "AT_RISK")]
    pub(super) verdict: Verdict,
    /// The verdict in words.
    #[schema(
        max_length = 500,
        format = "text",
        example = "Tiến độ 61%, thời gian đã qua 80%: chậm 19 điểm phần trăm."
    )]
    pub(super) reason: String,
    /// The number of units that take part.
    #[schema(format = "count", example = 21)]
    pub(super) participant_count: i64,
    /// The number of participants with a pledge in force.
    #[schema(format = "count", example = 19)]
    pub(super) pledged_count: i64,
    /// The number of their items in force.
    #[schema(format = "count", example = 57)]
    pub(super) item_count: i64,
    /// The number of items in force with an accepted report.
    #[schema(format = "count", example = 51)]
    pub(super) known_count: i64,
    /// By unit, where the request asks for it; units without a pledge are listed, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<UnitProgress>>, nullable = false, max_items = 200)]
    pub(super) units: Option<Vec<Box<RawValue>>>,
    /// By content, where the request asks for it, in the order of reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_items = 1000)]
    pub(super) contents: Option<Vec<ContentProgress>>,
    /// Where the next page of units begins; null on the last one.
    #[schema(required, max_length = 4096, pattern = "^[A-Za-z0-9_-]+$", example = json!(null))]
    pub(super) next_cursor: Option<String>,
    /// How many entries the whole list has, where the caller asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = "count", example = 20)]
    pub(super) total: Option<i64>,
}

/// What a verdict depends on: elapsed time, the thresholds, and the language of the reason.
pub(super) struct Judge {
    /// The share of time that has elapsed.
    pub(super) elapsed: ElapsedShare,
    /// The thresholds of verdicts.
    pub(super) thresholds: Thresholds,
    /// The language of the reason.
    pub(super) locale: Locale,
}

impl Judge {
    /// The verdict and its reason; without any accepted report it is `NO_DATA`.
    fn verdict_on(&self, progress: Option<Decimal>, known: i64) -> (Verdict, String) {
        let verdict = verdict(progress.filter(|_| known > 0), self.elapsed, &self.thresholds);
        (verdict, reason(progress.filter(|_| known > 0), known, self.elapsed, self.locale))
    }
}

impl CampaignProgress {
    /// The figures of the whole campaign.
    pub(super) fn new(
        campaign: CampaignReference,
        through_on: NaiveDate,
        figures: &Figures,
        judge: &Judge,
    ) -> Self {
        let progress = figures.progress();
        let (verdict, reason) = judge.verdict_on(progress, figures.sums.known_count);
        Self {
            campaign,
            through_on,
            progress: progress.map(plain),
            of_pledged: figures.of_pledged().map(plain),
            elapsed: plain(figures.elapsed.0),
            verdict,
            reason,
            participant_count: figures.participants,
            pledged_count: figures.pledged(),
            item_count: figures.sums.item_count,
            known_count: figures.sums.known_count,
            units: None,
            contents: None,
            next_cursor: None,
            total: None,
        }
    }
}

impl UnitProgress {
    /// The figures of one unit.
    pub(super) fn new(row: &UnitRow, unit: UnitReference, judge: &Judge) -> Self {
        let known_count = i64::from(row.known_count.unwrap_or_default());
        let (verdict, reason) = judge.verdict_on(row.progress, known_count);
        Self {
            unit,
            has_pledge: row.through_on.is_some(),
            progress: row.progress.map(plain),
            verdict,
            reason,
            item_count: i64::from(row.item_count.unwrap_or_default()),
            known_count,
        }
    }
}

impl ContentProgress {
    /// The figures of every content, in the order of reading.
    pub(super) fn all((contents, parents): &(Contents, Parents), own: &BTreeMap<Uuid, Share>) -> Vec<Self> {
        let whole = roll_up(parents, own);
        let row = |content: &CampaignContent| {
            let share = whole.get(&content.id).copied().unwrap_or_default();
            Self {
                content_id: content.id,
                ordinal: content.ordinal.clone(),
                title: content.title.clone(),
                progress: share.progress().map(plain),
                weight: plain(share.weight),
            }
        };
        contents.in_order().into_iter().map(row).collect()
    }
}

/// The verdict in words.
fn reason(progress: Option<Decimal>, known: i64, elapsed: ElapsedShare, locale: Locale) -> String {
    let Some(progress) = progress else {
        return match (locale, known) {
            (Locale::Vietnamese, 0) => "Chưa có báo cáo nào được chấp nhận.".to_owned(),
            (Locale::English, 0) => "No report was accepted yet.".to_owned(),
            (Locale::Vietnamese, _) => "Mọi chỉ tiêu đã được báo cáo là không áp dụng.".to_owned(),
            (Locale::English, _) => "Every item was reported as not applicable.".to_owned(),
        };
    };
    let (done, over) = (per_cent(progress), per_cent(elapsed.0));
    // The difference of what is said, so that the three numbers agree.
    let gap = done - over;
    match (locale, gap) {
        (Locale::Vietnamese, gap) => {
            let comparison = match gap {
                0 => "đúng bằng thời gian".to_owned(),
                gap if gap > 0 => format!("nhanh hơn {gap} điểm phần trăm"),
                gap => format!("chậm hơn {} điểm phần trăm", -gap),
            };
            format!("Tiến độ {done}%, thời gian đã qua {over}%: {comparison}.")
        }
        (Locale::English, gap) => {
            let comparison = match gap {
                0 => "level with time".to_owned(),
                gap if gap > 0 => format!("{gap} points ahead"),
                gap => format!("{} points behind", -gap),
            };
            format!("Progress {done}%, time elapsed {over}%: {comparison}.")
        }
    }
}
