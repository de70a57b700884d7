//! What the lines of a decision grant: expected in a draft, and written when it is issued.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::decisions::Decision;
use super::lines::{DecisionLine, MOST_LINES, list_lines};
use super::titles::{OtherPayment, list_granted_titles, those_paid_otherwise};
use crate::db::Error;
use crate::db::page::PageRead;
use crate::features::catalogue::rules::{AwardKind, AwardLevel, RecipientKind};
use crate::features::catalogue::store::{self as catalogue, AwardType};
use crate::features::decisions::rules::{
    AwardedTitle, DecisionOrigin, Grant, Prize, PrizeFault, Worth, prizes, total,
};
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

/// The prizes of a decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prizes {
    /// The prize of each line.
    pub own: HashMap<Uuid, Prize>,
    /// Titles of other decisions of the day that are paid no more, or again, once this one is issued.
    pub others: Vec<OtherPayment>,
}

/// What a draft is expected to pay: by the base salary of its day.
#[derive(Debug, Clone)]
pub struct Expected {
    /// The base salary of its day, where one is known.
    pub base_salary: Option<i64>,
    /// The prize of each line; none where they can't be computed yet.
    pub prizes: Option<HashMap<Uuid, Prize>>,
    /// The lines whose prize the authority outside pays itself, because the award is not one of the State.
    pub paid_elsewhere: HashSet<Uuid>,
}

impl Expected {
    /// The prizes in all, in VND; none where they can't be computed yet.
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.prizes.as_ref().and_then(|prizes| total(prizes.values().copied()))
    }

    /// What the fund of the level pays of them, in VND (Decree 152/2025/NĐ-CP, Article 47); none where they can't be computed yet.
    #[must_use]
    pub fn total_of_fund(&self) -> Option<i64> {
        let own = |(line, prize): (&Uuid, &Prize)| (!self.paid_elsewhere.contains(line)).then_some(*prize);
        self.prizes.as_ref().and_then(|prizes| total(prizes.iter().filter_map(own)))
    }
}

/// What a draft is expected to pay.
pub async fn expect_prizes(
    conn: &AsyncPgConnection,
    decision: &Decision,
    today: NaiveDate,
) -> Result<Expected, Error> {
    let day = decision.decided_on.unwrap_or(today);
    let lines = list_lines(conn, decision.id, 0, &PageRead::of(MOST_LINES)).await?;
    let ids: Vec<Uuid> = lines.iter().map(|line| line.nomination_id).collect();
    let granting = Granting::of(conn, lines, nominations::list_heads(conn, &ids).await?, day).await?;
    let base_salary = catalogue::find_salary_on(conn, day).await?.map(|row| row.amount);
    let merged = granting.merged(conn).await?;
    let found = granting.prizes(conn, &merged, (day, base_salary)).await?;
    let is_of_the_state = |line: &DecisionLine| {
        granting.granted_by(line).is_some_and(|(_, _, kind)| kind.level == AwardLevel::State)
    };
    let is_outside = decision.origin == DecisionOrigin::Outside;
    let elsewhere = granting.lines.iter().filter(|line| is_outside && !is_of_the_state(line));
    let paid_elsewhere = elsewhere.map(|line| line.id).collect();
    Ok(Expected { base_salary, prizes: found.ok().map(|found| found.own), paid_elsewhere })
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

    /// The prize of each line, beside what other decisions of the day pay; and what they pay otherwise from now on.
    pub async fn prizes(
        &self,
        conn: &AsyncPgConnection,
        merged: &MergedPeople,
        (day, base_salary): (NaiveDate, Option<i64>),
    ) -> Result<Result<Prizes, PrizeFault>, Error> {
        let subjects: Vec<Uuid> = self.subjects().collect();
        let others = list_granted_titles(conn, (merged, &subjects), day).await?;
        let mut grants: Vec<Grant> = others.iter().map(|other| other.grant).collect();
        grants.extend(self.lines.iter().filter_map(|line| self.grant(line)));
        Ok(prizes(&grants, base_salary).map(|found| {
            let own = grants.iter().map(|grant| grant.line).zip(found.iter().copied()).skip(others.len());
            let own = own.collect();
            let others = others.into_iter().zip(found.into_iter().map(|prize| prize.suppressed_by));
            Prizes { own, others: those_paid_otherwise(others) }
        }))
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
        let worth = coefficient.map_or(Worth::Nothing, Worth::Salaries);
        Some(Grant { line: line.id, title, worth, rank: kind.rank })
    }
}
