//! How the rows of a list's page are read: how many, of which changes, and whether the whole list is counted.

use std::sync::OnceLock;

use chrono::{DateTime, Utc};
use diesel::dsl::{And, GtEq, Lt};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::FilterDsl;
use diesel::sql_types::{BigInt, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::error::Error;
use super::updates::UpdatedRange;

/// How the rows of a page are read.
#[derive(Debug, Default)]
pub struct PageRead {
    /// The most rows.
    pub limit: i64,
    /// Only rows that were changed in it.
    pub updated: Option<UpdatedRange>,
    /// Whether the rows of the whole list are counted.
    pub is_counted: bool,
    total: OnceLock<i64>,
}

impl PageRead {
    /// At most so many rows.
    #[must_use]
    pub fn of(limit: i64) -> Self {
        Self { limit, ..Self::default() }
    }

    /// The same, only rows that were changed in the range, and whether those of the whole list are counted.
    #[must_use]
    pub fn with(self, updated: Option<UpdatedRange>, is_counted: bool) -> Self {
        Self { updated, is_counted, ..self }
    }

    /// How many rows the whole list has; `None` where nobody asked.
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.total.get().copied()
    }

    /// Narrows a boxed query to rows that were changed in the range asked for, by the column that says when.
    #[must_use]
    pub fn only_updated<Q, C>(&self, query: Q, column: C) -> Q
    where
        C: Copy + Expression<SqlType = Timestamptz>,
        Q: FilterDsl<And<GtEq<C, DateTime<Utc>>, Lt<C, DateTime<Utc>>>, Output = Q>,
    {
        match self.updated {
            Some(range) => FilterDsl::filter(query, range.contains(column)),
            None => query,
        }
    }

    /// Counts the rows of a query, where the caller asked how many the list has. The query has all its filters, but no order, no limit, and not
    /// the place where the page begins. It stays as it is: a boxed query can be lent to another thread, but not be shared.
    pub async fn count<Q>(&self, mut conn: &AsyncPgConnection, query: &mut Q) -> Result<(), Error>
    where
        Q: QueryFragment<Pg> + Send,
    {
        if self.is_counted {
            let total = Counted(query).get_result(&mut conn).await?;
            // A list that is read a second time was asked by one request.
            self.total.get_or_init(|| total);
        }
        Ok(())
    }

    /// Says how many rows the whole list has, where they are there already.
    pub fn count_of<T>(&self, all: &[T]) {
        if self.is_counted {
            self.total.get_or_init(|| i64::try_from(all.len()).unwrap_or(i64::MAX));
        }
    }
}

/// `SELECT count(*)` of another query.
#[derive(Debug)]
struct Counted<'a, Q>(&'a mut Q);

impl<Q> QueryId for Counted<'_, Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Counted<'_, Q> {
    type SqlType = BigInt;
}

impl<Q> diesel::RunQueryDsl<AsyncPgConnection> for Counted<'_, Q> {}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Counted<'_, Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT count(*) FROM (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") AS listed");
        Ok(())
    }
}
