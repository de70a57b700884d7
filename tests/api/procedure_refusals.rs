//! What is refused around the stages of nominations.

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::nominations::{grant, letter, nomination, person, send};
use crate::procedure::{answer, at_province, consultation, outcome, party_opinion, request, write_rule};
use crate::support::{Actor, NOTHING, TestApp, sample_id, units};

fn with(mut body: Value, changes: Value) -> Value {
    for (member, value) in changes.as_object().unwrap() {
        body[member] = value.clone();
    }
    body
}

#[actix_web::test]
async fn a_request_for_an_opinion_is_refused_with_its_faults() {
    let app = TestApp::start().await;
    let (officer, office) = (app.as_user("unit-snv-vp").await, app.as_user("office").await);
    let path = send(&officer, nomination(&person(0), "GIAY_KHEN")).await;
    let own = request("CONSULTED_BODY", "Công an tỉnh");
    for on in [format!("{path}/opinions"), format!("/submissions/{}/opinions", sample_id(0x3d_8001))] {
        for (changes, fault) in [
            (json!({"documentId": NOTHING}), "/documentId unknown_document"),
            (json!({"askedOn": "2026-11-24"}), "/askedOn day_in_the_future"),
            (json!({"askedOn": "2026-01-05"}), "/askedOn asked_before_received"),
        ] {
            let refused =
                office.post(&on, with(own.clone(), changes)).await.expect_problem(400, "invalid_request");
            assert_eq!(refused.faults(), [fault]);
        }
    }
    // Who wrote it asks nobody, nor records what they hold.
    let asked = office.post(&format!("{path}/opinions"), own.clone()).await.expect(201).json();
    grant(&app, 0x302, "STANDING_OFFICE", units::DEPARTMENT).await;
    let writer = app.as_user("unit-snv-vp").await;
    let again = request("CONSULTED_BODY", "Sở Tài chính");
    writer.post(&format!("{path}/opinions"), again).await.expect_problem(403, "own_nomination");
    let step = json!({"action": "AGREE", "documentId": letter()});
    answer(&writer, &path, &asked, step).await.expect_problem(403, "own_nomination");
    let draft = format!("/nominations/{}/opinions", sample_id(0x3d_0201));
    office.post(&draft, own).await.expect_problem(409, "nomination_is_not_at_a_stage");
}

#[actix_web::test]
async fn an_answer_is_refused_with_its_faults() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let path = format!("/nominations/{}", sample_id(0x3d_0101));
    let asked = office.post(&format!("{path}/opinions"), request("CONSULTED_BODY", "Công an tỉnh")).await;
    let asked = asked.expect(201).json();
    for (step, fault) in [
        (json!({"action": "AGREE"}), "/documentId needed_for_this_kind"),
        (
            json!({"action": "CANCEL", "reason": "Nhầm", "documentId": letter()}),
            "/documentId not_for_this_kind",
        ),
        (json!({"action": "AGREE", "documentId": NOTHING}), "/documentId unknown_document"),
        (
            json!({"action": "AGREE", "documentId": letter(), "answeredOn": "2026-11-24"}),
            "/answeredOn day_in_the_future",
        ),
        (
            json!({"action": "AGREE", "documentId": letter(), "answeredOn": "2026-11-22"}),
            "/answeredOn answered_before_asked",
        ),
        (json!({"action": "CANCEL"}), "/reason reason_required"),
    ] {
        let refused = answer(&office, &path, &asked, step).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [fault]);
    }
    answer(&office, &path, &asked, json!({"action": "PASS_OVER"}))
        .await
        .expect_problem(409, "opinion_is_not_overdue");
    let reader = app.as_user("leader").await;
    answer(&reader, &path, &asked, json!({"action": "PASS_OVER"})).await.expect_problem(403, "forbidden");
    let cancelled =
        answer(&office, &path, &asked, json!({"action": "CANCEL", "reason": "Gửi nhầm nơi"})).await;
    assert_eq!(cancelled.expect(200).json()["status"], "CANCELLED");
}

#[actix_web::test]
async fn the_partys_opinion_is_written() {
    let app = TestApp::start().await;
    write_rule(&app, "BANG_KHEN_TINH", party_opinion("PROPOSAL")).await;
    let office = app.as_user("province-office").await;
    let path = format!("{}/opinions", at_province());
    let asked =
        office.post(&path, request("PARTY_COMMITTEE", "Ban Thường vụ Tỉnh ủy")).await.expect(201).json();
    answer(&office, &at_province(), &asked, json!({"action": "PASS_OVER"}))
        .await
        .expect_problem(409, "opinion_must_be_written");
}

