//! Who keeps which things, and so their ids.

use uuid::Uuid;

use crate::auth::Caller;
use crate::auth::policy::{ClientScope, Permission};
use crate::auth::unit_scope::{self, UnitScope};
use crate::core::context::ChangeContext;
use crate::db::{self, Connection};
use crate::features::campaigns::store as campaigns;
use crate::features::documents::store as documents;
use crate::features::external_ids::rules::ThingType;
use crate::features::external_ids::store::KeptThings;
use crate::features::people::store::with_predecessors;
use crate::features::pledges::store as pledges;
use crate::features::units::store as units;
use crate::http::{Code, Problem};
use crate::operations::state::State;
use crate::operations::subjects::{KnownSubjects, Subject, SubjectKind};

/// The scope by which a machine client keeps things of a kind.
const fn scope_of(kind: ThingType) -> ClientScope {
    match kind {
        ThingType::Unit => ClientScope::UnitsWrite,
        ThingType::Person => ClientScope::PeopleWrite,
        ThingType::Campaign => ClientScope::CampaignsWrite,
        ThingType::Document => ClientScope::DocumentsWrite,
        ThingType::PledgeItem => ClientScope::PledgesWrite,
    }
}

/// The things whose ids a caller keeps.
pub(super) async fn kept_things(state: &State, caller: &Caller) -> Result<KeptThings, Problem> {
    let (db, today) = (&state.db, state.clock.today());
    let scope = async |permission| UnitScope::of(db, caller, permission, today).await;
    let campaigns = scope(Permission::EditCampaigns).await?;
    let people = match scope(Permission::KeepPeople).await?.filter() {
        Some(own) => Some(db.read(async |conn| with_predecessors(conn, &own, today).await).await?),
        None => None,
    };
    // A permission that follows from another scope opens no other kind.
    let own = |kind, units: Option<Vec<Uuid>>| {
        if caller.is_for(scope_of(kind)) { units } else { Some(Vec::new()) }
    };
    let registered_by = (campaigns != UnitScope::Everywhere).then_some(caller.user_id);
    Ok(KeptThings {
        units: own(ThingType::Unit, scope(Permission::ManageUnits).await?.filter()),
        people: own(ThingType::Person, people),
        pledge_items: own(ThingType::PledgeItem, unit_scope::acted_for(db, caller, today).await?.filter()),
        registered_by: if caller.is_for(ClientScope::DocumentsWrite) {
            registered_by
        } else {
            Some(Uuid::nil())
        },
        campaigns: own(ThingType::Campaign, campaigns.filter()),
    })
}

/// Passes when the caller keeps a thing; the unit that it belongs to.
///
/// # Errors
/// 404 for a thing that the caller does not see, 403 where somebody else keeps it.
pub(super) async fn require_keeper(
    tx: &mut Connection,
    (caller, context): (&Caller, &ChangeContext),
    (kind, id): (ThingType, Uuid),
) -> Result<Option<Uuid>, Problem> {
    caller.require_scope(scope_of(kind))?;
    let today = context.today;
    match kind {
        ThingType::Unit => {
            units::check_exists(tx, id).await?;
            unit_scope::require(tx, caller, Permission::ManageUnits, Some(id), today).await?;
            Ok(Some(id))
        }
        ThingType::Person => {
            let person = Subject { kind: SubjectKind::Person, id };
            let known = KnownSubjects::find(tx, [person], today).await?;
            known.require_any(caller, Permission::KeepPeople, &[person])?;
            match known.get(person).and_then(|row| row.merged_into_id) {
                Some(survivor) => Err(Problem::new(Code::person_is_merged).with_existing(survivor)),
                None => Ok(known.unit_of(person)),
            }
        }
        ThingType::Campaign => {
            let campaign = campaigns::find(tx, id).await?;
            let unit = campaign.launching_unit_id;
            if !campaign.status.is_published() {
                let seen = unit_scope::require(tx, caller, Permission::ReadDrafts, Some(unit), today).await;
                seen.map_err(|_| db::Error::NotFound)?;
            }
            unit_scope::require(tx, caller, Permission::EditCampaigns, Some(unit), today).await?;
            Ok(Some(unit))
        }
        ThingType::Document => {
            let document = documents::find(tx, id).await?;
            if !documents::is_visible(caller, &document) {
                return Err(Problem::new(Code::not_found));
            }
            let keeps = documents::may_change(caller, &document);
            if keeps { Ok(None) } else { Err(Problem::new(Code::forbidden)) }
        }
        ThingType::PledgeItem => {
            let unit = pledges::unit_of_item(tx, id).await?;
            unit_scope::require_acting(tx, caller, unit, today).await?;
            Ok(Some(unit))
        }
    }
}
