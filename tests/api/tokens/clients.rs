//! The attacks on tokens of people, on tokens of machine clients.

use super::forge::Forge;
use super::{claims, headers, shapes, signatures};

#[actix_web::test]
async fn every_attack_on_the_token_of_a_person_fails_on_that_of_a_client() {
    let forge = Forge::of_client().await;
    let canary = headers::Canary::listen();
    forge.refuses(signatures::attacks(&forge)).await;
    forge.refuses(headers::attacks(&forge)).await;
    forge.refuses(headers::keys_of_their_own(&forge, &canary)).await;
    forge.refuses(shapes::attacks(&forge)).await;
    forge.refuses(claims::attacks(&forge)).await;
}
