//! The achievement report (báo cáo thành tích): words that begin with what is known, and the document of them.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::features::catalogue::rules::{AwardReference, CommendationKind};
use crate::features::eligibility::rules::{AwardFact, AwardNames, KnownFacts, level_words};
use crate::features::people::rules::SubjectKind;
use crate::features::progress::rules::printed_share;
use crate::official_documents::writer::{Align, Block, Column, Issued, Level, OfficialDocument, Signature};

/// The words of an achievement report.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ReportTexts {
    /// Who it is (sơ lược lý lịch, đặc điểm tình hình).
    pub profile: Option<String>,
    /// What was achieved (thành tích đạt được).
    pub achievements: Option<String>,
    /// What was given before (các hình thức đã được khen thưởng).
    pub commendations: Option<String>,
}

impl TryFrom<serde_json::Value> for ReportTexts {
    type Error = serde_json::Error;

    fn try_from(value: serde_json::Value) -> Result<Self, Self::Error> {
        serde_json::from_value(value)
    }
}

/// How far a unit fulfilled its pledge in a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PledgeResult {
    /// The campaign's title.
    pub campaign: String,
    /// How many items were pledged.
    pub items: i64,
    /// The accepted progress, from 0 to 1; `None` where none was accepted.
    pub progress: Option<Decimal>,
}

/// What a report begins with.
#[derive(Debug)]
pub struct ReportGrounds<'a> {
    /// Who is proposed.
    pub subject: (SubjectKind, &'a str),
    /// The unit where the subject is.
    pub unit: &'a str,
    /// What is known of the subject.
    pub facts: &'a KnownFacts,
    /// What awards are called.
    pub names: &'a AwardNames,
    /// The year that is judged.
    pub year: i32,
    /// The pledges of the year.
    pub pledges: &'a [PledgeResult],
}

/// How many years a report looks back.
const YEARS: i32 = 5;

/// The words a report begins with: nothing is claimed that is not known.
#[must_use]
pub fn prefilled(grounds: &ReportGrounds<'_>) -> ReportTexts {
    let lines = |lines: Vec<String>| (!lines.is_empty()).then(|| lines.join("\n"));
    ReportTexts {
        profile: lines(profile(grounds)),
        achievements: lines(achievements(grounds)),
        commendations: lines(commendations(grounds)),
    }
}

fn profile(grounds: &ReportGrounds<'_>) -> Vec<String> {
    let (kind, name) = grounds.subject;
    let mut lines = match kind {
        SubjectKind::Person => {
            vec![format!("Họ và tên: {name}"), format!("Đơn vị công tác: {}", grounds.unit)]
        }
        SubjectKind::Unit => vec![format!("Tên tập thể: {name}")],
        SubjectKind::Household => vec![format!("Hộ gia đình: {name}"), format!("Địa bàn: {}", grounds.unit)],
    };
    let figures = grounds.facts.figures.iter().filter(|figures| figures.year <= grounds.year);
    if let Some(figures) = figures.max_by_key(|figures| figures.year) {
        let women = figures.women.map(|women| format!(", trong đó nữ {women} người")).unwrap_or_default();
        lines.push(format!("Số thành viên năm {}: {} người{women}", figures.year, figures.members));
    }
    lines
}

fn achievements(grounds: &ReportGrounds<'_>) -> Vec<String> {
    let is_recent = |year: i32| year <= grounds.year && year > grounds.year - YEARS;
    let mut ratings: Vec<_> = grounds.facts.ratings.iter().filter(|rating| is_recent(rating.year)).collect();
    ratings.sort_by_key(|rating| rating.year);
    let rating = |year: i32, words: &str| format!("Năm {year}: {words}.");
    let ratings = ratings.into_iter().map(|fact| rating(fact.year, &level_words(fact.level).vi));
    let mut initiatives: Vec<_> =
        grounds.facts.initiatives.iter().filter(|initiative| is_recent(initiative.year)).collect();
    initiatives.sort_by_key(|initiative| (initiative.year, initiative.origin.id));
    let initiatives = initiatives
        .into_iter()
        .map(|fact| format!("Sáng kiến, đề tài “{}” được công nhận năm {}.", fact.title, fact.year));
    let pledges = grounds.pledges.iter().map(|pledge| {
        let told = match pledge.progress {
            Some(progress) => format!("hoàn thành {} so với đăng ký", printed_share(progress)),
            None => "chưa có báo cáo được chấp nhận".to_owned(),
        };
        format!("Phong trào “{}”: đăng ký {} chỉ tiêu, {told}.", pledge.campaign, pledge.items)
    });
    ratings.chain(initiatives).chain(pledges).collect()
}

