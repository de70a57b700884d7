//! The language of award rules: what a rule asks of somebody, as JSON.
//!
//! A condition is an object whose `kind` says what it asks. It is read by whoever checks a nomination; what the law says
//! is data, never code.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::super::words::{CommendationKind, InitiativeKind, InitiativeLevel, TaskLevel};
use crate::text_enum;

text_enum! {
    /// The year in which a chain of titles has to end, seen from the year that is judged.
    pub enum TitleChainEnd {
        /// In the same year.
        SameYear = "SAME_YEAR",
        /// In the year before.
        YearBefore = "YEAR_BEFORE",
        /// In either of them.
        Either = "EITHER",
    }
}

text_enum! {
    /// Whether an initiative that has served an award counts once more.
    pub enum EarlierUse {
        /// It counts, whatever it has served.
        Any = "ANY",
        /// It counts when it has served nothing yet.
        Unused = "UNUSED",
        /// It counts when it has served nothing but the named awards.
        UnusedExcept = "UNUSED_EXCEPT",
    }
}

text_enum! {
    /// Who organises a cluster or bloc (cụm, khối thi đua).
    pub enum ClusterOrganiser {
        /// The central council.
        Central = "CENTRAL_COUNCIL",
        /// A ministry.
        Ministry = "MINISTRY",
        /// The province.
        Province = "PROVINCE",
        /// Somebody else.
        Other = "OTHER",
    }
}

text_enum! {
    /// The level of who launched a campaign.
    pub enum LauncherLevel {
        /// The Prime Minister or the central council.
        National = "NATIONAL",
        /// A ministry, sector or mass organisation.
        Ministry = "MINISTRY",
        /// The province.
        Province = "PROVINCE",
        /// An agency, a unit or a commune.
        Base = "BASE",
    }
}

text_enum! {
    /// From which of several awards of one code the years are counted.
    pub enum CountedAward {
        /// From the last one.
        Last = "LAST",
        /// From any of them.
        Any = "ANY",
    }
}

/// What the share of a quota is taken of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub enum QuotaBase {
    /// Those who hold an award of the same year.
    #[schema(example = json!({"kind": "HOLDERS", "award": "LD_TIEN_TIEN"}))]
    #[serde(rename_all = "camelCase")]
    Holders {
        /// The award's code.
        #[schema(value_type = String, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "LD_TIEN_TIEN")]
        award: AwardCode,
    },
    /// Those who are rated at least so in the same year.
    #[schema(example = json!({"kind": "RATED", "level": "GOOD"}))]
    #[serde(rename_all = "camelCase")]
    Rated {
        /// The lowest level that counts.
        #[schema(example = "GOOD")]
        level: TaskLevel,
    },
    /// The acclaimed leaders of clusters and blocs of the same year.
    #[schema(example = json!({"kind": "CLUSTER_LEADERS", "organisedBy": ["PROVINCE", "MINISTRY"]}))]
    #[serde(rename_all = "camelCase")]
    ClusterLeaders {
        /// Who organises the cluster.
        #[schema(min_items = 1, max_items = 4, example = json!(["PROVINCE", "MINISTRY"]))]
        organised_by: Vec<ClusterOrganiser>,
    },
    /// All members.
    #[schema(example = json!({"kind": "MEMBERS"}))]
    Members {},
}

