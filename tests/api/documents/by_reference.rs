//! Documents put by their reference: registered, corrected, with their file, and drafted where they launch a campaign.

use futures_util::future::{join, join_all};
use reqwest::Method;
use serde_json::{Value, json};

use super::office_of;
use crate::clients::registered;
use crate::oauth::{Client, call_as};
use crate::support::{Actor, NOTHING, Reply, TestApp, documents, units};

const PLAN: &str = include_str!("../../documents/plan.txt");
const NEWS: &str = include_str!("../../documents/cases/not-news.txt");
const PLAN_PDF: &[u8] = include_bytes!("../../documents/pdf/plan.pdf");
const ENCRYPTED_PDF: &[u8] = include_bytes!("../../documents/pdf/encrypted.pdf");

/// The plan of the sample's documents, as a document system knows it.
const PLAN_PATH: &str = "/documents/by-reference?issuer=S%E1%BB%9F%20N%E1%BB%99i%20v%E1%BB%A5&year=2024&number=15&notation=KH-SNV";
/// A decision.
const DECISION: &str = "/documents/by-reference?issuer=UBND%20t%E1%BB%89nh%20(m%E1%BA%ABu)&year=2026&number=7&notation=Q%C4%90-UBND";

fn decision() -> Value {
    json!({"type": "Quyết định", "issuedOn": "2026-03-02", "subject": "Về việc kiện toàn Hội đồng (mẫu)"})
}

fn plan() -> Value {
    json!({"type": "Kế hoạch", "issuedOn": "2024-02-05", "subject": "Phát động phong trào thi đua (mẫu)"})
}

async fn put(actor: &Actor<'_>, path: &str, body: &Value) -> Reply {
    actor.call(Method::PUT, path).json(body).send().await
}

/// A part of a form: its name, what its header says beside that, its bytes.
type Part<'a> = (&'a str, &'a str, &'a [u8]);

async fn put_form(actor: &Actor<'_>, path: &str, parts: &[Part<'_>]) -> Reply {
    let mut body = Vec::new();
    for (name, others, bytes) in parts {
        let head = format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"{others}\r\n\r\n");
        body.extend([head.as_bytes(), bytes, b"\r\n"].concat());
    }
    body.extend(b"--cut--\r\n");
    actor.call(Method::PUT, path).bytes("multipart/form-data; boundary=cut", body).send().await
}

async fn put_with_file(actor: &Actor<'_>, path: &str, document: &Value, file: (&str, &[u8])) -> Reply {
    let (document, name) = (document.to_string(), format!("; filename=\"{}\"", file.0));
    put_form(actor, path, &[("document", "", document.as_bytes()), ("file", &name, file.1)]).await
}

/// What happened after a position of the feed.
async fn events_after(app: &TestApp, position: i64) -> Vec<String> {
    app.run_sequencer().await;
    let page = app.auditor().await.get(&format!("/events?after={position}")).await.expect(200).json();
    let events = page["items"].as_array().unwrap().clone();
    events.iter().map(|event| event["type"].as_str().unwrap().to_owned()).collect()
}

async fn last_event(app: &TestApp) -> i64 {
    app.run_sequencer().await;
    app.last_event().await
}

/// The document of an answer, as it stands.
async fn document_of(actor: &Actor<'_>, reply: &Value) -> Value {
    actor.get(&format!("/documents/{}", reply["document"]["id"].as_str().unwrap())).await.expect(200).json()
}

async fn ioffice(app: &TestApp) -> Actor<'_> {
    call_as(app, &Client::ioffice()).await
}

