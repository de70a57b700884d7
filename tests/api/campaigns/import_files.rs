//! Files that are not what was asked for: each gets its reason, and nothing changes.

use std::io::{Cursor, Write};

use reqwest::Method;
use serde_json::json;
use thidua::core::vietnamese::folded;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Actor, Reply, TestApp};

const LAUNCH_2023: &str = include_str!("../../documents/launch-2023.txt");
const INVITATION: &str = include_str!("../../documents/invitation.txt");
const AWARD: &str = include_str!("../../documents/decision-award.txt");
const PLAN: &str = include_str!("../../documents/plan.txt");
const NEWS: &str = include_str!("../../documents/cases/not-news.txt");
const REPORT: &str = include_str!("../../documents/cases/not-report.txt");
const CONTEST: &str = include_str!("../../documents/cases/not-writing-contest.txt");
const LETTERS_LOST: &str = include_str!("../../documents/cases/plan-letters-lost.txt");
const PLAN_PDF: &[u8] = include_bytes!("../../documents/pdf/plan.pdf");
const ENCRYPTED_PDF: &[u8] = include_bytes!("../../documents/pdf/encrypted.pdf");
const PDF: &str = "application/pdf";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

async fn import(actor: &Actor<'_>, media_type: &str, bytes: Vec<u8>) -> Reply {
    actor.call(Method::POST, "/campaigns/import").bytes(media_type, bytes).send().await
}

async fn form(actor: &Actor<'_>, parts: &str) -> Reply {
    let body = format!("{parts}--cut--\r\n");
    import(actor, "multipart/form-data; boundary=cut", body.into_bytes()).await
}

fn part(name: &str, content: &str) -> String {
    format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a\"\r\n\r\n{content}\r\n")
}

fn archive(body: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(body).unwrap();
    writer.finish().unwrap().into_inner()
}

fn docx(text: &str) -> Vec<u8> {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let lines: String = escaped
        .lines()
        .map(|line| format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>"))
        .collect();
    let space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    archive(
        format!(
            "<?xml version=\"1.0\"?><w:document xmlns:w=\"{space}\"><w:body>{lines}</w:body></w:document>"
        )
        .as_bytes(),
    )
}

/// As Windows' editors for Vietnamese write it: tones stand behind their vowels.
fn windows_1258(text: &str) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    let loose = |letter: char| {
        let parts: Vec<char> = std::iter::once(letter).nfd().collect();
        let is_tone = |part: &char| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(*part);
        let (tones, base): (Vec<char>, Vec<char>) = parts.into_iter().partition(is_tone);
        base.into_iter().nfc().chain(tones).collect::<Vec<_>>()
    };
    let letters: String = text.chars().flat_map(loose).collect();
    let (bytes, _, has_errors) = encoding_rs::WINDOWS_1258.encode(&letters);
    assert!(!has_errors);
    bytes.into_owned()
}

#[actix_web::test]
async fn text_docx_and_utf_16_say_the_same() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let utf_16: Vec<u8> =
        std::iter::once(0xFEFF).chain(LAUNCH_2023.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let replies = [
        import(&office, "text/plain; charset=utf-8", LAUNCH_2023.into()).await,
        import(&office, "text/plain; charset=utf-16", utf_16).await,
        import(&office, "text/plain", windows_1258(LAUNCH_2023)).await,
        import(&office, DOCX, docx(LAUNCH_2023)).await,
        form(&office, &part("file", LAUNCH_2023)).await,
    ];
    let told = |reply: &Reply| {
        let campaign = reply.json()["campaign"].clone();
        (
            campaign["title"].clone(),
            campaign["theme"].clone(),
            campaign["recipients"].clone(),
            campaign["endsOn"].clone(),
        )
    };
    for reply in &replies {
        assert_eq!((reply.status, told(reply)), (201, told(&replies[0])), "{}", reply.raw());
    }
}

