//! Corrections that are refused: whatever is asked of something new is asked of what it becomes.

use serde_json::{Value, json};

use crate::people::first;
use crate::support::{Actor, NOTHING, TestApp, campaigns, sample_id, units};

/// A ward that opened in July 2025, and an office of a district that ended then.
const WARD: &str = "01980000-0000-7000-8000-000000000121";
const ENDED: &str = "01980000-0000-7000-8000-000000000111";

/// The standing office, over all of the province.
async fn office_of_everything(app: &TestApp) -> Actor<'_> {
    app.sql("UPDATE role_assignments SET unit_id = NULL WHERE role = 'STANDING_OFFICE'").await;
    app.as_user("office").await
}

/// Sends each body and passes when it is refused with this fault alone.
async fn refuse_each(post: impl AsyncFn(Value) -> crate::support::Reply, cases: &[(Value, &str)]) {
    for (body, fault) in cases {
        let refused = post(body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [*fault], "{body}");
    }
}

fn membership_in(unit: &str, starts_on: &str, class: &str) -> Value {
    json!({"unitId": unit, "position": "Chuyên viên", "reportingClass": class, "startsOn": starts_on})
}

#[actix_web::test]
async fn people_are_where_a_unit_is_and_in_a_class_that_holds() {
    let app = TestApp::start().await;
    let office = office_of_everything(&app).await;
    let worker = "DIRECT_WORKER";
    let person = |membership: Value| json!({"name": "Ma Thị Thử", "membership": membership});
    refuse_each(
        async |body| office.post("/people", body).await,
        &[
            (person(membership_in(NOTHING, "2024-01-01", worker)), "/membership/unitId unknown_unit"),
            (person(membership_in(WARD, "2024-01-01", worker)), "/membership/unitId before_unit_opens"),
            (person(membership_in(ENDED, "2025-08-01", worker)), "/membership/unitId after_unit_closes"),
            (
                person(membership_in(units::OFFICE, "2024-01-01", "NOBODY")),
                "/membership/reportingClass unknown_reporting_class",
            ),
        ],
    )
    .await;
    let mut backwards = membership_in(units::OFFICE, "2024-01-01", worker);
    backwards["endsOn"] = json!("2023-01-01");
    let memberships = format!("{}/memberships", first());
    refuse_each(
        async |body| office.post(&memberships, body).await,
        &[(backwards, "/endsOn ends_before_start")],
    )
    .await;
    let own = format!("{memberships}/{}", sample_id(0x36_0001));
    refuse_each(
        async |body| office.patch(&own, 1, body).await,
        &[
            (json!({"unitId": NOTHING}), "/unitId unknown_unit"),
            (json!({"unitId": WARD}), "/unitId before_unit_opens"),
            (json!({"unitId": ENDED, "startsOn": "2025-08-01"}), "/unitId after_unit_closes"),
            (json!({"reportingClass": "NOBODY"}), "/reportingClass unknown_reporting_class"),
            (json!({"startsOn": "2035-01-01"}), "/startsOn day_in_the_future"),
        ],
    )
    .await;
    let twice = json!([{"system": "ioffice", "value": "a"}, {"system": "ioffice", "value": "b"}]);
    refuse_each(
        async |body| office.patch(&first(), 1, body).await,
        &[
            (json!({"staffCode": "012345678901"}), "/staffCode staff_code_is_identity_number"),
            (json!({"externalIds": twice}), "/externalIds/1/system named_twice"),
        ],
    )
    .await;
    let other = format!("/people/{}", sample_id(0x35_0002));
    office.patch(&other, 1, json!({"staffCode": "CB001"})).await.expect_problem(409, "staff_code_taken");
    let known = json!({"externalIds": [{"system": "ioffice", "value": "nv-1001"}]});
    office.patch(&other, 1, known).await.expect_problem(409, "person_external_id_taken");
    app.sql(&format!(
        "UPDATE people SET merged_into_id = '{}' WHERE staff_code = 'CB001'",
        sample_id(0x35_0003)
    ))
    .await;
    let somewhere = membership_in(units::OFFICE, "2025-01-01", worker);
    office.post(&memberships, somewhere).await.expect_problem(409, "person_is_merged");
    office.patch(&own, 1, json!({"position": "X"})).await.expect_problem(409, "person_is_merged");
}

