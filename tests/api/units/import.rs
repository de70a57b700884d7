use reqwest::Method;

use crate::support::{Actor, Reply, TestApp};

const HEADER: &str = "code,name,kind,parentCode,agencyCode,legacyAgencyCode,openedOn";

async fn import(actor: &Actor<'_>, query: &str, rows: &str) -> Reply {
    let file = format!("{HEADER}\n{rows}");
    actor.call(Method::POST, &format!("/units/import{query}")).text("text/csv", &file).send().await
}

#[actix_web::test]
async fn a_form_brings_the_same_table() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let table = format!("{HEADER}\nCHA,Đơn vị cha,DEPARTMENT,UBND,,,2026-01-01\n");
    let form = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"don-vi.csv\"\r\n\r\n{table}\r\n--b--\r\n"
    );
    let call = admin.call(Method::POST, "/units/import?dryRun=true");
    let reply = call.bytes("multipart/form-data; boundary=b", form.into_bytes()).send().await.expect(200);
    assert_eq!(reply.json()["created"], 1);
    let call = admin.call(Method::POST, "/units/import?dryRun=true");
    let uncut = call.bytes("multipart/form-data; boundary=b", table.into_bytes()).send().await;
    uncut.expect_problem(400, "malformed_form");
}

#[actix_web::test]
async fn parents_may_stand_in_the_same_file_in_any_order() {
    let app = TestApp::start().await;
    let (admin, before) = (app.admin().await, app.last_event().await);
    let rows =
        "CON,Đơn vị con,DIVISION,CHA,,,2026-01-01\nCHA,Đơn vị cha,DEPARTMENT,UBND,H37.97,,2026-01-01\n";
    let reply = import(&admin, "", rows).await;
    insta::assert_snapshot!(reply.snapshot(), @r#"
    200
    content-language: vi
    {
      "dryRun": false,
      "created": 2,
      "emptyRows": 0,
      "rows": [
        {
          "line": 2,
          "code": "CON",
          "errors": []
        },
        {
          "line": 3,
          "code": "CHA",
          "errors": []
        }
      ]
    }
    "#);
    let child = admin.get("/units?q=CON").await.json();
    let parent = admin.get("/units?q=CHA").await.json();
    assert_eq!(child["items"][0]["parentId"], parent["items"][0]["id"]);
    app.run_sequencer().await;
    assert_eq!(app.last_event().await, before + 2);
}

#[actix_web::test]
async fn a_preview_names_every_fault_of_every_row_and_writes_nothing() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows = "\
SNV,Trùng mã,DEPARTMENT,,,,2026-01-01
a b,,NONE,,,,31/12/2026
X1,Một,OTHER,X2,,,2026-01-01
X2,Hai,OTHER,X1,,,2026-01-01
X3,Ba,OTHER,KHONG-CO,,,2026-01-01
X4,Bốn,OTHER,P-TT,,,2020-01-01
X5,Năm,OTHER,,,,2026-01-01
X5,Năm nữa,OTHER,,,,2026-01-01
X6,Sáu,OTHER,q,,,2026-01-01
";
    let preview = import(&admin, "?dryRun=true", rows).await.expect(200).json();
    let told: Vec<_> = preview["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let faults = row["errors"].as_array().unwrap();
            let faults: Vec<_> =
                faults.iter().map(|fault| format!("{} {}", fault["pointer"], fault["code"])).collect();
            format!("{} {}", row["line"], faults.join(", "))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    2 "/2/code" "unit_code_taken"
    3 "/3/name" "required", "/3/code" "wrong_format", "/3/kind" "unknown_value"
    4 "/4/parentCode" "unit_cycle"
    5 "/5/parentCode" "unit_cycle"
    6 "/6/parentCode" "unknown_unit"
    7 "/7/parentCode" "unit_parent_not_in_force"
    8 
    9 "/9/code" "duplicate_row"
    10 "/10/parentCode" "wrong_format"
    "#);
    assert_eq!(preview["created"], 0);
    let refused = import(&admin, "", rows).await.expect_problem(400, "invalid_request");
    assert_eq!(refused.faults().len(), 10);
    assert_eq!(admin.get("/units?q=X5").await.json()["items"], serde_json::json!([]));
}

#[actix_web::test]
async fn a_good_preview_writes_nothing_either() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows = "X5,Năm,OTHER,,,,2026-01-01\n";
    let preview = import(&admin, "?dryRun=true", rows).await.expect(200).json();
    assert_eq!((preview["created"].clone(), preview["dryRun"].clone()), (1.into(), true.into()));
    assert_eq!(admin.get("/units?q=X5").await.json()["items"], serde_json::json!([]));
}

