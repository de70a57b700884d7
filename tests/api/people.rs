//! People and households: who sees and keeps them, where they are, corrections and merges.

use futures_util::future::join;
use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::imports;
use crate::support::{Actor, TestApp, sample_id, units};

/// The sample's first person, an officer of the Office.
pub(crate) fn first() -> String {
    format!("/people/{}", sample_id(0x35_0001))
}

/// A new person of the Office.
fn new_person(name: &str) -> Value {
    json!({"name": name, "staffCode": "MOI-1", "birthYear": 1990, "sex": "FEMALE", "isEthnicMinority": true,
        "membership": {"unitId": units::OFFICE, "position": "Chuyên viên", "reportingClass": "DIRECT_WORKER",
            "startsOn": "2024-01-01"}})
}

#[actix_web::test]
async fn a_person_is_created_read_and_corrected_and_what_was_before_is_kept() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let created = officer.post("/people", new_person("Ma Thị Thử Nghiệm")).await.expect(201);
    let path = format!("/people/{}", created.text("/id"));
    assert_eq!(created.json()["redacted"], json!(["/birthYear", "/sex", "/isEthnicMinority"]));
    assert_eq!(created.json()["memberships"][0]["unit"]["code"], "SNV-VP");
    officer.patch(&path, 1, json!({"birthYear": 1991, "name": "Ma Thị Thử"})).await.expect(200);
    officer.patch(&path, 1, json!({"name": "X"})).await.expect_problem(412, "stale_version");
    officer.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let versions = officer.get(&format!("{path}/versions?purpose=KEEPING")).await.expect(200).json();
    assert_eq!(versions["items"][0]["body"]["name"], "Ma Thị Thử Nghiệm");
    assert_eq!(versions["items"][0]["body"]["birthYear"], 1990);
    // The audit trail says that something changed, and nothing personal.
    app.run_sequencer().await;
    let subject = path.trim_start_matches("/people/");
    let trail = app
        .as_user("auditor")
        .await
        .get(&format!("/audit-records?subjectId={subject}"))
        .await
        .expect(200)
        .raw();
    assert!(trail.contains("PERSON_CHANGED") && !trail.contains("Ma Thị") && !trail.contains("1991"));
}

#[actix_web::test]
async fn nobody_sees_people_of_other_units() {
    let app = TestApp::start().await;
    let stranger = app.as_user("unit-snv-tts").await;
    stranger.get(&first()).await.expect_problem(404, "not_found");
    stranger.patch(&first(), 1, json!({"name": "X"})).await.expect_problem(404, "not_found");
    let found = stranger.get("/people?staffCode=CB001").await.expect(200).json();
    assert_eq!(found["items"], json!([]));
    let refused = stranger.post("/people", new_person("Ma Thị Thử")).await;
    refused.expect_problem(403, "forbidden");
    app.admin().await.get("/people").await.expect_problem(403, "forbidden");
    app.as_user("council-1")
        .await
        .patch(&first(), 1, json!({"name": "X"}))
        .await
        .expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn people_are_searched_without_accents_by_unit_and_by_what_others_call_them() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let names = async |query: &str| {
        let page = office.get(&format!("/people?{query}")).await.expect(200).json();
        column(&page["items"], "staffCode")
    };
    assert_eq!(names("q=nguyen+thi+mau+cb001").await, ["CB001"]);
    assert_eq!(names("externalSystem=ioffice&externalId=nv-1001").await, ["CB001"]);
    let unit = format!("unitId={}&includeTotal=true&limit=1", units::OFFICE);
    let page = office.get(&format!("/people?{unit}")).await.expect(200).json();
    assert!(page["total"].as_i64().unwrap() > 20, "{page}");
    let leaders = office.get("/people?reportingClass=DEPARTMENT_LEADER").await.expect(200).json();
    assert_eq!(leaders["items"][0]["memberships"][0]["position"], "Giám đốc Sở");
    assert_eq!(names("reportingClass=NOBODY").await, Vec::<String>::new());
    let table = office.call(Method::GET, "/people?limit=2").header("Accept", "text/csv").send().await;
    assert!(table.expect(200).raw().contains("Mã cán bộ"));
}

