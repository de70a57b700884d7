//! Tests of what happens around the stages: opinions, public consultation, deadlines, clocks.

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::features::catalogue::rules::{AwardCode, OpinionBefore, OpinionBody, ProcedureRequirement};
use crate::features::periods::rules::WorkingDays;
use crate::http::Code;
use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rule(value: Value) -> ProcedureRequirement {
    serde_json::from_value(value).unwrap()
}

fn opinion(
    body: &str,
    required: bool,
    before: &str,
    days: Option<u32>,
    silence: bool,
) -> ProcedureRequirement {
    rule(json!({"kind": "OPINION", "body": body, "required": required, "before": before, "workingDays": days,
        "silence": silence}))
}

#[test]
fn the_drawings_show_the_steps() {
    let (opinions, consultations) =
        (include_str!("../routes/opinions/mod.rs"), include_str!("../routes/consultations/mod.rs"));
    assert_eq!(drawn_steps(opinions), drawing::<OpinionLife>());
    assert_eq!(drawn_steps(consultations), drawing::<ConsultationLife>());
}

#[test]
fn silence_is_an_answer_only_where_and_when_the_law_says_so() {
    let asked =
        OpinionLife { status: OpinionStatus::Asked, is_writer: false, allows_silence: true, is_over: true };
    let refusal = |life, action, reason| next_step(&life, action, reason).map_err(|problem| problem.code);
    assert_eq!(
        refusal(asked, OpinionAction::PassOver, None).unwrap().to,
        OpinionStatus::NoObjectionBySilence
    );
    for (life, action, expected) in [
        (
            OpinionLife { allows_silence: false, ..asked },
            OpinionAction::PassOver,
            Code::opinion_must_be_written,
        ),
        (OpinionLife { is_over: false, ..asked }, OpinionAction::PassOver, Code::opinion_is_not_overdue),
        (OpinionLife { is_writer: true, ..asked }, OpinionAction::Agree, Code::own_nomination),
        (
            OpinionLife { status: OpinionStatus::Agrees, ..asked },
            OpinionAction::Agree,
            Code::invalid_transition,
        ),
        (asked, OpinionAction::Cancel, Code::invalid_request),
    ] {
        assert_eq!(refusal(life, action, None).err(), Some(expected), "{life:?} {action}");
    }
}

#[test]
fn an_opinion_is_due_by_the_row_about_its_body() {
    let rules = [
        opinion("PARTY_COMMITTEE", true, "PROPOSAL", None, false),
        opinion("CONSULTED_BODY", false, "PROPOSAL", Some(10), true),
    ];
    let calendar = WorkingDays::new([(day("2026-11-24"), false)]);
    let terms = |body, rules: &[ProcedureRequirement]| {
        let terms = OpinionTerms::of(rules, body, day("2026-11-16"), &calendar);
        (terms.due_on, terms.allows_silence)
    };
    assert_eq!(terms(OpinionBody::ConsultedBody, &rules), (Some(day("2026-12-01")), true));
    assert_eq!(terms(OpinionBody::PartyCommittee, &rules), (None, false));
    assert_eq!(terms(OpinionBody::ConsultedBody, &[]), (None, false));
    // Where no day is set, silence would be an answer at once.
    let unset = [opinion("CONSULTED_BODY", false, "PROPOSAL", None, true)];
    assert_eq!(terms(OpinionBody::ConsultedBody, &unset), (None, false));
}