#[actix_web::test]
async fn a_document_that_is_no_launch_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let plain = async |text: &str| import(&office, "text/plain", text.into()).await;
    for (text, taken_for, words) in [
        (INVITATION, "document_is_event EVENT", "GIẤY MỜI"),
        (AWARD, "document_is_award_decision AWARD_DECISION", "khen"),
        (NEWS, "document_is_news NEWS", ""),
        (REPORT, "document_is_report REPORT", "BÁO CÁO"),
        (CONTEST, "document_is_contest CONTEST", "Cuộc thi viết"),
        ("QUYẾT ĐỊNH\nVề việc ban hành Quy chế thi đua\n\nĐiều 1.", "document_is_rules RULES", "Quy chế"),
        (
            "QUYẾT ĐỊNH\nVề việc kiện toàn Hội đồng Thi đua\n\nĐiều 1.",
            "document_is_about_offices OFFICES",
            "kiện toàn",
        ),
        ("TỜ TRÌNH\nVề phong trào thi đua\n\nKính trình.", "document_of_other_kind OTHER_TYPE", "TỜ TRÌNH"),
        ("KẾ HOẠCH\nThu hồi đất\n\n1. Đo đạc.", "document_of_other_subject OTHER_SUBJECT", "Thu hồi"),
        ("Hôm nay trời đẹp.\n", "nothing_launched OTHER_SUBJECT", ""),
    ] {
        let reply = plain(text).await.expect(422);
        let told = format!("{} {}", reply.text("/code"), reply.text("/takenFor"));
        assert_eq!(told, taken_for, "{}", reply.raw());
        assert!(reply.text("/detail").contains(words), "{}", reply.raw());
    }
    plain(LETTERS_LOST).await.expect_problem(422, "marked_letters_lost");
    for empty in ["", " \n\n\t \u{feff}"] {
        plain(empty).await.expect_problem(422, "empty_document");
    }
}

#[actix_web::test]
async fn a_file_that_can_not_be_read_is_refused_with_the_reason() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let old_word = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 512]].concat();
    let entities = b"<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\">]><w:document>&b;</w:document>";
    for (media_type, bytes, code) in [
        (DOCX, b"khong phai docx".to_vec(), "not_docx"),
        (DOCX, old_word.clone(), "old_word_file"),
        ("text/plain", old_word, "old_word_file"),
        ("text/plain", docx(LAUNCH_2023), "archive_as_text"),
        (DOCX, archive(&vec![b' '; 64 * 1024 * 1024]), "zip_bomb"),
        (DOCX, archive(entities), "forbidden_xml"),
        (DOCX, b"PK\x03\x04 cut off".to_vec(), "broken_file"),
        ("text/plain", [0xFF, 0xFE, b'S'].to_vec(), "unknown_encoding"),
        (PDF, b"PK\x03\x04 no pdf".to_vec(), "not_pdf"),
        (PDF, b"%PDF-1.7 cut off".to_vec(), "broken_file"),
        (PDF, ENCRYPTED_PDF.to_vec(), "encrypted_file"),
        (PDF, pages(1, ""), "scanned_document"),
        (PDF, pages(5_000, "BT /F1 12 Tf (chao) Tj ET"), "too_many_pages"),
        ("text/plain", b"Ph\xe1t \xd0\xf4ng".to_vec(), "unknown_encoding"),
        ("text/plain", PLAN.replace(|letter: char| !letter.is_ascii(), "").into(), "letters_lost"),
        ("text/plain", folded(PLAN).into(), "accents_lost"),
    ] {
        let reply = import(&office, media_type, bytes).await;
        assert_eq!((reply.status, reply.text("/code").as_str()), (422, code), "{}", reply.raw());
    }
    import(&office, "image/png", b"png".to_vec()).await.expect_problem(415, "unsupported_media_type");
    import(&office, "text/plain; charset=tcvn-5712", b"x".to_vec())
        .await
        .expect_problem(415, "unsupported_media_type");
}

/// A PDF of so many pages, each with this content.
fn pages(count: usize, content: &str) -> Vec<u8> {
    use pdf_extract::{Dictionary, Document, Object, Stream};
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let stream = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let entry = |name: &str| Object::Name(name.as_bytes().to_vec());
    let kids: Vec<Object> = (0..count)
        .map(|_| {
            let mut page = Dictionary::new();
            page.set("Type", entry("Page"));
            page.set("Parent", tree);
            page.set("MediaBox", vec![0.into(), 0.into(), 595.into(), 842.into()]);
            page.set("Contents", stream);
            document.add_object(page).into()
        })
        .collect();
    let mut root = Dictionary::new();
    root.set("Type", entry("Pages"));
    root.set("Count", i64::try_from(count).unwrap());
    root.set("Kids", kids);
    document.objects.insert(tree, root.into());
    let mut catalogue = Dictionary::new();
    catalogue.set("Type", entry("Catalog"));
    catalogue.set("Pages", tree);
    let catalogue = document.add_object(catalogue);
    document.trailer.set("Root", catalogue);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[actix_web::test]
async fn a_pdf_with_text_is_read() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let reply = import(&office, PDF, PLAN_PDF.to_vec()).await.expect(201);
    let campaign = reply.json()["campaign"].clone();
    assert_eq!(reply.text("/judgement/verdict"), "LAUNCH");
    let document = &campaign["document"];
    assert_eq!(
        [&document["number"], &document["notation"], &document["issuedOn"]],
        ["147", "KH-UBND", "2026-03-06"]
    );
    assert_eq!(campaign["theme"], "Cao Lĩnh chung sức giữ sạch sông suối");
    assert_eq!([&campaign["startsOn"], &campaign["endsOn"]], ["2026-03-20", "2030-12-31"]);
    assert_eq!(campaign["signatory"]["name"], "Trần Văn Mẫu");
    assert_eq!(reply.text("/indicators/0/unitOfMeasure"), "%");
}

