//! What a succession is entered with.

use std::collections::HashSet;

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::core::patch::Patch;
use crate::features::units::routes::create::NewUnit;
use crate::features::units::rules::UnitKind;
use crate::features::units::rules::successions::{Fault, Member, Shape, SuccessionKind};
use crate::http::{Code, Problem, Violation, require_none};

/// A unit that begins with the succession.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SuccessorUnit {
    /// The code people quote; it can't be changed later.
    #[schema(min_length = 1, max_length = 35, pattern = "^[A-Z0-9]+([.-][A-Z0-9]+)*$", example = "SNV-TCCB")]
    code: String,
    /// The name.
    #[schema(max_length = 200, format = "line", example = "Phòng Tổ chức cán bộ (mẫu)")]
    name: String,
    /// What kind of body it is.
    kind: UnitKind,
    /// The unit above; null or left out for the top of the tree.
    #[schema(example = "01980000-0000-7000-8000-000000000101")]
    parent_id: Option<Uuid>,
    /// Agency code by Decision 20/2020/QĐ-TTg.
    #[schema(max_length = 35, pattern = r"^[A-Z0-9]+(\.[A-Z0-9]+)*$", example = json!(null))]
    agency_code: Option<String>,
    /// Agency code by QCVN 102:2016.
    #[schema(max_length = 13, pattern = r"^[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}$", example = json!(null))]
    legacy_agency_code: Option<String>,
}

impl SuccessorUnit {
    /// The unit as one that is created on a day.
    pub(super) fn into_new_unit(self, opened_on: NaiveDate) -> NewUnit {
        NewUnit {
            code: self.code,
            name: self.name,
            kind: self.kind,
            parent_id: self.parent_id,
            agency_code: self.agency_code,
            legacy_agency_code: self.legacy_agency_code,
            opened_on,
        }
    }
}

/// A reorganisation by a document.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewSuccession {
    /// How the units follow each other.
    pub kind: SuccessionKind,
    /// The first day of the new order; units that end exist until the day before.
    #[schema(example = "2027-01-01")]
    pub effective_on: NaiveDate,
    /// The document that decided it.
    #[schema(example = "01980000-0000-7000-8000-0000000003f0")]
    pub document_id: Uuid,
    /// RENAME: the new name.
    #[schema(nullable = false, max_length = 200, format = "line")]
    pub name: Option<String>,
    /// TRANSFER: the new unit above; null for the top of the tree.
    #[serde(default)]
    #[schema(value_type = Option<Uuid>)]
    pub parent_id: Patch<Uuid>,
    /// MERGE: the other units that end.
    #[schema(nullable = false, max_items = 50)]
    pub other_unit_ids: Option<Vec<Uuid>>,
    /// MERGE, SPLIT, DISSOLVE: existing units that take over.
    #[schema(nullable = false, max_items = 50, example = json!(["01980000-0000-7000-8000-000000000104"]))]
    pub into_unit_ids: Option<Vec<Uuid>>,
    /// MERGE, SPLIT: units that begin with it.
    #[schema(nullable = false, max_items = 50)]
    pub new_units: Option<Vec<SuccessorUnit>>,
}

/// The units that end.
pub(super) fn ending_units(id: Uuid, input: &NewSuccession) -> Vec<Uuid> {
    if !input.kind.ends_units() {
        return Vec::new();
    }
    std::iter::once(id).chain(input.other_unit_ids.iter().flatten().copied()).collect()
}

/// Every unit that the caller must be allowed to manage; `None` is the top of the tree.
pub(super) fn units_to_manage(id: Uuid, input: &NewSuccession) -> Vec<Option<Uuid>> {
    let existing = [&input.other_unit_ids, &input.into_unit_ids].into_iter().flatten().flatten();
    let mut units: Vec<Option<Uuid>> = std::iter::once(id).chain(existing.copied()).map(Some).collect();
    units.extend(input.new_units.iter().flatten().map(|unit| unit.parent_id));
    if !input.parent_id.is_keep() {
        units.push(input.parent_id.as_set().copied());
    }
    units
}

/// Passes when the members fit the kind of succession, and no unit is named twice.
pub(super) fn check_shape(id: Uuid, input: &NewSuccession) -> Result<(), Problem> {
    let count = |list: &Option<Vec<Uuid>>| list.as_ref().map_or(0, Vec::len);
    let shape = Shape {
        has_name: input.name.is_some(),
        has_parent: !input.parent_id.is_keep(),
        others: count(&input.other_unit_ids),
        into: count(&input.into_unit_ids),
        new: input.new_units.as_ref().map_or(0, Vec::len),
    };
    let mut faults: Vec<Violation> =
        input.kind.faults(shape).into_iter().map(|fault| violation_of(fault, input.kind)).collect();
    let mut unique = HashSet::from([id]);
    for (list, ids) in [("/otherUnitIds", &input.other_unit_ids), ("/intoUnitIds", &input.into_unit_ids)] {
        let again = ids.iter().flatten().enumerate().filter(|(_, id)| !unique.insert(**id));
        faults.extend(again.map(|(place, _)| Violation::at(format!("{list}/{place}"), Code::named_twice)));
    }
    require_none(faults)
}

fn violation_of((member, fault): (Member, Fault), kind: SuccessionKind) -> Violation {
    let pointer = match member {
        Member::Name => "/name",
        Member::Parent => "/parentId",
        Member::Others => "/otherUnitIds",
        Member::Into => "/intoUnitIds",
        Member::New => "/newUnits",
    };
    match fault {
        Fault::Needed => Violation::at(pointer, Code::needed_for_this_kind).with("kind", kind),
        Fault::NotForThisKind => Violation::at(pointer, Code::not_for_this_kind).with("kind", kind),
        Fault::WrongNumber => {
            let wanted = if kind == SuccessionKind::Merge { "1" } else { "2…" };
            Violation::at(pointer, Code::wrong_number_of_units).with("wanted", wanted)
        }
    }
}
