//! Exemplars: found and proposed by a unit, honoured by somebody else, published with a consent, and gone from the public at once.

use reqwest::Method;
use serde_json::{Value, json};

use crate::campaigns::column;
use crate::nominations::{grant, person};
use crate::support::{Actor, NOTHING, Reply, TestApp, campaigns, sample_id, units};

/// The sample's exemplars: found, proposed, honoured with a consent, and published.
fn sample(place: u128) -> String {
    format!("/exemplars/{}", sample_id(0x46_0001 + 0x100 * place))
}

fn exemplar(number: u128) -> Value {
    json!({"unitId": units::OFFICE, "subject": person(number), "title": "Làm việc với dân bằng cả tấm lòng",
        "story": "Một câu chuyện dài.\nHai đoạn."})
}

fn consent(name: bool, picture: bool, award: bool) -> Value {
    json!({"givenBy": "Chính người đó", "givenOn": "2026-11-20", "coversName": name, "coversPicture": picture,
        "coversAward": award})
}

async fn found(officer: &Actor<'_>, body: Value) -> String {
    format!("/exemplars/{}", officer.post("/exemplars", body).await.expect(201).text("/id"))
}

/// Proposes and honours an exemplar.
async fn honour(app: &TestApp, path: &str) {
    app.as_user("unit-snv-vp").await.step(path, "PROPOSE").await.expect(200);
    app.as_user("leader").await.step(path, "HONOUR").await.expect(200);
}

/// Publishes an honoured exemplar: its path for everybody.
async fn publish(app: &TestApp, path: &str) -> String {
    let published = app.as_user("office").await.step(path, "PUBLISH").await.expect(200);
    format!("/public/exemplars/{}", published.text("/slug"))
}

async fn read(app: &TestApp, path: &str) -> Reply {
    app.anonymous().get(path).await
}

async fn public_slugs(app: &TestApp) -> Vec<String> {
    column(&read(app, "/public/exemplars?limit=200").await.expect(200).json()["items"], "slug")
}

/// Who wrote it does not honour it, whatever roles they hold; nor does who it is about, nor the standing office.
async fn refuse_own_honours(app: &TestApp, path: &str) {
    grant(app, 0x302, "LEADER", units::DEPARTMENT).await;
    app.as_user("unit-snv-vp").await.step(path, "HONOUR").await.expect_problem(403, "own_exemplar");
    let account =
        |person: &str| format!("UPDATE users SET person_id = {person} WHERE id = '{}'", sample_id(0x003));
    app.sql(&account(&format!("'{}'", sample_id(0x35_0001)))).await;
    app.as_user("leader").await.step(path, "HONOUR").await.expect_problem(403, "own_exemplar");
    app.sql(&account("NULL")).await;
    app.as_user("office").await.step(path, "HONOUR").await.expect_problem(403, "forbidden");
}