#[actix_web::test]
async fn a_document_system_registers_a_document_in_one_call() {
    let app = TestApp::start().await;
    let reply = put(&ioffice(&app).await, DECISION, &decision()).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    201
    location: /api/v1/documents/<id>
    etag: "v1-<hash>"
    content-language: vi
    {
      "document": {
        "id": "<id>",
        "type": "Quyết định",
        "number": "7",
        "notation": "QĐ-UBND",
        "display": "7/QĐ-UBND",
        "issuedOn": "2026-03-02",
        "issuerName": "UBND tỉnh (mẫu)"
      },
      "version": 1,
      "verdict": "NO_FILE",
      "takenFor": null,
      "reasons": [],
      "campaign": null,
      "noDraftBecause": null
    }
    "#);
    let location = reply.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    let read = app.as_user("unit-snv-vp").await.get(&location).await.expect(200).json();
    assert_eq!(read["display"], "7/QĐ-UBND");
}

#[actix_web::test]
async fn the_same_again_changes_nothing() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    let made = put(&machine, DECISION, &decision()).await.expect(201);
    let before = last_event(&app).await;
    // Also by another spelling of the issuer, which finds the document and doesn't rename its issuer.
    let plain = DECISION.replace("t%E1%BB%89nh%20(m%E1%BA%ABu)", "TINH%20(MAU)");
    for path in [DECISION, &plain] {
        let again = put(&machine, path, &decision()).await.expect(200);
        assert_eq!((again.json(), again.header("etag")), (made.json(), made.header("etag")));
    }
    assert_eq!(events_after(&app, before).await, [""; 0]);
}

#[actix_web::test]
async fn what_differs_is_corrected_as_a_whole() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    put(&machine, DECISION, &decision()).await.expect(201);
    let before = last_event(&app).await;
    let other = json!({"display": "07/QĐ-UBND", "signerName": "Nguyễn Văn Mẫu", "urgency": "FLASH"});
    let refused = put(&machine, DECISION, &other).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults(), ["/display reference_differs"]);
    let other =
        json!({"signerName": "Nguyễn Văn Mẫu", "urgency": "FLASH", "link": "https://vanban.example/7"});
    let changed = put(&machine, DECISION, &other).await.expect(200).json();
    let changed = document_of(&machine, &changed).await;
    assert_eq!(
        (&changed["version"], &changed["subject"], &changed["signerName"], &changed["display"]),
        (&json!(2), &Value::Null, &json!("Nguyễn Văn Mẫu"), &json!("7/QĐ-UBND"))
    );
    assert_eq!(events_after(&app, before).await, ["vn.thidua.document.changed.v1"]);
}

#[actix_web::test]
async fn a_file_is_registered_with_its_document() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    let made =
        put_with_file(&machine, DECISION, &decision(), ("7-QD.pdf", ENCRYPTED_PDF)).await.expect(201).json();
    // Most documents are scans: what can't be read is no fault of theirs.
    assert_eq!(
        (&made["verdict"], &made["reasons"][0]["reason"], &made["campaign"]),
        (&json!("UNREADABLE"), &json!("ENCRYPTED_FILE"), &Value::Null)
    );
    let registered = document_of(&machine, &made).await;
    let file = &registered["files"][0];
    assert_eq!(
        (&file["name"], &file["mediaType"], &file["bytes"]),
        (&json!("7-QD.pdf"), &json!("application/pdf"), &json!(ENCRYPTED_PDF.len()))
    );
    // Without a file and without `files` they stay; the same file again changes nothing.
    assert_eq!(put(&machine, DECISION, &decision()).await.expect(200).version(), 1);
    assert_eq!(document_of(&machine, &made).await, registered);
    let again = put_with_file(&machine, DECISION, &decision(), ("7-QD.pdf", ENCRYPTED_PDF)).await.expect(200);
    assert_eq!(again.json(), made);
    let news = put_with_file(&machine, DECISION, &decision(), ("tin.txt", NEWS.as_bytes())).await.expect(200);
    let news = news.json();
    assert_eq!(
        (&news["verdict"], &news["takenFor"], &news["version"]),
        (&json!("OTHER"), &json!("NEWS"), &json!(2))
    );
    assert_eq!(document_of(&machine, &news).await["files"][0]["name"], "tin.txt");
    let odd = put_with_file(&machine, DECISION, &decision(), ("cu.doc", b"\xd0\xcf\x11\xe0\0")).await;
    let odd = odd.expect(200).json();
    assert_eq!(
        (&odd["verdict"], &document_of(&machine, &odd).await["files"][0]["mediaType"]),
        (&json!("UNREADABLE"), &json!("application/octet-stream"))
    );
    let mut none = decision();
    none["files"] = json!([]);
    put(&machine, DECISION, &none).await.expect(200);
    assert_eq!(document_of(&machine, &made).await["files"], json!([]));
}

