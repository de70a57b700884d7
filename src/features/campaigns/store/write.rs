//! Writes of campaigns. The handler holds the transaction and the lock.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::model::Campaign;
use crate::core::row_version::RowVersion;
use crate::core::vietnamese::folded;
use crate::db::Error;
use crate::db::json::to_json;
use crate::db::schema::{campaign_legal_bases, campaign_numbers, campaign_scopes, campaigns};
use crate::features::campaigns::rules::{CampaignForm, CampaignLevel, CampaignStatus, Charter, LaunchLevel};
use crate::insert_rows;

/// How many letters of a title decide its order: rows of an index and cursors have a limited length.
const SORTED_LETTERS: usize = 200;

/// A draft to be created.
#[derive(Debug)]
pub struct NewDraft<'a> {
    /// The id it will have.
    pub id: Uuid,
    /// What it says.
    pub charter: &'a Charter,
    /// The campaign it was copied from.
    pub copied_from_id: Option<Uuid>,
    /// The person who creates it.
    pub created_by: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Creates a draft.
///
/// # Errors
/// Constraint `campaign_does_not_end_before_it_starts`; keys of units, documents and campaigns that do not exist.
pub async fn create(tx: &mut AsyncPgConnection, draft: &NewDraft<'_>) -> Result<(), Error> {
    diesel::insert_into(campaigns::table)
        .values((
            campaigns::id.eq(draft.id),
            campaigns::status.eq(CampaignStatus::Draft),
            columns(draft.charter, None)?,
            campaigns::copied_from_id.eq(draft.copied_from_id),
            campaigns::created_by.eq(draft.created_by),
            campaigns::version.eq(RowVersion::FIRST),
            campaigns::created_at.eq(draft.at),
            campaigns::updated_at.eq(draft.at),
        ))
        .execute(&mut *tx)
        .await?;
    write_legal_bases(tx, draft.id, &draft.charter.legal_base_ids).await?;
    write_scopes(tx, draft.id, draft.charter).await
}

/// Writes a changed charter; [`advance`] raises the version.
///
/// # Errors
/// As [`create`].
pub async fn rewrite(
    tx: &mut AsyncPgConnection,
    campaign: &Campaign,
    before: &Charter,
    after: &Charter,
) -> Result<(), Error> {
    let (id, columns) = (campaign.id, columns(after, campaign.code.as_deref())?);
    diesel::update(campaigns::table.find(id)).set(columns).execute(&mut *tx).await?;
    if before.legal_base_ids != after.legal_base_ids {
        let old = campaign_legal_bases::table.filter(campaign_legal_bases::campaign_id.eq(id));
        diesel::delete(old).execute(&mut *tx).await?;
        write_legal_bases(tx, id, &after.legal_base_ids).await?;
    }
    if before.participants != after.participants {
        let old = campaign_scopes::table.filter(campaign_scopes::campaign_id.eq(id));
        diesel::delete(old).execute(&mut *tx).await?;
        write_scopes(tx, id, after).await?;
    }
    Ok(())
}

/// What a launch gives a campaign.
#[derive(Debug)]
pub struct Launch<'a> {
    /// Its code.
    pub code: &'a str,
    /// Its slug.
    pub slug: &'a str,
    /// The day from which it holds.
    pub launched_on: NaiveDate,
}

/// Moves a campaign from the expected version and status to the next ones.
///
/// # Errors
/// [`Error::Conflict`] when another transaction was faster, which can't happen while the campaign is locked.
pub async fn advance(
    tx: &mut AsyncPgConnection,
    campaign: &Campaign,
    status: CampaignStatus,
    launch: Option<&Launch<'_>>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let (code, slug, launched_on) = match launch {
        Some(launch) => (Some(launch.code), Some(launch.slug), Some(launch.launched_on)),
        None => (campaign.code.as_deref(), campaign.slug.as_deref(), campaign.launched_on),
    };
    // A search finds the code, too.
    let searched = launch.map(|launch| format!(" {}", folded(launch.code))).unwrap_or_default();
    let updated = diesel::update(campaigns::table.find(campaign.id))
        .filter(campaigns::version.eq(campaign.version))
        .filter(campaigns::status.eq(campaign.status))
        .set((
            campaigns::version.eq(campaign.version.next()),
            campaigns::status.eq(status),
            campaigns::code.eq(code),
            campaigns::search_text.eq(campaigns::search_text.concat(searched)),
            campaigns::slug.eq(slug),
            campaigns::launched_on.eq(launched_on),
            campaigns::updated_at.eq(now),
        ))
        .execute(tx)
        .await?;
    if updated == 1 { Ok(()) } else { Err(Error::Conflict("the campaign changed meanwhile".to_owned())) }
}

