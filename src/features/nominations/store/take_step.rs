//! Taking a step of a nomination's life, or of many.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::heads::NominationHead;
use super::model::Nomination;
use super::recorded::{changes_of, record_with};
use super::write::advance;
use crate::core::context::ChangeContext;
use crate::db::schema::nominations;
use crate::db::{Connection, Error};
use crate::features::nominations::rules::NominationLife;
use crate::operations::life_cycle::{Step, record_step, row_of};
use crate::record::{record, transitions};

/// Writes what a step makes of a locked nomination, and records it with the reason and the details.
pub async fn take_step(
    tx: &mut Connection,
    context: &ChangeContext,
    step: &Step<NominationLife>,
    (before, after): (&Nomination, Nomination),
    (reason, details): (Option<&str>, Value),
) -> Result<Nomination, Error> {
    let after =
        Nomination { status: step.to, version: before.version.next(), updated_at: context.at, ..after };
    advance(tx, before, &after).await?;
    record_step(tx, context, step, before.id, (context.today, reason)).await?;
    let states = (Some((before, Value::Null)), (&after, details));
    record_with(tx, context, step.occurrence, states).await?;
    Ok(after)
}

/// Takes the same step of locked nominations, and records it of each: as many statements for many as for one.
///
/// # Errors
/// [`Error::Conflict`] when somebody else was faster, which locked nominations never see.
pub async fn take_step_of_all(
    tx: &mut AsyncPgConnection,
    context: &ChangeContext,
    heads: &[NominationHead],
    step: &Step<NominationLife>,
) -> Result<(), Error> {
    let ids: Vec<Uuid> = heads.iter().map(|head| head.id).collect();
    let open =
        nominations::table.filter(nominations::id.eq_any(&ids)).filter(nominations::status.eq(step.from));
    let changed = diesel::update(open)
        .set((
            nominations::status.eq(step.to),
            nominations::version.eq(nominations::version + 1),
            nominations::updated_at.eq(context.at),
        ))
        .execute(tx)
        .await?;
    if changed != ids.len() {
        return Err(Error::Conflict("a nomination was changed meanwhile".to_owned()));
    }
    let rows: Vec<_> = ids.iter().map(|id| row_of(step, *id, (context.today, None))).collect();
    transitions::record_all(tx, context, &rows).await?;
    let after: HashMap<Uuid, NominationHead> = heads
        .iter()
        .map(|head| {
            (head.id, NominationHead { status: step.to, version: head.version.next(), ..head.clone() })
        })
        .collect();
    let changes = heads.iter().filter_map(|before| {
        let after = after.get(&before.id)?;
        Some(changes_of(step.occurrence, (Some((before, Value::Null)), (after, Value::Null))))
    });
    record(tx, context, changes.collect::<Vec<_>>()).await
}
