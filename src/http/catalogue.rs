//! The table of error codes: one row a code, with its status and its texts in both languages.
//!
//! `{name}` in a detail is filled from the problem's parameters. A database constraint that a caller can
//! run into is named like the code it becomes.

use super::locale::Text;

/// What the catalogue says of a code.
#[derive(Debug)]
pub struct Row {
    /// The HTTP status of a problem with this code; rows of single violations say 400.
    pub status: u16,
    /// What it is, without particulars.
    pub title: Text,
    /// What happened here; `{name}` stands for a parameter.
    pub detail: Text,
    /// What the caller can do about it.
    pub fix: Text,
}

macro_rules! catalogue {
    ($($code:ident $status:literal
        $title_en:literal / $title_vi:literal
        $detail_en:literal / $detail_vi:literal
        $fix_en:literal / $fix_vi:literal ;)+) => {
        /// A machine-readable error code, as it stands in `code` and in `/problems/{code}`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(non_camel_case_types, reason = "a code is written here exactly as it travels")]
        #[expect(missing_docs, reason = "the table below documents each code in both languages")]
        pub enum Code { $($code,)+ }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The code as text.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)+ }
            }

            /// The code's row.
            #[must_use]
            pub const fn row(self) -> &'static Row {
                match self { $(Self::$code => &Row {
                    status: $status,
                    title: Text { en: $title_en, vi: $title_vi },
                    detail: Text { en: $detail_en, vi: $detail_vi },
                    fix: Text { en: $fix_en, vi: $fix_vi },
                },)+ }
            }

            /// The code with this text.
            #[must_use]
            pub fn find(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|code| code.as_str() == text)
            }
        }
    };
}

