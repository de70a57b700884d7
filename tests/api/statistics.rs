//! Statistics: forms that are counted and opened to what they count, forms that are entered, snapshots that are signed, shares.

use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::facts::person;
use crate::nominations::grant;
use crate::support::{Actor, NOTHING, Reply, TestApp, sample_id, units};

const DEPARTMENT: &str = units::DEPARTMENT;
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn form_path(form: &str, year: i32) -> String {
    format!("/statistics/forms/{form}?year={year}&unitId={DEPARTMENT}")
}

async fn form(actor: &Actor<'_>, form: &str, year: i32) -> Value {
    actor.get(&form_path(form, year)).await.expect(200).json()
}

/// A number of a form.
fn cell(form: &Value, row: &str, column: &str) -> Option<i64> {
    let of_code = |list: &Value, code: &str| {
        list.as_array()
            .unwrap()
            .iter()
            .position(|own| own["code"] == code)
            .unwrap_or_else(|| panic!("no {code}"))
    };
    let (rows, columns) = (&form["figures"]["rows"], &form["figures"]["columns"]);
    rows[of_code(rows, row)]["values"][of_code(columns, column)].as_i64()
}

fn award(subject: Value, code: &str, kind: &str) -> Value {
    json!({"subject": subject, "awardCode": code, "achievementYear": 2026, "decidedOn": "2026-11-01",
        "decisionNumber": format!("99/QĐ-{kind}"), "decidedBy": "Chủ tịch UBND tỉnh", "commendationKind": kind,
        "source": "Hồ sơ lưu (mẫu)"})
}

fn unit(id: &str) -> Value {
    json!({"type": "UNIT", "id": id})
}

/// Writes an award and has a second person confirm it: its id.
async fn give(app: &TestApp, body: Value) -> String {
    let (office, second) = (app.as_user("office").await, app.as_user("office-2").await);
    let id = office.post("/awards", body).await.expect(201).text("/id");
    let item = json!({"items": [{"type": "AWARD", "id": id, "version": 1}]});
    let confirmed = second.post("/fact-confirmations", item).await.expect(200).json();
    assert_eq!(confirmed["results"][0]["isConfirmed"], true, "{confirmed}");
    id
}

/// Awards of every recipient, some of the State, some of the province.
async fn give_some(app: &TestApp) {
    let new = json!({"code": "HO-9", "name": "Vi Văn Thử", "village": "Khối 9", "unitId": units::OFFICE});
    let home = app.as_user("office").await.post("/households", new).await.expect(201).text("/id");
    let household = json!({"type": "HOUSEHOLD", "id": home});
    let enterprise = json!({"kind": "ENTERPRISE", "effectiveOn": "2026-01-01"});
    let archive = format!("/units/{}", units::ARCHIVE);
    let admin = app.admin().await;
    let version = admin.get(&archive).await.version();
    admin.patch(&archive, version, enterprise).await.expect(200);
    for body in [
        award(person(0), "BANG_KHEN_TINH", "MERIT"),
        award(person(1), "CSTD_TINH", "MERIT"),
        award(person(1), "KY_NIEM_CHUONG", "LONG_SERVICE"),
        award(unit(units::ARCHIVE), "BANG_KHEN_TINH", "AD_HOC"),
        award(unit(units::OFFICE), "CO_TINH", "CAMPAIGN"),
        award(unit(units::OFFICE), "TTLD_XUAT_SAC", "MERIT"),
        award(household.clone(), "BANG_KHEN_TINH", "EXTERNAL"),
        award(household, "BANG_KHEN_THU_TUONG", "MERIT"),
        award(person(0), "CSTD_TOAN_QUOC", "MERIT"),
        award(unit(units::OFFICE), "CO_CHINH_PHU", "MERIT"),
        award(unit(units::ARCHIVE), "HC_LAO_DONG_BA", "MERIT"),
    ] {
        give(app, body).await;
    }
}