#[actix_web::test]
async fn a_consultation_is_refused_with_its_faults() {
    let app = TestApp::start().await;
    write_rule(&app, "GIAY_KHEN", json!({"kind": "PUBLIC_CONSULTATION", "workingDays": 10})).await;
    let office = app.as_user("office").await;
    let own = sample_id(0x3d_0101);
    for (changes, fault) in [
        (json!({"nominationIds": [own, own]}), "/nominationIds/1 named_twice"),
        (json!({"nominationIds": [NOTHING]}), "/nominationIds/0 nomination_not_for_consultation"),
        (
            json!({"nominationIds": [sample_id(0x3d_0501)]}),
            "/nominationIds/0 nomination_not_for_consultation",
        ),
        (json!({"startsOn": "2026-11-22"}), "/startsOn day_in_the_past"),
        (json!({"endsOn": "2026-11-22"}), "/endsOn ends_before_start"),
        (json!({"endsOn": "2026-11-30"}), "/endsOn consultation_too_short"),
        (json!({"unitId": NOTHING}), "/unitId unknown_unit"),
    ] {
        let refused = office.post("/consultations", with(consultation(&own), changes)).await;
        assert_eq!(refused.expect_problem(400, "invalid_request").faults(), [fault]);
    }
    let (one, other) = (&office, &app.as_user("office-2").await);
    let open = async |who: &Actor<'_>| who.post("/consultations", consultation(&own)).await;
    let mut statuses: Vec<u16> =
        join_all([open(one), open(other)]).await.iter().map(|own| own.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    office.post("/consultations", consultation(&own)).await.expect_problem(409, "already_consulted");
}

#[actix_web::test]
async fn what_comes_to_a_consultation_is_refused_with_its_faults() {
    let app = TestApp::start().await;
    let office = app.as_user("province-office").await;
    let path = format!("/consultations/{}", sample_id(0x40_0001));
    let listed = office.get(&format!("{path}/opinions")).await.expect(200).json();
    assert_eq!(listed["items"][0]["fromName"], "Hoàng Văn Mẫu");
    let own = json!({"nominationId": sample_id(0x3d_0501), "objects": false, "content": "Nhất trí"});
    for (changes, fault) in [
        (json!({"nominationId": NOTHING}), "/nominationId nomination_not_consulted"),
        (json!({"receivedOn": "2026-11-24"}), "/receivedOn day_in_the_future"),
        (json!({"receivedOn": "2026-11-19"}), "/receivedOn answered_before_asked"),
    ] {
        let refused = office.post(&format!("{path}/opinions"), with(own.clone(), changes)).await;
        assert_eq!(refused.expect_problem(400, "invalid_request").faults(), [fault]);
    }
    grant(&app, 4, "COUNCIL_MEMBER", &sample_id(0x100)).await;
    let member = app.as_user("council-1").await;
    member.get(&path).await.expect(200);
    member.get(&format!("{path}/opinions")).await.expect_problem(403, "forbidden");
    member
        .step_with(&path, json!({"action": "CANCEL", "reason": "Nhầm"}))
        .await
        .expect_problem(403, "forbidden");
    app.as_user("office").await.get(&path).await.expect_problem(404, "not_found");
    office.step_with(&path, json!({"action": "CANCEL", "reason": "Đăng nhầm"})).await.expect(200);
    office.post(&format!("{path}/opinions"), own).await.expect_problem(409, "consultation_is_over");
    let steps = office.get(&format!("{path}/transitions")).await.expect(200).json();
    assert_eq!(steps["items"][0]["reason"], "Đăng nhầm");
    let all = office.get("/consultations?status=CANCELLED").await.expect(200).json();
    assert_eq!(all["items"][0]["id"], sample_id(0x40_0001));
}

#[actix_web::test]
async fn an_outcome_is_refused_with_its_faults() {
    let app = TestApp::start().await;
    let office = app.as_user("province-office").await;
    let (path, id) = (format!("/consultations/{}", sample_id(0x40_0001)), sample_id(0x3d_0501));
    office
        .step_with(&path, outcome(&id, "NO_OBJECTION", None))
        .await
        .expect_problem(409, "consultation_is_running");
    app.sql("UPDATE consultations SET ends_on = '2026-11-20'").await;
    let own = json!({"nominationId": id, "outcome": "NO_OBJECTION"});
    let end = |outcomes: Value| json!({"action": "END", "summary": "Hết thời hạn", "outcomes": outcomes});
    for (step, fault) in [
        (json!({"action": "END", "summary": "Hết thời hạn"}), "/outcomes needed_for_this_kind"),
        (json!({"action": "CANCEL", "reason": "Nhầm", "summary": "Hết"}), "/summary not_for_this_kind"),
        (json!({"action": "CANCEL"}), "/reason reason_required"),
        (
            end(json!([own, {"nominationId": NOTHING, "outcome": "NO_OBJECTION"}])),
            "/outcomes/1/nominationId nomination_not_consulted",
        ),
        (end(json!([own, own])), "/outcomes/1/nominationId named_twice"),
        (end(json!([])), "/outcomes outcome_missing"),
        (outcome(&id, "OBJECTION_UPHELD", None), "/outcomes/0/note reason_required"),
    ] {
        let refused = office.step_with(&path, step).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [fault]);
    }
    let said = json!({"nominationId": id, "objects": true, "content": "Phản đối"});
    office.post(&format!("{path}/opinions"), said).await.expect(201);
    let refused = office.step_with(&path, end(json!([own]))).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/outcomes/0/outcome objections_were_received"]);
    // The unit's officer wrote the nomination: whatever role they have, the outcome is not theirs to record.
    grant(&app, 0x306, "STANDING_OFFICE", &sample_id(0x100)).await;
    let writer = app.as_user("unit-snv-cchc").await;
    let step = outcome(&id, "OBJECTION_NOT_UPHELD", Some("Không có căn cứ"));
    writer.step_with(&path, step).await.expect_problem(403, "own_nomination");
}

