//! The order of handing over, and what may happen to a certificate.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{Badge, CertificateSituation, CertificateStatus, Precedence, ReissueReason, credential};
use crate::features::catalogue::rules::{AwardKind, AwardLevel, RecipientKind};
use crate::http::Code;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
}

fn precedence(level: AwardLevel, kind: AwardKind, recipient: RecipientKind, position: i32) -> Precedence {
    Precedence { level, kind, rank: 10, recipient, position }
}

#[test]
fn high_comes_before_low_titles_before_forms_and_collectives_before_people() {
    use AwardKind::{Form, Title};
    use AwardLevel::{Base, Provincial, State};
    use RecipientKind::{Collective, Household, Individual};
    let ordered = [
        precedence(State, Form, Individual, 9),
        precedence(Provincial, Title, Collective, 8),
        precedence(Provincial, Title, Individual, 7),
        precedence(Provincial, Form, Household, 3),
        precedence(Provincial, Form, Collective, 6),
        precedence(Provincial, Form, Individual, 4),
        precedence(Provincial, Form, Individual, 5),
        precedence(Base, Title, Collective, 1),
        precedence(Base, Form, Individual, 2),
    ];
    let mut sorted = ordered;
    sorted.reverse();
    sorted.sort_by_key(|own| own.key());
    assert_eq!(sorted, ordered);
}

fn situation(
    is_current: bool,
    is_revoked: bool,
    handed: Option<u32>,
    returned: Option<u32>,
) -> CertificateSituation {
    CertificateSituation {
        is_current,
        is_revoked,
        issued_on: day(10),
        handed_over_on: handed.map(day),
        returned_on: returned.map(day),
    }
}

#[test]
fn a_certificate_is_somewhere() {
    let status = |own: CertificateSituation| own.status();
    assert_eq!(status(situation(true, false, None, None)), CertificateStatus::Issued);
    assert_eq!(status(situation(true, false, Some(11), None)), CertificateStatus::HandedOver);
    assert_eq!(status(situation(false, false, Some(11), None)), CertificateStatus::Replaced);
    assert_eq!(status(situation(true, true, Some(11), Some(12))), CertificateStatus::Returned);
}

#[test]
fn days_are_possible() {
    let faults = |own: CertificateSituation| {
        let was = CertificateSituation { handed_over_on: None, returned_on: None, ..own };
        own.day_faults(&was, day(20))
    };
    assert_eq!(faults(situation(true, false, Some(12), None)), []);
    assert_eq!(faults(situation(true, false, Some(21), None)), [("handedOverOn", Code::day_in_the_future)]);
    let early = [("handedOverOn", Code::before_certificate_was_issued)];
    assert_eq!(faults(situation(true, false, Some(9), None)), early);
    let not_counting = [("handedOverOn", Code::certificate_does_not_count)];
    assert_eq!(faults(situation(false, false, Some(12), None)), not_counting);
    assert_eq!(faults(situation(true, true, Some(12), None)), not_counting);
    assert_eq!(faults(situation(true, true, None, Some(15))), []);
    assert_eq!(faults(situation(true, false, None, Some(15))), [("returnedOn", Code::award_is_not_revoked)]);
}

#[test]
fn a_certificate_is_issued_anew_while_it_counts() {
    let own = situation(true, false, Some(12), None);
    assert_eq!(own.check_reissue(ReissueReason::Lost, false), Ok(()));
    assert_eq!(own.check_reissue(ReissueReason::NameCorrected, true), Ok(()));
    let unchanged = own.check_reissue(ReissueReason::NameCorrected, false);
    assert_eq!(unchanged, Err(Code::name_was_not_corrected));
    for gone in [situation(false, false, None, None), situation(true, true, None, None)] {
        assert_eq!(gone.check_reissue(ReissueReason::Lost, true), Err(Code::certificate_does_not_count));
    }
}

#[test]
fn a_badge_names_the_recipient_by_a_hash_alone() {
    let badge = Badge {
        service: "https://thidua.example.vn",
        issuer_name: "Giám đốc Sở",
        link: "https://thidua.example.vn/verify/1",
        award: ("GIAY_KHEN", "Giấy khen"),
        achievement: None,
        decision_number: "15/QĐ-SNV",
        granted_at: chrono::DateTime::UNIX_EPOCH,
        recipient: "Bà Mẫu",
        salt: "1",
    };
    let said = credential(&badge);
    assert_eq!(said["validFrom"], "1970-01-01T00:00:00Z");
    assert_eq!(said["credentialSubject"]["achievement"]["criteria"]["narrative"], "Giấy khen");
    let hash = said["credentialSubject"]["identifier"][0]["identityHash"].as_str().unwrap_or_default();
    assert!(
        hash.starts_with("sha256$") && hash.len() == 71 && !said.to_string().contains("Bà Mẫu"),
        "{said}"
    );
}

proptest! {
    /// The order is of the awards alone, not of the order in which they come.
    #[test]
    fn the_order_does_not_depend_on_where_it_begins(positions in Just((1..40).collect::<Vec<i32>>()).prop_shuffle()) {
        let award = |position: &i32| {
            let level = if position % 3 == 0 { AwardLevel::Provincial } else { AwardLevel::Base };
            let kind = if position % 2 == 0 { AwardKind::Title } else { AwardKind::Form };
            precedence(level, kind, RecipientKind::Individual, *position)
        };
        let mut awards: Vec<Precedence> = positions.iter().map(award).collect();
        awards.sort_by_key(|own| own.key());
        let keys: Vec<_> = awards.iter().map(|own| own.key()).collect();
        prop_assert!(keys.is_sorted());
        let mut again: Vec<Precedence> = (1..40).map(|position| award(&position)).collect();
        again.sort_by_key(|own| own.key());
        prop_assert_eq!(again, awards);
    }
}
