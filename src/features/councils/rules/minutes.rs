//! The minutes of a meeting (biên bản họp Hội đồng) as an official document.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::vote::Tally;
use super::words::{AgendaItemStatus, MemberPosition, Presence};
use crate::features::catalogue::rules::{Ballot, Voting, VotingBase};
use crate::features::nominations::rules::ConsultationOutcome;
use crate::features::progress::rules::printed_share;
use crate::official_documents::writer::{
    Align, Block, Column, Issued, Level, OfficialDocument, Signature, place_of,
};

/// What stands at the head of minutes.
#[derive(Debug, Clone)]
pub struct MinutesHead {
    /// The unit whose council it is.
    pub unit: String,
    /// The council.
    pub council: String,
    /// What the meeting was about.
    pub title: String,
    /// The day.
    pub held_on: NaiveDate,
    /// Where it was held.
    pub place: Option<String>,
    /// The decision by which the members sit there.
    pub decision: String,
}

/// A member in minutes.
#[derive(Debug, Clone)]
pub struct MinutesMember {
    /// The name.
    pub name: String,
    /// What the member is in the council.
    pub position: MemberPosition,
    /// Whether the member was there.
    pub presence: Presence,
}

/// An item in minutes.
#[derive(Debug, Clone)]
pub struct MinutesItem {
    /// Who is proposed.
    pub subject: String,
    /// For what.
    pub award: String,
    /// What became of it.
    pub status: AgendaItemStatus,
    /// How it was voted on.
    pub voting: Option<Voting>,
    /// How many could vote, and what it came to.
    pub result: Option<(u32, Tally)>,
    /// Who took no part.
    pub recused: Vec<String>,
    /// What the public said of it before the meeting.
    pub consultation: Option<MinutesConsultation>,
}

/// A public consultation in minutes: the law has its outcome named there (Decree 152/2025/NĐ-CP, Article 44.2).
#[derive(Debug, Clone)]
pub struct MinutesConsultation {
    /// On which media the list stood.
    pub published_in: String,
    /// The first day.
    pub starts_on: NaiveDate,
    /// The last day.
    pub ends_on: NaiveDate,
    /// What it came to.
    pub outcome: ConsultationOutcome,
    /// What was found.
    pub note: Option<String>,
}

/// The minutes; number, day and month of the paper are left open.
pub fn minutes(head: MinutesHead, members: &[MinutesMember], items: &[MinutesItem]) -> OfficialDocument {
    let held = head.held_on.format("%d/%m/%Y");
    let at = head.place.as_ref().map(|place| format!(", tại {place}")).unwrap_or_default();
    let opening = format!("Ngày {held}{at}, {} (thành lập theo {}) họp.", head.council, head.decision);
    let blocks = [
        vec![Block::Paragraph(opening)],
        vec![heading("Thành phần"), Block::Paragraph(attendance(members)), member_table(members)],
        consultations(items),
        vec![heading("Nội dung và kết quả bỏ phiếu"), item_table(items)],
        items.iter().filter(|item| !item.recused.is_empty()).map(recusal).collect(),
        vec![Block::Paragraph(
            "Biên bản được lập trên cơ sở kết quả kiểm phiếu lưu trong hệ thống.".to_owned(),
        )],
    ];
    let chair = members.iter().find(|own| own.position == MemberPosition::Chair);
    OfficialDocument {
        superior: Some(head.unit.clone()),
        issuer: head.council,
        number: None,
        notation: Some("BB-HĐTĐKT".to_owned()),
        place: place_of(&head.unit),
        issued: Issued::In(head.held_on.year()),
        kind: "Biên bản".to_owned(),
        subject: head.title,
        blocks: blocks.concat(),
        signature: Signature {
            authority: None,
            position: "Chủ tịch Hội đồng".to_owned(),
            name: chair.map(|own| own.name.clone()),
        },
        beside: secretary(members),
        recipients: vec!["Các thành viên Hội đồng".to_owned()],
        kept_by: "VT, HĐTĐKT".to_owned(),
    }
}

fn heading(text: &str) -> Block {
    Block::Heading { level: Level::Part, text: text.to_owned() }
}

fn attendance(members: &[MinutesMember]) -> String {
    let count = |presence| members.iter().filter(|own| own.presence == presence).count();
    let [present, written] = [Presence::Present, Presence::InWriting].map(count);
    let total = members.len();
    format!("Có mặt {present}/{total} thành viên; vắng mặt, lấy ý kiến bằng văn bản: {written}.")
}

