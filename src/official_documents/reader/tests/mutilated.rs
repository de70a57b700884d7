//! Documents as they should never come: nothing may break, be invented, or take more than its length.

use std::time::Instant;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::document;
use crate::core::vietnamese::is_invisible;
use crate::official_documents::reader::lines::clean;
use crate::official_documents::reader::read_text;

const DOCUMENTS: &[&str] = &[
    document!("launch-2023.txt"),
    document!("plan.txt"),
    document!("directive.txt"),
    document!("school.txt"),
    document!("decision.txt"),
    document!("guidance-table.txt"),
    document!("drive.txt"),
    document!("decision-award.txt"),
    document!("cases/plan-province-hard-wrapped.txt"),
    document!("cases/decision-with-plan-annexed.txt"),
    document!("cases/party-plan-dashes.txt"),
    document!("cases/plan-quotes-mixed.txt"),
    document!("cases/plan-numeric-targets.txt"),
    document!("cases/hospital-list-numbers-lost.txt"),
    document!("cases/school-weeks.txt"),
    document!("cases/letter-blank-number.txt"),
    document!("cases/not-news.txt"),
];

const JUNK: &[&str] = &[
    "",
    "|",
    "| | |",
    "- 7 -",
    "12",
    "“",
    "”",
    "\"",
    "I.",
    "1.1.",
    "Điều 9.",
    "Nơi nhận:",
    "TM. ỦY BAN NHÂN DÂN",
    "GIÁM ĐỐC",
    "Số: 1/KH-A",
    "a)",
    "-",
    "\u{301}",
    "\u{feff}",
    "\t",
    "    cột    cột",
    "PHỤ LỤC",
    "Kính gửi:",
    "19/CT-",
    "/TTg",
    "từ ngày",
    "phát động phong trào thi đua",
    "🎉",
    "\u{1e9e}İ",
    "CỘNG HÒA",
    "chủ đề “",
    "Luật Đất đai số",
    "2023.",
    "KẾ HOẠCH",
    "kèm theo Quyết định",
    "I- NỘI DUNG",
    "1. NỘI DUNG THI ĐUA",
    "Số ký hiệu: 04/KH-A.B",
    "từ tuần 5 đến tuần 9",
    "phấn đấu 1.000.000,5%",
    "sơ kết ngày 1/1/2026",
    "V/v phát động",
    "„‘«\"'",
];

#[derive(Debug, Clone)]
enum Harm {
    Drop(prop::sample::Index),
    Double(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Cut(prop::sample::Index, prop::sample::Index),
    Insert(prop::sample::Index, prop::sample::Index),
    Join(prop::sample::Index),
}

fn harm() -> impl Strategy<Value = Harm> {
    let at = any::<prop::sample::Index>;
    prop_oneof![
        at().prop_map(Harm::Drop),
        at().prop_map(Harm::Double),
        (at(), at()).prop_map(|(one, other)| Harm::Swap(one, other)),
        (at(), at()).prop_map(|(line, letter)| Harm::Cut(line, letter)),
        (at(), at()).prop_map(|(line, junk)| Harm::Insert(line, junk)),
        at().prop_map(Harm::Join),
    ]
}

fn harmed(text: &str, harms: &[Harm]) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for harm in harms {
        let count = lines.len();
        match harm {
            _ if count < 2 => break,
            Harm::Drop(at) => drop(lines.remove(at.index(count))),
            Harm::Double(at) => lines.insert(at.index(count), lines[at.index(count)].clone()),
            Harm::Swap(one, other) => lines.swap(one.index(count), other.index(count)),
            Harm::Cut(line, letter) => {
                let line = &mut lines[line.index(count)];
                let letters = line.chars().count();
                *line = line.chars().take(letter.index(letters + 1)).collect();
            }
            Harm::Insert(line, junk) => {
                lines.insert(line.index(count), JUNK[junk.index(JUNK.len())].to_owned());
            }
            Harm::Join(at) => {
                let line = lines.remove(at.index(count - 1));
                let next = at.index(count - 1).min(lines.len() - 1);
                lines[next].insert_str(0, &line);
            }
        }
    }
    lines.join("\n")
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|letter| !is_invisible(*letter))
        .nfc()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// The input without what the reader sets aside: bars, drawn lines, page numbers; columns one after the other.
fn legible(text: &str) -> String {
    squeezed(&clean(text).lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(
        "
",
    ))
}

fn nothing_is_invented(text: &str) -> Result<(), TestCaseError> {
    let whole = legible(text);
    if let Ok(reading) = read_text(text) {
        for place in reading.findings() {
            prop_assert!(!place.text.trim().is_empty());
            prop_assert!(place.line >= 1 && place.line <= text.split(['\n', '\r']).count());
            prop_assert!(whole.contains(&squeezed(&place.text)), "not in the document: {:?}", place);
        }
    }
    Ok(())
}

