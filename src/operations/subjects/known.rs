//! Some subjects, in whose reach each is, and what a caller may do with what is known of them.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::model::{Subject, SubjectKind, SubjectReference};
use super::store::{self, SubjectRow};
use super::units::{readable_units, units_below};
use crate::auth::Caller;
use crate::auth::policy::{Grant, Permission, allows};
use crate::auth::store as authorization;
use crate::auth::unit_scope::UnitScope;
use crate::db::{self, Connection};
use crate::http::{Code, Problem, Violation};
use crate::operations::references::{References, UnitReference};

/// What some subjects are called.
#[derive(Debug)]
pub struct SubjectNames {
    rows: HashMap<Subject, SubjectRow>,
    unit_names: References<UnitReference>,
}

impl SubjectNames {
    /// The names of these, as far as they are there; as many statements for many as for one.
    pub async fn find(
        conn: &Connection,
        subjects: impl IntoIterator<Item = Subject>,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let subjects: HashSet<Subject> = subjects.into_iter().collect();
        let rows = store::list_subjects(conn, &subjects).await?;
        let named = rows.iter().filter(|row| row.name.is_none()).map(|row| row.unit_id);
        let unit_names = UnitReference::find_all(conn, named, today).await?;
        Ok(Self { rows: rows.into_iter().map(|row| (row.subject, row)).collect(), unit_names })
    }

    /// A subject as answers name it.
    #[must_use]
    pub fn reference(&self, subject: Subject) -> SubjectReference {
        let row = self.rows.get(&subject);
        let name = row.and_then(|row| row.name.clone());
        SubjectReference {
            kind: subject.kind,
            id: subject.id,
            code: row.and_then(|row| row.code.clone()),
            name: name.unwrap_or_else(|| self.unit_names.get(subject.id).name),
        }
    }
}

/// Some subjects, and in whose reach each is.
#[derive(Debug)]
pub struct KnownSubjects {
    names: SubjectNames,
    units_now: HashMap<Uuid, Uuid>,
    lineages: HashMap<Uuid, Vec<Uuid>>,
}

impl KnownSubjects {
    /// What is known of these, as far as they are there; as many statements for many as for one.
    pub async fn find(
        conn: &Connection,
        subjects: impl IntoIterator<Item = Subject>,
        today: NaiveDate,
    ) -> Result<Self, db::Error> {
        let names = SubjectNames::find(conn, subjects, today).await?;
        let units: HashSet<Uuid> = names.rows.values().map(|row| row.unit_id).collect();
        let units: Vec<Uuid> = units.into_iter().collect();
        let units_now = store::units_in_force(conn, &units, today).await?;
        let now: Vec<Uuid> = units_now.values().copied().collect();
        let lineages = authorization::lineages(conn, &now, today).await?;
        Ok(Self { names, units_now, lineages })
    }

    /// What they are called.
    #[must_use]
    pub const fn names(&self) -> &SubjectNames {
        &self.names
    }

    /// A subject.
    #[must_use]
    pub fn get(&self, subject: Subject) -> Option<&SubjectRow> {
        self.names.rows.get(&subject)
    }

    /// The subjects that have a code.
    pub fn coded(&self) -> impl Iterator<Item = (&str, Subject)> {
        self.names.rows.values().filter_map(|row| Some((row.code.as_deref()?, row.subject)))
    }

    /// The unit in whose reach a subject is now.
    #[must_use]
    pub fn unit_of(&self, subject: Subject) -> Option<Uuid> {
        self.units_now.get(&self.get(subject)?.unit_id).copied()
    }

    /// Whether these roles may do something with what is known of a subject.
    #[must_use]
    pub fn allows(&self, grants: &[Grant], permission: Permission, subject: Subject) -> bool {
        !self.lineage(subject).is_empty() && allows(grants, permission, self.lineage(subject))
    }

