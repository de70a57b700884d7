//! The sample's decisions: on the campaign of 2023, of which one award was taken back later, this year's, and the draft of the next one.

use uuid::Uuid;

use super::facts::person;
use super::ids::{id, on};
use super::nominations::{Case, LETTER, State, nominate};
use super::users::{LEADER, OFFICE, SECOND_OFFICE};
use crate::core::context::{ChangeContext, Ids};
use crate::core::crypto;
use crate::db::Connection;
use crate::db::page::PageRead;
use crate::features::awards::store as awards;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::certificates::routes::hand_over::{Handover, hand_over_in};
use crate::features::certificates::routes::issue::issue_in;
use crate::features::decisions::routes::create::{NewDecision, create_in};
use crate::features::decisions::routes::revoke::{NewRevocation, draft_in};
use crate::features::decisions::routes::transition::transition_in;
use crate::features::decisions::rules::{DecisionAction, DecisionOrigin, RevocationGround};
use crate::features::decisions::store::{self, Decision, DecisionLine};
use crate::features::nominations::rules::AppraisalVerdict;
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;

/// The last parts of the ids of the decision of 2023, of the one that takes an award of it back, of this year's decision and of its
/// draft of the next one.
const OF_2023: u128 = 0x3f_0001;
const REVOCATION: u128 = 0x3f_1001;
const OF_2026: u128 = 0x3f_3001;
const DRAFT: u128 = 0x3f_2001;
/// The last part of the id of the first certificate of the decision of 2023.
const CERTIFICATES: u128 = 0x44_0001;
/// The last parts of the ids of the nominations in this year's decision and in this year's draft.
const GRANTED: u128 = 0x3d_6801;
const PROPOSED: u128 = 0x3d_6001;
/// The verification codes of its awards, which the document shows as examples.
const CODES: [&str; 2] = ["624c73fd57ea43bbea323045e9ed2929", "5c31c8db4a748ea48943e1c649d68970"];

fn decision(title: &str, number: Option<&str>, day: Option<&str>) -> NewDecision {
    let text = |text: &str| Some(text.to_owned());
    NewDecision {
        origin: DecisionOrigin::Own,
        unit_id: id(0x101),
        issuer_name: "Giám đốc Sở Nội vụ tỉnh Lạng Sơn".to_owned(),
        title: title.to_owned(),
        number: number.map(str::to_owned),
        notation: text("QĐ-SNV"),
        decided_on: day.and_then(|day| day.parse().ok()),
        signer_name: text("Nguyễn Văn Mẫu"),
        signer_position: text("Giám đốc"),
        grounds: None,
        document_id: None,
        nomination_ids: Vec::new(),
    }
}

/// The decision on the campaign of 2023, and the revocation of its second award.
pub async fn of_2023(tx: &mut Connection, nomination_ids: &[Uuid]) -> Result<(), Problem> {
    let office = ChangeContext { ids: Ids::counting(id(OF_2023)), ..on("2024-01-15T03:00:00Z", OFFICE)? };
    let title = "Về việc khen thưởng phong trào thi đua năm 2023 (mẫu)";
    let new = decision(title, Some("15"), Some("2024-01-16"));
    let draft = new.to_row(&office)?;
    create_in(tx, &office, &draft, nomination_ids).await?;
    issue(tx, ("2024-01-16T02:00:00Z", OF_2023 + 0x100), &draft).await?;
    let lines = store::list_lines(tx, draft.id, 0, &PageRead::of(10)).await?;
    let known: Vec<DecisionLine> = lines.into_iter().zip(CODES).map(with_code).collect();
    store::write_granted(tx, &known).await?;
    hand_over(tx, draft.id).await?;
    let revoked = known.last().and_then(|line| line.award_id);
    revoke(tx, revoked.ok_or_else(|| Problem::internal("the sample granted nothing"))?).await
}

/// The certificates of the decision of 2023, handed over at the review of the year.
async fn hand_over(tx: &mut Connection, decision: Uuid) -> Result<(), Problem> {
    let office = on("2024-01-17T02:00:00Z", OFFICE)?;
    let office = ChangeContext { ids: Ids::counting(id(CERTIFICATES)), ..office };
    let locked = store::lock_decision(tx, decision).await?;
    issue_in(tx, &office, &locked, office.today).await?;
    let event = on("2024-01-20T08:00:00Z", OFFICE)?;
    let handover = Handover {
        handed_over_on: event.today,
        occasion: "Hội nghị tổng kết công tác năm 2023 (mẫu)".to_owned(),
        except_certificate_ids: Vec::new(),
    };
    hand_over_in(tx, &event, decision, &handover).await.map(drop)
}

