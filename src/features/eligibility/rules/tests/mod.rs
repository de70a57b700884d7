//! A small way to write facts and questions down.

mod circumstances;
mod conditions;
mod eras;
mod kept;
mod properties;
mod quotas;
mod rows;
mod words;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::features::catalogue::rules::{
    AwardCode, Certainty, ClusterOrganiser, CommendationKind, Condition, InitiativeKind, InitiativeLevel,
    LauncherLevel, RecipientKind, RuleStatus, RuleTransition, TaskLevel,
};
use crate::features::people::rules::{Subject, SubjectKind};

/// The year that is judged where a test names no other.
const YEAR: i32 = 2025;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn origin(number: u128) -> Origin {
    Origin { id: Uuid::from_u128(number), source: "Sổ theo dõi (mẫu)".to_owned(), is_confirmed: true }
}

fn award(code: &str, year: i32) -> AwardFact {
    let code_number: u128 = code.bytes().map(u128::from).sum();
    AwardFact {
        origin: origin(code_number * 10_000 + u128::try_from(year).unwrap()),
        award: AwardCode::new(code),
        is_title: !code.contains("KHEN"),
        year,
        starts_on: None,
        kind: Some(CommendationKind::Merit),
        campaign: None,
        decision: format!("{year}/QĐ"),
    }
}

fn awards(code: &str, years: &[i32]) -> Vec<AwardFact> {
    years.iter().map(|year| award(code, *year)).collect()
}

fn rating(year: i32, level: TaskLevel) -> RatingFact {
    RatingFact { origin: origin(20_000_000 + u128::try_from(year).unwrap()), year, level }
}

fn ratings(years: &[i32], level: TaskLevel) -> Vec<RatingFact> {
    years.iter().map(|year| rating(*year, level)).collect()
}

fn initiative(number: u128, year: i32, uses: &[(&str, i32)]) -> InitiativeFact {
    InitiativeFact {
        origin: origin(30_000_000 + number),
        title: format!("Sáng kiến {number}"),
        kind: InitiativeKind::Initiative,
        level: InitiativeLevel::Base,
        year,
        share: Decimal::ONE_HUNDRED,
        uses: uses.iter().map(|(code, year)| UseFact { award: AwardCode::new(*code), year: *year }).collect(),
    }
}

fn hold_fact(kind: Hindrance, from: &str, to: Option<&str>, outcome: Option<HoldOutcome>) -> HoldFact {
    HoldFact { origin: origin(40_000_000), kind, starts_on: day(from), ends_before: to.map(day), outcome }
}

fn statement(code: &str, year: i32) -> StatementFact {
    StatementFact {
        origin: origin(50_000_000),
        code: code.to_owned(),
        year,
        text: "Đoàn kết (mẫu)".to_owned(),
        campaign: None,
    }
}

/// The confirmed figures of a unit.
fn figures(members: u32) -> Vec<FiguresFact> {
    vec![FiguresFact { origin: origin(60), year: YEAR, members, women: None }]
}

fn complete(record: Record, year: i32, with_earlier: bool) -> Complete {
    Complete { record, year, with_earlier }
}

fn question() -> Question {
    Question {
        subject: Subject { kind: SubjectKind::Person, id: Uuid::from_u128(1) },
        award: AwardCode::new("BANG_KHEN_TINH"),
        is_title: false,
        kind: CommendationKind::Merit,
        year: YEAR,
        campaign: None,
        received_on: day("2026-01-15"),
        asked_on: day("2026-11-29"),
    }
}

fn of_unit(question: Question) -> Question {
    Question { subject: Subject { kind: SubjectKind::Unit, ..question.subject }, ..question }
}

fn condition(value: &Value) -> Condition {
    serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"))
}

/// A condition that whoever has [`meeting_standard`] meets.
fn standard() -> Value {
    serde_json::json!({"kind": "CONFIRMED_STATEMENT", "statement": "STANDARD", "text": "đạt tiêu chuẩn (mẫu)"})
}

fn meeting_standard() -> KnownFacts {
    KnownFacts { statements: vec![statement("STANDARD", YEAR)], ..KnownFacts::default() }
}

/// A row in force since 2024 for the award of [`question`].
fn row(code: &str, asks: &Value) -> RuleRow {
    RuleRow {
        id: Uuid::from_u128(code.bytes().map(u128::from).sum()),
        code: code.to_owned(),
        award: AwardCode::new("BANG_KHEN_TINH"),
        recipient: RecipientKind::Individual,
        kinds: Vec::new(),
        condition: condition(asks),
        starts_on: day("2024-01-01"),
        ends_before: None,
        basis: "Điều kiện (mẫu)".to_owned(),
        clause: "Luật 06/2022/QH15".to_owned(),
        certainty: Certainty::Sourced,
        status: RuleStatus::InForce,
        verify_after: None,
        is_provincial: false,
        transition: RuleTransition::EarlierRow,
        version: 1,
    }
}

/// The answer to one condition, with its reasons in Vietnamese.
fn answer(asks: &Value, facts: &KnownFacts, question: &Question) -> (Outcome, Vec<String>) {
    let rule = RuleRow {
        award: question.award.clone(),
        recipient: question.recipient(),
        starts_on: day("1990-01-01"),
        ..row("RULE", asks)
    };
    let names = AwardNames::new();
    let verdict = check(question, facts, &[rule], &names);
    let answer = &verdict.rules[0].rows[0];
    (answer.outcome, answer.reasons.iter().map(|reason| reason.words(&names).vi).collect())
}