#[actix_web::test]
async fn households_live_in_a_commune_that_is_there() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let planned = json!({"code": "XA-MAI", "name": "Xã Mai (mẫu)", "kind": "COMMUNE", "parentId": units::PROVINCE,
        "openedOn": "2027-07-01"});
    let planned = admin.post("/units", planned).await.expect(201).text("/id");
    let office = office_of_everything(&app).await;
    let household = |unit: &str| json!({"code": "HO-9", "name": "Vi Văn Thử", "unitId": unit});
    let cases = [
        (NOTHING, "/unitId unknown_unit"),
        (planned.as_str(), "/unitId before_unit_opens"),
        (ENDED, "/unitId after_unit_closes"),
    ];
    let path = format!("/households/{}", sample_id(0x3301));
    for (unit, fault) in cases {
        let new = office.post("/households", household(unit)).await.expect_problem(400, "invalid_request");
        let moved =
            office.patch(&path, 1, json!({"unitId": unit})).await.expect_problem(400, "invalid_request");
        assert_eq!((new.faults(), moved.faults()), (vec![fault.to_owned()], vec![fault.to_owned()]));
    }
}

/// A row from one day to another.
type DatedBody<'a> = &'a dyn Fn(&str, &str) -> Value;

#[actix_web::test]
async fn dated_rows_of_people_do_not_end_before_they_start_or_stand_beside_each_other() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let class = |starts_on: &str, ends_before: &str| json!({"code": "STUDENT", "name": "Học sinh", "rank": 6, "basis": "Mẫu", "startsOn": starts_on, "endsBefore": ends_before});
    let rule = |starts_on: &str, ends_before: &str| {
        json!({"kind": "PURPOSE", "code": "INSPECTION", "name": "Thanh tra", "basis": "Luật 91/2025/QH15",
            "certainty": "INFERENCE", "details": {"fields": ["SEX"], "roles": ["AUDITOR"]}, "startsOn": starts_on,
            "endsBefore": ends_before})
    };
    let rows: [(&str, DatedBody<'_>, &str); 2] = [
        ("/reporting-classes", &class, "reporting_class_already_there"),
        ("/personal-data-rules", &rule, "personal_data_rule_already_there"),
    ];
    for (path, row, taken) in rows {
        let backwards = admin.post(path, row("2026-01-01", "2025-01-01")).await;
        let backwards = backwards.expect_problem(400, "invalid_request");
        assert_eq!(backwards.faults(), ["/endsBefore ends_before_start"]);
        admin.post(path, row("2025-01-01", "2026-01-01")).await.expect(201);
        let next = format!(
            "{path}/{}",
            admin.post(path, row("2026-01-01", "2027-01-01")).await.expect(201).text("/id")
        );
        admin.patch(&next, 1, json!({"startsOn": "2025-06-01"})).await.expect_problem(409, taken);
        let ended = admin.patch(&next, 1, json!({"endsBefore": "2020-01-01"})).await;
        assert_eq!(ended.expect_problem(400, "invalid_request").faults(), ["/endsBefore ends_before_start"]);
    }
    let purpose = format!("/personal-data-rules/{}", sample_id(0x3011));
    let strange = admin.patch(&purpose, 1, json!({"details": {"fields": ["SEX"], "years": 3}})).await;
    let strange = strange.expect_problem(400, "invalid_request");
    assert_eq!(strange.faults(), ["/details/roles needed_for_this_kind", "/details/years not_for_this_kind"]);
    app.auditor().await.get("/people?purpose=KEEPING").await.expect_problem(403, "purpose_not_yours");
    let office = app.as_user("office").await;
    let unheard = office.get(&format!("{}/versions?purpose=CURIOSITY", first())).await;
    assert_eq!(unheard.expect_problem(400, "invalid_request").faults(), ["purpose unknown_purpose"]);
}

