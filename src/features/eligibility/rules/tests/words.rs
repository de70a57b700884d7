use super::*;

#[test]
fn every_reason_has_words_of_its_own() {
    let award = || AwardCode::new("CSTD_CO_SO");
    let (year, needed, have) = (2024, 2, 1);
    let (first_year, last_year) = (2023, 2024);
    let on = day("2024-03-01");
    let share: Decimal = "0.5".parse().unwrap();
    let text = || "văn bản".to_owned();
    let level = TaskLevel::Completed;
    let reasons = [
        Reason::AwardNotKnown { award: award(), year },
        Reason::NoAwardInYear { award: award(), year },
        Reason::NoneOfAwards { awards: vec![award()], year },
        Reason::AwardNeverRecorded { award: award() },
        Reason::AwardNeverGiven { award: award() },
        Reason::NotAfterAward { award: award(), since: 2025, year },
        Reason::RatingMissing { year },
        Reason::RatingTooLow { year, level, needed: TaskLevel::Good },
        Reason::InitiativesNotKnown { have, needed, first_year, last_year },
        Reason::TooFewInitiatives { have, needed, first_year, last_year },
        Reason::InitiativeUsed { title: text(), award: award(), year },
        Reason::Unconfirmed { fact: Words { vi: text(), en: "text".to_owned() } },
        Reason::TooFewTimes { award: award(), have, needed, first_year, last_year },
        Reason::HoldOpen { kind: Hindrance::Complaint, since: on },
        Reason::BeforeDisciplineServed { year, served_on: on },
        Reason::DisciplineServedInYear { year, served_on: on },
        Reason::KindIsNoGround { award: award(), year, kind: CommendationKind::Seniority },
        Reason::KindNotKnown { award: award(), year },
        Reason::MembersNotKnown { year },
        Reason::MembersNotRecorded { count: 2, year },
        Reason::TooFewMembers { have, needed, members: 5 },
        Reason::MemberAwardNotKnown { name: text(), year },
        Reason::MemberRatingMissing { name: text(), year },
        Reason::MemberRatingTooLow { name: text(), year, level },
        Reason::FiguresMissing { year },
        Reason::TooFewWomen { women: 1, members: 4, needed: share },
        Reason::JudgedOverList { share },
        Reason::ClusterResultMissing { year },
        Reason::NotClusterLeader { cluster: text(), year },
        Reason::CampaignNotNamed,
        Reason::CampaignLengthNotKnown,
        Reason::CampaignTooShort { years: 1, needed: 3 },
        Reason::ReviewMissing,
        Reason::NotChosenInReview,
        Reason::PledgeNotKnown,
        Reason::PledgeTooLow { fulfilled: share, needed: share },
        Reason::LauncherNotKnown,
        Reason::LauncherTooLow { launched_by: LauncherLevel::Base },
        Reason::AlreadyCommended { award: award(), year, decision: text() },
        Reason::PerhapsCommended { award: award(), year, decision: text() },
        Reason::StatementMissing { text: text() },
        Reason::StatementDenied { text: text() },
        Reason::AmendmentNotConfirmed,
        Reason::NewerRowCounts { starts_on: on },
        Reason::NoRule { award: award() },
        Reason::CheckAgain { since: on },
    ];
    let names = AwardNames::from([(award(), "Chiến sĩ thi đua cơ sở".to_owned())]);
    let mut all: Vec<_> = reasons.iter().map(|reason| reason.words(&names)).collect();
    for (reason, words) in reasons.iter().zip(&all) {
        let debug = format!("{reason:?}");
        assert!(words.vi != debug && words.en != debug && !words.vi.contains("CSTD_CO_SO"), "{debug}");
        let kept = serde_json::to_value(reason).unwrap();
        assert_eq!(serde_json::from_value::<Reason>(kept).unwrap(), *reason);
    }
    all.sort();
    all.dedup();
    assert_eq!(all.len(), reasons.len());
}