#[test]
fn an_opinion_that_is_required_is_missing_until_it_is_there() {
    use OpinionBefore::{Proposal, Vote};
    use OpinionBody::{ConsultedBody, PartyCommittee};
    let rules = [
        opinion("PARTY_COMMITTEE", true, "PROPOSAL", None, false),
        opinion("CONSULTED_BODY", true, "VOTE", Some(10), true),
    ];
    for (given, step, expected) in [
        (&[][..], Vote, &[ConsultedBody][..]),
        (&[], Proposal, &[PartyCommittee, ConsultedBody]),
        (&[(ConsultedBody, OpinionStatus::NoObjectionBySilence)], Proposal, &[PartyCommittee]),
        (&[(PartyCommittee, OpinionStatus::Asked)], Proposal, &[PartyCommittee, ConsultedBody]),
        (&[(PartyCommittee, OpinionStatus::Cancelled)], Proposal, &[PartyCommittee, ConsultedBody]),
        // The law asks for an opinion, not for consent.
        (&[(PartyCommittee, OpinionStatus::Disagrees)], Proposal, &[ConsultedBody]),
    ] {
        assert_eq!(missing_opinions(&rules, given, step), expected, "{given:?} {step}");
    }
    let voluntary = [opinion("CONSULTED_BODY", false, "PROPOSAL", Some(10), true)];
    assert_eq!(missing_opinions(&voluntary, &[], Proposal), []);
}

#[test]
fn a_vote_that_needs_the_public_waits_for_its_outcome() {
    use ConsultationOutcome::{NoObjection, ObjectionNotUpheld, ObjectionUpheld};
    use ConsultationStatus::{Ended, Open};
    for (last, expected) in [
        (None, Some(Code::consultation_missing)),
        (Some((Open, None)), Some(Code::consultation_missing)),
        (Some((Ended, Some(NoObjection))), None),
        (Some((Ended, Some(ObjectionNotUpheld))), None),
        (Some((Ended, Some(ObjectionUpheld))), Some(Code::objection_was_upheld)),
    ] {
        assert_eq!(consultation_refusal(true, last), expected, "{last:?}");
        assert_eq!(consultation_refusal(false, last), None);
    }
}

#[test]
fn a_consultation_lasts_its_working_days() {
    let calendar = WorkingDays::new([(day("2026-11-24"), false)]);
    for (starts_on, days, expected) in [
        ("2026-11-20", Some(10), "2026-12-04"),
        // A first day that is free counts for nothing.
        ("2026-11-21", Some(1), "2026-11-23"),
        ("2026-11-20", None, "2026-11-20"),
    ] {
        assert_eq!(earliest_end(day(starts_on), days, &calendar), day(expected), "{starts_on} {days:?}");
    }
    let rules = [
        rule(json!({"kind": "PUBLIC_CONSULTATION", "workingDays": 10})),
        rule(json!({"kind": "REPORT_AGE", "months": 6})),
    ];
    assert_eq!(consultation_days(&rules), Some(10));
    assert_eq!(consultation_days(&rules[1..]), None);
}

#[test]
fn every_nomination_of_a_list_has_one_outcome() {
    use ConsultationOutcome::{NoObjection, ObjectionUpheld};
    let list = [(1, false), (2, true)];
    for (outcomes, expected) in [
        (&[(1, NoObjection, false), (2, ObjectionUpheld, true)][..], &[][..]),
        (&[(1, NoObjection, false), (2, NoObjection, false)], &[OutcomeFault::WasObjected(1)]),
        (&[(1, NoObjection, false), (2, ObjectionUpheld, false)], &[OutcomeFault::WithoutNote(1)]),
        (&[(1, NoObjection, false)], &[OutcomeFault::Missing]),
        (
            &[(1, NoObjection, false), (3, NoObjection, false), (1, NoObjection, false)],
            &[OutcomeFault::Unknown(1), OutcomeFault::NamedTwice(2), OutcomeFault::Missing],
        ),
    ] {
        assert_eq!(outcome_faults(&list, outcomes), expected, "{outcomes:?}");
    }
}

