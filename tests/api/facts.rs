//! Facts of people, units and households: who writes, sees and confirms them, and what is refused.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::imports;
use crate::support::{NOTHING, TestApp, sample_id, units};

/// A person of the Office (0), another one there (1), one of the Inspectorate (3).
pub fn person(number: u128) -> Value {
    json!({"type": "PERSON", "id": sample_id(0x35_0001 + number)})
}

fn unit(id: &str) -> Value {
    json!({"type": "UNIT", "id": id})
}

fn household() -> Value {
    json!({"type": "HOUSEHOLD", "id": sample_id(0x3301)})
}

fn fact(subject: Value, details: Value) -> Value {
    json!({"subject": subject, "details": details, "source": "Quyết định số 15/QĐ-SNV (mẫu)"})
}

/// A rating of a year so long ago that the sample has none.
fn rating(subject: Value, year: i32) -> Value {
    let details = json!({"kind": "TASK_RATING", "year": year, "level": "GOOD", "score": "84.5", "decree": "Nghị định 90/2020/NĐ-CP"});
    fact(subject, details)
}

fn discipline(subject: Value) -> Value {
    let details = json!({"kind": "HOLD", "holdKind": "DISCIPLINE", "startsOn": "2016-03-01", "endsOn": "2017-02-28",
        "outcome": "DISCIPLINED", "reference": "Quyết định kỷ luật ông Nguyễn Văn Thử (mẫu)"});
    fact(subject, details)
}

fn confirm(items: &[(&str, &str, i32)]) -> Value {
    let item = |(kind, id, version): &(&str, &str, i32)| json!({"type": kind, "id": id, "version": version});
    json!({"items": items.iter().map(item).collect::<Vec<_>>()})
}

#[actix_web::test]
async fn a_fact_is_written_by_one_confirmed_by_another_and_corrected() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let written = officer.post("/facts", discipline(person(0))).await.expect(201);
    let (id, path) = (written.text("/id"), format!("/facts/{}", written.text("/id")));
    assert_eq!(written.json()["subject"]["code"], "CB001");
    assert_eq!(written.json()["details"]["endsOn"], "2017-02-28");
    assert_eq!(
        (&written.json()["isConfirmed"], &written.json()["confirmedAt"]),
        (&json!(false), &json!(null))
    );
    // Who has no such role does not confirm, nor does who wrote it.
    let item = confirm(&[("FACT", &id, 1)]);
    officer.post("/fact-confirmations", item.clone()).await.expect_problem(403, "forbidden");
    let confirmed = office.post("/fact-confirmations", item.clone()).await.expect(200).json();
    assert_eq!((&confirmed["confirmedCount"], &confirmed["results"][0]["version"]), (&json!(1), &json!(2)));
    let again = office.post("/fact-confirmations", confirm(&[("FACT", &id, 2)])).await.expect(200).json();
    assert_eq!(again["results"][0]["version"], 2);
    let stale = office.post("/fact-confirmations", item).await.expect(200).json();
    assert_eq!(stale["results"][0]["refusal"]["code"], "stale_version");
    // A correction takes the confirmation away, and who made it does not give it again.
    office.patch(&path, 1, json!({"source": "Khác"})).await.expect_problem(412, "stale_version");
    let corrected = office.patch(&path, 2, json!({"source": "Khác"})).await.expect(200).json();
    assert_eq!((&corrected["isConfirmed"], &corrected["version"]), (&json!(false), &json!(3)));
    let own = office.post("/fact-confirmations", confirm(&[("FACT", &id, 3)])).await.expect(200).json();
    assert_eq!(own["results"][0]["refusal"]["code"], "written_by_yourself");
    // The trail says what changed, and names nobody.
    app.run_sequencer().await;
    let trail = app.auditor().await.get(&format!("/audit-records?subjectId={id}")).await.expect(200).raw();
    assert!(
        trail.contains("FACT_CONFIRMED") && trail.contains("FACT_CHANGED") && trail.contains("DISCIPLINE")
    );
    assert!(!trail.contains("Nguyễn Văn Thử"), "{trail}");
}

