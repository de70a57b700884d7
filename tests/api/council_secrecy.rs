//! Secret ballots: once a vote is closed, nothing that is kept, and no order in which it is kept, tells what a member voted.

use std::collections::{BTreeMap, BTreeSet};

use diesel::QueryableByName;
use diesel::sql_types::Text;
use diesel_async::RunQueryDsl;
use serde_json::json;

use crate::councils::{MEMBERS, account, awaiting, held, held_for, item_step, paper};
use crate::support::TestApp;

/// A row of some table: its transaction, where it lies, and everything in it.
#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = Text)]
    place: String,
    #[diesel(sql_type = Text)]
    transaction: String,
    #[diesel(sql_type = Text)]
    content: String,
}

async fn rows(app: &TestApp, sql: &str) -> Vec<Kept> {
    let mut connection = app.plan.connector.connect().await.unwrap();
    diesel::sql_query(sql).load(&mut connection).await.unwrap()
}

/// Every row of every table.
async fn everything(app: &TestApp) -> BTreeMap<String, Vec<Kept>> {
    let named = "SELECT tablename::text AS place, '' AS transaction, '' AS content FROM pg_tables
        WHERE schemaname = 'public'";
    let mut all = BTreeMap::new();
    for table in rows(app, named).await {
        let own = format!(
            "SELECT ctid::text AS place, xmin::text AS transaction, to_jsonb(own)::text AS content
            FROM {} AS own ORDER BY ctid",
            table.place
        );
        all.insert(table.place, rows(app, &own).await);
    }
    all
}

const CHOICES: [&str; 3] = ["FOR", "AGAINST", "BLANK"];

#[actix_web::test]
async fn after_a_vote_nothing_joins_a_member_to_a_choice() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let mut ids = Vec::new();
    for number in 0..2 {
        ids.push(awaiting(&app, number).await);
    }
    let (path, items) = held(&office, &ids.iter().collect::<Vec<_>>()).await;
    for item in &items {
        item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
    }
    // Each member always votes the same, one after the other; a key may be sent and keeps nothing.
    for (member, choice) in MEMBERS.into_iter().zip(CHOICES) {
        let votes: Vec<_> = items.iter().map(|item| (item, choice)).collect();
        let actor = app.as_user(member).await;
        actor.post(&format!("{path}/ballots"), paper(&votes)).await.expect(201);
    }
    let before = everything(&app).await;
    for item in &items {
        item_step(&office, item, json!({"action": "CLOSE"})).await.expect(200);
    }
    app.run_sequencer().await;
    let kept = everything(&app).await;
    let voters: Vec<String> = (1..).zip(MEMBERS).map(|(number, _)| account(number)).collect();
    let ballots: Vec<&Kept> =
        kept["ballots"].iter().filter(|row| items.iter().any(|item| names(&row.content, item))).collect();
    assert_eq!(ballots.len(), MEMBERS.len() * items.len());
    // No row that tells of a voter lies in a transaction that wrote a ballot.
    let wrote_ballots: BTreeSet<&str> = ballots.iter().map(|row| row.transaction.as_str()).collect();
    assert_eq!(wrote_ballots.len(), items.len(), "each vote's ballots were written by one transaction");
    for (table, rows) in &kept {
        // The marks of voters are written anew with the ballots, for all voters at once.
        let of_closing = rows.iter().filter(|row| wrote_ballots.contains(row.transaction.as_str()));
        let names_voters = |row: &&Kept| voters.iter().any(|voter| row.content.contains(voter));
        let named = of_closing.filter(names_voters).count();
        let expected = if table == "turnouts" { voters.len() * items.len() } else { 0 };
        assert_eq!(named, expected, "{table}");
        // Nothing tells of a voter and of a choice.
        for row in rows.iter().filter(|row| voters.iter().any(|voter| row.content.contains(voter))) {
            assert!(!row.content.contains("choice"), "{table}: {}", row.content);
        }
    }
    // Ids of chance, others than while it was voted, and nothing beside the choice.
    let old: BTreeSet<&str> = before["ballots"].iter().map(|row| row.content.as_str()).collect();
    for ballot in &ballots {
        let content: serde_json::Value = serde_json::from_str(&ballot.content).unwrap();
        assert_eq!(content["id"].as_str().unwrap().chars().nth(14), Some('4'), "{content}");
        assert_eq!(content.as_object().unwrap().len(), 3, "{content}");
        assert!(!old.contains(ballot.content.as_str()), "{content}");
    }
}

/// Six times the members vote the same in the same order: that the ballots lie in one order every time would be a chance of one
/// in seven thousand.
#[actix_web::test]
async fn the_order_of_the_ballots_is_of_chance() {
    let app = TestApp::start().await;
    let office = app.as_user("office").await;
    let id = awaiting(&app, 0).await;
    let (path, item) = &held_for(&office, &id).await;
    let mut orders = BTreeSet::new();
    for _ in 0..6 {
        item_step(&office, item, json!({"action": "OPEN"})).await.expect(200);
        for (member, choice) in MEMBERS.into_iter().zip(CHOICES) {
            let actor = app.as_user(member).await;
            actor.post(&format!("{path}/ballots"), paper(&[(item, choice)])).await.expect(201);
        }
        orders.insert(order_after_mixing(&app, item).await);
        let void = json!({"action": "VOID", "reason": "Bỏ phiếu lại"});
        item_step(&office, item, void).await.expect(200);
    }
    assert!(orders.len() > 1, "{orders:?}");
}

/// The choices on an item in the order in which they lie, once its ballots are mixed as when the vote is closed.
async fn order_after_mixing(app: &TestApp, item: &str) -> Vec<String> {
    let id: uuid::Uuid = item.rsplit_once('/').unwrap().1.parse().unwrap();
    let mut connection = app.plan.connector.connect().await.unwrap();
    thidua::features::councils::store::mix_ballots(&mut connection, id).await.unwrap();
    let sql = format!(
        "SELECT '' AS place, '' AS transaction, choice AS content FROM ballots WHERE item_id = '{id}' ORDER BY ctid"
    );
    rows(app, &sql).await.into_iter().map(|row| row.content).collect()
}

/// Whether a row names an item.
fn names(content: &str, item: &str) -> bool {
    content.contains(item.rsplit_once('/').unwrap().1)
}
