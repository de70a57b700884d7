//! The one table of error codes: a row a code, with its status and its texts in both languages.
//!
//! `{name}` in a detail is filled from the problem's parameters. A database constraint that a caller can
//! run into is named like the code it becomes.

use super::catalogue::Row;
use super::locale::BilingualText;

crate::error_codes! {
    // The request as a whole.
    invalid_request 400
        "The request is not valid" / "Yêu cầu không hợp lệ"
        "Faults found: {count}; errors lists each of them." / "Có {count} lỗi; errors nêu từng lỗi."
        "Correct every entry of errors and send the request again." / "Sửa từng mục trong errors rồi gửi lại yêu cầu.";
    malformed_request 400
        "The request is not HTTP" / "Yêu cầu không đúng HTTP"
        "The request line or the headers can't be read." / "Không đọc được dòng yêu cầu hoặc các tiêu đề."
        "Send HTTP/1.1; a proxy or a library in between may have changed the request." / "Gửi theo HTTP/1.1; kiểm tra máy chủ trung gian hoặc thư viện đang dùng.";
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
        "This service did not issue the cursor." / "Con trỏ không do hệ thống này tạo ra."
        "Use nextCursor of the previous page, or start without a cursor." / "Lấy nextCursor của trang trước hoặc bắt đầu không có con trỏ.";
    cursor_mismatch 400
        "The cursor belongs to another list" / "Con trỏ thuộc danh sách khác"
        "The filters or the sorting differ from those of the previous page." / "Bộ lọc hoặc cách sắp xếp khác với trang trước."
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
        "The value violates the rule {keyword} of the API document." / "Giá trị vi phạm quy tắc {keyword} trong tài liệu."
        "Compare the request with the API document." / "Đối chiếu yêu cầu với tài liệu API.";
    reason_required 400
        "A reason is required" / "Phải nêu lý do"
        "This action needs a reason." / "Thao tác này phải có lý do."
        "Add reason." / "Bổ sung reason.";
    unknown_unit 400
        "No such unit" / "Không có đơn vị này"
        "There is no unit {unit}." / "Không có đơn vị {unit}."
        "Name a unit that exists." / "Chỉ định đơn vị có trong hệ thống.";
    unknown_reporting_class 400
        "No such reporting class" / "Không có nhóm chức danh này"
        "There is no reporting class {class} on {day}." / "Không có nhóm chức danh {class} vào ngày {day}."
        "Choose a code of GET /reporting-classes that holds on that day." / "Chọn một mã trong GET /reporting-classes còn hiệu lực vào ngày đó.";
    unknown_rule_code 400
        "Unknown code" / "Mã không có"
        "Rules of kind {kind} have one of these codes: {expected}." / "Quy định loại {kind} có một trong các mã: {expected}."
        "Take one of these codes." / "Chọn một mã trong số đó.";
    unknown_purpose 400
        "No such purpose" / "Không có mục đích này"
        "The purposes of today are {purposes}." / "Các mục đích đang áp dụng là {purposes}."
        "Choose one of them." / "Chọn một trong các mục đích đó.";
    unknown_person 400
        "No such person" / "Không có người này"
        "There is no person {person} whom you may see." / "Không có người {person} trong phạm vi bạn được xem."
        "Name a person who exists." / "Chỉ định người có trong hệ thống.";
    person_merged_into_oneself 400
        "The person itself" / "Chính người đó"
        "A person can't be merged into oneself." / "Không thể nhập một người vào chính người đó."
        "Name the other person." / "Chỉ định người kia.";
    staff_code_is_identity_number 400
        "That looks like an identity number" / "Giống số định danh cá nhân"
        "Twelve digits would be the number of an identity card, which is never kept here." / "Mười hai chữ số là số định danh cá nhân; hệ thống không lưu số này."
        "Send the staff code of the personnel office, or leave it out." / "Gửi mã cán bộ do cơ quan quản lý nhân sự cấp hoặc bỏ trống.";
    before_unit_opens 400
        "Before the unit opens" / "Trước ngày đơn vị thành lập"
        "The unit exists only from {opensOn}." / "Đơn vị chỉ tồn tại từ ngày {opensOn}."
        "Choose a day on which the unit exists." / "Chọn ngày đơn vị đang tồn tại.";
    after_unit_closes 400
        "After the unit closed" / "Sau ngày đơn vị kết thúc"
        "The unit exists only until the day before {closesOn}." / "Đơn vị chỉ tồn tại đến trước ngày {closesOn}."
        "Choose a day on which the unit exists." / "Chọn ngày đơn vị đang tồn tại.";
    duplicate_row 400
        "The code appears twice in the file" / "Mã bị lặp trong tệp"
        "Line {line} has the same code." / "Dòng {line} có cùng mã."
        "Keep one of the lines." / "Chỉ giữ lại một dòng.";
    nothing_to_change 400
        "Nothing to change" / "Không có gì để thay đổi"
        "The patch names no member to change." / "Bản vá không nêu trường nào cần thay đổi."
        "Name at least one member with its new value." / "Nêu ít nhất một trường với giá trị mới.";
    unknown_subject 400
        "No such person, unit or household" / "Không có đối tượng này"
        "There is no such subject {subject} that you may see." / "Không có đối tượng {subject} trong phạm vi bạn được xem."
        "Name a person, a unit or a household that exists, with its type." / "Chỉ định người, đơn vị hoặc hộ gia đình có trong hệ thống, đúng loại.";
    fact_not_of_this_subject 400
        "Not of this kind of subject" / "Không dùng cho loại đối tượng này"
        "A fact of kind {kind} is not kept of such a subject." / "Thông tin loại {kind} không ghi cho loại đối tượng này."
        "Ratings are of people and units, figures of units." / "Xếp loại ghi cho người và đơn vị, số liệu ghi cho đơn vị.";
    kind_is_fixed 400
        "The kind can't change" / "Không đổi được loại"
        "This is of kind {kind}." / "Thông tin này thuộc loại {kind}."
        "Void it with a reason and write another one." / "Hủy kèm lý do rồi ghi thông tin khác.";
    year_in_the_future 400
        "The year is in the future" / "Năm còn ở tương lai"
        "Today is {today}." / "Hôm nay là {today}."
        "Choose this year or an earlier one." / "Chọn năm nay hoặc năm trước.";
    score_out_of_bounds 400
        "Not a score" / "Điểm không hợp lệ"
        "A score is from 0 to 100 with at most two decimals." / "Điểm từ 0 đến 100, tối đa hai chữ số thập phân."
        "Correct the score, or send null." / "Sửa lại điểm hoặc gửi null.";
    outcome_of_running_hold 400
        "It has not ended yet" / "Việc chưa kết thúc"
        "Only what has ended has an outcome." / "Chỉ việc đã kết thúc mới có kết luận."
        "Add endsOn, or leave the outcome null." / "Bổ sung endsOn hoặc để outcome là null.";
    women_exceed_members 400
        "More women than members" / "Số nữ nhiều hơn tổng số"
        "There are more women than members." / "Số nữ lớn hơn tổng số thành viên."
        "Correct one of the numbers." / "Sửa lại một trong hai số.";
    women_exceed_total 400
        "More women than people" / "Số nữ nhiều hơn tổng số"
        "There are more women than people in the row." / "Số nữ lớn hơn tổng số ở dòng này."
        "Correct one of the numbers." / "Sửa lại một trong hai số.";
    groups_do_not_add_up 400
        "A group does not make the total" / "Cộng các dòng không bằng tổng số"
        "The rows of each group of the form make its total." / "Cộng các dòng của từng nhóm phải bằng tổng số của biểu."
        "Correct the rows or the total; leave a row out where its number is not known." / "Sửa các dòng hoặc tổng số; bỏ trống dòng chưa biết.";
    unknown_form_row 400
        "The form has no such row" / "Biểu không có dòng này"
        "Form {form} has no row with this code." / "Biểu {form} không có dòng mang mã này."
        "Use the codes that GET /statistics/forms/{form} shows." / "Dùng mã dòng như trong GET /statistics/forms/{form}.";
    unknown_form_cell 400
        "The form has no such cell" / "Biểu không có ô này"
        "Form {form} has no such row or column, or the row could not be read in the form." / "Biểu {form} không có dòng hoặc cột này, hoặc dòng chưa đọc được trong biểu mẫu."
        "Use the codes of rows and columns that GET /statistics/forms/{form} shows." / "Dùng mã dòng, mã cột như trong GET /statistics/forms/{form}.";
    no_such_day 400
        "There is no such day" / "Không có ngày này"
        "Month {month} does not have this day every year." / "Không phải năm nào tháng {month} cũng có ngày này."
        "Choose a day that every year has." / "Chọn ngày năm nào cũng có.";
    recogniser_missing 400
        "Who recognised it is missing" / "Thiếu người công nhận"
        "Above BASE an initiative names who recognised its effect." / "Sáng kiến trên cấp cơ sở phải nêu người công nhận phạm vi ảnh hưởng."
        "Add recognisedBy, or choose the level BASE." / "Bổ sung recognisedBy hoặc chọn cấp BASE.";
    share_out_of_bounds 400
        "Not a share" / "Tỷ lệ đóng góp không hợp lệ"
        "A share is above 0, at most 100, with at most two decimals." / "Tỷ lệ lớn hơn 0, không quá 100, tối đa hai chữ số thập phân."
        "Correct the share." / "Sửa lại tỷ lệ.";
    shares_exceed_whole 400
        "The shares pass the whole" / "Tổng tỷ lệ vượt 100%"
        "The shares of all authors together pass 100 percent." / "Tổng tỷ lệ đóng góp của các tác giả vượt 100%."
        "Correct the shares." / "Sửa lại các tỷ lệ.";
    use_of_no_author 400
        "Not one of the authors" / "Không phải tác giả"
        "An initiative was used for one of its authors only." / "Sáng kiến chỉ được dùng cho tác giả của nó."
        "Name an author, or correct the uses first." / "Chỉ định tác giả hoặc sửa uses trước.";
    leader_is_no_member 400
        "The leader is no member" / "Đơn vị dẫn đầu không phải thành viên"
        "Who is acclaimed as leader is one of the members of that year." / "Đơn vị được suy tôn phải là thành viên của năm đó."
        "Add the unit to the members, or name a member." / "Bổ sung đơn vị vào thành viên hoặc chọn một thành viên.";
    unknown_award_code 400
        "No such award on that day" / "Không có danh hiệu, hình thức này vào ngày đó"
        "The catalogue has no award {code} on {day}." / "Danh mục không có danh hiệu, hình thức {code} vào ngày {day}."
        "Choose a code of GET /award-types?asOf=… of that day." / "Chọn một mã trong GET /award-types?asOf=… của ngày đó.";
    award_not_for_this_recipient 400
        "Not for this kind of recipient" / "Không dành cho loại đối tượng này"
        "The award {code} is not given to such a subject." / "Danh hiệu, hình thức {code} không tặng cho loại đối tượng này."
        "Choose an award for this kind of recipient." / "Chọn danh hiệu, hình thức dành cho loại đối tượng này.";
    decided_before_the_year 400
        "Decided before the achievement" / "Quyết định trước thành tích"
        "The decision of {decidedOn} is before the year of the achievement." / "Quyết định ngày {decidedOn} có trước năm thành tích."
        "Correct decidedOn or achievementYear." / "Sửa decidedOn hoặc achievementYear.";
    one_subject_needed 400
        "One is needed" / "Cần nêu đúng một"
        "Exactly one code or name says who it is." / "Phải nêu đúng một mã hoặc một tên."
        "Keep one of them." / "Chỉ giữ lại một.";
    name_differs 400
        "The name is another one" / "Tên không khớp"
        "Here the one with this code has another name." / "Đối tượng có mã này mang tên khác."
        "Correct the code or the name." / "Sửa lại mã hoặc tên.";
    // Documents and campaigns: single faults.
    malformed_form 400
        "The form can't be read" / "Không đọc được biểu mẫu"
        "The body is not a multipart/form-data form." / "Nội dung không phải là biểu mẫu multipart/form-data."
        "Send a form with the parts that the operation names." / "Gửi biểu mẫu có đúng các phần mà thao tác nêu.";
    unknown_file 400
        "No such file" / "Không có tệp này"
        "The unit has no file {file}." / "Đơn vị không có tệp {file}."
        "Upload the file for the unit first, then send the id from the response." / "Tải tệp lên cho đơn vị trước rồi nêu id trong câu trả lời.";
    file_not_named 400
        "The file belongs to nothing" / "Tệp không thuộc mục nào"
        "No entry names the file {file}." / "Không mục nào nêu tên tệp {file}."
        "Name the file in `fileNames` of the entry that it shows, or leave it out." / "Nêu tên tệp trong `fileNames` của mục mà tệp minh chứng, hoặc bỏ tệp.";
    unit_is_closed 400
        "The unit is closed" / "Đơn vị đã kết thúc hoạt động"
        "The unit does not exist today." / "Đơn vị không tồn tại ở thời điểm hiện nay."
        "Name the unit that took over from it." / "Chọn đơn vị kế thừa.";
    subject_outside_unit 400
        "Not of this unit" / "Không thuộc đơn vị này"
        "The subject is neither in the unit nor below it." / "Đối tượng không thuộc đơn vị đề nghị hoặc đơn vị trực thuộc."
        "Nominate from the subject's unit, or from one above it." / "Đề nghị từ đơn vị của đối tượng hoặc từ đơn vị cấp trên.";
    campaign_was_cancelled 400
        "The campaign was cancelled" / "Phong trào đã hủy"
        "Nobody is commended for a campaign that was cancelled." / "Không đề nghị khen thưởng cho phong trào đã hủy."
        "Choose another campaign or another ground." / "Chọn phong trào khác hoặc loại hình khác.";
    year_outside_campaign 400
        "The campaign did not run in that year" / "Phong trào không diễn ra trong năm này"
        "The year is not one of the campaign's years." / "Năm không nằm trong thời gian của phong trào."
        "Choose a year of the campaign, or leave the year out." / "Chọn năm thuộc phong trào hoặc bỏ trống năm.";
    unknown_initiative 400
        "No such initiative" / "Không có sáng kiến này"
        "The subject has no initiative {initiative}." / "Đối tượng không có sáng kiến {initiative}."
        "Take one from GET /initiatives." / "Lấy mã từ GET /initiatives.";
    unknown_paper 400
        "No such paper" / "Không có giấy tờ này"
        "The checklist has no paper {code}." / "Danh mục giấy tờ không có mã {code}."
        "Take a code of the nomination's checklist." / "Lấy mã trong danh mục giấy tờ của hồ sơ.";
    nomination_not_for_this 400
        "Not for this submission" / "Không thuộc đợt trình này"
        "Nomination {nomination} is not one of the unit that can still be sent, or is in another submission." / "Hồ sơ {nomination} không phải hồ sơ chưa gửi của đơn vị, hoặc đã ở đợt trình khác."
        "Choose nominations of the unit that are drafts or were returned." / "Chọn hồ sơ của đơn vị đang là dự thảo hoặc bị trả lại.";
    nomination_not_for_consultation 400
        "Not for this consultation" / "Không thuộc đợt lấy ý kiến này"
        "Nomination {nomination} is not judged at the stage of this unit, or was voted on already." / "Hồ sơ {nomination} không được xem xét ở cấp của đơn vị này hoặc đã bỏ phiếu."
        "Choose nominations that were sent to this unit's stage and await the vote." / "Chọn hồ sơ đã gửi đến cấp của đơn vị này và chưa bỏ phiếu.";
    nomination_not_consulted 400
        "Not in this consultation" / "Không có trong đợt lấy ý kiến"
        "Nomination {nomination} is not on the published list." / "Hồ sơ {nomination} không có trong danh sách công khai."
        "Choose a nomination of the list." / "Chọn hồ sơ trong danh sách.";
    consultation_too_short 400
        "The consultation is too short" / "Thời gian lấy ý kiến quá ngắn"
        "The law asks for {days} working days at least: until {earliest}." / "Luật yêu cầu ít nhất {days} ngày làm việc: đến hết ngày {earliest}."
        "Choose that day or a later one." / "Chọn ngày đó hoặc ngày sau đó.";
    outcome_missing 400
        "An outcome is missing" / "Thiếu kết quả"
        "Every nomination of the list has an outcome." / "Mỗi hồ sơ trong danh sách phải có kết quả."
        "Name each nomination once." / "Nêu mỗi hồ sơ một lần.";
    objections_were_received 400
        "Somebody objected" / "Có ý kiến phản đối"
        "Objections to this nomination were received." / "Đã nhận ý kiến phản đối hồ sơ này."
        "Say whether the objection is upheld, and why." / "Nêu ý kiến phản đối có căn cứ hay không và lý do.";
    answered_before_asked 400
        "Answered before it was asked" / "Ngày trả lời trước ngày hỏi"
        "It was asked for on {askedOn}." / "Việc lấy ý kiến bắt đầu ngày {askedOn}."
        "Choose a day from then on until today." / "Chọn ngày từ đó đến hôm nay.";
    asked_before_received 400
        "Asked before it was received" / "Ngày hỏi trước ngày nhận hồ sơ"
        "The stage received the nomination on {receivedOn}." / "Cấp này nhận hồ sơ ngày {receivedOn}."
        "Choose a day from then on until today." / "Chọn ngày từ đó đến hôm nay.";
    simplified_not_allowed 400
        "No simplified procedure here" / "Không được dùng thủ tục đơn giản"
        "For commendation of the kind {kind} no row allows the simplified procedure." / "Loại hình {kind} chưa có quy định cho dùng thủ tục đơn giản."
        "Leave isSimplified out; GET /procedure-rules?kind=SIMPLIFIED_PROCEDURE shows where it is allowed." / "Bỏ isSimplified; xem GET /procedure-rules?kind=SIMPLIFIED_PROCEDURE.";
    award_or_level 400
        "One award or one level" / "Chỉ một danh hiệu hoặc một cấp"
        "A row is about one award, about the awards of a level, or about all." / "Mỗi dòng áp dụng cho một danh hiệu, hình thức, cho một cấp hoặc cho tất cả."
        "Name one of both, or neither." / "Nêu một trong hai hoặc không nêu.";
    received_before_sent 400
        "Received before it was sent" / "Ngày nhận trước ngày gửi"
        "It was sent on {sentOn}." / "Đợt trình được gửi ngày {sentOn}."
        "Choose a day from then on until today." / "Chọn ngày từ đó đến hôm nay.";
    nomination_not_for_agenda 400
        "Not for this council" / "Không thuộc phiên họp này"
        "Nomination {nomination} does not await the vote of this council." / "Hồ sơ {nomination} không chờ Hội đồng này bỏ phiếu."
        "Choose nominations that were appraised at this unit's stage and for whose award the catalogue asks for a vote." / "Chọn hồ sơ đã thẩm định ở cấp của đơn vị này và danh mục yêu cầu bỏ phiếu.";
    unknown_council 400
        "There is no such council" / "Không có Hội đồng này"
        "There is no council {council} that you can see." / "Không có Hội đồng {council} mà bạn được xem."
        "Choose a council of GET /councils." / "Chọn Hội đồng trong GET /councils.";
    award_not_of_this_fund 400
        "Not paid by this fund" / "Không do quỹ này chi"
        "No decision that this fund pays grants the award {award} with money." / "Không quyết định nào do quỹ này chi có tiền thưởng cho khen thưởng {award}."
        "Take an award of GET /funds/{id}/awards." / "Chọn khen thưởng trong GET /funds/{id}/awards.";
    decision_not_of_this_fund 400
        "Not paid by this fund" / "Không do quỹ này chi"
        "This fund pays nothing of the decision {decision}." / "Quỹ này không chi khoản nào của quyết định {decision}."
        "Take an issued decision of the fund's unit and year." / "Chọn quyết định đã ban hành của đơn vị trong năm của quỹ.";
    entered_before_decision 400
        "Before the decision" / "Trước ngày quyết định"
        "The decision that it follows from is of {day}." / "Quyết định làm căn cứ có ngày {day}."
        "Correct the day." / "Sửa ngày.";
    award_not_of_this_subject 400
        "Not an award of theirs" / "Không phải khen thưởng của đối tượng"
        "The award {award} was given to somebody else, or does not count." / "Khen thưởng {award} là của đối tượng khác hoặc không còn được tính."
        "Look the award up in GET /awards." / "Tra cứu trong GET /awards.";
    file_is_no_picture 400
        "Not a picture" / "Không phải ảnh"
        "The file can't be read as PNG or JPEG." / "Không đọc được tệp dưới dạng PNG hoặc JPEG."
        "Upload a picture: POST /files." / "Tải ảnh lên: POST /files.";
    picture_needs_words 400
        "Picture and words go together" / "Ảnh phải kèm lời mô tả"
        "A picture says in words what it shows, for those who can't see it." / "Ảnh phải có lời mô tả cho người không xem được."
        "Give both, or neither." / "Ghi cả hai hoặc bỏ cả hai.";
    nomination_not_for_decision 400
        "Not for this decision" / "Không thuộc quyết định này"
        "Nomination {nomination} was not proposed to who decides here." / "Hồ sơ {nomination} chưa được trình người quyết định ở đây."
        "Choose nominations that are PROPOSED at this unit, or to an outside authority." / "Chọn hồ sơ ở trạng thái PROPOSED tại đơn vị này hoặc đã trình cơ quan ngoài tỉnh.";
    unknown_agenda_item 400
        "There is no such item" / "Không có nội dung này"
        "Item {item} is not on the agenda of this meeting." / "Nội dung {item} không có trong chương trình của phiên họp này."
        "Choose an item of the meeting." / "Chọn nội dung của phiên họp.";
    not_a_council_member 400
        "Not a member of the council" / "Không phải thành viên Hội đồng"
        "Account {user} does not sit in the council, or has no role of a council member over the unit." / "Tài khoản {user} không phải thành viên Hội đồng hoặc chưa có vai trò thành viên Hội đồng tại đơn vị."
        "Choose a member; an administrator gives the role COUNCIL_MEMBER." / "Chọn thành viên; quản trị hệ thống cấp vai trò COUNCIL_MEMBER.";
    one_chair_needed 400
        "One chair is needed" / "Cần đúng một chủ tịch"
        "A council has exactly one chair." / "Hội đồng có đúng một chủ tịch."
        "Name one member as CHAIR." / "Chọn một thành viên làm CHAIR.";
    decided_after_start 400
        "The decision is later than its first day" / "Quyết định sau ngày có hiệu lực"
        "The members sit there from {startsOn}, before the decision." / "Thành phần có hiệu lực từ {startsOn}, trước ngày quyết định."
        "Correct one of the days." / "Sửa lại một trong hai ngày.";
    more_votes_than_voters 400
        "More votes than voters" / "Số phiếu nhiều hơn số người"
        "Only {voters} members can vote." / "Chỉ có {voters} thành viên được biểu quyết."
        "Count the hands once more." / "Đếm lại số người biểu quyết.";
    paper_is_two_things 400
        "A paper is one thing" / "Một giấy tờ chỉ là một tài liệu"
        "A paper is a file or a registered document." / "Giấy tờ là một tệp hoặc một văn bản đã đăng ký."
        "Leave one of them out." / "Bỏ một trong hai trường.";
    unknown_rule 400
        "No such rule" / "Không có quy định này"
        "The check of this award has no such rule." / "Kết quả kiểm tra điều kiện không có mã quy định này."
        "Take a code of the eligibility check." / "Lấy mã trong kết quả kiểm tra điều kiện.";
    verdict_against_rules 400
        "The verdict goes against the rules" / "Kết luận trái với quy định"
        "These rules are not held to be met: {rules}." / "Các quy định chưa được coi là đạt: {rules}."
        "Say PASS of each with a reason, or come to another verdict." / "Nêu PASS kèm lý do cho từng quy định, hoặc kết luận khác.";
    incomplete_upload 400
        "The file arrived incomplete" / "Tệp gửi lên chưa trọn vẹn"
        "The connection ended before the file did; nothing was stored." / "Kết nối kết thúc khi tệp chưa gửi xong; không lưu gì."
        "Send the whole file again." / "Gửi lại toàn bộ tệp.";
    unreadable_reference 400
        "Number and sign can't be read" / "Không đọc được số, ký hiệu"
        "The text is not the number and sign of an official document." / "Đây không phải là số, ký hiệu của một văn bản."
        "Write them as printed, such as 02/CT-UBND, 62/2020/NĐ-CP or 34-CT/TW." / "Viết như trên văn bản, ví dụ 02/CT-UBND, 62/2020/NĐ-CP hoặc 34-CT/TW.";
    not_for_this_kind 400
        "Not for this kind" / "Không dùng cho loại này"
        "Kind {kind} does not take this." / "Loại {kind} không có trường này."
        "Leave it out, or choose another kind." / "Bỏ trường này hoặc chọn loại khác.";
    kind_without_last_day 400
        "There is nothing to send reminders for" / "Không có hạn để nhắc"
        "Work that waits for a decision has no due date." / "Việc chờ xét duyệt không có hạn chót."
        "Choose PLEDGE, REPORT or OPEN_PERIOD." / "Chọn PLEDGE, REPORT hoặc OPEN_PERIOD.";
    recipient_not_reached 400
        "There is no such recipient" / "Không có người nhận như vậy"
        "No unit is responsible for opening a period." / "Việc mở kỳ báo cáo không thuộc về đơn vị nào."
        "Choose STANDING_OFFICE or LEADER." / "Chọn STANDING_OFFICE hoặc LEADER.";
    needed_for_this_kind 400
        "Needed for this kind" / "Bắt buộc với loại này"
        "Kind {kind} needs this." / "Loại {kind} phải có trường này."
        "Add it, or choose another kind." / "Bổ sung trường này hoặc chọn loại khác.";
    wrong_number_of_units 400
        "Wrong number of units" / "Sai số đơn vị"
        "A succession of this kind has {wanted} successors." / "Loại này cần số đơn vị kế tiếp là {wanted}."
        "Name another number of units, or choose another kind." / "Nêu lại số đơn vị hoặc chọn loại khác.";
    document_says_nothing 400
        "The document has no content" / "Văn bản để trống"
        "A document needs its number and sign, or a subject." / "Văn bản phải có số, ký hiệu hoặc trích yếu."
        "Give it one of them." / "Bổ sung một trong các thông tin đó.";
    half_reference 400
        "Number and sign go together" / "Số và ký hiệu phải đi cùng nhau"
        "Only one of number and sign is given." / "Mới có số hoặc mới có ký hiệu."
        "Give both, or display." / "Nêu cả hai hoặc dùng display.";
    reference_differs 400
        "Number and sign differ from display" / "Số, ký hiệu khác với display"
        "The parts differ from those in display." / "Số hoặc ký hiệu không khớp với display."
        "Give display alone, or parts that agree with it." / "Chỉ nêu display hoặc nêu số, ký hiệu khớp với nó.";
    year_differs 400
        "Two years of issue" / "Hai năm ban hành khác nhau"
        "The year differs from the year of the day of issue." / "Năm không trùng với năm của ngày ban hành."
        "Correct the year, the number or the day." / "Sửa lại năm, số hoặc ngày ban hành.";
    named_twice 400
        "Named twice" / "Bị nêu hai lần"
        "The list names this entry more than once." / "Mục này đã được nêu ở trên."
        "Keep one of them." / "Chỉ giữ lại một mục.";
    unknown_document 400
        "No such document" / "Không có văn bản này"
        "There is no document {document}." / "Không có văn bản {document}."
        "Register the document first, or name one that is registered." / "Đăng ký văn bản trước hoặc chỉ định văn bản đã đăng ký.";
    unknown_campaign 400
        "No such campaign" / "Không có phong trào này"
        "There is no campaign {campaign} that you may see." / "Không có phong trào {campaign} hoặc bạn không được xem."
        "Name a campaign that exists." / "Chỉ định phong trào có trong hệ thống.";
    campaign_not_launched 400
        "Not launched yet" / "Phong trào chưa phát động"
        "The campaign {campaign} is a draft: everybody would see that it is there." / "Phong trào {campaign} còn là dự thảo; nêu ở đây thì ai cũng biết."
        "Launch it first, or name a campaign that was launched." / "Phát động phong trào đó trước hoặc chỉ định phong trào đã phát động.";
    unknown_content 400
        "No such content" / "Không có nội dung này"
        "The campaign has no such content." / "Phong trào không có nội dung này."
        "Name a content of this campaign." / "Chỉ định nội dung của chính phong trào này.";
    unknown_indicator 400
        "No such indicator" / "Không có chỉ tiêu này"
        "The content has no indicator {indicator}." / "Nội dung không có chỉ tiêu {indicator}."
        "Leave the id out for a new indicator." / "Bỏ id nếu đây là chỉ tiêu mới.";
    content_says_nothing 400
        "The content is empty" / "Nội dung để trống"
        "A content needs a title or a text." / "Nội dung phải có tiêu đề hoặc phần lời."
        "Give it one of them." / "Bổ sung tiêu đề hoặc phần lời.";
    indicator_goes_its_direction 400
        "The target is not better than the baseline" / "Mục tiêu không tốt hơn mức xuất phát"
        "The target must be an improvement on the baseline." / "Mục tiêu phải nằm về phía tốt hơn so với mức xuất phát."
        "Correct target, baseline or direction." / "Sửa mục tiêu, mức xuất phát hoặc chiều so sánh.";
    ends_before_start 400
        "It ends before it starts" / "Kết thúc trước khi bắt đầu"
        "It starts on {startsOn}." / "Ngày bắt đầu là {startsOn}."
        "Choose a later end or an earlier start." / "Chọn ngày kết thúc muộn hơn hoặc ngày bắt đầu sớm hơn.";
    year_out_of_bounds 400
        "Not a year of a campaign" / "Năm không hợp lệ"
        "A campaign runs in the years {years}." / "Phong trào diễn ra trong các năm {years}."
        "Correct the year." / "Sửa lại năm.";
    campaign_cycle 400
        "A campaign can't be below itself" / "Phong trào không thể thuộc chính nó"
        "The parent campaign stands below this one." / "Phong trào cấp trên lại thuộc phong trào này."
        "Choose another parent campaign." / "Chọn phong trào cấp trên khác.";
    day_in_the_future 400
        "The day is in the future" / "Ngày còn ở tương lai"
        "Today is {today}." / "Hôm nay là {today}."
        "Choose today or an earlier day." / "Chọn hôm nay hoặc ngày sớm hơn.";
    day_in_the_past 400
        "The day is in the past" / "Ngày đã qua"
        "Today is {today}." / "Hôm nay là {today}."
        "Choose today or a later day." / "Chọn hôm nay hoặc ngày muộn hơn.";
    before_launch 400
        "Before the launch" / "Trước ngày phát động"
        "The campaign was launched on {launchedOn}." / "Phong trào được phát động ngày {launchedOn}."
        "Choose that day or a later one." / "Chọn ngày đó hoặc ngày muộn hơn.";
    before_last_amendment 400
        "Before the last amendment" / "Trước lần sửa đổi gần nhất"
        "The last amendment took effect on {lastOn}." / "Lần sửa đổi gần nhất có hiệu lực từ {lastOn}."
        "Choose that day or a later one." / "Chọn ngày đó hoặc ngày muộn hơn.";
    launching_unit_is_fixed 400
        "The launching unit is fixed" / "Không đổi được đơn vị phát động"
        "An amendment can't hand a campaign to another unit." / "Văn bản sửa đổi không chuyển được phong trào cho đơn vị khác."
        "Leave this member out." / "Bỏ trường này.";
    item_without_clause 400
        "This item has no clause" / "Mục này không có điều khoản"
        "OVERLAP and PERIOD are checked at every launch." / "OVERLAP và PERIOD luôn được kiểm tra khi phát động."
        "Choose another item." / "Chọn mục khác.";
    // Reporting periods: single faults.
    due_on_no_working_day 400
        "The deadline is not a working day" / "Hạn báo cáo không phải ngày làm việc"
        "The next working day is {next}." / "Ngày làm việc tiếp theo là {next}."
        "Choose a working day." / "Chọn một ngày làm việc.";
    due_too_soon 400
        "The deadline comes too soon" / "Hạn báo cáo quá sớm"
        "There must be at least one working day between the last day of the figures and the deadline; the earliest possible day is {earliest}." / "Giữa ngày chốt số liệu và hạn báo cáo phải có ít nhất một ngày làm việc; ngày sớm nhất là {earliest}."
        "Choose that day or a later one." / "Chọn ngày đó hoặc ngày muộn hơn.";
    opens_after_due 400
        "It opens after its deadline" / "Mở kỳ sau hạn báo cáo"
        "The last day of reporting is {dueOn}." / "Ngày cuối cùng được báo cáo là {dueOn}."
        "Choose an earlier day of opening, or a later deadline." / "Chọn ngày mở sớm hơn hoặc hạn báo cáo muộn hơn.";
    // Pledges: single faults.
    registration_after_end 400
        "Registration after the end" / "Hạn đăng ký sau ngày kết thúc"
        "The campaign ends on {endsOn}." / "Phong trào kết thúc ngày {endsOn}."
        "Choose an earlier day for registration, or a later end." / "Chọn hạn đăng ký sớm hơn hoặc ngày kết thúc muộn hơn.";
    outside_of_campaign 400
        "Outside the campaign's days" / "Ngoài thời gian phong trào"
        "The campaign runs from {startsOn} to {endsOn}." / "Phong trào diễn ra từ {startsOn} đến {endsOn}."
        "Choose a day of the campaign." / "Chọn ngày trong thời gian phong trào.";
    unknown_item 400
        "No such item" / "Không có chỉ tiêu đăng ký này"
        "The pledge has no item {item}." / "Đăng ký thi đua không có chỉ tiêu {item}."
        "Name an item of this pledge; omit the id for a new one." / "Chỉ định chỉ tiêu của chính đăng ký này; bỏ id nếu là chỉ tiêu mới.";
    unknown_award_type 400
        "No such award" / "Không có danh hiệu, hình thức này"
        "The catalogue has no award {awardType}." / "Danh mục không có danh hiệu, hình thức {awardType}."
        "Choose a row of the catalogue." / "Chọn một mục trong danh mục khen thưởng.";
    // Award types and rules: single faults.
    award_rule_needs_document 400
        "A document is needed" / "Phải có văn bản"
        "A rule is put in force by the document that decided it." / "Quy định chỉ được đưa vào áp dụng khi nêu văn bản ban hành."
        "Name the document in documentId." / "Nêu văn bản trong documentId.";
    award_is_not_for_recipient 400
        "The award is not for this recipient" / "Danh hiệu, hình thức không dành cho đối tượng này"
        "Award {award} is never given to a recipient of kind {recipient}." / "{award} không xét tặng cho đối tượng {recipient}."
        "Choose a kind that GET /award-types names for the award." / "Chọn đối tượng mà GET /award-types nêu cho danh hiệu, hình thức đó.";
    coefficient_not_for_recipient 400
        "No prize for this recipient" / "Không có tiền thưởng cho đối tượng này"
        "The award is not given to recipients of this kind." / "Danh hiệu, hình thức này không xét tặng cho đối tượng đó."
        "Remove the coefficient, or add the recipient." / "Bỏ hệ số hoặc bổ sung đối tượng.";
    coefficient_out_of_bounds 400
        "The coefficient is out of bounds" / "Hệ số ngoài giới hạn"
        "A coefficient is above 0 and at most 1000, with at most 3 decimals." / "Hệ số lớn hơn 0, không quá 1000 và có tối đa 3 chữ số thập phân."
        "Correct the coefficient." / "Sửa lại hệ số.";
    fraction_out_of_bounds 400
        "The share is out of bounds" / "Tỷ lệ ngoài giới hạn"
        "A share is a number from 0 to 1; of votes it is above 0." / "Tỷ lệ là số từ 0 đến 1; tỷ lệ phiếu phải lớn hơn 0."
        "Write 80 % as 0.8." / "Viết 80 % là 0.8.";
    rule_refers_to_itself 400
        "The rule refers to itself" / "Quy định dẫn chiếu chính nó"
        "The rule asks for award {award} of the same year, which is the one it is about." / "Quy định đòi hỏi {award} của cùng năm, chính là danh hiệu, hình thức đang quy định."
        "Name another award, or an earlier year of this one." / "Nêu danh hiệu, hình thức khác hoặc năm trước của chính nó.";
    conditions_too_deep 400
        "The conditions nest too deep" / "Điều kiện lồng nhau quá sâu"
        "Conditions may stand on {limit} levels." / "Điều kiện lồng nhau tối đa {limit} cấp."
        "Write the rule with fewer levels, or as several rules." / "Viết quy định ít cấp hơn hoặc tách thành nhiều quy định.";
    too_many_conditions 400
        "There are too many conditions" / "Quá nhiều điều kiện"
        "A rule has at most {limit} conditions in all." / "Một quy định có tối đa {limit} điều kiện."
        "Write several rules." / "Tách thành nhiều quy định.";
    quota_is_no_part 400
        "A quota stands alone" / "Tỷ lệ phải là một quy tắc riêng"
        "A quota is judged over a list; it is no part of a condition for one recipient." / "Tỷ lệ được xét trên cả danh sách, không đứng trong điều kiện xét cho từng đối tượng."
        "Make the quota a rule of its own." / "Lập tỷ lệ thành một quy tắc riêng.";
    condition_never_met 400
        "It can never be met" / "Không bao giờ đạt được"
        "More times are asked than there are years." / "Số lần đòi hỏi nhiều hơn số năm."
        "Ask fewer times, or look at more years." / "Giảm số lần hoặc tăng số năm.";
    excepted_awards_do_not_fit 400
        "The excepted awards do not fit" / "Danh hiệu ngoại lệ không phù hợp"
        "Only UNUSED_EXCEPT names awards in exceptAwards, and it names at least one." / "Chỉ UNUSED_EXCEPT mới nêu exceptAwards và phải nêu ít nhất một."
        "Name the awards, or choose another use." / "Nêu danh hiệu hoặc chọn cách dùng khác.";
    needed_without_indicator 400
        "Needed without an indicator" / "Bắt buộc khi không theo chỉ tiêu của phong trào"
        "A measure without an indicator of the campaign must state this itself." / "Thước đo riêng của đơn vị phải tự nêu thông tin này."
        "Add it, or name an indicator that defines it." / "Bổ sung hoặc chỉ định chỉ tiêu của phong trào có thông tin này.";
    weight_out_of_bounds 400
        "The weight is out of bounds" / "Trọng số ngoài giới hạn"
        "A weight is above 0 and at most 100000, with at most 4 decimals." / "Trọng số lớn hơn 0, không quá 100000 và có tối đa 4 chữ số thập phân."
        "Correct the weight." / "Sửa lại trọng số.";
    // Progress reports: single faults.
    entry_says_two_things 400
        "The entry says more than one thing" / "Mục báo cáo nêu hai điều"
        "An entry is exactly one of a value, a rating, or not applicable." / "Mỗi mục chỉ là giá trị, mức đánh giá hoặc không áp dụng."
        "Keep one of them." / "Chỉ giữ lại một.";
    item_is_measured 400
        "The item is measured" / "Chỉ tiêu được đo bằng số"
        "Item {item} takes a value." / "Chỉ tiêu {item} nhận giá trị."
        "Send value." / "Gửi value.";
    item_is_rated 400
        "The item is rated" / "Chỉ tiêu được đánh giá theo mức"
        "Item {item} takes a level of the rating scale." / "Chỉ tiêu {item} nhận một mức trong thang đánh giá."
        "Send rating." / "Gửi rating.";
    unknown_rating 400
        "No such rating level" / "Không có mức đánh giá này"
        "The rating scale has no such level." / "Thang đánh giá không có mức này."
        "Look at GET /api/v1/rating-levels." / "Xem GET /api/v1/rating-levels.";
    entry_missing 400
        "An item has no entry" / "Chưa báo cáo chỉ tiêu"
        "Item {item} has no entry: missing is not zero." / "Chỉ tiêu {item} chưa có số liệu: thiếu không phải là bằng không."
        "Add a value or a rating, or state that it does not apply and why." / "Bổ sung giá trị, mức đánh giá hoặc nêu không áp dụng kèm lý do.";
    evidence_missing 400
        "The value lacks evidence" / "Thiếu minh chứng"
        "Item {item} needs evidence." / "Chỉ tiêu {item} phải có minh chứng."
        "Add evidence." / "Bổ sung evidence.";
    value_goes_back 400
        "The value decreases" / "Giá trị giảm bất thường"
        "Item {item}: the last value was {last}." / "Chỉ tiêu {item}: giá trị kỳ trước là {last}."
        "Correct the value, or confirm it with confirmWarnings." / "Sửa giá trị hoặc xác nhận bằng confirmWarnings.";
    value_jumps 400
        "The value jumps" / "Giá trị thay đổi đột biến"
        "Item {item}: the last value was {last}." / "Chỉ tiêu {item}: giá trị kỳ trước là {last}."
        "Correct the value, or confirm it with confirmWarnings." / "Sửa giá trị hoặc xác nhận bằng confirmWarnings.";
    value_repeats 400
        "The value repeats the last one" / "Giá trị trùng kỳ trước"
        "Item {item}: the last value was {last}." / "Chỉ tiêu {item}: giá trị kỳ trước là {last}."
        "Correct the value, or confirm it with confirmWarnings." / "Sửa giá trị hoặc xác nhận bằng confirmWarnings.";
    unknown_campaign_code 400
        "No campaign with this code" / "Không có phong trào mang mã này"
        "There is no launched campaign {campaign}." / "Không có phong trào {campaign} đã phát động."
        "Send the code as the campaign shows it." / "Gửi mã như phong trào hiển thị.";
    unknown_period_code 400
        "No period with this code" / "Không có kỳ báo cáo mang mã này"
        "The campaign has no period {period}." / "Phong trào không có kỳ báo cáo {period}."
        "Look at the reporting periods of the campaign." / "Xem các kỳ báo cáo của phong trào.";
    one_name_needed 400
        "One name is needed" / "Cần đúng một cách gọi đơn vị"
        "Exactly one of code, agencyCode and externalId names the unit." / "Phải nêu đúng một trong code, agencyCode và externalId."
        "Keep one of them." / "Chỉ giữ lại một.";
    several_items 400
        "Several items answer the content" / "Nhiều chỉ tiêu cùng nội dung"
        "The content's number does not identify a single item." / "Số thứ tự nội dung chưa xác định được chỉ tiêu."
        "Name the item by itemCode." / "Nêu itemCode.";
    needed_for_launch 400
        "Needed for a launch" / "Cần có để phát động"
        "{missing}" / "{missing}"
        "Add it, then launch." / "Bổ sung rồi phát động.";
    // Passwords: single faults.
    wrong_password 400
        "Not the current password" / "Mật khẩu hiện tại không đúng"
        "This is not the password of your account." / "Đây không phải mật khẩu của tài khoản."
        "Give the password you signed in with." / "Nhập mật khẩu bạn đã dùng để đăng nhập.";
    same_password 400
        "The password stays the same" / "Mật khẩu không thay đổi"
        "The new password is the current one." / "Mật khẩu mới trùng với mật khẩu hiện tại."
        "Choose another password." / "Chọn mật khẩu khác.";
    common_password 400
        "The password is too common" / "Mật khẩu quá phổ biến"
        "The password is among the most common ones, with or without the characters at its end." / "Mật khẩu nằm trong số phổ biến nhất, kể cả khi thêm ký tự ở cuối."
        "Choose several words that do not belong together." / "Chọn vài từ không ai nghĩ sẽ đi cùng nhau.";
    telling_password 400
        "The password is too predictable" / "Mật khẩu dễ đoán"
        "It consists mostly of your names or of the names of this service, or it repeats itself." / "Mật khẩu chủ yếu gồm tên của bạn, tên hệ thống hoặc ký tự lặp lại."
        "Choose several words that do not belong together." / "Chọn vài từ không ai nghĩ sẽ đi cùng nhau.";
    // Who is calling.
    people_only 403
        "Only people do this" / "Chỉ người dùng được làm"
        "A machine client can't call this operation." / "Hệ thống kết nối không gọi được thao tác này."
        "Let a person do it, signed in." / "Để người dùng đăng nhập thực hiện.";
    scope_missing 403
        "The token lacks a scope" / "Mã truy cập thiếu phạm vi"
        "This needs one of the scopes: {scopes}." / "Thao tác này cần một trong các phạm vi: {scopes}."
        "Ask for the scope at /oauth/token; if the client was not registered for it, ask an administrator." / "Xin phạm vi đó tại /oauth/token; nếu hệ thống chưa được đăng ký phạm vi này, đề nghị quản trị cấp.";
    client_outside_its_networks 403
        "The client calls from elsewhere" / "Hệ thống gọi từ mạng khác"
        "The client was registered for calls from certain networks, and this address is in none of them." / "Hệ thống được đăng ký gọi từ một số mạng; địa chỉ này không thuộc mạng nào trong đó."
        "Call from a registered network, or ask an administrator to add this one." / "Gọi từ mạng đã đăng ký, hoặc đề nghị quản trị bổ sung mạng này.";
    key_needed_for_retries 400
        "An Idempotency-Key is needed" / "Cần Idempotency-Key"
        "A machine client names each change, so that a retry has no second effect." / "Hệ thống kết nối phải đặt khóa cho mỗi thay đổi để gửi lại không bị thực hiện hai lần."
        "Send a fresh Idempotency-Key with every POST and PATCH, and the same one with a retry." / "Gửi Idempotency-Key mới với mỗi POST và PATCH; khi gửi lại thì giữ nguyên khóa.";
    not_a_network 400
        "Not a network" / "Không phải địa chỉ mạng"
        "A network is an address with a length, such as 203.0.113.0/24 or 2001:db8::/32, or a single address." / "Mạng gồm địa chỉ và độ dài, ví dụ 203.0.113.0/24 hoặc 2001:db8::/32, hoặc một địa chỉ đơn."
        "Correct the network, or leave it out." / "Sửa lại địa chỉ mạng hoặc bỏ trống.";
    webhooks_are_off 409
        "The service sends no webhooks" / "Dịch vụ chưa gửi thông báo đẩy"
        "Nobody has said to which networks the service may send (WEBHOOK_NETWORKS)." / "Chưa cấu hình các mạng mà dịch vụ được gửi tới (WEBHOOK_NETWORKS)."
        "Read GET /events, or ask whoever runs the service to allow the network." / "Đọc GET /events, hoặc đề nghị đơn vị vận hành cho phép gửi tới mạng đó.";
    webhook_address_unfit 400
        "The address can't be used" / "Địa chỉ không dùng được"
        "An endpoint has an address such as https://host/path, without user name, password or fragment." / "Điểm nhận có địa chỉ dạng https://may-chu/duong-dan, không kèm tên đăng nhập, mật khẩu hay phần sau dấu #."
        "Correct the address." / "Sửa lại địa chỉ.";
    webhook_needs_tls 400
        "The address is not https" / "Địa chỉ không dùng https"
        "Events are sent over TLS." / "Thông báo chỉ được gửi qua kết nối mã hóa TLS."
        "Give an https address; inside a network that nobody else reads, whoever runs the service can allow http." / "Dùng địa chỉ https; trong mạng nội bộ, đơn vị vận hành có thể cho phép http.";
    webhook_target_not_allowed 400
        "The service may not send there" / "Dịch vụ không được gửi tới địa chỉ này"
        "The address is in none of the networks to which the service may send." / "Địa chỉ không thuộc mạng nào mà dịch vụ được gửi tới."
        "Give an address in an allowed network, or ask whoever runs the service." / "Dùng địa chỉ trong mạng được phép, hoặc liên hệ đơn vị vận hành.";
    client_missing 400
        "Whose endpoint is it?" / "Chưa nêu hệ thống"
        "A person names the machine client whose endpoint it is." / "Người dùng phải nêu điểm nhận là của hệ thống kết nối nào."
        "Send clientId; take it from GET /clients." / "Gửi clientId, lấy từ GET /clients.";
    unknown_client 400
        "No such client" / "Không có hệ thống này"
        "There is no such machine client." / "Không có hệ thống kết nối này."
        "Take an id from GET /clients." / "Lấy mã từ GET /clients.";
    client_reads_no_events 409
        "The client reads no events" / "Hệ thống không được đọc sự kiện"
        "Endpoints are told of what their client may read, and this one has no scope events:read." / "Điểm nhận được báo những gì hệ thống được đọc, mà hệ thống này không có phạm vi events:read."
        "Give the client the scope events:read first." / "Cấp phạm vi events:read cho hệ thống trước.";
    too_many_webhook_endpoints 409
        "The client has too many endpoints" / "Hệ thống có quá nhiều điểm nhận"
        "A client has {limit} endpoints at most." / "Mỗi hệ thống có nhiều nhất {limit} điểm nhận."
        "Change one of them instead." / "Thay đổi một điểm nhận đã có.";
    webhook_endpoint_already_there 409
        "The client has this endpoint" / "Điểm nhận đã được đăng ký"
        "The client already has an endpoint at this address." / "Hệ thống đã có điểm nhận tại địa chỉ này."
        "Change that one, or make a new secret for it." / "Thay đổi điểm nhận đó, hoặc tạo khóa ký mới cho nó.";
    webhook_endpoint_is_disabled 409
        "The endpoint is disabled" / "Điểm nhận đang ngừng"
        "Nothing is sent to an endpoint that is disabled." / "Không gửi gì tới điểm nhận đang ngừng."
        "Enable it first." / "Cho điểm nhận hoạt động lại trước.";
    webhook_delivery_is_pending 409
        "The delivery is on its way" / "Lượt gửi đang chờ"
        "It has not ended, so it is sent anyway." / "Lượt gửi chưa kết thúc và vẫn sẽ được gửi."
        "Wait until it has ended, or send a test to see whether the endpoint answers." / "Chờ lượt gửi kết thúc, hoặc gửi thử để xem điểm nhận có trả lời không.";
    webhook_replay_running 409
        "A replay is running" / "Đang gửi lại"
        "One replay of an endpoint runs at a time." / "Mỗi điểm nhận chỉ gửi lại một khoảng thời gian một lúc."
        "Wait until it has ended." / "Chờ lần gửi lại kia kết thúc.";
    two_secrets_already 409
        "It has two secrets already" / "Đã có hai khóa bí mật"
        "A client has two secrets at most: one beside the one that follows it." / "Mỗi hệ thống có nhiều nhất hai khóa bí mật: khóa đang dùng và khóa thay thế."
        "End one of them first." / "Kết thúc một khóa trước.";
    key_unusable 400
        "The key can't be used" / "Khóa công khai không dùng được"
        "A public key that checks signatures is needed: P-256, Ed25519, or RSA of 2048 to 4096 bits, as a JSON Web Key." / "Cần khóa công khai kiểm tra chữ ký: P-256, Ed25519 hoặc RSA từ 2048 đến 4096 bit, dạng JSON Web Key."
        "Let the other system make such a key pair, and send the public half." / "Đề nghị hệ thống kia tạo cặp khóa như vậy và gửi phần công khai.";
    key_is_secret 400
        "This is the secret half" / "Đây là phần bí mật của khóa"
        "The key holds what only its owner may know." / "Khóa chứa phần chỉ chủ sở hữu được biết."
        "Send the public half alone, and make a new pair: this one has left its place." / "Chỉ gửi phần công khai và tạo cặp khóa mới, vì khóa này đã bị lộ.";
    client_key_already_there 409
        "The client has a key of this name" / "Đã có khóa cùng tên"
        "Assertions name their key by this name." / "Xác nhận của hệ thống nêu khóa bằng tên này."
        "End the other key first, or give this one another name." / "Kết thúc khóa cũ trước, hoặc đặt tên khác.";
    too_many_client_keys 409
        "Too many keys" / "Quá nhiều khóa"
        "A client has at most {limit} keys." / "Mỗi hệ thống có nhiều nhất {limit} khóa."
        "End one first." / "Kết thúc bớt một khóa.";
    unauthenticated 401
        "Sign in first" / "Cần đăng nhập"
        "The request carries no valid access token." / "Yêu cầu không có mã truy cập hợp lệ."
        "Sign in with POST /api/v1/sessions and send the access token as a bearer token." / "Đăng nhập bằng POST /api/v1/sessions rồi gửi mã truy cập dạng Bearer.";
    invalid_token 401
        "The token is not valid" / "Mã truy cập không hợp lệ"
        "The access token is malformed, expired, revoked, or was not issued by this service." / "Mã truy cập bị hỏng, hết hạn, đã thu hồi hoặc không do hệ thống cấp."
        "Refresh the session or sign in again." / "Làm mới phiên hoặc đăng nhập lại.";
    wrong_credentials 401
        "User name or password is wrong" / "Sai tên đăng nhập hoặc mật khẩu"
        "No active user has this name and this password." / "Không có người dùng đang hoạt động với tên và mật khẩu này."
        "Check both and try again." / "Kiểm tra lại cả hai rồi thử lại.";
    password_expired 401
        "The temporary password has expired" / "Mật khẩu tạm đã hết hạn"
        "A temporary password is valid for 72 hours." / "Mật khẩu do quản trị cấp chỉ có giá trị trong 72 giờ."
        "Ask an administrator for a new one." / "Đề nghị quản trị cấp mật khẩu mới.";
    session_ended 401
        "The session has ended" / "Phiên làm việc đã kết thúc"
        "The refresh token is unknown, expired, used already, or its session was ended." / "Mã làm mới không tồn tại, hết hạn, đã dùng hoặc phiên đã kết thúc."
        "Sign in again." / "Đăng nhập lại.";
    forbidden 403
        "Not permitted" / "Không có quyền"
        "Your roles do not allow this here." / "Vai trò của bạn không cho phép thao tác này ở đây."
        "Ask an administrator for the role, or ask somebody who has it." / "Đề nghị quản trị cấp vai trò hoặc nhờ người có quyền thực hiện.";
    password_change_required 403
        "Change your password first" / "Cần đổi mật khẩu trước"
        "Your password was set by somebody else." / "Mật khẩu của bạn do người khác đặt."
        "Change it with POST /api/v1/me/password-changes." / "Đổi mật khẩu bằng POST /api/v1/me/password-changes.";
    own_account 403
        "Not for your own account" / "Không thực hiện với tài khoản của mình"
        "Only somebody else can change your rights and your access." / "Quyền và việc truy cập phải do người khác cấp hoặc thu hồi."
        "Let another administrator do it." / "Đề nghị quản trị khác thực hiện.";
    own_campaign 403
        "Not allowed for its creator" / "Người tạo không được thực hiện"
        "The creator of a campaign can't perform {action} on it." / "{action} phải do người khác với người tạo phong trào thực hiện."
        "Ask another leader of the unit." / "Đề nghị lãnh đạo khác của đơn vị thực hiện.";
    own_pledge 403
        "Your own pledge" / "Đăng ký do chính bạn viết hoặc gửi"
        "You can't approve or return a pledge that you wrote, changed or submitted." / "Người viết, sửa hoặc gửi đăng ký không được duyệt hoặc trả lại đăng ký đó."
        "Ask another officer of the standing office." / "Đề nghị cán bộ khác của cơ quan thường trực xử lý.";
    own_review 403
        "Your own review" / "Báo cáo do chính bạn lập"
        "You can't issue a review that you worked on." / "Người lập báo cáo sơ kết, tổng kết không được ban hành báo cáo đó."
        "Ask a leader of the launching unit." / "Đề nghị lãnh đạo đơn vị phát động ban hành.";
    own_nomination 403
        "Your own nomination" / "Hồ sơ do chính bạn lập"
        "You can't judge a nomination that you wrote, changed or sent, or that proposes you." / "Người lập, sửa, gửi hồ sơ đề nghị hoặc được đề nghị không được thẩm định, trả lại hay trình hồ sơ đó."
        "Ask somebody else of the standing office." / "Đề nghị người khác của cơ quan thường trực thực hiện.";
    nomination_of_oneself 403
        "A nomination of yourself" / "Đề nghị cho chính mình"
        "You can't nominate yourself." / "Không ai được lập hồ sơ đề nghị cho chính mình."
        "Ask another officer of the unit." / "Đề nghị cán bộ khác của đơn vị lập hồ sơ.";
    own_appraisal 403
        "Your own appraisal" / "Ý kiến thẩm định của chính bạn"
        "Who wrote or appraised a nomination neither confirms the appraisal nor decides on it." / "Người lập hồ sơ hoặc đã thẩm định không được xác nhận ý kiến thẩm định hay quyết định về hồ sơ đó."
        "Ask a second person." / "Đề nghị người thứ hai thực hiện.";
    own_decision 403
        "Your own draft" / "Dự thảo của chính bạn"
        "Who drafted a decision neither issues nor confirms it." / "Người dự thảo không được ban hành hay xác nhận quyết định."
        "Ask a second person." / "Đề nghị người thứ hai thực hiện.";
    own_snapshot 403
        "Your own figures" / "Số liệu do chính bạn lập"
        "Who made the form or entered its numbers does not sign it." / "Người lập biểu hoặc nhập số liệu không ký biểu đó."
        "Ask a second person." / "Đề nghị người thứ hai thực hiện.";
    own_exemplar 403
        "Your own exemplar" / "Điển hình do mình lập"
        "Who wrote or proposed an exemplar, or is one, does not honour it." / "Người lập, người đề xuất hoặc chính người được nêu gương không tôn vinh."
        "Ask another leader." / "Nhờ lãnh đạo khác thực hiện.";
    own_unit 403
        "Your own unit" / "Đơn vị của chính bạn"
        "You can't extend the deadline of a unit that you act for." / "Người làm việc cho đơn vị không được gia hạn nộp báo cáo cho đơn vị đó."
        "Ask another officer of the standing office." / "Đề nghị cán bộ khác của cơ quan thường trực xử lý.";
    own_report 403
        "Your own report" / "Báo cáo do chính bạn viết hoặc gửi"
        "You can't accept or return a report that you wrote, changed or submitted." / "Người viết, sửa hoặc gửi báo cáo không được chấp nhận hoặc trả lại báo cáo đó."
        "Ask another officer of the standing office." / "Đề nghị cán bộ khác của cơ quan thường trực xử lý.";
    // What is asked for.
    not_found 404
        "Not found" / "Không tìm thấy"
        "There is nothing here, or nothing that you may see." / "Không có gì ở đây hoặc bạn không được xem."
        "Check the address." / "Kiểm tra lại địa chỉ.";
    method_not_allowed 405
        "Method not allowed" / "Phương thức không được phép"
        "This address accepts {allow}." / "Địa chỉ này chỉ nhận {allow}."
        "Use one of the methods in Allow." / "Dùng một phương thức nêu trong Allow.";
    request_timeout 408
        "The request arrived too slowly" / "Yêu cầu gửi quá chậm"
        "The body did not arrive within {seconds} seconds." / "Nội dung không đến đủ trong {seconds} giây."
        "Send the whole request at once." / "Gửi toàn bộ yêu cầu liền một lần.";
    headers_timeout 408
        "The headers came too slowly" / "Tiêu đề gửi quá chậm"
        "The headers did not arrive within {seconds} seconds." / "Tiêu đề không đến đủ trong {seconds} giây."
        "Send the request again on a new connection." / "Gửi lại yêu cầu bằng kết nối mới.";
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
        "The parent does not exist on these days" / "Đơn vị cấp trên không tồn tại khi đó"
        "The parent unit exists during {parentDates}, but is needed during {neededDates}." / "Đơn vị cấp trên tồn tại {parentDates}, trong khi cần {neededDates}."
        "Choose a parent that exists on all these days, or other days." / "Chọn đơn vị cấp trên tồn tại suốt thời gian đó hoặc đổi thời gian.";
    unit_cycle 409
        "A unit can't stand below itself" / "Đơn vị không thể trực thuộc chính nó"
        "The new parent stands below the unit on some of these days." / "Đơn vị cấp trên mới lại trực thuộc đơn vị này trong thời gian đó."
        "Choose a parent outside the unit's own subtree." / "Chọn đơn vị cấp trên ngoài cây của chính đơn vị.";
    data_request_extended 409
        "The request was extended" / "Yêu cầu đã được gia hạn"
        "A request is extended once." / "Mỗi yêu cầu chỉ được gia hạn một lần."
        "Grant or refuse it." / "Chấp nhận hoặc từ chối yêu cầu.";
    no_request_term 409
        "No term for this request" / "Chưa có thời hạn cho yêu cầu này"
        "No REQUEST_TERM rule for {kind} holds on {day}." / "Không có quy định REQUEST_TERM cho {kind} vào ngày {day}."
        "Ask an administrator to add the rule (POST /personal-data-rules)." / "Đề nghị quản trị thêm quy định (POST /personal-data-rules).";
    task_rating_already_there 409
        "The rating is already there" / "Đã có xếp loại"
        "The subject has a rating of this year." / "Đối tượng đã có xếp loại của năm này."
        "Correct the fact that existingId names." / "Sửa thông tin nêu trong existingId.";
    unit_figures_already_there 409
        "The figures are already there" / "Đã có số liệu"
        "The unit has figures of this year." / "Đơn vị đã có số liệu của năm này."
        "Correct the fact that existingId names." / "Sửa thông tin nêu trong existingId.";
    written_by_yourself 409
        "You wrote it yourself" / "Bạn là người đã ghi"
        "Who wrote on something never confirms it." / "Người đã ghi nội dung không được tự xác nhận."
        "Let another person of the standing office confirm it." / "Để người khác của cơ quan thường trực xác nhận.";
    thing_is_voided 409
        "It was voided" / "Đã bị hủy"
        "What was voided does not count and can't be confirmed." / "Nội dung đã hủy không còn giá trị và không xác nhận được."
        "Set voidReason to null first if it counts after all." / "Đặt voidReason về null trước nếu nội dung vẫn có giá trị.";
    initiative_code_taken 409
        "The code is taken" / "Mã sáng kiến đã có"
        "Another initiative has this code." / "Sáng kiến khác đã có mã này."
        "Choose another code, or correct the initiative that existingId names." / "Chọn mã khác hoặc sửa sáng kiến nêu trong existingId.";
    cluster_code_taken 409
        "The code is taken" / "Mã cụm, khối đã có"
        "Another cluster has this code." / "Cụm, khối khác đã có mã này."
        "Choose another code." / "Chọn mã khác.";
    merged_twice_over 409
        "Both have it" / "Cả hai hồ sơ đều có"
        "Both people have a rating of one year, or the same award: one person has it once." / "Cả hai hồ sơ đều có xếp loại của cùng một năm hoặc cùng một khen thưởng; một người chỉ có một."
        "Void one of the two; existingId names it." / "Hủy một trong hai mục (existingId nêu một mục) rồi hợp nhất lại.";
    award_already_there 409
        "The award is already there" / "Đã có danh hiệu, hình thức này"
        "The register has this award of the subject for the work of this year, or by this decision." / "Sổ khen thưởng đã có danh hiệu, hình thức này của đối tượng cho công trạng của năm đó hoặc theo quyết định đó."
        "Correct the award that existingId names." / "Sửa mục khen thưởng nêu trong existingId.";
    award_of_a_decision 409
        "It follows from a decision" / "Theo quyết định trong hệ thống"
        "An award that a decision here granted changes with the decision only." / "Khen thưởng theo quyết định trong hệ thống chỉ thay đổi theo quyết định đó."
        "Look at the decision." / "Xem quyết định.";
    staff_code_taken 409
        "The staff code is taken" / "Mã cán bộ đã có"
        "Another person has this staff code." / "Người khác đã có mã cán bộ này."
        "Look the person up by staffCode; if it is the same person, correct that one." / "Tra người đó theo staffCode; nếu là cùng một người thì sửa hồ sơ đó.";
    person_external_id_taken 409
        "The id is taken" / "Định danh đã có"
        "Another person has this id in that system." / "Người khác đã có định danh này trong hệ thống đó."
        "Look the person up by externalId; if it is the same person, merge them." / "Tra người đó theo externalId; nếu là cùng một người thì hợp nhất hồ sơ.";
    person_already_there 409
        "The person is already there" / "Người này đã có"
        "Somebody of this name and year of birth is already in the unit." / "Đơn vị đã có người cùng tên, cùng năm sinh."
        "Use the person that is there; if it is another one, say isAnotherPerson." / "Dùng hồ sơ đã có; nếu là người khác thì gửi isAnotherPerson.";
    person_is_merged 409
        "The person was merged" / "Hồ sơ đã được hợp nhất"
        "This one turned out to be another person." / "Hồ sơ này đã được nhập vào hồ sơ khác."
        "Use the person that existingId names." / "Dùng hồ sơ nêu trong existingId.";
    person_is_in_another_unit 409
        "The person is elsewhere on some of these days" / "Người này ở đơn vị khác trong thời gian đó"
        "A person is in one unit at a time; another membership holds on some of the same days." / "Mỗi người chỉ thuộc một đơn vị tại một thời điểm; có thời gian công tác khác trùng ngày."
        "Correct the membership that existingId names, or choose other days." / "Sửa thời gian công tác nêu trong existingId hoặc chọn ngày khác.";
    household_code_taken 409
        "The household's code is taken" / "Mã hộ đã có"
        "Another household has this code." / "Hộ khác đã có mã này."
        "Choose another code." / "Chọn mã khác.";
    reporting_class_already_there 409
        "The class is already there" / "Nhóm chức danh đã có"
        "A class with this code holds on some of these days." / "Đã có nhóm chức danh cùng mã trong thời gian đó."
        "End the class that existingId names first, or choose other days." / "Kết thúc nhóm nêu trong existingId trước hoặc chọn ngày khác.";
    reporting_class_in_use 409
        "The class is in use" / "Nhóm chức danh đang được dùng"
        "Somebody begins in a position of class {class} on a day outside these days." / "Có người nhận chức danh thuộc nhóm {class} vào ngày nằm ngoài thời gian này."
        "Choose days around all memberships that name the class." / "Chọn thời gian bao trùm mọi thời gian công tác có nhóm này.";
    personal_data_rule_already_there 409
        "The rule is already there" / "Quy định đã có"
        "A rule of this kind and code holds on some of these days." / "Đã có quy định cùng loại, cùng mã trong thời gian đó."
        "End the rule that existingId names first, or choose other days." / "Kết thúc quy định nêu trong existingId trước hoặc chọn ngày khác.";
    award_types_do_not_overlap 409
        "The award is already there" / "Danh hiệu, hình thức đã có"
        "A row with this code holds on some of these days." / "Đã có dòng cùng mã trong thời gian đó."
        "End the row that existingId names first, or choose other days." / "Kết thúc dòng nêu trong existingId trước hoặc chọn ngày khác.";
    award_kind_differs 409
        "The code stands for another kind" / "Mã đã dùng cho loại khác"
        "On other days {award} is of kind {kind}." / "Ở thời gian khác {award} thuộc loại {kind}."
        "Choose another code, or this kind." / "Chọn mã khác hoặc đúng loại này.";
    award_authority_already_there 409
        "The authority is already there" / "Thẩm quyền đã có"
        "A row with this award and this kind of authority holds on some of these days." / "Đã có dòng cùng danh hiệu, hình thức và cùng loại thẩm quyền trong thời gian đó."
        "End the row that existingId names first, or choose other days." / "Kết thúc dòng nêu trong existingId trước hoặc chọn ngày khác.";
    procedure_rule_already_there 409
        "The rule is already there" / "Quy định đã có"
        "A row about the same holds on some of these days." / "Đã có dòng cùng nội dung trong thời gian đó."
        "End the row that existingId names first, or choose other days." / "Kết thúc dòng nêu trong existingId trước hoặc chọn ngày khác.";
    base_salary_already_there 409
        "There is a base salary already" / "Đã có mức lương cơ sở"
        "Another base salary holds on some of these days." / "Đã có mức lương cơ sở khác trong thời gian đó."
        "End the one that existingId names first, or choose other days." / "Kết thúc mức nêu trong existingId trước hoặc chọn ngày khác.";
    form_version_already_there 409
        "There is a version of the form already" / "Đã có mẫu biểu"
        "Another version of the form holds on some of these days." / "Đã có mẫu khác của biểu này trong thời gian đó."
        "End the one that existingId names first, or choose other days." / "Kết thúc mẫu nêu trong existingId trước hoặc chọn ngày khác.";
    form_is_counted 409
        "The form is counted" / "Biểu được tổng hợp tự động"
        "Nobody enters numbers into form {form}: they are counted." / "Biểu {form} được tổng hợp tự động, không nhập số liệu."
        "Correct what it counts: GET /statistics/forms/{form}/records shows it." / "Sửa dữ liệu được tổng hợp: xem GET /statistics/forms/{form}/records.";
    form_is_entered 409
        "The form is entered by hand" / "Biểu được nhập số liệu"
        "The numbers of form {form} are entered, and count no records." / "Số liệu của biểu {form} được nhập, không có dữ liệu chi tiết."
        "Read the form itself." / "Xem chính biểu đó.";
    award_rule_is_not_a_draft 409
        "The rule is not a draft" / "Quy định không còn là dự thảo"
        "A rule changes while it is a draft; this one is {status}." / "Chỉ sửa được quy định ở trạng thái dự thảo; quy định này là {status}."
        "Write a new draft and put it in force in its place." / "Viết dự thảo mới rồi đưa vào áp dụng thay thế.";
    award_rule_already_in_force 409
        "Another row is in force" / "Đã có quy định đang áp dụng"
        "Another row of this rule is in force on some of these days and would not simply end where this one begins." / "Dòng khác của quy định này đang áp dụng trong thời gian đó và không thể chỉ kết thúc ở nơi dòng này bắt đầu."
        "Withdraw the row that existingId names, or choose other days." / "Thu hồi dòng nêu trong existingId hoặc chọn ngày khác.";
    award_rules_in_a_circle 409
        "The awards would need each other" / "Các danh hiệu dẫn chiếu vòng quanh"
        "With this rule, awards of one year need each other: {awards}." / "Với quy định này, các danh hiệu cùng năm dẫn chiếu lẫn nhau: {awards}."
        "Change the condition of one of them." / "Sửa điều kiện của một trong số đó.";
    purpose_not_yours 403
        "Not a purpose of your role" / "Mục đích không thuộc vai trò của bạn"
        "None of your roles reads personal fields for {purpose}." / "Không vai trò nào của bạn được đọc dữ liệu cá nhân cho mục đích {purpose}."
        "Choose a purpose of your role, or read without personal fields." / "Chọn mục đích thuộc vai trò của bạn hoặc đọc không kèm dữ liệu cá nhân.";
    unit_too_deep 409
        "Too many levels of units" / "Quá nhiều cấp đơn vị"
        "A unit may stand on level {limit} at the lowest, counted from the top of the tree." / "Đơn vị chỉ được ở cấp thứ {limit} trở lên, tính từ đơn vị cao nhất."
        "Choose a unit above that stands higher." / "Chọn đơn vị cấp trên ở cấp cao hơn.";
    unit_has_children 409
        "There are still units below it" / "Còn đơn vị trực thuộc"
        "Units below it on or after that day: {count} ({codes})." / "Còn {count} đơn vị trực thuộc từ ngày đó: {codes}."
        "Move or close them first." / "Chuyển hoặc kết thúc các đơn vị đó trước.";
    unit_has_later_versions 409
        "A later change is planned" / "Đã có thay đổi về sau"
        "The unit changes again on {startsOn}." / "Đơn vị còn thay đổi vào ngày {startsOn}."
        "Choose a later day." / "Chọn ngày muộn hơn.";
    external_id_taken 409
        "The id is taken" / "Mã đã được dùng"
        "Within this system the id already stands for another one." / "Trong hệ thống này, mã đã được dùng cho đối tượng khác trong cùng thời gian."
        "Correct the id or the dates; existingId names what has it." / "Sửa mã hoặc thời gian; existingId cho biết đối tượng đang dùng mã.";
    external_id_already_given 409
        "There is an id in this system already" / "Đã có mã trong hệ thống này"
        "Within this system it has another id on some of these days." / "Trong hệ thống này, đối tượng đã có mã khác trong cùng thời gian."
        "Take the other id back first." / "Bỏ mã kia trước.";
    external_id_has_ended 409
        "The id has already ended" / "Mã đã hết hiệu lực"
        "It is no longer valid today or later." / "Mã không còn hiệu lực từ hôm nay trở đi."
        "There is nothing left to do." / "Không cần làm gì thêm.";
    username_taken 409
        "The user name is taken" / "Tên đăng nhập đã được dùng"
        "Another user already has this name." / "Người dùng khác đã có tên này."
        "Choose another name." / "Chọn tên khác.";
    role_already_given 409
        "The role is already granted" / "Vai trò đã được cấp"
        "The user has this role over this unit on some of these days." / "Người dùng đã có vai trò này tại đơn vị này trong cùng thời gian."
        "Choose other days, or withdraw the other one first." / "Chọn thời gian khác hoặc thu hồi vai trò kia trước.";
    role_has_ended 409
        "The role has already ended" / "Vai trò đã kết thúc"
        "It is no longer valid today or later." / "Vai trò không còn hiệu lực từ hôm nay trở đi."
        "There is nothing left to do." / "Không cần làm gì thêm.";
    last_administrator 409
        "The last administrator" / "Quản trị cuối cùng"
        "Nobody else administers the whole province." / "Hôm nay không còn ai khác quản trị toàn tỉnh."
        "Grant the role to somebody else first." / "Cấp vai trò cho người khác trước.";
    tree_too_large 409
        "The tree is too large" / "Cây đơn vị quá lớn"
        "The tree has {count} units; at most {limit} are shown at once." / "Cây có {count} đơn vị; mỗi lần hiển thị tối đa {limit}."
        "Begin at a unit further down, or list the units." / "Bắt đầu từ đơn vị thấp hơn hoặc dùng danh sách đơn vị.";
    document_registered 409
        "The document is already registered" / "Văn bản đã được đăng ký"
        "It is document {document}: same issuer, year, number and sign." / "Đã có văn bản {document} cùng cơ quan ban hành, năm, số và ký hiệu."
        "Use that document." / "Dùng văn bản đó.";
    document_is_relied_on 409
        "The document is in use" / "Văn bản đã được viện dẫn"
        "A launched campaign, an amendment or a reorganisation rests on it." / "Phong trào đã phát động, văn bản sửa đổi hoặc việc sắp xếp đơn vị đang căn cứ vào văn bản này."
        "Register the right document and amend the campaign." / "Đăng ký văn bản đúng rồi sửa đổi phong trào.";
    campaign_is_no_draft 409
        "The campaign is not a draft" / "Phong trào không còn là dự thảo"
        "Its status is {status}; only a draft can be changed freely." / "Trạng thái là {status}; chỉ dự thảo mới sửa được trực tiếp."
        "Amend a launched campaign by POST …/amendments." / "Phong trào đã phát động được sửa bằng POST …/amendments.";
    campaign_is_not_running 409
        "The campaign is not running" / "Phong trào không trong thời gian thực hiện"
        "Its status is {status}; only a running campaign allows this." / "Trạng thái là {status}; chỉ sửa đổi phong trào đang thực hiện."
        "Change a draft by PATCH; a campaign that has ended stays as it was." / "Dự thảo sửa bằng PATCH; phong trào đã kết thúc giữ nguyên.";
    campaign_not_ready 409
        "The campaign is not ready" / "Phong trào chưa đủ điều kiện phát động"
        "{count} things are missing; errors lists each of them." / "Còn thiếu {count} mục; errors nêu từng mục."
        "Add what is missing; GET …/readiness lists it, too." / "Bổ sung các mục còn thiếu; xem thêm GET …/readiness.";
    content_under_itself 409
        "A content can't stand under itself" / "Nội dung không thể nằm dưới chính nó"
        "The new place is under the content being moved." / "Vị trí mới nằm dưới chính nội dung được chuyển."
        "Choose a place outside of it." / "Chọn vị trí khác.";
    content_too_deep 409
        "The tree is too deep" / "Cây nội dung quá nhiều cấp"
        "A content tree has at most {limit} levels." / "Cây nội dung có tối đa {limit} cấp."
        "Choose a place further up." / "Chọn vị trí ở cấp cao hơn.";
    too_many_contents 409
        "Too many contents" / "Quá nhiều nội dung"
        "A campaign has at most {limit} contents." / "Phong trào có tối đa {limit} nội dung."
        "Combine several contents into one." / "Gộp nhiều nội dung làm một.";
    contents_too_long 409
        "The contents are too long" / "Nội dung quá dài"
        "All contents of a campaign together have at most {limit} characters." / "Toàn bộ nội dung của phong trào có tối đa {limit} ký tự."
        "Shorten the texts." / "Rút ngắn phần lời.";
    content_ordinal_taken 409
        "The numbering is taken" / "Số thứ tự đã được dùng"
        "Another content of the campaign already has this number." / "Nội dung khác của phong trào đã dùng số thứ tự này."
        "Choose another numbering." / "Chọn số thứ tự khác.";
    content_has_children 409
        "There are still contents under it" / "Còn nội dung bên dưới"
        "A content can be removed only after the contents under it." / "Chỉ bỏ được nội dung khi không còn nội dung bên dưới."
        "Move or remove those first." / "Chuyển hoặc bỏ các nội dung bên dưới trước.";
    readiness_rules_overlap 409
        "Two rules for one day" / "Hai quy tắc cho cùng một ngày"
        "Another rule asks for the same item on some of these days." / "Quy tắc khác đã áp dụng cho mục này trong cùng thời gian."
        "End the other rule first." / "Kết thúc quy tắc kia trước.";
    not_a_weekend 400
        "Already a working day" / "Vốn là ngày làm việc"
        "{day} is not a Saturday or Sunday; only a weekend day can become a working day." / "{day} không phải thứ Bảy hay Chủ nhật; chỉ ngày nghỉ hằng tuần mới làm bù."
        "Omit isWorkingDay for a day off." / "Bỏ isWorkingDay nếu là ngày nghỉ.";
    holiday_already_there 409
        "Holiday already registered" / "Ngày này đã có trong danh mục"
        "This day is already registered." / "Đã có một dòng cho ngày này."
        "Remove that holiday first, or choose another day." / "Xóa dòng đó trước hoặc chọn ngày khác.";
    reporting_period_overlaps 409
        "Two periods cover the same days" / "Hai kỳ báo cáo trùng ngày số liệu"
        "Another period of the campaign covers some of these days." / "Một kỳ báo cáo khác của phong trào đã gồm một số ngày này."
        "Choose other days, so that a value is counted once." / "Chọn ngày khác để mỗi số liệu chỉ được tính một lần.";
    reporting_period_code_taken 409
        "The code is taken" / "Mã kỳ báo cáo đã dùng"
        "Another period of the campaign has this code." / "Kỳ báo cáo khác của phong trào đã dùng mã này."
        "Choose another code." / "Chọn mã khác.";
    reporting_period_is_fixed 409
        "The period is fixed" / "Không sửa được kỳ báo cáo"
        "While it is {status}, only its deadline can move, and only to a later day." / "Khi đang ở trạng thái {status}, chỉ có thể lùi hạn báo cáo."
        "Send only a later dueOn." / "Chỉ nêu dueOn muộn hơn.";
    reporting_period_is_not_open 409
        "The period is not open" / "Kỳ báo cáo chưa mở"
        "It is {status}." / "Kỳ báo cáo đang ở trạng thái {status}."
        "Wait until it is opened." / "Chờ đến khi kỳ báo cáo được mở.";
    too_early_to_open 409
        "Too early to open" / "Chưa đến ngày mở kỳ"
        "It can be opened from {opensOn}." / "Chỉ được mở từ ngày {opensOn}."
        "Wait until that day, or change opensOn." / "Chờ đến ngày đó hoặc sửa opensOn.";
    too_many_periods 409
        "Too many periods at once" / "Quá nhiều kỳ báo cáo"
        "At most {limit} periods can be generated at once." / "Mỗi lần tạo tối đa {limit} kỳ."
        "Choose a shorter range of days, or longer periods." / "Chọn khoảng thời gian ngắn hơn hoặc kỳ dài hơn.";
    unit_is_not_expected 409
        "No report is expected from the unit" / "Đơn vị không phải báo cáo"
        "The unit is not among the expected reporters of the period." / "Đơn vị không nằm trong danh sách phải báo cáo của kỳ."
        "Look at the expected reporters of the period." / "Xem danh sách đơn vị phải báo cáo của kỳ.";
    pledge_already_there 409
        "The unit already has a pledge" / "Đơn vị đã có đăng ký thi đua"
        "A unit has one pledge in a campaign." / "Mỗi đơn vị chỉ có một đăng ký trong một phong trào."
        "Change the existing pledge." / "Sửa đăng ký đã có.";
    unit_takes_no_part 409
        "The unit does not take part" / "Đơn vị không tham gia"
        "The unit is not a participant of the campaign." / "Đơn vị không thuộc đối tượng tham gia phong trào."
        "Choose a unit that takes part, or have the campaign amended." / "Chọn đơn vị tham gia hoặc đề nghị sửa đổi phong trào.";
    pledge_is_not_open 409
        "The pledge is not open" / "Không sửa được đăng ký"
        "It can't be changed while it is {status}." / "Không sửa được khi đang ở trạng thái {status}."
        "Wait until it is returned, or ask for AMEND once it is approved." / "Chờ trả lại hoặc dùng AMEND sau khi được duyệt.";
    pledge_is_empty 409
        "The pledge has no item" / "Đăng ký chưa có chỉ tiêu"
        "There is nothing to submit." / "Không có nội dung để gửi."
        "Add an item, then submit." / "Bổ sung ít nhất một chỉ tiêu rồi gửi.";
    reporting_period_is_locked 409
        "The deadline has passed" / "Đã hết hạn báo cáo"
        "Reports were due on {dueOn}, and the unit has no exception." / "Hạn báo cáo là {dueOn} và đơn vị không được gia hạn."
        "Ask the standing office for an exception." / "Đề nghị cơ quan thường trực gia hạn.";
    no_pledge_in_force 409
        "No pledge is in force" / "Chưa có đăng ký được duyệt"
        "A report covers the items of an approved pledge, and the unit has no approved pledge." / "Báo cáo theo chỉ tiêu của đăng ký đã duyệt; đơn vị chưa có."
        "Have the pledge approved first." / "Hoàn thành đăng ký và chờ duyệt trước.";
    report_already_there 409
        "The unit already has a report for this period" / "Đơn vị đã có báo cáo kỳ này"
        "A unit has one report for a period." / "Mỗi đơn vị chỉ có một báo cáo trong một kỳ."
        "Change or correct the existing report." / "Sửa hoặc đính chính báo cáo đã có.";
    report_is_not_open 409
        "The report is not open" / "Không sửa được báo cáo"
        "It can't be changed while it is {status}." / "Không sửa được khi đang ở trạng thái {status}."
        "Wait until it is returned, or ask for CORRECT once it is accepted." / "Chờ trả lại hoặc dùng CORRECT sau khi được chấp nhận.";
    written_by_another 409
        "Somebody else wrote it last" / "Người khác ghi lần cuối"
        "It was last written by somebody else; its version is {version}." / "Nội dung này do người khác ghi lần cuối; phiên bản hiện tại là {version}."
        "Read it; if it is to be replaced all the same, send its ETag in If-Match." / "Đọc lại; nếu vẫn muốn thay thế thì gửi ETag của nó trong If-Match.";
    report_is_incomplete 409
        "The report is incomplete" / "Báo cáo chưa đầy đủ"
        "Items without an answer: {count}; errors lists each of them." / "Còn {count} chỉ tiêu chưa báo cáo; errors nêu từng chỉ tiêu."
        "Answer every item, then submit." / "Báo cáo đủ các chỉ tiêu rồi gửi.";
    report_has_warnings 409
        "Values look odd" / "Có giá trị bất thường"
        "Values that look odd: {count}; errors lists each of them." / "Có {count} giá trị bất thường; errors nêu từng giá trị."
        "Correct them, or submit again with confirmWarnings." / "Sửa lại hoặc gửi lại kèm confirmWarnings.";
    verdict_rules_out_of_order 409
        "The thresholds are out of order" / "Các ngưỡng sai thứ tự"
        "AHEAD may not be below ON_TRACK, nor ON_TRACK below AT_RISK." / "Ngưỡng AHEAD không được thấp hơn ON_TRACK, ON_TRACK không được thấp hơn AT_RISK."
        "Change the other threshold first." / "Đổi ngưỡng còn lại trước.";
    final_review_already_there 409
        "The final review already exists" / "Đã có báo cáo tổng kết"
        "A campaign has one final review." / "Mỗi phong trào chỉ có một báo cáo tổng kết."
        "Edit that review, or withdraw it first." / "Sửa báo cáo đó hoặc hủy nó trước.";
    review_is_fixed 409
        "The review is fixed" / "Báo cáo đã khóa"
        "A review with the status {status} can't be edited." / "Không sửa được báo cáo ở trạng thái {status}."
        "Create another review." / "Lập báo cáo khác.";
    nomination_already_there 409
        "Already nominated" / "Đã có đề nghị"
        "A nomination for this award, year and ground is under way or decided." / "Đối tượng đã có hồ sơ đề nghị cùng danh hiệu, hình thức, năm và loại hình đang xử lý hoặc đã được quyết định."
        "Go on with the existing nomination." / "Tiếp tục với hồ sơ đã có.";
    nomination_is_not_open 409
        "The nomination can't be edited now" / "Hồ sơ đang khóa"
        "A nomination with the status {status} can't be edited." / "Không sửa được hồ sơ ở trạng thái {status}."
        "Ask the standing office to return it." / "Đề nghị cơ quan thường trực trả lại hồ sơ.";
    papers_missing 409
        "Papers are missing" / "Hồ sơ thiếu giấy tờ"
        "The dossier lacks: {papers}." / "Hồ sơ còn thiếu: {papers}."
        "Put files or registered documents into the checklist." / "Gắn tệp hoặc văn bản đã đăng ký vào danh mục giấy tờ.";
    submission_is_empty 409
        "Nothing is in the submission" / "Đợt trình chưa có hồ sơ"
        "A submission is sent with at least one nomination." / "Đợt trình phải có ít nhất một hồ sơ đề nghị."
        "Put nominations of the unit into it." / "Thêm hồ sơ đề nghị của đơn vị vào đợt trình.";
    letter_missing 409
        "The letter is missing" / "Thiếu tờ trình"
        "A submission is sent with its letter." / "Đợt trình phải kèm tờ trình."
        "Name a file or a registered document; GET /submissions/{id}/letter gives one to be signed." / "Nêu tệp hoặc văn bản đã đăng ký; GET /submissions/{id}/letter cho bản để ký.";
    submission_is_not_open 409
        "The submission can't be edited now" / "Đợt trình đang khóa"
        "A submission with the status {status} can't be edited." / "Không sửa được đợt trình ở trạng thái {status}."
        "Ask the standing office to return it." / "Đề nghị cơ quan thường trực trả lại đợt trình.";
    nothing_was_sent 409
        "None of the nominations can be sent" / "Không hồ sơ nào gửi được"
        "The first one says: {reason}" / "Hồ sơ đầu tiên: {reason}"
        "Complete the dossiers, or take them out." / "Hoàn thiện hồ sơ hoặc bỏ hồ sơ ra khỏi đợt trình.";
    appraisal_not_confirmed 409
        "The appraisal is not confirmed" / "Ý kiến thẩm định chưa được xác nhận"
        "The appraisal departs from what the rules say." / "Ý kiến thẩm định khác với kết quả kiểm tra điều kiện."
        "Ask a second person of the standing office to take CONFIRM." / "Đề nghị người thứ hai của cơ quan thường trực thực hiện CONFIRM.";
    opinion_missing 409
        "An opinion is missing" / "Thiếu ý kiến"
        "The law asks for a written opinion before this step: {opinions}." / "Trước bước này luật yêu cầu có ý kiến bằng văn bản: {opinions}."
        "Ask for it with POST /nominations/{id}/opinions, and record the answer." / "Lấy ý kiến bằng POST /nominations/{id}/opinions và ghi kết quả.";
    consultation_missing 409
        "The public was not consulted" / "Chưa lấy ý kiến Nhân dân"
        "The law asks for a public consultation that has ended with its outcome." / "Luật yêu cầu công khai lấy ý kiến Nhân dân, đã kết thúc và có kết quả."
        "Open one with POST /consultations; when its last day is over, record the outcome." / "Mở đợt lấy ý kiến bằng POST /consultations; hết thời hạn thì ghi kết quả.";
    objection_was_upheld 409
        "An objection was upheld" / "Ý kiến phản đối có căn cứ"
        "The public consultation found an objection with ground." / "Kết quả lấy ý kiến Nhân dân: có ý kiến phản đối có căn cứ."
        "Return or decline the nomination, or consult once more when the matter is cleared up." / "Trả lại hoặc không đề nghị, hoặc lấy ý kiến lại khi đã làm rõ.";
    report_is_too_old 409
        "The report is too old" / "Báo cáo thành tích đã quá thời hạn"
        "The content of the report ended too long ago: the last day was {dueOn} ({clause})." / "Nội dung báo cáo đã quá thời hạn: ngày cuối là {dueOn} ({clause})."
        "Return the nomination, so that the unit brings the report up to date and names its last day." / "Trả lại hồ sơ để đơn vị cập nhật báo cáo và nêu ngày cuối của thời gian thành tích.";
    opinion_must_be_written 409
        "The opinion must be written" / "Phải có ý kiến bằng văn bản"
        "Silence is no answer here." / "Trường hợp này không trả lời không được coi là đồng ý."
        "Wait for the written answer, or cancel the request." / "Chờ văn bản trả lời hoặc hủy yêu cầu.";
    opinion_is_not_overdue 409
        "There is still time for the answer" / "Chưa hết hạn trả lời"
        "The last day of the answer is not over." / "Chưa qua ngày cuối của hạn trả lời."
        "Go on without the answer from the next day on." / "Chỉ được bỏ qua từ ngày sau ngày hết hạn.";
    opinion_already_asked 409
        "Already asked" / "Đã lấy ý kiến"
        "This body has been asked about this nomination and has not answered." / "Đã hỏi cơ quan này về hồ sơ và chưa có trả lời."
        "Record the answer of the request that existingId names." / "Ghi trả lời cho yêu cầu nêu trong existingId.";
    nomination_is_not_at_a_stage 409
        "The nomination is not judged now" / "Hồ sơ không trong giai đoạn xem xét"
        "A nomination with the status {status} is not judged at a stage." / "Hồ sơ ở trạng thái {status} không được xem xét ở cấp nào."
        "Opinions are asked for from its receipt until its proposal." / "Chỉ lấy ý kiến từ khi nhận hồ sơ đến khi trình.";
    nothing_to_ask 409
        "Nobody is to be asked about" / "Không có hồ sơ cần lấy ý kiến"
        "No nomination of the submission is judged here, or this body has been asked about all of them." / "Không hồ sơ nào trong đợt trình đang được xem xét ở đây, hoặc đã hỏi cơ quan này về tất cả."
        "Look at the nominations of the submission." / "Xem các hồ sơ trong đợt trình.";
    already_consulted 409
        "Already in a consultation" / "Đang được lấy ý kiến"
        "A nomination is in an open public consultation." / "Có hồ sơ đang trong một đợt lấy ý kiến Nhân dân."
        "End or cancel the one that existingId names first." / "Kết thúc hoặc hủy đợt nêu trong existingId trước.";
    consultation_is_running 409
        "The consultation is running" / "Đang trong thời gian lấy ý kiến"
        "Its last day, {endsOn}, is not over." / "Chưa qua ngày cuối, {endsOn}."
        "Record the outcome from the next day on." / "Ghi kết quả từ ngày hôm sau.";
    consultation_is_over 409
        "The consultation is over" / "Đợt lấy ý kiến đã kết thúc"
        "A consultation with the status {status} takes no opinions." / "Đợt lấy ý kiến ở trạng thái {status} không nhận ý kiến."
        "Opinions come until the outcome is recorded." / "Chỉ nhận ý kiến trước khi ghi kết quả.";
    step_taken_elsewhere 409
        "Another operation takes this step" / "Bước này thực hiện ở chức năng khác"
        "{action} is not taken here." / "Không thực hiện {action} tại đây."
        "Appraise with POST /nominations/{id}/appraisals; a council votes, a decision grants." / "Thẩm định bằng POST /nominations/{id}/appraisals; bỏ phiếu tại Hội đồng; quyết định bằng quyết định khen thưởng.";
    nobody_decides 409
        "Nobody decides above this unit" / "Không có cấp có thẩm quyền"
        "No unit above it has a head who decides on awards." / "Không có đơn vị cấp trên nào có thẩm quyền quyết định khen thưởng."
        "Check the unit's place in the tree." / "Kiểm tra vị trí của đơn vị trong sơ đồ tổ chức.";
    composition_already_there 409
        "There is a later composition" / "Đã có thành phần mới hơn"
        "The members named last sit there from {startsOn}." / "Thành phần gần nhất có hiệu lực từ {startsOn}."
        "Name a later first day." / "Chọn ngày hiệu lực sau ngày đó.";
    on_another_agenda 409
        "On an agenda already" / "Đã có trong chương trình họp"
        "A nomination is on another agenda, or on this one, and was not voted on yet." / "Có hồ sơ đang chờ bỏ phiếu trong một chương trình họp."
        "Remove it there, or leave it out." / "Đưa hồ sơ ra khỏi chương trình đó hoặc bỏ khỏi danh sách.";
    agenda_is_full 409
        "The agenda is full" / "Chương trình họp đã đủ"
        "An agenda has at most {limit} items." / "Chương trình họp có tối đa {limit} nội dung."
        "Plan another meeting." / "Lập phiên họp khác.";
    agenda_is_empty 409
        "The agenda is empty" / "Chương trình họp chưa có nội dung"
        "There is nothing to vote on." / "Chưa có nội dung để bỏ phiếu."
        "Put nominations on the agenda first." / "Đưa hồ sơ vào chương trình họp trước.";
    meeting_is_not_due 409
        "The day of the meeting is still to come" / "Chưa đến ngày họp"
        "The meeting is held on a later day." / "Phiên họp diễn ra vào ngày sau."
        "Open it on its day, or change the day." / "Mở vào ngày họp hoặc sửa ngày họp.";
    council_has_no_members 409
        "Nobody sits in the council on that day" / "Hội đồng chưa có thành viên vào ngày đó"
        "No decision names members from that day or before." / "Chưa có quyết định thành lập có hiệu lực vào ngày họp."
        "Compose the council, or change the day." / "Ghi thành phần Hội đồng hoặc sửa ngày họp.";
    council_was_recomposed 409
        "Others sit in the council now" / "Hội đồng đã được kiện toàn"
        "Since the day of the meeting other members were named." / "Từ ngày họp đến nay thành phần Hội đồng đã thay đổi."
        "Change the day to one from which the present members sit there." / "Chọn ngày họp mà thành phần hiện nay đã có hiệu lực.";
    one_person_twice 409
        "One person sits there twice" / "Một người có hai tài khoản trong Hội đồng"
        "Two accounts of members say that they are the same person." / "Hai tài khoản thành viên thuộc về cùng một người."
        "Compose the council anew with one of them." / "Kiện toàn lại Hội đồng với một tài khoản.";
    meeting_is_not_planned 409
        "The meeting was opened" / "Phiên họp đã mở"
        "Title, day and place stay as they were; only the attendance changes." / "Tên, ngày và nơi họp giữ nguyên; chỉ sửa được danh sách có mặt."
        "Send only attendance." / "Chỉ gửi attendance.";
    meeting_is_not_open 409
        "The meeting is not open" / "Phiên họp chưa mở hoặc đã kết thúc"
        "Votes are held in an open meeting." / "Chỉ bỏ phiếu trong phiên họp đang diễn ra."
        "Open the meeting first." / "Mở phiên họp trước.";
    meeting_is_over 409
        "The meeting is over" / "Phiên họp đã kết thúc"
        "It was closed or cancelled." / "Phiên họp đã kết thúc hoặc đã hủy."
        "Plan another meeting." / "Lập phiên họp khác.";
    vote_is_open 409
        "A vote is open" / "Đang bỏ phiếu"
        "A meeting is not closed while a vote is open." / "Không kết thúc phiên họp khi đang bỏ phiếu."
        "Close the vote, or void it." / "Kết thúc hoặc hủy lượt bỏ phiếu.";
    vote_is_not_open 409
        "The vote is not open" / "Chưa mở hoặc đã kết thúc bỏ phiếu"
        "Item {position} is not being voted on." / "Nội dung {position} không trong thời gian bỏ phiếu."
        "Vote while the item is VOTING." / "Bỏ phiếu khi nội dung ở trạng thái VOTING.";
    vote_is_over 409
        "The vote is over" / "Đã kết thúc bỏ phiếu"
        "The item was voted on or removed." / "Nội dung đã bỏ phiếu xong hoặc đã đưa ra khỏi chương trình."
        "Nothing more can be done here." / "Không thể thực hiện thêm.";
    vote_is_by_hands 409
        "The vote is by a show of hands" / "Biểu quyết bằng giơ tay"
        "Item {position} has no ballots: the hands are counted when it is closed." / "Nội dung {position} không bỏ phiếu: kết quả giơ tay được ghi khi kết thúc."
        "Show your hand in the meeting." / "Biểu quyết tại phiên họp.";
    already_voted 409
        "Already voted" / "Đã bỏ phiếu"
        "A vote is cast once and for good." / "Mỗi thành viên bỏ phiếu một lần, không thay đổi."
        "Nothing more is needed." / "Không cần làm gì thêm.";
    already_recused 409
        "Already recused" / "Đã được miễn tham gia"
        "The member takes no part in this vote." / "Thành viên không tham gia lượt bỏ phiếu này."
        "Nothing more is needed." / "Không cần làm gì thêm.";
    member_is_absent 409
        "Not there" / "Không có mặt"
        "You are not marked as present, or asked in writing, for item {position}." / "Bạn không được ghi có mặt hoặc lấy ý kiến bằng văn bản cho nội dung {position}."
        "Ask the standing office to correct the attendance." / "Đề nghị cơ quan thường trực sửa danh sách có mặt.";
    member_is_recused 409
        "You take no part" / "Bạn không tham gia"
        "Item {position} concerns you." / "Nội dung {position} có liên quan đến bạn."
        "Vote on the other items." / "Bỏ phiếu các nội dung khác.";
    quorum_is_not_set 409
        "Nobody has set the quorum" / "Chưa quy định số thành viên tối thiểu"
        "The catalogue does not say how many members must be there." / "Danh mục chưa ghi tỷ lệ thành viên phải có mặt."
        "Set the quorum of the award as the province regulates it: PATCH /award-types/{id}." / "Ghi quorum của danh hiệu theo quy định của tỉnh: PATCH /award-types/{id}.";
    no_quorum 409
        "Too few members are there" / "Không đủ số thành viên"
        "Fewer members are there than the voting rule asks for." / "Số thành viên có mặt ít hơn quy định."
        "Correct the attendance, or void the vote." / "Sửa danh sách có mặt hoặc hủy lượt bỏ phiếu.";
    nobody_can_vote 409
        "Nobody can vote" / "Không còn ai bỏ phiếu được"
        "All members who are there take no part." / "Mọi thành viên có mặt đều không tham gia nội dung này."
        "Correct recusals by a new item, or the attendance." / "Sửa danh sách có mặt hoặc đưa lại nội dung.";
    member_has_voted 409
        "A member has voted" / "Có thành viên đã bỏ phiếu"
        "Who has voted in an open vote stays where they were then." / "Người đã bỏ phiếu trong lượt đang mở giữ nguyên tình trạng có mặt."
        "Close the vote first." / "Kết thúc lượt bỏ phiếu trước.";
    nomination_does_not_await_this_vote 409
        "The nomination does not await this vote" / "Hồ sơ không còn chờ lượt bỏ phiếu này"
        "It was changed, returned, withdrawn or appraised anew meanwhile." / "Hồ sơ đã được sửa, trả lại, rút hoặc thẩm định lại."
        "Void the vote, or remove the item." / "Hủy lượt bỏ phiếu hoặc đưa nội dung ra khỏi chương trình.";
    in_another_decision 409
        "In another decision already" / "Đã có trong quyết định khác"
        "A nomination stands in one decision." / "Mỗi hồ sơ chỉ ở một quyết định."
        "Take it out there, or leave it out." / "Bỏ hồ sơ khỏi quyết định kia hoặc khỏi danh sách.";
    decision_number_taken 409
        "The number is taken" / "Số quyết định đã dùng"
        "The issuer has a decision of this number in that year." / "Trong năm đó người ban hành đã có quyết định mang số này."
        "Take the next free number." / "Lấy số tiếp theo.";
    decision_is_final 409
        "The decision is no draft any more" / "Quyết định không còn là dự thảo"
        "It is {status} and never changes." / "Quyết định ở trạng thái {status}, không thay đổi nữa."
        "Draft a new decision that corrects it." / "Lập quyết định mới để sửa.";
    decision_is_empty 409
        "The decision grants nothing" / "Quyết định chưa có nội dung"
        "There is no line in it." / "Danh sách chưa có trường hợp nào."
        "Name nominations first." / "Đưa hồ sơ vào danh sách trước.";
    decision_is_incomplete 409
        "The decision is incomplete" / "Quyết định chưa đủ thông tin"
        "Number, sign, day, signer and position are needed." / "Cần số, ký hiệu, ngày, người ký và chức vụ."
        "Complete the draft." / "Bổ sung dự thảo.";
    decision_is_not_due 409
        "The day of the decision is still to come" / "Chưa đến ngày quyết định"
        "A decision is not issued before its day." / "Không ban hành trước ngày ghi trên quyết định."
        "Correct the day, or wait." / "Sửa ngày hoặc chờ đến ngày đó.";
    authority_not_on_that_day 409
        "No such power on that day" / "Không đúng thẩm quyền vào ngày đó"
        "Line {position}: on {day} this authority does not decide on {award}." / "Dòng {position}: ngày {day} cấp này không có thẩm quyền quyết định {award}."
        "Leave the line out, or correct the day; GET /award-authorities says who decides." / "Bỏ dòng đó hoặc sửa ngày; xem GET /award-authorities.";
    award_not_in_the_catalogue_then 409
        "No such award on that day" / "Danh mục không có vào ngày đó"
        "Line {position}: on {day} the catalogue has no {award}." / "Dòng {position}: ngày {day} danh mục không có {award}."
        "Leave the line out, or correct the day." / "Bỏ dòng đó hoặc sửa ngày.";
    no_base_salary 409
        "No base salary is known" / "Chưa có mức lương cơ sở"
        "Line {position}: no base salary holds on {day}." / "Dòng {position}: chưa có mức lương cơ sở cho ngày {day}."
        "Write the base salary of that day: POST /base-salaries." / "Ghi mức lương cơ sở của ngày đó: POST /base-salaries.";
    nomination_went_elsewhere 409
        "The nomination went elsewhere" / "Hồ sơ đã chuyển nơi khác"
        "Line {position} was proposed to another authority meanwhile." / "Dòng {position} đã được trình cấp khác."
        "Leave the line out." / "Bỏ dòng đó.";
    decided_before_proposal 409
        "Decided before it was proposed" / "Quyết định trước khi trình"
        "Line {position} was voted on or proposed after the day of the decision." / "Dòng {position} được bỏ phiếu hoặc trình sau ngày quyết định."
        "Correct the day." / "Sửa ngày quyết định.";
    revoked_before_granted 409
        "Decided on before it was granted" / "Quyết định trước khi tặng"
        "The award was granted on {decidedOn}." / "Khen thưởng được tặng ngày {decidedOn}."
        "Correct the day." / "Sửa ngày quyết định.";
    award_is_not_of_a_decision 409
        "No decision of this system granted it" / "Không do quyết định trong hệ thống tặng"
        "The award is from before this system." / "Mục khen thưởng có từ trước khi dùng hệ thống."
        "Void it with its reason: PATCH /awards/{id}." / "Hủy kèm lý do: PATCH /awards/{id}.";
    decision_grants_nothing_yet 409
        "The decision grants nothing" / "Quyết định chưa tặng khen thưởng nào"
        "Only a decision that grants awards and was issued has certificates." / "Chỉ quyết định tặng khen thưởng đã ban hành mới có bằng, giấy chứng nhận."
        "Issue the decision first." / "Ban hành quyết định trước.";
    no_certificate_is_missing 409
        "No certificate is missing" / "Đã cấp đủ bằng, giấy chứng nhận"
        "Every award of the decision that holds has its certificate." / "Mọi khen thưởng còn hiệu lực của quyết định đã có bằng, giấy chứng nhận."
        "Look for them in the list of certificates of this decision." / "Xem danh sách bằng, giấy chứng nhận của quyết định này.";
    no_certificate_is_waiting 409
        "No certificate waits to be handed over" / "Không còn bằng, giấy chứng nhận chờ trao"
        "All of the decision's certificates were handed over or are excepted, or none was issued." / "Bằng, giấy chứng nhận của quyết định đã trao hết, nằm trong danh sách ngoại trừ, hoặc chưa cấp."
        "Issue the certificates first, or name fewer exceptions." / "Cấp bằng, giấy chứng nhận trước, hoặc bớt danh sách ngoại trừ.";
    certificate_before_decision 400
        "Issued before the decision" / "Cấp trước ngày quyết định"
        "The decision is of {decidedOn}." / "Quyết định ban hành ngày {decidedOn}."
        "Give that day or a later one." / "Chọn ngày đó hoặc sau đó.";
    before_certificate_was_issued 400
        "Before the certificate was issued" / "Trước ngày cấp"
        "The certificate was issued on {issuedOn}." / "Bằng, giấy chứng nhận cấp ngày {issuedOn}."
        "Give that day or a later one." / "Chọn ngày đó hoặc sau đó.";
    certificate_does_not_count 409
        "The certificate counts no more" / "Bằng, giấy chứng nhận không còn giá trị"
        "Another one stands in its place, or its award was revoked." / "Đã có bản cấp lại, hoặc khen thưởng đã bị thu hồi."
        "Use the one that was issued last." / "Dùng bản cấp sau cùng.";
    name_was_not_corrected 409
        "No decision corrected the name" / "Chưa có quyết định đính chính tên"
        "The register has the name that the certificate says." / "Sổ khen thưởng đang ghi đúng tên trên bằng, giấy chứng nhận."
        "Draft a correction of the name first, and issue it." / "Lập và ban hành quyết định đính chính tên trước.";
    award_is_not_revoked 400
        "The award is not revoked" / "Khen thưởng chưa bị thu hồi"
        "A certificate comes back after its award was revoked." / "Bằng, giấy chứng nhận chỉ nộp lại khi khen thưởng bị thu hồi."
        "Leave the day out, or revoke the award first." / "Bỏ trống ngày, hoặc thu hồi khen thưởng trước.";
    handed_over_on_no_day 400
        "It was not handed over" / "Chưa trao"
        "Event and receiver belong to a day of handing over." / "Dịp trao và người nhận đi kèm ngày trao."
        "Give handedOverOn, too." / "Nhập cả handedOverOn.";
    badges_are_off 409
        "Badges are not given" / "Chưa cấp huy hiệu số"
        "The operators have set no key that signs them." / "Người vận hành chưa khai báo khóa ký."
        "Use the certificate, or ask the operators to set BADGE_KEY_FILE." / "Dùng giấy chứng nhận, hoặc đề nghị người vận hành khai báo BADGE_KEY_FILE.";
    no_public_address 409
        "The service does not know its public address" / "Chưa khai báo địa chỉ công khai"
        "A code that is printed leads people to that address." / "Mã in trên giấy dẫn người tra cứu đến địa chỉ đó."
        "Ask the operators to set PUBLIC_BASE_URL." / "Đề nghị người vận hành khai báo PUBLIC_BASE_URL.";
    certificate_of_another_authority 409
        "Another authority prints it" / "Do cơ quan khác in"
        "The award was granted by an authority outside the province, which prints its certificates itself." / "Khen thưởng do cơ quan ngoài tỉnh quyết định; cơ quan đó tự in bằng."
        "Keep the number here; take the paper from that authority." / "Chỉ ghi sổ tại đây; nhận bằng từ cơ quan đó.";
    award_is_revoked 409
        "The award is revoked" / "Khen thưởng đã bị thu hồi"
        "An award that is revoked doesn't change any more." / "Khen thưởng đã bị thu hồi không thay đổi nữa."
        "Nothing more is needed." / "Không cần làm gì thêm.";
    already_being_corrected 409
        "Its correction is drafted already" / "Đã có dự thảo đính chính"
        "Another decision corrects the name of this award." / "Một quyết định khác đang đính chính tên trong khen thưởng này."
        "Complete that draft, or withdraw it." / "Hoàn thiện hoặc rút dự thảo đó.";
    name_is_right_already 400
        "The name is written so already" / "Tên đã đúng như vậy"
        "The register has this name." / "Sổ khen thưởng đang ghi tên này."
        "Give the name as it is right." / "Nhập tên đúng.";
    already_being_revoked 409
        "Its revocation is drafted already" / "Đã có dự thảo thu hồi"
        "Another decision takes this award back." / "Một quyết định khác đang thu hồi khen thưởng này."
        "Complete that draft, or withdraw it." / "Hoàn thiện hoặc rút dự thảo đó.";
    fund_already_there 409
        "The fund is there already" / "Quỹ đã có"
        "The unit has a fund for that year." / "Đơn vị đã có quỹ của năm này."
        "Change that one: POST /funds/{id}/entries." / "Thay đổi quỹ đó: POST /funds/{id}/entries.";
    payment_above_due 409
        "More than is due" / "Chi vượt số phải chi"
        "{sum} VND are due for the award." / "Số còn phải chi cho khen thưởng là {sum} đồng."
        "Pay what is due; GET /funds/{id}/awards says how much." / "Chi đúng số còn phải chi; xem GET /funds/{id}/awards.";
    recovery_above_due 409
        "More than is due back" / "Thu vượt số phải nộp lại"
        "{sum} VND are due back for the award." / "Số còn phải nộp lại là {sum} đồng."
        "Record what came back; GET /funds/{id}/awards says how much is due." / "Ghi đúng số đã thu; xem GET /funds/{id}/awards.";
    amount_is_not_the_sum 409
        "Not what is due in all" / "Không đúng tổng số phải chi"
        "{sum} VND are due for the awards of the decision." / "Tổng số còn phải chi của quyết định là {sum} đồng."
        "Pay that sum, or pay award by award." / "Chi đúng tổng số đó hoặc chi từng khen thưởng.";
    allotment_out_of_bounds 409
        "The fund can't have so much" / "Mức phân bổ không hợp lệ"
        "A fund has at least nothing and at most {sum} VND." / "Quỹ có từ 0 đến {sum} đồng."
        "Correct the amount." / "Sửa số tiền.";
    organising_cost_above_share 409
        "More than is left for organising" / "Vượt phần quỹ dành cho công tác tổ chức"
        "Of the share for organising {sum} VND are left." / "Phần quỹ dành cho công tác tổ chức còn {sum} đồng."
        "Record at most that, or change the fund's share first, by what the province decided." / "Ghi không quá số đó, hoặc sửa tỷ lệ của quỹ trước theo quyết định của tỉnh.";
    already_reversed 409
        "Reversed already" / "Bút toán đã được đảo"
        "An entry is reversed once." / "Mỗi bút toán chỉ được đảo một lần."
        "Nothing more is needed." / "Không cần làm gì thêm.";
    reversal_of_reversal 409
        "A reversal is not reversed" / "Không đảo bút toán đảo"
        "The entry reverses another." / "Bút toán này đã là bút toán đảo."
        "Record the right entry anew." / "Ghi lại bút toán đúng.";
    recovered_already 409
        "It came back already" / "Tiền đã được nộp lại"
        "{sum} VND of what was paid have come back." / "Đã thu lại {sum} đồng của khoản chi này."
        "Reverse what came back first." / "Đảo bút toán thu lại trước.";
    exemplar_is_fixed 409
        "The exemplar is no longer open" / "Điển hình không còn sửa được"
        "It is {status}." / "Điển hình ở trạng thái {status}."
        "Have it returned first, or write down a new one." / "Đề nghị trả lại trước hoặc lập điển hình mới.";
    consent_missing 409
        "Nobody agreed" / "Chưa có sự đồng ý"
        "No consent of who it is about holds." / "Chưa có sự đồng ý còn hiệu lực của người được nêu gương."
        "Record it: POST /exemplars/{id}/consents." / "Ghi sự đồng ý: POST /exemplars/{id}/consents.";
    consent_not_needed 409
        "No consent is needed" / "Không cần sự đồng ý"
        "The exemplar is a unit." / "Điển hình là tập thể."
        "Nothing more is needed." / "Không cần làm gì thêm.";
    use_is_restricted 409
        "The person's data are not to be used" / "Đang hạn chế xử lý dữ liệu"
        "A restriction or an objection of the person was granted." / "Yêu cầu hạn chế hoặc phản đối xử lý dữ liệu của người này đã được chấp nhận."
        "Wait until it is lifted." / "Chờ đến khi yêu cầu được gỡ bỏ.";
    batch_refused 409
        "No report in the batch was filed" / "Không nhận cả lô"
        "{count} reports can't be filed; errors lists what is wrong with them." / "{count} báo cáo không nộp được; errors nêu từng lỗi."
        "Correct them and send the whole batch again, or send it with atomicity ROW." / "Sửa rồi gửi lại cả lô, hoặc gửi với atomicity là ROW.";
    reminder_rules_overlap 409
        "Such a rule already exists" / "Đã có quy tắc như vậy"
        "A rule for the same kind, days and recipient holds on some of these days." / "Đã có quy tắc cùng loại, cùng số ngày và người nhận trong khoảng thời gian này."
        "End the other rule first, or choose other days." / "Kết thúc quy tắc kia trước hoặc chọn khoảng thời gian khác.";
    too_many_unused_files 409
        "Too many unused files" / "Quá nhiều tệp chưa dùng"
        "The unit has {limit} files that no report uses." / "Đơn vị đã có {limit} tệp chưa được báo cáo nào dẫn chiếu."
        "Attach them to entries of reports; unused files are removed after seven days." / "Dẫn chiếu các tệp trong mục báo cáo; tệp không dùng tự xóa sau bảy ngày.";
    item_sum_too_large 409
        "The sum is too large" / "Tổng quá lớn"
        "The reported values of an item would add up to more than 14 digits before the point." / "Tổng các giá trị đã báo cáo của một chỉ tiêu sẽ vượt quá 14 chữ số phần nguyên."
        "Return it to the unit; a larger unit of measure helps, such as million đồng." / "Trả lại cho đơn vị; dùng đơn vị tính lớn hơn, ví dụ triệu đồng.";
    unit_has_no_room_for_files 409
        "No room for more files" / "Hết dung lượng lưu tệp"
        "All files of a unit may have {limit} MiB together." / "Tổng dung lượng tệp của một đơn vị tối đa là {limit} MiB."
        "Send smaller files, or ask the administrator for more room." / "Gửi tệp nhỏ hơn hoặc đề nghị quản trị viên tăng dung lượng.";
    invalid_transition 409
        "Not possible in this state" / "Không thực hiện được ở trạng thái này"
        "{action} is not possible while the status is {status}." / "Không thể {action} khi trạng thái là {status}."
        "Choose one of allowedActions." / "Chọn một thao tác trong allowedActions.";
    idempotency_in_progress 409
        "The first request is still running" / "Yêu cầu trước đang được xử lý"
        "A request with the same Idempotency-Key is still being processed." / "Một yêu cầu cùng Idempotency-Key đang được xử lý."
        "Send the same request again after Retry-After seconds." / "Gửi lại đúng yêu cầu này sau số giây nêu trong Retry-After.";
    // Conditions of the request.
    not_acceptable 406
        "Not in this form" / "Không có dạng này"
        "This operation answers as {expected}." / "Thao tác này trả về {expected}."
        "Set Accept to one of them." / "Đặt Accept là một trong các dạng đó.";
    export_too_large 409
        "Too long for a table" / "Quá dài để xuất bảng"
        "The list has more than {limit} entries, or its entries are too large." / "Danh sách có hơn {limit} mục, hoặc các mục quá lớn."
        "Filter it, take CSV, or send export to POST /api/v1/exports: a job makes the file." / "Lọc bớt, xuất CSV, hoặc gửi nội dung của export đến POST /api/v1/exports để hệ thống lập tệp trong nền.";
    too_many_imports 409
        "Too many imports are open" / "Quá nhiều lần nhập đang mở"
        "One person may have {limit} imports that are being read or wait for somebody." / "Mỗi người chỉ được có {limit} lần nhập đang đọc hoặc đang chờ xử lý."
        "Commit or cancel some of them first." / "Ghi hoặc huỷ bớt các lần nhập đó trước.";
    import_not_read 409
        "The file is not read yet" / "Tệp chưa được đọc xong"
        "There is no table while the file is being read, or when it can't be read." / "Chưa có bảng khi tệp đang được đọc hoặc không đọc được."
        "Read the import until its status is READY or FAULTY." / "Xem lần nhập cho đến khi trạng thái là READY hoặc FAULTY.";
    too_many_exports 409
        "Too many exports are being made" / "Quá nhiều lần xuất đang chạy"
        "One person may have {limit} exports that are being made." / "Mỗi người chỉ được có {limit} lần xuất đang chạy."
        "Wait until some of them are made." / "Chờ các lần xuất đó hoàn thành.";
    export_not_made 409
        "The file is not made yet" / "Tệp chưa được lập xong"
        "There is no file while the export is being made, or when it failed." / "Chưa có tệp khi đang lập hoặc khi lập không thành công."
        "Read the export until its status is MADE." / "Xem lần xuất cho đến khi trạng thái là MADE.";
    no_table_there 422
        "Nothing there is given as a table" / "Không xuất được thành bảng"
        "The path leads to no list or figures of the service that are given as a table." / "Đường dẫn không phải là danh sách hoặc số liệu xuất được thành bảng."
        "Send the path, below /api/v1, of an operation that also answers as text/csv." / "Gửi đường dẫn (sau /api/v1) của một thao tác có thể trả về text/csv.";
    stale_version 412
        "It was changed meanwhile" / "Dữ liệu đã thay đổi"
        "If-Match names version {given}; the current version is {current}." / "If-Match nêu phiên bản {given}, hiện tại là {current}."
        "Read it again, look at the change, and repeat with the new ETag." / "Đọc lại, xem thay đổi rồi gửi lại với ETag mới.";
    too_large 413
        "Too large" / "Quá lớn"
        "The body may have at most {limit} bytes." / "Nội dung tối đa {limit} byte."
        "Send less, or send it in parts." / "Gửi ít hơn hoặc chia nhỏ.";
    too_many_parts 413
        "Too many parts" / "Quá nhiều thành phần"
        "The body may have at most {limit} values." / "Nội dung tối đa {limit} giá trị."
        "Send less, or send it in parts." / "Gửi ít hơn hoặc chia nhỏ.";
    uri_too_long 414
        "The address is too long" / "Địa chỉ quá dài"
        "Path and query may have at most {limit} bytes." / "Đường dẫn và truy vấn tối đa {limit} byte."
        "Use fewer or shorter filters." / "Dùng ít bộ lọc hơn hoặc ngắn hơn.";
    unsupported_media_type 415
        "Media type not supported" / "Không hỗ trợ kiểu nội dung"
        "This operation takes {expected}." / "Thao tác này nhận {expected}."
        "Set Content-Type to one of them." / "Đặt Content-Type là một trong các kiểu đó.";
    wrong_columns 422
        "Not the expected table" / "Không đúng bảng được yêu cầu"
        "The columns of the table are not those of this operation." / "Các cột của bảng không phải của thao tác này."
        "Name the columns in the first line as the operation describes." / "Đặt tên cột ở dòng đầu như mô tả của thao tác.";
    // Files that are not what was asked for.
    empty_file 422
        "The file is empty" / "Tệp trống"
        "There are no bytes in the file." / "Tệp không có nội dung."
        "Choose another file." / "Chọn tệp khác.";
    file_kind_not_taken 422
        "This kind of file is not accepted" / "Không nhận loại tệp này"
        "The bytes are neither PDF, JPEG, PNG, Word or Excel without macros, OpenDocument nor plain text in UTF-8." / "Nội dung không phải PDF, JPEG, PNG, Word hoặc Excel không có macro, OpenDocument hay văn bản thuần UTF-8."
        "Save it as PDF and send that." / "Lưu thành PDF rồi gửi.";
    file_kind_differs 422
        "The file does not match its name" / "Tệp không đúng như tên gọi"
        "The content of the file is {kind}; its media type or its file name extension says otherwise." / "Theo nội dung, tệp là {kind}; kiểu nội dung hoặc phần mở rộng của tên lại khác."
        "Correct its name and type, or choose another file." / "Sửa tên và kiểu cho đúng hoặc chọn tệp khác.";
    empty_document 422
        "The document is empty" / "Văn bản trống"
        "The file contains no text." / "Tệp không có chữ nào."
        "Send the document's text or its .docx." / "Gửi nội dung văn bản hoặc tệp .docx.";
    marked_letters_lost 422
        "Letters are lost" / "Văn bản bị mất chữ"
        "All letters like ạ, ế and ử are missing: the program that wrote the file did not know them." / "Mọi chữ như ạ, ế, ử đều bị mất: chương trình tạo tệp không ghi được các chữ này."
        "Send the file as it came, or save it anew as UTF-8 or .docx." / "Gửi tệp gốc, hoặc lưu lại dạng UTF-8 hay .docx.";
    letters_lost 422
        "All accented letters are lost" / "Văn bản bị mất mọi chữ có dấu"
        "Every letter that is not plain ASCII is missing." / "Mọi chữ ngoài bảng ASCII đều bị mất."
        "Send the file as it came, or save it anew as UTF-8 or .docx." / "Gửi tệp gốc, hoặc lưu lại dạng UTF-8 hay .docx.";
    accents_lost 422
        "The accents are lost" / "Văn bản không có dấu"
        "The text has no Vietnamese accents: it was recognised as English, or typed without them." / "Văn bản không có dấu tiếng Việt: bản quét được nhận dạng như tiếng Anh, hoặc gõ không dấu."
        "Recognise the scan as Vietnamese, or send the original file." / "Nhận dạng bản quét bằng tiếng Việt, hoặc gửi tệp gốc.";
    document_is_news 422
        "A report of the press" / "Bài báo hoặc tin tức"
        "The text reports on a launch (line {line}): {words}" / "Văn bản là tin, bài về việc phát động (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_is_report 422
        "A report or a review" / "Báo cáo hoặc sơ kết, tổng kết"
        "The document looks back (line {line}): {words}" / "Văn bản báo cáo hoặc sơ kết, tổng kết (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_is_award_decision 422
        "A document that commends" / "Văn bản khen thưởng"
        "The document commends and launches nothing (line {line}): {words}" / "Văn bản khen thưởng, không phát động (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_is_contest 422
        "A contest" / "Cuộc thi, hội thi"
        "The document is about a contest, which is no emulation campaign (line {line}): {words}" / "Văn bản về cuộc thi, hội thi, không phải phong trào thi đua (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_is_rules 422
        "Rules" / "Quy chế, quy định"
        "The document sets rules (line {line}): {words}" / "Văn bản ban hành quy chế, quy định (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_is_event 422
        "An invitation or a ceremony" / "Giấy mời, lễ hoặc hội nghị"
        "The document is about an invitation, a ceremony or a conference (line {line}): {words}" / "Văn bản về giấy mời, lễ hoặc hội nghị (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_is_about_offices 422
        "About councils or offices" / "Văn bản về tổ chức, nhân sự"
        "The document sets up or fills offices (line {line}): {words}" / "Văn bản thành lập, kiện toàn tổ chức hoặc bổ nhiệm (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_of_other_kind 422
        "The document is not a launch" / "Văn bản không phải văn bản phát động"
        "Its type launches no campaign (line {line}): {words}" / "Loại văn bản này không phát động phong trào (dòng {line}): {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    document_of_other_subject 422
        "The document is about something else" / "Văn bản nói về việc khác"
        "Line {line} says what it is about: {words}" / "Dòng {line} cho biết nội dung: {words}"
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    nothing_launched 422
        "The document launches nothing" / "Văn bản không phát động phong trào nào"
        "No sentence in it launches an emulation campaign." / "Không có câu nào phát động phong trào thi đua."
        "Import the document that launches the campaign; if it is this one, send it again with acceptAs=LAUNCH." / "Nhập văn bản phát động phong trào; nếu chính là văn bản này, gửi lại với acceptAs=LAUNCH.";
    not_docx 422
        "The file is not a .docx" / "Tệp không phải là .docx"
        "The file is not a Word document in the current format." / "Tệp không phải văn bản Word định dạng hiện nay."
        "Save it as .docx, or send its text as text/plain." / "Lưu lại thành .docx hoặc gửi nội dung dạng text/plain.";
    archive_as_text 422
        "The file is not text" / "Tệp không phải là văn bản thuần"
        "The file is an archive or a .docx, sent as text/plain." / "Tệp là tệp nén hoặc .docx nhưng gửi dạng text/plain."
        "Send a .docx with its own media type." / "Gửi .docx với đúng kiểu nội dung của nó.";
    old_word_file 422
        "Word's old format" / "Định dạng Word cũ"
        "The file is in the .doc format used before Word 2007." / "Tệp là .doc của Word trước năm 2007."
        "Save it as .docx and send that." / "Lưu lại thành .docx rồi gửi.";
    zip_bomb 422
        "The file is too large when unpacked" / "Tệp giải nén ra quá lớn"
        "The file unpacks to far more than its size." / "Tệp giải nén ra lớn hơn nhiều lần kích thước."
        "Save the document again and send that." / "Lưu lại văn bản rồi gửi.";
    forbidden_xml 422
        "Forbidden XML in the file" / "Tệp có XML không được phép"
        "The file declares a document type or entities of its own." / "Tệp tự khai báo kiểu tài liệu hoặc thực thể."
        "Save the document anew with Word or LibreOffice." / "Lưu lại văn bản bằng Word hoặc LibreOffice.";
    not_pdf 422
        "The file is not a PDF" / "Tệp không phải là PDF"
        "The file was sent as PDF, and its first bytes are no PDF's." / "Tệp gửi dạng PDF nhưng nội dung không phải PDF."
        "Send the PDF itself, or the .docx." / "Gửi đúng tệp PDF hoặc tệp .docx.";
    encrypted_file 422
        "The file is encrypted" / "Tệp được mã hóa"
        "The file can be read only with a password." / "Tệp chỉ đọc được khi có mật khẩu."
        "Save it without a password and send that." / "Lưu lại không đặt mật khẩu rồi gửi.";
    too_many_pages 422
        "Too many pages" / "Quá nhiều trang"
        "The PDF has more than 300 pages." / "Tệp PDF có hơn 300 trang."
        "Send only the document that launches the campaign." / "Chỉ gửi văn bản phát động phong trào.";
    scanned_document 422
        "The document is a scan" / "Văn bản là bản quét"
        "The PDF has pictures of pages and no text." / "Tệp PDF chỉ có ảnh trang, không có chữ."
        "Send the .docx, or have the scan recognised as Vietnamese text first." / "Gửi tệp .docx, hoặc nhận dạng bản quét thành chữ tiếng Việt trước.";
    too_many_rows 422
        "Too many rows" / "Quá nhiều dòng"
        "At most {limit} rows are read here." / "Ở đây chỉ đọc được tối đa {limit} dòng."
        "Send it in parts; for up to 200,000 rows use POST /api/v1/imports." / "Gửi từng phần; bảng đến 200.000 dòng thì dùng POST /api/v1/imports.";
    table_without_rows 422
        "The table has no rows" / "Bảng không có dòng nào"
        "There is nothing below the header." / "Dưới dòng tiêu đề không có dữ liệu."
        "Fill in the rows and send it again." / "Điền các dòng rồi gửi lại.";
    formula_without_value 400
        "The formula has no value" / "Công thức không có giá trị"
        "The cell shows an error instead of a value." / "Ô hiển thị lỗi thay vì giá trị."
        "Correct the formula or type the value." / "Sửa công thức hoặc gõ giá trị.";
    file_too_costly 422
        "The file takes too long to read" / "Tệp đọc quá tốn tài nguyên"
        "Reading the file took more time or memory than is allowed." / "Đọc tệp vượt giới hạn thời gian hoặc bộ nhớ."
        "Save the document again, or send its .docx." / "Lưu lại văn bản hoặc gửi tệp .docx.";
    broken_file 422
        "The file is damaged" / "Tệp bị hỏng"
        "The file is damaged or encrypted." / "Tệp bị hỏng hoặc được đặt mật khẩu."
        "Save the document anew without a password." / "Lưu lại văn bản, không đặt mật khẩu.";
    unknown_encoding 422
        "The text's encoding is unknown" / "Không nhận ra bảng mã"
        "The text is neither UTF-8 nor UTF-16 nor windows-1258." / "Văn bản không phải UTF-8, UTF-16 hay windows-1258."
        "Save the text as UTF-8." / "Lưu văn bản dạng UTF-8.";
    document_too_rich 422
        "The document is too large" / "Văn bản vượt giới hạn"
        "{count} parts are larger than a campaign can hold; errors lists them." / "Có {count} phần vượt giới hạn của một phong trào; errors nêu từng phần."
        "Import a shorter document, or enter the campaign by hand." / "Nhập văn bản ngắn hơn hoặc nhập phong trào bằng tay.";
    idempotency_key_reused 422
        "The key belongs to another request" / "Khóa thuộc về yêu cầu khác"
        "This Idempotency-Key was used with another request." / "Idempotency-Key này đã dùng cho yêu cầu khác."
        "Use a fresh key for a new request." / "Dùng khóa mới cho yêu cầu mới.";
    if_match_required 428
        "If-Match is required" / "Cần có If-Match"
        "A change must name the version it is based on." / "Thay đổi phải nêu phiên bản làm căn cứ."
        "Read the resource and send its ETag as If-Match." / "Đọc dữ liệu rồi gửi ETag của nó trong If-Match.";
    events_are_gone 410
        "These events are kept no more" / "Sự kiện không còn được lưu"
        "The feed begins at position {first}; what was before it has been removed." / "Dòng sự kiện bắt đầu từ vị trí {first}; phần trước đó đã bị xóa."
        "Start anew: note the newest position by after={first}, read the lists, then go on from the position you noted." / "Làm lại từ đầu: ghi vị trí mới nhất từ after={first}, đọc lại các danh sách rồi tiếp tục từ vị trí đã ghi.";
    called_too_often 429
        "Too many calls" / "Gọi quá nhiều lần"
        "There are {limit} calls a minute; the next one is there in {seconds} seconds." / "Mỗi phút được gọi {limit} lần; có thể gọi tiếp sau {seconds} giây."
        "Wait for Retry-After seconds, and spread calls over the minute; the header RateLimit says how many are left." / "Chờ số giây nêu trong Retry-After và giãn các lần gọi trong phút; tiêu đề RateLimit cho biết còn bao nhiêu lần.";
    too_many_guesses 429
        "Too many wrong passwords" / "Nhập sai mật khẩu quá nhiều lần"
        "You can try again in {seconds} seconds." / "Có thể thử lại sau {seconds} giây."
        "Wait for Retry-After seconds. On a network you have signed in from before, other people's attempts do not count." / "Chờ số giây nêu trong Retry-After; tại nơi bạn từng đăng nhập, lần thử của người khác không bị tính.";
    // Our side.
    headers_too_large 431
        "The headers are too large" / "Tiêu đề quá lớn"
        "All headers together may have {limit} bytes." / "Tổng các tiêu đề tối đa là {limit} byte."
        "Send fewer or shorter headers, such as cookies." / "Bớt hoặc rút ngắn tiêu đề, ví dụ cookie.";
    internal_error 500
        "Something went wrong on our side" / "Hệ thống gặp lỗi"
        "The fault is logged with the request id." / "Lỗi đã được ghi lại theo mã yêu cầu."
        "Give the requestId to the administrator." / "Báo requestId cho quản trị hệ thống.";
    unavailable 503
        "Not available at the moment" / "Tạm thời không phục vụ được"
        "The service can't do this now; nothing was changed." / "Hiện hệ thống chưa xử lý được; chưa có gì thay đổi."
        "Try again after Retry-After seconds." / "Thử lại sau số giây nêu trong Retry-After.";
    database_is_full 507
        "No room in the database" / "Cơ sở dữ liệu hết dung lượng"
        "The disk of the database is full; nothing was changed, and reads go on." / "Ổ đĩa của cơ sở dữ liệu đã đầy; chưa có gì thay đổi, vẫn đọc được dữ liệu."
        "Tell the administrator, then try again after Retry-After seconds." / "Báo quản trị hệ thống rồi thử lại sau số giây nêu trong Retry-After.";
    file_storage_is_full 507
        "No room for files" / "Kho lưu tệp hết dung lượng"
        "The disk of the files is full; nothing was stored, and reads go on." / "Ổ đĩa lưu tệp đã đầy; tệp chưa được lưu, vẫn đọc được dữ liệu."
        "Tell the administrator, then try again after Retry-After seconds." / "Báo quản trị hệ thống rồi thử lại sau số giây nêu trong Retry-After.";
}
