//! Creating a person.

use actix_web::{post, web};
use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::placing::{check_unit, find_class};
use super::view::{PersonExternalId, view};
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::{composed, folded};
use crate::db::Connection;
use crate::features::people::rules::Sex;
use crate::features::people::store::{self, Membership, Person};
use crate::http::input::Json;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::operations::state::State;
use crate::operations::subjects::require_over;
use crate::record::{Occurrence, record_change};

/// Where a person is, in which position, from a day on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewMembership {
    /// The unit.
    #[schema(example = "01980000-0000-7000-8000-000000000102")]
    pub unit_id: Uuid,
    /// The position.
    #[schema(max_length = 200, format = "line", example = "Chuyên viên")]
    pub position: String,
    /// The code of its reporting class: one of `GET /reporting-classes`.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "DIRECT_WORKER")]
    pub reporting_class: String,
    /// The first day.
    #[schema(example = "2026-01-01")]
    pub starts_on: NaiveDate,
    /// The last day; left out while there is no end.
    #[schema(nullable = false)]
    pub ends_on: Option<NaiveDate>,
}

impl NewMembership {
    /// The first day after it.
    ///
    /// # Errors
    /// `ends_before_start` where it ends before it starts.
    pub fn ends_before(&self, pointer: &str) -> Result<Option<NaiveDate>, Violation> {
        match self.ends_on {
            Some(end) if end < self.starts_on => {
                let fault = Violation::at(format!("{pointer}/endsOn"), Code::ends_before_start);
                Err(fault.with("startsOn", self.starts_on))
            }
            end => Ok(end.and_then(|end| end.succ_opt())),
        }
    }
}

/// A person to be created. The number of an identity card is never asked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewPerson {
    /// The staff code.
    #[schema(nullable = false, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "CB901")]
    pub staff_code: Option<String>,
    /// The name.
    #[schema(max_length = 100, format = "line", example = "Hoàng Thị Ví Dụ")]
    pub name: String,
    /// The year of birth.
    #[schema(nullable = false, minimum = 1900, maximum = 2100, example = 1990)]
    pub birth_year: Option<i16>,
    /// The sex.
    #[schema(nullable = false, example = "FEMALE")]
    pub sex: Option<Sex>,
    /// Whether the person belongs to an ethnic minority.
    #[schema(nullable = false, example = true)]
    pub is_ethnic_minority: Option<bool>,
    /// Where the person is.
    pub membership: NewMembership,
    /// What other systems call the person.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub external_ids: Vec<PersonExternalId>,
    /// Says that this is another person than the one of the same name who is already there.
    #[serde(default)]
    #[schema(example = false)]
    pub is_another_person: bool,
}

impl NewPerson {
    /// The person with the membership; its class is given by id.
    pub fn into_rows(
        self,
        context: &ChangeContext,
        (unit_id, reporting_class_id): (Uuid, Uuid),
        ends_before: Option<NaiveDate>,
    ) -> Result<(Person, Membership), Problem> {
        let (id, name) = (context.ids.next(), composed(&self.name));
        let membership = Membership {
            id: context.ids.next(),
            person_id: id,
            unit_id,
            position: composed(&self.membership.position),
            reporting_class_id,
            starts_on: self.membership.starts_on,
            ends_before,
        };
        let person = Person {
            id,
            name_folded: folded(&name),
            search_text: search_text(&name, self.staff_code.as_deref()),
            staff_code: self.staff_code,
            name,
            birth_year: self.birth_year,
            sex: self.sex,
            is_ethnic_minority: self.is_ethnic_minority,
            unit_id,
            merged_into_id: None,
            restricted_on: None,
            created_by: context.actor()?,
            version: RowVersion::FIRST,
            created_at: context.at,
            updated_at: context.at,
        };
        Ok((person, membership))
    }
}

/// What a search looks in.
pub(super) fn search_text(name: &str, staff_code: Option<&str>) -> String {
    folded(&format!("{name} {}", staff_code.unwrap_or_default()))
}

/// Create a person
///
/// Somebody who can be commended, with the unit and the position of today or of the day from which it is known. Somebody of
/// the same name, year of birth and unit who is already there is refused, unless `isAnotherPerson` says that it is another
/// one.
#[utoipa::path(request_body = NewPerson,
    responses((status = 201, body = super::view::PersonView, description = "Created", headers(("ETag" = String), ("Location" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::before_unit_opens, Code::after_unit_closes, Code::unknown_reporting_class,
        Code::ends_before_start, Code::staff_code_taken, Code::named_twice,
        Code::staff_code_is_identity_number, Code::person_already_there, Code::person_external_id_taken]))))]
