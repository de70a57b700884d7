use serde_json::json;

use super::*;

#[test]
fn a_kept_answer_is_shown_as_it_was() {
    let asks = json!({"kind": "ALL_OF", "conditions": [{"kind": "NO_HOLD"},
        {"kind": "TASK_RATING", "atLeast": "GOOD", "years": 2},
        {"kind": "ANY_OF", "conditions": [{"kind": "TITLE_SAME_YEAR", "awards": ["CSTD_CO_SO"]},
            {"kind": "EVERY_MEMBER_RATED", "atLeast": "COMPLETED"}]}]});
    let names = AwardNames::from([(AwardCode::new("CSTD_CO_SO"), "Chiến sĩ thi đua cơ sở".to_owned())]);
    let rules = RuleSet { rows: vec![row("RULE", &asks)], names };
    let member = Member {
        person: Uuid::from_u128(7),
        name: "Người 7".to_owned(),
        awards: Vec::new(),
        ratings: vec![RatingFact { origin: origin(77), ..rating(YEAR, TaskLevel::Good) }],
        complete: Vec::new(),
    };
    for ratings in [ratings(&[2024, 2025], TaskLevel::Good), ratings(&[2025], TaskLevel::Good)] {
        let awards = awards("CSTD_CO_SO", &[YEAR]);
        let facts = KnownFacts { awards, ratings, members: vec![member.clone()], ..KnownFacts::default() };
        let verdict = check(&question(), &facts, &rules.rows, &rules.names);
        let kept = serde_json::to_value(KeptVerdict::from(&verdict)).unwrap();
        let facts: KnownFacts = serde_json::from_value(serde_json::to_value(&facts).unwrap()).unwrap();
        let rules: RuleSet = serde_json::from_value(serde_json::to_value(&rules).unwrap()).unwrap();
        let kept: KeptVerdict = serde_json::from_value(kept).unwrap();
        assert_eq!(kept.restore((verdict.outcome, question().year), &facts, &rules), verdict);
    }
}
