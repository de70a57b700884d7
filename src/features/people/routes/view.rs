//! What a person looks like from outside.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::access::{Purpose, shown_fields};
use crate::auth::Caller;
use crate::auth::store as authorization;
use crate::core::clock::{LocalTime, local};
use crate::core::groups::group;
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::people::rules::{PersonalField, Sex};
use crate::features::people::store::{self, ExternalId, Membership, Person, ReportingClass};
use crate::operations::references::{References, UnitReference};

/// A group of positions by which commendation is reported.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportingClassReference {
    /// Its code.
    #[schema(max_length = 40, pattern = "^[A-Z0-9]+(_[A-Z0-9]+)*$", example = "DIRECT_WORKER")]
    code: String,
    /// Its name.
    #[schema(
        max_length = 200,
        format = "text",
        example = "Người trực tiếp công tác, lao động, học tập, chiến đấu, phục vụ chiến đấu"
    )]
    name: String,
}

/// Where a person is, in which position, from day to day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Membership)]
pub struct MembershipView {
    /// The membership's id.
    #[schema(example = "01980000-0000-7000-8000-000000360001")]
    id: Uuid,
    /// The unit.
    unit: UnitReference,
    /// The unit that this one went over to, where it is closed; the unit itself where it is open.
    unit_now: UnitReference,
    /// The position.
    #[schema(max_length = 200, format = "text", example = "Chuyên viên")]
    position: String,
    /// The group of positions by which commendation is reported.
    reporting_class: ReportingClassReference,
    /// The first day.
    #[schema(example = "2021-01-01")]
    starts_on: NaiveDate,
    /// The last day; null while there is no end.
    #[schema(required, example = json!(null))]
    ends_on: Option<NaiveDate>,
}

/// What another system calls the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonExternalId {
    /// The system.
    #[schema(max_length = 40, pattern = "^[a-z0-9]+([.-][a-z0-9]+)*$", example = "ioffice")]
    pub system: String,
    /// The person's id there.
    #[schema(max_length = 200, format = "line", example = "nv-1001")]
    pub value: String,
}

