use super::*;

fn award() -> AwardCode {
    AwardCode::new("CSTD_CO_SO")
}

fn text() -> String {
    "văn bản".to_owned()
}

fn half() -> Decimal {
    "0.5".parse().unwrap()
}

/// Reasons about what somebody did.
fn reasons_of_facts() -> Vec<Reason> {
    vec![
        Reason::AwardNotKnown { award: award(), year: 2024 },
        Reason::NoAwardInYear { award: award(), year: 2024 },
        Reason::NoneOfAwards { awards: vec![award()], year: 2024 },
        Reason::AwardNeverRecorded { award: award() },
        Reason::AwardNeverGiven { award: award() },
        Reason::NotAfterAward { award: award(), since: 2025, year: 2024 },
        Reason::RatingMissing { year: 2024 },
        Reason::RatingTooLow { year: 2024, level: TaskLevel::Completed, needed: TaskLevel::Good },
        Reason::InitiativesNotKnown { have: 1, needed: 2, first_year: 2023, last_year: 2024 },
        Reason::TooFewInitiatives { have: 1, needed: 2, first_year: 2023, last_year: 2024 },
        Reason::InitiativeUsed { title: text(), award: award(), year: 2024 },
        Reason::Unconfirmed { fact: Words { vi: text(), en: "text".to_owned() } },
        Reason::TooFewTimes { award: award(), have: 1, needed: 2, first_year: 2023, last_year: 2024 },
        Reason::HoldOpen { kind: Hindrance::Complaint, since: day("2024-03-01") },
        Reason::BeforeDisciplineServed { year: 2024, served_on: day("2024-03-01") },
        Reason::DisciplineServedInYear { year: 2024, served_on: day("2024-03-01") },
        Reason::KindIsNoGround { award: award(), year: 2024, kind: CommendationKind::Seniority },
        Reason::KindNotKnown { award: award(), year: 2024 },
    ]
}

/// Reasons about everything else.
fn reasons_of_circumstances() -> Vec<Reason> {
    vec![
        Reason::MembersNotKnown { year: 2024 },
        Reason::MembersNotRecorded { count: 2, year: 2024 },
        Reason::TooFewMembers { have: 1, needed: 2, members: 5 },
        Reason::MemberAwardNotKnown { name: text(), year: 2024 },
        Reason::MemberRatingMissing { name: text(), year: 2024 },
        Reason::MemberRatingTooLow { name: text(), year: 2024, level: TaskLevel::Completed },
        Reason::FiguresMissing { year: 2024 },
        Reason::TooFewWomen { women: 1, members: 4, needed: half() },
        Reason::JudgedOverList { share: half() },
        Reason::ClusterResultMissing { year: 2024 },
        Reason::NotClusterLeader { cluster: text(), year: 2024 },
        Reason::CampaignNotNamed,
        Reason::CampaignLengthNotKnown,
        Reason::CampaignTooShort { years: 1, needed: 3 },
        Reason::ReviewMissing,
        Reason::NotChosenInReview,
        Reason::PledgeNotKnown,
        Reason::PledgeTooLow { fulfilled: half(), needed: half() },
        Reason::LauncherNotKnown,
        Reason::LauncherTooLow { launched_by: LauncherLevel::Base },
        Reason::AlreadyCommended { award: award(), year: 2024, decision: text() },
        Reason::PerhapsCommended { award: award(), year: 2024, decision: text() },
        Reason::StatementMissing { text: text() },
        Reason::StatementDenied { text: text() },
        Reason::AmendmentNotConfirmed,
        Reason::NewerRowCounts { starts_on: day("2024-03-01") },
        Reason::NoRule { award: award() },
        Reason::CheckAgain { since: day("2024-03-01") },
    ]
}

#[test]
fn every_reason_has_words_of_its_own() {
    let reasons = [reasons_of_facts(), reasons_of_circumstances()].concat();
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