#[actix_web::test]
async fn a_launch_becomes_one_draft() {
    let app = TestApp::start().await;
    let (machine, office) = (ioffice(&app).await, app.as_user("office").await);
    let before = last_event(&app).await;
    let made = put_with_file(&machine, PLAN_PATH, &plan(), ("15-KH.txt", PLAN.as_bytes())).await.expect(201);
    let made = made.json();
    assert_eq!(
        (&made["verdict"], &made["campaign"]["code"], &made["noDraftBecause"]),
        (&json!("LAUNCH"), &Value::Null, &Value::Null)
    );
    let told = events_after(&app, before).await;
    let drafted = told.iter().filter(|kind| *kind == "vn.thidua.campaign.created.v1").count();
    assert_eq!(drafted, 1, "{told:?}");
    let campaign = office.get(&format!("/campaigns/{}", made["campaign"]["id"].as_str().unwrap())).await;
    let campaign = campaign.expect(200).json();
    assert_eq!(
        (&campaign["status"], &campaign["launchingUnit"]["code"], &campaign["document"]["id"]),
        (&json!("DRAFT"), &json!("SNV"), &made["document"]["id"])
    );
    // The register has the document once: it was issued, so that it is for everybody, and the office goes on with the draft.
    let listed = office.get("/documents?number=15&notation=KH-SNV").await.expect(200).json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 1);
    let path = format!("/campaigns/{}", campaign["id"].as_str().unwrap());
    office.patch(&path, 1, json!({"startsOn": "2024-02-05"})).await.expect(200);
    // Again, and in another form of file: the same campaign.
    let before = last_event(&app).await;
    let again = put_with_file(&machine, PLAN_PATH, &plan(), ("15-KH.txt", PLAN.as_bytes())).await.expect(200);
    assert_eq!(again.json(), made);
    assert_eq!(events_after(&app, before).await, [""; 0]);
    let pdf = put_with_file(&machine, PLAN_PATH, &plan(), ("15-KH.pdf", PLAN_PDF)).await.expect(200).json();
    assert_eq!((&pdf["campaign"], &pdf["version"]), (&made["campaign"], &json!(2)));
    assert_eq!(put(&machine, PLAN_PATH, &plan()).await.expect(200).json()["campaign"], made["campaign"]);
    // What became of the draft is the office's work, and no reason for another one.
    office.step(&path, "WITHDRAW").await.expect(200);
    let again = put_with_file(&machine, PLAN_PATH, &plan(), ("15-KH.txt", PLAN.as_bytes())).await.expect(200);
    assert_eq!(again.json()["campaign"], made["campaign"]);
}

#[actix_web::test]
async fn a_launch_of_a_registered_document_becomes_a_draft_with_its_file() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let made = put(&office, PLAN_PATH, &plan()).await.expect(201).json();
    assert_eq!((&made["verdict"], &made["campaign"]), (&json!("NO_FILE"), &Value::Null));
    let read = put_with_file(&office, PLAN_PATH, &plan(), ("15-KH.txt", PLAN.as_bytes())).await.expect(200);
    let read = read.json();
    assert_eq!(read["document"]["id"], made["document"]["id"]);
    let campaign = format!("/campaigns/{}", read["campaign"]["id"].as_str().unwrap());
    assert_eq!(office.get(&campaign).await.expect(200).json()["document"]["id"], made["document"]["id"]);
}

