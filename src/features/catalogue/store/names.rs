//! What awards are called.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::Error;
use crate::db::schema::award_types;
use crate::features::catalogue::rules::AwardReference;

/// Awards as other answers name them.
#[derive(Debug, Clone, Default)]
pub struct AwardReferences(HashMap<String, String>);

impl AwardReferences {
    /// The names of some awards, each from its last row.
    pub async fn find(
        mut conn: &AsyncPgConnection,
        codes: impl IntoIterator<Item = String>,
    ) -> Result<Self, Error> {
        let codes: Vec<String> = codes.into_iter().collect();
        let own = award_types::table
            .filter(award_types::code.eq_any(codes))
            .distinct_on(award_types::code)
            .order((award_types::code, award_types::starts_on.desc()));
        let rows: Vec<(String, String)> =
            own.select((award_types::code, award_types::name)).load(&mut conn).await?;
        Ok(Self(rows.into_iter().collect()))
    }

    /// An award; one without a name goes by its code.
    #[must_use]
    pub fn get(&self, code: &str) -> AwardReference {
        let name = self.0.get(code).map_or(code, String::as_str);
        AwardReference { code: code.to_owned(), name: name.to_owned() }
    }
}
