use proptest::prelude::*;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::*;
use crate::features::catalogue::rules::{Ballot, Voting, VotingBase};
use crate::features::nominations::rules::ConsultationOutcome;
use crate::features::people::rules::SubjectKind;
use crate::http::Code;
use crate::official_documents::writer::Block;
use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

fn rule(share: &str, base: VotingBase, quorum: Option<&str>) -> Voting {
    Voting {
        share: share.parse().unwrap(),
        base,
        quorum: quorum.map(|share| share.parse().unwrap()),
        ballot: Ballot::Secret,
        in_writing: Some(true),
    }
}

const fn seat(presence: Presence) -> Seat {
    Seat { presence, is_recused: false }
}

const HERE: Seat = seat(Presence::Present);
const AWAY: Seat = seat(Presence::Absent);
const WRITES: Seat = seat(Presence::InWriting);
const RECUSED: Seat = Seat { presence: Presence::Present, is_recused: true };

#[test]
fn the_drawings_show_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<MeetingLife>());
    assert_eq!(drawn_steps(include_str!("../routes/items/mod.rs")), drawing::<ItemLife>());
}

#[test]
fn members_vote_who_are_there_or_are_asked_in_writing_and_whom_it_does_not_concern() {
    let written = rule("0.9", VotingBase::AllMembers, Some("0.5"));
    for in_writing in [None, Some(false)] {
        let spoken = Voting { in_writing, ..written.clone() };
        assert!(!may_vote(&spoken, WRITES));
    }
    for (own, expected) in [(HERE, true), (WRITES, true), (AWAY, false), (RECUSED, false)] {
        assert_eq!(may_vote(&written, own), expected, "{own:?}");
    }
    let assembly = Assembly::of(&written, &[HERE, HERE, WRITES, AWAY, RECUSED]);
    assert_eq!(assembly, Assembly { members: 5, present: 3, voters: 3 });
}

/// The share of members without whom the council does not decide, who is there, and whether that is enough.
#[test]
fn a_quorum_is_a_share_of_all_members_who_are_there() {
    for (quorum, members, present, expected) in [
        (Some("0.5"), 4, 2, Some(true)),
        (Some("0.5"), 5, 2, Some(false)),
        (Some("0.6667"), 3, 2, Some(false)),
        (Some("0.6666"), 3, 2, Some(true)),
        (Some("1"), 3, 3, Some(true)),
        (Some("0.1"), 3, 0, Some(false)),
        (Some("0.1"), 0, 0, Some(false)),
        (None, 3, 3, None),
    ] {
        let own = rule("0.5", VotingBase::Present, quorum);
        let assembly = Assembly { members, present, voters: present };
        assert_eq!(has_quorum(&own, assembly), expected, "{quorum:?} of {members}, {present} there");
    }
}

/// Decree 152/2025/NĐ-CP, Article 33.5: at least 90 % or 80 % of all members, whoever is there.
#[test]
fn the_shares_of_the_law_are_taken_of_all_members() {
    let all = |share| rule(share, VotingBase::AllMembers, Some("0.5"));
    let there = |share| rule(share, VotingBase::Present, Some("0.5"));
    for (own, members, voters, votes_for, expected) in [
        (all("0.9"), 10, 9, 9, true),
        (all("0.9"), 10, 10, 8, false),
        (all("0.9"), 9, 9, 8, false),
        (all("0.8"), 10, 8, 8, true),
        (all("0.8"), 10, 8, 7, false),
        (there("0.9"), 10, 5, 5, true),
        (there("0.7"), 10, 3, 2, false),
        (there("0.6667"), 3, 3, 2, false),
        (there("0.5"), 3, 0, 0, false),
    ] {
        let assembly = Assembly { members, present: voters, voters };
        let count = Count { votes_for, against: voters - votes_for, blank: 0 };
        assert_eq!(tally(&own, assembly, count).is_carried, expected, "{own:?} {assembly:?} {count:?}");
    }
    let result = tally(
        &all("0.9"),
        Assembly { members: 7, present: 7, voters: 7 },
        Count { votes_for: 6, against: 1, blank: 0 },
    );
    assert_eq!(result.share(), Some("0.857143".parse::<Decimal>().unwrap()));
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    prop::collection::vec(prop::sample::select(Choice::ALL.to_vec()), 0..100)
}

