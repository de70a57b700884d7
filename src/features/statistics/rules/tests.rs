//! Forms, rows that were entered, and the life of a snapshot.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::auth::policy::Permission;
use crate::features::campaigns::rules::{CampaignForm, CampaignLevel, LaunchLevel};
use crate::features::catalogue::rules::{CommendationKind, RecipientKind};
use crate::http::Code;
use crate::operations::life_cycle::{allowed_actions, drawing, drawn_steps, next_step};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The rows in which the total counts something.
fn rows_of(figures: &FormFigures) -> Vec<&str> {
    let counted = figures.rows.iter().filter(|row| row.values[0].is_some_and(|number| number > 0));
    counted.map(|row| row.code.as_str()).collect()
}

/// The columns in which the first row counts something.
fn columns_of(figures: &FormFigures) -> Vec<&str> {
    let columns = figures.columns.iter().zip(&figures.rows[0].values);
    let counted = columns.filter(|(_, number)| number.is_some_and(|number| number > 0));
    counted.map(|(column, _)| column.code.as_str()).collect()
}

fn campaign() -> CampaignGroup {
    CampaignGroup {
        launch_level: None,
        is_of_top_unit: false,
        scope: Some(CampaignLevel::Sector),
        form: Some(CampaignForm::Thematic),
        days: Some((day("2023-02-01"), day("2023-12-31"))),
    }
}

fn award() -> AwardGroup {
    AwardGroup {
        award_code: "BANG_KHEN_TINH".to_owned(),
        recipient: RecipientKind::Individual,
        class: Some("DIRECT_WORKER".to_owned()),
        is_enterprise: false,
        kind: CommendationKind::Merit,
    }
}

fn state() -> Vec<StateAward> {
    let award = |code: &str| StateAward { code: code.to_owned(), name: code.to_owned() };
    [
        "HC_LAO_DONG_BA",
        "HUY_CHUONG",
        "ANH_HUNG_LAO_DONG",
        "GIAI_THUONG_NHA_NUOC",
        "CO_CHINH_PHU",
        "GIAI_THUONG",
    ]
    .map(award)
    .to_vec()
}

#[test]
fn a_campaign_stands_in_a_row_of_each_group_and_in_the_column_of_who_leads_it() {
    let figures = campaigns().figures(&[(campaign(), 3)]);
    assert_eq!(rows_of(&figures), ["01", "03", "06", "11"]);
    assert_eq!(figures.rows[0].values, [Some(3), Some(0), Some(0), Some(3)]);
    assert_eq!(figures.unsorted, 0);
    let nothing_said = CampaignGroup { scope: None, form: None, ..campaign() };
    let figures = campaigns().figures(&[(nothing_said, 2)]);
    assert_eq!((rows_of(&figures), figures.unsorted), (vec!["01", "06"], 2));
}

#[test]
fn who_leads_a_launch_is_what_was_said_or_follows_from_the_launching_unit() {
    use CampaignLevel::{Cluster, Locality, National, Sector, Unit};
    let column = |launch_level, is_of_top_unit, scope| {
        let one = CampaignGroup { launch_level, is_of_top_unit, scope: Some(scope), ..campaign() };
        let figures = campaigns().figures(&[(one, 1)]);
        columns_of(&figures)[1].to_owned()
    };
    assert_eq!(column(None, false, Sector), "4");
    assert_eq!(column(None, true, Locality), "3");
    assert_eq!(column(None, true, National), "2");
    assert_eq!(column(None, true, Cluster), "4");
    assert_eq!(column(Some(LaunchLevel::Province), false, Unit), "3");
    assert_eq!(column(Some(LaunchLevel::Central), false, Unit), "2");
}

