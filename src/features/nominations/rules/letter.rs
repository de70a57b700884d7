//! The letter of a submission (tờ trình) as an official document.

use chrono::{Datelike, NaiveDate};

use crate::official_documents::writer::{Align, Block, Column, Issued, OfficialDocument, Signature};

/// What a letter says.
#[derive(Debug)]
pub struct Letter {
    /// The body above the unit.
    pub superior: Option<String>,
    /// The unit that sends it.
    pub issuer: String,
    /// The sign behind the number: `TTr-SNV-VP`.
    pub notation: String,
    /// Where it is.
    pub place: String,
    /// What it is called.
    pub title: String,
    /// To whom it goes.
    pub addressee: String,
    /// How the meeting voted.
    pub vote: Option<String>,
    /// The list: who, of which unit, for what, and the achievement.
    pub rows: Vec<[String; 4]>,
    /// Today.
    pub today: NaiveDate,
}

/// The letter, in the form of Decree 30/2020/NĐ-CP; number, day and month are left open.
#[must_use]
pub fn letter(of: Letter) -> OfficialDocument {
    let count = of.rows.len();
    let mut blocks = vec![
        Block::Paragraph(format!("Kính gửi: {}", of.addressee)),
        Block::Paragraph(
            "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022;".to_owned(),
        ),
        Block::Paragraph(format!(
            "{} đề nghị xem xét khen thưởng {count} trường hợp theo danh sách dưới đây.",
            of.issuer
        )),
    ];
    blocks.extend(of.vote.map(|vote| Block::Paragraph(format!("Kết quả bình xét: {vote}."))));
    blocks.push(list(of.rows));
    OfficialDocument {
        superior: of.superior,
        issuer: of.issuer,
        number: None,
        notation: Some(of.notation),
        place: of.place,
        issued: Issued::In(of.today.year()),
        kind: "Tờ trình".to_owned(),
        subject: of.title,
        blocks,
        signature: Signature {
            authority: None, position: "Thủ trưởng đơn vị".to_owned(), name: None
        },
        beside: None,
        recipients: vec!["Như trên".to_owned()],
        kept_by: "VT".to_owned(),
    }
}

fn list(rows: Vec<[String; 4]>) -> Block {
    let column = |title: &str, width_percent, align| Column { title: title.to_owned(), width_percent, align };
    let numbered = (1..).zip(rows).map(|(number, row): (usize, [String; 4])| {
        std::iter::once(number.to_string()).chain(row).collect::<Vec<_>>()
    });
    Block::Table {
        columns: vec![
            column("TT", 7, Align::Center),
            column("Tên cá nhân, tập thể, hộ gia đình", 23, Align::Left),
            column("Đơn vị", 20, Align::Left),
            column("Danh hiệu, hình thức", 20, Align::Left),
            column("Tóm tắt thành tích", 30, Align::Left),
        ],
        rows: numbered.collect(),
    }
}
