//! Whether a document launches an emulation campaign. The reader proposes, the officer decides: every verdict comes with
//! its reasons and their words.

use super::blocks::Block;
use super::judgement::{DocumentClass, GivenReason, Judgement, Reason, Verdict};
use super::launch::Sentence;
use super::letterhead::Letterhead;
use super::model::{Confidence, Finding};
use super::numbering::Style;
use super::words::{begins_with_word, between, folded, from, head, lowered, places_of, says, upto};

/// With these words an abstract is about something other than a launch, if they come before any that launch.
const OTHER_SUBJECTS: &[(&str, DocumentClass)] = &[
    ("cuộc thi", DocumentClass::Contest),
    ("hội thi", DocumentClass::Contest),
    ("hội diễn", DocumentClass::Contest),
    ("hội thao", DocumentClass::Contest),
    ("tặng", DocumentClass::AwardDecision),
    ("tặng thưởng", DocumentClass::AwardDecision),
    ("khen thưởng", DocumentClass::AwardDecision),
    ("công nhận", DocumentClass::AwardDecision),
    ("trao tặng", DocumentClass::AwardDecision),
    ("bình xét", DocumentClass::AwardDecision),
    ("kết quả", DocumentClass::Report),
    ("tổng kết", DocumentClass::Report),
    ("sơ kết", DocumentClass::Report),
    ("báo cáo", DocumentClass::Report),
    ("quy chế", DocumentClass::Rules),
    ("quy định", DocumentClass::Rules),
    ("lễ phát động", DocumentClass::Event),
    ("hội nghị", DocumentClass::Event),
    ("thành lập", DocumentClass::Offices),
    ("kiện toàn", DocumentClass::Offices),
    ("bổ nhiệm", DocumentClass::Offices),
    ("góp ý", DocumentClass::OtherSubject),
    ("lấy ý kiến", DocumentClass::OtherSubject),
    ("kiểm tra", DocumentClass::OtherSubject),
    ("giám sát", DocumentClass::OtherSubject),
    ("kết luận", DocumentClass::OtherSubject),
    ("bộ tiêu chí", DocumentClass::Rules),
    ("tiêu chí chấm", DocumentClass::Rules),
    ("chấm điểm", DocumentClass::Rules),
    ("xếp hạng", DocumentClass::Rules),
    ("biểu dương", DocumentClass::AwardDecision),
    ("giao chỉ tiêu", DocumentClass::OtherSubject),
    ("thu hồi", DocumentClass::OtherSubject),
    ("đăng ký thi đua", DocumentClass::OtherSubject),
];

/// With these words before any that launch, an abstract is about a campaign that others may have launched.
const ABOUT_A_CAMPAIGN: &[&str] =
    &["tuyên truyền", "nhân rộng", "điều chỉnh", "đôn đốc", "điển hình tiên tiến"];

/// With these words an abstract opens a campaign.
const LAUNCHING: &[&str] = &[
    "phát động",
    "phong trào thi đua",
    "đợt thi đua",
    "cuộc thi đua",
    "cao điểm thi đua",
    "thi đua cao điểm",
    "tổ chức thi đua",
    "triển khai thi đua",
    "hưởng ứng thi đua",
    "thi đua thực hiện",
    "thi đua lập thành tích",
];

/// Words that the press writes and no office does.
const PRESS: &[&str] = &[
    "tin, ảnh",
    "tin và ảnh",
    "bài, ảnh",
    "cập nhật lúc",
    "cập nhật:",
    "sáng nay",
    "chiều nay",
    "chuyên mục",
    "lượt xem",
    "phóng viên",
    "các tin khác",
    "tin liên quan",
    "phát biểu tại",
    "phát biểu chỉ đạo tại",
    "dự buổi lễ",
    "dự hội nghị",
    "dự lễ",
    "tham dự hội nghị",
    "tham dự lễ",
    "tổ chức lễ phát động",
    "tổ chức hội nghị phát động",
    "tại buổi lễ",
    "tại lễ phát động",
    "theo đó,",
    "tin tức khác",
    "đó là nội dung",
    "vừa ban hành",
    "tác giả bài viết",
    "nguồn tin",
    "đăng vào",
];