#[test]
fn a_campaign_lasts_up_to_the_day_before_its_return() {
    let row = |first: &str, last: &str| {
        let one = CampaignGroup { days: Some((day(first), day(last))), ..campaign() };
        rows_of(&campaigns().figures(&[(one, 1)]))[2].to_owned()
    };
    for (first, last, expected) in [
        ("2023-01-01", "2023-12-30", "06"),
        ("2023-01-01", "2023-12-31", "07"),
        ("2023-01-01", "2024-01-01", "08"),
        ("2023-01-01", "2025-12-30", "08"),
        ("2023-01-01", "2025-12-31", "09"),
        ("2023-01-01", "2027-12-30", "09"),
        ("2023-01-01", "2027-12-31", "10"),
        ("2024-02-29", "2025-02-27", "07"),
    ] {
        assert_eq!(row(first, last), expected, "{first} to {last}");
    }
}

#[test]
fn an_award_of_the_province_stands_with_its_recipient_and_its_kind() {
    use CommendationKind::{Campaign, External, LongService, Resistance, Seniority};
    let rows = |one: AwardGroup| {
        let figures = province_awards().figures(&[(one, 1)]);
        rows_of(&figures).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(rows(award()), "01 05 10 11");
    let enterprise = AwardGroup {
        recipient: RecipientKind::Collective,
        class: None,
        is_enterprise: true,
        kind: CommendationKind::AdHoc,
        ..award()
    };
    assert_eq!(rows(enterprise.clone()), "01 02 03 13");
    assert_eq!(rows(AwardGroup { is_enterprise: false, ..enterprise.clone() }), "01 02 13");
    assert_eq!(rows(AwardGroup { recipient: RecipientKind::Household, ..enterprise }), "01 04 13");
    let classes = ["MINISTRY_OR_PROVINCE_LEADER", "DEPARTMENT_LEADER", "ENTREPRENEUR", "OTHER_LEADER"];
    for (class, row) in classes.into_iter().zip(["06", "07", "08", "09"]) {
        let own = AwardGroup { class: Some(class.to_owned()), ..award() };
        assert_eq!(rows(own), format!("01 05 {row} 11"));
    }
    let kinds =
        [(Campaign, "12"), (External, "14"), (LongService, "15"), (Seniority, "16"), (Resistance, "17")];
    for (kind, row) in kinds {
        assert_eq!(rows(AwardGroup { kind, ..award() }), format!("01 05 10 {row}"));
    }
    let unknown = province_awards().figures(&[(AwardGroup { class: None, ..award() }, 4)]);
    assert_eq!((rows_of(&unknown), unknown.unsorted), (vec!["01", "05", "11"], 4));
    for (code, column) in PROVINCE_AWARDS.into_iter().zip(["2", "3", "4", "5"]) {
        let one = AwardGroup { award_code: code.to_owned(), ..award() };
        assert_eq!(columns_of(&province_awards().figures(&[(one, 1)])), ["1", column]);
    }
}

#[test]
fn an_award_of_the_state_stands_in_the_column_of_its_kind() {
    use RecipientKind::{Collective, Household, Individual};
    let columns = |code: &str, recipient| {
        let one = AwardGroup { award_code: code.to_owned(), recipient, ..award() };
        let figures = state_awards(&state()).figures(&[(one, 1)]);
        columns_of(&figures)[1..].join(" ")
    };
    assert_eq!(columns("HC_LAO_DONG_BA", Collective), "2.HC_LAO_DONG_BA.COLLECTIVE");
    assert_eq!(columns("HUY_CHUONG", Individual), "2.HUY_CHUONG.INDIVIDUAL");
    assert_eq!(columns("ANH_HUNG_LAO_DONG", Individual), "5.ANH_HUNG_LAO_DONG.INDIVIDUAL");
    assert_eq!(columns("GIAI_THUONG_HO_CHI_MINH", Individual), "3");
    assert_eq!(columns("GIAI_THUONG_NHA_NUOC", Individual), "4");
    assert_eq!(columns("CO_CHINH_PHU", Collective), "6");
    // The form has no column for households.
    assert_eq!(columns("BANG_KHEN_THU_TUONG", Household), "7.COLLECTIVE");
    assert_eq!(columns("CSTD_TOAN_QUOC", Individual), "8");
    assert_eq!(columns("GIAI_THUONG", Individual), "9.INDIVIDUAL");
}

#[test]
fn rows_that_could_not_be_read_stay_empty() {
    let layout = state_awards(&state());
    let figures = layout.figures(&[(AwardGroup { award_code: "HUY_CHUONG".to_owned(), ..award() }, 7)]);
    let unread = figures.rows.iter().filter(|row| !row.is_read).collect::<Vec<_>>();
    let codes: Vec<&str> = unread.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["4", "5", "16", "17", "18", "19", "20", "21"]);
    assert!(unread.iter().all(|row| row.values.iter().all(Option::is_none)));
    assert!(
        layout.cell("4", "1").is_none()
            && layout.cell("1", "10").is_none()
            && layout.cell("22", "1").is_none()
    );
    assert_eq!(rows_of(&figures), ["1", "3", "9", "14", "15"]);
}

