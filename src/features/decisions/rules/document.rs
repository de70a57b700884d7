//! A decision as an official document (Decree 30/2020/NĐ-CP, annex I), with its list.

use chrono::{Datelike, NaiveDate};

use super::prizes::Prize;
use super::words::RevocationGround;
use crate::official_documents::writer::{
    Align, Block, Column, Issued, OfficialDocument, Signature, place_of,
};

/// A line of the list.
#[derive(Debug, Clone)]
pub struct GrantedLine {
    /// Who is honoured.
    pub subject: String,
    /// Where: the unit that nominated.
    pub unit: String,
    /// What with.
    pub award: String,
    /// What for.
    pub achievement: String,
    /// The money.
    pub prize: Prize,
}

/// What a decision says.
#[derive(Debug, Clone)]
pub struct DecisionPaper {
    /// The body above the issuer's.
    pub superior: Option<String>,
    /// The body whose head decides.
    pub body: String,
    /// Who decides.
    pub issuer: String,
    /// Number and sign, as far as they are there.
    pub number: Option<String>,
    /// The sign behind the number.
    pub notation: Option<String>,
    /// The day, where it is there.
    pub decided_on: Option<NaiveDate>,
    /// Today, for a draft.
    pub today: NaiveDate,
    /// What it is about.
    pub title: String,
    /// What it rests on, one a line.
    pub grounds: Option<String>,
    /// The signer's position and name.
    pub signer: (Option<String>, Option<String>),
    /// What it grants, in the order of its list.
    pub lines: Vec<GrantedLine>,
    /// What it does with an award that was granted.
    pub about_award: Option<AwardClause>,
}

/// What a decision does with an award that was granted, in words.
#[derive(Debug, Clone)]
pub enum AwardClause {
    /// It takes it back.
    Revoked {
        /// Whose award, and by which decision.
        award: String,
        /// Why.
        ground: RevocationGround,
        /// By which conclusion.
        conclusion: String,
    },
    /// It corrects a name.
    Corrected {
        /// The award, without the name.
        award: String,
        /// The name as it was printed, and as it is right.
        names: (String, String),
    },
}

/// The decision; what is open in a draft is left open.
pub fn paper(of: DecisionPaper) -> OfficialDocument {
    let power = vec![Block::Centered(of.issuer.clone())];
    let blocks = [power, grounds(of.grounds.as_deref()), articles(&of), annex(&of)].concat();
    OfficialDocument {
        place: place_of(of.superior.as_deref().unwrap_or(&of.body)),
        superior: of.superior,
        issuer: of.body,
        number: of.number,
        notation: of.notation,
        issued: of.decided_on.map_or_else(|| Issued::In(of.today.year()), Issued::On),
        kind: "Quyết định".to_owned(),
        subject: of.title,
        blocks,
        signature: Signature {
            authority: None,
            position: of.signer.0.unwrap_or(of.issuer),
            name: of.signer.1,
        },
        beside: None,
        recipients: vec!["Như Điều 3".to_owned()],
        kept_by: "VT, TĐKT".to_owned(),
    }
}

fn grounds(of: Option<&str>) -> Vec<Block> {
    let usual = "Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15 ngày 15 tháng 6 năm 2022;";
    of.unwrap_or(usual).lines().map(|line| Block::Ground(line.trim().to_owned())).collect()
}