proptest! {
    #[test]
    fn a_count_does_not_depend_on_the_order_of_the_ballots(
        (cast, mixed) in choices().prop_flat_map(|cast| (Just(cast.clone()), Just(cast).prop_shuffle())),
    ) {
        let count: Count = cast.iter().copied().collect();
        prop_assert_eq!(count, mixed.into_iter().collect());
        prop_assert_eq!(usize::try_from(count.cast()).unwrap(), cast.len());
    }

    #[test]
    fn one_more_vote_for_it_never_defeats_it(votes_for in 0_u32..100, against in 0_u32..100, extra in 1_u32..100, share in 1_i64..=1000) {
        let members = votes_for + against + extra;
        let own = Voting { share: Decimal::new(share, 3), ..rule("1", VotingBase::AllMembers, None) };
        let assembly = Assembly { members, present: members, voters: members };
        let fewer = tally(&own, assembly, Count { votes_for, against, blank: 0 });
        let more = tally(&own, assembly, Count { votes_for: votes_for + 1, against, blank: 0 });
        prop_assert!(!fewer.is_carried || more.is_carried);
    }
}

#[test]
fn a_case_concerns_whose_it_is_and_where_the_council_says_so_whose_unit_it_is() {
    let [me, other, own_unit, department, elsewhere] = [1, 2, 3, 4, 5].map(Uuid::from_u128);
    let above = [department];
    let member = MemberFacts { ids: vec![me], lineage: vec![own_unit, department] };
    let person =
        |id, unit_id| SubjectFacts { kind: SubjectKind::Person, ids: vec![id], unit_id: Some(unit_id) };
    let unit = |id| SubjectFacts { kind: SubjectKind::Unit, ids: vec![id], unit_id: Some(id) };
    for (subject, by_unit, expected) in [
        (person(me, elsewhere), false, Some(RecusalGround::OwnCase)),
        (person(other, own_unit), true, Some(RecusalGround::OwnUnit)),
        (person(other, own_unit), false, None),
        // Everybody of the department would be concerned by everybody.
        (person(other, department), true, None),
        (unit(own_unit), true, Some(RecusalGround::OwnUnit)),
        // The council is the department's: all of its members belong to it.
        (unit(department), true, None),
        (unit(elsewhere), true, None),
    ] {
        assert_eq!(concerns(&member, &subject, (by_unit, &above)), expected, "{subject:?}");
    }
    assert_eq!(concerns(&MemberFacts::default(), &person(me, own_unit), (true, &above)), None);
}

#[test]
fn a_vote_is_opened_and_closed_only_while_everything_is_right() {
    let ready = ItemLife {
        status: AgendaItemStatus::Pending,
        is_held: true,
        is_votable: true,
        obstacle: None,
        has_quorum: Some(true),
        has_voters: true,
        is_carried: false,
    };
    let voting = ItemLife { status: AgendaItemStatus::Voting, ..ready };
    let refused = |life: ItemLife, action, reason| {
        next_step(&life, action, reason).map(|_| ()).expect_err("a step that is refused").code
    };
    for (life, action, code) in [
        (ItemLife { is_held: false, ..ready }, AgendaItemAction::Open, Code::meeting_is_not_open),
        (
            ItemLife { is_votable: false, ..ready },
            AgendaItemAction::Open,
            Code::nomination_does_not_await_this_vote,
        ),
        (
            ItemLife { obstacle: Some(Code::consultation_missing), ..ready },
            AgendaItemAction::Open,
            Code::consultation_missing,
        ),
        (ItemLife { has_quorum: None, ..ready }, AgendaItemAction::Open, Code::quorum_is_not_set),
        (ItemLife { has_quorum: Some(false), ..ready }, AgendaItemAction::Open, Code::no_quorum),
        (ItemLife { has_voters: false, ..ready }, AgendaItemAction::Open, Code::nobody_can_vote),
        (ItemLife { has_quorum: Some(false), ..voting }, AgendaItemAction::Close, Code::no_quorum),
        (
            ItemLife { is_votable: false, ..voting },
            AgendaItemAction::Close,
            Code::nomination_does_not_await_this_vote,
        ),
        (ready, AgendaItemAction::Close, Code::invalid_transition),
        (voting, AgendaItemAction::Remove, Code::invalid_transition),
        (voting, AgendaItemAction::Void, Code::invalid_request),
    ] {
        assert_eq!(refused(life, action, None), code, "{action}");
    }
    let closed =
        |is_carried| next_step(&ItemLife { is_carried, ..voting }, AgendaItemAction::Close, None).unwrap().to;
    assert_eq!([closed(true), closed(false)], [AgendaItemStatus::Carried, AgendaItemStatus::NotCarried]);
}

