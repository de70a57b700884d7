//! Where a nomination stands: its stage, the levels above, who decides, what is missing.

use chrono::NaiveDate;
use uuid::Uuid;

use super::lines::{accounts_of, authorities_on, ids_of, line_of};
use super::model::Nomination;
use super::papers::{NominationPaper, list_papers};
use super::procedure::Procedure;
use super::stages::{NominationStage, find_stage};
use crate::db::{Connection, Error};
use crate::features::catalogue::rules::Voting;
use crate::features::catalogue::store as catalogue;
use crate::features::nominations::rules::{AppraisalVerdict, Level, NominationLife, StageState, levels};
use crate::features::people::store::units_in_force;

/// Where a nomination stands.
#[derive(Debug)]
pub struct Situation {
    /// The stage it is at.
    pub stage: Option<NominationStage>,
    /// The level that comes after it.
    pub next: Option<Level>,
    /// The checklist of its dossier.
    pub papers: Vec<NominationPaper>,
    /// The accounts of who is proposed.
    own_accounts: Vec<Uuid>,
    /// How the catalogue has a council vote on it, where it asks for a vote.
    pub voting: Option<Voting>,
    /// What the procedure around the stages asks, and what is there of it.
    pub procedure: Procedure,
    /// What stands between the stage and the proposal.
    pub state: StageState,
}

impl Situation {
    /// Where it stands today, by the catalogue of today.
    pub async fn of(conn: &Connection, nomination: &Nomination, today: NaiveDate) -> Result<Self, Error> {
        let stage = find_stage(conn, nomination.id, nomination.stage).await?;
        let units = [Some(nomination.nominating_unit_id), nomination.stage_unit_id];
        let units: Vec<Uuid> = units.into_iter().flatten().collect();
        let now = units_in_force(conn, &units, today).await?;
        let follower = |unit: Uuid| now.get(&unit).copied().unwrap_or(unit);
        // By the line of the stage: the unit that nominates may have gone elsewhere meanwhile.
        let at = nomination.stage_unit_id.map(follower);
        let from = at.unwrap_or_else(|| follower(nomination.nominating_unit_id));
        let levels = levels(&line_of(conn, from, today).await?);
        let is_outside = stage.is_some() && at.is_none();
        let level = levels.first().filter(|level| Some(level.unit.id) == at).copied();
        let next = if is_outside { None } else { levels.get(usize::from(level.is_some())).copied() };
        // The law of the day of receipt.
        let day = stage.as_ref().map_or(today, |stage| stage.received_on);
        let authorities = authorities_on(conn, &nomination.award_code, day).await?;
        let award = catalogue::find_on(conn, &nomination.award_code, day).await?;
        let level_of_award = award.as_ref().map(|award| award.level);
        let voting = award.and_then(|award| award.voting.0);
        let procedure =
            Procedure::of(conn, (nomination, stage.as_ref()), (level_of_award, day), today).await?;
        let is_higher = nomination.verdict == Some(AppraisalVerdict::HigherLevel);
        let is_of_the_state = is_higher || authorities.iter().any(|authority| authority.is_outside());
        let state = StageState {
            verdict: nomination.verdict,
            is_unconfirmed: stage.as_ref().is_some_and(NominationStage::is_unconfirmed),
            needs_vote: voting.is_some(),
            is_carried: stage.as_ref().is_some_and(|stage| stage.is_carried == Some(true)),
            decides: !is_higher && level.is_some_and(|level| level.is_headed_by(&authorities)),
            submits_outside: is_of_the_state && level.is_some_and(|level| level.is_top),
            has_stage_above: next.is_some(),
            is_outside,
            obstacles: procedure.obstacles(),
        };
        let papers = list_papers(conn, nomination.id).await?;
        let own_accounts = accounts_of(conn, &ids_of(conn, nomination.subject()).await?).await?;
        Ok(Self { stage, next, papers, own_accounts, voting, procedure, state })
    }

    /// The life of the nomination as a person meets it.
    pub fn life(&self, nomination: &Nomination, person: Option<Uuid>) -> NominationLife {
        let appraiser = self.stage.as_ref().and_then(|stage| stage.appraised_by);
        NominationLife {
            status: nomination.status,
            stage: self.state,
            is_writer: nomination.writers.include(person)
                || person.is_some_and(|person| self.own_accounts.contains(&person)),
            is_appraiser: person.is_some() && appraiser == person,
            has_judged: nomination.appraisers.include(person),
            is_complete: missing_papers(nomination, &self.papers).next().is_none(),
        }
    }

    /// The required papers that are not there.
    pub fn missing_papers(&self, nomination: &Nomination) -> Vec<String> {
        missing_papers(nomination, &self.papers).map(|paper| paper.name.clone()).collect()
    }

    /// Whether a proposal goes to an authority outside the province.
    pub const fn goes_outside(&self) -> bool {
        self.next.is_none() && !self.state.decides && self.state.submits_outside
    }

    /// Whether nobody inside the province judges it after this stage.
    pub const fn is_last(&self) -> bool {
        self.next.is_none()
    }
}

/// The required papers that are not there. The service writes the achievement report itself.
fn missing_papers<'a>(
    nomination: &Nomination,
    papers: &'a [NominationPaper],
) -> impl Iterator<Item = &'a NominationPaper> {
    let is_reported = nomination.report.achievements.is_some();
    let is_there = move |paper: &NominationPaper| paper.is_there() || is_reported && paper.is_report();
    papers.iter().filter(move |paper| paper.required && !is_there(paper))
}