#[actix_web::test]
async fn a_person_is_in_one_unit_at_a_time() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let created = office.post("/people", new_person("Ma Thị Thử")).await.expect(201);
    let path = format!("/people/{}/memberships", created.text("/id"));
    let place = |unit: &str, starts_on: &str| json!({"unitId": unit, "position": "Phó Trưởng phòng", "reportingClass": "OTHER_LEADER", "startsOn": starts_on});
    let moved = office.post(&path, place(units::INSPECTORATE, "2025-03-01")).await.expect(200).json();
    assert_eq!(moved["unit"]["code"], "SNV-TTS");
    let ends: Vec<&Value> =
        moved["memberships"].as_array().unwrap().iter().map(|row| &row["endsOn"]).collect();
    assert_eq!(ends, [&json!("2025-02-28"), &json!(null)]);
    let overlap = office.post(&path, place(units::OFFICE, "2024-06-01")).await;
    overlap.expect_problem(409, "person_is_in_another_unit");
    let second = format!("{path}/{}", moved["memberships"][1]["id"].as_str().unwrap());
    let back = office.patch(&second, 2, json!({"startsOn": "2024-12-01"})).await;
    back.expect_problem(409, "person_is_in_another_unit");
    let left = office.patch(&second, 2, json!({"endsOn": "2025-12-31"})).await.expect(200).json();
    assert_eq!(left["memberships"][1]["endsOn"], "2025-12-31");
    let early = office.patch(&second, 3, json!({"endsOn": "2025-01-31"})).await;
    assert_eq!(early.expect_problem(400, "invalid_request").faults(), ["/endsOn ends_before_start"]);
    for (body, fault) in [
        (place(units::OFFICE, "1999-01-01"), "/unitId before_unit_opens"),
        (place(&sample_id(0xdead), "2026-01-01"), "/unitId unknown_unit"),
        (place(&sample_id(0x111), "2026-02-01"), "/unitId after_unit_closes"),
    ] {
        let refused = office.post(&path, body).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [fault]);
    }
    let mut strange = place(units::OFFICE, "2026-02-01");
    strange["reportingClass"] = json!("NOBODY");
    let refused = office.post(&path, strange).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/reportingClass unknown_reporting_class"]);
}

#[actix_web::test]
async fn two_who_place_a_person_at_once_do_not_put_it_into_two_units() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("{}/memberships", first());
    let place = |unit: &str| json!({"unitId": unit, "position": "Chuyên viên", "reportingClass": "DIRECT_WORKER", "startsOn": "2026-01-01"});
    let (one, other) = futures_util::join!(
        office.post(&path, place(units::INSPECTORATE)),
        office.post(&path, place(units::OFFICE))
    );
    let mut codes = [one.status, other.status];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409]);
}

#[actix_web::test]
async fn the_same_person_is_found_and_merged_with_a_history() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let found = office.get(&format!("{}/possible-duplicates", first())).await.expect(200).json();
    assert_eq!(found["items"][0]["person"]["id"], sample_id(0x35_0003));
    assert_eq!(found["items"][0]["likeness"], json!(["SAME_NAME", "SAME_BIRTH_YEAR", "SAME_UNIT"]));
    let listed = office.get("/people?hasPossibleDuplicates=true&q=nguyen+thi+mau").await.expect(200).json();
    assert!(listed["items"].as_array().unwrap().len() >= 2);
    let path = format!("{}/merges", first());
    let merge = |id: &str| json!({"duplicateId": id, "reason": "Nhập hai lần"});
    let (own, other) = (sample_id(0x35_0001), sample_id(0x35_0003));
    let itself = office.post(&path, merge(&own)).await.expect_problem(400, "invalid_request");
    assert_eq!(itself.faults(), ["/duplicateId person_merged_into_oneself"]);
    let nobody = office.post(&path, merge(&sample_id(0xdead))).await.expect_problem(400, "invalid_request");
    assert_eq!(nobody.faults(), ["/duplicateId unknown_person"]);
    office.post(&path, merge(&other)).await.expect(200);
    office.post(&path, merge(&other)).await.expect_problem(409, "person_is_merged");
    let merged = office.get(&format!("/people/{other}")).await.expect(200).json();
    assert_eq!(merged["mergedInto"], json!(own));
    let change = office.patch(&format!("/people/{other}"), 2, json!({"name": "X"})).await;
    change.expect_problem(409, "person_is_merged");
    let history = office.get(&path).await.expect(200).json();
    assert_eq!(history["items"][0]["mergedId"], json!(other));
}