/// Every number of a form is the length of the list that it opens to; answers how many numbers there are above nothing.
async fn open_every_cell(actor: &Actor<'_>, code: &str, year: i32) -> usize {
    let form = form(actor, code, year).await;
    let columns = column(&form["figures"]["columns"], "code");
    let mut cells = Vec::new();
    for row in form["figures"]["rows"].as_array().unwrap() {
        for (place, column) in columns.iter().enumerate() {
            let row_code = row["code"].as_str().unwrap().to_owned();
            cells.push((row_code, column.clone(), row["values"][place].as_i64()));
        }
    }
    let mut found = 0;
    for some in cells.chunks(20) {
        let open = async |(row, column, number): &(String, String, Option<i64>)| {
            let path = form_path(code, year).replace('?', "/records?");
            let reply = actor.get(&format!("{path}&row={row}&column={column}&limit=200")).await;
            match number {
                None => {
                    let refused = reply.expect_problem(400, "invalid_request");
                    assert_eq!(refused.faults(), ["row unknown_form_cell"]);
                    0
                }
                Some(number) => {
                    let page = reply.expect(200).json();
                    let length = i64::try_from(page["items"].as_array().unwrap().len()).unwrap();
                    assert_eq!(
                        (length, &page["nextCursor"]),
                        (*number, &Value::Null),
                        "{code} {row} {column}"
                    );
                    usize::from(length > 0)
                }
            }
        };
        found += join_all(some.iter().map(open)).await.into_iter().sum::<usize>();
    }
    found
}

#[actix_web::test]
async fn every_number_of_the_form_of_campaigns_opens_to_what_it_counts() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    assert_eq!(open_every_cell(&office, "0601", 2023).await, 8);
    let form = form(&office, "0601", 2023).await;
    assert_eq!(
        (&form["head"]["code"], &form["head"]["dueOn"], &form["head"]["certainty"]),
        (&json!("0601.N/BNV-TĐKT"), &json!("2023-12-15"), &json!("INFERENCE"))
    );
    let of = |row| (cell(&form, row, "1"), cell(&form, row, "4"));
    assert_eq!([of("01"), of("03"), of("06"), of("12")], [(Some(1), Some(1)); 4]);
    let path = form_path("0601", 2023).replace('?', "/records?");
    let opened = office.get(&format!("{path}&row=01")).await.expect(200).json();
    assert_eq!(
        (&opened["items"][0]["code"], &opened["items"][0]["kind"]),
        (&json!("PT-2023-001"), &json!("CAMPAIGN"))
    );
    // A unit that launched nothing reports nothing.
    let of_the_office = format!("/statistics/forms/0601?year=2023&unitId={}", units::OFFICE);
    let nothing = office.get(&of_the_office).await.expect(200).json();
    assert_eq!(cell(&nothing, "01", "1"), Some(0));
}

#[actix_web::test]
async fn every_number_of_the_forms_of_awards_opens_to_what_it_counts() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let before = [form(&office, "0603", 2026).await, form(&office, "0602", 2026).await];
    give_some(&app).await;
    let more = |now: &Value, row: &str, column: &str| {
        let before = before.iter().find(|before| before["form"] == now["form"]).unwrap();
        cell(now, row, column).map(|number| number - cell(before, row, column).unwrap())
    };
    assert!(open_every_cell(&office, "0603", 2026).await > 25);
    assert!(open_every_cell(&office, "0602", 2026).await > 20);
    let of_province = form(&office, "0603", 2026).await;
    // What has no column of its own is not counted: TTLD_XUAT_SAC.
    assert_eq!(
        ["1", "2", "3", "4", "5"].map(|column| more(&of_province, "01", column)),
        [Some(6), Some(3), Some(1), Some(1), Some(1)]
    );
    assert_eq!(
        ["02", "03", "04", "05", "13", "14", "15"].map(|row| more(&of_province, row, "1")),
        [Some(2), Some(1), Some(1), Some(3), Some(1), Some(1), Some(1)]
    );
    let of_state = form(&office, "0602", 2026).await;
    assert_eq!(
        ["1", "2.HC_LAO_DONG_BA.COLLECTIVE", "6", "7.COLLECTIVE", "8"]
            .map(|column| more(&of_state, "1", column)),
        [Some(4), Some(1), Some(1), Some(1), Some(1)]
    );
    assert_eq!(
        ["2", "3", "4", "7", "16"].map(|row| more(&of_state, row, "1")),
        [Some(0), Some(4), None, Some(1), None]
    );
}

