//! What happens around the stages of the sample's nominations: an opinion whose answer is late, a public consultation that is open, and
//! a dossier that should have been returned by now.

use super::ids::{id, on};
use super::users::ADMIN;
use crate::core::context::{ChangeContext, Ids};
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::catalogue::rules::{Certainty, OpinionBody, ProcedureRequirement, TimedStep};
use crate::features::catalogue::store::{self as catalogue, ProcedureRule};
use crate::features::nominations::routes::consultations::create::{NewConsultation, create_in};
use crate::features::nominations::routes::consultations::opinions::{NewConsultationOpinion, add_in};
use crate::features::nominations::routes::opinions::ask::{NewOpinionRequest, ask_in};
use crate::features::nominations::store;
use crate::http::Problem;
use crate::record::{Occurrence, record_change};

/// The last part of the id of the province's standing office.
const PROVINCE_OFFICE: u128 = 0x009;
/// The last part of the id of the nomination that the province judges.
const AT_PROVINCE: u128 = 0x3d_0501;
/// The same of the request for an opinion on it, and of the consultation.
const OPINION: u128 = 0x3d_8201;
const CONSULTATION: u128 = 0x40_0001;
/// The same of the row by which the department sets how long a return may take.
const DAYS_OF_RETURN: u128 = 0x3bf1;

/// This year's round.
pub async fn of_2026(tx: &mut Connection) -> Result<(), Problem> {
    set_days_of_return(tx).await?;
    ask(tx).await?;
    consult(tx).await
}

/// The sample's province gives ten working days to return what does not meet the standard.
async fn set_days_of_return(tx: &mut Connection) -> Result<(), Problem> {
    let context = on("2026-11-02T01:45:00Z", ADMIN)?;
    let rule = ProcedureRule {
        id: id(DAYS_OF_RETURN),
        award_code: Some("GIAY_KHEN".to_owned()),
        award_level: None,
        requirement: ProcedureRequirement::StepDays {
            step: TimedStep::Return,
            working_days: Some(10),
            at_province: false,
        },
        clause: "Quy chế thi đua, khen thưởng của tỉnh (mẫu)".to_owned(),
        certainty: Certainty::Inference,
        starts_on: context.today,
        ends_before: None,
        verify_after: None,
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
        remind_days_before: None,
    };
    catalogue::create_procedure_rule(tx, &rule).await?;
    Ok(record_change(tx, &context, Occurrence::ProcedureRuleCreated, None, &rule).await?)
}

async fn ask(tx: &mut Connection) -> Result<(), Problem> {
    let office = on("2026-11-06T01:00:00Z", PROVINCE_OFFICE)?;
    let context = ChangeContext { ids: Ids::counting(id(OPINION)), ..office };
    let nomination = store::lock_exclusive(tx, id(AT_PROVINCE)).await?;
    let new = NewOpinionRequest {
        body: OpinionBody::ConsultedBody,
        addressee: "Công an tỉnh Lạng Sơn (mẫu)".to_owned(),
        ground: "Nghị định 152/2025/NĐ-CP, Điều 34 (mẫu)".to_owned(),
        document_id: None,
        asked_on: None,
    };
    ask_in(tx, &context, &nomination, &new).await.map(drop)
}

async fn consult(tx: &mut Connection) -> Result<(), Problem> {
    let office = on("2026-11-20T01:00:00Z", PROVINCE_OFFICE)?;
    let context = ChangeContext { ids: Ids::counting(id(CONSULTATION)), ..office };
    let new = NewConsultation {
        unit_id: id(0x100),
        title: "Lấy ý kiến Nhân dân về đề nghị tặng Bằng khen năm 2025 (mẫu)".to_owned(),
        published_in: "Cổng thông tin điện tử tỉnh Lạng Sơn (mẫu)".to_owned(),
        starts_on: None,
        ends_on: chrono::NaiveDate::from_ymd_opt(2027, 1, 29),
        nomination_ids: vec![id(AT_PROVINCE)],
    };
    let consultation = create_in(tx, &context, &new).await?;
    let said = NewConsultationOpinion {
        nomination_id: id(AT_PROVINCE),
        from_name: Some("Hoàng Văn Mẫu".to_owned()),
        objects: false,
        content: "Nhất trí với danh sách đề nghị (mẫu)".to_owned(),
        received_on: None,
    };
    add_in(tx, &context, &consultation, &said).await.map(drop)
}
