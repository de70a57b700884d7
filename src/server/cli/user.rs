//! The first administrator, who creates all other users, and the next one where nobody can sign in any more.

use std::path::PathBuf;

use clap::Subcommand;
use uuid::Uuid;

use super::database::Database;
use super::terminal::{Failure, block_on, say};
use crate::auth::password::{Passwords, made_password};
use crate::auth::policy::Role;
use crate::core::clock::Clock;
use crate::core::context::{ChangeContext, Ids};
use crate::core::vietnamese::as_typed;
use crate::db::{self, Connection, Db};
use crate::features::identity::routes::recorded::record_role;
use crate::features::identity::rules::is_username;
use crate::features::identity::rules::passwords::{FIRST_USE_WITHIN, check_password};
use crate::features::identity::store::{self, Assignment, NewUser};
use crate::record::{Occurrence, record_change};
use crate::server::config::{self, DatabaseOptions};

/// What can be done to users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Creates an administrator; refused while somebody can sign in who administers the whole province
    Bootstrap {
        /// The name for signing in
        #[arg(long)]
        username: String,
        /// The name for people; the user name when it is left out
        #[arg(long)]
        display_name: Option<String>,
        /// A file with the password; without it one is made, shown once and good for 72 hours
        #[arg(long)]
        password_file: Option<PathBuf>,
        #[command(flatten)]
        database: DatabaseOptions,
    },
}

pub fn run(command: &UserCommand) -> Result<(), Failure> {
    let UserCommand::Bootstrap { username, display_name, password_file, database } = command;
    if !is_username(username) {
        return Err(
            "a user name has 1 to 64 characters: lower-case letters and digits, parted by single . _ or -"
                .into(),
        );
    }
    let display_name = display_name.as_deref().unwrap_or(username);
    let given = password_file.as_ref().map(|path| config::read(path)).transpose()?;
    let is_made = given.is_none();
    let password = match given {
        // As the service takes it from a request.
        Some(text) => as_typed(text.trim_end_matches(['\r', '\n'])),
        None => made_password()?,
    };
    check_password(&password, &[username, display_name])?;
    let opened = Database::open(database)?;
    let connector = opened.connector()?;
    db::migrations::run(&connector)?;
    block_on(async {
        let db = Db::open(connector, 1)?;
        let hash = Passwords::new(1)?.hash(&password).await?;
        bootstrap(&db, username, display_name, &hash, is_made).await
    })?;
    say(&format!("created: {username}"));
    if is_made {
        say(&format!("password, shown once, good for 72 hours, to be changed at the first use: {password}"));
    }
    Ok(())
}

async fn bootstrap(
    db: &Db,
    username: &str,
    display_name: &str,
    hash: &str,
    is_made: bool,
) -> Result<(), Failure> {
    let clock = Clock::system();
    let (at, today) = (clock.now(), clock.today());
    let context =
        ChangeContext { actor_id: None, acting_for: None, request_id: None, at, today, ids: Ids::default() };
    let user = NewUser {
        id: Uuid::now_v7(),
        username,
        display_name,
        unit_id: None,
        password_hash: Some(hash),
        password_expires_at: is_made.then(|| at + FIRST_USE_WITHIN),
    };
    let is_first =
        db.transaction(async |tx: &mut Connection| create_administrator(tx, &context, &user).await).await;
    match is_first {
        Ok(true) => Ok(()),
        Ok(false) => Err("there is an administrator already, who creates users under /api/v1/users".into()),
        Err(db::Error::Constraint(name)) if name == "username_taken" => {
            Err("there is a user of this name already".into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Creates the administrator; false where there is one.
async fn create_administrator(
    tx: &mut Connection,
    context: &ChangeContext,
    new: &NewUser<'_>,
) -> Result<bool, db::Error> {
    store::lock_administrators(tx).await?;
    if store::is_there_another_administrator(tx, new.id, (context.at, context.today)).await? {
        return Ok(false);
    }
    let assignment = Assignment {
        id: Uuid::now_v7(),
        user_id: new.id,
        role: Role::Administrator,
        unit_id: None,
        starts_on: context.today,
        ends_before: None,
        given_by: None,
        created_at: context.at,
    };
    let user = store::create_user(tx, new, context.at).await?;
    store::grant_role(tx, &assignment).await?;
    record_change(tx, context, Occurrence::UserCreated, None, &user).await?;
    record_role(tx, context, Occurrence::RoleGranted, &user, (None, &assignment)).await?;
    Ok(true)
}