catalogue! {
    // The request as a whole.
    invalid_request 400
        "The request is not valid" / "Yêu cầu không hợp lệ"
        "Faults found: {count}; errors lists each of them." / "Có {count} lỗi; errors nêu từng lỗi."
        "Correct every entry of errors and send the request again." / "Sửa từng mục trong errors rồi gửi lại yêu cầu.";
    malformed_json 400
        "The body is not JSON" / "Nội dung không phải là JSON"
        "The body can't be read as JSON: line {line}, column {column}." / "Không đọc được nội dung dưới dạng JSON: dòng {line}, cột {column}."
        "Send UTF-8 text in JSON form." / "Gửi văn bản UTF-8 theo định dạng JSON.";
    malformed_csv 400
        "The file is not CSV" / "Tệp không phải là CSV"
        "The file can't be read as CSV: line {line}." / "Không đọc được tệp dưới dạng CSV: dòng {line}."
        "Send UTF-8 text with the header line the operation describes." / "Gửi văn bản UTF-8 có dòng tiêu đề như mô tả của thao tác.";
    invalid_cursor 400
        "The cursor is not valid" / "Con trỏ trang không hợp lệ"
        "The cursor was not made by this service." / "Con trỏ không do hệ thống này tạo ra."
        "Take nextCursor of the page before, or start without a cursor." / "Lấy nextCursor của trang trước hoặc bắt đầu không có con trỏ.";
    cursor_mismatch 400
        "The cursor belongs to another list" / "Con trỏ thuộc danh sách khác"
        "Filters or sorting differ from those of the page before." / "Bộ lọc hoặc cách sắp xếp khác với trang trước."
        "Keep filters and sorting while paging, or start without a cursor." / "Giữ nguyên bộ lọc và cách sắp xếp khi lật trang hoặc bắt đầu lại.";
    // Single faults: entries of errors.
    required 400
        "A value is missing" / "Thiếu giá trị"
        "This member is required." / "Bắt buộc phải có trường này."
        "Add the member." / "Bổ sung trường này.";
    unknown_member 400
        "Unknown member" / "Trường không xác định"
        "This member is not known here." / "Không có trường này trong yêu cầu."
        "Remove the member or correct its name." / "Bỏ trường này hoặc sửa lại tên.";
    unknown_parameter 400
        "Unknown parameter" / "Tham số không xác định"
        "This parameter is not known here." / "Không có tham số này."
        "Remove the parameter or correct its name." / "Bỏ tham số này hoặc sửa lại tên.";
    repeated_parameter 400
        "A parameter is given twice" / "Tham số bị lặp"
        "This parameter may be given once." / "Tham số này chỉ được dùng một lần."
        "Keep one of them." / "Chỉ giữ lại một tham số.";
    wrong_type 400
        "Wrong type" / "Sai kiểu dữ liệu"
        "The value is not of type {expected}." / "Giá trị không thuộc kiểu {expected}."
        "Send a value of the documented type." / "Gửi giá trị đúng kiểu như tài liệu.";
    wrong_format 400
        "Wrong form" / "Sai định dạng"
        "The value does not have the form {expected}." / "Giá trị không có dạng {expected}."
        "Write the value in the documented form." / "Viết giá trị theo dạng trong tài liệu.";
    unknown_value 400
        "Value not in the list" / "Giá trị ngoài danh mục"
        "The value must be one of {expected}." / "Giá trị phải là một trong {expected}."
        "Choose one of the listed values." / "Chọn một giá trị trong danh mục.";
    too_long 400
        "Too long" / "Quá dài"
        "The value may have at most {limit} characters." / "Giá trị có tối đa {limit} ký tự."
        "Shorten the value." / "Rút ngắn giá trị.";
    too_short 400
        "Too short" / "Quá ngắn"
        "The value must have at least {limit} characters." / "Giá trị có ít nhất {limit} ký tự."
        "Lengthen the value." / "Viết dài hơn.";
    out_of_range 400
        "Out of range" / "Ngoài phạm vi"
        "The limit is {limit}." / "Giới hạn là {limit}."
        "Choose a value within the limits." / "Chọn giá trị trong giới hạn.";
    wrong_count 400
        "Wrong number of entries" / "Sai số lượng phần tử"
        "The limit is {limit} entries." / "Giới hạn là {limit} phần tử."
        "Send a permitted number of entries." / "Gửi số phần tử được phép.";
    not_allowed 400
        "Not allowed here" / "Không được phép ở đây"
        "The value breaks the rule {keyword} of the document." / "Giá trị vi phạm quy tắc {keyword} trong tài liệu."
        "Compare the request with the document." / "Đối chiếu yêu cầu với tài liệu API.";
    reason_required 400
        "A reason is required" / "Phải nêu lý do"
        "This action needs a reason." / "Thao tác này phải có lý do."
        "Add reason." / "Bổ sung reason.";
    unknown_unit 400
        "No such unit" / "Không có đơn vị này"
        "There is no unit {unit}." / "Không có đơn vị {unit}."
        "Name a unit that exists." / "Chỉ định đơn vị có trong hệ thống.";
    before_unit_opens 400
        "Before the unit opens" / "Trước ngày đơn vị thành lập"
        "The unit exists only from {opensOn}." / "Đơn vị chỉ tồn tại từ ngày {opensOn}."
        "Choose a day on which the unit exists." / "Chọn ngày đơn vị đang tồn tại.";
    after_unit_closes 400
        "After the unit closed" / "Sau ngày đơn vị kết thúc"
        "The unit exists only until the day before {closesOn}." / "Đơn vị chỉ tồn tại đến trước ngày {closesOn}."
        "Choose a day on which the unit exists." / "Chọn ngày đơn vị đang tồn tại.";
    duplicate_row 400
        "The code stands twice in the file" / "Mã bị lặp trong tệp"
        "Line {line} has the same code." / "Dòng {line} có cùng mã."
        "Keep one of the lines." / "Chỉ giữ lại một dòng.";
    nothing_to_change 400
        "Nothing to change" / "Không có gì để thay đổi"
        "The patch names no member to change." / "Bản vá không nêu trường nào cần thay đổi."
        "Name at least one member with its new value." / "Nêu ít nhất một trường với giá trị mới.";
    // Who is calling.
    unauthenticated 401
        "Sign in first" / "Cần đăng nhập"
        "The request carries no valid access token." / "Yêu cầu không có mã truy cập hợp lệ."
        "Sign in by POST /api/v1/sessions and send the access token as a bearer token." / "Đăng nhập bằng POST /api/v1/sessions rồi gửi mã truy cập dạng Bearer.";
    invalid_token 401
        "The token is not valid" / "Mã truy cập không hợp lệ"
        "The access token is broken, expired, revoked or not ours." / "Mã truy cập bị hỏng, hết hạn, đã thu hồi hoặc không do hệ thống cấp."
        "Refresh the session or sign in again." / "Làm mới phiên hoặc đăng nhập lại.";
    wrong_credentials 401
        "User name or password is wrong" / "Sai tên đăng nhập hoặc mật khẩu"
        "No active user has this name and this password." / "Không có người dùng đang hoạt động với tên và mật khẩu này."
        "Check both and try again." / "Kiểm tra lại cả hai rồi thử lại.";
    session_ended 401
        "The session has ended" / "Phiên làm việc đã kết thúc"
        "The refresh token is unknown, expired, used already, or its session was ended." / "Mã làm mới không tồn tại, hết hạn, đã dùng hoặc phiên đã kết thúc."
        "Sign in again." / "Đăng nhập lại.";
    forbidden 403
        "Not permitted" / "Không có quyền"
        "Your roles do not allow this here." / "Vai trò của bạn không cho phép thao tác này ở đây."
        "Ask an administrator for the role, or let somebody do it who has it." / "Đề nghị quản trị cấp vai trò hoặc nhờ người có quyền thực hiện.";
    // What is asked for.
    not_found 404
        "Not found" / "Không tìm thấy"
        "There is nothing here, or nothing that you may see." / "Không có gì ở đây hoặc bạn không được xem."
        "Check the address." / "Kiểm tra lại địa chỉ.";
    method_not_allowed 405
        "Method not allowed" / "Phương thức không được phép"
        "This address answers {allow}." / "Địa chỉ này chỉ nhận {allow}."
        "Use one of the methods in Allow." / "Dùng một phương thức nêu trong Allow.";
    request_timeout 408
        "The request came too slowly" / "Yêu cầu gửi quá chậm"
        "The body did not arrive within {seconds} seconds." / "Nội dung không đến đủ trong {seconds} giây."
        "Send the whole request at once." / "Gửi toàn bộ yêu cầu liền một lần.";
    // Rules and states.
    unit_code_taken 409
        "The code is taken" / "Mã đã được dùng"
        "Another unit already has this code." / "Đơn vị khác đã dùng mã này."
        "Choose another code." / "Chọn mã khác.";
    unit_agency_code_taken 409
        "The agency code is taken" / "Mã định danh đã được dùng"
        "Another unit has this agency code on some of these days." / "Đơn vị khác có mã định danh này trong cùng thời gian."
        "Correct the code or the dates." / "Sửa mã hoặc thời gian.";
    unit_legacy_agency_code_taken 409
        "The old agency code is taken" / "Mã định danh cũ đã được dùng"
        "Another unit has this old agency code on some of these days." / "Đơn vị khác có mã định danh cũ này trong cùng thời gian."
        "Correct the code or the dates." / "Sửa mã hoặc thời gian.";
    unit_versions_do_not_overlap 409
        "Two versions for one day" / "Hai phiên bản cho cùng một ngày"
        "The unit was changed for the same days at the same time." / "Đơn vị vừa được thay đổi cho cùng khoảng thời gian."
        "Read the unit again and repeat the change." / "Đọc lại đơn vị rồi thay đổi lại.";
    unit_parent_not_in_force 409
        "The parent does not exist then" / "Đơn vị cấp trên không tồn tại khi đó"
        "The parent unit exists {parentDates}, the unit needs it {neededDates}." / "Đơn vị cấp trên tồn tại {parentDates}, trong khi cần {neededDates}."
        "Choose a parent that exists on all these days, or other days." / "Chọn đơn vị cấp trên tồn tại suốt thời gian đó hoặc đổi thời gian.";
    unit_cycle 409
        "A unit can't stand below itself" / "Đơn vị không thể trực thuộc chính nó"
        "The new parent stands below the unit on some of these days." / "Đơn vị cấp trên mới lại trực thuộc đơn vị này trong thời gian đó."
        "Choose a parent outside the unit's own subtree." / "Chọn đơn vị cấp trên ngoài cây của chính đơn vị.";
    unit_has_children 409
        "Units still stand below it" / "Còn đơn vị trực thuộc"
        "{count} units stand below it on or after that day: {codes}." / "Còn {count} đơn vị trực thuộc từ ngày đó: {codes}."
        "Move or close them first." / "Chuyển hoặc kết thúc các đơn vị đó trước.";
    unit_has_later_versions 409
        "A later change is planned" / "Đã có thay đổi về sau"
        "The unit changes again on {startsOn}." / "Đơn vị còn thay đổi vào ngày {startsOn}."
        "Choose a later day." / "Chọn ngày muộn hơn.";
    tree_too_large 409
        "The tree is too large" / "Cây đơn vị quá lớn"
        "The tree has {count} units; at most {limit} are shown at once." / "Cây có {count} đơn vị; mỗi lần hiển thị tối đa {limit}."
        "Begin at a unit further down, or list the units." / "Bắt đầu từ đơn vị thấp hơn hoặc dùng danh sách đơn vị.";
    invalid_transition 409
        "Not possible in this state" / "Không thực hiện được ở trạng thái này"
        "{action} is not possible while the status is {status}." / "Không thể {action} khi trạng thái là {status}."
        "Choose one of allowedActions." / "Chọn một thao tác trong allowedActions.";
    idempotency_in_progress 409
        "The first request is still running" / "Yêu cầu trước đang được xử lý"
        "A request with the same Idempotency-Key is being worked on." / "Một yêu cầu cùng Idempotency-Key đang được xử lý."
        "Send the same request again after Retry-After seconds." / "Gửi lại đúng yêu cầu này sau số giây nêu trong Retry-After.";
    // Conditions of the request.
    stale_version 412
        "The thing has changed meanwhile" / "Dữ liệu đã thay đổi"
        "If-Match names version {given}, the present one is {current}." / "If-Match nêu phiên bản {given}, hiện tại là {current}."
        "Read it again, look at the change, and repeat with the new ETag." / "Đọc lại, xem thay đổi rồi gửi lại với ETag mới.";
    too_large 413
        "Too large" / "Quá lớn"
        "The body may have at most {limit} bytes." / "Nội dung tối đa {limit} byte."
        "Send less, or in parts." / "Gửi ít hơn hoặc chia nhỏ.";
    uri_too_long 414
        "The address is too long" / "Địa chỉ quá dài"
        "Path and query may have at most {limit} bytes." / "Đường dẫn và truy vấn tối đa {limit} byte."
        "Use fewer or shorter filters." / "Dùng ít bộ lọc hơn hoặc ngắn hơn.";
    unsupported_media_type 415
        "Media type not supported" / "Không hỗ trợ kiểu nội dung"
        "This operation takes {expected}." / "Thao tác này nhận {expected}."
        "Set Content-Type to one of them." / "Đặt Content-Type là một trong các kiểu đó.";
    wrong_columns 422
        "Not the table that was asked for" / "Không đúng bảng được yêu cầu"
        "The file is CSV, but its columns are not those of this operation." / "Tệp là CSV nhưng các cột không phải của thao tác này."
        "Name the columns in the first line as the operation describes." / "Đặt tên cột ở dòng đầu như mô tả của thao tác.";
    idempotency_key_reused 422
        "The key belongs to another request" / "Khóa thuộc về yêu cầu khác"
        "This Idempotency-Key was used with another request." / "Idempotency-Key này đã dùng cho yêu cầu khác."
        "Use a fresh key for a new request." / "Dùng khóa mới cho yêu cầu mới.";
    if_match_required 428
        "If-Match is required" / "Cần có If-Match"
        "A change says which version it was made from." / "Thay đổi phải nêu phiên bản làm căn cứ."
        "Read the thing and send its ETag as If-Match." / "Đọc dữ liệu rồi gửi ETag của nó trong If-Match.";
    // Our side.
    internal_error 500
        "Something went wrong on our side" / "Hệ thống gặp lỗi"
        "The fault is recorded under the request id." / "Lỗi đã được ghi lại theo mã yêu cầu."
        "Tell the administrator the requestId." / "Báo requestId cho quản trị hệ thống.";
    unavailable 503
        "Not available at the moment" / "Tạm thời không phục vụ được"
        "The service can't do this right now; nothing was changed." / "Hiện hệ thống chưa xử lý được; chưa có gì thay đổi."
        "Try again after Retry-After seconds." / "Thử lại sau số giây nêu trong Retry-After.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_written_in_both_languages_with_the_same_parameters() {
        for code in Code::ALL {
            let row = code.row();
            for text in [row.title, row.detail, row.fix] {
                assert!(!text.en.is_empty() && !text.vi.is_empty(), "{}", code.as_str());
                assert_eq!(parameters(text.en), parameters(text.vi), "{}", code.as_str());
                assert_eq!(crate::vietnamese::composed(text.vi), text.vi, "{}", code.as_str());
            }
        }
    }

    fn parameters(text: &str) -> Vec<&str> {
        let mut names: Vec<_> = text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect();
        names.sort_unstable();
        names
    }
}
