//! What holds for every list of the document: how long it is, and what of it was changed since an instant.

use serde_json::Value;

use crate::contract::document::resolved;
use crate::support::{Actor, TestApp, document};

/// The accounts that read the examples, in the order of the walk.
fn accounts() -> Vec<Value> {
    let order = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/walk/order.json");
    serde_json::from_str(&std::fs::read_to_string(order).unwrap()).unwrap()
}

/// A list of the document, at its example.
struct List {
    path: String,
    account: Option<String>,
    has_changes: bool,
}

impl List {
    fn of(path: &str, operation: &Value, account: &Value) -> Option<Self> {
        let parameters = operation["parameters"].as_array()?.iter().map(|own| resolved(document(), own));
        let parameters: Vec<&Value> = parameters.collect();
        let has = |name: &str| parameters.iter().any(|own| own["name"] == name);
        if !has("cursor") {
            return None;
        }
        let example = |own: &Value| own["example"].as_str().unwrap_or_default().to_owned();
        let (mut path, mut query) = (path.to_owned(), Vec::new());
        for own in parameters.iter().filter(|own| own["required"] == true) {
            let name = own["name"].as_str().unwrap();
            match own["in"].as_str() {
                Some("path") => path = path.replace(&format!("{{{name}}}"), &example(own)),
                _ => query.push(format!("{name}={}", example(own))),
            }
        }
        if path.ends_with("/progress") {
            query.push("groupBy=UNIT".to_owned());
        }
        query.push("includeTotal=true".to_owned());
        Some(Self {
            path: format!("{path}?{}", query.join("&")),
            account: account.as_str().map(str::to_owned),
            has_changes: has("updatedSince"),
        })
    }

    /// The total that a page says, and how many entries all pages have; nothing of a list whose example is not there yet.
    async fn lengths(&self, actor: &Actor<'_>, more: &str) -> Option<(i64, i64)> {
        let path = format!("{}{more}", self.path);
        let first = actor.get(&format!("{path}&limit=1")).await;
        if first.status != 200 {
            return None;
        }
        let total = first.json()["total"].as_i64().unwrap_or_else(|| panic!("{path}: no total"));
        let (mut found, mut cursor) = (0, None::<String>);
        loop {
            let at = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let page = actor.get(&format!("{path}&limit=200{at}")).await.expect(200).json();
            assert_eq!(page["total"], total, "{path}: on every page that is asked");
            let entries = page.get("items").or(page.get("units")).and_then(Value::as_array).unwrap();
            found += i64::try_from(entries.len()).unwrap();
            cursor = page["nextCursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                return Some((total, found));
            }
        }
    }
}

/// Every list of the document.
fn lists() -> Vec<List> {
    let accounts = accounts();
    let account = |operation: &Value| {
        let own = accounts.iter().find(|own| own["operationId"] == operation["operationId"]);
        own.map_or(Value::Null, |own| own["account"].clone())
    };
    let items = document()["paths"].as_object().unwrap().iter();
    let reads = items.filter_map(|(path, item)| Some((path, item.get("get")?)));
    reads.filter_map(|(path, operation)| List::of(path, operation, &account(operation))).collect()
}

#[actix_web::test]
async fn every_list_says_how_long_it_is_and_what_of_it_changed_since_an_instant() {
    let app = TestApp::start().await;
    let (mut checked, mut changed) = (0, 0);
    for list in lists() {
        let actor = match &list.account {
            Some(account) => app.as_user(account).await,
            None => app.anonymous(),
        };
        let Some((total, found)) = list.lengths(&actor, "").await else { continue };
        assert_eq!(total, found, "{}", list.path);
        checked += 1;
        if list.has_changes {
            let since = |instant: &str| format!("&updatedSince={instant}");
            let all = list.lengths(&actor, &since("1990-01-01T00:00:00Z")).await.unwrap();
            assert!(all.0 == all.1 && all.0 <= total, "{}: {all:?} of {total}", list.path);
            let none = list.lengths(&actor, &since("2100-01-01T00:00:00Z")).await.unwrap();
            assert_eq!(none, (0, 0), "{}", list.path);
            changed += 1;
        }
    }
    assert!(
        checked > 80 && changed > 60,
        "only {checked} lists were read, {changed} of them by their changes"
    );
}
