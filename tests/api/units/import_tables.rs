//! Tables as offices keep them: spreadsheets of every kind, Vietnamese headers, other encodings.

use reqwest::Method;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use serde_json::{Value, json};

use crate::support::{Actor, Reply, TestApp};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const XLS: &str = "application/vnd.ms-excel";
const ODS: &str = "application/vnd.oasis.opendocument.spreadsheet";

macro_rules! table {
    ($ending:literal) => {
        include_bytes!(concat!("../../documents/tables/don-vi.", $ending)).as_slice()
    };
}

async fn import(actor: &Actor<'_>, query: &str, media_type: &str, bytes: &[u8]) -> Reply {
    let call = actor.call(Method::POST, &format!("/units/import{query}"));
    call.bytes(media_type, bytes.to_vec()).send().await
}

fn rows_of(reply: &Reply) -> Vec<String> {
    let rows = reply.json()["rows"].clone();
    let fault = |fault: &Value| format!("{} {}", fault["pointer"], fault["code"]).replace('"', "");
    let row = |row: &Value| {
        let faults = row["errors"].as_array().unwrap().iter().map(fault).collect::<Vec<_>>();
        format!("{} {} {}", row["line"], row["code"].as_str().unwrap(), faults.join(", ")).trim().to_owned()
    };
    rows.as_array().unwrap().iter().map(row).collect()
}

/// A workbook with these rows of text, and what the closure writes besides.
fn workbook(rows: &[&[&str]], more: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (line, row) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(*row) {
            sheet.write_string(line, column, *cell).unwrap();
        }
    }
    more(sheet);
    book.save_to_buffer().unwrap()
}

#[actix_web::test]
async fn every_kind_of_spreadsheet_says_the_same() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    for (media_type, bytes) in [(XLSX, table!("xlsx")), (XLS, table!("xls")), (ODS, table!("ods"))] {
        let reply = import(&admin, "?dryRun=true", media_type, bytes).await.expect(200);
        assert_eq!(
            (reply.json()["created"].clone(), rows_of(&reply)),
            (json!(2), vec!["4 BANG-1".to_owned(), "6 BANG-2".to_owned()])
        );
    }
    import(&admin, "", XLSX, table!("xlsx")).await.expect(200);
    let unit = admin.get("/units?q=BANG-2").await.json()["items"][0].clone();
    assert_eq!(
        [&unit["name"], &unit["kind"], &unit["openedOn"]],
        ["Trường Bảng tính hai", "SCHOOL", "2026-03-15"]
    );
}

#[actix_web::test]
async fn a_csv_of_an_office_is_read() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let csv = "DANH SÁCH ĐƠN VỊ\r\n\r\nMã;Tên;Loại;Mã cấp trên;Ngày thành lập\r\nCSV-1;Phòng Một;Phòng;SNV;1/2/2026\r\n";
    let utf_16: Vec<u8> =
        std::iter::once(0xFEFF).chain(csv.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let bars = csv.replace(';', "|");
    for bytes in [csv.as_bytes(), &utf_16, bars.as_bytes()] {
        let reply = import(&admin, "?dryRun=true", "text/csv", bytes).await.expect(200);
        assert_eq!(rows_of(&reply), ["4 CSV-1"]);
    }
}

#[actix_web::test]
async fn faults_are_told_at_the_lines_that_the_spreadsheet_shows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let header: &[&str] = &["Mã đơn vị", "Tên đơn vị", "Loại đơn vị", "Ngày bắt đầu"];
    let codes: &[&str] = &["code", "name", "kind", "openedOn"];
    let rows = [
        header,
        codes,
        &["A-1", "Một", "Phòng", ""],
        &["A-2", "Hai", "Phòng lạ", "31/02/2026"],
        &["", "", "", ""],
    ];
    let bytes = workbook(&rows, |sheet| {
        let day = Format::new().set_num_format("dd/mm/yyyy");
        let date = ExcelDateTime::from_ymd(2026, 2, 1).unwrap();
        sheet.write_datetime_with_format(2, 3, &date, &day).unwrap();
        sheet.write_string(6, 0, "A-3").unwrap();
        sheet.write_formula(6, 1, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
        sheet.write_string(6, 2, "SCHOOL").unwrap();
        sheet.write_string(6, 3, "2026-01-01").unwrap();
    });
    let reply = import(&admin, "?dryRun=true", XLSX, &bytes).await.expect(200);
    assert_eq!(
        rows_of(&reply),
        [
            "3 A-1",
            "4 A-2 /4/kind unknown_value, /4/openedOn wrong_format",
            "7 A-3 /7/name formula_without_value, /7/name required"
        ]
    );
}