#[post("/people")]
pub async fn create_person(
    state: web::Data<State>,
    change: Change,
    input: Json<NewPerson>,
) -> Result<Answer, Problem> {
    let (input, context) = (input.0, &change.context);
    let unit_id = input.membership.unit_id;
    let permit = async |tx: &mut Connection| {
        require_over(tx, &change.caller, Permission::KeepPeople, unit_id, context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let person = create_in(tx, context, input.clone()).await?;
        let location = state.link(&format!("/people/{}", person.id));
        let view = view(tx, person, (&change.caller, None), context.today).await?;
        Ok(Answer::created(&location, &view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Creates a person, and records it.
///
/// # Errors
/// What the rules refuse; a [`Problem`] of the database.
pub async fn create_in(
    tx: &mut Connection,
    context: &ChangeContext,
    input: NewPerson,
) -> Result<Person, Problem> {
    let membership = &input.membership;
    let ends_before = membership.ends_before("/membership").map_err(|fault| Problem::invalid(vec![fault]))?;
    check_staff_code(input.staff_code.as_deref())?;
    check_unit(tx, membership.unit_id, membership.starts_on, "/membership/unitId").await?;
    let pointer = "/membership/reportingClass";
    let class = find_class(tx, &membership.reporting_class, membership.starts_on, pointer).await?;
    let (is_another, external_ids) = (input.is_another_person, pairs(&input.external_ids)?);
    let unit = membership.unit_id;
    let (person, membership) = input.into_rows(context, (unit, class), ends_before)?;
    if !is_another && let Some(existing) = find_same(tx, &person, context.today).await? {
        return Err(Problem::new(Code::person_already_there).with_existing(existing));
    }
    store::create(tx, vec![person.clone()]).await?;
    store::create_memberships(tx, vec![membership]).await?;
    store::set_external_ids(tx, person.id, &external_ids).await?;
    record_change(tx, context, Occurrence::PersonCreated, None, &person).await?;
    Ok(person)
}

/// Refuses what looks like the number of an identity card.
pub(super) fn check_staff_code(code: Option<&str>) -> Result<(), Problem> {
    if code.is_some_and(is_identity_number) {
        return Err(Problem::invalid(vec![Violation::at("/staffCode", Code::staff_code_is_identity_number)]));
    }
    Ok(())
}

/// Whether a code looks like the number of an identity card: twelve digits.
pub(super) fn is_identity_number(code: &str) -> bool {
    code.len() == 12 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The ids of other systems as the store takes them.
///
/// # Errors
/// 400 where a system stands there twice.
pub(super) fn pairs(ids: &[PersonExternalId]) -> Result<Vec<(String, String)>, Problem> {
    let mut seen = HashSet::new();
    let twice = ids.iter().enumerate().filter(|(_, id)| !seen.insert(&id.system));
    let fault = |(place, _)| Violation::at(format!("/externalIds/{place}/system"), Code::named_twice);
    let faults: Vec<Violation> = twice.map(fault).collect();
    require_none(faults)?;
    Ok(ids.iter().map(|id| (id.system.clone(), composed(&id.value))).collect())
}

/// Somebody of the same name, year of birth and unit, or of a unit that went over to it.
async fn find_same(tx: &mut Connection, person: &Person, today: NaiveDate) -> Result<Option<Uuid>, Problem> {
    // Two who enter the same person at once find each other.
    store::wait_for_name(tx, &person.name_folded).await?;
    let units = store::with_predecessors(tx, &[person.unit_id], today).await?;
    let namesakes = store::list_by_names(tx, std::slice::from_ref(&person.name_folded), &units).await?;
    let is_same = |other: &&Person| is_same_person(other, person);
    Ok(namesakes.iter().find(is_same).map(|other| other.id))
}

/// Whether two of one unit look like one: the same name and the same year of birth. Whoever had the use of theirs restricted is
/// taken to be of that year, so that nobody tries years until one fits.
pub(super) fn is_same_person(one: &Person, other: &Person) -> bool {
    let is_restricted = one.restricted_on.is_some() || other.restricted_on.is_some();
    one.name_folded == other.name_folded && (is_restricted || one.birth_year == other.birth_year)
}
