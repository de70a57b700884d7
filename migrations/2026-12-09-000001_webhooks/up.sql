-- Webhooks: events that are sent to the systems that asked for them (Standard Webhooks 1.0), beside the feed from which they are read.

-- Where a machine client wants to be told of what.
CREATE TABLE webhook_endpoints (
    id                uuid        NOT NULL,
    client_id         uuid        NOT NULL,
    url               text        NOT NULL,
    -- What for, in words.
    purpose           text        NOT NULL,
    -- Only events of these types; none are all.
    types             text[]      NOT NULL,
    -- Only of things of this unit and the units below it; none is whatever the client sees.
    unit_id           uuid,
    status            text        NOT NULL,
    -- Why nothing is sent: somebody said so, the endpoint answered 410, or it failed for too long.
    disabled_because  text,
    created_by        uuid        NOT NULL,
    version           integer     NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_endpoints_client_fkey FOREIGN KEY (client_id) REFERENCES clients (id),
    CONSTRAINT webhook_endpoints_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT webhook_endpoints_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT webhook_endpoint_already_there UNIQUE (client_id, url),
    CONSTRAINT webhook_url_is_not_blank CHECK (btrim(url) <> '' AND length(url) <= 2000),
    CONSTRAINT webhook_purpose_is_not_blank CHECK (btrim(purpose) <> '' AND length(purpose) <= 500),
    CONSTRAINT webhook_types_are_few CHECK (cardinality(types) <= 50),
    CONSTRAINT webhook_status_is_known CHECK (status IN ('ACTIVE', 'DISABLED')),
    CONSTRAINT webhook_disabling_is_known CHECK (disabled_because IN ('BY_SOMEBODY', 'GONE', 'FAILING')),
    CONSTRAINT webhook_is_disabled_for_a_cause CHECK ((status = 'DISABLED') = (disabled_because IS NOT NULL)),
    CONSTRAINT webhook_endpoint_version_is_positive CHECK (version > 0)
);
CREATE INDEX webhook_endpoints_unit_id_idx ON webhook_endpoints (unit_id);
CREATE INDEX webhook_endpoints_created_by_idx ON webhook_endpoints (created_by);

-- By what deliveries are signed: the key itself is derived from the installation's secret and this id, and stands nowhere.
CREATE TABLE webhook_secrets (
    id           uuid        NOT NULL,
    endpoint_id  uuid        NOT NULL,
    created_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    -- From then on nothing is signed by it; none while it is the newest.
    ends_at      timestamptz,
    CONSTRAINT webhook_secrets_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_secrets_endpoint_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints (id),
    CONSTRAINT webhook_secrets_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id)
);
CREATE INDEX webhook_secrets_endpoint_id_idx ON webhook_secrets (endpoint_id);
CREATE INDEX webhook_secrets_created_by_idx ON webhook_secrets (created_by);

-- How far an endpoint is, apart from what people change: it is rewritten with every delivery.
CREATE TABLE webhook_progress (
    endpoint_id        uuid        NOT NULL,
    -- Up to which position of the feed deliveries were planned.
    position           bigint      NOT NULL,
    failures_in_a_row  integer     NOT NULL,
    failing_since      timestamptz,
    last_attempt_at    timestamptz,
    -- The endpoint asked to be left alone until then (Retry-After).
    paused_until       timestamptz,
    CONSTRAINT webhook_progress_pkey PRIMARY KEY (endpoint_id),
    CONSTRAINT webhook_progress_endpoint_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints (id),
    CONSTRAINT webhook_position_is_a_count CHECK (position >= 0),
    CONSTRAINT webhook_failures_are_a_count CHECK (failures_in_a_row >= 0),
    CONSTRAINT webhook_fails_since_an_instant CHECK ((failures_in_a_row > 0) = (failing_since IS NOT NULL))
);

