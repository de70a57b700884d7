//! The pledges of 2023: what each unit takes upon itself, approved by the standing office. All of it is made up.

use rust_decimal::Decimal;
use uuid::Uuid;

use super::campaigns::CAMPAIGN_2023;
use super::ids::{id, on};
use super::users::{OFFICE, UNIT_USER_BASE};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::rules::indicators::Aggregation;
use crate::features::campaigns::store as campaigns;
use crate::features::pledges::routes::change::rewrite;
use crate::features::pledges::routes::create::create_in;
use crate::features::pledges::routes::input::{NewMeasure, NewPledgeItem, PledgePatch};
use crate::features::pledges::routes::transition::apply_transition;
use crate::features::pledges::rules::{Initiative, PledgeAction, Responsible};
use crate::features::pledges::store;
use crate::http::Problem;
use crate::operations::life_cycle::TransitionInput;

/// Who pledges, on which day of 2023 it is sent and on which it is approved. One office never pledges.
#[rustfmt::skip]
pub const PLEDGES: &[(u128, &str, &str)] = &[
    (0x101, "2023-02-20", "2023-02-23"), (0x102, "2023-02-06", "2023-02-10"), (0x103, "2023-02-08", "2023-02-10"),
    (0x104, "2023-02-09", "2023-02-10"), (0x105, "2023-02-13", "2023-02-17"), (0x106, "2023-02-13", "2023-02-17"),
    (0x107, "2023-02-07", "2023-02-10"), (0x108, "2023-02-15", "2023-02-17"), (0x109, "2023-02-16", "2023-02-17"),
    (0x111, "2023-02-20", "2023-02-23"), (0x112, "2023-02-20", "2023-02-23"), (0x113, "2023-02-21", "2023-03-02"),
    (0x114, "2023-02-22", "2023-02-23"), (0x115, "2023-02-22", "2023-02-23"), (0x116, "2023-02-24", "2023-02-28"),
    (0x117, "2023-02-24", "2023-02-28"), (0x118, "2023-03-03", "2023-03-07"), (0x119, "2023-02-27", "2023-02-28"),
    (0x11a, "2023-02-27", "2023-02-28"),
];
/// The unit whose pledge is given back once.
const RETURNED: u128 = 0x113;
/// The unit that amends its pledge in July.
const AMENDED: u128 = 0x102;
/// The unit that is writing an amendment.
const AMENDING: u128 = 0x108;
/// The unit whose amendment waits.
const WAITING: u128 = 0x109;
/// The id of a unit's pledge; the ids of its items follow it.
pub const fn pledge_of(unit: u128) -> Uuid {
    id(0x30_0000 | ((unit & 0xff) << 8) | 0x1_0000)
}

/// The day from which a unit's pledge is in force.
pub fn start_of(unit: u128) -> &'static str {
    PLEDGES.iter().find(|(own, ..)| *own == unit).map_or("9999-12-31", |(.., approved_on)| approved_on)
}

/// Something that happens to the pledge of a unit.
pub enum Act {
    Send(u128),
    Return(u128),
    Resend(u128),
    Approve(u128),
    Amend(u128),
}

/// What happens to pledges: every unit sends its own on its day and the standing office judges it on its day; one unit
/// raises its target in July; two more write amendments that are not judged yet.
pub fn acts() -> Vec<(String, Act)> {
    let mut acts = Vec::new();
    for (unit, sent_on, approved_on) in PLEDGES {
        acts.push((format!("{sent_on}T02:00:00Z"), Act::Send(*unit)));
        acts.push((format!("{approved_on}T03:00:00Z"), Act::Approve(*unit)));
    }
    acts.push(("2023-02-23T03:00:00Z".to_owned(), Act::Return(RETURNED)));
    acts.push(("2023-02-27T02:00:00Z".to_owned(), Act::Resend(RETURNED)));
    acts.push(("2023-07-04T02:00:00Z".to_owned(), Act::Amend(AMENDED)));
    acts.push(("2023-07-06T03:00:00Z".to_owned(), Act::Approve(AMENDED)));
    acts.push(("2023-12-27T02:00:00Z".to_owned(), Act::Amend(AMENDING)));
    acts.push(("2023-12-28T02:00:00Z".to_owned(), Act::Amend(WAITING)));
    acts
}

/// Takes a step at its instant.
pub async fn perform(tx: &mut Connection, at: &str, act: &Act) -> Result<(), Problem> {
    match *act {
        Act::Send(unit) => {
            let context = on(at, UNIT_USER_BASE + unit)?;
            let contents = campaigns::contents::list(tx, id(CAMPAIGN_2023)).await?;
            let campaign = campaigns::lock_shared(tx, id(CAMPAIGN_2023)).await?;
            let ids = ChangeContext { ids: Ids::counting(pledge_of(unit)), ..context.clone() };
            create_in(tx, &ids, &campaign, id(unit), first_pledge(unit, &contents)).await?;
            step(tx, &context, unit, PledgeAction::Submit, None).await
        }
        Act::Return(unit) => {
            let reason = Some("Đề nghị làm rõ người chịu trách nhiệm (mẫu)");
            step(tx, &on(at, OFFICE)?, unit, PledgeAction::Return, reason).await
        }
        Act::Resend(unit) => {
            step(tx, &on(at, UNIT_USER_BASE + unit)?, unit, PledgeAction::Submit, None).await
        }
        Act::Approve(unit) => step(tx, &on(at, OFFICE)?, unit, PledgeAction::Approve, None).await,
        Act::Amend(unit) => amend(tx, &on(at, UNIT_USER_BASE + unit)?, unit).await,
    }
}

