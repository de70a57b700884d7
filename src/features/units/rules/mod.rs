//! Rules of units: life spans, versions, and what may be closed or reopened.

pub mod import;
pub mod successions;
pub mod tree;
mod unit_ref;

pub use unit_ref::UnitRef;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::text_enum;

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

text_enum! {
    /// What can be done to a unit's life span.
    pub enum UnitAction {
        /// Ends it from a day on.
        Close = "CLOSE",
        /// Takes its end back.
        Reopen = "REOPEN",
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
pub struct Content {
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

/// Why a unit can't be changed so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The day is before the unit's first.
    BeforeOpening(NaiveDate),
    /// The day is after the unit's last.
    AfterClosing(NaiveDate),
    /// Something else is planned from this day on.
    LaterVersion(NaiveDate),
    /// The action is not possible in this state.
    NotNow,
    /// The action needs a reason.
    NoReason,
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

    /// The actions that are possible now, whoever asks.
    #[must_use]
    pub fn possible_actions(&self) -> &'static [UnitAction] {
        if self.closed_on.is_some() { &[UnitAction::Reopen] } else { &[UnitAction::Close] }
    }

    /// The life after an action, or why it is refused. `effective_on` is the first day without the unit.
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn next(
        &self,
        action: UnitAction,
        effective_on: NaiveDate,
        reason: Option<&str>,
    ) -> Result<Self, Refusal> {
        if !self.possible_actions().contains(&action) {
            return Err(Refusal::NotNow);
        }
        match action {
            UnitAction::Close if effective_on <= self.opened_on => {
                Err(Refusal::BeforeOpening(self.opened_on))
            }
            UnitAction::Close => Ok(Self { closed_on: Some(effective_on), ..*self }),
            UnitAction::Reopen if reason.is_none() => Err(Refusal::NoReason),
            UnitAction::Reopen => Ok(Self { closed_on: None, ..*self }),
        }
    }
}

/// The index of the version that speaks for a day: the one in force, or the nearest before the unit's first or
/// after its last day. `versions` are in order of time.
#[must_use]
pub fn version_for(versions: &[Days], day: NaiveDate) -> Option<usize> {
    let started = versions.iter().rposition(|days| days.starts_on <= day);
    started.or(if versions.is_empty() { None } else { Some(0) })
}

/// How a change from a day on is written into the version it falls into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rewrite {
    /// It begins with the version: the version itself is corrected.
    Whole,
    /// It begins inside: the version ends there, and a new one takes the rest of its days.
    From(Days),
}

/// Where a change that holds from `effective_on` goes: the index of its version, and how it is written.
///
/// # Errors
/// [`Refusal`] when the unit does not exist on that day.
pub fn place_change(
    life: &Life,
    versions: &[Days],
    effective_on: NaiveDate,
) -> Result<(usize, Rewrite), Refusal> {
    if effective_on < life.opened_on {
        return Err(Refusal::BeforeOpening(life.opened_on));
    }
    if let Some(closed_on) = life.closed_on.filter(|closed_on| *closed_on <= effective_on) {
        return Err(Refusal::AfterClosing(closed_on));
    }
    let in_force = versions.iter().enumerate().find(|(_, days)| days.contain(effective_on));
    let (index, days) = in_force.ok_or(Refusal::BeforeOpening(life.opened_on))?;
    let rewrite = if days.starts_on == effective_on {
        Rewrite::Whole
    } else {
        Rewrite::From(Days { starts_on: effective_on, ..*days })
    };
    Ok((index, rewrite))
}

/// Whether the last version may end on `effective_on`: nothing may be planned from that day on.
///
/// # Errors
/// [`Refusal::LaterVersion`].
pub fn check_no_later_version(versions: &[Days], effective_on: NaiveDate) -> Result<(), Refusal> {
    match versions.last() {
        Some(last) if last.starts_on >= effective_on => Err(Refusal::LaterVersion(last.starts_on)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