#[actix_web::test]
async fn a_spreadsheets_semicolons_and_byte_order_mark_are_taken() {
    let app = TestApp::start().await;
    let file = "\u{feff}code;name;kind;openedOn\r\nX6;\"Sáu; bảy\";OTHER;2026-01-01\r\n";
    let call = app.admin().await.call(Method::POST, "/units/import").text("text/csv; charset=utf-8", file);
    let imported = call.send().await.expect(200).json();
    assert_eq!((&imported["created"], &imported["rows"][0]["line"]), (&1.into(), &2.into()));
}

#[actix_web::test]
async fn files_that_are_no_such_table_are_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let send = async |body: &[u8]| {
        admin.call(Method::POST, "/units/import").bytes("text/csv", body.to_vec()).send().await
    };
    send(b"code,name,kind,openedOn\nA,B\n").await.expect_problem(400, "malformed_csv");
    send(b"code,name,kind,openedOn\nA,\xff,OTHER,2026-01-01\n").await.expect_problem(400, "malformed_csv");
    send(b"code,name,kind,openedOn\nA,\0,OTHER,2026-01-01\n").await.expect_problem(400, "malformed_csv");
    let twice = send(b"code,code,name,kind,openedOn\nA,B,C,OTHER,2026-01-01\n")
        .await
        .expect_problem(422, "wrong_columns");
    assert_eq!(twice.faults(), ["/1/code repeated_parameter"]);
    let wide = send("a,".repeat(100_000).as_bytes()).await.expect_problem(422, "wrong_columns");
    assert!(wide.body.len() < 10_000);
    let header = send(b"code,name,colour\nA,B,red\n").await.expect_problem(422, "wrong_columns");
    assert_eq!(header.faults(), ["/1/colour unknown_member", "/1/kind required", "/1/openedOn required"]);
    send(b"code,name,kind,openedOn\n").await.expect_problem(422, "table_without_rows");
    send(b"").await.expect_problem(422, "table_without_rows");
    let many = "X,Y,OTHER,2026-01-01\n".repeat(1_001);
    let many = send(format!("code,name,kind,openedOn\n{many}").as_bytes()).await;
    assert!(many.expect_problem(422, "too_many_rows").text("/detail").contains("1000"));
    let wrong = admin.call(Method::POST, "/units/import").text("application/json", "{}").send().await;
    wrong.expect_problem(415, "unsupported_media_type");
}

#[actix_web::test]
async fn an_administrator_of_a_unit_imports_below_it_only() {
    let app = TestApp::start().await;
    app.sql("UPDATE role_assignments SET role = 'ADMINISTRATOR' WHERE user_id = (SELECT id FROM users WHERE username = 'office')").await;
    let office = app.as_user("office").await;
    let rows = "Y1,Một,OTHER,SNV,,,2026-01-01\nY2,Hai,OTHER,Y1,,,2026-01-01\nY3,Ba,OTHER,UBND,,,2026-01-01\nY4,Bốn,OTHER,,,,2026-01-01\n";
    let refused = import(&office, "", rows).await.expect_problem(403, "forbidden");
    assert_eq!(refused.faults(), ["/4/parentCode forbidden", "/5/parentCode forbidden"]);
    import(&office, "", "Y1,Một,OTHER,SNV,,,2026-01-01\nY2,Hai,OTHER,Y1,,,2026-01-01\n").await.expect(200);
}

