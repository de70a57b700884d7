//! A campaign with everything it says.

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::future::try_join;
use uuid::Uuid;

use super::model::Campaign;
use super::{contents, participants};
use crate::db::Error;
use crate::db::schema::{campaign_legal_bases, campaign_scopes};
use crate::features::campaigns::rules::contents::Contents;
use crate::features::campaigns::rules::{Charter, Provisions, Scope, Signatory};
use crate::features::documents::store::{self as documents, Document};
use crate::operations::references::{References, UnitReference};

/// A campaign with everything it says.
#[derive(Debug, Clone)]
pub struct Whole {
    /// Its own row.
    pub campaign: Campaign,
    /// What it says, apart from its contents.
    pub charter: Charter,
    /// Its content tree.
    pub contents: Contents,
    /// The documents it refers to.
    pub documents: Vec<Document>,
    /// The units it names, with their names on the day.
    pub units: References<UnitReference>,
    /// How many units take part; 0 before the launch.
    pub participants: i64,
}

impl Whole {
    /// A document it refers to.
    #[must_use]
    pub fn document(&self, id: Option<Uuid>) -> Option<&Document> {
        self.documents.iter().find(|document| Some(document.id) == id)
    }
}

/// A campaign with everything it says, and the names of its units on `day`.
///
/// # Errors
/// [`Error::Unexpected`] when the stored campaign can't be read.
pub async fn whole(conn: &AsyncPgConnection, campaign: Campaign, day: NaiveDate) -> Result<Whole, Error> {
    let id = campaign.id;
    let lists = try_join(legal_bases(conn, id), scopes(conn, id));
    let parts = try_join(contents::list(conn, id), participants::count(conn, id));
    let ((legal_base_ids, scopes), (contents, participants)) = try_join(lists, parts).await?;
    let charter = charter(&campaign, legal_base_ids, scopes)?;
    let document_ids = charter.cited_documents();
    let names = try_join(
        documents::find_all(conn, &document_ids),
        UnitReference::find_all(conn, unit_ids(&charter), day),
    );
    let (documents, units) = names.await?;
    Ok(Whole { campaign, charter, contents, documents, units, participants })
}

/// What a campaign says, apart from its contents.
///
/// # Errors
/// [`Error::Unexpected`] when the stored campaign can't be read.
pub async fn charter_of(conn: &AsyncPgConnection, campaign: &Campaign) -> Result<Charter, Error> {
    let lists = try_join(legal_bases(conn, campaign.id), scopes(conn, campaign.id));
    let (legal_base_ids, scopes) = lists.await?;
    charter(campaign, legal_base_ids, scopes)
}

fn charter(
    campaign: &Campaign,
    legal_base_ids: Vec<Uuid>,
    participants: Vec<Scope>,
) -> Result<Charter, Error> {
    let of = campaign.clone();
    let provisions: Provisions = serde_json::from_value(of.provisions)
        .map_err(|error| Error::Unexpected(format!("campaign {}: {error}", of.id)))?;
    Ok(Charter {
        title: of.title,
        form: of.form,
        level: of.level,
        launch_level: of.launch_level,
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

fn unit_ids(charter: &Charter) -> Vec<Uuid> {
    let own = [Some(charter.launching_unit_id), charter.standing_office_id].into_iter().flatten();
    own.chain(charter.participants.iter().map(|scope| scope.unit_id)).collect()
}

async fn legal_bases(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Vec<Uuid>, Error> {
    Ok(campaign_legal_bases::table
        .filter(campaign_legal_bases::campaign_id.eq(campaign_id))
        .order(campaign_legal_bases::place)
        .select(campaign_legal_bases::document_id)
        .load(&mut conn)
        .await?)
}

async fn scopes(mut conn: &AsyncPgConnection, campaign_id: Uuid) -> Result<Vec<Scope>, Error> {
    let rows: Vec<(Uuid, bool)> = campaign_scopes::table
        .filter(campaign_scopes::campaign_id.eq(campaign_id))
        .order(campaign_scopes::unit_id)
        .select((campaign_scopes::unit_id, campaign_scopes::with_subtree))
        .load(&mut conn)
        .await?;
    Ok(rows.into_iter().map(|(unit_id, with_subtree)| Scope { unit_id, with_subtree }).collect())
}
