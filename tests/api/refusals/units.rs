use reqwest::Method;
use serde_json::{Value, json};

use super::{has_fault, with};
use crate::support::{Actor, NOTHING, Reply, TestApp, documents, units};

/// The members that hold an agency's code, a code that fits, and the refusal when another unit has it.
const CODES: [(&str, &str, &str); 2] = [
    ("agencyCode", "H37.98", "unit_agency_code_taken"),
    ("legacyAgencyCode", "000.00.98.H37", "unit_legacy_agency_code_taken"),
];

fn path(unit: &str) -> String {
    format!("/units/{unit}")
}

async fn name(admin: &Actor<'_>, unit: &str, member: &str, code: &str) -> Reply {
    let version = admin.get(&path(unit)).await.version();
    admin.patch(&path(unit), version, json!({member: code})).await
}

async fn succeed(admin: &Actor<'_>, unit: &str, others: Value) -> Reply {
    let body = json!({"effectiveOn": "2026-07-01", "documentId": documents::AMENDING});
    admin.post(&format!("{}/successions", path(unit)), with(&body, others)).await
}

#[actix_web::test]
async fn two_units_never_have_one_agency_code() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (member, code, refusal) in CODES {
        name(&admin, units::OFFICE, member, code).await.expect(200);
        name(&admin, units::INSPECTORATE, member, code).await.expect_problem(409, refusal);
        let row = if member == "agencyCode" { format!("{code},") } else { format!(",{code}") };
        let file =
            format!("code,name,kind,openedOn,agencyCode,legacyAgencyCode\nX1,Một,OTHER,2026-01-01,{row}\n");
        let import = admin.call(Method::POST, "/units/import").text("text/csv", &file);
        let faults = import.send().await.expect_problem(400, "invalid_request").faults();
        assert_eq!(faults, [format!("/2/{member} {refusal}")]);
        let new = json!({"code": "SNV-X", "name": "Phòng X", "kind": "DIVISION", "parentId": units::DEPARTMENT,
            member: code});
        let merge = json!({"kind": "MERGE", "otherUnitIds": [units::CIVIL_SERVANTS], "newUnits": [new]});
        succeed(&admin, units::ORGANISATION, merge).await.expect_problem(409, refusal);
    }
}

#[actix_web::test]
async fn a_unit_comes_back_only_with_codes_that_nobody_took_meanwhile() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (member, code, refusal) in CODES {
        let own = json!({"code": format!("X-{member}").to_uppercase(), "name": "Phòng X", "kind": "DIVISION",
            "parentId": units::DEPARTMENT, "openedOn": "2020-01-01", member: code});
        let unit = admin.post("/units", own).await.expect(201).text("/id");
        let close = json!({"action": "CLOSE", "effectiveOn": "2026-07-01"});
        admin.step_with(&path(&unit), close).await.expect(200);
        name(&admin, units::OFFICE, member, code).await.expect(200);
        let reopen = json!({"action": "REOPEN", "reason": "Nhầm"});
        admin.step_with(&path(&unit), reopen).await.expect_problem(409, refusal);
    }
}

#[actix_web::test]
async fn a_unit_stands_below_one_that_is_there_on_all_its_days() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let below = async |parent: &str| admin.patch(&path(units::OFFICE), 1, json!({"parentId": parent})).await;
    has_fault(below(NOTHING).await, "/parentId unknown_unit");
    below(units::CITY_OFFICE).await.expect_problem(409, "unit_parent_not_in_force");
    let transfer = json!({"kind": "TRANSFER", "parentId": units::CITY_OFFICE});
    succeed(&admin, units::OFFICE, transfer).await.expect_problem(409, "unit_parent_not_in_force");
}

#[actix_web::test]
async fn a_succession_comes_after_the_opening_and_before_nothing_that_is_planned() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let early = json!({"kind": "RENAME", "name": "Tên mới", "effectiveOn": "2000-01-01"});
    has_fault(succeed(&admin, units::ARCHIVE, early).await, "/effectiveOn before_unit_opens");
    let planned = json!({"name": "Tên sau", "effectiveOn": "2027-01-01"});
    admin.patch(&path(units::ARCHIVE), 1, planned).await.expect(200);
    let dissolve = json!({"kind": "DISSOLVE"});
    succeed(&admin, units::ARCHIVE, dissolve).await.expect_problem(409, "unit_has_later_versions");
}