#[actix_web::test]
async fn a_launch_of_others_is_registered_and_not_drafted() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let client = |code: &str, unit: Value| {
        json!({"code": code, "name": "Hệ thống thử", "unitId": unit, "purpose": "Để thử",
            "scopes": ["documents:write"], "expiresOn": "2027-12-31"})
    };
    let ward = call_as(&app, &registered(&admin, client("phuong", json!(units::WARD))).await).await;
    let put_plan = async |actor: &Actor<'_>, text: &str| {
        put_with_file(actor, PLAN_PATH, &plan(), ("15-KH.txt", text.as_bytes())).await
    };
    let named = PLAN.replace("SỞ NỘI VỤ", "SỞ NỘI VỤ TỈNH LẠNG SƠN");
    let away = put_plan(&ward, &named).await.expect(201).json();
    assert_eq!(
        (&away["verdict"], &away["campaign"], &away["noDraftBecause"]),
        (&json!("LAUNCH"), &Value::Null, &json!("UNIT_OUT_OF_REACH"))
    );
    // A document that is no draft's is for everybody.
    let own = format!("/documents/{}", away["document"]["id"].as_str().unwrap());
    app.as_user("unit-p-tt").await.get(&own).await.expect(200);
    let province = call_as(&app, &registered(&admin, client("tinh", Value::Null)).await).await;
    let unknown = PLAN.replace("SỞ NỘI VỤ", "SỞ ABC");
    let path = PLAN_PATH.replace("number=15", "number=16");
    let unknown = put_with_file(&province, &path, &plan(), ("a.txt", unknown.as_bytes())).await.expect(201);
    assert_eq!(unknown.json()["noDraftBecause"], "UNIT_UNKNOWN");
    let groups = (1..=40).map(|group| {
        let items = (1..=250).map(|n| format!("{group}.{n}. Nội dung thứ {n} của nhóm {group}.\n\n"));
        std::iter::once(format!("{group}. Nhóm nội dung {group}\n\n")).chain(items).collect::<String>()
    });
    let much = format!(
        "PHÁT ĐỘNG\n\nPhong trào thi đua năm 2027\n\nSở Nội vụ tỉnh Lạng Sơn phát động phong trào thi đua đến hết \
         31/12/2027 với nội dung như sau:\n\nI. NỘI DUNG THI ĐUA\n\n{}",
        groups.collect::<String>()
    );
    let path = PLAN_PATH.replace("number=15", "number=17");
    let rich = put_with_file(&province, &path, &plan(), ("a.txt", much.as_bytes())).await.expect(201).json();
    assert_eq!((&rich["campaign"], &rich["noDraftBecause"]), (&Value::Null, &json!("TOO_RICH")));
}

#[actix_web::test]
async fn at_the_same_instant_one_document_and_one_draft_are_made() {
    let app = TestApp::start().await;
    office_of(&app, "office-2", None).await;
    let (machine, office, other) =
        (ioffice(&app).await, app.as_user("office").await, app.as_user("office-2").await);
    let (one, two) = join(put(&office, DECISION, &decision()), put(&other, DECISION, &decision())).await;
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 201]);
    let document = plan();
    let pushes = (0..6).map(|_| put_with_file(&machine, PLAN_PATH, &document, ("15.txt", PLAN.as_bytes())));
    let replies = join_all(pushes).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    assert!(replies.iter().all(|reply| reply.json()["campaign"] == replies[0].json()["campaign"]));
    assert!(replies.iter().all(|reply| reply.json()["version"] == 1));
}

