use super::Outcome::{Fail, Pass, Unknown};
use super::*;
use crate::features::catalogue::rules::QuotaBase;

fn quota_of(share: &str, of: &QuotaBase, list: &[(KnownFacts, bool)]) -> QuotaCount {
    let listed: Vec<_> = list
        .iter()
        .zip(1_u128..)
        .map(|((facts, is_proposed), number)| Listed {
            id: Uuid::from_u128(number),
            facts,
            is_proposed: *is_proposed,
        })
        .collect();
    count_quota(share.parse().unwrap(), of, YEAR, &listed)
}

fn leaders() -> QuotaBase {
    QuotaBase::ClusterLeaders { organised_by: vec![ClusterOrganiser::Province, ClusterOrganiser::Ministry] }
}

fn leader(is_leader: bool) -> KnownFacts {
    let (origin, cluster) = (origin(70), "Cụm 1 (mẫu)".to_owned());
    let organised_by = ClusterOrganiser::Province;
    let clusters =
        vec![ClusterFact { origin, cluster, organised_by, year: YEAR, is_leader: Some(is_leader) }];
    KnownFacts { clusters, ..KnownFacts::default() }
}

#[test]
fn a_fifth_of_the_leaders_for_the_flag_of_the_government_article_7_1() {
    let mut list: Vec<_> = (0..12).map(|index| (leader(true), index < 3)).collect();
    list.push((leader(false), false));
    let count = quota_of("0.2", &leaders(), &list);
    assert_eq!((count.base, count.at_most, count.proposed, count.over), (12, 2, 3, 1));
    assert_eq!(count.outcome, Fail);
    // Who leads a cluster of somebody else is none of them.
    let mut other = leader(true);
    other.clusters[0].organised_by = ClusterOrganiser::Other;
    list.push((other, false));
    assert_eq!(quota_of("0.2", &leaders(), &list).base, 12);
    list.truncate(10);
    list[0].1 = false;
    assert_eq!(quota_of("0.2", &leaders(), &list).outcome, Pass);
}

#[test]
fn fifteen_percent_of_the_holders_decree_91_2017_article_9_3() {
    let of = QuotaBase::Holders { award: AwardCode::new("LD_TIEN_TIEN") };
    let holder = || KnownFacts { awards: awards("LD_TIEN_TIEN", &[YEAR]), ..KnownFacts::default() };
    let mut list: Vec<_> = (0..20).map(|index| (holder(), index < 3)).collect();
    assert_eq!(quota_of("0.15", &of, &list).outcome, Pass);
    // Of one nothing is known: it may be a holder, and then three are within the share.
    list[19] = (KnownFacts::default(), false);
    let count = quota_of("0.15", &of, &list);
    assert_eq!((count.outcome, count.base, count.base_possible), (Unknown, 19, 20));
    list[0] =
        (KnownFacts { complete: vec![complete(Record::Awards, YEAR, false)], ..KnownFacts::default() }, true);
    let count = quota_of("0.15", &of, &list);
    assert_eq!((count.outcome, count.over), (Fail, 1));
    assert_eq!(count.outside, [Uuid::from_u128(1)]);
}

#[test]
fn a_share_of_the_rated_and_of_all_members() {
    let rated = |level| (KnownFacts { ratings: ratings(&[YEAR], level), ..KnownFacts::default() }, false);
    let mut list = vec![rated(TaskLevel::Excellent), rated(TaskLevel::Good), rated(TaskLevel::Completed)];
    let of = QuotaBase::Rated { level: TaskLevel::Good };
    assert_eq!(quota_of("0.5", &of, &list).at_most, 1);
    list[0].0.ratings[0].origin.is_confirmed = false;
    assert_eq!(quota_of("0.5", &of, &list).at_most, 0);
    assert_eq!(quota_of("0.5", &of, &list).at_most_possible, 1);
    assert_eq!(quota_of("0.7", &QuotaBase::Members {}, &list).at_most, 2);
}