fn articles(of: &DecisionPaper) -> Vec<Block> {
    let heading = Block::Centered("Quyết định:".to_owned());
    let (first, second) = match &of.about_award {
        Some(AwardClause::Revoked { award, ground, conclusion }) => (
            format!("Hủy bỏ và thu hồi {award}. Lý do: {}, theo {conclusion}.", ground_words(*ground)),
            returning(of.decided_on.unwrap_or(of.today)),
        ),
        Some(AwardClause::Corrected { award, names: (printed, right) }) => (
            format!("Đính chính tên người, tập thể được {award}: từ “{printed}” thành “{right}”."),
            "Các nội dung khác của Quyết định nêu tại Điều 1 không thay đổi.".to_owned(),
        ),
        None => {
            let count = of.lines.len();
            let total = of.lines.iter().map(|line| line.prize.paid()).sum();
            (
                format!(
                    "Tặng danh hiệu, hình thức khen thưởng cho {count} trường hợp (có danh sách kèm theo)."
                ),
                format!("Tổng số tiền thưởng là {} đồng, chi theo quy định hiện hành.", money(total)),
            )
        }
    };
    let third = "Quyết định này có hiệu lực kể từ ngày ký. Các đơn vị, cá nhân có liên quan chịu trách nhiệm thi hành.";
    vec![heading, Block::Article(first), Block::Article(second), Block::Article(third.to_owned())]
}

/// What is due back: since Decree 152/2025/NĐ-CP with its Article 58.
fn returning(day: NaiveDate) -> String {
    let due = "Người nhận có trách nhiệm nộp lại hiện vật khen thưởng và tiền thưởng trong 15 ngày làm việc kể từ ngày nhận quyết định";
    let is_by_decree = NaiveDate::from_ymd_opt(2025, 7, 1).is_some_and(|start| day >= start);
    let basis = if is_by_decree { " (Điều 58 Nghị định 152/2025/NĐ-CP)" } else { "" };
    format!("{due}{basis}.")
}

fn annex(of: &DecisionPaper) -> Vec<Block> {
    if of.lines.is_empty() {
        return Vec::new();
    }
    let column = |title: &str, width_percent, align| Column { title: title.to_owned(), width_percent, align };
    let row = |(number, line): (usize, &GrantedLine)| {
        let paid = line.prize.paid();
        let money = if paid == 0 { String::new() } else { money(paid) };
        vec![
            number.to_string(),
            line.subject.clone(),
            line.unit.clone(),
            line.award.clone(),
            line.achievement.clone(),
            money,
        ]
    };
    let table = Block::Table {
        columns: vec![
            column("TT", 6, Align::Center),
            column("Tên cá nhân, tập thể, hộ gia đình", 18, Align::Left),
            column("Đơn vị", 16, Align::Left),
            column("Danh hiệu, hình thức", 16, Align::Left),
            column("Thành tích", 24, Align::Left),
            column("Tiền thưởng (đồng)", 20, Align::Right),
        ],
        rows: (1..).zip(&of.lines).map(row).collect(),
    };
    vec![Block::Annex { title: "Danh sách khen thưởng".to_owned(), of: of.issuer.clone() }, table]
}

/// An amount as papers print it: `1.520.000`.
fn money(amount: i64) -> String {
    let digits = amount.to_string();
    let mut printed = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            printed.push('.');
        }
        printed.push(digit);
    }
    printed
}

const fn ground_words(ground: RevocationGround) -> &'static str {
    match ground {
        RevocationGround::DishonestDeclaration => {
            "kê khai thành tích không trung thực (điểm a khoản 2 Điều 93 Luật Thi đua, khen thưởng)"
        }
        RevocationGround::FalsePapers => {
            "cung cấp thông tin sai sự thật hoặc làm giả hồ sơ, giấy tờ (điểm b khoản 2 Điều 93 Luật Thi đua, khen thưởng)"
        }
        RevocationGround::UnlawfulProcedure => {
            "thẩm định, xét, đề nghị khen thưởng trái quy định (điểm c khoản 2 Điều 93 Luật Thi đua, khen thưởng)"
        }
        RevocationGround::CriteriaNotMet => {
            "không bảo đảm tiêu chuẩn, điều kiện trong thời gian tính thành tích (điểm d khoản 2 Điều 93 Luật Thi đua, khen thưởng)"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::money;

    #[test]
    fn amounts_are_parted_by_thousands() {
        let printed = [0, 760_000, 1_520_000, 11_390_000, 1_000].map(money);
        assert_eq!(printed, ["0", "760.000", "1.520.000", "11.390.000", "1.000"]);
    }
}