#[test]
fn a_meeting_is_opened_on_its_day_with_members_and_an_agenda_and_closed_without_an_open_vote() {
    let ready = MeetingLife {
        status: MeetingStatus::Planned,
        is_due: true,
        has_members: true,
        is_recomposed: false,
        has_one_person_twice: false,
        has_items: true,
        is_voting: false,
    };
    let refused = |life: MeetingLife, action| {
        next_step(&life, action, None).map(|_| ()).expect_err("a step that is refused").code
    };
    for (life, action, code) in [
        (MeetingLife { is_due: false, ..ready }, MeetingAction::Open, Code::meeting_is_not_due),
        (MeetingLife { has_members: false, ..ready }, MeetingAction::Open, Code::council_has_no_members),
        (MeetingLife { is_recomposed: true, ..ready }, MeetingAction::Open, Code::council_was_recomposed),
        (MeetingLife { has_one_person_twice: true, ..ready }, MeetingAction::Open, Code::one_person_twice),
        (MeetingLife { has_items: false, ..ready }, MeetingAction::Open, Code::agenda_is_empty),
        (
            MeetingLife { status: MeetingStatus::Open, is_voting: true, ..ready },
            MeetingAction::Close,
            Code::vote_is_open,
        ),
        (
            MeetingLife { status: MeetingStatus::Open, ..ready },
            MeetingAction::Cancel,
            Code::invalid_transition,
        ),
    ] {
        assert_eq!(refused(life, action), code, "{action}");
    }
}

#[test]
fn minutes_name_the_outcome_of_the_public_consultation() {
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let consultation = MinutesConsultation {
        published_in: "Cổng thông tin điện tử tỉnh".to_owned(),
        starts_on: day("2026-11-20"),
        ends_on: day("2026-12-04"),
        outcome: ConsultationOutcome::ObjectionNotUpheld,
        note: Some("đã xác minh".to_owned()),
    };
    let item = |consultation| MinutesItem {
        subject: "Nguyễn Thị Mẫu".to_owned(),
        award: "Huân chương Lao động hạng Ba".to_owned(),
        status: AgendaItemStatus::Carried,
        voting: None,
        result: None,
        recused: Vec::new(),
        consultation,
    };
    let head = MinutesHead {
        unit: "Sở Nội vụ tỉnh Lạng Sơn".to_owned(),
        council: "Hội đồng".to_owned(),
        title: "Họp".to_owned(),
        held_on: day("2026-12-07"),
        place: None,
        decision: "12/QĐ-SNV".to_owned(),
    };
    let said = "Nguyễn Thị Mẫu: công khai trên Cổng thông tin điện tử tỉnh từ ngày 20/11/2026 đến ngày 04/12/2026; \
        có ý kiến phản đối nhưng không có căn cứ: đã xác minh";
    let of = |consultation| minutes(head.clone(), &[], &[item(consultation)]).blocks;
    assert!(of(Some(consultation)).contains(&Block::Bullet(said.to_owned())));
    assert!(!of(None).iter().any(|block| matches!(block, Block::Bullet(_))));
}
