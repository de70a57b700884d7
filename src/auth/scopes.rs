//! For what a machine client may use the service: each scope opens some operations, and carries the permissions that these ask for.

use super::policy::Permission;
use crate::text_enum;

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

    /// The scopes of such a text, in the order of the list, each once; `None` where one is unknown.
    #[must_use]
    pub fn split(text: &str) -> Option<Vec<Self>> {
        let asked: Vec<Self> =
            text.split(' ').filter(|name| !name.is_empty()).map(str::parse).collect::<Result<_, _>>().ok()?;
        Some(Self::ALL.iter().copied().filter(|scope| asked.contains(scope)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::policy::{Grant, allows};

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
        let (own, beside) = (uuid::Uuid::from_u128(1), uuid::Uuid::from_u128(2));
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
}
