//! What a unit is: its kind, its life span and what its versions say.

use chrono::NaiveDate;
use uuid::Uuid;

use crate::text_enum;

/// The most levels that the tree of units may have. No level has a meaning of its own, and a province has about six; but
/// every question about who stands below whom costs as much as there are levels.
pub const MOST_LEVELS: usize = 40;

text_enum! {
    /// What kind of body a unit is.
    pub enum UnitKind {
        /// People's Council, People's Committee and the like.
        Authority = "AUTHORITY",
        /// Department of the province (sở, ban, ngành).
        Department = "DEPARTMENT",
        /// Division inside a body (phòng, văn phòng).
        Division = "DIVISION",
        /// Public service unit (đơn vị sự nghiệp công lập).
        ServiceUnit = "SERVICE_UNIT",
        /// Office of a former district (phòng cấp huyện, until 2025-06-30).
        DistrictOffice = "DISTRICT_OFFICE",
        /// Commune (xã).
        Commune = "COMMUNE",
        /// Ward (phường).
        Ward = "WARD",
        /// Special zone (đặc khu).
        SpecialZone = "SPECIAL_ZONE",
        /// School.
        School = "SCHOOL",
        /// Enterprise.
        Enterprise = "ENTERPRISE",
        /// Anything else.
        Other = "OTHER",
    }
}

/// The kinds in the words of the administration, as a table brings them; first those that tables write.
pub const KIND_WORDS: &[(&str, &str)] = &[
    ("Hội đồng nhân dân, Ủy ban nhân dân và tương đương", "AUTHORITY"),
    ("Sở, ban, ngành cấp tỉnh", "DEPARTMENT"),
    ("Phòng, văn phòng thuộc cơ quan", "DIVISION"),
    ("Đơn vị sự nghiệp công lập", "SERVICE_UNIT"),
    ("Phòng cấp huyện cũ", "DISTRICT_OFFICE"),
    ("Xã", "COMMUNE"),
    ("Phường", "WARD"),
    ("Đặc khu", "SPECIAL_ZONE"),
    ("Trường học", "SCHOOL"),
    ("Doanh nghiệp", "ENTERPRISE"),
    ("Loại khác", "OTHER"),
    ("HĐND, UBND", "AUTHORITY"),
    ("UBND", "AUTHORITY"),
    ("Sở", "DEPARTMENT"),
    ("Sở, ban, ngành", "DEPARTMENT"),
    ("Phòng", "DIVISION"),
    ("Văn phòng", "DIVISION"),
    ("Đơn vị sự nghiệp", "SERVICE_UNIT"),
    ("Trường", "SCHOOL"),
    ("Khác", "OTHER"),
];

text_enum! {
    /// Whether a unit exists on a day.
    pub enum UnitStatus {
        /// Its first day is still to come.
        Planned = "PLANNED",
        /// It exists.
        Active = "ACTIVE",
        /// Its last day is over.
        Closed = "CLOSED",
    }
}

/// From when until when a unit exists: `closed_on` is the first day without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Life {
    /// The first day.
    pub opened_on: NaiveDate,
    /// The first day after the last.
    pub closed_on: Option<NaiveDate>,
}

/// Days from `starts_on` until the day before `ends_before`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub starts_on: NaiveDate,
    /// The first day after the last; `None` has no end.
    pub ends_before: Option<NaiveDate>,
}

/// What a version of a unit says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitContent {
    /// The name in composed form.
    pub name: String,
    /// The kind of body.
    pub kind: UnitKind,
    /// The unit above.
    pub parent_id: Option<Uuid>,
    /// The agency code of Decision 20/2020/QĐ-TTg.
    pub agency_code: Option<String>,
    /// The agency code of QCVN 102:2016.
    pub legacy_agency_code: Option<String>,
}

impl Days {
    /// The days from one until the day before another; `None` has no end.
    #[must_use]
    pub const fn new(starts_on: NaiveDate, ends_before: Option<NaiveDate>) -> Self {
        Self { starts_on, ends_before }
    }

    /// Whether the day is one of these.
    #[must_use]
    pub fn contain(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_before.is_none_or(|end| day < end)
    }
}

impl Life {
    /// The days of the life.
    #[must_use]
    pub fn days(&self) -> Days {
        Days { starts_on: self.opened_on, ends_before: self.closed_on }
    }

    /// Whether the unit exists on all these days.
    #[must_use]
    pub fn covers(&self, days: &Days) -> bool {
        let ends_in_time = match (self.closed_on, days.ends_before) {
            (None, _) => true,
            (Some(closed_on), Some(end)) => end <= closed_on,
            (Some(_), None) => false,
        };
        self.opened_on <= days.starts_on && ends_in_time
    }

    /// The status on a day.
    #[must_use]
    pub fn status_on(&self, day: NaiveDate) -> UnitStatus {
        if day < self.opened_on {
            UnitStatus::Planned
        } else if self.closed_on.is_some_and(|closed_on| closed_on <= day) {
            UnitStatus::Closed
        } else {
            UnitStatus::Active
        }
    }
}
