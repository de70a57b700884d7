//! What the lists of commendation hold of one person.

use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::awards::store::{self as awards, Award, AwardFilter};
use crate::features::certificates::store::{self as certificates, Certificate, CertificateFilter};
use crate::features::eligibility::store::{self as eligibility, CheckFilter, CheckRow};
use crate::features::exemplars::store::{self as exemplars, Exemplar, ExemplarConsent};
use crate::features::facts::store::{self as facts, Fact, FactFilter};
use crate::features::initiatives::store::{self as initiatives, Authors, Initiative, InitiativeFilter};
use crate::features::nominations::store::{self as nominations, NominationFilter, NominationHead};
use crate::http::Problem;

/// The most of each kind of thing that an export holds.
pub(super) const MOST_ROWS: i64 = 1000;

/// A row of what is kept, as it is kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = Object)]
pub struct KeptRow(Value);

/// The rows of a list.
pub(super) fn kept_rows<T>(rows: &[T], row: impl Fn(&T) -> Value) -> Vec<KeptRow> {
    rows.iter().map(|one| KeptRow(row(one))).collect()
}

/// Facts, initiatives, awards with their papers, answers, nominations and exemplars about one person.
pub(super) struct KeptLists {
    pub facts: Vec<KeptRow>,
    pub initiatives: Vec<KeptRow>,
    pub awards: Vec<KeptRow>,
    pub eligibility_checks: Vec<KeptRow>,
    pub nominations: Vec<KeptRow>,
    pub certificates: Vec<KeptRow>,
    pub exemplars: Vec<KeptRow>,
}