fn entered(rows: &[(&str, Option<i64>, Option<i64>)]) -> Vec<EnteredRow> {
    let row = |(code, total, women): &(&str, Option<i64>, Option<i64>)| EnteredRow {
        code: (*code).to_owned(),
        total: *total,
        women: *women,
    };
    rows.iter().map(row).collect()
}

#[test]
fn what_is_entered_adds_up() {
    use EnteredFault::{GroupsDoNotAddUp, NamedTwice, NoWomenHere, UnknownRow, WomenExceedTotal};
    let faults = |form, rows: &[(&str, Option<i64>, Option<i64>)]| entered_faults(form, &entered(rows));
    let (organisations, staff) = (FormCode::Organisations, FormCode::Staff);
    let good = [("01", Some(3), None), ("02", Some(0), None), ("03", Some(0), None), ("04", Some(1), None)];
    // What is not known may still make the total.
    assert_eq!(faults(organisations, &good), []);
    assert_eq!(faults(organisations, &[&good[..], &[("05", Some(2), None)]].concat()), []);
    let one_short = [&good[..], &[("05", Some(1), None)]].concat();
    assert_eq!(faults(organisations, &one_short), [(0, "total", GroupsDoNotAddUp)]);
    assert_eq!(
        faults(organisations, &[("01", Some(1), None), ("04", Some(2), None)]),
        [(0, "total", GroupsDoNotAddUp)]
    );
    assert_eq!(faults(organisations, &[("06", None, None)]), [(0, "code", UnknownRow)]);
    assert_eq!(faults(organisations, &[("05", None, None), ("05", None, None)]), [(1, "code", NamedTwice)]);
    assert_eq!(faults(organisations, &[("05", Some(2), Some(1))]), [(0, "women", NoWomenHere)]);
    assert_eq!(faults(staff, &[("15", Some(2), Some(3))]), [(0, "women", WomenExceedTotal)]);
    let years = [
        ("01", Some(5), Some(3)),
        ("13", Some(2), Some(1)),
        ("14", Some(2), Some(1)),
        ("15", Some(1), Some(0)),
    ];
    assert_eq!(faults(staff, &years), [(0, "women", GroupsDoNotAddUp)]);
}

#[test]
fn what_is_not_entered_is_empty() {
    let figures =
        entered_figures(FormCode::Staff, &entered(&[("01", Some(5), Some(3)), ("02", Some(2), None)]));
    assert_eq!((figures.columns.len(), figures.rows.len()), (2, 15));
    assert_eq!(figures.rows[0].values, [Some(5), Some(3)]);
    assert_eq!(figures.rows[1].values, [Some(2), None]);
    assert_eq!(figures.rows[14].values, [None, None]);
    let figures = entered_figures(FormCode::Organisations, &[]);
    assert_eq!((figures.columns.len(), figures.rows.len()), (1, 5));
}

#[test]
fn the_drawing_has_the_steps() {
    assert_eq!(drawn_steps(include_str!("../mod.rs")), drawing::<SnapshotLife>());
}

#[test]
fn nobody_signs_what_they_made() {
    let life = |is_writer| SnapshotLife { status: SnapshotStatus::Draft, is_writer };
    assert!(next_step(&life(false), SnapshotAction::Sign, None).is_ok());
    let refused = next_step(&life(true), SnapshotAction::Sign, None).map(drop).unwrap_err();
    assert_eq!(refused.code, Code::own_snapshot);
    let actions = allowed_actions(&life(true), |permission| permission == Permission::Decide);
    assert_eq!(actions, []);
    for status in [SnapshotStatus::Signed, SnapshotStatus::Withdrawn] {
        for action in SnapshotAction::ALL {
            let refused = next_step(&SnapshotLife { status, is_writer: false }, *action, None).map(drop);
            assert_eq!(refused.unwrap_err().code, Code::invalid_transition);
        }
    }
}