async fn amend(tx: &mut Connection, context: &ChangeContext, unit: u128) -> Result<(), Problem> {
    step(tx, context, unit, PledgeAction::Amend, None).await?;
    let campaign = campaigns::lock_shared(tx, id(CAMPAIGN_2023)).await?;
    let pledge = store::lock_exclusive(tx, pledge_of(unit)).await?;
    rewrite(tx, context, &campaign, &pledge, raised(&pledge)).await?;
    if unit == AMENDING { Ok(()) } else { step(tx, context, unit, PledgeAction::Submit, None).await }
}

async fn step(
    tx: &mut Connection,
    context: &ChangeContext,
    unit: u128,
    action: PledgeAction,
    reason: Option<&str>,
) -> Result<(), Problem> {
    let campaign = campaigns::lock_shared(tx, id(CAMPAIGN_2023)).await?;
    let pledge = store::lock_exclusive(tx, pledge_of(unit)).await?;
    let transition = TransitionInput { action, reason: reason.map(str::to_owned) };
    apply_transition(tx, context, &campaign, &pledge, &transition).await
}

/// A share that goes up, a number that adds up, and a task that is rated.
fn first_pledge(unit: u128, contents: &Contents) -> PledgePatch {
    let share = item(contents, "II.2.1", "Giải quyết đúng hạn từ 98% hồ sơ (mẫu)", 2);
    let checks = item(contents, "II.2.5", "Tổ chức 24 cuộc kiểm tra, tự kiểm tra (mẫu)", 1);
    let awards = item(contents, "II.3", "Phát hiện, nhân rộng điển hình tiên tiến (mẫu)", 1);
    let items = vec![
        NewPledgeItem {
            measure: Some(NewMeasure {
                baseline: Some(Decimal::new(925, 1)),
                ..measure("Tỷ lệ hồ sơ giải quyết đúng hạn", "%", 98, Aggregation::Last)
            }),
            responsible: Some(Responsible {
                name: format!("Cán bộ mẫu {unit:03x}"),
                position: Some("Trưởng bộ phận".to_owned()),
            }),
            ..share
        },
        NewPledgeItem {
            measure: Some(measure("Số cuộc kiểm tra, tự kiểm tra", "cuộc", 24, Aggregation::Sum)),
            ..checks
        },
        awards,
    ];
    let initiative =
        Initiative { title: "Số hóa hồ sơ thi đua, khen thưởng (mẫu)".to_owned(), author: None };
    PledgePatch { items: Some(items), aims: None, initiatives: Some(vec![initiative]) }
}

fn item(contents: &Contents, ordinal: &str, text: &str, weight: i64) -> NewPledgeItem {
    let answered = contents.0.iter().find(|content| content.ordinal == ordinal);
    NewPledgeItem {
        id: None,
        code: None,
        content_id: answered.map(|content| content.id).unwrap_or_default(),
        text: text.to_owned(),
        weight: Some(weight.into()),
        due_on: None,
        measure: None,
        responsible: None,
    }
}

fn measure(name: &str, unit: &str, target: i64, aggregation: Aggregation) -> NewMeasure {
    NewMeasure {
        indicator_id: None,
        name: Some(name.to_owned()),
        unit_of_measure: Some(unit.to_owned()),
        baseline: None,
        target: Some(target.into()),
        direction: None,
        aggregation: Some(aggregation),
        evidence_required: None,
    }
}

/// The same pledge with a higher first target.
fn raised(pledge: &store::Pledge) -> PledgePatch {
    let again = |(place, own): (usize, &crate::features::pledges::rules::Item)| NewPledgeItem {
        id: Some(own.id),
        code: None,
        content_id: own.content_id,
        text: own.text.replace("98%", "99%"),
        weight: Some(own.weight),
        due_on: own.due_on,
        measure: own.measure.as_ref().map(|measure| NewMeasure {
            indicator_id: None,
            name: Some(measure.name.clone()),
            unit_of_measure: Some(measure.unit_of_measure.clone()),
            baseline: Some(measure.baseline),
            target: Some(if place == 0 { Decimal::from(99) } else { measure.target }),
            direction: Some(measure.direction),
            aggregation: Some(measure.aggregation),
            evidence_required: Some(measure.evidence_required),
        }),
        responsible: own.responsible.clone(),
    };
    let items = pledge.content.items.iter().enumerate().map(again).collect();
    PledgePatch { items: Some(items), aims: None, initiatives: None }
}
