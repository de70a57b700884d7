-- Machine clients: other systems of the province that call the service. Each acts under a row of users of its own, so that whatever it
-- writes names it as what people write names them; people sign in with passwords, clients never do.

ALTER TABLE users
    ADD COLUMN kind text NOT NULL DEFAULT 'PERSON',
    ADD CONSTRAINT user_kind_is_known CHECK (kind IN ('PERSON', 'CLIENT')),
    ADD CONSTRAINT client_has_no_password CHECK (kind = 'PERSON' OR password_hash IS NULL);

-- For whom a client said that it acted: the staff code of a person. It gives no right.
ALTER TABLE audit_records
    ADD COLUMN acting_for text,
    ADD CONSTRAINT audit_record_acting_for_is_short CHECK (length(acting_for) BETWEEN 1 AND 64);

CREATE TABLE clients (
    -- Its row of users: code, name, the unit over whose subtree its scopes hold, status, version.
    id                   uuid        NOT NULL,
    -- What for it calls, in words.
    purpose              text        NOT NULL,
    scopes               text[]      NOT NULL,
    -- From where it calls, as networks (203.0.113.0/24); none is from anywhere.
    networks             text[]      NOT NULL,
    requests_per_minute  integer     NOT NULL,
    -- The last day on which it may call.
    expires_on           date        NOT NULL,
    -- When it last took a token.
    last_used_at         timestamptz,
    created_by           uuid        NOT NULL,
    CONSTRAINT clients_pkey PRIMARY KEY (id),
    CONSTRAINT clients_user_fkey FOREIGN KEY (id) REFERENCES users (id),
    CONSTRAINT clients_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT client_purpose_is_not_blank CHECK (btrim(purpose) <> '' AND length(purpose) <= 500),
    CONSTRAINT client_has_a_scope CHECK (cardinality(scopes) BETWEEN 1 AND 50),
    CONSTRAINT client_networks_are_few CHECK (cardinality(networks) <= 20),
    CONSTRAINT client_limit_is_in_bounds CHECK (requests_per_minute BETWEEN 1 AND 100000)
);
CREATE INDEX clients_created_by_idx ON clients (created_by);

-- What a client proves itself with: at most two secrets at a time, so that one can follow the other without a gap. They are random, so
-- that their SHA-256 is as good as any slower hash.
CREATE TABLE client_secrets (
    id           uuid        NOT NULL,
    client_id    uuid        NOT NULL,
    -- The place of the secret: there are two.
    slot         smallint    NOT NULL,
    secret_hash  bytea       NOT NULL,
    -- Its last four characters, by which people recognise it.
    hint         text        NOT NULL,
    created_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CONSTRAINT client_secrets_pkey PRIMARY KEY (id),
    CONSTRAINT client_secrets_client_fkey FOREIGN KEY (client_id) REFERENCES clients (id),
    CONSTRAINT client_secrets_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT client_secret_slot_is_known CHECK (slot IN (1, 2)),
    CONSTRAINT client_secret_hint_is_short CHECK (length(hint) = 4)
);
CREATE UNIQUE INDEX two_secrets_already ON client_secrets (client_id, slot) WHERE ended_at IS NULL;
CREATE INDEX client_secrets_client_id_idx ON client_secrets (client_id);
CREATE INDEX client_secrets_created_by_idx ON client_secrets (created_by);

-- Or a key pair of its own: the public half, by which its assertions are checked (RFC 7523).
CREATE TABLE client_keys (
    id          uuid        NOT NULL,
    client_id   uuid        NOT NULL,
    -- `kid` of its assertions.
    key_id      text        NOT NULL,
    -- A JSON Web Key (RFC 7517).
    public_key  jsonb       NOT NULL,
    created_by  uuid        NOT NULL,
    created_at  timestamptz NOT NULL,
    ended_at    timestamptz,
    CONSTRAINT client_keys_pkey PRIMARY KEY (id),
    CONSTRAINT client_keys_client_fkey FOREIGN KEY (client_id) REFERENCES clients (id),
    CONSTRAINT client_keys_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT client_key_id_is_not_blank CHECK (btrim(key_id) <> '' AND length(key_id) <= 200)
);
CREATE UNIQUE INDEX client_key_already_there ON client_keys (client_id, key_id) WHERE ended_at IS NULL;
CREATE INDEX client_keys_client_id_idx ON client_keys (client_id);
CREATE INDEX client_keys_created_by_idx ON client_keys (created_by);

-- An assertion is good once.
CREATE TABLE used_assertions (
    client_id   uuid        NOT NULL,
    -- SHA-256 of its `jti`.
    assertion   bytea       NOT NULL,
    expires_at  timestamptz NOT NULL,
    CONSTRAINT used_assertions_pkey PRIMARY KEY (client_id, assertion),
    CONSTRAINT used_assertions_client_fkey FOREIGN KEY (client_id) REFERENCES clients (id)
);
CREATE INDEX used_assertions_expires_at_idx ON used_assertions (expires_at);

-- What servers tell each other of how often somebody called. It may be lost: a limit is no account.
CREATE UNLOGGED TABLE rate_uses (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    server      uuid        NOT NULL,
    -- A user, a client, or the strangers of a network.
    caller      uuid        NOT NULL,
    per_minute  integer     NOT NULL,
    calls       integer     NOT NULL,
    noted_at    timestamptz NOT NULL,
    CONSTRAINT rate_uses_pkey PRIMARY KEY (id)
);

-- Tokens that ended before their time (RFC 7009).
CREATE TABLE ended_tokens (
    token_id    uuid        NOT NULL,
    client_id   uuid        NOT NULL,
    ended_at    timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    CONSTRAINT ended_tokens_pkey PRIMARY KEY (token_id),
    CONSTRAINT ended_tokens_client_fkey FOREIGN KEY (client_id) REFERENCES clients (id)
);
CREATE INDEX ended_tokens_client_id_idx ON ended_tokens (client_id);
CREATE INDEX ended_tokens_expires_at_idx ON ended_tokens (expires_at);
