-- History: what happened to a thing (transitions), what the world is told (events), and who did what
-- (audit records). A change writes its rows without a number in its own transaction; the sequencer
-- numbers and seals them afterwards, so that no writer waits for another.

CREATE TABLE transitions (
    id            uuid        NOT NULL,
    subject_type  text        NOT NULL,
    subject_id    uuid        NOT NULL,
    action        text        NOT NULL,
    from_status   text        NOT NULL,
    to_status     text        NOT NULL,
    effective_on  date        NOT NULL,
    reason        text,
    actor_id      uuid        NOT NULL,
    occurred_at   timestamptz NOT NULL,
    CONSTRAINT transitions_pkey PRIMARY KEY (id),
    CONSTRAINT transitions_actor_fkey FOREIGN KEY (actor_id) REFERENCES users (id)
);
CREATE INDEX transitions_subject_idx ON transitions (subject_id, id);
CREATE INDEX transitions_actor_id_idx ON transitions (actor_id);

CREATE TABLE events (
    id               uuid        NOT NULL,
    -- The order of writing. The thing's row is locked when its event is written, so the events of one thing
    -- stand in the order of its versions, whatever the clocks of several servers say.
    written          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    -- Given by the sequencer; a committed event without one is not yet visible to readers.
    position         bigint,
    event_type       text        NOT NULL,
    subject_type     text        NOT NULL,
    subject_id       uuid        NOT NULL,
    subject_version  integer     NOT NULL,
    occurred_at      timestamptz NOT NULL,
    CONSTRAINT events_pkey PRIMARY KEY (id),
    CONSTRAINT events_position_key UNIQUE (position)
);
CREATE INDEX events_unnumbered_idx ON events (written) WHERE position IS NULL;

CREATE TABLE audit_records (
    id             uuid        NOT NULL,
    -- The order of writing, as with events.
    written        bigint      NOT NULL GENERATED ALWAYS AS IDENTITY,
    position       bigint,
    occurred_at    timestamptz NOT NULL,
    -- NULL where the command line acted, or nobody had signed in yet.
    actor_id       uuid,
    action         text        NOT NULL,
    subject_type   text        NOT NULL,
    subject_id     uuid        NOT NULL,
    -- The unit whose auditors may read the record; NULL is the whole province.
    unit_id        uuid,
    request_id     uuid,
    before         jsonb,
    after          jsonb,
    -- hash = SHA-256 of previous_hash and the record's canonical text.
    previous_hash  bytea,
    hash           bytea,
    CONSTRAINT audit_records_pkey PRIMARY KEY (id),
    CONSTRAINT audit_records_position_key UNIQUE (position),
    CONSTRAINT audit_records_actor_fkey FOREIGN KEY (actor_id) REFERENCES users (id),
    CONSTRAINT audit_records_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT audit_record_is_sealed_whole CHECK (
        (position IS NULL) = (hash IS NULL) AND (position IS NULL) = (previous_hash IS NULL))
);
CREATE INDEX audit_records_unsealed_idx ON audit_records (written) WHERE position IS NULL;
CREATE INDEX audit_records_subject_idx ON audit_records (subject_id, position);
CREATE INDEX audit_records_actor_id_idx ON audit_records (actor_id, position);
CREATE INDEX audit_records_unit_id_idx ON audit_records (unit_id, position);

-- An audit record is written unsealed and sealed once; nothing else may ever happen to it.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.position IS NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.position IS NULL
        AND (to_jsonb(NEW) - 'position' - 'hash' - 'previous_hash')
          = (to_jsonb(OLD) - 'position' - 'hash' - 'previous_hash') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'audit records are append-only'
        USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_records_are_append_only';
END $$;
CREATE TRIGGER audit_records_are_append_only BEFORE INSERT OR UPDATE OR DELETE ON audit_records
    FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_records_are_never_emptied BEFORE TRUNCATE ON audit_records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Where the sequencer stands: one row.
CREATE TABLE sequencer_state (
    singleton            boolean NOT NULL,
    last_event_position  bigint  NOT NULL,
    last_audit_position  bigint  NOT NULL,
    last_audit_hash      bytea   NOT NULL,
    CONSTRAINT sequencer_state_pkey PRIMARY KEY (singleton),
    CONSTRAINT sequencer_state_is_one_row CHECK (singleton)
);
INSERT INTO sequencer_state VALUES (true, 0, 0, decode(repeat('00', 32), 'hex'));