#[actix_web::test]
async fn the_database_itself_lets_nobody_confirm_what_they_wrote() {
    let app = TestApp::start().await;
    let written = app.as_user("office").await.post("/facts", discipline(person(0))).await.expect(201);
    let sql = format!(
        "UPDATE facts SET confirmed_by = written_by, confirmed_at = now() WHERE id = '{}'",
        written.text("/id")
    );
    let mut connection = app.plan.connector.connect().await.unwrap();
    let refused =
        diesel_async::RunQueryDsl::execute(diesel::sql_query(sql), &mut connection).await.unwrap_err();
    assert!(refused.to_string().contains("written_by_yourself"), "{refused}");
}

#[actix_web::test]
async fn each_kind_is_refused_where_it_is_wrong() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let told =
        async |body: Value| office.post("/facts", body).await.expect_problem(400, "invalid_request").faults();
    let rated = |year: i32, score: &str| {
        fact(
            person(0),
            json!({"kind": "TASK_RATING", "year": year, "level": "GOOD", "score": score, "decree": "X"}),
        )
    };
    assert_eq!(
        told(rated(2027, "101")).await,
        ["/details/score score_out_of_bounds", "/details/year year_in_the_future"]
    );
    let of_household = rating(household(), 2015);
    // Nobody of the department keeps households of the wards.
    assert_eq!(told(of_household.clone()).await, ["/subject/id unknown_subject"]);
    let ward = app.as_user("unit-p-tt").await;
    let own = ward.post("/facts", of_household).await;
    assert_eq!(
        own.expect_problem(400, "invalid_request").faults(),
        ["/details/kind fact_not_of_this_subject"]
    );
    let held = |starts_on: &str, ends_on: Value, outcome: Value| {
        fact(
            person(0),
            json!({"kind": "HOLD", "holdKind": "COMPLAINT", "startsOn": starts_on, "endsOn": ends_on,
            "outcome": outcome, "reference": "X"}),
        )
    };
    assert_eq!(
        told(held("2026-11-24", json!(null), json!("NO_FAULT"))).await,
        ["/details/outcome outcome_of_running_hold", "/details/startsOn day_in_the_future"]
    );
    assert_eq!(
        told(held("2026-01-02", json!("2026-01-01"), json!(null))).await,
        ["/details/endsOn ends_before_start"]
    );
    let figures = |subject, women| {
        fact(subject, json!({"kind": "UNIT_FIGURES", "year": 2015, "members": 10, "women": women}))
    };
    assert_eq!(told(figures(unit(units::OFFICE), 11)).await, ["/details/women women_exceed_members"]);
    assert_eq!(told(figures(person(0), 1)).await, ["/details/kind fact_not_of_this_subject"]);
    // The kind that is named says what is missing.
    let bare = fact(person(0), json!({"kind": "STATEMENT", "code": "X", "year": 2025}));
    assert_eq!(told(bare).await, ["/details/text required"]);
    let mut cited = rating(person(0), 2015);
    cited["documentId"] = json!(NOTHING);
    assert_eq!(told(cited).await, ["/documentId unknown_document"]);
    assert_eq!(told(rating(unit(NOTHING), 2015)).await, ["/subject/id unknown_subject"]);
}

#[actix_web::test]
async fn a_subject_has_one_rating_of_a_year_also_when_two_come_at_once() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let replies = join_all((0..4).map(|_| office.post("/facts", rating(person(0), 2015)))).await;
    let created: Vec<_> = replies.iter().filter(|reply| reply.status == 201).collect();
    assert_eq!(created.len(), 1);
    for reply in replies.iter().filter(|reply| reply.status != 201) {
        assert_eq!((reply.status, reply.text("/code")), (409, "task_rating_already_there".to_owned()));
        assert_eq!(reply.text("/existingId"), created[0].text("/id"));
    }
    let figures =
        fact(unit(units::OFFICE), json!({"kind": "UNIT_FIGURES", "year": 2015, "members": 10, "women": 7}));
    office.post("/facts", figures.clone()).await.expect(201);
    office.post("/facts", figures).await.expect_problem(409, "unit_figures_already_there");
    // Of another year it can be corrected, but not into one that is there.
    let other = office.post("/facts", rating(person(0), 2014)).await.expect(201).text("/id");
    let into = json!({"details": rating(person(0), 2015)["details"]});
    let path = format!("/facts/{other}");
    office.patch(&path, 1, into.clone()).await.expect_problem(409, "task_rating_already_there");
    // What was voided is in nobody's way.
    office
        .patch(&format!("/facts/{}", created[0].text("/id")), 1, json!({"voidReason": "Ghi nhầm người"}))
        .await
        .expect(200);
    office.patch(&path, 1, into).await.expect(200);
}