#[actix_web::test]
async fn an_exemplar_is_found_proposed_honoured_and_spread() {
    let app = TestApp::start().await;
    let (officer, leader, office) =
        (app.as_user("unit-snv-vp").await, app.as_user("leader").await, app.as_user("office").await);
    let path = found(&officer, exemplar(0)).await;
    let own = officer.get(&path).await.expect(200).json();
    assert_eq!(
        (&own["status"], &own["needsConsent"], &own["isPublic"]),
        (&json!("FOUND"), &json!(true), &json!(false))
    );
    assert_eq!(own["allowedActions"], json!(["PROPOSE"]));
    officer
        .patch(&path, 1, json!({"title": "Gần dân, sát dân", "campaignId": campaigns::LAUNCHED}))
        .await
        .expect(200);
    officer.patch(&path, 2, json!({})).await.expect_problem(400, "nothing_to_change");
    office.patch(&path, 2, json!({"title": "Khác"})).await.expect_problem(403, "forbidden");
    officer.step(&path, "PROPOSE").await.expect(200);
    officer.patch(&path, 3, json!({"title": "Khác"})).await.expect_problem(409, "exemplar_is_fixed");
    office.step(&path, "RETURN").await.expect_problem(400, "invalid_request");
    let back = json!({"action": "RETURN", "reason": "Bổ sung số liệu"});
    assert_eq!(office.step_with(&path, back).await.expect(200).json()["status"], "FOUND");
    officer.step(&path, "PROPOSE").await.expect(200);
    refuse_own_honours(&app, &path).await;
    let honoured = leader.step(&path, "HONOUR").await.expect(200).json();
    assert_eq!((&honoured["status"], &honoured["honouredOn"]), (&json!("HONOURED"), &json!("2026-11-23")));
    office.step(&path, "PUBLISH").await.expect_problem(409, "consent_missing");
    officer.post(&format!("{path}/consents"), consent(true, false, false)).await.expect(201);
    leader.step(&path, "PUBLISH").await.expect_problem(403, "forbidden");
    let public = publish(&app, &path).await;
    let shown = read(&app, &public).await.expect(200);
    assert_eq!(shown.header("cache-control"), Some("public, no-cache"));
    let shown = shown.json();
    assert_eq!(
        (&shown["title"], &shown["subjectType"], &shown["unitName"], &shown["publishedOn"]),
        (&json!("Gần dân, sát dân"), &json!("PERSON"), &json!("Văn phòng Sở"), &json!("2026-11-23"))
    );
    assert_eq!(shown["name"], officer.get(&path).await.json()["subject"]["name"]);
    assert!(shown["campaignSlug"].is_string(), "{shown}");
    let steps = office.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action"), ["PROPOSE", "RETURN", "PROPOSE", "HONOUR", "PUBLISH"]);
    let back = json!({"action": "WITHDRAW", "reason": "Không còn phù hợp"});
    assert_eq!(office.step_with(&path, back).await.expect(200).json()["status"], "WITHDRAWN");
    read(&app, &public).await.expect_problem(404, "not_found");
    officer
        .post(&format!("{path}/consents"), consent(true, false, false))
        .await
        .expect_problem(409, "exemplar_is_fixed");
    app.run_sequencer().await;
    let id = path.rsplit_once('/').unwrap().1;
    let trail =
        app.auditor().await.get(&format!("/audit-records?subjectId={id}&limit=200")).await.expect(200).raw();
    assert!(
        trail.contains("EXEMPLAR_PUBLISHED") && !trail.contains("Gần dân") && !trail.contains("Chính người"),
        "{trail}"
    );
}

#[actix_web::test]
async fn what_is_wrong_with_an_exemplar_is_told_at_its_place() {
    let app = TestApp::start().await;
    let officer = app.as_user("unit-snv-vp").await;
    let with = |changes: Value| {
        let mut body = exemplar(0);
        body.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        body
    };
    let text = format!("/files?unitId={}&name=a.txt", units::OFFICE);
    let text = officer.call(Method::POST, &text).text("text/plain", "Không phải ảnh").send().await;
    let text = text.expect(201).text("/id");
    for (body, faults) in [
        (with(json!({"unitId": NOTHING})), vec!["/unitId unknown_unit"]),
        (with(json!({"subject": {"type": "PERSON", "id": NOTHING}})), vec!["/subject/id unknown_subject"]),
        (
            with(json!({"campaignId": NOTHING, "awardId": NOTHING, "pictureId": NOTHING})),
            vec![
                "/awardId award_not_of_this_subject",
                "/campaignId unknown_campaign",
                "/pictureId unknown_file",
                "/pictureText picture_needs_words",
            ],
        ),
        (with(json!({"pictureText": "Ảnh"})), vec!["/pictureId picture_needs_words"]),
        (with(json!({"pictureId": text, "pictureText": "Ảnh"})), vec!["/pictureId file_is_no_picture"]),
        // The award of somebody else.
        (with(json!({"awardId": sample_id(0x3f_0101)})), vec!["/awardId award_not_of_this_subject"]),
    ] {
        let refused = officer.post("/exemplars", body.clone()).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults, "{body}");
    }
    let patch = json!({"campaignId": NOTHING, "awardId": NOTHING, "pictureId": NOTHING});
    let refused = officer.patch(&sample(0), 1, patch).await.expect_problem(400, "invalid_request");
    assert_eq!(
        refused.faults(),
        [
            "/awardId award_not_of_this_subject",
            "/campaignId unknown_campaign",
            "/pictureId unknown_file",
            "/pictureText picture_needs_words"
        ]
    );
    let patch = json!({"pictureId": text, "pictureText": "Ảnh"});
    let refused = officer.patch(&sample(0), 1, patch).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/pictureId file_is_no_picture"]);
    // Somebody of another unit, whom nevertheless somebody reads.
    grant(&app, 0x302, "UNIT_OFFICER", units::INSPECTORATE).await;
    let refused = app.as_user("unit-snv-vp").await.post("/exemplars", exemplar(3)).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/subject/id subject_outside_unit"]);
    app.as_user("office").await.post("/exemplars", exemplar(0)).await.expect_problem(403, "forbidden");
    let merged = format!(
        "UPDATE people SET merged_into_id = '{}' WHERE id = '{}'",
        sample_id(0x35_0001),
        sample_id(0x35_0002)
    );
    app.sql(&merged).await;
    officer.post("/exemplars", exemplar(1)).await.expect_problem(409, "person_is_merged");
}