/// What a rule asks; `kind` says which.
///
/// Conditions nest in `ANY_OF`, `ALL_OF` and `SINCE_AWARD`: at most 4 levels, and at most 50 conditions in all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "SCREAMING_SNAKE_CASE", deny_unknown_fields)]
pub enum Condition {
    /// Holds one of these awards of the same year.
    #[schema(example = json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN"]}))]
    #[serde(rename_all = "camelCase")]
    TitleSameYear {
        /// The codes of the awards.
        #[schema(min_items = 1, max_items = 20, example = json!(["LD_TIEN_TIEN"]), inline)]
        awards: Vec<AwardCode>,
    },
    /// Holds an award of so many years in a row, by achievement year; a year without it breaks the chain.
    #[schema(example = json!({"kind": "CONSECUTIVE_TITLES", "award": "CSTD_CO_SO", "times": 3, "endsIn": "SAME_YEAR"}))]
    #[serde(rename_all = "camelCase")]
    ConsecutiveTitles {
        /// The award's code.
        #[schema(value_type = String, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
        award: AwardCode,
        /// How many years.
        #[schema(minimum = 1, maximum = 30, example = 3)]
        times: u8,
        /// The year in which the chain ends.
        #[schema(example = "SAME_YEAR")]
        ends_in: TitleChainEnd,
    },
    /// Holds an award so many times within the last years, the year that is judged included.
    #[schema(example = json!({"kind": "TITLES_WITHIN", "award": "CSTD_CO_SO", "times": 3, "years": 5}))]
    #[serde(rename_all = "camelCase")]
    TitlesWithin {
        /// The award's code.
        #[schema(value_type = String, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CSTD_CO_SO")]
        award: AwardCode,
        /// How many times.
        #[schema(minimum = 1, maximum = 30, example = 3)]
        times: u8,
        /// Within how many years.
        #[schema(minimum = 1, maximum = 30, example = 5)]
        years: u8,
    },
    /// Is rated at least so, in each of so many years that end with the year that is judged.
    #[schema(example = json!({"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 2}))]
    #[serde(rename_all = "camelCase")]
    TaskRating {
        /// The lowest level that counts.
        #[schema(example = "EXCELLENT")]
        at_least: TaskLevel,
        /// How many years in a row.
        #[schema(minimum = 1, maximum = 30, example = 2)]
        years: u8,
    },
    /// Has so many recognised initiatives, research works or merits in combat within the last years.
    #[schema(example = json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["INITIATIVE", "RESEARCH"], "times": 2,
        "years": 2, "use": "UNUSED", "exceptAwards": []}))]
    #[serde(rename_all = "camelCase")]
    Initiatives {
        /// The lowest level that counts.
        #[schema(example = "BASE")]
        level: InitiativeLevel,
        /// The kinds that count.
        #[schema(min_items = 1, max_items = 3, example = json!(["INITIATIVE", "RESEARCH"]))]
        kinds: Vec<InitiativeKind>,
        /// How many.
        #[schema(minimum = 1, maximum = 30, example = 2)]
        times: u8,
        /// Within how many years, the year that is judged included.
        #[schema(minimum = 1, maximum = 30, example = 2)]
        years: u8,
        /// Whether one that has served an award counts once more.
        #[serde(rename = "use")]
        #[schema(example = "UNUSED")]
        use_: EarlierUse,
        /// For `UNUSED_EXCEPT`: the codes of the awards it may have served.
        #[serde(default)]
        #[schema(max_items = 20, example = json!([]), inline)]
        except_awards: Vec<AwardCode>,
    },
    /// Of a collective: at least this share of the members holds one of these awards of the same year.
    #[schema(example = json!({"kind": "SHARE_OF_MEMBERS_WITH_TITLE", "awards": ["LD_TIEN_TIEN"], "share": "0.7"}))]
    #[serde(rename_all = "camelCase")]
    ShareOfMembersWithTitle {
        /// The codes of the awards.
        #[schema(min_items = 1, max_items = 20, example = json!(["LD_TIEN_TIEN"]), inline)]
        awards: Vec<AwardCode>,
        /// The share, from 0 to 1.
        #[schema(value_type = String, format = "decimal", example = "0.7")]
        share: Decimal,
    },
    /// Of a collective: every member is rated at least so in the same year.
    #[schema(example = json!({"kind": "EVERY_MEMBER_RATED", "atLeast": "COMPLETED"}))]
    #[serde(rename_all = "camelCase")]
    EveryMemberRated {
        /// The lowest level that counts.
        #[schema(example = "COMPLETED")]
        at_least: TaskLevel,
    },
    /// Of a collective: at least so many members hold one of these awards of the same year.
    #[schema(example = json!({"kind": "MEMBER_WITH_TITLE", "awards": ["CSTD_CO_SO"], "times": 1}))]
    #[serde(rename_all = "camelCase")]
    MemberWithTitle {
        /// The codes of the awards.
        #[schema(min_items = 1, max_items = 20, example = json!(["CSTD_CO_SO"]), inline)]
        awards: Vec<AwardCode>,
        /// How many members.
        #[schema(minimum = 1, maximum = 1000, example = 1)]
        times: u16,
    },
    /// No discipline, investigation, inspection, complaint or verification is open on the day of receipt.
    #[schema(example = json!({"kind": "NO_HOLD"}))]
    NoHold {},
    /// Achievements count from the day on which a discipline is fully served.
    #[schema(example = json!({"kind": "AFTER_DISCIPLINE"}))]
    AfterDiscipline {},
    /// At most this share may be proposed; judged over a list, never for one alone.
    #[schema(example = json!({"kind": "QUOTA", "share": "0.2",
        "of": {"kind": "CLUSTER_LEADERS", "organisedBy": ["PROVINCE", "MINISTRY"]}}))]
    #[serde(rename_all = "camelCase")]
    Quota {
        /// The share, from 0 to 1.
        #[schema(value_type = String, format = "decimal", example = "0.2")]
        share: Decimal,
        /// What it is taken of.
        of: QuotaBase,
    },
    /// Was acclaimed leader of a cluster or bloc of the same year.
    #[schema(example = json!({"kind": "CLUSTER_LEADER", "organisedBy": ["PROVINCE", "MINISTRY"]}))]
    #[serde(rename_all = "camelCase")]
    ClusterLeader {
        /// Who organises the cluster.
        #[schema(min_items = 1, max_items = 4, example = json!(["PROVINCE", "MINISTRY"]))]
        organised_by: Vec<ClusterOrganiser>,
    },
    /// The campaign runs at least so many years.
    #[schema(example = json!({"kind": "CAMPAIGN_YEARS", "atLeast": 5}))]
    #[serde(rename_all = "camelCase")]
    CampaignYears {
        /// How many years.
        #[schema(minimum = 1, maximum = 30, example = 5)]
        at_least: u8,
    },
    /// Was chosen in a review of the campaign.
    #[schema(example = json!({"kind": "CHOSEN_IN_REVIEW"}))]
    ChosenInReview {},
    /// Has fulfilled its pledge in the campaign at least so far.
    #[schema(example = json!({"kind": "PLEDGE_FULFILLED", "atLeast": "0.9"}))]
    #[serde(rename_all = "camelCase")]
    PledgeFulfilled {
        /// The share, from 0 to 1.
        #[schema(value_type = String, format = "decimal", example = "0.9")]
        at_least: Decimal,
    },
    /// The campaign was launched at one of these levels.
    #[schema(example = json!({"kind": "LAUNCHER_LEVEL", "oneOf": ["NATIONAL"]}))]
    #[serde(rename_all = "camelCase")]
    LauncherLevel {
        /// The levels.
        #[schema(min_items = 1, max_items = 4, example = json!(["NATIONAL"]))]
        one_of: Vec<LauncherLevel>,
    },
    /// Holds an award, of whatever year.
    #[schema(example = json!({"kind": "HOLDS_AWARD", "award": "BANG_KHEN_TINH"}))]
    #[serde(rename_all = "camelCase")]
    HoldsAward {
        /// The award's code.
        #[schema(value_type = String, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "BANG_KHEN_TINH")]
        award: AwardCode,
    },
    /// Holds an award, and meets these conditions by the years after its achievement year alone.
    #[schema(example = json!({"kind": "SINCE_AWARD", "award": "BANG_KHEN_TINH", "from": "LAST",
        "then": [{"kind": "TASK_RATING", "atLeast": "GOOD", "years": 5}]}))]
    #[serde(rename_all = "camelCase")]
    SinceAward {
        /// The award's code.
        #[schema(value_type = String, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "BANG_KHEN_TINH")]
        award: AwardCode,
        /// From which of several the years are counted.
        #[schema(example = "LAST")]
        from: CountedAward,
        /// What has to be met since then; all of it.
        #[schema(no_recursion, min_items = 1, max_items = 20,
            example = json!([{"kind": "TASK_RATING", "atLeast": "GOOD", "years": 5}]))]
        then: Vec<Condition>,
    },
    /// Has not been commended for this achievement already.
    #[schema(example = json!({"kind": "NOT_ALREADY_COMMENDED"}))]
    NotAlreadyCommended {},
    /// Awards of these commendation kinds are no ground for an award by merit.
    #[schema(example = json!({"kind": "COMMENDATION_KIND_EXCLUDED", "kinds": ["AD_HOC", "CAMPAIGN"]}))]
    #[serde(rename_all = "camelCase")]
    CommendationKindExcluded {
        /// The kinds that do not count.
        #[schema(min_items = 1, max_items = 7, example = json!(["AD_HOC", "CAMPAIGN"]))]
        kinds: Vec<CommendationKind>,
    },
    /// The office has confirmed a statement about it.
    #[schema(example = json!({"kind": "CONFIRMED_STATEMENT", "statement": "CLEAN_AND_UNITED",
        "text": "Nội bộ đoàn kết, gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước"}))]
    #[serde(rename_all = "camelCase")]
    ConfirmedStatement {
        /// The statement's code.
        #[schema(value_type = String, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "CLEAN_AND_UNITED")]
        statement: AwardCode,
        /// What is stated.
        #[schema(
            max_length = 500,
            format = "line",
            example = "Nội bộ đoàn kết, gương mẫu chấp hành chủ trương của Đảng, pháp luật của Nhà nước"
        )]
        text: String,
    },
    /// Of a collective: at least this share of the members is women.
    #[schema(example = json!({"kind": "WOMEN_SHARE", "atLeast": "0.7"}))]
    #[serde(rename_all = "camelCase")]
    WomenShare {
        /// The share, from 0 to 1.
        #[schema(value_type = String, format = "decimal", example = "0.7")]
        at_least: Decimal,
    },
    /// At least one of these holds.
    #[schema(example = json!({"kind": "ANY_OF", "conditions": [{"kind": "TASK_RATING", "atLeast": "EXCELLENT", "years": 1},
        {"kind": "CHOSEN_IN_REVIEW"}]}))]
    #[serde(rename_all = "camelCase")]
    AnyOf {
        /// The conditions.
        #[schema(no_recursion, min_items = 1, max_items = 20, example = json!([{"kind": "CHOSEN_IN_REVIEW"}]))]
        conditions: Vec<Condition>,
    },
    /// All of these hold.
    #[schema(example = json!({"kind": "ALL_OF", "conditions": [{"kind": "NO_HOLD"}, {"kind": "CHOSEN_IN_REVIEW"}]}))]
    #[serde(rename_all = "camelCase")]
    AllOf {
        /// The conditions.
        #[schema(no_recursion, min_items = 1, max_items = 20, example = json!([{"kind": "NO_HOLD"}]))]
        conditions: Vec<Condition>,
    },
}

/// The code of an award or of a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "LD_TIEN_TIEN")]
pub struct AwardCode(pub String);

impl AwardCode {
    /// A code by its text.
    pub fn new(code: impl Into<String>) -> Self {
        Self(code.into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for AwardCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Condition {
    /// The conditions directly below this one, and the name of the member they stand in.
    #[must_use]
    pub fn below(&self) -> Option<(&'static str, &[Self])> {
        match self {
            Self::AnyOf { conditions } | Self::AllOf { conditions } => Some(("conditions", conditions)),
            Self::SinceAward { then, .. } => Some(("then", then)),
            _ => None,
        }
    }

    /// Whether it only stands in the way of some, bounds how many, or says which facts count: whoever meets it has not
    /// earned an award by that.
    #[must_use]
    pub fn is_only_a_bar(&self) -> bool {
        match self {
            Self::NoHold {}
            | Self::AfterDiscipline {}
            | Self::NotAlreadyCommended {}
            | Self::CommendationKindExcluded { .. }
            | Self::Quota { .. } => true,
            Self::AllOf { conditions } | Self::AnyOf { conditions } => {
                conditions.iter().all(Self::is_only_a_bar)
            }
            _ => false,
        }
    }
}
