//! What every `store.rs` writes in one line.

/// Inserts rows, one or many. A single row is a statement that is prepared once; a batch is prepared every time.
#[macro_export]
macro_rules! insert_rows {
    ($table:expr, $rows:expr, $conn:expr) => {{
        let mut rows = $rows;
        match (rows.pop(), rows.is_empty()) {
            (Some(only), true) => diesel::insert_into($table).values(only).execute($conn).await?,
            (Some(last), false) => {
                rows.push(last);
                diesel::insert_into($table).values(rows).execute($conn).await?
            }
            (None, _) => 0,
        }
    }};
}

/// Lets Diesel read and write enumerations whose values travel as text. Called in the `store.rs` of a feature, so that its
/// rules know no Diesel.
#[macro_export]
macro_rules! text_columns {
    ($($name:ty),+ $(,)?) => {$(
        impl diesel::deserialize::Queryable<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            type Row = String;

            fn build(text: String) -> diesel::deserialize::Result<Self> {
                Ok(text.parse::<Self>()?)
            }
        }

        // For columns that may be null, and for rows of written-out SQL.
        impl diesel::deserialize::FromSql<diesel::sql_types::Text, diesel::pg::Pg> for $name {
            fn from_sql(bytes: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                let text: String = diesel::deserialize::FromSql::<diesel::sql_types::Text, diesel::pg::Pg>::from_sql(bytes)?;
                Ok(text.parse::<Self>()?)
            }
        }

        impl diesel::expression::AsExpression<diesel::sql_types::Text> for $name {
            type Expression =
                <&'static str as diesel::expression::AsExpression<diesel::sql_types::Text>>::Expression;

            fn as_expression(self) -> Self::Expression {
                diesel::expression::AsExpression::<diesel::sql_types::Text>::as_expression(self.as_str())
            }
        }

        // For rows that are written as a whole.
        impl diesel::expression::AsExpression<diesel::sql_types::Text> for &$name {
            type Expression =
                <&'static str as diesel::expression::AsExpression<diesel::sql_types::Text>>::Expression;

            fn as_expression(self) -> Self::Expression {
                diesel::expression::AsExpression::<diesel::sql_types::Text>::as_expression(self.as_str())
            }
        }

        impl diesel::expression::AsExpression<diesel::sql_types::Nullable<diesel::sql_types::Text>> for $name {
            type Expression = <&'static str as diesel::expression::AsExpression<
                diesel::sql_types::Nullable<diesel::sql_types::Text>,
            >>::Expression;

            fn as_expression(self) -> Self::Expression {
                diesel::expression::AsExpression::<diesel::sql_types::Nullable<diesel::sql_types::Text>>::as_expression(
                    self.as_str(),
                )
            }
        }
    )+};
}
