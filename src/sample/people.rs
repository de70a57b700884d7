//! The sample's people: three hundred who never lived, in the units of the sector, the former districts and the wards.

use chrono::{Datelike, Days, NaiveDate};

use super::ids::id;
use super::units::{DISTRICT_OFFICES, SECTOR, SampleUnit, WARDS};
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::data_requests::routes::create::{NewDataRequest, create_in};
use crate::features::data_requests::rules::DataRequestKind;
use crate::features::people::routes::create::{NewMembership, NewPerson};
use crate::features::people::routes::households::{NewHousehold, create_household_in};
use crate::features::people::routes::view::PersonExternalId;
use crate::features::people::rules::Sex;
use crate::features::people::store::{self, Membership, Person, ReportingClass};
use crate::http::Problem;
use crate::record::{ChangeRecord, Occurrence, record};

/// The last part of the id of the first person; the others follow.
pub const FIRST_PERSON: u128 = 0x35_0001;
/// The last part of the id of the first membership.
const FIRST_MEMBERSHIP: u128 = 0x36_0001;
/// The last part of the id of the first household.
pub const FIRST_HOUSEHOLD: u128 = 0x3301;
/// The last part of the id of what one of them asks.
const DATA_REQUEST: u128 = 0x3c01;
/// How many people there are.
pub const PEOPLE: u128 = 300;
/// How many of them worked in the offices of the former districts.
const FROM_DISTRICTS: u128 = 88;

const FAMILY_NAMES: [&str; 10] =
    ["Nguyễn", "Hoàng", "Nông", "Lý", "Vi", "Triệu", "Lương", "Hứa", "Đặng", "Trần"];
const WOMEN: [&str; 12] = [
    "Thị Mẫu",
    "Thị Ví Dụ",
    "Thanh Hà",
    "Thu Hằng",
    "Ngọc Lan",
    "Minh Nguyệt",
    "Thị Thử",
    "Bích Đào",
    "Kim Oanh",
    "Hồng Vân",
    "Thùy Dương",
    "Mai Hoa",
];
const MEN: [&str; 12] = [
    "Văn Mẫu",
    "Văn Ví Dụ",
    "Đức Anh",
    "Quốc Bảo",
    "Minh Đức",
    "Hữu Nghĩa",
    "Văn Thử",
    "Thành Công",
    "Xuân Trường",
    "Tiến Dũng",
    "Công Minh",
    "Ngọc Sơn",
];

/// A person with where they were.
struct SamplePerson {
    new: NewPerson,
    /// From when on they are elsewhere.
    later: Option<(u128, NaiveDate)>,
    unit: u128,
}

/// Creates people and households.
pub async fn create(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let classes = store::list_classes(tx).await?;
    let (mut people, mut memberships) = (Vec::new(), Vec::new());
    for number in 0..PEOPLE {
        let (person, own) = rows(context, number, &classes)?;
        memberships.extend(own);
        people.push(person);
    }
    for (row, number) in memberships.iter_mut().zip(FIRST_MEMBERSHIP..) {
        row.id = id(number);
    }
    store::create(tx, people.clone()).await?;
    store::create_memberships(tx, memberships).await?;
    let known = [PersonExternalId { system: "ioffice".to_owned(), value: "nv-1001".to_owned() }];
    let known: Vec<_> = known.into_iter().map(|one| (one.system, one.value)).collect();
    store::set_external_ids(tx, id(FIRST_PERSON), &known).await?;
    let records = people.iter().map(|person| ChangeRecord::of(Occurrence::PersonCreated, None, person));
    record(tx, context, records).await?;
    households(tx, context).await?;
    let context = ChangeContext { ids: Ids::counting(id(DATA_REQUEST)), ..context.clone() };
    let wish = "Đề nghị không dùng năm sinh trong danh sách đề nghị (mẫu).".to_owned();
    let request = NewDataRequest { kind: DataRequestKind::Restriction, wish, received_on: None };
    create_in(tx, &context, id(FIRST_PERSON + 1), &request).await.map(drop)
}

async fn households(tx: &mut Connection, context: &ChangeContext) -> Result<(), Problem> {
    let context = ChangeContext { ids: Ids::counting(id(FIRST_HOUSEHOLD)), ..context.clone() };
    for (number, (ward, ..)) in WARDS.iter().cycle().take(12).enumerate() {
        let new = NewHousehold {
            code: format!("HO-{:04}", number + 1),
            name: name(u128::try_from(number).unwrap_or_default() * 7 + 3),
            village: Some(format!("Khối {} (mẫu)", number / WARDS.len() + 1)),
            unit_id: id(*ward),
        };
        create_household_in(tx, &context, &new).await?;
    }
    Ok(())
}