fn fact(kind: &str, id: &str, details: Value) -> Value {
    json!({"subject": {"type": kind, "id": id}, "details": details, "source": "Sổ theo dõi (mẫu)"})
}

/// Writes a fact by the standing office; answers its path.
async fn write_fact(office: &Actor<'_>, body: Value) -> String {
    format!("/facts/{}", office.post("/facts", body).await.expect(201).text("/id"))
}

#[actix_web::test]
async fn what_a_fact_becomes_is_right_as_well() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let (person, unit) = (sample_id(0x35_0001), units::OFFICE);
    let rating = |year: i32, score: &str| json!({"kind": "TASK_RATING", "year": year, "level": "GOOD", "score": score, "decree": "Nghị định 90/2020/NĐ-CP"});
    let hold = |starts_on: &str, ends_on: Option<&str>, outcome: Option<&str>| {
        json!({"kind": "HOLD", "holdKind": "COMPLAINT", "startsOn": starts_on, "endsOn": ends_on, "outcome": outcome,
            "reference": "Thông báo (mẫu)"})
    };
    let figures =
        |year: i32, women: i32| json!({"kind": "UNIT_FIGURES", "year": year, "members": 10, "women": women});
    let statement = |campaign: &str| json!({"kind": "STATEMENT", "code": "CHOSEN_IN_REVIEW", "year": 2023, "text": "Được bình chọn (mẫu)", "campaignId": campaign});
    let change = async |path: &str, cases: &[(Value, &str)]| {
        let patch = async |details: Value| office.patch(path, 1, json!({"details": details})).await;
        refuse_each(patch, cases).await;
    };
    let path = write_fact(&office, fact("PERSON", &person, rating(2015, "84.5"))).await;
    change(
        &path,
        &[
            (rating(2030, "84.5"), "/details/year year_in_the_future"),
            (rating(2015, "100.5"), "/details/score score_out_of_bounds"),
        ],
    )
    .await;
    let unknown = office.patch(&path, 1, json!({"documentId": NOTHING})).await;
    assert_eq!(unknown.expect_problem(400, "invalid_request").faults(), ["/documentId unknown_document"]);
    let path = write_fact(&office, fact("PERSON", &person, hold("2016-01-01", None, None))).await;
    change(
        &path,
        &[
            (hold("2035-01-01", None, None), "/details/startsOn day_in_the_future"),
            (hold("2016-01-01", Some("2015-01-01"), None), "/details/endsOn ends_before_start"),
            (hold("2016-01-01", None, Some("NO_FAULT")), "/details/outcome outcome_of_running_hold"),
        ],
    )
    .await;
    let path = write_fact(&office, fact("UNIT", unit, figures(2015, 7))).await;
    change(&path, &[(figures(2015, 11), "/details/women women_exceed_members")]).await;
    let taken = office.patch(&path, 1, json!({"details": figures(2025, 7)})).await;
    taken.expect_problem(409, "unit_figures_already_there");
    // Of a campaign that nobody knows of nothing is stated.
    let hidden = "/details/campaignId unknown_campaign";
    let new = office.post("/facts", fact("PERSON", &person, statement(campaigns::DRAFT))).await;
    assert_eq!(new.expect_problem(400, "invalid_request").faults(), [hidden]);
    let path = write_fact(&office, fact("PERSON", &person, statement(campaigns::LAUNCHED))).await;
    change(&path, &[(statement(campaigns::DRAFT), hidden)]).await;
}

