//! The sample shows every rule at work: whoever opens it finds those who meet it, those who do not, and those of whom too
//! little is known.

use std::collections::BTreeSet;

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use serde_json::{Value, json};

use crate::support::{Actor, TestApp, campaigns, units};

#[derive(QueryableByName)]
struct Subject {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    id: String,
}

#[derive(QueryableByName)]
struct Case {
    #[diesel(sql_type = Text)]
    rule: String,
    #[diesel(sql_type = Text)]
    outcome: String,
}

/// Everybody whom the sample knows of, with the units and households.
async fn subjects(app: &TestApp) -> Vec<Value> {
    let mut connection = app.plan.connector.connect().await.unwrap();
    let sql = "SELECT 'PERSON' AS kind, id::text FROM people WHERE merged_into_id IS NULL
        UNION ALL SELECT 'UNIT', id::text FROM units
        UNION ALL SELECT 'HOUSEHOLD', id::text FROM households ORDER BY 1, 2";
    let rows: Vec<Subject> = diesel::sql_query(sql).load(&mut connection).await.unwrap();
    rows.into_iter().map(|row| json!({"type": row.kind, "id": row.id})).collect()
}

async fn ask(office: &Actor<'_>, subjects: &[Value], circumstances: &Value) {
    for some in subjects.chunks(300) {
        let mut batch = circumstances.clone();
        batch["subjects"] = json!(some);
        office.post("/eligibility-check-batches", batch).await.expect(201);
    }
}

#[actix_web::test]
async fn every_rule_of_today_has_those_who_pass_fail_and_are_not_known() {
    let app = TestApp::start().await;
    let everywhere =
        format!("UPDATE role_assignments SET unit_id = '{}' WHERE role = 'STANDING_OFFICE'", units::PROVINCE);
    app.sql(&everywhere).await;
    let (office, subjects) = (app.as_user("office").await, subjects(&app).await);
    let received = "2026-01-15";
    for kind in ["MERIT", "AD_HOC"] {
        let asked = json!({"commendationKind": kind, "year": 2025, "receivedOn": received});
        ask(&office, &subjects, &asked).await;
    }
    let asked =
        json!({"commendationKind": "CAMPAIGN", "campaignId": campaigns::LAUNCHED, "receivedOn": received});
    ask(&office, &subjects, &asked).await;
    // A quota is judged over a list; what counts after a discipline or of which kind is said, not judged. The sample has no
    // village, and no cluster of the central council.
    let sql = "SELECT DISTINCT concat_ws(' ', own.award_code, own.recipient_kind, own.code) AS rule, answer->>'outcome' AS outcome
        FROM eligibility_checks AS asked, jsonb_array_elements(asked.verdict->'rules') AS rule,
            jsonb_array_elements(rule->'rows') AS answer, award_rules AS own
        WHERE own.id = (answer->>'id')::uuid AND own.condition->>'kind' NOT IN ('QUOTA', 'COMMENDATION_KIND_EXCLUDED')
            AND (own.award_code, own.code) NOT IN (('THON_VAN_HOA', 'THON_VAN_HOA_STANDARD'),
                ('CO_CHINH_PHU', 'CO_CHINH_PHU_STANDARD')) ORDER BY 1, 2";
    let mut connection = app.plan.connector.connect().await.unwrap();
    let cases: Vec<Case> = diesel::sql_query(sql).load(&mut connection).await.unwrap();
    let rules: BTreeSet<&str> = cases.iter().map(|case| case.rule.as_str()).collect();
    let lacking = |rule: &&str| {
        let outcomes: Vec<_> =
            cases.iter().filter(|case| case.rule == *rule).map(|case| case.outcome.as_str()).collect();
        (outcomes.len() < 3).then(|| format!("{rule}: only {}", outcomes.join(", ")))
    };
    let lacking: Vec<String> = rules.iter().filter_map(lacking).collect();
    assert!(rules.len() > 50 && lacking.is_empty(), "{}\n{}", rules.len(), lacking.join("\n"));
}
