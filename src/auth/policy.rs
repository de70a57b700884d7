//! Who may do what: one table, role by permission, over a unit's subtree; for machine clients scopes in place of roles.

use chrono::NaiveDate;
use uuid::Uuid;

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
        /// Say which machine client is told of what, and where.
        ManageWebhooks = "MANAGE_WEBHOOKS",
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
    (Permission::ManageWebhooks, &[Role::Administrator]),
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
    /// For what a machine client may use the service. What a scope writes it also reads.
    pub enum ClientScope {
        /// Read campaigns, their periods, progress and reviews.
        CampaignsRead = "campaigns:read",
        /// Draft and change campaigns.
        CampaignsWrite = "campaigns:write",
        /// Read units.
        UnitsRead = "units:read",
        /// Keep units.
        UnitsWrite = "units:write",
        /// Read pledges.
        PledgesRead = "pledges:read",
        /// Pledge for units.
        PledgesWrite = "pledges:write",
        /// Read progress reports.
        ReportsRead = "reports:read",
        /// Report for units.
        ReportsWrite = "reports:write",
        /// Read references to official documents.
        DocumentsRead = "documents:read",
        /// Register official documents.
        DocumentsWrite = "documents:write",
        /// Read who can be commended.
        PeopleRead = "people:read",
        /// Keep who can be commended.
        PeopleWrite = "people:write",
        /// Read awards of units, and what can be awarded.
        AwardsRead = "awards:read",
        /// Read awards of people and households, too.
        AwardsReadPersonal = "awards:read.personal",
        /// Read the event feed.
        EventsRead = "events:read",
        /// Say where the client itself is told of events.
        WebhooksManage = "webhooks:manage",
        /// Ask whether tokens of other clients are good, as a gateway does.
        TokensIntrospect = "tokens:introspect",
    }
}

impl ClientScope {
    /// What it permits over the units of its client; what it only reads as any signed-in caller needs no permission.
    #[must_use]
    pub const fn permissions(self) -> &'static [Permission] {
        match self {
            Self::CampaignsWrite => &[Permission::EditCampaigns, Permission::ReadDrafts],
            Self::DocumentsWrite => &[Permission::EditCampaigns],
            Self::UnitsWrite => &[Permission::ManageUnits],
            Self::PledgesWrite | Self::ReportsWrite => &[Permission::ActForUnit],
            Self::PeopleRead => &[Permission::ReadPeople],
            Self::PeopleWrite => &[Permission::ReadPeople, Permission::KeepPeople],
            Self::AwardsRead => &[Permission::ReadAwards],
            Self::AwardsReadPersonal => &[Permission::ReadAwards, Permission::ReadPeople],
            Self::WebhooksManage => &[Permission::ManageWebhooks],
            Self::CampaignsRead
            | Self::UnitsRead
            | Self::PledgesRead
            | Self::ReportsRead
            | Self::DocumentsRead
            | Self::EventsRead
            | Self::TokensIntrospect => &[],
        }
    }

    /// Scopes as a token carries them (RFC 6749, 3.3).
    #[must_use]
    pub fn join(scopes: &[Self]) -> String {
        scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The scopes of such a text, as [`in_order`](Self::in_order); `None` where one is unknown.
    #[must_use]
    pub fn split(text: &str) -> Option<Vec<Self>> {
        let named = text.split(' ').filter(|name| !name.is_empty()).map(str::parse);
        Some(Self::in_order(&named.collect::<Result<Vec<_>, _>>().ok()?))
    }

    /// These scopes in the order of the list, each once.
    #[must_use]
    pub fn in_order(scopes: &[Self]) -> Vec<Self> {
        Self::ALL.iter().copied().filter(|scope| scopes.contains(scope)).collect()
    }
}

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
