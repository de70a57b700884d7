//! Tests of the policy.

use uuid::Uuid;

use super::policy::*;

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
    MANAGE_WEBHOOKS: ADMINISTRATOR
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

#[test]
fn scopes_travel_in_one_text() {
    let scopes = [ClientScope::CampaignsRead, ClientScope::ReportsWrite];
    assert_eq!(ClientScope::join(&scopes), "campaigns:read reports:write");
    assert_eq!(ClientScope::split("reports:write  campaigns:read reports:write"), Some(scopes.to_vec()));
    assert_eq!(ClientScope::split(""), Some(Vec::new()));
    assert_eq!(ClientScope::split("reports:write everything"), None);
}

#[test]
fn a_scope_permits_over_its_units_alone() {
    let (own, beside) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let grants = [Grant::of_scope(ClientScope::ReportsWrite, Some(own))];
    assert!(allows(&grants, Permission::ActForUnit, &[own]));
    assert!(!allows(&grants, Permission::ActForUnit, &[beside]));
    assert!(!allows(&grants, Permission::ReadDrafts, &[own]));
}

/// No machine launches, judges, votes, decides, or manages people who sign in.
#[test]
fn some_things_only_people_do() {
    for permission in [
        Permission::ManageUsers,
        Permission::ManageSettings,
        Permission::LaunchCampaigns,
        Permission::RunCampaigns,
        Permission::Vote,
        Permission::Decide,
        Permission::RecordDecisions,
        Permission::ReadAudit,
        Permission::ConfirmFacts,
    ] {
        assert!(
            ClientScope::ALL.iter().all(|scope| !scope.permissions().contains(&permission)),
            "{permission}"
        );
    }
}