#[actix_web::test]
async fn what_an_award_becomes_is_right_as_well() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("/awards/{}", sample_id(0x39_0001));
    refuse_each(
        async |body| office.patch(&path, 1, body).await,
        &[
            (json!({"awardCode": "NO_SUCH_AWARD"}), "/awardCode unknown_award_code"),
            (json!({"awardCode": "CO_TINH"}), "/awardCode award_not_for_this_recipient"),
            (json!({"decidedOn": "2035-01-01"}), "/decidedOn day_in_the_future"),
            (json!({"achievementYear": 2026}), "/achievementYear decided_before_the_year"),
            (json!({"startsOn": "2021-06-01", "endsOn": "2021-05-01"}), "/endsOn ends_before_start"),
            (json!({"documentId": NOTHING}), "/documentId unknown_document"),
            (json!({"campaignId": campaigns::DRAFT}), "/campaignId unknown_campaign"),
        ],
    )
    .await;
}

#[actix_web::test]
async fn what_an_initiative_becomes_is_right_as_well() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let author =
        |number: u128, share: &str| json!({"personId": sample_id(0x35_0001 + number), "share": share});
    let of = |number: u128, award: &str| json!({"personId": sample_id(0x35_0001 + number), "awardCode": award, "achievementYear": 2015});
    let mut new = json!({"code": "SK-X-1", "title": "Số hóa hồ sơ (mẫu)", "kind": "INITIATIVE", "level": "BASE", "year": 2015,
        "authors": [author(0, "60"), author(3, "40")], "uses": [of(1, "CSTD_CO_SO")], "source": "Biên bản (mẫu)"});
    let stranger = office.post("/initiatives", new.clone()).await.expect_problem(400, "invalid_request");
    assert_eq!(stranger.faults(), ["/uses/0/personId use_of_no_author"]);
    new["uses"] = json!([]);
    let path = format!("/initiatives/{}", office.post("/initiatives", new).await.expect(201).text("/id"));
    refuse_each(
        async |body| office.patch(&path, 1, body).await,
        &[
            (json!({"decidedOn": "2035-01-01"}), "/decidedOn day_in_the_future"),
            (json!({"year": 2030}), "/year year_in_the_future"),
            (json!({"level": "PROVINCE"}), "/recognisedBy recogniser_missing"),
            (json!({"authors": [author(0, "50"), author(0, "40")]}), "/authors/1/personId named_twice"),
            (json!({"authors": [author(0, "0")]}), "/authors/0/share share_out_of_bounds"),
            (json!({"authors": [author(0, "60"), author(3, "41")]}), "/authors shares_exceed_whole"),
            (
                json!({"authors": [author(0, "60"), {"personId": NOTHING, "share": "5"}]}),
                "/authors/1/personId unknown_person",
            ),
            (json!({"uses": [of(0, "NO_SUCH_AWARD")]}), "/uses/0/awardCode unknown_award_type"),
            (json!({"documentId": NOTHING}), "/documentId unknown_document"),
        ],
    )
    .await;
    let taken = office.patch(&path, 1, json!({"code": "SK-2021-000"})).await;
    taken.expect_problem(409, "initiative_code_taken");
    app.sql(&format!(
        "UPDATE people SET merged_into_id = '{}' WHERE staff_code = 'CB005'",
        sample_id(0x35_0001)
    ))
    .await;
    let merged = office.patch(&path, 1, json!({"authors": [author(0, "60"), author(4, "40")]})).await;
    merged.expect_problem(409, "person_is_merged");
}