#[actix_web::test]
async fn only_awards_that_hold_are_counted() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let of_year = async |year| cell(&form(&office, "0603", year).await, "01", "1").unwrap();
    let (before, earlier) = (of_year(2026).await, of_year(2025).await);
    let total = async || of_year(2026).await - before;
    let body = award(person(0), "BANG_KHEN_TINH", "MERIT");
    let written = office.post("/awards", body).await.expect(201).text("/id");
    assert_eq!(total().await, 0, "nobody confirmed it");
    let item = json!({"items": [{"type": "AWARD", "id": written, "version": 1}]});
    app.as_user("office-2").await.post("/fact-confirmations", item).await.expect(200);
    assert_eq!(total().await, 1);
    assert_eq!(of_year(2025).await, earlier, "another year");
    // Revoked after the year, it held in it; revoked in the year, it did not.
    let revoke = async |day: &str| {
        let sql = format!("UPDATE awards SET void_reason = 'X', revoked_on = '{day}' WHERE id = '{written}'");
        app.sql(&sql).await;
    };
    revoke("2027-01-01").await;
    assert_eq!(total().await, 1);
    revoke("2026-12-31").await;
    assert_eq!(total().await, 0);
    app.sql(&format!("UPDATE awards SET revoked_on = NULL WHERE id = '{written}'")).await;
    assert_eq!(total().await, 0, "voided");
}

#[actix_web::test]
async fn whoever_is_in_no_class_is_shown_as_unsorted() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = give(&app, award(person(0), "BANG_KHEN_TINH", "MERIT")).await;
    let unsorted = async || form(&office, "0603", 2026).await["figures"]["unsorted"].clone();
    assert_eq!(unsorted().await, 0);
    app.sql(&format!(
        "DELETE FROM memberships WHERE person_id = (SELECT person_id FROM awards WHERE id = '{id}')"
    ))
    .await;
    assert_eq!(unsorted().await, 1);
    let path = form_path("0603", 2026).replace('?', "/records?");
    let opened = office.get(&path).await.expect(200).json();
    assert_eq!((opened["items"].as_array().unwrap().len(), &opened["items"][0]["id"]), (1, &json!(id)));
}

#[actix_web::test]
async fn a_campaign_says_which_level_leads_its_launch() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let new = json!({"launchingUnitId": DEPARTMENT, "launchLevel": "PROVINCE"});
    let made = office.post("/campaigns", new).await.expect(201);
    assert_eq!(made.json()["launchLevel"], "PROVINCE");
    let path = format!("/campaigns/{}", made.text("/id"));
    let patched = office.patch(&path, made.version(), json!({"launchLevel": null})).await.expect(200).json();
    assert_eq!(patched["launchLevel"], Value::Null);
    app.sql("UPDATE campaigns SET launch_level = 'CENTRAL' WHERE code = 'PT-2023-001'").await;
    let form = form(&office, "0601", 2023).await;
    assert_eq!(
        ["1", "2", "3", "4"].map(|column| cell(&form, "01", column)),
        [Some(1), Some(1), Some(0), Some(0)]
    );
    // A campaign that was cancelled by the end of the year is not counted.
    let step = "INSERT INTO transitions SELECT gen_random_uuid(), 'CAMPAIGN', id, 'CANCEL', 'LAUNCHED', 'CANCELLED', '2023-12-31',
        'X', created_by, now() FROM campaigns WHERE code = 'PT-2023-001'";
    app.sql(step).await;
    assert_eq!(cell(&self::form(&office, "0601", 2023).await, "01", "1"), Some(0));
}

