-- Accounts: a user works in a unit, a role is given by somebody, a password may be one that somebody else made,
-- a session is recognised by where it was opened, and guesses at passwords are counted.

ALTER TABLE users
    -- The unit in which the user works; NULL is the province. Who keeps the users of that unit keeps this one.
    ADD COLUMN unit_id uuid,
    -- The folded names: what a search compares.
    ADD COLUMN search_text text NOT NULL DEFAULT '',
    -- A password that somebody else made is good until then and is changed when it is first used (ASVS 5.0, 6.4.1);
    -- NULL is a password of the user's own.
    ADD COLUMN password_expires_at timestamptz,
    ADD CONSTRAINT users_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    ADD CONSTRAINT display_name_is_not_blank CHECK (btrim(display_name) <> '' AND length(display_name) <= 200);
-- A user without a password can't sign in yet.
ALTER TABLE users ALTER COLUMN password_hash DROP NOT NULL;
UPDATE users SET search_text = lower(username || ' ' || display_name);
ALTER TABLE users ALTER COLUMN search_text DROP DEFAULT;
CREATE INDEX users_unit_id_idx ON users (unit_id);
CREATE INDEX users_search_text_idx ON users USING gin (search_text gin_trgm_ops);

ALTER TABLE role_assignments
    -- NULL is the command line.
    ADD COLUMN given_by uuid,
    ADD CONSTRAINT role_assignments_given_by_fkey FOREIGN KEY (given_by) REFERENCES users (id),
    -- An assignment that was withdrawn before its first day holds on no day, so it is in nobody's way.
    ADD CONSTRAINT role_already_given EXCLUDE USING gist (
        user_id WITH =, role WITH =, (coalesce(unit_id, '00000000-0000-0000-0000-000000000000')) WITH =,
        daterange(starts_on, ends_before) WITH &&);
CREATE INDEX role_assignments_given_by_idx ON role_assignments (given_by);

ALTER TABLE sessions
    -- Where it was opened, for the user to recognise it by.
    ADD COLUMN client_address text,
    ADD COLUMN client_name text,
    -- The address's network: from a network in which the user signed in before, guesses of strangers elsewhere
    -- do not count.
    ADD COLUMN client_network text;
CREATE INDEX sessions_client_network_idx ON sessions (user_id, client_network);

-- How many wrong passwords may still be tried. A budget fills up again with time; a full one needs no row.
CREATE TABLE guess_budgets (
    -- SHA-256 of whom it is for: an account, a network, or both together. Names of accounts that do not exist
    -- are counted like those that do.
    bucket   bytea       NOT NULL,
    full_at  timestamptz NOT NULL,
    CONSTRAINT guess_budgets_pkey PRIMARY KEY (bucket)
);
CREATE INDEX guess_budgets_full_at_idx ON guess_budgets (full_at);
