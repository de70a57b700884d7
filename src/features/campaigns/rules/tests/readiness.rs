//! What a launch lacks, and by which law.

use uuid::Uuid;

use super::day;
use crate::features::campaigns::rules::readiness::{
    BLOCKING, Certainty, Clause, Era, ReadinessFacts, ReadinessItem as Item, Severity, lacks, period,
};
use crate::features::campaigns::rules::*;

/// A campaign that lacks this item alone, on the last day of 2023.
pub fn without(lacking: Option<Item>) -> (Charter, ReadinessFacts) {
    let (id, text, channel) = (Uuid::from_u128(7), || "Nội dung".to_owned(), RecipientChannel::Direct);
    let last_day = if lacking == Some(Item::Period) { "2023-12-30" } else { "2027-12-31" };
    let (mut charter, mut lists) = (Charter::of(id), Provisions::default());
    let mut facts = ReadinessFacts {
        launching_unit_exists: false,
        participants: 0,
        contents: 0,
        indicators: 0,
        document_is_numbered: false,
        document_is_dated: false,
        overlaps: 1,
        today: day("2023-12-31"),
    };
    for item in Item::ALL.iter().filter(|item| Some(**item) != lacking) {
        match item {
            Item::Title => charter.title = Some(text()),
            Item::LaunchingUnit => facts.launching_unit_exists = true,
            Item::StartsOn => charter.starts_on = Some(day("2023-01-01")),
            Item::EndsOn => charter.ends_on = Some(day(last_day)),
            Item::Contents => facts.contents = 1,
            Item::Participants => facts.participants = 1,
            Item::Signatory => charter.signatory.name = Some(text()),
            Item::Form => charter.form = Some(CampaignForm::Regular),
            Item::Level => charter.level = Some(CampaignLevel::Sector),
            Item::Theme => charter.theme = Some(text()),
            Item::Objectives => lists.objectives = vec![Statement(text())],
            Item::Indicators => facts.indicators = 1,
            Item::Measures => lists.measures = vec![Statement(text())],
            Item::Assignments => lists.assignments = vec![Assignment { assignee: None, text: text() }],
            Item::StandingOffice => charter.standing_office_id = Some(id),
            Item::LegalBases => charter.legal_base_ids = vec![id],
            Item::DocumentNumber => facts.document_is_numbered = true,
            Item::DocumentDate => facts.document_is_dated = true,
            Item::Recipients => lists.recipients = vec![Recipient { text: text(), channel }],
            Item::Overlap => facts.overlaps = 0,
            Item::Period => {}
        }
    }
    (Charter { provisions: lists, ..charter }, facts)
}

fn clause_for(item: Item) -> Clause {
    Clause { item, clause: format!("Điều về {item}"), certainty: Certainty::Sourced }
}

#[test]
fn one_item_alone_is_lacking_where_it_is_asked_for() {
    let clauses: Vec<Clause> = Item::ALL.iter().copied().map(clause_for).collect();
    for item in std::iter::once(None).chain(Item::ALL.iter().copied().map(Some)) {
        let (charter, facts) = without(item);
        let found = |clauses: &[Clause]| -> Vec<_> {
            let lacks = lacks(&charter, &facts, clauses).into_iter();
            lacks.map(|lack| (lack.item, lack.severity, lack.clause)).collect()
        };
        let is_blocking = item.is_some_and(|item| BLOCKING.contains(&item));
        let severity = if is_blocking { Severity::Blocking } else { Severity::Advisory };
        let always = item.filter(|item| is_blocking || matches!(item, Item::Overlap | Item::Period));
        assert_eq!(found(&[]), Vec::from_iter(always.map(|item| (item, severity, None))), "{item:?}");
        let by_law = item.map(|item| (item, severity, Some(clause_for(item).clause)));
        assert_eq!(found(&clauses), Vec::from_iter(by_law), "{item:?}");
    }
}

#[test]
fn an_era_begins_on_its_day() {
    let eras = [Era::First, Era::Second, Era::Second, Era::Third];
    for (on, era) in ["2023-12-31", "2024-01-01", "2025-06-30", "2025-07-01"].into_iter().zip(eras) {
        assert_eq!(Era::of(day(on)), era);
    }
}

#[test]
fn what_blocks_comes_first() {
    let (charter, facts) = without(Some(Item::Signatory));
    let (charter, facts) =
        (Charter { theme: None, title: None, ..charter }, ReadinessFacts { overlaps: 1, ..facts });
    let lacks = lacks(&charter, &facts, &[clause_for(Item::Theme), clause_for(Item::Signatory)]);
    let lines = lacks.iter().map(|lack| format!("{} {} {:?}", lack.severity, lack.item, lack.certainty));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r"
    BLOCKING TITLE None
    BLOCKING SIGNATORY Some(Sourced)
    ADVISORY THEME Some(Sourced)
    ADVISORY OVERLAP None
    ");
    assert_eq!(period(&Charter { ends_on: None, ..charter }), None);
}
