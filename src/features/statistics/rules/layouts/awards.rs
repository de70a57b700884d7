//! What both forms of commendation ask of an award.

use crate::features::catalogue::rules::{CommendationKind, RecipientKind};
use crate::features::statistics::rules::table::LayoutRow;

/// Awards that the forms can't tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardGroup {
    /// The award's code.
    pub award_code: String,
    /// To whom it was given.
    pub recipient: RecipientKind,
    /// The group of a person's position on the day of the decision, where it is known.
    pub class: Option<String>,
    /// Whether a unit was an enterprise on that day.
    pub is_enterprise: bool,
    /// Why.
    pub kind: CommendationKind,
}

/// The groups of positions in the order of the forms: the codes of reporting classes.
const CLASSES: [&str; 5] =
    ["MINISTRY_OR_PROVINCE_LEADER", "DEPARTMENT_LEADER", "ENTREPRENEUR", "OTHER_LEADER", "DIRECT_WORKER"];

const CLASS_LABELS: [&str; 5] = [
    "Cá nhân: lãnh đạo cấp bộ, cấp tỉnh trở lên",
    "Cá nhân: lãnh đạo cấp vụ, sở, ban, ngành",
    "Cá nhân: doanh nhân",
    "Cá nhân: lãnh đạo khác từ cấp phó phòng trở lên",
    "Cá nhân: người trực tiếp công tác, lao động, học tập, chiến đấu, phục vụ chiến đấu",
];

impl AwardGroup {
    /// Whether every group of rows has a row for it: a person's position must be known.
    pub(super) fn is_sorted(&self) -> bool {
        let is_known = |class: &String| CLASSES.contains(&class.as_str());
        self.recipient != RecipientKind::Individual || self.class.as_ref().is_some_and(is_known)
    }
}

/// The rows of recipients, under the codes that the form gives them.
pub(super) fn recipient_rows(codes: [&'static str; 9]) -> Vec<LayoutRow<AwardGroup>> {
    use RecipientKind::{Collective, Household, Individual};
    let [collective, enterprise, household, individual, first, second, third, fourth, fifth] = codes;
    let received = |code, label, count, kind| {
        LayoutRow::new((code, label, count), move |one: &AwardGroup| one.recipient == kind)
    };
    let of_enterprise = |one: &AwardGroup| one.recipient == Collective && one.is_enterprise;
    let whole = [
        received(collective, "Tập thể", "Tập thể", Collective),
        LayoutRow::new((enterprise, "Tập thể: trong đó doanh nghiệp", "Doanh nghiệp"), of_enterprise),
        received(household, "Hộ gia đình", "Hộ", Household),
        received(individual, "Cá nhân", "Người", Individual),
    ];
    let places = [first, second, third, fourth, fifth].into_iter().zip(CLASSES.into_iter().zip(CLASS_LABELS));
    let classes = places.map(|(code, (class, label))| {
        LayoutRow::new((code, label, "Người"), move |one: &AwardGroup| {
            one.recipient == Individual && one.class.as_deref() == Some(class)
        })
    });
    whole.into_iter().chain(classes).collect()
}

/// A row of the kind of commendation.
pub(super) fn kind_row(
    code: &'static str,
    label: &'static str,
    kind: CommendationKind,
) -> LayoutRow<AwardGroup> {
    LayoutRow::new((code, label, "Lượt khen"), move |one: &AwardGroup| one.kind == kind)
}