#[actix_web::test]
async fn who_is_there_already_is_told() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    officer.post("/people", new_person("Ma Thị Thử")).await.expect(201);
    let mut same = new_person("MA THI THU");
    same["staffCode"] = json!("MOI-2");
    officer.post("/people", same.clone()).await.expect_problem(409, "person_already_there");
    same["isAnotherPerson"] = json!(true);
    officer.post("/people", same.clone()).await.expect(201);
    officer.post("/people", same.clone()).await.expect_problem(409, "staff_code_taken");
    same["staffCode"] = json!("012345678901");
    let number = officer.post("/people", same.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(number.faults(), ["/staffCode staff_code_is_identity_number"]);
    same["staffCode"] = json!("MOI-3");
    same["externalIds"] = json!([{"system": "ioffice", "value": "nv-1001"}]);
    officer.post("/people", same.clone()).await.expect_problem(409, "person_external_id_taken");
    let mut backwards = new_person("Ma Thị Khác");
    backwards["membership"]["endsOn"] = json!("2023-01-01");
    let refused = officer.post("/people", backwards).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/membership/endsOn ends_before_start"]);
}

#[actix_web::test]
async fn people_follow_their_unit_through_its_succession() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let document = sample_id(0x3f1);
    let succession = json!({"kind": "MERGE", "effectiveOn": "2026-11-01", "documentId": document,
        "intoUnitIds": [units::INSPECTORATE]});
    admin.post(&format!("/units/{}/successions", units::OFFICE), succession).await.expect(201);
    let person = app.as_user("unit-snv-tts").await.get(&first()).await.expect(200).json();
    assert_eq!(person["unit"]["code"], "SNV-TTS");
    let codes = |member: &str| person["memberships"][0][member]["code"].clone();
    assert_eq!((codes("unit"), codes("unitNow")), (json!("SNV-VP"), json!("SNV-TTS")));
    let found = app.as_user("unit-snv-tts").await.get("/people?staffCode=CB001").await.expect(200).json();
    assert_eq!(column(&found["items"], "staffCode"), ["CB001"]);
}

