//! The rows, and the statements that need no file of their own.

use super::contents;
use super::participants;
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::try_join;
use serde_json::Value;
use uuid::Uuid;

use super::rules::contents::Contents;
use super::rules::period::CampaignPeriod;
use super::rules::{CampaignForm, CampaignLevel, CampaignStatus, Charter, Provisions, Scope, Signatory};
use crate::db::schema::{campaign_legal_bases, campaign_scopes, campaigns};
use crate::db::{Error, advisory_lock};
use crate::features::documents::store::{self as documents, Document};
use crate::features::units::store::{self as units, Named};

/// Campaigns are put below each other one after the other.
const TREE_LOCK: i64 = 0x6361_6d70;

/// A campaign's own row.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = campaigns)]
#[expect(missing_docs, reason = "the columns are explained in the migration")]
pub struct Campaign {
    pub id: Uuid,
    #[diesel(deserialize_as = String)]
    pub status: CampaignStatus,
    pub code: Option<String>,
    pub slug: Option<String>,
    pub title: Option<String>,
    pub form: Option<String>,
    pub level: Option<String>,
    pub launching_unit_id: Uuid,
    pub standing_office_id: Option<Uuid>,
    pub parent_campaign_id: Option<Uuid>,
    pub parent_document_id: Option<Uuid>,
    pub document_id: Option<Uuid>,
    pub theme: Option<String>,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    pub registration_due_on: Option<NaiveDate>,
    pub public_unit_names: bool,
    pub signatory_name: Option<String>,
    pub signatory_position: Option<String>,
    pub signatory_authority: Option<String>,
    pub provisions: Value,
    pub copied_from_id: Option<Uuid>,
    pub launched_on: Option<NaiveDate>,
    pub created_by: Uuid,
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Campaign {
    /// Its days; a launched campaign has them.
    #[must_use]
    pub fn days(&self) -> Option<CampaignPeriod> {
        CampaignPeriod::new(self.starts_on?, self.ends_on?)
    }
}

/// A campaign with all it says.
#[derive(Debug, Clone)]
pub struct Whole {
    /// Its own row.
    pub campaign: Campaign,
    /// What it says beside its contents.
    pub charter: Charter,
    /// Its content tree.
    pub contents: Contents,
    /// The documents it points to.
    pub documents: Vec<Document>,
    /// The units it names, as they are called on the day asked for.
    pub units: Vec<Named>,
    /// How many units take part; 0 before the launch.
    pub participants: i64,
}

impl Whole {
    /// A document it points to.
    #[must_use]
    pub fn document(&self, id: Option<Uuid>) -> Option<&Document> {
        self.documents.iter().find(|document| Some(document.id) == id)
    }

    /// A unit it names.
    #[must_use]
    pub fn unit(&self, id: Option<Uuid>) -> Option<&Named> {
        self.units.iter().find(|unit| Some(unit.id) == id)
    }
}

/// A campaign's own row.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find(mut conn: &AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    Ok(campaigns::table.find(id).select(Campaign::as_select()).first(&mut conn).await?)
}

/// The campaign behind a slug; only a launched one has a slug.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn find_by_slug(mut conn: &AsyncPgConnection, slug: &str) -> Result<Campaign, Error> {
    let of_slug = campaigns::table.filter(campaigns::slug.eq(slug));
    Ok(of_slug.select(Campaign::as_select()).first(&mut conn).await?)
}

/// The campaign that a document launched.
///
/// # Errors
/// [`Error`] of the database.
pub async fn launched_by(mut conn: &AsyncPgConnection, document_id: Uuid) -> Result<Option<Uuid>, Error> {
    Ok(campaigns::table
        .filter(campaigns::document_id.eq(document_id))
        .filter(campaigns::code.is_not_null())
        .order(campaigns::id)
        .select(campaigns::id)
        .first(&mut conn)
        .await
        .optional()?)
}

/// Lets one campaign be put below another at a time.
///
/// # Errors
/// [`Error`] of the database.
pub async fn lock_tree(tx: &mut AsyncPgConnection) -> Result<(), Error> {
    advisory_lock(tx, TREE_LOCK).await
}

/// A campaign's own row, locked against every other change until the transaction ends. Its key is not locked: others
/// may be put below it meanwhile.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_exclusive(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    Ok(campaigns::table.find(id).for_no_key_update().select(Campaign::as_select()).first(tx).await?)
}

/// A campaign's own row, held as it is until the transaction ends; others may hold it, too.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub async fn lock_shared(tx: &mut AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    Ok(campaigns::table.find(id).for_share().select(Campaign::as_select()).first(tx).await?)
}

