//! The answer to a condition.

use super::evidence::{Evidence, EvidenceWeight, Finding, Outcome};
use super::facts::{AwardFact, Record};
use super::reasons::Reason;
use super::scope::{Scope, used_initiative, used_rating};
use crate::features::catalogue::rules::{
    AwardCode, Condition, CountedAward, EarlierUse, TaskLevel, TitleChainEnd,
};

impl<'a> Scope<'a> {
    /// The answer to a condition by the facts that count.
    pub fn judge(&self, condition: &'a Condition) -> Finding {
        match condition {
            Condition::AnyOf { conditions } => {
                Finding::any_of(conditions.iter().map(|condition| self.judge(condition)).collect())
            }
            Condition::AllOf { conditions } => self.judge_all(conditions),
            Condition::SinceAward { award, from, then } => self.since_award(award, *from, then),
            Condition::HoldsAward { award } => self.holds_award(award),
            Condition::TitleSameYear { awards } => {
                Finding::at_least(1, vec![self.award_of_year(awards, self.question.year)], None)
            }
            Condition::ConsecutiveTitles { award, times, ends_in } => self.chain(award, *times, *ends_in),
            Condition::TitlesWithin { award, times, years } => self.titles_within(award, *times, *years),
            Condition::TaskRating { at_least, years } => self.ratings(*at_least, *years),
            Condition::Initiatives { .. } => self.initiatives(condition),
            _ => self.judge_others(condition),
        }
    }

    fn judge_others(&self, condition: &'a Condition) -> Finding {
        match condition {
            Condition::ShareOfMembersWithTitle { awards, share } => self.members_with_share(awards, *share),
            Condition::EveryMemberRated { at_least } => self.every_member_rated(*at_least),
            Condition::MemberWithTitle { awards, times } => self.members_with(awards, (*times).into()),
            Condition::WomenShare { at_least } => self.women(*at_least),
            Condition::NoHold {} => self.no_hold(),
            Condition::AfterDiscipline {} => self.after_discipline(),
            Condition::NotAlreadyCommended {} => self.not_already_commended(),
            Condition::CommendationKindExcluded { kinds } => self.kinds_excluded(kinds),
            Condition::ConfirmedStatement { statement, text } => self.statement(statement.as_str(), text),
            Condition::Quota { share, .. } => {
                Finding::bare(Outcome::Unknown, Reason::JudgedOverList { share: share.normalize() })
            }
            Condition::ClusterLeader { organised_by } => self.cluster_leader(organised_by),
            _ => self.in_campaign(condition),
        }
    }

    pub fn judge_all(&self, conditions: &'a [Condition]) -> Finding {
        Finding::all_of(conditions.iter().map(|condition| self.judge(condition)).collect())
    }

    fn chain(&self, award: &AwardCode, times: u8, ends_in: TitleChainEnd) -> Finding {
        let ending = |before| {
            let one = std::slice::from_ref(award);
            let years = self.last_years(times, before);
            let evidence = years.map(|year| self.award_of_year(one, year)).collect();
            Finding::at_least(times.into(), evidence, None)
        };
        match ends_in {
            TitleChainEnd::SameYear => ending(0),
            TitleChainEnd::YearBefore => ending(1),
            TitleChainEnd::Either => Finding::any_of(vec![ending(0), ending(1)]),
        }
    }

    fn titles_within(&self, award: &AwardCode, times: u8, years: u8) -> Finding {
        let one = std::slice::from_ref(award);
        let evidence: Vec<_> = self.last_years(years, 0).map(|year| self.award_of_year(one, year)).collect();
        let shortfall = Reason::TooFewTimes {
            award: award.clone(),
            have: certain(&evidence),
            needed: times.into(),
            first_year: self.question.year - i32::from(years) + 1,
            last_year: self.question.year,
        };
        Finding::at_least(times.into(), evidence, Some(shortfall))
    }

    fn ratings(&self, at_least: TaskLevel, years: u8) -> Finding {
        let evidence = self.last_years(years, 0).map(|year| self.rating_of_year(at_least, year)).collect();
        Finding::at_least(years.into(), evidence, None)
    }

    fn rating_of_year(&self, at_least: TaskLevel, year: i32) -> Evidence {
        let ratings = self.facts.ratings.iter().filter(|rating| rating.year == year);
        let weighed = ratings.map(|rating| {
            let used = used_rating(rating);
            if rating.level.is_at_least(at_least) {
                return self.weigh(year, used);
            }
            let too_low = Reason::RatingTooLow { year, level: rating.level, needed: at_least };
            against_if_confirmed(Evidence::of(used, EvidenceWeight::Against(too_low)))
        });
        Evidence::best(weighed).unwrap_or_else(|| self.lacking(year, Reason::RatingMissing { year }))
    }