#[test]
fn whole_documents_hold_every_quote() {
    for text in DOCUMENTS {
        nothing_is_invented(text).unwrap();
    }
    let launch = document!("launch-2023.txt");
    assert_eq!(legible(launch), squeezed(launch));
}

proptest! {
    #[test]
    fn mutilated_documents_break_nothing_and_invent_nothing(
        which in 0..DOCUMENTS.len(),
        harms in prop::collection::vec(harm(), 0..40),
    ) {
        nothing_is_invented(&harmed(DOCUMENTS[which], &harms))?;
    }

    #[test]
    fn shuffled_lines_break_nothing(which in 0..DOCUMENTS.len(), seed in any::<u64>()) {
        let mut lines: Vec<&str> = DOCUMENTS[which].lines().collect();
        lines.sort_by_key(|line| line.bytes().fold(seed, |sum, byte| sum.rotate_left(7) ^ u64::from(byte)));
        nothing_is_invented(&lines.join("\n"))?;
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(\\PC|[0-9IVXa-d.)/“”|\n -]|Điều |Số: |phát động thi đua ){0,200}") {
        nothing_is_invented(&text)?;
        nothing_is_invented(&format!("PHÁT ĐỘNG\nPhong trào thi đua\n{text}"))?;
    }
}

/// A launch of so many pages: the content of the launch of 2023 again and again.
fn pages(count: usize) -> String {
    let launch = document!("launch-2023.txt");
    let (head, rest) = launch.split_once("II. NỘI DUNG").unwrap();
    let (body, tail) = rest.split_once("III. TỔ CHỨC").unwrap();
    let mut text = format!("{head}II. NỘI DUNG");
    // The content of the launch fills three printed pages.
    for _ in 0..count.div_ceil(3) {
        text.push_str(body);
    }
    text + "III. TỔ CHỨC" + tail
}

fn seconds(text: &str) -> f64 {
    let start = Instant::now();
    let reading = read_text(text);
    assert!(reading.is_ok() || text.lines().count() < 3);
    start.elapsed().as_secs_f64()
}

fn least_seconds(text: &str) -> f64 {
    (0..3).map(|_| seconds(text)).fold(f64::MAX, f64::min)
}

#[test]
fn ten_times_the_document_takes_ten_times_the_work() {
    let lined = |count: usize| pages(count);
    let endless = |count: usize| pages(count).replace('\n', " ");
    let listed = |count: usize| {
        format!(
            "PHÁT ĐỘNG\nPhong trào thi đua\nNỘI DUNG\n{}",
            "- Nghị định 1/2020/NĐ-CP; \"\n".repeat(count * 40)
        )
    };
    let titled = |count: usize| {
        format!("PHÁT ĐỘNG\nPhong trào thi đua\n{}", "phát động từ ngày “Luật A số 1/A-B ".repeat(count * 40))
    };
    let quoted = |count: usize| {
        format!("PHÁT ĐỘNG\nPhong trào thi đua\n{}", "“a ' \" „b ‘c chủ đề phương châm “".repeat(count * 40))
    };
    let counted = |count: usize| {
        let item =
            "1. Khen thưởng 05 tập thể, 3 cá nhân và 1 giải; đạt 5% từ ngày sơ kết tổng kết trước ngày 1\n";
        format!("KẾ HOẠCH\nPhong trào thi đua\nI. NỘI DUNG, KHEN THƯỞNG\n{}", item.repeat(count * 20))
    };
    let annexed = |count: usize| {
        format!("QUYẾT ĐỊNH\nban hành kèm theo\nGIÁM ĐỐC\n{}", "KẾ HOẠCH\nTỈNH A\n".repeat(count * 40))
    };
    let makers: [&dyn Fn(usize) -> String; 7] =
        [&lined, &endless, &listed, &titled, &quoted, &counted, &annexed];
    for (nth, maker) in makers.iter().enumerate() {
        let (one, ten) = (least_seconds(&maker(15)), least_seconds(&maker(150)));
        assert!(ten < 20.0 * one + 0.05, "{nth}: {one} s, ten times as long: {ten} s");
    }
}

#[test]
#[ignore = "measures: 10,000 pages, with --nocapture"]
fn ten_thousand_pages() {
    let text = pages(10_000);
    let took = seconds(&text);
    assert!(took < 600.0, "{took}");
    let note = format!("{} MB, {} lines: {took:.2} s\n", text.len() / 1_000_000, text.lines().count());
    std::io::Write::write_all(&mut std::io::stderr(), note.as_bytes()).unwrap();
}
