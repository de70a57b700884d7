//! What is known of the sample's people and units: five years of ratings, initiatives, holds and earlier awards, so that every
//! rule finds those who meet it, those who don't, and those of whom too little is known.

use chrono::TimeDelta;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::cases;
use super::subjects::{YEARS, day, person, unit};
use crate::core::context::{ChangeContext, Ids};
use crate::core::row_version::RowVersion;
use crate::db::Connection;
use crate::features::awards::routes::create::NewAward;
use crate::features::awards::rules::CommendationKind;
use crate::features::awards::store::{self as awards, Award};
use crate::features::clusters::rules::{ClusterKind, ClusterOrganiser};
use crate::features::clusters::store::{self as clusters, Cluster, ClusterMember, ClusterYear};
use crate::features::facts::routes::create::NewFact;
use crate::features::facts::rules::{
    FactDetails, TaskRating, TaskRatingLevel, TaskRatingTag, UnitFigures, UnitFiguresTag,
};
use crate::features::facts::store::{self as facts, Fact};
use crate::features::initiatives::routes::create::NewInitiative;
use crate::features::initiatives::rules::{Authorship, InitiativeKind, InitiativeLevel, InitiativeUse};
use crate::features::initiatives::store as initiatives;
use crate::features::people::rules::Subject;
use crate::http::Problem;
use crate::operations::subjects::KnownSubjects;
use crate::sample::ids::id;
use crate::sample::people::PEOPLE;
use crate::sample::units::{SECTOR, SampleUnit, WARDS};
use crate::sample::users::OFFICE;

/// The last parts of the ids of the first fact, initiative, cluster and award.
const FIRST_FACT: u128 = 0x37_0001;
const FIRST_INITIATIVE: u128 = 0x38_0001;
const FIRST_CLUSTER: u128 = 0x3601;
const FIRST_AWARD: u128 = 0x39_0001;
/// How many rows one statement writes.
const AT_ONCE: usize = 500;

/// Writes what is known: by an officer, confirmed by the standing office a day later.
pub async fn create(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let of = |first| ChangeContext { ids: Ids::counting(id(first)), ..context.clone() };
    let known = known_facts(&of(FIRST_FACT))?;
    for some in known.chunks(AT_ONCE) {
        facts::create(tx, some).await?;
    }
    let mut known = known_awards(&of(FIRST_AWARD))?;
    let named = KnownSubjects::find(tx, known.iter().map(Award::subject), context.today).await?;
    for award in &mut known {
        award.recipient_name = Some(named.reference(award.subject()).name);
    }
    for some in known.chunks(AT_ONCE) {
        awards::create(tx, some).await?;
    }
    create_initiatives(tx, &of(FIRST_INITIATIVE)).await?;
    create_cluster(tx, context).await
}

/// Everybody but the third, who is the first one once more.
fn people() -> impl Iterator<Item = u128> {
    (0..PEOPLE).filter(|number| *number != 2)
}

/// A number that differs from person to person and from year to year.
fn mix(number: u128, year: i32) -> u128 {
    number.wrapping_mul(7).wrapping_add(u128::from(year.unsigned_abs()).wrapping_mul(3))
}

/// The level of a person's year; of a few years nobody wrote one.
fn level(number: u128, year: i32) -> Option<TaskRatingLevel> {
    if (number % 37 == 5 && year == 2024) || (number % 53 == 7 && year == 2022) {
        return None;
    }
    let steady = number % 20 == 1 || number == 0;
    Some(match mix(number, year) % 10 {
        _ if steady => TaskRatingLevel::Excellent,
        0 | 1 => TaskRatingLevel::Excellent,
        9 if number.is_multiple_of(3) => TaskRatingLevel::Completed,
        9 if number.is_multiple_of(29) => TaskRatingLevel::NotCompleted,
        _ => TaskRatingLevel::Good,
    })
}

