//! Parts of documents in their many ways of writing.

use crate::official_documents::reader::blocks::{blocks, quotations};
use crate::official_documents::reader::lines::clean;
use crate::official_documents::reader::numbering::{Style, marker};
use crate::official_documents::reader::periods::{find_named, stated};
use crate::official_documents::reader::references::citations;
use crate::official_documents::reader::signs::sign_at;
use crate::official_documents::reader::words::lowered;

fn joined(text: &str) -> Vec<String> {
    let setting = clean(text);
    blocks(&setting.lines, &setting).into_iter().map(|block| block.text).collect()
}

#[test]
fn numbers_keep_their_parts_in_all_five_grammars() {
    for (printed, number, year, notation) in [
        ("02/CT-UBND", "02", None, "CT-UBND"),
        ("05/BNV-VP", "05", None, "BNV-VP"),
        ("62/2020/NĐ-CP", "62", Some(2020), "NĐ-CP"),
        ("06/2022/QH15", "06", Some(2022), "QH15"),
        ("34-CT/TW", "34", None, "CT/TW"),
        ("19- NQ/TW", "19", None, "NQ/TW"),
        ("05 /CTr- TTg,", "05", None, "CTr-TTg"),
        ("1412/QyĐ-BNV", "1412", None, "QyĐ-BNV"),
    ] {
        let sign = sign_at(printed, 0).unwrap();
        assert_eq!(
            (sign.number.as_str(), sign.year, sign.notation.as_str()),
            (number, year, notation),
            "{printed}"
        );
    }
    for other in ["13/01/2023", "24/7", "2021 - 2030", "3-5 người", "2023/", "5/ngày", "12-A", "1/"] {
        assert_eq!(sign_at(other, 0), None, "{other}");
    }
}

#[test]
fn periods_are_read_in_many_ways() {
    for (text, starts, ends) in [
        ("từ nay đến hết 31/12/2023", None, Some("2023-12-31")),
        ("Từ ngày 05/9/2023 đến ngày 31/5/2024", Some("2023-09-05"), Some("2024-05-31")),
        ("từ ngày 01 tháng 3 đến hết ngày 30 tháng 6 năm 2024", Some("2024-03-01"), Some("2024-06-30")),
        ("từ tháng 1 đến tháng 12/2024", Some("2024-01-01"), Some("2024-12-31")),
        ("từ tháng 02/2023 đến hết tháng 2 năm 2024", Some("2023-02-01"), Some("2024-02-29")),
        ("từ quý I đến hết quý III/2024", Some("2024-01-01"), Some("2024-09-30")),
        ("đến hết năm 2025", None, Some("2025-12-31")),
        ("bắt đầu từ ngày 15-7-2024", Some("2024-07-15"), None),
        ("từ khi phát động đến ngày 20.11.2024", None, Some("2024-11-20")),
    ] {
        let period = stated(&lowered(text)).unwrap();
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        assert_eq!(
            (day(period.starts_on).as_deref(), day(period.ends_on).as_deref()),
            (starts, ends),
            "{text}"
        );
    }
    for (text, starts, ends) in [
        ("năm 2023", Some("2023-01-01"), Some("2023-12-31")),
        ("quý II năm 2024", Some("2024-04-01"), Some("2024-06-30")),
        ("quý 4/2024", Some("2024-10-01"), Some("2024-12-31")),
        ("tháng 5/2024", Some("2024-05-01"), Some("2024-05-31")),
        ("giai đoạn 2021 - 2025", Some("2021-01-01"), Some("2025-12-31")),
        ("năm học 2023-2024", None, None),
    ] {
        let period = find_named(&lowered(text)).unwrap();
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string());
        assert_eq!(
            (day(period.starts_on).as_deref(), day(period.ends_on).as_deref()),
            (starts, ends),
            "{text}"
        );
    }
    for text in
        ["từ trung ương đến địa phương", "từ ngày 31/02/2024", "đến hết giờ", "năm qua", "từ 1 đến 5 điểm"]
    {
        assert_eq!(stated(text).or_else(|| find_named(text)), None, "{text}");
    }
}

