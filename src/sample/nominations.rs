//! The sample's nominations: this year's round, one in each state that it can be in.

use super::documents::register;
use super::facts::{person, unit};
use super::ids::{id, on};
use super::users::{OFFICE, SECOND_OFFICE, UNIT_USER_BASE};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::catalogue::rules::CommendationKind;
use crate::features::eligibility::rules::Outcome;
use crate::features::nominations::routes::appraise::{NewAppraisal, NewRuleOpinion, appraise_in};
use crate::features::nominations::routes::create::{NewNomination, create_in};
use crate::features::nominations::routes::submissions::create::NewSubmission;
use crate::features::nominations::routes::submissions::recorded::record_submission;
use crate::features::nominations::routes::transition::apply_transition;
use crate::features::nominations::rules::{AppraisalVerdict, NominationAction, SubmissionStatus};
use crate::features::nominations::store::{self, NominationPaper, Submission};
use crate::features::people::rules::{Subject, SubjectKind};
use crate::features::people::store as people;
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;
use crate::record::Occurrence;

/// The last part of the id of the first nomination; between two there is room for what belongs to one.
const FIRST: u128 = 0x3d_0001;
const APART: u128 = 0x100;
/// The last part of the id of the letter by which the units send their lists.
pub const LETTER: u128 = 0x3f8;
const LETTER_SUBJECT: &str = "Đề nghị khen thưởng tổng kết năm 2025, đợt bổ sung (mẫu)";

/// The last parts of the ids of two submissions: one that was sent, one that is being put together.
const SENT: u128 = 0x3d_8001;
const DRAFT: u128 = 0x3d_8101;

/// How far a nomination has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum State {
    Draft,
    Submitted,
    Returned,
    Appraised(AppraisalVerdict),
    Proposed(AppraisalVerdict),
}

/// A nomination of the sample.
#[derive(Clone, Copy)]
pub struct Case {
    /// The last part of its id.
    pub last: u128,
    /// Who is proposed.
    pub subject: Subject,
    /// For what.
    pub award: &'static str,
    /// For which year; or for which campaign, by the last part of its id.
    pub ground: (CommendationKind, i32, Option<u128>),
    /// What was achieved.
    pub achievement: &'static str,
    /// The rules that are held to be met beside what the check says.
    pub held: &'static [&'static str],
    /// The last part of the id of the letter that stands for its papers.
    pub letter: u128,
    /// When it was written, and when it was judged.
    pub at: (&'static str, &'static str),
}

use AppraisalVerdict::{DoesNot, HigherLevel};

const ACHIEVEMENTS: [&str; 6] = [
    "Hoàn thành tốt nhiệm vụ năm 2025; tham mưu kịp thời các kế hoạch của phòng (mẫu)",
    "Rút ngắn thời gian giải quyết hồ sơ, không để hồ sơ quá hạn trong năm 2025 (mẫu)",
    "Tích cực tham gia số hóa tài liệu lưu trữ năm 2025 (mẫu)",
    "Đổi mới cách tiếp công dân, giải quyết dứt điểm các kiến nghị năm 2025 (mẫu)",
    "Hướng dẫn cơ sở triển khai chính quyền địa phương hai cấp năm 2025 (mẫu)",
    "Tập thể đoàn kết, hoàn thành vượt chỉ tiêu cải cách hành chính năm 2025 (mẫu)",
];

/// Lives through this year's round.
pub async fn create(tx: &mut Connection) -> Result<(), Problem> {
    let context = on("2026-11-03T01:00:00Z", OFFICE)?;
    register(tx, &context, (LETTER, "Tờ trình", "12/TTr-SNV", LETTER_SUBJECT)).await?;
    let cases = [
        (person(4), "GIAY_KHEN", State::Draft),
        (person(8), "GIAY_KHEN", State::Submitted),
        (person(10), "GIAY_KHEN", State::Returned),
        (person(16), "GIAY_KHEN", State::Appraised(DoesNot)),
        (unit(0x104), "GIAY_KHEN", State::Submitted),
        (unit(0x106), "BANG_KHEN_TINH", State::Proposed(HigherLevel)),
    ];
    for ((place, (subject, award, state)), achievement) in (0..).zip(cases).zip(ACHIEVEMENTS) {
        let case = Case {
            last: FIRST + APART * place,
            subject,
            award,
            ground: (CommendationKind::Merit, 2025, None),
            achievement,
            held: &[],
            letter: LETTER,
            at: ("2026-11-04T01:00:00Z", "2026-11-05T01:00:00Z"),
        };
        nominate(tx, case, state).await?;
    }
    submit(tx, (DRAFT, 0x104, "Đề nghị khen thưởng tổng kết năm 2025 (mẫu)"), &[FIRST], false).await?;
    submit(tx, (SENT, 0x104, LETTER_SUBJECT), &[FIRST + APART * 4], true).await
}

