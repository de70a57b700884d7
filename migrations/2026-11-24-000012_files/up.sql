-- Files that units upload as evidence: what is known of them; their bytes stand outside the database under the file's id.

CREATE TABLE files (
    id          uuid        NOT NULL,
    -- The unit whose work it shows.
    unit_id     uuid        NOT NULL,
    name        text        NOT NULL,
    -- What its bytes are, not what its sender said.
    media_type  text        NOT NULL,
    bytes       bigint      NOT NULL,
    -- SHA-256 of its bytes, in hexadecimal digits.
    sha256      text        NOT NULL,
    created_by  uuid        NOT NULL,
    created_at  timestamptz NOT NULL,
    -- When something first referred to it; what nothing refers to is removed after some days.
    used_at     timestamptz,
    CONSTRAINT files_pkey PRIMARY KEY (id),
    CONSTRAINT files_unit_fkey FOREIGN KEY (unit_id) REFERENCES units (id),
    CONSTRAINT files_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id),
    CONSTRAINT file_name_is_not_blank CHECK (btrim(name) <> '' AND length(name) <= 255),
    CONSTRAINT file_has_bytes CHECK (bytes > 0),
    CONSTRAINT file_hash_is_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$')
);
CREATE INDEX files_unit_id_idx ON files (unit_id, id);
CREATE INDEX files_created_by_idx ON files (created_by);
CREATE INDEX files_unused_idx ON files (unit_id, created_at) WHERE used_at IS NULL;
