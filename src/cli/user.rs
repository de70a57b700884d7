//! Users from the command line: how the first administrator comes into being.

use std::path::PathBuf;

use clap::Subcommand;
use uuid::Uuid;

use super::{Database, Failure, block_on, say};
use crate::audit::rules::{AuditAction, SubjectType};
use crate::audit::store::{self as audit, Entry};
use crate::auth::password::Passwords;
use crate::auth::policy::{Grant, Role};
use crate::clock::Clock;
use crate::config::{self, DatabaseOptions};
use crate::crypto;
use crate::db::{self, Connection, Db};
use crate::identity::rules::check_new_user;
use crate::identity::store::{self, NewUser};
use crate::stamp::{Ids, Stamp};
use crate::units::store::share_by_codes;

/// What can be done to users.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Creates a user with a role
    Add {
        /// The name for signing in
        #[arg(long)]
        username: String,
        /// The name for people; the user name when it is left out
        #[arg(long)]
        display_name: Option<String>,
        /// The role, such as `ADMINISTRATOR` or `UNIT_OFFICER`
        #[arg(long)]
        role: Role,
        /// The code of the unit over whose subtree the role holds; the whole province when it is left out
        #[arg(long)]
        unit: Option<String>,
        /// A file with the password; without it one is made and shown once
        #[arg(long)]
        password_file: Option<PathBuf>,
        #[command(flatten)]
        database: DatabaseOptions,
    },
}

pub fn run(command: &UserCommand) -> Result<(), Failure> {
    let UserCommand::Add { username, display_name, role, unit, password_file, database } = command;
    let (password, is_made) = match password_file {
        Some(path) => (config::read(path)?.trim_end_matches(['\r', '\n']).to_owned(), false),
        None => (crypto::to_text(&crypto::random_secret()?), true),
    };
    check_new_user(username, &password)?;
    let opened = Database::open(database)?;
    let connector = opened.connector()?;
    db::migrations::run(&connector)?;
    block_on(async {
        let db = Db::open(connector, 1)?;
        let hash = Passwords::new(1)?.hash(&password).await?;
        let display_name = display_name.as_deref().unwrap_or(username);
        let user = NewUser { id: Uuid::now_v7(), username, display_name, password_hash: &hash };
        add(&db, &user, *role, unit.as_deref()).await
    })?;
    say(&format!("created: {username}"));
    if is_made {
        say(&format!("password, shown once: {password}"));
    }
    Ok(())
}

async fn add(db: &Db, user: &NewUser<'_>, role: Role, unit: Option<&str>) -> Result<(), Failure> {
    let clock = Clock::system();
    let stamp = Stamp {
        actor_id: None,
        request_id: None,
        at: clock.now(),
        today: clock.today(),
        ids: Ids::default(),
    };
    db.transaction(async |tx: &mut Connection| {
        let unit_id = match unit {
            Some(code) => {
                let found = share_by_codes(tx, &[code.to_owned()]).await?;
                let found =
                    found.first().ok_or_else(|| db::Error::Unexpected(format!("there is no unit {code}")));
                Some(found?.id)
            }
            None => None,
        };
        store::create_user(tx, user, stamp.at).await?;
        store::grant_role(tx, user.id, &Grant { role, unit_id }, stamp.today, stamp.at).await?;
        let entry = |action, after| Entry {
            action,
            subject_type: SubjectType::User,
            subject_id: user.id,
            unit_id,
            before: None,
            after: Some(after),
        };
        let created = entry(AuditAction::UserCreated, serde_json::json!({"username": user.username}));
        let granted = entry(AuditAction::RoleGranted, serde_json::json!({"role": role, "unitId": unit_id}));
        audit::record(tx, &stamp, &[created, granted]).await
    })
    .await
    .map_err(|error| match error {
        db::Error::Constraint(name) if name == "username_taken" => {
            "there is a user of this name already".into()
        }
        other => Failure::from(other),
    })
}
