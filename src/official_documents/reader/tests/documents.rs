//! Whole documents and all that is read from them, as committed beside them.

use serde_json::{Value, json};

use super::document;
use crate::official_documents::reader::{
    DocumentClass, FindingKind, LostLetters, Missing, Reading, UnreadableText, Verdict, read_text,
};

const LAUNCHES: &[(&str, &str, &str)] = &[
    ("launch-2023", document!("launch-2023.txt"), document!("launch-2023.expected.json")),
    ("plan", document!("plan.txt"), document!("plan.expected.json")),
    ("directive", document!("directive.txt"), document!("directive.expected.json")),
    ("school", document!("school.txt"), document!("school.expected.json")),
    ("decision", document!("decision.txt"), document!("decision.expected.json")),
    ("guidance-table", document!("guidance-table.txt"), document!("guidance-table.expected.json")),
    ("drive", document!("drive.txt"), document!("drive.expected.json")),
];

fn launch_2023() -> Reading {
    read_text(document!("launch-2023.txt")).unwrap()
}

/// `READER_WRITES=1` writes the expectations anew; what changed is then read in the difference.
#[test]
fn every_launch_reads_as_committed() {
    for (name, text, expected) in LAUNCHES {
        let reading = serde_json::to_value(read_text(text).unwrap()).unwrap();
        if std::option_env!("READER_WRITES").is_some() {
            let path = format!("{}/tests/documents/{name}.expected.json", env!("CARGO_MANIFEST_DIR"));
            std::fs::write(path, serde_json::to_string_pretty(&reading).unwrap() + "\n").unwrap();
        } else {
            assert_eq!(reading, serde_json::from_str::<Value>(expected).unwrap(), "{name}");
        }
    }
}

#[test]
fn the_launch_of_2023_says_who_what_and_until_when() {
    let reading = launch_2023();
    let value = serde_json::to_value(&reading).unwrap();
    assert_eq!(
        value["title"]["value"],
        "Phong trào thi đua phấn đấu hoàn thành xuất sắc, toàn diện nhiệm vụ công tác ngành Nội vụ tỉnh Lạng Sơn năm 2023"
    );
    assert_eq!(
        value["issuer"],
        json!({"value": "Sở Nội vụ tỉnh Lạng Sơn", "quote": "Sở Nội vụ tỉnh Lạng Sơn", "line": 26, "confidence": "MEDIUM"})
    );
    assert_eq!(value["signatory"]["name"]["value"], "Hoàng Thị Hiền");
    assert_eq!(value["signatory"]["position"]["value"], "GIÁM ĐỐC");
    assert_eq!(value["endsOn"]["value"], "2023-12-31");
    let mottoes: Vec<_> = reading.mottoes.iter().map(|motto| motto.value.attributed_to.as_deref()).collect();
    assert_eq!(mottoes, [Some("Bộ Nội vụ"), Some("UBND tỉnh")]);
    assert_eq!(reading.missing, [Missing::Number, Missing::Notation, Missing::IssuedOn, Missing::StartsOn]);
}

#[test]
fn the_launch_of_2023_cites_ten_numbers_and_a_congress() {
    let reading = launch_2023();
    let (numbered, other): (Vec<_>, Vec<_>) =
        reading.legal_bases.iter().map(|basis| &basis.value).partition(|basis| basis.number.is_some());
    assert_eq!((numbered.len(), other.len()), (10, 1));
    assert_eq!(numbered.iter().filter(|basis| basis.issued_on.is_some()).count(), 5);
    assert!(numbered.iter().any(|basis| basis.display == "19/CT-TTg"));
    assert_eq!(reading.parent_reference.unwrap().value.display, "02/CT-UBND");
}

#[test]
fn the_launch_of_2023_has_three_groups_and_eleven_tasks() {
    let reading = launch_2023();
    let groups: Vec<_> = reading.content_items.iter().map(|item| item.value.ordinal.as_str()).collect();
    assert_eq!(groups, ["II.1", "II.2", "II.3"]);
    let tasks = &reading.content_items[1].value.children;
    assert_eq!(tasks.len(), 11);
    assert_eq!(tasks[9].value.ordinal, "II.2.10");
    assert!(tasks[3].value.text.as_deref().unwrap().contains("; Dề án sắp xếp"));
    assert!(tasks.iter().all(|task| task.value.text.as_deref().unwrap().ends_with('.')));
    assert!(reading.content_items[2].value.text.as_deref().unwrap().starts_with("Đẩy mạnh các phong trào"));
    let assigned: Vec<_> =
        reading.assignments.iter().map(|task| task.value.assignee.as_deref().unwrap()).collect();
    assert_eq!(assigned, ["Trưởng các phòng, ban, đơn vị trong ngành Nội vụ", "Văn phòng Sở Nội vụ"]);
    assert!(reading.assignments[1].value.text.ends_with("đề nghị cấp có thẩm quyền khen thưởng."));
}