    fn initiatives(&self, condition: &Condition) -> Finding {
        let Condition::Initiatives { level, kinds, times, years, use_, except_awards } = condition else {
            return Finding::any_of(Vec::new());
        };
        let window = self.last_years(*years, 0);
        let (first_year, last_year) = (self.question.year - i32::from(*years) + 1, self.question.year);
        let fitting = self.facts.initiatives.iter().filter(|one| {
            kinds.contains(&one.kind) && one.level >= *level && (first_year..=last_year).contains(&one.year)
        });
        let mut evidence: Vec<_> = fitting
            .map(|one| {
                let spent = one.uses.iter().filter(|used| {
                    let is_for_this = used.award == self.question.award && used.year == self.question.year;
                    !is_for_this && !except_awards.contains(&used.award)
                });
                match spent.min_by_key(|used| (used.year, used.award.clone())) {
                    Some(used) if *use_ != EarlierUse::Any => {
                        let (title, award, year) = (one.title.clone(), used.award.clone(), used.year);
                        let reason = Reason::InitiativeUsed { title, award, year };
                        Evidence::of(used_initiative(one), EvidenceWeight::Against(reason))
                    }
                    _ => self.weigh(one.year, used_initiative(one)),
                }
            })
            .collect();
        let (have, needed) = (certain(&evidence), u32::from(*times));
        let not_known = Reason::InitiativesNotKnown { have, needed, first_year, last_year };
        let is_open = |year: &i32| {
            !self.facts.complete.iter().any(|complete| complete.covers(Record::Initiatives, *year))
        };
        // Nobody knows how many are missing of a year that is not complete.
        for year in window.filter(is_open) {
            evidence.extend((0..*times).map(|_| self.lacking(year, not_known.clone())));
        }
        let too_few = Reason::TooFewInitiatives { have, needed, first_year, last_year };
        Finding::at_least(needed, evidence, Some(too_few))
    }

    fn holds_award(&self, award: &AwardCode) -> Finding {
        let held = self.facts.awards.iter().filter(|fact| fact.award == *award);
        let mut evidence: Vec<_> = held.map(|fact| self.weigh_ground(fact)).collect();
        evidence.push(self.never_recorded(award));
        Finding::at_least(1, evidence, None)
    }

    /// What it means that an award is not recorded at all.
    fn never_recorded(&self, award: &AwardCode) -> Evidence {
        let year = self.question.year;
        let is_complete = |complete: &super::facts::Complete| {
            complete.record == Record::Awards && complete.with_earlier && complete.year >= year - 1
        };
        let award = award.clone();
        if self.facts.complete.iter().any(is_complete) {
            Evidence::against(Reason::AwardNeverGiven { award })
        } else {
            Evidence::missing(Reason::AwardNeverRecorded { award })
        }
    }

    fn since_award(&self, award: &'a AwardCode, from: CountedAward, then: &'a [Condition]) -> Finding {
        // What is no ground is not the last one either, and what came after the year that is judged is not seen from there.
        let counts = |fact: &&AwardFact| {
            fact.award == *award
                && fact.year <= self.question.year
                && !matches!(self.ground(fact), Some(EvidenceWeight::Against(_)))
        };
        let mut held: Vec<_> = self.facts.awards.iter().filter(counts).collect();
        let never = Finding::at_least(1, vec![self.never_recorded(award)], None);
        // Those of one year are counted from alike.
        held.sort_by_key(|fact| (std::cmp::Reverse(fact.year), !fact.origin.is_confirmed, fact.origin.id));
        let findings = held.iter().map(|fact| self.since(award, fact, then));
        match from {
            CountedAward::Any => Finding::any_of(findings.chain([never]).collect()),
            CountedAward::Last => {
                let Some(last) = held.iter().position(|fact| fact.origin.is_confirmed) else {
                    return Finding::any_of(findings.chain([never]).collect());
                };
                // What is recorded later and not confirmed may be the last one, or may not be.
                let known = Finding::where_all_agree(findings.take(last + 1).collect());
                // Counted from a later one there are fewer years: what fails, fails from there as well.
                let later = held.get(last).and_then(|fact| self.later_award(award, fact.year));
                Finding::all_of([known].into_iter().chain(later).collect())
            }
        }
    }

    /// That an award may have been given after a year and is not recorded.
    fn later_award(&self, award: &AwardCode, year: i32) -> Option<Finding> {
        let is_open =
            |year: &i32| !self.facts.complete.iter().any(|complete| complete.covers(Record::Awards, *year));
        let open = (year + 1..=self.question.year).rev().find(is_open)?;
        let reason = Reason::AwardNotKnown { award: award.clone(), year: open };
        Some(Finding::bare(Outcome::Unknown, reason))
    }

    /// What is met since one award.
    fn since(&self, award: &'a AwardCode, fact: &AwardFact, then: &'a [Condition]) -> Finding {
        let Evidence { standing, used } = self.weigh_ground(fact);
        let since = Scope { since: Some((award, fact.year)), ..*self }.judge_all(then);
        match (standing, used) {
            (EvidenceWeight::For, Some(used)) => {
                let base = Finding::new(Outcome::Pass, vec![used], Vec::new());
                Finding::all_of(vec![base, since])
            }
            (EvidenceWeight::Doubtful(reason), Some(used)) => since.doubted(used, reason),
            (standing, used) => Finding::at_least(1, vec![Evidence { standing, used }], None),
        }
    }
}

/// What is not confirmed speaks neither for a condition nor against it.
pub(super) fn against_if_confirmed(evidence: Evidence) -> Evidence {
    match &evidence.used {
        Some(used) if !used.is_confirmed => {
            let reason = Reason::Unconfirmed { fact: used.words.clone() };
            Evidence { standing: EvidenceWeight::Doubtful(reason), ..evidence }
        }
        _ => evidence,
    }
}

fn certain(evidence: &[Evidence]) -> u32 {
    let count = evidence.iter().filter(|one| one.standing == EvidenceWeight::For).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
