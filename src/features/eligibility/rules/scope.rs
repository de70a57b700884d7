//! Which facts count: what is confirmed, after a discipline, after an award, and given for a kind that is a ground.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};

use super::evidence::{Evidence, EvidenceWeight, UsedFact, UsedFactKind};
use super::facts::{
    AwardFact, AwardNames, Complete, HoldFact, InitiativeFact, KnownFacts, Origin, RatingFact, Record,
};
use super::question::Question;
use super::reasons::{Reason, Words, name_of};
use super::words_of::{day, hindrance_words, level_words};
use crate::features::catalogue::rules::{AwardCode, CommendationKind};

/// What the rows that hold say about which facts count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Modifiers {
    /// Awards of these kinds are no ground for merit.
    pub excluded_kinds: BTreeSet<CommendationKind>,
    /// Whether achievements count from the end of a discipline.
    pub is_after_discipline: bool,
}

/// The facts that are looked at, and which of them count.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    pub facts: &'a KnownFacts,
    pub question: &'a Question,
    pub names: &'a AwardNames,
    pub modifiers: &'a Modifiers,
    /// Only years after that of this award count.
    pub since: Option<(&'a AwardCode, i32)>,
}

impl<'a> Scope<'a> {
    /// How a fact of a year stands that speaks for a condition.
    pub fn weigh(&self, year: i32, used: UsedFact) -> Evidence {
        let standing = match self.year_counts(year) {
            Some(standing) => standing,
            None => confirmed_or_doubtful(&used),
        };
        Evidence::of(used, standing)
    }

    /// How the lack of a fact stands.
    pub fn lacking(&self, year: i32, reason: Reason) -> Evidence {
        match self.year_counts(year) {
            Some(EvidenceWeight::Against(against)) => Evidence::against(against),
            _ => Evidence::missing(reason),
        }
    }

    /// Why a year does not count, or not for certain; `None` where it does.
    fn year_counts(&self, year: i32) -> Option<EvidenceWeight> {
        if let Some((award, since)) = self.since.filter(|(_, since)| year <= *since) {
            return Some(EvidenceWeight::Against(Reason::NotAfterAward {
                award: award.clone(),
                since,
                year,
            }));
        }
        let disciplines = self.facts.holds.iter().filter(|_| self.modifiers.is_after_discipline);
        let standings = disciplines.filter_map(|hold| discipline_against(year, hold));
        // The strongest word counts, whatever the order of the holds.
        standings
            .min_by_key(|standing| (!matches!(standing, EvidenceWeight::Against(_)), format!("{standing:?}")))
    }

    /// How an award stands as a ground, apart from its year.
    pub fn ground(&self, award: &AwardFact) -> Option<EvidenceWeight> {
        if self.modifiers.excluded_kinds.is_empty() || self.question.kind != CommendationKind::Merit {
            return None;
        }
        let (code, year) = (award.award.clone(), award.year);
        match award.kind {
            None => Some(EvidenceWeight::Doubtful(Reason::KindNotKnown { award: code, year })),
            Some(kind) if self.modifiers.excluded_kinds.contains(&kind) => {
                Some(EvidenceWeight::Against(Reason::KindIsNoGround { award: code, year, kind }))
            }
            Some(_) => None,
        }
    }

    /// How an award stands, whatever its year.
    pub fn weigh_ground(&self, award: &AwardFact) -> Evidence {
        let used = self.used_award(award);
        let standing = self.ground(award).unwrap_or_else(|| confirmed_or_doubtful(&used));
        Evidence::of(used, standing)
    }

    /// Whether one of these awards was given to the subject for a year.
    pub fn award_of_year(&self, awards: &[AwardCode], year: i32) -> Evidence {
        let given = self.facts.awards.iter().filter(|fact| fact.year == year && awards.contains(&fact.award));
        let weighed = given.map(|fact| match self.ground(fact) {
            Some(standing @ EvidenceWeight::Against(_)) => Evidence::of(self.used_award(fact), standing),
            Some(doubt) => match self.weigh(year, self.used_award(fact)) {
                Evidence { standing: EvidenceWeight::For, used } => Evidence { standing: doubt, used },
                other => other,
            },
            None => self.weigh(year, self.used_award(fact)),
        });
        let best = Evidence::best(weighed);
        best.unwrap_or_else(|| {
            let is_known = is_known(&self.facts.awards, &self.facts.complete, year, self.question);
            if is_known {
                Evidence::against(not_given(awards, year))
            } else {
                self.lacking(year, not_known(awards, year))
            }
        })
    }

    pub fn used_award(&self, award: &AwardFact) -> UsedFact {
        used_award(award, self.names)
    }