#[actix_web::test]
async fn the_public_sees_what_the_consent_covers_and_nothing_once_it_is_withdrawn() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let path = found(&officer, exemplar(0)).await;
    honour(&app, &path).await;
    let consents = format!("{path}/consents");
    let future = json!({"givenBy": "X", "givenOn": "2030-01-01", "documentId": NOTHING, "coversName": true,
        "coversPicture": true, "coversAward": true});
    let refused = office.post(&consents, future).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/documentId unknown_document", "/givenOn day_in_the_future"]);
    let withdrawals = format!("{path}/consent-withdrawals");
    officer.post(&withdrawals, json!({})).await.expect_problem(409, "consent_missing");
    officer.post(&consents, consent(false, false, false)).await.expect(201);
    let public = publish(&app, &path).await;
    let slug = public.rsplit_once('/').unwrap().1.to_owned();
    let name = officer.get(&path).await.expect(200).json()["subject"]["name"].as_str().unwrap().to_owned();
    let shown = read(&app, &public).await.expect(200);
    assert!(!shown.raw().contains(&name) && !shown.raw().contains("Văn phòng"), "{}", shown.raw());
    assert_eq!((&shown.json()["name"], &shown.json()["unitName"]), (&Value::Null, &Value::Null));
    assert!(public_slugs(&app).await.contains(&slug));
    // Another consent takes the place of the first.
    let own = officer.post(&consents, consent(true, false, false)).await.expect(201).json();
    assert_eq!(own["consents"].as_array().unwrap().iter().filter(|one| one["isLive"] == true).count(), 1);
    assert_eq!(read(&app, &public).await.expect(200).json()["name"], json!(name));
    // They agree no more.
    app.as_user("leader").await.post(&withdrawals, json!({})).await.expect_problem(403, "forbidden");
    let refused = officer.post(&withdrawals, json!({"withdrawnOn": "2030-01-01"})).await;
    assert_eq!(refused.expect_problem(400, "invalid_request").faults(), ["/withdrawnOn day_in_the_future"]);
    let after = officer.post(&withdrawals, json!({})).await.expect(200).json();
    assert_eq!(
        (&after["status"], &after["isPublic"], &after["consents"][0]["withdrawnOn"]),
        (&json!("WITHDRAWN"), &json!(false), &json!("2026-11-23"))
    );
    read(&app, &public).await.expect_problem(404, "not_found");
    assert!(!public_slugs(&app).await.contains(&slug));
    let steps = office.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(column(&steps["items"], "action").last().unwrap(), "WITHDRAW");
    // Before it is public, a withdrawal only keeps it from becoming so.
    let after =
        office.post(&format!("{}/consent-withdrawals", sample(2)), json!({})).await.expect(200).json();
    assert_eq!(after["status"], "HONOURED");
    office.step(&sample(2), "PUBLISH").await.expect_problem(409, "consent_missing");
    office
        .post(&format!("{}/consents", sample(3)), consent(true, true, true))
        .await
        .expect_problem(409, "consent_not_needed");
}

#[actix_web::test]
async fn a_restriction_of_the_person_takes_it_from_the_public_until_it_is_lifted() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let path = found(&officer, exemplar(1)).await;
    honour(&app, &path).await;
    officer.post(&format!("{path}/consents"), consent(true, true, true)).await.expect(201);
    let public = publish(&app, &path).await;
    read(&app, &public).await.expect(200);
    let asked = json!({"kind": "OBJECTION", "wish": "Không đăng công khai"});
    let requests = format!("/people/{}/data-requests", sample_id(0x35_0002));
    let request = format!("/data-requests/{}", office.post(&requests, asked).await.expect(201).text("/id"));
    read(&app, &public).await.expect(200);
    office.step(&request, "GRANT").await.expect(200);
    read(&app, &public).await.expect_problem(404, "not_found");
    assert_eq!(office.get(&path).await.expect(200).json()["isPublic"], false);
    // Nor is anything else of theirs published.
    let other = found(&officer, exemplar(1)).await;
    honour(&app, &other).await;
    officer.post(&format!("{other}/consents"), consent(true, true, true)).await.expect(201);
    office.step(&other, "PUBLISH").await.expect_problem(409, "use_is_restricted");
    office.step_with(&request, json!({"action": "LIFT", "reason": "Người đó rút yêu cầu"})).await.expect(200);
    read(&app, &public).await.expect(200);
}

