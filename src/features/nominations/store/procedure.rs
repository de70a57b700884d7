//! What the procedure around the stages asks of a nomination: the rows of the law that hold for it, the opinions and the
//! consultation so far, its deadlines.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::consultations::{Consultation, ConsultedNomination, list_last_consultations};
use super::lines::{ids_of, line_of};
use super::model::Nomination;
use super::opinions::list_stage_opinions;
use super::stages::{NominationStage, find_stage};
use crate::db::schema::awards;
use crate::db::{Connection, Error};
use crate::features::catalogue::rules::{
    AwardCode, AwardLevel, OpinionBefore, OpinionBody, ProcedureRequirement,
};
use crate::features::catalogue::store::{self as catalogue, ProcedureRule};
use crate::features::nominations::rules::{
    DeadlineGrounds, NominationDeadlineKind, OpinionStatus, StageObstacles, consultation_days,
    consultation_refusal, counted_from, deadline, missing_opinions,
};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::features::units::rules::UnitKind;

/// A deadline of a nomination, with the row that says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NominationDeadline {
    /// What it is.
    pub kind: NominationDeadlineKind,
    /// Its day; none where it is not known what it is counted from.
    pub due_on: Option<NaiveDate>,
    /// Whether the nomination was, or would be today, submitted later.
    pub is_late: bool,
    /// The row of the law.
    pub rule: ProcedureRule,
}

/// What the procedure asks of a nomination at its stage.
#[derive(Debug)]
pub struct Procedure {
    /// The rows that hold for it.
    pub rules: Vec<ProcedureRule>,
    /// The opinions that were asked for at this stage.
    pub opinions: Vec<(OpinionBody, OpinionStatus)>,
    /// The last public consultation on it.
    pub consultation: Option<(Consultation, ConsultedNomination)>,
    /// Its deadlines.
    pub deadlines: Vec<NominationDeadline>,
}

impl Procedure {
    /// What the rows of the day of receipt ask, and what is there.
    pub async fn of(
        conn: &Connection,
        (nomination, stage): (&Nomination, Option<&NominationStage>),
        (level, day): (Option<AwardLevel>, NaiveDate),
        today: NaiveDate,
    ) -> Result<Self, Error> {
        let rules = catalogue::procedure_on(conn, (&nomination.award_code, level), day).await?;
        let opinions = match stage {
            Some(stage) => list_stage_opinions(conn, nomination.id, stage.id).await?,
            None => Vec::new(),
        };
        let consultation = match stage {
            Some(_) => list_last_consultations(conn, &[nomination.id]).await?.pop(),
            None => None,
        };
        let deadlines = deadlines_of(conn, (nomination, stage), &rules, today).await?;
        Ok(Self { rules, opinions, consultation, deadlines })
    }

    /// What the rows ask.
    pub fn requirements(&self) -> impl Iterator<Item = &ProcedureRequirement> {
        self.rules.iter().map(|rule| &rule.requirement)
    }

    /// The opinions that have to be there before it is proposed, and are not.
    pub fn missing_opinions(&self) -> Vec<OpinionBody> {
        missing_opinions(self.requirements(), &self.opinions, OpinionBefore::Proposal)
    }

    /// Their words, for a refusal.
    pub fn words_of_missing_opinions(&self) -> String {
        let missing = self.missing_opinions();
        missing.iter().map(|body| OpinionBody::as_str(*body)).collect::<Vec<_>>().join(", ")
    }

    /// Whether it needs a public consultation.
    pub fn needs_consultation(&self) -> bool {
        consultation_days(self.requirements()).is_some()
    }

    /// What stands in the way of vote and proposal.
    pub fn obstacles(&self) -> StageObstacles {
        let lacks = |step| !missing_opinions(self.requirements(), &self.opinions, step).is_empty();
        let last = self.consultation.as_ref().map(|(own, listed)| (own.status, listed.outcome));
        let is_too_old =
            |own: &NominationDeadline| own.kind == NominationDeadlineKind::ReportAge && own.is_late;
        StageObstacles::of(
            (lacks(OpinionBefore::Vote), lacks(OpinionBefore::Proposal)),
            consultation_refusal(self.needs_consultation(), last),
            self.deadlines.iter().any(is_too_old),
        )
    }
}

