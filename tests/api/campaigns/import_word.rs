//! Word files as programs write them: each says what its print says.

use reqwest::Method;
use serde_json::{Value, json};

use super::column;
use crate::support::{Actor, Reply, TestApp, units};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TREE: [&str; 6] = [
    "II.1 Thi đua cải cách hành chính",
    "II.1.a Giải quyết hồ sơ đúng hạn.",
    "II.1.b Số hóa toàn bộ hồ sơ.",
    "II.2 Thi đua xây dựng nếp sống văn hóa",
    "II.2.a Giữ gìn trật tự, vệ sinh.",
    "II.2.b Thực hiện văn hóa công sở.",
];

macro_rules! word {
    ($name:literal) => {
        ($name, include_bytes!(concat!("../../documents/word/", $name, ".docx")).as_slice())
    };
}

async fn import(actor: &Actor<'_>, bytes: &[u8]) -> Reply {
    actor.call(Method::POST, "/campaigns/import?dryRun=true").bytes(DOCX, bytes.to_vec()).send().await
}

fn tree(items: &Value) -> Vec<String> {
    let line = |item: &Value| {
        let said = [&item["title"], &item["text"]].into_iter().filter_map(Value::as_str).collect::<String>();
        let own = format!("{} {said}", item["ordinal"].as_str().unwrap());
        std::iter::once(own).chain(tree(&item["children"])).collect::<Vec<_>>()
    };
    items.as_array().unwrap().iter().flat_map(line).collect()
}

#[actix_web::test]
async fn a_word_file_says_what_its_print_says() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    for (name, bytes) in [
        word!("tabs"),
        word!("moved-text"),
        word!("deleted-row"),
        word!("automatic-numbers"),
        word!("footnote"),
        word!("hidden-text"),
        word!("nested-field"),
        word!("box-in-a-heading"),
        word!("part-names-in-other-case"),
        word!("control-character"),
    ] {
        let answer = import(&office, bytes).await.expect(200);
        let campaign = answer.json()["campaign"].clone();
        let document = &campaign["document"];
        assert_eq!((&document["number"], &document["notation"]), (&json!("02"), &json!("KH-SNV")), "{name}");
        assert_eq!(
            (&campaign["startsOn"], &campaign["endsOn"]),
            (&json!("2023-02-01"), &json!("2023-12-31")),
            "{name}"
        );
        assert_eq!(column(&campaign["legalBases"], "display"), ["02/CT-UBND"], "{name}");
        assert_eq!(tree(&campaign["contentItems"]), TREE, "{name}");
        assert_eq!(campaign["recipients"].as_array().unwrap().len(), 3, "{name}");
        let is_tracked = matches!(name, "moved-text" | "deleted-row");
        let kinds = column(&answer.json()["findings"], "kind");
        assert_eq!(kinds.iter().any(|kind| kind == "TRACKED_CHANGES"), is_tracked, "{name}");
        for absent in ["Hàng đã bỏ", "30/11/2023", "MERGEFIELD", "\\u0001"] {
            assert!(!answer.raw().contains(absent), "{name}: {absent}");
        }
    }
    let (_, two_lines) = word!("main-part-document2");
    let campaign = import(&office, two_lines).await.expect(200).json()["campaign"].clone();
    assert_eq!(campaign["title"], "Phong trào thi đua mẫu");
}

#[actix_web::test]
async fn the_main_part_of_a_package_tells_its_kind() {
    let app = TestApp::start().await;
    let officer = app.as_user(crate::pledges::OFFICER).await;
    let workbook = include_bytes!("../../documents/word/workbook2.xlsx").as_slice();
    for (bytes, name, expected) in
        [(word!("main-part-document2").1, "vb.docx", DOCX), (workbook, "b.xlsx", XLSX)]
    {
        let head =
            format!("--c\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
        let body = [head.as_bytes(), bytes, b"\r\n--c--\r\n"].concat();
        let call = officer.call(Method::POST, &format!("/files?unitId={}", units::OFFICE));
        let stored = call.bytes("multipart/form-data; boundary=c", body).send().await.expect(201);
        assert_eq!(stored.text("/mediaType"), expected);
    }
}
