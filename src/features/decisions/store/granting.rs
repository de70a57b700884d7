//! What the lines of a decision grant: expected in a draft, and written when it is issued.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::decisions::Decision;
use super::lines::{DecisionLine, MOST_LINES, list_lines, list_paid_titles};
use crate::db::Error;
use crate::features::catalogue::rules::{AwardKind, RecipientKind};
use crate::features::catalogue::store::{self as catalogue, AwardType};
use crate::features::decisions::rules::{AwardedTitle, Grant, Prize, PrizeFault, prizes, total};
use crate::features::nominations::store::{self as nominations, NominationHead};
use crate::features::people::rules::Subject;
use crate::features::people::store::MergedPeople;
use crate::operations::subjects::KnownSubjects;

/// The lines of a decision with what they grant.
#[derive(Debug)]
pub struct Granting {
    /// The lines in their order.
    pub lines: Vec<DecisionLine>,
    /// The nomination of each line.
    pub heads: HashMap<Uuid, NominationHead>,
    /// What is awarded, by the catalogue of the day.
    pub kinds: HashMap<String, AwardType>,
    /// Whom each nomination is for now: people who were merged are one.
    pub survivors: HashMap<Subject, Subject>,
}

/// What a draft is expected to pay: by the base salary of its day.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The base salary of its day, where one is known.
    pub base_salary: Option<i64>,
    /// The prize of each line; none where they can't be computed yet.
    pub prizes: Option<HashMap<Uuid, Prize>>,
}

impl Expected {
    /// The prizes in all, in VND; none where they can't be computed yet.
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.prizes.as_ref().and_then(|prizes| total(prizes.values().copied()))
    }
}

/// What a draft is expected to pay.
pub async fn expect_prizes(
    conn: &AsyncPgConnection,
    decision: &Decision,
    today: NaiveDate,
) -> Result<Expected, Error> {
    let day = decision.decided_on.unwrap_or(today);
    let lines = list_lines(conn, decision.id, 0, MOST_LINES).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.nomination_id).collect();
    let granting = Granting::of(conn, lines, nominations::list_heads(conn, &ids).await?, day).await?;
    let base_salary = catalogue::find_salary_on(conn, day).await?.map(|row| row.amount);
    let merged = granting.merged(conn).await?;
    let found = granting.prizes(conn, &merged, (day, base_salary)).await?;
    Ok(Expected { base_salary, prizes: found.ok() })
}

impl Granting {
    /// What the lines grant on a day.
    pub async fn of(
        conn: &AsyncPgConnection,
        lines: Vec<DecisionLine>,
        heads: Vec<NominationHead>,
        day: NaiveDate,
    ) -> Result<Self, Error> {
        let mut kinds = HashMap::new();
        for head in &heads {
            if !kinds.contains_key(&head.award_code) {
                let kind = catalogue::find_on(conn, &head.award_code, day).await?;
                kinds.extend(kind.map(|kind| (head.award_code.clone(), kind)));
            }
        }
        let known = KnownSubjects::find(conn, heads.iter().map(NominationHead::subject), day).await?;
        let survivor = |head: &NominationHead| {
            let own = head.subject();
            let merged = known.get(own).and_then(|row| row.merged_into_id);
            (own, Subject { id: merged.unwrap_or(own.id), ..own })
        };
        let survivors = heads.iter().map(survivor).collect();
        let heads = heads.into_iter().map(|head| (head.id, head)).collect();
        Ok(Self { lines, heads, kinds, survivors })
    }

    /// The line's nomination, whom it is for now, and the award by the catalogue of the day.
    pub fn granted_by<'a>(
        &'a self,
        line: &DecisionLine,
    ) -> Option<(&'a NominationHead, Subject, &'a AwardType)> {
        let head = self.heads.get(&line.nomination_id)?;
        let subject = self.survivors.get(&head.subject()).copied()?;
        Some((head, subject, self.kinds.get(&head.award_code)?))
    }

    /// The prize of each line, beside what other decisions of the day pay.
    pub async fn prizes(
        &self,
        conn: &AsyncPgConnection,
        merged: &MergedPeople,
        (day, base_salary): (NaiveDate, Option<i64>),
    ) -> Result<Result<HashMap<Uuid, Prize>, PrizeFault>, Error> {
        let subjects = merged.and(self.subjects());
        let survivor =
            |title: AwardedTitle| AwardedTitle { subject: merged.survivor(title.subject), ..title };
        let others = list_paid_titles(conn, &subjects, day).await?.into_iter();
        // What was paid already stays paid: it comes first among equals.
        let mut grants: Vec<Grant> =
            others.map(|other| Grant { title: other.title.map(survivor), ..other }).collect();
        let paid = grants.len();
        grants.extend(self.lines.iter().filter_map(|line| self.grant(line)));
        let found = prizes(&grants, base_salary);
        Ok(found.map(|all| grants.iter().map(|grant| grant.line).zip(all).skip(paid).collect()))
    }

    fn subjects(&self) -> impl Iterator<Item = Uuid> {
        self.survivors.values().map(|subject| subject.id)
    }

    /// Who was merged into those who are honoured: they are one with them.
    pub async fn merged(&self, conn: &AsyncPgConnection) -> Result<MergedPeople, Error> {
        MergedPeople::into(conn, &self.subjects().collect::<Vec<_>>()).await
    }

    /// What a line grants, for its prize.
    pub fn grant(&self, line: &DecisionLine) -> Option<Grant> {
        let (head, subject, kind) = self.granted_by(line)?;
        let is_title = kind.kind == AwardKind::Title;
        let period = kind.evaluation_period;
        let title = is_title.then_some(AwardedTitle { subject: subject.id, year: head.year, period });
        // A coefficient that is only a limit says how much it is at most, not how much it is.
        let coefficient = kind.coefficient(RecipientKind::from(subject.kind));
        let coefficient = coefficient.filter(|_| !kind.coefficient_is_a_limit);
        Some(Grant { line: line.id, title, coefficient, rank: kind.rank })
    }
}
