//! Identities across processes: what one server withdraws every other refuses within a second.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

use super::service::{Folder, Service, thidua};
use super::wire::Ask;
use crate::support::cluster::clone_database;
use crate::support::{assignments, users};

/// Within what time a withdrawn right is refused everywhere.
const A_SECOND: Duration = Duration::from_secs(1);
/// Within what time a running service has read its keys again.
const KEYS_ARE_READ: Duration = Duration::from_secs(13);
/// How often each kind of sign-in is timed.
const TIMED: usize = 100;

/// Waits until the request is answered so, and says how long it took.
fn until(service: &Service, ask: &Ask, status: u16, patience: Duration) -> Duration {
    let begun = Instant::now();
    while service.ask(ask).status != status {
        assert!(begun.elapsed() < patience, "still not {status} after {patience:?}");
        thread::sleep(Duration::from_millis(20));
    }
    begun.elapsed()
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_withdrawn_role_and_a_disabled_user_are_refused_by_every_process_within_a_second() {
    let url = clone_database().await;
    let mut services = [Service::on(&url), Service::on(&url)];
    let admin = services[0].token("admin");
    let tokens = [services[0].token("auditor"), services[1].token("auditor")];
    let records = tokens.each_ref().map(|token| Ask::get("/api/v1/audit-records").by(token));
    let me = tokens.each_ref().map(|token| Ask::get("/api/v1/me").by(token));
    for (service, ask) in services.iter().zip(&records) {
        assert_eq!(service.ask(ask).status, 200);
    }
    let auditor = format!("/api/v1/users/{}", users::AUDITOR);
    let withdrawal = Ask::delete(&format!("{auditor}/role-assignments/{}", assignments::OF_AUDITOR));
    assert_eq!(services[0].ask(&withdrawal.header("If-Match", "\"v1\"").by(&admin)).status, 204);
    for (service, ask) in services.iter().zip(&records) {
        until(service, ask, 403, A_SECOND);
    }
    let disable = json!({"action": "DISABLE", "reason": "Thử nghiệm"});
    let disable = Ask::post(&format!("{auditor}/transitions"), &disable).header("If-Match", "\"v2\"");
    assert_eq!(services[0].ask(&disable.by(&admin)).status, 200);
    for (service, ask) in services.iter().zip(&me) {
        until(service, ask, 401, A_SECOND);
    }
    services.iter_mut().for_each(Service::stands);
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn a_running_service_changes_its_keys_without_a_restart() {
    let folder = Folder::fresh();
    let keys = folder.keys();
    let mut service = Service::start(folder, &["--database-url", &clone_database().await]);
    let session = service.sign_in("admin");
    let ask = Ask::get("/api/v1/me").by(&session.text("accessToken"));
    assert_eq!(service.ask(&ask).status, 200);
    // A key is named by the second from which it signs.
    std::thread::sleep(A_SECOND);
    let rotated = thidua(&["key", "rotate", "--signing-keys-dir", &keys, "--stolen"]).output().unwrap();
    assert!(rotated.status.success(), "{}", String::from_utf8_lossy(&rotated.stderr));
    until(&service, &ask, 401, KEYS_ARE_READ);
    // The session itself was not stolen: it goes on under the new key.
    let refresh = json!({"refreshToken": session.text("refreshToken")});
    let again = service.ask(&Ask::post("/api/v1/sessions/refreshes", &refresh));
    assert_eq!(service.ask(&Ask::get("/api/v1/me").by(&again.text("accessToken"))).status, 200);
    service.stands();
}

#[actix_web::test]
#[ignore = "slow: script/test --full"]
async fn an_unknown_name_takes_as_long_as_a_wrong_password() {
    let url = clone_database().await;
    let mut service = Service::on(&url);
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..TIMED {
        // Accounts change, so that no budget of guesses is spent.
        crate::support::cluster::run(
            &mut crate::support::cluster::connect(&url).await,
            "DELETE FROM guess_budgets",
        )
        .await;
        for (kind, name) in ["office".to_owned(), format!("nobody-{number}")].into_iter().enumerate() {
            let body = json!({"username": name, "password": "a wrong password"});
            let begun = Instant::now();
            assert_eq!(service.ask(&Ask::post("/api/v1/sessions", &body)).status, 401);
            times[kind].push(begun.elapsed());
        }
    }
    let [known, unknown] = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2]
    });
    let ratio = known.as_secs_f64() / unknown.as_secs_f64();
    assert!((0.85..1.18).contains(&ratio), "known {known:?}, unknown {unknown:?}");
    service.stands();
}