#[actix_web::test]
async fn a_form_is_a_workbook_and_a_paper_too() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = form_path("0603", 2026);
    let book = office.call(Method::GET, &path).header("Accept", XLSX).send().await.expect(200);
    assert_eq!((book.header("content-type"), &book.body[..2]), (Some(XLSX), &b"PK"[..]));
    assert!(book.header("content-disposition").unwrap().contains("bieu-0603-2026.xlsx"));
    let paper = office.get(&path.replace('?', "/document?")).await.expect(200);
    assert!(paper.header("content-disposition").unwrap().contains("bieu-0603-2026.docx"));
    office
        .call(Method::GET, &path)
        .header("Accept", "text/csv")
        .send()
        .await
        .expect_problem(406, "not_acceptable");
    let table = office.call(Method::GET, &path.replace('?', "/records?row=01&")).header("Accept", "text/csv");
    assert!(table.send().await.expect(200).raw().contains("Số quyết định"));
}

#[actix_web::test]
async fn a_form_is_read_by_who_reads_people_of_its_unit() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let of = |unit: &str| format!("/statistics/forms/0603?year=2026&unitId={unit}");
    officer.get(&of(units::OFFICE)).await.expect(200);
    officer.get(&of(DEPARTMENT)).await.expect_problem(403, "forbidden");
    for path in ["/records", "/document"] {
        let inside = of(DEPARTMENT).replace('?', &format!("{path}?"));
        officer.get(&inside).await.expect_problem(403, "forbidden");
        let nowhere = of(NOTHING).replace('?', &format!("{path}?"));
        let refused = officer.get(&nowhere).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), ["unitId unknown_unit"]);
    }
    let nowhere = officer.get(&of(NOTHING)).await.expect_problem(400, "invalid_request");
    assert_eq!(nowhere.faults(), ["unitId unknown_unit"]);
    let office = app.as_user("office").await;
    let records = form_path("0604", 2026).replace('?', "/records?row=01&");
    office.get(&records).await.expect_problem(409, "form_is_entered");
}

async fn enter(actor: &Actor<'_>, path: &str, rows: Value) -> Reply {
    actor.call(Method::PUT, path).json(&json!({"rows": rows})).send().await
}

#[actix_web::test]
async fn what_can_not_be_counted_is_entered() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = form_path("0604", 2026);
    assert_eq!(cell(&form(&office, "0604", 2026).await, "01", "1"), None);
    let rows = json!([{"code": "01", "total": 2}, {"code": "04", "total": 1}, {"code": "05", "total": 1}]);
    let entered = enter(&office, &path, rows.clone()).await.expect(200).json();
    assert_eq!((cell(&entered, "01", "1"), cell(&entered, "02", "1")), (Some(2), None));
    assert_eq!(form(&office, "0604", 2026).await, entered);
    // The same twice is one effect.
    enter(&office, &path, rows).await.expect(200);
    enter(&office, &path, json!([{"code": "05", "total": 1}])).await.expect(200);
    assert_eq!(cell(&form(&office, "0604", 2026).await, "01", "1"), None);
    app.run_sequencer().await;
    let trail = app.auditor().await.get("/audit-records?action=STATISTICS_ENTERED").await.expect(200).json();
    let entered = trail["items"].as_array().unwrap().iter().filter(|row| row["after"]["form"] == "0604");
    assert_eq!(entered.count(), 2);
}

#[actix_web::test]
async fn what_somebody_else_entered_is_not_overwritten_unseen() {
    let app = TestApp::start().await;
    let (office, second) = (app.as_user("office").await, app.as_user("office-2").await);
    let path = form_path("0604", 2026);
    let rows = |total: i64| json!({"rows": [{"code": "05", "total": total}]});
    let put = async |actor: &Actor<'_>, version: &str, total: i64| {
        let call = actor.call(Method::PUT, &path).json(&rows(total));
        if version.is_empty() { call.send().await } else { call.header("If-Match", version).send().await }
    };
    put(&office, "", 1).await.expect(200);
    put(&second, "", 1).await.expect(200);
    put(&second, "", 2).await.expect_problem(409, "written_by_another");
    put(&second, "\"v7\"", 2).await.expect_problem(412, "stale_version");
    let read = second.get(&path).await.expect(200);
    let etag = read.header("etag").unwrap().to_owned();
    assert_eq!(read.json()["version"], 1);
    assert_eq!(put(&second, &etag, 2).await.expect(200).json()["version"], 2);
    put(&office, &etag, 3).await.expect_problem(412, "stale_version");
    // A form that is counted has no version.
    let counted = office.get(&form_path("0601", 2023)).await.expect(200);
    assert_eq!((counted.header("etag"), &counted.json()["version"]), (None, &Value::Null));
}

