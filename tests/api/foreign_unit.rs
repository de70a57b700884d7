//! Each role over a foreign unit, one that is neither above nor below anything in the sample, calls every operation with
//! the document's own example: a request that is right in all but who sends it reaches the handler's own checks.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use reqwest::Method;
use serde_json::{Value, json};
use thidua::auth::access::{Access, Over};
use thidua::auth::policy::{Role, roles_for};

use crate::contract::document::resolved;
use crate::support::actors::Call;
use crate::support::{Actor, Reply, TestApp, contract, document, units};

/// Writing operations that answer with another status than 403 or 404, what the answer then says, and why that is right.
const OTHERWISE: &[(&str, u16, &str, &str)] = &[
    (
        "createFact",
        400,
        "\"unknown_subject\"",
        "the subject that the body names is told to be none that is seen",
    ),
    (
        "createAward",
        400,
        "\"unknown_subject\"",
        "the subject that the body names is told to be none that is seen",
    ),
    (
        "createCouncilMeeting",
        400,
        "\"unknown_council\"",
        "the council that the body names is told to be none that is seen",
    ),
    (
        "createEligibilityCheck",
        400,
        "\"unknown_subject\"",
        "the subject that the body names is told to be none that is seen",
    ),
    (
        "createEligibilityCheckBatch",
        400,
        "\"unknown_subject\"",
        "the subject that the body names is told to be none that is seen",
    ),
    (
        "checkQuotas",
        400,
        "\"unknown_subject\"",
        "the subject that the body names is told to be none that is seen",
    ),
    (
        "confirmFacts",
        200,
        "\"not_found\"",
        "each row is judged for itself: the one of the example is not seen",
    ),
    (
        "fileReportBatch",
        200,
        "\"forbidden\"",
        "each entry is judged for itself: the one of the example is refused as forbidden",
    ),
    (
        "startImport",
        202,
        "\"READING\"",
        "nothing is written before a job has judged each row with its uploader's roles",
    ),
    ("startExport", 202, "\"MAKING\"", "a job makes the list as who starts it may read it"),
];

/// What is not published yet, by its id: nobody over a foreign unit reads a word of it.
const DRAFTS: &str = "
    SELECT id::text FROM campaigns WHERE status = 'DRAFT'
    UNION ALL SELECT id::text FROM reviews WHERE status = 'DRAFT'
    UNION ALL SELECT id::text FROM pledges WHERE revision IS NULL
    UNION ALL SELECT id::text FROM progress_reports WHERE status IN ('DRAFT', 'RETURNED', 'SUBMITTED')";

/// An operation with the document's own example.
pub(crate) struct Operation {
    pub(crate) id: String,
    method: Method,
    /// With the ids of the examples.
    pub(crate) path: String,
    needs_version: bool,
    /// Media type and example.
    body: Option<(String, String)>,
}

impl Operation {
    /// Every operation of the document.
    pub(crate) fn all() -> Vec<Self> {
        let items = document()["paths"].as_object().unwrap().iter();
        let operations = items.flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(move |(method, operation)| Self::new(path, method, operation))
        });
        operations.collect()
    }

    fn new(path: &str, method: &str, operation: &Value) -> Self {
        let (mut path, mut query, mut needs_version) = (path.to_owned(), Vec::new(), false);
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let parameter = resolved(document(), parameter);
            let (name, place) = (parameter["name"].as_str().unwrap(), parameter["in"].as_str().unwrap());
            let example = || text(&parameter["example"]);
            match place {
                "path" => path = path.replace(&format!("{{{name}}}"), &example()),
                "query" if parameter["required"] == true => query.push(format!("{name}={}", example())),
                _ => needs_version |= name == "If-Match" && parameter["required"] == true,
            }
        }
        if !query.is_empty() {
            write!(path, "?{}", query.join("&")).unwrap();
        }
        let content = operation.pointer("/requestBody/content").and_then(Value::as_object);
        let body =
            content.into_iter().flatten().find(|(media_type, _)| !media_type.starts_with("multipart/"));
        let body = body.map(|(media_type, media)| (media_type.clone(), text(&example_of(media))));
        let (id, method) = (operation["operationId"].as_str().unwrap().to_owned(), method.to_uppercase());
        Self { id, method: method.parse().unwrap(), path, needs_version, body }
    }

    fn access(&self) -> Access {
        contract().access.get(&self.id).unwrap()
    }

    /// Whether it changes nothing.
    pub(crate) fn is_reading(&self) -> bool {
        self.method == Method::GET
    }

    fn call(&self, actor: &Actor<'_>, version: i32) -> Call {
        let mut call = actor.call(self.method.clone(), &self.path);
        if self.needs_version {
            call = call.version(version);
        }
        match &self.body {
            Some((media_type, body)) => call.text(media_type, body),
            None => call,
        }
    }

    /// The version of what the operation changes, read by somebody who may.
    async fn version(&self, readers: &[Actor<'_>]) -> i32 {
        if !self.needs_version {
            return 0;
        }
        let whole = self.path.trim_end_matches("/transitions").trim_end_matches("/appraisals");
        let above = whole.rsplitn(3, '/').last().unwrap();
        for path in [whole, above] {
            for reader in readers {
                let version = version_of(&reader.get(path).await);
                if let Some(version) = version {
                    return version;
                }
            }
        }
        panic!("{}: nobody reads the version of {}", self.id, self.path)
    }
}

fn version_of(reply: &Reply) -> Option<i32> {
    let tag = (reply.status == 200).then(|| reply.header("etag"))??;
    tag.trim_start_matches("\"v").split('-').next()?.parse().ok()
}