fn with_code((line, code): (DecisionLine, &str)) -> DecisionLine {
    let hash = crypto::sha256(&[code.as_bytes()]);
    DecisionLine { verification_code: Some(code.to_owned()), verification_hash: Some(hash), ..line }
}

/// Issues a draft; what it writes has ids after this last part.
async fn issue(tx: &mut Connection, (instant, last): (&str, u128), draft: &Decision) -> Result<(), Problem> {
    let leader = ChangeContext { ids: Ids::counting(id(last)), ..on(instant, LEADER)? };
    let locked = store::lock_decision(tx, draft.id).await?;
    transition_in(tx, &leader, &locked, &TransitionInput::of(DecisionAction::Issue)).await.map(drop)
}

async fn revoke(tx: &mut Connection, award: Uuid) -> Result<(), Problem> {
    let office = on("2024-05-06T02:00:00Z", SECOND_OFFICE)?;
    let office = ChangeContext { ids: Ids::counting(id(REVOCATION)), ..office };
    let new = NewRevocation {
        ground: RevocationGround::CriteriaNotMet,
        conclusion: "Kết luận thanh tra số 05/KL-TTr ngày 26 tháng 4 năm 2024 (mẫu)".to_owned(),
        title: "Về việc hủy bỏ, thu hồi Giấy khen (mẫu)".to_owned(),
    };
    let award = awards::lock_exclusive(tx, award).await?;
    let draft = draft_in(tx, &office, &award, &new).await?;
    let day = "2024-05-07".parse().ok();
    let text = |text: &str| Some(text.to_owned());
    let complete = Decision {
        number: text("88"),
        decided_on: day,
        signer_name: text("Nguyễn Văn Mẫu"),
        signer_position: text("Giám đốc"),
        version: draft.version.next(),
        ..draft.clone()
    };
    store::advance_decision(tx, &draft, &complete).await?;
    issue(tx, ("2024-05-07T02:00:00Z", REVOCATION + 0x100), &complete).await
}

/// This year's decision, whose certificates are to be issued, and the draft of the next one.
pub async fn of_2026(tx: &mut Connection) -> Result<(), Problem> {
    let title = "Về việc tặng Giấy khen tổng kết năm 2025 (mẫu)";
    propose(tx, (GRANTED, 18), "Hướng dẫn nghiệp vụ cho 12 xã, phường năm 2025 (mẫu)").await?;
    let office = ChangeContext { ids: Ids::counting(id(OF_2026)), ..on("2026-11-12T02:00:00Z", OFFICE)? };
    let granting = decision(title, Some("207"), Some("2026-11-13")).to_row(&office)?;
    create_in(tx, &office, &granting, &[id(GRANTED)]).await?;
    issue(tx, ("2026-11-13T02:00:00Z", OF_2026 + 0x100), &granting).await?;
    propose(tx, (PROPOSED, 26), "Giải quyết đúng hạn mọi hồ sơ được giao năm 2025 (mẫu)").await?;
    let office = ChangeContext { ids: Ids::counting(id(DRAFT)), ..on("2026-11-20T02:00:00Z", OFFICE)? };
    create_in(tx, &office, &decision(title, None, None).to_row(&office)?, &[id(PROPOSED)]).await
}

/// A nomination of somebody for the work of 2025 that was proposed to the leader.
async fn propose(
    tx: &mut Connection,
    (last, number): (u128, u128),
    achievement: &'static str,
) -> Result<(), Problem> {
    let case = Case {
        last,
        subject: person(number),
        award: "GIAY_KHEN",
        ground: (CommendationKind::Merit, 2025, None),
        achievement,
        held: &["GIAY_KHEN_STANDARD"],
        letter: LETTER,
        at: ("2026-11-06T01:00:00Z", "2026-11-09T01:00:00Z"),
    };
    nominate(tx, case, State::Proposed(AppraisalVerdict::Meets)).await
}
