//! Who may call an operation. Each operation says so in the line that registers it; what is not registered nobody may call.

use std::collections::HashMap;

use super::policy::ClientScope;
use super::policy::{Grant, Permission, allows, allows_somewhere};

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody; a token is not even looked at, because the operation is how one gets a good one.
    Open,
    /// Anybody; but a token that is sent must be good.
    Public,
    /// Anybody signed in, even with a password that must be changed first.
    OwnAccount,
    /// Anybody signed in.
    SignedIn,
    /// Anybody with this permission, over what is said.
    Needs(Permission, Over),
}

/// Over what a permission is asked for, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// Over any unit: the guard asks, and what the caller sees follows from the units.
    Somewhere,
    /// Over the whole province: the guard asks.
    Province,
    /// Over the unit that the request is about: the guard asks for any unit, the handler for that one.
    Handler,
}

impl Access {
    /// Whether these grants open the door, before a handler asks for a certain unit.
    #[must_use]
    pub fn is_granted(self, grants: &[Grant]) -> bool {
        match self {
            Self::Needs(permission, Over::Province) => allows(grants, permission, &[]),
            Self::Needs(permission, Over::Somewhere | Over::Handler) => allows_somewhere(grants, permission),
            Self::Open | Self::Public | Self::OwnAccount | Self::SignedIn => true,
        }
    }
}

/// Who may call an operation, people and machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessRow {
    /// Who may call it.
    pub access: Access,
    /// The scopes that open it to a machine client, each by itself; without any only people call it.
    pub scopes: Vec<ClientScope>,
}

impl AccessRow {
    /// Who may call an operation; of these scopes only those that permit what it asks for.
    #[must_use]
    pub fn new(access: Access, scopes: &[ClientScope]) -> Self {
        let permits = |scope: &&ClientScope| match access {
            Access::Needs(permission, _) => scope.permissions().contains(&permission),
            _ => true,
        };
        Self { access, scopes: scopes.iter().filter(permits).copied().collect() }
    }
}

/// The access of every operation, by `operationId`, collected from the lines that register them.
#[derive(Debug, Clone, Default)]
pub struct AccessTable(HashMap<String, AccessRow>);

impl AccessTable {
    /// The access of an operation, if there is one.
    #[must_use]
    pub fn get(&self, operation_id: &str) -> Option<Access> {
        self.find(operation_id).map(|row| row.access)
    }

    /// The same with the scopes of machine clients.
    #[must_use]
    pub fn find(&self, operation_id: &str) -> Option<&AccessRow> {
        self.0.get(operation_id)
    }

    /// All rows.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &AccessRow)> {
        self.0.iter().map(|(id, row)| (id.as_str(), row))
    }
}

impl FromIterator<(String, AccessRow)> for AccessTable {
    fn from_iter<I: IntoIterator<Item = (String, AccessRow)>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}