    /// The years that end with the one that is judged, or with the one before.
    pub fn last_years(&self, count: u8, before: i32) -> impl Iterator<Item = i32> + Clone + use<'a> {
        let last = self.question.year - before;
        last - i32::from(count) + 1..=last
    }
}

/// Whether what is not recorded for a year was not given: the office says that the year is complete, or another title of the
/// year is recorded and the dossier came when the titles of that year had long been decided.
pub(super) fn is_known(awards: &[AwardFact], complete: &[Complete], year: i32, question: &Question) -> bool {
    let is_decided = |fact: &AwardFact| fact.year == year && fact.is_title && fact.origin.is_confirmed;
    complete.iter().any(|complete| complete.covers(Record::Awards, year))
        || year + 1 < question.received_on.year() && awards.iter().any(is_decided)
}

fn not_given(awards: &[AwardCode], year: i32) -> Reason {
    match awards {
        [award] => Reason::NoAwardInYear { award: award.clone(), year },
        several => Reason::NoneOfAwards { awards: several.to_vec(), year },
    }
}

fn not_known(awards: &[AwardCode], year: i32) -> Reason {
    // The first one stands for all: any of them would do.
    let award = awards.first().cloned().unwrap_or_else(|| AwardCode::new(""));
    Reason::AwardNotKnown { award, year }
}

/// A discipline takes the achievements of the years before it was served; in the year it was served, nobody can say by the
/// year alone.
fn discipline_against(year: i32, hold: &HoldFact) -> Option<EvidenceWeight> {
    let served_on = hold.ends_before.filter(|_| hold.is_discipline())?;
    let starts_with_the_year = NaiveDate::from_ymd_opt(year, 1, 1).is_some_and(|first| served_on <= first);
    if starts_with_the_year || year > served_on.year() {
        return None;
    }
    // Neither is what nobody confirmed certain, nor what ended without a word on how.
    if !hold.origin.is_confirmed || hold.outcome.is_none() {
        return Some(EvidenceWeight::Doubtful(Reason::Unconfirmed { fact: hold_words(hold) }));
    }
    Some(if year < served_on.year() {
        EvidenceWeight::Against(Reason::BeforeDisciplineServed { year, served_on })
    } else {
        EvidenceWeight::Doubtful(Reason::DisciplineServedInYear { year, served_on })
    })
}

/// What is not confirmed decides nothing.
pub(super) fn confirmed_or_doubtful(used: &UsedFact) -> EvidenceWeight {
    if used.is_confirmed {
        EvidenceWeight::For
    } else {
        EvidenceWeight::Doubtful(Reason::Unconfirmed { fact: used.words.clone() })
    }
}

pub(super) fn used_award(award: &AwardFact, names: &AwardNames) -> UsedFact {
    let name = name_of(&award.award, names);
    let words = Words::new(
        format!("{name} năm {} (số {})", award.year, award.decision),
        format!("{name} of {} (No. {})", award.year, award.decision),
    );
    UsedFact::new(UsedFactKind::Award, &award.origin, words)
}

pub(super) fn used_rating(rating: &RatingFact) -> UsedFact {
    let level = level_words(rating.level);
    let words = Words::new(
        format!("năm {} {}", rating.year, level.vi),
        format!("rated {} in {}", level.en, rating.year),
    );
    UsedFact::new(UsedFactKind::Rating, &rating.origin, words)
}

pub(super) fn used_initiative(initiative: &InitiativeFact) -> UsedFact {
    let InitiativeFact { title, year, .. } = initiative;
    let words = Words::new(format!("“{title}” năm {year}"), format!("“{title}” of {year}"));
    UsedFact::new(UsedFactKind::Initiative, &initiative.origin, words)
}

fn hold_words(hold: &HoldFact) -> Words {
    let kind = hindrance_words(hold.kind);
    let since = hold.starts_on;
    match hold.ends_before.and_then(|end| end.pred_opt()) {
        Some(end) => Words::new(
            format!("{} từ ngày {} đến ngày {}", kind.vi, day(since), day(end)),
            format!("{} from {since} to {end}", kind.en),
        ),
        None => {
            Words::new(format!("{} từ ngày {}", kind.vi, day(since)), format!("{} since {since}", kind.en))
        }
    }
}

pub(super) fn used_hold(hold: &HoldFact) -> UsedFact {
    UsedFact::new(UsedFactKind::Hold, &hold.origin, hold_words(hold))
}

pub(super) fn used(kind: UsedFactKind, origin: &Origin, vi: String, en: String) -> UsedFact {
    UsedFact::new(kind, origin, Words::new(vi, en))
}
