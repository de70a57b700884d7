-- Identity: people who sign in, what they may do and where, and their sessions.

CREATE TABLE users (
    id             uuid        NOT NULL,
    username       text        NOT NULL,
    display_name   text        NOT NULL,
    -- A PHC string: algorithm, parameters, salt and hash together.
    password_hash  text        NOT NULL,
    status         text        NOT NULL,
    version        integer     NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (id),
    CONSTRAINT username_taken UNIQUE (username),
    CONSTRAINT username_shape CHECK (username ~ '^[a-z0-9]+([._-][a-z0-9]+)*$' AND length(username) <= 64),
    CONSTRAINT user_status_is_known CHECK (status IN ('ACTIVE', 'DISABLED')),
    CONSTRAINT user_version_is_positive CHECK (version > 0)
);

CREATE TABLE role_assignments (
    id           uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    role         text        NOT NULL,
    -- The unit over whose subtree the role holds; NULL is the whole province.
    unit_id      uuid,
    starts_on    date        NOT NULL,
    -- The first day on which the role no longer holds.
    ends_before  date,
    created_at   timestamptz NOT NULL,
    CONSTRAINT role_assignments_pkey PRIMARY KEY (id),
    CONSTRAINT role_assignments_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT role_assignments_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT role_assignment_ends_after_it_starts CHECK (ends_before >= starts_on),
    CONSTRAINT role_is_known CHECK (role IN (
        'ADMINISTRATOR', 'STANDING_OFFICE', 'LEADER', 'UNIT_OFFICER', 'COUNCIL_MEMBER', 'AUDITOR'))
);
CREATE INDEX role_assignments_user_id_idx ON role_assignments (user_id);
CREATE INDEX role_assignments_unit_id_idx ON role_assignments (unit_id);

CREATE TABLE sessions (
    id           uuid        NOT NULL,
    user_id      uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    -- The absolute end, however often the session is refreshed (ASVS 5.0, 7.3.2).
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_user_fkey FOREIGN KEY (user_id) REFERENCES users (id),
    CONSTRAINT session_expires_after_it_begins CHECK (expires_at > created_at)
);
CREATE INDEX sessions_user_id_idx ON sessions (user_id);
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

-- One row per refresh token ever issued in a session; only the SHA-256 is kept.
CREATE TABLE refresh_tokens (
    token_hash  bytea       NOT NULL,
    session_id  uuid        NOT NULL,
    issued_at   timestamptz NOT NULL,
    -- A used token that comes again after the grace of a lost answer ends its session (RFC 9700, 4.14.2).
    used_at     timestamptz,
    CONSTRAINT refresh_tokens_pkey PRIMARY KEY (token_hash),
    CONSTRAINT refresh_tokens_session_fkey FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE
);
CREATE INDEX refresh_tokens_session_id_idx ON refresh_tokens (session_id);