#[actix_web::test]
async fn what_somebody_else_wrote_is_not_overwritten_unseen() {
    let app = TestApp::start().await;
    office_of(&app, "office-2", None).await;
    let (machine, office) = (ioffice(&app).await, app.as_user("office-2").await);
    let made = put(&machine, DECISION, &decision()).await.expect(201).json();
    let mut other = decision();
    other["subject"] = json!("Khác (mẫu)");
    let refused = put(&office, DECISION, &other).await.expect_problem(409, "written_by_another");
    assert!(refused.text("/detail").contains("phiên bản hiện tại là 1"), "{}", refused.raw());
    // What it says already it may say again.
    put(&office, DECISION, &decision()).await.expect(200);
    let with_version = |version| office.call(Method::PUT, DECISION).version(version).json(&other).send();
    with_version(9).await.expect_problem(412, "stale_version");
    with_version(1).await.expect(200);
    // Now it is the office's, also where it was corrected in the other way.
    put(&machine, DECISION, &decision()).await.expect_problem(409, "written_by_another");
    machine.call(Method::PUT, DECISION).version(2).json(&decision()).send().await.expect(200);
    let own = format!("/documents/{}", made["document"]["id"].as_str().unwrap());
    office.patch(&own, 3, json!({"urgency": "URGENT"})).await.expect(200);
    put(&machine, DECISION, &decision()).await.expect_problem(409, "written_by_another");
    let odd = machine.call(Method::PUT, DECISION).header("If-Match", "*").json(&decision()).send().await;
    assert_eq!(odd.expect_problem(400, "invalid_request").faults(), ["If-Match wrong_format"]);
}

#[actix_web::test]
async fn a_document_of_others_is_refused_and_a_draft_s_is_not_found() {
    let app = TestApp::start().await;
    let (machine, office) = (ioffice(&app).await, app.as_user("office").await);
    office_of(&app, "unit-p-tt", Some("P-TT")).await;
    let stranger = app.as_user("unit-p-tt").await;
    put(&machine, DECISION, &decision()).await.expect(201);
    put(&stranger, DECISION, &decision()).await.expect(200);
    put(&stranger, DECISION, &json!({"subject": "Khác"})).await.expect_problem(403, "forbidden");
    let imported = office.call(Method::POST, "/campaigns/import").text("text/plain", PLAN).send().await;
    let document = imported.expect(201).json()["campaign"]["document"].clone();
    let issuer = document["issuerName"].as_str().unwrap();
    let path = PLAN_PATH.replace("S%E1%BB%9F%20N%E1%BB%99i%20v%E1%BB%A5", issuer);
    put(&machine, &path, &plan()).await.expect_problem(404, "not_found");
    let own = put(&office, &path, &json!({"issuedOn": "2024-02-05"})).await.expect(200).json();
    assert_eq!((&own["document"]["id"], own["campaign"].is_null()), (&document["id"], false));
    for nobody in ["admin", "leader", "auditor", "unit-snv-vp"] {
        put(&app.as_user(nobody).await, DECISION, &decision()).await.expect_problem(403, "forbidden");
    }
    put(&app.anonymous(), DECISION, &decision()).await.expect_problem(401, "unauthenticated");
    let reader = json!({"code": "chi-doc", "name": "Chỉ đọc", "unitId": units::DEPARTMENT, "purpose": "Để thử",
        "scopes": ["documents:read", "campaigns:write"], "expiresOn": "2027-12-31"});
    let reader = call_as(&app, &registered(&app.admin().await, reader).await).await;
    put(&reader, DECISION, &decision()).await.expect_problem(403, "scope_missing");
}

#[actix_web::test]
async fn what_a_launched_campaign_rests_on_keeps_its_identity() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let basis = office.get(&format!("/documents/{}", documents::LEGAL_BASIS)).await.expect(200).json();
    let issuer = basis["issuerName"].as_str().unwrap();
    let path = format!("/documents/by-reference?issuer={issuer}&year=2023&number=02&notation=CT-UBND");
    let refused = put(&office, &path, &json!({"subject": "Khác"})).await;
    refused.expect_problem(409, "document_is_relied_on");
    let mut same = json!({"link": "https://vanban.example/02"});
    for name in ["type", "issuedOn", "subject", "signerName", "signerPosition", "signerAuthority"] {
        same[name] = basis[name].clone();
    }
    let linked = put(&office, &path, &same).await.expect(200).json();
    let linked = document_of(&office, &linked).await;
    assert_eq!(
        (&linked["link"], &linked["display"], &linked["files"]),
        (&same["link"], &basis["display"], &basis["files"])
    );
}

