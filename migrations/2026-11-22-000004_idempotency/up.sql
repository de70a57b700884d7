-- Answers kept for retries: the same key and the same request get the same answer again, for 7 days.

CREATE TABLE idempotency_keys (
    caller_id    uuid        NOT NULL,
    operation    text        NOT NULL,
    key          text        NOT NULL,
    -- SHA-256 of method, path, query, media type and body: another request may not use the key.
    fingerprint  bytea       NOT NULL,
    status       smallint    NOT NULL,
    headers      jsonb       NOT NULL,
    body         bytea       NOT NULL,
    created_at   timestamptz NOT NULL,
    CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller_id, operation, key),
    CONSTRAINT idempotency_keys_caller_fkey FOREIGN KEY (caller_id) REFERENCES users (id)
);
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);
