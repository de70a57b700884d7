//! What came of an attempt: the delivery ends or waits, and the endpoint is well, failing, or disabled.

use chrono::{DateTime, Utc};
use reqwest::StatusCode;
use uuid::Uuid;

use super::sender::Sent;
use crate::core::context::ChangeContext;
use crate::db::Connection;
use crate::features::webhooks::rules::{
    AttemptOutcome, DeliveryStatus, DisabledBecause, EndpointStatus, GIVEN_UP_AFTER, MOST_SPREAD, is_down,
    next_attempt,
};
use crate::features::webhooks::store::{self, Attempt, Claim, Ending, Endpoint};
use crate::http::Problem;
use crate::operations::state::State;
use crate::record::{Occurrence, record_change};

/// Writes what came of an attempt.
pub(super) async fn write(
    state: &State,
    endpoint: Uuid,
    (claim, body, sent): (&Claim, &str, &Sent),
    started_at: DateTime<Utc>,
) -> Result<(), Problem> {
    let now = state.clock.now();
    let attempt = Attempt {
        id: Uuid::now_v7(),
        delivery_id: claim.id,
        started_at,
        took_ms: i32::try_from(sent.took.as_millis()).unwrap_or(i32::MAX),
        outcome: sent.outcome,
        http_status: sent.status.and_then(|status| i16::try_from(status.as_u16()).ok()),
        answer: sent.answer.clone(),
    };
    let ending = ending_of(claim, body, sent.outcome, spread(), now);
    let is_gone = sent.status == Some(StatusCode::GONE);
    let write = async |tx: &mut Connection| {
        store::end_attempt(tx, claim.id, &ending, Some(&attempt), now).await?;
        if sent.outcome == AttemptOutcome::Taken {
            let failures = store::note_success(tx, endpoint, now).await?;
            if is_down(failures) {
                store::wake(tx, endpoint, now).await?;
            }
            return Ok(());
        }
        let since = store::note_failure(tx, endpoint, sent.paused_until, now).await?;
        if is_gone {
            disable(tx, state, endpoint, DisabledBecause::Gone).await
        } else if now - since >= GIVEN_UP_AFTER {
            disable(tx, state, endpoint, DisabledBecause::Failing).await
        } else {
            Ok::<_, Problem>(())
        }
    };
    state.db.transaction(write).await?;
    state.committed.notify_one();
    Ok(())
}

/// Ends a delivery that is not sent: its client is not told of the event any more.
pub(super) async fn drop_unsent(state: &State, claim: &Claim) -> Result<(), Problem> {
    let now = state.clock.now();
    let ending = Ending {
        status: DeliveryStatus::Dropped,
        attempts: claim.attempts,
        next_attempt_at: None,
        body: None,
    };
    let write = async |tx: &mut Connection| store::end_attempt(tx, claim.id, &ending, None, now).await;
    Ok(state.db.transaction(write).await?)
}

/// How an attempt leaves its delivery.
fn ending_of(claim: &Claim, body: &str, outcome: AttemptOutcome, spread: i32, now: DateTime<Utc>) -> Ending {
    let attempts = if claim.is_probe { claim.attempts } else { claim.attempts.saturating_add(1) };
    let body = Some(body.to_owned());
    if outcome == AttemptOutcome::Taken {
        return Ending {
            status: DeliveryStatus::Delivered,
            attempts: attempts.max(1),
            next_attempt_at: None,
            body,
        };
    }
    let next = if claim.is_probe { claim.next_attempt_at } else { next_attempt(attempts, spread, now) };
    let status = if next.is_some() { DeliveryStatus::Pending } else { DeliveryStatus::Failed };
    Ending { status, attempts, next_attempt_at: next, body }
}

/// By how much a pause is longer, by chance.
fn spread() -> i32 {
    let chance = Uuid::new_v4().as_u128() % u128::from(MOST_SPREAD.unsigned_abs() + 1);
    i32::try_from(chance).unwrap_or_default()
}

/// Disables an endpoint by the service itself; one that was disabled meanwhile stays as it is.
async fn disable(
    tx: &mut Connection,
    state: &State,
    id: Uuid,
    because: DisabledBecause,
) -> Result<(), Problem> {
    let before = store::lock_exclusive(tx, id).await?;
    if before.status == EndpointStatus::Disabled {
        return Ok(());
    }
    let context = ChangeContext::now(&state.clock, None, None);
    let after = Endpoint {
        status: EndpointStatus::Disabled,
        disabled_because: Some(because),
        version: before.version.next(),
        updated_at: context.at,
        ..before.clone()
    };
    store::update(tx, &after).await?;
    Ok(record_change(tx, &context, Occurrence::WebhookEndpointDisabled, Some(&before), &after).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(attempts: i32, is_probe: bool) -> Claim {
        let now = now();
        Claim {
            id: Uuid::nil(),
            event_id: Uuid::nil(),
            position: Some(7),
            attempts,
            is_probe,
            next_attempt_at: Some(now + chrono::TimeDelta::hours(2)),
        }
    }

    fn now() -> DateTime<Utc> {
        "2026-11-23T02:00:00Z".parse().unwrap()
    }

    #[test]
    fn an_attempt_ends_its_delivery_or_lets_it_wait() {
        use AttemptOutcome::{NotConnected, Refused, Taken, TimedOut};
        use DeliveryStatus::{Delivered, Failed, Pending};
        for (attempts, is_probe, outcome, status, counted, wait) in [
            (0, false, Taken, Delivered, 1, None),
            (0, false, Refused, Pending, 1, Some(5)),
            (3, false, TimedOut, Pending, 4, Some(7_200)),
            (9, false, NotConnected, Failed, 10, None),
            (4, true, Refused, Pending, 4, Some(7_200)),
            (4, true, Taken, Delivered, 4, None),
            (9, true, Refused, Pending, 9, Some(7_200)),
        ] {
            let ending = ending_of(&claim(attempts, is_probe), "{}", outcome, 0, now());
            let waits = ending.next_attempt_at.map(|at| (at - now()).num_seconds());
            assert_eq!(
                (ending.status, ending.attempts, waits),
                (status, counted, wait),
                "{attempts} {outcome}"
            );
        }
    }

    #[test]
    fn chance_stays_in_its_bounds() {
        assert!((0..1_000).map(|_| spread()).all(|own| (0..=MOST_SPREAD).contains(&own)));
    }
}
