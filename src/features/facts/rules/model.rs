//! The kinds of facts, each with what it says.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::text_enum;

text_enum! {
    /// What kind of fact it is.
    pub enum FactKind {
        /// How the tasks of a year were rated.
        TaskRating = "TASK_RATING",
        /// A time in which nothing may be proposed: discipline, investigation and the like.
        Hold = "HOLD",
        /// Something the office must confirm in words.
        Statement = "STATEMENT",
        /// How many members a unit has, and how many of them are women.
        UnitFigures = "UNIT_FIGURES",
    }
}

text_enum! {
    /// How the tasks of a year were rated.
    pub enum TaskRatingLevel {
        /// Hoàn thành xuất sắc nhiệm vụ.
        Excellent = "EXCELLENT",
        /// Hoàn thành tốt nhiệm vụ.
        Good = "GOOD",
        /// Hoàn thành nhiệm vụ.
        Completed = "COMPLETED",
        /// Không hoàn thành nhiệm vụ.
        NotCompleted = "NOT_COMPLETED",
    }
}

text_enum! {
    /// What holds an award or a proposal (Decree 152/2025/NĐ-CP, article 4.4).
    pub enum HoldKind {
        /// Discipline that is considered or served.
        Discipline = "DISCIPLINE",
        /// An investigation.
        Investigation = "INVESTIGATION",
        /// An inspection, audit or check with signs of a breach.
        Inspection = "INSPECTION",
        /// A complaint or a denunciation that is being settled.
        Complaint = "COMPLAINT",
        /// A report of the press that is being verified.
        PressVerification = "PRESS_VERIFICATION",
    }
}

text_enum! {
    /// How a hold ended.
    pub enum HoldOutcome {
        /// Without fault: what was held goes on.
        NoFault = "NO_FAULT",
        /// With discipline, which is fully served when the hold ends: achievements count from the day after.
        Disciplined = "DISCIPLINED",
    }
}

text_enum! {
    /// The kind of a task rating.
    pub enum TaskRatingTag {
        /// A task rating.
        TaskRating = "TASK_RATING",
    }
}

text_enum! {
    /// The kind of a hold.
    pub enum HoldTag {
        /// A hold.
        Hold = "HOLD",
    }
}

text_enum! {
    /// The kind of a statement.
    pub enum StatementTag {
        /// A statement.
        Statement = "STATEMENT",
    }
}

text_enum! {
    /// The kind of figures of a unit.
    pub enum UnitFiguresTag {
        /// Figures of a unit.
        UnitFigures = "UNIT_FIGURES",
    }
}

text_enum! {
    /// What can be confirmed.
    pub enum ConfirmedType {
        /// A fact.
        Fact = "FACT",
        /// An initiative.
        Initiative = "INITIATIVE",
        /// An award.
        Award = "AWARD",
    }
}

/// How the tasks of a year were rated; of a person or a unit, once a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TaskRating {
    /// Says that it is a task rating.
    #[schema(example = "TASK_RATING")]
    pub kind: TaskRatingTag,
    /// The year that was rated.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    pub year: i32,
    /// The level.
    #[schema(example = "EXCELLENT")]
    pub level: TaskRatingLevel,
    /// The score from 0 to 100 with at most two decimals; null where the rating has none.
    #[schema(required, value_type = Option<String>, format = "decimal", example = "92.5")]
    pub score: Option<Decimal>,
    /// The decree by which it was rated.
    #[schema(max_length = 200, format = "line", example = "Nghị định 335/2025/NĐ-CP")]
    pub decree: String,
}

