//! What may be done with personal data: dated rows of purposes, of how long things stay, and of when requests are due.
//! Law 91/2025/QH15, Article 19.1 c: no consent is needed for what serves the work of State bodies.

use chrono::{DateTime, Months, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::model::PersonalField;
use crate::auth::policy::{Grant, Role};
use crate::text_enum;

/// The purpose of answering what people ask about their own data: it alone reads of those who had its use restricted.
pub const SUBJECT_REQUEST: &str = "SUBJECT_REQUEST";

/// The purpose of counting people.
pub const STATISTICS: &str = "STATISTICS";

text_enum! {
    /// What a rule of personal data is about.
    pub enum PersonalDataRuleKind {
        /// For which purpose fields are read, and by whom.
        Purpose = "PURPOSE",
        /// How long something is kept.
        Retention = "RETENTION",
        /// When a request of the person is due.
        RequestTerm = "REQUEST_TERM",
    }
}

text_enum! {
    /// What is kept for some years: the code of a rule of retention.
    pub enum Retained {
        /// The personal fields of people who are in no unit any more.
        PeopleWhoLeft = "PEOPLE_WHO_LEFT",
        /// What people and households were before a change.
        KeptVersions = "KEPT_VERSIONS",
        /// Who read personal fields.
        PersonalDataReads = "PERSONAL_DATA_READS",
    }
}

text_enum! {
    /// What a person asks.
    pub enum DataRequestKind {
        /// To see what is kept.
        Access = "ACCESS",
        /// To have it put right.
        Rectification = "RECTIFICATION",
        /// To have its use restricted.
        Restriction = "RESTRICTION",
        /// To object to its use.
        Objection = "OBJECTION",
    }
}

impl DataRequestKind {
    /// Whether personal fields are kept back once it is granted.
    #[must_use]
    pub const fn restricts(self) -> bool {
        matches!(self, Self::Restriction | Self::Objection)
    }
}

impl PersonalDataRuleKind {
    /// The codes that rules of the kind can have; none where they are free.
    #[must_use]
    pub fn codes(self) -> Vec<&'static str> {
        match self {
            Self::Purpose => Vec::new(),
            Self::Retention => Retained::ALL.iter().map(|kept| kept.as_str()).collect(),
            Self::RequestTerm => DataRequestKind::ALL.iter().map(|kind| kind.as_str()).collect(),
        }
    }
}

/// What belongs to the kind of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonalDataDetails {
    /// PURPOSE: the fields that are read for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, min_items = 1, max_items = 10, example = json!(["SEX", "ETHNIC_MINORITY"]))]
    pub fields: Option<Vec<PersonalField>>,
    /// PURPOSE: who may read for it, over the person's unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, min_items = 1, max_items = 10, example = json!(["STANDING_OFFICE", "LEADER"]))]
    pub roles: Option<Vec<Role>>,
    /// RETENTION: after how many years it goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 1, maximum = 100)]
    pub years: Option<u32>,
    /// `REQUEST_TERM`: within how many working days the person gets a first reply.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 1, maximum = 60)]
    pub reply_working_days: Option<u32>,
    /// `REQUEST_TERM`: within how many days it is carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 1, maximum = 365)]
    pub days: Option<u32>,
    /// `REQUEST_TERM`: by how many days that can be extended once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, minimum = 0, maximum = 365)]
    pub extension_days: Option<u32>,
}

/// A member of the details that a kind needs or does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailFault {
    /// It is missing.
    Missing(&'static str),
    /// It does not belong there.
    Foreign(&'static str),
}

impl PersonalDataDetails {
    /// What is wrong with the details of a rule of this kind.
    #[must_use]
    pub fn faults(&self, kind: PersonalDataRuleKind) -> Vec<DetailFault> {
        use PersonalDataRuleKind::{Purpose, RequestTerm, Retention};
        let members = [
            ("fields", self.fields.is_some(), Purpose),
            ("roles", self.roles.is_some(), Purpose),
            ("years", self.years.is_some(), Retention),
            ("replyWorkingDays", self.reply_working_days.is_some(), RequestTerm),
            ("days", self.days.is_some(), RequestTerm),
            ("extensionDays", self.extension_days.is_some(), RequestTerm),
        ];
        let fault = |(name, is_there, of)| match (is_there, of == kind) {
            (false, true) => Some(DetailFault::Missing(name)),
            (true, false) => Some(DetailFault::Foreign(name)),
            _ => None,
        };
        members.into_iter().filter_map(fault).collect()
    }

    /// The fields that these roles read of somebody in a unit, given the unit and all units above it.
    #[must_use]
    pub fn readable(&self, grants: &[Grant], lineage: &[Uuid]) -> Vec<PersonalField> {
        let roles = self.roles.as_deref().unwrap_or_default();
        let reaches = |grant: &&Grant| grant.unit_id.is_none_or(|unit| lineage.contains(&unit));
        let mut own = grants.iter().filter(reaches);
        if own.any(|grant| grant.is_one_of(roles)) {
            self.fields.clone().unwrap_or_default()
        } else {
            Vec::new()
        }
    }
}

/// The instant up to which what is kept for so many years goes.
#[must_use]
pub fn retention_bound(now: DateTime<Utc>, years: u32) -> DateTime<Utc> {
    now.checked_sub_months(Months::new(years.saturating_mul(12))).unwrap_or(DateTime::<Utc>::MIN_UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_details() {
        let purpose = PersonalDataDetails {
            fields: Some(vec![PersonalField::Sex]),
            roles: Some(vec![Role::Leader]),
            ..PersonalDataDetails::default()
        };
        assert_eq!(purpose.faults(PersonalDataRuleKind::Purpose), []);
        assert_eq!(
            purpose.faults(PersonalDataRuleKind::Retention),
            [DetailFault::Foreign("fields"), DetailFault::Foreign("roles"), DetailFault::Missing("years")]
        );
    }

    #[test]
    fn fields_are_read_by_the_roles_of_the_purpose_over_the_unit() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let details = PersonalDataDetails {
            fields: Some(vec![PersonalField::Sex]),
            roles: Some(vec![Role::Leader]),
            ..PersonalDataDetails::default()
        };
        let grant = |role, unit_id| [Grant::of_role(role, unit_id)];
        assert_eq!(details.readable(&grant(Role::Leader, None), &[own]), [PersonalField::Sex]);
        assert_eq!(details.readable(&grant(Role::Leader, Some(own)), &[own]), [PersonalField::Sex]);
        assert_eq!(details.readable(&grant(Role::Leader, Some(other)), &[own]), []);
        assert_eq!(details.readable(&grant(Role::Auditor, None), &[own]), []);
    }

    #[test]
    fn years_are_counted_back_by_the_calendar() {
        let at = |text: &str| text.parse().unwrap();
        assert_eq!(retention_bound(at("2024-02-29T01:00:00Z"), 1), at("2023-02-28T01:00:00Z"));
        assert_eq!(retention_bound(at("2026-11-29T01:00:00Z"), 10), at("2016-11-29T01:00:00Z"));
    }
}
