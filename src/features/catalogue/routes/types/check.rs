//! An award type as a dated row, and what it may not say.

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::view::{AwardTypeView, view_of};
use crate::core::row_version::RowVersion;
use crate::db::{self, Connection};
use crate::features::catalogue::rules::VotingFault;
use crate::features::catalogue::store::{self, AwardType};
use crate::http::{Code, Problem, Violation, require_none};
use crate::operations::dated_rows::{DatedRow, fault_of_days};
use crate::record::Occurrence;

/// The greatest coefficient.
const MOST_SALARIES: u32 = 1000;

impl DatedRow for AwardType {
    const PATH: &'static str = "/award-types";
    const CREATED: Occurrence = Occurrence::AwardTypeCreated;
    const CHANGED: Occurrence = Occurrence::AwardTypeChanged;

    type View = AwardTypeView;

    async fn view(&self, conn: &Connection, today: NaiveDate) -> Result<AwardTypeView, db::Error> {
        view_of(conn, self.clone(), today).await
    }

    fn set_version(&mut self, version: RowVersion, updated_at: DateTime<Utc>) {
        (self.version, self.updated_at) = (version, updated_at);
    }

    async fn lock_exclusive(tx: &mut Connection, id: Uuid) -> Result<Self, db::Error> {
        store::lock_type(tx, id).await
    }

    async fn check(&self, tx: &Connection) -> Result<(), Problem> {
        let faults = faults(self);
        require_none(faults)?;
        if let Some(kind) = store::find_kind(tx, &self.code).await?.filter(|kind| *kind != self.kind) {
            return Err(Problem::new(Code::award_kind_differs).with("award", &self.code).with("kind", kind));
        }
        match store::find_overlapping_type(tx, self).await? {
            Some(other) => Err(Problem::new(Code::award_types_do_not_overlap).with_existing(other)),
            None => Ok(()),
        }
    }

    async fn insert(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::create_type(tx, self).await
    }

    async fn update(&self, tx: &mut Connection) -> Result<(), db::Error> {
        store::update_type(tx, self).await
    }
}

fn faults(award: &AwardType) -> Vec<Violation> {
    let repeated = award.papers.repeated().into_iter();
    let mut found: Vec<_> =
        repeated.map(|place| Violation::at(format!("/papers/{place}/code"), Code::named_twice)).collect();
    let shares = award.voting.0.iter().flat_map(crate::features::catalogue::rules::Voting::faults);
    found.extend(
        shares
            .map(|VotingFault(name)| Violation::at(format!("/voting/{name}"), Code::fraction_out_of_bounds)),
    );
    for (member, coefficient, is_recipient) in [
        ("/individualCoefficient", award.individual_coefficient, award.for_individuals),
        ("/collectiveCoefficient", award.collective_coefficient, award.for_collectives),
        ("/householdCoefficient", award.household_coefficient, award.for_households),
    ] {
        let Some(coefficient) = coefficient else { continue };
        if !is_recipient {
            found.push(Violation::at(member, Code::coefficient_not_for_recipient));
        } else if !is_possible(coefficient) {
            found.push(Violation::at(member, Code::coefficient_out_of_bounds));
        }
    }
    found.extend(fault_of_days("/endsOn", award.starts_on, award.ends_before));
    found
}

fn is_possible(coefficient: Decimal) -> bool {
    let is_between = coefficient > Decimal::ZERO && coefficient <= Decimal::from(MOST_SALARIES);
    is_between && coefficient.normalize().scale() <= 3
}
