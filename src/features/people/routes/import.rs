//! People of a table.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use super::create::{NewPerson, is_identity_number, is_same_person};
use super::placing::class_on;
use crate::auth::policy::{Permission, allows};
use crate::auth::store as authorization;
use crate::core::vietnamese::{composed, folded};
use crate::db::Connection;
use crate::features::people::rules::import::TABLE;
use crate::features::people::store::{self, Membership, Person, ReportingClass};
use crate::features::units::store::{self as units, Unit};
use crate::http::{Code, Problem, Violation};
use crate::official_documents::tables::ImportTable;
use crate::operations::imports::Importer;
use crate::operations::imports::records::{Cells, Record, SaidOnce, TableRecord, object};
use crate::record::{ChangeRecord, Occurrence, record};

/// A person of a table.
pub struct PersonRecord;

/// What some rows name.
struct Known {
    units: HashMap<String, Unit>,
    lineages: HashMap<Uuid, Vec<Uuid>>,
    classes: Vec<ReportingClass>,
    /// Who has one of the staff codes already.
    by_staff_code: HashMap<String, Uuid>,
    /// People with one of the names.
    namesakes: Vec<Person>,
}

impl TableRecord for PersonRecord {
    const TABLE: ImportTable = TABLE;
    const OPERATION: &'static str = "createPerson";

    type Body = NewPerson;
    type Thing = (Person, Membership);

    fn said_once(cells: &Cells) -> Vec<SaidOnce> {
        cells.together(&["staffCode"]).into_iter().collect()
    }

    fn body(cells: &Cells) -> Value {
        let membership = object([
            ("unitId", Some(Value::from(Uuid::nil().to_string()))),
            ("position", cells.text("position")),
            ("reportingClass", cells.text("reportingClass")),
            ("startsOn", cells.text("startsOn")),
        ]);
        object([
            ("staffCode", cells.text("staffCode")),
            ("name", cells.text("name")),
            ("sex", cells.text("sex")),
            ("birthYear", cells.number("birthYear")),
            ("isEthnicMinority", cells.flag("isEthnicMinority")),
            ("isAnotherPerson", cells.flag("isAnotherPerson")),
            ("membership", Some(membership)),
        ])
    }

    async fn judge(
        tx: &mut Connection,
        importer: &Importer,
        rows: Vec<Record<NewPerson>>,
    ) -> Result<Vec<Result<Self::Thing, Vec<Violation>>>, Problem> {
        let known = Known::find(tx, importer, &rows).await?;
        let mut judged: Vec<Result<Self::Thing, Vec<Violation>>> = Vec::new();
        for row in rows {
            let thing = known.judge(importer, row, &judged)?;
            judged.push(thing);
        }
        Ok(judged)
    }

    async fn write(
        tx: &mut Connection,
        importer: &Importer,
        things: Vec<Self::Thing>,
    ) -> Result<Vec<Uuid>, Problem> {
        let (people, memberships): (Vec<Person>, Vec<Membership>) = things.into_iter().unzip();
        let ids = people.iter().map(|person| person.id).collect();
        store::create(tx, people.clone()).await?;
        store::create_memberships(tx, memberships).await?;
        let records = people.iter().map(|person| ChangeRecord::of(Occurrence::PersonCreated, None, person));
        record(tx, &importer.context, records).await?;
        Ok(ids)
    }
}

