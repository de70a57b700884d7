//! Who may do what: one table, role by permission, over a unit's subtree; for machine clients scopes in place of roles.

use chrono::NaiveDate;
use uuid::Uuid;

use super::scopes::ClientScope;
use crate::text_enum;

text_enum! {
    /// What a person is, in a unit and all units below it.
    pub enum Role {
        /// Keeps users, units and settings; has no business rights.
        Administrator = "ADMINISTRATOR",
        /// Runs campaigns for its unit (cơ quan thường trực).
        StandingOffice = "STANDING_OFFICE",
        /// Launches, closes and decides (lãnh đạo).
        Leader = "LEADER",
        /// Pledges and reports for its unit.
        UnitOfficer = "UNIT_OFFICER",
        /// Votes in the emulation and commendation council.
        CouncilMember = "COUNCIL_MEMBER",
        /// Reads everything, changes nothing.
        Auditor = "AUDITOR",
    }
}

text_enum! {
    /// What the service lets somebody do.
    pub enum Permission {
        /// Create and change users, and give roles.
        ManageUsers = "MANAGE_USERS",
        /// Create, change, close and import units.
        ManageUnits = "MANAGE_UNITS",
        /// Change settings and machine clients.
        ManageSettings = "MANAGE_SETTINGS",
        /// Create, import, edit, amend and withdraw campaigns, and register the documents they rest on.
        EditCampaigns = "EDIT_CAMPAIGNS",
        /// Launch, cancel and close campaigns.
        LaunchCampaigns = "LAUNCH_CAMPAIGNS",
        /// Open periods, judge pledges and reports, start reviews, appraise.
        RunCampaigns = "RUN_CAMPAIGNS",
        /// Pledge, report and nominate for a unit.
        ActForUnit = "ACT_FOR_UNIT",
        /// Vote in a council.
        Vote = "VOTE",
        /// Issue and revoke decisions.
        Decide = "DECIDE",
        /// Record and confirm decisions of an outside authority.
        RecordDecisions = "RECORD_DECISIONS",
        /// Read what is still a draft.
        ReadDrafts = "READ_DRAFTS",
        /// Read audit records.
        ReadAudit = "READ_AUDIT",
        /// Bring in tables, of what the person may write by hand.
        ImportTables = "IMPORT_TABLES",
        /// Read awards of the register.
        ReadAwards = "READ_AWARDS",
        /// Read who can be commended, and what is known of them.
        ReadPeople = "READ_PEOPLE",
        /// Keep people, households and what is known of them.
        KeepPeople = "KEEP_PEOPLE",
        /// Confirm what somebody else wrote of people and units.
        ConfirmFacts = "CONFIRM_FACTS",
    }
}

/// Who reads of people also reads what they were awarded.
const READERS_OF_PEOPLE: &[Role] =
    &[Role::StandingOffice, Role::Leader, Role::UnitOfficer, Role::CouncilMember, Role::Auditor];

/// The whole policy: each permission and the roles that have it. Anything not listed here is denied.
pub const POLICY: &[(Permission, &[Role])] = &[
    (Permission::ManageUsers, &[Role::Administrator]),
    (Permission::ManageUnits, &[Role::Administrator]),
    (Permission::ManageSettings, &[Role::Administrator]),
    (Permission::EditCampaigns, &[Role::StandingOffice]),
    (Permission::LaunchCampaigns, &[Role::Leader]),
    (Permission::RunCampaigns, &[Role::StandingOffice]),
    (Permission::ActForUnit, &[Role::UnitOfficer]),
    (Permission::Vote, &[Role::CouncilMember]),
    (Permission::Decide, &[Role::Leader]),
    (Permission::RecordDecisions, &[Role::StandingOffice]),
    (Permission::ReadDrafts, &[Role::StandingOffice, Role::Leader, Role::Auditor]),
    (Permission::ReadAudit, &[Role::Auditor]),
    (Permission::ImportTables, &[Role::Administrator, Role::StandingOffice, Role::UnitOfficer]),
    (Permission::ReadAwards, READERS_OF_PEOPLE),
    (Permission::ReadPeople, READERS_OF_PEOPLE),
    (Permission::KeepPeople, &[Role::StandingOffice, Role::UnitOfficer]),
    (Permission::ConfirmFacts, &[Role::StandingOffice]),
];

text_enum! {
    /// Who acts.
    pub enum ActorKind {
        /// A person, signed in.
        Person = "PERSON",
        /// A machine client.
        Client = "CLIENT",
    }
}

/// By what somebody may do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Right {
    /// A person's role.
    Role(Role),
    /// A machine client's scope.
    Scope(ClientScope),
}

/// A role that a person holds, or a scope of a machine client, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    right: Right,
    /// The unit over whose subtree it holds; `None` is the whole province.
    pub unit_id: Option<Uuid>,
}

impl Grant {
    /// A role over the subtree of a unit.
    #[must_use]
    pub const fn of_role(role: Role, unit_id: Option<Uuid>) -> Self {
        Self { right: Right::Role(role), unit_id }
    }

    /// A scope over the subtree of a unit.
    #[must_use]
    pub const fn of_scope(scope: ClientScope, unit_id: Option<Uuid>) -> Self {
        Self { right: Right::Scope(scope), unit_id }
    }

