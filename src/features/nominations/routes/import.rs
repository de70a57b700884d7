//! Nominations of a table: the list that a unit sends with its letter, a draft for each row.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::checks::{check_subject, check_unit};
use super::create::{NewNomination, PreparedNomination, prepare, write};
use crate::auth::unit_scope::act_for;
use crate::db::Connection;
use crate::features::campaigns::store as campaigns;
use crate::features::nominations::rules::import::TABLE;
use crate::features::people::rules::{Subject, SubjectKind};
use crate::http::problem::FaultPlace;
use crate::http::{Code, Problem, Violation};
use crate::official_documents::tables::ImportTable;
use crate::operations::imports::Importer;
use crate::operations::imports::records::{Cells, Record, SaidOnce, TableRecord, object};
use crate::operations::subjects::store::find_by_codes;
use crate::operations::subjects::{NamedSubjects, subject_column, subject_of_cells};

/// A nomination of a table.
pub struct NominationRecord;

/// What some rows name.
struct Named {
    subjects: NamedSubjects,
    units: HashMap<String, Uuid>,
    campaigns: HashMap<String, Uuid>,
}

impl TableRecord for NominationRecord {
    const TABLE: ImportTable = TABLE;
    const OPERATION: &'static str = "createNomination";

    type Body = NewNomination;
    type Thing = PreparedNomination;

    fn said_once(cells: &Cells) -> Vec<SaidOnce> {
        let ground: &[&'static str] = match cells.get("commendationKind") {
            Some("CAMPAIGN") => &["award", "commendationKind", "campaignCode"],
            Some("AD_HOC") => &["award", "commendationKind", "startsOn", "endsOn"],
            _ => &["award", "commendationKind", "year"],
        };
        let of = |subject| cells.together(&[&[subject], ground].concat());
        ["staffCode", "unitCode", "householdCode"].into_iter().filter_map(of).collect()
    }

    fn body(cells: &Cells) -> Value {
        let named = |column| cells.get(column).map(|_| json!(Uuid::nil()));
        object([
            ("unitId", named("nominatingUnitCode")),
            ("subject", subject_of_cells(cells)),
            ("award", cells.text("award")),
            ("commendationKind", cells.text("commendationKind")),
            ("year", cells.number("year")),
            ("campaignId", named("campaignCode")),
            ("startsOn", cells.text("startsOn")),
            ("endsOn", cells.text("endsOn")),
            ("achievement", cells.text("achievement")),
        ])
    }

    async fn judge(
        tx: &mut Connection,
        importer: &Importer,
        rows: Vec<Record<NewNomination>>,
    ) -> Result<Vec<Result<PreparedNomination, Vec<Violation>>>, Problem> {
        let named = Named::find(tx, importer, &rows).await?;
        let mut judged = Vec::with_capacity(rows.len());
        for row in rows {
            judged.push(named.judge(tx, importer, row).await?);
        }
        Ok(judged)
    }

    async fn write(
        tx: &mut Connection,
        importer: &Importer,
        things: Vec<PreparedNomination>,
    ) -> Result<Vec<Uuid>, Problem> {
        let mut ids = Vec::with_capacity(things.len());
        for thing in things {
            ids.push(write(tx, &importer.context, thing).await?.id);
        }
        Ok(ids)
    }
}

impl Named {
    async fn find(
        tx: &Connection,
        importer: &Importer,
        rows: &[Record<NewNomination>],
    ) -> Result<Self, Problem> {
        let codes = |column| {
            let said = rows.iter().filter_map(move |row| row.cells.get(column));
            said.map(str::to_owned).collect::<Vec<String>>()
        };
        let subjects = NamedSubjects::find(tx, importer, rows).await?;
        let found = find_by_codes(tx, SubjectKind::Unit, &codes("nominatingUnitCode")).await?;
        let units = NamedSubjects::of(tx, importer, found).await?;
        let units = units.subjects().coded().map(|(code, unit)| (code.to_owned(), unit.id)).collect();
        let campaigns = campaigns::list_ids_by_code(tx, &codes("campaignCode")).await?.into_iter().collect();
        Ok(Self { subjects, units, campaigns })
    }

    /// What a row is, or what stands against it.
    async fn judge(
        &self,
        tx: &mut Connection,
        importer: &Importer,
        row: Record<NewNomination>,
    ) -> Result<Result<PreparedNomination, Vec<Violation>>, Problem> {
        let mut found = Vec::new();
        let subject = self.subjects.subject(importer, &row, &mut found);
        let unit_id = self.nominating_unit(tx, importer, &row, &mut found).await?;
        let campaign_id = match row.cells.get("campaignCode") {
            None => None,
            Some(code) => match self.campaigns.get(code) {
                Some(id) => Some(*id),
                None => {
                    found.push(row.fault("campaignCode", Code::unknown_campaign).with("campaign", code));
                    None
                }
            },
        };
        let (Some(subject), Some(unit_id), true) = (subject, unit_id, found.is_empty()) else {
            return Ok(Err(found));
        };
        let input = NewNomination { unit_id, subject, campaign_id, ..row.body.clone() };
        let prepared =
            match check_subject(tx, &importer.grants, (unit_id, subject), importer.context.today).await {
                Ok(()) => prepare(tx, &importer.context, &input).await,
                Err(refused) => Err(refused),
            };
        match prepared {
            Ok(prepared) => Ok(Ok(prepared)),
            Err(refused) if refused.code.row().status < 500 => Ok(Err(faults_of(refused, &row, subject))),
            Err(broken) => Err(broken),
        }
    }

    /// The unit that nominates, where the person who imports acts for it.
    async fn nominating_unit(
        &self,
        tx: &Connection,
        importer: &Importer,
        row: &Record<NewNomination>,
        found: &mut Vec<Violation>,
    ) -> Result<Option<Uuid>, Problem> {
        let (column, today) = ("nominatingUnitCode", importer.context.today);
        let code = row.cells.get(column).unwrap_or_default();
        let Some(unit) = self.units.get(code).copied() else {
            found.push(row.fault(column, Code::unknown_unit).with("unit", code));
            return Ok(None);
        };
        if !act_for(tx, &importer.grants, unit, today).await? {
            found.push(row.fault(column, Code::forbidden));
            return Ok(None);
        }
        match check_unit(tx, "/unitId", unit, today).await {
            Ok(()) => Ok(Some(unit)),
            Err(refused) if refused.code.row().status < 500 => {
                found.push(row.fault(column, Code::unit_is_closed));
                Ok(None)
            }
            Err(broken) => Err(broken),
        }
    }
}

/// What was refused as faults of a row: the body's members stand in columns of their own names, but for what is named by its code.
fn faults_of(refused: Problem, row: &Record<NewNomination>, subject: Subject) -> Vec<Violation> {
    let column = |pointer: &str| match pointer {
        "/subject/id" | "" => subject_column(subject.kind).to_owned(),
        "/unitId" => "nominatingUnitCode".to_owned(),
        "/campaignId" => "campaignCode".to_owned(),
        other => other.trim_start_matches('/').to_owned(),
    };
    let line = row.line;
    let moved = |fault: Violation| match fault.place.clone() {
        FaultPlace::Pointer(pointer) => {
            fault.at_place(FaultPlace::Pointer(format!("/{line}/{}", column(&pointer))))
        }
        _ => fault,
    };
    refused.into_faults_of("").into_iter().map(moved).collect()
}