#[actix_web::test]
async fn a_picture_is_public_only_while_the_exemplar_is_and_says_nothing_beside_itself() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let slug = office.get(&sample(3)).await.expect(200).text("/slug");
    let public = format!("/public/exemplars/{slug}");
    let shown = read(&app, &public).await.expect(200).json();
    assert_eq!(
        (&shown["pictureText"], &shown["award"]["code"], &shown["subjectType"]),
        (&json!("Bộ phận một cửa (mẫu)"), &json!("GIAY_KHEN"), &json!("UNIT"))
    );
    let path = format!("{public}/picture");
    let picture = read(&app, &path).await.expect(200);
    assert_eq!(picture.header("content-type"), Some("image/png"));
    assert_eq!(picture.header("cache-control"), Some("public, no-cache"));
    let etag = picture.header("etag").unwrap().to_owned();
    app.anonymous().call(Method::GET, &path).header("If-None-Match", &etag).send().await.expect(304);
    // A picture of a person, with words that a program wrote into it.
    let end = picture.body.len() - 12;
    let words = [&b"\0\0\0\x08tEXt"[..], b"GPS 1234", b"crc!"].concat();
    let told = [&picture.body[..end], &words[..], &picture.body[end..]].concat();
    let officer = app.as_user("unit-snv-vp").await;
    let head = "--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"anh.png\"\r\n\
                Content-Type: image/png\r\n\r\n";
    let form = [head.as_bytes(), &told[..], b"\r\n--cut--\r\n"].concat();
    let upload = officer.call(Method::POST, &format!("/files?unitId={}", units::OFFICE));
    let file = upload.bytes("multipart/form-data; boundary=cut", form).send().await.expect(201).text("/id");
    let mut body = exemplar(0);
    body["pictureId"] = json!(file);
    body["pictureText"] = json!("Chân dung");
    let own = found(&officer, body).await;
    honour(&app, &own).await;
    officer.post(&format!("{own}/consents"), consent(true, true, false)).await.expect(201);
    let portrait = publish(&app, &own).await;
    assert_eq!(read(&app, &format!("{portrait}/picture")).await.expect(200).body, picture.body);
    // Without a consent that covers it, it is not shown.
    officer.post(&format!("{own}/consents"), consent(true, false, false)).await.expect(201);
    assert_eq!(read(&app, &portrait).await.expect(200).json()["pictureText"], Value::Null);
    read(&app, &format!("{portrait}/picture")).await.expect_problem(404, "not_found");
    let back = json!({"action": "WITHDRAW", "reason": "Không còn phù hợp"});
    office.step_with(&sample(3), back).await.expect(200);
    read(&app, &path).await.expect_problem(404, "not_found");
}

#[actix_web::test]
async fn exemplars_are_listed_by_reach_status_and_campaign() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let count = async |actor: &Actor<'_>, query: &str| {
        let page = actor.get(&format!("/exemplars?{query}")).await.expect(200).json();
        page["items"].as_array().unwrap().len()
    };
    assert_eq!(count(&office, "").await, 4);
    assert_eq!([count(&office, "status=FOUND").await, count(&office, "status=PUBLISHED").await], [1, 1]);
    assert_eq!(count(&office, &format!("unitId={}", units::OFFICE)).await, 2);
    assert_eq!(count(&office, &format!("campaignId={}", campaigns::LAUNCHED)).await, 1);
    assert_eq!(count(&app.as_user("unit-snv-vp").await, "").await, 2);
    app.as_user("unit-snv-vp").await.get(&sample(2)).await.expect_problem(404, "not_found");
    let page = read(&app, "/public/exemplars?limit=1").await.expect(200);
    assert!(page.header("etag").is_some());
    let shown = page.json();
    let slug = read(&app, "/public/campaigns?year=2023").await.expect(200).json()["items"][0]["slug"].clone();
    let slug = slug.as_str().unwrap().to_owned();
    let of_campaign = read(&app, &format!("/public/exemplars?campaign={slug}")).await.expect(200).json();
    assert_eq!(of_campaign["items"], shown["items"]);
    let nothing = read(&app, "/public/exemplars?campaign=khong-co").await.expect(200).json();
    assert_eq!(nothing["items"], json!([]));
    // An award that was revoked is shown no more.
    let public = format!("/public/exemplars/{}", shown["items"][0]["slug"].as_str().unwrap());
    app.sql(&format!("UPDATE awards SET void_reason = 'Thu hồi' WHERE id = '{}'", sample_id(0x3f_0101)))
        .await;
    assert_eq!(read(&app, &public).await.expect(200).json()["award"], Value::Null);
}