#[actix_web::test]
async fn what_is_wrong_with_an_entry_is_told_at_its_place() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let faults = async |form: &str, rows: Value| {
        enter(&office, &form_path(form, 2026), rows).await.expect_problem(400, "invalid_request").faults()
    };
    for (form, rows, expected) in [
        ("0604", json!([{"code": "06", "total": 1}]), "/rows/0/code unknown_form_row"),
        ("0604", json!([{"code": "05"}, {"code": "05"}]), "/rows/1/code named_twice"),
        ("0604", json!([{"code": "05", "women": 1}]), "/rows/0/women not_for_this_kind"),
        (
            "0604",
            json!([{"code": "01", "total": 1}, {"code": "05", "total": 2}]),
            "/rows/0/total groups_do_not_add_up",
        ),
        ("0605", json!([{"code": "02", "total": 1, "women": 2}]), "/rows/0/women women_exceed_total"),
    ] {
        assert_eq!(faults(form, rows).await, [expected]);
    }
    let future = enter(&office, &form_path("0604", 2027), json!([])).await;
    let future = future.expect_problem(400, "invalid_request");
    assert_eq!(future.faults(), ["year year_in_the_future"]);
    let nowhere = format!("/statistics/forms/0604?year=2026&unitId={NOTHING}");
    let nowhere = enter(&office, &nowhere, json!([])).await.expect_problem(400, "invalid_request");
    assert_eq!(nowhere.faults(), ["unitId unknown_unit"]);
    enter(&office, &form_path("0603", 2026), json!([])).await.expect_problem(409, "form_is_counted");
    let leader = app.as_user("leader").await;
    enter(&leader, &form_path("0604", 2026), json!([])).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn two_who_enter_at_once_wait_for_each_other() {
    let app = TestApp::start().await;
    let (office, second) = (app.as_user("office").await, app.as_user("office-2").await);
    let path = form_path("0604", 2026);
    let rows = |total: i64| json!([{"code": "05", "total": total}]);
    let (one, other) = join(enter(&office, &path, rows(1)), enter(&second, &path, rows(2))).await;
    let (first, late, late_total) = if one.status == 200 { (one, &second, 2) } else { (other, &office, 1) };
    // Whoever comes second has to have seen what the first entered.
    let etag = first.expect(200).header("etag").unwrap().to_owned();
    enter(late, &path, rows(late_total)).await.expect_problem(409, "written_by_another");
    let call = late.call(Method::PUT, &path).header("If-Match", &etag);
    call.json(&json!({"rows": rows(late_total)})).send().await.expect(200);
    assert_eq!(cell(&form(&office, "0604", 2026).await, "05", "1"), Some(late_total));
    // Both are writers of what is signed later.
    let new = json!({"form": "0604", "year": 2026, "unitId": DEPARTMENT});
    let made = office.post("/statistics/snapshots", new).await.expect(201).text("/id");
    grant(&app, 0x008, "LEADER", DEPARTMENT).await;
    let second = app.as_user("office-2").await;
    let refused = second.step(&format!("/statistics/snapshots/{made}"), "SIGN").await;
    refused.expect_problem(403, "own_snapshot");
}

async fn snapshot(office: &Actor<'_>) -> String {
    let new = json!({"form": "0603", "year": 2026, "unitId": DEPARTMENT});
    format!(
        "/statistics/snapshots/{}",
        office.post("/statistics/snapshots", new).await.expect(201).text("/id")
    )
}

