//! Initiatives: authors with shares, uses, levels with who recognised them, and who reaches them.

use futures_util::future::join;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::imports;
use crate::support::{NOTHING, TestApp, sample_id, units};

fn author(number: u128, share: &str) -> Value {
    json!({"personId": sample_id(0x35_0001 + number), "share": share})
}

/// An initiative of a person of the Office and one of the Inspectorate.
fn initiative(code: &str) -> Value {
    json!({"code": code, "title": "Số hóa hồ sơ tiếp nhận (mẫu)", "kind": "INITIATIVE", "level": "BASE", "year": 2015,
        "authors": [author(0, "60"), author(3, "40")], "source": "Biên bản họp Hội đồng sáng kiến (mẫu)"})
}

#[actix_web::test]
async fn an_initiative_is_written_confirmed_corrected_and_voided() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let written = officer.post("/initiatives", initiative("SK-X-1")).await.expect(201);
    let (id, path) = (written.text("/id"), format!("/initiatives/{}", written.text("/id")));
    assert_eq!(written.json()["authors"][0]["person"]["code"], "CB001");
    assert_eq!((&written.json()["authors"][1]["share"], &written.json()["uses"]), (&json!("40"), &json!([])));
    let item = json!({"items": [{"type": "INITIATIVE", "id": id, "version": 1}]});
    let confirmed = office.post("/fact-confirmations", item).await.expect(200).json();
    assert_eq!(confirmed["results"][0]["isConfirmed"], true);
    // Authors are replaced as a whole; an author who used it stays one.
    let used = json!({"uses": [{"personId": sample_id(0x35_0001), "awardCode": "CSTD_CO_SO", "achievementYear": 2015}]});
    let corrected = officer.patch(&path, 2, used).await.expect(200).json();
    assert_eq!(
        (&corrected["isConfirmed"], &corrected["uses"][0]["awardCode"]),
        (&json!(false), &json!("CSTD_CO_SO"))
    );
    let others = json!({"authors": [author(1, "100")]});
    let refused = office.patch(&path, 3, others.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/uses/0/personId use_of_no_author"]);
    let both = json!({"authors": others["authors"], "uses": []});
    // The author of another unit is no matter of this one.
    officer.patch(&path, 3, both.clone()).await.expect_problem(403, "forbidden");
    let foreign = json!({"uses": [{"personId": sample_id(0x35_0004), "awardCode": "CSTD_CO_SO", "achievementYear": 2015}]});
    officer.patch(&path, 3, foreign).await.expect_problem(403, "forbidden");
    let replaced = office.patch(&path, 3, both).await.expect(200).json();
    assert_eq!(replaced["authors"].as_array().unwrap().len(), 1);
    officer.patch(&path, 4, json!({"voidReason": "X"})).await.expect_problem(403, "forbidden");
    office.patch(&path, 4, json!({"voidReason": "Ghi trùng"})).await.expect(200);
    let found = office.get("/initiatives?year=2015&isVoided=true").await.expect(200).json();
    assert_eq!(column(&found["items"], "code"), ["SK-X-1"]);
    officer.patch(&path, 5, json!({})).await.expect_problem(400, "nothing_to_change");
}

#[actix_web::test]
async fn what_is_wrong_with_an_initiative_is_told_at_its_place() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let told = async |changes: Value| {
        let mut body = initiative("SK-X-1");
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        officer.post("/initiatives", body).await.expect_problem(400, "invalid_request").faults()
    };
    for (changes, expected) in [
        (
            json!({"level": "NATIONAL", "year": 2027, "decidedOn": "2026-11-24"}),
            vec![
                "/decidedOn day_in_the_future",
                "/recognisedBy recogniser_missing",
                "/year year_in_the_future",
            ],
        ),
        (json!({"authors": [author(0, "60"), author(3, "40.01")]}), vec!["/authors shares_exceed_whole"]),
        (
            json!({"authors": [author(0, "0"), author(0, "5")]}),
            vec!["/authors/0/share share_out_of_bounds", "/authors/1/personId named_twice"],
        ),
        (json!({"authors": []}), vec!["/authors wrong_count"]),
        (
            json!({"authors": [author(0, "5"), {"personId": NOTHING, "share": "5"}]}),
            vec!["/authors/1/personId unknown_person"],
        ),
        (
            json!({"uses": [{"personId": sample_id(0x35_0001), "awardCode": "KHONG_CO", "achievementYear": 2015}]}),
            vec!["/uses/0/awardCode unknown_award_type"],
        ),
        (json!({"documentId": NOTHING}), vec!["/documentId unknown_document"]),
    ] {
        assert_eq!(told(changes.clone()).await, expected, "{changes}");
    }
    let first = officer.post("/initiatives", initiative("SK-X-1")).await.expect(201);
    let second =
        officer.post("/initiatives", initiative("SK-X-1")).await.expect_problem(409, "initiative_code_taken");
    assert_eq!(second.text("/existingId"), first.text("/id"));
    let merged = sample_id(0x35_0004);
    app.sql(&format!("UPDATE people SET merged_into_id = '{}' WHERE id = '{merged}'", sample_id(0x35_0001)))
        .await;
    officer.post("/initiatives", initiative("SK-X-2")).await.expect_problem(409, "person_is_merged");
}