#[actix_web::test]
async fn a_procedure_rule_is_refused_with_its_faults() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let papers = json!({"kind": "SIMPLIFIED_PROCEDURE", "commendation": "MERIT", "papers": ["A", "B", "A"]});
    let after = json!({"kind": "DEADLINE", "month": 6, "day": 30, "yearsAfter": 1, "afterAward": "KHONG_CO", "schools": false});
    let body = json!({"awardCode": "GIAY_KHEN", "requirement": {"kind": "REPORT_AGE", "months": 6}, "clause": "Quy chế thử",
        "certainty": "SOURCED", "startsOn": "2026-01-01"});
    for (changes, fault) in [
        (json!({"awardCode": "KHONG_CO"}), "/awardCode unknown_award_type"),
        (json!({"awardLevel": "STATE"}), "/awardLevel award_or_level"),
        (json!({"requirement": papers}), "/requirement/papers/2 named_twice"),
        (json!({"endsBefore": "2026-01-01"}), "/endsBefore ends_before_start"),
        (
            json!({"requirement": {"kind": "PUBLIC_CONSULTATION", "workingDays": 1}, "remindDaysBefore": 7}),
            "/remindDaysBefore not_for_this_kind",
        ),
    ] {
        let refused = admin.post("/procedure-rules", with(body.clone(), changes)).await;
        assert_eq!(refused.expect_problem(400, "invalid_request").faults(), [fault]);
    }
    let first = admin
        .post("/procedure-rules", with(body.clone(), json!({"endsBefore": "2027-01-01"})))
        .await
        .expect(201);
    admin.post("/procedure-rules", body.clone()).await.expect_problem(409, "procedure_rule_already_there");
    admin.post("/procedure-rules", with(body, json!({"startsOn": "2027-01-01"}))).await.expect(201);
    let path = format!("/procedure-rules/{}", first.text("/id"));
    for (patch, fault) in [
        (json!({"requirement": after}), "/requirement/afterAward unknown_award_type"),
        (json!({"requirement": papers}), "/requirement/papers/2 named_twice"),
        (json!({"endsBefore": "2025-01-01"}), "/endsBefore ends_before_start"),
        (
            json!({"requirement": {"kind": "PUBLIC_CONSULTATION", "workingDays": 1}, "remindDaysBefore": 7}),
            "/remindDaysBefore not_for_this_kind",
        ),
    ] {
        let refused = admin.patch(&path, 1, patch).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), [fault]);
    }
    admin
        .patch(&path, 1, json!({"endsBefore": null}))
        .await
        .expect_problem(409, "procedure_rule_already_there");
}
