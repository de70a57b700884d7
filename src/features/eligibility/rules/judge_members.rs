//! The answers to conditions about the members of a unit.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::evidence::{Evidence, EvidenceWeight, Finding, Outcome, UsedFact, UsedFactKind};
use super::facts::{FiguresFact, Member};
use super::judge::against_if_confirmed;
use super::reasons::Reason;
use super::scope::{Scope, confirmed_or_doubtful, is_known, used, used_rating};
use crate::features::catalogue::rules::{AwardCode, TaskLevel};

impl Scope<'_> {
    pub fn members_with_share(&self, awards: &[AwardCode], share: Decimal) -> Finding {
        self.of_members(|members| share_of(members, share), |member| self.member_award(member, awards))
    }

    pub fn members_with(&self, awards: &[AwardCode], needed: u32) -> Finding {
        self.of_members(|_| needed, |member| self.member_award(member, awards))
    }

    pub fn every_member_rated(&self, at_least: TaskLevel) -> Finding {
        self.of_members(|members| members, |member| self.member_rating(member, at_least))
    }

    /// Whether enough members meet something: by those who are recorded, and those whom the confirmed figures of the year count
    /// beside them. Without such figures nobody knows whether all members are recorded.
    fn of_members(&self, needed: impl Fn(u32) -> u32, meets: impl Fn(&Member) -> Evidence) -> Finding {
        let year = self.question.year;
        let recorded = u32::try_from(self.facts.members.len()).unwrap_or(u32::MAX);
        let figures = self.figures();
        if recorded == 0 && figures.is_none_or(|figures| figures.members == 0) {
            return Finding::bare(Outcome::Unknown, Reason::MembersNotKnown { year });
        }
        let (members, reason) = match figures {
            Some(figures) if figures.origin.is_confirmed => {
                let members = figures.members.max(recorded);
                (members, Reason::MembersNotRecorded { count: members - recorded, year })
            }
            Some(figures) => (u32::MAX, Reason::Unconfirmed { fact: used_figures(figures).words }),
            None => (u32::MAX, Reason::FiguresMissing { year }),
        };
        let evidence: Vec<_> = self.facts.members.iter().map(meets).collect();
        let have = evidence.iter().filter(|one| one.standing == EvidenceWeight::For).count();
        let have = u32::try_from(have).unwrap_or(u32::MAX);
        // Where their number is open, a shortfall is told of those who are recorded.
        let known = if members == u32::MAX { recorded } else { members };
        let shortfall = Reason::TooFewMembers { have, needed: needed(known), members: known };
        Finding::at_least_of(needed(members), evidence, Some((members - recorded, reason)), Some(shortfall))
    }

    fn member_award(&self, member: &Member, awards: &[AwardCode]) -> Evidence {
        let year = self.question.year;
        let given = member.awards.iter().filter(|fact| fact.year == year && awards.contains(&fact.award));
        let weighed = given.map(|fact| {
            let used = of_member(member, self.used_award(fact));
            let standing = self.ground(fact).unwrap_or_else(|| confirmed_or_doubtful(&used));
            Evidence::of(used, standing)
        });
        Evidence::best(weighed).unwrap_or_else(|| {
            let reason = Reason::MemberAwardNotKnown { name: member.name.clone(), year };
            let is_known = is_known(&member.awards, &member.complete, year, self.question);
            if is_known { Evidence::against(none_of(awards, year)) } else { Evidence::missing(reason) }
        })
    }

    fn member_rating(&self, member: &Member, at_least: TaskLevel) -> Evidence {
        let (year, name) = (self.question.year, member.name.clone());
        let ratings = member.ratings.iter().filter(|rating| rating.year == year);
        let weighed = ratings.map(|rating| {
            let used = of_member(member, used_rating(rating));
            if rating.level.is_at_least(at_least) {
                let standing = confirmed_or_doubtful(&used);
                return Evidence::of(used, standing);
            }
            let too_low = Reason::MemberRatingTooLow { name: name.clone(), year, level: rating.level };
            against_if_confirmed(Evidence::of(used, EvidenceWeight::Against(too_low)))
        });
        let missing = Evidence::missing(Reason::MemberRatingMissing { name: name.clone(), year });
        Evidence::best(weighed).unwrap_or(missing)
    }

    pub fn women(&self, at_least: Decimal) -> Finding {
        let year = self.question.year;
        let known = self.figures().and_then(|figures| Some((figures, figures.women?)));
        let Some((figures, women)) = known else {
            return Finding::bare(Outcome::Unknown, Reason::FiguresMissing { year });
        };
        let used = used_figures(figures);
        let members = figures.members;
        let standing = if women >= share_of(members, at_least) {
            confirmed_or_doubtful(&used)
        } else {
            EvidenceWeight::Against(Reason::TooFewWomen { women, members, needed: at_least.normalize() })
        };
        Finding::at_least(1, vec![against_if_confirmed(Evidence::of(used, standing))], None)
    }

    /// The figures of the year; of several, always the same ones.
    fn figures(&self) -> Option<&FiguresFact> {
        let of_year = self.facts.figures.iter().filter(|figures| figures.year == self.question.year);
        of_year.max_by_key(|figures| (figures.origin.is_confirmed, figures.members, figures.origin.id))
    }
}

fn none_of(awards: &[AwardCode], year: i32) -> Reason {
    Reason::NoneOfAwards { awards: awards.to_vec(), year }
}

/// How many of so many a share is: as many as reach it.
pub(super) fn share_of(members: u32, share: Decimal) -> u32 {
    (Decimal::from(members) * share).ceil().to_u32().unwrap_or(u32::MAX)
}

pub(super) fn of_member(member: &Member, mut used: UsedFact) -> UsedFact {
    used.words.vi = format!("{}: {}", member.name, used.words.vi);
    used.words.en = format!("{}: {}", member.name, used.words.en);
    used
}

pub(super) fn used_figures(figures: &FiguresFact) -> UsedFact {
    let FiguresFact { year, members, .. } = figures;
    let women = figures.women.map_or_else(|| "–".to_owned(), |women| women.to_string());
    used(
        UsedFactKind::Figures,
        &figures.origin,
        format!("năm {year} có {members} thành viên, {women} nữ"),
        format!("{members} members in {year}, {women} of them women"),
    )
}