#[actix_web::test]
async fn a_signed_snapshot_never_changes() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let path = snapshot(&office).await;
    let made = office.get(&path).await.expect(200).json();
    assert_eq!((&made["status"], &made["allowedActions"]), (&json!("DRAFT"), &json!(["WITHDRAW"])));
    // Who made it does not sign it, whatever roles they hold.
    grant(&app, 0x002, "LEADER", DEPARTMENT).await;
    app.as_user("office").await.step(&path, "SIGN").await.expect_problem(403, "own_snapshot");
    give(&app, award(person(0), "BANG_KHEN_TINH", "MERIT")).await;
    let tried = leader.call(Method::POST, &format!("{path}/transitions?dryRun=true")).version(1);
    assert_eq!(tried.json(&json!({"action": "SIGN"})).send().await.expect(200).text("/status"), "SIGNED");
    let signed = leader.step(&path, "SIGN").await.expect(200).json();
    assert_eq!((&signed["status"], &signed["allowedActions"]), (&json!("SIGNED"), &json!([])));
    let before = cell(&made, "01", "1").unwrap();
    assert_eq!(cell(&signed, "01", "1"), Some(before), "an award that was written later");
    assert_eq!(cell(&form(&office, "0603", 2026).await, "01", "1"), Some(before + 1));
    for (actor, action) in [(&leader, "SIGN"), (&office, "WITHDRAW")] {
        actor.step(&path, action).await.expect_problem(409, "invalid_transition");
    }
    let steps = leader.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action"), ["SIGN"]);
    let paper = leader.get(&format!("{path}/document")).await.expect(200);
    assert!(paper.header("content-disposition").unwrap().contains("bieu-0603-2026.docx"));
    app.run_sequencer().await;
    let id = signed["id"].as_str().unwrap();
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).raw();
    assert!(trail.contains("SNAPSHOT_SIGNED"), "{trail}");
}

#[actix_web::test]
async fn a_snapshot_is_signed_or_withdrawn_once() {
    let app = TestApp::start().await;
    let (office, leader) = (app.as_user("office").await, app.as_user("leader").await);
    let path = snapshot(&office).await;
    let body = |action: &str| json!({"action": action});
    let both = join(leader.transition(&path, 1, body("SIGN")), office.transition(&path, 1, body("WITHDRAW")));
    let (sign, withdraw) = both.await;
    let mut statuses = [sign.status, withdraw.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 412]);
    let given_up = snapshot(&office).await;
    leader.step(&given_up, "WITHDRAW").await.expect_problem(403, "forbidden");
    assert_eq!(office.step(&given_up, "WITHDRAW").await.expect(200).text("/status"), "WITHDRAWN");
    leader.step(&given_up, "SIGN").await.expect_problem(409, "invalid_transition");
}

#[actix_web::test]
async fn a_snapshot_is_seen_where_people_are_read_and_before_it_is_signed_where_drafts_are() {
    let app = TestApp::start().await;
    let (office, officer) = (app.as_user("office").await, app.as_user("unit-snv-vp").await);
    let path = snapshot(&office).await;
    officer.get(&path).await.expect_problem(404, "not_found");
    officer.get(&format!("{path}/document")).await.expect_problem(404, "not_found");
    officer.get(&format!("{path}/transitions")).await.expect_problem(404, "not_found");
    let listed = async |actor: &Actor<'_>, filter: &str| {
        let found = actor.get(&format!("/statistics/snapshots?{filter}")).await.expect(200).json();
        column(&found["items"], "status")
    };
    assert_eq!(listed(&office, "year=2026&form=0603&status=DRAFT").await, ["DRAFT", "DRAFT"]);
    assert_eq!(listed(&office, "year=2023").await, ["SIGNED"]);
    assert_eq!(listed(&office, &format!("unitId={}", units::OFFICE)).await, Vec::<String>::new());
    assert_eq!(listed(&officer, "form=0603").await, Vec::<String>::new());
    let new = |unit: &str, year: i32| json!({"form": "0603", "year": year, "unitId": unit});
    let refused = officer.post("/statistics/snapshots", new(units::OFFICE, 2026)).await;
    refused.expect_problem(403, "forbidden");
    let refused = office.post("/statistics/snapshots", new(NOTHING, 2026)).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/unitId unknown_unit"]);
    let refused = office.post("/statistics/snapshots", new(DEPARTMENT, 2027)).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/year year_in_the_future"]);
}