#[actix_web::test]
async fn a_thousand_rows_are_one_short_transaction() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let rows: String = (0..1_000).map(|n| format!("Z{n},Đơn vị {n},OTHER,SNV,,,2026-01-01\n")).collect();
    assert_eq!(import(&admin, "", &rows).await.expect(200).json()["created"], 1000);
    app.run_sequencer().await;
    let total = admin.get("/units?q=z99&includeTotal=true&limit=1").await.json()["total"].clone();
    assert_eq!(total, 11);
}

/// The lines of a trial with their faults.
async fn try_import(app: &TestApp, file: &str) -> Vec<String> {
    let admin = app.admin().await;
    let call = admin.call(Method::POST, "/units/import?dryRun=true").text("text/csv", file);
    let trial = call.send().await.expect(200).json();
    let fault = |fault: &serde_json::Value| {
        format!(" {} {}", fault["pointer"].as_str().unwrap(), fault["code"].as_str().unwrap())
    };
    let row = |row: &serde_json::Value| {
        let faults: String = row["errors"].as_array().unwrap().iter().map(fault).collect();
        format!("{}{faults}", row["line"])
    };
    trial["rows"].as_array().unwrap().iter().map(row).collect()
}

#[actix_web::test]
async fn rows_are_told_by_the_lines_that_an_editor_shows() {
    let app = TestApp::start().await;
    for end in ["\n", "\r\n", "\r"] {
        let file =
            "code,name,kind,openedOn\nMAU-1,\"Tên\nhai\",OTHER,2026-01-01\nbad code,Tên,OTHER,2026-01-01\n";
        assert_eq!(
            try_import(&app, &file.replace('\n', end)).await,
            ["2 /2/name wrong_format", "4 /4/code wrong_format"]
        );
    }
    let below = "\r\ncode;name;kind;openedOn\r\nMAU-1;Tên;OTHER;2026-01-01\r\n";
    assert_eq!(try_import(&app, below).await, ["3"]);
}

#[actix_web::test]
async fn empty_rows_are_left_out_and_counted() {
    let app = TestApp::start().await;
    let file = format!("{HEADER}\r\nMAU-1,Tên,OTHER,,,,2026-01-01\r\n{}", ",,,,,,\r\n".repeat(1_500));
    let admin = app.admin().await;
    let call = admin.call(Method::POST, "/units/import?dryRun=true").text("text/csv", &file);
    let trial = call.send().await.expect(200).json();
    assert_eq!((&trial["created"], &trial["emptyRows"]), (&1.into(), &1_500.into()));
}

#[actix_web::test]
async fn agency_codes_and_missing_codes_are_faults_of_their_rows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    import(&admin, "", "MAU-0,Tên,OTHER,SNV,H99.77,000.01.99.H99,2020-01-01\n").await.expect(200);
    let rows = "MAU-1,Tên,OTHER,SNV,H99.88,,2020-01-01\nMAU-2,Tên,OTHER,SNV,H99.88,,2020-01-01\n\
        MAU-3,Tên,OTHER,SNV,H99.77,000.01.99.H99,2020-01-01\n,Tên,OTHER,SNV,,,2020-01-01\n,Tên,OTHER,SNV,,,2020-01-01\n";
    let faults = [
        "/3/agencyCode duplicate_row",
        "/4/agencyCode unit_agency_code_taken",
        "/4/legacyAgencyCode unit_legacy_agency_code_taken",
        "/5/code required",
        "/6/code required",
    ];
    assert_eq!(import(&admin, "", rows).await.expect_problem(400, "invalid_request").faults(), faults);
    let trial = try_import(&app, &format!("{HEADER}\n{rows}")).await;
    assert_eq!(trial.iter().map(|row| row.matches('/').count() / 2).sum::<usize>(), faults.len());
}