#[actix_web::test]
async fn the_database_itself_keeps_shares_below_the_whole() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let id = officer.post("/initiatives", initiative("SK-X-1")).await.expect(201).text("/id");
    let sql = format!("INSERT INTO initiative_authors VALUES ('{id}', '{}', 0.01)", sample_id(0x35_0002));
    let mut connection = app.plan.connector.connect().await.unwrap();
    let refused =
        diesel_async::RunQueryDsl::execute(diesel::sql_query(sql), &mut connection).await.unwrap_err();
    assert!(refused.to_string().contains("100 percent"), "{refused}");
    // Two who take one code at once: one is told who has it.
    let (one, other) = join(
        officer.post("/initiatives", initiative("SK-X-9")),
        officer.post("/initiatives", initiative("SK-X-9")),
    )
    .await;
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[actix_web::test]
async fn an_initiative_is_in_reach_of_each_authors_unit() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let path = format!(
        "/initiatives/{}",
        officer.post("/initiatives", initiative("SK-X-1")).await.expect(201).text("/id")
    );
    let inspector = app.as_user("unit-snv-tts").await;
    inspector.get(&path).await.expect(200);
    let found =
        inspector.get("/initiatives?q=so+hoa+sk-x-1&level=BASE&kind=INITIATIVE").await.expect(200).json();
    assert_eq!(column(&found["items"], "code"), ["SK-X-1"]);
    let of = |number: u128| format!("/initiatives?year=2015&personId={}", sample_id(0x35_0001 + number));
    assert_eq!(inspector.get(&of(3)).await.expect(200).json()["items"].as_array().unwrap().len(), 1);
    let stranger = app.as_user("unit-snv-btg").await;
    stranger.get(&path).await.expect_problem(404, "not_found");
    stranger.patch(&path, 1, json!({"year": 2014})).await.expect_problem(404, "not_found");
    assert_eq!(stranger.get("/initiatives?year=2015").await.expect(200).json()["items"], json!([]));
    stranger.post("/initiatives", initiative("SK-X-2")).await.expect_problem(403, "forbidden");
    let office = app.as_user("office").await;
    let unit = format!("/initiatives?year=2015&unitId={}&isConfirmed=false", units::INSPECTORATE);
    assert_eq!(office.get(&unit).await.expect(200).json()["items"].as_array().unwrap().len(), 1);
    let council = app.as_user("council-1").await;
    council.patch(&path, 1, json!({"year": 2014})).await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn initiatives_come_in_by_table() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    office.post("/initiatives", initiative("SK-X-1")).await.expect(201);
    let header = "Mã sáng kiến,Tên sáng kiến,Loại,Cấp,Người công nhận,Số quyết định,Ngày quyết định,Áp dụng từ ngày,Năm,Tác giả,Nguồn\n";
    let rows = "SK-T-1,Một,Sáng kiến,Cơ sở,,,,,2015,\"CB001: 60; CB004: 40\",A\n\
        SK-T-2,Hai,Đề tài khoa học,Tỉnh,Chủ tịch,12/QĐ,31/01/2015,01/01/2015,2015,CB001,A\n\
        SK-X-1,Ba,Sáng kiến,Cơ sở,,,,,2015,CB001,A\n\
        SK-T-4,Bốn,Sáng kiến,Tỉnh,,,,,2015,CB001: 101,A\n\
        SK-T-5,Năm,Sáng kiến,Cơ sở,,,30/02/2015,,2015,CB001,A\n\
        SK-T-6,Sáu,Sáng kiến,Cơ sở,,,,,2015,KHONGCO,A\n\
        SK-T-1,Bảy,Sáng kiến,Cơ sở,,,,,2015,CB001,A\n";
    let path = imports::read_kind(&app, &office, "INITIATIVES", format!("{header}{rows}").into_bytes()).await;
    assert_eq!(
        imports::faults(&office, &path).await,
        [
            "/4/code initiative_code_taken",
            "/5/recognisedBy recogniser_missing",
            "/5/authors share_out_of_bounds",
            "/6/decidedOn wrong_format",
            "/7/authors unknown_person",
            "/8/code duplicate_row",
        ]
    );
    let good = rows.lines().take(2).collect::<Vec<_>>().join("\n");
    let path =
        imports::read_kind(&app, &office, "INITIATIVES", format!("{header}{good}\n").into_bytes()).await;
    office.step(&path, "COMMIT").await.expect(200);
    app.work().await;
    assert_eq!(imports::summary(&office, &path).await, "COMMITTED 2 0 2");
    let found = office.get("/initiatives?q=SK-T-1").await.expect(200).json();
    assert_eq!(found["items"][0]["authors"].as_array().unwrap().len(), 2);
    let stranger = app.as_user("unit-snv-btg").await;
    let row = "SK-T-9,Chín,Sáng kiến,Cơ sở,,,,,2015,CB001,A\n";
    let path =
        imports::read_kind(&app, &stranger, "INITIATIVES", format!("{header}{row}").into_bytes()).await;
    assert_eq!(imports::faults(&stranger, &path).await, ["/2/authors unknown_person"]);
}
