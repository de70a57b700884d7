//! People who may be the same.

use actix_web::{get, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::auth::Caller;
use crate::auth::policy::Permission;
use crate::auth::unit_scope::UnitScope;
use crate::db::Connection;
use crate::features::people::rules::{PersonReference, SubjectKind};
use crate::features::people::store::{self, Person};
use crate::http::input::{ById, Parameters};
use crate::http::{Answer, Problem};
use crate::operations::references::UnitReference;
use crate::operations::state::State;
use crate::operations::subjects::{Subject, find_lineage, readable_units};
use crate::text_enum;

text_enum! {
    /// Why two people may be the same.
    pub enum Likeness {
        /// The same name, with or without accents.
        SameName = "SAME_NAME",
        /// The same year of birth.
        SameBirthYear = "SAME_BIRTH_YEAR",
        /// The same unit.
        SameUnit = "SAME_UNIT",
    }
}

/// Somebody who may be the same person.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PossibleDuplicate {
    /// The other person.
    person: PersonReference,
    /// The other person's unit.
    unit: UnitReference,
    /// What they have in common.
    #[schema(max_items = 3, example = json!(["SAME_NAME", "SAME_UNIT"]))]
    likeness: Vec<Likeness>,
}

/// People who may be the same as one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PossibleDuplicates {
    /// The others, those with the most in common first.
    #[schema(max_items = 200)]
    items: Vec<PossibleDuplicate>,
}

/// Find a person's possible duplicates
///
/// People in the caller's reach who have the same name, with or without accents, and the same unit or, for who keeps them, the
/// same year of birth. Merge those who are the same.
#[utoipa::path(responses((status = 200, body = PossibleDuplicates, description = "Those who may be the same")))]
#[get("/people/{id}/possible-duplicates")]
pub async fn list_possible_duplicates(
    state: web::Data<State>,
    caller: Caller,
    path: Parameters<ById>,
) -> Result<Answer, Problem> {
    let (id, today) = (path.0.id, state.clock.today());
    let scope = UnitScope::of(&state.db, &caller, Permission::ReadPeople, today).await?;
    let read = async |conn: &Connection| {
        let lineage = find_lineage(conn, &caller, Subject { kind: SubjectKind::Person, id }, today).await?;
        let knows_years = caller.may(Permission::KeepPeople, &lineage);
        let own = store::find(conn, id).await?;
        let within = readable_units(conn, &scope, today).await?;
        let namesakes = store::list_namesakes(conn, &own, within.as_deref()).await?;
        let mut alike: Vec<_> =
            namesakes.into_iter().map(|other| (likeness(&own, &other, knows_years), other)).collect();
        alike.retain(|(likeness, _)| likeness.len() > 1);
        alike.sort_by_key(|(likeness, other)| (std::cmp::Reverse(likeness.len()), other.id));
        alike.truncate(200);
        let units = alike.iter().map(|(_, other)| other.unit_id);
        let units = UnitReference::find_all(conn, units, today).await?;
        Ok((alike, units))
    };
    let (alike, units) = state.db.read(read).await?;
    let view = |(likeness, other): (Vec<Likeness>, Person)| PossibleDuplicate {
        person: other.reference(),
        unit: units.get(other.unit_id),
        likeness,
    };
    Answer::ok(&PossibleDuplicates { items: alike.into_iter().map(view).collect() })
}

/// What two have in common; of the year of birth only for who keeps them, and not where its use is restricted.
fn likeness(one: &Person, other: &Person, knows_years: bool) -> Vec<Likeness> {
    let is_told = knows_years && one.restricted_on.is_none() && other.restricted_on.is_none();
    let has_year = is_told && one.birth_year.is_some() && one.birth_year == other.birth_year;
    let all = [
        (one.name_folded == other.name_folded, Likeness::SameName),
        (has_year, Likeness::SameBirthYear),
        (one.unit_id == other.unit_id, Likeness::SameUnit),
    ];
    all.into_iter().filter(|(holds, _)| *holds).map(|(_, likeness)| likeness).collect()
}
