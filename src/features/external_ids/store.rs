//! SQL of external ids: those of every kind of thing, as one list.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::core::row_version::RowVersion;
use crate::db::Error;
use crate::db::page::PageRead;
use crate::db::schema::external_ids;
use crate::db::updates::UpdatedRange;
use crate::features::external_ids::rules::ThingType;
use crate::features::facts::store::came_first;
use crate::record::{Recorded, Subject};
use crate::text_columns;

text_columns!(ThingType);

/// The id of a thing in a system.
#[derive(Debug, Clone, QueryableByName)]
pub struct ExternalId {
    /// What kind of thing it is.
    #[diesel(sql_type = Text)]
    pub thing_type: ThingType,
    /// Which one.
    #[diesel(sql_type = SqlUuid)]
    pub thing_id: Uuid,
    /// Its code in this service; null where it has none.
    #[diesel(sql_type = Nullable<Text>)]
    pub thing_code: Option<String>,
    /// The system.
    #[diesel(sql_type = Text)]
    pub system: String,
    /// The id.
    #[diesel(sql_type = Text)]
    pub value: String,
}

/// The ids of all things, as of a day. A unit, a person and a document are changed by a change of their ids or with it.
const ALL: &str = "
    SELECT 'UNIT' AS thing_type, own.unit_id AS thing_id, unit.code AS thing_code, own.system, own.value, unit.updated_at,
        own.unit_id, NULL::uuid AS registered_by
    FROM unit_external_ids AS own JOIN units AS unit ON unit.id = own.unit_id
    WHERE own.starts_on <= $1 AND (own.ends_before IS NULL OR own.ends_before > $1)
    UNION ALL
    SELECT 'PERSON', own.person_id, person.staff_code, own.system, own.value, person.updated_at, person.unit_id, NULL
    FROM person_external_ids AS own JOIN people AS person ON person.id = own.person_id
    UNION ALL
    SELECT 'CAMPAIGN', own.campaign_id, campaign.code, own.system, own.value, own.created_at, campaign.launching_unit_id, NULL
    FROM external_ids AS own JOIN campaigns AS campaign ON campaign.id = own.campaign_id
    UNION ALL
    SELECT 'DOCUMENT', own.document_id, document.display, own.system, own.value, own.created_at, NULL, document.registered_by
    FROM external_ids AS own JOIN documents AS document ON document.id = own.document_id
    UNION ALL
    SELECT 'PLEDGE_ITEM', own.pledge_item_id, item.code, own.system, own.value, own.created_at, item.unit_id, NULL
    FROM external_ids AS own JOIN pledge_items AS item ON item.id = own.pledge_item_id";

/// Which ids are looked for.
#[derive(Debug, Default)]
pub struct ExternalIdFilter {
    /// Only of this kind of thing.
    pub thing_type: Option<ThingType>,
    /// Only of this thing.
    pub thing_id: Option<Uuid>,
    /// Only in this system.
    pub system: Option<String>,
    /// Only this id.
    pub value: Option<String>,
}

/// The things whose ids somebody keeps: by kind those that belong to some units, and all of a kind where there are none.
#[derive(Debug, Default)]
pub struct KeptThings {
    /// Units.
    pub units: Option<Vec<Uuid>>,
    /// People of units.
    pub people: Option<Vec<Uuid>>,
    /// Campaigns that units launch.
    pub campaigns: Option<Vec<Uuid>>,
    /// Items that units pledged.
    pub pledge_items: Option<Vec<Uuid>>,
    /// The documents that somebody registered; all where it is nobody.
    pub registered_by: Option<Uuid>,
}

/// The place of an id in the list: kind, system, thing.
pub type IdPosition = (String, String, Uuid);

/// Those that somebody keeps and looks for, changed in a range and after a place.
const KEPT: &str = "
    WHERE ($2 IS NULL OR thing_type = $2) AND ($3 IS NULL OR thing_id = $3)
        AND ($4 IS NULL OR system = $4) AND ($5 IS NULL OR value = $5)
        AND ($6 IS NULL OR updated_at >= $6 AND updated_at < $7)
        AND CASE thing_type
            WHEN 'UNIT' THEN $8 IS NULL OR unit_id = ANY ($8)
            WHEN 'PERSON' THEN $9 IS NULL OR unit_id = ANY ($9)
            WHEN 'CAMPAIGN' THEN $10 IS NULL OR unit_id = ANY ($10)
            WHEN 'PLEDGE_ITEM' THEN $11 IS NULL OR unit_id = ANY ($11)
            ELSE $12 IS NULL OR registered_by = $12
        END
        AND ($13 IS NULL OR (thing_type, system, thing_id) > ($13, $14, $15))
    ORDER BY thing_type, system, thing_id LIMIT $16";

