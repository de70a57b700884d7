//! The forms of text that the document states as regular expressions and formats, in words for people.

use super::locale::BilingualText;

macro_rules! forms {
    ($($form:literal $en:literal / $vi:literal;)+) => {
        /// What a pattern or a format of the document asks for.
        #[must_use]
        pub fn form_in_words(form: &str) -> Option<BilingualText> {
            match form {
                $($form => Some(BilingualText { en: $en, vi: $vi }),)+
                _ => None,
            }
        }
    };
}

#[rustfmt::skip]
forms! {
    // Formats.
    "binary" "bytes of a file" / "nội dung của tệp";
    "date" "a day such as 2026-11-28" / "ngày dạng 2026-11-28 (năm-tháng-ngày)";
    "date-time" "a time such as 2026-11-28T08:30:00+07:00" / "thời điểm dạng 2026-11-28T08:30:00+07:00";
    "uuid" "an id such as 01980000-0000-7000-8000-000000000101, copied from another answer" / "mã id dạng 01980000-0000-7000-8000-000000000101, chép từ kết quả khác";
    "utf-8" "percent-encoded UTF-8" / "ký tự UTF-8 mã hóa phần trăm";
    // Texts.
    r"^[^\x00-\x1f\x7f-\x9f/]+$"
        "a code on one line, without a slash" / "mã trên một dòng, không có dấu gạch chéo";
    "^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$"
        "a network such as 203.0.113.0/24, or an address" / "địa chỉ mạng dạng 203.0.113.0/24 hoặc một địa chỉ";
    r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"
        "one line of text, not blank" / "văn bản trên một dòng, không để trống";
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$"
        "text, not blank, without control characters" / "văn bản không để trống, không có ký tự điều khiển";
    r"^[^\x00-\x1f\x7f-\x9f]*$" "one line of text" / "văn bản trên một dòng";
    r"^[^\x00-\x1f\x7f]+$" "one line of text" / "văn bản trên một dòng";
    r"^[^\x00]*$" "text without NUL" / "văn bản không có ký tự NUL";
    r"^[^\x00]+$" "text without NUL" / "văn bản không có ký tự NUL";
    r"^https?://[^\s\x00-\x1f]+$" "a link that begins with https:// or http://" / "liên kết bắt đầu bằng https:// hoặc http://";
    "^/[!-~]*$" "a path such as /units?kind=DIVISION" / "đường dẫn dạng /units?kind=DIVISION";
    // Numbers.
    r"^-?(0|[1-9][0-9]{0,13})(\.[0-9]{1,6})?$"
        "a number such as 12.5: at most 14 digits before the point and 6 behind it" / "số dạng 12.5: tối đa 14 chữ số trước dấu chấm và 6 chữ số sau";
    r"^-?(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$"
        "a number from -1 to 1 such as 0.05, with at most 6 digits behind the point" / "số từ -1 đến 1 dạng 0.05, tối đa 6 chữ số sau dấu chấm";
    r"^(0|[1-9][0-9]{0,13})(\.[0-9]{1,4})?$"
        "a number such as 1.5 with at most 4 digits behind the point" / "số dạng 1.5, tối đa 4 chữ số sau dấu chấm";
    "^[0-9]+$" "digits" / "chữ số";
    "^[0-9]{1,6}[a-z]?$" "a number such as 215, or 215a" / "số dạng 215 hoặc 215a";
    "^[0-9]{1,2}$" "a number such as 01 or 12" / "số dạng 01 hoặc 12";
    r"^[1-9](\.[A-Z0-9_]+)*$"
        "a column such as 1 or 7.COLLECTIVE" / "mã cột dạng 1 hoặc 7.COLLECTIVE";
    "^[0-9a-f]{32}$"
        "a code of 32 digits and letters from a to f" / "mã gồm 32 chữ số và chữ từ a đến f";
    // Codes.
    r"^[A-Z0-9]+([.-][A-Z0-9]+)*$"
        "capital letters and digits in groups parted by . or -, such as SNV-HTQT" / "chữ in hoa không dấu và chữ số, các nhóm cách nhau bằng . hoặc -, dạng SNV-HTQT";
    r"^[A-Z0-9]+(_[A-Z0-9]+)*$"
        "capital letters and digits in groups parted by _, such as DIRECT_WORKER" / "chữ in hoa không dấu và chữ số, các nhóm cách nhau bằng _, dạng DIRECT_WORKER";
    r"^[A-Z0-9]+(\.[A-Z0-9]+)*$"
        "capital letters and digits in groups parted by points, such as H37.97" / "chữ in hoa không dấu và chữ số, các nhóm cách nhau bằng dấu chấm, dạng H37.97";
    r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$" "a code such as 000.01.32.H37" / "mã dạng 000.01.32.H37";
    r"^[a-z0-9]+([.-][a-z0-9]+)*$"
        "small letters and digits in groups parted by . or -, such as ioffice-vp" / "chữ thường không dấu và chữ số, các nhóm cách nhau bằng . hoặc -, dạng ioffice-vp";
    r"^[a-z0-9]+([._-][a-z0-9]+)*$"
        "small letters and digits in groups parted by ., _ or -, such as van.phong" / "chữ thường không dấu và chữ số, các nhóm cách nhau bằng ., _ hoặc -, dạng van.phong";
    r"^[a-z0-9]+(-[a-z0-9]+)*$"
        "small letters and digits in groups parted by -, such as chuyen-doi-so" / "chữ thường không dấu và chữ số, các nhóm cách nhau bằng -, dạng chuyen-doi-so";
    "^[A-Za-z0-9][A-Za-z0-9._-]*$"
        "letters without marks, digits, ., _ and -, such as 2026-Q1" / "chữ không dấu, chữ số, ., _ và -, dạng 2026-Q1";
    "^[A-Z]+(_[A-Z]+)*$" "capital letters in groups parted by _, such as VERY_GOOD" / "chữ in hoa không dấu, các nhóm cách nhau bằng _, dạng VERY_GOOD";
    // What machines write.
    "^[A-Za-z0-9_-]+$" "a value copied from another answer" / "giá trị chép nguyên từ kết quả khác";
    "^[A-Za-z0-9_-]{43}$" "a value copied from another answer" / "giá trị chép nguyên từ kết quả khác";
    "^[0-9a-f]{64}$" "a SHA-256 checksum: 64 digits and letters a to f" / "mã băm SHA-256: 64 chữ số và chữ cái từ a đến f";
    "^[a-z0-9.+-]+/[a-z0-9.+-]+$" "a media type such as application/pdf" / "kiểu tệp dạng application/pdf";
    "^[!-~]+$" "8 to 255 visible ASCII characters" / "8 đến 255 ký tự ASCII nhìn thấy được";
    "^[ -~]*$" "at most 1,024 ASCII characters" / "tối đa 1.024 ký tự ASCII";
    r#"^(W/)?"v[1-9][0-9]{0,8}(-[A-Za-z0-9_-]+)?"$"#
        "the ETag of an answer, such as \"v1\"" / "ETag của một kết quả, dạng \"v1\"";
}
