//! Files that are not what was asked for: each gets its reason, and nothing changes.

use std::io::{Cursor, Write};

use reqwest::Method;
use serde_json::json;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::support::{Actor, Reply, TestApp};

const LAUNCH_2023: &str = include_str!("../../documents/launch-2023.txt");
const INVITATION: &str = include_str!("../../documents/invitation.txt");
const AWARD: &str = include_str!("../../documents/decision-award.txt");
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

#[actix_web::test]
async fn text_docx_and_utf_16_say_the_same() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let utf_16: Vec<u8> =
        std::iter::once(0xFEFF).chain(LAUNCH_2023.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let replies = [
        import(&office, "text/plain; charset=utf-8", LAUNCH_2023.into()).await,
        import(&office, "text/plain; charset=utf-16", utf_16).await,
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
    let reply = plain(INVITATION).await.expect_problem(422, "document_of_other_kind");
    assert!(reply.text("/detail").contains("GIẤY MỜI"), "{}", reply.raw());
    plain(AWARD).await.expect_problem(422, "document_of_other_subject");
    plain("Hôm nay trời đẹp.\n").await.expect_problem(422, "nothing_launched");
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
    let utf_16_without_mark: Vec<u8> = LAUNCH_2023.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (media_type, bytes, code) in [
        (DOCX, b"khong phai docx".to_vec(), "not_docx"),
        (DOCX, old_word.clone(), "old_word_file"),
        ("text/plain", old_word, "old_word_file"),
        ("text/plain", docx(LAUNCH_2023), "archive_as_text"),
        (DOCX, archive(&vec![b' '; 64 * 1024 * 1024]), "zip_bomb"),
        (DOCX, archive(entities), "forbidden_xml"),
        (DOCX, b"PK\x03\x04 cut off".to_vec(), "broken_file"),
        ("text/plain", utf_16_without_mark, "unknown_encoding"),
        ("text/plain", b"Ph\xe1t \xd0\xf4ng".to_vec(), "unknown_encoding"),
    ] {
        let reply = import(&office, media_type, bytes).await;
        assert_eq!((reply.status, reply.text("/code").as_str()), (422, code), "{}", reply.raw());
    }
    import(&office, "application/pdf", b"%PDF".to_vec()).await.expect_problem(415, "unsupported_media_type");
    import(&office, "text/plain; charset=tcvn-5712", b"x".to_vec())
        .await
        .expect_problem(415, "unsupported_media_type");
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
