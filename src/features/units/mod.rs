//! Units (đơn vị): a tree of any depth that changes over time; nothing is ever deleted.
//!
//! ```text
//! created ──▶ PLANNED ──first day──▶ ACTIVE ──CLOSE, from its day on──▶ CLOSED
//!                                      ▲                                  │
//!                                      └────────────── REOPEN ────────────┘
//! ```
//! A reorganisation (succession) closes, renames, moves and creates units by a document, and links old to new.
//!
//! A unit is its code and its life span. What a reorganisation can change (name, kind, parent, agency codes)
//! stands in versions, each valid over a range of days; the ranges of one unit never overlap.

pub mod routes;
pub mod rules;
pub mod store;

use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this feature.
pub fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(routes::list::list_units)
        .service(routes::create::create_unit)
        .service(routes::import::import_units)
        .service(routes::read::get_unit)
        .service(routes::change::change_unit)
        .service(routes::tree::get_unit_tree)
        .service(routes::read::list_unit_versions)
        .service(routes::mine::list_my_units)
        .service(routes::external_ids::list_external_ids)
        .service(routes::external_ids::add_external_id)
        .service(routes::external_ids::remove_external_id)
        .service(routes::successions::create::create_succession)
        .service(routes::successions::read::list_successions)
        .service(routes::transition::transition_unit)
        .service(routes::transition::list_unit_transitions);
}
