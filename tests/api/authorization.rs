//! Every operation × every role, against the running app. The lines that register the operations are the expectation.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;
use thidua::auth::access::Access;
use thidua::auth::policy::{Role, roles_for};

use crate::support::{Actor, Reply, TestApp, contract, document, units};

/// A sample account of each role.
const ACCOUNTS: [(Role, &str); 6] = [
    (Role::Administrator, "admin"),
    (Role::StandingOffice, "office"),
    (Role::Leader, "leader"),
    (Role::UnitOfficer, "unit-snv-vp"),
    (Role::CouncilMember, "council-1"),
    (Role::Auditor, "auditor"),
];

pub struct Operation {
    pub id: String,
    method: Method,
    path: String,
    media_type: Option<String>,
}

pub fn operations() -> Vec<Operation> {
    let document = document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
            found.push(Operation {
                id: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: path
                    .replace("{id}", units::ARCHIVE)
                    .replace("{contentId}", units::ARCHIVE)
                    .replace("{fileId}", units::ARCHIVE)
                    .replace("{slug}", "khong-co")
                    .replace("{number}", "1")
                    .replace("{verdict}", "AHEAD"),
                media_type: content.and_then(|content| content.keys().next().cloned()),
            });
        }
    }
    found
}

#[test]
fn every_role_has_an_account_here() {
    let roles: BTreeSet<Role> = ACCOUNTS.iter().map(|(role, _)| *role).collect();
    assert_eq!(roles, Role::ALL.iter().copied().collect());
}

/// Calls with an empty body: who is let through is told "bad input" or gets an answer, never 401 or 403.
pub async fn reply(actor: &Actor<'_>, operation: &Operation) -> Reply {
    let mut call = actor.call(operation.method.clone(), &operation.path).version(99);
    if let Some(media_type) = &operation.media_type {
        call = call.text(media_type, "");
    }
    call.send().await
}

async fn status(actor: &Actor<'_>, operation: &Operation) -> u16 {
    reply(actor, operation).await.status
}

#[actix_web::test]
async fn every_operation_lets_in_exactly_the_roles_of_its_row() {
    let app = TestApp::start().await;
    for operation in operations() {
        let access = contract().access.get(&operation.id).unwrap();
        let is_open = matches!(access, Access::Open | Access::Public);
        let anonymous = status(&app.anonymous(), &operation).await;
        assert_eq!(anonymous == 401, !is_open, "{} without a token: {anonymous}", operation.id);
        for (role, account) in ACCOUNTS {
            // A session of its own for each call: one of the operations ends it.
            let actor = app.as_user(account).await;
            let seen = status(&actor, &operation).await;
            let may = match access {
                Access::Needs(permission, _) => roles_for(permission).contains(&role),
                _ => true,
            };
            assert_eq!(seen != 403, may, "{} as {role}: {seen}", operation.id);
            assert!(seen != 401 && seen < 500, "{} as {role}: {seen}", operation.id);
        }
    }
}

#[actix_web::test]
async fn an_account_without_any_role_reads_and_changes_nothing() {
    let app = TestApp::start().await;
    app.sql("DELETE FROM role_assignments WHERE user_id = (SELECT id FROM users WHERE username = 'office')")
        .await;
    for operation in operations() {
        let access = contract().access.get(&operation.id).unwrap();
        let seen = status(&app.as_user("office").await, &operation).await;
        assert_eq!(seen == 403, matches!(access, Access::Needs(..)), "{}: {seen}", operation.id);
    }
}