#[test]
fn numbering_is_told_from_numbers() {
    for (text, style, label) in [
        ("I. MỤC ĐÍCH", Style::Roman, "I"),
        ("IV/ Nội dung", Style::Roman, "IV"),
        ("A. Mục tiêu", Style::Letter, "A"),
        ("1. Nội dung", Style::Number(1), "1"),
        ("2.10. Tiếp tục", Style::Number(2), "2.10"),
        ("1.1 Đổi mới", Style::Number(2), "1.1"),
        ("2) Hai", Style::Parenthesis, "2"),
        ("đ) Điểm", Style::Point, "đ"),
        ("Điều 3. Thi hành", Style::Article, "Điều 3"),
        ("Phần II", Style::Part, "Phần II"),
        ("- Gạch", Style::Dash, "-"),
        ("+ Cộng", Style::Plus, "+"),
    ] {
        let marker = marker(text).unwrap_or_else(|| panic!("{text}"));
        assert_eq!((marker.style, marker.label.as_str()), (style, label), "{text}");
    }
    for text in
        ["2023. Sau đó", "18/5/2021 của", "TM. ỦY BAN", "1.000 đồng", "Điều này", "TP. Lạng Sơn", "Phần lớn"]
    {
        assert_eq!(marker(text), None, "{text}");
    }
}

#[test]
fn broken_lines_are_joined() {
    assert_eq!(
        joined("Chỉ thị số 19/CT-\n\nTTg ngày\n\n- 2 -\n\n16/7/2021."),
        ["Chỉ thị số 19/CT-TTg ngày 16/7/2021."]
    );
    assert_eq!(
        joined("theo Nghị quyết số 19\n-NQ/TW về kinh tế -\nxã hội năm\n2023. Sau đó"),
        ["theo Nghị quyết số 19-NQ/TW về kinh tế - xã hội năm 2023. Sau đó"]
    );
    assert_eq!(
        joined("NỘI DUNG\nTHI ĐUA CHUNG\nMột là\n- hai;\n- ba."),
        ["NỘI DUNG THI ĐUA CHUNG", "Một là", "- hai;", "- ba."]
    );
}

#[test]
fn quotations_pair_curly_and_straight_marks() {
    let text = "“một” \"hai\" «ba» “bốn";
    let words: Vec<_> = quotations(text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(words, ["“một”", "\"hai\"", "«ba»"]);
}

#[test]
fn a_document_cited_twice_is_listed_once_with_its_date() {
    let setting = clean("Theo Chỉ thị số 05-CT/TW; Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.");
    let found = citations(&blocks(&setting.lines, &setting));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value.issued_on.unwrap().to_string(), "2016-05-15");
    let setting =
        clean("Căn cứ Luật Thi đua, khen thưởng số 06/2022/QH15; theo Luật Lưu trữ và các quy định.");
    let found = citations(&blocks(&setting.lines, &setting));
    let read: Vec<_> =
        found.iter().map(|law| (law.value.display.as_str(), law.value.title.as_deref())).collect();
    assert_eq!(read, [("06/2022/QH15", Some("Thi đua, khen thưởng")), ("Luật Lưu trữ", Some("Lưu trữ"))]);
}

#[test]
fn an_owner_may_stand_behind_the_motto() {
    let setting =
        clean("Thực hiện phương châm “Gần dân” của Bộ Y tế, “Sát việc” của Sở Y tế, cả ngành thi đua.");
    let found = crate::official_documents::reader::sayings::mottoes(&blocks(&setting.lines, &setting));
    let read: Vec<_> =
        found.iter().map(|motto| (motto.value.text.as_str(), motto.value.attributed_to.as_deref())).collect();
    assert_eq!(read, [("Gần dân", Some("Bộ Y tế")), ("Sát việc", Some("Sở Y tế"))]);
}