impl KeptLists {
    /// Reads them for a person who is known under some ids.
    pub(super) async fn read(tx: &Connection, ids: &[Uuid]) -> Result<Self, Problem> {
        let (mut kept_facts, mut kept_initiatives, mut kept_awards) = (Vec::new(), Vec::new(), Vec::new());
        for is_voided in [false, true] {
            let filter = FactFilter { subjects: vec![ids.to_vec()], is_voided, ..FactFilter::default() };
            kept_facts.extend(facts::list(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?);
            let filter =
                InitiativeFilter { people: vec![ids.to_vec()], is_voided, ..InitiativeFilter::default() };
            kept_initiatives.extend(initiatives::list(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?);
            let filter = AwardFilter { subjects: vec![ids.to_vec()], is_voided, ..AwardFilter::default() };
            kept_awards.extend(awards::list(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?);
        }
        let initiative_ids: Vec<Uuid> = kept_initiatives.iter().map(|one| one.id).collect();
        let authors = initiatives::list_authors(tx, &initiative_ids).await?;
        let whole: Vec<_> =
            kept_initiatives.into_iter().zip(authors.into_iter().map(|(_, own)| own)).collect();
        let mut checks = Vec::new();
        for id in ids {
            let filter = CheckFilter { subject_id: Some(*id), ..CheckFilter::default() };
            checks.extend(eligibility::list(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?);
        }
        let filter = NominationFilter { subjects: Some(ids.to_vec()), ..NominationFilter::default() };
        let own_nominations = nominations::list(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?;
        let mut own_certificates = Vec::new();
        for award in &kept_awards {
            let filter = CertificateFilter { award: Some(award.id), ..CertificateFilter::default() };
            own_certificates.extend(certificates::list(tx, &filter, None, &PageRead::of(MOST_ROWS)).await?);
        }
        Ok(Self {
            nominations: kept_rows(&own_nominations, of_nomination),
            certificates: kept_rows(&own_certificates, |(own, _)| of_certificate(own)),
            exemplars: kept_exemplars(tx, ids).await?,
            facts: kept_rows(&kept_facts, of_fact),
            initiatives: kept_rows(&whole, |(initiative, own)| of_initiative(initiative, own, ids)),
            awards: kept_rows(&kept_awards, of_award),
            eligibility_checks: kept_rows(&checks, of_check),
        })
    }
}

/// Exemplars about the person, each with what was agreed to.
async fn kept_exemplars(tx: &Connection, ids: &[Uuid]) -> Result<Vec<KeptRow>, Problem> {
    let mut kept = Vec::new();
    for exemplar in exemplars::list_of_people(tx, ids, MOST_ROWS).await? {
        let consents = exemplars::list_consents(tx, exemplar.id).await?;
        kept.push(KeptRow(of_exemplar(&exemplar, &consents)));
    }
    Ok(kept)
}

fn of_exemplar(exemplar: &Exemplar, consents: &[ExemplarConsent]) -> Value {
    let consent = |own: &ExemplarConsent| {
        json!({"givenBy": own.given_by, "givenOn": own.given_on, "coversName": own.covers_name,
            "coversPicture": own.covers_picture, "coversAward": own.covers_award, "isLive": own.is_live,
            "withdrawnOn": own.withdrawn_on})
    };
    json!({"id": exemplar.id, "title": exemplar.title, "story": exemplar.story, "status": exemplar.status,
        "campaignId": exemplar.campaign_id, "awardId": exemplar.award_id, "pictureId": exemplar.picture_id,
        "pictureText": exemplar.picture_text, "publishedOn": exemplar.published_on,
        "consents": consents.iter().map(consent).collect::<Vec<_>>()})
}

fn of_nomination(nomination: &NominationHead) -> Value {
    json!({"id": nomination.id, "awardCode": nomination.award_code, "year": nomination.year,
        "commendationKind": nomination.commendation_kind, "campaignId": nomination.campaign_id,
        "startsOn": nomination.starts_on, "endsBefore": nomination.ends_before,
        "achievement": nomination.achievement, "status": nomination.status, "verdict": nomination.verdict,
        "receivedOn": nomination.received_on})
}

fn of_certificate(certificate: &Certificate) -> Value {
    json!({"id": certificate.id, "awardId": certificate.award_id, "number": certificate.number,
        "year": certificate.year, "printedName": certificate.printed_name, "issuedOn": certificate.issued_on,
        "handedOverOn": certificate.handed_over_on, "receivedBy": certificate.received_by,
        "returnedOn": certificate.returned_on})
}

fn of_fact(fact: &Fact) -> Value {
    json!({"id": fact.id, "kind": fact.kind, "year": fact.year, "startsOn": fact.starts_on,
        "endsBefore": fact.ends_before, "details": fact.details, "source": fact.source,
        "isConfirmed": fact.confirmed_by.is_some(), "voidReason": fact.void_reason})
}

/// An initiative with the person's own share and uses, not those of others.
fn of_initiative(initiative: &Initiative, authors: &Authors, ids: &[Uuid]) -> Value {
    let share =
        authors.authors.iter().find(|author| ids.contains(&author.person_id)).map(|author| author.share);
    let uses = authors.uses.iter().filter(|one| ids.contains(&one.person_id));
    let uses: Vec<Value> = uses
        .map(|one| json!({"awardCode": one.award_code, "achievementYear": one.achievement_year}))
        .collect();
    json!({"id": initiative.id, "code": initiative.code, "title": initiative.title, "kind": initiative.kind,
        "level": initiative.level, "year": initiative.year, "share": share, "uses": uses,
        "recognisedBy": initiative.recognised_by, "decisionNumber": initiative.decision_number,
        "decidedOn": initiative.decided_on, "appliedFrom": initiative.applied_from, "source": initiative.source,
        "isConfirmed": initiative.confirmed_by.is_some(), "voidReason": initiative.void_reason})
}

fn of_award(award: &Award) -> Value {
    json!({"id": award.id, "recipientName": award.recipient_name, "awardCode": award.award_code, "achievementYear": award.achievement_year,
        "decidedOn": award.decided_on, "decisionNumber": award.decision_number, "decidedBy": award.decided_by,
        "commendationKind": award.commendation_kind, "achievement": award.achievement, "source": award.source,
        "isConfirmed": award.confirmed_by.is_some(), "voidReason": award.void_reason})
}

fn of_check(check: &CheckRow) -> Value {
    json!({"id": check.id, "awardCode": check.award, "kind": check.kind, "year": check.year,
        "receivedOn": check.received_on, "outcome": check.outcome, "askedOn": check.asked_on})
}
