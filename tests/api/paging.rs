use serde_json::{Value, json};

use crate::support::{Actor, TestApp};

async fn walk(actor: &Actor<'_>, first: &str) -> Vec<String> {
    let (mut codes, mut query) = (Vec::new(), first.to_owned());
    loop {
        let page = actor.get(&query).await.expect(200).json();
        let items = page["items"].as_array().unwrap().clone();
        codes.extend(items.iter().map(|item| item["code"].as_str().unwrap().to_owned()));
        match page["nextCursor"].as_str() {
            Some(cursor) => query = format!("{first}&cursor={cursor}"),
            None => return codes,
        }
    }
}

#[actix_web::test]
async fn pages_add_up_to_the_list_in_every_order() {
    let app = TestApp::start().await;
    let actor = app.as_user("unit-snv-vp").await;
    for sort in ["code", "-code", "name", "-name"] {
        let whole = walk(&actor, &format!("/units?sort={sort}&limit=200")).await;
        assert_eq!(whole.len(), 14);
        for limit in [1, 3, 14] {
            assert_eq!(
                walk(&actor, &format!("/units?sort={sort}&limit={limit}")).await,
                whole,
                "{sort} {limit}"
            );
        }
    }
}

#[actix_web::test]
async fn equal_names_are_neither_lost_nor_doubled() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for n in 0..7 {
        let body =
            json!({"code": format!("E{n}"), "name": "Trùng tên", "kind": "OTHER", "openedOn": "2026-01-01"});
        admin.post("/units", body).await.expect(201);
    }
    let mut codes = walk(&admin, "/units?q=trung+ten&sort=name&limit=2").await;
    codes.sort();
    assert_eq!(codes, ["E0", "E1", "E2", "E3", "E4", "E5", "E6"]);
}

#[actix_web::test]
async fn rows_that_come_and_go_do_not_disturb_the_others() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let first = admin.get("/units?limit=4").await.json();
    for code in ["AAA", "P-KM", "ZZZ"] {
        let body = json!({"code": code, "name": code, "kind": "OTHER", "openedOn": "2026-01-01"});
        admin.post("/units", body).await.expect(201);
    }
    let cursor = first["nextCursor"].as_str().unwrap();
    let second = admin.get(&format!("/units?limit=200&cursor={cursor}")).await.expect(200).json();
    let codes = |page: &Value| {
        page["items"].as_array().unwrap().iter().map(|item| item["code"].to_string()).collect()
    };
    let (mut all, more): (Vec<String>, Vec<String>) = (codes(&first), codes(&second));
    all.extend(more);
    assert_eq!(all.len(), 15);
    assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
}

#[actix_web::test]
async fn a_cursor_outlives_changes_of_what_it_pages_through() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let list = format!("/units?limit=2&subtreeOf={}", crate::support::units::DEPARTMENT);
    let cursor = admin.get(&list).await.expect(200).text("/nextCursor");
    let body = json!({"code": "SNV-ZZ", "name": "X", "kind": "OTHER", "parentId": crate::support::units::DEPARTMENT,
        "openedOn": "2026-01-01"});
    admin.post("/units", body).await.expect(201);
    app.advance(chrono::TimeDelta::hours(16));
    let admin = app.admin().await;
    admin.get(&format!("{list}&cursor={cursor}")).await.expect(200);
}

#[actix_web::test]
async fn a_cursor_fits_through_the_door() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for code in ["L1", "L2"] {
        let body =
            json!({"code": code, "name": "\u{d3c9}".repeat(200), "kind": "OTHER", "openedOn": "2026-01-01"});
        admin.post("/units", body).await.expect(201);
    }
    let cursor = admin.get("/units?sort=-name&limit=1").await.expect(200).text("/nextCursor");
    admin.get(&format!("/units?sort=-name&limit=1&cursor={cursor}")).await.expect(200);
}

#[actix_web::test]
async fn a_cursor_holds_for_its_own_list() {
    let app = TestApp::start().await;
    let actor = app.as_user("unit-snv-vp").await;
    let page = actor.get("/units?limit=2&kind=WARD").await.expect(200);
    let cursor = page.text("/nextCursor");
    let link = page.header("link").unwrap().to_owned();
    assert_eq!(link, format!("</api/v1/units?limit=2&kind=WARD&cursor={cursor}>; rel=\"next\""));
    actor.get(&format!("/units?limit=5&kind=WARD&cursor={cursor}")).await.expect(200);
    actor.get(&format!("/units?limit=2&cursor={cursor}")).await.expect_problem(400, "cursor_mismatch");
    actor
        .get(&format!("/units?limit=2&kind=WARD&sort=name&cursor={cursor}"))
        .await
        .expect_problem(400, "cursor_mismatch");
    actor.get("/units?cursor=abc").await.expect_problem(400, "invalid_cursor");
    let auditor = app.auditor().await;
    auditor.get(&format!("/audit-records?cursor={cursor}")).await.expect_problem(400, "cursor_mismatch");
}
