//! The form of annex I.

use super::*;

/// What the styles say of one style.
fn look(style: &str) -> String {
    let styles = part(&report(), "word/styles.xml");
    let start = styles.find(&format!("w:styleId=\"{style}\"")).unwrap();
    styles[start..].split("</w:style>").next().unwrap().to_owned()
}

fn looks(style: &str, marks: &[&str]) {
    let look = look(style);
    for mark in marks {
        assert!(look.contains(mark), "{style} is not {mark}: {look}");
    }
}

#[test]
fn the_page_is_a4_within_the_margins() {
    let body = part(&report(), "word/document.xml");
    assert!(body.contains(r#"<w:pgSz w:w="11906" w:h="16838" />"#));
    let margins = body.split("<w:pgMar ").nth(1).unwrap().split("/>").next().unwrap();
    let twips = |side: &str| {
        let value = margins.split(&format!("w:{side}=\"")).nth(1).unwrap().split('"').next().unwrap();
        value.parse::<u32>().unwrap()
    };
    // 20 mm, 20 mm, 30 mm and 20 mm, at 56.7 twips each.
    assert_eq!(["top", "bottom", "left", "right"].map(twips), [1134, 1134, 1701, 1134]);
}

#[test]
fn the_page_number_stands_at_the_top_from_the_second_page_on() {
    let body = part(&report(), "word/document.xml");
    assert!(body.contains("<w:titlePg />"));
    assert!(body.contains(r#"<w:headerReference w:type="default""#));
    assert!(!body.contains(r#"w:type="first""#), "the first page would have a head of its own");
    assert!(part(&report(), "word/header1.xml").contains("PAGE"));
    looks("PageNumber", &[r#"<w:jc w:val="center" />"#, r#"<w:sz w:val="28" />"#]);
}

#[test]
fn every_word_is_times_new_roman_and_vietnamese() {
    let styles = part(&report(), "word/styles.xml");
    let defaults = styles.split("</w:docDefaults>").next().unwrap();
    for mark in ["w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"] {
        assert!(defaults.contains(&format!("{mark}=\"Times New Roman\"")), "{mark}");
    }
    assert!(defaults.contains(r#"<w:lang w:val="vi-VN" />"#));
    assert!(!part(&report(), "word/document.xml").contains("w:rFonts"));
}

#[test]
fn every_part_looks_as_annex_i_wants_it() {
    let (bold, italic, center) = ("<w:b />", "<w:i />", r#"<w:jc w:val="center" />"#);
    for (style, size, marks) in [
        ("Nation", 12, vec![bold, center]),
        ("Motto", 13, vec![bold, center]),
        ("Superior", 12, vec![center]),
        ("Issuer", 12, vec![bold, center]),
        ("Number", 13, vec![center]),
        ("PlaceAndDay", 13, vec![italic, center]),
        ("Kind", 14, vec![bold, center]),
        ("Subject", 14, vec![bold, center]),
        ("Body", 14, vec![r#"<w:jc w:val="both" />"#, r#"w:firstLine="720""#, r#"w:before="120""#]),
        ("Centered", 14, vec![bold, center]),
        ("Ground", 14, vec![italic, r#"<w:jc w:val="both" />"#, r#"w:firstLine="720""#]),
        ("Annex", 14, vec![bold, center]),
        ("AnnexOf", 14, vec![italic, center]),
        ("Part", 14, vec![bold, "<w:keepNext />", r#"<w:outlineLvl w:val="0" />"#]),
        ("Signer", 14, vec![bold, center]),
        ("SignerName", 14, vec![bold, center]),
        ("Recipients", 12, vec![bold, italic]),
        ("Recipient", 11, vec![]),
    ] {
        looks(style, &[&[format!("<w:sz w:val=\"{}\" />", size * 2).as_str()][..], &marks].concat());
    }
    assert!(!look("Superior").contains(bold));
}

#[test]
fn the_whole_document_in_reading_order() {
    let printed = paragraphs(&report()).into_iter().filter(|(_, text)| !text.is_empty());
    let printed: Vec<String> = printed.map(|(style, text)| format!("{style}: {text}")).collect();
    insta::assert_snapshot!(printed.join("\n"), @"
    Superior: ỦY BAN NHÂN DÂN|TỈNH LẠNG SƠN
    Issuer: SỞ NỘI VỤ
    Nation: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    Motto: Độc lập - Tự do - Hạnh phúc
    Number: Số: 05/BC-SNV
    PlaceAndDay: Lạng Sơn, ngày 02 tháng 01 năm 2024
    Kind: BÁO CÁO
    Subject: Kết quả phong trào thi đua “Cải cách hành chính, nâng cao trách nhiệm phục vụ nhân dân” năm 2023
    Body: Thực hiện Kế hoạch số 12/KH-SNV ngày 15 tháng 02 năm 2023 về phát động phong trào thi đua, Sở Nội vụ báo cáo kết quả như sau:
    Part: I. TÌNH HÌNH CHUNG
    Body: Phong trào được 31 đơn vị hưởng ứng.
    Body: Đến hết năm, 29 đơn vị đã báo cáo.
    Part: II. KẾT QUẢ THỰC HIỆN
    Section: 1. Chỉ tiêu đăng ký
    Point: a) Về thủ tục hành chính
    Body: - Giải quyết đúng hạn & trước hạn 99,2% hồ sơ;
    Point: b) Về chỉ số hài lòng
    Body: - Chỉ số hài lòng đạt 91,4%;
    Section: 2. Kết quả theo đơn vị
    CellHead: TT
    CellHead: Đơn vị
    CellHead: Đăng ký
    CellHead: Hoàn thành
    Cell: 1
    Cell: Văn phòng Sở
    Cell: 12
    Cell: 12
    Cell: 2
    Cell: Phòng Thi đua - Khen thưởng
    Cell: 1.204
    Cell: 1.190
    Cell: 3
    Cell: Trung tâm Lưu trữ lịch sử
    Cell: 7
    Part: III. KIẾN NGHỊ
    Body: Đề nghị Ủy ban nhân dân tỉnh khen thưởng 05 tập thể, 12 cá nhân./.
    Recipients: Nơi nhận:
    Recipient: - Ủy ban nhân dân tỉnh (để báo cáo);
    Recipient: - Giám đốc Sở;
    Recipient: - Lưu: VT, TĐKT.
    Signer: KT. GIÁM ĐỐC
    Signer: PHÓ GIÁM ĐỐC
    SignerName: Nguyễn Thị Hoa
    ");
}

#[test]
fn a_line_stands_below_issuer_motto_and_abstract() {
    let found = paragraphs(&report());
    let above: Vec<_> = found.windows(2).filter(|two| two[1].0 == "Rule").map(|two| &*two[0].0).collect();
    assert_eq!(above, ["Issuer", "Motto", "Subject"]);
    assert_eq!(part(&report(), "word/document.xml").matches("<w:top w:val=\"single\"").count(), 3 + 1);
}

#[test]
fn a_draft_leaves_number_day_and_name_open() {
    let mut draft = report();
    draft.number = None;
    draft.issued = Issued::In(2024);
    draft.signature.name = None;
    assert_eq!(styled(&draft, "Number"), "Số:       /BC-SNV");
    assert_eq!(styled(&draft, "PlaceAndDay"), "Lạng Sơn, ngày      tháng      năm 2024");
    assert_eq!(styled(&draft, "SignerName"), "");
    draft.notation = Some(" ".to_owned());
    assert_eq!(styled(&draft, "Number"), "Số:       /      ");
}

#[test]
fn days_below_10_and_the_first_two_months_have_a_zero() {
    for (date, printed) in [
        (day(2024, 1, 2), "ngày 02 tháng 01 năm 2024"),
        (day(2024, 2, 29), "ngày 29 tháng 02 năm 2024"),
        (day(2024, 3, 9), "ngày 09 tháng 3 năm 2024"),
        (day(2024, 12, 10), "ngày 10 tháng 12 năm 2024"),
    ] {
        let document = OfficialDocument { issued: Issued::On(date), ..report() };
        assert_eq!(styled(&document, "PlaceAndDay"), format!("Lạng Sơn, {printed}"));
    }
}

#[test]
fn numbers_have_two_digits_at_least() {
    for (number, printed) in [("7", "Số: 07/BC-SNV"), ("07", "Số: 07/BC-SNV"), ("120", "Số: 120/BC-SNV")]
    {
        let document = OfficialDocument { number: Some(number.to_owned()), ..report() };
        assert_eq!(styled(&document, "Number"), printed);
    }
}

#[test]
fn headings_count_by_themselves() {
    let points = (0..25).map(|_| heading(Level::Point, "x"));
    let parts = (0..12).map(|_| heading(Level::Part, "x"));
    let document = OfficialDocument { blocks: points.chain(parts).collect(), ..report() };
    let found = paragraphs(&document).into_iter().map(|(_, text)| text);
    let counted: Vec<String> =
        found.filter_map(|text| Some(text.strip_suffix(['x', 'X'])?.to_owned())).collect();
    assert_eq!(counted[..7], ["a) ", "b) ", "c) ", "d) ", "đ) ", "e) ", "g) "]);
    assert_eq!(counted[22..27], ["y) ", "aa) ", "bb) ", "I. ", "II. "]);
    assert_eq!(counted[33..], ["IX. ", "X. ", "XI. ", "XII. "]);
}

#[test]
fn a_table_repeats_its_head_and_sets_numbers_to_the_right() {
    let body = part(&report(), "word/document.xml");
    assert_eq!(body.matches("<w:tblHeader />").count(), 1);
    let rows: Vec<&str> = body.split("<w:tr>").filter(|row| row.contains("\"Cell")).collect();
    assert!(rows[0].contains("<w:tblHeader />") && rows[0].contains("Hoàn thành"));
    assert!(rows[2].contains("1.190") && rows[2].matches(r#"<w:jc w:val="right" />"#).count() == 2);
    assert_eq!(rows.len(), 4);
    let grid = body.split("<w:tblGrid>").nth(2).unwrap().split("</w:tblGrid>").next().unwrap();
    for width in ["725", "4716", "1814"] {
        assert!(grid.contains(&format!("w:w=\"{width}\"")), "{grid}");
    }
}

#[test]
fn the_last_words_end_the_contents() {
    for (last, printed) in [("Hết.", "Hết./."), ("Hết./.", "Hết./."), ("Một.\nHai;", "Hai./.")] {
        let document = OfficialDocument { blocks: vec![paragraph(last)], ..report() };
        let found = paragraphs(&document);
        assert_eq!(found.iter().rfind(|(style, _)| style == "Body").unwrap().1, printed);
    }
}

#[test]
fn a_decision_counts_its_articles_and_has_its_list_behind_the_signature() {
    let article = |text: &str| Block::Article(text.to_owned());
    let annex =
        Block::Annex { title: "Danh sách".to_owned(), of: "Giám đốc Sở Nội vụ".to_owned() };
    let blocks = vec![
        Block::Centered("Giám đốc Sở Nội vụ".to_owned()),
        Block::Ground("Căn cứ Luật Thi đua, khen thưởng;".to_owned()),
        article("Tặng Giấy khen."),
        article("Có hiệu lực kể từ ngày ký."),
        annex,
        paragraph("Văn phòng Sở"),
    ];
    let decision = OfficialDocument { kind: "Quyết định".to_owned(), blocks, ..report() };
    let printed = paragraphs(&decision).into_iter().skip_while(|(style, _)| style != "Centered");
    let printed: Vec<String> = printed
        .filter(|(style, text)| !text.is_empty() && !style.starts_with("Recipient"))
        .map(|(style, text)| format!("{style}: {text}"))
        .collect();
    insta::assert_snapshot!(printed.join("\n"), @"
    Centered: GIÁM ĐỐC SỞ NỘI VỤ
    Ground: Căn cứ Luật Thi đua, khen thưởng;
    Body: Điều 1. Tặng Giấy khen.
    Body: Điều 2. Có hiệu lực kể từ ngày ký./.
    Signer: KT. GIÁM ĐỐC
    Signer: PHÓ GIÁM ĐỐC
    SignerName: Nguyễn Thị Hoa
    Annex: DANH SÁCH
    AnnexOf: (Kèm theo Quyết định số 05/BC-SNV ngày 02 tháng 01 năm 2024 của Giám đốc Sở Nội vụ)
    Body: Văn phòng Sở./.
    ");
    assert_eq!(part(&decision, "word/document.xml").matches("<w:pageBreakBefore").count(), 1);
}

#[test]
fn two_sign_side_by_side_above_the_recipients() {
    let secretary =
        Signature {
            authority: None, position: "Thư ký".to_owned(), name: Some("Trần Thị Bình".to_owned())
        };
    let chair =
        Signature {
            authority: None, position: "Chủ tịch".to_owned(), name: Some("Lê Văn An".to_owned())
        };
    let minutes = OfficialDocument { signature: chair, beside: Some(secretary), ..report() };
    let body = part(&minutes, "word/document.xml");
    let order = ["THƯ KÝ", "Trần Thị Bình", "CHỦ TỊCH", "Lê Văn An", "Nơi nhận:"]
        .map(|text| body.find(text).unwrap());
    assert!(order.is_sorted(), "{order:?}");
}