impl Known {
    async fn find(
        tx: &mut Connection,
        importer: &Importer,
        rows: &[Record<NewPerson>],
    ) -> Result<Self, Problem> {
        let cell = |column| rows.iter().filter_map(move |row| row.cells.get(column)).map(str::to_owned);
        let codes: Vec<String> = cell("unitCode").collect();
        let units = units::lock_shared_by_codes(tx, &codes).await?;
        let ids: Vec<Uuid> = units.iter().map(|unit| unit.id).collect();
        let staff_codes: Vec<String> = cell("staffCode").collect();
        let taken = store::list_by_staff_codes(tx, &staff_codes).await?;
        let names: Vec<String> = rows.iter().map(|row| folded(&composed(&row.body.name))).collect();
        let today = importer.context.today;
        let before = store::with_predecessors(tx, &ids, today).await?;
        let mut namesakes = store::list_by_names(tx, &names, &before).await?;
        let now = store::units_in_force(tx, &before, today).await?;
        // Whoever came over with a unit is of the one that it went over to.
        for person in &mut namesakes {
            person.unit_id = now.get(&person.unit_id).copied().unwrap_or(person.unit_id);
        }
        Ok(Self {
            lineages: authorization::lineages(tx, &ids, importer.context.today).await?,
            units: units.into_iter().map(|unit| (unit.code.clone(), unit)).collect(),
            classes: store::list_classes(tx).await?,
            by_staff_code: taken.into_iter().filter_map(|one| Some((one.staff_code?, one.id))).collect(),
            namesakes,
        })
    }

    /// What a row is, beside the rows that were judged before it.
    fn judge(
        &self,
        importer: &Importer,
        row: Record<NewPerson>,
        before: &[Result<(Person, Membership), Vec<Violation>>],
    ) -> Result<Result<(Person, Membership), Vec<Violation>>, Problem> {
        let mut faults = Vec::new();
        let unit = self.unit(importer, &row, &mut faults);
        let (code, day) = (&row.body.membership.reporting_class, row.body.membership.starts_on);
        let class = class_on(&self.classes, code, day).map(|class| class.id);
        if class.is_none() {
            let fault = row.fault("reportingClass", Code::unknown_reporting_class);
            faults.push(fault.with("class", code).with("day", day));
        }
        if row.body.staff_code.as_ref().is_some_and(|code| self.by_staff_code.contains_key(code)) {
            faults.push(row.fault("staffCode", Code::staff_code_taken));
        }
        if row.body.staff_code.as_deref().is_some_and(is_identity_number) {
            faults.push(row.fault("staffCode", Code::staff_code_is_identity_number));
        }
        let (Some(unit), Some(class)) = (unit, class) else { return Ok(Err(faults)) };
        let (line_fault, is_another) =
            (row.fault("name", Code::person_already_there), row.body.is_another_person);
        let (person, membership) = row.body.into_rows(&importer.context, (unit, class), None)?;
        let earlier = before.iter().filter_map(|judged| judged.as_ref().ok()).map(|(person, _)| person);
        let mut others = self.namesakes.iter().chain(earlier);
        if !is_another
            && others.any(|other| other.unit_id == person.unit_id && is_same_person(other, &person))
        {
            faults.push(line_fault);
        }
        Ok(if faults.is_empty() { Ok((person, membership)) } else { Err(faults) })
    }

    /// The unit that a row names, if the person may write people there and it exists on the row's day.
    fn unit(
        &self,
        importer: &Importer,
        row: &Record<NewPerson>,
        faults: &mut Vec<Violation>,
    ) -> Option<Uuid> {
        let code = row.cells.get("unitCode").unwrap_or_default();
        let day = row.body.membership.starts_on;
        let Some(unit) = self.units.get(code) else {
            faults.push(row.fault("unitCode", Code::unknown_unit).with("unit", code));
            return None;
        };
        let lineage = self.lineages.get(&unit.id).map_or(&[][..], Vec::as_slice);
        if !allows(&importer.grants, Permission::KeepPeople, lineage) {
            faults.push(row.fault("unitCode", Code::forbidden));
        }
        if day < unit.opened_on {
            faults.push(row.fault("startsOn", Code::before_unit_opens).with("opensOn", unit.opened_on));
        } else if let Some(closed_on) = unit.closed_on.filter(|closed_on| day >= *closed_on) {
            faults.push(row.fault("startsOn", Code::after_unit_closes).with("closesOn", closed_on));
        }
        Some(unit.id)
    }
}
