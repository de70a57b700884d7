//! Who sees a person or a household, who keeps it, and which personal fields are read for which purpose.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::people::rules::personal_data::{
    PersonalDataDetails, PersonalDataRuleKind, SUBJECT_REQUEST,
};
use crate::features::people::rules::{PersonalField, Subject, SubjectKind};
use crate::features::people::store::{self, Person};
use crate::http::{Code, Problem, Violation};
use crate::operations::subjects::find_lineage;

/// For what personal fields are read.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PurposeParameter {
    /// The purpose for which personal fields (year of birth, sex, ethnic minority) are read: one of the PURPOSE rules of
    /// `GET /personal-data-rules`. Without it they stay out; with it the reading is noted.
    #[param(nullable = false, min_length = 1, max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$")]
    pub purpose: Option<String>,
}

/// A purpose that holds today.
#[derive(Debug, Clone)]
pub(super) struct Purpose {
    code: String,
    details: PersonalDataDetails,
}

impl Purpose {
    /// The purpose that is asked for.
    ///
    /// # Errors
    /// 400 where there is none of this name today.
    pub async fn find(
        conn: &Connection,
        asked: Option<&str>,
        today: NaiveDate,
    ) -> Result<Option<Self>, Problem> {
        let Some(asked) = asked else { return Ok(None) };
        let rules = store::list_rules_on(conn, PersonalDataRuleKind::Purpose, today).await?;
        let codes: Vec<&str> = rules.iter().map(|rule| rule.code.as_str()).collect();
        let expected = codes.join(", ");
        let found = rules.into_iter().find(|rule| rule.code == asked);
        let found = found.ok_or_else(|| {
            let fault = Violation::of_parameter("purpose", Code::unknown_purpose);
            Problem::invalid(vec![fault.with("purposes", &expected)])
        })?;
        Ok(Some(Self { code: found.code, details: found.details }))
    }

    /// Passes when one of the caller's roles reads for this purpose somewhere.
    ///
    /// # Errors
    /// 403 otherwise.
    pub fn require_somewhere(&self, caller: &Caller) -> Result<(), Problem> {
        let roles = self.details.roles.as_deref().unwrap_or_default();
        if caller.grants.iter().any(|grant| grant.is_one_of(roles)) {
            Ok(())
        } else {
            Err(Problem::new(Code::purpose_not_yours).with("purpose", &self.code))
        }
    }

    /// Notes that personal fields were read.
    pub async fn note(
        &self,
        tx: &mut Connection,
        context: &ChangeContext,
        (operation, person_id, rows): (&str, Option<Uuid>, usize),
    ) -> Result<(), Problem> {
        let rows = i32::try_from(rows).map_err(Problem::internal)?;
        Ok(store::note_read(tx, context, (&self.code, operation), (person_id, rows)).await?)
    }
}

/// The fields of a person that may be shown, given the person's unit and all units above it. A person who asked that their
/// data be restricted is shown to nobody but who answers that request.
pub(super) fn shown_fields(
    purpose: Option<&Purpose>,
    caller: &Caller,
    person: &Person,
    lineage: &[Uuid],
) -> Vec<PersonalField> {
    match purpose {
        Some(purpose) if person.restricted_on.is_none() || purpose.code == SUBJECT_REQUEST => {
            purpose.details.readable(&caller.grants, lineage)
        }
        _ => Vec::new(),
    }
}

/// Passes when the caller keeps the person or the household.
///
/// # Errors
/// 404 where the caller does not even see it, 403 otherwise.
pub(super) async fn require_keeper(
    conn: &Connection,
    caller: &Caller,
    subject: (SubjectKind, Uuid),
    today: NaiveDate,
) -> Result<(), Problem> {
    let (kind, id) = subject;
    let lineage = find_lineage(conn, caller, Subject { kind, id }, today).await?;
    caller.require(Permission::KeepPeople, &lineage)
}
