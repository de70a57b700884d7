//! The sample's exemplars: a division that the campaign of 2023 brought forth, and this year's people in each state.

use super::campaigns::CAMPAIGN_2023;
use super::facts::{person, unit};
use super::files::{PICTURE, upload_picture};
use super::ids::{id, on};
use super::users::{LEADER, OFFICE, UNIT_USER_BASE};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::exemplars::routes::consents::{NewExemplarConsent, record_in};
use crate::features::exemplars::routes::create::{NewExemplar, create_in};
use crate::features::exemplars::routes::transition::transition_in;
use crate::features::exemplars::rules::ExemplarAction;
use crate::features::exemplars::store;
use crate::features::files::store as files;
use crate::features::people::rules::Subject;
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;

/// The last part of the id of the first exemplar of this year; between two there is room for what belongs to one.
const FIRST: u128 = 0x46_0001;
const APART: u128 = 0x100;
/// The last parts of the ids of the published one, and of its award.
const PUBLISHED: u128 = 0x46_0301;
const ITS_AWARD: u128 = 0x3f_0101;

fn found(unit_id: u128, subject: Subject, [title, story]: [&str; 2]) -> NewExemplar {
    NewExemplar {
        unit_id: id(unit_id),
        subject,
        title: title.to_owned(),
        story: story.to_owned(),
        campaign_id: None,
        award_id: None,
        picture_id: None,
        picture_text: None,
    }
}

/// The officer of a unit writes an exemplar down.
async fn write(tx: &mut Connection, at: &str, (last, new): (u128, NewExemplar)) -> Result<(), Problem> {
    let officer = on(at, UNIT_USER_BASE + (new.unit_id.as_u128() & 0xfff))?;
    let officer = ChangeContext { ids: Ids::counting(id(last)), ..officer };
    create_in(tx, &officer, &new.to_row(&officer)?).await
}

/// Somebody takes a step with an exemplar.
async fn step(
    tx: &mut Connection,
    (at, actor): (&str, u128),
    (last, action): (u128, ExemplarAction),
) -> Result<(), Problem> {
    let own = store::lock_exclusive(tx, id(last)).await?;
    transition_in(tx, &on(at, actor)?, &own, &TransitionInput::of(action)).await.map(drop)
}

/// The division that was best in the campaign of 2023: published with a picture.
pub async fn of_2023(tx: &mut Connection) -> Result<(), Problem> {
    let officer = UNIT_USER_BASE + 0x104;
    upload_picture(tx, "2024-02-19T01:00:00Z", 0x104).await?;
    let at = on("2024-02-19T01:30:00Z", officer)?.at;
    files::take_into_use(tx, id(0x104), &[id(PICTURE)], at).await?;
    let texts = [
        "Đi đầu cải cách hành chính, rút ngắn thời gian giải quyết hồ sơ (mẫu)",
        "Rà soát từng thủ tục, bỏ các khâu trùng lặp (mẫu).\nCông khai thời hạn từng bước để người dân theo dõi.",
    ];
    let new = NewExemplar {
        campaign_id: Some(id(CAMPAIGN_2023)),
        award_id: Some(id(ITS_AWARD)),
        picture_id: Some(id(PICTURE)),
        picture_text: Some("Bộ phận một cửa (mẫu)".to_owned()),
        ..found(0x104, unit(0x104), texts)
    };
    write(tx, "2024-02-19T01:30:00Z", (PUBLISHED, new)).await?;
    step(tx, ("2024-02-19T02:00:00Z", officer), (PUBLISHED, ExemplarAction::Propose)).await?;
    step(tx, ("2024-02-20T02:00:00Z", LEADER), (PUBLISHED, ExemplarAction::Honour)).await?;
    step(tx, ("2024-02-26T02:00:00Z", OFFICE), (PUBLISHED, ExemplarAction::Publish)).await
}

/// This year's: one that was found, one that is proposed, one that is honoured and may be published.
pub async fn of_2026(tx: &mut Connection) -> Result<(), Problem> {
    let cases = [
        (
            0x102,
            person(0),
            [
                "Tiếp công dân tận nơi (mẫu)",
                "Mỗi tuần một buổi về cơ sở, ghi nhận và trả lời kiến nghị (mẫu).",
            ],
        ),
        (
            0x102,
            person(1),
            ["Sắp xếp kho lưu trữ theo mã (mẫu)", "Lập mã cho từng hồ sơ; tra cứu trong một phút (mẫu)."],
        ),
        (
            0x103,
            person(3),
            [
                "Thanh tra gắn với hướng dẫn (mẫu)",
                "Sau mỗi cuộc thanh tra đều hướng dẫn cách khắc phục (mẫu).",
            ],
        ),
    ];
    for ((unit_id, subject, texts), place) in cases.into_iter().zip(0..) {
        let (last, officer) = (FIRST + APART * place, UNIT_USER_BASE + unit_id);
        write(tx, "2026-11-10T01:00:00Z", (last, found(unit_id, subject, texts))).await?;
        if place > 0 {
            step(tx, ("2026-11-10T02:00:00Z", officer), (last, ExemplarAction::Propose)).await?;
        }
    }
    let last = FIRST + APART * 2;
    step(tx, ("2026-11-11T02:00:00Z", LEADER), (last, ExemplarAction::Honour)).await?;
    let officer = on("2026-11-12T02:00:00Z", UNIT_USER_BASE + 0x103)?;
    let officer = ChangeContext { ids: Ids::counting(id(last + 2)), ..officer };
    let own = store::lock_exclusive(tx, id(last)).await?;
    let consent = NewExemplarConsent {
        given_by: "Chính người được nêu gương (mẫu)".to_owned(),
        given_on: officer.today,
        document_id: None,
        covers_name: true,
        covers_picture: false,
        covers_award: true,
    };
    record_in(tx, &officer, &own, &consent).await
}