    /// Whether a subject is in a unit now, or below it.
    #[must_use]
    pub fn is_below(&self, subject: Subject, unit_id: Uuid) -> bool {
        self.lineage(subject).contains(&unit_id)
    }

    /// The unit in whose reach a subject is now, with all units above it; nothing of nobody.
    #[must_use]
    pub fn lineage(&self, subject: Subject) -> &[Uuid] {
        let lineage = self.unit_of(subject).and_then(|unit| self.lineages.get(&unit));
        lineage.map_or(&[], Vec::as_slice)
    }

    /// The same of one of several.
    #[must_use]
    pub fn allows_any(&self, grants: &[Grant], permission: Permission, subjects: &[Subject]) -> bool {
        subjects.iter().any(|subject| self.allows(grants, permission, *subject))
    }

    /// Passes when the caller may read and do this with what is known of one of some subjects.
    ///
    /// # Errors
    /// 404 where none of them is seen, 403 otherwise.
    pub fn require_any(
        &self,
        caller: &Caller,
        permission: Permission,
        subjects: &[Subject],
    ) -> Result<(), Problem> {
        if !self.allows_any(&caller.grants, Permission::ReadPeople, subjects) {
            return Err(Problem::new(Code::not_found));
        }
        if self.allows_any(&caller.grants, permission, subjects) {
            Ok(())
        } else {
            Err(Problem::new(Code::forbidden))
        }
    }

    /// Passes when something new may be written of a subject that a member of the body names.
    ///
    /// # Errors
    /// 400 where there is none that the caller sees, 409 where it was merged, 403 where the caller keeps nothing of it.
    pub fn require_named(&self, caller: &Caller, pointer: &str, subject: Subject) -> Result<(), Problem> {
        let row = self.get(subject);
        let Some(row) = row.filter(|_| self.allows(&caller.grants, Permission::ReadPeople, subject)) else {
            let fault = Violation::at(pointer, Code::unknown_subject).with("subject", subject.id);
            return Err(Problem::invalid(vec![fault]));
        };
        if let Some(survivor) = row.merged_into_id {
            return Err(Problem::new(Code::person_is_merged).with_existing(survivor));
        }
        self.require_any(caller, Permission::KeepPeople, &[subject])
    }

    /// A subject as answers name it.
    #[must_use]
    pub fn reference(&self, subject: Subject) -> SubjectReference {
        self.names.reference(subject)
    }
}

/// Holds whom something is written of, so that nobody merges them meanwhile.
///
/// # Errors
/// 409 where somebody did.
pub async fn hold_subjects(tx: &mut Connection, subjects: &[Subject]) -> Result<(), Problem> {
    let people = subjects.iter().filter(|subject| subject.kind == SubjectKind::Person);
    let people: Vec<Uuid> = people.map(|subject| subject.id).collect();
    if people.is_empty() {
        return Ok(());
    }
    match store::hold_people(tx, &people).await? {
        Some(survivor) => Err(Problem::new(Code::person_is_merged).with_existing(survivor)),
        None => Ok(()),
    }
}

/// The subjects that a list is about, as lists of which each must hold one: those in the caller's reach, those of a unit that
/// was asked for with all below it, and one that was asked for with whoever was merged into it.
pub async fn listed_subjects(
    conn: &Connection,
    scope: &UnitScope,
    (unit_id, subject_id): (Option<Uuid>, Option<Uuid>),
    today: NaiveDate,
) -> Result<Vec<Vec<Uuid>>, db::Error> {
    let mut subjects = Vec::new();
    let of_units = [readable_units(conn, scope, today).await?, units_below(conn, unit_id, today).await?];
    for units in of_units.into_iter().flatten() {
        subjects.push(store::subjects_in(conn, &units).await?);
    }
    if let Some(id) = subject_id {
        let mut same = store::all_ids_of(conn, id).await?;
        same.push(id);
        subjects.push(same);
    }
    Ok(subjects)
}