fn member_table(members: &[MinutesMember]) -> Block {
    let row = |(number, own): (usize, &MinutesMember)| {
        let position = position_words(own.position).to_owned();
        vec![number.to_string(), own.name.clone(), position, presence_words(own.presence).to_owned()]
    };
    Block::Table {
        columns: vec![
            column("TT", 8, Align::Center),
            column("Họ và tên", 42, Align::Left),
            column("Chức danh trong Hội đồng", 25, Align::Left),
            column("Có mặt", 25, Align::Left),
        ],
        rows: (1..).zip(members).map(row).collect(),
    }
}

fn item_table(items: &[MinutesItem]) -> Block {
    let row = |(number, own): (usize, &MinutesItem)| {
        let ways = own.voting.as_ref().map(rule_words).unwrap_or_default();
        let (votes, outcome) = result_words(own);
        vec![number.to_string(), own.subject.clone(), own.award.clone(), ways, votes, outcome]
    };
    Block::Table {
        columns: vec![
            column("TT", 6, Align::Center),
            column("Tên cá nhân, tập thể", 18, Align::Left),
            column("Danh hiệu, hình thức", 18, Align::Left),
            column("Cách biểu quyết, tỷ lệ cần đạt", 20, Align::Left),
            column("Số phiếu", 23, Align::Left),
            column("Kết quả", 15, Align::Left),
        ],
        rows: (1..).zip(items).map(row).collect(),
    }
}

fn column(title: &str, width_percent: u16, align: Align) -> Column {
    Column { title: title.to_owned(), width_percent, align }
}

fn rule_words(rule: &Voting) -> String {
    let way = match rule.ballot {
        Ballot::Secret => "Bỏ phiếu kín",
        Ballot::Ballot => "Bỏ phiếu",
        Ballot::Open => "Biểu quyết",
    };
    let base = match rule.base {
        VotingBase::AllMembers => "tổng số thành viên",
        VotingBase::Present => "số thành viên dự họp",
    };
    format!("{way}; từ {} {base}", printed_share(rule.share))
}

fn result_words(item: &MinutesItem) -> (String, String) {
    let Some((voters, tally)) = item.result else {
        return (String::new(), "Chưa bỏ phiếu".to_owned());
    };
    let count = tally.count;
    let votes = format!(
        "Được bỏ phiếu: {voters}; thu về: {}; đồng ý: {}; không đồng ý: {}; phiếu trắng: {}",
        count.cast(),
        count.votes_for,
        count.against,
        count.blank
    );
    let share = printed_share(tally.share().unwrap_or(Decimal::ZERO));
    let outcome = if item.status == AgendaItemStatus::Carried { "Thông qua" } else { "Không thông qua" };
    (votes, format!("{outcome}: {}/{} ({share})", count.votes_for, tally.of))
}

/// What the public said, where it was asked.
fn consultations(items: &[MinutesItem]) -> Vec<Block> {
    let told: Vec<Block> = items.iter().filter_map(consultation).collect();
    if told.is_empty() {
        return told;
    }
    [vec![heading("Kết quả lấy ý kiến Nhân dân")], told].concat()
}

fn consultation(item: &MinutesItem) -> Option<Block> {
    let own = item.consultation.as_ref()?;
    let [from, to] = [own.starts_on, own.ends_on].map(|day| day.format("%d/%m/%Y"));
    let outcome = match own.outcome {
        ConsultationOutcome::NoObjection => "không có ý kiến phản đối",
        ConsultationOutcome::ObjectionNotUpheld => "có ý kiến phản đối nhưng không có căn cứ",
        ConsultationOutcome::ObjectionUpheld => "có ý kiến phản đối có căn cứ",
    };
    let note = own.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
    let (subject, place) = (&item.subject, &own.published_in);
    Some(Block::Bullet(format!(
        "{subject}: công khai trên {place} từ ngày {from} đến ngày {to}; {outcome}{note}"
    )))
}

fn recusal(item: &MinutesItem) -> Block {
    let names = item.recused.join(", ");
    Block::Bullet(format!("Không tham gia bỏ phiếu trường hợp {}: {names}", item.subject))
}

fn secretary(members: &[MinutesMember]) -> Option<Signature> {
    let own = members.iter().find(|own| own.position == MemberPosition::Secretary)?;
    Some(Signature { authority: None, position: "Thư ký".to_owned(), name: Some(own.name.clone()) })
}

const fn position_words(position: MemberPosition) -> &'static str {
    match position {
        MemberPosition::Chair => "Chủ tịch",
        MemberPosition::DeputyChair => "Phó Chủ tịch",
        MemberPosition::Secretary => "Ủy viên thư ký",
        MemberPosition::Member => "Ủy viên",
    }
}

const fn presence_words(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "Có mặt",
        Presence::Absent => "Vắng mặt",
        Presence::InWriting => "Vắng, có ý kiến bằng văn bản",
    }
}