fn known_facts(context: &ChangeContext) -> Result<Vec<Fact>, Problem> {
    let mut all = Vec::new();
    for number in people() {
        for year in YEARS {
            let Some(level) = level(number, year) else { continue };
            let is_open = number % 41 == 3 && year == 2025;
            all.push(fact(context, person(number), rating(year, level, mix(number, year)), !is_open)?);
        }
    }
    for (last, ..) in SECTOR.iter().skip(2).chain(WARDS) {
        for year in YEARS.filter(|year| *last < 0x120 || *year == 2025) {
            let level =
                if last.is_multiple_of(2) { TaskRatingLevel::Excellent } else { TaskRatingLevel::Good };
            all.push(fact(context, unit(*last), rating(year, level, 5), true)?);
        }
        let figures = UnitFigures { kind: UnitFiguresTag::UnitFigures, year: 2025, members: 26, women: 19 };
        all.push(fact(context, unit(*last), FactDetails::UnitFigures(figures), true)?);
    }
    for (subject, details, is_confirmed) in cases::facts()? {
        all.push(fact(context, subject, details, is_confirmed)?);
    }
    Ok(all)
}

fn rating(year: i32, level: TaskRatingLevel, mixed: u128) -> FactDetails {
    let above = i64::try_from(mixed % 9).unwrap_or_default();
    let score = match level {
        TaskRatingLevel::Excellent => 90 + above,
        TaskRatingLevel::Good => 75 + above,
        TaskRatingLevel::Completed => 55 + above,
        TaskRatingLevel::NotCompleted => 40,
    };
    let decree = if year < 2026 { "Nghị định 90/2020/NĐ-CP" } else { "Nghị định 335/2025/NĐ-CP" };
    let (kind, score) = (TaskRatingTag::TaskRating, Some(Decimal::from(score)));
    FactDetails::TaskRating(TaskRating { kind, year, level, score, decree: decree.to_owned() })
}

fn fact(
    context: &ChangeContext,
    subject: Subject,
    details: FactDetails,
    is_confirmed: bool,
) -> Result<Fact, Problem> {
    let source = "Quyết định công nhận kết quả xếp loại hằng năm (mẫu)".to_owned();
    let row = NewFact { subject, details, source, document_id: None }.into_row(context)?;
    let confirmed_at = context.at + TimeDelta::days(1);
    Ok(if is_confirmed {
        Fact { confirmed_by: Some(id(OFFICE)), confirmed_at: Some(confirmed_at), ..row }
    } else {
        row
    })
}

/// What a person got for a year: the title of workers for a good year, that of fighters for an excellent one or every sixth
/// person, the provincial one and a certificate for a few.
fn known_awards(context: &ChangeContext) -> Result<Vec<Award>, Problem> {
    let mut all = Vec::new();
    for number in people() {
        for year in YEARS {
            let rated = level(number, year);
            let is_good = matches!(rated, Some(TaskRatingLevel::Excellent | TaskRatingLevel::Good));
            // The people of one division, the archive, got nothing for the last year.
            let is_in_archive = number / 2 % 8 == 7 && number < 212;
            if !is_good || number % 9 == 4 || is_in_archive && year == 2025 {
                continue;
            }
            let director = "Giám đốc Sở Nội vụ tỉnh Lạng Sơn";
            all.push(award(context, person(number), ("LD_TIEN_TIEN", director), year)?);
            if rated == Some(TaskRatingLevel::Excellent) || number.is_multiple_of(6) {
                all.push(award(context, person(number), ("CSTD_CO_SO", director), year)?);
            }
        }
        let chair = "Chủ tịch Ủy ban nhân dân tỉnh Lạng Sơn";
        if number % 30 == 1 {
            all.push(award(context, person(number), ("CSTD_TINH", chair), 2024)?);
        }
        if number % 25 == 3 {
            all.push(award(context, person(number), ("BANG_KHEN_TINH", chair), 2021)?);
        }
    }
    for (subject, named, year) in cases::AWARDS {
        all.push(award(context, *subject, *named, *year)?);
    }
    Ok(all)
}

