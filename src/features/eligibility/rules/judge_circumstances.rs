//! The answers to conditions about holds, statements, clusters, campaigns and what has been commended already.

use rust_decimal::Decimal;

use super::evidence::{Evidence, EvidenceWeight, Finding, Outcome, UsedFact, UsedFactKind};
use super::facts::{AwardFact, CampaignFact, ClusterFact, HoldFact, HoldOutcome, StatementFact};
use super::judge::against_if_confirmed;
use super::reasons::Reason;
use super::scope::{Scope, confirmed_or_doubtful, used, used_hold};
use crate::features::catalogue::rules::{ClusterOrganiser, CommendationKind, Condition, LauncherLevel};

/// The statement by which the office says that somebody was chosen in a review of a campaign.
const CHOSEN: &str = "CHOSEN_IN_REVIEW";

impl Scope<'_> {
    /// Holds are recorded by the office: where none is, there is none.
    pub fn no_hold(&self) -> Finding {
        let (received_on, asked_on) = (self.question.received_on, self.question.asked_on);
        self.without(|hold| {
            let ended_without_fault = hold.outcome == Some(HoldOutcome::NoFault);
            hold.is_open_on(asked_on) || hold.is_open_on(received_on) && !ended_without_fault
        })
    }

    /// No discipline is being served; what was achieved before its end is weighed where it is used.
    pub fn after_discipline(&self) -> Finding {
        let received_on = self.question.received_on;
        let mut finding = self.without(|hold| hold.is_discipline() && hold.is_open_on(received_on));
        let served =
            self.facts.holds.iter().filter(|hold| hold.is_discipline() && hold.ends_before.is_some());
        finding.facts.extend(served.map(used_hold));
        Finding::new(finding.outcome, finding.facts, finding.reasons)
    }

    fn without(&self, hinders: impl Fn(&HoldFact) -> bool) -> Finding {
        let open = self.facts.holds.iter().filter(|hold| hinders(hold));
        let findings = open.map(|hold| {
            let reason = Reason::HoldOpen { kind: hold.kind, since: hold.starts_on };
            // Of what is over, somebody has to say how it ended.
            let standing = if hold.ends_before.is_some() && hold.outcome.is_none() {
                EvidenceWeight::Doubtful(reason)
            } else {
                EvidenceWeight::Against(reason)
            };
            Finding::at_least(1, vec![against_if_confirmed(Evidence::of(used_hold(hold), standing))], None)
        });
        Finding::all_of(findings.collect())
    }

    /// A statement holds for the year.
    pub fn statement(&self, code: &str, text: &str) -> Finding {
        let of_year = self.facts.statements.iter().filter(|fact| fact.year == self.question.year);
        let text = || text.to_owned();
        let (denied, missing) =
            (Reason::StatementDenied { text: text() }, Reason::StatementMissing { text: text() });
        stated(&of_year.collect::<Vec<_>>(), code, (denied, missing))
    }

    /// Whether the review of the very campaign chose the subject, as the office states.
    fn chosen(&self) -> Finding {
        let of_campaign = self.facts.statements.iter().filter(|fact| fact.campaign == self.question.campaign);
        stated(&of_campaign.collect::<Vec<_>>(), CHOSEN, (Reason::NotChosenInReview, Reason::ReviewMissing))
    }

    pub fn cluster_leader(&self, organised_by: &[ClusterOrganiser]) -> Finding {
        let year = self.question.year;
        let results = self.facts.clusters.iter();
        let results = results.filter(|fact| fact.year == year && organised_by.contains(&fact.organised_by));
        let mut evidence: Vec<_> = results
            .map(|fact| {
                let cluster = fact.cluster.clone();
                let used = used_cluster(fact);
                let standing = match fact.is_leader {
                    Some(true) => confirmed_or_doubtful(&used),
                    Some(false) => EvidenceWeight::Against(Reason::NotClusterLeader { cluster, year }),
                    None => EvidenceWeight::Missing(Reason::ClusterResultMissing { year }),
                };
                against_if_confirmed(Evidence::of(used, standing))
            })
            .collect();
        if evidence.is_empty() {
            evidence.push(Evidence::missing(Reason::ClusterResultMissing { year }));
        }
        Finding::at_least(1, evidence, None)
    }

    /// Awards of the kinds are no ground; where they are used they do not count, so that the rule itself is met.
    pub fn kinds_excluded(&self, kinds: &[CommendationKind]) -> Finding {
        let is_excluded = |fact: &&AwardFact| fact.kind.is_some_and(|kind| kinds.contains(&kind));
        let excluded = self.facts.awards.iter().filter(is_excluded).map(|fact| self.used_award(fact));
        Finding::new(Outcome::Pass, excluded.collect(), Vec::new())
    }

    /// One achievement is commended once; the register is what was commended.
    pub fn not_already_commended(&self) -> Finding {
        let findings = self.facts.awards.iter().filter_map(|fact| {
            let (award, year, decision) = (fact.award.clone(), fact.year, fact.decision.clone());
            let standing = if self.is_same_achievement(fact) {
                EvidenceWeight::Against(Reason::AlreadyCommended { award, year, decision })
            } else if self.may_be_same_achievement(fact) {
                EvidenceWeight::Doubtful(Reason::PerhapsCommended { award, year, decision })
            } else {
                return None;
            };
            let evidence = against_if_confirmed(Evidence::of(self.used_award(fact), standing));
            Some(Finding::at_least(1, vec![evidence], None))
        });
        Finding::all_of(findings.collect())
    }

    /// The same award of the same year and for the same cause, or another form in the same campaign.
    fn is_same_achievement(&self, fact: &AwardFact) -> bool {
        let question = self.question;
        let is_same_award = fact.award == question.award
            && fact.year == question.year
            && fact.kind == Some(question.kind)
            && fact.campaign == question.campaign;
        let is_same_campaign = question.campaign.is_some() && fact.campaign == question.campaign;
        is_same_award || is_same_campaign && fact.is_title == question.is_title
    }

    /// A form for the same cause whose period holds the year. A title and a form may both be given.
    fn may_be_same_achievement(&self, fact: &AwardFact) -> bool {
        let question = self.question;
        let is_same_cause = fact.kind.is_none_or(|kind| kind == question.kind);
        let covers_year = (fact.first_year()..=fact.year).contains(&question.year);
        let are_forms = !fact.is_title && !question.is_title;
        are_forms && is_same_cause && covers_year && question.campaign.is_none() && fact.campaign.is_none()
    }

    pub fn in_campaign(&self, condition: &Condition) -> Finding {
        if self.question.campaign.is_none() {
            return Finding::bare(Outcome::Fail, Reason::CampaignNotNamed);
        }
        if matches!(condition, Condition::ChosenInReview {}) {
            return self.chosen();
        }
        let campaign = self.facts.campaign.as_ref();
        let known = match condition {
            Condition::CampaignYears { at_least } => campaign_years(campaign, *at_least),
            Condition::PledgeFulfilled { at_least } => pledge_fulfilled(campaign, *at_least),
            Condition::LauncherLevel { one_of } => launched_by(campaign, one_of),
            _ => Err(Reason::CampaignLengthNotKnown),
        };
        match (campaign, known) {
            (Some(campaign), Ok(standing)) => {
                let evidence = Evidence::of(used_campaign(campaign), standing);
                Finding::at_least(1, vec![against_if_confirmed(evidence)], None)
            }
            (None, Ok(_)) => Finding::bare(Outcome::Unknown, Reason::CampaignLengthNotKnown),
            (_, Err(missing)) => Finding::bare(Outcome::Unknown, missing),
        }
    }
}