#[actix_web::test]
async fn what_a_rule_of_awards_becomes_is_right_as_well() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let path = format!("/award-rules/{}", sample_id(0x3881));
    let any = |conditions: Vec<Value>| json!({"kind": "ANY_OF", "conditions": conditions});
    let bar = || json!({"kind": "NO_HOLD"});
    let deep = (1..5).fold(bar(), |inner, _| any(vec![inner]));
    let many = any(vec![any(vec![bar(); 20]), any(vec![bar(); 20]), any(vec![bar(); 20])]);
    let cases = [
        (json!({"kind": "HOLDS_AWARD", "award": "NOT_THERE"}), "/condition/award unknown_award_type"),
        (
            json!({"kind": "TITLE_SAME_YEAR", "awards": ["LD_TIEN_TIEN", "LD_TIEN_TIEN"]}),
            "/condition/awards/1 named_twice",
        ),
        (json!({"kind": "WOMEN_SHARE", "atLeast": "1.1"}), "/condition/atLeast fraction_out_of_bounds"),
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
            any(vec![json!({"kind": "QUOTA", "share": "0.15", "of": {"kind": "MEMBERS"}})]),
            "/condition/conditions/0 quota_is_no_part",
        ),
        (deep, "/condition/conditions/0/conditions/0/conditions/0/conditions/0 conditions_too_deep"),
        (many, "/condition/conditions/2/conditions/6 too_many_conditions"),
    ];
    refuse_each(async |condition| admin.patch(&path, 1, json!({"condition": condition})).await, &cases).await;
    let kind = format!("/award-types/{}", sample_id(0xe10));
    let version = admin.get(&kind).await.version();
    let ended = admin.patch(&kind, version, json!({"endsOn": "1990-01-01"})).await;
    assert_eq!(ended.expect_problem(400, "invalid_request").faults(), ["/endsOn ends_before_start"]);
    let salary = json!({"amount": 3_000_000, "basis": "Nghị định (mẫu)", "certainty": "SOURCED", "startsOn": "2028-01-01", "endsBefore": "2027-01-01"});
    let salary = admin.post("/base-salaries", salary).await.expect_problem(400, "invalid_request");
    assert_eq!(salary.faults(), ["/endsBefore ends_before_start"]);
}

#[actix_web::test]
async fn questions_for_many_and_again_make_sense_as_well() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let person = json!({"type": "PERSON", "id": sample_id(0x35_0005)});
    let batch = |kind: &str, more: Value| {
        let mut body = json!({"subjects": [person], "commendationKind": kind, "year": 2025});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    refuse_each(
        async |body| office.post("/eligibility-check-batches", body).await,
        &[
            (batch("MERIT", json!({"receivedOn": "2035-01-01"})), "/receivedOn day_in_the_future"),
            (batch("MERIT", json!({"campaignId": campaigns::LAUNCHED})), "/campaignId not_for_this_kind"),
            (batch("CAMPAIGN", json!({"campaignId": campaigns::DRAFT})), "/campaignId unknown_campaign"),
        ],
    )
    .await;
    let quota = |award: &str, received_on: &str| json!({"award": award, "year": 2025, "receivedOn": received_on, "list": [{"subject": person, "isProposed": true}]});
    refuse_each(
        async |body| office.post("/quota-checks", body).await,
        &[
            (quota("CSTD_CO_SO", "2035-01-01"), "/receivedOn day_in_the_future"),
            (quota("NO_SUCH_AWARD", "2026-01-15"), "/award unknown_award_code"),
        ],
    )
    .await;
    let asked =
        json!({"subject": person, "award": "LD_TIEN_TIEN", "commendationKind": "MERIT", "year": 2025});
    let check = office.post("/eligibility-checks", asked).await.expect(201).text("/id");
    app.sql(&format!(
        "UPDATE people SET merged_into_id = '{}' WHERE staff_code = 'CB005'",
        sample_id(0x35_0001)
    ))
    .await;
    let again = office.post(&format!("/eligibility-checks/{check}/reruns"), json!({})).await;
    assert_eq!(again.expect_problem(400, "invalid_request").faults(), ["/subject/id unknown_subject"]);
    let cluster = |code: &str| json!({"code": code, "name": "Khối (mẫu)", "kind": "BLOC", "organisedBy": "PROVINCE", "unitId": units::DEPARTMENT});
    let path =
        format!("/clusters/{}", office.post("/clusters", cluster("KHOI-Y")).await.expect(201).text("/id"));
    office.patch(&path, 1, json!({"code": "KHOI-SNV"})).await.expect_problem(409, "cluster_code_taken");
}
