//! Guessing at passwords: counted for all, and an honest user gets in.

use chrono::TimeDelta;

use super::{sign_in, sign_in_from};
use crate::support::TestApp;

#[actix_web::test]
async fn an_account_is_guessed_at_a_few_times_from_wherever_it_comes() {
    let app = TestApp::start().await;
    for number in 0..5 {
        let address = format!("198.51.100.{number}");
        sign_in_from(&app, &address, "office", "guess").await.expect_problem(401, "wrong_credentials");
    }
    let spent = sign_in_from(&app, "198.51.100.200", "office", "thidua-sample").await;
    assert_eq!(spent.expect_problem(429, "too_many_guesses").header("retry-after"), Some("181"));
    sign_in_from(&app, "198.51.100.200", "leader", "thidua-sample").await.expect(201);
    app.advance(TimeDelta::minutes(3));
    sign_in_from(&app, "198.51.100.200", "office", "thidua-sample").await.expect(201);
}

#[actix_web::test]
async fn an_honest_user_gets_in_from_home_while_strangers_guess() {
    let app = TestApp::start().await;
    sign_in_from(&app, "203.0.113.7", "office", "thidua-sample").await.expect(201);
    for number in 0..8 {
        sign_in_from(&app, &format!("198.51.100.{number}"), "office", "guess").await;
    }
    sign_in_from(&app, "198.51.100.99", "office", "guess").await.expect_problem(429, "too_many_guesses");
    sign_in_from(&app, "203.0.113.7", "office", "mistyped").await.expect_problem(401, "wrong_credentials");
    sign_in_from(&app, "203.0.113.7", "office", "thidua-sample").await.expect(201);
}

#[actix_web::test]
async fn guesses_at_home_are_counted_too() {
    let app = TestApp::start().await;
    sign_in(&app, "office", "thidua-sample").await.expect(201);
    for _ in 0..5 {
        sign_in(&app, "office", "guess").await.expect_problem(401, "wrong_credentials");
    }
    sign_in(&app, "office", "thidua-sample").await.expect_problem(429, "too_many_guesses");
}

#[actix_web::test]
async fn right_passwords_cost_nothing() {
    let app = TestApp::start().await;
    for number in 0..8 {
        sign_in_from(&app, &format!("198.51.100.{number}"), "office", "thidua-sample").await.expect(201);
    }
}

#[actix_web::test]
async fn one_network_can_not_try_many_accounts() {
    let app = TestApp::start().await;
    let mut refused = 0;
    for number in 0..60 {
        let reply = sign_in(&app, &format!("nobody-{number}"), "guess").await;
        refused += i32::from(reply.status == 429);
    }
    assert_eq!(refused, 10);
    // A network that has spent all of its own takes nothing from an account.
    sign_in(&app, "office", "thidua-sample").await.expect_problem(429, "too_many_guesses");
    sign_in_from(&app, "198.51.100.1", "office", "thidua-sample").await.expect(201);
}

#[actix_web::test]
async fn an_unknown_name_is_counted_like_a_known_one() {
    let app = TestApp::start().await;
    let mut answers = Vec::new();
    for (name, network) in [("office", "198.51.100.1"), ("nobody", "198.51.100.2")] {
        let mut statuses = Vec::new();
        for _ in 0..7 {
            statuses.push(sign_in_from(&app, network, name, "guess").await.status);
        }
        answers.push(statuses);
    }
    assert_eq!(answers[0], answers[1]);
}

#[actix_web::test]
async fn guesses_made_at_the_same_time_are_all_counted() {
    let app = TestApp::start().await;
    let guesses = (0..12).map(|_| sign_in(&app, "office", "guess"));
    let replies = futures_util::future::join_all(guesses).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 401).count(), 5);
    assert_eq!(replies.iter().filter(|reply| reply.status == 429).count(), 7);
}
