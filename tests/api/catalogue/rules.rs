use serde_json::{Value, json};

use crate::support::{NOTHING, TestApp, sample_id};

/// A draft about the base-level fighter that asks this.
pub fn draft(condition: Value) -> Value {
    json!({"code": "CSTD_CO_SO_LOCAL", "awardCode": "CSTD_CO_SO", "recipientKind": "INDIVIDUAL", "commendationKinds": [],
        "condition": condition, "basis": "Quy định của tỉnh", "clause": "Quy chế (mẫu)", "certainty": "SOURCED",
        "source": "PROVINCE", "startsOn": "2027-01-01", "transition": "EARLIER_ROW"})
}

/// So many levels of alternatives.
fn nested(levels: usize) -> Value {
    (1..levels).fold(json!({"kind": "NO_HOLD"}), |inner, _| json!({"kind": "ANY_OF", "conditions": [inner]}))
}

#[actix_web::test]
async fn a_draft_is_written_and_changed() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let share = json!({"kind": "QUOTA", "share": "0.28", "of": {"kind": "HOLDERS", "award": "LD_TIEN_TIEN"}});
    let made = admin.post("/award-rules", draft(share.clone())).await.expect(201);
    let whole = made.json();
    assert_eq!(
        (&whole["status"], &whole["condition"], &whole["allowedActions"]),
        (&json!("DRAFT"), &share, &json!(["PUT_IN_FORCE", "WITHDRAW"]))
    );
    let path = format!("/award-rules/{}", made.text("/id"));
    let changes = json!({"commendationKinds": ["MERIT"], "verifyAfter": "2028-01-01"});
    let changed = admin.patch(&path, 1, changes).await.expect(200).json();
    assert_eq!((&changed["version"], &changed["verifyAfter"]), (&json!(2), &json!("2028-01-01")));
    assert_eq!(admin.patch(&path, 2, json!({"commendationKinds": ["MERIT"]})).await.expect(200).version(), 2);
    admin.patch(&path, 1, json!({"basis": "Khác"})).await.expect_problem(412, "stale_version");
    admin.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    let officer = app.as_user("unit-snv-vp").await;
    assert_eq!(officer.get(&path).await.expect(200).json()["allowedActions"], json!([]));
    officer.patch(&path, 2, json!({"basis": "Khác"})).await.expect_problem(403, "forbidden");
    let seeded = format!("/award-rules/{}", sample_id(0x3801));
    let refused = admin.patch(&seeded, 1, json!({"basis": "Khác"})).await;
    refused.expect_problem(409, "award_rule_is_not_a_draft");
    officer.get(&format!("/award-rules/{NOTHING}")).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn a_condition_is_refused_with_a_pointer_to_every_fault() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let many =
        |times: usize| json!({"kind": "ANY_OF", "conditions": vec![json!({"kind": "NO_HOLD"}); times]});
    let several = json!({"kind": "ALL_OF", "conditions": [many(20), many(20), many(20)]});
    for (condition, expected) in [
        (json!({"kind": "HOLDS_AWARD", "award": "NOT_THERE"}), "/condition/award unknown_award_type"),
        (json!({"kind": "TITLE_SAME_YEAR", "awards": ["CSTD_CO_SO"]}), "/condition rule_refers_to_itself"),
        (
            json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN", "LD_TIEN_TIEN"]}),
            "/condition/awards/1 named_twice",
        ),
        (
            json!({"kind": "SHARE_OF_MEMBERS_WITH_TITLE", "awards": ["LD_TIEN_TIEN"], "share": "1.1"}),
            "/condition/share fraction_out_of_bounds",
        ),
        (
            json!({"kind": "TITLES_WITHIN", "award": "LD_TIEN_TIEN", "times": 3, "years": 2}),
            "/condition/times condition_never_met",
        ),
        (
            json!({"kind": "INITIATIVES", "level": "BASE", "kinds": ["RESEARCH"], "times": 1, "years": 1, "use": "UNUSED",
                "exceptAwards": ["LD_TIEN_TIEN"]}),
            "/condition/exceptAwards excepted_awards_do_not_fit",
        ),
        (
            json!({"kind": "ANY_OF", "conditions": [{"kind": "QUOTA", "share": "0.15", "of": {"kind": "MEMBERS"}}]}),
            "/condition/conditions/0 quota_is_no_part",
        ),
        (nested(5), "/condition/conditions/0/conditions/0/conditions/0/conditions/0 conditions_too_deep"),
        (several, "/condition/conditions/2/conditions/6 too_many_conditions"),
    ] {
        let refused = admin.post("/award-rules", draft(condition)).await;
        assert_eq!(refused.expect_problem(400, "invalid_request").faults(), [expected]);
    }
}

#[actix_web::test]
async fn whatever_else_is_wrong_with_a_draft_is_told_with_it() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let mut body = draft(json!({"kind": "HOLDS_AWARD", "award": "NOT_THERE"}));
    body["recipientKind"] = json!("HOUSEHOLD");
    body["commendationKinds"] = json!(["MERIT", "MERIT"]);
    body["endsBefore"] = json!("2026-01-01");
    let refused = admin.post("/award-rules", body.clone()).await.expect_problem(400, "invalid_request");
    let mut faults = refused.faults();
    faults.sort();
    assert_eq!(
        faults,
        [
            "/commendationKinds/1 named_twice",
            "/condition/award unknown_award_type",
            "/endsBefore ends_before_start",
            "/recipientKind award_is_not_for_recipient",
        ]
    );
    body["awardCode"] = json!("NOT_THERE_EITHER");
    let refused = admin.post("/award-rules", body).await.expect_problem(400, "invalid_request");
    assert!(refused.faults().contains(&"/awardCode unknown_award_type".to_owned()));
    let drafted = format!("/award-rules/{}", sample_id(0x3881));
    let wrong = json!({"condition": {"kind": "TITLE_SAME_YEAR", "awards": ["CSTD_CO_SO"]}, "endsBefore": "2020-01-01"});
    let mut faults = admin.patch(&drafted, 1, wrong).await.expect_problem(400, "invalid_request").faults();
    faults.sort();
    assert_eq!(faults, ["/condition rule_refers_to_itself", "/endsBefore ends_before_start"]);
}

#[actix_web::test]
async fn the_rules_of_two_days_are_compared() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let compared = async |query: &str| {
        let found = officer.get(&format!("/award-rules/comparison?{query}")).await.expect(200).json();
        let codes = |list: &str, row: &str| {
            let rows = found[list].as_array().unwrap().iter();
            let mut codes: Vec<_> =
                rows.map(|one| one.pointer(row).unwrap().as_str().unwrap().to_owned()).collect();
            codes.sort();
            codes.join(" ")
        };
        (codes("added", "/code"), codes("ended", "/code"), codes("changed", "/after/code"))
    };
    let (added, ended, changed) = compared("from=2023-12-31&to=2024-01-01&award=CSTD_CO_SO").await;
    assert_eq!(
        (added.as_str(), ended.as_str(), changed.as_str()),
        ("", "CSTD_CO_SO_SHARE", "CSTD_CO_SO_STANDARD")
    );
    let (added, ended, changed) = compared("from=2025-06-30&to=2025-07-01&award=CSTD_CO_SO").await;
    assert_eq!((added.as_str(), ended.as_str(), changed.as_str()), ("AFTER_DISCIPLINE HOLD", "", ""));
    let (added, ended, changed) = compared("from=2024-06-01&to=2024-06-02").await;
    assert_eq!((added.as_str(), ended.as_str(), changed.as_str()), ("", "", ""));
}
