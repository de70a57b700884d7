use reqwest::Method;
use serde_json::{Value, json};
use thidua::auth::unit_scope;
use thidua::http::Code;

use crate::support::{TestApp, units};

const BOARD: &str = units::EMULATION_BOARD;

fn path(unit: &str) -> String {
    format!("/units/{unit}/external-ids")
}

fn ioffice(value: &str) -> Value {
    json!({"externalSystem": "ioffice", "externalId": value})
}

#[actix_web::test]
async fn a_document_system_finds_the_unit_it_means() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let codes = async |query: &str| {
        let page = officer.get(&format!("/units?{query}")).await.expect(200).json();
        let codes =
            page["items"].as_array().unwrap().iter().map(|unit| unit["code"].as_str().unwrap().to_owned());
        codes.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(codes("externalSystem=ioffice&externalId=LS-SNV-TDKT").await, "SNV-TDKT");
    assert_eq!(codes("externalId=LS-SNV-TDKT").await, "SNV-TDKT");
    assert_eq!(codes("externalSystem=ioffice").await, "SNV-TDKT");
    assert_eq!(codes("externalSystem=edoc&externalId=LS-SNV-TDKT").await, "");
    assert_eq!(codes("externalId=LS-SNV-TDKT&asOf=2023-01-02").await, "");
    let admin = app.admin().await;
    let code = json!({"agencyCode": "H37.XX", "legacyAgencyCode": "000.00.99.H37"});
    admin.patch(&format!("/units/{}", units::DEPARTMENT), 1, code).await.expect(200);
    assert_eq!(codes("agencyCode=H37.XX").await, "SNV");
    assert_eq!(codes("agencyCode=000.00.99.H37").await, "SNV");
}

#[actix_web::test]
async fn an_id_is_given_kept_on_record_and_taken_away() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let given = admin.post(&path(units::ARCHIVE), ioffice("LS-SNV-TTLT")).await;
    insta::assert_snapshot!(given.snapshot(), @r#"
    201
    location: /api/v1/units/01980000-0000-7000-8000-000000000109/external-ids
    etag: "v2-<hash>"
    content-language: vi
    {
      "id": "<id>",
      "externalSystem": "ioffice",
      "externalId": "LS-SNV-TTLT",
      "startsOn": "2026-11-23",
      "endsOn": null,
      "createdBy": "01980000-0000-7000-8000-000000000001",
      "createdAt": "2026-11-23T08:00:00+07:00"
    }
    "#);
    let one = format!("{}/{}", path(units::ARCHIVE), given.text("/id"));
    admin.call(Method::DELETE, &one).version(1).send().await.expect_problem(412, "stale_version");
    admin.call(Method::DELETE, &one).version(2).send().await.expect(204);
    admin.call(Method::DELETE, &one).version(3).send().await.expect_problem(409, "external_id_has_ended");
    let list = admin.get(&path(units::ARCHIVE)).await.expect(200);
    assert_eq!(
        (list.text("/items/0/externalId"), list.text("/items/0/endsOn")),
        ("LS-SNV-TTLT".to_owned(), "2026-11-22".to_owned())
    );
    admin.post(&path(units::ARCHIVE), ioffice("LS-SNV-LT")).await.expect(201);
}