fn text(example: &Value) -> String {
    example.as_str().map_or_else(|| example.to_string(), str::to_owned)
}

fn example_of(media: &Value) -> Value {
    let first = || media["examples"].as_object().and_then(|all| all.values().next());
    let named = || first().map(|example| resolved(document(), example)["value"].clone());
    media.get("example").cloned().or_else(named).unwrap_or_else(|| panic!("no example: {media}"))
}

/// An account that holds the role over the foreign unit and nowhere else.
async fn account(app: &TestApp, admin: &Actor<'_>, role: Role, unit: &str) -> String {
    let username = format!("la-{}", role.as_str().to_lowercase().replace('_', "-"));
    let user = json!({"username": username, "displayName": "Người lạ (mẫu)", "unitId": unit});
    let user = admin.post("/users", user).await.expect(201).text("/id");
    let grant = json!({"role": role.as_str(), "unitId": unit});
    admin.post(&format!("/users/{user}/role-assignments"), grant).await.expect(201);
    app.sql(&format!("UPDATE users SET password_expires_at = NULL WHERE id = '{user}'")).await;
    username
}

/// A unit that has nothing to do with any of the sample, and an account for each role over it.
pub(crate) async fn foreign_accounts(app: &TestApp, admin: &Actor<'_>) -> Vec<(Role, String)> {
    let unit = json!({"code": "XA-LA", "name": "Xã lạ", "kind": "COMMUNE", "parentId": units::PROVINCE, "openedOn": "2026-01-01"});
    let unit = admin.post("/units", unit).await.expect(201).text("/id");
    let mut accounts = Vec::new();
    for role in Role::ALL {
        accounts.push((*role, account(app, admin, *role, &unit).await));
    }
    accounts
}

async fn drafts(app: &TestApp) -> Vec<String> {
    #[derive(QueryableByName)]
    struct Draft {
        #[diesel(sql_type = Text)]
        id: String,
    }
    let mut connection = app.plan.connector.connect().await.unwrap();
    let drafts: Vec<Draft> = diesel::sql_query(DRAFTS).load(&mut connection).await.unwrap();
    drafts.into_iter().map(|draft| draft.id).collect()
}

/// What is wrong with the answer, if anything is.
fn fault(operation: &Operation, role: Role, reply: &Reply, drafts: &[String]) -> Option<String> {
    let status = reply.status;
    let holds = |permission| roles_for(permission).contains(&role);
    let is_right = match operation.access() {
        // What anybody does, and what somebody does with the own account, is not about a unit.
        Access::Open | Access::Public | Access::OwnAccount => status < 500,
        Access::Needs(permission, Over::Somewhere) if holds(permission) => status < 400,
        Access::Needs(_, Over::Province) => status == 403,
        Access::Needs(permission, _) if !holds(permission) => status == 403,
        _ if operation.is_reading() && drafts.iter().any(|id| operation.path.contains(id)) => status == 404,
        Access::SignedIn if operation.is_reading() => matches!(status, 200 | 404),
        _ if operation.is_reading() => matches!(status, 200 | 403 | 404),
        _ => {
            let is_otherwise = |&(id, otherwise, says, _): &(&str, u16, &str, &str)| {
                (id, otherwise) == (operation.id.as_str(), status) && reply.raw().contains(says)
            };
            matches!(status, 403 | 404) || OTHERWISE.iter().any(is_otherwise)
        }
    };
    let raw = reply.raw();
    // The document shows drafts of the sample in its examples.
    let is_reply = operation.id != "getOpenApiDocument";
    let leak = drafts.iter().find(|id| is_reply && raw.contains(*id) && !operation.path.contains(*id));
    match leak {
        _ if !is_right => Some(format!("{} as {role}: {status} {raw}", operation.id)),
        Some(id) => Some(format!("{} as {role} shows the draft {id}", operation.id)),
        None => None,
    }
}

/// `UPDATE=1 cargo test a_role_over_a_foreign_unit` writes the file anew.
#[actix_web::test]
async fn a_role_over_a_foreign_unit_reaches_nothing() {
    let app = TestApp::start().await;
    let readers = [
        app.admin().await,
        app.auditor().await,
        app.as_user("office").await,
        app.as_user("unit-snv-vp").await,
    ];
    let admin = app.admin().await;
    let accounts = foreign_accounts(&app, &admin).await;
    let (drafts, mut table, mut faults) = (drafts(&app).await, String::new(), Vec::new());
    assert!(!drafts.is_empty());
    for operation in Operation::all() {
        let version = operation.version(&readers).await;
        let mut roles = BTreeMap::<u16, Vec<&str>>::new();
        for (role, account) in &accounts {
            // A session of its own for each call: one of the operations ends it.
            let reply = operation.call(&app.as_user(account).await, version).send().await;
            faults.extend(fault(&operation, *role, &reply, &drafts));
            roles.entry(reply.status).or_default().push(role.as_str());
        }
        writeln!(table, "{}", line(&operation.id, &roles)).unwrap();
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/api/foreign_unit.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &table).unwrap();
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), table, "UPDATE=1 writes tests/api/foreign_unit.txt anew");
}

/// `operation: status` where all roles fare alike, otherwise each status with its roles.
fn line(id: &str, roles: &BTreeMap<u16, Vec<&str>>) -> String {
    let parts = roles.iter().map(|(status, roles)| match roles.len() {
        all if all == Role::ALL.len() => status.to_string(),
        _ => format!("{status} {}", roles.join(" ")),
    });
    format!("{id}: {}", parts.collect::<Vec<_>>().join(", "))
}
