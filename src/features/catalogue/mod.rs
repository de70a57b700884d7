//! The award catalogue: titles (danh hiệu thi đua) and forms of commendation (hình thức khen thưởng), each by the law of
//! its days. It is only read; an amended law is a new row, and the old row ends.

pub mod routes;
pub mod rules;
pub mod store;

use crate::auth::access::Access::SignedIn;
use crate::operations::registration::Operations;

/// The operations of this feature.
#[must_use]
pub fn operations() -> Operations {
    Operations::tag("Catalogue").op(routes::list_award_types, SignedIn).op(routes::get_award_type, SignedIn)
}
