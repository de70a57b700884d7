//! The words of reasons, in both languages.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::facts::{AwardNames, Hindrance};
use super::reasons::{Reason, Words, name_of};
use crate::features::catalogue::rules::{CommendationKind, LauncherLevel, TaskLevel};

impl Reason {
    /// Its words.
    #[must_use]
    pub fn words(&self, names: &AwardNames) -> Words {
        self.words_of_awards(names)
            .or_else(|| self.words_of_ratings())
            .or_else(|| self.words_of_initiatives(names))
            .or_else(|| self.words_of_members())
            .or_else(|| self.words_of_campaigns())
            .unwrap_or_else(|| self.words_of_rest(names))
    }

    fn words_of_awards(&self, names: &AwardNames) -> Option<Words> {
        let name = |award| name_of(award, names);
        Some(match self {
            Self::AwardNotKnown { award, year } => Words::new(
                format!("thiếu dữ liệu danh hiệu, khen thưởng năm {year}: {}", name(award)),
                format!("not recorded for {year}: {}", name(award)),
            ),
            Self::NoAwardInYear { award, year } => Words::new(
                format!("năm {year} không được tặng {}", name(award)),
                format!("not given for {year}: {}", name(award)),
            ),
            Self::NoneOfAwards { awards, year } => {
                let all = awards.iter().map(name).collect::<Vec<_>>().join(", ");
                Words::new(
                    format!("năm {year} không được tặng danh hiệu nào trong số: {all}"),
                    format!("none of these was given for {year}: {all}"),
                )
            }
            Self::AwardNeverRecorded { award } => Words::new(
                format!("chưa có dữ liệu về việc đã được tặng {}", name(award)),
                format!("not recorded whether it was ever given: {}", name(award)),
            ),
            Self::AwardNeverGiven { award } => {
                Words::new(format!("chưa được tặng {}", name(award)), format!("never given: {}", name(award)))
            }
            Self::NotAfterAward { award, since, year } => Words::new(
                format!("thành tích năm {year} không tính vì không sau năm {since} của {}", name(award)),
                format!("{year} does not count: it is not after {since}, the year of {}", name(award)),
            ),
            Self::TooFewTimes { award, have, needed, first_year, last_year } => Words::new(
                format!("có {have}/{needed} lần {} trong {first_year}–{last_year}", name(award)),
                format!("{have} of {needed} times in {first_year}–{last_year}: {}", name(award)),
            ),
            Self::KindIsNoGround { award, year, kind } => Words::new(
                format!("{} năm {year} là {}, không làm căn cứ", name(award), kind_words(*kind).vi),
                format!("{} of {year} is no ground: {}", name(award), kind_words(*kind).en),
            ),
            Self::KindNotKnown { award, year } => Words::new(
                format!("chưa rõ loại hình khen thưởng của {} năm {year}", name(award)),
                format!("the commendation kind is not recorded: {} of {year}", name(award)),
            ),
            Self::AlreadyCommended { award, year, decision } => Words::new(
                format!("thành tích này đã được khen: {} năm {year} (số {decision})", name(award)),
                format!("commended already: {} of {year} (No. {decision})", name(award)),
            ),
            Self::PerhapsCommended { award, year, decision } => Words::new(
                format!("cần đối chiếu có cùng thành tích không: {} năm {year} (số {decision})", name(award)),
                format!("may be for the same achievement: {} of {year} (No. {decision})", name(award)),
            ),
            _ => return None,
        })
    }

    fn words_of_ratings(&self) -> Option<Words> {
        Some(match self {
            Self::RatingMissing { year } => {
                Words::new(format!("thiếu xếp loại năm {year}"), format!("the rating of {year} is missing"))
            }
            Self::RatingTooLow { year, level, needed } => Words::new(
                format!("năm {year} xếp loại {}, cần từ {}", level_words(*level).vi, level_words(*needed).vi),
                format!("rated {} in {year}; needed: {}", level_words(*level).en, level_words(*needed).en),
            ),
            Self::MemberRatingMissing { name, year } => Words::new(
                format!("thiếu xếp loại năm {year} của {name}"),
                format!("the rating of {year} is missing: {name}"),
            ),
            Self::MemberRatingTooLow { name, year, level } => Words::new(
                format!("năm {year} {name} xếp loại {}", level_words(*level).vi),
                format!("rated {} in {year}: {name}", level_words(*level).en),
            ),
            _ => return None,
        })
    }

