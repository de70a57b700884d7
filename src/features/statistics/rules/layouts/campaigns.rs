//! Form 0601.N/BNV-TĐKT: the number of campaigns.

use chrono::{Months, NaiveDate};

use crate::features::campaigns::rules::{CampaignForm, CampaignLevel, LaunchLevel};
use crate::features::statistics::rules::table::{Layout, LayoutColumn, LayoutRow};

/// Campaigns that the form can't tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CampaignGroup {
    /// The level that leads the launch, where somebody said it.
    pub launch_level: Option<LaunchLevel>,
    /// Whether the launching unit stood at the top of the tree on the day of the launch.
    pub is_of_top_unit: bool,
    /// The scope by law.
    pub scope: Option<CampaignLevel>,
    /// The form of emulation.
    pub form: Option<CampaignForm>,
    /// The first day and the last, included.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

impl CampaignGroup {
    /// The level that leads the launch. Where nobody said it, it follows from the launching unit: all units are of the province, so
    /// whoever stands at the top launches for it and any other for itself; a campaign of the whole country comes from the centre,
    /// and one of a cluster or bloc is counted with the units (as the product counts it).
    fn led_by(&self) -> LaunchLevel {
        let follows = match self.scope {
            Some(CampaignLevel::National) => LaunchLevel::Central,
            Some(CampaignLevel::Cluster) => LaunchLevel::Unit,
            _ if self.is_of_top_unit => LaunchLevel::Province,
            _ => LaunchLevel::Unit,
        };
        self.launch_level.unwrap_or(follows)
    }

    /// The row of its duration: under one year, just one year, up to three, up to five, longer. A campaign that lasts from a day to the
    /// day before its return lasts just one year.
    fn duration(&self) -> Option<&'static str> {
        let (starts_on, ends_on) = self.days?;
        let after = ends_on.succ_opt()?;
        let reaches = |years: u32| {
            starts_on.checked_add_months(Months::new(12 * years)).is_some_and(|day| day <= after)
        };
        let is_one_year = starts_on.checked_add_months(Months::new(12)) == Some(after);
        Some(match () {
            () if reaches(5) => "10",
            () if reaches(3) => "09",
            () if is_one_year => "07",
            () if reaches(1) => "08",
            () => "06",
        })
    }
}

/// The form of campaigns. A scope that is a ministry, a sector or a locality stands in one row.
#[must_use]
pub fn campaigns() -> Layout<CampaignGroup> {
    let led = |code: &str, label: &str, level| {
        LayoutColumn::new(code, label, move |one: &CampaignGroup| one.led_by() == level)
    };
    Layout {
        columns: vec![
            LayoutColumn::new("1", "Tổng số (1 = 2 + 3 + 4)", |_| true),
            led("2", "Cấp trung ương", LaunchLevel::Central),
            led("3", "Cấp bộ, ban, ngành, đoàn thể trung ương, tỉnh", LaunchLevel::Province),
            led("4", "Cấp cơ quan, tổ chức, đơn vị", LaunchLevel::Unit),
        ],
        rows: rows(),
        is_sorted: |one| one.scope.is_some() && one.form.is_some() && one.days.is_some(),
    }
}

fn rows() -> Vec<LayoutRow<CampaignGroup>> {
    use CampaignLevel::{Cluster, Locality, National, Sector, Unit};
    const COUNT: &str = "Phong trào";
    let scope = |code, label, scopes: &'static [CampaignLevel]| {
        LayoutRow::new((code, label, COUNT), move |one: &CampaignGroup| {
            one.scope.is_some_and(|own| scopes.contains(&own))
        })
    };
    let lasting = |code, label| {
        LayoutRow::new((code, label, COUNT), move |one: &CampaignGroup| one.duration() == Some(code))
    };
    let form = |code, label, form| {
        LayoutRow::new((code, label, COUNT), move |one: &CampaignGroup| one.form == Some(form))
    };
    vec![
        LayoutRow::new(("01", "Tổng số", COUNT), |_| true),
        scope("02", "Phạm vi tổ chức: toàn quốc", &[National]),
        scope("03", "Phạm vi tổ chức: bộ, ban, ngành, đoàn thể, địa phương", &[Sector, Locality]),
        scope("04", "Phạm vi tổ chức: cụm, khối thi đua do Hội đồng tổ chức", &[Cluster]),
        scope("05", "Phạm vi tổ chức: cơ quan, tổ chức, đơn vị", &[Unit]),
        lasting("06", "Thời gian: dưới 1 năm"),
        lasting("07", "Thời gian: 1 năm"),
        lasting("08", "Thời gian: từ 1 năm đến dưới 3 năm"),
        lasting("09", "Thời gian: từ 3 năm đến dưới 5 năm"),
        lasting("10", "Thời gian: từ 5 năm trở lên"),
        form("11", "Phương thức tổ chức: theo chuyên đề", CampaignForm::Thematic),
        form("12", "Phương thức tổ chức: thường xuyên hằng năm", CampaignForm::Regular),
    ]
}
