//! The sample's endpoint of webhooks: the document system's. It took a test, and is disabled until its receiver is set up.

use super::clients::IOFFICE;
use super::ids::{id, on};
use super::users::ADMIN;
use crate::core::context::{ChangeContext, Ids};
use crate::db::Connection;
use crate::features::events::routes::cloud_event::CloudEvent;
use crate::features::events::rules::EventTypeName;
use crate::features::webhooks::routes::create::{NewWebhookEndpoint, create_in};
use crate::features::webhooks::routes::secrets::create_secret_in;
use crate::features::webhooks::routes::test::{plan_test_in, test_event};
use crate::features::webhooks::routes::transition::step_in;
use crate::features::webhooks::rules::{AttemptOutcome, DeliveryStatus, EndpointAction, EndpointLife};
use crate::features::webhooks::store::{self, Attempt, Ending, Endpoint};
use crate::http::Problem;
use crate::operations::life_cycle::next_step;

/// The last parts of the ids of the endpoint, its secret and the test.
const ENDPOINT: u128 = 0x49_0001;
const SECRET: u128 = 0x49_0101;
const TEST: u128 = 0x49_0201;

/// Registers it.
pub async fn create(tx: &mut Connection) -> Result<(), Problem> {
    let context = |first| {
        let admin = on("2026-11-02T01:07:00Z", ADMIN)?;
        Ok::<_, Problem>(ChangeContext { ids: Ids::counting(id(first)), ..admin })
    };
    let types =
        ["returned", "accepted"].map(|verb| EventTypeName(format!("vn.thidua.progress_report.{verb}.v1")));
    let new = NewWebhookEndpoint {
        client_id: None,
        url: "https://ioffice.langson.example/hooks/thidua".to_owned(),
        purpose: "Cập nhật trạng thái báo cáo trên VNPT-iOffice (mẫu)".to_owned(),
        types: types.to_vec(),
        unit_id: None,
    };
    let own = create_in(tx, &context(ENDPOINT)?, id(IOFFICE), &new).await?;
    create_secret_in(tx, &context(SECRET)?, own.id).await?;
    send_test(tx, &context(TEST)?, &own).await?;
    let reason = Some("Chờ cấu hình xong máy chủ nhận (mẫu)");
    let step = next_step(&EndpointLife { status: own.status }, EndpointAction::Disable, reason)?;
    step_in(tx, &context(TEST + 0x10)?, own, (step, reason)).await.map(drop)
}

/// A test that the endpoint took.
async fn send_test(tx: &mut Connection, context: &ChangeContext, own: &Endpoint) -> Result<(), Problem> {
    let (delivery_id, event_id) = plan_test_in(tx, context, own).await?;
    let event = CloudEvent::new(test_event(own, event_id, context.at), "/api/v1");
    let ending = Ending {
        status: DeliveryStatus::Delivered,
        attempts: 1,
        next_attempt_at: None,
        body: Some(serde_json::to_string(&event).map_err(Problem::internal)?),
    };
    let attempt = Attempt {
        id: context.ids.next(),
        delivery_id,
        started_at: context.at,
        took_ms: 42,
        outcome: AttemptOutcome::Taken,
        http_status: Some(204),
        answer: None,
    };
    Ok(store::end_attempt(tx, delivery_id, &ending, Some(&attempt), context.at).await?)
}