/// Ids of things that somebody keeps, by kind, system and thing, after a place.
pub async fn list(
    mut conn: &AsyncPgConnection,
    (filter, kept): (&ExternalIdFilter, &KeptThings),
    day: NaiveDate,
    (after, page): (Option<&IdPosition>, &PageRead),
) -> Result<Vec<ExternalId>, Error> {
    let since = page.updated.map(UpdatedRange::bounds);
    let statement = |after: Option<&IdPosition>, limit: i64| {
        let columns = "thing_type, thing_id, thing_code, system, value";
        diesel::sql_query(format!("SELECT {columns} FROM ({ALL}) AS said {KEPT}"))
            .bind::<Date, _>(day)
            .bind::<Nullable<Text>, _>(filter.thing_type.map(ThingType::as_str))
            .bind::<Nullable<SqlUuid>, _>(filter.thing_id)
            .bind::<Nullable<Text>, _>(filter.system.clone())
            .bind::<Nullable<Text>, _>(filter.value.clone())
            .bind::<Nullable<Timestamptz>, _>(since.map(|(since, _)| since))
            .bind::<Nullable<Timestamptz>, _>(since.map(|(_, until)| until))
            .bind::<Nullable<Array<SqlUuid>>, _>(kept.units.clone())
            .bind::<Nullable<Array<SqlUuid>>, _>(kept.people.clone())
            .bind::<Nullable<Array<SqlUuid>>, _>(kept.campaigns.clone())
            .bind::<Nullable<Array<SqlUuid>>, _>(kept.pledge_items.clone())
            .bind::<Nullable<SqlUuid>, _>(kept.registered_by)
            .bind::<Nullable<Text>, _>(after.map(|(kind, _, _)| kind.clone()))
            .bind::<Nullable<Text>, _>(after.map(|(_, system, _)| system.clone()))
            .bind::<Nullable<SqlUuid>, _>(after.map(|(_, _, thing)| *thing))
            .bind::<BigInt, _>(limit)
    };
    page.count(conn, &mut statement(None, i64::MAX)).await?;
    Ok(statement(after, page.limit).load(&mut conn).await?)
}

/// What a system calls a thing on a day, and which thing of the kind a system calls so.
pub async fn find_both(
    mut conn: &AsyncPgConnection,
    (thing_type, thing_id): (ThingType, Uuid),
    (system, value): (&str, &str),
    day: NaiveDate,
) -> Result<(Option<String>, Option<Uuid>), Error> {
    let sql = format!(
        "SELECT thing_type, thing_id, thing_code, system, value FROM ({ALL}) AS said
        WHERE thing_type = $2 AND system = $3 AND (thing_id = $4 OR value = $5)"
    );
    let found: Vec<ExternalId> = diesel::sql_query(sql)
        .bind::<Date, _>(day)
        .bind::<Text, _>(thing_type.as_str())
        .bind::<Text, _>(system)
        .bind::<SqlUuid, _>(thing_id)
        .bind::<Text, _>(value)
        .load(&mut conn)
        .await?;
    let own = found.iter().find(|row| row.thing_id == thing_id).map(|row| row.value.clone());
    Ok((own, found.iter().find(|row| row.value == value).map(|row| row.thing_id)))
}

/// The items of pledges that systems call so: system, id, item.
pub async fn list_items(
    mut conn: &AsyncPgConnection,
    names: &[(&str, String)],
) -> Result<Vec<(String, String, Uuid)>, Error> {
    let (systems, values): (Vec<&str>, Vec<&str>) =
        names.iter().map(|(system, value)| (*system, value.as_str())).unzip();
    Ok(external_ids::table
        .filter(external_ids::system.eq_any(systems))
        .filter(external_ids::value.eq_any(values))
        .filter(external_ids::pledge_item_id.is_not_null())
        .select((external_ids::system, external_ids::value, external_ids::pledge_item_id.assume_not_null()))
        .load(&mut conn)
        .await?)
}

/// The id of a campaign, a document or an item, as a row of its own.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = external_ids)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct ExternalIdRow {
    pub id: Uuid,
    pub system: String,
    pub value: String,
    pub campaign_id: Option<Uuid>,
    pub document_id: Option<Uuid>,
    pub pledge_item_id: Option<Uuid>,
    pub created_by: Uuid,
    pub created_at: DateTime<Utc>,
}

/// What uniqueness of ids rests on.
const ONLY: [&str; 6] = [
    "campaign_external_id_is_single",
    "document_external_id_is_single",
    "pledge_item_external_id_is_single",
    "campaign_external_id_is_free",
    "document_external_id_is_free",
    "pledge_item_external_id_is_free",
];

/// Writes an id.
///
/// # Errors
/// [`Error::Conflict`] when somebody gave this id, or the thing another one, meanwhile.
pub async fn create(tx: &mut AsyncPgConnection, new: &ExternalIdRow) -> Result<(), Error> {
    let written = diesel::insert_into(external_ids::table).values(new).execute(tx).await;
    written.map_err(|error| came_first(error.into(), &ONLY))?;
    Ok(())
}

/// Removes the id of a thing in a system; what it was.
///
/// # Errors
/// [`Error::NotFound`] when it has none.
pub async fn delete(
    tx: &mut AsyncPgConnection,
    thing_id: Uuid,
    system: &str,
) -> Result<ExternalIdRow, Error> {
    use external_ids::{campaign_id, document_id, pledge_item_id};
    let of_thing = campaign_id.eq(thing_id).or(document_id.eq(thing_id)).or(pledge_item_id.eq(thing_id));
    let own = external_ids::table.filter(external_ids::system.eq(system)).filter(of_thing);
    Ok(diesel::delete(own).returning(ExternalIdRow::as_returning()).get_result(tx).await?)
}

/// An id with the unit of its thing, as it is recorded; and whether it is there.
#[derive(Debug)]
pub struct RecordedExternalId<'a> {
    /// The id.
    pub row: &'a ExternalIdRow,
    /// The unit of the thing.
    pub unit_id: Option<Uuid>,
    /// Whether it was taken back.
    pub is_gone: bool,
}

impl Recorded for RecordedExternalId<'_> {
    fn subject(&self) -> Subject {
        Subject { id: self.row.id, unit_id: self.unit_id }
    }

    fn version(&self) -> RowVersion {
        if self.is_gone { RowVersion::FIRST.next() } else { RowVersion::FIRST }
    }

    fn audited(&self) -> serde_json::Value {
        let ExternalIdRow { system, value, campaign_id, document_id, pledge_item_id, .. } = self.row;
        serde_json::json!({"system": system, "value": value, "campaignId": campaign_id, "documentId": document_id,
            "pledgeItemId": pledge_item_id, "isGone": self.is_gone})
    }
}