/// Puts nominations of a unit into a submission; the unit's officer sends it.
async fn submit(
    tx: &mut Connection,
    (last, unit, title): (u128, u128, &str),
    nominations: &[u128],
    is_sent: bool,
) -> Result<(), Problem> {
    let officer = on("2026-11-04T02:00:00Z", UNIT_USER_BASE + unit)?;
    let context = ChangeContext { ids: Ids::counting(id(last)), ..officer };
    let new = NewSubmission {
        unit_id: id(unit),
        title: title.to_owned(),
        letter_file_id: None,
        letter_document_id: Some(id(LETTER)),
        minutes_file_id: None,
        minutes_document_id: None,
        vote: Some("9/9 người dự họp đồng ý (mẫu)".to_owned()),
        nomination_ids: Vec::new(),
    };
    let draft = new.into_row(&context)?;
    store::create_submission(tx, &draft).await?;
    record_submission(tx, &context, Occurrence::SubmissionCreated, (None, (&draft, &[]))).await?;
    let ids: Vec<_> = nominations.iter().map(|last| id(*last)).collect();
    store::set_nominations(tx, context.at, (draft.id, &ids)).await?;
    if !is_sent {
        return Ok(());
    }
    let sent = Submission {
        status: SubmissionStatus::Sent,
        sent_on: Some(context.today),
        version: draft.version.next(),
        ..draft.clone()
    };
    store::advance_submission(tx, &draft, &sent).await?;
    record_submission(tx, &context, Occurrence::SubmissionSent, (Some((&draft, &ids)), (&sent, &ids))).await
}

/// Nominates as the unit's officer, and judges it as the standing office.
pub async fn nominate(tx: &mut Connection, case: Case, state: State) -> Result<(), Problem> {
    let Case {
        last,
        subject,
        award,
        ground: (commendation_kind, year, campaign),
        achievement,
        held,
        letter,
        at,
    } = case;
    let unit_id = match subject.kind {
        SubjectKind::Person => people::find(tx, subject.id).await?.unit_id,
        _ => subject.id,
    };
    let officer = UNIT_USER_BASE + (unit_id.as_u128() & 0xfff);
    let context = ChangeContext { ids: Ids::counting(id(last)), ..on(at.0, officer)? };
    let new = NewNomination {
        unit_id,
        subject,
        award: award.to_owned(),
        commendation_kind,
        year: Some(year),
        campaign_id: campaign.map(id),
        starts_on: None,
        ends_on: None,
        achievement: achievement.to_owned(),
        initiative_ids: Vec::new(),
        is_simplified: false,
    };
    create_in(tx, &context, &new).await?;
    attach_letter(tx, last, letter).await?;
    if state != State::Draft {
        step(tx, &context, last, TransitionInput::of(NominationAction::Submit)).await?;
    }
    let office = ChangeContext { ids: context.ids.clone(), ..on(at.1, OFFICE)? };
    match state {
        State::Draft | State::Submitted => Ok(()),
        State::Returned => {
            let reason = Some("Bổ sung số liệu về kết quả công việc (mẫu)".to_owned());
            step(tx, &office, last, TransitionInput { action: NominationAction::Return, reason }).await
        }
        State::Appraised(verdict) => appraise(tx, &office, (last, verdict), held).await,
        State::Proposed(verdict) => {
            appraise(tx, &office, (last, verdict), held).await?;
            step(tx, &office, last, TransitionInput::of(NominationAction::Propose)).await
        }
    }
}

/// The letter stands for every paper that the unit brings.
async fn attach_letter(tx: &mut Connection, last: u128, letter: u128) -> Result<(), Problem> {
    let papers = store::list_papers(tx, id(last)).await?;
    let attached = papers.into_iter().map(|paper| {
        let document_id = (paper.required && !paper.is_report()).then(|| id(letter));
        NominationPaper { document_id, ..paper }
    });
    Ok(store::replace_papers(tx, id(last), &attached.collect::<Vec<_>>()).await?)
}

/// Takes a step of a nomination.
pub async fn step(
    tx: &mut Connection,
    context: &ChangeContext,
    last: u128,
    input: TransitionInput<NominationAction>,
) -> Result<(), Problem> {
    let nomination = store::lock_exclusive(tx, id(last)).await?;
    apply_transition(tx, context, &nomination, &input).await.map(drop)
}

async fn appraise(
    tx: &mut Connection,
    context: &ChangeContext,
    (last, verdict): (u128, AppraisalVerdict),
    held: &[&str],
) -> Result<(), Problem> {
    let nomination = store::lock_exclusive(tx, id(last)).await?;
    let opinion = match verdict {
        AppraisalVerdict::Meets => "Hồ sơ đủ, đạt tiêu chuẩn (mẫu)",
        AppraisalVerdict::DoesNot => "Chưa đạt tiêu chuẩn theo quy chế của Sở (mẫu)",
        AppraisalVerdict::HigherLevel => "Thành tích có ảnh hưởng trong tỉnh, đề nghị cấp tỉnh xem xét (mẫu)",
    };
    let rule = |code: &&str| NewRuleOpinion {
        code: (*code).to_owned(),
        opinion: Outcome::Pass,
        reason: Some("Theo kết quả tổng kết phong trào (mẫu)".to_owned()),
    };
    let rules = held.iter().map(rule).collect();
    let new = NewAppraisal { verdict, opinion: opinion.to_owned(), rules };
    if appraise_in(tx, context, &nomination, &new).await?.is_unconfirmed() {
        let second = ChangeContext { actor_id: Some(id(SECOND_OFFICE)), ..context.clone() };
        return step(tx, &second, last, TransitionInput::of(NominationAction::Confirm)).await;
    }
    Ok(())
}