/// A pointer to a member that is kept back.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, max_length = 100, format = "text", example = "/birthYear")]
pub struct RedactedMember(&'static str);

/// A person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Person)]
pub struct PersonView {
    /// The person's id.
    #[schema(example = "01980000-0000-7000-8000-000000350001")]
    id: Uuid,
    /// The staff code.
    #[schema(required, max_length = 35, format = "text", example = "CB001")]
    staff_code: Option<String>,
    /// The name.
    #[schema(max_length = 100, format = "text", example = "Nguyễn Thị Mẫu")]
    name: String,
    /// The unit of the latest membership, or what that unit went over to.
    unit: UnitReference,
    /// The memberships, the oldest first.
    #[schema(max_items = 200)]
    memberships: Vec<MembershipView>,
    /// What other systems call the person.
    #[schema(max_items = 20)]
    external_ids: Vec<PersonExternalId>,
    /// The year of birth; only for a purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i16>, minimum = 1900, maximum = 2100, example = 1985)]
    birth_year: Option<Option<i16>>,
    /// The sex; only for a purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Sex>, example = "FEMALE")]
    sex: Option<Option<Sex>>,
    /// Whether the person belongs to an ethnic minority; only for a purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<bool>, example = true)]
    is_ethnic_minority: Option<Option<bool>>,
    /// The members that are kept back: pointers.
    #[schema(max_items = 10, example = json!(["/birthYear", "/sex", "/isEthnicMinority"]))]
    redacted: Vec<RedactedMember>,
    /// Whether personal fields are kept back because the person asked for it.
    #[schema(example = false)]
    is_restricted: bool,
    /// The person this one turned out to be.
    #[schema(required, example = json!(null))]
    merged_into: Option<Uuid>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When it was created.
    created_at: LocalTime,
    /// When it was changed last.
    updated_at: LocalTime,
}

/// What the views of some people name, read at once.
pub(super) struct Named {
    units: References<UnitReference>,
    units_now: HashMap<Uuid, Uuid>,
    lineages: HashMap<Uuid, Vec<Uuid>>,
    classes: HashMap<Uuid, ReportingClass>,
    memberships: HashMap<Uuid, Vec<Membership>>,
    external_ids: HashMap<Uuid, Vec<ExternalId>>,
}

impl Named {
    /// What the views of these people name: the number of statements does not depend on how many they are.
    pub async fn find(conn: &Connection, people: &[Person], today: NaiveDate) -> Result<Self, db::Error> {
        let ids: Vec<Uuid> = people.iter().map(|person| person.id).collect();
        let memberships = store::list_memberships(conn, &ids).await?;
        let named = memberships.iter().map(|row| row.unit_id);
        let named: Vec<Uuid> = named.chain(people.iter().map(|person| person.unit_id)).collect();
        let units_now = store::units_in_force(conn, &named, today).await?;
        let now: Vec<Uuid> = units_now.values().copied().collect();
        let all = named.iter().chain(&now).copied();
        Ok(Self {
            units: UnitReference::find_all(conn, all, today).await?,
            lineages: authorization::lineages(conn, &now, today).await?,
            classes: store::list_classes(conn).await?.into_iter().map(|class| (class.id, class)).collect(),
            external_ids: group(
                store::list_external_ids(conn, &ids).await?.into_iter().map(|row| (row.0, row)),
            ),
            memberships: group(memberships.into_iter().map(|row| (row.person_id, row))),
            units_now,
        })
    }

    fn unit_now(&self, id: Uuid) -> Uuid {
        self.units_now.get(&id).copied().unwrap_or(id)
    }

    fn lineage(&self, person: &Person) -> &[Uuid] {
        self.lineages.get(&self.unit_now(person.unit_id)).map_or(&[], Vec::as_slice)
    }

    fn membership(&self, row: &Membership) -> MembershipView {
        let class = self.classes.get(&row.reporting_class_id);
        let text = |of: fn(&ReportingClass) -> &String| class.map(of).cloned().unwrap_or_default();
        MembershipView {
            id: row.id,
            unit: self.units.get(row.unit_id),
            unit_now: self.units.get(self.unit_now(row.unit_id)),
            position: row.position.clone(),
            reporting_class: ReportingClassReference {
                code: text(|class| &class.code),
                name: text(|class| &class.name),
            },
            starts_on: row.starts_on,
            ends_on: row.ends_before.and_then(|end| end.pred_opt()),
        }
    }

    /// A person as a caller sees one for a purpose.
    pub fn view(&self, person: Person, caller: &Caller, purpose: Option<&Purpose>) -> PersonView {
        let shown = shown_fields(purpose, caller, &person, self.lineage(&person));
        let is_shown = |field: PersonalField| shown.contains(&field);
        let memberships = self.memberships.get(&person.id).map_or(&[][..], Vec::as_slice);
        let external_ids = self.external_ids.get(&person.id).map_or(&[][..], Vec::as_slice);
        let external_id = |(_, system, value): &ExternalId| PersonExternalId {
            system: system.clone(),
            value: value.clone(),
        };
        let redacted = PersonalField::ALL.iter().filter(|field| !is_shown(**field));
        PersonView {
            id: person.id,
            unit: self.units.get(self.unit_now(person.unit_id)),
            memberships: memberships.iter().map(|row| self.membership(row)).collect(),
            external_ids: external_ids.iter().map(external_id).collect(),
            birth_year: is_shown(PersonalField::BirthYear).then_some(person.birth_year),
            sex: is_shown(PersonalField::Sex).then_some(person.sex),
            is_ethnic_minority: is_shown(PersonalField::EthnicMinority).then_some(person.is_ethnic_minority),
            redacted: redacted.map(|field| RedactedMember(field.pointer())).collect(),
            is_restricted: person.restricted_on.is_some(),
            merged_into: person.merged_into_id,
            version: person.version,
            created_at: local(person.created_at),
            updated_at: local(person.updated_at),
            staff_code: person.staff_code,
            name: person.name,
        }
    }
}

/// One person as an answer to a change or a reading.
pub(super) async fn view(
    conn: &Connection,
    person: Person,
    (caller, purpose): (&Caller, Option<&Purpose>),
    today: NaiveDate,
) -> Result<PersonView, db::Error> {
    let named = Named::find(conn, std::slice::from_ref(&person), today).await?;
    Ok(named.view(person, caller, purpose))
}