    fn words_of_initiatives(&self, names: &AwardNames) -> Option<Words> {
        Some(match self {
            Self::InitiativesNotKnown { have, needed, first_year, last_year } => Words::new(
                format!("thiếu sáng kiến hoặc đề tài: có {have}/{needed} trong {first_year}–{last_year}"),
                format!("initiatives on record: {have} of {needed} in {first_year}–{last_year}"),
            ),
            Self::TooFewInitiatives { have, needed, first_year, last_year } => Words::new(
                format!("chỉ có {have}/{needed} sáng kiến hoặc đề tài trong {first_year}–{last_year}"),
                format!("only {have} of {needed} initiatives in {first_year}–{last_year}"),
            ),
            Self::InitiativeUsed { title, award, year } => Words::new(
                format!("“{title}” đã dùng để xét {} năm {year}", name_of(award, names)),
                format!("“{title}” has served {} of {year}", name_of(award, names)),
            ),
            _ => return None,
        })
    }

    fn words_of_members(&self) -> Option<Words> {
        Some(match self {
            Self::MembersNotKnown { year } => Words::new(
                format!("chưa có dữ liệu về các cá nhân trong tập thể năm {year}"),
                format!("the members of {year} are not recorded"),
            ),
            Self::MembersNotRecorded { count, year } => Words::new(
                format!("thiếu dữ liệu của {count} cá nhân trong tập thể năm {year}"),
                format!("{count} members of {year} are not recorded"),
            ),
            Self::TooFewMembers { have, needed, members } => Words::new(
                format!("có {have}/{members} cá nhân đạt, cần ít nhất {needed}"),
                format!("{have} of {members} members meet it; needed: {needed}"),
            ),
            Self::MemberAwardNotKnown { name, year } => Words::new(
                format!("thiếu dữ liệu danh hiệu năm {year} của {name}"),
                format!("the titles of {year} are not recorded: {name}"),
            ),
            Self::FiguresMissing { year } => Words::new(
                format!("thiếu số liệu thành viên, nữ năm {year}"),
                format!("the figures of members and women in {year} are missing"),
            ),
            Self::TooFewWomen { women, members, needed } => Words::new(
                format!("có {women}/{members} nữ, cần từ {}", percent(*needed)),
                format!("{women} of {members} members are women; needed: {}", percent(*needed)),
            ),
            _ => return None,
        })
    }

    fn words_of_campaigns(&self) -> Option<Words> {
        Some(match self {
            Self::CampaignNotNamed => {
                Words::new("chưa nêu phong trào thi đua", "the question names no campaign")
            }
            Self::CampaignLengthNotKnown => Words::new(
                "chưa rõ thời gian thực hiện phong trào",
                "how long the campaign runs is not recorded",
            ),
            Self::CampaignTooShort { years, needed } => Words::new(
                format!("phong trào thực hiện {years} năm, cần từ {needed} năm"),
                format!("the campaign runs {years} years; needed: {needed}"),
            ),
            Self::ReviewMissing => Words::new(
                "chưa có kết quả sơ kết, tổng kết phong trào",
                "there is no approved review of the campaign",
            ),
            Self::NotChosenInReview => Words::new(
                "không được lựa chọn khi sơ kết, tổng kết phong trào",
                "not chosen in the review of the campaign",
            ),
            Self::PledgeNotKnown => {
                Words::new("chưa có số liệu thực hiện đăng ký thi đua", "there are no figures of the pledge")
            }
            Self::PledgeTooLow { fulfilled, needed } => Words::new(
                format!("mới thực hiện {} đăng ký thi đua, cần từ {}", percent(*fulfilled), percent(*needed)),
                format!("the pledge is fulfilled by {}; needed: {}", percent(*fulfilled), percent(*needed)),
            ),
            Self::LauncherNotKnown => Words::new("chưa rõ cấp phát động", "who launched it is not recorded"),
            Self::LauncherTooLow { launched_by } => Words::new(
                format!("phong trào do cấp khác phát động: {}", launcher_words(*launched_by).vi),
                format!("launched at another level: {}", launcher_words(*launched_by).en),
            ),
            Self::ClusterResultMissing { year } => Words::new(
                format!("thiếu kết quả suy tôn của cụm, khối thi đua năm {year}"),
                format!("the result of the cluster in {year} is missing"),
            ),
            Self::NotClusterLeader { cluster, year } => Words::new(
                format!("không phải đơn vị dẫn đầu {cluster} năm {year}"),
                format!("another unit led in {year}: {cluster}"),
            ),
            _ => return None,
        })
    }