fn award(
    context: &ChangeContext,
    subject: Subject,
    (code, decided_by): (&str, &str),
    year: i32,
) -> Result<Award, Problem> {
    let new = NewAward {
        subject,
        recipient_name: None,
        award_code: code.to_owned(),
        achievement_year: year,
        starts_on: Some(day(year, 1, 1)?),
        ends_on: Some(day(year, 12, 31)?),
        decided_on: day(year + 1, 1, 20)?,
        decision_number: "15/QĐ-SNV".to_owned(),
        decided_by: decided_by.to_owned(),
        document_id: None,
        commendation_kind: CommendationKind::Merit,
        campaign_id: None,
        achievement: Some(format!("Hoàn thành nhiệm vụ năm {year} (mẫu)")),
        source: "Sổ theo dõi khen thưởng (mẫu)".to_owned(),
    };
    let row = new.into_row(context, String::new())?;
    let confirmed_at = Some(context.at + TimeDelta::days(1));
    Ok(Award { confirmed_by: Some(id(OFFICE)), confirmed_at, ..row })
}

/// An initiative of every sixth person in each second year, some shared, a few with effect in the province.
async fn create_initiatives(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let mut all = Vec::new();
    for number in people().filter(|number| number.is_multiple_of(6) || number % 30 == 1) {
        for year in YEARS.filter(|year| year % 2 == 1) {
            all.push(initiative(context, number, year)?);
        }
    }
    Ok(initiatives::create(tx, &all).await?)
}

fn initiative(
    context: &ChangeContext,
    number: u128,
    year: i32,
) -> Result<(initiatives::Initiative, initiatives::Authors), Problem> {
    let level = match number {
        31 if year == 2025 => InitiativeLevel::National,
        _ if number % 30 == 1 => InitiativeLevel::Province,
        _ => InitiativeLevel::Base,
    };
    let share = |person_id: Uuid, percent: i64| Authorship { person_id, share: Decimal::from(percent) };
    let own = person(number).id;
    let authors = match number % 12 {
        0 => vec![share(own, 60), share(person(number + 3).id, 40)],
        _ => vec![share(own, 100)],
    };
    let used = InitiativeUse { person_id: own, award_code: "CSTD_CO_SO".to_owned(), achievement_year: year };
    let new = NewInitiative {
        code: format!("SK-{year}-{number:03}"),
        title: format!("Giải pháp rút ngắn thời gian xử lý hồ sơ, số {number} (mẫu)"),
        kind: InitiativeKind::Initiative,
        level,
        recognised_by: Some("Hội đồng sáng kiến (mẫu)".to_owned()),
        decision_number: Some("20/QĐ-SNV".to_owned()),
        decided_on: Some(day(year, 11, 15)?),
        document_id: None,
        applied_from: Some(day(year, 3, 1)?),
        year,
        authors,
        uses: (number.is_multiple_of(6)).then(|| vec![used]),
        source: "Quyết định công nhận sáng kiến (mẫu)".to_owned(),
    };
    let (row, authors) = new.into_rows(context)?;
    let confirmed_at = Some(context.at + TimeDelta::days(1));
    Ok((initiatives::Initiative { confirmed_by: Some(id(OFFICE)), confirmed_at, ..row }, authors))
}

/// The cluster of the department's divisions, with its leader of 2025.
async fn create_cluster(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let cluster = Cluster {
        id: id(FIRST_CLUSTER),
        code: "KHOI-SNV".to_owned(),
        name: "Khối thi đua các phòng thuộc Sở Nội vụ (mẫu)".to_owned(),
        kind: ClusterKind::Bloc,
        organised_by: ClusterOrganiser::Province,
        is_outside: false,
        unit_id: id(0x101),
        created_by: id(OFFICE),
        version: RowVersion::FIRST,
        created_at: context.at,
        updated_at: context.at,
    };
    clusters::create(tx, &cluster).await?;
    let year = ClusterYear {
        cluster_id: cluster.id,
        year: 2025,
        head_unit_id: Some(id(0x102)),
        vice_unit_id: Some(id(0x103)),
        leader_unit_id: Some(id(0x102)),
        votes: Some("8/8".to_owned()),
        source: "Biên bản họp khối thi đua (mẫu)".to_owned(),
        written_by: id(OFFICE),
        updated_at: context.at,
    };
    let member = |(position, (last, ..)): (i32, &SampleUnit)| ClusterMember {
        cluster_id: cluster.id,
        year: 2025,
        position,
        unit_id: Some(id(*last)),
        outside_name: None,
        rank: Some(position),
        result: None,
    };
    let members = (1..).zip(SECTOR.iter().skip(2)).map(member).collect();
    Ok(clusters::replace_year(tx, &year, members).await?)
}