    /// The role, where it is one.
    #[must_use]
    pub const fn role(&self) -> Option<Role> {
        match self.right {
            Right::Role(role) => Some(role),
            Right::Scope(_) => None,
        }
    }

    /// Whether it is one of these roles.
    #[must_use]
    pub fn is_one_of(&self, roles: &[Role]) -> bool {
        self.role().is_some_and(|role| roles.contains(&role))
    }

    /// Whether it permits this, where it holds.
    #[must_use]
    pub fn permits(&self, permission: Permission) -> bool {
        match self.right {
            Right::Role(role) => roles_for(permission).contains(&role),
            Right::Scope(scope) => scope.permissions().contains(&permission),
        }
    }
}

/// The days on which a role assignment holds: from `starts_on` until the day before `ends_before`.
#[must_use]
pub fn in_force(starts_on: NaiveDate, ends_before: Option<NaiveDate>, today: NaiveDate) -> bool {
    starts_on <= today && ends_before.is_none_or(|end| today < end)
}

/// The roles that may do `permission`.
#[must_use]
pub fn roles_for(permission: Permission) -> &'static [Role] {
    POLICY.iter().find(|(row, _)| *row == permission).map_or(&[], |(_, roles)| roles)
}

/// Whether the grants allow `permission` somewhere.
#[must_use]
pub fn allows_somewhere(grants: &[Grant], permission: Permission) -> bool {
    grants.iter().any(|grant| grant.permits(permission))
}

/// Whether the grants allow `permission` on a unit, given the unit and all units above it.
///
/// An empty lineage stands for the province itself: only a grant without a unit reaches it.
#[must_use]
pub fn allows(grants: &[Grant], permission: Permission, lineage: &[Uuid]) -> bool {
    grants
        .iter()
        .filter(|grant| grant.permits(permission))
        .any(|grant| grant.unit_id.is_none_or(|unit| lineage.contains(&unit)))
}

/// Every permission the grants allow somewhere, in the order of the table.
#[must_use]
pub fn granted_permissions(grants: &[Grant]) -> Vec<Permission> {
    POLICY
        .iter()
        .map(|(permission, _)| *permission)
        .filter(|permission| allows_somewhere(grants, *permission))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_exactly_one_row() {
        for permission in Permission::ALL {
            assert_eq!(POLICY.iter().filter(|(row, _)| row == permission).count(), 1, "{permission}");
        }
    }

    #[test]
    fn the_table_reads_as_designed() {
        let lines: Vec<String> = POLICY
            .iter()
            .map(|(permission, roles)| {
                let roles: Vec<_> = roles.iter().map(|role| role.as_str()).collect();
                format!("{permission}: {}", roles.join(", "))
            })
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        MANAGE_USERS: ADMINISTRATOR
        MANAGE_UNITS: ADMINISTRATOR
        MANAGE_SETTINGS: ADMINISTRATOR
        EDIT_CAMPAIGNS: STANDING_OFFICE
        LAUNCH_CAMPAIGNS: LEADER
        RUN_CAMPAIGNS: STANDING_OFFICE
        ACT_FOR_UNIT: UNIT_OFFICER
        VOTE: COUNCIL_MEMBER
        DECIDE: LEADER
        RECORD_DECISIONS: STANDING_OFFICE
        READ_DRAFTS: STANDING_OFFICE, LEADER, AUDITOR
        READ_AUDIT: AUDITOR
        IMPORT_TABLES: ADMINISTRATOR, STANDING_OFFICE, UNIT_OFFICER
        READ_AWARDS: STANDING_OFFICE, LEADER, UNIT_OFFICER, COUNCIL_MEMBER, AUDITOR
        READ_PEOPLE: STANDING_OFFICE, LEADER, UNIT_OFFICER, COUNCIL_MEMBER, AUDITOR
        KEEP_PEOPLE: STANDING_OFFICE, UNIT_OFFICER
        CONFIRM_FACTS: STANDING_OFFICE
        ");
    }

    #[test]
    fn a_grant_reaches_its_subtree_and_nothing_else() {
        let (own, below, beside) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let grants = [Grant::of_role(Role::Administrator, Some(own))];
        assert!(allows(&grants, Permission::ManageUnits, &[own]));
        assert!(allows(&grants, Permission::ManageUnits, &[below, own]));
        assert!(!allows(&grants, Permission::ManageUnits, &[beside]));
        assert!(!allows(&grants, Permission::ManageUnits, &[]));
        assert!(!allows(&grants, Permission::ReadAudit, &[own]));
    }

    #[test]
    fn a_grant_without_a_unit_reaches_the_province() {
        let grants = [Grant::of_role(Role::Auditor, None)];
        assert!(allows(&grants, Permission::ReadAudit, &[]));
        assert!(allows(&grants, Permission::ReadAudit, &[Uuid::from_u128(1)]));
    }

    #[test]
    fn a_role_holds_from_its_first_day_until_the_day_before_its_end() {
        let day = |text: &str| text.parse().unwrap();
        let (start, end) = (day("2026-01-01"), Some(day("2026-07-01")));
        for (today, expected) in
            [("2025-12-31", false), ("2026-01-01", true), ("2026-06-30", true), ("2026-07-01", false)]
        {
            assert_eq!(in_force(start, end, day(today)), expected, "{today}");
        }
    }
}
