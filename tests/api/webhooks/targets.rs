//! What must not be reached: whoever may name an address names the service's neighbours first.

use serde_json::json;
use thidua::core::targets::Targets;

use super::{Receiver, create_units, deliveries, details, dispatch, ioffice, new, register};
use crate::support::TestApp;

#[actix_web::test]
async fn a_redirect_is_not_followed() {
    let (app, receiver, canary) = (TestApp::start().await, Receiver::start(), Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&receiver.url)).await;
    receiver.answer_with(307, &[("Location", &canary.url)], "");
    create_units(&app, &["VONG"]).await;
    dispatch(&app).await;
    assert_eq!((receiver.count(), canary.count()), (1, 0));
    let delivery = deliveries(&app, &path).await.remove(0);
    let told = details(&app, &path, &delivery).await;
    assert_eq!(
        (&told["sent"][0]["outcome"], &told["sent"][0]["httpStatus"]),
        (&json!("REFUSED"), &json!(307))
    );
}

/// A name is asked where it leads at every delivery: it may lead elsewhere than when it was registered.
#[actix_web::test]
async fn a_name_that_leads_to_this_machine_is_not_followed() {
    let canary = Receiver::start();
    let everywhere = |plan: &mut thidua::server::bootstrap::Plan| {
        let networks = ["0.0.0.0/0", "::/0"].map(|text| text.parse().unwrap());
        plan.webhook_targets = Targets::new(networks.to_vec(), true);
    };
    let app = TestApp::start_with(everywhere).await;
    let machine = ioffice(&app).await;
    let named = canary.url.replace("127.0.0.1", "localhost");
    let (path, _) = register(&machine, new(&named)).await;
    create_units(&app, &["TEN"]).await;
    dispatch(&app).await;
    let delivery = deliveries(&app, &path).await.remove(0);
    let told = details(&app, &path, &delivery).await;
    assert_eq!(
        (&told["sent"][0]["outcome"], &told["sent"][0]["httpStatus"]),
        (&json!("TARGET_NOT_ALLOWED"), &json!(null))
    );
    assert_eq!(canary.count(), 0);
}

/// What was allowed once is asked again: operators narrow the networks.
#[actix_web::test]
async fn an_endpoint_outside_the_networks_of_today_is_sent_nothing() {
    let (app, canary) = (TestApp::start().await, Receiver::start());
    let machine = ioffice(&app).await;
    let (path, _) = register(&machine, new(&canary.url)).await;
    create_units(&app, &["HEP"]).await;
    let mut state = app.parts.state.clone();
    state.webhook_targets = std::sync::Arc::new(Targets::new(vec!["10.0.0.0/8".parse().unwrap()], true));
    let dispatcher = thidua::worker::webhooks::Dispatcher::new(state).unwrap();
    for id in dispatcher.list_with_work().await.unwrap() {
        dispatcher.serve(id).await.unwrap();
    }
    let delivery = deliveries(&app, &path).await.remove(0);
    let told = details(&app, &path, &delivery).await;
    assert_eq!((&told["sent"][0]["outcome"], canary.count()), (&json!("TARGET_NOT_ALLOWED"), 0));
}

#[actix_web::test]
async fn nobody_who_listens_is_an_attempt_that_failed() {
    let app = TestApp::start().await;
    let machine = ioffice(&app).await;
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let (path, _) = register(&machine, new(&format!("http://{closed}/"))).await;
    create_units(&app, &["DONG"]).await;
    dispatch(&app).await;
    let delivery = deliveries(&app, &path).await.remove(0);
    let told = details(&app, &path, &delivery).await;
    assert_eq!(
        (&told["sent"][0]["outcome"], &told["sent"][0]["answer"]),
        (&json!("NOT_CONNECTED"), &json!(null))
    );
}
