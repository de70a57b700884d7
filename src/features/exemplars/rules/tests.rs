use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::features::people::rules::SubjectKind;
use crate::http::Code;
use crate::operations::life_cycle::{drawing, drawn_steps, next_step};

#[test]
fn the_drawing_shows_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<ExemplarLife>());
}

fn life(status: ExemplarStatus) -> ExemplarLife {
    ExemplarLife { status, is_writer: false, needs_consent: true, has_consent: true, is_restricted: false }
}

#[test]
fn nobody_honours_what_they_wrote() {
    let own = ExemplarLife { is_writer: true, ..life(ExemplarStatus::Proposed) };
    assert_eq!(next_step(&own, ExemplarAction::Honour, None).err().unwrap().code, Code::own_exemplar);
    assert!(next_step(&life(ExemplarStatus::Proposed), ExemplarAction::Honour, None).is_ok());
}

#[test]
fn nothing_is_published_without_the_consent_that_it_needs() {
    let honoured = life(ExemplarStatus::Honoured);
    for (life, code) in [
        (honoured, None),
        (ExemplarLife { has_consent: false, ..honoured }, Some(Code::consent_missing)),
        (ExemplarLife { has_consent: false, needs_consent: false, ..honoured }, None),
        (ExemplarLife { is_restricted: true, ..honoured }, Some(Code::use_is_restricted)),
    ] {
        let refused = next_step(&life, ExemplarAction::Publish, None).err().map(|problem| problem.code);
        assert_eq!(refused, code, "{life:?}");
    }
}

#[test]
fn what_is_public_is_what_the_consent_covers() {
    let some = PublicParts { name: true, picture: false, award: false };
    let all = PublicParts { name: true, picture: true, award: true };
    assert_eq!(public_parts(SubjectKind::Person, None), None);
    assert_eq!(public_parts(SubjectKind::Household, None), None);
    assert_eq!(public_parts(SubjectKind::Person, Some(some)), Some(some));
    assert_eq!(public_parts(SubjectKind::Unit, None), Some(all));
}

proptest! {
    #[test]
    fn a_link_is_words_of_letters_and_digits(title in "\\PC{0,300}", last in any::<u128>()) {
        let link = link_of(&title, Uuid::from_u128(last));
        let is_plain = |letter: u8| letter.is_ascii_digit() || letter.is_ascii_lowercase();
        prop_assert!(link.split('-').all(|word| !word.is_empty() && word.bytes().all(is_plain)), "{link}");
        prop_assert!(link.len() <= 120, "{link}");
    }
}