#[actix_web::test]
async fn every_fault_is_told_at_once() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    let nothing = put(&machine, "/documents/by-reference?year=1&x=1", &json!({})).await;
    assert_eq!(
        nothing.expect_problem(400, "invalid_request").faults(),
        [
            "issuer required",
            "notation required",
            "number required",
            "x unknown_parameter",
            "year out_of_range"
        ]
    );
    let wrong =
        json!({"type": " ", "urgency": "SLOW", "link": "ftp://vanban.vn", "number": "1", "year": 2026});
    let refused = put(&machine, DECISION, &wrong).await.expect_problem(400, "invalid_request");
    let faults =
        ["/link wrong_format", "/number unknown_member", "/type wrong_format", "/urgency unknown_value"];
    assert_eq!(refused.faults()[..3], faults[..3]);
    let in_form = put_with_file(&machine, DECISION, &wrong, ("a.txt", b"a")).await;
    assert_eq!(in_form.expect_problem(400, "invalid_request").faults()[0], "/document/link wrong_format");
    let against = json!({"display": "?", "issuedOn": "2025-01-01"});
    let path = DECISION.replace("Q%C4%90-UBND", "!");
    let refused = put(&machine, &path, &against).await.expect_problem(400, "invalid_request");
    assert_eq!(
        refused.faults(),
        ["/display unreadable_reference", "/issuedOn year_differs", "notation unreadable_reference"]
    );
    let in_form = put_with_file(&machine, &path, &against, ("a.txt", b"a")).await;
    assert_eq!(
        in_form.expect_problem(400, "invalid_request").faults()[0],
        "/document/display unreadable_reference"
    );
}

#[actix_web::test]
async fn a_form_has_a_document_and_at_most_one_file() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    let document = decision().to_string();
    let document = document.as_bytes();
    for (parts, faults) in [
        (vec![("file", "; filename=\"a\"", &b"a"[..])], vec!["/document required"]),
        (
            vec![("document", "", document), ("document", "", document), ("note", "", b"x")],
            vec!["/document repeated_parameter", "/note unknown_member"],
        ),
    ] {
        let refused = put_form(&machine, DECISION, &parts).await.expect_problem(400, "invalid_request");
        assert_eq!(refused.faults(), faults);
    }
    put_form(&machine, DECISION, &[("document", "", b"{")]).await.expect_problem(400, "malformed_json");
    let uncut = machine.call(Method::PUT, DECISION).bytes("multipart/form-data; boundary=cut", b"x".to_vec());
    uncut.send().await.expect_problem(400, "malformed_form");
    let text = machine.call(Method::PUT, DECISION).text("text/plain", "x").send().await;
    text.expect_problem(415, "unsupported_media_type");
    let large = vec![b'a'; 4 * 1024 * 1024 + 1];
    let large = put_form(&machine, DECISION, &[("document", "", document), ("file", "", &large)]).await;
    large.expect_problem(413, "too_large");
    put_form(&machine, DECISION, &[("document", "", document)]).await.expect(201);
}

#[actix_web::test]
async fn a_push_with_a_key_is_replayed_however_the_form_is_cut() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    let send = |boundary: &str, text: &str| {
        let (document, name) = (decision().to_string(), "Content-Disposition: form-data; name");
        let form = format!(
            "--{boundary}\r\n{name}=\"document\"\r\n\r\n{document}\r\n\
             --{boundary}\r\n{name}=\"file\"; filename=\"a.txt\"\r\n\r\n{text}\r\n--{boundary}--\r\n"
        );
        let media_type = format!("multipart/form-data; boundary={boundary}");
        machine.call(Method::PUT, DECISION).key("van-ban-0001").text(&media_type, &form).send()
    };
    let first = send("one", NEWS).await.expect(201);
    let again = send("two", NEWS).await.expect(201);
    assert_eq!((first.body, again.header("idempotent-replayed")), (again.body.clone(), Some("true")));
    machine.get(&format!("/documents/{NOTHING}")).await.expect_problem(404, "not_found");
    machine.get("/documents/by-reference").await.expect_problem(405, "method_not_allowed");
}