#[test]
fn findings_are_listed_with_kind_and_place() {
    let reading = launch_2023();
    let findings = reading.findings();
    let count = |kind| findings.iter().filter(|place| place.kind == kind).count();
    assert_eq!(count(FindingKind::Recipient), 11);
    assert_eq!(count(FindingKind::ContentItem), 14);
    assert_eq!(count(FindingKind::StartsOn), 0);
    assert!(findings.iter().all(|place| place.line > 0 && !place.text.is_empty()));
}

fn judgement(text: &str) -> (Verdict, Option<DocumentClass>) {
    let reading = read_text(text).unwrap();
    (reading.judgement.verdict, reading.judgement.taken_for)
}

#[test]
fn what_is_no_launch_is_said_to_be_something_else() {
    use DocumentClass::{AwardDecision, Contest, Event, OtherSubject, Report, Rules};
    let ends = "\n\nĐiều 1. Giao Văn phòng thực hiện.";
    for (text, taken_for) in [
        (document!("decision-award.txt"), AwardDecision),
        (document!("invitation.txt"), Event),
        (&format!("KẾ HOẠCH\nTổng kết phong trào thi đua năm 2023{ends}"), Report),
        (&format!("QUYẾT ĐỊNH\nVề việc ban hành Quy chế thi đua, khen thưởng{ends}"), Rules),
        (
            &format!("QUYẾT ĐỊNH\nVề việc thành lập Hội đồng Thi đua - Khen thưởng{ends}"),
            DocumentClass::Offices,
        ),
        (&format!("THÔNG BÁO\nVề việc tổ chức Lễ phát động phong trào thi đua{ends}"), Event),
        (&format!("KẾ HOẠCH\nTổ chức Hội thi cán bộ thi đua giỏi{ends}"), Contest),
        ("BÁO CÁO\nKết quả phong trào thi đua\n\nSở Nội vụ phát động phong trào thi đua.", Report),
        ("Hôm nay trời đẹp.", OtherSubject),
    ] {
        assert_eq!(judgement(text), (Verdict::Other, Some(taken_for)), "{text}");
    }
}

#[test]
fn what_may_be_a_launch_is_uncertain() {
    for text in [
        "KẾ HOẠCH\nCông tác thi đua, khen thưởng năm 2024\n\n1. Nội dung thi đua\na) Làm tốt việc được giao.",
        "Phong trào thi đua năm 2026\n\nNội dung gồm nhiều việc.",
    ] {
        assert_eq!(judgement(text), (Verdict::Uncertain, None), "{text}");
    }
}

#[test]
fn a_text_without_its_letters_is_refused_with_the_kind() {
    assert_eq!(read_text(" \n\u{feff}\r\n 3 \n").unwrap_err(), UnreadableText::Empty);
    let plan = document!("directive.txt");
    let without =
        |is_lost: fn(char) -> bool| plan.chars().filter(|letter| !is_lost(*letter)).collect::<String>();
    let plain = crate::core::vietnamese::folded(plan);
    for (text, lost) in [
        (without(|letter| matches!(letter, '\u{1ea0}'..='\u{1ef9}')), LostLetters::Marked),
        (without(|letter| matches!(letter, '\u{1ea0}'..='\u{1ef9}' | 'đ' | 'Đ')), LostLetters::Marked),
        (without(|letter| !letter.is_ascii()), LostLetters::NonAscii),
        (plain, LostLetters::Accents),
    ] {
        assert_eq!(read_text(&text).unwrap_err(), UnreadableText::LettersLost(lost));
    }
    assert!(read_text("The quick brown fox jumps over the lazy dog, and the emulation goes on.").is_ok());
}

#[test]
fn answers_are_composed_whatever_the_input() {
    use unicode_normalization::UnicodeNormalization;
    for (name, text, _) in LAUNCHES {
        let decomposed = read_text(&text.nfd().collect::<String>()).unwrap();
        assert_eq!(decomposed, read_text(&text.nfc().collect::<String>()).unwrap(), "{name}");
        assert!(unicode_normalization::is_nfc(&serde_json::to_string(&decomposed).unwrap()), "{name}");
    }
}