fn commendations(grounds: &ReportGrounds<'_>) -> Vec<String> {
    let mut awards: Vec<&AwardFact> = grounds.facts.awards.iter().collect();
    awards.sort_by_key(|award| (award.year, award.origin.id));
    let line = |award: &AwardFact| {
        let name = grounds.names.get(&award.award).map_or(award.award.as_str(), String::as_str);
        format!("Năm {}: {name} (Quyết định số {}).", award.year, award.decision)
    };
    awards.into_iter().map(line).collect()
}

/// What the document of a report says beside its words.
#[derive(Debug)]
pub struct ReportHead<'a> {
    /// The body above the unit.
    pub superior: Option<String>,
    /// The unit that nominates.
    pub issuer: String,
    /// Where it is.
    pub place: String,
    /// Who is proposed.
    pub subject: (SubjectKind, &'a str),
    /// For what.
    pub award: &'a AwardReference,
    /// On which ground.
    pub kind: CommendationKind,
    /// The achievement in short.
    pub achievement: &'a str,
    /// The initiatives that it rests on: code and title.
    pub initiatives: Vec<(String, String)>,
    /// Today.
    pub today: NaiveDate,
}

/// The document of a report, in the form of Decree 30/2020/NĐ-CP. Day, month and number are left open: it is signed by who
/// is proposed, and confirmed by the unit.
#[must_use]
pub fn report_document(head: ReportHead<'_>, texts: &ReportTexts) -> OfficialDocument {
    let (kind, name) = head.subject;
    let titles = match kind {
        SubjectKind::Person | SubjectKind::Household => "Sơ lược lý lịch",
        SubjectKind::Unit => "Sơ lược đặc điểm, tình hình",
    };
    let short = match head.kind {
        CommendationKind::AdHoc => "Thành tích đột xuất",
        CommendationKind::Campaign => "Thành tích trong phong trào thi đua",
        _ => "Thành tích đạt được",
    };
    let blocks = [
        part(titles, paragraph(texts.profile.as_ref())),
        part(
            short,
            [
                vec![Block::Paragraph(head.achievement.to_owned())],
                paragraph(texts.achievements.as_ref()),
                initiatives(&head.initiatives),
            ]
            .concat(),
        ),
        part("Các hình thức đã được khen thưởng", paragraph(texts.commendations.as_ref())),
    ];
    OfficialDocument {
        superior: head.superior,
        issuer: head.issuer,
        number: None,
        notation: None,
        place: head.place,
        issued: Issued::In(head.today.year()),
        kind: "Báo cáo thành tích".to_owned(),
        subject: format!("Đề nghị tặng {} cho {name}", head.award.name),
        blocks: blocks.concat(),
        signature: Signature {
            authority: None,
            position: "Xác nhận của thủ trưởng đơn vị".to_owned(),
            name: None,
        },
        beside: None,
        recipients: vec!["Cơ quan thẩm định".to_owned()],
        kept_by: "VT".to_owned(),
    }
}

fn part(title: &str, inside: Vec<Block>) -> Vec<Block> {
    if inside.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading { level: Level::Part, text: title.to_owned() };
    std::iter::once(heading).chain(inside).collect()
}

fn paragraph(text: Option<&String>) -> Vec<Block> {
    text.map(|text| Block::Paragraph(text.clone())).into_iter().collect()
}

fn initiatives(all: &[(String, String)]) -> Vec<Block> {
    if all.is_empty() {
        return Vec::new();
    }
    let column = |title: &str, width_percent, align| Column { title: title.to_owned(), width_percent, align };
    let columns = vec![column("Mã số", 25, Align::Left), column("Sáng kiến, đề tài", 75, Align::Left)];
    vec![Block::Table {
        columns,
        rows: all.iter().map(|(code, title)| vec![code.clone(), title.clone()]).collect(),
    }]
}
