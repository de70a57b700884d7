//! The writer's tests: its form by the decree, its file, its text, and whether the reader reads what it wrote.

mod file;
mod form;
mod reading;
mod text;

use std::io::{Cursor, Read};

use chrono::NaiveDate;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::*;

/// A report with one of everything.
fn report() -> OfficialDocument {
    let column = |title: &str, width_percent, align| Column { title: title.to_owned(), width_percent, align };
    let row = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    OfficialDocument {
        superior: Some("Ủy ban nhân dân tỉnh Lạng Sơn".to_owned()),
        issuer: "Sở Nội vụ".to_owned(),
        number: Some("5".to_owned()),
        notation: Some("BC-SNV".to_owned()),
        place: "Lạng Sơn".to_owned(),
        issued: Issued::On(day(2024, 1, 2)),
        kind: "Báo cáo".to_owned(),
        subject:
            "Kết quả phong trào thi đua “Cải cách hành chính, nâng cao trách nhiệm phục vụ nhân dân” năm 2023"
                .to_owned(),
        blocks: vec![
            paragraph(
                "Thực hiện Kế hoạch số 12/KH-SNV ngày 15 tháng 02 năm 2023 về phát động phong trào thi đua, Sở Nội vụ báo cáo kết quả như sau:",
            ),
            heading(Level::Part, "Tình hình chung"),
            paragraph("Phong trào được 31 đơn vị hưởng ứng.\nĐến hết năm, 29 đơn vị đã báo cáo."),
            heading(Level::Part, "Kết quả thực hiện"),
            heading(Level::Section, "Chỉ tiêu đăng ký"),
            heading(Level::Point, "Về thủ tục hành chính"),
            Block::Bullet("Giải quyết đúng hạn & trước hạn 99,2% hồ sơ;".to_owned()),
            heading(Level::Point, "Về chỉ số hài lòng"),
            Block::Bullet("Chỉ số hài lòng đạt 91,4%;".to_owned()),
            heading(Level::Section, "Kết quả theo đơn vị"),
            Block::Table {
                columns: vec![
                    column("TT", 8, Align::Center),
                    column("Đơn vị", 52, Align::Left),
                    column("Đăng ký", 20, Align::Right),
                    column("Hoàn thành", 20, Align::Right),
                ],
                rows: vec![
                    row(["1", "Văn phòng Sở", "12", "12"]),
                    row(["2", "Phòng Thi đua - Khen thưởng", "1.204", "1.190"]),
                    row(["3", "Trung tâm Lưu trữ lịch sử", "", "7"]),
                ],
            },
            heading(Level::Part, "Kiến nghị"),
            paragraph("Đề nghị Ủy ban nhân dân tỉnh khen thưởng 05 tập thể, 12 cá nhân."),
        ],
        signature: Signature {
            authority: Some("KT. Giám đốc".to_owned()),
            position: "Phó Giám đốc".to_owned(),
            name: Some("Nguyễn Thị Hoa".to_owned()),
        },
        beside: None,
        recipients: vec!["Ủy ban nhân dân tỉnh (để báo cáo)".to_owned(), "Giám đốc Sở".to_owned()],
        kept_by: "VT, TĐKT".to_owned(),
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(text.to_owned())
}

fn heading(level: Level, text: &str) -> Block {
    Block::Heading { level, text: text.to_owned() }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A part of the written file.
fn part(document: &OfficialDocument, name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx(document).unwrap())).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The paragraphs of the written document: style and text. Reading them proves that the XML is well formed.
fn paragraphs(document: &OfficialDocument) -> Vec<(String, String)> {
    let xml = part(document, "word/document.xml");
    let mut reader = Reader::from_str(&xml);
    let mut found: Vec<(String, String)> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == "w:p" => found.push(Default::default()),
            Event::Start(start) | Event::Empty(start) if start.name().as_ref() == "w:pStyle" => {
                found.last_mut().unwrap().0 = attribute(&start, "w:val");
            }
            Event::Empty(start) if start.name().as_ref() == "w:br" => found.last_mut().unwrap().1.push('|'),
            Event::Text(text) => found.last_mut().unwrap().1.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = match name.as_ref() {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    "quot" => '"',
                    "apos" => '\'',
                    other => panic!("an entity of its own: {other}"),
                };
                found.last_mut().unwrap().1.push(letter);
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

/// The first paragraph of this style.
fn styled(document: &OfficialDocument, style: &str) -> String {
    let found = paragraphs(document).into_iter().find(|(found, _)| found == style);
    found.unwrap_or_else(|| panic!("no paragraph is a {style}")).1
}

fn attribute(start: &BytesStart<'_>, name: &str) -> String {
    start.try_get_attribute(name).unwrap().unwrap().value.to_string()
}