    fn words_of_rest(&self, names: &AwardNames) -> Words {
        match self {
            Self::Unconfirmed { fact } => Words::new(
                format!("chờ xác nhận: {}", fact.vi),
                format!("waits for confirmation: {}", fact.en),
            ),
            Self::HoldOpen { kind, since } => Words::new(
                format!("đang trong thời gian {} từ ngày {}", hindrance_words(*kind).vi, day(*since)),
                format!("open since {since}: {}", hindrance_words(*kind).en),
            ),
            Self::BeforeDisciplineServed { year, served_on } => Words::new(
                format!("thành tích năm {year} không tính: chấp hành xong kỷ luật ngày {}", day(*served_on)),
                format!("{year} does not count: the discipline was served on {served_on}"),
            ),
            Self::DisciplineServedInYear { year, served_on } => Words::new(
                format!("cần xem lại thành tích năm {year}: chấp hành xong kỷ luật ngày {}", day(*served_on)),
                format!("whether {year} counts is not certain: the discipline was served on {served_on}"),
            ),
            Self::JudgedOverList { share } => Words::new(
                format!("tỷ lệ {} được xét trên cả danh sách", percent(*share)),
                format!("the quota of {} is judged over a list", percent(*share)),
            ),
            Self::StatementMissing { text } => Words::new(
                format!("thiếu xác nhận: {text}"),
                format!("a confirmed statement is missing: {text}"),
            ),
            Self::StatementDenied { text } => {
                Words::new(format!("không được xác nhận: {text}"), format!("denied: {text}"))
            }
            Self::AmendmentNotConfirmed => Words::new(
                "văn bản sửa đổi chưa được xác nhận",
                "the amending text is not confirmed, and its answer differs",
            ),
            Self::NewerRowCounts { starts_on } => Words::new(
                format!("áp dụng quy định mới có lợi hơn, từ ngày {}", day(*starts_on)),
                format!("the newer row counts, as it is more favourable: from {starts_on}"),
            ),
            Self::NoRule { award } => Words::new(
                format!("chưa có quy định về điều kiện: {}", name_of(award, names)),
                format!("no rule is recorded: {}", name_of(award, names)),
            ),
            Self::CheckAgain { since } => Words::new(
                format!("cần đối chiếu lại với văn bản từ ngày {}", day(*since)),
                format!("to be checked against the text since {since}"),
            ),
            // Every other reason has its words above.
            other => Words::new(format!("{other:?}"), format!("{other:?}")),
        }
    }
}

/// A day as people write it.
pub(super) fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// A share in percent.
pub(super) fn percent(share: Decimal) -> String {
    format!("{}%", (share * Decimal::ONE_HUNDRED).normalize())
}

/// How a level is called.
#[must_use]
pub fn level_words(level: TaskLevel) -> Words {
    let (vi, en) = match level {
        TaskLevel::Excellent => ("hoàn thành xuất sắc nhiệm vụ", "excellent"),
        TaskLevel::Good => ("hoàn thành tốt nhiệm vụ", "good"),
        TaskLevel::Completed => ("hoàn thành nhiệm vụ", "completed"),
        TaskLevel::NotCompleted => ("không hoàn thành nhiệm vụ", "not completed"),
    };
    Words::new(vi, en)
}

fn kind_words(kind: CommendationKind) -> Words {
    let (vi, en) = match kind {
        CommendationKind::Merit => ("khen thưởng công trạng", "merit"),
        CommendationKind::AdHoc => ("khen thưởng đột xuất", "ad hoc"),
        CommendationKind::Campaign => ("khen thưởng phong trào thi đua", "campaign"),
        CommendationKind::LongService => ("khen thưởng quá trình cống hiến", "long service"),
        CommendationKind::Seniority => ("khen thưởng theo niên hạn", "seniority"),
        CommendationKind::External => ("khen thưởng đối ngoại", "external"),
        CommendationKind::Resistance => ("khen thưởng kháng chiến", "resistance"),
    };
    Words::new(vi, en)
}

fn launcher_words(level: LauncherLevel) -> Words {
    let (vi, en) = match level {
        LauncherLevel::National => ("trung ương", "national"),
        LauncherLevel::Ministry => ("bộ, ban, ngành, đoàn thể", "ministry"),
        LauncherLevel::Province => ("tỉnh", "province"),
        LauncherLevel::Base => ("cơ sở", "base"),
    };
    Words::new(vi, en)
}

pub(super) fn hindrance_words(kind: Hindrance) -> Words {
    let (vi, en) = match kind {
        Hindrance::Discipline => ("xem xét, thi hành kỷ luật", "discipline"),
        Hindrance::Investigation => ("điều tra", "investigation"),
        Hindrance::Inspection => ("thanh tra, kiểm tra", "inspection"),
        Hindrance::Complaint => ("giải quyết khiếu nại, tố cáo", "complaint or denunciation"),
        Hindrance::PressVerification => ("xác minh thông tin báo chí nêu", "verification of press reports"),
    };
    Words::new(vi, en)
}