#[actix_web::test]
async fn households_are_kept_in_their_commune() {
    let app = TestApp::start().await;
    let ward = app.as_user("unit-p-tt").await;
    let new = json!({"code": "HO-9", "name": "Vi Văn Thử", "village": "Khối 9", "unitId": sample_id(0x121)});
    let created = ward.post("/households", new.clone()).await.expect(201);
    let path = format!("/households/{}", created.text("/id"));
    ward.post("/households", new).await.expect_problem(409, "household_code_taken");
    let changed =
        ward.patch(&path, 1, json!({"village": null, "closedOn": "2026-10-01"})).await.expect(200).json();
    assert_eq!((&changed["village"], &changed["closedOn"]), (&json!(null), &json!("2026-10-01")));
    ward.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let found = ward.get("/households?q=vi+van+thu").await.expect(200).json();
    assert_eq!(column(&found["items"], "code"), ["HO-9"]);
    app.as_user("unit-p-dk").await.get(&path).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn classes_of_positions_are_dated_rows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let class =
        json!({"code": "STUDENT", "name": "Học sinh", "rank": 6, "basis": "Mẫu", "startsOn": "2026-01-01"});
    let mut whole = class.clone();
    whole["targetShare"] = json!("0");
    let refused = admin.post("/reporting-classes", whole).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/targetShare fraction_out_of_bounds"]);
    let created = admin.post("/reporting-classes", class.clone()).await.expect(201);
    admin
        .post("/reporting-classes", class.clone())
        .await
        .expect_problem(409, "reporting_class_already_there");
    let path = format!("/reporting-classes/{}", created.text("/id"));
    let ended = admin.patch(&path, 1, json!({"endsBefore": "2027-01-01"})).await.expect(200).json();
    assert_eq!(ended["endsBefore"], "2027-01-01");
    let early = admin.patch(&path, 2, json!({"endsBefore": "2025-01-01"})).await;
    assert_eq!(early.expect_problem(400, "invalid_request").faults(), ["/endsBefore ends_before_start"]);
    admin.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let workers = format!("/reporting-classes/{}", sample_id(0x3005));
    let used = admin.patch(&workers, 1, json!({"startsOn": "2026-06-01"})).await;
    used.expect_problem(409, "reporting_class_in_use");
    let office = app.as_user("office").await;
    let today = office.get("/reporting-classes?asOf=2020-01-01").await.expect(200).json();
    assert_eq!(today["items"].as_array().unwrap().len(), 5);
    office.post("/reporting-classes", class).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn people_come_in_by_a_table_and_faults_stand_beside_their_rows() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let table = |rows: &str| {
        let header = "Mã cán bộ;Họ và tên;Giới tính;Năm sinh;Dân tộc thiểu số;Mã đơn vị;Chức vụ;Nhóm chức danh;Ngày bắt đầu\n";
        format!("{header}{rows}").into_bytes()
    };
    // The same name once composed and once decomposed is one name.
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("Lý Thị Bảng").collect();
    let faulty = format!(
        "NS-1;Lý Thị Bảng;Nữ;1988;Có;SNV-VP;Chuyên viên;DIRECT_WORKER;01/02/2024\n\
         NS-2;{decomposed};Nữ;1988;Có;SNV-VP;Chuyên viên;DIRECT_WORKER;01/02/2024\n\
         NS-1;Ma Văn Hai;Nam;1980;;SNV-VP;Chuyên viên;DIRECT_WORKER;01/02/2024\n\
         CB001;Ma Văn Ba;Nam;1980;;SNV-VP;Chuyên viên;DIRECT_WORKER;01/02/2024\n\
         NS-5;Ma Văn Bốn;Khác;18;;SNV-VP;Chuyên viên;DIRECT_WORKER;31/02/2024\n\
         NS-6;Ma Văn Năm;Nam;;;SNV-TTS;Chuyên viên;NOBODY;01/02/2024\n\
         012345678901;Ma Văn Sáu;Nam;;;KHONG-CO;Chuyên viên;DIRECT_WORKER;01/02/2024\n\
         NS-8;Ma Văn Bảy;Nam;;;PNV-BS;Chuyên viên;DIRECT_WORKER;01/02/1990\n"
    );
    let path = imports::read_kind(&app, &officer, "PEOPLE", table(&faulty)).await;
    assert_eq!(
        imports::faults(&officer, &path).await,
        [
            "/3/name person_already_there",
            "/4/staffCode duplicate_row",
            "/5/staffCode staff_code_taken",
            "/6/sex unknown_value",
            "/6/birthYear out_of_range",
            "/6/startsOn wrong_format",
            "/7/unitCode forbidden",
            "/7/reportingClass unknown_reporting_class",
            "/8/unitCode unknown_unit",
            "/8/staffCode staff_code_is_identity_number",
            "/9/unitCode forbidden",
            "/9/startsOn before_unit_opens",
            "/9/reportingClass unknown_reporting_class",
        ]
    );
    let good = "NS-1;Lý Thị Bảng;Nữ;1988;Có;SNV-VP;Chuyên viên;DIRECT_WORKER;01/02/2024\n\
                NS-2;Lý Văn Bảng;Nam;1985;Không;SNV-VP;Phó Trưởng phòng;OTHER_LEADER;01/02/2024\n";
    let path = imports::read_kind(&app, &officer, "PEOPLE", table(good)).await;
    officer.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(imports::summary(&officer, &path).await, "COMMITTED 2 0 2");
    let found = officer.get("/people?staffCode=NS-1&purpose=KEEPING").await.expect(200).json();
    assert_eq!(found["items"][0]["isEthnicMinority"], true);
    // Who keeps no people brings none in.
    let refused = imports::send_kind(&app.admin().await, "PEOPLE", table(good)).await;
    refused.expect_problem(403, "forbidden");
}

/// A person of a unit, by the standing office: its path and id.
async fn person_of(office: &Actor<'_>, name: &str, code: &str, unit: &str) -> (String, String) {
    let mut new = new_person(name);
    new["staffCode"] = json!(code);
    new["membership"]["unitId"] = json!(unit);
    let id = office.post("/people", new).await.expect(201).text("/id");
    (format!("/people/{id}"), id)
}

