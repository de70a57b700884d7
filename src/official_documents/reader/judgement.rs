//! What a document is held for, and why.

use serde::Serialize;

/// What the reader holds a document for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Verdict {
    /// It launches a campaign.
    Launch,
    /// It may launch one; an officer has to look.
    Uncertain,
    /// It is something else.
    Other,
}

/// What a document that is no launch was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentClass {
    /// A report of a newspaper or a website.
    News,
    /// A report on what was done, or the plan of a review.
    Report,
    /// A decision or a list that commends.
    AwardDecision,
    /// A contest (cuộc thi, hội thi), which is no emulation campaign.
    Contest,
    /// Rules: quy chế, quy định.
    Rules,
    /// An invitation, or a ceremony or a conference.
    Event,
    /// Councils, boards and offices: thành lập, kiện toàn, bổ nhiệm.
    Offices,
    /// A document of another type.
    OtherType,
    /// A document about something else.
    OtherSubject,
}

/// Why a verdict was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Reason {
    /// The title opens a campaign.
    TitleLaunches,
    /// A sentence launches, and says who does.
    SentenceLaunches,
    /// A sentence launches; who does it does not say.
    LaunchWithoutSubject,
    /// The text speaks of emulation, and no sentence launches it.
    EmulationOnlyNamed,
    /// There is no letterhead: no type, no number, no national title.
    NoLetterhead,
    /// The type of the document launches nothing.
    TypeLaunchesNothing,
    /// The title is about something else.
    TitleIsAboutSomethingElse,
    /// Words of a report by the press.
    WordsOfThePress,
    /// Nothing speaks of emulation.
    NothingAboutEmulation,
}

/// A reason and its words; without words where it is that none are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct GivenReason {
    /// The reason.
    pub reason: Reason,
    /// The printed words.
    pub words: Option<String>,
    /// The line of the input on which they begin, from 1.
    pub line: Option<usize>,
}

/// A verdict with its reasons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// What it was taken for, where it is something else.
    pub taken_for: Option<DocumentClass>,
    /// Why, the weightiest first.
    pub reasons: Vec<GivenReason>,
}
