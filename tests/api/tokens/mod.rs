//! Attacks on access tokens: tokens that are not ours, not whole, not in time or not carried as they should be.
//!
//! Each file is one table of attacks and, beside it, what is accepted and why. A good signature under a bent header
//! or claim can only come from the holder of the key; it is refused all the same (RFC 8725).

mod carriers;
mod claims;
mod clients;
mod forge;
mod headers;
mod shapes;
mod signatures;

use std::collections::HashSet;

use serde_json::json;

use crate::support::TestApp;
use forge::Forge;

#[actix_web::test]
async fn there_are_enough_attacks_and_no_two_of_them_are_the_same() {
    let forge = Forge::start().await;
    let canary = headers::Canary::listen();
    let tables = [
        signatures::attacks(&forge),
        headers::attacks(&forge),
        headers::keys_of_their_own(&forge, &canary),
        claims::attacks(&forge),
        shapes::attacks(&forge),
    ];
    let (mut seen, mut repeated) = (HashSet::new(), Vec::new());
    for (name, token) in tables.iter().flatten() {
        if !seen.insert(token) {
            repeated.push(name);
        }
    }
    assert_eq!(repeated, [""; 0]);
    assert!(seen.len() >= 40, "{}", seen.len());
}

#[actix_web::test]
async fn the_public_key_is_published() {
    let app = TestApp::start().await;
    let keys = app.anonymous().get("/.well-known/jwks.json").await.expect(200).json();
    let header = Box::pin(Forge::of(app)).await.header;
    assert_eq!(keys["keys"][0]["kid"], header["kid"]);
    assert_eq!(
        (keys["keys"][0]["kty"].clone(), keys["keys"][0]["crv"].clone()),
        (json!("EC"), json!("P-256"))
    );
    assert_eq!(keys["keys"][0].get("d"), None);
}