fn rating(id: &str) -> Value {
    json!({"subject": {"type": "PERSON", "id": id}, "source": "Sổ theo dõi (mẫu)", "details": {"kind": "TASK_RATING",
        "year": 2015, "level": "GOOD", "score": "84.5", "decree": "Nghị định 90/2020/NĐ-CP"}})
}

#[actix_web::test]
async fn what_is_known_of_a_merged_person_goes_with_the_other() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (own, own_id) = person_of(&office, "Ma Thị Một", "MOI-1", units::OFFICE).await;
    let (other, other_id) = person_of(&office, "Ma Thị Hai", "MOI-2", units::INSPECTORATE).await;
    let fact = format!("/facts/{}", office.post("/facts", rating(&other_id)).await.expect(201).text("/id"));
    let doubled = office.post("/facts", rating(&own_id)).await.expect(201).text("/id");
    let restriction = json!({"kind": "RESTRICTION", "wish": "Không dùng năm sinh"});
    let request = office.post(&format!("{other}/data-requests"), restriction).await.expect(201).text("/id");
    office.step(&format!("/data-requests/{request}"), "GRANT").await.expect(200);
    // One year has one rating: which one holds, somebody has to say.
    let merge = json!({"duplicateId": other_id, "reason": "Nhập hai lần"});
    let refused = office.post(&format!("{own}/merges"), merge.clone()).await;
    assert_eq!(refused.expect_problem(409, "merged_twice_over").text("/existingId"), doubled);
    office.patch(&format!("/facts/{doubled}"), 1, json!({"voidReason": "Ghi trùng"})).await.expect(200);
    office.post(&format!("{own}/merges"), merge).await.expect(200);
    let again = office.post("/facts", rating(&own_id)).await.expect_problem(409, "task_rating_already_there");
    assert_eq!(format!("/facts/{}", again.text("/existingId")), fact);
    // It is in the reach of where the person is, and of nobody else; restricted stays restricted.
    let (officer, stranger) = (app.as_user("unit-snv-vp").await, app.as_user("unit-snv-tts").await);
    let facts = officer.get(&format!("/facts?subjectId={own_id}")).await.expect(200).json();
    assert_eq!(facts["items"].as_array().unwrap().len(), 1);
    officer.get(&fact).await.expect(200);
    for path in [&fact, &other, &own] {
        stranger.get(path).await.expect_problem(404, "not_found");
    }
    let read = office.get(&format!("{own}?purpose=APPRAISAL")).await.expect(200).json();
    assert_eq!(read["redacted"], json!(["/birthYear", "/sex", "/isEthnicMinority"]));
    office.post("/facts", rating(&other_id)).await.expect_problem(409, "person_is_merged");
}

#[actix_web::test]
async fn a_person_is_placed_where_the_caller_keeps_people_and_when_they_are_there() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let created = officer.post("/people", new_person("Ma Thị Thử")).await.expect(201);
    let path = format!("/people/{}/memberships", created.text("/id"));
    let place = |unit: &str, starts_on: &str| json!({"unitId": unit, "position": "Chuyên viên", "reportingClass": "DIRECT_WORKER", "startsOn": starts_on});
    officer.post(&path, place(units::INSPECTORATE, "2025-01-01")).await.expect_problem(403, "forbidden");
    let early = officer.post(&path, place(units::OFFICE, "2035-01-01")).await;
    assert_eq!(early.expect_problem(400, "invalid_request").faults(), ["/startsOn day_in_the_future"]);
}

#[actix_web::test]
async fn of_two_who_enter_the_same_person_at_once_one_is_told() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut new = new_person("Ma Thị Thử");
    new.as_object_mut().unwrap().remove("staffCode");
    let (one, other) = join(office.post("/people", new.clone()), office.post("/people", new.clone())).await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    // Years of birth are told to who keeps people only.
    let found = app.auditor().await.get(&format!("{}/possible-duplicates", first())).await.expect(200).json();
    assert_eq!(found["items"][0]["likeness"], json!(["SAME_NAME", "SAME_UNIT"]));
    new["isAnotherPerson"] = json!(true);
    new["externalIds"] = json!([{"system": "ioffice", "value": "a"}, {"system": "ioffice", "value": "b"}]);
    let twice = office.post("/people", new).await.expect_problem(400, "invalid_request");
    assert_eq!(twice.faults(), ["/externalIds/1/system named_twice"]);
}
