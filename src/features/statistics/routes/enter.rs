//! Entering the numbers of a form that can't be counted.

use actix_web::{HttpRequest, put};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::counting::Asked;
use super::form::FormView;
use super::parameters::{EnteredFormPath, FormQuery, fault_of_year, require_over_asked};
use crate::auth::policy::Permission;
use crate::core::context::ChangeContext;
use crate::core::row_version::RowVersion;
use crate::core::writers::Writers;
use crate::db::Connection;
use crate::db::json::to_json;
use crate::features::statistics::rules::{EnteredFault, EnteredRow, FormCode, entered_faults};
use crate::features::statistics::store::{self, Entry};
use crate::http::input::{Json, Parameters};
use crate::http::precondition::IfMatch;
use crate::http::{Answer, Code, Problem, Violation, require_none};
use crate::operations::change::Change;
use crate::record::{Occurrence, record_change};

/// The numbers of a form, as a whole.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewFormRows {
    /// The rows that are known; what is left out is empty.
    #[schema(max_items = 15)]
    pub rows: Vec<EnteredRow>,
}

/// Enter the numbers of a form
///
/// Of forms 0604 and 0605 as a whole, for the standing office of the unit. Each group of rows makes the total, and there are never more
/// women than people. The same twice is one effect; what somebody else entered last needs `If-Match`.
#[utoipa::path(params(EnteredFormPath, FormQuery), request_body = NewFormRows,
    responses((status = 200, body = FormView, description = "The form afterwards", headers(("ETag" = String)))),
    extensions(("x-problems" = json!([
        Code::unknown_unit, Code::forbidden, Code::form_is_counted, Code::year_in_the_future, Code::unknown_form_row,
        Code::named_twice, Code::not_for_this_kind, Code::women_exceed_total, Code::groups_do_not_add_up,
        Code::written_by_another, Code::stale_version
    ]))))]
#[put("/statistics/forms/{form}")]
pub async fn put_statistical_form(
    request: HttpRequest,
    change: Change,
    path: Parameters<EnteredFormPath>,
    query: Parameters<FormQuery>,
    input: Json<NewFormRows>,
) -> Result<Answer, Problem> {
    let (new, context, if_match) = (input.0, &change.context, IfMatch::named_in(&request)?);
    let asked = Asked::of(path.0.form, query.0, context.today);
    let permit = async |tx: &mut Connection| {
        let of = (asked.unit_id, asked.today);
        require_over_asked(tx, &change.caller, Permission::RecordDecisions, of).await
    };
    let effect = async |tx: &mut Connection| {
        if !asked.form.is_entered() {
            return Err(Problem::new(Code::form_is_counted).with("form", asked.form));
        }
        let in_future =
            fault_of_year(asked.year, context.today, |code| Violation::of_parameter("year", code));
        let faults: Vec<Violation> = in_future.into_iter().chain(faults(asked.form, &new.rows)).collect();
        require_none(faults)?;
        enter_in(tx, context, (asked.form, query.0), (&new.rows, if_match)).await?;
        FormView::of(tx, asked).await?.answer()
    };
    change.run(permit, effect).await
}

fn faults(form: FormCode, rows: &[EnteredRow]) -> Vec<Violation> {
    let told = entered_faults(form, rows).into_iter();
    told.map(|(place, member, fault)| {
        let at = |code| Violation::at(format!("/rows/{place}/{member}"), code);
        match fault {
            EnteredFault::UnknownRow => at(Code::unknown_form_row).with("form", form),
            EnteredFault::NamedTwice => at(Code::named_twice),
            EnteredFault::NoWomenHere => at(Code::not_for_this_kind).with("kind", form),
            EnteredFault::WomenExceedTotal => at(Code::women_exceed_total),
            EnteredFault::GroupsDoNotAddUp => at(Code::groups_do_not_add_up),
        }
    })
    .collect()
}

/// Writes what a unit enters into a form of a year, and records it.
///
/// # Errors
/// Nobody acts; 409 or 412 where somebody else entered something last; a [`Problem`] of the database.
pub async fn enter_in(
    tx: &mut Connection,
    context: &ChangeContext,
    (form, of): (FormCode, FormQuery),
    (rows, if_match): (&[EnteredRow], Option<IfMatch>),
) -> Result<(), Problem> {
    context.actor()?;
    let new = Entry {
        id: context.ids.next(),
        form,
        year: of.year,
        unit_id: of.unit_id,
        rows: json!([]),
        writers: Writers::default(),
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    let found = store::lock_entry(tx, &new).await?;
    let before = (found.id != new.id).then_some(&found);
    let rows = to_json(&rows)?;
    if before.is_some_and(|before| before.rows == rows) {
        return Ok(());
    }
    if let Some(before) = before {
        let last = before.writers.0.last().copied();
        IfMatch::check_put(if_match, before.version, last == context.actor_id)?;
    }
    let after = Entry {
        rows,
        writers: found.writers.clone().and(context.actor_id),
        version: before.map_or(RowVersion::FIRST, |before| before.version.next()),
        updated_at: context.at,
        ..found.clone()
    };
    store::write_entry(tx, &after).await?;
    Ok(record_change(tx, context, Occurrence::StatisticsEntered, before, &after).await?)
}
