//! Checks what the service keeps against what it must be: the audit chain, the event feed, progress, counts of reports, and
//! files.

use diesel_async::AsyncPgConnection;
use tokio::io::AsyncReadExt;
use uuid::Uuid;

use super::database::Database;
use super::terminal::{Failure, block_on, say};
use crate::core::crypto::{self, Hasher};
use crate::features::audit::store::list_chain_after;
use crate::features::events::store as events;
use crate::features::files::store as files;
use crate::features::pledges::store as pledges;
use crate::features::progress::rules::{drop_empty, sum_steps};
use crate::features::progress::store as progress;
use crate::features::reports::store as reports;
use crate::record::audit::AuditRecord;
use crate::record::sequencer;
use crate::server::config::DatabaseOptions;
use crate::storage::{LocalFolder, Storage};

/// How many rows are read at a time.
const BATCH: i64 = 1_000;
/// The seal before the first record.
const GENESIS: [u8; 32] = [0; 32];

pub fn check(options: &DatabaseOptions) -> Result<(), Failure> {
    let database = Database::open(options)?;
    let connector = database.connector()?;
    block_on(async {
        let connection = connector.connect().await?;
        let (records, head) = check_chain(&connection).await?;
        say(&format!("audit chain: {records} records, head {head}"));
        say(&format!("event feed: {} events", check_feed(&connection).await?));
        say(&format!("progress: {} pledges", check_progress(&connection).await?));
        check_reporting(&connection).await?;
        say("reports: counted rightly");
        let storage = LocalFolder::at(&options.files_dir())?;
        say(&format!("files: {}", check_files(&connection, &storage).await?));
        Ok(())
    })
}

/// Recomputes every seal; answers how many records there are and the last seal.
///
/// # Errors
/// The first record that does not fit.
pub async fn check_chain(conn: &AsyncPgConnection) -> Result<(i64, String), Failure> {
    let (mut position, mut previous) = (0, GENESIS.to_vec());
    loop {
        let batch = list_chain_after(conn, position, BATCH).await?;
        if batch.is_empty() {
            break;
        }
        for record in batch {
            position += 1;
            previous = next_seal(&record, position, &previous)?;
        }
    }
    // A chain whose newest records were cut off is whole in itself; the sequencer remembers where it stood.
    let (_, last_position, last_hash) = sequencer::head(conn).await?;
    if (position, &previous) != (last_position, &last_hash) {
        return Err(format!("the audit chain ends at position {position}, not at {last_position}").into());
    }
    Ok((position, crypto::to_text(&previous)))
}

fn next_seal(record: &AuditRecord, position: i64, previous: &[u8]) -> Result<Vec<u8>, Failure> {
    let expected = record.seal_at(position, previous);
    let fits = record.position == Some(position)
        && record.previous_hash.as_deref() == Some(previous)
        && record.hash.as_ref() == Some(&expected);
    if fits { Ok(expected) } else { Err(format!("the audit chain is broken at position {position}").into()) }
}

/// Checks that the positions are gapless; answers how many events there are.
async fn check_feed(conn: &AsyncPgConnection) -> Result<i64, Failure> {
    let first = events::find_first(conn).await?;
    // What is older than it is kept no more.
    let mut position = match first {
        Some(first) => first - 1,
        None => sequencer::head(conn).await?.0,
    };
    loop {
        let batch = events::list_positions(conn, position, BATCH).await?;
        if batch.is_empty() {
            break;
        }
        for found in batch {
            position += 1;
            if found != position {
                return Err(format!("the event feed has a gap at position {position}").into());
            }
        }
    }
    let (last_position, ..) = sequencer::head(conn).await?;
    if position == last_position {
        Ok(position)
    } else {
        Err(format!("the event feed ends at position {position}, not at {last_position}").into())
    }
}

/// Computes progress from the accepted reports again: items, units, contents and campaigns must agree to the last digit.
/// Answers how many pledges there are.
///
/// # Errors
/// The first figure that does not fit.
pub async fn check_progress(conn: &AsyncPgConnection) -> Result<usize, Failure> {
    let strange = progress::count_values_without_report(conn).await?;
    if strange > 0 {
        return Err(format!("{strange} values that count are not those of accepted reports").into());
    }
    let units = progress::units_with_progress(conn).await?;
    for of_campaign in units.chunk_by(|(one, _), (other, _)| one == other) {
        let mut states = Vec::new();
        for (campaign, unit) in of_campaign {
            let (kept, fresh) = progress::states_of(conn, *campaign, *unit).await?;
            if kept != fresh {
                return Err(format!("the progress of unit {unit} in campaign {campaign} is wrong").into());
            }
            states.push(fresh);
        }
        if let Some((campaign, _)) = of_campaign.first()
            && drop_empty(progress::stored_steps(conn, *campaign).await?) != sum_steps(&states)
        {
            return Err(format!("the sums of campaign {campaign} are not those of its units").into());
        }
    }
    Ok(units.len())
}

/// Counts the reports of every period again: expected, received, on time, accepted, and owed; and who owes a pledge.
///
/// # Errors
/// A period whose counts do not fit, or a campaign in which a pledge is owed or not as it should.
pub async fn check_reporting(conn: &AsyncPgConnection) -> Result<(), Failure> {
    if let Some(campaign) = pledges::find_wrong_debt(conn).await? {
        return Err(format!("who owes a pledge of campaign {campaign} is kept wrongly").into());
    }
    match reports::find_miscounted_period(conn).await? {
        Some(period) => Err(format!("the counts of reporting period {period} are wrong").into()),
        None => Ok(()),
    }
}

/// Reads the bytes of every file again: each is there, as long as it was and with the same SHA-256. Answers how many files
/// there are.
///
/// # Errors
/// The first file that is missing or was changed.
pub async fn check_files(conn: &AsyncPgConnection, storage: &dyn Storage) -> Result<usize, Failure> {
    let (mut count, mut after) = (0, None);
    loop {
        let some = files::list_after(conn, after, BATCH).await?;
        let Some(last) = some.last() else { return Ok(count) };
        after = Some(last.id);
        for file in &some {
            let (bytes, sha256) = read_whole(storage, file.id).await?;
            if (bytes, &sha256) != (file.bytes, &file.sha256) {
                return Err(format!("file {} is not what was uploaded", file.id).into());
            }
        }
        count += some.len();
    }
}

/// Length and SHA-256 of a file's bytes.
async fn read_whole(storage: &dyn Storage, id: Uuid) -> Result<(i64, String), Failure> {
    let mut bytes = storage.open(id).await?.ok_or_else(|| format!("file {id} has no bytes"))?;
    let (mut length, mut hasher) = (0, Hasher::default());
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = bytes.read(&mut piece).await?;
        let Some(part) = piece.get(..read).filter(|part| !part.is_empty()) else { break };
        hasher.take(part);
        length += i64::try_from(read)?;
    }
    Ok((length, crypto::to_hex(&hasher.finish())))
}