#[test]
fn deadlines_are_counted_from_what_the_law_names() {
    use NominationDeadlineKind::{ReportAge, Submission};
    let yearly = |schools| {
        json!({"kind": "DEADLINE", "month": if schools { 12 } else { 6 }, "day": 31, "yearsAfter": 1, "afterAward": null,
            "schools": schools})
    };
    let fighter = json!({"kind": "DEADLINE", "month": 12, "day": 31, "yearsAfter": 1, "afterAward": "CSTD_TINH", "schools": false});
    let age = json!({"kind": "REPORT_AGE", "months": 6});
    let grounds = DeadlineGrounds { year: 2025, ends_on: None, is_of_a_school: false, awards: Vec::new() };
    let decided =
        DeadlineGrounds { awards: vec![(AwardCode::new("CSTD_TINH"), day("2026-03-15"))], ..grounds.clone() };
    let ended = DeadlineGrounds { ends_on: Some(day("2025-08-31")), ..grounds.clone() };
    let school = DeadlineGrounds { is_of_a_school: true, ..grounds.clone() };
    for (value, grounds, expected) in [
        // June has no 31st day.
        (yearly(false), &grounds, Some((Submission, Some(day("2026-06-30"))))),
        (yearly(true), &grounds, None),
        (yearly(true), &school, Some((Submission, Some(day("2026-12-31"))))),
        (yearly(false), &school, None),
        (fighter.clone(), &decided, Some((Submission, Some(day("2027-12-31"))))),
        (fighter, &grounds, Some((Submission, None))),
        (age.clone(), &grounds, Some((ReportAge, Some(day("2026-06-30"))))),
        (age, &ended, Some((ReportAge, Some(day("2026-02-28"))))),
        (json!({"kind": "PUBLIC_CONSULTATION", "workingDays": 10}), &grounds, None),
    ] {
        assert_eq!(deadline(&rule(value.clone()), grounds), expected, "{value} {grounds:?}");
    }
}

#[test]
fn what_is_late_is_told_in_working_days() {
    let calendar = WorkingDays::new([(day("2026-11-24"), false)]);
    for (due_on, today, expected) in [
        (Some("2026-11-20"), "2026-11-20", 0),
        // Saturday and Sunday are not worked, nor is the 24th.
        (Some("2026-11-20"), "2026-11-25", 2),
        (Some("2026-11-30"), "2026-11-25", 0),
        (None, "2026-11-25", 0),
    ] {
        assert_eq!(days_late(due_on.map(day), day(today), &calendar), expected, "{due_on:?} {today}");
    }
}

#[test]
fn the_proposal_waits_for_everything_and_the_vote_for_what_the_council_is_told() {
    let consulted = Some(Code::consultation_missing);
    let obstacles = StageObstacles::of((false, true), None, true);
    assert_eq!((obstacles.to_vote, obstacles.to_proposal), (None, Some(Code::opinion_missing)));
    let obstacles = StageObstacles::of((false, false), consulted, true);
    assert_eq!((obstacles.to_vote, obstacles.to_proposal), (consulted, consulted));
    let obstacles = StageObstacles::of((false, false), None, true);
    assert_eq!((obstacles.to_vote, obstacles.to_proposal), (None, Some(Code::report_is_too_old)));
    // Where another stage follows, that one asks.
    let stage = StageState { has_stage_above: true, obstacles, ..StageState::default() };
    assert_eq!(stage.obstacle_to_vote(), None);
}

proptest! {
    /// The list of what is overdue and the clock of a nomination agree, whatever is a holiday.
    #[test]
    fn a_clock_has_run_out_when_it_began_before_the_first_day_in_time(
        since in 0_i64..200, days in 1_u32..60, free in proptest::collection::btree_set(0_i64..300, 0..20)
    ) {
        let first = day("2026-01-01");
        let at = |offset: i64| first + chrono::Duration::days(offset);
        let calendar = WorkingDays::new(free.into_iter().map(|offset| (at(offset), false)));
        let (since, today) = (at(since), at(150));
        let due_on = clock_due_on(since, Some(days), &calendar);
        let is_over = due_on.is_some_and(|due_on| due_on < today);
        prop_assert_eq!(is_over, since < first_day_in_time(today, days, &calendar));
        prop_assert_eq!(clock_due_on(since, None, &calendar), None);
    }
}

#[test]
fn one_is_reminded_from_so_many_days_before_until_the_day() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let due_on = day("2026-12-31");
    for (days, today, expected) in [
        (Some(30), "2026-11-30", false),
        (Some(30), "2026-12-01", true),
        (Some(30), "2026-12-31", true),
        (Some(30), "2027-01-01", false),
        (None, "2026-12-31", false),
    ] {
        assert_eq!(is_time_to_remind(due_on, days, day(today)), expected, "{days:?} {today}");
    }
}