/// The deadlines of a nomination at its stage, by the rows of the day of receipt.
pub async fn list_deadlines(
    conn: &Connection,
    nomination: &Nomination,
    today: NaiveDate,
) -> Result<Vec<NominationDeadline>, Error> {
    let stage = find_stage(conn, nomination.id, nomination.stage).await?;
    let day = stage.as_ref().map_or(today, |stage| stage.received_on);
    let level = catalogue::find_on(conn, &nomination.award_code, day).await?.map(|award| award.level);
    let rules = catalogue::procedure_on(conn, (&nomination.award_code, level), day).await?;
    deadlines_of(conn, (nomination, stage.as_ref()), &rules, today).await
}

async fn deadlines_of(
    conn: &Connection,
    (nomination, stage): (&Nomination, Option<&NominationStage>),
    rules: &[ProcedureRule],
    today: NaiveDate,
) -> Result<Vec<NominationDeadline>, Error> {
    let is_dated = |rule: &&ProcedureRule| {
        matches!(
            rule.requirement,
            ProcedureRequirement::Deadline { .. } | ProcedureRequirement::ReportAge { .. }
        )
    };
    let dated: Vec<&ProcedureRule> = rules.iter().filter(is_dated).collect();
    if dated.is_empty() {
        return Ok(Vec::new());
    }
    let subject = nomination.subject();
    let bases: Vec<&AwardCode> = dated.iter().filter_map(|rule| counted_from(&rule.requirement)).collect();
    let mut awards = Vec::new();
    for code in bases {
        let day = last_decided(conn, &ids_of(conn, subject).await?, code, today).await?;
        awards.extend(day.map(|day| (code.clone(), day)));
    }
    let has_school_row = |rule: &&ProcedureRule| {
        matches!(rule.requirement, ProcedureRequirement::Deadline { schools: true, .. })
    };
    let grounds = DeadlineGrounds {
        year: nomination.year,
        ends_on: nomination.ends_on(),
        is_of_a_school: dated.iter().any(has_school_row) && is_school(conn, subject, today).await?,
        awards,
    };
    // Outside the province it was submitted on the day on which that stage received it.
    let outside = stage.filter(|stage| stage.unit_id.is_none());
    let submitted_on = outside.map_or(today, |stage| stage.received_on);
    let one = |rule: &ProcedureRule| {
        let (kind, due_on) = deadline(&rule.requirement, &grounds)?;
        let is_late = due_on.is_some_and(|due_on| submitted_on > due_on);
        Some(NominationDeadline { kind, due_on, is_late, rule: rule.clone() })
    };
    Ok(dated.into_iter().filter_map(one).collect())
}

/// Whether a unit is a school.
async fn is_school(conn: &Connection, subject: Subject, today: NaiveDate) -> Result<bool, Error> {
    if subject.kind != SubjectKind::Unit {
        return Ok(false);
    }
    let line = line_of(conn, subject.id, today).await?;
    Ok(line.into_iter().next().is_some_and(|unit| unit.kind == UnitKind::School))
}

/// The day of the last decision by which one of these was given an award that holds.
async fn last_decided(
    mut conn: &AsyncPgConnection,
    subjects: &[Uuid],
    code: &AwardCode,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, Error> {
    use awards::{award_code, decided_on, subject_id, void_reason};
    let own = awards::table
        .filter(subject_id.eq_any(subjects))
        .filter(award_code.eq(code.as_str()))
        .filter(void_reason.is_null())
        .filter(decided_on.le(today))
        .order(decided_on.desc());
    Ok(own.select(decided_on).first(&mut conn).await.optional()?)
}