#[actix_web::test]
async fn who_merged_into_somebody_shares_the_years() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    office.post("/facts", rating(person(2), 2015)).await.expect(201);
    let (survivor, merged) = (sample_id(0x35_0001), sample_id(0x35_0003));
    app.sql(&format!("UPDATE people SET merged_into_id = '{survivor}' WHERE id = '{merged}'")).await;
    office.post("/facts", rating(person(0), 2015)).await.expect_problem(409, "task_rating_already_there");
    let late = office.post("/facts", rating(person(2), 2014)).await.expect_problem(409, "person_is_merged");
    assert_eq!(late.text("/existingId"), survivor);
    let found = office.get(&format!("/facts?subjectId={survivor}&year=2015")).await.expect(200).json();
    assert_eq!(found["items"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn nobody_sees_facts_of_other_units() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let path =
        format!("/facts/{}", officer.post("/facts", rating(person(0), 2015)).await.expect(201).text("/id"));
    officer.get(&path).await.expect(200);
    let (stranger, patch) = (app.as_user("unit-snv-tts").await, json!({"source": "X"}));
    stranger.get(&path).await.expect_problem(404, "not_found");
    stranger.patch(&path, 1, patch.clone()).await.expect_problem(404, "not_found");
    let refused =
        stranger.post("/facts", rating(person(0), 2014)).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/subject/id unknown_subject"]);
    for query in
        ["year=2015", &format!("subjectId={}", sample_id(0x35_0001)), &format!("unitId={}", units::OFFICE)]
    {
        let found = stranger.get(&format!("/facts?{query}")).await.expect(200).json();
        assert_eq!(found["items"], json!([]), "{query}");
    }
    // The council reads and writes nothing; officers void nothing.
    let council = app.as_user("council-1").await;
    council.get(&path).await.expect(200);
    council.patch(&path, 1, patch).await.expect_problem(403, "forbidden");
    officer.patch(&path, 1, json!({"voidReason": "X"})).await.expect_problem(403, "forbidden");
    officer.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    app.admin().await.get("/facts").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn what_is_confirmed_is_judged_one_by_one() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let id = async |body: Value| officer.post("/facts", body).await.expect(201).text("/id");
    let (good, voided) = (id(rating(person(0), 2015)).await, id(rating(person(0), 2014)).await);
    let ward = app.as_user("unit-p-tt").await;
    let foreign = ward.post(
        "/facts",
        fact(household(), json!({"kind": "STATEMENT", "code": "X", "year": 2015, "text": "Có"})),
    );
    let foreign = foreign.await.expect(201).text("/id");
    office.patch(&format!("/facts/{voided}"), 1, json!({"voidReason": "Ghi nhầm"})).await.expect(200);
    let items = [
        ("FACT", good.as_str(), 1),
        ("FACT", &good, 1),
        ("FACT", &voided, 2),
        ("FACT", &foreign, 1),
        ("AWARD", NOTHING, 1),
    ];
    let answer = office.post("/fact-confirmations", confirm(&items)).await.expect(200).json();
    let codes: Vec<_> =
        answer["results"].as_array().unwrap().iter().map(|row| &row["refusal"]["code"]).collect();
    assert_eq!(
        codes,
        [
            &json!(null),
            &json!("named_twice"),
            &json!("thing_is_voided"),
            &json!("not_found"),
            &json!("not_found")
        ]
    );
    assert_eq!((&answer["confirmedCount"], &answer["refusedCount"]), (&json!(1), &json!(4)));
    let none =
        office.post("/fact-confirmations", json!({"items": []})).await.expect_problem(400, "invalid_request");
    assert_eq!(none.faults(), ["/items wrong_count"]);
}

#[actix_web::test]
async fn facts_are_listed_by_what_they_are_about() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for body in [rating(person(0), 2015), discipline(person(1)), rating(unit(units::OFFICE), 2015)] {
        office.post("/facts", body).await.expect(201);
    }
    let count = async |query: &str| {
        let found = office.get(&format!("/facts?{query}&limit=200")).await.expect(200).json();
        found["items"].as_array().unwrap().len()
    };
    assert_eq!(count("year=2015&kind=TASK_RATING").await, 2);
    assert_eq!(count("year=2015&subjectType=UNIT").await, 1);
    // A hold is of every year that has one of its days.
    assert_eq!((count("year=2016").await, count("year=2017&kind=HOLD").await), (1, 1));
    assert_eq!(count(&format!("year=2015&unitId={}", units::OFFICE)).await, 2);
    assert_eq!(count(&format!("year=2015&unitId={}", units::INSPECTORATE)).await, 0);
    assert_eq!(
        (count("year=2015&isConfirmed=true").await, count("year=2015&isConfirmed=false").await),
        (0, 2)
    );
    assert_eq!(count("year=2015&isVoided=true").await, 0);
    let path = office.get("/facts?year=2015&subjectType=UNIT").await.expect(200).text("/items/0/id");
    let other = json!({"details": discipline(person(0))["details"]});
    let kind = office.patch(&format!("/facts/{path}"), 1, other).await.expect_problem(400, "invalid_request");
    assert_eq!(kind.faults(), ["/details/kind kind_is_fixed"]);
}

