//! Rows of people.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::schema::{memberships, people, person_merges, reporting_classes};
use crate::features::people::rules::memberships::MembershipDays;
use crate::features::people::rules::{PersonReference, PersonalData, Sex};
use crate::text_columns;

text_columns!(Sex);

/// A person.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = people)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Person {
    pub id: Uuid,
    pub staff_code: Option<String>,
    pub name: String,
    pub name_folded: String,
    pub search_text: String,
    pub birth_year: Option<i16>,
    pub sex: Option<Sex>,
    pub is_ethnic_minority: Option<bool>,
    pub unit_id: Uuid,
    pub merged_into_id: Option<Uuid>,
    pub restricted_on: Option<NaiveDate>,
    pub created_by: Uuid,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Person {
    /// What is personal of it.
    #[must_use]
    pub const fn personal_data(&self) -> PersonalData {
        PersonalData {
            birth_year: self.birth_year,
            sex: self.sex,
            is_ethnic_minority: self.is_ethnic_minority,
        }
    }

    /// The person as other answers name it.
    #[must_use]
    pub fn reference(&self) -> PersonReference {
        PersonReference { id: self.id, staff_code: self.staff_code.clone(), name: self.name.clone() }
    }
}

/// Where a person is, in which position, from day to day.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = memberships)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Membership {
    pub id: Uuid,
    pub person_id: Uuid,
    pub unit_id: Uuid,
    pub position: String,
    pub reporting_class_id: Uuid,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
}

impl Membership {
    /// Its days.
    #[must_use]
    pub const fn days(&self) -> MembershipDays {
        MembershipDays { id: self.id, starts_on: self.starts_on, ends_before: self.ends_before }
    }
}

/// A group of positions by which commendation is reported.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = reporting_classes)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ReportingClass {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub rank: i32,
    pub basis: String,
    pub starts_on: NaiveDate,
    pub ends_before: Option<NaiveDate>,
    pub version: RowVersion,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub target_share: Option<Decimal>,
}

impl ReportingClass {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.starts_on <= day && self.ends_before.is_none_or(|end| day < end)
    }
}

/// Who was merged into whom.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = person_merges)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Merge {
    pub id: Uuid,
    pub person_id: Uuid,
    pub merged_id: Uuid,
    pub reason: String,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}
