//! What the writer wrote, the reader reads.

use super::*;
use crate::official_documents::reader::{read_text, text_of_docx};

/// A plan that launches a campaign: what the reader looks for.
fn launch() -> OfficialDocument {
    OfficialDocument {
        number: Some("12".to_owned()),
        notation: Some("KH-SNV".to_owned()),
        kind: "Kế hoạch".to_owned(),
        subject: "Phát động phong trào thi đua “Cải cách hành chính” năm 2024".to_owned(),
        blocks: vec![
            paragraph("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15;"),
            paragraph("Sở Nội vụ phát động phong trào thi đua “Cải cách hành chính” năm 2024 như sau:"),
            heading(Level::Part, "Mục đích, yêu cầu"),
            paragraph("Nâng cao trách nhiệm phục vụ nhân dân."),
            heading(Level::Part, "Nội dung thi đua"),
            heading(Level::Section, "Giải quyết đúng hạn 100% hồ sơ."),
            heading(Level::Section, "Không để tồn đọng văn bản."),
            heading(Level::Part, "Thời gian thực hiện"),
            paragraph("Từ ngày 15 tháng 01 năm 2024 đến ngày 30 tháng 11 năm 2024."),
        ],
        ..report()
    }
}

#[test]
fn a_written_launch_reads_back() {
    let document = launch();
    let reading = read_text(&text_of_docx(&docx(&document).unwrap()).unwrap().text).unwrap();
    assert_eq!(reading.kind.unwrap().value, "KẾ HOẠCH");
    assert_eq!(reading.title.unwrap().value, document.subject);
    assert_eq!(reading.issuer.unwrap().value, "SỞ NỘI VỤ");
    assert_eq!(reading.document.number.unwrap().value, "12");
    assert_eq!(reading.document.notation.unwrap().value, "KH-SNV");
    let issued_on = reading.document.issued_on.unwrap();
    assert_eq!((issued_on.value, issued_on.quote.as_str()), (day(2024, 1, 2), "ngày 02 tháng 01 năm 2024"));
    let text = text_of_docx(&docx(&document).unwrap()).unwrap().text;
    assert_eq!(text.lines().nth(issued_on.line - 1), Some("Lạng Sơn, ngày 02 tháng 01 năm 2024"));
    assert_eq!(reading.signatory.authority.unwrap().value, "KT. GIÁM ĐỐC");
    assert_eq!(reading.signatory.position.unwrap().value, "PHÓ GIÁM ĐỐC");
    assert_eq!(reading.signatory.name.unwrap().value, "Nguyễn Thị Hoa");
    let recipients: Vec<String> =
        reading.recipients.into_iter().map(|recipient| recipient.value.text).collect();
    assert_eq!(recipients, ["Ủy ban nhân dân tỉnh (để báo cáo)", "Giám đốc Sở", "Lưu: VT, TĐKT"]);
    assert_eq!(reading.content_items.len(), 2);
}

#[test]
fn an_issuer_on_two_lines_reads_as_one() {
    let issuer = "Hội đồng Thi đua - Khen thưởng tỉnh Lạng Sơn".to_owned();
    let document = OfficialDocument { superior: None, issuer, ..launch() };
    let reading = read_text(&text_of_docx(&docx(&document).unwrap()).unwrap().text).unwrap();
    assert_eq!(reading.issuer.unwrap().value, "HỘI ĐỒNG THI ĐUA - KHEN THƯỞNG TỈNH LẠNG SƠN");
}

#[test]
fn a_draft_reads_as_one() {
    let draft = OfficialDocument { number: None, issued: Issued::In(2024), ..launch() };
    let reading = read_text(&text_of_docx(&docx(&draft).unwrap()).unwrap().text).unwrap();
    assert!(reading.document.number.is_none() && reading.document.issued_on.is_none());
    assert_eq!(reading.document.notation.unwrap().value, "KH-SNV");
    assert_eq!(reading.title.unwrap().value, draft.subject);
}

/// Alike rows pack best: the file must not look like a bomb to the reader.
#[test]
fn a_thousand_rows_read_back() {
    let column = Column { title: "Đơn vị".to_owned(), width_percent: 20, align: Align::Left };
    let rows = vec![vec!["Sở Nội vụ".to_owned(); 5]; 1_000];
    let table = Block::Table { columns: vec![column; 5], rows };
    let bytes = docx(&OfficialDocument { blocks: vec![table], ..report() }).unwrap();
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    let text = text_of_docx(&bytes).unwrap().text;
    assert_eq!(text.lines().filter(|line| *line == "Sở Nội vụ").count(), 5_000);
}
