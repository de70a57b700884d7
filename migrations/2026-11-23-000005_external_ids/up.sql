-- What other systems call a unit: an id for each system, from day to day, so that a document system finds the unit it
-- means and nobody types units in twice.
CREATE TABLE unit_external_ids (
    id           uuid        NOT NULL,
    unit_id      uuid        NOT NULL,
    -- The system, such as ioffice.
    system       text        NOT NULL,
    value        text        NOT NULL,
    starts_on    date        NOT NULL,
    -- The first day on which the id is no longer the unit's.
    ends_before  date,
    created_by   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    CONSTRAINT unit_external_ids_pkey PRIMARY KEY (id),
    CONSTRAINT unit_external_ids_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT unit_external_ids_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT unit_external_id_ends_after_it_starts CHECK (ends_before >= starts_on),
    CONSTRAINT unit_external_system_shape
        CHECK (system ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' AND length(system) <= 40),
    CONSTRAINT unit_external_value_is_not_blank CHECK (btrim(value) <> '' AND length(value) <= 200),
    -- Within one system an id means one unit on a day, and a unit has one id.
    CONSTRAINT external_id_taken EXCLUDE USING gist (
        system WITH =, value WITH =, daterange(starts_on, ends_before) WITH &&),
    CONSTRAINT external_id_already_given EXCLUDE USING gist (
        unit_id WITH =, system WITH =, daterange(starts_on, ends_before) WITH &&)
);
CREATE INDEX unit_external_ids_unit_id_idx ON unit_external_ids (unit_id);
CREATE INDEX unit_external_ids_created_by_idx ON unit_external_ids (created_by);
CREATE INDEX unit_external_ids_value_idx ON unit_external_ids (value);
