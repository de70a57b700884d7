use serde_json::{Value, json};

use crate::campaigns::{column, launched, running};
use crate::pledges::OFFICER;
use crate::reports::desk;
use crate::support::{TestApp, unit};

fn kinds(page: &Value) -> Vec<String> {
    column(&page["items"], "kind")
}

#[actix_web::test]
async fn everybody_sees_what_is_due_from_them() {
    let app = TestApp::start().await;
    let desk = desk(&app).await;
    let of = async |who: &str, query: &str| {
        let page =
            app.as_user(who).await.get(&format!("/me/obligations?limit=200{query}")).await.expect(200).json();
        let here = desk.campaign.rsplit('/').next().unwrap().to_owned();
        let items: Vec<Value> = page["items"].as_array().unwrap().clone();
        json!({"items": items.into_iter().filter(|item| item["campaignId"] == here).collect::<Vec<_>>()})
    };
    let own = of(OFFICER, "").await;
    assert_eq!(kinds(&own), ["REPORT"]);
    assert_eq!(
        (&own["items"][0]["dueOn"], &own["items"][0]["isOverdue"]),
        (&json!("2026-11-27"), &json!(false))
    );
    assert_eq!(own["items"][0]["link"], format!("/api/v1{}/reports", desk.period));
    assert_eq!(kinds(&of("unit-snv-tts", "").await), ["REPORT", "PLEDGE"]);
    assert!(kinds(&of("unit-snv-tts", "&dueBefore=2026-11-27").await).is_empty());
    assert_eq!(kinds(&of("unit-snv-tts", "&dueBefore=2026-11-28").await), ["REPORT"]);
    assert!(kinds(&of("council-1", "").await).is_empty());
    let report = desk.submitted(&app, &desk.period, desk.entries("5", "EXCELLENT")).await;
    assert!(kinds(&of(OFFICER, "").await).is_empty());
    assert_eq!(kinds(&of("office", "").await), ["ACCEPT_REPORTS"]);
    let back = json!({"action": "RETURN", "reason": "Xem lại"});
    app.as_user("office").await.transition(&report, 2, back).await.expect(200);
    assert_eq!(of(OFFICER, "").await["items"][0]["link"], format!("/api/v1{report}"));
    assert!(kinds(&of("office", "").await).is_empty());
}

#[actix_web::test]
async fn the_office_sees_what_waits_for_it_page_by_page() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let page = office.get("/me/obligations").await.expect(200).json();
    assert_eq!(kinds(&page), ["OPEN_PERIOD", "ACCEPT_REPORTS", "APPROVE_PLEDGES"]);
    assert_eq!(
        (&page["items"][0]["periodCode"], &page["items"][0]["isOverdue"]),
        (&json!("2023-M12B"), &json!(true))
    );
    let first = office.get("/me/obligations?limit=1").await.expect(200);
    let cursor = first.text("/nextCursor");
    let second = office.get(&format!("/me/obligations?limit=1&cursor={cursor}")).await.expect(200).json();
    assert_eq!(kinds(&second), ["ACCEPT_REPORTS"]);
    // Officers of a ward act for the city's office that was dissolved into it.
    let ward = app.as_user("unit-p-tt").await.get("/me/obligations").await.expect(200).json();
    assert_eq!(column(&ward["items"], "unitCode"), ["PNV-TPLS"]);
}

#[actix_web::test]
async fn who_is_behind_is_told_why() {
    let app = TestApp::start().await;
    let page = app.as_user(OFFICER).await.get(&format!("{}/stalled", launched())).await.expect(200).json();
    let told: Vec<String> = page["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| format!("{} {} {}", row["code"].as_str().unwrap(), row["lags"], row["missingReportCount"]))
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    PNV-BG ["NO_REPORT"] 1
    PNV-BS ["NO_REPORT"] 1
    PNV-CHL ["NO_REPORT"] 1
    PNV-CL ["NO_REPORT"] 1
    PNV-DL ["NO_REPORT"] 1
    PNV-HL ["NO_REPORT"] 1
    PNV-LB ["NO_REPORT"] 1
    PNV-TD ["NO_REPORT"] 1
    PNV-TPLS ["NO_REPORT"] 1
    PNV-VL ["NO_REPORT"] 1
    PNV-VQ ["NO_PLEDGE","NO_REPORT"] 11
    SNV ["NO_REPORT"] 1
    SNV-BTG ["NO_REPORT"] 1
    SNV-CCHC ["NO_REPORT"] 1
    SNV-TTS ["NO_REPORT","BEHIND_TIME"] 8
    "#);
    let draft = format!("/campaigns/{}/stalled", unit(0x400));
    app.as_user("office").await.get(&draft).await.refused(404, "not_found");
}

#[actix_web::test]
async fn a_unit_responds_by_a_campaign_of_its_own_or_a_pledge() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (above, _) = running(&app).await;
    let above_id = above.rsplit('/').next().unwrap().to_owned();
    let own = json!({"launchingUnitId": unit(0x102), "title": "Hưởng ứng của Văn phòng", "startsOn": "2026-04-01",
        "endsOn": "2026-12-31", "parentCampaignId": above_id, "documentId": unit(0x3f0),
        "signatory": {"name": "Nguyễn Văn Mẫu", "position": "Chánh Văn phòng"},
        "participants": [{"unitId": unit(0x102), "withSubtree": true}]});
    let child = office.post("/campaigns", own).await.expect(201);
    let path = format!("/campaigns/{}", child.text("/id"));
    office.post(&format!("{path}/contents"), json!({"title": "Nội dung 1"})).await.expect(201);
    app.as_user("leader").await.transition(&path, 2, json!({"action": "LAUNCH"})).await.expect(200);
    let page = office.get(&format!("{above}/cascade?limit=200")).await.expect(200).json();
    let rows = page["items"].as_array().unwrap();
    let responded = rows.iter().find(|row| row["code"] == "SNV-VP").unwrap();
    assert_eq!(
        (&responded["respondedOn"], &responded["campaignId"], &responded["documentId"]),
        (&json!("2026-11-23"), &child.json()["id"], &json!(unit(0x3f0)))
    );
    assert!(rows.iter().filter(|row| row["code"] != "SNV-VP").all(|row| row["respondedOn"].is_null()));
    let of_2023 = office.get(&format!("{}/cascade?limit=2", launched())).await.expect(200);
    assert_eq!(column(&of_2023.json()["items"], "pledgedOn"), ["2023-02-21", "2023-02-20"]);
    let cursor = of_2023.text("/nextCursor");
    let next = office.get(&format!("{}/cascade?limit=2&cursor={cursor}", launched())).await.json();
    assert_eq!(column(&next["items"], "code"), ["PNV-CHL", "PNV-CL"]);
}