/// Judges a document by its head, its launching sentence, its words and whether it is signed.
pub fn judge(head: &Letterhead, sentence: Option<&Sentence>, body: &[Block], is_signed: bool) -> Judgement {
    let by_kind = head.kind.as_ref().filter(|_| head.never_launches).map(|kind| {
        let reason = reason_of(Reason::TypeLaunchesNothing, kind);
        other(class_of_kind(&kind.value), vec![reason])
    });
    by_kind.or_else(|| by_other_title(head)).unwrap_or_else(|| {
        let said = said_by_sentence(sentence, body);
        let title = head.title.as_ref().filter(|title| launches_by_title(title, head));
        let mut reasons: Vec<GivenReason> =
            title.map(|title| reason_of(Reason::TitleLaunches, title)).into_iter().collect();
        reasons.extend(said);
        by_evidence(head, body, is_signed, reasons)
    })
}

fn by_evidence(
    head: &Letterhead,
    body: &[Block],
    is_signed: bool,
    mut reasons: Vec<GivenReason>,
) -> Judgement {
    let is_lettered = head.has_letterhead();
    let press = press_words(head, body);
    if !is_lettered && !is_signed && press.len() > 1 {
        return other(DocumentClass::News, press);
    }
    let launches =
        reasons.iter().any(|given| matches!(given.reason, Reason::TitleLaunches | Reason::SentenceLaunches));
    if let Some(title) = head.title.as_ref().filter(|title| is_about_a_campaign(title)) {
        reasons.insert(0, reason_of(Reason::TitleIsAboutSomethingElse, title));
        return Judgement { verdict: Verdict::Uncertain, taken_for: None, reasons };
    }
    if launches && (is_lettered || is_signed) {
        return Judgement { verdict: Verdict::Launch, taken_for: None, reasons };
    }
    if !is_lettered && !is_signed {
        reasons.push(GivenReason { reason: Reason::NoLetterhead, words: None, line: None });
    }
    if launches || (!reasons.is_empty() && is_lettered) {
        reasons.extend(press);
        return Judgement { verdict: Verdict::Uncertain, taken_for: None, reasons };
    }
    by_naming(head, body, reasons)
}

/// A document that launches in no sentence: one whose sections compete in something may still be meant as a launch.
fn by_naming(head: &Letterhead, body: &[Block], mut reasons: Vec<GivenReason>) -> Judgement {
    let named = body.iter().find_map(|block| {
        let place = places_of(&block.lower, "thi đua").next()?;
        let is_heading = block.marker.is_some() && upto(&block.lower, place).chars().count() < 40;
        is_heading.then(|| block.finding(0..block.text.len(), (), Confidence::Medium))
    });
    let titled = head.title.as_ref().filter(|title| says(&lowered(&title.value), "thi đua"));
    let is_lettered = head.has_letterhead();
    let named = titled.map(|title| reason_of(Reason::EmulationOnlyNamed, title)).or_else(|| {
        named.filter(|_| is_lettered).map(|heading| reason_of(Reason::EmulationOnlyNamed, &heading))
    });
    if let Some(named) = named {
        reasons.insert(0, named);
        return Judgement { verdict: Verdict::Uncertain, taken_for: None, reasons };
    }
    reasons.retain(|given| given.reason != Reason::NoLetterhead);
    reasons.push(GivenReason { reason: Reason::NothingAboutEmulation, words: None, line: None });
    other(DocumentClass::OtherSubject, reasons)
}

fn other(taken_for: DocumentClass, reasons: Vec<GivenReason>) -> Judgement {
    Judgement { verdict: Verdict::Other, taken_for: Some(taken_for), reasons }
}

fn reason_of<T>(reason: Reason, found: &Finding<T>) -> GivenReason {
    GivenReason { reason, words: Some(head(&found.quote, 300).to_owned()), line: Some(found.line) }
}

fn class_of_kind(kind: &str) -> DocumentClass {
    let folded = folded(kind);
    if folded.starts_with("bao cao") {
        DocumentClass::Report
    } else if folded.ends_with("moi") {
        DocumentClass::Event
    } else if folded.starts_with("quy ") {
        DocumentClass::Rules
    } else {
        DocumentClass::OtherType
    }
}