#[actix_web::test]
async fn an_officer_may_decide_otherwise() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let accept = "/campaigns/import?acceptAs=LAUNCH";
    let reply = office.call(Method::POST, accept).text("text/plain", AWARD).send().await.expect(201);
    assert_eq!(
        [reply.text("/judgement/verdict"), reply.text("/judgement/takenFor")],
        ["OTHER", "AWARD_DECISION"]
    );
    let unsure =
        "KẾ HOẠCH\nCông tác thi đua, khen thưởng năm 2027\n\n1. Nội dung thi đua\na) Làm tốt việc được giao.";
    let reply = import(&office, "text/plain", unsure.into()).await.expect(201);
    assert_eq!(reply.text("/judgement/verdict"), "UNCERTAIN");
    assert_eq!(reply.text("/judgement/reasons/0/reason"), "EMULATION_ONLY_NAMED");
}

#[actix_web::test]
async fn the_numbers_of_a_plan_become_indicators() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let plan = include_str!("../../documents/cases/plan-numeric-targets.txt");
    let reply = import(&office, "text/plain", plan.into()).await.expect(201);
    let answer = reply.json();
    assert_eq!(answer["indicators"].as_array().unwrap().len(), 8);
    let in_draft = &answer["campaign"]["contentItems"][1]["children"][0]["indicators"][0];
    assert_eq!(
        [&in_draft["name"], &in_draft["target"], &in_draft["unitOfMeasure"], &in_draft["direction"]],
        ["Giảm 10% số vụ va chạm so với năm 2025", "10", "%", "DOWN"]
    );
    assert_eq!(
        answer["reviews"][1],
        json!({"kind": "FINAL", "text": "Tổng kết trước ngày 20/12/2027", "on": "2027-12-20"})
    );
    assert_eq!(answer["awardQuotas"][0], "không quá 02 tập thể và 03 cá nhân");
}

#[actix_web::test]
async fn a_form_has_one_file() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let two = [part("file", LAUNCH_2023), part("file", LAUNCH_2023), part("note", "x")].concat();
    let reply = form(&office, &two).await.expect_problem(400, "invalid_request");
    assert_eq!(reply.faults(), ["/file repeated_parameter", "/note unknown_member"]);
    assert_eq!(form(&office, "").await.expect_problem(400, "invalid_request").faults(), ["/file required"]);
    let uncut = import(&office, "multipart/form-data; boundary=cut", LAUNCH_2023.into()).await;
    uncut.expect_problem(400, "malformed_form");
    import(&office, "multipart/form-data", LAUNCH_2023.into()).await.expect_problem(400, "malformed_form");
}

#[actix_web::test]
async fn a_document_that_says_too_much_is_refused() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let opening = "PHÁT ĐỘNG\n\nPhong trào thi đua năm 2027\n\n\
        Sở Nội vụ tỉnh Lạng Sơn phát động phong trào thi đua đến hết 31/12/2027 với nội dung như sau:\n\n\
        I. NỘI DUNG THI ĐUA\n\n";
    let group = |group: usize| {
        let items = (1..=250).map(|n| format!("{group}.{n}. Nội dung thứ {n} của nhóm {group}.\n\n"));
        std::iter::once(format!("{group}. Nhóm nội dung {group}\n\n")).chain(items).collect::<String>()
    };
    let contents: String = (1..=40).map(group).collect();
    let reply = import(&office, "text/plain", format!("{opening}{contents}").into()).await;
    assert_eq!(reply.expect_problem(422, "document_too_rich").faults(), ["/contentItems wrong_count"]);
    let endless = format!("{opening}1. {}\n", "thi đua ".repeat(300_000));
    let reply = import(&office, "text/plain", endless.into()).await.expect_problem(422, "document_too_rich");
    assert!(reply.faults().iter().all(|fault| fault.ends_with("too_long")), "{:?}", reply.faults());
    let one_line = "phát động phong trào thi đua ".repeat(100_000);
    let reply = import(&office, "text/plain", one_line.into()).await;
    assert!(reply.status == 422, "{}", reply.raw());
    let huge = vec![b'a'; 4 * 1024 * 1024 + 1];
    import(&office, "text/plain", huge).await.expect_problem(413, "too_large");
    assert_eq!(office.get("/campaigns?includeTotal=true").await.json()["total"], json!(2));
}
