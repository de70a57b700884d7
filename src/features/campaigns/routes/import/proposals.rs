//! What the reader proposes beside the draft: indicators, days of review, quotas of awards.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::official_documents::reader::{ContentItem, Direction, Finding, Reading, Review, Target};
use crate::operations::official_files::wire_name;

/// A number that the document says is to be reached. Those of a content stand in the draft as its indicators.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProposedIndicator {
    /// The words.
    #[schema(max_length = 4_194_304, format = "text", example = "Ít nhất 85% hồ sơ được ký số")]
    text: String,
    /// The number.
    #[schema(value_type = String, format = "decimal", example = "85")]
    value: Decimal,
    /// What is counted.
    #[schema(max_length = 50, format = "line", example = "%")]
    unit_of_measure: String,
    /// `UP` where more is better, else `DOWN`.
    #[schema(max_length = 4, pattern = "^(UP|DOWN)$", example = "UP")]
    direction: String,
    /// The content that says it, by its printed numbering; null where it stands among the aims.
    #[schema(required, max_length = 50, format = "line", example = "II.1")]
    ordinal: Option<String>,
    /// The line on which the words start, from 1.
    #[schema(minimum = 1, maximum = 4_194_304, example = 12)]
    line: usize,
}

/// Every number that the document says is to be reached.
pub fn indicators(reading: &Reading) -> Vec<ProposedIndicator> {
    let mut found = Vec::new();
    add_of_contents(&reading.content_items, &mut found);
    found.extend(reading.targets.iter().map(|target| proposed(target, None)));
    found
}

fn add_of_contents(items: &[Finding<ContentItem>], found: &mut Vec<ProposedIndicator>) {
    for item in items {
        let targets = item.value.targets.iter();
        found.extend(targets.map(|target| proposed(target, Some(item.value.ordinal.clone()))));
        add_of_contents(&item.value.children, found);
    }
}

fn proposed(target: &Finding<Target>, ordinal: Option<String>) -> ProposedIndicator {
    ProposedIndicator {
        text: target.quote.clone(),
        value: target.value.value,
        unit_of_measure: target.value.unit_of_measure.clone(),
        direction: (if target.value.direction == Direction::Up { "UP" } else { "DOWN" }).to_owned(),
        ordinal,
        line: target.line,
    }
}

/// When the campaign is to be looked back on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProposedReview {
    /// `INTERIM` (sơ kết) or `FINAL` (tổng kết).
    #[schema(max_length = 7, pattern = "^(INTERIM|FINAL)$", example = "FINAL")]
    kind: String,
    /// The words.
    #[schema(max_length = 1000, format = "text", example = "tổng kết trước ngày 15/12/2027")]
    text: String,
    /// The day; null where the words name a month or a quarter.
    #[schema(required, example = "2027-12-15")]
    on: Option<NaiveDate>,
}

/// Every review that the document announces.
pub fn reviews(reading: &Reading) -> Vec<ProposedReview> {
    let review = |found: &Finding<Review>| ProposedReview {
        kind: wire_name(&found.value.kind),
        text: found.quote.clone(),
        on: found.value.on,
    };
    reading.reviews.iter().map(review).collect()
}
