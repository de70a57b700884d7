//! Earlier awards of a table.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use super::checks::violations;
use super::create::NewAward;
use crate::db::Connection;
use crate::features::awards::rules::CatalogueAward;
use crate::features::awards::rules::import::TABLE;
use crate::features::awards::store::{self, Award, AwardPlace};
use crate::http::{Code, Problem, Violation};
use crate::official_documents::tables::ImportTable;
use crate::operations::imports::Importer;
use crate::operations::imports::records::{Cells, Record, SaidOnce, TableRecord, object};
use crate::operations::subjects::{NamedSubjects, subject_of_cells};

/// An earlier award of a table.
pub struct EarlierAwardRecord;

/// What some rows are asked about.
struct Known {
    named: NamedSubjects,
    catalogue: Vec<CatalogueAward>,
    there: HashMap<AwardPlace, Uuid>,
}

/// An award with the unit in whose reach it is, or what is wrong with its row.
type JudgedAward = Result<(Award, Option<Uuid>), Vec<Violation>>;

impl TableRecord for EarlierAwardRecord {
    const TABLE: ImportTable = TABLE;
    const OPERATION: &'static str = "createAward";

    type Body = NewAward;
    type Thing = (Award, Option<Uuid>);

    fn said_once(cells: &Cells) -> Vec<SaidOnce> {
        let is_repeatable = matches!(cells.get("commendationKind"), Some("AD_HOC" | "CAMPAIGN"));
        let decision = is_repeatable.then_some("decisionNumber");
        let of = |subject| {
            let columns = [subject, "awardCode", "achievementYear", "commendationKind"];
            cells.together(&columns.into_iter().chain(decision).collect::<Vec<_>>())
        };
        ["staffCode", "unitCode", "householdCode"].into_iter().filter_map(of).collect()
    }

    fn body(cells: &Cells) -> Value {
        object([
            ("subject", subject_of_cells(cells)),
            ("awardCode", cells.text("awardCode")),
            ("achievementYear", cells.number("achievementYear")),
            ("startsOn", cells.text("startsOn")),
            ("endsOn", cells.text("endsOn")),
            ("decidedOn", cells.text("decidedOn")),
            ("decisionNumber", cells.text("decisionNumber")),
            ("decidedBy", cells.text("decidedBy")),
            ("commendationKind", cells.text("commendationKind")),
            ("achievement", cells.text("achievement")),
            ("source", cells.text("source")),
        ])
    }

    async fn judge(
        tx: &mut Connection,
        importer: &Importer,
        rows: Vec<Record<NewAward>>,
    ) -> Result<Vec<Result<Self::Thing, Vec<Violation>>>, Problem> {
        let known = Known::find(tx, importer, &rows).await?;
        rows.into_iter().map(|row| known.judge(importer, row)).collect()
    }

    async fn write(
        tx: &mut Connection,
        importer: &Importer,
        things: Vec<Self::Thing>,
    ) -> Result<Vec<Uuid>, Problem> {
        let awards: Vec<Award> = things.iter().map(|(award, _)| award.clone()).collect();
        store::create(tx, &awards).await?;
        store::record_created(tx, &importer.context, &things).await?;
        Ok(awards.into_iter().map(|award| award.id).collect())
    }
}

impl Known {
    async fn find(tx: &Connection, importer: &Importer, rows: &[Record<NewAward>]) -> Result<Self, Problem> {
        let named = NamedSubjects::find(tx, importer, rows).await?;
        let (mut codes, mut years) = (Vec::new(), Vec::new());
        for row in rows {
            codes.push(row.body.award_code.clone());
            years.push(row.body.achievement_year);
        }
        years.sort_unstable();
        years.dedup();
        codes.sort_unstable();
        codes.dedup();
        let there = store::list_places(tx, &named.ids(), &codes, &years).await?;
        let catalogue = store::list_catalogue(tx, &codes).await?;
        let placed = |(place, id): (AwardPlace, Uuid)| {
            (AwardPlace { subject: named.survivor(place.subject), ..place }, id)
        };
        let there = there.into_iter().map(placed).collect();
        Ok(Self { named, catalogue, there })
    }

    /// What a row is, or what stands against it.
    fn judge(&self, importer: &Importer, row: Record<NewAward>) -> Result<JudgedAward, Problem> {
        let (context, mut found) = (&importer.context, Vec::new());
        let Some(subject) = self.named.subject(importer, &row, &mut found) else { return Ok(Err(found)) };
        let taken = row.fault("awardCode", Code::award_already_there);
        let line = row.line;
        let name = self.named.subjects().reference(subject).name;
        let award = NewAward { subject, ..row.body }.into_row(context, name)?;
        found.extend(violations(&award, &self.catalogue, &format!("/{line}"), context.today));
        if self.there.contains_key(&award.place()) {
            found.push(taken);
        }
        let unit = self.named.subjects().unit_of(subject);
        Ok(if found.is_empty() { Ok((award, unit)) } else { Err(found) })
    }
}