#[test]
fn a_page_leaves_out_single_kinds_that_nobody_received() {
    let one = AwardGroup { award_code: "HUY_CHUONG".to_owned(), ..award() };
    let paper = form_paper(FormPaper {
        head: None,
        form: "0602",
        year: 2025,
        superior: None,
        unit: "Sở Nội vụ tỉnh Lạng Sơn".to_owned(),
        figures: state_awards(&state()).figures(&[(one, 1)]),
        signed_on: None,
        signer: None,
        today: day("2025-12-12"),
    });
    let text = format!("{:?}", paper.blocks);
    assert!(text.contains("HUY_CHUONG: cá nhân") && !text.contains("HC_LAO_DONG_BA"), "{text}");
    // There is no room for words in so many heads.
    assert!(text.contains("Cột 7a: Bằng khen của Thủ tướng Chính phủ: tập thể"), "{text}");
    assert!(text.contains("title: \"7a\"") && text.contains("title: \"2\""), "{text}");
}

fn any_award() -> impl Strategy<Value = (AwardGroup, i64)> {
    let codes = [
        "HC_LAO_DONG_BA",
        "HUY_CHUONG",
        "ANH_HUNG_LAO_DONG",
        "CO_CHINH_PHU",
        "CSTD_TOAN_QUOC",
        "GIAI_THUONG",
    ];
    let classes = [None, Some("DIRECT_WORKER"), Some("ENTREPRENEUR"), Some("SOMETHING_ELSE")];
    let code = prop::sample::select(codes.to_vec());
    let recipient = prop::sample::select(RecipientKind::ALL.to_vec());
    let class = prop::sample::select(classes.to_vec());
    let kind = prop::sample::select(CommendationKind::ALL.to_vec());
    (code, recipient, class, any::<bool>(), kind, 1..50_i64).prop_map(
        |(code, recipient, class, is_enterprise, kind, number)| {
            let class = class.map(str::to_owned);
            (AwardGroup { award_code: code.to_owned(), recipient, class, is_enterprise, kind }, number)
        },
    )
}

proptest! {
    #[test]
    fn a_total_is_the_sum_of_its_columns_and_a_number_is_what_its_cell_counts(
        groups in prop::collection::vec(any_award(), 0..12)
    ) {
        let layout = state_awards(&state());
        let figures = layout.figures(&groups);
        for row in figures.rows.iter().filter(|row| row.is_read) {
            let numbers: Vec<i64> = row.values.iter().map(|number| number.unwrap()).collect();
            prop_assert_eq!(numbers[0], numbers[1..].iter().sum::<i64>());
            for (column, number) in figures.columns.iter().zip(&numbers) {
                let counts = layout.cell(&row.code, &column.code).unwrap();
                let counted: i64 = groups.iter().filter(|(one, _)| counts(one)).map(|(_, own)| own).sum();
                prop_assert_eq!(counted, *number);
            }
        }
        let total = figures.rows[0].values[0].unwrap();
        let of_recipients: i64 = ["6", "8", "9"]
            .iter()
            .map(|code| figures.rows.iter().find(|row| row.code == *code).unwrap().values[0].unwrap())
            .sum();
        prop_assert_eq!(total, of_recipients);
    }

    #[test]
    fn a_campaign_stands_in_just_one_row_of_durations(first in 0..4000_u64, days in 0..4000_u64) {
        let first = day("2015-01-01") + chrono::Days::new(first);
        let one = CampaignGroup { days: Some((first, first + chrono::Days::new(days))), ..campaign() };
        let figures = campaigns().figures(&[(one, 1)]);
        let durations = rows_of(&figures).iter().filter(|code| ("06"..="10").contains(*code)).count();
        prop_assert_eq!(durations, 1);
    }
}