#[actix_web::test]
async fn shares_of_awards_make_the_whole() {
    let app = TestApp::start().await;
    give_some(&app).await;
    let office = app.as_user("office").await;
    let share = async |by: &str, more: &str| {
        office
            .get(&format!("/statistics/award-share?by={by}&fromYear=2026&toYear=2026{more}"))
            .await
            .expect(200)
            .json()
    };
    for (by, most) in [("CLASS", 6), ("SEX", 3), ("UNIT", 15), ("LEVEL", 3), ("CAMPAIGN", 3), ("YEAR", 1)] {
        let found = share(by, "").await;
        let groups = found["items"].as_array().unwrap();
        let awards: i64 = groups.iter().map(|group| group["awards"].as_i64().unwrap()).sum();
        assert_eq!((Some(awards), &found["inOtherGroups"]), (found["total"].as_i64(), &json!(0)), "{by}");
        assert!((1..=most).contains(&groups.len()), "{by}: {groups:?}");
        let shares: f64 =
            groups.iter().map(|group| group["share"].as_str().unwrap().parse::<f64>().unwrap()).sum();
        assert!((shares - 1.0).abs() < 1e-4, "{by}: {shares}");
    }
    // Classes and sexes are of people.
    let (all, people) = (share("YEAR", "").await, share("CLASS", "").await);
    assert!(all["total"].as_i64() > people["total"].as_i64() && all["items"][0]["key"] == "2026");
    let years =
        office.get("/statistics/award-share?by=YEAR&fromYear=2023&toYear=2026").await.expect(200).json();
    assert_eq!(column(&years["items"], "key"), ["2023", "2024", "2025", "2026"]);
    let of_one_unit = share("LEVEL", &format!("&unitId={}", units::ARCHIVE)).await;
    let keys = column(&of_one_unit["items"], "key");
    assert!(keys.contains(&"STATE".to_owned()) && keys.contains(&"PROVINCIAL".to_owned()), "{keys:?}");
    assert!(of_one_unit["total"].as_i64() < all["total"].as_i64());
    let names = column(&share("UNIT", "").await["items"], "name");
    assert!(names.iter().any(|name| name.contains("Văn phòng")), "{names:?}");
    // A class stands beside the share that the province wants.
    let admin = app.admin().await;
    let class = people["items"][0]["key"].as_str().unwrap();
    let classes = admin.get("/reporting-classes").await.expect(200).json();
    let own = classes["items"].as_array().unwrap().iter().find(|own| own["code"] == class).unwrap();
    let path = format!("/reporting-classes/{}", own["id"].as_str().unwrap());
    admin.patch(&path, 1, json!({"targetShare": "0.6"})).await.expect(200);
    assert_eq!(share("CLASS", "").await["items"][0]["targetShare"], "0.6");
    let backwards = office.get("/statistics/award-share?by=SEX&fromYear=2026&toYear=2025").await;
    assert_eq!(backwards.expect_problem(400, "invalid_request").faults(), ["toYear ends_before_start"]);
    // Nobody counts what is not in their reach.
    let officer = app.as_user("unit-snv-vp").await;
    officer.get("/statistics/award-share?by=SEX").await.expect_problem(403, "purpose_not_yours");
    let own = officer.get("/statistics/award-share?by=YEAR&toYear=2026").await.expect(200).json();
    assert!(own["total"].as_i64() < all["total"].as_i64());
    let table = office.call(Method::GET, "/statistics/award-share?by=CLASS").header("Accept", "text/csv");
    assert!(table.send().await.expect(200).raw().contains("Tỷ lệ mục tiêu"));
}

