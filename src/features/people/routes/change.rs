//! Correcting a person.

use actix_web::patch;
use serde::Deserialize;
use utoipa::ToSchema;

use super::access::require_keeper;
use super::create::{check_staff_code, pairs, search_text};
use super::view::{PersonExternalId, PersonView, view};
use crate::core::patch::Patch;
use crate::core::vietnamese::{composed, folded};
use crate::db::Connection;
use crate::features::people::rules::{Sex, SubjectKind};
use crate::features::people::store::{self, Person};
use crate::http::input::{ById, Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// What changes: only the members that are named.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonPatch {
    /// The staff code.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "CB001")]
    staff_code: Patch<String>,
    /// The name.
    #[schema(nullable = false, max_length = 100, format = "line", example = "Nguyễn Thị Mẫu")]
    name: Option<String>,
    /// The year of birth.
    #[serde(default)]
    #[schema(value_type = Option<i16>, minimum = 1900, maximum = 2100)]
    birth_year: Patch<i16>,
    /// The sex.
    #[serde(default)]
    #[schema(value_type = Option<Sex>)]
    sex: Patch<Sex>,
    /// Whether the person belongs to an ethnic minority.
    #[serde(default)]
    #[schema(value_type = Option<bool>)]
    is_ethnic_minority: Patch<bool>,
    /// What other systems call the person, in the place of what was there.
    #[schema(nullable = false, max_items = 20)]
    external_ids: Option<Vec<PersonExternalId>>,
}

impl PersonPatch {
    fn apply(&self, own: &Person) -> Person {
        let staff_code = self.staff_code.clone().apply(own.staff_code.clone());
        let name = self.name.as_deref().map_or_else(|| own.name.clone(), composed);
        Person {
            name_folded: folded(&name),
            search_text: search_text(&name, staff_code.as_deref()),
            staff_code,
            name,
            birth_year: self.birth_year.apply(own.birth_year),
            sex: self.sex.apply(own.sex),
            is_ethnic_minority: self.is_ethnic_minority.apply(own.is_ethnic_minority),
            ..own.clone()
        }
    }
}

/// Correct a person
///
/// Only the members that are named; what was before is kept. Unit and position change with memberships.
#[utoipa::path(request_body(content = PersonPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, body = PersonView, description = "The person afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::person_is_merged, Code::named_twice, Code::staff_code_taken, Code::staff_code_is_identity_number, Code::person_external_id_taken]))))]
#[patch("/people/{id}")]
pub async fn change_person(
    change: Change,
    if_match: IfMatch,
    path: Parameters<ById>,
    input: Json<PersonPatch>,
) -> Result<Answer, Problem> {
    let (id, patch, context) = (path.0.id, input.0, &change.context);
    if patch == PersonPatch::default() {
        return Err(Problem::new(Code::nothing_to_change));
    }
    let permit = async |tx: &mut Connection| {
        require_keeper(tx, &change.caller, (SubjectKind::Person, id), context.today).await
    };
    let effect = async |tx: &mut Connection| {
        let before = store::lock_exclusive(tx, id).await?;
        if_match.check(before.version)?;
        require_own_standing(&before)?;
        let mut after = patch.apply(&before);
        check_staff_code(after.staff_code.as_deref())?;
        let memberships = store::list_memberships(tx, &[id]).await?;
        let known: Vec<_> = store::list_external_ids(tx, &[id]).await?;
        let known: Vec<_> = known.into_iter().map(|(_, system, value)| (system, value)).collect();
        let external_ids = patch.external_ids.as_deref().map(pairs).transpose()?.filter(|ids| *ids != known);
        if after != before || external_ids.is_some() {
            (after.version, after.updated_at) = (before.version.next(), context.at);
            store::keep_person(tx, context, &before, &memberships).await?;
            store::update(tx, &before, &after).await?;
            if let Some(ids) = &external_ids {
                store::set_external_ids(tx, id, ids).await?;
            }
            record_change(tx, context, Occurrence::PersonChanged, Some(&before), &after).await?;
        }
        let view = view(tx, after, (&change.caller, None), context.today).await?;
        Ok(Answer::ok(&view)?.with_etag(view.version))
    };
    change.run(permit, effect).await
}

/// Passes when the person stands for themselves.
///
/// # Errors
/// `person_is_merged`, with the person this one turned out to be.
pub(super) fn require_own_standing(person: &Person) -> Result<(), Problem> {
    match person.merged_into_id {
        Some(other) => Err(Problem::new(Code::person_is_merged).with_existing(other)),
        None => Ok(()),
    }
}