const RATINGS: &str = "Mã cán bộ,Mã đơn vị,Tên,Năm,Mức xếp loại,Điểm,Căn cứ xếp loại,Nguồn\n";

#[actix_web::test]
async fn ratings_come_in_by_table() {
    let app = TestApp::start().await;
    app.advance(TimeDelta::seconds(1));
    let office = app.as_user("office").await;
    office.post("/facts", rating(person(1), 2015)).await.expect(201);
    // A name whose letters are put together from parts is the same name.
    let parts = "Nguye\u{302}\u{303}n Thi\u{323} Ma\u{302}\u{303}u";
    let rows = format!(
        "CB001,,{parts},2015,Hoàn thành xuất sắc nhiệm vụ,\"95,25\",NĐ 90,QĐ 1\n\
         ,SNV-VP,,2015,Tốt,,NĐ 90,QĐ 1\n\
         CB001,,,2015,Tốt,80,NĐ 90,QĐ 1\n\
         CB002,,,2015,Tốt,80,NĐ 90,QĐ 1\n\
         CB001,,Ai khác,2014,Tốt,80,NĐ 90,QĐ 1\n\
         KHONGCO,,,2014,Tốt,80,NĐ 90,QĐ 1\n\
         ,PNV-XYZ,,2014,Tốt,80,NĐ 90,QĐ 1\n\
         ,,,2014,Tốt,80,NĐ 90,QĐ 1\n\
         CB001,,,2013,Rất tốt,101,NĐ 90,QĐ 1\n\
         CB001,,,2012,Tốt,101,NĐ 90,QĐ 1\n"
    );
    let path =
        imports::read_kind(&app, &office, "TASK_RATINGS", format!("{RATINGS}{rows}").into_bytes()).await;
    assert_eq!(imports::summary(&office, &path).await, "FAULTY 10 8 0");
    assert_eq!(
        imports::faults(&office, &path).await,
        [
            "/4/staffCode duplicate_row",
            "/5/year task_rating_already_there",
            "/6/name name_differs",
            "/7/staffCode unknown_person",
            "/8/unitCode unknown_unit",
            "/9/staffCode one_subject_needed",
            "/10/level unknown_value",
            "/11/score score_out_of_bounds",
        ]
    );
    let good = rows.lines().take(2).collect::<Vec<_>>().join("\n");
    let path =
        imports::read_kind(&app, &office, "TASK_RATINGS", format!("{RATINGS}{good}\n").into_bytes()).await;
    assert_eq!(imports::summary(&office, &path).await, "READY 2 0 0");
    office.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(imports::summary(&office, &path).await, "COMMITTED 2 0 2");
    let found = office.get("/facts?year=2015&kind=TASK_RATING&limit=10").await.expect(200).json();
    assert_eq!(column(&found["items"], "isConfirmed").len(), 3);
    let foreign = app.as_user("unit-snv-tts").await;
    let path = imports::read_kind(
        &app,
        &foreign,
        "TASK_RATINGS",
        format!("{RATINGS}CB001,,,2011,Tốt,,A,B\n").into_bytes(),
    )
    .await;
    assert_eq!(imports::faults(&foreign, &path).await, ["/2/staffCode unknown_person"]);
}