#[actix_web::test]
async fn a_spreadsheet_that_can_not_be_read_is_refused() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let cut = &table!("xlsx")[..2_000];
    import(&admin, "", XLSX, cut).await.expect_problem(422, "broken_file");
    import(&admin, "", XLSX, b"PK\x03\x04").await.expect_problem(422, "broken_file");
    let other = workbook(&[&["Họ tên", "Tuổi"], &["An", "30"]], |_| {});
    let reply = import(&admin, "", XLSX, &other).await.expect_problem(422, "wrong_columns");
    assert!(reply.faults().contains(&"/1/Họ tên unknown_member".to_owned()), "{}", reply.raw());
    let empty = workbook(&[&[]], |_| {});
    import(&admin, "", XLSX, &empty).await.expect_problem(422, "table_without_rows");
    let row: &[&str] = &["X", "Y", "OTHER", "2026-01-01"];
    let mut rows = vec![row; 1_001];
    rows.insert(0, &["code", "name", "kind", "openedOn"]);
    import(&admin, "", XLSX, &workbook(&rows, |_| {})).await.expect_problem(422, "too_many_rows");
}

#[actix_web::test]
async fn the_faults_come_back_beside_their_rows() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let csv = "code,name,kind,openedOn\nA-1,Một,Phòng,01/02/2026\nA-2,,Phòng lạ,31/02/2026\n";
    let call = admin.call(Method::POST, "/units/import?dryRun=true").text("text/csv", csv);
    let reply = call.header("accept", XLSX).send().await.expect(200);
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(reply.body.clone())).unwrap();
    let range = calamine::Reader::worksheet_range(&mut book, "Đơn vị").unwrap();
    let rows: Vec<Vec<String>> =
        range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!((rows[0][0].as_str(), rows[0].last().unwrap().as_str()), ("Dòng", "Lỗi"));
    assert_eq!([rows[1][0].as_str(), rows[1].last().unwrap()], ["2", ""]);
    let faults = rows[2].last().unwrap();
    for column in ["Tên đơn vị: ", "Loại đơn vị: ", "Ngày bắt đầu: "] {
        assert!(faults.contains(column), "{faults}");
    }
    // Corrected or not, the same file can be sent again.
    let reply = import(&admin, "?dryRun=true", XLSX, &reply.body).await.expect(200);
    assert_eq!(rows_of(&reply)[0], "2 A-1");
}

#[actix_web::test]
async fn a_template_can_be_filled_in_and_sent() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    let reply = admin.get("/imports/templates/UNITS").await.expect(200);
    assert!(reply.header("content-disposition").unwrap().contains("mau-don-vi.xlsx"));
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(reply.body.clone())).unwrap();
    let sheets = calamine::Reader::sheet_names(&book);
    assert_eq!(sheets, ["Đơn vị", "Hướng dẫn", "Danh mục"]);
    let header = calamine::Reader::worksheet_range(&mut book, "Đơn vị").unwrap();
    let header: Vec<String> = header.rows().next().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(header[0], "Mã đơn vị (*)");
    let choices = calamine::Reader::worksheet_range(&mut book, "Danh mục").unwrap();
    let words: Vec<String> = choices.rows().skip(1).map(|row| row[0].to_string()).collect();
    // Every word to choose from is one that the document has for the kind, and every kind has one.
    let document = &crate::support::contract().tables.words;
    let mut expected: Vec<String> = document.of_schema("UnitKind").map(|(_, word)| word.to_owned()).collect();
    let mut offered = words.clone();
    expected.sort();
    offered.sort();
    assert_eq!(offered, expected);
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let row: &[&str] = &["M-1", "Phòng Mẫu", &words[2], "SNV", "", "", "01/02/2026"];
    let filled = workbook(&[&header, row], |_| {});
    let reply = import(&admin, "?dryRun=true", XLSX, &filled).await.expect(200);
    assert_eq!(rows_of(&reply), ["2 M-1"]);
    // An empty template says that it is empty.
    let empty = admin.get("/imports/templates/UNITS").await.expect(200);
    import(&admin, "", XLSX, &empty.body).await.expect_problem(422, "table_without_rows");
}

/// An archive whose sheet unpacks to more than a process may have.
fn bomb() -> Vec<u8> {
    use std::io::Write;
    let mut book = zip::ZipArchive::new(std::io::Cursor::new(table!("xlsx"))).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for place in 0..book.len() {
        let mut part = book.by_index(place).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        let name = part.name().unwrap().into_owned();
        writer.start_file(name.as_str(), options).unwrap();
        if name.ends_with("sheet1.xml") {
            let blanks = vec![b' '; 16 * 1024 * 1024];
            writer.write_all(b"<worksheet><sheetData>").unwrap();
            for _ in 0..100 {
                writer.write_all(&blanks).unwrap();
            }
            writer.write_all(b"</sheetData></worksheet>").unwrap();
        } else {
            std::io::copy(&mut part, &mut writer).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

#[actix_web::test]
async fn a_bomb_ends_at_the_bounds_of_its_own_process() {
    let app = TestApp::start().await;
    let admin = app.admin().await;
    import(&admin, "", XLSX, &bomb()).await.expect_problem(422, "file_too_costly");
    import(&admin, "?dryRun=true", XLSX, table!("xlsx")).await.expect(200);
}
