//! What the reader answers: findings with their words, place and confidence, and what is missing.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Serialize;

use super::judgement::Judgement;

/// How far a finding may be trusted without an officer's look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Confidence {
    /// Only hinted at; of a day: the words name a month, a quarter or a year, and the day is inferred.
    Low,
    /// Stated, but not in the place that Decree 30/2020/NĐ-CP gives it, or cut by rule of thumb.
    Medium,
    /// Stated in its proper place or with its proper words.
    High,
}

/// A value with the printed words it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding<T> {
    /// What was read, in NFC.
    pub value: T,
    /// The words as printed, broken lines joined.
    pub quote: String,
    /// The line of the input on which the words begin, from 1.
    pub line: usize,
    /// How far the finding may be trusted.
    pub confidence: Confidence,
}

/// All that a launch document says, and what it does not say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Reading {
    /// Whether this launches a campaign, and why.
    pub judgement: Judgement,
    /// The printed name of the document's type (Decree 30/2020/NĐ-CP, article 7), such as `KẾ HOẠCH`.
    pub kind: Option<Finding<String>>,
    /// The campaign's title: the abstract under the name of the type, without `Về việc`.
    pub title: Option<Finding<String>>,
    /// The body that issues the document.
    pub issuer: Option<Finding<String>>,
    /// The document's own number, sign and date.
    pub document: DocumentIdentity,
    /// Who signs.
    pub signatory: Signatory,
    /// The theme (chủ đề).
    pub theme: Option<Finding<String>>,
    /// The mottoes (phương châm, khẩu hiệu) that are echoed.
    pub mottoes: Vec<Finding<Motto>>,
    /// The period in the document's words, also where these name no day (`năm học 2023-2024`).
    pub period: Option<Finding<String>>,
    /// The first day.
    pub starts_on: Option<Finding<NaiveDate>>,
    /// The last day, included.
    pub ends_on: Option<Finding<NaiveDate>>,
    /// The cited document that launched the campaign above.
    pub parent_reference: Option<Finding<Citation>>,
    /// Every document cited, each once, in the order of citing.
    pub legal_bases: Vec<Finding<Citation>>,
    /// What is competed in.
    pub content_items: Vec<Finding<ContentItem>>,
    /// The numbers that aims outside of the content say are to be reached.
    pub targets: Vec<Finding<Target>>,
    /// When the campaign is looked back on.
    pub reviews: Vec<Finding<Review>>,
    /// How many are to be commended, in the document's words.
    pub award_quotas: Vec<Finding<String>>,
    /// Who is charged with what.
    pub assignments: Vec<Finding<Assignment>>,
    /// Who receives the document, the archive included.
    pub recipients: Vec<Finding<Recipient>>,
    /// What the document does not say.
    pub missing: Vec<Missing>,
}

/// Number, sign and date of the document itself (Decree 30/2020/NĐ-CP, annex I, II.3 and II.4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentIdentity {
    /// The digits before the first separator.
    pub number: Option<Finding<String>>,
    /// The sign without number and year, such as `KH-SNV`.
    pub notation: Option<Finding<String>>,
    /// The day of issue.
    pub issued_on: Option<Finding<NaiveDate>>,
}

/// Who signs (Decree 30/2020/NĐ-CP, annex I, II.7).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Signatory {
    /// The printed name.
    pub name: Option<Finding<String>>,
    /// The printed position, such as `PHÓ GIÁM ĐỐC`.
    pub position: Option<Finding<String>>,
    /// By whose authority, as printed above the position: `TM. ỦY BAN NHÂN DÂN`, `KT. GIÁM ĐỐC`, `T/M BAN THƯỜNG VỤ`.
    pub authority: Option<Finding<String>>,
}

/// A motto and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Motto {
    /// The words within the quotation marks.
    pub text: String,
    /// Whose motto it is, as printed.
    pub attributed_to: Option<String>,
}

/// A cited document: `02/CT-UBND`, `05/BNV-VP`, `62/2020/NĐ-CP`, `06/2022/QH15` or `34-CT/TW`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Citation {
    /// The printed name of the type, such as `Chỉ thị`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The digits before the first separator.
    pub number: Option<String>,
    /// The year within the number of a normative document.
    pub year: Option<i32>,
    /// The sign without number and year.
    pub notation: Option<String>,
    /// Number and sign as printed, without the breaks of lines; without a number, the printed name.
    pub display: String,
    /// The day of issue, where the citation gives it.
    pub issued_on: Option<NaiveDate>,
    /// Who issued it, as printed.
    pub issuer: Option<String>,
    /// What it is about, as printed.
    pub title: Option<String>,
}

/// One printed item of the content with those under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContentItem {
    /// The printed numbering from the top, such as `II.2.10`; a dash is counted: `II.1.-2`.
    pub ordinal: String,
    /// The heading, on its own line or run in.
    pub title: Option<String>,
    /// The words under the heading; paragraphs end with a line feed.
    pub text: Option<String>,
    /// The numbers that it says are to be reached.
    pub targets: Vec<Finding<Target>>,
    /// The items under this one.
    pub children: Vec<Finding<ContentItem>>,
}

/// A number that is to be reached or kept below: `ít nhất 85% người bệnh hài lòng`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// The number: `2.500` is read as 2500, `1,2` as 1.2.
    pub value: Decimal,
    /// What is counted: `%`, `mô hình`, `tỷ đồng`.
    pub unit_of_measure: String,
    /// Which way is better.
    pub direction: Direction,
}

/// Which way a measured value is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Direction {
    /// The more the better.
    Up,
    /// The less the better.
    Down,
}

/// A review of the campaign: sơ kết or tổng kết.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// On the way or at the end.
    pub kind: ReviewKind,
    /// The day, where one is printed.
    pub on: Option<NaiveDate>,
}

/// Whether a review is held on the way or at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReviewKind {
    /// Sơ kết.
    Interim,
    /// Tổng kết.
    Final,
}

/// A task of organising and who is charged with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// Who is charged, as printed; `None` where no one is named first.
    pub assignee: Option<String>,
    /// The whole item; paragraphs end with a line feed.
    pub text: String,
}

/// A line of `Nơi nhận` (Decree 30/2020/NĐ-CP, annex I, II.9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recipient {
    /// The line without its dash and its closing mark.
    pub text: String,
    /// How the document reaches them.
    pub channel: Channel,
}

/// How a recipient is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Channel {
    /// Sent to them; no way is named.
    Direct,
    /// Through VNPT-iOffice.
    Ioffice,
    /// By electronic mail.
    Email,
    /// Published on a website or portal.
    Website,
    /// Kept by the issuer (`Lưu:`).
    Archive,
}

/// Something a launch may say and this document does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Missing {
    /// No title.
    Title,
    /// No issuer.
    Issuer,
    /// No number.
    Number,
    /// No sign.
    Notation,
    /// No day of issue.
    IssuedOn,
    /// No signer's name.
    SignatoryName,
    /// No signer's position.
    SignatoryPosition,
    /// No theme.
    Theme,
    /// No motto.
    Mottoes,
    /// No first day.
    StartsOn,
    /// No last day.
    EndsOn,
    /// No campaign above.
    ParentReference,
    /// No cited document.
    LegalBases,
    /// No content.
    ContentItems,
    /// No assignment.
    Assignments,
    /// No recipient.
    Recipients,
}
