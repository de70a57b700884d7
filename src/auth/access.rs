//! The access table: every operation of the document, and who may call it. What is not here nobody may call.

use super::policy::Action;

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Anybody; a token is not even looked at, because the operation is how one gets a good one.
    Open,
    /// Anybody; but a token that is sent must be good.
    Public,
    /// Anybody who is signed in, even with a password that must be changed first.
    OwnAccount,
    /// Anybody who is signed in.
    SignedIn,
    /// Who may do this action somewhere; the handler asks again for the very unit.
    Needs(Action),
}

/// `operationId` and access, in the order of the document.
pub const ACCESS: &[(&str, Access)] = &[
    ("getOpenApiDocument", Access::Public),
    ("createSession", Access::Open),
    ("refreshSession", Access::Open),
    ("endCurrentSession", Access::OwnAccount),
    ("listSessions", Access::SignedIn),
    ("endSession", Access::SignedIn),
    ("getMe", Access::OwnAccount),
    ("changePassword", Access::OwnAccount),
    ("listUsers", Access::Needs(Action::ManageUsers)),
    ("createUser", Access::Needs(Action::ManageUsers)),
    ("getUser", Access::Needs(Action::ManageUsers)),
    ("changeUser", Access::Needs(Action::ManageUsers)),
    ("transitionUser", Access::Needs(Action::ManageUsers)),
    ("listUserTransitions", Access::Needs(Action::ManageUsers)),
    ("resetPassword", Access::Needs(Action::ManageUsers)),
    ("listRoleAssignments", Access::Needs(Action::ManageUsers)),
    ("giveRole", Access::Needs(Action::ManageUsers)),
    ("withdrawRole", Access::Needs(Action::ManageUsers)),
    ("listUserSessions", Access::Needs(Action::ManageUsers)),
    ("endUserSessions", Access::Needs(Action::ManageUsers)),
    ("listDocuments", Access::SignedIn),
    ("createDocument", Access::Needs(Action::EditCampaigns)),
    ("getDocument", Access::SignedIn),
    ("changeDocument", Access::Needs(Action::EditCampaigns)),
    ("listUnits", Access::SignedIn),
    ("createUnit", Access::Needs(Action::ManageUnits)),
    ("importUnits", Access::Needs(Action::ManageUnits)),
    ("getUnit", Access::SignedIn),
    ("changeUnit", Access::Needs(Action::ManageUnits)),
    ("getUnitTree", Access::SignedIn),
    ("listUnitVersions", Access::SignedIn),
    ("listMyUnits", Access::SignedIn),
    ("listExternalIds", Access::SignedIn),
    ("addExternalId", Access::Needs(Action::ManageUnits)),
    ("removeExternalId", Access::Needs(Action::ManageUnits)),
    ("createSuccession", Access::Needs(Action::ManageUnits)),
    ("listSuccessions", Access::SignedIn),
    ("transitionUnit", Access::Needs(Action::ManageUnits)),
    ("listUnitTransitions", Access::SignedIn),
    ("listAwardTypes", Access::SignedIn),
    ("getAwardType", Access::SignedIn),
    ("listCampaigns", Access::SignedIn),
    ("createCampaign", Access::Needs(Action::EditCampaigns)),
    ("importCampaign", Access::Needs(Action::EditCampaigns)),
    ("getCampaign", Access::SignedIn),
    ("changeCampaign", Access::Needs(Action::EditCampaigns)),
    ("copyCampaign", Access::Needs(Action::EditCampaigns)),
    ("getCampaignReadiness", Access::SignedIn),
    ("transitionCampaign", Access::SignedIn),
    ("listCampaignTransitions", Access::SignedIn),
    ("listCampaignParticipants", Access::SignedIn),
    ("addContent", Access::Needs(Action::EditCampaigns)),
    ("getContent", Access::SignedIn),
    ("changeContent", Access::Needs(Action::EditCampaigns)),
    ("removeContent", Access::Needs(Action::EditCampaigns)),
    ("amendCampaign", Access::Needs(Action::EditCampaigns)),
    ("listAmendments", Access::SignedIn),
    ("getAmendment", Access::SignedIn),
    ("listReadinessRules", Access::SignedIn),
    ("createReadinessRule", Access::Needs(Action::ManageSettings)),
    ("getReadinessRule", Access::SignedIn),
    ("changeReadinessRule", Access::Needs(Action::ManageSettings)),
    ("listPublicCampaigns", Access::Public),
    ("getPublicCampaign", Access::Public),
    ("getPublicCampaignStatus", Access::Public),
    ("listEvents", Access::SignedIn),
    ("listAuditRecords", Access::Needs(Action::ReadAudit)),
];

/// The access of an operation, if it has a row.
#[must_use]
pub fn access_of(operation_id: &str) -> Option<Access> {
    ACCESS.iter().find(|(id, _)| *id == operation_id).map(|(_, access)| *access)
}
