//! The papers of a nomination's dossier, and the initiatives that it rests on.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::Error;
use crate::db::schema::{initiatives, nomination_initiatives, nomination_papers};
use crate::insert_rows;

/// A paper of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = nomination_papers)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct NominationPaper {
    pub nomination_id: Uuid,
    pub code: String,
    pub position: i32,
    pub name: String,
    pub required: bool,
    pub file_id: Option<Uuid>,
    pub document_id: Option<Uuid>,
    pub is_shared: bool,
}

/// The code of the achievement report in the catalogue.
const REPORT: &str = "ACHIEVEMENT_REPORT";

impl NominationPaper {
    /// Whether it is the achievement report.
    #[must_use]
    pub fn is_report(&self) -> bool {
        self.code == REPORT
    }

    /// Whether the paper is there.
    #[must_use]
    pub const fn is_there(&self) -> bool {
        self.file_id.is_some() || self.document_id.is_some()
    }
}

/// The checklist of a nomination, in its order.
pub async fn list_papers(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Vec<NominationPaper>, Error> {
    let own = nomination_papers::table.filter(nomination_papers::nomination_id.eq(id));
    let own = own.order(nomination_papers::position).select(NominationPaper::as_select());
    Ok(own.load(&mut conn).await?)
}

/// Writes the checklist of a nomination anew.
pub async fn replace_papers(
    tx: &mut AsyncPgConnection,
    id: Uuid,
    papers: &[NominationPaper],
) -> Result<(), Error> {
    let own = nomination_papers::table.filter(nomination_papers::nomination_id.eq(id));
    diesel::delete(own).execute(tx).await?;
    insert_rows!(nomination_papers::table, papers.to_vec(), tx);
    Ok(())
}

/// The initiatives that a nomination rests on: id, code, title; by code.
pub async fn list_initiatives(
    mut conn: &AsyncPgConnection,
    id: Uuid,
) -> Result<Vec<(Uuid, String, String)>, Error> {
    let own = nomination_initiatives::table.filter(nomination_initiatives::nomination_id.eq(id));
    let own =
        own.inner_join(initiatives::table.on(initiatives::id.eq(nomination_initiatives::initiative_id)));
    let own = own.order(initiatives::code);
    Ok(own.select((initiatives::id, initiatives::code, initiatives::title)).load(&mut conn).await?)
}

/// Writes the initiatives that a nomination rests on anew.
pub async fn replace_initiatives(
    tx: &mut AsyncPgConnection,
    id: Uuid,
    initiative_ids: &[Uuid],
) -> Result<(), Error> {
    let own = nomination_initiatives::table.filter(nomination_initiatives::nomination_id.eq(id));
    diesel::delete(own).execute(tx).await?;
    let once: BTreeSet<&Uuid> = initiative_ids.iter().collect();
    let row = |initiative_id: &Uuid| {
        (
            nomination_initiatives::nomination_id.eq(id),
            nomination_initiatives::initiative_id.eq(*initiative_id),
        )
    };
    insert_rows!(nomination_initiatives::table, once.into_iter().map(row).collect::<Vec<_>>(), tx);
    Ok(())
}
