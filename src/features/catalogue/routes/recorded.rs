//! What is recorded of the catalogue.

use serde_json::{Value, json};

use crate::core::row_version::RowVersion;
use crate::features::catalogue::store::{AwardAuthority, AwardRule, AwardType, BaseSalary, ProcedureRule};
use crate::record::{Recorded, Subject};

impl Recorded for AwardType {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"code": self.code, "name": self.name, "kind": self.kind, "level": self.level,
            "recipients": self.recipients(), "rank": self.rank, "decidedBy": self.decided_by, "clause": self.clause,
            "certainty": self.certainty, "startsOn": self.starts_on, "endsBefore": self.ends_before,
            "evaluationPeriod": self.evaluation_period, "papers": self.papers, "voting": self.voting.0,
            "individualCoefficient": self.individual_coefficient,
            "collectiveCoefficient": self.collective_coefficient,
            "householdCoefficient": self.household_coefficient,
            "coefficientIsALimit": self.coefficient_is_a_limit})
    }
}

impl Recorded for AwardAuthority {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { award_code, authority, decided_by, clause, certainty, starts_on, ends_before, .. } = self;
        json!({"awardCode": award_code, "authority": authority, "decidedBy": decided_by, "clause": clause,
            "certainty": certainty, "startsOn": starts_on, "endsBefore": ends_before})
    }
}

impl Recorded for ProcedureRule {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { award_code, award_level, requirement, clause, certainty, starts_on, ends_before, .. } =
            self;
        json!({"awardCode": award_code, "awardLevel": award_level, "requirement": requirement, "clause": clause,
            "certainty": certainty, "startsOn": starts_on, "endsBefore": ends_before, "verifyAfter": self.verify_after})
    }
}

impl Recorded for BaseSalary {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        let Self { amount, basis, certainty, starts_on, ends_before, .. } = self;
        json!({"amount": amount, "basis": basis, "certainty": certainty, "startsOn": starts_on,
            "endsBefore": ends_before})
    }
}

impl Recorded for AwardRule {
    fn subject(&self) -> Subject {
        Subject { id: self.id, unit_id: None }
    }

    fn version(&self) -> RowVersion {
        self.version
    }

    fn audited(&self) -> Value {
        json!({"code": self.code, "awardCode": self.award_code, "recipientKind": self.recipient_kind,
            "commendationKinds": self.commendation_kinds.0, "condition": self.condition, "basis": self.basis,
            "clause": self.clause, "certainty": self.certainty, "status": self.status, "source": self.source,
            "startsOn": self.starts_on, "endsBefore": self.ends_before, "verifyAfter": self.verify_after,
            "transition": self.transition, "documentId": self.document_id})
    }
}