#[actix_web::test]
async fn an_id_means_one_unit_and_a_unit_has_one_id() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let there = admin.get(&path(BOARD)).await.expect(200).text("/items/0/id");
    let taken = admin
        .post(&path(units::ARCHIVE), ioffice("LS-SNV-TDKT"))
        .await
        .expect_problem(409, "external_id_taken");
    assert_eq!(taken.text("/existingId"), there);
    let given =
        admin.post(&path(BOARD), ioffice("LS-KHAC")).await.expect_problem(409, "external_id_already_given");
    assert_eq!(given.text("/existingId"), there);
    let elsewhere = json!({"externalSystem": "vnpt.hrm", "externalId": "LS-SNV-TDKT"});
    admin.post(&path(BOARD), elsewhere).await.expect(201);
    let early = json!({"externalSystem": "ioffice", "externalId": "X", "startsOn": "2000-01-01"});
    let reply = admin.post(&path(units::ARCHIVE), early).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/startsOn before_unit_opens"]);
    let late = json!({"externalSystem": "ioffice", "externalId": "X", "startsOn": "2025-07-01"});
    let reply = admin.post(&path(units::DISTRICT_OFFICE), late).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/startsOn after_unit_closes"]);
    app.as_user("office")
        .await
        .post(&path(units::ARCHIVE), ioffice("X"))
        .await
        .expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn ids_end_and_come_back_with_their_unit() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let board = format!("/units/{BOARD}");
    let closed = json!({"action": "CLOSE", "effectiveOn": "2026-11-01"});
    admin.step_with(&board, closed).await.expect(200);
    assert_eq!(admin.get(&path(BOARD)).await.expect(200).text("/items/0/endsOn"), "2026-10-31");
    let reopen = json!({"action": "REOPEN", "reason": "Nhầm (mẫu)"});
    let there = admin.post(&path(units::ARCHIVE), ioffice("LS-SNV-TDKT")).await.expect(201).text("/id");
    let taken = admin.transition(&board, 3, reopen.clone()).await.expect_problem(409, "external_id_taken");
    assert_eq!(taken.text("/existingId"), there);
    let list = admin.get(&path(units::ARCHIVE)).await.expect(200);
    let taken = format!("{}/{}", path(units::ARCHIVE), list.text("/items/0/id"));
    admin.call(Method::DELETE, &taken).version(2).send().await.expect(204);
    admin.step_with(&board, reopen).await.expect(200);
    assert_eq!(admin.get(&path(BOARD)).await.expect(200).json()["items"][0]["endsOn"], json!(null));
}

#[actix_web::test]
async fn officers_of_direct_successors_act_for_a_closed_unit() {
    let app = TestApp::start().await;
    let mine = async |account: &str| {
        let page = app.as_user(account).await.get("/me/units").await.expect(200).json();
        let told = |item: &Value| {
            format!(
                "{} {}",
                item["unit"]["code"].as_str().unwrap(),
                item["successors"].as_array().unwrap().len()
            )
        };
        page["items"].as_array().unwrap().iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(mine("unit-p-tt").await, ["P-TT 0", "PNV-TPLS 1"]);
    assert_eq!(mine("unit-snv-vp").await, ["SNV-VP 0"]);
    assert_eq!(mine("office").await, [""; 0]);
    let first = app.as_user("unit-snv").await.get("/me/units?limit=3").await.expect(200);
    assert_eq!(first.text("/items/2/unit/code"), "SNV-CCHC");
    let cursor = first.text("/nextCursor");
    let next =
        app.as_user("unit-snv").await.get(&format!("/me/units?limit=3&cursor={cursor}")).await.expect(200);
    assert_eq!(next.text("/items/0/unit/code"), "SNV-CCVC");
}

#[actix_web::test]
async fn acting_follows_the_successions_and_no_further() {
    let app = TestApp::start().await;
    let state = &app.parts.state;
    for (account, unit, may) in [
        ("unit-p-tt", units::WARD, true),
        ("unit-p-tt", units::CITY_OFFICE, true),
        ("unit-p-tt", units::DISTRICT_OFFICE, false),
        ("unit-p-tt", units::OTHER_WARD, false),
        ("unit-pnv-tpls", units::CITY_OFFICE, true),
        ("unit-snv", units::OFFICE, true),
        ("office", units::OFFICE, false),
    ] {
        let actor = app.as_user(account).await;
        let caller = state.authenticator.caller(&state.db, actor.token(), None).await.unwrap();
        let (id, today) = (unit.parse().unwrap(), app.clock.today());
        let asked = app
            .db
            .transaction(async |tx: &mut thidua::db::Connection| {
                unit_scope::require_acting(tx, &caller, id, today).await
            })
            .await;
        assert_eq!(
            asked.map_err(|problem| problem.code),
            if may { Ok(()) } else { Err(Code::forbidden) },
            "{account} {unit}"
        );
    }
}