fn is_about_a_campaign(title: &Finding<String>) -> bool {
    let lower = lowered(&title.value);
    let first = |words: &[&str]| words.iter().filter_map(|word| places_of(&lower, word).next()).min();
    let about = first(ABOUT_A_CAMPAIGN);
    about.is_some_and(|place| first(LAUNCHING).is_none_or(|launching| place < launching))
}

/// What comes first in the abstract decides: `tặng Bằng khen … trong phong trào thi đua` awards, `phát động phong trào
/// thi đua …` launches whatever its name says.
fn by_other_title(head: &Letterhead) -> Option<Judgement> {
    let title = head.title.as_ref()?;
    let lower = lowered(&title.value);
    let first = |word: &str| {
        places_of(&lower, word).find(|place| {
            // `cuộc thi đua` is no contest, `lễ phát động` no launch, `thi đua, khen thưởng` the name of a field.
            let (before, behind) = (upto(&lower, *place), from(&lower, place.saturating_add(word.len())));
            let is_field = ["thi đua, ", "thi đua - ", "thi đua – ", "thi đua và "];
            !(word.ends_with("thi") && behind.starts_with(" đua"))
                && !(word == "phát động" && (before.ends_with("lễ ") || opens_contest(behind)))
                && !(word == "khen thưởng" && is_field.iter().any(|field| before.ends_with(field)))
        })
    };
    let other = OTHER_SUBJECTS
        .iter()
        .filter_map(|(word, class)| Some((first(word)?, *class)))
        .min_by_key(|(place, _)| *place)?;
    let launching = LAUNCHING.iter().filter_map(|word| first(word)).min();
    let is_other = launching.is_none_or(|place| other.0 < place);
    is_other.then(|| {
        let reason = reason_of(Reason::TitleIsAboutSomethingElse, title);
        self::other(other.1, vec![reason])
    })
}

/// `phát động cuộc thi viết`; `cuộc thi đua` is none.
fn opens_contest(behind: &str) -> bool {
    let object = behind.trim_start();
    let contests = ["cuộc thi", "hội thi", "giải", "hội diễn"];
    contests.iter().any(|contest| begins_with_word(object, contest)) && !object.starts_with("cuộc thi đua")
}

fn launches_by_title(title: &Finding<String>, head: &Letterhead) -> bool {
    let lower = lowered(&title.value);
    let called = head.kind.as_ref().is_some_and(|kind| lowered(&kind.value).contains("phát động"));
    let launching = LAUNCHING.iter().any(|word| says(&lower, word));
    let opens = lower.starts_with("thi đua ") && !says(&lower, "công tác thi đua");
    ((launching || called) && says(&lower, "thi đua")) || opens
}

fn said_by_sentence(sentence: Option<&Sentence>, body: &[Block]) -> Option<GivenReason> {
    let sentence = sentence?;
    let block = body.get(sentence.block)?;
    // What a plan of work says among its items is no launch yet.
    let is_numbered = block.marker.as_ref().is_some_and(|marker| marker.style > Style::Article);
    let reason = if sentence.subject.is_some() && !is_numbered {
        Reason::SentenceLaunches
    } else {
        Reason::LaunchWithoutSubject
    };
    let found = block.finding(sentence.words.clone(), (), Confidence::High);
    Some(reason_of(reason, &found))
}

/// Words of the press, each once.
fn press_words(head: &Letterhead, body: &[Block]) -> Vec<GivenReason> {
    let titled = head.title.iter().map(|title| (title.quote.as_str(), lowered(&title.quote), title.line));
    let blocks = body.iter().map(|block| (block.text.as_str(), block.lower.clone(), block.line_at(0)));
    let mut found: Vec<(&str, GivenReason)> = Vec::new();
    for (text, lower, line) in titled.chain(blocks) {
        for word in PRESS {
            let Some(place) = lower.find(word) else { continue };
            if found.iter().all(|(known, _)| known != word) {
                let words = between(text, place, place.saturating_add(word.len())).to_owned();
                let reason = Reason::WordsOfThePress;
                found.push((word, GivenReason { reason, words: Some(words), line: Some(line) }));
            }
        }
    }
    found.into_iter().map(|(_, given)| given).collect()
}
