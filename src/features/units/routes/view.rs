//! What a unit looks like from outside.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::clock::{LocalTime, local};
use crate::core::row_version::RowVersion;
use crate::features::units::rules::{UnitAction, UnitContent, UnitKind, UnitLife, UnitStatus, version_for};
use crate::features::units::store::{Unit, Version};
use crate::http::Problem;
use crate::operations::life_cycle::allowed_actions;
use crate::operations::references::UnitReference;

/// A unit on a day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Unit)]
pub struct UnitView {
    /// The unit's id; it never changes.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    pub id: Uuid,
    /// The code people quote; it never changes.
    #[schema(max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "SNV")]
    pub code: String,
    /// The name on that day.
    #[schema(max_length = 200, pattern = r"^[^\x00]*$", example = "Sở Nội vụ tỉnh Lạng Sơn")]
    pub name: String,
    /// What kind of body it is.
    #[schema(example = "DEPARTMENT")]
    pub kind: UnitKind,
    /// The unit above on that day; null at the top.
    #[schema(required, example = "01980000-0000-7000-8000-000000000100")]
    pub parent_id: Option<Uuid>,
    /// The unit above with its code and name; only in lists, and left out at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub parent: Option<UnitReference>,
    /// Agency code by Decision 20/2020/QĐ-TTg.
    #[schema(required, max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$", example = "H37.XX")]
    pub agency_code: Option<String>,
    /// Agency code by QCVN 102:2016.
    #[schema(required, max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$", example = json!(null))]
    pub legacy_agency_code: Option<String>,
    /// The unit's first day.
    #[schema(example = "2016-01-01")]
    pub opened_on: NaiveDate,
    /// The first day without the unit; null while no end is known.
    #[schema(required, example = json!(null))]
    pub closed_on: Option<NaiveDate>,
    /// The first day of the version shown here.
    #[schema(example = "2016-01-01")]
    pub starts_on: NaiveDate,
    /// The last day of the version shown here; null when it has no end.
    #[schema(required, example = json!(null))]
    pub ends_on: Option<NaiveDate>,
    /// Status on that day.
    #[schema(example = "ACTIVE")]
    pub status: UnitStatus,
    /// The transitions that are open to this caller.
    #[schema(max_items = 10, example = json!(["CLOSE"]))]
    pub allowed_actions: Vec<UnitAction>,
    /// Increases with every change; `If-Match` is compared with it.
    pub version: RowVersion,
    /// When the unit was entered here.
    pub created_at: LocalTime,
    /// When it was changed last.
    pub updated_at: LocalTime,
}

impl UnitView {
    /// The unit with one of its versions, as of a day, for a caller who may manage it or not.
    #[must_use]
    pub fn new(unit: &Unit, version: &Version, as_of: NaiveDate, is_manager: bool) -> Self {
        let UnitContent { name, kind, parent_id, agency_code, legacy_agency_code } = version.content();
        let life = unit.life();
        Self {
            id: unit.id,
            code: unit.code.clone(),
            name,
            kind,
            parent_id,
            parent: None,
            agency_code,
            legacy_agency_code,
            opened_on: unit.opened_on,
            closed_on: unit.closed_on,
            starts_on: version.starts_on,
            ends_on: version.ends_before.and_then(|end| end.pred_opt()),
            status: life.status_on(as_of),
            allowed_actions: allowed_actions(&UnitLife::on(life, as_of), |_| is_manager),
            version: unit.version,
            created_at: local(unit.created_at),
            updated_at: local(unit.updated_at),
        }
    }
    /// The unit with the version that speaks for a day.
    ///
    /// # Errors
    /// An internal problem when the unit has no version.
    pub fn of_day(
        unit: &Unit,
        versions: &[Version],
        as_of: NaiveDate,
        is_manager: bool,
    ) -> Result<Self, Problem> {
        let days: Vec<_> = versions.iter().map(Version::days).collect();
        let version = version_for(&days, as_of).and_then(|index| versions.get(index));
        let version = version.ok_or_else(|| Problem::internal("a unit without a version"))?;
        Ok(Self::new(unit, version, as_of, is_manager))
    }
}
