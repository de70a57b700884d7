//! The texts of readiness items, in both languages.

use crate::features::campaigns::rules::readiness::ReadinessItem;
use crate::http::locale::BilingualText;

/// The text for a missing item.
#[rustfmt::skip]
pub(super) const fn text_of(item: ReadinessItem) -> BilingualText {
    let (en, vi) = match item {
        ReadinessItem::Title => ("There is no title.", "Chưa có tên phong trào."),
        ReadinessItem::LaunchingUnit => ("The launching unit does not exist on that day.", "Đơn vị phát động không tồn tại vào ngày đó."),
        ReadinessItem::StartsOn => ("There is no first day.", "Chưa có ngày bắt đầu."),
        ReadinessItem::EndsOn => ("There is no last day.", "Chưa có ngày kết thúc."),
        ReadinessItem::Contents => ("There is no content.", "Chưa có nội dung thi đua."),
        ReadinessItem::Participants => ("No unit that exists on that day is called upon.", "Chưa có đơn vị tham gia nào tồn tại vào ngày đó."),
        ReadinessItem::Signatory => ("Nobody signs.", "Chưa có người ký."),
        ReadinessItem::Form => ("The form of emulation is not stated.", "Chưa nêu hình thức tổ chức thi đua."),
        ReadinessItem::Level => ("The scope by law is not stated.", "Chưa nêu phạm vi tổ chức thi đua."),
        ReadinessItem::Theme => ("There is no theme.", "Chưa có chủ đề thi đua."),
        ReadinessItem::Objectives => ("There are no objectives.", "Chưa có mục tiêu."),
        ReadinessItem::Indicators => ("No content has an indicator.", "Chưa có chỉ tiêu, tiêu chí nào."),
        ReadinessItem::Measures => ("There are no measures.", "Chưa có biện pháp tổ chức."),
        ReadinessItem::Assignments => ("No tasks are assigned.", "Chưa có phân công tổ chức thực hiện."),
        ReadinessItem::StandingOffice => ("There is no standing office.", "Chưa có cơ quan thường trực."),
        ReadinessItem::LegalBases => ("No legal basis is cited.", "Chưa có căn cứ."),
        ReadinessItem::DocumentNumber => ("The launch document has no number.", "Văn bản phát động chưa có số, ký hiệu."),
        ReadinessItem::DocumentDate => ("The launch document has no day of issue.", "Văn bản phát động chưa có ngày ban hành."),
        ReadinessItem::Recipients => ("There are no recipients.", "Chưa có nơi nhận."),
        ReadinessItem::Overlap => ("Running campaigns call upon the same units on the same days.", "Có phong trào đang diễn ra với cùng đơn vị, cùng thời gian."),
        ReadinessItem::Period => ("Its last day is over.", "Ngày kết thúc đã qua."),
    };
    BilingualText { en, vi }
}