/// The rows of a person.
fn rows(
    context: &ChangeContext,
    number: u128,
    classes: &[ReportingClass],
) -> Result<(Person, Vec<Membership>), Problem> {
    let SamplePerson { new, later, unit } = person(number)?;
    let code = new.membership.reporting_class.clone();
    let class = classes.iter().find(|class| class.code == code).map(|class| class.id);
    let class = class.ok_or_else(|| Problem::internal("the sample names an unknown class"))?;
    let (mut person, mut first) = new.into_rows(context, (id(unit), class), None)?;
    person.id = id(FIRST_PERSON + number);
    first.person_id = person.id;
    let mut memberships = vec![first.clone()];
    if let Some((unit, starts_on)) = later {
        first.ends_before = Some(starts_on);
        person.unit_id = id(unit);
        memberships =
            vec![first.clone(), Membership { unit_id: id(unit), starts_on, ends_before: None, ..first }];
    }
    Ok((person, memberships))
}

/// The person of a number. The third is the first one once more, written otherwise: a duplicate to be found.
fn person(number: u128) -> Result<SamplePerson, Problem> {
    let of = if number == 2 { 0 } else { number };
    let (unit, later) = units_of(of)?;
    let is_woman = of.is_multiple_of(2);
    let new = NewPerson {
        staff_code: (number != 2).then(|| format!("CB{:03}", number + 1)),
        name: if number == 2 { "Nguyễn  Thị Mẫu".to_owned() } else { name(of) },
        birth_year: i16::try_from(1966 + (of * 13) % 35).ok(),
        sex: Some(if is_woman { Sex::Female } else { Sex::Male }),
        is_ethnic_minority: Some(of % 10 != 0 && of % 10 != 8),
        membership: NewMembership {
            unit_id: id(unit),
            position: position(of).0.to_owned(),
            reporting_class: position(of).1.to_owned(),
            starts_on: starts_on(of)?,
            ends_on: None,
        },
        external_ids: Vec::new(),
        is_another_person: true,
    };
    Ok(SamplePerson { new, later, unit })
}

fn name(number: u128) -> String {
    let pick = |names: &[&'static str], at: u128| {
        let length = u128::try_from(names.len()).unwrap_or(1);
        usize::try_from(at % length).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
    };
    let given = if number.is_multiple_of(2) { pick(&WOMEN, number / 2) } else { pick(&MEN, number / 2) };
    format!("{} {given}", pick(&FAMILY_NAMES, number / 3))
}

/// Position and reporting class: each unit has leaders and many who do the work.
const fn position(number: u128) -> (&'static str, &'static str) {
    match number % 15 {
        5 => ("Trưởng phòng", "OTHER_LEADER"),
        6 => ("Phó Trưởng phòng", "OTHER_LEADER"),
        7 if number < 15 => ("Giám đốc Sở", "DEPARTMENT_LEADER"),
        1 | 8 => ("Chuyên viên chính", "DIRECT_WORKER"),
        _ => ("Chuyên viên", "DIRECT_WORKER"),
    }
}

fn starts_on(number: u128) -> Result<NaiveDate, Problem> {
    let first = NaiveDate::from_ymd_opt(2019, 1, 1).ok_or_else(|| Problem::internal("no such day"))?;
    let day = first + Days::new(u64::try_from((number * 37) % 700).unwrap_or_default());
    day.with_day(1).ok_or_else(|| Problem::internal("no such day"))
}

/// The unit of a person: in the department, or in an office of a district until it ended and then in a ward.
fn units_of(number: u128) -> Result<(u128, Option<(u128, NaiveDate)>), Problem> {
    let reorganised = NaiveDate::from_ymd_opt(2025, 7, 1).ok_or_else(|| Problem::internal("no such day"))?;
    let at = |units: &[SampleUnit], number: u128| {
        let length = u128::try_from(units.len()).unwrap_or(1);
        let found = usize::try_from(number % length).ok().and_then(|at| units.get(at)).map(|unit| unit.0);
        found.ok_or_else(|| Problem::internal("the sample has no such unit"))
    };
    // The divisions come behind the province and the department.
    let divisions = SECTOR.get(2..).unwrap_or_default();
    if number < PEOPLE - FROM_DISTRICTS {
        Ok((at(divisions, number / 2)?, None))
    } else {
        Ok((at(DISTRICT_OFFICES, number)?, Some((at(WARDS, number)?, reorganised))))
    }
}