/// Campaigns' own rows, held as they are until the transaction ends, by id.
///
/// # Errors
/// [`Error`] of the database.
pub async fn hold_all(tx: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Campaign>, Error> {
    let all = campaigns::table.filter(campaigns::id.eq_any(ids)).order(campaigns::id).for_share();
    Ok(all.select(Campaign::as_select()).load(tx).await?)
}

/// A campaign that was launched: everybody who is signed in sees it.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or only a draft.
pub async fn published(conn: &AsyncPgConnection, id: Uuid) -> Result<Campaign, Error> {
    let campaign = find(conn, id).await?;
    if campaign.status.is_published() { Ok(campaign) } else { Err(Error::NotFound) }
}

/// A campaign with all it says, its units as they are called on `day`.
///
/// # Errors
/// [`Error`] of the database; [`Error::Unexpected`] when what is stored is broken.
pub async fn whole(conn: &AsyncPgConnection, campaign: Campaign, day: NaiveDate) -> Result<Whole, Error> {
    let id = campaign.id;
    let lists = try_join(legal_bases(conn, id), scopes(conn, id));
    let parts = try_join(contents::list(conn, id), participants::count(conn, id));
    let ((legal_base_ids, scopes), (contents, participants)) = try_join(lists, parts).await?;
    let charter = charter(&campaign, legal_base_ids, scopes)?;
    let (document_ids, unit_ids) = (document_ids(&charter), unit_ids(&charter));
    let names = try_join(documents::find_all(conn, &document_ids), units::named(conn, &unit_ids, day));
    let (documents, units) = names.await?;
    Ok(Whole { campaign, charter, contents, documents, units, participants })
}

/// What a campaign says beside its contents.
///
/// # Errors
/// [`Error`] of the database; [`Error::Unexpected`] when what is stored is broken.
pub async fn charter_of(conn: &AsyncPgConnection, campaign: &Campaign) -> Result<Charter, Error> {
    let lists = try_join(legal_bases(conn, campaign.id), scopes(conn, campaign.id));
    let (legal_base_ids, scopes) = lists.await?;
    charter(campaign, legal_base_ids, scopes)
}

pub(super) fn charter(
    campaign: &Campaign,
    legal_base_ids: Vec<Uuid>,
    participants: Vec<Scope>,
) -> Result<Charter, Error> {
    let broken = |cause: String| Error::Unexpected(format!("campaign {}: {cause}", campaign.id));
    let provisions: Provisions =
        serde_json::from_value(campaign.provisions.clone()).map_err(|error| broken(error.to_string()))?;
    let of = campaign.clone();
    let form = of.form.map(CampaignForm::try_from).transpose().map_err(|error| broken(error.to_string()))?;
    let level =
        of.level.map(CampaignLevel::try_from).transpose().map_err(|error| broken(error.to_string()))?;
    Ok(Charter {
        title: of.title,
        form,
        level,
        launching_unit_id: of.launching_unit_id,
        standing_office_id: of.standing_office_id,
        parent_campaign_id: of.parent_campaign_id,
        parent_document_id: of.parent_document_id,
        document_id: of.document_id,
        theme: of.theme,
        starts_on: of.starts_on,
        ends_on: of.ends_on,
        registration_due_on: of.registration_due_on,
        public_unit_names: of.public_unit_names,
        signatory: Signatory {
            name: of.signatory_name,
            position: of.signatory_position,
            authority: of.signatory_authority,
        },
        provisions,
        legal_base_ids,
        participants,
    })
}

fn document_ids(charter: &Charter) -> Vec<Uuid> {
    let own = [charter.document_id, charter.parent_document_id].into_iter().flatten();
    own.chain(charter.legal_base_ids.iter().copied()).collect()
}

pub(super) fn unit_ids(charter: &Charter) -> Vec<Uuid> {
    let own = [Some(charter.launching_unit_id), charter.standing_office_id].into_iter().flatten();
    own.chain(charter.participants.iter().map(|scope| scope.unit_id)).collect()
}

pub(super) async fn legal_bases(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Vec<Uuid>, Error> {
    Ok(campaign_legal_bases::table
        .filter(campaign_legal_bases::campaign_id.eq(campaign_id))
        .order(campaign_legal_bases::place)
        .select(campaign_legal_bases::document_id)
        .load(&mut conn)
        .await?)
}

pub(super) async fn scopes(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Vec<Scope>, Error> {
    let rows: Vec<(Uuid, bool)> = campaign_scopes::table
        .filter(campaign_scopes::campaign_id.eq(campaign_id))
        .order(campaign_scopes::unit_id)
        .select((campaign_scopes::unit_id, campaign_scopes::with_subtree))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(unit_id, with_subtree)| Scope { unit_id, with_subtree }).collect())
}
