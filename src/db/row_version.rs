//! Versions of rows in columns of whole numbers.

use diesel::deserialize::{self, FromSql, Queryable};
use diesel::expression::AsExpression;
use diesel::pg::{Pg, PgValue};
use diesel::serialize::{self, Output, ToSql};
use diesel::sql_types::Integer;

use crate::core::row_version::RowVersion;

impl Queryable<Integer, Pg> for RowVersion {
    type Row = i32;

    fn build(number: i32) -> deserialize::Result<Self> {
        Ok(Self::new(number))
    }
}

// For rows of written-out SQL.
impl FromSql<Integer, Pg> for RowVersion {
    fn from_sql(bytes: PgValue<'_>) -> deserialize::Result<Self> {
        <i32 as FromSql<Integer, Pg>>::from_sql(bytes).map(Self::new)
    }
}

impl ToSql<Integer, Pg> for RowVersion {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        <i32 as ToSql<Integer, Pg>>::to_sql(&self.number(), &mut out.reborrow())
    }
}

impl AsExpression<Integer> for &RowVersion {
    type Expression = <i32 as AsExpression<Integer>>::Expression;

    fn as_expression(self) -> Self::Expression {
        <i32 as AsExpression<Integer>>::as_expression(self.number())
    }
}

impl AsExpression<Integer> for RowVersion {
    type Expression = <i32 as AsExpression<Integer>>::Expression;

    fn as_expression(self) -> Self::Expression {
        <i32 as AsExpression<Integer>>::as_expression(self.number())
    }
}
