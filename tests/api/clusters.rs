//! Clusters and blocs: their years with members, officers and who was acclaimed.

use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::support::{Actor, NOTHING, Reply, TestApp, units};

fn cluster(code: &str) -> Value {
    json!({"code": code, "name": "Khối thi đua số 1 (mẫu)", "kind": "BLOC", "organisedBy": "PROVINCE",
        "unitId": units::DEPARTMENT})
}

fn year(leader: &str) -> Value {
    json!({"members": [{"unitId": units::OFFICE, "rank": 1, "result": "98 điểm"}, {"unitId": units::INSPECTORATE, "rank": 2},
        {"name": "Sở bạn (mẫu)"}], "headUnitId": units::OFFICE, "leaderUnitId": leader, "votes": "2/3 phiếu",
        "source": "Biên bản bình xét (mẫu)"})
}

async fn put(actor: &Actor<'_>, path: &str, body: &Value) -> Reply {
    actor.call(Method::PUT, path).json(body).send().await
}

#[actix_web::test]
async fn a_cluster_is_kept_year_by_year_and_read_by_everybody() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let created = office.post("/clusters", cluster("KHOI-X")).await.expect(201);
    let path = format!("/clusters/{}", created.text("/id"));
    assert_eq!((&created.json()["isOutside"], &created.json()["years"]), (&json!(false), &json!([])));
    let years = format!("{path}/years/2025");
    let written = put(&office, &years, &year(units::INSPECTORATE)).await.expect(200).json();
    assert_eq!(written["years"][0]["leaderUnit"]["code"], "SNV-TTS");
    assert_eq!(written["years"][0]["members"][2]["name"], "Sở bạn (mẫu)");
    assert_eq!(written["version"], 2);
    // The same twice is one effect; another leader is another one.
    assert_eq!(put(&office, &years, &year(units::INSPECTORATE)).await.expect(200).json()["version"], 2);
    assert_eq!(put(&office, &years, &year(units::OFFICE)).await.expect(200).json()["version"], 3);
    // Whoever did not write it last has to have seen it.
    let second = app.as_user("office-2").await;
    put(&second, &years, &year(units::INSPECTORATE)).await.expect_problem(409, "written_by_another");
    let stale =
        second.call(Method::PUT, &years).header("If-Match", "\"v2\"").json(&year(units::INSPECTORATE));
    stale.send().await.expect_problem(412, "stale_version");
    put(&office, &format!("{path}/years/2024"), &year(units::OFFICE)).await.expect(200);
    let read = app.as_user("unit-p-tt").await.get(&path).await.expect(200).json();
    assert_eq!(read["years"].as_array().unwrap().len(), 2);
    assert_eq!(read["years"][0]["leaderUnit"]["code"], "SNV-VP");
    let changed = office
        .patch(&path, 4, json!({"isOutside": true, "organisedBy": "CENTRAL_COUNCIL"}))
        .await
        .expect(200);
    assert_eq!(changed.json()["isOutside"], true);
    let query = format!(
        "/clusters?kind=BLOC&organisedBy=CENTRAL_COUNCIL&isOutside=true&memberUnitId={}",
        units::OFFICE
    );
    assert_eq!(column(&office.get(&query).await.expect(200).json()["items"], "code"), ["KHOI-X"]);
    app.run_sequencer().await;
    let trail =
        app.auditor().await.get("/audit-records?action=CLUSTER_YEAR_WRITTEN").await.expect(200).json();
    assert_eq!(trail["items"].as_array().unwrap().len(), 3);
}

#[actix_web::test]
async fn what_is_wrong_with_a_year_is_told_at_its_place() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path =
        format!("/clusters/{}", office.post("/clusters", cluster("KHOI-X")).await.expect(201).text("/id"));
    let told = async |at: i32, body: &Value| {
        put(&office, &format!("{path}/years/{at}"), body)
            .await
            .expect_problem(400, "invalid_request")
            .faults()
    };
    assert_eq!(told(2025, &year(units::REFORM)).await, ["/leaderUnitId leader_is_no_member"]);
    assert_eq!(told(2027, &year(units::OFFICE)).await, ["year year_in_the_future"]);
    let mut odd = year(units::OFFICE);
    odd["members"] =
        json!([{"unitId": units::OFFICE}, {"unitId": units::OFFICE}, {"unitId": NOTHING}, {"rank": 1}]);
    assert_eq!(
        told(2025, &odd).await,
        ["/members/1/unitId named_twice", "/members/2/unitId unknown_unit", "/members/3 one_subject_needed"]
    );
    office.post("/clusters", cluster("KHOI-X")).await.expect_problem(409, "cluster_code_taken");
    let mut foreign = cluster("KHOI-Y");
    foreign["unitId"] = json!(NOTHING);
    let unknown = office.post("/clusters", foreign).await.expect_problem(400, "invalid_request");
    assert_eq!(unknown.faults(), ["/unitId unknown_unit"]);
    // The database holds it, too.
    let sql = "UPDATE cluster_years SET leader_unit_id = head_unit_id";
    put(&office, &format!("{path}/years/2025"), &year(units::INSPECTORATE)).await.expect(200);
    app.sql(sql).await;
    let mut connection = app.plan.connector.connect().await.unwrap();
    let sql = format!("UPDATE cluster_years SET leader_unit_id = '{}'", units::REFORM);
    let refused =
        diesel_async::RunQueryDsl::execute(diesel::sql_query(sql), &mut connection).await.unwrap_err();
    assert!(refused.to_string().contains("leader_is_no_member"), "{refused}");
}

#[actix_web::test]
async fn a_cluster_is_kept_by_the_standing_office_of_its_unit() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path =
        format!("/clusters/{}", office.post("/clusters", cluster("KHOI-X")).await.expect(201).text("/id"));
    let mut of_province = cluster("KHOI-Y");
    of_province["unitId"] = json!(units::PROVINCE);
    office.post("/clusters", of_province).await.expect_problem(403, "forbidden");
    let officer = app.as_user("unit-snv-vp").await;
    officer.post("/clusters", cluster("KHOI-Y")).await.expect_problem(403, "forbidden");
    officer.patch(&path, 1, json!({"name": "X"})).await.expect_problem(403, "forbidden");
    put(&officer, &format!("{path}/years/2025"), &year(units::OFFICE)).await.expect_problem(403, "forbidden");
    office.patch(&path, 2, json!({"name": "X"})).await.expect_problem(412, "stale_version");
    office.patch(&path, 1, json!({})).await.expect_problem(400, "nothing_to_change");
    office.get(&format!("/clusters/{NOTHING}")).await.expect_problem(404, "not_found");
    put(&office, &format!("/clusters/{NOTHING}/years/2025"), &year(units::OFFICE))
        .await
        .expect_problem(404, "not_found");
}