/// A time in which nothing may be proposed for the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Hold {
    /// Says that it is a hold.
    #[schema(example = "HOLD")]
    pub kind: HoldTag,
    /// What holds.
    #[schema(example = "INSPECTION")]
    pub hold_kind: HoldKind,
    /// The first day.
    #[schema(example = "2025-03-01")]
    pub starts_on: NaiveDate,
    /// The last day; null while it lasts.
    #[schema(required, example = "2025-06-30")]
    pub ends_on: Option<NaiveDate>,
    /// How it ended; null while it lasts, and where nobody says.
    #[schema(required, value_type = Option<HoldOutcome>, example = "NO_FAULT")]
    pub outcome: Option<HoldOutcome>,
    /// The paper behind it, in words.
    #[schema(max_length = 500, format = "line", example = "Kết luận thanh tra số 12/KL-TTr (mẫu)")]
    pub reference: String,
}

/// Something the office must confirm in words, such as a contribution with influence in a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FactStatement {
    /// Says that it is a statement.
    #[schema(example = "STATEMENT")]
    pub kind: StatementTag,
    /// What is stated, as rules of awards name it.
    #[schema(max_length = 60, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "INFLUENCE_IN_FIELD")]
    pub code: String,
    /// The year it is about.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    pub year: i32,
    /// The statement.
    #[schema(
        max_length = 2000,
        format = "paragraphs",
        example = "Có đóng góp được ghi nhận trong lĩnh vực (mẫu)"
    )]
    pub text: String,
    /// The campaign it is about, as that its review chose somebody (`CHOSEN_IN_REVIEW`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub campaign_id: Option<Uuid>,
}

/// How many members a unit has, and how many of them are women.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UnitFigures {
    /// Says that these are figures of a unit.
    #[schema(example = "UNIT_FIGURES")]
    pub kind: UnitFiguresTag,
    /// The year.
    #[schema(minimum = 1945, maximum = 2100, example = 2025)]
    pub year: i32,
    /// How many members.
    #[schema(minimum = 0, maximum = 1_000_000, example = 24)]
    pub members: i32,
    /// How many of them are women.
    #[schema(minimum = 0, maximum = 1_000_000, example = 17)]
    pub women: i32,
}

/// What a fact says, by kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(discriminator(property_name = "kind", mapping(
    ("TASK_RATING" = "#/components/schemas/TaskRating"),
    ("HOLD" = "#/components/schemas/Hold"),
    ("STATEMENT" = "#/components/schemas/FactStatement"),
    ("UNIT_FIGURES" = "#/components/schemas/UnitFigures"),
)))]
pub enum FactDetails {
    /// A rating.
    TaskRating(TaskRating),
    /// A hold.
    Hold(Hold),
    /// A statement.
    Statement(FactStatement),
    /// Figures.
    UnitFigures(UnitFigures),
}

impl FactDetails {
    /// Their kind.
    #[must_use]
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::TaskRating(_) => FactKind::TaskRating,
            Self::Hold(_) => FactKind::Hold,
            Self::Statement(_) => FactKind::Statement,
            Self::UnitFigures(_) => FactKind::UnitFigures,
        }
    }

    /// The campaign they are about.
    #[must_use]
    pub const fn campaign_id(&self) -> Option<Uuid> {
        match self {
            Self::Statement(statement) => statement.campaign_id,
            _ => None,
        }
    }

    /// The year that a subject has only one fact of.
    #[must_use]
    pub const fn only_year(&self) -> Option<i32> {
        match self {
            Self::TaskRating(rating) => Some(rating.year),
            Self::UnitFigures(figures) => Some(figures.year),
            Self::Hold(_) | Self::Statement(_) => None,
        }
    }

    /// The same with texts in another form.
    #[must_use]
    pub fn map_texts(self, change: impl Fn(&str) -> String) -> Self {
        match self {
            Self::TaskRating(it) => Self::TaskRating(TaskRating { decree: change(&it.decree), ..it }),
            Self::Hold(it) => Self::Hold(Hold { reference: change(&it.reference), ..it }),
            Self::Statement(it) => Self::Statement(FactStatement { text: change(&it.text), ..it }),
            figures @ Self::UnitFigures(_) => figures,
        }
    }
}