fn campaign_years(campaign: Option<&CampaignFact>, needed: u8) -> Result<EvidenceWeight, Reason> {
    let years = campaign.and_then(|campaign| campaign.years).ok_or(Reason::CampaignLengthNotKnown)?;
    Ok(for_if(years >= needed, Reason::CampaignTooShort { years, needed }))
}

fn pledge_fulfilled(campaign: Option<&CampaignFact>, needed: Decimal) -> Result<EvidenceWeight, Reason> {
    let fulfilled = campaign.and_then(|campaign| campaign.fulfilled).ok_or(Reason::PledgeNotKnown)?;
    let (fulfilled, needed) = (fulfilled.normalize(), needed.normalize());
    Ok(for_if(fulfilled >= needed, Reason::PledgeTooLow { fulfilled, needed }))
}

fn launched_by(campaign: Option<&CampaignFact>, one_of: &[LauncherLevel]) -> Result<EvidenceWeight, Reason> {
    let launched_by = campaign.and_then(|campaign| campaign.launched_by).ok_or(Reason::LauncherNotKnown)?;
    Ok(for_if(one_of.contains(&launched_by), Reason::LauncherTooLow { launched_by }))
}

/// Whether one of some statements is confirmed; the office denies it by the same code with `NOT_` before it.
fn stated(statements: &[&StatementFact], code: &str, (denied, missing): (Reason, Reason)) -> Finding {
    let denies = |fact: &&&StatementFact| fact.code.strip_prefix("NOT_") == Some(code);
    let denials = statements.iter().filter(denies);
    let denials =
        denials.map(|fact| Evidence::of(used_statement(fact), EvidenceWeight::Against(denied.clone())));
    let mut findings: Vec<_> =
        denials.map(|denial| Finding::at_least(1, vec![against_if_confirmed(denial)], None)).collect();
    let said = statements.iter().filter(|fact| fact.code == code);
    let mut said: Vec<_> = said
        .map(|fact| {
            let used = used_statement(fact);
            let standing = confirmed_or_doubtful(&used);
            Evidence::of(used, standing)
        })
        .collect();
    if said.is_empty() {
        said.push(Evidence::missing(missing));
    }
    findings.push(Finding::at_least(1, said, None));
    Finding::all_of(findings)
}

fn for_if(is_met: bool, otherwise: Reason) -> EvidenceWeight {
    if is_met { EvidenceWeight::For } else { EvidenceWeight::Against(otherwise) }
}

pub(super) fn used_campaign(campaign: &CampaignFact) -> UsedFact {
    let title = &campaign.title;
    used(
        UsedFactKind::Campaign,
        &campaign.origin,
        format!("phong trào “{title}”"),
        format!("campaign “{title}”"),
    )
}

pub(super) fn used_statement(fact: &StatementFact) -> UsedFact {
    let StatementFact { text, year, .. } = fact;
    used(UsedFactKind::Statement, &fact.origin, format!("{text} (năm {year})"), format!("{text} ({year})"))
}

pub(super) fn used_cluster(fact: &ClusterFact) -> UsedFact {
    let ClusterFact { cluster, year, .. } = fact;
    used(
        UsedFactKind::Cluster,
        &fact.origin,
        format!("kết quả {cluster} năm {year}"),
        format!("result of {year}: {cluster}"),
    )
}
