//! How the rows of a table name whom they are about.

use std::collections::HashMap;

use serde_json::{Value, json};
use uuid::Uuid;

use super::known::KnownSubjects;
use super::model::{Subject, SubjectKind};
use super::store::{self, MergedPeople};
use crate::auth::policy::Permission;
use crate::core::vietnamese::folded;
use crate::db::Connection;
use crate::http::{Code, Problem, Violation};
use crate::operations::imports::Importer;
use crate::operations::imports::records::{Cells, Record};

/// The columns that say whom a row is about: one of them in each row.
const SUBJECT_COLUMNS: [(&str, SubjectKind); 3] = [
    ("staffCode", SubjectKind::Person),
    ("unitCode", SubjectKind::Unit),
    ("householdCode", SubjectKind::Household),
];

/// The column that says whom a row is about, of this kind.
#[must_use]
pub fn subject_column(kind: SubjectKind) -> &'static str {
    SUBJECT_COLUMNS.iter().find(|(_, own)| *own == kind).map_or("staffCode", |(column, _)| column)
}

/// Whom a row is about, as the body of an operation that names them by id: any id stands there.
#[must_use]
pub fn subject_of_cells(cells: &Cells) -> Option<Value> {
    let named = SUBJECT_COLUMNS.iter().find(|(column, _)| cells.get(column).is_some());
    // A row that names nobody is told so when it is judged.
    let kind = named.map_or(SubjectKind::Person, |(_, kind)| *kind);
    Some(json!({"type": kind, "id": Uuid::nil()}))
}

/// Whom some rows are about.
pub struct NamedSubjects {
    known: KnownSubjects,
    by_code: HashMap<(SubjectKind, String), Subject>,
    /// Who was merged into them, and whom that means.
    merged: MergedPeople,
}

impl NamedSubjects {
    /// Whom the rows name by code; as many statements for many as for one.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    pub async fn find<B>(tx: &Connection, importer: &Importer, rows: &[Record<B>]) -> Result<Self, Problem> {
        let mut subjects = Vec::new();
        for (column, kind) in SUBJECT_COLUMNS {
            let codes = rows.iter().filter_map(|row| row.cells.get(column)).map(str::to_owned);
            subjects.extend(store::find_by_codes(tx, kind, &codes.collect::<Vec<_>>()).await?);
        }
        Self::of(tx, importer, subjects).await
    }

    /// These subjects.
    ///
    /// # Errors
    /// A [`Problem`] of the database.
    pub async fn of(tx: &Connection, importer: &Importer, subjects: Vec<Subject>) -> Result<Self, Problem> {
        let known = KnownSubjects::find(tx, subjects, importer.context.today).await?;
        let by_code = known.coded().map(|(code, subject)| ((subject.kind, code.to_owned()), subject));
        let by_code: HashMap<_, Subject> = by_code.collect();
        let ids: Vec<Uuid> = by_code.values().map(|subject| subject.id).collect();
        let merged = MergedPeople::into(tx, &ids).await?;
        Ok(Self { known, by_code, merged })
    }

    /// What is known of them.
    #[must_use]
    pub const fn subjects(&self) -> &KnownSubjects {
        &self.known
    }

    /// All ids under which something is known of them.
    #[must_use]
    pub fn ids(&self) -> Vec<Uuid> {
        self.merged.and(self.by_code.values().map(|subject| subject.id))
    }

    /// Whom one of these ids means.
    #[must_use]
    pub fn survivor(&self, id: Uuid) -> Uuid {
        self.merged.survivor(id)
    }

    /// A subject by its code, where the person who imports sees it.
    #[must_use]
    pub fn visible(&self, importer: &Importer, kind: SubjectKind, code: &str) -> Option<Subject> {
        let found = self.by_code.get(&(kind, code.to_owned())).copied();
        found.filter(|subject| self.known.allows(&importer.grants, Permission::ReadPeople, *subject))
    }

    /// Whom a row is about, if the person who imports may write of them; what stands against that becomes faults.
    pub fn subject<B>(
        &self,
        importer: &Importer,
        row: &Record<B>,
        faults: &mut Vec<Violation>,
    ) -> Option<Subject> {
        let named =
            SUBJECT_COLUMNS.iter().filter_map(|(column, kind)| Some((column, kind, row.cells.get(column)?)));
        let named: Vec<_> = named.collect();
        let [(column, kind, code)] = named[..] else {
            let column = named.first().map_or("staffCode", |(column, ..)| column);
            faults.push(row.fault(column, Code::one_subject_needed));
            return None;
        };
        let Some(subject) = self.visible(importer, *kind, code) else {
            faults.push(unknown(row, column, *kind, code));
            return None;
        };
        if !self.known.allows(&importer.grants, Permission::KeepPeople, subject) {
            faults.push(row.fault(column, Code::forbidden));
        }
        // However the letters are put together: the name only guards against a wrong code.
        let is_other = |name: &str| folded(name) != folded(&self.known.reference(subject).name);
        if row.cells.get("name").is_some_and(is_other) {
            faults.push(row.fault("name", Code::name_differs));
        }
        Some(subject)
    }
}

fn unknown<B>(row: &Record<B>, column: &str, kind: SubjectKind, code: &str) -> Violation {
    match kind {
        SubjectKind::Person => row.fault(column, Code::unknown_person).with("person", code),
        SubjectKind::Unit => row.fault(column, Code::unknown_unit).with("unit", code),
        SubjectKind::Household => row.fault(column, Code::unknown_subject).with("subject", code),
    }
}
