//! Parts of documents in their many ways of writing.

use crate::official_documents::reader::blocks::{blocks, quotations};
use crate::official_documents::reader::lines::clean;
use crate::official_documents::reader::model::Direction;
use crate::official_documents::reader::numbering::{Style, marker};
use crate::official_documents::reader::periods::{find_named, stated};
use crate::official_documents::reader::references::citations;
use crate::official_documents::reader::reviews::{quotas_of, reviews_of};
use crate::official_documents::reader::signature;
use crate::official_documents::reader::signs::sign_at;
use crate::official_documents::reader::targets::targets_of;
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
        ("04/ KH-THPT. PL", "04", None, "KH-THPT.PL"),
        ("15/KHLT–LĐLĐ–SGDĐT", "15", None, "KHLT-LĐLĐ-SGDĐT"),
        ("12–KH/ĐU", "12", None, "KH/ĐU"),
        ("27 /KH-UBND. Hà Nội", "27", None, "KH-UBND"),
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
        ("từ ngày ký công văn này đến hết ngày 30/9/2026", None, Some("2026-09-30")),
        ("từ ngày 15/8/2026 và kết thúc vào ngày 30/11/2027", Some("2026-08-15"), Some("2027-11-30")),
        ("từ tuần 08 đến hết tuần 13 của học kỳ i, ngày 20/11/2025", None, None),
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
        ("I- NỘI DUNG", Style::Roman, "I"),
        ("II NỘI DUNG THI ĐUA", Style::Roman, "II"),
        ("1- Làm tốt", Style::Number(1), "1"),
        ("1/ Năng suất", Style::Number(1), "1"),
        ("1. THỜI GIAN THỰC HIỆN", Style::NumberedCaption, "1"),
        ("a. Học tập", Style::Point, "a"),
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
    for (text, expected) in [
        ("“một” \"hai\" «ba» “bốn", vec!["“một”", "\"hai\"", "«ba»"]),
        ("„một“ và „hai” và “ba\" rồi ‘bốn’", vec!["„một“", "„hai”", "“ba\"", "‘bốn’"]),
        ("“một \"hai\" ba” d'Or l'air", vec!["“một \"hai\" ba”"]),
    ] {
        let words: Vec<_> = quotations(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(words, expected);
    }
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

fn block(text: &str) -> crate::official_documents::reader::blocks::Block {
    let setting = clean(text);
    blocks(&setting.lines, &setting).remove(0)
}

#[test]
fn numbers_to_be_reached_are_told_from_other_numbers() {
    use Direction::{Down, Up};
    for (text, value, unit, direction) in [
        ("a) Phấn đấu 100% tuyến đường có đèn.", "100", "%", Up),
        ("- Giảm 10% số vụ va chạm so với năm 2025.", "10", "%", Down),
        ("b) Thời gian chờ không quá 15 phút.", "15", "phút", Down),
        ("Trồng mới 2.500 cây bóng mát.", "2500", "cây", Up),
        ("Vận động tối thiểu 1,2 tỷ đồng.", "1.2", "tỷ đồng", Up),
        ("mỗi lớp có từ 20 giờ học tốt trở lên", "20", "giờ", Up),
        ("Kết nạp từ 12 đảng viên mới trở lên", "12", "đảng viên", Up),
        ("Thu gom ít nhất 50kg giấy vụn.", "50", "kg", Up),
    ] {
        let found = targets_of(&block(text));
        assert_eq!(found.len(), 1, "{text}");
        let target = &found[0].value;
        let read = (target.value.to_string(), target.unit_of_measure.as_str(), target.direction);
        assert_eq!(read, (value.to_owned(), unit, direction), "{text}");
    }
    for text in [
        "Đắp xong nền đường của gói thầu số 2 trước ngày 30/6/2026.",
        "Học sinh lớp 8, lớp 9 giúp ông bà.",
        "Công dân từ 15 tuổi trở lên.",
        "Theo Nghị quyết số 05/NQ-HĐND năm 2026.",
        "Báo cáo vào ngày 25 hằng tháng.",
        "Tặng 05 Giấy khen cho tập thể.",
        "Giai đoạn 2026 - 2030, điện thoại 0200 000 111.",
    ] {
        assert_eq!(targets_of(&block(text)), [], "{text}");
    }
}

#[test]
fn reviews_and_quotas_are_found_in_their_words() {
    let found = reviews_of(&block("2. Sơ kết 6 tháng trước ngày 10/7/2026; tổng kết trong tháng 12/2026."));
    let read: Vec<_> = found.iter().map(|review| (review.quote.as_str(), review.value.on)).collect();
    let day = chrono::NaiveDate::from_ymd_opt(2026, 7, 10);
    assert_eq!(read, [("Sơ kết 6 tháng trước ngày 10/7/2026", day), ("tổng kết trong tháng 12/2026", None)]);
    for (text, expected) in [
        (
            "Tặng Giấy khen: không quá 08 tập thể, 12 cá nhân và 10 hộ gia đình.",
            vec!["không quá 08 tập thể, 12 cá nhân và 10 hộ gia đình"],
        ),
        ("Khen không quá 06 khoa, phòng và 25 cá nhân.", vec!["không quá 06 khoa, phòng và 25 cá nhân"]),
        (
            "Trao 01 giải Nhất, 02 giải Nhì; chọn 03 học sinh để khen.",
            vec!["01 giải Nhất, 02 giải Nhì", "03 học sinh"],
        ),
        ("Xét vào ngày 20 tháng 12.", vec![]),
    ] {
        let found: Vec<_> = quotas_of(&block(text)).into_iter().map(|quota| quota.value).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_websites_table_above_the_text_fills_in_what_the_head_lacks() {
    let text = "Số ký hiệu: 12/KH-UBND\nNgày ban hành\n27/02/ 2020\nCơ quan ban hành: UBND xã Bản Mẫu\n\nKẾ HOẠCH\nPhát động thi đua năm 2020\n\nI. NỘI DUNG\n1. Trồng cây.";
    let reading = crate::official_documents::reader::read_text(text).unwrap();
    let value = |found: Option<crate::official_documents::reader::Finding<String>>| found.unwrap().value;
    assert_eq!(value(reading.document.number), "12");
    assert_eq!(value(reading.document.notation), "KH-UBND");
    assert_eq!(reading.document.issued_on.unwrap().value.to_string(), "2020-02-27");
    assert_eq!(value(reading.issuer), "UBND xã Bản Mẫu");
}

#[test]
fn an_authority_is_told_of_lines_that_stand_together() {
    let authority = |text: &str| signature::read(&clean(text).lines).authority.map(|found| found.value);
    let together = authority("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH");
    assert_eq!(together.as_deref(), Some("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH"));
    // Two that stand elsewhere follow each other, not the first one.
    let apart = authority("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTM. ỦY BAN NHÂN DÂN\nT/M BAN THƯỜNG VỤ");
    assert_eq!(apart.as_deref(), Some("TM. ỦY BAN NHÂN DÂN"));
}