/// The next number of a year. Launches of one year wait for each other here, so that no number is skipped.
pub async fn next_number(tx: &mut AsyncPgConnection, year: i32) -> Result<i32, Error> {
    Ok(diesel::insert_into(campaign_numbers::table)
        .values((campaign_numbers::year.eq(year), campaign_numbers::last_number.eq(1)))
        .on_conflict(campaign_numbers::year)
        .do_update()
        .set(campaign_numbers::last_number.eq(campaign_numbers::last_number + 1))
        .returning(campaign_numbers::last_number)
        .get_result(tx)
        .await?)
}

async fn write_legal_bases(tx: &mut AsyncPgConnection, id: Uuid, documents: &[Uuid]) -> Result<(), Error> {
    let rows: Vec<_> = documents
        .iter()
        .zip(1..)
        .map(|(document, place)| {
            (
                campaign_legal_bases::campaign_id.eq(id),
                campaign_legal_bases::place.eq(place),
                campaign_legal_bases::document_id.eq(*document),
            )
        })
        .collect();
    insert_rows!(campaign_legal_bases::table, rows, tx);
    Ok(())
}

async fn write_scopes(tx: &mut AsyncPgConnection, id: Uuid, charter: &Charter) -> Result<(), Error> {
    let rows: Vec<_> = charter
        .participants
        .iter()
        .map(|scope| {
            (
                campaign_scopes::campaign_id.eq(id),
                campaign_scopes::unit_id.eq(scope.unit_id),
                campaign_scopes::with_subtree.eq(scope.with_subtree),
            )
        })
        .collect();
    insert_rows!(campaign_scopes::table, rows, tx);
    Ok(())
}

/// Every column of a charter, for inserts and updates.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = campaigns)]
#[diesel(treat_none_as_null = true)]
struct CharterColumns<'a> {
    title: Option<&'a str>,
    title_folded: String,
    search_text: String,
    form: Option<&'static str>,
    level: Option<&'static str>,
    launch_level: Option<&'static str>,
    launching_unit_id: Uuid,
    standing_office_id: Option<Uuid>,
    parent_campaign_id: Option<Uuid>,
    parent_document_id: Option<Uuid>,
    document_id: Option<Uuid>,
    theme: Option<&'a str>,
    starts_on: Option<NaiveDate>,
    ends_on: Option<NaiveDate>,
    registration_due_on: Option<NaiveDate>,
    public_unit_names: bool,
    signatory_name: Option<&'a str>,
    signatory_position: Option<&'a str>,
    signatory_authority: Option<&'a str>,
    provisions: Value,
}

fn columns<'a>(charter: &'a Charter, code: Option<&str>) -> Result<CharterColumns<'a>, Error> {
    let title_folded: String =
        charter.title.as_deref().map(folded).unwrap_or_default().chars().take(SORTED_LETTERS).collect();
    let searched = [charter.title.as_deref(), charter.theme.as_deref(), code].into_iter().flatten();
    let searched: Vec<String> = searched.map(folded).collect();
    Ok(CharterColumns {
        title: charter.title.as_deref(),
        search_text: searched.join(" "),
        title_folded,
        form: charter.form.map(CampaignForm::as_str),
        level: charter.level.map(CampaignLevel::as_str),
        launch_level: charter.launch_level.map(LaunchLevel::as_str),
        launching_unit_id: charter.launching_unit_id,
        standing_office_id: charter.standing_office_id,
        parent_campaign_id: charter.parent_campaign_id,
        parent_document_id: charter.parent_document_id,
        document_id: charter.document_id,
        theme: charter.theme.as_deref(),
        starts_on: charter.starts_on,
        ends_on: charter.ends_on,
        registration_due_on: charter.registration_due_on,
        public_unit_names: charter.public_unit_names,
        signatory_name: charter.signatory.name.as_deref(),
        signatory_position: charter.signatory.position.as_deref(),
        signatory_authority: charter.signatory.authority.as_deref(),
        provisions: to_json(&charter.provisions)?,
    })
}