-- One event for one endpoint.
CREATE TABLE webhook_deliveries (
    id               uuid        NOT NULL,
    endpoint_id      uuid        NOT NULL,
    -- What the receiver knows it by, also when it is sent again. No foreign key: events are forgotten before their deliveries.
    event_id         uuid        NOT NULL,
    -- Its position in the feed; none of a test.
    position         bigint,
    event_type       text        NOT NULL,
    status           text        NOT NULL,
    -- How often it was tried by its own schedule.
    attempts         integer     NOT NULL,
    next_attempt_at  timestamptz,
    -- Some server is sending it until then.
    leased_until     timestamptz,
    -- What was sent last.
    body             text,
    created_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_deliveries_endpoint_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints (id),
    CONSTRAINT webhook_delivery_status_is_known CHECK (status IN ('PENDING', 'DELIVERED', 'FAILED', 'DROPPED')),
    CONSTRAINT webhook_delivery_attempts_are_a_count CHECK (attempts >= 0),
    CONSTRAINT webhook_delivery_is_pending_or_ended CHECK (
        (status = 'PENDING') = (next_attempt_at IS NOT NULL) AND (status = 'PENDING') = (ended_at IS NULL))
);
CREATE INDEX webhook_deliveries_endpoint_id_idx ON webhook_deliveries (endpoint_id, id);
CREATE INDEX webhook_deliveries_pending_idx ON webhook_deliveries (endpoint_id, next_attempt_at) WHERE status = 'PENDING';
CREATE INDEX webhook_deliveries_ended_at_idx ON webhook_deliveries (ended_at);

-- Each time that a delivery was sent, with what came of it.
CREATE TABLE webhook_attempts (
    id           uuid        NOT NULL,
    delivery_id  uuid        NOT NULL,
    started_at   timestamptz NOT NULL,
    took_ms      integer     NOT NULL,
    outcome      text        NOT NULL,
    -- What the endpoint answered, if it answered: status, and the beginning of the body.
    http_status  smallint,
    answer       text,
    CONSTRAINT webhook_attempts_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_attempts_delivery_fkey FOREIGN KEY (delivery_id) REFERENCES webhook_deliveries (id) ON DELETE CASCADE,
    CONSTRAINT webhook_attempt_outcome_is_known CHECK (
        outcome IN ('TAKEN', 'REFUSED', 'NOT_CONNECTED', 'TIMED_OUT', 'TARGET_NOT_ALLOWED')),
    CONSTRAINT webhook_attempt_took_a_while CHECK (took_ms >= 0),
    CONSTRAINT webhook_answer_is_short CHECK (length(answer) <= 1000)
);
CREATE INDEX webhook_attempts_delivery_id_idx ON webhook_attempts (delivery_id, id);

-- What an endpoint wants to be sent again: the events of a time, planned some at a time.
CREATE TABLE webhook_replays (
    id             uuid        NOT NULL,
    endpoint_id    uuid        NOT NULL,
    starts_at      timestamptz NOT NULL,
    ends_before    timestamptz NOT NULL,
    -- Up to which position deliveries were planned, and up to which they will be.
    position       bigint      NOT NULL,
    last_position  bigint      NOT NULL,
    planned        integer     NOT NULL,
    created_by     uuid        NOT NULL,
    created_at     timestamptz NOT NULL,
    ended_at       timestamptz,
    CONSTRAINT webhook_replays_pkey PRIMARY KEY (id),
    CONSTRAINT webhook_replays_endpoint_fkey FOREIGN KEY (endpoint_id) REFERENCES webhook_endpoints (id),
    CONSTRAINT webhook_replays_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT webhook_replay_ends_after_it_starts CHECK (ends_before > starts_at),
    CONSTRAINT webhook_replay_planned_is_a_count CHECK (planned >= 0)
);
CREATE UNIQUE INDEX webhook_replay_running ON webhook_replays (endpoint_id) WHERE ended_at IS NULL;
CREATE INDEX webhook_replays_endpoint_id_idx ON webhook_replays (endpoint_id, id);
CREATE INDEX webhook_replays_created_by_idx ON webhook_replays (created_by);

-- Where in the feed a time begins and ends.
CREATE INDEX events_occurred_at_idx ON events (occurred_at);