#[actix_web::test]
async fn the_day_of_a_form_is_a_row() {
    let app = TestApp::start().await;
    let (admin, office) = (app.admin().await, app.as_user("office").await);
    let held = office.get("/statistics/form-versions?form=0603&asOf=2026-11-23").await.expect(200).json();
    let held = format!("/statistics/form-versions/{}", held["items"][0]["id"].as_str().unwrap());
    let new = json!({"form": "0603", "code": "0603.N/BNV-TĐKT", "title": "Khen thưởng", "dueMonth": 1, "dueDay": 31,
        "basis": "Thông tư (mẫu)", "certainty": "SOURCED", "startsOn": "2026-01-01"});
    let refused = admin.post("/statistics/form-versions", new.clone()).await;
    let refused = refused.expect_problem(409, "form_version_already_there");
    assert!(held.ends_with(&refused.text("/existingId")));
    office.patch(&held, 1, json!({"endsBefore": "2026-01-01"})).await.expect_problem(403, "forbidden");
    admin.patch(&held, 1, json!({"endsBefore": "2026-01-01"})).await.expect(200);
    let made = admin.post("/statistics/form-versions", new.clone()).await.expect(201);
    assert_eq!(form(&office, "0603", 2026).await["head"]["dueOn"], "2026-01-31");
    assert_eq!(form(&office, "0603", 2025).await["head"]["dueOn"], "2025-12-15");
    let path = format!("/statistics/form-versions/{}", made.text("/id"));
    for (changes, fault) in [
        (json!({"dueMonth": 2, "dueDay": 29}), "/dueDay no_such_day"),
        (json!({"endsBefore": "2025-01-01"}), "/endsBefore ends_before_start"),
    ] {
        let refused = admin.patch(&path, 1, changes).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [fault]);
    }
    let mut bad = new;
    bad.as_object_mut().unwrap().extend([
        ("dueDay".to_owned(), json!(31)),
        ("dueMonth".to_owned(), json!(4)),
        ("endsBefore".to_owned(), json!("2025-01-01")),
    ]);
    let refused = admin.post("/statistics/form-versions", bad).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/dueDay no_such_day", "/endsBefore ends_before_start"]);
    let back = admin.patch(&path, 1, json!({"startsOn": "2025-06-01"})).await;
    back.expect_problem(409, "form_version_already_there");
    admin.patch(&path, 1, json!({"dueDay": 30})).await.expect(200);
    assert_eq!(office.get(&path).await.expect(200).json()["dueDay"], 30);
    admin.get(&format!("/statistics/form-versions/{NOTHING}")).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn an_award_stays_with_the_unit_of_its_day() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    give(&app, award(person(0), "BANG_KHEN_TINH", "MERIT")).await;
    let path = format!("/people/{}", person(0)["id"].as_str().unwrap());
    let unit_of_person = async || office.get(&path).await.expect(200).text("/unit/id");
    let told = async |unit: &str| {
        let form =
            office.get(&format!("/statistics/forms/0603?year=2026&unitId={unit}")).await.expect(200).json();
        let shares = format!("/statistics/award-share?by=UNIT&fromYear=2026&toYear=2026&unitId={unit}");
        (form["figures"].clone(), office.get(&shares).await.expect(200).json())
    };
    let before = unit_of_person().await;
    let (was, other) = (told(&before).await, told(units::ARCHIVE).await);
    let own = format!("{path}/memberships/{}", sample_id(0x36_0001));
    office.patch(&own, 1, json!({"endsOn": "2026-11-10"})).await.expect(200);
    let moved = json!({"unitId": units::ARCHIVE, "position": "Chuyên viên", "reportingClass": "DIRECT_WORKER", "startsOn": "2026-11-11"});
    office.post(&format!("{path}/memberships"), moved).await.expect(200);
    assert_ne!(unit_of_person().await, before);
    assert_eq!((told(&before).await, told(units::ARCHIVE).await), (was, other));
}
